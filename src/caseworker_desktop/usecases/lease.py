"""The caseload lease: a laptop that has had no bundle from its office for long closes its files. Writing, exporting and taking in never close.

It is a habit, not cryptography: it makes people carry the stick, it does not keep out whoever holds laptop and passphrase.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caseworker_desktop.kernel.clock import unix_ms
from caseworker_desktop.kernel.errors import Denied
from caseworker_desktop.kernel.message import message
from caseworker_desktop.store.declare import Catalog
from caseworker_desktop.store.store import Store
from caseworker_desktop.store.unit import Unit
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import May

LEASE_DAYS = 45
#: A clock that goes on by more than this between two sittings is asked about before it counts.
JUMP_DAYS = 2
DAY_MS = 24 * 3600 * 1000
#: The time seen is noted when it went on by an hour: most commands then write nothing.
NOTED_MS = 3600 * 1000
SEEN, SINCE = "time_seen", "lease_since"


@dataclass(frozen=True, slots=True)
class LeaseState:
    """`days_left` (None: no lease here) and whether files are closed. `jump`: by how many days the clock went on since the last sitting, when that
    is more than two and nobody has said that the date is right."""

    days_left: int | None
    closed: bool
    jump: int | None = None


class Lease:
    """One sitting's lease. Times are the greatest that this workspace has seen, so that a clock set back opens nothing."""

    def __init__(self, store: Store, worker: Worker, catalog: Catalog) -> None:
        self._store, self._worker = store, worker
        self._files = frozenset(kind.name for kind in catalog.kinds() if not kind.control and not kind.office)
        self._day = ""
        self._state = LeaseState(None, False)

    def state(self) -> LeaseState:
        """Return how things stand today; the first time on a day the time is noted."""
        day = self._worker.clock.now().date().isoformat()
        if day != self._day:
            self._look()
            self._day = day
        return self._state

    def confirm(self) -> LeaseState:
        """A person says that the date is right: the time that the clock shows counts from now on."""
        with self._store.unit() as unit:
            unit.local.set(SEEN, max(int(unit.local.setting(SEEN, 0)), unix_ms(self._worker.clock.now())))
        self._day = ""
        return self.state()

    def renew(self, unit: Unit) -> None:
        """The office's bundle has come, in the unit that takes it: the files are open again."""
        if self._worker.office:
            return
        now = max(int(unit.local.setting(SEEN, 0)), unix_ms(self._worker.clock.now()))
        unit.local.set(SINCE, now)
        unit.local.set(SEEN, now)
        self._day = ""

    def check(self) -> None:
        """Raise Denied when files are closed."""
        if self.state().closed:
            raise Denied(message("denied.lease", count=LEASE_DAYS))

    def may(self, permitted: May) -> May:
        """Return the permissions with files closed to reading while the lease is over."""

        def asked(role: str, extra: Sequence[str], kind: str, what: str) -> bool:
            return permitted(role, extra, kind, what) and not (what == "read" and kind in self._files and self.state().closed)

        return asked

    def _look(self) -> None:
        if self._worker.office or not self._worker.joined:
            self._state = LeaseState(None, False)
            return
        now = unix_ms(self._worker.clock.now())
        with self._store.reading() as reading:
            seen, since = int(reading.local.setting(SEEN, 0)), reading.local.setting(SINCE)
        jump = (now - seen) // DAY_MS if seen and now - seen > JUMP_DAYS * DAY_MS else None
        greatest = max(seen, now) if jump is None else seen
        if since is None or greatest - seen >= NOTED_MS:  # a laptop that joined before leases were kept begins now
            since = greatest if since is None else since
            with self._store.unit() as unit:
                unit.local.set(SEEN, greatest)
                unit.local.set(SINCE, since)
        left = LEASE_DAYS - (max(greatest, int(since)) - int(since)) // DAY_MS
        self._state = LeaseState(max(0, left), left < 0, jump)
