"""One unit of work: BEGIN IMMEDIATE, everything or nothing, durable when it ends. The only file that commits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.store.blocks import Packer
from caseworker_desktop.store.declare import Catalog
from caseworker_desktop.store.engine import DRIVER_ERRORS, WRITING, failure
from caseworker_desktop.store.local import Local
from caseworker_desktop.store.log import Log
from caseworker_desktop.store.recordtable import RecordTables


class Unit:
    """What a unit may touch."""

    def __init__(self, connection: Connection, catalog: Catalog, packer: Packer) -> None:
        self.connection = connection
        self.catalog = catalog
        self.packer = packer
        self.log = Log(connection, packer)
        self.tables = RecordTables(connection, catalog)
        self.local = Local(connection)
        self.kept = True

    def leave(self) -> None:
        """Let the unit end with nothing kept: a dry run."""
        self.kept = False


@contextmanager
def open_unit(engine: Engine, catalog: Catalog, packer: Packer) -> Iterator[Unit]:
    """Yield a unit; commit when the block ends, roll back when it raises or was left.

    Raises Refused when the disk is full or the folder cannot be written, Damaged when a page is broken; nothing is changed then.
    """
    connection = engine.connect().execution_options(**{WRITING: True})
    try:
        transaction = connection.begin()
        try:
            unit = Unit(connection, catalog, packer)
            yield unit
        except BaseException:
            transaction.rollback()
            raise
        if unit.kept:
            transaction.commit()
        else:
            transaction.rollback()
    except DRIVER_ERRORS as reason:
        raise failure(reason, Refused(message("refused.not_written"))) or reason from reason
    finally:
        connection.close()
