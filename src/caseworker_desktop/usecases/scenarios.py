"""Days on which a person may leave: writing one moves what hangs on it, and says what has moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from caseworker_desktop.kernel import clock
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.records.lists import Lists, local_name
from caseworker_desktop.records.views.release import ReleaseDate, counting, standing
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.editing import Editing, Saved
from caseworker_desktop.usecases.intent import Intent
from caseworker_desktop.usecases.leaving import moves, task_moves
from caseworker_desktop.usecases.worker import Worker


class Scenarios:
    """Writes release dates of one person: earliest, conditional, latest, actual."""

    def __init__(self, store: Store, worker: Worker, lists: Lists, editing: Editing) -> None:
        self._store, self._worker, self._lists, self._editing = store, worker, lists, editing

    def save(self, id_: str | None, values: Mapping[str, Any]) -> Saved:
        """Write a release date (a new one names its person); open tasks, items and contacts counted from the date move with it.

        The date they are counted from is the one that counts today (records/views/release.py). Raises LineRefused naming a field.
        """
        with self._store.reading() as reading:
            old = reading.plain("release_date", id_) if id_ else None
            told = {**(old or {}), **values}
            beside = self._moves(reading, str(told.get("person") or ""), id_, told if told.get("date") and told.get("kind") else None)
            words = self._said(reading, beside)
        return self._editing.save("release_date", id_, values, beside, words)

    def delete(self, id_: str) -> Saved:
        """Take a release date out that was written in error; what hangs on it goes back to the date that counts then."""
        with self._store.reading() as reading:
            old = reading.plain("release_date", id_) or {}
            beside = self._moves(reading, str(old.get("person") or ""), id_, None)
            words = self._said(reading, beside)
        return self._editing.delete("release_date", id_, beside, words)

    def _moves(self, reading: Reading, person: str, id_: str | None, told: Mapping[str, Any] | None) -> list[Intent]:
        if not person:
            return []
        day = clock.today(self._worker.clock).isoformat()
        now = standing(reading.connection, person, day)
        dates = [ReleaseDate(row.kind, row.date, row.decided_on) for row in reading.rows("release_date", person=person) if row.id != id_]
        if told is not None:
            dates.append(ReleaseDate(str(told["kind"]), str(told["date"]), told.get("decided_on")))
        before, after = now.release, counting(dates, now.status, now.since, day)
        if after is None or (before is not None and before.date == after.date):
            return []
        found = moves(reading, self._lists, person, before.date if before is not None else None, after.date)
        return found + task_moves(reading, person, before.date if before is not None else None, after.date)

    def _said(self, reading: Reading, moved: Sequence[Intent]) -> list[Message]:
        """Return a sentence for each thing that moves: what it is, from which day to which."""
        said = []
        for one in moved:
            plain = reading.plain(one.kind, one.id) if one.id else None
            if plain is None:
                continue
            was, new = plain.get("due"), str(one.values["due"])
            name = self._name(one.kind, plain)
            if was:
                said.append(message("people.moved", what=name, before=date.fromisoformat(str(was)), after=date.fromisoformat(new)))
            else:
                said.append(message("people.moved_first", what=name, after=date.fromisoformat(new)))
        return said

    def _name(self, kind: str, plain: Mapping[str, Any]) -> str:
        if kind == "task":
            return str(plain.get("title") or "")
        list_, code = ("checklist_items", plain.get("item")) if kind == "checklist_item" else ("follow_up_reasons", plain.get("reason"))
        return local_name(self._lists.row(list_, str(code)) or {}, self._worker.language) or str(code)
