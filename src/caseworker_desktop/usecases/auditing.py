"""The audit: who opened, printed, exported, changed roles; a chain of lines on each device, and what the laptops' chains told the office."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import Any

import cbor2

from caseworker_desktop.bundle.codec import MOST_LINES
from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.clock import time_text, unix_ms
from caseworker_desktop.kernel.errors import Denied
from caseworker_desktop.kernel.message import message
from caseworker_desktop.store.local import AuditLine, Local
from caseworker_desktop.store.store import Store
from caseworker_desktop.store.unit import Unit
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.vault.cbor import unpack

#: Lines of one device: a setting with this name and the device's id in hex.
FROM = "audit_from:"
EXPORTED, IMPORTED, ROLE_CHANGED, DISABLED, REVOKED = "exported", "imported", "role_changed", "disabled", "revoked"
GIVEN_OUT, RESTRICTED, ERASED, JOINED, KEPT_APART, SET_ASIDE, TAKEN_BACK = (
    "person_exported", "restricted", "erased", "joined", "kept_apart", "set_aside", "taken_back",
)  # fmt: skip
_ITEMS = 10
_NO_CHAIN = b"\0" * 32
#: Of a sender's lines so many are kept (200 a day for five years are fewer), and none that is longer (an honest one has 200 bytes at most).
MOST_KEPT, LONGEST = 400_000, 512


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it is shown: when (RFC 3339), on which device, which staff member (a login; an id that is not known here), what, about what."""

    device: str
    number: int
    at: str
    staff: str | None
    what: str
    record: str | None
    day: str | None


@dataclass(frozen=True, slots=True)
class Verified:
    """A device's chain: how many lines, and whether they follow one another unchanged."""

    device: str
    lines: int
    holds: bool


def note(unit: Unit, worker: Worker, what: str, record: str | None = None, *, each: bool = False) -> None:
    """Add a line in the unit that does what it tells. `each`: every time, not once a day for the same act."""
    now = unix_ms(worker.clock.now())
    day = time_text(now) if each else worker.clock.now().date().isoformat()
    unit.local.audit(now, ids.to_bytes(worker.staff), what, ids.to_bytes(record) if record is not None else None, day)


# ---- on the stick ----------------------------------------------------------------------------------------------------------------------------
def lines_out(local: Local, device: bytes, epoch: int, after: int) -> list[bytes]:
    """Return this device's lines behind number `after` as they travel."""
    return [cbor2.dumps([1, device, epoch, one.n, one.at, one.staff, one.what, one.record, one.day, one.chain], canonical=True)
            for one in local.audit_lines(after)[:MOST_LINES]]  # fmt: skip


def take(local: Local, sender: bytes, lines: Iterable[bytes]) -> int:
    """Keep another device's lines as they came, each once; what is no line, speaks for a third device, or is more than MOST_KEPT, is left.
    Return how many were new."""
    name = FROM + sender.hex()
    kept: list[bytes] = local.setting(name, [])
    known = set(kept)
    fresh = (one for one in dict.fromkeys(lines) if one not in known and _read(one, sender) is not None)
    new = list(islice(fresh, max(MOST_KEPT - len(kept), 0)))
    if new:
        local.set(name, kept + new)
    return len(new)


def held(local: Local, device: bytes, epoch: int) -> int:
    """Return the number up to which a device's lines of an epoch came without a hole, 0 when something before them is missing: an office that
    came back from a backup gets again what it had told to hold."""
    told = [read for raw in local.setting(FROM + device.hex(), []) if (read := _read(raw, device)) is not None and read[2] <= epoch]
    mine = {int(one[3]): one for one in told if one[2] == epoch}
    first = last = min(mine, default=0)
    before = {one[_ITEMS - 1] for one in told if one[2] < epoch and one[3] == first - 1}
    if first > 1 and not any(_follows(chain, mine[first]) for chain in before):
        return 0
    while last + 1 in mine:
        last += 1
    return last


