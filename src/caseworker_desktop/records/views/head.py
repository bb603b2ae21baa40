"""The head of a person's page: who it is, what to beware of, what is allowed, and how far the gate is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from caseworker_desktop.kernel import ids
from caseworker_desktop.records.views.caseload import readiness
from caseworker_desktop.records.views.face import Consent, Face, consents, faces
from caseworker_desktop.records.views.sql import bytes_of, in_turns, rows, text_of

_CONFLICT = 1


@dataclass(frozen=True, slots=True)
class Head:
    """What stands on every tab of the page. `ready` of `steps` of the release checklists; counts of what the tabs hold."""

    face: Face
    former_names: str | None
    sex: str | None
    phone: str | None
    needs_interpreter: bool
    easy_read: bool
    restricted_from: str | None
    conflict: bool
    lead_name: str | None
    closed_on: str | None
    consents: tuple[Consent, ...]
    ready: int
    steps: int
    plans: int
    needs: int
    documents: int


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document in a list; its title names no person."""

    id: str
    title: str
    kind: str | None
    on: str | None
    mime: str | None
    bytes: int | None


def head(connection: Connection, person: str, staff: str, day: str) -> Head | None:
    """Return the head of a person's page on `day`, as `staff` sees it; None when no such person lives in the tables."""
    raw = ids.to_bytes(person)
    found = faces(connection, [raw], ids.to_bytes(staff), day)
    if not found:
        return None
    face = found[0]
    row = rows(
        connection,
        "SELECT p.former_names, p.sex, p.phone, p.needs_interpreter, p.easy_read, p.restricted_from, p.fl FROM k_person p WHERE p.id = :person",
        person=raw)[0]
    case = ids.to_bytes(face.case) if face.case else None
    closed, plans, needs = rows(
        connection,
        'SELECT (SELECT c.closed_on FROM k_case c WHERE c.id = :case), (SELECT count(*) FROM k_plan p WHERE p."case" = :case AND LIVE(p)), '
        '(SELECT count(*) FROM k_need n WHERE n."case" = :case AND LIVE(n))', case=case)[0]
    done, steps = readiness(connection, [raw]).get(raw, (0, 0))
    kept = len(documents(connection, person))
    return Head(
        face=face, former_names=_joined(row[0]), sex=row[1], phone=row[2], needs_interpreter=bool(row[3]), easy_read=bool(row[4]),
        restricted_from=row[5], conflict=bool(row[6] & _CONFLICT), lead_name=staff_names(connection, [face.lead]).get(face.lead or ""),
        closed_on=closed, consents=tuple(consents(connection, [raw]).get(raw, {}).values()), ready=done, steps=steps,
        plans=plans, needs=needs, documents=kept,
    )


def documents(connection: Connection, person: str) -> tuple[DocumentRow, ...]:
    """Return the documents in the person's cases or about the person, the newest first."""
    found = rows(
        connection,
        'SELECT d.id, d.title, d.kind, d."on", d.mime, d.bytes FROM k_document d WHERE LIVE(d) AND (instr(d.persons, :quoted) > 0 '
        'OR d."case" IN (SELECT c.id FROM k_case c WHERE c.person = :person)) ORDER BY coalesce(d."on", \'\') DESC, d.created_at DESC, d.id',
        quoted=f'"{person}"', person=ids.to_bytes(person))
    return tuple(DocumentRow(text_of(row[0]) or "", row[1] or "", row[2], row[3], row[4], row[5]) for row in found)


def staff_names(connection: Connection, staff: Iterable[str | None]) -> dict[str, str]:
    """Return the names of staff members as a timeline shows them (`E. Kazlauskienė`)."""
    wanted = bytes_of(sorted({each for each in staff if each}))
    return {
        text_of(row[0]) or "": f"{row[1][:1]}. {row[2]}".strip() if row[1] else row[2] or ""
        for row in in_turns(connection, "SELECT s.id, s.given_name, s.family_name FROM k_staff s WHERE s.id IN :of", wanted)
    }


def person_names(connection: Connection, persons: Iterable[str]) -> dict[str, str]:
    """Return the names of people by id, given names first."""
    wanted = bytes_of(sorted(set(persons)))
    return {
        text_of(row[0]) or "": f"{row[1] or ''} {row[2] or ''}".strip()
        for row in in_turns(connection, "SELECT p.id, p.given_names, p.family_name FROM k_person p WHERE p.id IN :of AND LIVE(p)", wanted)
    }


def _joined(column: str | None) -> str | None:
    if not column:
        return None
    return column.strip("[]").replace('"', "").replace(",", ", ") or None
