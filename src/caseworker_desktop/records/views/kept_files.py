"""What says how long files are kept, read for everybody at once: whose cases are over, who took part in what, who is only known by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from caseworker_desktop.records.views.sql import in_turns, rows


@dataclass(frozen=True, slots=True)
class Files:
    """By person: when they were written down (unix ms), the last days of their closed cases, their projects; who has an open case, who is a
    mentor."""

    written: dict[bytes, int]
    closed: dict[bytes, list[str]]
    projects: dict[bytes, list[bytes | None]]
    open: set[bytes]
    mentors: set[bytes]


def files(connection: Connection) -> Files:
    """Return it of all who are here."""
    found = Files(
        dict(rows(connection, "SELECT p.id, p.created_at FROM k_person p NOT INDEXED WHERE LIVE(p)")), {}, {},
        {row[0] for row in rows(connection, "SELECT c.person FROM k_case c NOT INDEXED WHERE c.closed_on IS NULL AND LIVE(c)")},
        {row[0] for row in rows(connection, "SELECT m.person FROM k_mentor m WHERE LIVE(m)")})
    for person, closed in rows(connection, "SELECT c.person, c.closed_on FROM k_case c WHERE c.closed_on IS NOT NULL AND LIVE(c)"):
        found.closed.setdefault(person, []).append(closed)
    for person, project in rows(connection, "SELECT t.person, t.project FROM k_participation t NOT INDEXED WHERE LIVE(t)"):
        found.projects.setdefault(person, []).append(project)
    return found


def attended(connection: Connection, persons: Sequence[bytes]) -> set[bytes]:
    """Return those of `persons` of whom an attendance is on record."""
    return {row[0] for row in in_turns(connection, "SELECT DISTINCT a.person FROM k_attendance a WHERE a.person IN :of AND LIVE(a)", persons)}
