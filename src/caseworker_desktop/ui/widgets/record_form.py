"""A plain form made from a description of fields: names, editors, one sentence at what cannot be taken, the changed values out.

ui/shell/record_fields.py describes the fields of a declared kind; this file knows neither kinds nor lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.widgets.field import Field
from caseworker_desktop.ui.widgets.form_editors import Editor, make_editor
from caseworker_desktop.ui.widgets.pick import Options, Seek


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a form. `look`: line, text, int, decimal, phone, bool, date, pdate, time, choice, chips, pick, several, words.

    `placeholder` stands in an empty line; `options` for choice and chips; `seek` and `words_of` for pick and several. `wide`: takes the whole
    breadth of the form. `past`: a short date means a day that is over. `low`, `high`: the limits of a number. A name with a dot is a key of a
    map (`before.skills`).
    """

    name: str
    label: str
    look: str
    must: bool = False
    options: Options = ()
    seek: Seek | None = None
    words_of: Callable[[str], str] = str
    lines: int = 1
    hint: str = ""
    placeholder: str = ""
    wide: bool = False
    past: bool = False
    low: int | None = None
    high: int | None = None


class RecordForm(QWidget):
    """The fields in two columns (or `columns`). `touched` whenever a person changed something, `left` when the focus leaves an editor."""

    touched = Signal()
    left = Signal()

    def __init__(self, specs: Sequence[FieldSpec], texts: Texts, now: Callable[[], datetime], *, columns: int = 2) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._texts, self._columns = texts, columns
        self._wanted: set[str] | None = None
        self.specs = {spec.name: spec for spec in specs}
        self.editors: dict[str, Editor] = {spec.name: make_editor(spec, texts, now) for spec in specs}
        self.fields: dict[str, Field] = {
            spec.name: Field(spec.label, self.editors[spec.name].widget, hint=spec.hint, must=spec.must) for spec in specs}
        self._before: dict[str, Any] = dict.fromkeys(self.specs)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(12)
        self.setLayout(self._grid)
        self._lay()
        for name, editor in self.editors.items():
            editor.changed.connect(lambda name=name: self._touched(name))
            editor.left.connect(self.left)

    # ---- values -----------------------------------------------------------------------------------------------------------------------
    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show plain values (those of fields that are not here are left alone); `changed` compares with them."""
        for name, editor in self.editors.items():
            editor.show(_inner(values, name))
            self.fields[name].set_error(None)
            self._before[name] = editor.value() if editor.readable() else None

    def values(self) -> dict[str, Any]:
        """Return the plain values of all fields; call `check` first."""
        return _nested({name: editor.value() for name, editor in self.editors.items()})

    def changed(self) -> dict[str, Any]:
        """Return the plain values of the fields that a person changed since `show_values`; a map is given whole. Call `check` first."""
        now = {name: editor.value() for name, editor in self.editors.items()}
        stems = {name.partition(".")[0] for name in now if now[name] != self._before[name]}
        return _nested({name: value for name, value in now.items() if name.partition(".")[0] in stems})

    def is_touched(self) -> bool:
        """Tell whether anything differs from what was shown, half typed or not."""
        return any(not editor.readable() or editor.value() != self._before[name] for name, editor in self.editors.items())

    def typed(self) -> dict[str, Any]:
        """Return what stands in the editors as it was typed, for a draft (JSON)."""
        return {name: editor.typed() for name, editor in self.editors.items()}

    def show_typed(self, typed: Mapping[str, Any]) -> None:
        """Show a draft again; what it is compared with stays."""
        for name, editor in self.editors.items():
            if name in typed:
                editor.show_typed(typed[name])

    # ---- errors ------------------------------------------------------------------------------------------------------------------------
    def check(self) -> bool:
        """Say at each field what cannot be taken; return whether everything can. The first wrong field gets the focus."""
        wrong = {name: sentence for name in self.specs if (sentence := self._wrong(name))}
        for name, field in self.fields.items():
            field.set_error(wrong.get(name))
        self._focus(next(iter(wrong), None))
        return not wrong

    def show_refused(self, field: str | None, sentence: str) -> bool:
        """Show a refusal at its field; False when that field is not here (then nothing is shown)."""
        found = self.fields.get(field or "") or next((each for name, each in self.fields.items() if name.partition(".")[0] == field), None)
        if found is None:
            return False
        found.set_error(sentence)
        found.editor.setFocus()
        return True

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting anything be changed."""
        for editor in self.editors.values():
            editor.set_read_only(read_only)

    def set_columns(self, columns: int) -> None:
        """Lay the fields in one column or more."""
        if columns != self._columns:
            self._columns = columns
            self._lay()

    def show_fields(self, names: Iterable[str]) -> None:
        """Show only these fields (the others keep their values)."""
        self._wanted = set(names)
        self._lay()

    def set_options(self, name: str, options: Options) -> None:
        """Offer other codes in a choice."""
        self.editors[name].set_options(options)

    def take_focus(self) -> None:
        """Put the cursor into the first field."""
        self._focus(next(iter(self.fields), None))

    # ---- inside -------------------------------------------------------------------------------------------------------------------------
    def _lay(self) -> None:
        while self._grid.takeAt(0) is not None:
            pass
        line = column = 0
        for name, field in self.fields.items():
            here = self._wanted is None or name in self._wanted
            if field.parent() is None:
                field.setParent(self)
            field.setVisible(here)
            if not here:
                continue
            wide = self.specs[name].wide or self.specs[name].lines > 1
            if wide and column:
                line, column = line + 1, 0
            self._grid.addWidget(field, line, column, 1, self._columns if wide else 1)
            column += self._columns if wide else 1
            if column >= self._columns:
                line, column = line + 1, 0
        for at in range(3):
            self._grid.setColumnStretch(at, 1 if at < self._columns else 0)

    def _touched(self, name: str) -> None:
        self.fields[name].set_error(None)
        self.touched.emit()

    def _wrong(self, name: str) -> str:
        spec, editor = self.specs[name], self.editors[name]
        if not editor.readable():
            return self._unreadable(spec)
        if spec.must and editor.value() in (None, [], ""):
            return self._texts.say(message("ui_form.must"))
        return ""

    def _unreadable(self, spec: FieldSpec) -> str:
        example = self._texts.date("2026-12-09")
        if spec.look in ("date", "time"):
            return self._texts.say(message("date.wrong", example=example))
        if spec.look == "pdate":
            return self._texts.say(message("date.wrong_partly", example=example))
        if spec.look in ("pick", "several"):
            return self._texts.say(message("ui_form.choose_of_list"))
        if spec.low is not None and spec.high is not None:
            return self._texts.say(message("ui_form.number_between", low=spec.low, high=spec.high))
        return self._texts.say(message("ui_form.number_wrong"))

    def _focus(self, name: str | None) -> None:
        if name is not None:
            self.fields[name].editor.setFocus(Qt.FocusReason.OtherFocusReason)


def _inner(values: Mapping[str, Any], name: str) -> Any:
    stem, _, key = name.partition(".")
    value = values.get(stem)
    return (value or {}).get(key) if key else value


def _nested(flat: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in flat.items():
        stem, _, key = name.partition(".")
        if key:
            inner = found.setdefault(stem, {})
            if value is not None:
                inner[key] = value
        else:
            found[name] = value
    return found
