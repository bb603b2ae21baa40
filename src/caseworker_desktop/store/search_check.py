"""Compares the search index with the records it is made from; changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection

from caseworker_desktop.kernel.folding import fold
from caseworker_desktop.store.declare import Catalog
from caseworker_desktop.store.search import Indexed, indexed
from caseworker_desktop.store.tables import DELETED, quoted

#: Letters of the shortest run that the index of names knows.
_RUN = 3
#: Stands for the number of a text that waits to be indexed.
_WAITS = 0


def differing(connection: Connection, catalog: Catalog) -> tuple[int, int]:
    """Return (index entries looked at, of them wrong): entries of no live record, live records without one, and words that are not found."""
    raw: Any = connection.connection.driver_connection
    looked = wrong = 0
    names = {bytes(id_): (r, folded, sort) for r, id_, folded, sort in raw.execute("SELECT r, id, folded, sort FROM name")}
    said = {bytes(id_): r for r, id_ in raw.execute("SELECT r, id FROM said")}
    said |= {bytes(id_): _WAITS for (id_,) in raw.execute("SELECT id FROM said_waiting")}
    for kind, one in catalog.once(indexed).items():
        for row in _live(raw, kind, one):
            if one.names:
                folded, sort = one.name_of(row)
                looked += 1
                wrong += not _name_fits(raw, names.pop(row["id"], None), folded, sort)
            if one.texts:
                looked += 1
                wrong += not _text_fits(raw, said.pop(row["id"], None), one.text_of(row))
    for table, left in (("name_fts", names), ("said_fts", said)):
        wrong += len(left)
        (rows,) = raw.execute(f"SELECT count(*) FROM {table}_docsize").fetchone()  # noqa: S608 -- one of two tables
        (kept,) = raw.execute(f"SELECT count(*) FROM {table.removesuffix('_fts')}").fetchone()  # noqa: S608 -- one of two tables
        wrong += abs(rows - kept)
    return looked, wrong


def _live(raw: Any, kind: str, one: Indexed) -> Iterator[Mapping[str, Any]]:
    fields = sorted(one.fields)
    told = ", ".join(quoted(name) for name in ("id", *fields))
    for values in raw.execute(f"SELECT {told} FROM k_{kind} WHERE (fl & {DELETED}) = 0"):  # noqa: S608 -- declared names
        yield dict(zip(("id", *fields), values, strict=True))


def _name_fits(raw: Any, kept: tuple[int, str, str] | None, folded: str, sort: str) -> bool:
    if kept is None:
        return not folded
    r, here, order = kept
    if (here, order) != (folded, sort):
        return False
    word = max(folded.split(), key=len)
    return len(word) < _RUN or _found(raw, "name_fts", '"' + word.replace('"', '""') + '"', r)


def _text_fits(raw: Any, r: int | None, text: str) -> bool:
    if r == _WAITS:  # its words are looked for in the record itself
        return bool(text)
    words = [word for word in "".join(c if c.isalnum() else " " for c in fold(text)).split() if word.isascii()]
    if r is None:
        return not text
    return bool(text) and (not words or _found(raw, "said_fts", f'"{max(words, key=len)}"', r))


def _found(raw: Any, table: str, query: str, r: int) -> bool:
    asked = f"SELECT 1 FROM {table} WHERE {table} MATCH ? AND rowid = ?"  # noqa: S608 -- one of two tables
    return raw.execute(asked, (query, r)).fetchone() is not None
