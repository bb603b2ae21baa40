"""Finds signed open texts by their words (FTS5). A text that was just written waits, findable, until some are put into the index together.

Each write to the index adds a segment to it and soon merges them: half as many pages again as the consultation's own, for one note. While a text
waits, it stands in `said_waiting` and its words are looked for in the record itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from caseworker_desktop.store.tables import quoted

#: So many texts may wait; with one more, all of them go into the index.
WAITING = 32
_TOKENIZER = "tokenize='unicode61 remove_diacritics 2', prefix='2 3'"


class Said:
    """The texts through one driver connection. `fields`: by kind, the fields whose words are found."""

    def __init__(self, raw: Any, fields: Mapping[str, tuple[str, ...]]) -> None:
        self._raw, self._fields = raw, fields

    def add(self, kind: str, texts: Sequence[tuple[bytes, str]]) -> None:
        """Take (record, text) of records that were never here, whose rows are written. Empty texts are left out."""
        told = [(record, text) for record, text in texts if text]
        if not told:
            return
        (last, waiting) = self._raw.execute("SELECT coalesce(max(n), 0), count(*) FROM said_waiting").fetchone()
        if waiting + len(told) <= WAITING:
            rows = [(n, bytearray(record), kind) for n, (record, _) in enumerate(told, last + 1)]
            self._raw.executemany("INSERT INTO said_waiting(n, id, kind) VALUES(?, ?, ?)", rows)
            return
        self.settle()
        self._index([(kind, record, text) for record, text in told])

    def put(self, kind: str, record: bytes, text: str) -> None:
        """Take a record's text as it is now, its row being written; '' when it is gone."""
        old = self._raw.execute("SELECT r FROM said WHERE id = ?", (record,)).fetchone()
        if old is not None:
            self._raw.execute("DELETE FROM said_fts WHERE rowid = ?", old)
            if text:
                self._raw.execute("INSERT INTO said_fts(rowid, body) VALUES(?, ?)", (old[0], text))
            else:
                self._raw.execute("DELETE FROM said WHERE r = ?", old)
            return
        waits = self._raw.execute("SELECT n FROM said_waiting WHERE id = ?", (record,)).fetchone()
        if waits is None:
            self.add(kind, [(record, text)])
        elif not text:
            self._raw.execute("DELETE FROM said_waiting WHERE n = ?", waits)

    def forget(self, kind: str) -> None:
        """Forget the texts of a kind."""
        self._raw.execute("DELETE FROM said_fts WHERE rowid IN (SELECT r FROM said WHERE kind = ?)", (kind,))
        self._raw.execute("DELETE FROM said WHERE kind = ?", (kind,))
        self._raw.execute("DELETE FROM said_waiting WHERE kind = ?", (kind,))

    def clear(self) -> None:
        """Forget every text."""
        self._raw.execute("DELETE FROM said")
        self._raw.execute("DELETE FROM said_waiting")
        self._raw.execute("INSERT INTO said_fts(said_fts) VALUES('delete-all')")

    def settle(self) -> None:
        """Put the texts that wait into the index, in the order they came."""
        waiting = self._waiting()
        if waiting:
            self._raw.execute("DELETE FROM said_waiting")
            self._index(waiting)

    def search(self, query: str, limit: int) -> list[tuple[str, bytes]]:
        """Return (kind, record) of at most `limit` texts that fit an FTS5 query, the newest first."""
        found = self._search_waiting(query, limit)
        rows = self._raw.execute(
            "SELECT s.kind, s.id FROM (SELECT rowid AS r FROM said_fts WHERE said_fts MATCH ? ORDER BY rowid DESC LIMIT ?) f "
            "JOIN said s ON s.r = f.r ORDER BY f.r DESC",
            (query, limit - len(found)),
        ).fetchall()
        return found + [(kind, id_) for kind, id_ in rows]

    def _index(self, texts: Sequence[tuple[str, bytes, str]]) -> None:
        """Put (kind, record, text) into the index."""
        (last,) = self._raw.execute("SELECT coalesce(max(r), 0) FROM said").fetchone()
        numbered = list(enumerate(texts, last + 1))
        self._raw.executemany("INSERT INTO said(r, id, kind) VALUES(?, ?, ?)", [(r, bytearray(record), kind) for r, (kind, record, _) in numbered])
        self._raw.executemany("INSERT INTO said_fts(rowid, body) VALUES(?, ?)", [(r, text) for r, (_, _, text) in numbered])

    def _search_waiting(self, query: str, limit: int) -> list[tuple[str, bytes]]:
        """Look through what waits by an index of the same kind, in memory: the same words fit."""
        waiting = self._waiting()
        if not waiting:
            return []
        run, empty = self._raw.execute, "INSERT INTO temp.said_looked(said_looked) VALUES('delete-all')"
        run(f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.said_looked USING fts5(body, content='', contentless_delete=1, {_TOKENIZER})")
        run(empty)
        self._raw.executemany("INSERT INTO temp.said_looked(rowid, body) VALUES(?, ?)", [(n, text) for n, (_, _, text) in enumerate(waiting)])
        fit = run("SELECT rowid FROM temp.said_looked WHERE said_looked MATCH ? ORDER BY rowid DESC LIMIT ?", (query, limit)).fetchall()
        run(empty)
        return [waiting[n][:2] for (n,) in fit]

    def _waiting(self) -> list[tuple[str, bytes, str]]:
        """Return (kind, record, text) of the texts that wait, in the order they came."""
        out = []
        for kind, id_ in self._raw.execute("SELECT kind, id FROM said_waiting ORDER BY n").fetchall():
            told = ", ".join(map(quoted, self._fields[kind]))
            row = self._raw.execute(f"SELECT {told} FROM k_{kind} WHERE id = ?", (id_,)).fetchone()  # noqa: S608 -- declared names
            out.append((kind, id_, text_of(row)))
        return out


def text_of(values: Sequence[Any]) -> str:
    """Return the text of a record from its fields that are found by their words."""
    return "\n".join(value for value in values if isinstance(value, str))
