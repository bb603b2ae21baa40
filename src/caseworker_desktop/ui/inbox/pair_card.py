"""The card that asks whether two are one: both side by side, what will be shown, and the answer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.inbox.pairs import PairFace, RowFace
from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.label import Elided, Glyph, label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row, rule

LABEL_WIDE, MARK_WIDE, LINE_HIGH = 148, 24, 40


class PairCard(Card):
    """`joined`, `kept_apart`, `turned(by)`, `opened(at)`: the file of the first or the second."""

    joined = Signal()
    kept_apart = Signal()
    turned = Signal(int)
    opened = Signal(int)

    def __init__(self, texts: Texts) -> None:
        self._texts, say = texts, texts.say
        self._question, self._because, self._place = Elided("", "h3"), Elided("", "small"), label("", "small")
        self._sure = Badge("")
        previous = Button("", icon="left", name=say(message("inbox.pair.previous")), clicked=lambda: self.turned.emit(-1))
        following = Button("", icon="right", name=say(message("inbox.pair.next")), clicked=lambda: self.turned.emit(1))
        self._turns = box(row(self._place, previous, following, gap=8))
        self._lines = QGridLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self._result = label("", "smallt", wrap=True)
        self.look: tuple[Button, ...] = ()
        self.apart = Button("", clicked=lambda: self.kept_apart.emit())
        self.later = Button(say(message("inbox.pair.later")), "quiet", clicked=lambda: self.turned.emit(1))
        self.go = Button("", "primary", keys="Ctrl+Enter", clicked=lambda: self.joined.emit())
        head = box(column(self._question, self._because, gap=0))
        super().__init__(
            row(Glyph("dup", "amber", 20), (head, 1), self._sure, self._turns, gap=12, margins=(16, 16, 16, 12)),
            self._lines,
            row(Glyph("info", "accent", 16), (self._result, 1), gap=8, margins=(16, 8, 16, 8)),
            rule(),
            row(self.apart, self.later, ..., self.go, gap=8, margins=(16, 12, 16, 16)),
            pad=(1, 1, 1, 1),
            gap=0,
        )

    def show_pair(self, face: PairFace, at: int, count: int) -> None:
        """Show a pair, `at` of `count`."""
        say = self._texts.say
        self._question.set_whole(face.question)
        self._because.set_whole(face.because)
        words, tone = face.badge
        self._sure.say(say(words), tone, "warn" if tone == "amber" else "info")
        self._place.setText(say(message("common.of", done=at + 1, total=count)))
        self._turns.setVisible(count > 1)
        self.later.setVisible(count > 1)
        self.apart.set_words(say(message("inbox.pair.apart_person") if face.kind == "person" else message("inbox.pair.apart_partner")))
        self.go.set_words(face.go)
        self._result.setText(face.result)
        self._fill(face)

    def take_focus(self) -> None:
        """Give the focus to the answer that changes nothing."""
        self.apart.setFocus()

    def _fill(self, face: PairFace) -> None:
        clear(self._lines)
        first = f"{self._texts.say(message('inbox.pair.look_first'))}: {face.rows[0].values[0]}"
        second = f"{self._texts.say(message('inbox.pair.look_second'))}: {face.rows[0].values[1]}"
        self.look = (
            Button("", "quiet", icon="eye", name=first, clicked=lambda: self.opened.emit(0)),
            Button("", "quiet", icon="eye", name=second, clicked=lambda: self.opened.emit(1)),
        )
        heads = zip(face.heads, self.look, strict=True)
        self._line(0, "", [box(row((Elided(words, "smallb"), 1), button, gap=8, margins=(0, 0, 8, 0))) for words, button in heads], None, "page")
        for number, one in enumerate(face.rows, 1):
            self._line(number, one.label, [self._value(one, place) for place in (0, 1)], one, "clear")

    def _value(self, one: RowFace, place: int) -> QWidget:
        stands = one.shown == place
        mark: QWidget = Glyph("ok", "accent", 16) if stands else box(row(), width=16)
        shown = Elided(one.values[place], "h3" if stands else "text")
        if stands:
            shown.setAccessibleDescription(self._texts.say(message("inbox.pair.stands")))
        return box(row(mark, (shown, 1), gap=8, margins=(0, 0, 8, 0)))

    def _line(self, number: int, name: str, cells: list[QWidget], one: RowFace | None, ground: str) -> None:
        mark: QWidget
        if one is None:
            mark = box(row(), width=MARK_WIDE)
        else:
            mark = Glyph("check" if one.same else "split", "green" if one.same else "amber", 16)
            mark.setAccessibleName(self._texts.say(message("inbox.pair.same") if one.same else message("inbox.pair.differs")))
        named = box(row(Elided(name, "smallb"), margins=(16, 0, 8, 0)), ground, width=LABEL_WIDE)
        parts = [named, *cells, box(row(mark, margins=(0, 0, 16, 0)), ground)]
        for place, part in enumerate(parts):
            part.setObjectName(ground)
            part.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
            part.setFixedHeight(LINE_HIGH - 1)
            self._lines.addWidget(part, 2 * number, place)
        self._lines.addWidget(rule(soft=True), 2 * number + 1, 0, 1, len(parts))
        self._lines.setColumnStretch(1, 1)
        self._lines.setColumnStretch(2, 1)
