"""Who may be written down twice: found, told side by side, and joined or kept apart by a person, never by the program."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from threading import Lock

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.bulk import bulk
from caseworker_desktop.kernel.errors import Denied, Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.person.likeness import CLOSE, close_names
from caseworker_desktop.records.views.duplicates import Known, candidates, known
from caseworker_desktop.records.views.joined import Joined, joined
from caseworker_desktop.records.views.twice import persons_twice
from caseworker_desktop.records.views.twins import Partner, partner_key, partner_pairs, persons
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.auditing import JOINED, KEPT_APART, note
from caseworker_desktop.usecases.comparing import Side, partner_side, person_side
from caseworker_desktop.usecases.intent import Intent
from caseworker_desktop.usecases.likeness import judge
from caseworker_desktop.usecases.pairing import SCORES, Pairing
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import May, Writer

KINDS = ("person", "partner")
#: Up to so many persons that an import brought are each compared with everybody by sound too.
FEW = 20
#: Names the record `same` of a pair, so that two people who join the same two write one record and not two.
_PAIRS = uuid.UUID("6f1d3c1e-0000-5000-8000-00005a3e0000")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two persons, or two partners, that may be one: `a` the smaller id. `score`: 1 the same code … 0.5 names that sound alike.
    `because`: code, name, sound, birth_date, legal_code, municipality."""

    kind: str
    a: str
    b: str
    score: float
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """A joined set: the id that stands for it, and all ids in it."""

    kind: str
    face: str
    ids: tuple[str, ...]


class Duplicates:
    """The use case. A decision is an operation (`same`) like any other: it travels, can be taken back, and of two that differ a person chooses."""

    def __init__(self, store: Store, writer: Writer, worker: Worker, may: May) -> None:
        self._store, self._writer, self._worker, self._may = store, writer, worker, may
        self._people, self._one_at_a_time = Pairing(), Lock()

    def pairs(self) -> tuple[Pair, ...]:
        """Return the pairs that nobody has judged and that are not joined already, the surest first, then by id."""
        out: list[Pair] = []
        with self._store.reading() as reading, self._one_at_a_time, bulk():
            decided = joined(reading.connection)
            if self._may(self._worker.role, self._worker.roles_extra, "person", "read"):
                for (a, b), because in self._people.pairs(*persons(reading.connection)).items():
                    if _open(decided, a, b):
                        out.append(Pair("person", ids.to_text(a), ids.to_text(b), SCORES[because], because))
            if self._may(self._worker.role, self._worker.roles_extra, "partner", "read"):
                out += [one for one in _partners(reading) if _open(decided, ids.to_bytes(one.a), ids.to_bytes(one.b))]
        return tuple(sorted(out, key=lambda one: (-one.score, one.kind, one.a, one.b)))

    def compare(self, pair: Pair) -> tuple[Side, Side]:
        """Return the two of a pair side by side. Raises Refused when one is not here any more."""
        side = person_side if pair.kind == "person" else partner_side
        with self._store.reading() as reading:
            try:
                return side(reading, self._writer, pair.a), side(reading, self._writer, pair.b)
            except KeyError as reason:
                raise Refused(message("refused.not_a_pair")) from reason

    def merge(self, a: str, b: str, why: str = "") -> Merged:
        """Say that two are one. References stay as they are; the smallest id is the face. Raises Refused or Denied."""
        return self._judge(a, b, True, why)

    def dismiss(self, a: str, b: str, why: str = "") -> Merged:
        """Say that two are two: the pair is not told again, here or elsewhere. Raises Refused or Denied."""
        with self._store.reading() as reading:
            if joined(reading.connection).judged.get(_ordered(a, b)):
                raise Refused(message("refused.joined_pair"))
        return self._judge(a, b, False, why)

    def unmerge(self, a: str, b: str, why: str = "") -> Merged:
        """Take a joining back. Raises Refused when these two were not joined with each other."""
        with self._store.reading() as reading:
            if not joined(reading.connection).judged.get(_ordered(a, b)):
                raise Refused(message("refused.not_joined_pair"))
        return self._judge(a, b, False, why)

    def _judge(self, a: str, b: str, one: bool, why: str) -> Merged:
        first, second = (ids.to_text(each) for each in _ordered(a, b))
        with self._store.reading() as reading:
            kinds = {kind for kind in KINDS for each in (first, second) if reading.row(kind, each) is not None}
            if first == second or len(kinds) != 1 or any(reading.row(next(iter(kinds)), each) is None for each in (first, second)):
                raise Refused(message("refused.not_a_pair"))
        kind = kinds.pop()
        if self._worker.joined and not self._may(self._worker.role, self._worker.roles_extra, kind, "write"):
            raise Denied(message("denied.role"))
        values = {"a": first, "b": second, "joined": one}
        self._writer.write([Intent("same", pair_id(first, second), values if not why.strip() else {**values, "why": why.strip()})])
        with self._store.unit() as unit:
            note(unit, self._worker, JOINED if one else KEPT_APART, first, each=True)
        with self._store.reading() as reading:
            many = joined(reading.connection).of(ids.to_bytes(first))
        return Merged(kind, ids.to_text(many[0]), tuple(map(ids.to_text, many)))


