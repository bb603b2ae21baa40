"""The panels beside the goals: versions and who signed them, the plan's own facts, and the frame they share."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.plan.faces import CODE_LENGTH
from caseworker_desktop.ui.plan.preview import WIDE
from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.editors import Choice, LineEdit
from caseworker_desktop.ui.widgets.field import Field
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import Item, box, clear, column, row, rule, scroll
from caseworker_desktop.usecases.plan_state import PlanState
from caseworker_desktop.usecases.planning import VersionRow


class SidePanel(Card):
    """A title, a way back (`closed`; Esc does the same), a body that scrolls and buttons at the foot, the primary one last."""

    closed = Signal()

    def __init__(self, texts: Texts, title: str, body: QVBoxLayout, *buttons: Item) -> None:
        self.title = label(title, "h2", wrap=True)
        back = Button("", "quiet", icon="x", name=texts.say(message("ui_plan.panel_close")), clicked=lambda: self.closed.emit())
        body.addStretch(1)
        super().__init__(row((self.title, 1), back, gap=4), (scroll(box(body), title), 1), row(..., *buttons, gap=8) if buttons else None,
                         pad=(16, 8, 12, 16), gap=8)
        self.setFixedWidth(WIDE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class VersionsPanel(SidePanel):
    """Every version that was printed for signature: when, its code, who signed it and where the paper lies."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._list = column(gap=8)
        super().__init__(texts, texts.say(message("ui_plan.versions")), column(self._list, gap=0, margins=(0, 0, 4, 0)))

    def show_state(self, state: PlanState) -> None:
        """Show the versions of a plan, the newest first."""
        clear(self._list)
        say = self._texts.say
        if not state.sheet.versions:
            self._list.addWidget(label(say(message("ui_plan.versions_none")), "muted", wrap=True))
        for version in reversed(state.sheet.versions):
            self._list.addWidget(self._version(version, state))
            self._list.addWidget(rule(soft=True))

    def _version(self, version: VersionRow, state: PlanState) -> QWidget:
        say, texts = self._texts.say, self._texts
        name = say(message("ui_plan.version", number=version.name))
        now = Badge(say(message("ui_plan.version_now")), "blue") if version.digest == state.digest else None
        signed = Badge(say(message("ui_plan.not_signed")), "grey", "pen")
        if version.signatures:
            signed.say(say(message("ui_plan.signed")), "green", "check")
        made = texts.date(version.made_at) if version.made_at else "–"
        by = version.made_by.short if version.made_by is not None else ""
        code = say(message("ui_plan.code", code=version.digest[:CODE_LENGTH]))
        rows: list[Item] = [
            row(label(name, "h3"), now, ..., signed, gap=8), label(" · ".join(part for part in (made, by, code) if part), "small", wrap=True)]
        for one in version.signatures:
            where = say(message("ui_plan.kept_at", place=one.original_kept_at)) if one.original_kept_at else ""
            rows.append(label(" · ".join(part for part in (one.who, texts.date(one.on), where) if part), "text", wrap=True))
        made_box = box(column(*rows, gap=2))
        made_box.setAccessibleName(name)
        return made_box


class FactsPanel(SidePanel):
    """The plan's number, project and language, and closing it. `saved(values)` when they shall be written."""

    saved = Signal(object)
    close_wanted = Signal()

    def __init__(self, texts: Texts, languages: Sequence[tuple[str, str]]) -> None:
        self._texts = texts
        say = texts.say
        self.number, self.project = LineEdit(), Choice(empty=say(message("ui_plan.no_project")))
        self.language = Choice(languages)
        self.number_field = Field(say(message("ui_plan.number")), self.number)
        self.save = Button(say(message("ui_plan.save")), "primary", clicked=self.submit)
        self.close_plan = Button(say(message("ui_plan.close_plan")), "danger", clicked=lambda: self.close_wanted.emit())
        body = column(
            self.number_field, Field(say(message("ui_plan.project")), self.project), Field(say(message("ui_plan.words_language")), self.language),
            label(say(message("ui_plan.words_language_hint")), "small", wrap=True), gap=12, margins=(0, 0, 4, 0))
        super().__init__(texts, say(message("ui_plan.facts")), body, self.close_plan, self.save)

    def show_state(self, state: PlanState, projects: Sequence[tuple[str, str]], *, writable: bool) -> None:
        """Show a plan's facts."""
        plan = state.sheet.plan
        known = {id_ for id_, _ in projects}
        own = [(plan.project, state.sheet.project.title)] if plan.project and plan.project not in known and state.sheet.project else []
        self.project.set_options([*own, *projects], empty=self._texts.say(message("ui_plan.no_project")))
        self.number.setText(plan.number or "")
        self.project.choose(plan.project)
        self.language.choose(plan.language)
        self.number.setReadOnly(not writable)
        for part in (self.project, self.language, self.save, self.close_plan):
            part.setEnabled(writable)

    def refuse(self, sentence: str) -> None:
        """Say why it was not written."""
        self.number_field.set_error(sentence)

    def submit(self) -> None:
        """Write it."""
        self.number_field.set_error(None)
        self.saved.emit({"number": self.number.text().strip() or None, "project": self.project.value(), "language": self.language.value()})
