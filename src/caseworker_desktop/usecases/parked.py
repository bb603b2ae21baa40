"""What came and does not count: bytes that no rule can read, and records that only an office may write. Kept, shown, tried again after an upgrade."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from caseworker_desktop import __version__
from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.clock import time_text
from caseworker_desktop.kernel.operation import KIND, RECORD, STREAM
from caseworker_desktop.store import body as bodies
from caseworker_desktop.store.log import CONTROL, INEFFECTIVE, STUB, stream_of
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import Writer

#: The setting that tells which version of the program tried last.
TRIED_BY = "parked_tried_by"
OFFICE_KIND = "office_kind"


@dataclass(frozen=True, slots=True)
class ParkedOp:
    """An operation that does not count: its id (hex), why (`office_kind`, or what is broken in its bytes), kind and record where they can be
    read, device (a name), the bundle (digest, hex) and the place in it, when it came (RFC 3339)."""

    id: str
    why: str
    kind: str | None
    record: str | None
    device: str | None
    bundle: str | None
    place: int | None
    at: str | None


class Parked:
    """The use case."""

    def __init__(self, store: Store, writer: Writer, worker: Worker) -> None:
        self._store, self._writer, self._worker = store, writer, worker
        self._kept: tuple[tuple[int, int], list[tuple[int, bytes, list[Any]]]] | None = None

    def every(self) -> tuple[ParkedOp, ...]:
        """Return everything that is parked: what cannot be read by time, then office records of laptops by kind and record."""
        with self._store.reading() as reading:
            out = [
                ParkedOp(id_.hex(), why, None, None, None, bundle.hex() if bundle is not None else None, place, time_text(at))
                for id_, _, why, bundle, place, at in reading.log.parked()
            ]
            engine = self._writer.projector(reading)
            office = {kind.name for kind in reading.catalog.kinds() if kind.office}
            names = {ids.to_bytes(row.id): str(row.name) for row in reading.rows("device")}
            asked_as = {row.asked_as for row in reading.rows("device")} | {row.id for row in reading.rows("device")}
            streams = {one.s: one for one in reading.log.streams()}
            found = []
            for n, id_, item in self._ineffective(reading):
                record = ids.to_text(item[RECORD])
                # What a laptop said of itself before it joined is said anew by the office that took it in.
                if item[KIND] in office and item[STREAM] not in engine.strata.office and record not in asked_as:
                    device = names.get(streams[stream_of(n)].device or b"")
                    found.append(ParkedOp(id_.hex(), OFFICE_KIND, item[KIND], record, device, None, None, None))
        return (*out, *sorted(found, key=lambda one: (one.kind or "", one.record or "", one.id)))

    def _ineffective(self, reading: Reading) -> list[tuple[int, bytes, list[Any]]]:
        """Return place, id and content of what is in the log and does not count; all of the log is read for it, so it is kept until it changes."""
        stamp, kept = (reading.log.next_arrival(), reading.log.changes()), self._kept
        if kept is None or kept[0] != stamp:
            found = [(n, id_, bodies.decode(reading.log.body(a))) for a, _, n, id_, st in reading.log.arrivals(INEFFECTIVE)
                     if not st & (STUB | CONTROL)]
            kept = self._kept = stamp, found
        return kept[1]

    def retry(self) -> int:
        """Read everything that could not be read once more; return how many operations count as operations now."""
        read = 0
        with self._store.unit() as unit:
            engine = self._writer.engine(unit)
            for id_, body, _, _, _, at in unit.log.parked():
                if not isinstance(bodies.read_all([body])[0], bodies.BadBody):
                    engine.apply([body], at=at)
                    unit.log.unpark(id_)
                    read += 1
            unit.local.set(TRIED_BY, __version__)
        return read

    def retry_after_upgrade(self) -> int:
        """Do so when another version of the program tried last."""
        with self._store.reading() as reading:
            if reading.local.setting(TRIED_BY) == __version__ or not reading.log.parked():
                return 0
        return self.retry()


