"""What the head of a bundle tells, from what lies here: ranges held and missing, ids in a row, the file's own name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from caseworker_desktop.bundle.model import Ranges
from caseworker_desktop.bundle.stick import Files, discard
from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.store.log import ABSENT, Stream, stream_of
from caseworker_desktop.store.ranges import Ranges as Numbers, gaps, numbers
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.usecases.kept_back import KeptBack
from caseworker_desktop.usecases.scope import Holding

#: So many missing bundles are named; a sender's program with a fault may count in billions.
MOST_NAMED = 1000
#: The key of a laptop's head that tells whose files it holds, and the two lists in it: of whom all is here, and of whom something is absent.
FILES, WHOLE, PART = "files", "whole", "part"
#: What an office keeps by it: of whom it sent all that it has and the laptop has taken that; what is missing still, nobody has any more.
GIVEN = "given"


def never_came(came: Numbers) -> tuple[int, ...]:
    """Return the numbers of bundles that are missing between those that came, the first MOST_NAMED of them."""
    return tuple(islice(numbers(gaps(came)), MOST_NAMED))


def missing(streams: Sequence[Stream], device: bytes) -> dict[bytes, Ranges]:
    """Return the holes in a device's own streams: what lies between must be on a bundle that never came."""
    own = ((one.id, gaps(one.ranges)) for one in streams if one.device == device and not one.branch)
    return {id_: tuple((low, high) for low, high in holes) for id_, holes in own if holes}


def held_here(reading: Reading) -> dict[bytes, Ranges]:
    """Return what is here of each stream, forks left out."""
    return {one.id: tuple((first, last) for first, last in one.ranges) for one in reading.log.streams() if one.branch == 0}


def ranges_of(kept: Mapping[bytes, Any]) -> dict[bytes, Ranges]:
    """Return ranges as a head holds them, of ranges as a setting does."""
    return {stream: tuple((first, last) for first, last in ranges) for stream, ranges in kept.items()}


def persons_in(joined: bytes) -> frozenset[bytes]:
    """Return the ids of 16 bytes that stand in a row."""
    return frozenset(joined[i : i + 16] for i in range(0, len(joined), 16))


def files_here(reading: Reading, kept: KeptBack) -> dict[str, bytes]:
    """Return the persons whose files lie here, by WHOLE and PART: ids of 16 bytes in a row. A part only: something of the file went away and
    came back without the rest (what is set aside is no part that is missing)."""
    streams = {one.s: one for one in reading.log.streams()}
    absent = {rec for _, rec, n, id_, st in reading.log.arrivals(ABSENT) if not kept.goes_as_stub(streams[stream_of(n)], n, id_, st)}
    files = Holding(reading).files()
    held = set(files.values())
    part = {person for record, person in files.items() if record in absent} | (held & absent)
    return {WHOLE: b"".join(sorted(held - part)), PART: b"".join(sorted(part))}


def files_told(told: Any) -> dict[str, bytes] | None:
    """Return what a laptop's head tells by FILES, None when it is not that (an older program tells nothing)."""
    if not isinstance(told, dict):
        return None
    lists = {name: one for name in (WHOLE, PART) if isinstance(one := told.get(name), bytes) and len(one) % ids.ID_BYTES == 0}
    return lists if len(lists) == 2 else None


def renamed(path: Path, target: Path) -> Path:
    """Give a bundle that was written another name, durably. Raises Refused when that is taken or cannot be; the bundle is gone then."""
    files, ours = Files(), path
    try:
        files.rename(path, target)
        ours = target
        files.sync_folder(target.parent)
    except OSError as reason:
        discard(ours, files)
        taken = isinstance(reason, FileExistsError)
        raise Refused(message("refused.file_exists") if taken else message("refused.not_written_to", file=target.name)) from reason
    return target
