"""Which screens there are, and how they come to the front: the only file that names them.

A screen is imported when it is first opened, so that the unlock window is painted before anything else is read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.changes import EVERYTHING, Changed
from caseworker_desktop.ui.shell.page import Breadth, Navigator, Page, PersonTab
from caseworker_desktop.ui.widgets.layout import measure_again

if TYPE_CHECKING:
    from caseworker_desktop.usecases.desk import Desk

_UI = "caseworker_desktop.ui"


@dataclass(frozen=True, slots=True)
class Place:
    """A screen: its name, the module whose `build` makes it, and, when it is in the menu, its icon and words.

    `under`: the menu entry that stays marked while this screen is shown. `parts`: screens it is put together from, by the name under which
    its `build` takes theirs; a screen never imports another. `kind`: what a worker must be allowed to read to see it in the menu.
    """

    name: str
    module: str
    under: str
    icon: str = ""
    words: Message | None = None
    parts: tuple[tuple[str, str], ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class TabPlace:
    """A tab of the person's page: its name, the module whose `build` makes it, its words, and the kind a worker must be allowed to read to see it."""

    name: str
    module: str
    words: Message
    kind: str


#: After timeline, plans, needs and documents, in this order; what does not fit stands under „more“.
PERSON_TABS: tuple[TabPlace, ...] = (
    TabPlace("needs", f"{_UI}.assessment.view", message("ui_assessment.tab"), "need"),
    TabPlace("documents", f"{_UI}.person.documents_tab", message("ui_person.tab_documents"), "document"),
    TabPlace("data", f"{_UI}.person.data_tab", message("ui_person.tab_data"), "person"),
    TabPlace("family", f"{_UI}.person.family_tab", message("ui_person.tab_family"), "relation"),
    TabPlace("leaving", f"{_UI}.gate.person_tab", message("ui_gate.tab"), "checklist_item"),
    TabPlace("mentor", f"{_UI}.mentors.person_tab", message("ui_mentors.tab"), "match"),
    TabPlace("work", f"{_UI}.work.person_tab", message("ui_work.tab"), "placement"),
    TabPlace("referrals", f"{_UI}.partners.person_tab", message("ui_partners.tab"), "referral"),
    TabPlace("groups", f"{_UI}.groups.person_tab", message("ui_groups.tab"), "group_member"),
)

TODAY = Place("today", f"{_UI}.today.view", "today", "today", message("nav.today"))
INBOX = Place("inbox", f"{_UI}.inbox.view", "inbox", "inbox", message("nav.inbox"))
PEOPLE = Place(
    "people", f"{_UI}.people.view", "people", "people", message("nav.people"), (("person", f"{_UI}.person.view"), ("side", f"{_UI}.session.view"))
)
MENTORS = Place("mentors", f"{_UI}.mentors.view", "mentors", "mentor", message("nav.mentors"), kind="mentor")
WORK = Place("work", f"{_UI}.work.view", "work", "work", message("nav.work"), kind="placement")
PARTNERS = Place("partners", f"{_UI}.partners.view", "partners", "hand", message("nav.partners"), kind="partner")
CALENDAR = Place("calendar", f"{_UI}.calendar.view", "today")
TEAM = Place("team", f"{_UI}.team.view", "today")
GATE = Place("gate", f"{_UI}.gate.view", "today")
GROUPS = Place("groups", f"{_UI}.groups.view", "groups", "group", message("nav.groups"), kind="group")
INDICATORS = Place("indicators", f"{_UI}.reports.view", "indicators", "chart", message("nav.indicators"), kind="participation")
LISTING = Place("listing", f"{_UI}.listing.view", "indicators", "plan", message("ui_listing.title"), kind="participation")
SESSIONS = Place("sessions", f"{_UI}.session.list_page", "groups", "calendar", message("ui_session.all"), kind="session")
SESSION = Place("session", f"{_UI}.session.page", "groups")
NOTES = Place("notes", f"{_UI}.session.notes_page", "groups", "pen", message("ui_session.my_notes"), kind="note")
EXCHANGE = Place("exchange", f"{_UI}.exchange.view", "exchange", "usb", message("nav.exchange"))
PLAN = Place("plan", f"{_UI}.plan.view", "people")
PAPER = Place("paper", f"{_UI}.paper.view", "people")
PROJECTS = Place("projects", f"{_UI}.projects.view", "settings", "folder", message("ui_projects.title"), kind="project")
INTAKE = Place("intake", f"{_UI}.intake.view", "settings")
SETTINGS = Place("settings", f"{_UI}.administration.view", "settings", "gear", message("nav.settings"))

