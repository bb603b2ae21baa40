"""One domain of needs, opened: barriers, state, what is not available and where, what answers it, and how it was rated before."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.assessment.needs_presenter import NOT_AVAILABLE, DomainFace, NeedsPresenter, TraceLine
from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.chips import ChipGroup, Segmented
from caseworker_desktop.ui.widgets.editors import Choice, TextEdit
from caseworker_desktop.ui.widgets.field import Field
from caseworker_desktop.ui.widgets.label import Glyph, label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row, rule, scroll

NOBODY = "none"
NOTE_HIGH = 96


class DomainPane(QWidget):
    """`left_page` when one goes back to the table (what is typed is kept), `save_wanted`, `plan_wanted` with a plan's id, and
    `partner_wanted` with the domain for which somebody is sought.
    """

    left_page = Signal()
    save_wanted = Signal()
    plan_wanted = Signal(str)
    partner_wanted = Signal(str)

    def __init__(self, presenter: NeedsPresenter, texts: Texts, *, may_write: bool, with_partners: bool) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._presenter, self._texts, self._may_write = presenter, texts, may_write
        self._face: DomainFace | None = None
        self.back = Button(self._say("ui_assessment.back"), "quiet", icon="left", clicked=self._leave)
        self._title = label("", "h2", wrap=True)
        values = [(NOBODY, "–"), *((str(value), str(value)) for value in range(11))]
        self.client = ChipGroup(self._say("ui_assessment.client"), values, several=False, gap=2, columns=12)
        self.worker = ChipGroup(self._say("ui_assessment.worker"), values, several=False, gap=2, columns=12)
        self.state = Choice(presenter.states(), name=self._say("ui_assessment.state"))
        self.place = Choice(name=self._say("ui_assessment.place"))
        self.place.set_options(presenter.places(), empty=self._say("ui_assessment.not_chosen"))
        self._place_field = Field(self._say("ui_assessment.place"), self.place, must=True)
        self.note = TextEdit(name=self._say("ui_assessment.note"), lines=2)
        self.barriers = ChipGroup(self._say("ui_assessment.barriers"), presenter.barriers(), columns=2, gap=6)
        self._trace, self._history = column(gap=0), column(gap=4)
        self._no_trace = label(self._say("ui_assessment.no_goal"), "muted", wrap=True)
        self.to_plan = Button(self._say("ui_assessment.open_plan"), "quiet", icon="plan", clicked=self._to_plan)
        self.to_partner = Button(
            self._say("ui_assessment.find_partner"), "quiet", icon="hand", clicked=lambda: self.partner_wanted.emit(self.domain()))
        if not with_partners:
            self.to_partner.hide()
        self._before = label(self._say("ui_assessment.history"), "smallb")
        self.save_button = Button(self._say("ui_assessment.save"), "plain", keys="Ctrl+Enter", clicked=self.save_wanted.emit)
        if not may_write:
            self.save_button.hide()
        inside = box(column(
            self._named("ui_assessment.client", self.client), self._named("ui_assessment.worker", self.worker),
            Field(self._say("ui_assessment.state"), self.state), self._place_field,
            box(column(Field(self._say("ui_assessment.note"), self.note, hint=self._say("ui_assessment.note_hint"))), height=NOTE_HIGH),
            rule(soft=True), row(label(self._say("ui_assessment.trace"), "h3"), ..., self.to_partner, self.to_plan, gap=4),
            self._no_trace, self._trace,
            rule(soft=True), self._named("ui_assessment.barriers", self.barriers), rule(soft=True), self._before, self._history, ...,
            gap=12, margins=(0, 8, 8, 8)))
        self.setLayout(column(row(self.back, (self._title, 1), gap=8, margins=(0, 8, 0, 0)), (scroll(inside, ""), 1),
                              row(..., self.save_button, margins=(0, 8, 0, 0)), gap=4))
        self.state.chosen_changed.connect(self._show_place)
        for part in (self.client, self.worker, self.state, self.place, self.barriers):
            part.setEnabled(may_write)
        self.note.set_read_only(not may_write)

    # ---- for the pane that holds it ---------------------------------------------------------------------------------------------------
    def domain(self) -> str:
        """Return which domain is open, empty when none is."""
        return self._face.domain if self._face is not None else ""

    def show_domain(self, domain: str) -> None:
        """Open a domain."""
        face = self._face = self._presenter.open(domain)
        self._title.setText(face.name)
        rating = face.rating
        self.client.choose([NOBODY if rating.client is None else str(rating.client)])
        self.worker.choose([NOBODY if rating.worker is None else str(rating.worker)])
        self.state.choose(rating.met or "open")
        self.place.choose(rating.place)
        self.note.setPlainText(rating.note or "")
        self.barriers.choose(rating.barriers)
        self._place_field.set_error(None)
        self._show_place()
        self._draw_trace()

    def show_again(self) -> None:
        """Draw what may have been written elsewhere; what is typed stays."""
        if self._face is not None:
            self._face = self._presenter.open(self._face.domain)
            self._draw_trace()

    def take_focus(self) -> None:
        """Put the focus on the client's value."""
        self.client.take_focus()

    def take(self) -> bool:
        """Hand what is typed to the presenter; False when it cannot be taken."""
        if self._face is None or not self._may_write:
            return True
        met = self.state.value()
        rating = replace(
            self._face.rating, client=_value(self.client), worker=_value(self.worker), met=met,
            place=self.place.value() if met == NOT_AVAILABLE else None, note=self.note.toPlainText().strip() or None,
            barriers=tuple(sorted(self.barriers.chosen())))
        before = replace(self._face.rating, barriers=tuple(sorted(self._face.rating.barriers)), met=self._face.rating.met or "open")
        if rating != before:
            self._presenter.type_rating(rating)
        return True

    def set_error(self, field: str, sentence: str) -> None:
        """Show a sentence at a field."""
        if field == "place":
            self._place_field.set_error(sentence)
            self.place.setFocus()
        else:
            self._place_field.set_error(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    # ---- inside -------------------------------------------------------------------------------------------------------------------------
    def _named(self, key: str, group: ChipGroup | Segmented) -> QWidget:
        return box(column(label(self._say(key), "smallb"), group, gap=4))

    def _show_place(self) -> None:
        self._place_field.setVisible(self.state.value() == NOT_AVAILABLE)

    def _draw_trace(self) -> None:
        face = self._face
        if face is None:
            return
        clear(self._trace)
        clear(self._history)
        for line in face.trace:
            self._trace.addWidget(_line(line))
        for words in face.history:
            self._history.addWidget(label(words, "small", wrap=True))
        self._no_trace.setVisible(not face.trace)
        self.to_plan.setVisible(face.plan is not None)
        self._before.setVisible(bool(face.history))

    def _leave(self) -> None:
        self.take()
        self.left_page.emit()

    def _to_plan(self) -> None:
        if self._face is not None and self._face.plan is not None:
            self.plan_wanted.emit(self._face.plan)

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))


def _line(line: TraceLine) -> QWidget:
    """Return a goal, or a step moved in beneath its goal."""
    words = column(label(line.words, "text" if line.step else "h3", wrap=True), label(line.below, "small", wrap=True) if line.below else None, gap=0)
    glyph = Glyph("arrow" if line.step else "plan", "text3", 16)
    made = box(row(glyph, (words, 1), Badge(*line.mark) if line.mark else None, gap=8, margins=(24 if line.step else 0, 4, 0, 4)))
    made.setAccessibleName(", ".join(part for part in (line.words, line.below, line.mark[0] if line.mark else "") if part))
    return made


def _value(group: ChipGroup) -> int | None:
    chosen = group.chosen()
    return int(chosen[0]) if chosen and chosen[0] != NOBODY else None
