"""Reports of a large office: all indicators of a project, the people behind a number, a workbook of many rows.

The floor is one full scan of the sessions and the attendance, in the same run and on the same connection.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from caseworker_desktop import bootstrap
from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.store.tables import SYSTEM, layouts, quoted
from caseworker_desktop.usecases.doors import NewOffice
from caseworker_desktop.usecases.intent import Intent
from caseworker_desktop.usecases.reporting import Question
from tests.benchmarks.figures import Figure, ratio
from tests.benchmarks.floor import connect
from tests.benchmarks.workspaces import LOGIN, PASSPHRASE, open_desk, parts, store_of

CODE = "MAT-1"
#: The most that a person should wait, in seconds, and the memory that a large workbook may take.
INDICATORS_S, DRILL_S, BOOK_S, BOOK_MB = 2.0, 0.3, 25.0, 150
ROWS = 100_000
BATCH = 20_000
#: What funders ask of a large project: persons, shares, sessions, hours, lost hours, reach, ESF.
ASKED: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("PART", "participants", {}), ("JOB", "outcome_share", {"types": ["O-JOB", "O-JOB1"]}), ("FIRST", "first_ever_share", {"types": ["O-JOB"]}),
    ("S", "sessions", {}), ("S-IND", "sessions", {"kind": "individual"}), ("H", "hours", {}), ("H-GRP", "hours", {"kind": "group"}),
    ("PH", "person_hours", {}), ("R", "persons_reached", {}), ("R-PSI", "persons_reached", {"service": "P-PSI"}), ("LOST", "lost_hours", {}),
    ("PARTNERS", "partners_active", {}), ("EECO02", "esf", {"code": "EECO02"}), ("EECO07", "esf", {"code": "EECO07"}),
    ("EECR04", "esf", {"code": "EECR04"}),
)


class Filling:
    """Fills the record tables as they are, without the log that reports never read."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._raw = connect(path, key)
        self._layouts = layouts(parts().catalog)

    def insert(self, kind: str, rows: Iterator[dict[str, Any]]) -> None:
        one = self._layouts[kind]
        names = [*SYSTEM]
        held: list[tuple[Any, ...]] = []
        self._raw.execute("BEGIN IMMEDIATE")
        sql = ""
        for row in rows:
            if not sql:
                names += list(row)[1:]
                marks = ", ".join("?" * len(names))
                sql = f"INSERT INTO {one.kind.table}({', '.join(quoted(name) for name in names)}) VALUES({marks})"
            id_, *values = row.values()
            held.append((id_, 0, 1, None, 0, 1_780_000_000_000, None, 1_780_000_000_000, None, *values))
            if len(held) == BATCH:
                self._raw.executemany(sql, held)
                held.clear()
        if held:
            self._raw.executemany(sql, held)
        self._raw.execute("COMMIT")

    def names(self, rows: Iterator[tuple[int, bytes, str]]) -> None:
        """Fill the index that lists of names are sorted by."""
        self._raw.execute("BEGIN IMMEDIATE")
        self._raw.executemany("INSERT INTO name(r, id, kind, folded, sort) VALUES(?, ?, 'person', ?, ?)", ((r, id_, n, n) for r, id_, n in rows))
        self._raw.execute("COMMIT")

    def close(self) -> None:
        self._raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._raw.close()


