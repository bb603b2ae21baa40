"""What is wrong with a new passphrase, and how good it is. Plain Python."""

from __future__ import annotations

import re
from collections.abc import Mapping

from caseworker_desktop.kernel.message import Message, message

MIN_PASSPHRASE = 10  # as the vault asks; told here while typing, checked there


def passphrase_faults(passphrase: str, again: str) -> Mapping[str, Message]:
    """Return what is wrong with a new passphrase and its repetition."""
    if len(passphrase) < MIN_PASSPHRASE:
        return {"passphrase": message("unlock.fault.passphrase_short", count=MIN_PASSPHRASE)}
    if passphrase != again:
        return {"again": message("unlock.fault.passphrase_differs")}
    return {}


def strength(passphrase: str) -> tuple[int, Message]:
    """Return how good a new passphrase is, from 0 to 4, and the words for it: length counts, several words count more than signs."""
    words = len(re.findall(r"\w{3,}", passphrase))
    size = len(passphrase)
    if size < MIN_PASSPHRASE:
        return (1 if size else 0), message("unlock.strength.short")
    if len(set(passphrase)) < 6:
        return 1, message("unlock.strength.simple")
    if words >= 4 and size >= 20:
        return 4, message("unlock.strength.good")
    if size >= 16 or words >= 3:
        return 3, message("unlock.strength.fair")
    return 2, message("unlock.strength.weak")
