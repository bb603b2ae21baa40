"""Persons who may be one, found by a code or by folded name and birth date, among those that just came."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from caseworker_desktop.store.tables import DELETED

_BY_CODE = f"""SELECT DISTINCT min(mine.person, other.person), max(mine.person, other.person) FROM k_person_code mine
JOIN k_person_code other ON other.value = mine.value AND other.person != mine.person AND (other.fl & {DELETED}) = 0
JOIN k_person p ON p.id = other.person AND (p.fl & {DELETED}) = 0
WHERE mine.id IN (%s) AND (mine.fl & {DELETED}) = 0"""  # noqa: S608 -- a constant and marks
_BY_NAME = f"""SELECT DISTINCT min(a.id, b.id), max(a.id, b.id) FROM name a
JOIN name b ON b.kind = 'person' AND b.folded = a.folded AND b.id != a.id
JOIN k_person p ON p.id = a.id AND (p.fl & {DELETED}) = 0 JOIN k_person q ON q.id = b.id AND (q.fl & {DELETED}) = 0
WHERE a.id IN (%s) AND p.birth_date = q.birth_date"""  # noqa: S608 -- a constant and marks


def persons_twice(connection: Connection, persons: Sequence[bytes], codes: Sequence[bytes]) -> set[tuple[bytes, bytes]]:
    """Return the pairs of live persons (smaller id first) who share a code or name and birth date, where one of the records given is involved.

    `persons` and `codes` are ids of person and person_code records. Pairs that `same` has judged are left out.
    """
    found: set[tuple[bytes, bytes]] = set()
    for sql, records in ((_BY_CODE, codes), (_BY_NAME, persons)):
        for start in range(0, len(records), 900):
            part = tuple(records[start : start + 900])
            found |= {(a, b) for a, b in connection.exec_driver_sql(sql % ",".join("?" * len(part)), part)}
    judged = {(a, b) if a < b else (b, a) for a, b in connection.exec_driver_sql(f"SELECT a, b FROM k_same WHERE (fl & {DELETED}) = 0")}  # noqa: S608 -- a constant
    return found - judged
