"""Records found to be one: every id of a joined set stands for the smallest, its face."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def faces(pairs: Iterable[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    """Return the face of every id that stands in a pair; other ids are their own."""
    above: dict[bytes, bytes] = {}

    def top(id_: bytes) -> bytes:
        while (higher := above.get(id_, id_)) != id_:
            above[id_] = above.get(higher, higher)
            id_ = above[id_]
        return id_

    for a, b in pairs:
        one, other = top(a), top(b)
        above.setdefault(a, a)
        above.setdefault(b, b)
        if one != other:
            above[max(one, other)] = min(one, other)
    return {id_: top(id_) for id_ in above}


def sets_with(face: Mapping[bytes, bytes], some: Iterable[bytes]) -> list[bytes]:
    """Return every id whose joined set holds one of `some`."""
    wanted = {face[id_] for id_ in some if id_ in face}
    return sorted(id_ for id_, its in face.items() if its in wanted)
