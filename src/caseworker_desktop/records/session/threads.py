"""Notes and what amends them, in the order in which they are read: an amendment stands under the note that it adds to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol, TypeVar


class Signed(Protocol):
    """What the order needs of a note."""

    @property
    def id(self) -> str:
        """Return the note's id."""
        ...

    @property
    def amends(self) -> str | None:
        """Return the note it adds to."""
        ...

    @property
    def signed_on(self) -> str:
        """Return when it was signed."""
        ...


N = TypeVar("N", bound=Signed)


def threaded(notes: Iterable[N]) -> list[N]:
    """Return the notes by time of signing, each followed by what amends it; one whose first is not among them stands for itself."""
    ordered = sorted(notes, key=lambda one: (one.signed_on, one.id))
    here = {one.id for one in ordered}
    under: dict[Any, list[N]] = {}
    for one in ordered:
        under.setdefault(one.amends if one.amends in here and one.amends != one.id else None, []).append(one)
    out: list[N] = []
    waiting = list(reversed(under.pop(None, [])))
    while waiting:
        one = waiting.pop()
        out.append(one)
        waiting.extend(reversed(under.pop(one.id, [])))
    return out + [one for rest in under.values() for one in rest]  # two that amend each other: read, not lost
