"""What each laptop holds: said by the office, shown in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.store.overlay import Overlay
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.exchange import Exchange
from caseworker_desktop.usecases.founding import only_office
from caseworker_desktop.usecases.intent import Intent
from caseworker_desktop.usecases.scope import Holding, persons_of, sites_of_codes
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import Shipped, Writer


@dataclass(frozen=True, slots=True)
class DeviceScope:
    """A laptop's scope: codes of its sites, ids of single cases, how many persons' files and records that is now, and of how many it has a card."""

    device: str
    name: str
    sites: tuple[str, ...]
    cases: tuple[str, ...]
    persons: int
    records: int
    cards: int


class Scoping:
    """The use case of the office."""

    def __init__(self, store: Store, writer: Writer, worker: Worker, shipped: Shipped, exchange: Exchange) -> None:
        self._store, self._writer, self._worker, self._shipped, self._exchange = store, writer, worker, shipped, exchange

    def set(self, device: str, sites: Sequence[str] | None, cases: Sequence[str] | None) -> DeviceScope:
        """Say which sites (codes) and single cases (ids) a laptop holds beside its people's caseload; None leaves one as it is.

        Raises LineRefused for an unknown site or case, Refused for an unknown laptop, Denied elsewhere.
        """
        only_office(self._worker)
        with self._store.reading() as reading:
            row = self._exchange.device_of(reading, device)
            values: dict[str, Any] = {"device": row.id}
            if sites is not None:
                try:
                    values["sites"] = sites_of_codes(reading, self._shipped, sites)
                except KeyError as reason:
                    raise LineRefused(message("refused.unknown_code", code=str(reason.args[0])[:40]), field="sites") from reason
            if cases is not None:
                if any(not ids.is_uuid(one) or reading.row("case", one) is None for one in cases):
                    raise LineRefused(message("refused.dangling"), field="cases")
                values["cases"] = list(cases)
            kept = reading.rows("scope", device=row.id)
        self._writer.write([Intent("scope", kept[0].id if kept else self._writer.new_id(), values)])
        return self.show(row.id)[0]

    def show(self, device: str | None = None) -> tuple[DeviceScope, ...]:
        """Return the scopes of all laptops by name, or of one. Raises Refused for an unknown laptop, Denied elsewhere."""
        only_office(self._worker)
        with self._store.reading() as reading:
            if device is not None:
                devices = [self._exchange.device_of(reading, device)]
            else:
                devices = [row for row in reading.rows("device") if row.role != "office" and row.revoked_on is None]
            holding = Holding(reading)
            return tuple(sorted((self._shown(reading, row, holding) for row in devices), key=lambda one: (one.name, one.device)))

    def _shown(self, reading: Reading, row: Any, holding: Holding) -> DeviceScope:
        scopes = reading.rows("scope", device=row.id)
        overlay = Overlay(reading, self._shipped)
        places = [overlay.get("institution", site) for scope in scopes for site in scope.sites]
        persons = persons_of(reading, self._writer.projector(reading), self._shipped, row.id)
        return DeviceScope(
            row.id,
            row.name,
            tuple(sorted(str(place["code"]) for place in places if place is not None)),
            tuple(sorted(case for scope in scopes for case in scope.cases)),
            len(persons),
            holding.count(persons),
            len(holding.met(persons)),
        )