FIELD_MENU = (TODAY, PEOPLE, GROUPS, MENTORS, WORK, PARTNERS, INDICATORS, EXCHANGE, INBOX)
OFFICE_MENU = (TODAY, INBOX, PEOPLE, GROUPS, MENTORS, WORK, PARTNERS, INDICATORS, EXCHANGE)
PLACES = (
    TODAY, INBOX, PEOPLE, GROUPS, SESSIONS, SESSION, NOTES, MENTORS, WORK, PARTNERS, INDICATORS, LISTING, EXCHANGE, PLAN,
    PAPER, PROJECTS, CALENDAR, TEAM, GATE, INTAKE, SETTINGS,
)


def menu(*, office: bool, may: Collection[str] | None = None) -> tuple[Place, ...]:
    """Return the entries in the order of Alt+1, Alt+2 …: those whose kind of record a worker `may` read (None: all of them)."""
    return tuple(place for place in (OFFICE_MENU if office else FIELD_MENU) if may is None or not place.kind or place.kind in may)


def _built(module: str, desk: Desk, texts: Texts, navigator: Navigator) -> PersonTab:
    tab: PersonTab = import_module(module).build(desk, texts, navigator)
    return tab


class Pages:
    """The pages that were opened, kept alive; each is built once, shown many times, redrawn when it comes to the front."""

    def __init__(self, stack: QStackedWidget, desk: Desk, texts: Texts, navigator: Navigator, shown: Callable[[Place], object]) -> None:
        self._stack, self._desk, self._texts, self._navigator, self._shown = stack, desk, texts, navigator, shown
        self._places = {place.name: place for place in PLACES}
        self._built: dict[str, Page] = {}
        self._missed: dict[str, list[Changed]] = {}
        self._path: list[str] = []

    def open(self, name: str, where: Mapping[str, str]) -> None:
        """Bring the page `name` to the front. Raises KeyError for a name that is none."""
        place = self._places[name]
        page = self._built.get(name)
        if page is None:
            page = self._build(place)
        if not self._path or self._path[-1] != name:
            self._path.append(name)
            del self._path[:-20]
        page.set_breadth(self._navigator.breadth())
        for changed in self._missed.pop(name, ()):
            page.refresh(changed)
        if where:
            page.go(where)
        measure_again(page)  # what was shown in it while it stood behind would widen the window
        self._stack.setCurrentWidget(page)
        self._shown(place)
        page.on_shown()

    def back(self) -> None:
        """Bring the page before this one to the front; without one, the first of the menu."""
        if len(self._path) > 1:
            self._path.pop()
            self.open(self._path.pop(), {})
        else:
            self.open(TODAY.name, {})

    def front(self) -> Page | None:
        """Return the page that is shown."""
        page = self._stack.currentWidget()
        return page if isinstance(page, Page) else None

    def announce(self, changed: Changed) -> None:
        """Redraw the page in front; the others learn of it when they come to the front."""
        front = self.front()
        for name, page in self._built.items():
            if page is front:
                page.refresh(changed)
            else:
                missed = self._missed.setdefault(name, [])
                missed[:] = [EVERYTHING] if changed == EVERYTHING or len(missed) > 50 else [*missed, changed]

    def before_lock(self) -> None:
        """Let every page save what was typed."""
        for page in self._built.values():
            page.before_lock()

    def set_breadth(self, breadth: Breadth) -> None:
        """Tell every page how much room there is."""
        for page in self._built.values():
            page.set_breadth(breadth)

    def _build(self, place: Place) -> Page:
        parts: dict[str, object] = {name: import_module(module).build for name, module in place.parts}
        if place is PEOPLE:
            may = self._desk.people.may_read()
            parts["tabs"] = tuple((tab, partial(_built, tab.module)) for tab in PERSON_TABS if tab.kind in may)
        page = import_module(place.module).build(self._desk, self._texts, self._navigator, **parts)
        if not isinstance(page, Page):
            raise TypeError(place.module)
        page.set_breadth(self._navigator.breadth())  # before it is in the stack: the first one is shown at once and would widen the window
        measure_again(page)
        self._built[place.name] = page
        self._stack.addWidget(page)
        return page
