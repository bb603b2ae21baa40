"""The screen of people: the list, and beside it the chosen person or the form of a new one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.changes import Changed
from caseworker_desktop.ui.people.listing import WIDE, PeopleList
from caseworker_desktop.ui.people.new_person import NewPersonForm
from caseworker_desktop.ui.people.presenter import ListPresenter
from caseworker_desktop.ui.shell.page import Breadth, Navigator, Page
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.layout import box, column, measure_again, row
from caseworker_desktop.usecases.desk import Desk


class PersonPane(Protocol):
    """What this screen asks of the pane that shows one person (ui/person)."""

    def widget(self) -> QWidget:
        """Return the pane itself."""
        ...

    def show_person(self, person: str) -> bool:
        """Show a person; False when the person is not here."""
        ...

    def consult(self, session: str | None = None) -> None:
        """Put the cursor into the note of a new consultation (or of the planned `session`)."""
        ...

    def refresh(self, changed: Changed) -> None:
        """Draw again what was written."""
        ...

    def set_breadth(self, breadth: Breadth) -> None:
        """There is more or less room now."""
        ...

    def save(self) -> bool:
        """Save the consultation; False when there is none to save."""
        ...

    def print_plan(self) -> bool:
        """Go where the plan is printed; False when there is none."""
        ...

    def close(self) -> bool:
        """Close what lies open; False when nothing does."""
        ...

    def command(self, name: str) -> bool:
        """Do a command of the keyboard in the tab in front; return whether it did."""
        ...

    def show_tab(self, name: str) -> None:
        """Bring a tab to the front; a name that is none changes nothing."""
        ...

    def keep_draft(self) -> None:
        """Save what was typed as a draft, at once."""
        ...


BuildPane = Callable[[Desk, Texts, Navigator, Any, Any], PersonPane]


class PeoplePage(Page):
    """List and person side by side; below 1000 px one after the other."""

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator, person: BuildPane, side: object, tabs: object) -> None:
        super().__init__()
        self._texts, self._navigator = texts, navigator
        presenter = ListPresenter(desk.people, desk.institutions, desk.lists, texts)
        self.list = PeopleList(presenter, texts, may_add=desk.people.may_write("person"))
        self.pane = person(desk, texts, navigator, side, tabs)
        self.form = NewPersonForm(desk, texts, navigator)
        self._presenter, self._breadth, self._person = presenter, Breadth.WIDE, ""
        self._first_focus: Callable[[], None] | None = None
        nobody = Empty("people", self._say("ui_people.choose"), self._say("ui_people.choose_text"))
        self._back = Button(self._say("ui_people.title"), "quiet", icon="left", clicked=self._to_list)
        self._detail = QStackedWidget()
        for part in (box(column(..., nobody, ..., margins=(16, 16, 16, 16))), self.pane.widget(), self.form):
            self._detail.addWidget(part)
        self._back_row = box(row(self._back, ..., margins=(8, 8, 8, 0)))
        self._back_row.hide()
        self._right = box(column(self._back_row, (self._detail, 1), gap=0))
        self.setLayout(row(self.list, (self._right, 1), gap=0))
        self.list.setFixedWidth(WIDE)
        self.list.person_chosen.connect(self._show)
        self.list.person_opened.connect(self._open)
        self.list.new_wanted.connect(self._new)
        self.form.created.connect(self._created)
        self.form.known_wanted.connect(self._open)
        self.form.closed.connect(self._form_closed)
        self.list.reload()

    def go(self, where: Mapping[str, str]) -> None:
        if where.get("new") == "person":
            self._new()
        elif person := where.get("person"):
            self._open(person)
            if tab := where.get("tab"):
                self.pane.show_tab(tab)
            if where.get("new") == "consultation" or "session" in where:
                self.pane.consult(where.get("session"))
                self._first_focus = self.pane.consult

    def on_shown(self) -> None:
        first, self._first_focus = self._first_focus, None
        if first is not None:
            first()
        elif self._detail.currentWidget() is self.form:
            self.form.given.setFocus()
        elif not self._inside_focus():
            (self.list.search if self.list.isVisible() else self._back).setFocus()

    def before_lock(self) -> None:
        self.pane.keep_draft()
        self.form.keep_draft()

    def refresh(self, changed: Changed) -> None:
        if self._presenter.touched(changed):
            self.list.reload(self._person or None)
        self.pane.refresh(changed)
        self.form.refresh(changed)

    def set_breadth(self, breadth: Breadth) -> None:
        before, self._breadth = self._breadth, breadth
        self.pane.set_breadth(breadth)
        self.form.set_breadth(breadth)
        self._lay_out()
        if breadth != before:  # each opening tells the breadth, and measures afterwards
            for part in (self.form, self.pane.widget(), self):
                measure_again(part)

    def command(self, name: str) -> bool:
        if self._detail.currentWidget() is self.pane.widget() and self.pane.command(name):
            return True
        match name:
            case "find":
                self._to_list()
                self.list.look_for()
                return True
            case "new_consultation" if self._person and self._detail.currentWidget() is self.pane.widget():
                self.pane.consult()
                return True
            case "save":
                return self.form.save() if self._detail.currentWidget() is self.form else self.pane.save()
            case "close":
                return self._close()
            case "print":
                return self._detail.currentWidget() is self.pane.widget() and self.pane.print_plan()
        return False

    def help_topic(self) -> str:
        return "people"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._close():
            return
        super().keyPressEvent(event)

    def _show(self, person: str) -> None:
        """Show a person while a person walks through the list; the list keeps the focus."""
        if self._person and self._person != person:
            self.pane.keep_draft()
        if self.pane.show_person(person):
            self._person = person
            self._detail.setCurrentWidget(self.pane.widget())
            self._lay_out()

    def _open(self, person: str) -> None:
        self._show(person)
        self.list.show_person(person)
        self._lay_out(detail=True)

    def _new(self) -> None:
        self.pane.keep_draft()
        self._detail.setCurrentWidget(self.form)
        self._lay_out(detail=True)
        self.form.start()

    def _created(self, person: str) -> None:
        self._open(person)
        self.pane.consult()

    def _form_closed(self) -> None:
        self._detail.setCurrentIndex(1 if self._person else 0)
        self._to_list()
        self.list.search.setFocus()

    def _close(self) -> bool:
        if self._detail.currentWidget() is self.form:
            self.form.keep_draft()
            self._form_closed()
            return True
        if self.pane.close():
            self.list.enter()
            return True
        return False

    def _to_list(self) -> None:
        self._lay_out(detail=False)

    def _lay_out(self, detail: bool | None = None) -> None:
        """Show both, or (narrow) the list or the detail; `detail` None leaves it as it is."""
        narrow = self._breadth == Breadth.NARROW
        if not narrow:
            self.list.setFixedWidth(WIDE)
            self.list.show()
            self._right.show()
        else:
            self.list.setMinimumWidth(0)
            self.list.setMaximumWidth(16777215)
            shown = self.list.isHidden() if detail is None else detail
            self.list.setVisible(not shown)
            self._right.setVisible(shown)
        self._back_row.setVisible(narrow)

    def _inside_focus(self) -> bool:
        focus: QWidget | None = self.window().focusWidget()
        return focus is not None and focus.isVisible() and self.isAncestorOf(focus)

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))


def build(desk: Desk, texts: Texts, navigator: Navigator, person: BuildPane, side: object, tabs: object = ()) -> Page:
    """Return the page; `person` builds the pane of one person, with the panel of `side` and further `tabs` (ui/shell/navigation.py hands them in)."""
    return PeoplePage(desk, texts, navigator, person, side, tabs)
