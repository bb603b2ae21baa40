"""Sessions of every kind in a list, the latest first: what, when, where, who held it, how many came."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from caseworker_desktop.kernel import ids
from caseworker_desktop.records.views.sql import TURN, in_turns, rows, spelled, text_of


@dataclass(frozen=True, slots=True)
class SessionsWanted:
    """Which sessions a list shows. `first` and `last`: days, both included; None and empty: no such filter."""

    kinds: tuple[str, ...] = ()
    event_kind: str | None = None
    subject: str | None = None
    staff: str | None = None
    project: str | None = None
    first: str | None = None
    last: str | None = None

    @property
    def sifted(self) -> bool:
        """Tell whether sessions are passed over one by one, which takes long where few fit."""
        return bool(self.kinds or self.event_kind or self.subject or self.staff or self.project)


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session in a list. `present` and `named`: how many were there, and were marked at all; `one` the name of the only person."""

    id: str
    kind: str
    starts_at: str
    minutes: int
    planned: int | None
    staff: tuple[str, ...]
    institution: str | None
    place: str | None
    place_type: str | None
    project: str | None
    services: tuple[tuple[str, int | None], ...]
    subject: str | None
    event_kind: str | None
    group: str | None
    group_name: str | None
    unnamed: int | None
    audience: dict[str, int]
    lost: str | None
    present: int = 0
    named: int = 0
    one: str | None = None

    @property
    def held(self) -> bool:
        """Tell whether it took place."""
        return self.lost is None and (self.minutes > 0 or self.present > 0)


@dataclass(frozen=True, slots=True)
class SessionPlace:
    """Where a page ended."""

    starts_at: str
    id: str


@dataclass(frozen=True, slots=True)
class SessionsPage:
    """A page of sessions; `after` continues it (None: no more)."""

    sessions: tuple[SessionRow, ...]
    after: SessionPlace | None


_SHORT = "SELECT s.id, s.kind, s.starts_at, s.trainers FROM k_session s"
_COLUMNS = (
    "s.id, s.kind, s.starts_at, s.minutes, s.planned_minutes, s.staff, s.institution, s.place, s.place_type, s.project, s.services, s.subject, "
    's.event_kind, s."group", (SELECT g.name FROM k_group g WHERE g.id = s."group"), s.unnamed_count, s.audience_counts, s.lost_reason'
)


def sessions(connection: Connection, wanted: SessionsWanted, after: SessionPlace | None, limit: int,
             among: Sequence[tuple[str, bytes]] | None = None) -> SessionsPage:
    """Return a page of the sessions wanted, the latest first, by the index of their beginning.

    `among`: (beginning, session) of all that may be wanted, the latest first: then only these are looked at.
    """
    told: dict[str, Any] = {"most": limit + 1, "first": wanted.first or ""}
    asked = ["LIVE(s)", "s.starts_at >= :first"]  # without a beginning the planner would sort the whole table
    for name, value, clause in (
        ("kinds", list(wanted.kinds), "s.kind IN :kinds"), ("event_kind", wanted.event_kind, "s.event_kind = :event_kind"),
        ("subject", wanted.subject, "s.subject = :subject"), ("staff", f'"{wanted.staff}"' if wanted.staff else None, "instr(s.staff, :staff) > 0"),
        ("project", ids.to_bytes(wanted.project) if wanted.project else None, "s.project = :project"),
        ("last", f"{wanted.last}U" if wanted.last else None, "s.starts_at < :last"),
    ):
        if value:
            told[name] = value
            asked.append(clause)
    if after is not None:
        told |= {"at": after.starts_at, "id": ids.to_bytes(after.id)}
        asked.append("(s.starts_at, s.id) < (:at, :id)")
    if among is not None:
        asked.append("s.id IN :of")
    statement = f"SELECT {_COLUMNS} FROM k_session s WHERE {' AND '.join(asked)} ORDER BY s.starts_at DESC, s.id DESC LIMIT :most"  # noqa: S608 -- only conditions of this file
    found: list[Any] = []
    if among is None:
        found.extend(rows(connection, statement, **told))
    else:
        edge = (after.starts_at, ids.to_bytes(after.id)) if after is not None else None
        left = [one[1] for one in among if edge is None or one < edge]
        while left and len(found) <= limit:
            part, left = left[:TURN], left[TURN:]
            found.extend(rows(connection, statement, of=part, **told))
    shown = [_row(row) for row in found[:limit]]
    return SessionsPage(
        tuple(_with_people(connection, shown)), SessionPlace(shown[-1].starts_at, shown[-1].id) if len(found) > limit else None)


def every_session(connection: Connection) -> Iterator[tuple[bytes, str, str, str | None]]:
    """Yield (session, kind, beginning, trainers) of all."""
    raw: Any = connection.connection.driver_connection
    yield from raw.execute(spelled(f"{_SHORT} WHERE LIVE(s)"))


def these_sessions(connection: Connection, of: Sequence[bytes]) -> list[tuple[bytes, str, str, str | None]]:
    """Return the same of these; who is deleted is left out."""
    return in_turns(connection, f"{_SHORT} WHERE s.id IN :of AND LIVE(s)", of)


def earliest(connection: Connection) -> str | None:
    """Return when the first session of all began, None when there is none."""
    found: str | None = rows(connection, "SELECT min(s.starts_at) FROM k_session s")[0][0]
    return found


def _with_people(connection: Connection, part: Sequence[SessionRow]) -> list[SessionRow]:
    """Return the rows with how many came, and the name where it was one."""
    came = {row[0]: row[1:] for row in in_turns(
        connection,
        "SELECT a.session, sum(a.status IN ('present', 'late')), count(*), min(a.person) FROM k_attendance a WHERE a.session IN :of AND LIVE(a) "
        "GROUP BY 1", [ids.to_bytes(one.id) for one in part])}
    alone = sorted({row[2] for row in came.values() if row[1] == 1})
    names = {row[0]: f"{row[1] or ''} {row[2] or ''}".strip() for row in in_turns(
        connection, "SELECT p.id, p.given_names, p.family_name FROM k_person p WHERE p.id IN :of AND LIVE(p)", alone)}
    out = []
    for one in part:
        present, named, person = came.get(ids.to_bytes(one.id), (0, 0, None))
        out.append(SessionRow(
            one.id, one.kind, one.starts_at, one.minutes, one.planned, one.staff, one.institution, one.place, one.place_type, one.project,
            one.services, one.subject, one.event_kind, one.group, one.group_name, one.unnamed, one.audience, one.lost, int(present or 0), int(named),
            names.get(person) if named == 1 else None))
    return out


def _row(row: Sequence[Any]) -> SessionRow:
    services = tuple((one["code"], one.get("minutes")) for one in json.loads(row[10] or "[]"))
    audience = {name: int(count) for name, count in json.loads(row[16] or "{}").items() if count}
    return SessionRow(
        text_of(row[0]) or "", row[1], row[2], row[3] or 0, row[4], tuple(json.loads(row[5] or "[]")), text_of(row[6]), row[7], row[8],
        text_of(row[9]), services, row[11], row[12], text_of(row[13]), row[14], row[15], audience, row[17])
