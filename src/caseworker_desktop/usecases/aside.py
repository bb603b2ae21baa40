"""Sets operations aside that shall not count, with the reason, and takes them back: an import undone, a revoked laptop's work, a mistake."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.clock import time_text
from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.kernel.operation import ACTOR, AT, FIELDS, STREAM, VALUE
from caseworker_desktop.merge.apply import Engine
from caseworker_desktop.merge.control import SET_ASIDE, TAKE_BACK, control_op
from caseworker_desktop.store import body as bodies
from caseworker_desktop.store.local import BundleNote
from caseworker_desktop.store.log import CONTROL, STUB, seq_of, stream_of
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.store.tables import WAITING, disputed
from caseworker_desktop.store.unit import Unit
from caseworker_desktop.usecases.auditing import SET_ASIDE as SET_ASIDE_LINE, TAKEN_BACK, note
from caseworker_desktop.usecases.building import built_on
from caseworker_desktop.usecases.controls import Control, Placed, set_aside, write_control
from caseworker_desktop.usecases.exchange import Exchange
from caseworker_desktop.usecases.founding import only_office
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import Writer

#: What a bundle's note keeps for this room: the first and last arrival number that it brought.
ARRIVALS = "arrivals"
#: The setting that tells which `set_aside` operations set which bundle aside: {digest: [ids]}.
BUNDLES_ASIDE = "bundles_aside"
LEAST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Aside:
    """What was set aside or taken back: ids (hex) of the `set_aside` operations, how many operations, and what a person must look at now."""

    ids: tuple[str, ...]
    operations: int
    conflicts: int = 0
    waiting: int = 0

    @property
    def needs_a_person(self) -> bool:
        """Tell whether something of it is for the inbox."""
        return bool(self.conflicts)


@dataclass(frozen=True, slots=True)
class Standing:
    """A `set_aside` that holds: its id (hex), when (RFC 3339), who (a staff id), why, and how many operations here it sets aside."""

    id: str
    at: str
    staff: str | None
    why: str
    operations: int


class SettingAside:
    """The use case; an office alone has a say in what counts."""

    def __init__(self, store: Store, writer: Writer, worker: Worker, exchange: Exchange) -> None:
        self._store, self._writer, self._worker, self._exchange = store, writer, worker, exchange

    # ---- aside -------------------------------------------------------------------------------------------------------------------------------
    def device(self, device: str, why: str) -> Aside:
        """Set aside everything that a laptop wrote and that is here. Raises Refused for an unknown laptop or without a reason, Denied elsewhere."""
        self._ready(why)
        with self._store.reading() as reading:
            row = self._exchange.device_of(reading, device)
            own = {one.s for one in reading.log.streams() if one.device == ids.to_bytes(row.id)}
            chosen = [one for _, one in _placed(reading) if one[0] in own]
        return self._aside([one for _, one in chosen], why)

    def operations(self, told: Sequence[str], why: str) -> Aside:
        """Set aside single operations by id (hex). Raises Refused when one is none, or control, or not here."""
        self._ready(why)
        wanted = {_id_of(one) for one in told}
        with self._store.reading() as reading:
            chosen = [one._replace(own=False) for _, (_, one) in _placed(reading) if one.id in wanted]
        if len(chosen) != len(wanted):
            raise Refused(message("refused.unknown_operation"))
        return self._aside(chosen, why)

    def bundle(self, bundle: str, why: str) -> Aside:
        """Set aside what a bundle brought first, whatever builds on it. Raises Refused when it is unknown or set aside already."""
        self._ready(why)
        kept, chosen = self._brought(bundle)
        return self._aside(chosen, why, kept)

    def undo(self, bundle: str, why: str) -> Aside:
        """Set a bundle aside like `bundle`, unless somebody's later work builds on it (Refused, with the number of records)."""
        self._ready(why)
        kept, chosen = self._brought(bundle)
        with self._store.reading() as reading:
            building = built_on(reading, {one.id for one in chosen})
        if building:
            raise Refused(message("refused.undo_built_on", count=building))
        return self._aside(chosen, why, kept)

    def _ready(self, why: str) -> None:
        only_office(self._worker)
        if not why.strip():
            raise Refused(message("refused.why_needed"))

    def _brought(self, bundle: str) -> tuple[BundleNote, list[Placed]]:
        with self._store.reading() as reading:
            kept = self.note_of(reading, bundle)
            if reading.local.setting(BUNDLES_ASIDE, {}).get(kept.digest):
                raise Refused(message("refused.undone_already"))
            first, last = kept.told.get(ARRIVALS, (0, -1))
            chosen = [one for a, (_, one) in _placed(reading) if first <= a <= last]
        if not chosen:
            raise Refused(message("refused.nothing_to_undo"))
        return kept, chosen

    def _aside(self, chosen: Sequence[Placed], why: str, bundle: BundleNote | None = None) -> Aside:
        if not chosen:
            raise Refused(message("refused.nothing_to_undo"))
        with self._store.unit() as unit:
            written = set_aside(unit, self._writer.engine(unit), self._worker, chosen, why.strip())
            if bundle is not None:
                keep_aside(unit, bundle.digest, written)
            note(unit, self._worker, SET_ASIDE_LINE, each=True)
        return _told(written, len(chosen))

    # ---- back --------------------------------------------------------------------------------------------------------------------------------
    def take_back(self, told: Sequence[str]) -> Aside:
        """Let what `set_aside` operations (ids in hex) set aside count again. Raises Refused when one does not hold, Denied elsewhere."""
        only_office(self._worker)
        wanted = [_id_of(one) for one in told]
        with self._store.unit() as unit:
            holding = {one.id: one for one in self._standing(Reading(unit.connection, unit.catalog, unit.packer))}
            if any(one.hex() not in holding for one in wanted):
                raise Refused(message("refused.unknown_aside"))
            done = self._back(unit, wanted)
            note(unit, self._worker, TAKEN_BACK, each=True)
            aside = unit.local.setting(BUNDLES_ASIDE, {})
            unit.local.set(BUNDLES_ASIDE, {digest: left for digest, many in aside.items() if (left := [one for one in many if one not in wanted])})
        return replace(_told([done], sum(holding[one.hex()].operations for one in wanted)), ids=tuple(one.hex() for one in wanted))

    def redo(self, bundle: str) -> Aside:
        """Take back what set a bundle aside. Raises Refused when nothing did, Denied elsewhere."""
        only_office(self._worker)
        with self._store.reading() as reading:
            aside = reading.local.setting(BUNDLES_ASIDE, {}).get(self.note_of(reading, bundle).digest, [])
        if not aside:
            raise Refused(message("refused.not_undone"))
        return self.take_back([one.hex() for one in aside])

    def _back(self, unit: Unit, wanted: Sequence[bytes]) -> Control:
        return write_control(unit, self._writer.engine(unit), self._worker, TAKE_BACK, {"of": sorted(wanted)})

    # ---- looking -----------------------------------------------------------------------------------------------------------------------------
    def bundles(self) -> frozenset[bytes]:
        """Return the digests of the bundles that are set aside."""
        with self._store.reading() as reading:
            return frozenset(reading.local.setting(BUNDLES_ASIDE, {}))

    def standing(self) -> tuple[Standing, ...]:
        """Return what is set aside now, the latest first."""
        with self._store.reading() as reading:
            return self._standing(reading)

    def _standing(self, reading: Reading) -> tuple[Standing, ...]:
        engine = self._writer.projector(reading)
        items = [(id_, bodies.decode(reading.log.body(a))) for _, _, id_, st, a in reading.log.controls() if not st & STUB]
        office = engine.strata.office
        ops = [(id_, item, control_op(item, id_)) for id_, item in items if item[STREAM] in office]
        back = {one for _, _, op in ops if op.kind == TAKE_BACK for one in op.fields.get("of") or () if isinstance(one, bytes)}
        standing = any(op.kind == SET_ASIDE and id_ not in back for id_, _, op in ops)
        here = [one for _, (_, one) in _placed(reading)] if standing else []  # all of the log is read for it
        out = []
        for id_, item, op in ops:
            if op.kind != SET_ASIDE or id_ in back:
                continue
            single = {one for one in op.fields.get("ids") or () if isinstance(one, bytes)}
            ranges = [one for one in op.fields.get("ranges") or () if isinstance(one, list) and len(one) == 3]
            count = sum(one.id in single or any(s == one.stream and first <= one.seq <= last for s, first, last in ranges) for one in here)
            why = item[FIELDS].get("why", [""])[VALUE]
            actor = ids.to_text(item[ACTOR]) if item[ACTOR] is not None else None
            out.append((item[AT], Standing(id_.hex(), time_text(item[AT]), actor, why if isinstance(why, str) else "", count)))
        return tuple(one for _, one in sorted(out, key=lambda pair: (-pair[0], pair[1].id)))

    def note_of(self, reading: Reading, bundle: str) -> BundleNote:
        """Return the note of a bundle that came, by its digest (or the beginning of it). Raises Refused when none or several are meant."""
        asked = bundle.strip().lower()
        found = reading.local.bundles_named(asked) if len(asked) >= LEAST_DIGITS and set(asked) <= set("0123456789abcdef") else []
        if len(found) != 1:
            raise Refused(message("refused.unknown_bundle"))
        return found[0]


