"""Groups in a list, one group with everything that its register shows, and the groups of one person."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from caseworker_desktop.kernel import ids
from caseworker_desktop.records.session.attended import Attended, Mark, Meeting, Member, attended, held
from caseworker_desktop.records.views.sql import bytes_of, in_turns, rows, text_of


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """What a group's programme says of it. `names` by language."""

    id: str
    code: str
    names: dict[str, str]
    kind: str | None
    subject: str | None
    sessions_planned: int | None
    hours_planned: str | None
    pass_percent: int | None
    groups: int = 0

    def name(self, language: str) -> str:
        """Return the name in a language, else in another, else the code."""
        return self.names.get(language) or next(iter(self.names.values()), self.code)


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group in a list. `members` and `waiting` are counts; `sessions` those in the register, `last` the day of the latest."""

    id: str
    name: str
    programme: ProgrammeRow | None
    begins: str | None
    ends: str | None
    leaders: tuple[str, ...]
    institution: str | None
    project: str | None
    parts: tuple[str, ...]
    capacity: int | None
    members: int = 0
    waiting: int = 0
    sessions: int = 0
    last: str | None = None

    def over(self, day: str) -> bool:
        """Tell whether the group has ended before a day."""
        return self.ends is not None and self.ends < day


@dataclass(frozen=True, slots=True)
class Sheet:
    """One group whole: members (guests who only came last; those waiting apart, in their order), meetings by time, marks by meeting and person."""

    group: GroupRow
    members: tuple[Member, ...]
    waiting: tuple[Member, ...]
    meetings: tuple[Meeting, ...]
    marks: dict[tuple[str, str], Mark] = field(default_factory=dict)
    today: str = ""

    @property
    def pass_percent(self) -> int | None:
        """The share of attendance that earns a certificate, None when the programme has no rule."""
        return self.group.programme.pass_percent if self.group.programme else None

    def attended(self, member: Member) -> Attended:
        """Return what a member had of the group."""
        return attended(member, list(self.meetings), self.marks, self.today)

    def earns(self, member: Member) -> bool:
        """Tell whether the attendance so far earns the member a certificate."""
        return member.id is not None and self.attended(member).reaches(self.pass_percent)

    def held(self) -> tuple[Meeting, ...]:
        """Return the meetings that took place."""
        persons = [one.person for one in self.members]
        return tuple(one for one in self.meetings if held(one, self.marks, persons, self.today))

    def missed_minutes(self) -> int:
        """Return the minutes that were lost, of all meetings."""
        return sum(one.missed for one in self.meetings)

    def meeting(self, id_: str) -> Meeting | None:
        """Return a meeting by id."""
        return next((one for one in self.meetings if one.id == id_), None)


@dataclass(frozen=True, slots=True)
class Took:
    """A person's membership of a group, with what they had of it."""

    member: Member
    sheet: Sheet
    attended: Attended


_PROGRAMME = "p.id, p.code, p.name_lt, p.name_lv, p.name_en, p.kind, p.subject, p.sessions_planned, p.hours_planned, p.pass_percent"
_GROUP = f'g.id, g.name, g."from", g."to", g.leaders, g.institution, g.project, g.parts, g.capacity, {_PROGRAMME}'
_FROM = "FROM k_group g LEFT JOIN k_programme p ON p.id = g.programme"


def programmes(connection: Connection) -> list[ProgrammeRow]:
    """Return all programmes with the number of their groups, by code."""
    return [
        _programme(row[:10], int(row[10]))
        for row in rows(
            connection,
            f"SELECT {_PROGRAMME}, (SELECT count(*) FROM k_group g WHERE g.programme = p.id AND LIVE(g)) "  # noqa: S608 -- the columns above
            "FROM k_programme p WHERE LIVE(p) ORDER BY p.code")
    ]


def groups(connection: Connection) -> list[GroupRow]:
    """Return every group, without counts: a list is chosen from these, and `counted` puts the counts to what is shown."""
    return [_group(row) for row in rows(connection, f"SELECT {_GROUP} {_FROM} WHERE LIVE(g)")]


def counted(connection: Connection, found: Sequence[GroupRow], day: str) -> list[GroupRow]:
    """Return these groups with the counts of members, of those waiting and of sessions."""
    raw = bytes_of(one.id for one in found)
    people = {
        row[0]: (int(row[1] or 0), int(row[2] or 0)) for row in in_turns(
            connection,
            'SELECT m."group", sum(coalesce(m.waitlist, 0) = 0 AND (m.left_on IS NULL OR m.left_on >= substr(:day, 1, length(m.left_on)))), '
            'sum(coalesce(m.waitlist, 0) = 1) FROM k_group_member m WHERE m."group" IN :of AND LIVE(m) GROUP BY 1', raw, day=day)
    }
    sessions = {
        row[0]: (int(row[1]), row[2]) for row in in_turns(
            connection, 'SELECT s."group", count(*), max(s.starts_at) FROM k_session s WHERE s."group" IN :of AND LIVE(s) GROUP BY 1', raw)
    }
    out = []
    for one, id_ in zip(found, raw, strict=True):
        (members, waiting), (many, last) = people.get(id_, (0, 0)), sessions.get(id_, (0, None))
        out.append(GroupRow(
            one.id, one.name, one.programme, one.begins, one.ends, one.leaders, one.institution, one.project, one.parts, one.capacity, members,
            waiting, many, last[:10] if last else None))
    return out


