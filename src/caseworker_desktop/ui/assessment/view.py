"""The tab of needs and measurements on a person's page."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.assessment.measure_pane import MeasurePane
from caseworker_desktop.ui.assessment.needs_pane import NeedsPane
from caseworker_desktop.ui.assessment.unmet_pane import UnmetPane
from caseworker_desktop.ui.shell.page import Navigator
from caseworker_desktop.ui.widgets.chips import Segmented
from caseworker_desktop.ui.widgets.layout import column, row
from caseworker_desktop.usecases.desk import Desk

NEEDS, MEASURED, UNMET = "needs", "measured", "unmet"


class AssessmentTab(QWidget):
    """Needs, measurements, and what is not available; what is not in front is drawn when it comes there."""

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._texts = texts
        self._person = ""
        say = self._say
        self.parts = Segmented(say("ui_assessment.parts"), [
            (NEEDS, say("ui_assessment.needs")), (MEASURED, say("ui_assessment.measured")), (UNMET, say("ui_assessment.unmet"))])
        self.needs = NeedsPane(desk, texts, navigator)
        self.measured = MeasurePane(desk, texts, navigator)
        self.unmet = UnmetPane(desk, texts)
        self._stack = QStackedWidget()
        for part in (self.needs, self.measured, self.unmet):
            self._stack.addWidget(part)
        self.setLayout(column(row(self.parts, ..., margins=(0, 8, 0, 0)), (self._stack, 1), gap=0))
        self.parts.chosen_changed.connect(self._draw)
        self.unmet.opened.connect(self._open_domain)

    def widget(self) -> QWidget:
        """Return the tab itself."""
        return self

    def show_person(self, person: str) -> None:
        """Show one person's needs and measurements; what is being typed for the same person stays."""
        if person != self._person:
            self.keep_draft()
        self._person = person
        self._draw()

    def keep_draft(self) -> None:
        """Save what was typed, at once."""
        if self._person:
            self.needs.keep_draft()
            self.measured.keep_draft()

    def command(self, name: str) -> bool:
        """Save by Ctrl+Enter."""
        if name != "save":
            return False
        front = self.parts.value()
        return self.needs.save() if front == NEEDS else self.measured.save() if front == MEASURED else False

    def _draw(self) -> None:
        front = self.parts.value()
        parts: dict[str, NeedsPane | MeasurePane | UnmetPane] = {NEEDS: self.needs, MEASURED: self.measured, UNMET: self.unmet}
        self._stack.setCurrentWidget(parts[front])
        if self._person:
            parts[front].show_person(self._person)

    def _open_domain(self, domain: str) -> None:
        self.parts.choose([NEEDS])
        self._draw()
        self.needs.open_domain(domain)

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))


def build(desk: Desk, texts: Texts, navigator: Navigator) -> AssessmentTab:
    """Return the tab, without a person yet."""
    return AssessmentTab(desk, texts, navigator)
