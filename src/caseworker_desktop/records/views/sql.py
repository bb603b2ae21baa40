"""Pieces of SQL that several views share: live rows, dates of known precision, ids in and out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, text

from caseworker_desktop.kernel import ids

#: How many ids one statement takes; more are asked for in turns.
TURN = 500
#: What a person was on a day, told by `legal_status` (records.md): these are behind the walls.
INSIDE = ("remand", "serving")


def bytes_of(texts: Iterable[str]) -> list[bytes]:
    """Return the ids as the tables keep them."""
    return [ids.to_bytes(each) for each in texts]


def text_of(raw: bytes | None) -> str | None:
    """Return an id as text, None for none."""
    return None if raw is None else ids.to_text(raw)


def rows(connection: Connection, statement: str, **values: Any) -> Sequence[Any]:
    """Return all rows of a statement, as the driver's tuples; a list among `values` fills an `IN :name`.

    `LIVE(s)`: the row of alias s is not deleted. `DURING(s)`: `:day` lies between its `from` and `to`, of any precision or open, where a
    month lasts to its last day.
    """
    clause = text(spelled(statement))
    lists: list[BindParameter[Any]] = [bindparam(name, expanding=True) for name, value in values.items() if isinstance(value, list)]
    if lists:
        clause = clause.bindparams(*lists)
    result = connection.execute(clause, values)
    found: Sequence[Any] = result.cursor.fetchall()  # a Row of the library's own takes longer to make than to read
    result.close()
    return found


@cache
def spelled(statement: str) -> str:
    """Return a statement with the words of `rows` written out."""
    statement = re.sub(r"LIVE\((\w+)\)", r"((\1.fl & 4) = 0)", statement)
    return re.sub(
        r"DURING\((\w+)\)",
        r'(\1."from" IS NULL OR \1."from" <= :day) AND (\1."to" IS NULL OR \1."to" >= substr(:day, 1, length(\1."to")))', statement)


def in_turns(connection: Connection, statement: str, of: Sequence[bytes], **values: Any) -> list[Any]:
    """Return all rows of a statement with `IN :of`, asked for TURN ids at a time."""
    found: list[Any] = []
    for start in range(0, len(of), TURN):
        found.extend(rows(connection, statement, of=list(of[start : start + TURN]), **values))
    return found
