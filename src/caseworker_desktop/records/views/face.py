"""What a list shows of a person at a glance: names, case, place, dangers, consent, what is due. Asked for a page of persons at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from caseworker_desktop.records.views.release import Release, standings
from caseworker_desktop.records.views.sql import in_turns, text_of

#: Dangers to a life that stand before everything else (flag.kind).
DANGERS = ("suicide_risk", "self_harm", "violence")


@dataclass(frozen=True, slots=True)
class Face:
    """One person in a list. Dates as in the records; `flags` the kinds in force; `consent_until` the first end of a consent in force."""

    id: str
    given_names: str
    family_name: str
    birth_date: str | None
    case: str | None
    case_number: str | None
    case_open: bool
    lead: str | None
    institution: str | None
    unit: str | None
    status: str | None
    status_since: str | None
    release: Release | None
    flags: tuple[str, ...]
    consent_until: str | None
    task_due: str | None

    @property
    def in_danger(self) -> bool:
        """Tell whether a flag of danger to life is in force."""
        return any(kind in DANGERS for kind in self.flags)


@dataclass(frozen=True, slots=True)
class Consent:
    """The newest word of a person on one purpose."""

    id: str
    purpose: str
    given: bool
    on: str
    expires_on: str | None
    withdrawn_on: str | None

    def valid(self, day: str) -> bool:
        """Tell whether it allows the purpose on `day`."""
        withdrawn = self.withdrawn_on is not None and self.withdrawn_on <= day
        expired = self.expires_on is not None and self.expires_on < day
        return self.given and self.on <= day and not withdrawn and not expired


def faces(connection: Connection, persons: Sequence[bytes], staff: bytes, day: str) -> list[Face]:
    """Return the faces of `persons` in their order, as they are on `day`; `task_due` of the tasks of `staff`. Unknown ids are left out."""
    names = {row[0]: row for row in in_turns(
        connection, "SELECT p.id, p.given_names, p.family_name, p.birth_date FROM k_person p WHERE p.id IN :of AND LIVE(p)", persons)}
    cases = _cases(connection, persons)
    stays = _stays(connection, persons, day)
    flags = _flags(connection, persons, day)
    until = {person: _first_end(list(given.values()), day) for person, given in consents(connection, persons).items()}
    due = {row[0]: row[1] for row in in_turns(
        connection,
        "SELECT t.person, min(t.due) FROM k_task t WHERE t.person IN :of AND t.staff = :staff AND t.done_on IS NULL "
        "AND t.due IS NOT NULL AND LIVE(t) GROUP BY t.person", persons, staff=staff)}
    standing = standings(connection, persons, day)
    found = []
    for person in persons:
        if person not in names:
            continue
        _, given, family, birth = names[person]
        case = cases.get(person)
        stay = stays.get(person)
        place = stay[1] if stay else case[5] if case else None
        now = standing[person]
        found.append(Face(
            id=text_of(person) or "", given_names=given or "", family_name=family or "", birth_date=birth,
            case=text_of(case[1]) if case else None, case_number=case[2] if case else None, case_open=case is not None and case[3] is None,
            lead=text_of(case[4]) if case else None,
            institution=text_of(place), unit=stay[2] if stay else None,
            status=now.status, status_since=now.since, release=now.release,
            flags=flags.get(person, ()), consent_until=until.get(person), task_due=due.get(person),
        ))
    return found


def consents(connection: Connection, persons: Sequence[bytes]) -> dict[bytes, dict[str, Consent]]:
    """Return each person's newest consent a purpose."""
    found: dict[bytes, dict[str, Consent]] = {}
    for row in in_turns(
        connection,
        'SELECT c.person, c.id, c.purpose, c.given, c."on", c.expires_on, c.withdrawn_on FROM k_consent c WHERE c.person IN :of AND LIVE(c) '
        'ORDER BY c."on", c.id', persons,
    ):
        found.setdefault(row[0], {})[row[2]] = Consent(text_of(row[1]) or "", row[2], bool(row[3]), row[4], row[5], row[6])
    return found


def _cases(connection: Connection, persons: Sequence[bytes]) -> dict[bytes, Any]:
    """Return each person's case: an open one before a closed one, a client's before a family's, then the newest."""
    found: dict[bytes, Any] = {}
    for row in in_turns(
        connection,
        "SELECT c.person, c.id, c.number, c.closed_on, c.lead, c.site, c.kind, c.opened_on FROM k_case c "
        "WHERE c.person IN :of AND LIVE(c) ORDER BY (c.closed_on IS NULL), (coalesce(c.kind, 'client') = 'client'), c.opened_on, c.id", persons,
    ):
        found[row[0]] = row
    return found


def _stays(connection: Connection, persons: Sequence[bytes], day: str) -> dict[bytes, Any]:
    found = {}
    for row in in_turns(
        connection,
        'SELECT s.person, s.institution, s.unit FROM k_stay s WHERE s.person IN :of AND LIVE(s) AND DURING(s) '
        'ORDER BY s."from", s.id', persons, day=day,
    ):
        found[row[0]] = row
    return found


def _flags(connection: Connection, persons: Sequence[bytes], day: str) -> dict[bytes, tuple[str, ...]]:
    found: dict[bytes, dict[str, None]] = {}
    for row in in_turns(
        connection,
        'SELECT f.person, f.kind FROM k_flag f WHERE f.person IN :of AND LIVE(f) AND DURING(f) '
        'ORDER BY f."from", f.id', persons, day=day,
    ):
        found.setdefault(row[0], {})[row[1]] = None
    return {person: tuple(kinds) for person, kinds in found.items()}


def _first_end(given: list[Consent], day: str) -> str | None:
    return min((each.expires_on for each in given if each.expires_on and each.valid(day)), default=None)
