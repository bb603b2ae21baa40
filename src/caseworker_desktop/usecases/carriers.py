"""The register of sticks: which one, who carried it, in and out of which gate, what lies on it, and what is done when one is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.clock import time_text
from caseworker_desktop.kernel.errors import LineRefused, Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.paper.breach import told_until
from caseworker_desktop.store.local import BundleNote
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.copies import SAFE_AT
from caseworker_desktop.usecases.intent import Intent
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import Writer

IN, OUT = "in", "out"
#: What the note of a bundle that went keeps: the id of the stick it lies on. It is told to nobody: each export would leave a change behind.
ON = "carrier"


@dataclass(frozen=True, slots=True)
class Passed:
    """A passage: which way, who (a staff id), where (an institution's id), when (RFC 3339)."""

    id: str
    way: str
    staff: str | None
    institution: str | None
    at: str


@dataclass(frozen=True, slots=True)
class Lying:
    """A bundle that this computer wrote to a stick. `kinds`: records by kind; `safe`: the other side has all of it in its backup."""

    digest: str
    file: str
    to: str
    at: str
    number: int
    bytes: int
    records: int
    persons: int
    kinds: Mapping[str, int]
    safe: bool


@dataclass(frozen=True, slots=True)
class Stick:
    """A stick of the house. `last` is its last passage, `lost` the id of a loss that holds, `known_at` since when that is known."""

    id: str
    number: str
    serial: str | None
    label: str | None
    permit: str | None
    permit_until: str | None
    retired_on: str | None
    last: Passed | None = None
    lost: str | None = None
    known_at: str | None = None


@dataclass(frozen=True, slots=True)
class Lost:
    """A loss: since when it is known, where the stick was seen last, what happened, when it came back, what lay on it."""

    id: str
    known_at: str
    staff: str | None
    seen: str
    what: str | None
    found_at: str | None
    bundles: int


def tell_until(known_at: str) -> str:
    """Return until when the supervisory authority is to be told (RFC 3339)."""
    return told_until(known_at)


class Carriers:
    """The use case, on a laptop and in the office alike; what is written travels as everything does."""

    def __init__(self, store: Store, writer: Writer, worker: Worker) -> None:
        self._store, self._writer, self._worker = store, writer, worker

    # ---- looking -----------------------------------------------------------------------------------------------------------------------------
    def every(self) -> tuple[Stick, ...]:
        """Return the sticks: lost ones first, then by number."""
        with self._store.reading() as reading:
            found = [self._stick(reading, row) for row in reading.rows("carrier")]
        return tuple(sorted(found, key=lambda one: (one.lost is None, one.retired_on is not None, len(one.number), one.number, one.id)))

    def labelled(self, label: str) -> Stick | None:
        """Return the stick that has this name in a computer (or this number on it), None when there is none or it is not the only one."""
        asked = label.strip().casefold()
        named = [one for one in self.every() if asked and asked in ((one.label or "").casefold(), one.number.casefold()) and one.retired_on is None]
        return named[0] if len(named) == 1 else None

    def passages(self, stick: str) -> tuple[Passed, ...]:
        """Return a stick's passages, the latest first."""
        with self._store.reading() as reading:
            return _passages(reading, stick)

    def losses(self, stick: str) -> tuple[Lost, ...]:
        """Return a stick's losses, the latest first."""
        with self._store.reading() as reading:
            found = [Lost(row.id, row.known_at, row.staff, row.seen, row.what, row.found_at, len(row.bundles)) for row in _losses(reading, stick)]
        return tuple(found)

    def lying(self, stick: str) -> tuple[Lying, ...]:
        """Return what this computer wrote to a stick, the latest first."""
        with self._store.reading() as reading:
            return tuple(_lying(reading, note) for note in reading.local.bundles() if note.outgoing and note.told.get(ON) == stick)

    # ---- writing -----------------------------------------------------------------------------------------------------------------------------
    def register(self, number: str, *, serial: str | None = None, label: str | None = None, permit: str | None = None,
                 permit_until: str | None = None) -> str:
        """Enter a stick; return its id. Raises LineRefused when the number is empty or taken."""
        self._free(number, None)
        values = {"number": number.strip(), "serial": serial, "label": label, "permit": permit, "permit_until": permit_until}
        return self._writer.write([Intent("carrier", None, {name: value for name, value in values.items() if value})]).ids[0]

    def change(self, stick: str, values: Mapping[str, Any]) -> None:
        """Change what is known of a stick (fields of the kind; None clears). Raises LineRefused when its number is empty or taken."""
        if "number" in values:
            self._free(str(values["number"] or ""), stick)
        self._writer.write([Intent("carrier", stick, dict(values))])

    def passed(self, stick: str, way: str, institution: str | None, at: str) -> str:
        """Note that this person carried a stick through a gate; return the passage's id. Raises Refused when it is lost."""
        with self._store.reading() as reading:
            if any(row.found_at is None for row in _losses(reading, stick)):
                raise Refused(message("carriers.is_lost"))
        values = {"carrier": stick, "way": way, "staff": self._worker.staff, "institution": institution, "at": at}
        return self._writer.write([Intent("passage", None, values)]).ids[0]

    def wrote(self, stick: str, digest: str) -> None:
        """Note, here only, on which stick a bundle (its digest in hex) lies."""
        with self._store.unit() as unit:
            note = unit.local.bundle(bytes.fromhex(digest))
            if note is not None:
                unit.local.note_bundle(replace(note, told={**note.told, ON: stick}))

    def lose(self, stick: str, known_at: str, seen: str, what: str | None) -> str:
        """Write down a loss with everything that lay on the stick; return its id. Raises LineRefused without a place, Refused when it is lost."""
        if not seen.strip():
            raise LineRefused(message("carriers.seen_needed"), field="seen")
        with self._store.reading() as reading:
            if any(row.found_at is None for row in _losses(reading, stick)):
                raise Refused(message("carriers.is_lost"))
            notes = [one for one in reading.local.bundles() if one.outgoing and one.told.get(ON) == stick]
            bundles = [_kept(_lying(reading, note)) for note in notes]
        values = {"carrier": stick, "known_at": known_at, "staff": self._worker.staff, "seen": seen.strip(), "what": what or None, "bundles": bundles}
        return self._writer.write([Intent("loss", None, {name: value for name, value in values.items() if value is not None})]).ids[0]

    def found(self, loss: str, at: str) -> None:
        """Write down that a lost stick came back."""
        self._writer.write([Intent("loss", loss, {"found_at": at})])

    # ---- parts -------------------------------------------------------------------------------------------------------------------------------
    def _free(self, number: str, stick: str | None) -> None:
        if not number.strip():
            raise LineRefused(message("carriers.number_needed"), field="number")
        if any(one.number.casefold() == number.strip().casefold() and one.id != stick for one in self.every()):
            raise LineRefused(message("carriers.number_taken", number=number.strip()[:40]), field="number")

    @staticmethod
    def _stick(reading: Reading, row: Any) -> Stick:
        passages = _passages(reading, row.id)
        lost = next((one for one in _losses(reading, row.id) if one.found_at is None), None)
        return Stick(row.id, row.number, row.serial, row.label, row.permit, row.permit_until, row.retired_on, passages[0] if passages else None,
                     lost.id if lost is not None else None, lost.known_at if lost is not None else None)


def _passages(reading: Reading, stick: str) -> tuple[Passed, ...]:
    rows = sorted(reading.rows("passage", carrier=stick), key=lambda row: (datetime.fromisoformat(row.at), row.id), reverse=True)
    return tuple(Passed(row.id, row.way, row.staff, row.institution, row.at) for row in rows)


def _losses(reading: Reading, stick: str) -> Sequence[Any]:
    return sorted(reading.rows("loss", carrier=stick), key=lambda row: (datetime.fromisoformat(row.known_at), row.id), reverse=True)


def _lying(reading: Reading, note: BundleNote) -> Lying:
    row, told = reading.row("device", ids.to_text(note.peer)), note.told
    kinds = {str(kind): int(count) for kind, count in told.get("by_kind", {}).items()}
    return Lying(note.digest.hex(), note.file, str(row.name) if row is not None else "", time_text(note.at), note.number, int(told.get("bytes", 0)),
                 int(told.get("records", 0)), int(told.get("persons", 0)), kinds, told.get(SAFE_AT) is not None)


def _kept(one: Lying) -> dict[str, Any]:
    kinds = " ".join(f"{kind}:{count}" for kind, count in sorted(one.kinds.items()))
    kept = {"digest": one.digest, "file": one.file, "to": one.to, "at": one.at, "number": one.number, "bytes": one.bytes, "records": one.records,
            "persons": one.persons, "kinds": kinds, "safe": one.safe}
    return {name: value for name, value in kept.items() if value not in (None, "")}
