"""Puts protected registers into their boxes while an operation is composed."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from typing import Any

import cbor2

from caseworker_desktop.store.declare import Reader
from caseworker_desktop.usecases.compartments import AUTHOR, CUSTODY, FIGURES, Compartments, made
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.vault.compartments import Compartment, additional, seal_box, sealer, tag

Record = Callable[[dict[str, Any]], None]
"""Takes the plain values (with id) of a compartment record that the command must also write."""


class Sealing:
    """Seals for one command. Without a key of their own an author's text goes to a compartment that custody keeps for them."""

    def __init__(self, compartments: Compartments, worker: Worker, new_id: Callable[[], str], record: Record) -> None:
        self._compartments, self._worker, self._new_id, self._record = compartments, worker, new_id, record

    def _recipient(self, name: str) -> Compartment | None:
        known = self._compartments.latest(name)
        if known is not None:
            return known
        custody = self._compartments.latest(CUSTODY)
        if name == FIGURES:
            return None
        if custody is not None and (self._worker.office or not self._worker.joined):
            one, values = made(name, 1, {}, custody.public, self._new_id)
            self._record(values)
            self._compartments.adopt(one)
            return one
        if custody is not None and name.startswith(AUTHOR):
            return custody
        return self._compartments.latest(AUTHOR + self._worker.staff)

    def seal(
        self, readers: Sequence[Reader], values: Mapping[str, Any], bound: Callable[[Mapping[str, Any]], bytes], record: bytes
    ) -> tuple[dict[str, bytes], dict[str, Any]]:
        """Return (tag by register, `more` of the operation) for the protected registers' wire values.

        `bound` makes the boxes' additional data. Raises ValueError when nobody could ever read the main box (no key at all).
        """
        main = self._recipient(readers[0].compartment)
        if main is None:
            raise ValueError("no compartment")
        keys = sealer(main)
        tags = {register: tag(keys, record, register, wire) for register, wire in values.items()}
        data = bound(values)
        more: dict[str, Any] = {"box": seal_box(keys, values, data)}
        also = []
        used = {main.id}
        for reader in readers[1:]:
            other = self._recipient(reader.compartment)
            part = {register: wire for register, wire in values.items() if reader.fields is None or register in reader.fields}
            if other is None or other.id in used or not part:
                continue
            used.add(other.id)
            also.append(seal_box(sealer(other), part, data))
        if also:
            more["also"] = also
        return tags, more


def mark(local_key: bytes, register: str, wire: Any) -> bytes:
    """Return this device's own keyed mark of a sealed value, by which a repeated `load` is known as unchanged."""
    return hmac.digest(local_key, cbor2.dumps([register, wire], canonical=True), sha256)[:16]


__all__ = ["Sealing", "additional", "mark"]
