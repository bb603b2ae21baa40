"""`apply` is the only writer: triggers that abort every other write to the record tables and to the log's index of operations.

They are temporary triggers, so that no file ever holds them, and ask a function of the connection whether the engine is at work.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine as Database, event

from caseworker_desktop.merge.apply import Engine
from caseworker_desktop.store import store as store_module

#: What the engine does to tables; everything else that touches them is a second writer.
WRITING = ("apply", "reproject", "rebuild", "restate")
SAID = "only apply writes casework"


class Guard:
    """Knows whether the engine is at work, and watches every connection that a store opens while it is set up."""

    def __init__(self) -> None:
        self._depth = 0

    def at_work(self) -> bool:
        return self._depth > 0

    def wrapped(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **told: Any) -> Any:
            self._depth += 1
            try:
                return method(*args, **told)
            finally:
                self._depth -= 1

        return call

    def watch(self, database: Database) -> None:
        event.listen(database, "checkout", self._checked_out)

    def _checked_out(self, raw: Any, record: Any, _: Any) -> None:
        if "guard" not in record.info:
            raw.create_function("apply_at_work", 0, self.at_work)
            record.info["guard"] = True
        watched = {name for (name,) in raw.execute("SELECT tbl_name FROM sqlite_temp_master WHERE type = 'trigger'")}
        wanted = "SELECT name FROM sqlite_master WHERE type = 'table' AND (name LIKE 'k\\_%' ESCAPE '\\' OR name = 'op')"
        tables = [name for (name,) in raw.execute(wanted)]
        for table in tables:
            if table in watched:
                continue
            for act in ("INSERT", "UPDATE", "DELETE"):
                begins = f"CREATE TEMP TRIGGER guard_{act}_{table} BEFORE {act} ON main.{table} WHEN NOT apply_at_work()"
                raw.execute(f"{begins} BEGIN SELECT RAISE(ABORT, '{SAID}'); END")


def set_up(monkeypatch: pytest.MonkeyPatch) -> Guard:
    """Guard every store that is opened until the test ends."""
    guard = Guard()
    for name in WRITING:
        monkeypatch.setattr(Engine, name, guard.wrapped(getattr(Engine, name)))
    open_engine = store_module.open_engine

    def watched(*args: Any, **told: Any) -> Database:
        database = open_engine(*args, **told)
        guard.watch(database)
        return database

    monkeypatch.setattr(store_module, "open_engine", watched)
    return guard
