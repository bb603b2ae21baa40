"""One conflict: its values side by side, which one is right, and why."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.inbox.presenter import CandidateFace, ConflictFace
from caseworker_desktop.ui.widgets.avatar import Avatar
from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.editors import LineEdit
from caseworker_desktop.ui.widgets.field import Field
from caseworker_desktop.ui.widgets.label import Elided, Glyph, label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row
from caseworker_desktop.ui.widgets.record_form import RecordForm

TALL = 96  # px of the editor of a text, so that the reason below stays in sight
LONG = 60  # characters above which a value is set as running text


class CandidateCard(Card):
    """One value with who wrote it, when and where."""

    def __init__(self, texts: Texts, face: CandidateFace, at: int, *, chosen: bool) -> None:
        say = texts.say
        tag = Badge(say(message("inbox.shown_now")), "blue", "eye") if face.shown else Badge(say(message("inbox.other_value")), "grey", "clock")
        value = label(face.words, "h1" if len(face.words) <= LONG else "body", wrap=True)
        self.pick = Button(
            say(message("inbox.picked") if chosen else message("inbox.pick")),
            icon="check" if chosen else None,
            name=say(message("inbox.pick_named", value=face.words[:80])),
        )
        self.pick.setEnabled(face.can_choose)
        super().__init__(
            row(Elided(face.where, "smallb"), tag),
            value,
            4,
            row(Glyph("person", "text3", 14), (Elided(face.who, "smallt"), 1), gap=8),
            row(Glyph("clock", "text3", 14), (Elided(face.when, "smallt"), 1), gap=8),
            8,
            ...,
            self.pick,
            gap=4,
            pad=(16, 12, 16, 16),
            chosen=chosen,
        )
        self.at = at


class ConflictCard(Card):
    """`picked(at)`, `third_wanted`, `turned(by)`, `decided(why)`, `postponed`."""

    picked = Signal(int)
    third_wanted = Signal()
    turned = Signal(int)
    decided = Signal(str)
    postponed = Signal()

    def __init__(self, texts: Texts) -> None:
        self._texts, say = texts, texts.say
        self._avatar = Avatar("", 36, chosen=True)
        self._title, self._subtitle, self._place = Elided("", "h3"), Elided("", "small"), label("", "small")
        previous = Button("", icon="left", name=say(message("inbox.previous")), clicked=lambda: self.turned.emit(-1))
        following = Button("", icon="right", name=say(message("inbox.next")), clicked=lambda: self.turned.emit(1))
        self._turns = box(row(self._place, previous, following, gap=8))
        self._values: QHBoxLayout = row(gap=12)
        self._own = column(gap=0)
        self.form: RecordForm | None = None
        self.third = Button(say(message("inbox.third")), "quiet", icon="pen", clicked=lambda: self.third_wanted.emit())
        self._fault = label("", "smallt", tone="red")
        self._fault_line = box(row(Glyph("warn", "red", 14), self._fault, ..., gap=4))
        self.why = LineEdit()
        self._why = Field(say(message("inbox.why")), self.why, must=True)
        self.go = Button(say(message("inbox.decide")), "primary", keys="Ctrl+Enter", clicked=lambda: self.decided.emit(self.why.text()))
        self._both = Button(say(message("inbox.leave_both")), icon="chat", clicked=lambda: self.postponed.emit())
        head = box(column(self._title, self._subtitle, gap=0))
        super().__init__(
            row(self._avatar, (head, 1), self._turns, gap=8),
            4,
            self._values,
            row(self.third, ...),
            self._own,
            self._fault_line,
            4,
            self._why,
            4,
            row(self._both, ..., self.go, gap=8),
            pad=(16, 12, 16, 16),
            gap=8,
        )
        self._fault_line.hide()
        self.cards: list[CandidateCard] = []

    def show_conflict(self, face: ConflictFace, at: int, count: int, chosen: int | None) -> None:
        """Show a conflict, `at` of `count`, with the candidate `chosen`."""
        focused = next((card.at for card in self.cards if card.pick.hasFocus()), None)
        self._avatar.show_name(face.title, chosen=True)
        self._title.set_whole(face.title)
        self._subtitle.set_whole(face.subtitle)
        self._place.setText(self._texts.say(message("common.of", done=at + 1, total=count)))
        self._turns.setVisible(count > 1)
        clear(self._values)
        self.cards = [CandidateCard(self._texts, one, place, chosen=place == chosen) for place, one in enumerate(face.candidates)]
        for card in self.cards:
            card.pick.clicked.connect(lambda *_, place=card.at: self.picked.emit(place))
            self._values.addWidget(card, 1)
        self.third.setVisible(bool(face.writable))
        self.third.set_words(self._texts.say(message("inbox.third_both") if face.field in face.start else message("inbox.third")))
        self._order()
        if focused is not None and focused < len(self.cards):
            self.cards[focused].pick.setFocus()

    def show_form(self, form: RecordForm | None) -> None:
        """Show the editors for a value of one's own, or take them away."""
        if self.form is not None:
            self._own.removeWidget(self.form)
            self.form.deleteLater()
        self.form = form
        if form is not None:
            for editor in form.editors.values():
                editor.widget.setMaximumHeight(TALL)
            self._own.addWidget(form)
            self._order()
            next(iter(form.editors.values())).widget.setFocus()

    def take_focus(self) -> None:
        """Give the focus to the first value that can be chosen."""
        for card in self.cards:
            if card.pick.isEnabled():
                card.pick.setFocus()
                return

    def show_fault(self, candidate: Message | None, why: Message | None) -> None:
        """Mark what is missing."""
        self._fault.setText(self._texts.say(candidate) if candidate else "")
        self._fault_line.setVisible(candidate is not None)
        self._why.set_error(self._texts.say(why) if why else None)
        if candidate is not None:
            self.take_focus()
        elif why is not None:
            self.why.setFocus()

    def _order(self) -> None:
        """Tab goes from value to value, then to the reason and the buttons."""
        typed = [one.widget for one in self.form.editors.values()] if self.form is not None else []
        stops: Sequence[QWidget] = [*[card.pick for card in self.cards], self.third, *typed, self.why, self._both, self.go]
        for first, second in pairwise(stops):
            self.setTabOrder(first, second)
