"""What the page of the exchange says of the caseload lease. Plain Python."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from caseworker_desktop.kernel.message import Message, message

#: From so many days before the end on it is told.
SOON = 10


class State(Protocol):
    """What is read of the lease."""

    @property
    def days_left(self) -> int | None: ...
    @property
    def closed(self) -> bool: ...
    @property
    def jump(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class LeaseWords:
    """A banner: its tone, what is so, what to do, and at most one action."""

    tone: str
    title: Message
    text: Message
    action: Message | None = None


def lease_words(state: State) -> LeaseWords | None:
    """Return what must be said of the lease now, None when nothing."""
    if state.jump is not None:
        asked = message("exchange.lease_jump", count=state.jump)
        return LeaseWords("amber", asked, message("exchange.lease_jump_text"), message("exchange.lease_right"))
    if state.closed:
        return LeaseWords("red", message("exchange.lease_closed"), message("exchange.lease_closed_text"))
    if state.days_left is not None and state.days_left <= SOON:
        return LeaseWords("amber", message("exchange.lease_soon", count=state.days_left), message("exchange.lease_soon_text"))
    return None
