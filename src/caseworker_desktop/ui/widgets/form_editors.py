"""The editors of a plain form: each shows a plain value and gives one back, or says that what was typed cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.widgets.chips import ChipGroup, Group, Segmented
from caseworker_desktop.ui.widgets.date_field import DateEdit
from caseworker_desktop.ui.widgets.editors import Choice, LineEdit, TextEdit
from caseworker_desktop.ui.widgets.moment_edit import MomentEdit
from caseworker_desktop.ui.widgets.pick import Options, Pick, PickSeveral, Seek

YES, NO, UNKNOWN = "yes", "no", "unknown"
_TRUTH = {YES: True, NO: False, UNKNOWN: None}


class Spec(Protocol):
    """What an editor is told of its field (see FieldSpec)."""

    @property
    def label(self) -> str:
        """Return the field's name."""
        ...

    @property
    def look(self) -> str:
        """Return the kind of editor."""
        ...

    @property
    def placeholder(self) -> str:
        """Return what stands in the empty line."""
        ...

    @property
    def must(self) -> bool:
        """Return whether it must be filled."""
        ...

    @property
    def options(self) -> Options:
        """Return the codes offered."""
        ...

    @property
    def seek(self) -> Seek | None:
        """Return how the list is searched."""
        ...

    @property
    def words_of(self) -> Callable[[str], str]:
        """Return how a value is said."""
        ...

    @property
    def lines(self) -> int:
        """Return how many lines the text may need."""
        ...

    @property
    def past(self) -> bool:
        """Return whether short dates lie behind."""
        ...

    @property
    def low(self) -> int | None:
        """Return the least number."""
        ...

    @property
    def high(self) -> int | None:
        """Return the greatest number."""
        ...


class Editor(QObject):
    """One editor behind one face. `changed` when a person changed it, `left` when the focus leaves it."""

    changed = Signal()
    left = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.widget = widget

    def value(self) -> Any:
        """Return the plain value, None when there is none."""
        raise NotImplementedError

    def show(self, value: Any) -> None:
        """Show a plain value silently."""
        raise NotImplementedError

    def readable(self) -> bool:
        """Tell whether what stands there can be taken."""
        return True

    def typed(self) -> Any:
        """Return what stands there, for a draft."""
        return self.value()

    def show_typed(self, typed: Any) -> None:
        """Show what a draft kept."""
        self.show(typed)

    def set_read_only(self, read_only: bool) -> None:
        """Forbid or allow changing."""
        self.widget.setEnabled(not read_only)

    def set_options(self, options: Options) -> None:
        """Offer other codes; only a choice can."""
        raise TypeError(type(self.widget).__name__)


class _Line(Editor):
    """A line or several lines of text, a phone number, a number."""

    def __init__(self, spec: Spec) -> None:
        self._line: LineEdit | TextEdit = TextEdit(name=spec.label, lines=min(spec.lines, 5)) if spec.look == "text" else LineEdit(name=spec.label)
        super().__init__(self._line)
        self._line.setPlaceholderText(spec.placeholder)
        self._look, self._low, self._high = spec.look, spec.low, spec.high
        self._words_of = spec.words_of
        self._showing = False
        self._line.textChanged.connect(self._told)
        self._line.left.connect(self.left)

    def _told(self, *_: object) -> None:
        if not self._showing:
            self.changed.emit()

    def _text(self) -> str:
        return (self._line.text() if isinstance(self._line, LineEdit) else self._line.toPlainText()).strip()

    def value(self) -> Any:
        text = self._text()
        if not text:
            return None
        if self._look == "int":
            return int(text) if self.readable() else None
        if self._look == "decimal":
            return text.replace(",", ".").replace(" ", "") if self.readable() else None
        return text

    def readable(self) -> bool:
        text = self._text()
        if not text or self._look not in ("int", "decimal"):
            return True
        try:
            number = Decimal(text.replace(",", ".").replace(" ", ""))
        except InvalidOperation:
            return False
        if not number.is_finite() or (self._look == "int" and number != int(number)):
            return False
        return (self._low is None or number >= self._low) and (self._high is None or number <= self._high)

    def show(self, value: Any) -> None:
        self.show_typed("" if value is None else self._words_of(str(value)))

    def typed(self) -> Any:
        return self._text()

    def show_typed(self, typed: Any) -> None:
        self._showing = True
        if isinstance(self._line, LineEdit):
            self._line.setText(str(typed or ""))
            self._line.setCursorPosition(0)
        else:
            self._line.setPlainText(str(typed or ""))
        self._showing = False

    def set_read_only(self, read_only: bool) -> None:
        if isinstance(self._line, TextEdit):
            self._line.set_read_only(read_only)
        else:
            self._line.setReadOnly(read_only)


class _Day(Editor):
    """A day, or a date of known precision."""

    def __init__(self, spec: Spec, texts: Texts, now: Callable[[], datetime]) -> None:
        self._day = DateEdit(texts, lambda: now().date(), partly=spec.look == "pdate", past=spec.past)
        super().__init__(self._day)
        self._day.setAccessibleName(spec.label)
        self._day.value_changed.connect(self.changed)
        self._day.left.connect(self.left)

    def value(self) -> Any:
        return self._day.value() or None

    def readable(self) -> bool:
        return self._day.value() is not None

    def show(self, value: Any) -> None:
        self._day.set_value(value)

    def typed(self) -> Any:
        return self._day.text()

    def show_typed(self, typed: Any) -> None:
        self._day.setText(str(typed or ""))

    def set_read_only(self, read_only: bool) -> None:
        self._day.setReadOnly(read_only)


