"""Drafts: what was typed and not yet signed, kept on this device, sealed to its author."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.clock import time_text, unix_ms
from caseworker_desktop.kernel.errors import Denied
from caseworker_desktop.kernel.message import message
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.vault.seal import open_sealed, seal_for
from caseworker_desktop.vault.staff import StaffKeys


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft in a list. `key`: what it is of (`session:PERSON`, `plan:ID`); `saved_at`: RFC 3339."""

    key: str
    saved_at: str
    content: Mapping[str, Any]


class Drafts:
    """The drafts of the person who sits here; nobody else can open them, not even on this device."""

    def __init__(self, store: Store, worker: Worker) -> None:
        self._store, self._worker = store, worker

    def save(self, key: str, content: Mapping[str, Any]) -> str:
        """Keep `content` (JSON values) in the place of an earlier draft of `key`; return when, RFC 3339. Raises Denied without own keys."""
        now = unix_ms(self._worker.clock.now())
        sealed = seal_for(self._public(), json.dumps(content, ensure_ascii=False, sort_keys=True).encode())
        with self._store.unit() as unit:
            unit.local.save_draft(ids.to_bytes(self._worker.staff), key, sealed, now)
        return time_text(now)

    def get(self, key: str) -> DraftRow | None:
        """Return the draft of `key`, None when there is none."""
        with self._store.reading() as reading:
            kept = reading.local.draft(ids.to_bytes(self._worker.staff), key)
        return None if kept is None else DraftRow(kept.key, time_text(kept.at), self._opened(kept.sealed))

    def mine(self) -> tuple[DraftRow, ...]:
        """Return all drafts, the latest first."""
        with self._store.reading() as reading:
            kept = reading.local.drafts(ids.to_bytes(self._worker.staff))
        return tuple(DraftRow(each.key, time_text(each.at), self._opened(each.sealed)) for each in kept)

    def discard(self, key: str) -> None:
        """Remove the draft of `key`; nothing happens when there is none."""
        with self._store.unit() as unit:
            unit.local.discard_draft(ids.to_bytes(self._worker.staff), key)

    def _secret(self) -> bytes:
        if self._worker.secret is None:
            raise Denied(message("drafts.no_keys"))
        return self._worker.secret

    def _public(self) -> bytes:
        return StaffKeys.of(self._secret()).public

    def _opened(self, sealed: bytes) -> Mapping[str, Any]:
        content: Mapping[str, Any] = json.loads(open_sealed(self._secret(), sealed))
        return content
