"""What builds on a set of operations: later writes that replace them, records that point to what they made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.operation import CLOCK, FIELDS, MENTIONS, MORE, RECORD, REPLACES, SUBJECT, VALUE
from caseworker_desktop.store import body as bodies
from caseworker_desktop.store.log import CONTROL, INEFFECTIVE
from caseworker_desktop.store.reading import Reading


def built_on(reading: Reading, chosen: set[bytes]) -> int:
    """Return how many records somebody worked on after the chosen operations (ids): another one replaces them, continues a record that they
    began, or points to a record that is nothing without them. What does not count itself builds on nothing."""
    counting: dict[int, bytes] = {}
    firsts: dict[bytes, tuple[int, bytes]] = {}
    touched: set[bytes] = set()
    rest: set[bytes] = set()
    for a, rec, _, id_, st in reading.log.arrivals():
        if st & (CONTROL | INEFFECTIVE):
            continue
        counting[a] = id_
        (touched if id_ in chosen else rest).add(rec)
    for a, raw in reading.log.scan():
        if a in counting:
            item = bodies.decode(raw)
            rank = (item[CLOCK], counting[a])
            if item[RECORD] in touched and rank < firsts.get(item[RECORD], (2**63, b"")):
                firsts[item[RECORD]] = rank
    made = touched - rest
    begun = {rec for rec, (_, id_) in firsts.items() if id_ in chosen}
    out: set[bytes] = set()
    for a, raw in reading.log.scan():
        if a in counting and counting[a] not in chosen:
            item = bodies.decode(raw)
            if item[RECORD] in begun or _replaces(item, chosen) or any(one in made for one in _points(item)):
                out.add(item[RECORD])
    return len(out)


def _replaces(item: list[Any], chosen: set[bytes]) -> bool:
    if any(one in chosen for entry in item[FIELDS].values() if len(entry) > 1 for one in entry[REPLACES]):
        return True
    seen = item[MORE].get("seen")
    return isinstance(seen, list) and any(one in chosen for one in seen if isinstance(one, bytes))


def _points(item: list[Any]) -> Iterator[bytes]:
    """Yield every record that an operation names: subject, mentions, references in values and in elements of sets."""
    if item[SUBJECT] is not None:
        yield item[SUBJECT]
    yield from item[MENTIONS]
    for register, entry in item[FIELDS].items():
        yield from _ids_in(entry[VALUE])
        element = register.partition("/")[2]
        if len(element) == 36 and ids.is_uuid(element):
            yield ids.to_bytes(element)


def _ids_in(value: Any) -> Iterator[bytes]:
    if isinstance(value, bytes):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _ids_in(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _ids_in(one)
