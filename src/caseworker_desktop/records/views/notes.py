"""Signed notes as their author reads them again: whose case, which session, and what amends what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from caseworker_desktop.kernel import ids
from caseworker_desktop.records.session.threads import threaded
from caseworker_desktop.records.views.sql import rows, text_of


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note. `name` of the person whose case it is in; `text` and `next_step` None where they are kept in a compartment."""

    id: str
    case: str
    person: str
    name: str
    session: str | None
    session_kind: str | None
    session_at: str | None
    level: str
    role: str | None
    author: str | None
    signed_on: str
    amends: str | None
    text: str | None
    next_step: str | None
    concern: bool | None


_NOTE = (
    'n.id, n."case", c.person, p.given_names, p.family_name, n.session, s.kind, s.starts_at, n.level, n.role, n.created_by, n.signed_on, n.amends, '
    "n.text, n.next_step, n.concern"
)
_OF = (
    'k_note n JOIN k_case c ON c.id = n."case" JOIN k_person p ON p.id = c.person LEFT JOIN k_session s ON s.id = n.session AND LIVE(s) '
    "WHERE LIVE(n) AND coalesce(n.entered_in_error, 0) = 0"
)
#: All notes that hang together with `:note` by amending.
_THREAD = (
    "WITH RECURSIVE up(id, amends) AS (SELECT k.id, k.amends FROM k_note k WHERE k.id = :note "
    "UNION SELECT k.id, k.amends FROM k_note k JOIN up ON k.id = up.amends), "
    "thread(id) AS (SELECT id FROM up UNION SELECT k.id FROM k_note k JOIN thread ON k.amends = thread.id)"
)


def own_notes(connection: Connection, staff: str, person: str | None, limit: int) -> list[NoteRow]:
    """Return the notes that `staff` signed (about one person, when given), the latest first; ids follow the time of writing."""
    told: dict[str, Any] = {"staff": ids.to_bytes(staff), "most": limit}
    about = ""
    if person is not None:
        told["person"], about = ids.to_bytes(person), "AND c.person = :person"
    found = rows(connection, f"SELECT {_NOTE} FROM {_OF} AND n.created_by = :staff {about} ORDER BY n.id DESC LIMIT :most", **told)  # noqa: S608 -- own pieces
    return sorted((_row(row) for row in found), key=lambda one: (one.signed_on, one.id), reverse=True)


def note_thread(connection: Connection, note: bytes) -> list[NoteRow]:
    """Return the note, what it amends and what amends any of these, as they are read."""
    found = rows(
        connection,
        f"{_THREAD} SELECT {_NOTE} FROM {_OF} AND n.id IN (SELECT id FROM thread) ORDER BY n.signed_on, n.id", note=note)  # noqa: S608 -- own pieces
    return threaded(_row(row) for row in found)


def _row(row: Sequence[Any]) -> NoteRow:
    name = f"{row[3] or ''} {row[4] or ''}".strip()
    concern = row[15] == "1" if isinstance(row[15], str) else None  # text where a protected value lies open, a number where a box keeps it
    return NoteRow(
        text_of(row[0]) or "", text_of(row[1]) or "", text_of(row[2]) or "", name, text_of(row[5]), row[6], row[7], row[8], row[9],
        text_of(row[10]), row[11], text_of(row[12]), _open(row[13]), _open(row[14]), concern)


def _open(column: Any) -> str | None:
    """Return a protected column's text where it is open; a whole number is the place of a box."""
    return column if isinstance(column, str) else None
