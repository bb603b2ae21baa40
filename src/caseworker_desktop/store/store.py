"""The store: one encrypted workspace database, opened, brought up to date, read from and written to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from caseworker_desktop.kernel.errors import Damaged, Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.store import upgrade
from caseworker_desktop.store.blocks import Packer
from caseworker_desktop.store.declare import Catalog
from caseworker_desktop.store.engine import DATABASE, DRIVER_ERRORS, failure, not_opened, open_engine
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.remaking import DECLARED, declared
from caseworker_desktop.store.unit import Unit, open_unit


class Store:
    """An open workspace database. `dictionaries`: the shipped zstd dictionaries by number."""

    def __init__(self, engine: Engine, catalog: Catalog, dictionaries: dict[int, bytes], folder: Path) -> None:
        self._engine = engine
        self.catalog = catalog
        self.folder = folder
        self._packer = Packer(dictionaries)

    @classmethod
    def create(cls, folder: Path, key: bytes, catalog: Catalog, dictionaries: dict[int, bytes]) -> Store:
        """Make a new database in an existing folder. Raises Refused when it cannot be written."""
        store = cls(open_engine(folder / DATABASE, key, create=True), catalog, dictionaries, folder)
        try:
            upgrade.to_head(store._engine)
            with store.unit() as unit:
                unit.tables.make()
                unit.local.set(DECLARED, catalog.once(declared))
        except DRIVER_ERRORS as reason:
            store._engine.dispose()
            raise failure(reason, Refused(message("refused.not_written"))) or reason from reason
        except BaseException:
            store._engine.dispose()
            raise
        return store

    @classmethod
    def open(cls, folder: Path, key: bytes, catalog: Catalog, dictionaries: dict[int, bytes]) -> Store:
        """Open the database of a folder. Raises Damaged when it is none, damaged, or of a newer program."""
        store = cls(open_engine(folder / DATABASE, key), catalog, dictionaries, folder)
        try:
            if upgrade.version(store._engine) != upgrade.HEAD:
                upgrade.to_head(store._engine)
        except DRIVER_ERRORS as reason:
            store._engine.dispose()
            raise failure(reason, not_opened(reason, folder)) or reason from reason
        except BaseException:
            store._engine.dispose()
            raise
        return store

    def outdated(self) -> bool:
        """Tell whether the declarations changed since the record tables were made; then they must be projected again."""
        with self.reading() as reading:
            return bool(reading.local.setting(DECLARED) != self.catalog.once(declared))

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """Yield a read snapshot. Raises Damaged when a page is broken."""
        try:
            with self._engine.connect() as connection, connection.begin():
                yield Reading(connection, self.catalog, self._packer)
        except DRIVER_ERRORS as reason:
            raise failure(reason, not_opened(reason, self.folder)) or reason from reason

    @contextmanager
    def unit(self) -> Iterator[Unit]:
        """Yield a unit of work; see store/unit.py."""
        with open_unit(self._engine, self.catalog, self._packer) as unit:
            yield unit

    def close(self) -> None:
        """Write the journal into the database and close every connection."""
        try:
            with self._engine.connect() as connection:
                self._driver(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except DRIVER_ERRORS as reason:
            if failure(reason, Refused(message("refused.not_written"))) is None:
                raise
            # The disk is full or a page is broken: what was committed stays in the journal, and the next opening takes it from there.
        finally:
            self._engine.dispose()

    def copy_to(self, target: Path) -> None:
        """Write a compact copy of the whole database, under the same key, to a new file. Raises Refused when there is no room.

        It is one state of the database, but not yet durable: the caller packs it into something that is.
        """
        try:
            with self._engine.connect() as connection:
                self._driver(connection).execute("VACUUM INTO ?", (str(target),))
        except DRIVER_ERRORS as reason:
            raise failure(reason, Refused(message("refused.not_written"))) or reason from reason

    def checks(self, *, full: bool = False) -> list[tuple[str, bool, str]]:
        """Return (name, holds, detail) of the database's own checks: page ciphers and structure (`full`: every index against its table)."""
        structure = "PRAGMA integrity_check" if full else "PRAGMA quick_check"
        with self._engine.connect() as connection:
            raw = self._driver(connection)
            broken = len(raw.execute("PRAGMA cipher_integrity_check").fetchall())
            try:
                told = [str(row[0]) for row in raw.execute(structure).fetchall()]
            except DRIVER_ERRORS as reason:
                told = [str(reason)]
        return [("ciphers", not broken, str(broken)), ("structure", told == ["ok"], str(len(told) if told != ["ok"] else 0))]

    @staticmethod
    def _driver(connection: Connection) -> Any:
        """Return the driver's own connection, outside any transaction."""
        raw = connection.connection.driver_connection
        if raw is None:
            raise Damaged(message("damaged.unreadable"))
        return raw
