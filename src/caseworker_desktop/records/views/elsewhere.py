"""People who are met here and whose files are somewhere else: what their cards tell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection

from caseworker_desktop.kernel.folding import fold
from caseworker_desktop.records.views.sql import rows, text_of


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A card: the person's id, names, year of birth, and where they are (an institution's id)."""

    person: str
    names: str
    birth_year: int | None
    place: str | None


def elsewhere(connection: Connection, text: str, key: Callable[[str], str]) -> tuple[Elsewhere, ...]:
    """Return the cards of persons whose file is not here and whose names hold every typed word, in the order of `key(names)`."""
    words = fold(text).split()
    found = [
        Elsewhere(text_of(row[0]) or "", row[1], row[2], text_of(row[3]))
        for row in rows(
            connection,
            "SELECT c.person, c.names, c.birth_year, c.place FROM k_card c WHERE LIVE(c) AND c.names IS NOT NULL "
            "AND NOT EXISTS (SELECT 1 FROM k_person p WHERE p.id = c.person AND LIVE(p))")
        if all(any(name.startswith(word) for name in fold(row[1]).split()) for word in words)
    ]
    return tuple(sorted(found, key=lambda one: (key(one.names), one.person)))
