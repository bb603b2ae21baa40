"""The store: one encrypted workspace database, opened, brought up to date, read from and written to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from caseworker_desktop.kernel.errors import Damaged
from caseworker_desktop.kernel.message import message
from caseworker_desktop.store import upgrade
from caseworker_desktop.store.blocks import Packer
from caseworker_desktop.store.declare import Catalog
from caseworker_desktop.store.engine import DATABASE, DRIVER_ERRORS, failure, open_engine
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.unit import Unit, open_unit

_FINGERPRINT = "catalog"


class Store:
    """An open workspace database. `dictionaries`: the shipped zstd dictionaries by number."""

    def __init__(self, engine: Engine, catalog: Catalog, dictionaries: dict[int, bytes], folder: Path) -> None:
        self._engine = engine
        self.catalog = catalog
        self.folder = folder
        self._packer = Packer(dictionaries)

    @classmethod
    def create(cls, folder: Path, key: bytes, catalog: Catalog, dictionaries: dict[int, bytes]) -> Store:
        """Make a new database in an existing folder. Raises Refused when one is there already."""
        store = cls(open_engine(folder / DATABASE, key, create=True), catalog, dictionaries, folder)
        upgrade.to_head(store._engine)
        with store.unit() as unit:
            unit.tables.make()
            unit.local.set(_FINGERPRINT, catalog.fingerprint())
        return store

    @classmethod
    def open(cls, folder: Path, key: bytes, catalog: Catalog, dictionaries: dict[int, bytes]) -> Store:
        """Open the database of a folder. Raises Damaged when it is none, damaged, or of a newer program."""
        store = cls(open_engine(folder / DATABASE, key), catalog, dictionaries, folder)
        if upgrade.version(store._engine) != upgrade.HEAD:
            upgrade.to_head(store._engine)
        return store

    def outdated(self) -> bool:
        """Tell whether the declarations changed since the record tables were made; then they must be projected again."""
        with self.reading() as reading:
            return bool(reading.local.setting(_FINGERPRINT) != self.catalog.fingerprint())

    def projected(self, unit: Unit) -> None:
        """Note, in the unit that projected everything again, that the tables fit the declarations."""
        unit.local.set(_FINGERPRINT, self.catalog.fingerprint())

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """Yield a read snapshot. Raises Damaged when a page is broken."""
        try:
            with self._engine.connect() as connection, connection.begin():
                yield Reading(connection, self.catalog, self._packer)
        except DRIVER_ERRORS as reason:
            raise failure(reason, Damaged(message("damaged.unreadable"))) or reason from reason

    @contextmanager
    def unit(self) -> Iterator[Unit]:
        """Yield a unit of work; see store/unit.py."""
        with open_unit(self._engine, self.catalog, self._packer) as unit:
            yield unit

    def close(self) -> None:
        """Write the journal into the database and close every connection."""
        with self._engine.connect() as connection:
            raw = connection.connection.driver_connection
            if raw is None:
                raise Damaged(message("damaged.unreadable"))
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._engine.dispose()

    def checks(self) -> list[tuple[str, bool, str]]:
        """Return (name, holds, detail) of the database's own checks: page ciphers and structure."""
        with self._engine.connect() as connection:
            raw = connection.connection.driver_connection
            if raw is None:
                raise Damaged(message("damaged.unreadable"))
            broken = raw.execute("PRAGMA cipher_integrity_check").fetchall()
            quick = [row[0] for row in raw.execute("PRAGMA quick_check").fetchall()]
        return [("ciphers", not broken, str(len(broken))), ("structure", quick == ["ok"], quick[0] if quick else "")]
