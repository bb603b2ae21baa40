"""A key on the screen: shown to be printed or written, then hidden and two of its groups asked back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.keysheet import Sheet
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.editors import LineEdit
from caseworker_desktop.ui.widgets.field import Field
from caseworker_desktop.ui.widgets.label import Glyph, label
from caseworker_desktop.ui.widgets.layout import box, column, row

WIDE = 560
_ACROSS = 4


class SheetCard(QWidget):
    """`typed(first, second)` with the two groups; `print_wanted` for paper."""

    typed = Signal(str, str)
    print_wanted = Signal()

    def __init__(self, texts: Texts, sheet: Sheet, number: int, count: int) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._texts, say = texts, texts.say
        grid = QGridLayout()
        grid.setSpacing(12)
        for at, group in enumerate(sheet.groups):
            cell = box(column(label(str(at + 1), "small"), label(group, "code"), gap=0))
            cell.setAccessibleName(f"{say(message('unlock.key.group', number=at + 1))}: {group}")
            grid.addWidget(cell, at // _ACROSS, at % _ACROSS)
        self._key = Card(box(grid), inset=True, pad=(20, 12, 20, 12))
        self._hidden = Card(
            row(Glyph("eye_off", "text2", 20), label(say(message("unlock.key.hidden")), "text"), ...), inset=True, pad=(16, 16, 16, 16)
        )
        self._fields = [
            Field(say(message("unlock.key.group", number=position + 1)), LineEdit(), must=True) for position in dict.fromkeys(sheet.asked)
        ]
        self.print = Button(say(message("unlock.key.print")), icon="print", clicked=self.print_wanted.emit)
        self.copied = Button(say(message("unlock.key.copied")), "primary", clicked=self._hide)
        self.again = Button(say(message("unlock.key.look_again")), "quiet", icon="eye", clicked=self._reveal)
        self.go = Button(say(message("common.next")), "primary", clicked=self._send)
        self._first = box(row(self.print, ..., self.copied))
        self._second = box(
            column(
                label(say(message("unlock.key.check")), "h3"), row(*[(field, 1) for field in self._fields], gap=12), 8, row(self.again, ..., self.go)
            )
        )
        card = Card(
            row(label(say(message("unlock.key.title")), "smallb"), ..., label(say(message("unlock.key.number", done=number, total=count)), "small")),
            label(say(sheet.title), "h1"),
            label(say(sheet.text), "muted", wrap=True),
            8,
            self._key,
            self._hidden,
            8,
            self._first,
            self._second,
            pad=(32, 24, 32, 24),
        )
        card.setFixedWidth(WIDE)
        self.setLayout(column(card))
        self._reveal()

    def show_wrong(self, wrong: tuple[int, ...]) -> None:
        """Mark the groups that do not match."""
        for at, field in enumerate(self._fields):
            field.set_error(self._texts.say(message("unlock.key.wrong")) if at in wrong else None)
        if wrong:
            self._fields[wrong[0]].editor.setFocus()

    def lines(self) -> list[LineEdit]:
        """Return the lines in which the groups are typed."""
        return [field.editor for field in self._fields if isinstance(field.editor, LineEdit)]

    def _reveal(self) -> None:
        self._key.show()
        self._first.show()
        self._hidden.hide()
        self._second.hide()
        self.setFocusProxy(self.copied)
        self.copied.setFocus()

    def _hide(self) -> None:
        self._key.hide()
        self._first.hide()
        self._hidden.show()
        self._second.show()
        self.lines()[0].setFocus()

    def _send(self) -> None:
        texts = [line.text() for line in self.lines()]
        self.typed.emit(texts[0], texts[-1])
