"""What the office says of its laptops. Plain Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.exchange.hand_over import Target
from caseworker_desktop.ui.moments import day_words

SILENT_DAYS = 14


class Peer(Protocol):
    """What is read of a peer's state."""

    @property
    def peer(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def last_out(self) -> str | None: ...
    @property
    def last_in(self) -> str | None: ...
    @property
    def waiting(self) -> int: ...
    @property
    def days_silent(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class DeviceLine:
    """One row of the table, in words; `tone` of its state."""

    peer: str
    name: str
    last_in: str
    last_out: str
    waiting: str
    state: str
    tone: str
    icon: str


def device_lines(peers: Sequence[Peer], now: datetime, texts: Texts) -> list[DeviceLine]:
    """Return the rows, those that are silent for long first."""
    made = []
    for one in sorted(peers, key=lambda peer: (-(peer.days_silent or 0), texts.sort_key(peer.name))):
        if one.last_in is None:
            state, tone, icon = message("exchange.office.never"), "amber", "clock"
        elif (one.days_silent or 0) >= SILENT_DAYS:
            state, tone, icon = message("exchange.office.silent", count=one.days_silent or 0), "amber", "clock"
        else:
            state, tone, icon = message("exchange.office.fresh"), "green", "check"
        made.append(
            DeviceLine(
                one.peer,
                one.name,
                day_words(one.last_in, now, texts),
                day_words(one.last_out, now, texts),
                texts.number(one.waiting),
                texts.say(state),
                tone,
                icon,
            )
        )
    return made


def target_of(peer: Peer, *, office: bool) -> Target:
    """Return the target of a hand-over: a laptop by its id, the office by its word."""
    return Target(peer.peer if office else "office", peer.name, peer.waiting, peer.last_out, peer.last_in)
