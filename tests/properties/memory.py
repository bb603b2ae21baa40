"""Stores of the small catalogue: one in memory, without a cipher or a disk beneath, and real ones in folders."""

from __future__ import annotations

from pathlib import Path

import sqlcipher3
from sqlalchemy import create_engine, event
from sqlalchemy.pool import StaticPool

from caseworker_desktop.store import upgrade
from caseworker_desktop.store.engine import _begin
from caseworker_desktop.store.store import Store
from tests.properties.kinds import CATALOG

KEY = b"\7" * 32


def in_memory() -> Store:
    """Return a new store that is gone with the process; it has one connection."""
    raw = sqlcipher3.connect(":memory:", check_same_thread=False, isolation_level=None, cached_statements=256)
    raw.execute("PRAGMA recursive_triggers=ON")
    engine = create_engine("sqlite://", module=sqlcipher3, creator=lambda: raw, poolclass=StaticPool)
    event.listen(engine, "begin", _begin)
    store = Store(engine, CATALOG, {}, Path())
    upgrade.to_head(engine)
    with store.unit() as unit:
        unit.tables.make()
    return store


def real(folder: Path) -> Store:
    """Return a new encrypted store in a folder that is made for it."""
    folder.mkdir()
    return Store.create(folder, KEY, CATALOG, {})


def reopened(folder: Path) -> Store:
    """Return the store of a folder, opened again."""
    return Store.open(folder, KEY, CATALOG, {})
