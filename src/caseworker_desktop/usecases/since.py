"""What was read of everything is kept, and brought up to date by what was written since: nobody's whole history is read to learn it again."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import Any, Generic, TypeVar

import cbor2
import zstandard

from caseworker_desktop import __version__
from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.operation import FIELDS, KIND, RECORD
from caseworker_desktop.merge.control import CONTROL_KINDS
from caseworker_desktop.records.views import heard as view
from caseworker_desktop.store import body as bodies_
from caseworker_desktop.store.log import CONTROL
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store

T = TypeVar("T")
#: Of a workspace with so few attendances nothing is kept on the disk: it is read in a moment.
FEW = 20_000
#: When so many operations came since, everything is read again; since so many it is kept again.
MANY, KEEP = 20_000, 1_000


class Touched:
    """Which records of the kinds asked for were written since, and every operation of each from its first: also what it said before."""

    def __init__(self, records: Mapping[str, set[bytes]], items: Mapping[bytes, list[list[Any]]]) -> None:
        self._records, self._items = records, items

    def of(self, kind: str) -> set[bytes]:
        """Return the records of a kind."""
        return self._records.get(kind, set())

    def refs(self, kind: str, register: str) -> set[bytes]:
        """Return every reference that a register of these records ever held."""
        return {entry[0] for record in self.of(kind) for item in self._items.get(record, ())
                if (entry := item[FIELDS].get(register)) and isinstance(entry[0], bytes)}


class Since(ABC, Generic[T]):
    """One such memory, by name. It holds as long as the log tells what became of it: arrivals bring it up to date, anything else begins anew.

    What is kept goes only forward: a reading that began before hears what was written meanwhile. May be asked from several threads.
    """

    name: str
    kinds: tuple[str, ...]
    #: Whether it is kept on the disk too; what holds for a day only is not.
    lasting = True

    def __init__(self, store: Store) -> None:
        self._store = store
        self._value: T | None = None
        self._stamp: list[Any] = []
        self._at = 0
        self.lock = threading.Lock()

    @abstractmethod
    def whole(self, reading: Reading) -> T:
        """Read everything."""

    @abstractmethod
    def renew(self, reading: Reading, value: T, touched: Touched) -> None:
        """Bring a value up to date."""

    def packed(self, value: T) -> Any:
        """Return a value as CBOR types; where it is lasting."""
        raise NotImplementedError(self.name)

    def unpacked(self, told: Any) -> T:
        """Return the value of `packed`."""
        raise NotImplementedError(self.name)

    def known(self, reading: Reading) -> T:
        """Return the value as it is now; to be called with the lock."""
        stamp, now = [reading.log.changes(), reading.catalog.fingerprint(), __version__], reading.log.next_arrival()
        if self._value is None or self._stamp != stamp:
            self._value, self._stamp = self._kept(reading, stamp, now), stamp
        if self._value is None or now - self._at > MANY:
            return self._again(reading, now)
        if now > self._at:
            touched = self._touched(reading)
            if touched is None:
                return self._again(reading, now)
            self.renew(reading, self._value, touched)
            if now - self._at >= KEEP:
                self._keep(reading, now)
            self._at = now
        return self._value

    def _again(self, reading: Reading, now: int) -> T:
        self._value, self._at = self.whole(reading), now
        self._keep(reading, now)
        return self._value

    def _kept(self, reading: Reading, stamp: list[Any], now: int) -> T | None:
        packed = reading.local.setting(f"since/{self.name}") if self.lasting else None
        told: Any = cbor2.loads(zstandard.decompress(packed)) if packed is not None else None
        if told is None or told["stamp"] != stamp or told["at"] > now:
            return None
        self._at = told["at"]
        return self.unpacked(told["value"])

    def _keep(self, reading: Reading, now: int) -> None:
        """Write it down, unless something was written meanwhile. A full or read-only disk keeps nothing: it is read again then."""
        if not self.lasting or self._value is None or not view.many_attendances(reading.connection, FEW):
            return
        packed = zstandard.compress(cbor2.dumps({"stamp": self._stamp, "at": now, "value": self.packed(self._value)}), 3)
        try:
            with self._store.unit() as unit:
                if unit.log.next_arrival() == now:
                    unit.local.set(f"since/{self.name}", packed)
        except Refused:
            return

    def _touched(self, reading: Reading) -> Touched | None:
        """Return what was written since; None: it cannot be told record by record (something was set aside, erased, or changed its kind)."""
        records: dict[str, set[bytes]] = {}
        for item in bodies_.read_all([raw for _, raw in reading.log.scan(self._at - 1)]):
            if not isinstance(item, list):
                continue
            if item[KIND] in CONTROL_KINDS:
                return None
            if item[KIND] in self.kinds:
                records.setdefault(item[KIND], set()).add(item[RECORD])
        items = _all_of(reading, set().union(*records.values()))
        return None if items is None else Touched(records, items)


def _all_of(reading: Reading, records: Iterable[bytes]) -> dict[bytes, list[list[Any]]] | None:
    out: dict[bytes, list[list[Any]]] = {}
    for record, many in reading.log.known(sorted(records)).items():
        if any(one.st & CONTROL for one in many):
            return None
        read = [item for item in bodies_.read_all([reading.log.body(one.a) for one in many]) if isinstance(item, list)]
        if len({item[KIND] for item in read}) > 1:
            return None
        out[record] = read
    return out
