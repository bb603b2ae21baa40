"""The keys that are shown once: which sheets there are, and whether they were copied rightly. Plain Python."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.usecases.doors import Keys

RECOVERY, HALF_A, HALF_B = "recovery", "half_a", "half_b"
_SAME_SIGN = str.maketrans({"O": "0", "I": "1", "L": "1"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """One key on one sheet: its title, for whom it is, its groups, and the groups that are asked back (positions from 0)."""

    kind: str
    title: Message
    text: Message
    groups: tuple[str, ...]
    asked: tuple[int, int]


def sheets(keys: Keys, choice: random.Random) -> tuple[Sheet, ...]:
    """Return the sheets of new keys; `choice` picks the two groups that are asked back."""
    made = [_sheet(RECOVERY, message("unlock.key.recovery"), message("unlock.key.recovery_text"), keys.recovery_key, choice)]
    if keys.custody_halves is not None:
        made += half_sheets(keys.custody_halves, choice)
    return tuple(made)


def half_sheets(halves: tuple[str, str], choice: random.Random) -> tuple[Sheet, Sheet]:
    """Return the sheets of custody's halves."""
    text = message("unlock.key.half_text")
    first = _sheet(HALF_A, message("unlock.key.half_a"), text, halves[0], choice)
    return first, _sheet(HALF_B, message("unlock.key.half_b"), text, halves[1], choice)


def _sheet(kind: str, title: Message, text: Message, key: str, choice: random.Random) -> Sheet:
    groups = tuple(re.split(r"[\s-]+", key.strip()))
    first, second = sorted(choice.sample(range(len(groups)), 2)) if len(groups) > 1 else (0, 0)
    return Sheet(kind, title, text, groups, (first, second))


def normal(typed: str) -> str:
    """Return a typed group as the key writes it: upper case, O as 0, I and L as 1, no spaces or dashes."""
    return re.sub(r"[\s-]", "", typed).upper().translate(_SAME_SIGN)


def wrong_groups(sheet: Sheet, typed: Sequence[str]) -> tuple[int, ...]:
    """Return which of the two asked groups (0 or 1) were typed back wrongly."""
    return tuple(at for at, (position, text) in enumerate(zip(sheet.asked, typed)) if normal(text) != normal(sheet.groups[position]))
