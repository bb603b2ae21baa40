"""Takes off a laptop the files that its office sent away: when all of it is safe there and nobody here is still writing; stubs stay."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.operation import KIND, MENTIONS, RECORD, SUBJECT
from caseworker_desktop.merge.apply import Engine
from caseworker_desktop.store import body as bodies
from caseworker_desktop.store.local import Peer
from caseworker_desktop.store.log import CONTROL, STUB, seq_of, stream_of
from caseworker_desktop.store.ranges import holds
from caseworker_desktop.store.unit import Unit
from caseworker_desktop.usecases.scope import CARD

_UUID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@dataclass(slots=True)
class _File:
    """One record: whose it is, whether it is a card, and whether all of it lies in a backup of the office."""

    subject: bytes | None = None
    mentions: set[bytes] = field(default_factory=set)
    card: bool = False
    safe: bool = True

    def goes_with(self, gone: set[bytes], stay: set[bytes]) -> bool:
        """Tell whether the record is of somebody gone, and of nobody who stays; one without subject and mentions is everybody's."""
        if self.subject is not None:
            return self.subject in gone
        return not self.mentions.isdisjoint(gone) and self.mentions.isdisjoint(stay)


@dataclass(frozen=True, slots=True)
class Removed:
    """How many persons' files went, and how many wait for a draft to be signed or for the office's backup."""

    persons: int
    waiting: int


def remove(unit: Unit, engine: Engine, peer: Peer) -> Removed:
    """Take away what can go of those whom the office, by its latest signed list, does not keep on this laptop any more.

    A file goes as a whole: with one operation of it not safe, or one draft open, all of it waits. Cards of people who are met no more go at once.
    """
    state = peer.state or {}
    away, met = _persons(state.get("remove", b"")), _persons(state.get("cards", b""))
    files = _files(unit, peer) if away or "cards" in state else {}
    cards = [rec for rec, file in files.items() if file.card and file.subject not in met]
    files = {rec: file for rec, file in files.items() if not file.card}
    here = {file.subject for file in files.values() if file.subject is not None}
    stay = here - away
    drafts = {ids.to_bytes(one) for key in unit.local.draft_keys() for one in _UUID.findall(key)}
    waiting = away & drafts
    for rec, file in files.items():
        if file.goes_with(away, stay) and (not file.safe or rec in drafts):
            # What a shared record holds back, it holds back for all whom it mentions.
            waiting |= {file.subject} if file.subject is not None else file.mentions & away
    gone = away - waiting
    engine.strip([*cards, *(rec for rec, file in files.items() if file.goes_with(gone, here - gone))])
    return Removed(len(here & gone), len(here & waiting))


def _persons(joined: bytes) -> set[bytes]:
    return {joined[i : i + 16] for i in range(0, len(joined), 16)}


def _files(unit: Unit, peer: Peer) -> dict[bytes, _File]:
    streams = {one.s: one for one in unit.log.streams()}
    safe = peer.safe or {}
    files: dict[bytes, _File] = {}
    unsafe: set[bytes] = set()
    whole: set[int] = set()
    for a, rec, n, _, st in unit.log.arrivals():
        if st & (CONTROL | STUB):
            continue
        whole.add(a)
        stream = streams[stream_of(n)]
        if stream.branch or not holds(safe.get(stream.id, []), seq_of(n)):
            unsafe.add(rec)
    for a, raw in unit.log.scan():
        if a in whole:
            item = bodies.decode(raw)
            file = files.setdefault(item[RECORD], _File(safe=item[RECORD] not in unsafe))
            file.subject = item[SUBJECT] if item[SUBJECT] is not None else file.subject
            file.card = item[KIND] == CARD
            file.mentions.update(item[MENTIONS])
    return files