def quarantine(unit: Unit, engine: Engine, worker: Worker, device: bytes, digest: bytes, first: int, why: str) -> int:
    """Set aside what a revoked laptop's bundle brought (arrivals from `first` on), under another's name too; return how many operations that is."""
    reading = Reading(unit.connection, unit.catalog, unit.packer)
    own = {one.s for one in engine.streams() if one.device == device}
    chosen = [one if s in own else one._replace(own=False) for a, (s, one) in _placed(reading) if a >= first]
    if chosen:
        keep_aside(unit, digest, set_aside(unit, engine, worker, chosen, why))
    return len(chosen)


def keep_aside(unit: Unit, digest: bytes, written: Sequence[Control]) -> None:
    """Note by which operations a bundle was set aside."""
    aside = unit.local.setting(BUNDLES_ASIDE, {})
    unit.local.set(BUNDLES_ASIDE, {**aside, digest: [one.id for one in written]})


def _placed(reading: Reading) -> Iterable[tuple[int, tuple[int, Placed]]]:
    """Yield (arrival, (local stream number, operation)) of everything but control operations, which no stratum touches."""
    streams = {one.s: one for one in reading.log.streams()}
    for a, _, n, id_, st in reading.log.arrivals():
        if not st & CONTROL:
            stream = streams[stream_of(n)]
            yield a, (stream.s, Placed(stream.id, seq_of(n), id_, not stream.branch))


def _id_of(told: str) -> bytes:
    try:
        return uuid.UUID(told.strip()).bytes
    except ValueError as reason:
        raise Refused(message("refused.unknown_operation")) from reason


def _told(written: Sequence[Control], operations: int) -> Aside:
    flags = [fl for one in written for fl in one.done.flagged.values()]
    return Aside(tuple(one.id.hex() for one in written), operations, sum(map(disputed, flags)), sum(bool(fl & WAITING) for fl in flags))
