"""Brings log, keys, search and local tables to this program's version (Alembic); record tables are projected again instead."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from caseworker_desktop.kernel.errors import Damaged
from caseworker_desktop.kernel.message import message
from caseworker_desktop.store.engine import WRITING

HEAD = "0003"


def version(engine: Engine) -> str | None:
    """Return the version that the database is at, None when it has none. Raises Damaged when a newer program made it."""
    with engine.connect() as connection:
        made = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
        row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").fetchone() if made else None
    found = None if row is None else str(row[0])
    if found is not None and found > HEAD:
        raise Damaged(message("damaged.newer"))
    return found


def to_head(engine: Engine) -> None:
    """Run the missing steps in one transaction. Raises Damaged when a newer program made the database."""
    # Imported here: Alembic takes 0.2 s to load and an up-to-date workspace never needs it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.connect().execution_options(**{WRITING: True}) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
