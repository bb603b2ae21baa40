"""What an application of operations did: numbers, and the records that somebody must look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from caseworker_desktop.store.log import CONTROL, Known

#: So many of the records written are told one by one.
RECORDS_TOLD = 5000


@dataclass(slots=True)
class Applied:
    """What an application did: numbers of operations new, known, unreadable (parked); records of operations that do not count; forks seen
    (stream ids); how many records were written of each kind, the flags of those that bear any now, and some of them (kind, id). `watched`:
    kinds of which every record written is told.

    Its size does not grow with the operations that are new: whether a record was counted is seen from the arrival numbers of its operations
    (`first`: where this application began); only what had to be projected is remembered.
    """

    accepted: int = 0
    known: int = 0
    parked: int = 0
    ineffective: set[tuple[str, bytes]] = field(default_factory=set)
    forks: set[bytes] = field(default_factory=set)
    by_kind: dict[str, int] = field(default_factory=dict)
    flagged: dict[bytes, int] = field(default_factory=dict)
    records: set[tuple[str, bytes]] = field(default_factory=set)
    watched: dict[str, set[bytes]] = field(default_factory=dict)
    first: int = 0
    projected: set[bytes] = field(default_factory=set)
    rowless: set[bytes] = field(default_factory=set)

    def created(self, kind: str, rec: bytes) -> None:
        """Count a record that was not here before."""
        self.by_kind[kind] = self.by_kind.get(kind, 0) + 1
        if len(self.records) < RECORDS_TOLD:
            self.records.add((kind, rec))
        if kind in self.watched:
            self.watched[kind].add(rec)

    def edited(self, kind: str, rec: bytes, ops: Sequence[Known], batch: int) -> None:
        """Count a record whose row took an edit, unless it was counted before the batch that begins with arrival number `batch`."""
        if rec not in self.projected and not self._came(ops, batch):
            self.created(kind, rec)

    def reprojected(self, kind: str | None, rec: bytes, ops: Sequence[Known], batch: int, fl: int) -> None:
        """Count a projected record likewise and note the flags it bears now; without a kind it has no row, and nothing is counted."""
        if kind is None:
            self.flagged.pop(rec, None)
            if not self._came(ops, batch):
                self.rowless.add(rec)
            return
        if rec not in self.projected and (rec in self.rowless or not self._came(ops, batch)):
            self.created(kind, rec)
        self.projected.add(rec)
        if fl:
            self.flagged[rec] = fl
        else:
            self.flagged.pop(rec, None)

    def _came(self, ops: Sequence[Known], batch: int) -> bool:
        return any(self.first <= one.a < batch and not one.st & CONTROL for one in ops)
