"""The register of mentors: how many stand at each stage, one line a mentor, and one mentor's file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.folding import fold
from caseworker_desktop.records.mentor.mentor_rules import DATED
from caseworker_desktop.records.views.sql import bytes_of, in_turns, rows, text_of

#: So many mentors are looked through for a typed name.
MOST = 10_000
_FIELDS = (
    "m.id, m.person, p.given_names, p.family_name, m.kind, m.stage, m.model, m.recruited_on, m.screened_on, m.trained_on, m.agreement_on, "
    "m.ended_on, m.interests, m.lived_experience, m.max_matches, m.support_person, m.staff, p.languages, p.residence_declared")
_FROM = "FROM k_mentor m JOIN k_person p ON p.id = m.person LEFT JOIN name n ON n.kind = 'person' AND n.id = m.person WHERE LIVE(m) AND LIVE(p)"


@dataclass(frozen=True, slots=True)
class ClearanceRow:
    """A permission to enter one institution."""

    id: str
    institution: str
    from_: str
    to: str


@dataclass(frozen=True, slots=True)
class MentorRow:
    """A mentor in a list. `dates`: the day of each stage that is dated; `matches`: how many are open; `supervised`: the last day of it."""

    id: str
    person: str
    given_names: str
    family_name: str
    kind: str
    stage: str
    model: str | None
    dates: dict[str, str]
    interests: tuple[str, ...]
    lived: tuple[str, ...]
    most: int | None
    support_person: str | None
    staff: str | None
    languages: tuple[str, ...]
    place: str | None
    matches: int
    supervised: str | None
    clearances: tuple[ClearanceRow, ...]

    @property
    def name(self) -> str:
        """Given names, then family name."""
        return f"{self.given_names} {self.family_name}".strip()

    @property
    def free(self) -> int | None:
        """How many more clients this mentor can walk with, None when no limit was agreed."""
        return None if self.most is None else max(self.most - self.matches, 0)


class Choosable(NamedTuple):
    """A mentor among very many to choose from. `raw`, `raw_person`: ids as the tables keep them; `full`: nobody more fits in; `until`: the
    last day of a clearance where the client is, None without one."""

    raw: bytes
    raw_person: bytes
    stage: str
    interests: tuple[str, ...]
    lived: tuple[str, ...]
    languages: tuple[str, ...]
    place: str | None
    full: bool
    until: str | None


@dataclass(frozen=True, slots=True)
class TrainingRow:
    """A training of a mentor: programme, group, its days, and what came of it."""

    group: str
    name: str
    from_: str | None
    result: str | None
    completed_on: str | None
    certificate_no: str | None


def pipeline(connection: Connection) -> dict[str, int]:
    """Return how many mentors stand at each stage."""
    found = rows(connection, "SELECT m.stage, count(*) FROM k_mentor m JOIN k_person p ON p.id = m.person WHERE LIVE(m) AND LIVE(p) GROUP BY m.stage")
    return {row[0]: row[1] for row in found if row[0]}


def mentors(connection: Connection, day: str, stage: str | None = None, text: str = "", start: int = 0, limit: int = 200) -> list[MentorRow]:
    """Return mentors by name, of a stage (None: any) and whose name holds the words of `text`, from the `start`-th on."""
    where = " AND m.stage = :stage" if stage else ""
    typed = fold(text).split()
    take = {"limit": MOST, "start": 0} if typed else {"limit": limit, "start": start}
    values: dict[str, Any] = take | ({"stage": stage} if stage else {})
    found = rows(connection, f"SELECT {_FIELDS} {_FROM}{where} ORDER BY n.sort, m.id LIMIT :limit OFFSET :start", **values)
    if typed:
        found = [row for row in found if all(word in fold(f"{row[2]} {row[3]}") for word in typed)][start : start + limit]
    return _filled(connection, found, day)


def mentors_of(connection: Connection, mentor_ids: Sequence[str], day: str) -> dict[str, MentorRow]:
    """Return mentors by id; those who are not here are left out."""
    found = in_turns(connection, f"SELECT {_FIELDS} {_FROM} AND m.id IN :of", bytes_of(mentor_ids))
    return {row.id: row for row in _filled(connection, found, day)}


def ready_mentors(connection: Connection, day: str, stages: Sequence[str]) -> list[MentorRow]:
    """Return all mentors at one of `stages`, by name."""
    statement = f"SELECT {_FIELDS} {_FROM} AND m.stage IN :stages ORDER BY n.sort, m.id"
    return _filled(connection, rows(connection, statement, stages=list(stages)), day)


def choosable_mentors(connection: Connection, day: str, stages: Sequence[str], place: str | None) -> list[Choosable]:
    """Return all mentors at one of `stages`, by name, with what a choice among them weighs: clearances that hold at `place` on `day` alone."""
    found = rows(
        connection, "SELECT m.id, m.person, m.stage, m.interests, m.lived_experience, m.max_matches, p.languages, p.residence_declared "
        f"{_FROM} AND m.stage IN :stages ORDER BY n.sort, m.id", stages=list(stages))
    matches = dict(rows(
        connection, 'SELECT m.mentor, count(*) FROM k_match m WHERE LIVE(m) AND (m."to" IS NULL OR m."to" > :day) GROUP BY 1', day=day))
    until = dict(rows(
        connection, 'SELECT c.mentor, max(c."to") FROM k_clearance c WHERE c.institution = :place AND c."from" <= :day AND c."to" >= :day '
        "AND LIVE(c) GROUP BY 1", place=ids.to_bytes(place), day=day)) if place else {}
    told: dict[str | None, tuple[str, ...]] = {column: listed(column) for column in {row[at] for at in (3, 4, 6) for row in found}}
    return [Choosable(
        row[0], row[1], row[2], told[row[3]], told[row[4]], told[row[6]], row[7], row[5] is not None and row[5] <= matches.get(row[0], 0),
        until.get(row[0])) for row in found]


def mentor_of_person(connection: Connection, person: str) -> str | None:
    """Return the mentor record of a person, the newest first; None when they are none."""
    found = rows(connection, "SELECT m.id FROM k_mentor m WHERE m.person = :person AND LIVE(m) ORDER BY (m.stage = 'ended'), m.id DESC LIMIT 1",
                 person=ids.to_bytes(person))
    return text_of(found[0][0]) if found else None


def trainings(connection: Connection, person: str) -> list[TrainingRow]:
    """Return the mentor trainings a person took part in, the newest first."""
    found = rows(
        connection,
        'SELECT g.id, g.name, coalesce(g."from", m.joined_on), m.result, m.completed_on, m.certificate_no FROM k_group_member m '
        'JOIN k_group g ON g.id = m."group" JOIN k_programme r ON r.id = g.programme WHERE m.person = :person AND r.kind = \'mentor_training\' '
        "AND LIVE(m) AND LIVE(g) ORDER BY 3 DESC, g.id", person=ids.to_bytes(person))
    return [TrainingRow(text_of(row[0]) or "", row[1] or "", row[2], row[3], row[4], row[5]) for row in found]


def supervised_days(connection: Connection, person: str, limit: int = 12) -> list[str]:
    """Return the days of the supervisions a mentor came to, the newest first."""
    found = rows(
        connection,
        "SELECT substr(s.starts_at, 1, 10) FROM k_attendance a JOIN k_session s ON s.id = a.session WHERE a.person = :person "
        "AND a.status IN ('present', 'late') AND s.kind = 'mentor_supervision' AND LIVE(a) AND LIVE(s) ORDER BY 1 DESC LIMIT :limit",
        person=ids.to_bytes(person), limit=limit)
    return [row[0] for row in found]


def _filled(connection: Connection, found: Sequence[Any], day: str) -> list[MentorRow]:
    """Add matches, supervision and clearances to the rows of mentors."""
    keys, persons = [row[0] for row in found], [row[1] for row in found]
    matches = dict(in_turns(
        connection, 'SELECT m.mentor, count(*) FROM k_match m WHERE m.mentor IN :of AND LIVE(m) AND (m."to" IS NULL OR m."to" > :day) GROUP BY 1',
        keys, day=day))
    supervised = dict(in_turns(
        connection,
        "SELECT a.person, max(substr(s.starts_at, 1, 10)) FROM k_attendance a JOIN k_session s ON s.id = a.session WHERE a.person IN :of "
        "AND a.status IN ('present', 'late') AND s.kind = 'mentor_supervision' AND LIVE(a) AND LIVE(s) GROUP BY 1", persons))
    cleared: dict[bytes, list[ClearanceRow]] = {}
    for mentor, id_, institution, begins, ends in in_turns(
        connection, 'SELECT c.mentor, c.id, c.institution, c."from", c."to" FROM k_clearance c WHERE c.mentor IN :of AND LIVE(c) '
        'ORDER BY c."to" DESC, c.id', keys,
    ):
        cleared.setdefault(mentor, []).append(ClearanceRow(text_of(id_) or "", text_of(institution) or "", begins, ends))
    return [_row(row, matches.get(row[0], 0), supervised.get(row[1]), cleared.get(row[0], ())) for row in found]


def _row(row: Sequence[Any], matches: int, supervised: str | None, cleared: Sequence[ClearanceRow]) -> MentorRow:
    dates = {field: value for field, value in zip(DATED.values(), row[7:12], strict=True) if value}
    return MentorRow(
        id=text_of(row[0]) or "", person=text_of(row[1]) or "", given_names=row[2] or "", family_name=row[3] or "", kind=row[4] or "",
        stage=row[5] or "", model=row[6], dates=dates, interests=listed(row[12]), lived=listed(row[13]), most=row[14],
        support_person=text_of(row[15]), staff=text_of(row[16]), languages=listed(row[17]), place=row[18], matches=matches, supervised=supervised,
        clearances=tuple(cleared))


def listed(column: str | None) -> tuple[str, ...]:
    """Return the elements of a set's column."""
    return tuple(json.loads(column)) if column else ()