def make(folder: Path, people: int, sessions: int, say: Callable[[str], None]) -> Any:
    """Make the office; return what opens it."""
    shared = parts()
    bootstrap.FolderDoors(shared, folder).create_office(NewOffice("Didelis biuras", LOGIN, "Lina", "Matuotoja", "lt", PASSPHRASE), Silent())
    opened = bootstrap.slots_of(folder).open_passphrase(LOGIN, PASSPHRASE)
    desk = bootstrap.open_desk(shared, folder, opened)
    project, staff = desk.writer.new_id(), desk.worker.staff
    desk.writer.write([
        Intent("project", project, {"code": CODE, "title": "Matavimas", "period_from": "2020-01-01", "period_to": "2026-12-31"}),
        *(Intent("indicator", None, {"project": project, "code": code, "rule": rule, "parameters": told}) for code, rule, told in ASKED),
    ])
    places = [ids.to_bytes(one) for one in sorted(desk.institutions.known())[:8]]
    desk.close()
    chance, made = random.Random(3), count()

    def new() -> bytes:
        """Return an id as laptops make them: those made later are greater."""
        return uuid.UUID(int=next(made) << 80 | chance.getrandbits(80)).bytes

    persons, filling, key = [new() for _ in range(people)], Filling(folder / "casework.db", opened.db_key), ids.to_bytes(project)
    first = date(2020, 1, 1)
    say(f"  filling {people:,} people and {sessions:,} sessions")
    filling.insert("person", (
        {"id": one, "given_names": f"Vardas{n}", "family_name": f"Pavardaitė{n % 997}", "sex": "fm"[n % 2], "birth_date": f"{1950 + n % 55}",
         "residence_declared": "LT-13"} for n, one in enumerate(persons)))
    filling.names((n + 1_000, one, f"pavardaite{n % 997:03} vardas{n:05}") for n, one in enumerate(persons))
    filling.insert("case", (
        {"id": new(), "person": one, "kind": "client", "number": f"M-{n:05}", "opened_on": "2020-01-01", "lead": ids.to_bytes(staff)}
        for n, one in enumerate(persons)))
    filling.insert("participation", (
        {"id": new(), "person": one, "project": key, "entry_on": (first + timedelta(days=n % 1800)).isoformat(),
         "entry_labour_status": ("unemployed", "inactive", "unknown")[n % 3], "exit_on": None if n % 3 else "2025-06-01"}
        for n, one in enumerate(persons)))
    filling.insert("outcome", (
        {"id": new(), "person": one, "type": "O-JOB", "on": "2025-08-01", "first_ever": n % 2} for n, one in enumerate(persons) if n % 2 == 0))
    session_ids = [new() for _ in range(sessions)]
    kinds, services = ("individual", "individual", "group", "phone"), ("P-PSI", "P-SDI", "P-PRI", "F-TEV")
    filling.insert("session", (
        {"id": one, "kind": kinds[n % 4], "starts_at": f"{first + timedelta(days=n * 2300 // sessions)}T10:00:00+02:00",
         "minutes": (30, 45, 60, 90)[n % 4],
         "staff": f'["{staff}"]', "institution": places[n % 8], "place_type": "prison", "project": key,
         "services": f'[{{"code":"{services[n % 4]}","minutes":30}}]', "planned_minutes": 60, "lost_reason": "ill" if n % 50 == 0 else None}
        for n, one in enumerate(session_ids)))
    filling.insert("attendance", (
        {"id": new(), "session": one, "person": persons[(n * 7919 + k) % people], "status": "present", "minutes": None, "phase": "inside"}
        for n, one in enumerate(session_ids) for k in range(2 if n % 4 == 2 else 1)))
    filling.close()
    return opened


def _scan(desk: Any) -> float:
    """Return the seconds of one full scan of both tables, every page read and decrypted."""
    with store_of(desk).reading() as reading:
        start = time.perf_counter()
        for table, column in (("k_session", "minutes"), ("k_attendance", "status")):
            reading.connection.exec_driver_sql(f"SELECT count({column}), max(changed_at) FROM {table} NOT INDEXED").fetchall()
        return time.perf_counter() - start


def measure(folder: Path, people: int, sessions: int, say: Callable[[str], None]) -> list[Figure]:
    """Measure all indicators, the people behind the largest number, and a workbook."""
    opened = make(folder, people, sessions, say)
    desk = open_desk(folder, opened)
    question = Question(CODE, as_of="2026-06-30")
    floors, took, again, drilled = [], [], [], []
    figures: tuple[Any, ...] = ()
    for number in range(3):
        desk.writer.write([Intent("task", None, {"title": f"Matavimas {number}", "staff": desk.worker.staff, "due": "2026-07-01"})])
        floors.append(_scan(desk))
        for looks in (took, again):  # the first look after a write, and one after nothing
            start = time.perf_counter()
            figures = desk.reporting.indicators(CODE, "2026-06-30")
            looks.append(time.perf_counter() - start)
    board = desk.boards.board(question)
    for one in sorted(figures, key=lambda one: len(one.persons))[-3:]:
        start = time.perf_counter()
        desk.boards.people(board.question, one.persons, board.missing, 500)
        drilled.append(time.perf_counter() - start)
    desk.close()
    name = f"{people // 1000}k people, {sessions // 1000}k sessions"
    out = [
        ratio(f"all indicators after a write ÷ one scan: {name}", took, floors),
        Figure(f"all indicators after a write: {name}", min(took), "s", INDICATORS_S, detail=f"{len(figures)} indicators, scan {min(floors):.2f} s"),
        Figure(f"all indicators again: {name}", min(again), "s", INDICATORS_S),
        Figure("people behind a number, a page", max(drilled), "s", DRILL_S),
    ]
    return out + _book(folder)


def _book(folder: Path) -> list[Figure]:
    """Measure a workbook of many rows in a process of its own, for its memory."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.writing", str(folder / "rows.xlsx"), str(ROWS)], capture_output=True, text=True, check=True)
    seconds, before, peak = map(float, ran.stdout.split())
    return [
        Figure(f"workbook of {ROWS // 1000}k rows", seconds, "s", BOOK_S),
        Figure(f"workbook of {ROWS // 1000}k rows, memory", peak, "MB", BOOK_MB, detail=f"{before:.0f} MB before the first row"),
    ]
