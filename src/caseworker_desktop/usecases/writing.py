"""The way to write casework: intents in, one durable transaction, what changed out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.clock import unix_ms
from caseworker_desktop.kernel.errors import Denied
from caseworker_desktop.kernel.message import message
from caseworker_desktop.kernel.progress import Progress, Silent
from caseworker_desktop.merge.apply import Engine
from caseworker_desktop.merge.control import Judged, Verify
from caseworker_desktop.store.declare import CodeLists, Kind
from caseworker_desktop.store.overlay import Overlay
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.recordtable import RecordTables
from caseworker_desktop.store.store import Store
from caseworker_desktop.store.unit import Unit
from caseworker_desktop.usecases.command import Command
from caseworker_desktop.usecases.controls import CLOCK_SETTING
from caseworker_desktop.usecases.intent import Checker, Intent, Normalise, Shipped, Written
from caseworker_desktop.usecases.worker import Worker

__all__ = ["CLOCK_SETTING", "May", "Shipped", "Writer"]

May = Callable[[str, Sequence[str], str, str], bool]
"""(role, extra roles, kind, `read` or `write`) → whether the permissions allow it."""


class Writer:
    """Writes for one worker."""

    def __init__(
        self,
        store: Store,
        worker: Worker,
        lists: CodeLists,
        shipped: Shipped,
        may: May,
        normalise_phone: Normalise,
        verify: Verify,
        make_id: ids.NewId = ids.new_id,
    ) -> None:
        self._store, self._worker, self._lists, self._shipped = store, worker, lists, shipped
        self._may, self._phone, self._verify, self._make_id = may, normalise_phone, verify, make_id
        self._fresh: set[str] = set()
        self._judged = Judged()

    def new_id(self) -> str:
        """Return a fresh record id."""
        id_ = self._make_id(unix_ms(self._worker.clock.now()))
        self._fresh.add(id_)
        return id_

    def is_fresh(self, id_: str) -> bool:
        """Tell, once, whether this writer made the id and nothing was written under it: then nobody needs to look for its record."""
        if id_ in self._fresh:
            self._fresh.discard(id_)
            return True
        return False

    def write(
        self,
        intents: Sequence[Intent],
        *,
        loading: bool = False,
        lines: Sequence[int] | None = None,
        dry_run: bool = False,
        why: str | None = None,
        progress: Progress | None = None,
    ) -> Written:
        """Write all intents in one durable transaction, or nothing.

        What stands in the inbox beside a value that was shown stays there, unless the intent settles it. `lines`: the line of each intent, told when
        one is refused. `why`: a person's reason, kept with every operation. `progress` is told of long commands and may stop them. Raises
        LineRefused, Refused, Denied or Cancelled; nothing is changed then.
        """
        command = Command(self, self._worker, self._lists, self._shipped, loading, dry_run, why, progress or Silent())
        with self._store.unit() as unit:
            return command.run(unit, intents, lines)

    def engine(self, unit: Unit, root: bytes | None = None) -> Engine:
        """Return the engine that applies operations in a unit (`root`: under another office's root, at joining)."""
        return Engine(self._store.catalog, unit.log, unit.tables, root=root or self._worker.root, verify=self._verify, judged=self._judged)

    def projector(self, reading: Reading) -> Engine:
        """Return an engine that only projects records, for a look at their heads."""
        return Engine(
            self._store.catalog, reading.log, RecordTables(reading.connection, self._store.catalog), root=self._worker.root, verify=self._verify
        )

    def allow(self, kind: Kind, intent: Intent) -> None:
        """Raise Denied when the worker may not write this kind here. Before joining, a laptop's one owner may write everything."""
        if kind.office and self._worker.joined and not self._worker.office:
            raise Denied(message("denied.office_kind"))
        if self._worker.joined and not kind.control and not self._may(self._worker.role, self._worker.roles_extra, kind.name, "write"):
            raise Denied(message("denied.role"))
        if ("created_by" in intent.values or "created_at" in intent.values) and not self._worker.has_role("U-ADM"):
            raise Denied(message("denied.created_by"))

    def checker(self, reading: Reading, overlay: Overlay) -> Checker:
        """Return the checks of one command."""
        extra = frozenset((row["list"], row["code"]) for row in reading.plains("term"))
        return Checker(self._lists, extra, overlay, self._phone)
