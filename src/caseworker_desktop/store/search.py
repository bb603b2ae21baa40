"""Finds names (folded, trigram) and signed open texts (FTS5); protected text never comes here, and neither do deleted records."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.collation import sort_key
from caseworker_desktop.kernel.folding import fold
from caseworker_desktop.store.declare import Catalog
from caseworker_desktop.store.said import Said, text_of

#: Latvian order knows every letter that Lithuanian has of its own, and sorts the rest alike: one stored key serves every language of the window.
ORDER = "lv"
Told = TypeVar("Told")


@dataclass(frozen=True, slots=True)
class Indexed:
    """Which fields of a kind are found by name, which it is sorted by, which are found by their words."""

    names: tuple[str, ...]
    order: tuple[str, ...]
    texts: tuple[str, ...]

    @property
    def fields(self) -> frozenset[str]:
        """All of them."""
        return frozenset((*self.names, *self.texts, *(self.order if self.names else ())))

    def name_of(self, row: Mapping[str, Any]) -> tuple[str, str]:
        """Return a row's folded names and its sort key."""
        words = [w for name in self.names for w in _texts_of(row.get(name))]
        ordered = [w for name in self.order for w in _texts_of(row.get(name))]
        return fold(" ".join(words)), sort_key(" ".join(ordered), ORDER)

    def text_of(self, row: Mapping[str, Any]) -> str:
        """Return a row's open text."""
        return text_of([row.get(name) for name in self.texts])


def indexed(catalog: Catalog) -> dict[str, Indexed]:
    """Return what is indexed of the kinds that are."""
    out: dict[str, Indexed] = {}
    for kind in catalog.kinds():
        names, texts = (tuple(f.name for f in kind.fields if f.search == how) for how in ("name", "text"))
        if names or texts:
            out[kind.name] = Indexed(names, kind.sorting or kind.title, texts)
    return out


