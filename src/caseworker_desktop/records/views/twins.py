"""Persons and partners as far as it matters whether two are one; pairs of partners that share something."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from sqlalchemy import Connection

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.folding import fold
from caseworker_desktop.records.views.sql import rows, spelled, text_of

#: A key that more share than this says nothing about two of them.
COMMON = 40
PersonRow = tuple[bytes, str | None, str | None, str | None, str | None]
"""A person's id, given names, family name, former ones (a JSON array) and date of birth."""


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner as far as likeness is judged."""

    id: str
    name: str
    legal_code: str | None
    municipality: str | None
    parent: str | None


def persons(connection: Connection) -> tuple[list[PersonRow], dict[bytes, tuple[str, ...]]]:
    """Return every live person, and the codes of those who have some.

    Read past SQLAlchemy, whose rows cost four times the reading: the inbox looks at everybody whenever something was written.
    """
    raw: Any = connection.connection.driver_connection
    found: list[PersonRow] = raw.execute(
        spelled("SELECT p.id, p.given_names, p.family_name, p.former_names, p.birth_date FROM k_person p WHERE LIVE(p)")
    ).fetchall()
    codes: dict[bytes, tuple[str, ...]] = {}
    for person, value in raw.execute(spelled("SELECT c.person, c.value FROM k_person_code c WHERE LIVE(c) ORDER BY c.id")):
        if person is not None and value:
            codes[person] = (*codes.get(person, ()), value)
    return found, codes


def partner_pairs(connection: Connection) -> Iterator[tuple[Partner, Partner]]:
    """Yield every pair of live partners (smaller id first) that share a code, the words of the name, or its beginning."""
    found = rows(connection, "SELECT p.id, p.name, p.legal_code, p.municipality, p.parent FROM k_partner p WHERE LIVE(p)")
    everybody = [Partner(ids.to_text(row[0]), row[1] or "", row[2], row[3], text_of(row[4])) for row in found]
    yield from _pairs(everybody)


def partner_key(name: str) -> str:
    """Return by what two spellings of an organisation's name are the same: folded words in any order, without quotes and legal forms."""
    return " ".join(sorted(word for word in re.findall(r"[^\W_]+", fold(name)) if word not in _FORMS))


#: Legal forms of Lithuania and Latvia, folded.
_FORMS = frozenset("vsi viesoji istaiga uab ab mb ii asociacija labdaros ir paramos fondas sia as biedriba nodibinajums".split())


def _keys_of_partner(one: Partner) -> Iterator[Hashable]:
    if one.legal_code:
        yield "code", re.sub(r"\W", "", one.legal_code)
    key = partner_key(one.name)
    if key:
        yield "name", key
        yield "begins", key[:5]


def _pairs(everybody: Iterable[Partner]) -> Iterator[tuple[Partner, Partner]]:
    groups: dict[Hashable, list[Partner]] = {}
    for one in everybody:
        for key in dict.fromkeys(_keys_of_partner(one)):
            groups.setdefault(key, []).append(one)
    told: set[tuple[str, str]] = set()
    for many in groups.values():
        if 1 < len(many) <= COMMON:
            for one, other in combinations(sorted(many, key=lambda each: each.id), 2):
                if (one.id, other.id) not in told:
                    told.add((one.id, other.id))
                    yield one, other
