"""When a person was last heard of: a session attended, an attempt or a follow-up that reached them. Read whole, or of some."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection

from caseworker_desktop.records.views.sql import in_turns, rows, spelled

_OF_SOME = (
    ("SELECT a.person, max(substr(s.starts_at, 1, 10)) FROM k_attendance a JOIN k_session s ON s.id = a.session WHERE a.person IN :of "
     "AND a.status IN ('present', 'late') AND LIVE(a) AND LIVE(s) AND substr(s.starts_at, 1, 10) <= :day GROUP BY a.person"),
    ("SELECT t.person, max(substr(t.at, 1, 10)) FROM k_contact_attempt t WHERE t.person IN :of AND t.result IN ('agreed', 'met', 'refused') "
     "AND LIVE(t) AND substr(t.at, 1, 10) <= :day GROUP BY t.person"),
    ('SELECT c.person, max(f.done_on) FROM k_follow_up f JOIN k_case c ON c.id = f."case" WHERE c.person IN :of '
     "AND f.reached IN ('reached', 'refused') AND LIVE(f) AND LIVE(c) AND f.done_on <= :day GROUP BY c.person"),
)
#: In the order of the tables (CROSS JOIN, NOT INDEXED): a session is written with its attendances, so what is looked up lies near.
_OF_ALL = (
    ("SELECT a.person, substr(s.starts_at, 1, 10) FROM k_attendance a NOT INDEXED CROSS JOIN k_session s ON s.id = a.session "
     "WHERE a.status IN ('present', 'late') AND LIVE(a) AND LIVE(s)"),
    "SELECT t.person, substr(t.at, 1, 10) FROM k_contact_attempt t WHERE t.result IN ('agreed', 'met', 'refused') AND LIVE(t)",
    ('SELECT c.person, f.done_on FROM k_follow_up f NOT INDEXED CROSS JOIN k_case c ON c.id = f."case" '
     "WHERE f.reached IN ('reached', 'refused') AND LIVE(f) AND LIVE(c)"),
)


def last_contacts(connection: Connection, persons: Sequence[bytes], day: str) -> dict[bytes, str]:
    """Return the local day of each person's last contact by `day`."""
    found: dict[bytes, str] = {}
    for statement in _OF_SOME:
        for person, last in in_turns(connection, statement, persons, day=day):
            if last is not None and last > found.get(person, ""):
                found[person] = last
    return found


def all_contacts(connection: Connection) -> Iterator[tuple[bytes, str]]:
    """Yield (person, day) of every contact there is, in no order; those without a day are left out."""
    raw: Any = connection.connection.driver_connection
    for statement in _OF_ALL:
        for person, day in raw.execute(spelled(statement)):
            if person is not None and day is not None:
                yield person, day


def persons_at(connection: Connection, sessions: Sequence[bytes]) -> set[bytes]:
    """Return everybody whose attendance of one of these sessions is on record, deleted or not."""
    return {row[0] for row in in_turns(connection, "SELECT a.person FROM k_attendance a WHERE a.session IN :of", sessions)}


def persons_in(connection: Connection, cases: Sequence[bytes]) -> set[bytes]:
    """Return the persons of these cases, deleted or not."""
    return {row[0] for row in in_turns(connection, "SELECT c.person FROM k_case c WHERE c.id IN :of", cases)}


def many_attendances(connection: Connection, most: int) -> bool:
    """Tell whether there are more than `most` attendances."""
    return len(rows(connection, "SELECT 1 FROM k_attendance a LIMIT :most", most=most + 1)) > most
