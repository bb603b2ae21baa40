"""The ground that every figure stands on: the project, the day, and who is one with whom."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cached_property
from typing import Any, Protocol

from caseworker_desktop.kernel import ids
from caseworker_desktop.records.views.sql import rows, spelled
from caseworker_desktop.report import rows as kept
from caseworker_desktop.report.joined import faces, sets_with
from caseworker_desktop.report.periods import EARLIEST, Span, first_day

#: Words that statements of this room are spelled with. OURS: participants and group members, and those found to be one with them. DAYS: the day of
#: a session as written. CELL: what makes a cell of sessions, as one text. THERE: somebody came. KNOWN: of no deleted person.
FIRSTHAND = (
    "SELECT m.person FROM k_participation m WHERE m.project = :project AND LIVE(m) UNION SELECT gm.person FROM k_group_member gm "
    'JOIN k_group gg ON gg.id = gm."group" WHERE gg.project = :project AND LIVE(gm) AND LIVE(gg)'
)
_OURS = f"IN ({FIRSTHAND} UNION SELECT i.id FROM k_person i WHERE i.id IN :joined)"  # noqa: S608 -- constants
_DAY = "substr(s.starts_at, 1, 10)"
_CELL = f"json_array(s.kind, s.subject, s.services, s.parts, hex(s.institution), s.lost_reason, {_DAY} < :first OR {_DAY} > :last)"
_REACHED = "LIVE(a) AND a.status IN ('present', 'late') AND a.person KNOWN"
_KNOWN = "NOT IN (SELECT d.id FROM k_person d WHERE d.fl != 0 AND (d.fl & 4) != 0)"
_WORDS = (("OURS", _OURS), ("CELL", _CELL), ("DAYS", _DAY), ("THERE", _REACHED), ("KNOWN", _KNOWN))


class Memory(Protocol):
    """Keeps what was read of sessions while nothing is written, so that the next look costs little."""

    def get(self, name: str) -> Any | None:
        """Return what is kept under a name for these days, or None."""
        ...

    def put(self, name: str, value: Any) -> None:
        """Keep a value of lists, numbers, texts and bytes."""
        ...


class Forgetful:
    """Keeps nothing."""

    def get(self, name: str) -> Any | None:
        return None

    def put(self, name: str, value: Any) -> None:
        return None


class Ground:
    """The project of a report as of `day`, and of what happens within a span, what happened from `since` to `until` (None: to the day)."""

    def __init__(self, reading: Any, project: Any, day: str, since: str | None, until: str | None = None, memory: Memory | None = None) -> None:
        self.memory: Memory = memory or Forgetful()
        self.reading, self.day, self.since, self.until = reading, day, since, min(until or day, day)
        self._connection = reading.connection
        self.bounded = since is not None
        self.key = ids.to_bytes(project.id)
        parts = {row.id: row.name for row in reading.rows("project_part", project=project.id)}
        self.project = kept.Project(
            project.id, project.code, Span.of(project.period_from, project.period_to),
            first_day(project.period_from) if project.period_from else None, project.role, frozenset(project.target_groups), parts,
        )
        self._texts: dict[bytes, str] = {}

    def rows(self, statement: str, **values: Any) -> Iterable[Any]:
        """Return the rows of a statement spelled with this room's words."""
        for word, told in _WORDS:
            statement = statement.replace(word, told)
        return rows(self._connection, statement, **values)

    def each(self, statement: str, **values: Any) -> Iterable[Any]:
        """Yield the rows of a statement without lists, as the database finds them: for very many."""
        for word, told in _WORDS:
            statement = statement.replace(word, told)
        raw: Any = self._connection.connection.driver_connection
        rows: Iterable[Any] = raw.execute(spelled(statement), values)
        return rows

    def ours(self, statement: str, **values: Any) -> Iterable[Any]:
        """Return the rows of a statement that says OURS."""
        return self.rows(statement, project=self.key, joined=self.joined, **values)

    @cached_property
    def _face(self) -> dict[bytes, bytes]:
        judged: dict[tuple[bytes, bytes], bool] = {}
        for a, b, joined in self.rows("SELECT s.a, s.b, s.joined FROM k_same s WHERE LIVE(s) ORDER BY s.clk, s.id"):
            judged[min(a, b), max(a, b)] = bool(joined)
        return faces(pair for pair, joined in judged.items() if joined)

    @cached_property
    def joined(self) -> list[bytes]:
        """Every id that is one with a person of the project."""
        return sets_with(self._face, (row[0] for row in self.rows(FIRSTHAND, project=self.key)))

    def one(self, raw: bytes) -> str:
        """Return the id, as text, under which a person or partner counts."""
        told = self._texts.get(raw)
        if told is None:
            told = self._texts[raw] = ids.to_text(self._face.get(raw, raw))
        return told

    def window(self) -> dict[str, Any]:
        """Return the project, its period, and the days asked for, as statements about sessions name them."""
        span = self.project.span
        return {"project": self.key, "first": span.first, "last": span.last, "since": self.since or EARLIEST, "day": self.until}


def sessions_held(reading: Any) -> tuple[int, str, str]:
    """Return about how many sessions a workspace holds, counted only so far as it matters, and the days of the first and the last of them."""
    statement = (
        "SELECT (SELECT count(*) FROM (SELECT 1 FROM k_session LIMIT 20001)), "
        "(SELECT substr(min(starts_at), 1, 10) FROM k_session WHERE starts_at IS NOT NULL), "  # told, so that the index of days answers
        "(SELECT substr(max(starts_at), 1, 10) FROM k_session WHERE starts_at IS NOT NULL)"
    )
    many, earliest, latest = rows(reading.connection, statement)[0]
    return many, earliest or "", latest or ""


def set_of(column: str | None) -> frozenset[str]:
    """Return a set's column."""
    return frozenset(json.loads(column)) if column else frozenset()
