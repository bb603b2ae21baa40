"""In which epoch a device works: each return from a backup begins one, and whoever knows of a later one tells it."""

from __future__ import annotations

from secrets import randbelow

from caseworker_desktop.bundle.model import Header
from caseworker_desktop.store.unit import Unit

EPOCH = "epoch"
#: The keys of a head by which the other side tells which epoch of this device it knows: an office's, a laptop's.
AUDIT_HELD, HELD = "audit_held", "held"
_CHANCE_BITS = 10
#: What is told beyond this is no epoch: with 11 bits less than a head's numbers have, there is room behind every one.
_GREATEST = 2**52


def next_epoch(before: int, now: int) -> int:
    """Return the epoch that begins `now` (unix ms) for a workspace whose backup was of epoch `before`.

    It is greater than the epochs of all former returns, also of those that the backup cannot know since they came from the same one, or from
    a later one: seconds tell them apart, and chance where two are equal. Where the clock was wrong, `catch_up` mends the order.
    """
    chance = randbelow(1 << _CHANCE_BITS)
    return max(before + 1 + chance, now // 1000 << _CHANCE_BITS | chance)


def told_of(head: Header) -> int:
    """Return which epoch of the addressee the sender of a bundle knows, 0 when it does not tell."""
    held, lines = head.more.get(HELD), head.more.get(AUDIT_HELD)
    told = held.get(EPOCH) if isinstance(held, dict) else lines[0] if isinstance(lines, list) and len(lines) == 2 else None
    return told if type(told) is int and told < _GREATEST else 0


def catch_up(unit: Unit, epoch: int, head: Header) -> None:
    """Begin a later epoch when the other side knows one that lies behind this one (`epoch`): a clock was wrong at a return from a backup, and
    what this device says of both sides would be taken for words of its former self. It holds from the next unlocking on."""
    told = told_of(head)
    if told > epoch:
        unit.local.set(EPOCH, max(int(unit.local.setting(EPOCH)), told + 1))
