"""The inbox: fields that two people filled differently, side by side, and the person's decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.clock import time_text
from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.kernel.operation import ACTOR, AGAIN, AT, FIELDS, MORE, PROTECTED, SUBJECT, VALUE
from caseworker_desktop.merge.registers import DELETED_REGISTER, Op, Projection
from caseworker_desktop.records.views.numbers import Numbered, numbers_twice
from caseworker_desktop.store import body as bodies
from caseworker_desktop.store.declare import Field, Kind
from caseworker_desktop.store.log import Known, stream_of
from caseworker_desktop.store.overlay import Overlay
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.store.tables import DISPUTES, disputed
from caseworker_desktop.store.values import plain_of_wire
from caseworker_desktop.usecases.compartments import Compartments
from caseworker_desktop.usecases.composing import Composer
from caseworker_desktop.usecases.intent import Intent, Written
from caseworker_desktop.usecases.protected import readers_label
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import May, Shipped, Writer
from caseworker_desktop.vault.boxes import open_fields


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the values: who wrote it, on which device, when (RFC 3339). `shut`: for whom a value is that this person may not read.

    `wrote`: of an edit that meets a deletion, what it says (register, plain value).
    """

    value: Any
    staff: str | None
    staff_name: str
    device: str | None
    device_name: str
    at: str
    shown: bool
    shut: str | None = None
    wrote: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field with several values. `field` may be one element of a set (`services/S-KON`), or `deleted`; `title` names the record."""

    kind: str
    id: str
    field: str
    title: str
    person: str | None
    shown: Any
    values: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that was written: `wrote` names its operations in the register, `before` those that stood there."""

    kind: str
    id: str
    field: str
    written: Written
    wrote: tuple[bytes, ...]
    before: tuple[bytes, ...]


class Inbox:
    """The use case."""

    def __init__(self, store: Store, writer: Writer, worker: Worker, shipped: Shipped, may: May) -> None:
        self._store, self._writer, self._worker, self._shipped, self._may = store, writer, worker, shipped, may

    def conflicts(self) -> tuple[Conflict, ...]:
        """Return every conflict by kind, record and field."""
        out: list[Conflict] = []
        with self._store.reading() as reading:
            standing = [(kind, id_) for kind, id_, fl in reading.flagged(DISPUTES) if disputed(fl)]
            if not standing:
                return ()
            look = _Look(reading, self._worker, self._writer, self._shipped)
            for kind, id_ in standing:
                out += look.conflicts(kind, id_)
        return tuple(out)

    def numbers_twice(self) -> tuple[tuple[Numbered, ...], ...]:
        """Return the plans of each number that several bear, the first of each in front; nothing is in the way of both staying."""
        if not self._may(self._worker.role, self._worker.roles_extra, "plan", "read"):
            return ()
        with self._store.reading() as reading:
            return numbers_twice(reading.connection)

    def count(self) -> int:
        """Return how many records have a conflict."""
        with self._store.reading() as reading:
            return sum(disputed(fl) for _, _, fl in reading.flagged(DISPUTES))

    def resolve(self, kind: str, id_: str, field: str, value: Any, why: str) -> Decided:
        """Write a person's decision, naming every value there was, with the reason. Raises Refused when there is no such conflict.

        Only this field is decided: what else of the record stands in the inbox stays there.
        """
        declared = self._store.catalog.kind(kind)
        if declared is None:
            raise Refused(message("refused.unknown_kind", kind=kind[:40]))
        with self._store.reading() as reading:
            now = self._projected(reading, declared, id_)
            if field not in now.conflicts and not (field == DELETED_REGISTER and now.revived):
                raise Refused(message("refused.no_conflict"))
            intent = replace(self._intent(reading, declared, id_, field, value), settles=field)
        before = tuple(op.id for op in now.heads_of(field))
        written = self._writer.write([intent], why=why.strip() or None)
        with self._store.reading() as reading:
            _, after = self._writer.projector(reading).projection(ids.to_bytes(id_))
        wrote = tuple(op.id for op in after.heads_of(field)) if after is not None else ()
        return Decided(kind, id_, field, written, wrote, before)

    def take_back(self, decided: Decided) -> frozenset[tuple[str, str]]:
        """Let every value stand side by side again as before a decision; return the records this changed.

        A decision stays in the log: each value is said once more, for who said it first, in its place. Raises Refused when somebody wrote the
        field since, or when its values are sealed to their readers; Denied where this worker may not write the kind.
        """
        kind = self._store.catalog.kind(decided.kind)
        if kind is None:
            raise Refused(message("refused.unknown_kind", kind=decided.kind[:40]))
        self._writer.allow(kind, Intent(decided.kind, decided.id, {}))
        record = ids.to_bytes(decided.id)
        with self._store.unit() as unit:
            reading, engine = Reading(unit.connection, unit.catalog, unit.packer), self._writer.engine(unit)
            _, now = engine.projection(record)
            if now is None or tuple(op.id for op in now.heads_of(decided.field)) != decided.wrote:
                raise Refused(message("refused.decided_since"))
            composer = Composer(unit, reading, engine, Overlay(reading, self._shipped), self._worker, self._writer.new_id, why=None)
            places = {one.id: one.a for one in unit.log.known([record])[record]}
            for id_ in reversed(decided.before):  # the one shown before is written last, so that it is shown again
                earlier = bodies.decode(unit.log.body(places[id_]))
                if len(earlier[FIELDS][decided.field]) > PROTECTED:
                    raise Refused(message("refused.sealed_decision"))
                composer.say_again(kind, earlier, id_, decided.field, decided.wrote)
            composer.apply(lambda done, total: None)
        return frozenset(((decided.kind, decided.id),))

    def _projected(self, reading: Reading, kind: Kind, id_: str) -> Projection:
        if not ids.is_uuid(id_) or reading.columns(kind.name, id_) is None:
            raise Refused(message("refused.unknown_record"))
        _, now = self._writer.projector(reading).projection(ids.to_bytes(id_))
        if now is None:
            raise Refused(message("refused.unknown_record"))
        return now

    @staticmethod
    def _intent(reading: Reading, kind: Kind, id_: str, field: str, value: Any) -> Intent:
        if field == DELETED_REGISTER:
            if not isinstance(value, bool):
                raise Refused(message("refused.delete_or_keep"))
            return Intent(kind.name, id_, {}, deleted=True) if value else Intent(kind.name, id_, {}, restored=True)
        group = [f.name for f in kind.fields if f.group == field]
        if group:
            if not isinstance(value, Mapping):
                raise Refused(message("refused.group_value"))
            return Intent(kind.name, id_, {name: value.get(name) for name in group})
        stem, slash, element = field.partition("/")
        if not slash:
            return Intent(kind.name, id_, {field: value})
        declared = kind.by_name[stem]
        whole = (reading.plain(kind.name, id_) or {}).get(stem)
        return Intent(kind.name, id_, {stem: _with_element(declared, whole, element, value)})


