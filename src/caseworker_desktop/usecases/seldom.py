"""The sessions of kinds that are seldom, and who taught in sessions: found without passing over all the others."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from caseworker_desktop.records.views import sessions as view
from caseworker_desktop.records.views.sessions import SessionsWanted
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.usecases.since import Since, Touched

#: A kind of which there are more is no seldom one: its sessions are soon met by their days.
MOST = 20_000


@dataclass
class Sparse:
    """Beginnings by kind and session, None of a kind that is not seldom; and what `trainers` says, by session."""

    kinds: dict[str, dict[bytes, str] | None] = field(default_factory=dict)
    taught: dict[bytes, str] = field(default_factory=dict)


class Seldom(Since[Sparse]):
    """Those sessions."""

    name = "seldom"
    kinds = ("session",)

    def sessions(self, reading: Reading, wanted: SessionsWanted) -> list[tuple[str, bytes]] | None:
        """Return (beginning, session) of the kinds wanted, the latest first; None where one of them is not seldom, or any is wanted."""
        if not wanted.kinds:
            return None
        with self.lock:
            value = self.known(reading)
            if any(kind in value.kinds and value.kinds[kind] is None for kind in wanted.kinds):
                return None
            return sorted(((at, id_) for kind in set(wanted.kinds) for id_, at in (value.kinds.get(kind) or {}).items()), reverse=True)

    def taught(self, reading: Reading) -> list[tuple[bytes, list[dict[str, Any]]]]:
        """Return the trainers of each session that tells of some."""
        with self.lock:
            return [(id_, json.loads(told)) for id_, told in self.known(reading).taught.items()]

    def whole(self, reading: Reading) -> Sparse:
        """Pass over all sessions once."""
        value = Sparse()
        for id_, kind, at, trainers in view.every_session(reading.connection):
            _add(value, id_, kind, at, trainers)
        return value

    def renew(self, reading: Reading, value: Sparse, touched: Touched) -> None:
        """Take what was written out, and in again as it is now."""
        written = touched.of("session")
        for id_ in written:
            value.taught.pop(id_, None)
            for held in value.kinds.values():
                if held is not None:
                    held.pop(id_, None)
        for id_, kind, at, trainers in view.these_sessions(reading.connection, sorted(written)):
            _add(value, id_, kind, at, trainers)

    def packed(self, value: Sparse) -> Any:
        """Return both."""
        return [value.kinds, value.taught]

    def unpacked(self, told: Any) -> Sparse:
        """Return both."""
        return Sparse(*told)


def _add(value: Sparse, id_: bytes, kind: str, at: str, trainers: str | None) -> None:
    held = value.kinds.setdefault(kind, {})
    if held is not None:
        held[id_] = at
        if len(held) > MOST:
            value.kinds[kind] = None
    if trainers:
        value.taught[id_] = trainers
