"""Persons, or partners, found to be one: which ids stand for which face, and what was judged of a pair."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection

from caseworker_desktop.records.views.sql import rows


@dataclass(frozen=True)
class Joined:
    """`judged`: what the `same` operations say of each pair (smaller id first): found to be one, or to be two."""

    judged: Mapping[tuple[bytes, bytes], bool]

    @cached_property
    def faces(self) -> dict[bytes, bytes]:
        """The smallest id of its joined set, for every id that is joined with another."""
        above: dict[bytes, bytes] = {}

        def top(id_: bytes) -> bytes:
            while (higher := above.get(id_, id_)) != id_:
                above[id_] = above.get(higher, higher)
                id_ = above[id_]
            return id_

        for (a, b), one in self.judged.items():
            if one:
                first, second = top(a), top(b)
                above.setdefault(first, first)
                above.setdefault(second, second)
                above[max(first, second)] = min(first, second)
        return {id_: top(id_) for id_ in above}

    @cached_property
    def _sets(self) -> dict[bytes, list[bytes]]:
        out: dict[bytes, list[bytes]] = {}
        for id_, face in self.faces.items():
            out.setdefault(face, []).append(id_)
        return {face: sorted(many) for face, many in out.items()}

    def face(self, id_: bytes) -> bytes:
        """Return the id under which a person or partner counts and is shown."""
        return self.faces.get(id_, id_)

    def of(self, id_: bytes) -> list[bytes]:
        """Return every id of the joined set that `id_` is in, the face first."""
        return self._sets.get(self.face(id_), [id_])

    def behind(self) -> list[bytes]:
        """Return the ids that stand behind another as their face."""
        return sorted(id_ for id_, face in self.faces.items() if face != id_)

    def expanded(self, some: Iterable[bytes]) -> frozenset[bytes]:
        """Return some ids with all that are one with them."""
        return frozenset(one for id_ in some for one in self.of(id_))


def joined(connection: Connection) -> Joined:
    """Return what the `same` operations say; of several about one pair the latest written speaks."""
    judged: dict[tuple[bytes, bytes], bool] = {}
    for a, b, one in rows(connection, "SELECT s.a, s.b, s.joined FROM k_same s WHERE LIVE(s) ORDER BY s.clk, s.id"):
        if a is not None and b is not None and a != b:
            judged[min(a, b), max(a, b)] = bool(one)
    return Joined(judged)
