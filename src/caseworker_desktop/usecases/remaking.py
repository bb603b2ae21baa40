"""Brings an opened workspace's record tables to this program's declarations: told, stoppable, and gone on with by the next opening."""

from __future__ import annotations

from collections.abc import Callable

from caseworker_desktop.kernel.bulk import bulk
from caseworker_desktop.kernel.message import message
from caseworker_desktop.kernel.operation import KIND
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.merge.apply import Engine
from caseworker_desktop.merge.control import Verify
from caseworker_desktop.store import body as bodies
from caseworker_desktop.store.remaking import Remaking
from caseworker_desktop.store.store import Store
from caseworker_desktop.store.unit import Unit

UPGRADE, UPGRADE_READING = "progress.upgrade", "progress.upgrade_reading"
#: So many records are projected in one transaction; what was stopped loses at most these.
TOGETHER = 5000


def bring_up_to_date(store: Store, verify: Verify, progress: Progress) -> None:
    """Project again the records of those kinds whose declaration changed since the tables were made; nothing when none did.

    Nobody is served from the workspace before it ends. Raises Cancelled when stopped, and whatever a unit raises: what was projected until then
    stays, and the next call goes on.
    """
    if not store.outdated():
        return

    def told(total: int) -> Callable[[int], object]:
        return lambda done: progress.step(message(UPGRADE_READING), done, total)

    with store.unit() as unit:
        remaking, last = Remaking(unit, store.catalog), unit.log.next_arrival() - 1
        judge = remaking.begin(_kind_of, told(last))
    if judge:
        with store.unit() as unit, bulk():
            Remaking(unit, store.catalog).judged(_engine(store, unit, verify).restate(told(last)))
    done = total = 0
    while True:
        with store.unit() as unit, bulk():
            remaking = Remaking(unit, store.catalog)
            total = total or remaking.left()
            records = remaking.next(TOGETHER)
            if not records:
                remaking.end()
                return
            _engine(store, unit, verify).reproject(records)
        done += len(records)
        progress.step(message(UPGRADE), done, total)


def _engine(store: Store, unit: Unit, verify: Verify) -> Engine:
    return Engine(store.catalog, unit.log, unit.tables, root=unit.local.setting("root"), verify=verify)


def _kind_of(raw: bytes) -> str | None:
    told = bodies.read_all([raw])[0]
    return str(told[KIND]) if isinstance(told, list) else None
