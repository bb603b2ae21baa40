"""Pairs of persons, and of partners, that may be one: all on record looked at together, without comparing each with each."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from sqlalchemy import Connection

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.folding import fold
from caseworker_desktop.records.person.likeness import sound, words
from caseworker_desktop.records.views.duplicates import Known, known
from caseworker_desktop.records.views.sql import rows, text_of

#: A key that more share than this says nothing about two of them.
COMMON = 40
_DAY = len("YYYY-MM-DD")
Item = TypeVar("Item", "Known", "Partner")


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner as far as likeness is judged."""

    id: str
    name: str
    legal_code: str | None
    municipality: str | None
    parent: str | None


def person_pairs(connection: Connection) -> Iterator[tuple[Known, Known]]:
    """Yield every pair of live persons (smaller id first) that share a code, a name in any order, its sound, or a full birth date and the first
    sound of a name."""
    everybody = known(connection, [ids.to_text(row[0]) for row in rows(connection, "SELECT p.id FROM k_person p WHERE LIVE(p)")])
    yield from _pairs(everybody, _keys_of_person)


def partner_pairs(connection: Connection) -> Iterator[tuple[Partner, Partner]]:
    """Yield every pair of live partners (smaller id first) that share a code, the words of the name, or its beginning."""
    found = rows(connection, "SELECT p.id, p.name, p.legal_code, p.municipality, p.parent FROM k_partner p WHERE LIVE(p)")
    everybody = [Partner(ids.to_text(row[0]), row[1] or "", row[2], row[3], text_of(row[4])) for row in found]
    yield from _pairs(everybody, _keys_of_partner)


def partner_key(name: str) -> str:
    """Return by what two spellings of an organisation's name are the same: folded words in any order, without quotes and legal forms."""
    return " ".join(sorted(word for word in re.findall(r"[^\W_]+", fold(name)) if word not in _FORMS))


#: Legal forms of Lithuania and Latvia, folded.
_FORMS = frozenset("vsi viesoji istaiga uab ab mb ii asociacija labdaros ir paramos fondas sia as biedriba nodibinajums".split())


def _keys_of_person(one: Known) -> Iterator[Hashable]:
    for code in one.codes:
        plain = re.sub(r"[\s-]", "", code).casefold()
        if len(plain) >= 5:
            yield "code", plain
    for family in (one.family_name, *one.former_names):
        named = words(f"{one.given_names} {family}")
        if len(named) > 1:
            yield "name", " ".join(sorted(named))
            yield "sound", " ".join(sorted(sound(word) for word in named))
    if one.birth_date and len(one.birth_date) == _DAY:
        for name in (one.given_names, one.family_name):
            yield from (("born", one.birth_date, sound(word)[:1]) for word in words(name))


def _keys_of_partner(one: Partner) -> Iterator[Hashable]:
    if one.legal_code:
        yield "code", re.sub(r"\W", "", one.legal_code)
    key = partner_key(one.name)
    if key:
        yield "name", key
        yield "begins", key[:5]


def _pairs(everybody: Iterable[Item], keys: Callable[[Item], Iterable[Hashable]]) -> Iterator[tuple[Item, Item]]:
    groups: dict[Hashable, list[Item]] = {}
    for one in everybody:
        for key in dict.fromkeys(keys(one)):
            groups.setdefault(key, []).append(one)
    told: set[tuple[str, str]] = set()
    for many in groups.values():
        if 1 < len(many) <= COMMON:
            for one, other in combinations(sorted(many, key=lambda each: each.id), 2):
                if (one.id, other.id) not in told:
                    told.add((one.id, other.id))
                    yield one, other
