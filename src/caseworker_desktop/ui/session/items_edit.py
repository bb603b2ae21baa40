"""Rows of small maps: services with their minutes, trainers with their organisations. One adds a row, fills it, takes it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.editors import Choice, LineEdit
from caseworker_desktop.ui.widgets.layout import box, clear, column, row
from caseworker_desktop.ui.widgets.pick import Options, Pick, Seek


@dataclass(frozen=True, slots=True)
class Part:
    """One key of a map: its name, its words, and its editor: `number`, a choice of `options`, a pick by `seek`, else a line."""

    name: str
    words: str
    number: bool = False
    options: Options = ()
    seek: Seek | None = None
    words_of: Mapping[str, str] | None = None
    stretch: int = 1


class ItemsEdit(QWidget):
    """`changed` when a person changed something. A row without its first part counts as none."""

    changed = Signal()

    def __init__(self, parts: Sequence[Part], add_words: str, out_words: str) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._parts, self._out = tuple(parts), out_words
        self._rows: list[dict[str, LineEdit | Choice | Pick]] = []
        self._place = column(gap=4)
        self.more = Button(add_words, "quiet", icon="plus", clicked=self._more)
        self.setLayout(column(self._place, row(self.more, ...), gap=4))

    def items(self) -> list[dict[str, Any]]:
        """Return the rows as plain maps; what is not known is left out."""
        found = []
        for one in self._rows:
            told = {part.name: value for part in self._parts if (value := self._value(part, one[part.name])) is not None}
            if self._parts[0].name in told:
                found.append(told)
        return found

    def readable(self) -> bool:
        """Tell whether every number is one and every pick one of its list."""
        return all(_readable(part, one[part.name]) for one in self._rows for part in self._parts)

    def show_items(self, items: Sequence[Mapping[str, Any]]) -> None:
        """Show exactly these, silently."""
        self._rows = []
        clear(self._place)
        for one in items:
            self._add(one)

    def _more(self) -> None:
        self._add({})
        self._rows[-1][self._parts[0].name].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, item: Mapping[str, Any]) -> None:
        editors: dict[str, LineEdit | Choice | Pick] = {}
        line = row(gap=4)
        for part in self._parts:
            editor = self._editor(part)
            value = item.get(part.name)
            if isinstance(editor, Choice | Pick):
                editor.choose(value)
            else:
                editor.setText("" if value is None else str(value))
            editors[part.name] = editor
            line.addWidget(editor, part.stretch)
        out = Button("", "quiet", icon="x", name=self._out)
        line.addWidget(out)
        shown = box(line)
        out.clicked.connect(lambda *_: self._remove(editors, shown))
        self._rows.append(editors)
        self._place.addWidget(shown)

    def _editor(self, part: Part) -> LineEdit | Choice | Pick:
        if part.seek is not None:
            names = part.words_of or {}
            picked = Pick(part.seek, lambda value: names.get(value, value), name=part.words, placeholder=part.words)
            picked.chosen_changed.connect(self.changed)
            return picked
        if part.options:
            chosen = Choice(part.options, name=part.words, empty=part.words)
            chosen.chosen_changed.connect(self.changed)
            return chosen
        line = LineEdit(name=part.words, placeholder=part.words)
        line.textEdited.connect(lambda _: self.changed.emit())
        if part.number:
            line.setMaxLength(5)
            line.setFixedWidth(72)
        return line

    def _value(self, part: Part, editor: LineEdit | Choice | Pick) -> Any:
        if isinstance(editor, Choice | Pick):
            return editor.value()
        text = editor.text().strip()
        if part.number:
            return int(text) if text.isdigit() else None
        return text or None

    def _remove(self, editors: dict[str, LineEdit | Choice | Pick], shown: QWidget) -> None:
        self._rows.remove(editors)
        self._place.removeWidget(shown)
        shown.hide()
        shown.deleteLater()
        self.more.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()


def _readable(part: Part, editor: LineEdit | Choice | Pick) -> bool:
    if isinstance(editor, Pick):
        return editor.known()
    text = editor.text().strip() if isinstance(editor, LineEdit) else ""
    return not part.number or not text or text.isdigit()
