"""Composes one command's pending changes into operations and applies them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.clock import unix_ms
from caseworker_desktop.kernel.errors import LineRefused, Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.kernel.operation import AGAIN, BODY_VERSION, FIELDS, MENTIONS, MORE, RECORD, SUBJECT, VALUE
from caseworker_desktop.merge.apply import Engine
from caseworker_desktop.merge.registers import DELETED_REGISTER, Projection
from caseworker_desktop.store import body as bodies
from caseworker_desktop.store.declare import Kind, Reader
from caseworker_desktop.store.overlay import Overlay
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.unit import Unit
from caseworker_desktop.usecases.compartments import Compartments
from caseworker_desktop.usecases.controls import clock_of
from caseworker_desktop.usecases.intent import one_person, subject_of
from caseworker_desktop.usecases.registers import registers, replaced
from caseworker_desktop.usecases.sealing import Sealing, additional, mark
from caseworker_desktop.usecases.worker import Worker


@dataclass(slots=True)
class Pending:
    """One record's change on its way to an operation."""

    at: int
    kind: Kind
    id: str
    whole: dict[str, Any]
    given: dict[str, Any]
    changed: dict[str, Any]
    now: Projection | None
    known: bool
    deleted: bool = False
    restored: bool = False
    settles: str | None = None
    kept: dict[str, Any] = field(default_factory=dict)
    behind: Pending | None = None
    folded: bool = False
    body: bytes | None = None


