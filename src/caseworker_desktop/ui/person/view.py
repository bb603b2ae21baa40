"""The pane of one person: banner, tabs, and the consultation panel at the side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.changes import Changed, touches
from caseworker_desktop.ui.person.banner import PersonBanner
from caseworker_desktop.ui.person.event_view import TimelineView
from caseworker_desktop.ui.person.list_view import ListView
from caseworker_desktop.ui.person.presenter import BannerPresenter
from caseworker_desktop.ui.person.tabs import DOCUMENTS, NEEDS, PLANS, TIMELINE, TabsPresenter
from caseworker_desktop.ui.person.timeline import TimelinePresenter
from caseworker_desktop.ui.shell.page import Breadth, Navigator, PersonTab
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.drawer import Drawer
from caseworker_desktop.ui.widgets.layout import PAGE_MARGINS, box, column, row, rule
from caseworker_desktop.ui.widgets.more_tabs import MoreTabs
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.people import Head

#: What redraws the page when it is written.
SHOWN_KINDS = (
    "person", "person_code", "case", "stay", "legal_status", "release_date", "flag", "consent", "checklist_item", "session", "attendance", "note",
    "plan", "goal", "plan_review", "plan_version", "plan_signature", "outcome", "participation", "contact_attempt", "task", "document", "need",
    "assessment", "step",
    "institution", "referral", "follow_up", "contact_route", "handover",
)
SIDE = 304
#: What a worker must be allowed to read to see a tab of this file; what stands before the documents among the further ones.
_READS = {PLANS: "plan", NEEDS: "need", DOCUMENTS: "document"}
BEFORE_DOCUMENTS = ("groups",)
#: So many tabs of the reference picture are always seen where the window is as wide as there.
PINNED = 5


class Side(Protocol):
    """What this pane asks of the panel at its side (ui/session)."""

    recorded: Any
    case_wanted: Any

    def widget(self) -> QWidget:
        """Return the panel itself."""
        ...

    def show_person(self, person: str, session: str | None = None) -> None:
        """Take up a person and, perhaps, a planned meeting."""
        ...

    def take_focus(self) -> None:
        """Put the cursor into the note."""
        ...

    def keep_draft(self) -> None:
        """Save what was typed."""
        ...

    def save(self) -> bool:
        """Write it."""
        ...


class TabPlace(Protocol):
    """What this pane is told of a further tab."""

    @property
    def name(self) -> str:
        """Return the tab's name."""
        ...

    @property
    def words(self) -> Message:
        """Return what stands on it."""
        ...


BuildTab = Callable[[Desk, Texts, Navigator], PersonTab]
BuildSide = Callable[[Desk, Texts, Navigator], Side]


