"""`dump`: the records as JSON lines, the same bytes from the same operations for the same reader."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.clock import time_text
from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.kernel.operation import AT, BATCH, CLOCK, FIELDS, KIND, RECORD, SEQ, STREAM
from caseworker_desktop.merge.control import CONTROL_KINDS
from caseworker_desktop.records.views.joined import joined
from caseworker_desktop.store import body as bodies
from caseworker_desktop.store.declare import Kind
from caseworker_desktop.store.files import write_or_refuse
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.own_file import OwnFile
from caseworker_desktop.usecases.protected import Opener, Shut
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import May, Shipped

_SILENT: tuple[Any, ...] = (None, [], {})
Holds = Callable[[str, bytes], bool]
"""(kind, record) → whether a laptop's scope holds it."""


def line_of(values: dict[str, Any]) -> str:
    """Return one record as its JSON line: keys sorted, empty values left out."""
    kept = {name: value for name, value in values.items() if value is not None and value != [] and value != {}}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


class Dumping:
    """The use case, for one worker."""

    def __init__(self, store: Store, worker: Worker, shipped: Shipped, may: May, check: Callable[[], None]) -> None:
        """`check` raises Denied while this laptop's files are closed (usecases/lease.py)."""
        self._store, self._worker, self._shipped, self._may, self._check = store, worker, shipped, may, check

    def lines(self, *, kind: str | None = None, id_: str | None = None, everything: bool = False, holds: Holds | None = None) -> Iterator[str]:
        """Yield the lines by kind and id. `everything` adds what the program keeps for itself. Raises Refused for an unknown kind."""
        self._check()
        kinds = sorted(self._store.catalog.kinds(), key=lambda one: one.name)
        if kind is not None:
            kinds = [one for one in kinds if one.name == kind]
            if not kinds:
                raise Refused(message("refused.unknown_kind", kind=kind[:40]))
        with self._store.reading() as reading:
            opener, own = Opener(reading, self._worker, self._shipped), OwnFile(reading, self._worker, self._shipped)
            if everything and kind is None:
                yield from sorted(self._operations(reading))
            for one in kinds:
                if one.control and not everything and kind is None:
                    continue
                if not one.control and not self._may(self._worker.role, self._worker.roles_extra, one.name, "read"):
                    continue
                rows = self._rows(reading, one, id_)
                for columns in rows:
                    if (holds is None or holds(one.name, columns[0])) and not own.shut(one, reading.plain_of(one.name, columns)):
                        yield line_of(self.record(reading, opener, one, columns))

    def write(self, target: Path, lines: Iterator[str]) -> None:
        """Write lines to a file, whole or not at all. Raises Refused when it cannot be written."""
        write_or_refuse(target, "".join(line + "\n" for line in lines).encode())

    def show(self, kind: str, id_: str) -> dict[str, Any] | None:
        """Return one live record as `dump` would write it (nulls included), or None. Raises Refused for an unknown kind.

        Of records found to be one, any id shows their face, filled where it is silent from the others; `joined` names these.
        """
        self._check()
        declared = self._store.catalog.kind(kind)
        if declared is None:
            raise Refused(message("refused.unknown_kind", kind=kind[:40]))
        if not declared.control and not self._may(self._worker.role, self._worker.roles_extra, kind, "read"):
            return None
        with self._store.reading() as reading:
            opener, own = Opener(reading, self._worker, self._shipped), OwnFile(reading, self._worker, self._shipped)
            many = self._joined(reading, declared, id_)
            found = [self.record(reading, opener, declared, columns) for one in many for columns in self._rows(reading, declared, one)]
            if not found or own.shut(declared, found[0]):
                return None
            shown, *others = found
            for other in others:
                shown |= {name: value for name, value in other.items() if value not in _SILENT and shown[name] in _SILENT}
            return {**shown, "joined": [other["id"] for other in others]} if others else shown

    @staticmethod
    def _joined(reading: Reading, kind: Kind, id_: str) -> list[str]:
        if kind.name not in ("person", "partner") or not ids.is_uuid(id_):
            return [id_]
        return [ids.to_text(one) for one in joined(reading.connection).of(ids.to_bytes(id_))]

    def record(self, reading: Reading, opener: Opener, kind: Kind, columns: Sequence[Any]) -> dict[str, Any]:
        """Return a row's plain values with protected ones opened, or `{"protected": readers}` where this person may not read them."""
        values = {"record": kind.name, **reading.plain_of(kind.name, columns)}
        for name, value in opener.open(kind, columns).items():
            values[name] = {"protected": value.readers} if isinstance(value, Shut) else value
        return values

    def _rows(self, reading: Reading, kind: Kind, id_: str | None) -> Iterator[Sequence[Any]]:
        if id_ is None:
            yield from reading.every(kind.name)
        elif ids.is_uuid(id_) and reading.plain(kind.name, id_) is not None:
            columns = reading.columns(kind.name, id_)
            if columns is not None:
                yield columns

    def _operations(self, reading: Reading) -> Iterator[str]:
        """Yield a line for each operation (its envelope), and the control operations' fields."""
        for _, raw in reading.log.scan():
            stub = bodies.read_stub(raw)
            if stub is not None:
                yield line_of({"record": "operation", "id": stub[2].hex(), "stream": stub[0].hex(), "seq": stub[1], "stub": True})
                continue
            item = bodies.decode(raw)
            id_ = bodies.body_id(raw).hex()
            yield line_of(
                {
                    "record": "operation",
                    "id": id_,
                    "stream": item[STREAM].hex(),
                    "seq": item[SEQ],
                    "clock": item[CLOCK],
                    "at": time_text(item[AT]),
                    "batch": item[BATCH].hex(),
                    "kind": item[KIND],
                    "of": ids.to_text(item[RECORD]),
                }
            )
            if item[KIND] in CONTROL_KINDS:
                yield line_of({"record": item[KIND], "id": id_, "fields": sorted(item[FIELDS])})
