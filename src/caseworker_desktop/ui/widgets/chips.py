"""Chips and segments: choosing among few. A group is one Tab stop; arrows move inside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from caseworker_desktop.ui.widgets.button import bold_width
from caseworker_desktop.ui.widgets.layout import NO_MARGINS, row

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class _Choice(QPushButton):
    """One button of a group; the group handles its arrow keys."""

    def __init__(self, group: Group, code: str, text: str, kind: str, room: int) -> None:
        super().__init__(text)
        self._owner, self.code = group, code
        self.setProperty("kind", kind)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAccessibleName(text)
        self.setMinimumWidth(bold_width(text) + room)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self._owner.step(self, step)
        else:
            super().keyPressEvent(event)


class Group(QWidget):
    """Buttons with codes; `chosen_changed` when a person chose (not when the program did). `several` allows more than one."""

    chosen_changed = Signal()

    def __init__(self, name: str, *, several: bool) -> None:
        super().__init__()
        self._several = several
        self._buttons: list[_Choice] = []
        self.setObjectName("clear")
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def chosen(self) -> tuple[str, ...]:
        """Return the chosen codes in the order shown."""
        return tuple(button.code for button in self._buttons if button.isChecked())

    def choose(self, codes: Iterable[str]) -> None:
        """Choose exactly `codes`, silently."""
        wanted = set(codes)
        for button in self._buttons:
            button.setChecked(button.code in wanted)
        self._one_stop()

    def toggle(self, position: int) -> None:
        """Press the button at `position` (0 is the first), as its number key would."""
        if 0 <= position < len(self._buttons):
            self._buttons[position].click()

    def buttons(self) -> Sequence[QPushButton]:
        """Return the buttons in the order shown."""
        return tuple(self._buttons)

    def step(self, start: QPushButton, by: int) -> None:
        """Move the focus by `by` buttons; where only one may be chosen, choose it as well."""
        at = next(index for index, button in enumerate(self._buttons) if button is start)
        there = self._buttons[(at + by) % len(self._buttons)]
        self._stop_at(there)
        there.setFocus(Qt.FocusReason.TabFocusReason)
        if not self._several:
            there.click()

    def take_focus(self) -> None:
        """Give the focus to the group's Tab stop."""
        for button in self._buttons:
            if button.focusPolicy() == Qt.FocusPolicy.StrongFocus:
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _add(self, button: _Choice) -> None:
        self._buttons.append(button)
        button.clicked.connect(lambda *_: self._clicked(button))
        self._one_stop()

    def _clicked(self, button: _Choice) -> None:
        if not self._several:
            for other in self._buttons:
                other.setChecked(other is button)
        self._stop_at(button)
        self.chosen_changed.emit()

    def _one_stop(self) -> None:
        chosen = [button for button in self._buttons if button.isChecked()]
        if self._buttons:
            self._stop_at(chosen[0] if chosen else self._buttons[0])

    def _stop_at(self, stop: QPushButton) -> None:
        for button in self._buttons:
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus)


class ChipGroup(Group):
    """Rounded chips, in a row or in `columns`; several may be chosen unless `several` is False."""

    def __init__(self, name: str, options: Sequence[tuple[str, str]], *, several: bool = True, columns: int = 0, gap: int = 8) -> None:
        super().__init__(name, several=several)
        if columns:
            grid = QGridLayout(self)
            grid.setContentsMargins(*NO_MARGINS)
            grid.setSpacing(gap)
            for at, (code, text) in enumerate(options):
                self._add(chip := _Choice(self, code, text, "chip", 24))
                grid.addWidget(chip, at // columns, at % columns)
        else:
            line = row(gap=gap)
            for code, text in options:
                self._add(chip := _Choice(self, code, text, "chip", 24))
                line.addWidget(chip)
            line.addStretch()
            self.setLayout(line)


class Segmented(Group):
    """Joined buttons of which exactly one is chosen."""

    def __init__(self, name: str, options: Sequence[tuple[str, str]], chosen: str | None = None) -> None:
        super().__init__(name, several=False)
        line = row(gap=0)
        last = len(options) - 1
        for at, (code, text) in enumerate(options):
            button = _Choice(self, code, text, "seg", 28)
            button.setProperty("end", "only" if last == 0 else "first" if at == 0 else "last" if at == last else "middle")
            self._add(button)
            line.addWidget(button, 1)
        self.setLayout(line)
        self.choose([options[0][0] if chosen is None else chosen])

    def value(self) -> str:
        """Return the chosen code."""
        return self.chosen()[0]


class Tabs(Group):
    """The tabs over a card: one is chosen; a number may follow the word."""

    def __init__(self, name: str, options: Sequence[tuple[str, str]], chosen: str | None = None) -> None:
        super().__init__(name, several=False)
        line = row(gap=12)
        for code, text in options:
            button = _Choice(self, code, text, "tab", 8)
            button.setMinimumWidth(bold_width(text, "h3") + 8)
            self._add(button)
            line.addWidget(button)
        line.addStretch()
        self.setLayout(line)
        self.choose([options[0][0] if chosen is None else chosen])

    def value(self) -> str:
        """Return the chosen code."""
        return self.chosen()[0]

    def say(self, code: str, text: str) -> None:
        """Set the words of one tab (its number has changed)."""
        for button in self._buttons:
            if button.code == code:
                button.setText(text)
                button.setAccessibleName(text)
                button.setMinimumWidth(bold_width(text, "h3") + 8)
