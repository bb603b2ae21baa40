"""What happened with a person, newest first: sessions, notes, plans, consents, outcomes, stays and tasks in one line of events."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.clock import time_text
from caseworker_desktop.records.session.threads import threaded
from caseworker_desktop.records.views.joined import joined
from caseworker_desktop.records.views.sql import rows, text_of
from caseworker_desktop.records.views.timeline_sql import SOURCES, Source

_SETS = ("staff", "topics", "services")


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A signed note; `text` and `next_step` are None where the note is kept to some: then only Protected opens them."""

    id: str
    level: str
    role: str | None
    author: str | None
    signed_on: str
    amends: str | None
    text: str | None
    next_step: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `kind`: of record (a stay's end is `stay_end`, a case's `case_end`); `at`: day, moment or date of known
    precision; `typed_at`: when it was written down (RFC 3339); `values`: its columns by field, codes and ids as text, sets as lists.
    """

    kind: str
    id: str
    at: str
    typed_at: str
    by: str | None
    values: Mapping[str, Any]
    notes: tuple[NoteLine, ...] = ()
    next_step: str | None = None
    next_step_done: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a page of the timeline ended."""

    at: str
    id: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A page of the timeline; `after` continues it (None: the beginning is reached)."""

    events: tuple[Event, ...]
    after: Stop | None


@dataclass(slots=True)
class _Found:
    """A row of one source before notes and next steps are put to it."""

    source: Source
    raw: bytes
    at: str
    columns: tuple[Any, ...]
    notes: list[NoteLine] = field(default_factory=list)


def timeline(connection: Connection, person: str, kinds: Collection[str], after: Stop | None, limit: int) -> Stretch:
    """Return the events of `kinds` (those this user may read) after a stop, newest first, at most `limit`; of all who are one with the person."""
    of = joined(connection).of(ids.to_bytes(person))
    before = {"at": after.at, "id": ids.to_bytes(after.id)} if after else {"at": "9999", "id": b"\xff" * 16}
    found: dict[tuple[str, bytes], _Found] = {}  # a session that two who are one attended is one event
    for source in SOURCES:
        if source.needs <= set(kinds):
            for row in rows(connection, source.statement, of=of, most=(limit + 1) * len(of), **before):
                found.setdefault((source.name, row[0]), _Found(source, row[0], row[1], tuple(row)))
    order = sorted(found.values(), key=lambda each: (each.at, each.raw), reverse=True)
    part = order[:limit]
    sessions = {each.raw for each in part if each.source.kind == "session"}
    notes = _notes(connection, of, sessions) if "note" in kinds else {}
    steps = _next_steps(connection, of, sessions) if "task" in kinds else {}
    events = tuple(_event(each, notes, steps) for each in part)
    return Stretch(events, Stop(part[-1].at, ids.to_text(part[-1].raw)) if len(order) > limit else None)


def count(connection: Connection, person: str, kinds: Collection[str]) -> int:
    """Return how many events of `kinds` there are."""
    of = joined(connection).of(ids.to_bytes(person))
    return sum(int(rows(connection, source.counting, of=of)[0][0]) for source in SOURCES if source.needs <= set(kinds))


def _event(found: _Found, notes: Mapping[bytes, list[NoteLine]], steps: Mapping[bytes, tuple[str, bool]]) -> Event:
    source, columns = found.source, found.columns
    values = {name: _value(name, value) for name, value in zip(source.fields, columns[4:], strict=True)}
    own = notes.get(found.raw, []) if source.kind == "session" else []
    if source.kind == "note":
        text, next_step = _open(values["text"]), _open(values["next_step"])
        level, author = str(values["level"]), text_of(columns[3])
        own = [NoteLine(ids.to_text(found.raw), level, values["role"], author, found.at, values["amends"], text, next_step)]
    step = steps.get(found.raw) if source.kind == "session" else None
    return Event(
        kind=source.name, id=ids.to_text(found.raw), at=found.at, typed_at=time_text(columns[2]), by=text_of(columns[3]), values=values,
        notes=tuple(own), next_step=step[0] if step else None, next_step_done=bool(step and step[1]),
    )


def _open(column: Any) -> str | None:
    """Return a protected column's text where it is open; a whole number is the place of a box."""
    return column if isinstance(column, str) else None


def _value(name: str, column: Any) -> Any:
    if isinstance(column, bytes):
        return text_of(column)
    if name in _SETS:
        return json.loads(column) if column else []
    return column


def _notes(connection: Connection, of: list[bytes], sessions: set[bytes]) -> dict[bytes, list[NoteLine]]:
    """Return the notes on these sessions that are kept in a case of these persons, an amendment under what it amends."""
    found: dict[bytes, list[NoteLine]] = {}
    if not sessions:
        return found
    for row in rows(
        connection,
        "SELECT n.session, n.id, n.level, n.role, n.created_by, n.signed_on, n.amends, n.text, n.next_step "
        'FROM k_case c JOIN k_note n ON n."case" = c.id '
        "WHERE c.person IN :of AND n.session IN :sessions AND LIVE(n) AND coalesce(n.entered_in_error, 0) = 0 ORDER BY n.signed_on, n.id",
        of=of, sessions=sorted(sessions),
    ):
        line = NoteLine(text_of(row[1]) or "", row[2], row[3], text_of(row[4]), row[5], text_of(row[6]), _open(row[7]), _open(row[8]))
        found.setdefault(row[0], []).append(line)
    return {session: threaded(lines) for session, lines in found.items()}


def _next_steps(connection: Connection, of: list[bytes], sessions: set[bytes]) -> dict[bytes, tuple[str, bool]]:
    """Return (day, done) of the next step agreed in each of these sessions."""
    if not sessions:
        return {}
    return {row[0]: (row[1], row[2] is not None) for row in rows(
        connection,
        "SELECT t.session, t.due, t.done_on FROM k_task t WHERE t.person IN :of AND t.session IN :sessions AND t.due IS NOT NULL AND LIVE(t) "
        "ORDER BY t.due DESC", of=of, sessions=sorted(sessions))}
