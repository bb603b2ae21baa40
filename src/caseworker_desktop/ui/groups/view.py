"""The screen of groups: the list, one group's register, the form of a group, the programmes."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.changes import Changed
from caseworker_desktop.ui.groups.list_pane import ListPane
from caseworker_desktop.ui.groups.list_presenter import ListPresenter
from caseworker_desktop.ui.groups.programmes_pane import ProgrammesPane
from caseworker_desktop.ui.groups.register_view import RegisterView
from caseworker_desktop.ui.shell.page import Breadth, Navigator, Page
from caseworker_desktop.ui.shell.record_fields import RecordFields
from caseworker_desktop.ui.shell.record_panel import RecordPanel
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.layout import PAGE_MARGINS, box, column, measure_again
from caseworker_desktop.usecases.desk import Desk

GROUP_FIELDS = ("name", "programme", "from", "to", "leaders", "institution", "project", "capacity")
PROGRAMME_FIELDS = (
    "code", "kind", "name_lt", "name_lv", "name_en", "subject", "sessions_planned", "hours_planned", "pass_percent")


class GroupsPage(Page):
    """One thing at a time: list, register, form, programmes."""

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        super().__init__()
        self._desk, self._texts, self._navigator = desk, texts, navigator
        self._presenter = ListPresenter(desk, texts)
        may = desk.people.may_write
        self.list = ListPane(self._presenter, texts, may_add=may("group"), may_note="note" in desk.people.may_read())
        self.register = RegisterView(desk, texts, navigator)
        self.programmes = ProgrammesPane(desk, texts)
        self.form = RecordPanel(desk, texts, navigator)
        form = Card((self.form, 1), pad=(16, 16, 16, 16))
        form.setMaximumWidth(860)
        self._form_page = box(column((form, 1), margins=PAGE_MARGINS), "page")
        self._stack = QStackedWidget()
        for part in (self.list, self.register, self.programmes, self._form_page):
            self._stack.addWidget(part)
        self.setLayout(column(self._stack, gap=0))
        self._before: QWidget = self.list
        self._listen()
        self.list.reload()

    def go(self, where: Mapping[str, str]) -> None:
        if (group := where.get("group")) is not None:
            self._open(group, where.get("session"))
            if where.get("new") == "session":
                self.register.new_meeting()
        elif where.get("new") == "group":
            self._new_group()
        elif where.get("show") == "programmes":
            self._to_programmes()

    def on_shown(self) -> None:
        shown = self._stack.currentWidget()
        focus: QWidget | None = self.window().focusWidget()
        if focus is not None and focus.isVisible() and self.isAncestorOf(focus):
            return
        if shown is self.register:
            self.register.take_focus()
        elif shown is self.list:
            self.list.enter()

    def before_lock(self) -> None:
        self.register.keep()
        self.form.keep_draft()

    def refresh(self, changed: Changed) -> None:
        if self._presenter.touched(changed):
            self.list.reload()
            self.programmes.reload()
        self.register.refresh(changed)

    def set_breadth(self, breadth: Breadth) -> None:
        self.list.set_breadth(breadth)
        self.register.set_breadth(breadth)
        for part in (self.list, self.register, self):
            measure_again(part)

    def command(self, name: str) -> bool:
        shown = self._stack.currentWidget()
        if shown is self._form_page and self.form.command(name):
            return True
        if name == "find":
            self._to_list()
            self.list.look_for()
            return True
        if shown is self.register:
            return self.register.command(name)
        if name == "close" and shown is not self.list:
            self._to_list()
            return True
        return False

    def help_topic(self) -> str:
        return "groups"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._stack.currentWidget() is not self.list and self.command("close"):
            return
        super().keyPressEvent(event)

    # ---- inside -----------------------------------------------------------------------------------------------------------------------------
    def _listen(self) -> None:
        self.list.opened.connect(self._open)
        self.list.new_wanted.connect(self._new_group)
        self.list.programmes_wanted.connect(self._to_programmes)
        self.list.sessions_wanted.connect(lambda: self._navigator.open("sessions"))
        self.list.notes_wanted.connect(lambda: self._navigator.open("notes"))
        self.register.back_wanted.connect(self._to_list)
        self.register.edit_wanted.connect(self._edit_group)
        self.programmes.back_wanted.connect(self._to_list)
        self.programmes.new_wanted.connect(self._new_programme)
        self.programmes.opened.connect(self._edit_programme)
        self.form.closed.connect(self._form_closed)
        self.form.saved.connect(lambda done: self._saved(done.id))
        self.form.deleted.connect(lambda _: self._to_list())

    def _open(self, group: str, session: str | None = None) -> None:
        if self.register.show_group(group, session):
            self._stack.setCurrentWidget(self.register)
            self.register.take_focus()
        else:
            self._to_list()

    def _to_list(self) -> None:
        self.register.keep()
        self._stack.setCurrentWidget(self.list)
        self.list.reload(self.register.group() or None)
        self.list.enter()

    def _to_programmes(self) -> None:
        self.programmes.reload()
        self._stack.setCurrentWidget(self.programmes)
        self.programmes.take_focus()

    def _new_group(self) -> None:
        start = {"leaders": [self._desk.worker.staff], "from": self._desk.groups.today()}
        self._edit("group", GROUP_FIELDS, None, self._say("ui_groups.new_group"), start)

    def _edit_group(self, group: str) -> None:
        self._edit("group", GROUP_FIELDS, group, self._say("ui_groups.edit"))

    def _new_programme(self) -> None:
        self._edit("programme", PROGRAMME_FIELDS, None, self._say("ui_groups.new_programme"), {"pass_percent": 75})

    def _edit_programme(self, programme: str) -> None:
        self._edit("programme", PROGRAMME_FIELDS, programme, self._say("ui_groups.programme"))

    def _edit(self, kind: str, names: tuple[str, ...], id_: str | None, title: str, start: Mapping[str, object] | None = None) -> None:
        shown = self._stack.currentWidget()
        if shown is not None and shown is not self._form_page:
            self._before = shown
        self._stack.setCurrentWidget(self._form_page)
        self.form.open(title, kind, RecordFields(self._desk, self._texts).specs(kind, names), id_=id_, start=start)

    def _form_closed(self) -> None:
        self._stack.setCurrentWidget(self._before)
        if self._before is self.register:
            self.register.take_focus()
        elif self._before is self.programmes:
            self.programmes.take_focus()
        else:
            self.list.enter()

    def _saved(self, id_: str) -> None:
        if self._before is self.programmes:
            self.programmes.reload()
        else:
            self._open(id_)

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))


def build(desk: Desk, texts: Texts, navigator: Navigator) -> Page:
    """Return the page."""
    return GroupsPage(desk, texts, navigator)
