"""Everybody on record by name, birth date and codes, light enough to be held whole: an import looks up thousands of people at once."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Connection

from caseworker_desktop.kernel import ids
from caseworker_desktop.records.views.sql import rows


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A person on record, as far as an import tells people apart."""

    id: str
    given_names: str
    family_name: str
    former_names: tuple[str, ...]
    birth_date: str | None
    codes: tuple[str, ...]


def roll(connection: Connection) -> list[Enrolled]:
    """Return all live persons, by id."""
    codes: dict[bytes, list[str]] = {}
    for person, value in rows(connection, "SELECT c.person, c.value FROM k_person_code c WHERE LIVE(c) AND c.value IS NOT NULL ORDER BY c.id"):
        codes.setdefault(person, []).append(value)
    found = rows(connection, "SELECT p.id, p.given_names, p.family_name, p.former_names, p.birth_date FROM k_person p WHERE LIVE(p) ORDER BY p.id")
    return [
        Enrolled(ids.to_text(row[0]), row[1] or "", row[2] or "", tuple(json.loads(row[3]) if row[3] else ()), row[4], tuple(codes.get(row[0], ())))
        for row in found
    ]
