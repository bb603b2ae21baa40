"""Says the labels of a paper in its language and, on a paper in two languages, in the second one beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from caseworker_desktop.kernel.message import Message
from caseworker_desktop.paper.model import Label
from caseworker_desktop.records.lists import local_name
from caseworker_desktop.texts import Texts


class Names(Protocol):
    """Where a code gets its name (records/lists.py)."""

    def name(self, list_: str, code: str, language: str) -> str:
        """Return the name of the code in the language."""
        ...

    def codes(self, list_: str) -> Sequence[str]:
        """Return the codes of a list in its order."""
        ...

    def row(self, list_: str, code: str) -> Mapping[str, Any] | None:
        """Return a code's row with the list's extra columns, or None."""
        ...


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts of one paper: `first` is its language, `second` the other one or None."""

    first: Texts
    second: Texts | None
    lists: Names

    def label(self, said: Message) -> Label:
        """Return a text of the house in each of the paper's languages."""
        return tuple(texts.say(said) for texts in self._both())

    def code(self, list_: str, code: str) -> Label:
        """Return the name of a code in each of the paper's languages."""
        return tuple(self.lists.name(list_, code, texts.language) for texts in self._both())

    def institution(self, row: Mapping[str, Any]) -> str:
        """Return an institution's name for the paper's language, else its own."""
        return local_name(row, self.first.language) or str(row.get("code") or "")

    def say(self, said: Message) -> str:
        """Return a text in the paper's language alone."""
        return self.first.say(said)

    def date(self, value: str | None) -> str:
        """Return a day in the paper's short form, nothing for None."""
        return self.first.date(value) if value else ""

    def _both(self) -> tuple[Texts, ...]:
        return (self.first,) if self.second is None else (self.first, self.second)


def wording(texts_of: Callable[[str], Texts], lists: Names, language: str, second: str | None) -> Wording:
    """Return the wording of a paper in `language`; a second language equal to the first is none."""
    return Wording(texts_of(language), texts_of(second) if second and second != language else None, lists)
