"""An institution under all its names: a renaming is a new record that succeeds the old one, and the chain counts as one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caseworker_desktop.records.lists import local_name
from caseworker_desktop.records.validity import valid_on

Institutions = Mapping[str, Mapping[str, Any]]
"""Institutions as plain records, by id."""


def chain(institutions: Institutions, id_: str) -> frozenset[str]:
    """Return the ids that count as one with an institution: itself, what it succeeded and what succeeded it, near and far.

    Two successors of one old institution do not count as one with each other.
    """
    return frozenset({id_, *_before(institutions, id_), *_after(institutions, id_)})


def standing_on(institutions: Institutions, id_: str, day: str) -> str:
    """Return the id in the chain of an institution that was valid on `day` (YYYY-MM-DD).

    The institution itself where it was valid, where none was, or where several were (one prison became two and nobody said which).
    """
    known = institutions.get(id_)
    if known is None or valid_on(known, day):
        return id_
    for others in (_before(institutions, id_), _after(institutions, id_)):
        standing = [one for one in others if valid_on(institutions[one], day)]
        if len(standing) == 1:
            return standing[0]
    return id_


def name_on(institutions: Institutions, id_: str, day: str, language: str) -> str:
    """Return the name an institution bore on `day` (YYYY-MM-DD) in `language`, else in its country's own; its code when it has none."""
    row = institutions.get(standing_on(institutions, id_, day))
    return (local_name(row, language) or str(row.get("code") or "")) if row is not None else ""


def _before(institutions: Institutions, id_: str) -> list[str]:
    found: list[str] = []
    row = institutions.get(id_)
    while row is not None and (earlier := row.get("successor_of")) and earlier not in (id_, *found) and earlier in institutions:
        found.append(earlier)
        row = institutions[earlier]
    return found


def _after(institutions: Institutions, id_: str) -> list[str]:
    found: list[str] = []
    search = [id_]
    while search:
        here = search.pop(0)
        for later in sorted(one for one, row in institutions.items() if row.get("successor_of") == here):
            if later != id_ and later not in found:
                found.append(later)
                search.append(later)
    return found
