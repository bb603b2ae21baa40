"""The goals of a plan one under the other, the one that is being made, and what else could become a goal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.plan.examples import ExamplesButton
from caseworker_desktop.ui.plan.faces import GoalFace, PlanFace, Suggestion
from caseworker_desktop.ui.plan.goal_card import GoalCard
from caseworker_desktop.ui.plan.steps import StepLine
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row
from caseworker_desktop.usecases.goal_library import GoalTemplate

Options = Sequence[tuple[str, str]]
TypedWords = Callable[[str, str, str], str | None]


class GoalList(QWidget):
    """Keeps the cards in the plan's order and tells with the goal's id what a person did. One card is open at a time."""

    typed = Signal(str, str, str, str, str)  # kind, record, field, goal of a new step, words
    left = Signal(str, str, str, str)  # kind, record, field, words
    new_left = Signal(object)  # the GoalCard of a goal that is being made
    goal_set = Signal(str, str, object)  # goal, field, value
    step_set = Signal(str, str, object)  # step, field, value
    step_toggled = Signal(str)
    step_dropped = Signal(str)
    step_made = Signal(str, object)  # goal, StepLine
    moved = Signal(str, int)
    placed = Signal(str, int)

    def __init__(self, texts: Texts, today: Callable[[], date], who: Callable[[], Options], domains: Options, states: Options,
                 examples: Callable[[], Sequence[GoalTemplate]]) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._texts, self._today, self._who, self._domains, self._states = texts, today, who, domains, states
        self.cards: list[GoalCard] = []
        self._cards = column(gap=12)
        self._need: str | None = None
        self._before: QWidget = self
        self.add = Button(texts.say(message("ui_plan.add_goal")), icon="plus", clicked=lambda: self.start_new())
        self.library = ExamplesButton(texts.say(message("ui_plan.library")), examples)
        self.library.taken.connect(lambda one: self.start_new(one.domain, words=one.own_words, measure=one.measure))
        self._hint = label("", "small", wrap=True)
        self._suggestions = column(gap=8)
        self._suggested = box(self._suggestions)
        self._empty = Empty("plan", texts.say(message("ui_plan.no_goals")), texts.say(message("ui_plan.no_goals_text")))
        self._foot = box(row(self.add, self.library, (self._hint, 1), gap=12))
        self.setLayout(column(self._empty, self._cards, self._foot, self._suggested, gap=12))

    def show_plan(self, face: PlanFace, typed: TypedWords) -> None:
        """Show the goals; cards that stand already stay, so that focus and what is typed stay with them."""
        there = {card.id: card for card in self.cards if card.id}
        wanted = {goal.id for goal in face.goals}
        for gone in [card for card in self.cards if card.id and card.id not in wanted]:
            self._take_out(gone)
        for place, goal in enumerate(face.goals):
            card = there.get(goal.id) or self._put_in(place)
            self._place(card, place)
            card.show_goal(goal, typed, writable=face.writable)
            if self._typing_in(goal, typed) and self.opened() is None:
                card.set_open(True)
        self._empty.setVisible(not self.cards)
        self._foot.setVisible(face.writable)
        self._hint.setText(face.hint)
        self._suggest(face.suggestions)
        self._order_stops()

    def follow(self, before: QWidget) -> None:
        """Tell which control of the page stands before the goals in the order of Tab."""
        self._before = before

    def opened(self) -> GoalCard | None:
        """Return the card that is open."""
        return next((card for card in self.cards if card.is_open()), None)

    def open_card(self, card: GoalCard, *, focus: bool = True) -> None:
        """Open a card (or close it when it is open); the others close."""
        opening = not card.is_open()
        for each in self.cards:
            if each is not card and each.is_open():
                self._shut(each)
        if opening:
            card.set_open(True)
            if focus:
                card.words.setFocus()
        else:
            self._shut(card)
            card.toggle.setFocus()

    def start_new(self, domain: str | None = None, need: str | None = None, words: str = "", measure: str = "") -> GoalCard:
        """Open an empty card at the end (or go to it) and put the cursor there; `need` is the need it answers."""
        new = next((card for card in self.cards if not card.id), None)
        self._need = need
        if new is None:
            for card in self.cards:
                if card.is_open():
                    self._shut(card)
            new = self._put_in(len(self.cards))
            new.show_new(len(self.cards), domain)
        elif domain is not None:
            new.domain.choose(domain)
        if words:
            new.words.setPlainText(words)
        if measure:
            new.measure.setPlainText(measure)
        self._empty.hide()
        self._order_stops()
        new.words.setFocus()
        return new

    def need(self) -> str | None:
        """Return the need that the goal being made answers."""
        return self._need

    def adopt(self, card: GoalCard, id_: str) -> None:
        """The new card was written: it is that goal from now on."""
        card.id, self._need = id_, None

    def drop_new(self) -> bool:
        """Take away the card of a goal that is being made; tell whether there was one."""
        new = next((card for card in self.cards if not card.id), None)
        if new is not None:
            self._take_out(new)
        return new is not None

    def _put_in(self, place: int) -> GoalCard:
        card = GoalCard(self._texts, self._today, self._who, self._domains, self._states)
        self.cards.insert(place, card)
        self._cards.insertWidget(place, card)
        card.opened.connect(lambda: self.open_card(card))
        card.typed.connect(lambda field, words: self.typed.emit("goal", card.id, field, "", words))
        card.left.connect(partial(self._left, card))
        card.domain_chosen.connect(lambda value: self.goal_set.emit(card.id, "domain", value) if card.id else None)
        card.status_chosen.connect(lambda value: self.goal_set.emit(card.id, "status", value) if card.id else None)
        card.client_copy_ticked.connect(lambda on: self.goal_set.emit(card.id, "client_copy", on) if card.id else None)
        card.moved.connect(lambda by: self.moved.emit(card.id, by) if card.id else None)
        card.let_go.connect(partial(self._dropped, card))
        card.steps.typed.connect(lambda step, words: self.typed.emit("step", step, "text", "" if step else card.id, words))
        card.steps.left.connect(lambda step, words: self.left.emit("step", step, "text", words))
        card.steps.who_chosen.connect(lambda step, value: self.step_set.emit(step, "who", value))
        card.steps.due_left.connect(lambda step, value: self.step_set.emit(step, "due", value))
        card.steps.toggled.connect(self.step_toggled)
        card.steps.dropped.connect(self.step_dropped)
        card.steps.made.connect(partial(self._step_made, card))
        return card

    def _left(self, card: GoalCard, field: str, words: str) -> None:
        if card.id:
            self.left.emit("goal", card.id, field, words)
        elif card.words.toPlainText().strip():
            self.new_left.emit(card)

    def _step_made(self, card: GoalCard, line: StepLine) -> None:
        self.step_made.emit(card.id, line)

    def _dropped(self, card: GoalCard, where: QPoint) -> None:
        """Dragged by its handle: the place is that of the card whose middle lies just below."""
        height = self.mapFromGlobal(where).y()
        others = [each for each in self.cards if each is not card and each.id]
        self.placed.emit(card.id, sum(each.geometry().center().y() < height for each in others))

    def _place(self, card: GoalCard, place: int) -> None:
        if self.cards.index(card) != place:
            self.cards.remove(card)
            self.cards.insert(place, card)
            self._cards.removeWidget(card)
            self._cards.insertWidget(place, card)

    def _shut(self, card: GoalCard) -> None:
        """Close a card; an empty new one is taken away."""
        if card.id:
            card.set_open(False)
        elif not card.words.toPlainText().strip():
            self._take_out(card)

    def _take_out(self, card: GoalCard) -> None:
        self.cards.remove(card)
        self._cards.removeWidget(card)
        card.blockSignals(True)
        card.hide()
        card.deleteLater()

    def _order_stops(self) -> None:
        """Let Tab go through the cards as they stand and then to what adds one: Qt puts what is made later at the end of the window."""
        inside = [one for part in (*self.cards, self._foot, self._suggested) for one in part.findChildren(QWidget) if one.window() is self.window()]
        stops = [one for one in inside if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
        for one, following in pairwise([self._before, *stops]):
            self.setTabOrder(one, following)

    def _typing_in(self, goal: GoalFace, typed: TypedWords) -> bool:
        own = any(typed("goal", goal.id, field) is not None for field in ("own_words", "measure"))
        return own or any(typed("step", step.id, "text") is not None for step in goal.steps)

    def _suggest(self, suggestions: Sequence[Suggestion]) -> None:
        clear(self._suggestions)
        self._suggested.setVisible(bool(suggestions))
        if not suggestions:
            return
        self._suggestions.addWidget(label(self._texts.say(message("ui_plan.suggestions")), "smallb"))
        for one in suggestions:
            made = Button(one.words, "quiet", icon="plus", clicked=partial(self.start_new, one.domain, one.need))
            self._suggestions.addLayout(row(made, ...))
