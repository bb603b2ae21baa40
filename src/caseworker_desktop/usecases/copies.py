"""Sealed copies of the bundles that went: only the office can open them; kept until 90 days after all in them is safe there, then wiped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from caseworker_desktop.bundle.model import Run
from caseworker_desktop.bundle.stick import SUFFIX, Files, copy, new_name, part_of
from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.store.local import BundleNote
from caseworker_desktop.store.log import Stream
from caseworker_desktop.store.ranges import Ranges, contains
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.store.unit import Unit

SENT = "sent"
KEPT_DAYS = 90
DAY_MS = 24 * 3600 * 1000
#: What a note of a bundle that went keeps for this room.
RUNS, SAFE_AT = "runs", "safe_at"
LEAST_DIGITS = 6


def keep(store: Store, file: Path, digest: str) -> None:
    """Keep a copy of a bundle that was written and verified; a disk without room for it stops nothing, the operations are in the log."""
    folder = store.folder / SENT
    try:
        folder.mkdir(exist_ok=True)
        for begun in folder.glob(f"*{part_of(Path(SUFFIX)).name}"):  # a killed process left it; this workspace is held by this process alone
            begun.unlink()
        copy(file, folder / f"{digest}{SUFFIX}", digest)
    except (OSError, Refused):
        return  # copy() leaves nothing behind


def runs_told(runs: Sequence[Run]) -> list[list[object]]:
    """Return a bundle's runs as its note keeps them."""
    return [[run.stream, run.first, run.last] for run in runs]


def mark_safe(unit: Unit, peer: bytes, safe: Mapping[bytes, Ranges], streams: Sequence[Stream], now: int) -> None:
    """Note since when everything in a bundle to this peer is known to lie in its backup."""
    here = {one.id: one.ranges for one in streams if one.branch == 0}
    for note in unit.local.bundles_to(peer):
        if note.told.get(SAFE_AT) is None and RUNS in note.told and all(_covered(run, here, safe) for run in note.told[RUNS]):
            unit.local.note_bundle(replace(note, told={**note.told, SAFE_AT: now}))


def _covered(run: list[object], here: Mapping[bytes, Ranges], safe: Mapping[bytes, Ranges]) -> bool:
    stream, first, last = run
    if not isinstance(stream, bytes) or not isinstance(first, int) or not isinstance(last, int):
        return False
    mine = [[max(low, first), min(high, last)] for low, high in here.get(stream, []) if low <= last and high >= first]
    return contains([list(one) for one in safe.get(stream, [])], mine)


def wipe_old(store: Store, unit: Unit, now: int) -> int:
    """Remove the copies whose 90 days are over; return how many."""
    folder, gone = store.folder / SENT, 0
    if not folder.is_dir():
        return 0
    for file in sorted(folder.glob("*.byla")):
        note = _note(unit, file.stem)
        if note is None or (note.told.get(SAFE_AT) is not None and now - int(note.told[SAFE_AT]) > KEPT_DAYS * DAY_MS):
            file.unlink(missing_ok=True)
            gone += 1
    return gone


def _note(unit: Unit, digest: str) -> BundleNote | None:
    try:
        return unit.local.bundle(bytes.fromhex(digest))
    except ValueError:
        return None


def to_wipe(reading: Reading, peer: bytes) -> tuple[str, ...]:
    """Return the digests (hex) of bundles to this peer of which everything is safe: a stick that holds no others may be wiped."""
    return tuple(note.digest.hex() for note in reading.local.bundles_to(peer) if note.told.get(SAFE_AT) is not None)


def resend(store: Store, digits: str, folder: Path) -> Path:
    """Copy the sealed copy of a bundle (its digest or the beginning of it) to a stick again. Raises Refused when it is not kept,
    was changed since, or cannot be written; nothing is on the stick then."""
    asked = digits.strip().lower()
    found = sorted((store.folder / SENT).glob(f"{asked}*.byla")) if len(asked) >= LEAST_DIGITS and asked.isalnum() else []
    if len(found) != 1:
        raise Refused(message("refused.no_copy"))
    target = new_name(folder, Files())
    copy(found[0], target, found[0].stem)
    return target
