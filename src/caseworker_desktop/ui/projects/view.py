"""The project pages: the list at the left, one project beside it, and its records edited in place."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QStackedWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.changes import Changed
from caseworker_desktop.ui.projects.detail import ProjectDetail
from caseworker_desktop.ui.projects.forms import FormOf, ProjectForms
from caseworker_desktop.ui.projects.words import ProjectWords
from caseworker_desktop.ui.shell.page import Breadth, Navigator, Page
from caseworker_desktop.ui.shell.record_panel import RecordPanel
from caseworker_desktop.ui.widgets.banner import Banner
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import box, column, row, rule
from caseworker_desktop.ui.widgets.rows import Face, RowList, RowModel, Slice
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.editing import Saved
from caseworker_desktop.usecases.projects import ProjectLine

LIST_WIDTH = 284
#: What is shown beside the list.
_DETAIL, _FORM, _EMPTY = range(3)
_KINDS = frozenset(("project", "project_part", "funding", "deliverable", "agreement", "document", "session", "participation"))


class ProjectsPage(Page):
    """Opened by `navigator.open("projects", project=ID)`; `new="project"` begins a new one."""

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        super().__init__()
        self._desk, self._texts, self._navigator = desk, texts, navigator
        self._words, self._forms = ProjectWords(texts, desk.lists), ProjectForms(desk, texts)
        self.project: str | None = None
        self._narrow = False
        say = texts.say
        self._may = desk.projects.may_edit()
        self.new = Button(say(message("ui_projects.new")), "quiet", icon="plus", clicked=self.begin)
        if not self._may:
            self.new.hide()
        self.model: RowModel[ProjectLine] = RowModel(self._fetch, self._face, self)
        self.list = RowList(say(message("ui_projects.title")), height=72)
        self.list.setModel(self.model)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.read_only = Banner("grey", say(message("ui_projects.read_only")), say(message("ui_projects.read_only_text")))
        self._pane = box(column(
            row(label(say(message("ui_projects.title")), "h2"), ..., self.new, margins=(16, 12, 12, 12)), rule(), (self.list, 1), gap=0),
            "listpane", width=LIST_WIDTH)
        self.detail = ProjectDetail(texts, self._words)
        self.panel = RecordPanel(desk, texts, navigator)
        self.begin_first = Button(say(message("ui_projects.new_project")), "primary", icon="plus", clicked=self.begin)
        first = [self.begin_first] if self._may else []
        self.nothing = Empty("folder", say(message("ui_projects.none")), say(message("ui_projects.none_text")), *first)
        self.stack = QStackedWidget()
        for widget in (self.detail, Card((self.panel, 1)), box(column(self.nothing, ...))):
            self.stack.addWidget(widget)
        self.side = box(column(self.read_only, (self.stack, 1), gap=12, margins=(16, 16, 16, 16)))
        self.setLayout(row(self._pane, (self.side, 1), gap=0))
        if self._may:
            self.read_only.hide()
        self.list.chosen.connect(lambda at: self.show_project(self.model.row_at(at).id, enter=False))
        self.list.opened.connect(lambda at: self.show_project(self.model.row_at(at).id, enter=True))
        self.detail.edit_wanted.connect(lambda kind, id_: self.edit(kind, id_ or None))
        self.detail.paper_wanted.connect(self._paper)
        self.detail.back_wanted.connect(self._to_list)
        self.panel.closed.connect(self._form_left)
        self.panel.saved.connect(self._written)
        self.reload()

    # ---- the shell ------------------------------------------------------------------------------------------------------------------------
    def go(self, where: Mapping[str, str]) -> None:
        if where.get("new") == "project" and self._may:
            self.begin()
        elif where.get("project"):
            self.show_project(where["project"], enter=True)

    def on_shown(self) -> None:
        if self.stack.currentIndex() == _FORM:
            return
        if self.model.rowCount() and self._pane.isVisible():
            self.list.setFocus()
        elif self.stack.currentIndex() == _DETAIL:
            self.detail.take_focus()
        elif self._may:
            self.begin_first.setFocus()

    def before_lock(self) -> None:
        self.panel.keep_draft()

    def refresh(self, changed: Changed) -> None:
        if not changed or any(kind in _KINDS for kind, _ in changed):
            self.reload()

    def set_breadth(self, breadth: Breadth) -> None:
        self._narrow = breadth is Breadth.NARROW
        self._lay()
        self._show()

    def command(self, name: str) -> bool:
        if self.panel.command(name):
            return True
        if name == "print" and self.project is not None and self.stack.currentIndex() == _DETAIL:
            self._paper("project")
            return True
        return False

    def help_topic(self) -> str:
        return "projects"

    # ---- what a person does -----------------------------------------------------------------------------------------------------------------
    def show_project(self, project: str, *, enter: bool) -> None:
        """Show a project beside the list; `enter`: the focus goes to it."""
        if self.panel.is_open():
            self.panel.leave()
        self.project = project
        self.list.choose(self.model.position(lambda one: one.id == project))
        self._show()
        self._lay()
        if enter:
            self.detail.take_focus()

    def begin(self) -> None:
        """Open the form of a new project."""
        self._open(self._forms.of("project", None, None))

    def edit(self, kind: str, id_: str | None) -> None:
        """Open the form of the project shown (kind project), or of one of its records (None: a new one)."""
        if self.project is not None:
            self._open(self._forms.of(kind, self.project if kind == "project" else id_, self.project))

    def reload(self) -> None:
        """Read the list and the project shown again."""
        self.model.reload()
        lines = self.model.rows()
        if self.project is None and lines:
            self.project = lines[0].id
        self.list.choose(self.model.position(lambda one: one.id == self.project))
        self._show()
        self._lay()

    # ---- inside ---------------------------------------------------------------------------------------------------------------------------
    def _fetch(self, after: object | None, limit: int) -> Slice[ProjectLine]:
        return Slice(self._desk.projects.lines())

    def _face(self, one: ProjectLine) -> Face:
        title, code, period = self._words.line(one)
        status = self._words.status(one.status)
        return Face(title=title, subtitle=code, third=period, badge=(status[0], status[1], None) if status else None)

    def _open(self, form: FormOf) -> None:
        self.panel.open(form.title, form.kind, form.specs, id_=form.id, fixed=form.fixed, start=form.start, note=form.note, draft=form.draft,
                        may_delete=form.may_delete, write=form.write, remove=form.remove, columns=1 if self._narrow else 2)
        self.stack.setCurrentIndex(_FORM)
        self._lay()

    def _form_left(self) -> None:
        self._show()
        self._lay()
        self.detail.take_focus()

    def _written(self, saved: Saved) -> None:
        if ("project", saved.id) in saved.written.records:
            self.project = saved.id
        self.reload()

    def _show(self) -> None:
        page = self._desk.projects.open(self.project, self._texts.language) if self.project else None
        if page is None:
            self.project = None
        else:
            self.detail.show_page(page, may_edit=self._may, narrow=self._narrow)
        if not self.panel.is_open():
            self.stack.setCurrentIndex(_DETAIL if page is not None else _EMPTY)

    def _lay(self) -> None:
        """Below 1000 px list and project are two pages."""
        alone = self._narrow and (self.project is not None or self.panel.is_open())
        self._pane.setVisible(not alone and bool(self.model.rowCount()))
        self.side.setVisible(not self._narrow or alone or not self.model.rowCount())
        self.detail.back.setVisible(self._narrow)
        if self._narrow:
            self._pane.setMinimumWidth(0)
            self._pane.setMaximumWidth(16_777_215)
        else:
            self._pane.setFixedWidth(LIST_WIDTH)

    def _to_list(self) -> None:
        self.project = None
        self.list.choose(None)
        self._lay()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _paper(self, kind: str) -> None:
        if self.project is not None:
            self._navigator.open("paper", kind=kind, id=self.project)


def build(desk: Desk, texts: Texts, navigator: Navigator) -> ProjectsPage:
    """Return the project pages, not yet shown."""
    return ProjectsPage(desk, texts, navigator)
