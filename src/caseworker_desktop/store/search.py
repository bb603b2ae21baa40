"""Finds names (folded, trigram) and signed open texts (FTS5); protected text never comes here, and neither do deleted records."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.collation import sort_key
from caseworker_desktop.kernel.folding import fold
from caseworker_desktop.store.declare import Catalog

#: Latvian order knows every letter that Lithuanian has of its own, and sorts the rest alike: one stored key serves every language of the window.
ORDER = "lv"


@dataclass(frozen=True, slots=True)
class Hit:
    """A found record."""

    kind: str
    id: str


class SearchIndex:
    """The index through one connection."""

    def __init__(self, connection: Connection, catalog: Catalog) -> None:
        self._raw: Any = connection.connection.driver_connection
        self._names = {k.name: tuple(f for f in k.fields if f.search == "name") for k in catalog.kinds()}
        self._order = {k.name: k.sorting or k.title for k in catalog.kinds()}
        self._texts = {k.name: tuple(f for f in k.fields if f.search == "text") for k in catalog.kinds()}

    def covers(self, kind: str) -> bool:
        """Tell whether records of the kind are indexed."""
        return bool(self._names[kind] or self._texts[kind])

    def put(self, kind: str, record: bytes, row: Mapping[str, Any] | None) -> None:
        """Index a row's columns anew (None: it is gone)."""
        if self._names[kind]:
            words = [] if row is None else [w for f in self._names[kind] for w in _texts_of(row[f.name])]
            ordered = [] if row is None else [w for name in self._order[kind] for w in _texts_of(row.get(name))]
            self._put_name(kind, record, fold(" ".join(words)), sort_key(" ".join(ordered), ORDER))
        if self._texts[kind]:
            said = "" if row is None else "\n".join(row[f.name] for f in self._texts[kind] if isinstance(row[f.name], str))
            self._put_text(kind, record, said)

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

    def _put_text(self, kind: str, record: bytes, said: str) -> None:
        old = self._raw.execute("SELECT r FROM said WHERE id = ?", (record,)).fetchone()
        if old is not None:
            self._raw.execute("DELETE FROM said_fts WHERE rowid = ?", old)
            if not said:
                self._raw.execute("DELETE FROM said WHERE r = ?", old)
                return
            self._raw.execute("INSERT INTO said_fts(rowid, body) VALUES(?, ?)", (old[0], said))
        elif said:
            r = self._raw.execute("INSERT INTO said(id, kind) VALUES(?, ?)", (record, kind)).lastrowid
            self._raw.execute("INSERT INTO said_fts(rowid, body) VALUES(?, ?)", (r, said))

    def clear(self) -> None:
        """Empty the index."""
        self._raw.execute("DELETE FROM name")
        self._raw.execute("INSERT INTO name_fts(name_fts) VALUES('rebuild')")
        self._raw.execute("DELETE FROM said")
        self._raw.execute("INSERT INTO said_fts(said_fts) VALUES('delete-all')")


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
    words = fold(asked).split()
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
    runs = {word[at : at + 3] for word in fold(asked).split() for at in range(len(word) - 2)}
    if not runs:
        return []
    raw: Any = connection.connection.driver_connection
    query = " OR ".join('"' + run.replace('"', '""') + '"' for run in sorted(runs))
    rows = raw.execute(
        "SELECT n.id FROM name_fts JOIN name n ON n.r = name_fts.rowid WHERE name_fts MATCH ? AND n.kind = ? ORDER BY name_fts.rank, n.id LIMIT ?",
        (query, kind, limit),
    ).fetchall()
    return [Hit(kind, ids.to_text(id_)) for (id_,) in rows]


def search(connection: Connection, asked: str, limit: int = 50) -> list[Hit]:
    """Return the records whose signed open text holds words that begin with every word of `asked`, newest first, at most `limit`."""
    words = [w for w in fold(asked).replace('"', " ").split() if w]
    if not words:
        return []
    raw: Any = connection.connection.driver_connection
    query = " AND ".join(f'"{w}"*' for w in words)
    rows = raw.execute(
        "SELECT s.kind, s.id FROM (SELECT rowid AS r FROM said_fts WHERE said_fts MATCH ? ORDER BY rowid DESC LIMIT ?) f JOIN said s ON s.r = f.r "
        "ORDER BY f.r DESC",
        (query, limit),
    ).fetchall()
    return [Hit(kind, ids.to_text(id_)) for kind, id_ in rows]


def _like(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
