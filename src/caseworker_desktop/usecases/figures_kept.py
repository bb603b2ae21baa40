"""What a report read of sessions is kept in the workspace until something is written: the next look need not read a million of them."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import cbor2
import zstandard

from caseworker_desktop import __version__
from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store

#: So many spans of days are kept for a project; the oldest makes room.
_SPANS = 4
#: What is read in a moment is not kept: so many sessions in the workspace, and less.
FEW = 20_000


class Kept:
    """The memory of one project and span of days. It holds as long as no operation has arrived since, in the same version of the program."""

    def __init__(self, reading: Reading, project: str, days: str, fingerprint: str) -> None:
        self._name, self._days = f"figures/{project}", days
        self._stamp = [reading.log.next_arrival(), fingerprint, __version__]
        self._reading, self._new = reading, False

    @cached_property
    def _spans(self) -> dict[str, dict[str, Any]]:
        packed = self._reading.local.setting(self._name)
        told: Any = cbor2.loads(zstandard.decompress(packed)) if packed is not None else None
        spans: dict[str, dict[str, Any]] = told["spans"] if told is not None and told["stamp"] == self._stamp else {}
        return spans

    def get(self, name: str) -> Any | None:
        """Return what is kept under a name."""
        return self._spans.get(self._days, {}).get(name)

    def put(self, name: str, value: Any) -> None:
        """Keep a value."""
        self._spans.setdefault(self._days, {})[name] = value
        self._new = True

    def save(self, store: Store) -> None:
        """Write what is new, unless something was written meanwhile. A full or read-only disk keeps nothing: the report stands without it."""
        if not self._new:
            return
        while len(self._spans) > _SPANS:
            self._spans.pop(next(iter(self._spans)))
        packed = zstandard.compress(cbor2.dumps({"stamp": self._stamp, "spans": self._spans}), 3)
        try:
            with store.unit() as unit:
                if unit.log.next_arrival() == self._stamp[0]:
                    unit.local.set(self._name, packed)
        except Refused:
            return
