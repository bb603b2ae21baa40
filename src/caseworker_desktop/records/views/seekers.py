"""Who may look for work: clients with an open case, with what their records tell of it, for the list beside a job."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection

from caseworker_desktop.kernel import ids
from caseworker_desktop.records.consents import holds_on
from caseworker_desktop.records.views.release import standings
from caseworker_desktop.records.views.sql import INSIDE, in_turns, rows, text_of
from caseworker_desktop.records.views.work import ratings
from caseworker_desktop.records.work.fit import Seeker
from caseworker_desktop.records.work.placement_rules import PURPOSE

#: So many are compared with a job: those who live there, then those who told of their experience, then others.
MOST = 300


def seekers(connection: Connection, municipality: str | None, day: str, kinds: Collection[str]) -> list[Seeker]:
    """Return who may be compared with a job in a municipality (None: anywhere), from the `kinds` of records that may be read."""
    chosen: dict[bytes, None] = {}
    for where in ("(p.residence_after_release = :place OR p.residence_declared = :place)", "p.experience IS NOT NULL", "1"):
        if len(chosen) < MOST:
            statement = f"SELECT p.id FROM k_person p WHERE LIVE(p) AND {where} LIMIT :most"  # noqa: S608 -- one of the three above
            found = rows(connection, statement, place=municipality or "", most=2 * MOST)
            chosen.update(dict.fromkeys(_open_cases(connection, [row[0] for row in found])))
    return _told(connection, list(_open_cases(connection, list(chosen)[:MOST]).items()), day, kinds)


def _open_cases(connection: Connection, persons: Sequence[bytes]) -> dict[bytes, bytes]:
    """Return the open client case of those of `persons` who have one, in their order."""
    cases = dict(in_turns(
        connection, "SELECT c.person, c.id FROM k_case c WHERE c.person IN :of AND LIVE(c) AND c.closed_on IS NULL "
        "AND coalesce(c.kind, 'client') = 'client' ORDER BY c.opened_on, c.id", persons))
    return {person: cases[person] for person in persons if person in cases}


def seeker(connection: Connection, person: str, day: str, kinds: Collection[str]) -> Seeker | None:
    """Return one person as somebody who may look for work, None when they are not here."""
    raw = ids.to_bytes(person)
    case = rows(
        connection, "SELECT c.id FROM k_case c WHERE c.person = :person AND LIVE(c) ORDER BY (c.closed_on IS NOT NULL), c.opened_on DESC LIMIT 1",
        person=raw)
    found = _told(connection, [(raw, case[0][0] if case else b"")], day, kinds)
    return found[0] if found else None


def _told(connection: Connection, found: Sequence[tuple[bytes, bytes]], day: str, kinds: Collection[str]) -> list[Seeker]:
    persons, cases = [person for person, _ in found], [case for _, case in found if case]
    names = {row[0]: row for row in in_turns(
        connection, "SELECT p.id, p.given_names, p.family_name, p.experience, p.residence_after_release, p.residence_declared FROM k_person p "
        "WHERE p.id IN :of AND LIVE(p)", persons)}
    numbers = dict(in_turns(connection, "SELECT c.id, c.number FROM k_case c WHERE c.id IN :of", cases))
    strengths: dict[bytes, str] = {}
    needs: dict[bytes, set[str]] = {}
    if "plan" in kinds:
        strengths = dict(in_turns(
            connection, 'SELECT p."case", p.strengths FROM k_plan p WHERE p."case" IN :of AND LIVE(p) AND p.strengths IS NOT NULL ORDER BY p.id',
            cases))
    if "need" in kinds:
        for case, domain in in_turns(connection, 'SELECT n."case", n.domain FROM k_need n WHERE n."case" IN :of AND LIVE(n) '
                                     "AND coalesce(n.met, 'open') IN ('open', 'in_plan')", cases):
            needs.setdefault(case, set()).add(domain)
    readiness: dict[bytes, str] = {}
    if "participation" in kinds:
        readiness = dict(in_turns(connection, "SELECT p.person, p.readiness FROM k_participation p WHERE p.person IN :of AND LIVE(p) "
                                  "AND p.readiness IS NOT NULL ORDER BY p.entry_on, p.id", persons))
    works: set[bytes] = set()
    if "situation" in kinds:
        works = {row[0] for row in in_turns(
            connection, "SELECT s.person FROM k_situation s WHERE s.person IN :of AND LIVE(s) AND s.domain = 'labour' "
            "AND s.value IN ('employed', 'self_employed') AND DURING(s)", persons, day=day)}
    rated, placed = _placed(connection, persons)
    agreed = _agreed(connection, persons, day)
    standing = standings(connection, persons, day) if {"legal_status", "release_date"} <= set(kinds) else {}
    out = []
    for person, case in found:
        name = names.get(person)
        if name is None:
            continue
        now = standing.get(person)
        inside = now is not None and now.status in INSIDE
        release = now.release if now is not None and inside else None
        out.append(Seeker(
            person=text_of(person) or "", name=f"{name[1] or ''} {name[2] or ''}".strip(), case=text_of(case) if case else None,
            number=numbers.get(case), skills=f"{name[3] or ''} {strengths.get(case, '')}".strip(),
            places=frozenset(one for one in (name[4], name[5]) if one), needs=frozenset(needs.get(case, ())), readiness=readiness.get(person),
            inside=inside, release_in=release.days if release is not None and release.days >= 0 else None, rated=rated.get(person, {}),
            placed=person in placed, works=person in works, agreed=person in agreed))
    return out


def _placed(connection: Connection, persons: Sequence[bytes]) -> tuple[dict[bytes, dict[str, int]], set[bytes]]:
    """Return the last ratings after a placement, and who has one that runs or is planned."""
    rated: dict[bytes, dict[str, int]] = {}
    placed: set[bytes] = set()
    for person, status, after in in_turns(
        connection, 'SELECT c.person, c.status, c.after FROM k_placement c WHERE c.person IN :of AND LIVE(c) ORDER BY c."from", c.id', persons
    ):
        if ratings(after):
            rated[person] = ratings(after)
        if status in (None, "running", "planned"):
            placed.add(person)
    return rated, placed


def _agreed(connection: Connection, persons: Sequence[bytes], day: str) -> set[bytes]:
    found: set[bytes] = set()
    for row in in_turns(
        connection, 'SELECT c.person, c.given, c."on", c.expires_on, c.withdrawn_on FROM k_consent c WHERE c.person IN :of AND LIVE(c) '
        "AND c.purpose = 'share_employer'", persons,
    ):
        plain: dict[str, Any] = {
            "person": row[0], "purpose": PURPOSE, "given": bool(row[1]), "on": row[2], "expires_on": row[3], "withdrawn_on": row[4]}
        if holds_on(plain, row[0], PURPOSE, day):
            found.add(row[0])
    return found


def named_parts(connection: Connection, project: str) -> list[tuple[str, str, str]]:
    """Return the parts of a project (id, kind, name) in the order of their beginning."""
    found = rows(
        connection, 'SELECT p.id, p.kind, p.name FROM k_project_part p WHERE p.project = :project AND LIVE(p) ORDER BY p."from", p.name, p.id',
        project=ids.to_bytes(project))
    return [(text_of(row[0]) or "", row[1] or "", row[2] or "") for row in found]
