"""Takes a whole import of a register back, as one step, as long as nobody has built on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.kernel.operation import BATCH
from caseworker_desktop.store import body as bodies
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.aside import SettingAside
from caseworker_desktop.usecases.building import built_on
from caseworker_desktop.usecases.intent import Intent
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import Writer

_PART = 500


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back: how many records an import had made or changed, and how many of them keep its changes (never in an office)."""

    records: int
    left: int = 0


@dataclass(frozen=True, slots=True)
class _Step:
    """An operation of the import: its id, its record, and whether it made the record."""

    id: bytes
    kind: str
    record: str
    made: bool


class IntakeUndo:
    """The use case. An office sets the import's operations aside; a laptop, which has no say in that, deletes what the import made."""

    def __init__(self, store: Store, writer: Writer, worker: Worker, aside: SettingAside) -> None:
        self._store, self._writer, self._worker, self._aside = store, writer, worker, aside

    def undo(self, batch: str, records: Iterable[tuple[str, str]], why: str) -> Undone:
        """Take back the import that wrote `records` (kind, id) as `batch`; `why` in a person's words.

        Raises Refused when somebody has built on it since or nothing of it is here, Denied when the worker may not; nothing is changed then.
        """
        with self._store.reading() as reading:
            steps = _steps(reading, ids.to_bytes(batch), sorted(records))
            building = built_on(reading, {one.id for one in steps})
        if not steps:
            raise Refused(message("refused.nothing_to_undo"))
        if building:
            raise Refused(message("refused.undo_built_on", count=building))
        if self._worker.office:
            self._aside.operations([one.id.hex() for one in steps], why)
            return Undone(len(steps))
        made = [one for one in steps if one.made]
        if made:
            self._writer.write([Intent(one.kind, one.record, {}, deleted=True) for one in reversed(made)], why=why)
        return Undone(len(made), len(steps) - len(made))


def _steps(reading: Reading, batch: bytes, records: list[tuple[str, str]]) -> list[_Step]:
    out: list[_Step] = []
    for start in range(0, len(records), _PART):
        part = records[start : start + _PART]
        known = reading.log.known([ids.to_bytes(id_) for _, id_ in part])
        for kind, id_ in part:
            ops = sorted(known.get(ids.to_bytes(id_), ()), key=lambda one: one.a)
            for at, op in enumerate(ops):
                raw = reading.log.body(op.a)
                if bodies.read_stub(raw) is None and bodies.decode(raw)[BATCH] == batch:
                    out.append(_Step(op.id, kind, id_, made=at == 0))
    return out