def _follows(chain: bytes, line: Sequence[Any]) -> bool:
    """Tell whether a line is what stands behind this chain."""
    return bool(sha256(chain + cbor2.dumps(list(line[4 : _ITEMS - 1]), canonical=True)).digest() == line[_ITEMS - 1])


def _read(raw: bytes, device: bytes) -> list[Any] | None:
    if len(raw) > LONGEST:
        return None
    try:
        item = unpack(raw)
    except ValueError:
        return None
    if not isinstance(item, list) or len(item) < _ITEMS or item[1] != device:
        return None
    _, _, epoch, n, at, staff, what, record, day, chain = item[:_ITEMS]
    forms = type(epoch) is int and type(n) is int and type(at) is int and isinstance(what, str) and isinstance(chain, bytes)
    return item if forms and _id_or_none(staff) and _id_or_none(record) and isinstance(day, str | None) else None


def _id_or_none(value: Any) -> bool:
    return value is None or (isinstance(value, bytes) and len(value) == ids.ID_BYTES)


class Auditing:
    """The use case, for who answers for data protection."""

    def __init__(self, store: Store, worker: Worker) -> None:
        self._store, self._worker = store, worker

    def show(self, person: str | None = None, limit: int = 500) -> tuple[Line, ...]:
        """Return the lines of all devices, the latest first, or those about one record. Raises Denied for who has no say in it."""
        self._allowed()
        with self._store.reading() as reading:
            mine = ids.to_bytes(self._worker.device)
            names = {ids.to_bytes(row.id): str(row.name) for row in reading.rows("device")}
            logins = {ids.to_bytes(row.id): str(row.login) for row in reading.rows("staff")}
            told: list[tuple[int, bytes, AuditLine]] = [(one.at, mine, one) for one in reading.local.audit_lines(0)]
            for device in names:
                told += [(one.at, device, one) for one in _lines(reading.local, device)]
        wanted = ids.to_bytes(person) if person is not None and ids.is_uuid(person) else None
        chosen = [one for one in told if person is None or one[2].record == wanted]
        chosen.sort(key=lambda one: (-one[0], one[1], -one[2].n))
        return tuple(
            Line(
                names.get(device, device.hex()),
                one.n,
                time_text(one.at),
                logins.get(one.staff, one.staff.hex()) if one.staff is not None else None,
                one.what,
                ids.to_text(one.record) if one.record is not None else None,
                one.day,
            )
            for _, device, one in chosen[:limit]
        )

    def verify(self) -> tuple[Verified, ...]:
        """Return for this device and each whose lines came whether its chain is whole."""
        self._allowed()
        with self._store.reading() as reading:
            out = [Verified(self._worker.device_name, len(reading.local.audit_lines(0)), reading.local.audit_holds())]
            for row in reading.rows("device"):
                device = ids.to_bytes(row.id)
                raws: list[bytes] = reading.local.setting(FROM + device.hex(), [])
                if raws:
                    out.append(Verified(str(row.name), len(raws), _holds([_read(raw, device) for raw in raws])))
        return tuple(out)

    def _allowed(self) -> None:
        if self._worker.joined and not self._worker.has_role("U-ADM", "U-DPO"):
            raise Denied(message("denied.role"))


def _lines(local: Local, device: bytes) -> list[AuditLine]:
    read = [one for raw in local.setting(FROM + device.hex(), []) if (one := _read(raw, device)) is not None]
    return [AuditLine(*one[3:_ITEMS]) for one in read]


def _holds(read: Sequence[list[Any] | None]) -> bool:
    """Tell whether lines follow one another unchanged. A restored laptop goes on from its backup's chain, so each epoch is looked at alone; the
    beginning of one may be in the epoch before."""
    last: dict[int, tuple[int, bytes]] = {}
    for one in sorted((one for one in read if one is not None), key=lambda one: (one[2], one[3])):
        epoch, n, chain = one[2], one[3], one[_ITEMS - 1]
        before = last.get(epoch, (0, _NO_CHAIN) if epoch == 1 else None)
        if before is not None and (n != before[0] + 1 or not _follows(before[1], one)):
            return False
        last[epoch] = n, chain
    return all(one is not None for one in read)