def texts(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    """Return, by kind, the fields whose words are found."""
    return {kind: one.texts for kind, one in indexed(catalog).items() if one.texts}


@dataclass(frozen=True, slots=True)
class Hit:
    """A found record."""

    kind: str
    id: str


class SearchIndex:
    """The index through one connection."""

    def __init__(self, connection: Connection, catalog: Catalog) -> None:
        self._raw: Any = connection.connection.driver_connection
        self._indexed = catalog.once(indexed)
        self._said = Said(self._raw, catalog.once(texts))

    def covers(self, kind: str) -> bool:
        """Tell whether records of the kind are indexed."""
        return kind in self._indexed

    def fields(self, kind: str) -> frozenset[str]:
        """Return the fields that a record's entry is made of."""
        one = self._indexed.get(kind)
        return frozenset() if one is None else one.fields

    def put(self, kind: str, record: bytes, row: Mapping[str, Any] | None) -> None:
        """Index a row's columns anew (None: it is gone)."""
        one = self._indexed[kind]
        if one.names:
            folded, sort = one.name_of(row) if row is not None else ("", "")
            self._put_name(kind, record, folded, sort)
        if one.texts:
            self._said.put(kind, record, one.text_of(row) if row is not None else "")

    def add(self, kind: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Index rows of records that were never here."""
        one = self._indexed[kind]
        if one.names:
            names = [(row["id"], *one.name_of(row)) for row in rows]
            told = [(r, record, kind, folded, sort) for r, (record, folded, sort) in self._numbered([one for one in names if one[1]])]
            self._raw.executemany("INSERT INTO name(r, id, kind, folded, sort) VALUES(?, ?, ?, ?, ?)", told)
            self._raw.executemany("INSERT INTO name_fts(rowid, folded) VALUES(?, ?)", [(one[0], one[3]) for one in told])
        if one.texts:
            self._said.add(kind, [(row["id"], one.text_of(row)) for row in rows])

    def _numbered(self, rows: Sequence[Told]) -> list[tuple[int, Told]]:
        """Return the rows with the numbers that come next among the names."""
        (last,) = self._raw.execute("SELECT coalesce(max(r), 0) FROM name").fetchone()
        return list(enumerate(rows, last + 1))

    def _put_name(self, kind: str, record: bytes, folded: str, sort: str) -> None:
        old = self._raw.execute("SELECT r, folded, sort FROM name WHERE id = ?", (record,)).fetchone()
        if old is not None:
            if old[1:] == (folded, sort):
                return
            self._raw.execute("INSERT INTO name_fts(name_fts, rowid, folded) VALUES('delete', ?, ?)", old[:2])
            if not folded:
                self._raw.execute("DELETE FROM name WHERE r = ?", (old[0],))
                return
            self._raw.execute("UPDATE name SET folded = ?, sort = ? WHERE r = ?", (folded, sort, old[0]))
            self._raw.execute("INSERT INTO name_fts(rowid, folded) VALUES(?, ?)", (old[0], folded))
        elif folded:
            r = self._raw.execute("INSERT INTO name(id, kind, folded, sort) VALUES(?, ?, ?, ?)", (record, kind, folded, sort)).lastrowid
            self._raw.execute("INSERT INTO name_fts(rowid, folded) VALUES(?, ?)", (r, folded))

    def forget(self, kind: str) -> None:
        """Remove every entry of a kind."""
        told = self._raw.execute("SELECT r, folded FROM name WHERE kind = ?", (kind,)).fetchall()
        self._raw.executemany("INSERT INTO name_fts(name_fts, rowid, folded) VALUES('delete', ?, ?)", told)
        self._raw.execute("DELETE FROM name WHERE kind = ?", (kind,))
        self._said.forget(kind)

    def clear(self) -> None:
        """Empty the index."""
        self._raw.execute("DELETE FROM name")
        self._raw.execute("INSERT INTO name_fts(name_fts) VALUES('rebuild')")
        self._said.clear()


def _texts_of(column: Any) -> list[str]:
    if column is None:
        return []
    text = str(column)
    if text.startswith("["):
        try:
            return [str(one) for one in json.loads(text)]
        except ValueError:
            return [text]
    return [text]


def find(connection: Connection, asked: str, kinds: Sequence[str], limit: int = 50) -> list[Hit]:
    """Return the records of `kinds` whose folded names hold every word of `asked`, those that begin with it first, at most `limit`."""
    words = _words(asked)
    if not words or not kinds:
        return []
    raw: Any = connection.connection.driver_connection
    marks = ",".join("?" * len(kinds))
    long = [w for w in words if len(w) >= 3]
    sql, values = "SELECT n.kind, n.id FROM name n", []
    if long:
        sql += " JOIN name_fts ON name_fts.rowid = n.r AND name_fts MATCH ?"
        values.append(" AND ".join('"' + w.replace('"', '""') + '"' for w in long))
    sql += f" WHERE n.kind IN ({marks})"
    values += list(kinds)
    for word in words:
        if len(word) < 3:  # a trigram index knows nothing shorter: the start of a word
            sql += " AND (n.folded LIKE ? ESCAPE '\\' OR n.folded LIKE ? ESCAPE '\\')"
            values += [_like(word) + "%", "% " + _like(word) + "%"]
    sql += " ORDER BY CASE WHEN n.folded LIKE ? ESCAPE '\\' THEN 0 ELSE 1 END, n.folded, n.id LIMIT ?"
    rows = raw.execute(sql, (*values, _like(" ".join(words)) + "%", limit)).fetchall()
    return [Hit(kind, ids.to_text(id_)) for kind, id_ in rows]


def alike(connection: Connection, asked: str, kind: str, limit: int = 50) -> list[Hit]:
    """Return the records of a kind whose folded names share most runs of three letters with `asked`, the likest first, at most `limit`."""
    runs = {word[at : at + 3] for word in _words(asked) for at in range(len(word) - 2)}
    if not runs:
        return []
    raw: Any = connection.connection.driver_connection
    query = " OR ".join('"' + run.replace('"', '""') + '"' for run in sorted(runs))
    rows = raw.execute(
        "SELECT n.id FROM name_fts JOIN name n ON n.r = name_fts.rowid WHERE name_fts MATCH ? AND n.kind = ? ORDER BY name_fts.rank, n.id LIMIT ?",
        (query, kind, limit),
    ).fetchall()
    return [Hit(kind, ids.to_text(id_)) for (id_,) in rows]


def search(connection: Connection, catalog: Catalog, asked: str, limit: int = 50) -> list[Hit]:
    """Return the records whose signed open text holds words that begin with every word of `asked`, newest first, at most `limit`."""
    words = _words(asked.replace('"', " "))
    if not words:
        return []
    found = Said(connection.connection.driver_connection, catalog.once(texts)).search(" AND ".join(f'"{w}"*' for w in words), limit)
    return [Hit(kind, ids.to_text(id_)) for kind, id_ in found]


def _words(asked: str) -> list[str]:
    """Return the folded words of what was typed; a null character ends a query early, so it is none of them."""
    return fold(asked).replace("\0", " ").split()


def _like(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
