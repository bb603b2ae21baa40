"""Cards of indicators: four at a time, the others a key away; each opens who stands behind its number."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.reports.words import CardFace, Track
from caseworker_desktop.ui.theme.theme import current
from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.label import Elided, Glyph, label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row

#: So many cards stand side by side where there is room.
AT_ONCE = 4
_THICK, _MARK = 8, 16


class TargetBar(QWidget):
    """How far a number has come, where it should be, and what the unknown leave open (hatched)."""

    def __init__(self, track: Track | None) -> None:
        super().__init__()
        self._track = track
        self.setFixedHeight(_MARK + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._track is None:
            return
        track, theme = self._track, current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        y, wide = (self.height() - _THICK) / 2, float(self.width())
        painter.setBrush(theme.colour("line"))
        painter.drawRoundedRect(QRectF(0, y, wide, _THICK), _THICK / 2, _THICK / 2)
        long = wide * min(track.value / track.top, 1.0)
        if track.unknown is not None:
            first, last = (wide * min(each / track.top, 1.0) for each in track.unknown)
            painter.fillRect(QRectF(first - 2, y, last - first + 2, _THICK), QBrush(theme.colour("accent"), Qt.BrushStyle.Dense5Pattern))
        if long > 0:
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(QRectF(0, y, max(long, _THICK), _THICK), _THICK / 2, _THICK / 2)
        if track.mark is not None:
            at = min(wide * track.mark / track.top, wide - 2)
            painter.fillRect(QRectF(at, 1, 2, _MARK), theme.colour("text"))
        painter.end()


class IndicatorCard(Card):
    """One indicator; pressed by a click, Enter or the space bar."""

    pressed = Signal(str)

    def __init__(self, face: CardFace) -> None:
        self.code = face.id
        name = Elided(face.name, "h3")
        state = Badge(*face.state) if face.state is not None else None
        lines = [Elided(line, "small") for line in face.lines]
        super().__init__(
            row((name, 1), state, gap=8), row(label(face.value, "num"), ..., label(face.target, "muted"), gap=8), TargetBar(face.track), *lines,
            pad=(16, 12, 16, 12), gap=4)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(face.formula)
        told = (face.name, face.value, face.target, face.state[0] if face.state is not None else "", *face.lines)
        self.setAccessibleName(", ".join(part for part in told if part))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.pressed.emit(self.code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit(self.code)
        else:
            super().keyPressEvent(event)


class CardStrip(QWidget):
    """The cards side by side, some at a time; arrows move from card to card, and on to the next ones."""

    chosen = Signal(str)

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._texts = texts
        self._faces: tuple[CardFace, ...] = ()
        self._first, self._at_once, self._code = 0, AT_ONCE, ""
        self._row = QHBoxLayout()
        self._row.setSpacing(12)
        say = texts.say
        self._before = Button("", "quiet", icon="left", name=say(message("ui_reports.cards_before")), clicked=lambda: self._turn(-1))
        self._after = Button("", "quiet", icon="right", name=say(message("ui_reports.cards_after")), clicked=lambda: self._turn(1))
        self._which = label("", "small")
        self._hint = label(say(message("ui_reports.legend")), "small", wrap=True)
        self._pager = box(row(self._before, self._which, self._after, gap=4))
        self.setLayout(column(self._row, row(Glyph("info", "text3", 14), (self._hint, 1), self._pager, gap=4), gap=8))
        self._pager.hide()

    def show_cards(self, faces: Sequence[CardFace]) -> None:
        """Show other cards; the chosen one stays chosen."""
        self._faces = tuple(faces)
        if self._first >= len(self._faces):
            self._first = 0
        self._draw()

    def show_at_once(self, number: int) -> None:
        """Show so many side by side."""
        if number != self._at_once:
            self._at_once = number
            self._first -= self._first % number
            self._draw()

    def choose(self, code: str) -> None:
        """Draw a card as the chosen one (empty: none)."""
        self._code = code
        for card in self.cards():
            card.set_chosen(card.code == code)

    def cards(self) -> list[IndicatorCard]:
        """Return the cards that are shown."""
        items = (self._row.itemAt(n) for n in range(self._row.count()))
        found = (item.widget() for item in items if item is not None)
        return [card for card in found if isinstance(card, IndicatorCard)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        cards = self.cards()
        at = next((n for n, card in enumerate(cards) if card.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
        elif 0 <= at + step < len(cards):
            cards[at + step].setFocus(Qt.FocusReason.TabFocusReason)
        elif self._turn(step):
            shown = self.cards()
            shown[0 if step > 0 else -1].setFocus(Qt.FocusReason.TabFocusReason)

    def _turn(self, by: int) -> bool:
        there = self._first + by * self._at_once
        if not 0 <= there < len(self._faces):
            return False
        self._first = there
        self._draw()
        return True

    def _draw(self) -> None:
        clear(self._row)
        shown = self._faces[self._first : self._first + self._at_once]
        for face in shown:
            card = IndicatorCard(face)
            card.set_chosen(face.id == self._code)
            card.pressed.connect(self.chosen)
            self._row.addWidget(card, 1)
        for _ in range(self._at_once - len(shown) if len(self._faces) > self._at_once else 0):
            self._row.addStretch(1)
        more = len(self._faces) > self._at_once
        self._pager.setVisible(more)
        if more:
            last = self._first + len(shown)
            self._which.setText(self._texts.say(message("ui_reports.cards_of", first=self._first + 1, last=last, all=len(self._faces))))
            self._before.setEnabled(self._first > 0)
            self._after.setEnabled(last < len(self._faces))
