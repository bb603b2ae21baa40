"""The frame around the screens of one sitting: navigation, pages, status line, palette, toasts, keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from caseworker_desktop.kernel.errors import Cancelled
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui import problems
from caseworker_desktop.ui.changes import Changed
from caseworker_desktop.ui.preferences import Preferences
from caseworker_desktop.ui.run import run
from caseworker_desktop.ui.shell.navigation import INTAKE, LISTING, NOTES, PEOPLE, PROJECTS, SESSIONS, SETTINGS, Pages, Place, menu
from caseworker_desktop.ui.shell.notice import Notice
from caseworker_desktop.ui.shell.page import Breadth, Stop, breadth_of
from caseworker_desktop.ui.shell.palette import Palette
from caseworker_desktop.ui.shell.palette_search import Offer, PaletteSearch
from caseworker_desktop.ui.shell.sidebar import Entry, Sidebar
from caseworker_desktop.ui.shell.status import Sign, StatusLine
from caseworker_desktop.ui.widgets.layout import column, row
from caseworker_desktop.ui.widgets.toast import Toaster

if TYPE_CHECKING:
    from caseworker_desktop.usecases.desk import Desk

T = TypeVar("T")
#: Alt+1 to Alt+8 follow the menu, Alt+0 opens the ninth entry; Alt+9 is the settings.
KEYS = (*(f"Alt+{at}" for at in range(1, 9)), "Alt+0")
_PAGE_KEYS = {"Ctrl+Return": "save", "Ctrl+Enter": "save", "Ctrl+F": "find", "Ctrl+J": "template", "Ctrl+P": "print"}


class Shell(QWidget):
    """One sitting at one Desk; it is the Navigator of its pages. `lock_wanted`, `help_wanted(topic)`
    and `preferences_wanted(Preferences)` go to the main window."""

    lock_wanted = Signal()
    leave_wanted = Signal()
    help_wanted = Signal(str)
    preferences_wanted = Signal(object)

    def __init__(
        self,
        desk: Desk,
        texts: Texts,
        *,
        who: tuple[str, str],
        find_people: Callable[[str, int], Sequence[Offer]],
        signs: Callable[[], Sequence[Sign]],
        preferences: Callable[[], Preferences],
    ) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.desk, self._texts, self._find_people, self._signs, self._preferences = desk, texts, find_people, signs, preferences
        self._menu = menu(office=desk.worker.office, may=desk.people.may_read())
        self._breadth = Breadth.WIDE
        self._side = self._make_sidebar(who)
        self._side.wanted.connect(self._pressed)
        stack = QStackedWidget()
        self._status = StatusLine(texts)
        self._pages = Pages(stack, desk, texts, self, self._shown)
        self.setLayout(row(self._side, (column((stack, 1), self._status, gap=0), 1), gap=0))
        self._toaster = Toaster(self, self._say("toast.undo"))
        self._notice = Notice(self, self._say("problem.title"), self._say("problem.close"))
        self._keyboard()
        self.show_status()

    # What a screen may ask (Navigator)

    def open(self, page: str, **where: str) -> None:
        self._notice.dismiss()
        self._pages.open(page, where)

    def back(self) -> None:
        self._pages.back()

    def leave(self) -> None:
        self.leave_wanted.emit()

    def announce(self, changed: Changed) -> None:
        self._pages.announce(changed)
        self.show_status()

    def toast(self, words: str, undo: Callable[[], object] | None = None) -> None:
        self._toaster.say(words, undo)

    def problem(self, error: BaseException) -> None:
        if not isinstance(error, Cancelled):
            self._notice.say(self._texts.say(problems.as_message(error)))

    def run(
        self,
        operation: Callable[[Progress], T],
        success: Callable[[T], object],
        failure: Callable[[Exception], object] | None = None,
        progress: Callable[..., object] | None = None,
    ) -> Stop:
        return run(self, operation, success, failure or self.problem, progress)

    def breadth(self) -> Breadth:
        return self._breadth

    def preferences(self) -> Preferences:
        return self._preferences()

    def set_preferences(self, preferences: Preferences) -> None:
        self.preferences_wanted.emit(preferences)

    def count(self, page: str, number: int) -> None:
        words = next((self._texts.say(place.words) for place in self._menu if place.name == page and place.words), page)
        shown = self._texts.number(number)
        spoken = self._texts.say(message("nav.counted", name=words, number=shown))
        self._side.set_count(page, shown if number else "", spoken if number else "")

    # What the door asks

    def start(self, page: str = "") -> None:
        """Show a page, else the first of the menu."""
        self.open(page or self._menu[0].name)

    def before_lock(self) -> None:
        """Let every page save what was typed; close what lies over the page."""
        self._pages.before_lock()
        self._toaster.dismiss()
        self._notice.dismiss()
        for palette in self.findChildren(Palette):
            palette.reject()

    def woken(self) -> None:
        """The same person has unlocked again: give the focus back to the page."""
        front = self._pages.front()
        if front is not None:
            front.on_shown()

    def show_status(self) -> None:
        """Ask again what stands in the status line."""
        self._status.show_signs(self._signs())

    def toast_words(self) -> str:
        """Return what the toast says now."""
        return self._toaster.words()

    def notice_words(self) -> str:
        """Return the problem that is shown now."""
        return self._notice.words()

    # Inside

    def _say(self, key: str) -> str:
        return self._texts.say(Message(key))

    def _make_sidebar(self, who: tuple[str, str]) -> Sidebar:
        entries = [
            Entry(place.name, place.icon, self._texts.say(place.words), keys)
            for place, keys in zip(self._menu, KEYS, strict=False) if place.words]
        foot = [Entry(SETTINGS.name, SETTINGS.icon, self._say("nav.settings"), "Alt+9"), Entry("lock", "lock", self._say("nav.lock"), "Ctrl+L")]
        return Sidebar(self._say("app.name"), self._say("nav.menu"), entries, foot, who)

    def _keyboard(self) -> None:
        for place, keys in zip(self._menu, KEYS, strict=False):
            self._key(keys, partial(self.open, place.name))
        for keys in ("Alt+9", "Ctrl+9"):
            self._key(keys, partial(self.open, SETTINGS.name))
        self._key("Ctrl+K", partial(self.ask_palette, only_people=False))
        self._key("Ctrl+L", self.lock_wanted.emit)
        self._key("F1", lambda: self.help_wanted.emit(self._topic()))
        self._key("Ctrl+N", self.new_consultation)
        for keys, name in _PAGE_KEYS.items():
            self._key(keys, partial(self._command, name))
        self._key("Ctrl+Z", self._undo)

    def _key(self, keys: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)  # of the window: it works also when nothing has the focus, and not while locked
        shortcut.activated.connect(lambda: act())

    def _command(self, name: str) -> bool:
        front = self._pages.front()
        return front is not None and front.command(name)

    def _undo(self) -> None:
        if self._toaster.undo():
            self.toast(self._say("toast.undone"))

    def _topic(self) -> str:
        front = self._pages.front()
        return front.help_topic() if front is not None else "start"

    def _pressed(self, name: str) -> None:
        if name == "lock":
            self.lock_wanted.emit()
        else:
            self.open(name)

    def _shown(self, place: Place) -> None:
        self._side.mark(place.under)

    def new_consultation(self) -> None:
        """Ctrl+N: the page in front takes it when it shows a person; else ask for whom."""
        if not self._command("new_consultation"):
            self.ask_palette(only_people=True)

    def ask_palette(self, *, only_people: bool) -> None:
        """Open the palette, for a person and a command or (`only_people`) for whom a consultation is."""
        search = PaletteSearch(self._find_people, self._offers(), only_people=only_people)
        title = self._say("palette.for_consultation" if only_people else "palette.title")
        placeholder = self._say("palette.for_placeholder" if only_people else "palette.placeholder")
        palette = Palette(self, self._texts, search, title=title, placeholder=placeholder)
        palette.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        palette.picked.connect(lambda offer: self._picked(offer, consultation=only_people))
        palette.open()

    def _picked(self, offer: Offer, *, consultation: bool) -> None:
        self.activateWindow()  # where no window manager gives the focus back when the palette is gone
        if offer.person is not None:
            if consultation:
                self.open(PEOPLE.name, person=offer.person, new="consultation")
            else:
                self.open(PEOPLE.name, person=offer.person)
        elif offer.command is not None:
            self._do(offer.command)

    def _do(self, command: str) -> None:
        if command.startswith("go."):
            self.open(command.removeprefix("go."))
        elif command.startswith("theme."):
            self.set_preferences(replace(self._preferences(), theme=command.removeprefix("theme.")))
        elif command == "new_consultation":
            self.new_consultation()
        elif command == "new_person":
            self.open(PEOPLE.name, new="person")
        elif command == "lock":
            self.lock_wanted.emit()
        else:
            self.help_wanted.emit(self._topic())

    def _offers(self) -> list[Offer]:
        kind = self._say("palette.command")
        made = [
            Offer(self._say("command.new_consultation"), kind, "chat", command="new_consultation", keys="Ctrl+N"),
            Offer(self._say("command.new_person"), kind, "plus", command="new_person"),
        ]
        for place, keys in zip(self._menu, KEYS, strict=False):
            if place.words is not None:
                words = self._texts.say(message("command.go", page=place.words))
                made.append(Offer(words, kind, place.icon, command=f"go.{place.name}", keys=keys))
        settings = self._texts.say(message("command.go", page=message("nav.settings")))
        if self.desk.people.may_write("person") or self.desk.people.may_write("partner"):
            made.append(Offer(self._say("command.intake"), kind, "folder", command=f"go.{INTAKE.name}"))
        for place in (PROJECTS, LISTING, SESSIONS, NOTES):
            if place.kind in self.desk.people.may_read() and place.words is not None:
                words = self._texts.say(message("command.go", page=place.words))
                made.append(Offer(words, kind, place.icon, command=f"go.{place.name}"))
        made += [
            Offer(settings, kind, "gear", command=f"go.{SETTINGS.name}", keys="Alt+9"),
            Offer(self._say("command.help"), kind, "help", command="help", keys="F1"),
            Offer(self._say("command.theme_dark"), kind, "eye", command="theme.dark"),
            Offer(self._say("command.theme_light"), kind, "today", command="theme.light"),
            Offer(self._say("command.lock"), kind, "lock", command="lock", keys="Ctrl+L"),
        ]
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        breadth = breadth_of(self.width())
        self._side.set_narrow(breadth is not Breadth.WIDE)
        if breadth is not self._breadth:
            self._breadth = breadth
            self._pages.set_breadth(breadth)
