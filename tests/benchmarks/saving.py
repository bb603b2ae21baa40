"""Saving a consultation (session, attendance, note, task; durable) ÷ bare SQLCipher commits beside it."""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from caseworker_desktop.kernel import ids
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.intent import Intent
from tests.benchmarks import floor
from tests.benchmarks.figures import Figure, ratio
from tests.benchmarks.workspaces import Office, open_desk, store_of

WARM = 20


def consultation(desk: Desk, office: Office, at: int) -> list[Intent]:
    """Return what the consultation panel writes."""
    person, case = (ids.to_text(one) for one in office.people.cases[at % len(office.people.cases)])
    session, staff = desk.writer.new_id(), desk.worker.staff
    return [
        Intent(
            "session",
            session,
            {
                "kind": "individual",
                "starts_at": "2026-11-21T10:00:00+02:00",
                "minutes": 45,
                "staff": [staff],
                "cases": [case],
                "institution": ids.to_text(office.people.institutions[0]),
                "place_type": "prison",
                "services": [{"code": "P-PSI", "minutes": 45}],
            },
        ),
        Intent(
            "attendance",
            desk.writer.new_id(),
            {"session": session, "person": person, "case": case, "status": "present", "minutes": 45, "phase": "inside"},
        ),
        Intent(
            "note",
            desk.writer.new_id(),
            {
                "case": case,
                "session": session,
                "level": "shared",
                "signed_on": "2026-11-21T10:45:00+02:00",
                "text": office.words.text(random.Random(at), 60),
            },
        ),
        Intent(
            "task",
            desk.writer.new_id(),
            {
                "title": "Paskambinti dėl būsto",
                "due": "2026-11-28",
                "staff": staff,
                "person": person,
                "case": case,
                "session": session,
                "kind": "manual",
            },
        ),
    ]


class Floors:
    """Bare commits beside the program's: of one small row in a table of its own, and of the consultation's rows in the same tables."""

    def __init__(self, folder: Path, key: bytes, tables: Path) -> None:
        self._small = floor.connect(folder / "small.db", key)
        self._small.execute("CREATE TABLE saved(id BLOB PRIMARY KEY, said BLOB) WITHOUT ROWID")
        self._same = floor.connect(shutil.copy(tables, folder / "same.db"), key)

    def small(self) -> float:
        """Return the seconds of a commit of one row of 1,200 bytes."""
        row = os.urandom(16), os.urandom(1_200)
        start = time.perf_counter()
        self._small.execute("BEGIN IMMEDIATE")
        self._small.execute("INSERT INTO saved VALUES(?, ?)", row)
        self._small.execute("COMMIT")
        return time.perf_counter() - start

    def same(self, rows: list[tuple[str, tuple[Any, ...]]]) -> float:
        """Return the seconds of a commit of the rows (kind, columns); the search index is not in it, nor is the log."""
        start = time.perf_counter()
        self._same.execute("BEGIN IMMEDIATE")
        for kind, row in rows:
            self._same.execute(f"INSERT INTO k_{kind} VALUES({','.join('?' * len(row))})", row)
        self._same.execute("COMMIT")
        return time.perf_counter() - start

    def close(self) -> None:
        """Close both."""
        self._small.close()
        self._same.close()


def measure(office: Office, workspace: Path, tables: Path, times: int, say: Callable[[str], None]) -> list[Figure]:
    """Return the ratios over so many interleaved turns. `workspace` is changed; `tables`: a database with the same record tables and indexes."""
    desk = open_desk(workspace, office.opened)
    floors = Floors(workspace, office.opened.db_key, tables)
    saved, small, same = [], [], []
    for at in range(times + WARM):
        intents = consultation(desk, office, at)
        start = time.perf_counter()
        written = desk.writer.write(intents)
        took = time.perf_counter() - start
        with store_of(desk).reading() as reading:
            rows = [(intent.kind, reading.columns(intent.kind, id_) or ()) for intent, id_ in zip(intents, written.ids, strict=True)]
        turn = took, floors.small(), floors.same(rows)
        if at >= WARM:
            for told, one in zip((saved, small, same), turn, strict=True):
                told.append(one)
    floors.close()
    desk.close()
    figures = [
        ratio("saving a consultation ÷ a bare commit of its rows", saved, same, allowed=3.0, scale=1_000, unit="ms"),
        ratio("saving a consultation ÷ the smallest commit", saved, small, scale=1_000, unit="ms"),
    ]
    for one in figures:
        say(f"  {one.name}: {one.value:.2f}, {one.detail}")
    return figures