class PersonView(QWidget):
    """Shows one person at a time."""

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator, side: Side, tabs: Sequence[tuple[TabPlace, BuildTab]] = ()) -> None:
        super().__init__()
        self._more = {place.name: build for place, build in tabs}
        self._built: dict[str, PersonTab] = {}
        self._fresh: tuple[str, str] | None = None
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk, self._texts, self._navigator, self._side = desk, texts, navigator, side
        self._banner_words = BannerPresenter(desk.lists, texts)
        self._timeline, self._lists = TimelinePresenter(desk, texts), TabsPresenter(desk, texts)
        self._known: Mapping[str, Mapping[str, Any]] = desk.institutions.known()
        self._head: Head | None = None
        self._person = ""
        self._may_record = desk.people.may_write("session") and desk.people.may_write("attendance")
        self.banner = PersonBanner(texts)
        self._own = [
            (code, words) for code, words in self._lists.tabs(None, 0)
            if code == TIMELINE or (desk.editing.may(_READS[code], "read") and (code == PLANS or code in self._more))]
        self.tabs = MoreTabs(self._say("ui_person.tabs"), in_order(self._own, [(place.name, texts.say(place.words)) for place, _ in tabs]),
                             self._say("ui_person.more"), pinned=PINNED)
        nothing = (self._say("ui_person.nothing_yet"), self._say("ui_person.nothing_yet_text"), self._say("ui_person.first"))
        self.events = TimelineView(self._say("ui_person.tab_timeline"), nothing)
        self.plans = ListView(self._say("ui_person.tab_plans"), self._lists.no_plans(), action=self._say("ui_person.open_plan"),
                              open_words=self._say("ui_person.open"))
        self._stack = QStackedWidget()
        for part in (self.events, self.plans):
            self._stack.addWidget(part)
        self.print = Button(self._say("ui_person.print"), "quiet", icon="print", clicked=self._to_plan)
        self.print_small = Button("", "quiet", icon="print", name=self._say("ui_person.print"), clicked=self._to_plan)
        self.rights = Button("", "quiet", icon="shield", name=self._say("ui_admin.of_person"), clicked=self._to_rights)
        if desk.worker.joined and not desk.worker.has_role("U-ADM", "U-DPO"):
            self.rights.hide()
        card = Card(row((self.tabs, 1), self.print, self.print_small, self.rights, gap=8), rule(), (self._stack, 1), pad=(16, 4, 12, 8), gap=0)
        self.drawer = Drawer(self, side.widget(), width=SIDE)
        self._new = Button(self._say("ui_person.new_consultation"), "primary", icon="plus", keys="Ctrl+N", clicked=self.consult)
        self._actions = box(row(..., self._new))
        self._actions.hide()
        self.setLayout(column(self._actions, self.banner, (row((card, 1), self.drawer, gap=12), 1), gap=12, margins=PAGE_MARGINS))
        self._listen()

    # ---- for the screen that holds it -----------------------------------------------------------------------------------------------------
    def widget(self) -> QWidget:
        """Return the pane itself."""
        return self

    def show_person(self, person: str) -> bool:
        """Show a person; False when the person is not here."""
        if person == self._person and self._head is not None:
            return True
        self._keep_tabs()
        if not self._read(person):
            return False
        self._desk.people.opened(person)
        if self._may_record:
            self._side.show_person(person)
        self._draw(from_top=True)
        return True

    def consult(self, session: str | None = None) -> None:
        """Put the cursor into the note of a new consultation (or of the planned `session`)."""
        if not self._may_record:
            return
        if session:
            self._side.show_person(self._person, session)
        self.drawer.open()
        self._side.take_focus()

    def refresh(self, changed: Changed) -> None:
        """Draw again what was written; what is being typed stays."""
        if self._person and touches(changed, SHOWN_KINDS):
            self._known = self._desk.institutions.known()
            self._read(self._person, self._timeline.shown())
            self._draw(from_top=False)

    def set_breadth(self, breadth: Breadth) -> None:
        """Below 1280 px the panel becomes a drawer."""
        wide = breadth == Breadth.WIDE
        self.drawer.set_docked(wide)
        self._actions.setVisible(not wide and self._may_record)
        if not self._may_record:
            self.drawer.hide()
        self.banner.set_wide(wide)

    def save(self) -> bool:
        """Save the consultation."""
        return self._side.save()

    def close(self) -> bool:
        """Close the drawer and keep the draft; docked, only keep the draft. False when the panel neither is open nor has the focus."""
        focus = QApplication.focusWidget()
        inside = focus is not None and self._side.widget().isAncestorOf(focus)
        if not inside and (self.drawer.is_docked() or not self.drawer.is_open()):
            return False
        self._side.keep_draft()
        self.drawer.close_drawer()
        return True

    def keep_draft(self) -> None:
        """Save what was typed as a draft, at once."""
        self._side.keep_draft()
        self._keep_tabs()

    def command(self, name: str) -> bool:
        """Do a command of the keyboard in the tab in front; return whether it did."""
        tab, focus = self._built.get(self.tabs.value()), QApplication.focusWidget()
        return tab is not None and focus is not None and tab.widget().isAncestorOf(focus) and tab.command(name)

    def show_tab(self, name: str) -> None:
        """Bring a tab to the front (`data:consents`: at a group of it); a name that is none changes nothing."""
        name, _, group = name.partition(":")
        if name in self._more or name in {code for code, _ in self._own}:
            if (name, self._person) != self._fresh or name != self.tabs.value():
                self.tabs.choose(name)
                self._show_tab()
            show_group = getattr(self._built.get(name), "show_group", None)
            if group and show_group is not None:
                show_group(group)

    # ---- inside -----------------------------------------------------------------------------------------------------------------------------
    def _listen(self) -> None:
        self.tabs.chosen_changed.connect(self._show_tab)
        self.tabs.crowded_changed.connect(lambda _: self._show_print())
        self.events.older_wanted.connect(self._older)
        self.events.first_wanted.connect(self.consult)
        self.plans.opened.connect(lambda plan: self._navigator.open("plan", plan=plan, person=self._person))
        self.plans.action_wanted.connect(self._to_plan)
        self.drawer.closed.connect(self._side.keep_draft)
        self._side.recorded.connect(lambda _: self.drawer.close_drawer())
        self._side.case_wanted.connect(self._open_case)

    def _read(self, person: str, keep: int = 0) -> bool:
        head = self._desk.people.head(person)
        if head is None:
            return False
        self._person, self._head = person, head
        self._timeline.load(person, keep)
        return True

    def _draw(self, *, from_top: bool) -> None:
        if self._head is None:
            return
        self.banner.show_face(self._banner_words.face(self._head, self._known, self._desk.people.today()))
        self._show_print()
        own = {code for code, _ in self._own}
        for code, words in self._lists.tabs(self._head, self._timeline.total()):
            if code in own:
                self.tabs.say(code, words)
        self._draw_events(from_top=from_top)
        self._show_tab()

    def _draw_events(self, *, from_top: bool) -> None:
        self.events.show_events(self._timeline.faces(self._known), self._timeline.older(), from_top=from_top)

    def _show_print(self) -> None:
        """It prints the plan, and stands beside timeline and plans; where tabs are crowded it is a picture alone."""
        about_plan = self.tabs.value() in (TIMELINE, PLANS)
        plans, crowded = about_plan and self._head is not None and self._head.plans > 0, bool(self.tabs.hidden())
        self.print.setVisible(plans and not crowded)
        self.print_small.setVisible(plans and crowded)

    def _older(self) -> None:
        self._timeline.more()
        self._draw_events(from_top=False)

    def _show_tab(self) -> None:
        tab = self.tabs.value()
        self._show_print()
        if tab in self._more:
            self._show_more(tab)
            return
        self._stack.setCurrentIndex((TIMELINE, PLANS).index(tab))
        if self._head is None:
            return
        if tab == PLANS:
            self.plans.show_lines(self._lists.plans(self._head))

    def _show_more(self, name: str) -> None:
        tab = self._built.get(name)
        if tab is None:
            tab = self._built[name] = self._more[name](self._desk, self._texts, self._navigator)
            self._stack.addWidget(tab.widget())
        self._stack.setCurrentWidget(tab.widget())
        if self._head is not None:
            tab.show_person(self._person)
            self._fresh = (name, self._person)  # whoever comes to see just this need not have it read again
            QTimer.singleShot(0, self._no_longer_fresh)

    def _no_longer_fresh(self) -> None:
        self._fresh = None

    def _keep_tabs(self) -> None:
        for tab in self._built.values():
            tab.keep_draft()

    def _to_plan(self) -> None:
        self._navigator.open("plan", person=self._person)

    def _to_rights(self) -> None:
        self._navigator.open("settings", part="rights", person=self._person)

    def _open_case(self) -> None:
        person = self._person
        written = self._desk.people.open_case(person)
        self._navigator.announce(written.records)
        self._side.show_person(person)

    def print_plan(self) -> bool:
        """Go where the plan is printed; False when there is none."""
        if self._head is None or not self._head.plans:
            return False
        self._to_plan()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) and self.tabs.value() == TIMELINE:
            self.events.scroll_by(1 if event.key() == Qt.Key.Key_PageDown else -1)
            return
        super().keyPressEvent(event)

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))


def in_order(own: Sequence[tuple[str, str]], more: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return all tabs, (name, words), in the order of the reference picture: a further one that bears the name of an own one takes its place."""
    mine = {code for code, _ in own}
    early = [pair for pair in more if pair[0] in BEFORE_DOCUMENTS]
    late = [pair for pair in more if pair[0] not in (*BEFORE_DOCUMENTS, *mine)]
    last = [pair for pair in own if pair[0] == DOCUMENTS]
    return [*(pair for pair in own if pair[0] != DOCUMENTS), *early, *last, *late]


def build(desk: Desk, texts: Texts, navigator: Navigator, side: BuildSide, tabs: Sequence[tuple[TabPlace, BuildTab]] = ()) -> PersonView:
    """Return the pane, without a person yet; `side` builds the consultation panel, `tabs` are further tabs (ui/shell/navigation.py hands them in)."""
    return PersonView(desk, texts, navigator, side(desk, texts, navigator), tabs)
