"""The answers of an instrument: an item a row, its values as chips; digits choose, and go on where one digit is enough."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from caseworker_desktop.ui.widgets.chips import ChipGroup
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import clear, column

TEN = 10


@dataclass(frozen=True, slots=True)
class ItemFace:
    """One item: its number, what stands above its chips, the values that may be answered, and the words of each for a screen reader."""

    item: str
    words: str
    values: tuple[int, ...]
    meanings: Mapping[int, str]


class AnswerRow(QWidget):
    """`answered` when a person chose."""

    answered = Signal(str)

    def __init__(self, face: ItemFace) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.face = face
        self._one = False
        self.chips = ChipGroup(face.words, [(str(value), str(value)) for value in face.values], several=False, gap=4)
        for button, value in zip(self.chips.buttons(), face.values, strict=True):
            meaning = face.meanings.get(value, "")
            button.setToolTip(meaning)
            button.setAccessibleName(f"{face.words}: {value} {meaning}".strip())
        self.chips.chosen_changed.connect(self._chosen)
        self.setLayout(column(label(face.words, "text", wrap=True), self.chips, gap=4, margins=(0, 4, 0, 4)))

    def value(self) -> int | None:
        """Return the answer, None when there is none."""
        chosen = self.chips.chosen()
        return int(chosen[0]) if chosen else None

    def choose(self, value: int | None) -> None:
        """Choose an answer silently."""
        self.chips.choose([] if value is None else [str(value)])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.choose(None)
            self.answered.emit("")
        elif len(text) == 1 and text in "0123456789":
            self._digit(int(text))
        else:
            super().keyPressEvent(event)

    def _digit(self, digit: int) -> None:
        value = TEN if digit == 0 and self._one and TEN in self.face.values else digit
        self._one = digit == 1
        if value in self.face.values:
            self.choose(value)
            self.chips.take_focus()
            self.answered.emit("" if self.face.values[-1] >= TEN else "next")

    def _chosen(self) -> None:
        self._one = False
        self.answered.emit("")


class Answers(QWidget):
    """All items; `changed` when an answer was given or taken away."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._rows: list[AnswerRow] = []
        self._lay = column(gap=4)
        self.setLayout(self._lay)

    def show_items(self, faces: Sequence[ItemFace], answers: Mapping[str, int]) -> None:
        """Offer these items with the answers known."""
        clear(self._lay)
        self._rows = []
        for at, face in enumerate(faces):
            made = AnswerRow(face)
            made.choose(answers.get(face.item))
            made.answered.connect(lambda how, at=at: self._answered(at, how))
            self._rows.append(made)
            self._lay.addWidget(made)

    def answers(self) -> dict[str, int]:
        """Return the answers by item."""
        return {one.face.item: value for one in self._rows if (value := one.value()) is not None}

    def rows(self) -> Sequence[AnswerRow]:
        """Return the rows in order."""
        return tuple(self._rows)

    def take_focus(self) -> None:
        """Go to the first item without an answer, else to the first."""
        found = next((one for one in self._rows if one.value() is None), self._rows[0] if self._rows else None)
        if found is not None:
            found.chips.take_focus()

    def _answered(self, at: int, how: str) -> None:
        if how == "next" and at + 1 < len(self._rows):
            self._rows[at + 1].chips.take_focus()
        self.changed.emit()