@dataclass(slots=True)
class Counts:
    """How many records were created, changed, left as they were, deleted."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    deleted: int = 0


class Composer:
    """One command's operations. `why`: a person's reason, kept with every operation."""

    def __init__(
        self,
        unit: Unit,
        reading: Reading,
        engine: Engine,
        overlay: Overlay,
        worker: Worker,
        new_id: Callable[[], str],
        *,
        why: str | None,
    ) -> None:
        self._unit, self._reading, self._engine, self._overlay, self._worker = unit, reading, engine, overlay, worker
        self._why = why
        stream = engine.own(worker.stream, ids.to_bytes(worker.device), worker.epoch)
        self._seq = stream.ranges[-1][1] if stream.ranges else 0
        self._stream, self._clock = stream, clock_of(unit, engine)
        self._at = unix_ms(worker.clock.now())
        self.batch = ids.random_bytes()
        self._bodies: list[bytes] = []
        self._new_id = new_id
        self._sealing: Sealing | None = None
        self.counts = Counts()

    def add(self, one: Pending) -> None:
        """Compose the operation of one change. Raises LineRefused or Refused."""
        wrote = self._compose(one)
        self.counts.created += not one.known
        self.counts.deleted += one.deleted and wrote
        self.counts.changed += one.known and wrote and not one.deleted
        self.counts.unchanged += not wrote

    def say_again(self, kind: Kind, earlier: Sequence[Any], id_: bytes, register: str, instead_of: Sequence[bytes]) -> None:
        """Compose an operation that repeats what an earlier body (`id_`) said in an open register, so that it stands beside what others said."""
        more = {AGAIN: earlier[MORE].get(AGAIN, id_), **({"seen": earlier[MORE].get("seen", [])} if register == DELETED_REGISTER else {})}
        entry = [earlier[FIELDS][register][VALUE], sorted(instead_of)]
        self._emit(kind, ids.to_text(earlier[RECORD]), earlier[SUBJECT], tuple(earlier[MENTIONS]), {register: entry}, more)

    def apply(self, step: Callable[[int, int], object]) -> None:
        """Apply what was composed, in the unit, telling `step` how many of how many. Raises Refused when not all of it could be."""
        if not self._bodies:
            return
        self._stream.clock = self._clock
        done = self._engine.apply(self._told(step), at=self._at)
        if done.accepted != len(self._bodies) or done.parked:
            raise Refused(message("refused.not_written"))

    def _told(self, step: Callable[[int, int], object]) -> Iterator[bytes]:
        for at, body in enumerate(self._bodies):
            step(at, len(self._bodies))
            yield body

    def _compartment(self, values: dict[str, Any]) -> None:
        """A compartment that this command makes is written before what is sealed for it."""
        kind = self._reading.catalog.kind("compartment")
        if kind is None:
            raise Refused(message("refused.not_written"))
        id_ = values.pop("id")
        self._emit(kind, id_, None, (), {name: [wire] for name, wire in registers(kind, values, values, None).items()}, {})

    def _compose(self, one: Pending) -> bool:
        """Append the operation of one change; tell whether there was anything to write."""
        if one.folded:
            return bool(one.changed)
        record = ids.to_bytes(one.id)
        first = self._first_body(record) if one.known else None
        if one.deleted:
            return self._delete(one, first)
        fields = self._fields(one)
        if one.known and not fields:
            return False
        subject, mentions = self._persons(one, first)
        protected = {f.register for f in one.kind.fields if f.protected}
        readers = one.kind.audience(one.whole, self._overlay) if one.kind.audience is not None and protected & fields.keys() else ()
        if readers:
            self._emit_sealed(one, subject, mentions, fields, protected, readers)
        else:
            self._emit(one.kind, one.id, subject, mentions, fields, {})
        one.body = self._bodies[-1]
        return True

    def _fields(self, one: Pending) -> dict[str, list[Any]]:
        """Return the operation's entries, each naming the heads that its writer was shown."""
        wires = registers(one.kind, one.changed, one.whole, one.now, one.settles)
        fields: dict[str, list[Any]] = {}
        for register, wire in wires.items():
            names = replaced(one.now, register, settles=register == one.settles)
            if one.now is not None and wire is None and not names:
                continue
            fields[register] = [wire, names] if names else [wire]
        for name, wire in one.kept.items():
            names = replaced(one.now, name, settles=True)
            fields[name] = [wire, names] if names else [wire]
        if one.now is not None and (one.restored or (one.now.deleted and (one.changed or one.given))):
            fields[DELETED_REGISTER] = [False, replaced(one.now, DELETED_REGISTER, settles=True)]
        return fields

    def _delete(self, one: Pending, first: list[Any] | None) -> bool:
        if one.behind is None and (one.now is None or one.now.deleted):
            return False
        heads: set[bytes] = set()
        if one.now is not None:
            heads = {op.id for register in one.now.shown for op in one.now.heads_of(register) if register != DELETED_REGISTER}
        if one.behind is not None and one.behind.body is not None:
            heads.add(bodies.body_id(one.behind.body))
        names = replaced(one.now, DELETED_REGISTER, settles=True)
        subject, mentions = self._persons(one.behind or one, first)
        self._emit(one.kind, one.id, subject, mentions, {DELETED_REGISTER: [True, names] if names else [True]}, {"seen": sorted(heads)})
        return True

    def _emit_sealed(
        self,
        one: Pending,
        subject: bytes | None,
        mentions: tuple[bytes, ...],
        fields: dict[str, list[Any]],
        protected: set[str],
        readers: Sequence[Reader],
    ) -> None:
        record = ids.to_bytes(one.id)
        values = {register: fields[register][0] for register in fields if register in protected}
        open_entries = {register: entry for register, entry in fields.items() if register not in protected}

        def bound(_: Mapping[str, Any]) -> bytes:
            return additional(self._worker.stream, self._seq + 1, one.kind.name, record, subject, open_entries)

        if self._sealing is None:  # most commands seal nothing and need no keys
            self._sealing = Sealing(Compartments(self._reading, self._worker), self._worker, self._new_id, self._compartment)
        seq_before = self._seq
        try:
            tags, more = self._sealing.seal(readers, values, bound, record)
        except ValueError as reason:
            raise Refused(message("refused.no_compartment")) from reason
        if self._seq != seq_before:  # a compartment was written first: bind the box to the operation's own place
            tags, more = self._sealing.seal(readers, values, bound, record)
        for register, tag in tags.items():
            names = fields[register][1] if len(fields[register]) > 1 else []
            fields[register] = [tag, names, 1]
            self._unit.local.mark_sealed(record, register, mark(self._worker.local_key, register, values[register]))
        self._emit(one.kind, one.id, subject, mentions, fields, more)

    def _first_body(self, record: bytes) -> list[Any] | None:
        known = self._unit.log.known([record]).get(record, [])
        for one in known:
            raw = self._unit.log.body(one.a)
            if bodies.read_stub(raw) is None:
                return bodies.decode(raw)
        return None

    def _persons(self, one: Pending, first: list[Any] | None) -> tuple[bytes | None, tuple[bytes, ...]]:
        """Return the record's subject (its first operation's) and the other persons mentioned. Raises LineRefused when it would change."""
        kind = one.kind
        subject: bytes | None = None
        if kind.subject is not None:
            told = one_person(subject_of(kind.subject, one.id, one.whole, kind, self._overlay))
            subject = ids.to_bytes(told) if told is not None else None
        if first is not None:
            if subject != first[SUBJECT] and not one.deleted:
                raise LineRefused(message("refused.fixed_subject"), field=(kind.subject or "").partition(".")[0] or None)
            subject = first[SUBJECT]
        mentions = {ids.to_bytes(person) for path in kind.mentions for person in subject_of(path, one.id, one.whole, kind, self._overlay)}
        mentions.discard(subject or b"")
        return subject, tuple(sorted(mentions))

    def _emit(
        self, kind: Kind, id_: str, subject: bytes | None, mentions: tuple[bytes, ...], fields: Mapping[str, Any], more: Mapping[str, Any]
    ) -> None:
        self._seq += 1
        self._clock += 1
        more = {**more, "why": self._why} if self._why else more
        worker = self._worker
        body = bodies.encode(
            # The thirteen items, in the order of docs/formats/operation.md.
            [BODY_VERSION, worker.stream, self._seq, self._clock, self._at, ids.to_bytes(worker.staff), self.batch, kind.name,
             ids.to_bytes(id_), subject, list(mentions), dict(fields), dict(more)]
        )
        if len(body) > bodies.BODY_LIMIT:
            raise Refused(message("refused.too_much"))
        self._bodies.append(body)
