"""A tab of plain records: chips choose the group, sections list what is on record, one form at a time is open in the place of the list."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QSizePolicy, QStackedWidget, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.person.dossier import PAPER, Act, DossierPresenter, Entry, Opening, Section
from caseworker_desktop.ui.shell.page import Navigator
from caseworker_desktop.ui.shell.record_panel import RecordPanel
from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.banner import Banner
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.chips import ChipGroup
from caseworker_desktop.ui.widgets.label import Elided, label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row, rule, scroll
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.editing import Saved

MOST_TOLD = 6
#: What a draft keeps of the form it belongs to: the token that opens it.
FORM = "form"


class DossierTab(QWidget):
    """A PersonTab over a presenter."""

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator, presenter: DossierPresenter, name: str, tab: str) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.setAccessibleName(name)
        self._texts, self._navigator, self._presenter, self._desk, self._tab = texts, navigator, presenter, desk, tab
        self._person = ""
        self._came_from = ""
        self._buttons: dict[str, Button] = {}
        groups = presenter.groups()
        self.groups = ChipGroup(name, groups, several=False, gap=6)
        self.groups.choose([groups[0][0]] if groups else [])
        if len(groups) < 2:
            self.groups.hide()
        self.told = Banner("blue", action=self._say("ui_person.told_close"))
        self.unfinished = Banner("amber", icon="pen")
        self._begun = ""
        self._sections = column(gap=12)
        self._inside = box(column(self._sections, ..., gap=0, margins=(0, 4, 8, 8)))
        self._area = scroll(self._inside, name)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        listing = box(column(self.groups, self.unfinished, self.told, (self._area, 1), gap=8))
        self.panel = RecordPanel(desk, texts, navigator)
        self._stack = QStackedWidget()
        self._stack.addWidget(listing)
        self._stack.addWidget(self.panel)
        self.setLayout(column((self._stack, 1), margins=(0, 10, 0, 0)))
        self.groups.chosen_changed.connect(self._draw)
        self.told.acted.connect(lambda: self.told.say("blue", ""))
        self.unfinished.acted.connect(lambda: self.open(self._begun))
        self.panel.closed.connect(self._back)
        self.panel.saved.connect(self._moved)
        self.panel.deleted.connect(self._moved)

    # ---- PersonTab ------------------------------------------------------------------------------------------------------------------------
    def widget(self) -> QWidget:
        """Return the tab itself."""
        return self

    def show_person(self, person: str) -> None:
        """Show one person's records; an open form of the same person stays open."""
        if person != self._person:
            if self.panel.is_open():
                self.panel.leave()
            self.told.say("blue", "")
            self._person = person
        self._presenter.load(person)
        self._draw()
        self._say_unfinished()

    def keep_draft(self) -> None:
        """Save what was typed."""
        self.panel.keep_draft()

    def command(self, name: str) -> bool:
        """Save or close the open form."""
        return self.panel.command(name)

    # ---- for tests and for this screen ----------------------------------------------------------------------------------------------------
    def show_group(self, group: str) -> None:
        """Choose a group of sections."""
        self.groups.choose([group])
        self._draw()

    def open(self, token: str) -> None:
        """Open a form or a paper, or do something at once."""
        self._came_from = token
        if token.startswith(f"{PAPER}/"):
            _, kind, id_ = token.split("/")
            self._navigator.open(PAPER, kind=kind, id=id_)
            return
        opening = self._presenter.opening(token)
        if opening is None:
            self._navigator.run(lambda progress: self._presenter.act(token), lambda done: self._acted(token, done))
        else:
            self._open(opening)

    def tokens(self) -> tuple[str, ...]:
        """Return what can be pressed now."""
        return tuple(self._buttons)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            bar = self._area.verticalScrollBar()
            bar.setValue(bar.value() + (1 if event.key() == Qt.Key.Key_PageDown else -1) * max(bar.pageStep() - 40, 40))
            return
        super().keyPressEvent(event)

    # ---- inside ---------------------------------------------------------------------------------------------------------------------------
    def _draw(self) -> None:
        focus = QApplication.focusWidget()
        held = focus is not None and self._inside.isAncestorOf(focus)
        if held:  # the button that has the focus is about to go
            self.groups.take_focus()
            QTimer.singleShot(0, self, self._refocus)
        clear(self._sections)
        self._buttons = {}
        chosen = self.groups.chosen()
        for section in self._presenter.sections(chosen[0]) if chosen else ():
            self._sections.addWidget(self._section(section))

    def _section(self, section: Section) -> QWidget:
        head = row(label(section.title, "h3"), ..., *(self._button(act) for act in section.acts), gap=4)
        parts: list[QWidget] = []
        if section.facts:
            parts.append(_facts(section.facts))
        for entry in section.entries:
            parts.append(self._entry(entry))
            parts.append(rule(soft=True))
        if not parts and section.empty:
            parts.append(label(section.empty, "muted", wrap=True))
        if section.note:
            parts.append(label(section.note, "small", wrap=True))
        made = box(column(head, rule(), *parts, gap=6))
        made.setAccessibleName(section.title)
        return made

    def _entry(self, entry: Entry) -> QWidget:
        title = Elided(entry.title, "text" if entry.faded else "textb")
        title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        words = column(row(title, Badge(*entry.mark) if entry.mark else None, ..., gap=8),
                       label(entry.below, "small", wrap=True) if entry.below else None, gap=1)
        buttons: list[QWidget] = [
            self._button(act, "" if act[1] else self._texts.say(message("ui_person.print_what", what=entry.title))) for act in entry.acts]
        if entry.goes is not None:
            buttons.append(self._go(entry.goes, entry.title))
        if entry.opens is not None:
            buttons.append(self._button((entry.opens, "", "pen"), self._texts.say(message("ui_person.edit_what", what=entry.title))))
        made = box(row((words, 1), *buttons, gap=2, margins=(0, 2, 0, 2)))
        made.setAccessibleName(", ".join(part for part in (entry.title, entry.mark[0] if entry.mark else "", entry.below) if part))
        return made

    def _button(self, act: Act, name: str = "") -> Button:
        token, words, icon = act
        made = Button(words, "quiet", icon=icon or None, name=name, clicked=lambda: self.open(token))
        self._buttons[token] = made
        return made

    def _go(self, person: str, title: str) -> Button:
        name = self._texts.say(message("ui_person.go_to", who=title))
        made = Button("", "quiet", icon="right", name=name, clicked=lambda: self._navigator.open("people", person=person))
        self._buttons[f"go:{person}"] = made
        return made

    def _open(self, opening: Opening) -> None:
        self._stack.setCurrentWidget(self.panel)
        columns = 2 if self.width() >= 440 else 1
        self.panel.open(
            opening.title, opening.kind, opening.specs, id_=opening.id_, fixed=opening.fixed, start=opening.start, note=opening.note,
            draft=opening.draft, columns=columns, may_delete=opening.may_delete, write=opening.write, remove=opening.remove,
            where={"page": "people", "person": self._person, "tab": self._tab, FORM: self._came_from})

    def _back(self) -> None:
        self._stack.setCurrentIndex(0)
        self._say_unfinished()
        self._refocus()

    def _refocus(self) -> None:
        """Give the focus to what opened the form, or did what was done; else to the chips."""
        button = self._buttons.get(self._came_from)
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.groups.take_focus()

    def _say_unfinished(self) -> None:
        """Say that a form of this person was begun here and not written, and lead back to it."""
        if self._desk.worker.secret is None:
            return
        here = {"person": self._person, "tab": self._tab}.items()
        drafts = [draft for draft in self._desk.drafts.mine() if draft.key.startswith("record:") and here <= draft.content["where"].items()]
        self._begun = str(drafts[0].content["where"][FORM]) if drafts else ""
        if not drafts:
            self.unfinished.say("amber", "")
            return
        words = self._texts.say(message("ui_person.unfinished", what=str(drafts[0].content["title"])))
        self.unfinished.say("amber", words, action=self._say("ui_person.go_on"), icon="pen")
        self.unfinished.show()

    def _acted(self, token: str, done: Saved) -> None:
        self._navigator.announce(done.written.records)
        self._navigator.toast(self._presenter.said(token), self._undo(done))
        self._moved(done)

    def _undo(self, done: Saved) -> Callable[[], object]:
        return lambda: self._navigator.run(
            lambda progress: self._desk.editing.take_back(done), lambda written: self._navigator.announce(written.records))

    def _moved(self, done: Saved) -> None:
        """Say what else has moved with what was written."""
        said = [self._texts.say(each) for each in done.told]
        if not said:
            return
        more = len(said) - MOST_TOLD
        lines = [*said[:MOST_TOLD], self._texts.say(message("ui_person.told_more", count=more))] if more > 0 else said
        self.told.say("blue", self._texts.say(message("ui_person.told", count=len(said))), "\n".join(lines), action=self._say("ui_person.told_close"))
        self.told.show()

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))


def _facts(facts: tuple[tuple[str, str], ...]) -> QWidget:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    for at, (name, value) in enumerate(facts):
        fact = box(column(label(name, "key", wrap=True), label(value, "text", wrap=True), gap=0))
        fact.setAccessibleName(f"{name}: {value}")
        grid.addWidget(fact, at // 2, at % 2, Qt.AlignmentFlag.AlignTop)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    return box(grid)
