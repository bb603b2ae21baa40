"""Why a laptop and its office do not show the same: totals side by side, and each record that is still on its way, with the bundle it is in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.clock import time_text
from caseworker_desktop.kernel.operation import KIND
from caseworker_desktop.store import body as bodies
from caseworker_desktop.store.log import INEFFECTIVE, STUB, stream_of
from caseworker_desktop.store.ranges import gaps, numbers
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.exchange import Exchange
from caseworker_desktop.usecases.founding import only_office
from caseworker_desktop.usecases.receiving import TOTALS
from caseworker_desktop.usecases.scope import Holding, persons_of
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import Shipped, Writer

#: So many records are told one by one.
MOST_TOLD = 1000
NOT_SENT, NOT_ACKNOWLEDGED, DOES_NOT_COUNT = "not_sent", "not_acknowledged", "does_not_count"


@dataclass(frozen=True, slots=True)
class OnItsWay:
    """A record of which the laptop may lack something: `why` not_sent, or not_acknowledged with the number of the bundle that holds it; or the
    laptop's own that does_not_count here (set aside, or an office's to write)."""

    record: str
    id: str
    why: str
    bundle: int | None


@dataclass(frozen=True, slots=True)
class Difference:
    """`laptop`: what it told last (None: never), `told_at` and `told_in` when and in which bundle; `office`: what its scope holds here now.
    `missing`: bundles from it that never came; `unanswered`: bundles to it that it has not answered."""

    device: str
    name: str
    told_at: str | None
    told_in: int | None
    laptop: Mapping[str, int] | None
    office: Mapping[str, int]
    missing: tuple[int, ...]
    unanswered: tuple[int, ...]
    records: tuple[OnItsWay, ...]

    @property
    def differs(self) -> tuple[str, ...]:
        """Return the kinds of which the two hold different numbers."""
        told = self.laptop or {}
        return tuple(sorted(kind for kind in {*told, *self.office} if told.get(kind, 0) != self.office.get(kind, 0)))


class Explaining:
    """The use case of the office."""

    def __init__(self, store: Store, writer: Writer, worker: Worker, shipped: Shipped, exchange: Exchange) -> None:
        self._store, self._writer, self._worker, self._shipped, self._exchange = store, writer, worker, shipped, exchange

    def explain(self, device: str) -> Difference:
        """Return the difference between a laptop's totals and the office's. Raises Refused for an unknown laptop, Denied elsewhere."""
        only_office(self._worker)
        with self._store.reading() as reading:
            row = self._exchange.device_of(reading, device)
            peer = reading.local.peer(ids.to_bytes(row.id))
            state = peer.state or {}
            told: dict[str, Any] = state.get(TOTALS) or {}
            sent = {int(number): int(one["arrival"]) for number, one in state.get("sent", {}).items()}
            return Difference(
                device=row.id,
                name=str(row.name),
                told_at=time_text(told["at"]) if told else None,
                told_in=told.get("number"),
                laptop=dict(told["kinds"]) if told else None,
                office=self._held(reading, row.id),
                missing=tuple(numbers(gaps(peer.numbers_in or []))),
                unanswered=tuple(sorted(sent)),
                records=self._on_their_way(reading, row, sent),
            )

    def _held(self, reading: Reading, device: str) -> dict[str, int]:
        persons = persons_of(reading, self._writer.projector(reading), self._shipped, device)
        holding = Holding(reading)
        out: dict[str, int] = {}
        for kind in sorted(reading.catalog.kinds(), key=lambda one: one.name):
            if not kind.control and (found := sum(holding.holds(columns[0], persons) for columns in reading.every(kind.name))):
                out[kind.name] = found
        return out

    def _on_their_way(self, reading: Reading, row: Any, sent: Mapping[int, int]) -> tuple[OnItsWay, ...]:
        waiting = self._exchange.waiting(reading, row)
        streams = {one.s: one for one in reading.log.streams()}
        device = ids.to_bytes(row.id)
        asked_as = {ids.to_bytes(one.asked_as) for one in reading.rows("device") if one.asked_as is not None}  # said anew by the office
        out: dict[tuple[str, str], OnItsWay] = {}
        for a, rec, n, _, st in reading.log.arrivals():
            own = streams[stream_of(n)].device == device and bool(st & INEFFECTIVE) and not st & STUB and rec not in asked_as
            if a not in waiting and not own:
                continue
            raw = reading.log.body(a)
            if bodies.read_stub(raw) is not None:
                continue
            kind = bodies.decode(raw)[KIND]
            declared = reading.catalog.kind(kind)
            if declared is not None and declared.control:
                continue
            number = min((number for number, arrival in sent.items() if a <= arrival), default=None)
            why = DOES_NOT_COUNT if own else NOT_SENT if number is None else NOT_ACKNOWLEDGED
            out.setdefault((kind, ids.to_text(rec)), OnItsWay(kind, ids.to_text(rec), why, None if own else number))
        return tuple(out[key] for key in sorted(out))[:MOST_TOLD]
