"""What stands at the right of the goals: the page preview, or one of the panels in its place; below 1280 px it is a drawer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from caseworker_desktop.kernel.clock import today
from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.plan.faces import PlanFace
from caseworker_desktop.ui.plan.panels import FactsPanel, SidePanel, VersionsPanel
from caseworker_desktop.ui.plan.presenter import PlanPresenter
from caseworker_desktop.ui.plan.preview import WIDE, PreviewPanel
from caseworker_desktop.ui.plan.review_panel import ReviewPanel
from caseworker_desktop.ui.plan.sign_panel import SignPanel
from caseworker_desktop.ui.printing import Job
from caseworker_desktop.ui.shell.page import Navigator
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.drawer import Drawer
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.planning import PlanRow
from caseworker_desktop.usecases.printing import Printing

LANGUAGES = (("lt", message("ui_plan.language.lt")), ("lv", message("ui_plan.language.lv")), ("en", message("ui_plan.language.en")))


class SidePanels(Drawer):
    """`finished(act, args, named)`: a panel wants this written. `print_wanted(copy)`: the paper shall go out."""

    finished = Signal(object, object, object)
    print_wanted = Signal(str)

    def __init__(self, host: QWidget, desk: Desk, texts: Texts, navigator: Navigator, presenter: PlanPresenter) -> None:
        self._presenter, clock = presenter, desk.worker.clock
        self.preview = PreviewPanel(desk.printing, texts, navigator, presenter.typed_sheet)
        self.versions = VersionsPanel(texts)
        self.facts = FactsPanel(texts, [(code, texts.say(name)) for code, name in LANGUAGES])
        self.review = ReviewPanel(texts, desk.lists, lambda: today(clock))
        self.sign = SignPanel(texts, desk.lists, lambda: today(clock))
        self._stack = QStackedWidget()
        for panel in (self.preview, self.versions, self.facts, self.review, self.sign):
            self._stack.addWidget(panel)
        super().__init__(host, self._stack, width=WIDE)
        self.preview.print_wanted.connect(self.print_wanted)
        self.preview.sign_wanted.connect(lambda: self.open_panel(self.sign))
        for side in (self.versions, self.facts, self.review, self.sign):
            side.closed.connect(self.close_panel)
        self.facts.saved.connect(lambda values: self._finish(presenter.set_plan, **values))
        self.facts.close_wanted.connect(lambda: self._finish(presenter.close))
        self.review.held.connect(lambda day, note, review: self._finish(presenter.hold_review, day, note, review))
        self.review.excused.connect(lambda review, reason, note: self._finish(presenter.excuse_review, review, reason, note))
        self.review.planning_wanted.connect(lambda: self._finish(presenter.plan_reviews))
        self.sign.signed.connect(lambda version, who, agreement, note: self._finish(presenter.sign, version, who, agreement, note))
        self.sign.agreed.connect(lambda day, agreement, note: self._finish(presenter.agree, day, agreement, note))

    def show_face(self, face: PlanFace) -> None:
        """The plan has changed: what can be signed, which versions there are, and the page."""
        self.preview.sign_button.setEnabled(face.may_sign)
        if self._presenter.state is not None and self._stack.currentWidget() is self.versions:
            self.versions.show_state(self._presenter.state)
        self.preview.ask()

    def open_panel(self, panel: SidePanel) -> None:
        """Show a panel in the place of the page preview and go to its first editor."""
        state = self._presenter.state
        if state is None:
            return
        match panel:
            case SignPanel() | ReviewPanel() | VersionsPanel():
                panel.show_state(state)
            case FactsPanel():
                panel.show_state(state, self._presenter.projects(), writable=self._presenter.may_write() and state.sheet.plan.status != "closed")
        self._stack.setCurrentWidget(panel)
        self.open()
        _first_editor(panel)

    def busy(self) -> bool:
        """Tell whether a panel stands in the place of the page preview."""
        return self._stack.currentWidget() is not self.preview

    def close_panel(self, *, focus: bool = True) -> None:
        """Go back to the page preview."""
        self._stack.setCurrentWidget(self.preview)
        self.close_drawer()
        if focus:
            self.preview.print_button.setFocus()

    def show_preview(self) -> None:
        """Show the page preview where it is a drawer."""
        self._stack.setCurrentWidget(self.preview)
        self.open()
        self.preview.print_button.setFocus()

    def submit(self) -> bool:
        """Write what the panel holds; tell whether there was one to write."""
        panel = self._stack.currentWidget()
        if isinstance(panel, SignPanel | ReviewPanel | FactsPanel):
            panel.submit()
            return True
        return False

    def refuse(self, sentence: str) -> bool:
        """Say in the panel why it was not written; False when none was to be."""
        panel = self._stack.currentWidget()
        if isinstance(panel, SignPanel | ReviewPanel | FactsPanel):
            panel.refuse(sentence)
            return True
        return False

    def _finish(self, act: Callable[..., object], *told: object, **named: object) -> None:
        self.finished.emit(act, told, named)


def print_job(plan: PlanRow, printing: Printing, texts: Texts, copy: str) -> Job:
    """Return what the print preview of a plan prints."""
    return Job(
        title=texts.say(message("ui_plan.print_title")), file_name=file_name(plan.number, copy), copy=copy, language=plan.language or texts.language,
        preview=lambda copy, language, second: printing.print_plan(plan.id, copy, language, second, purpose="preview"),
        final=lambda copy, language, second, target: printing.print_plan(plan.id, copy, language, second, target=target))


def file_name(number: str | None, copy: str) -> str:
    """Return a file name that names no person: the plan's number, without what a file system does not take."""
    kept = "".join(one if one.isalnum() else "-" for one in number or "").strip("-")
    return "-".join(part for part in ("plan", kept, copy) if part) + ".pdf"


def _first_editor(panel: QWidget) -> None:
    """Give the focus to the first thing of a panel that can be written in, else to its way back."""
    stops = [each for each in panel.findChildren(QWidget) if each.isVisibleTo(panel) and each.isEnabled()]
    able = [each for each in stops if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    editors = [each for each in able if not isinstance(each, Button)]
    for each in editors or able:
        each.setFocus()
        return