class _Moment(Editor):
    """A day and an hour."""

    def __init__(self, texts: Texts, now: Callable[[], datetime]) -> None:
        self._moment = MomentEdit(texts, now, hour_name=texts.say(message("ui_form.hour")))
        super().__init__(self._moment)
        self._moment.value_changed.connect(self.changed)
        self._moment.left.connect(self.left)

    def value(self) -> Any:
        return self._moment.value() or None

    def readable(self) -> bool:
        return self._moment.value() is not None

    def show(self, value: Any) -> None:
        self._moment.set_value(value)

    def typed(self) -> Any:
        return [self._moment.day.text(), self._moment.hour.text()]

    def show_typed(self, typed: Any) -> None:
        if isinstance(typed, list) and len(typed) == 2:
            self._moment.day.setText(str(typed[0]))
            self._moment.hour.setText(str(typed[1]))

    def set_read_only(self, read_only: bool) -> None:
        self._moment.set_read_only(read_only)


class _Chosen(Editor):
    """One of many codes."""

    def __init__(self, spec: Spec) -> None:
        self._choice = Choice(spec.options, name=spec.label, empty="–")
        super().__init__(self._choice)
        self._choice.chosen_changed.connect(self.changed)
        self._choice.left.connect(self.left)

    def value(self) -> Any:
        return self._choice.value()

    def show(self, value: Any) -> None:
        self._choice.choose(value)

    def set_options(self, options: Options) -> None:
        self._choice.set_options(options, empty="–")


class _Truth(Editor):
    """Yes, no, not known."""

    def __init__(self, spec: Spec, texts: Texts) -> None:
        words = ((YES, texts.say(message("ui_form.yes"))), (NO, texts.say(message("ui_form.no"))))
        self._group = Segmented(spec.label, words if spec.must else (*words, (UNKNOWN, "–")), YES if spec.must else UNKNOWN)
        super().__init__(self._group)
        self._group.chosen_changed.connect(self.changed)

    def value(self) -> Any:
        return _TRUTH[self._group.value()]

    def show(self, value: Any) -> None:
        self._group.choose([YES if value else NO if value is False or len(self._group.buttons()) == 2 else UNKNOWN])


class _Chips(Editor):
    """Some of few codes."""

    def __init__(self, spec: Spec) -> None:
        longest = max((len(words) for _, words in spec.options), default=0)
        self._group: Group = ChipGroup(spec.label, spec.options, columns=4 if longest <= 12 else 3 if longest <= 18 else 2)
        super().__init__(self._group)
        self._group.chosen_changed.connect(self.changed)

    def value(self) -> Any:
        return sorted(self._group.chosen())

    def show(self, value: Any) -> None:
        self._group.choose(value or ())


class _Found(Editor):
    """One of a long list, found by its letters."""

    def __init__(self, spec: Spec, texts: Texts) -> None:
        assert spec.seek is not None
        self._pick = Pick(spec.seek, spec.words_of, name=spec.label, placeholder=texts.say(message("ui_form.type_to_find")))
        super().__init__(self._pick)
        self._pick.chosen_changed.connect(self.changed)
        self._pick.textEdited.connect(lambda _: self.changed.emit())
        self._pick.left.connect(self.left)

    def value(self) -> Any:
        return self._pick.value()

    def readable(self) -> bool:
        return self._pick.known()

    def show(self, value: Any) -> None:
        self._pick.choose(value)

    def set_read_only(self, read_only: bool) -> None:
        self._pick.set_read_only(read_only)


class _Several(Editor):
    """Several of a long list, or any words."""

    def __init__(self, spec: Spec, texts: Texts) -> None:
        hint = message("ui_form.type_to_add") if spec.look == "words" else message("ui_form.type_to_find")
        self._several = PickSeveral(
            spec.seek if spec.look == "several" else None, spec.words_of, name=spec.label, placeholder=texts.say(hint),
            take_out=lambda words: texts.say(message("ui_form.take_out", what=words)))
        super().__init__(self._several)
        self._several.chosen_changed.connect(self.changed)
        self._several.line.textEdited.connect(lambda _: self.changed.emit())
        self._several.left.connect(self.left)

    def value(self) -> Any:
        return sorted(self._several.chosen())

    def readable(self) -> bool:
        return self._several.known()

    def show(self, value: Any) -> None:
        self._several.choose(value or ())

    def set_read_only(self, read_only: bool) -> None:
        self._several.set_read_only(read_only)


def make_editor(spec: Spec, texts: Texts, now: Callable[[], datetime]) -> Editor:
    """Return the editor of a field. Raises KeyError for a look that is none."""
    makers: dict[str, Callable[[], Editor]] = {
        **dict.fromkeys(("line", "text", "int", "decimal", "phone"), lambda: _Line(spec)),
        **dict.fromkeys(("date", "pdate"), lambda: _Day(spec, texts, now)),
        "time": lambda: _Moment(texts, now), "choice": lambda: _Chosen(spec), "bool": lambda: _Truth(spec, texts), "chips": lambda: _Chips(spec),
        "pick": lambda: _Found(spec, texts), "several": lambda: _Several(spec, texts), "words": lambda: _Several(spec, texts),
    }
    return makers[spec.look]()
