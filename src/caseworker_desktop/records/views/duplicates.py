"""Who may be the same person as one about to be written down: the candidates, widely cast; likeness.py judges them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from caseworker_desktop.kernel import ids
from caseworker_desktop.records.person.likeness import stem
from caseworker_desktop.records.views.sql import bytes_of, in_turns, rows, text_of
from caseworker_desktop.store import search

#: So many people are looked at; a name as common as that needs a birth date or a code.
MOST = 200
#: A family name so long says enough by itself; a short one is looked for together with the given name.
LONG_NAME = 5


@dataclass(frozen=True, slots=True)
class Known:
    """A person on record, as far as likeness is judged."""

    id: str
    given_names: str
    family_name: str
    former_names: tuple[str, ...]
    birth_date: str | None
    codes: tuple[str, ...]
    case: str | None
    case_number: str | None
    lead: str | None


def candidates(connection: Connection, given_names: str, family_name: str, birth_date: str | None, codes: Sequence[str]) -> list[Known]:
    """Return the people who share a code, a full birth date, a name in any order, or most letters of a name with the one described."""
    found: dict[bytes, None] = {}
    for code in codes:
        plain = "".join(ch for ch in code if ch.isdigit())
        for written in {code, plain, plain[:6] + "-" + plain[6:]} if plain else {code}:
            for row in rows(connection, "SELECT c.person FROM k_person_code c WHERE c.value = :value AND LIVE(c)", value=written):
                found[row[0]] = None
    if birth_date and len(birth_date) == len("YYYY-MM-DD"):
        found |= {row[0]: None for row in rows(
            connection, "SELECT p.id FROM k_person p WHERE p.birth_date = :day AND LIVE(p) LIMIT :most", day=birth_date, most=MOST)}
    found |= {ids.to_bytes(hit.id): None for hit in search.find(connection, f"{given_names} {family_name}", ("person",), MOST)}
    asked = f"{stem(given_names)} {stem(family_name)}" if len(family_name) < LONG_NAME else stem(family_name)
    found |= {ids.to_bytes(hit.id): None for hit in search.alike(connection, asked, "person", MOST)}
    return _known(connection, list(found)[: 2 * MOST])


def _known(connection: Connection, persons: Sequence[bytes]) -> list[Known]:
    codes: dict[bytes, list[str]] = {}
    for row in in_turns(connection, "SELECT c.person, c.value FROM k_person_code c WHERE c.person IN :of AND LIVE(c) ORDER BY c.id", persons):
        codes.setdefault(row[0], []).append(row[1])
    cases = {row[0]: row for row in in_turns(
        connection, "SELECT c.person, c.id, c.number, c.lead FROM k_case c WHERE c.person IN :of AND LIVE(c) ORDER BY c.opened_on, c.id", persons)}
    found = []
    for row in in_turns(
        connection, "SELECT p.id, p.given_names, p.family_name, p.former_names, p.birth_date FROM k_person p WHERE p.id IN :of AND LIVE(p)", persons
    ):
        case = cases.get(row[0])
        found.append(Known(
            id=ids.to_text(row[0]), given_names=row[1] or "", family_name=row[2] or "", former_names=tuple(json.loads(row[3]) if row[3] else ()),
            birth_date=row[4], codes=tuple(codes.get(row[0], ())), case=text_of(case[1]) if case else None, case_number=case[2] if case else None,
            lead=text_of(case[3]) if case else None))
    return found


def known(connection: Connection, persons: Sequence[str]) -> list[Known]:
    """Return these people as far as likeness is judged; unknown ids are left out."""
    return _known(connection, bytes_of(persons))
