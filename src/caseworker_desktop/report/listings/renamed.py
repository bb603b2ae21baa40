"""An institution that was renamed is one row of a table: under its newest name that occurs in the records."""

from __future__ import annotations

from caseworker_desktop.records.organisation.chain import Institutions


def newest(institutions: Institutions, id_: str, seen: frozenset[str]) -> frozenset[str]:
    """Return those of `seen` with which an institution counts: what came after it, near or far, and has nothing after itself among `seen`.

    Itself where nothing came after. Several where one became several and nobody said which: it counts with each.
    """
    later = {one for one in seen if one != id_ and id_ in _before(institutions, one)}
    last = {one for one in later if not any(one in _before(institutions, other) for other in later if other != one)}
    return frozenset(last or {id_})


def _before(institutions: Institutions, id_: str) -> set[str]:
    found: set[str] = set()
    row = institutions.get(id_)
    while row is not None and (earlier := row.get("successor_of")) and earlier not in found and earlier != id_:
        found.add(str(earlier))
        row = institutions.get(earlier)
    return found