def sheet(connection: Connection, group: str, day: str, order: Callable[[str], str]) -> Sheet | None:
    """Return one group as it stands on `day`, None when it is not here; people by `order(family name given names)`.

    A handful of statements by index, whatever else there is.
    """
    raw = ids.to_bytes(group)
    found = rows(connection, f"SELECT {_GROUP} {_FROM} WHERE g.id = :id AND LIVE(g)", id=raw)
    if not found:
        return None
    meetings = [_meeting(row) for row in rows(
        connection,
        "SELECT s.id, s.kind, s.starts_at, s.minutes, s.planned_minutes, s.institution, s.place, s.unnamed_count, s.lost_reason, "
        's.shortened_reason FROM k_session s WHERE s."group" = :group AND LIVE(s) ORDER BY s.starts_at, s.id', group=raw)]
    marks = {
        (text_of(row[0]) or "", text_of(row[1]) or ""): Mark(text_of(row[2]) or "", row[3], row[4], row[5]) for row in in_turns(
            connection,
            "SELECT a.session, a.person, a.id, a.status, a.minutes, a.reason FROM k_attendance a WHERE a.session IN :of AND LIVE(a) ORDER BY a.id",
            bytes_of(one.id for one in meetings))
    }
    members = _members(connection, raw, {person for _, person in marks}, day)

    def place(one: Member) -> tuple[bool, str, str]:
        return one.id is None, order(f"{one.family_name} {one.given_names}"), one.person

    inside = sorted((one for one in members if not one.waiting), key=place)
    waiting = sorted((one for one in members if one.waiting), key=lambda one: (one.joined_on or "", one.written, place(one)))
    row = counted(connection, [_group(found[0])], day)[0]
    return Sheet(row, tuple(inside), tuple(waiting), tuple(meetings), marks, day)


def of_person(connection: Connection, person: str, day: str, order: Callable[[str], str]) -> list[Took]:
    """Return the groups a person is or was in, the latest joined first."""
    found = rows(
        connection,
        "SELECT m.\"group\" FROM k_group_member m WHERE m.person = :person AND LIVE(m) ORDER BY coalesce(m.joined_on, '') DESC, m.id DESC",
        person=ids.to_bytes(person))
    out = []
    for row in dict.fromkeys(row[0] for row in found):
        whole = sheet(connection, text_of(row) or "", day, order)
        own = next((one for one in (*whole.members, *whole.waiting) if one.person == person), None) if whole else None
        if whole is not None and own is not None:
            out.append(Took(own, whole, whole.attended(own)))
    return out


def cases_of(connection: Connection, persons: Sequence[str]) -> dict[str, str | None]:
    """Return the case in which each person is helped (an open one before a closed one), None for who has none."""
    found: dict[str, str | None] = dict.fromkeys(persons)
    for row in in_turns(
        connection,
        "SELECT c.person, c.id FROM k_case c WHERE c.person IN :of AND LIVE(c) "
        "ORDER BY (c.closed_on IS NULL), (coalesce(c.kind, 'client') = 'client'), c.opened_on, c.id", bytes_of(persons),
    ):
        found[text_of(row[0]) or ""] = text_of(row[1])
    return found


def _members(connection: Connection, group: bytes, came: Iterable[str], day: str) -> list[Member]:
    """Return the group's members, one a person (the membership that is not over before one that is), and guests among those who came."""
    found: dict[bytes, Any] = {}
    for row in rows(
        connection,
        "SELECT m.person, m.id, m.joined_on, m.left_on, m.waitlist, m.result, m.completed_on, m.certificate_no, m.created_at FROM k_group_member m "
        'WHERE m."group" = :group AND LIVE(m) ORDER BY (m.left_on IS NULL), coalesce(m.waitlist, 0) DESC, m.id', group=group,
    ):
        found[row[0]] = row
    persons = list(found) + [one for one in bytes_of(sorted(came)) if one not in found]
    units = {row[0]: row[1] for row in in_turns(
        connection, 'SELECT s.person, s.unit FROM k_stay s WHERE s.person IN :of AND LIVE(s) AND DURING(s) ORDER BY s."from", s.id', persons,
        day=day)}
    out = []
    for row in in_turns(connection, "SELECT p.id, p.given_names, p.family_name FROM k_person p WHERE p.id IN :of AND LIVE(p)", persons):
        own = found.get(row[0])
        told: dict[str, Any] = {} if own is None else {
            "joined_on": own[2], "left_on": own[3], "waiting": bool(own[4]), "result": own[5], "completed_on": own[6], "certificate_no": own[7],
            "written": own[8]}
        out.append(Member(
            text_of(own[1]) if own is not None else None, text_of(row[0]) or "", row[1] or "", row[2] or "", units.get(row[0]), **told))
    return out


def _programme(row: Sequence[Any], many: int = 0) -> ProgrammeRow:
    names = {language: name for language, name in zip(("lt", "lv", "en"), row[2:5], strict=True) if name}
    return ProgrammeRow(text_of(row[0]) or "", row[1], names, row[5], row[6], row[7], row[8], row[9], many)


def _group(row: Sequence[Any]) -> GroupRow:
    programme = _programme(row[9:19]) if row[9] is not None else None
    return GroupRow(
        text_of(row[0]) or "", row[1], programme, row[2], row[3], tuple(json.loads(row[4] or "[]")), text_of(row[5]), text_of(row[6]),
        tuple(json.loads(row[7] or "[]")), row[8])


def _meeting(row: Sequence[Any]) -> Meeting:
    return Meeting(text_of(row[0]) or "", row[1], row[2], row[3] or 0, row[4], text_of(row[5]), row[6], row[7], row[8], row[9])
