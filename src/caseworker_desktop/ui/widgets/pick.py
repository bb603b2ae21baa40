"""Choosing out of a long list: a line in which one types a few letters and takes what is offered; one value, or several as chips."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.editors import LineEdit
from caseworker_desktop.ui.widgets.layout import column, row
from caseworker_desktop.ui.widgets.offers import Offers

Options = Sequence[tuple[str, str]]
Seek = Callable[[str], Options]
"""Typed letters → (value, words) that they may mean, the likeliest first."""
#: How many are offered at once.
OFFERED = 40
GAP, LEAST = 4, 120


class Pick(LineEdit):
    """`value()` is the chosen value, None when the line is empty; `known()` tells whether what stands there is one of the list.

    Down opens the list, Enter takes the marked one, Esc closes it. `chosen_changed` when a person chose or emptied the line.
    """

    chosen_changed = Signal()

    def __init__(self, seek: Seek, words_of: Callable[[str], str], *, name: str = "", placeholder: str = "") -> None:
        super().__init__(name=name, placeholder=placeholder, icon="search")
        self._seek, self._words_of = seek, words_of
        self._value: str | None = None
        self._offered: Options = ()
        self.offers = Offers(self, name or placeholder)
        self.offers.taken.connect(self._take)
        self.textEdited.connect(self._typed)
        self.left.connect(self._settle)

    def value(self) -> str | None:
        """Return the chosen value."""
        return self._value

    def known(self) -> bool:
        """Tell whether the words in the line are those of the chosen value (an empty line is known)."""
        return not self.text().strip() or self._value is not None

    def choose(self, value: str | None) -> None:
        """Choose silently; None empties the line."""
        self._value = value or None
        self.setText(self._words_of(value) if value else "")
        self.setCursorPosition(0)

    def set_read_only(self, read_only: bool) -> None:
        """Forbid or allow choosing."""
        self.setReadOnly(read_only)

    def offer(self) -> None:
        """Open the list of what the letters may mean."""
        letters = "" if self._value else self.text().strip()
        self._offered = tuple(self._seek(letters))[:OFFERED]
        self.offers.offer([] if self.isReadOnly() else [words for _, words in self._offered])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.offers.takes(event):
            return
        if event.key() == Qt.Key.Key_Down and not self.isReadOnly():
            self.offer()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if not self.isReadOnly() and not self.text():
            self.offer()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.offers.hide()

    def _typed(self, text: str) -> None:
        had, self._value = self._value, None
        if text.strip():
            self.offer()
        else:
            self.offers.hide()
            if had:
                self.chosen_changed.emit()

    def _take(self, row: int) -> None:
        if 0 <= row < len(self._offered):
            value = self._offered[row][0]
            self.choose(value)
            self.chosen_changed.emit()

    def _settle(self) -> None:
        """The focus leaves: words that mean exactly one of the list are taken for it."""
        self.offers.hide()
        text = self.text().strip().casefold()
        if self._value is None and text:
            same = [value for value, words in self._seek(self.text().strip()) if words.casefold() == text]
            if len(same) == 1:
                self.choose(same[0])
                self.chosen_changed.emit()


class PickSeveral(QWidget):
    """Several values of a long list: the chosen ones as chips that a press takes out, and a line to add another.

    Without `seek` any words may be added (Enter, or leaving the line).
    """

    chosen_changed = Signal()
    left = Signal()

    def __init__(self, seek: Seek | None, words_of: Callable[[str], str], *, name: str, placeholder: str, take_out: Callable[[str], str]) -> None:
        super().__init__()
        self._words_of, self._take_out = words_of, take_out
        self._chosen: list[str] = []
        self.setObjectName("clear")
        self.line: LineEdit = LineEdit(name=name, placeholder=placeholder)
        if seek is not None:
            self.line = Pick(seek, words_of, name=name, placeholder=placeholder)
        self._buttons: list[Button] = []
        self._rows: list[int] = []
        self._chips = column(gap=GAP)
        self.setLayout(column(self._chips, self.line, gap=GAP))
        self.setMinimumWidth(LEAST)  # not that of the chips in a row: they make more rows where there is less room
        self.setFocusProxy(self.line)
        if isinstance(self.line, Pick):
            self.line.chosen_changed.connect(self._picked)
        else:
            self.line.returnPressed.connect(self._add_typed)
        self.line.left.connect(self._leave)

    def chosen(self) -> tuple[str, ...]:
        """Return what is chosen, in the order chosen; words that stand in the line count."""
        waiting = self.line.text().strip() if not isinstance(self.line, Pick) else ""
        return (*self._chosen, waiting) if waiting and waiting not in self._chosen else tuple(self._chosen)

    def known(self) -> bool:
        """Tell whether nothing half typed stands in the line."""
        return not isinstance(self.line, Pick) or not self.line.text().strip()

    def choose(self, values: Iterable[str]) -> None:
        """Choose exactly these, silently."""
        self._chosen = list(values)
        self.line.clear()
        self._draw()

    def set_read_only(self, read_only: bool) -> None:
        """Forbid or allow choosing."""
        self.line.setVisible(not read_only)
        # Tab would be held before a line that is not shown.
        self.setFocusProxy(None if read_only else self.line)  # type: ignore[arg-type] # the stubs forget that None takes it away
        for button in self.findChildren(Button):
            button.setEnabled(not read_only)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def _picked(self) -> None:
        assert isinstance(self.line, Pick)
        value = self.line.value()
        self.line.choose(None)
        self._add(value)

    def _add_typed(self) -> None:
        words = self.line.text().strip()
        self.line.clear()
        self._add(words)

    def _leave(self) -> None:
        if not isinstance(self.line, Pick) and self.line.text().strip():
            self._add_typed()
        self.left.emit()

    def _add(self, value: str | None) -> None:
        if value and value not in self._chosen:
            self._chosen.append(value)
            self._draw()
            self.chosen_changed.emit()

    def _remove(self, value: str) -> None:
        self._chosen.remove(value)
        self._draw()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.chosen_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fit() != self._rows:
            self._lay()

    def _draw(self) -> None:
        for old in self._buttons:
            old.hide()
            old.deleteLater()
        self._buttons = []
        for value in self._chosen:
            words = self._words_of(value)
            chip = Button(f"{words}  ×", "chip", name=self._take_out(words), clicked=partial(self._remove, value))
            chip.setToolTip(self._take_out(words))
            self._buttons.append(chip)
        self._lay()

    def _fit(self) -> list[int]:
        """Return how many chips stand in each row, as many as there is room for."""
        found: list[int] = []
        left = 0
        for chip in self._buttons:
            wide = chip.sizeHint().width() + GAP
            if not found or left < wide:
                found.append(0)
                left = self.width() + GAP
            found[-1] += 1
            left -= wide
        return found

    def _lay(self) -> None:
        while (item := self._chips.takeAt(0)) is not None:
            if (inner := item.layout()) is not None:
                while inner.takeAt(0) is not None:
                    pass
                inner.deleteLater()
        self._rows = self._fit()
        at = 0
        for many in self._rows:
            self._chips.addLayout(row(*self._buttons[at : at + many], ..., gap=GAP))
            at += many
