"""The columns of a register: heading, values from it, and what it is taken for."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.intake.presenter import Column, State
from caseworker_desktop.ui.widgets.card import line
from caseworker_desktop.ui.widgets.editors import Choice
from caseworker_desktop.ui.widgets.label import Elided, Glyph, label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row
from caseworker_desktop.usecases import intake_words

HEADING, TAKEN = 260, 260
LETTERS = 26


def letter(number: int) -> str:
    """Return a column's letter as spreadsheets name it (1 is A, 27 is AA)."""
    out = ""
    while number:
        number, rest = divmod(number - 1, LETTERS)
        out = chr(ord("A") + rest) + out
    return out


class ColumnsList(QWidget):
    """One line a column; `chosen` with its number and the field (None: not used)."""

    chosen = Signal(int, object)

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._texts = texts
        self._lines: QVBoxLayout = column(gap=0)
        self.setLayout(self._lines)
        self.choices: dict[int, Choice] = {}

    def show_state(self, state: State) -> None:
        """Show the columns; the choice that had the focus keeps it."""
        focused = next((number for number, one in self.choices.items() if one.hasFocus()), None)
        clear(self._lines)
        self.choices = {}
        say = self._texts.say
        words = {field: say(told) for field, told in intake_words.fields(state.kind)} if state.kind is not None else {}
        head = line("head", label(say(message("ui_intake.column")), "th", width=HEADING), (label(say(message("ui_intake.values")), "th"), 1),
                    label(say(message("ui_intake.taken_for")), "th", width=TAKEN))
        self._lines.addWidget(head)
        for one in state.look.columns if state.look is not None else ():
            self._lines.addWidget(self._line(one, state.chosen.get(one.number), words))
        if focused in self.choices:
            self.choices[focused].setFocus()

    def _line(self, one: Column, taken: str | None, words: Mapping[str, str]) -> QWidget:
        say = self._texts.say
        name = box(row((Elided(one.label, "textb"), 1)), width=HEADING - 40)
        choice = Choice(sorted(words.items(), key=lambda item: self._texts.sort_key(item[1])), empty=say(message("ui_intake.not_used")),
                        name=say(message("ui_intake.taken_for_column", column=one.label)))
        choice.setFixedWidth(TAKEN)
        choice.setEnabled(bool(words))
        choice.choose(taken)
        choice.chosen_changed.connect(lambda: self.chosen.emit(one.number, choice.value()))
        self.choices[one.number] = choice
        mark = Glyph("check" if taken else "minus", "green" if taken else "text3", 16)
        values = Elided(" · ".join(one.samples), "muted")
        return line("true", label(letter(one.number), "small", width=28), name, (values, 1), mark, choice, height=48)
