"""The places of a project: its parts of that kind, else its municipalities, so that participants, pledges and talks of a place come together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from caseworker_desktop.kernel.folding import fold

#: So many letters of a word may differ in its ending (Ignalinos rajonas, Ignalinos rajono savivaldybė).
_ENDING = 2


@dataclass(frozen=True, slots=True)
class Place:
    """A place: its key (a municipality's code where it is one, else the part's id) and name."""

    key: str
    name: str
    part: str | None = None


class Places:
    """Tells where a record belongs. Without places of its own a project has those that its records name."""

    def __init__(self, parts: Mapping[str, str], municipalities: Sequence[str], names: Mapping[str, str]) -> None:
        """`parts`: the project's parts of the kind place, by id; `municipalities`: the codes it names; `names` of all municipalities by code."""
        self._names = names
        first = [*municipalities, *(code for code in names if code not in municipalities)]
        self.known: tuple[Place, ...]
        if parts:
            told = ((id_, name, next((code for code in first if same(name, names.get(code, ""))), None)) for id_, name in parts.items())
            self.known = tuple(Place(code or id_, name, id_) for id_, name, code in told)
        else:
            self.known = tuple(Place(code, names.get(code, code)) for code in municipalities)
        self._of_part = {place.part: place.key for place in self.known if place.part}
        self._keys = frozenset(place.key for place in self.known)

    def of(self, parts: Iterable[str], municipalities: Iterable[str | None]) -> frozenset[str]:
        """Return the keys of a record's places: by its parts, else by its municipalities."""
        by_part = frozenset(self._of_part[one] for one in parts if one in self._of_part)
        if by_part:
            return by_part
        told = frozenset(one for one in municipalities if one)
        return told & self._keys if self.known else told

    def name(self, key: str) -> str:
        """Return a place's name."""
        return next((place.name for place in self.known if place.key == key), "") or self._names.get(key, key)


def same(part: str, municipality: str) -> bool:
    """Tell whether a part's name names a municipality: its first two words, whatever their endings, are those of the municipality."""
    one, other = fold(part).split()[:2], fold(municipality).split()[:2]
    if not one or len(one) != len(other):
        return False
    return all(a[: max(len(a) - _ENDING, 3)] == b[: max(len(a) - _ENDING, 3)] for a, b in zip(one, other, strict=True))
