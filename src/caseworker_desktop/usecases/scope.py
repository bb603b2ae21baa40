"""What a laptop holds: the persons of its sites, of its people's caseload, and single cases; and which records belong to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.operation import KIND, MENTIONS, RECORD, SUBJECT
from caseworker_desktop.merge.apply import Engine, in_batches
from caseworker_desktop.records.views.joined import joined
from caseworker_desktop.store import body as bodies
from caseworker_desktop.store.overlay import Overlay
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.tables import CONFLICT
from caseworker_desktop.usecases.writing import Shipped

#: The kind of record that tells a laptop of a person whose file it has not (merge/kinds.py).
CARD = "card"


def sites_chain(reading: Reading, shipped: Shipped, sites: Iterable[str]) -> frozenset[str]:
    """Return the institutions given, with every one that they succeeded or that succeeded them (a renamed prison is one place)."""
    rows: dict[str, str | None] = {id_: row.get("successor_of") for id_, row in shipped.get("institution", {}).items()}
    rows |= {row["id"]: row["successor_of"] for row in reading.plains("institution")}
    linked: dict[str, set[str]] = {}
    for id_, before in rows.items():
        if before:
            linked.setdefault(id_, set()).add(before)
            linked.setdefault(before, set()).add(id_)
    found = set(sites)
    todo = list(found)
    while todo:
        for other in linked.get(todo.pop(), ()):
            if other not in found:
                found.add(other)
                todo.append(other)
    return frozenset(found)


def persons_of(reading: Reading, engine: Engine, shipped: Shipped, device: str) -> frozenset[bytes]:
    """Return the ids (16 bytes) of the persons whose files a laptop holds. Conflicting lead, team or site count as both; who was found to be one
    with such a person is held too."""
    row = reading.row("device", device)
    scopes = reading.rows("scope", device=device)
    staff = row.staff if row is not None else None
    sites = sites_chain(reading, shipped, [site for scope in scopes for site in scope.sites])
    single = {case for scope in scopes for case in scope.cases}
    in_conflict = {id_ for kind, id_, _ in reading.flagged(CONFLICT) if kind == "case"}
    out: set[str] = set()
    for case in reading.plains("case"):
        if case["person"] is None:  # not known yet, or a strange program left it out
            continue
        held = case["site"] in sites or case["id"] in single or (staff is not None and (case["lead"] == staff or staff in case["team"]))
        if not held and case["id"] in in_conflict:
            held = _some_head(engine, case["id"], sites, staff)
        if held:
            out.add(case["person"])
    for stay in reading.plains("stay"):
        if stay["person"] is not None and stay["to"] is None and stay["institution"] in sites:
            out.add(stay["person"])
    return joined(reading.connection).expanded(ids.to_bytes(one) for one in out)


def with_a_case(reading: Reading) -> frozenset[bytes]:
    """Return the ids (16 bytes) of the persons who have a live case, and of who was found to be one with such a person."""
    return joined(reading.connection).expanded(ids.to_bytes(case["person"]) for case in reading.plains("case") if case["person"])


def _some_head(engine: Engine, case: str, sites: frozenset[str], staff: str | None) -> bool:
    _, now = engine.projection(ids.to_bytes(case))
    if now is None:
        return False
    for register, wanted in (("site", sites), ("lead", {staff} if staff else set())):
        for op in now.heads_of(register):
            value = op.fields[register][0]
            if isinstance(value, bytes) and len(value) == ids.ID_BYTES and ids.to_text(value) in wanted:
                return True
    return False


@dataclass(slots=True)
class _Seen:
    subject: bytes | None
    mentions: set[bytes] = field(default_factory=set)
    before: set[bytes] = field(default_factory=set)
    first: int = 0
    card: bool = False


class Holding:
    """Which records a set of persons brings with it, by the operations' envelopes alone, so that unknown kinds travel too.

    A record belongs to its subject; one without a subject to all whom its operations mention; one that mentions nobody to everybody.
    """

    def __init__(self, reading: Reading, until: int = 0) -> None:
        """Read every operation's envelope; `until`: an arrival number before which `held_before` looks."""
        self._seen: dict[bytes, _Seen] = {}
        for part in in_batches(reading.log.scan()):
            for (a, _), told in zip(part, bodies.read_all([raw for _, raw in part]), strict=True):
                if isinstance(told, bodies.BadBody):
                    raise told
                if isinstance(told, list):
                    self._note(a, told, until)

    def _note(self, a: int, item: list[Any], until: int) -> None:
        one = self._seen.get(item[RECORD])
        if one is None:
            one = self._seen[item[RECORD]] = _Seen(item[SUBJECT], first=a, card=item[KIND] == CARD)
        if item[MENTIONS]:
            one.mentions.update(item[MENTIONS])
            if a <= until:
                one.before.update(item[MENTIONS])

    def holds(self, record: bytes, persons: frozenset[bytes], met: frozenset[bytes] = frozenset()) -> bool:
        """Tell whether a record belongs to one of the persons, or to everybody; a card to those who are `met` without their file."""
        one = self._seen.get(record)
        if one is None:
            return False
        return one.subject in met if one.card else _belongs(one.subject, one.mentions, persons)

    def held_before(self, record: bytes, persons: frozenset[bytes], until: int, met: frozenset[bytes] = frozenset()) -> bool:
        """Tell whether it did so by what had arrived until then."""
        one = self._seen.get(record)
        if one is None or one.first > until:
            return False
        return one.subject in met if one.card else _belongs(one.subject, one.before, persons)

    def about(self, record: bytes, persons: frozenset[bytes]) -> bool:
        """Tell whether a record has to do with one of the persons (those of everybody have not)."""
        one = self._seen.get(record)
        return one is not None and (one.subject in persons or (one.subject is None and not one.mentions.isdisjoint(persons)))

    def files(self) -> dict[bytes, bytes]:
        """Return record → person of every record that is part of somebody's file, cards left out."""
        return {record: one.subject for record, one in self._seen.items() if one.subject is not None and not one.card}

    def met(self, persons: frozenset[bytes]) -> frozenset[bytes]:
        """Return who is mentioned in what belongs to the persons, without being one of them: somebody in the same group, a relative."""
        out: set[bytes] = set()
        for one in self._seen.values():
            if not one.card and one.mentions and _belongs(one.subject, one.mentions, persons):
                out |= one.mentions
        return frozenset(out - persons)

    def count(self, persons: frozenset[bytes]) -> int:
        """Return how many records belong to the persons, those of everybody left out."""
        return sum(not one.card and self.about(record, persons) for record, one in self._seen.items())


def _belongs(subject: bytes | None, mentions: set[bytes], persons: frozenset[bytes]) -> bool:
    if subject is not None:
        return subject in persons
    return not mentions or not mentions.isdisjoint(persons)


def sites_of_codes(reading: Reading, shipped: Shipped, codes: Iterable[str]) -> list[str]:
    """Return the ids of institutions by code. Raises KeyError with the code that nobody knows."""
    overlay = Overlay(reading, shipped)
    out = []
    for code in codes:
        found = overlay.where("institution", "code", code)
        if not found:
            raise KeyError(code)
        out.append(str(found[0]["id"]))
    return out
