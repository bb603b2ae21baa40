"""Saving a consultation (session, attendance, note, task; durable) ÷ a bare SQLCipher commit beside it."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from pathlib import Path

from caseworker_desktop.kernel import ids
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.intent import Intent
from tests.benchmarks import floor
from tests.benchmarks.figures import Figure, ratio
from tests.benchmarks.workspaces import Office, open_desk

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


def measure(office: Office, workspace: Path, times: int, say: Callable[[str], None]) -> list[Figure]:
    """Return the ratios over so many interleaved pairs in one workspace (which is changed)."""
    desk = open_desk(workspace, office.opened)
    raw = floor.connect(workspace.parent / "commits.db", office.opened.db_key)
    raw.execute("CREATE TABLE saved(id BLOB PRIMARY KEY, said BLOB) WITHOUT ROWID")
    saved, bare = [], []
    for at in range(times + WARM):
        intents = consultation(desk, office, at)
        payload = os.urandom(1_200)  # about what the consultation's four rows and their log hold
        start = time.perf_counter()
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("INSERT INTO saved VALUES(?, ?)", (payload[:16], payload))
        raw.execute("COMMIT")
        between = time.perf_counter()
        desk.writer.write(intents)
        end = time.perf_counter()
        if at >= WARM:
            bare.append(between - start)
            saved.append(end - between)
    raw.close()
    for path in workspace.parent.glob("commits.db*"):
        path.unlink()
    desk.close()
    figure = ratio("saving a consultation ÷ a bare commit", saved, bare, allowed=3.0, scale=1_000, unit="ms")
    say(f"  saving: {figure.detail}")
    return [figure]
