"""A record's plain value in words: codes by name, dates as written here, references by what they point to. Plain Python."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts

NameOf = Callable[[tuple[str, ...], str], str]
"""(kinds a reference may point to, id) → the name of the record."""
CodeName = Callable[[str, str], str]
"""(list, code) → the code's name."""
DELETED = "deleted"


class Field(Protocol):
    """What is read of a declared field."""

    @property
    def name(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def kinds(self) -> tuple[str, ...]: ...
    @property
    def codes(self) -> str | None: ...
    @property
    def group(self) -> str | None: ...
    @property
    def shape(self) -> str: ...
    @property
    def lines(self) -> int: ...
    @property
    def parts(self) -> tuple[Any, ...]: ...
    def part(self, name: str) -> Any:
        """Return the field of an item's or a map's key, or None."""
        ...


class Kind(Protocol):
    """What is read of a declared kind."""

    @property
    def name(self) -> str: ...
    @property
    def fields(self) -> tuple[Any, ...]: ...
    @property
    def title(self) -> tuple[str, ...]: ...


class Words:
    """Says fields and values of records."""

    def __init__(self, texts: Texts, kinds: Mapping[str, Kind], code_name: CodeName, name_of: NameOf) -> None:
        self._texts, self._kinds, self._code_name, self._name_of = texts, kinds, code_name, name_of

    def kinds(self) -> frozenset[str]:
        """Return the kinds that have words."""
        return frozenset(self._kinds)

    def kind(self, kind: str) -> str:
        """Return the name of a kind; for what the program keeps for itself, that it is a record."""
        return self._texts.kind(kind) if kind in self._kinds else self._texts.say(message("inbox.some_record"))

    def title(self, kind: str, plain: Mapping[str, Any]) -> str:
        """Return what names a record: its title fields in words."""
        declared = self._kinds.get(kind)
        fields = {one.name: one for one in declared.fields} if declared is not None else {}
        named = [fields[name] for name in declared.title if name in fields] if declared is not None else []
        return " ".join(self._one(one, plain[one.name]) for one in named if plain.get(one.name) and one.type != "ref")

    def field(self, kind: str, register: str) -> str:
        """Return the name of a field, of a group of fields, or of one element of a set."""
        if kind not in self._kinds:
            return register
        if register == DELETED:
            return self._texts.say(message("inbox.field.deleted"))
        stem, _, element = register.partition("/")
        members = self._group(kind, stem)
        if members:
            return ", ".join(self._texts.label(kind, one.name) for one in members)
        label = self._texts.label(kind, stem)
        field = self._field(kind, stem)
        if not element or field is None:
            return label
        part = field.part(element)
        shown = self._texts.label(kind, f"{stem}.{part.name}") if part is not None and part.name == element and not field.codes else None
        return f"{label}: {shown or self._one(field, element)}"

    def writable(self, kind: str, register: str) -> tuple[str, ...]:
        """Return the fields that a person fills to write another value into a register; none for what can only be chosen (an element, a list)."""
        members = self._group(kind, register)
        if members:
            return tuple(one.name for one in members)
        field = self._field(kind, register)
        return (register,) if field is not None and field.shape == "one" else ()

    def together(self, kind: str, register: str, values: Sequence[Any]) -> str | None:
        """Return both texts as one, for a person to go on from; None for what is no text."""
        field = self._field(kind, register)
        said = [str(one) for one in values if one]
        if field is None or field.type != "text" or field.codes or field.shape != "one" or len(said) < 2:
            return None
        return ("\n" if field.lines > 1 else "; ").join(said)

    def value(self, kind: str, register: str, value: Any) -> str:
        """Return a value in words."""
        if register == DELETED:
            return self._texts.say(message("inbox.value.deleted") if value else message("inbox.value.kept"))
        stem, slash, element = register.partition("/")
        if value is None:
            return self._texts.say(message("inbox.value.none"))
        members = self._group(kind, stem)
        if members and isinstance(value, Mapping):
            return ", ".join(self._one(one, value.get(one.name)) for one in members if value.get(one.name) is not None)
        field = self._field(kind, stem)
        if field is None:
            return str(value)
        if slash and isinstance(value, bool):
            return self._texts.say(message("inbox.value.in_set") if value else message("inbox.value.not_in_set"))
        return self._one(field.part(element) or field if slash else field, value)

    def _one(self, field: Field, value: Any) -> str:
        texts = self._texts
        if value is None:
            return texts.say(message("inbox.value.none"))
        if isinstance(value, bool):
            return texts.say(message("inbox.value.yes") if value else message("inbox.value.no"))
        if isinstance(value, Mapping):
            parts = {part.name: part for part in field.parts}
            return "; ".join(self._one(parts.get(str(name), field), one) if name in parts else f"{name}: {one}" for name, one in value.items())
        if isinstance(value, (list, tuple)):
            return ", ".join(self._one(field, one) for one in value)
        if field.codes is not None:
            return self._code_name(field.codes, str(value))
        if field.type == "ref":
            return self._name_of(field.kinds, str(value))
        if field.type in ("date", "pdate"):
            return texts.date(str(value))
        if field.type in ("int", "decimal"):
            return texts.number(str(value))
        return str(value)

    def _field(self, kind: str, name: str) -> Field | None:
        declared = self._kinds.get(kind)
        return next((one for one in declared.fields if one.name == name), None) if declared is not None else None

    def _group(self, kind: str, name: str) -> list[Field]:
        declared = self._kinds.get(kind)
        return [one for one in declared.fields if one.group == name] if declared is not None else []