def pair_id(a: str, b: str) -> str:
    """Return the id of the record `same` about two ids (smaller first)."""
    return str(uuid.uuid5(_PAIRS, f"{a}/{b}"))


def _ordered(a: str, b: str) -> tuple[bytes, bytes]:
    if not ids.is_uuid(a) or not ids.is_uuid(b):
        raise Refused(message("refused.not_a_pair"))
    one, other = ids.to_bytes(a), ids.to_bytes(b)
    return min(one, other), max(one, other)


# ---- finding -------------------------------------------------------------------------------------------------------------------------------
def found_with(reading: Reading, persons: Collection[bytes], codes: Collection[bytes], partners: Collection[bytes]) -> int:
    """Return how many open pairs hold one of the records given (persons, person_codes, partners): what an import brought anew.

    Of very many persons only those are told that share a code, or name and birth date; `pairs` tells the others too.
    """
    decided = joined(reading.connection)
    out = persons_twice(reading.connection, sorted(persons), sorted(codes))
    if len(persons) <= FEW:
        for one in known(reading.connection, [ids.to_text(each) for each in sorted(persons)]):
            for other in candidates(reading.connection, one.given_names, one.family_name, one.birth_date, one.codes):
                if other.id != one.id and (_alike(one, other) or _alike(other, one)):
                    out.add(_ordered(one.id, other.id))
    mine = set(map(ids.to_text, partners))
    out |= {_ordered(one.a, one.b) for one in _partners(reading) if one.a in mine or one.b in mine} if mine else set()
    return sum(_open(decided, a, b) for a, b in out)


def _open(decided: Joined, a: bytes, b: bytes) -> bool:
    return (a, b) not in decided.judged and decided.face(a) != decided.face(b)


def _alike(one: Known, other: Known) -> bool:
    """Tell whether anything speaks for two being one, by the surest of `other`'s names."""
    families = (other.family_name, *other.former_names)
    return any(judge(one, other.given_names, family, other.birth_date, other.codes) is not None for family in families)


def _partners(reading: Reading) -> Iterator[Pair]:
    for one, other in partner_pairs(reading.connection):
        if one.parent == other.id or other.parent == one.id or (one.parent is not None and one.parent == other.parent):
            continue  # a branch is no duplicate of its house
        both = one.legal_code is not None and other.legal_code is not None
        if both and _bare(one.legal_code) == _bare(other.legal_code):
            yield Pair("partner", one.id, other.id, 1.0, ("legal_code",))
        elif not both and partner_key(one.name) == partner_key(other.name):
            yield Pair("partner", one.id, other.id, 0.9 if one.municipality == other.municipality else 0.7, ("name",))
        elif not both and one.municipality is not None and one.municipality == other.municipality and _sounds(one, other):
            yield Pair("partner", one.id, other.id, 0.5, ("sound", "municipality"))


def _bare(code: str | None) -> str:
    return "".join(ch for ch in code or "" if ch.isalnum())


def _sounds(one: Partner, other: Partner) -> bool:
    return close_names(partner_key(one.name), partner_key(one.name), partner_key(other.name), partner_key(other.name)) >= CLOSE