def _with_element(field: Field, whole: Any, element: str, value: Any) -> Any:
    """Return a map or items with one element settled; None takes it out."""
    if field.shape == "map":
        rest = {key: one for key, one in (whole or {}).items() if key != element}
        return rest if value is None else {**rest, element: value}
    rest_items = [one for one in whole or [] if field.key is None or str(one.get(field.key)) != element]
    if value is None:
        return rest_items
    return [*rest_items, {**value, field.key: element} if field.key is not None else value]


class _Look:
    """Reads the heads of records with conflicts."""

    def __init__(self, reading: Reading, worker: Worker, writer: Writer, shipped: Shipped) -> None:
        self._reading = reading
        self._engine = writer.projector(reading)
        self._keyring = Compartments(reading, worker).keyring()
        self._streams = {one.s: one for one in reading.log.streams()}
        self._devices = {ids.to_bytes(row.id): row.name for row in reading.rows("device")}
        self._shipped = shipped

    def conflicts(self, kind: str, id_: str) -> list[Conflict]:
        """Return the conflicts of one record."""
        declared = self._reading.catalog.kind(kind)
        record = ids.to_bytes(id_)
        known = self._reading.log.known([record]).get(record, [])
        _, now = self._engine.projection(record)
        if now is None or declared is None:
            return []
        columns = self._reading.columns(kind, id_)
        plain = self._reading.plain_of(kind, columns) if columns is not None else {}
        title = " ".join(str(plain[name]) for name in declared.title if plain.get(name))
        subject, person = self._person(known)
        out = []
        for register in sorted(now.conflicts):
            values = tuple(self._candidate(declared, plain, register, op, known, shown=op is now.shown[register]) for op in _different(now, register))
            out.append(Conflict(kind, id_, register, title or person or "", subject, values[0].value if values else None, values))
        if now.revived:
            out.append(self._revived(declared, plain, now, known, id_, title or person or "", subject))
        return out

    def _revived(
        self, kind: Kind, plain: Mapping[str, Any], now: Projection, known: Sequence[Known], id_: str, title: str, person: str | None
    ) -> Conflict:
        deleted = [self._candidate(kind, plain, DELETED_REGISTER, op, known, shown=False) for op in now.heads_of(DELETED_REGISTER)]
        edits = [op for register in now.shown for op in now.heads_of(register) if register != DELETED_REGISTER]
        edit = max(edits, key=lambda op: op.rank, default=now.changed)
        said = tuple((register, self._value(kind, plain, register, edit, known)[0]) for register in sorted(edit.fields))
        kept = replace(self._candidate(kind, plain, DELETED_REGISTER, edit, known, shown=True), wrote=said)
        return Conflict(kind.name, id_, DELETED_REGISTER, title, person, False, (kept, *[one for one in deleted if one.value is True]))

    def _candidate(self, kind: Kind, plain: Mapping[str, Any], register: str, op: Op, known: Sequence[Known], *, shown: bool) -> Candidate:
        n, actor, at = self._said_first(op, known)
        device = self._streams[stream_of(n)].device
        staff = ids.to_text(actor) if actor is not None else None
        row = self._reading.row("staff", staff) if staff is not None else None
        value, shut = self._value(kind, plain, register, op, known)
        return Candidate(
            value=value,
            staff=staff,
            staff_name=f"{row.given_name} {row.family_name}" if row is not None else "",
            device=ids.to_text(device) if device is not None else None,
            device_name=str(self._devices.get(device or b"", "")),
            at=time_text(at),
            shown=shown,
            shut=shut,
        )

    def _said_first(self, op: Op, known: Sequence[Known]) -> tuple[int, bytes | None, int]:
        """Return the place, actor and time of what an operation says: of another's, when it only repeats that (a decision taken back)."""
        here = {one.id: one for one in known}
        raw = self._reading.log.body(here[op.id].a)
        told = bodies.decode(raw)[MORE].get(AGAIN) if bodies.read_stub(raw) is None else None
        first = here.get(told) if isinstance(told, bytes) else None
        if first is None or bodies.read_stub(raw := self._reading.log.body(first.a)) is not None:
            return op.n, op.actor, op.at
        body = bodies.decode(raw)
        return first.n, body[ACTOR], body[AT]

    def _value(self, kind: Kind, plain: Mapping[str, Any], register: str, op: Op, known: Sequence[Known]) -> tuple[Any, str | None]:
        entry = op.fields.get(register)
        if entry is None:
            return False, None
        stem = register.partition("/")[0]
        field = kind.field(stem)
        if len(entry) > PROTECTED:
            place = next(one.a for one in known if one.id == op.id)
            opened = open_fields(bodies.decode(self._reading.log.body(place)), self._keyring)
            if register not in opened:
                return None, readers_label(kind, plain, self._world())
            return plain_of_wire(field, opened[register]) if field is not None else None, None
        if field is None:
            return _group_or_raw(kind, register, entry[VALUE]), None
        part = field.part(register.partition("/")[2]) if "/" in register else None
        return plain_of_wire(part or field, entry[VALUE]), None

    def _world(self) -> Overlay:
        return Overlay(self._reading, self._shipped)

    def _person(self, known: Sequence[Known]) -> tuple[str | None, str | None]:
        for one in known:
            raw = self._reading.log.body(one.a)
            if bodies.read_stub(raw) is not None:
                continue
            subject = bodies.decode(raw)[SUBJECT]
            if subject is None:
                return None, None
            row = self._reading.row("person", ids.to_text(subject))
            return ids.to_text(subject), f"{row.given_names} {row.family_name}" if row is not None else None
        return None, None


def _different(now: Projection, register: str) -> list[Op]:
    """Return the heads with different values, the shown one first."""
    heads = sorted(now.heads_of(register), key=lambda op: (op is not now.shown[register], [-op.clock]))
    out: list[Op] = []
    seen: list[Any] = []
    for op in heads:
        value = op.fields[register][VALUE]
        if value not in seen:
            seen.append(value)
            out.append(op)
    return out


def _group_or_raw(kind: Kind, register: str, value: Any) -> Any:
    if isinstance(value, dict):
        return {name: plain_of_wire(kind.by_name[name], one) for name, one in sorted(value.items()) if name in kind.by_name}
    return value
