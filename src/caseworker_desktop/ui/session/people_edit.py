"""The people of a session: found by a few letters, each with a status, minutes and a reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.editors import Choice, LineEdit
from caseworker_desktop.ui.widgets.label import Elided, label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row
from caseworker_desktop.ui.widgets.pick import Options, Pick, Seek
from caseworker_desktop.usecases.gathering import Came

_THERE = ("present", "late")


@dataclass(slots=True)
class _Line:
    """The editors of one person."""

    person: str
    status: Choice
    minutes: LineEdit
    reason: Choice


class PeopleEdit(QWidget):
    """`changed` when a person changed something."""

    changed = Signal()

    def __init__(self, texts: Texts, seek: Seek, words_of: Callable[[str], str], statuses: Options, reasons: Options) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._texts, self._words_of, self._statuses, self._reasons = texts, words_of, statuses, reasons
        self._lines: list[_Line] = []
        self.pick = Pick(seek, words_of, name=self._say("ui_session.add_person"), placeholder=self._say("ui_session.add_person"))
        self._place = column(gap=4)
        self._error = label("", "smallt", tone="red", wrap=True)
        self._error.hide()
        self.setLayout(column(self.pick, self._error, self._place, gap=8))
        self.pick.chosen_changed.connect(self._picked)

    def came(self) -> tuple[Came, ...]:
        """Return who came. Minutes that are no number count as none; `readable` tells."""
        found = []
        for one in self._lines:
            typed = one.minutes.text().strip()
            found.append(Came(one.person, one.status.value() or "present", int(typed) if typed.isdigit() else None, one.reason.value()))
        return tuple(found)

    def readable(self) -> bool:
        """Tell whether all minutes are numbers, and nothing half typed stands in the line."""
        return self.pick.known() and all(not (text := one.minutes.text().strip()) or text.isdigit() for one in self._lines)

    def show_came(self, came: Sequence[Came]) -> None:
        """Show exactly these, silently."""
        self._lines = []
        clear(self._place)
        for one in came:
            self._add(one)

    def add(self, persons: Sequence[str]) -> None:
        """Add people who are not there yet, as present."""
        known = {one.person for one in self._lines}
        for person in persons:
            if person not in known:
                self._add(Came(person))

    def persons(self) -> list[tuple[str, str]]:
        """Return (person, name) in the order shown."""
        return [(one.person, self._words_of(one.person)) for one in self._lines]

    def set_error(self, sentence: str) -> None:
        """Say what is wrong (empty: nothing)."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))

    def _picked(self) -> None:
        person = self.pick.value()
        if person is not None:
            self.pick.choose(None)
            self.add([person])
            self.set_error("")
            self.changed.emit()

    def _add(self, came: Came) -> None:
        name = self._words_of(came.person)
        status = Choice(self._statuses, name=self._texts.say(message("ui_session.status_of", name=name)))
        minutes = LineEdit(name=self._texts.say(message("ui_session.minutes_of", name=name)), placeholder=self._say("ui_session.min"))
        reason = Choice(self._reasons, name=self._texts.say(message("ui_session.reason_of", name=name)), empty="–")
        status.choose(came.status)
        minutes.setText("" if came.minutes is None else str(came.minutes))
        minutes.setMaxLength(4)
        minutes.setFixedWidth(64)
        reason.choose(came.reason)
        out = Button("", "quiet", icon="x", name=self._texts.say(message("ui_form.take_out", what=name)))
        shown = box(column(row((Elided(name, "h3"), 1), out, gap=4), row((status, 2), minutes, (reason, 2), gap=4), gap=0))
        line = _Line(came.person, status, minutes, reason)
        out.clicked.connect(lambda *_: self._remove(line, shown))
        status.chosen_changed.connect(lambda: self._told(line))
        minutes.textEdited.connect(lambda _: self.changed.emit())
        reason.chosen_changed.connect(self.changed)
        self._lines.append(line)
        self._place.addWidget(shown)
        self._told(line, silent=True)

    def _told(self, line: _Line, *, silent: bool = False) -> None:
        status = line.status.value()
        line.minutes.setVisible(status in _THERE)
        line.reason.setVisible(status != "present")
        if not silent:
            self.changed.emit()

    def _remove(self, line: _Line, shown: QWidget) -> None:
        self._lines.remove(line)
        self._place.removeWidget(shown)
        shown.hide()
        shown.deleteLater()
        self.pick.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
