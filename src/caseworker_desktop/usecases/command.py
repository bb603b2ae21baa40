"""One command's way from intents to operations: prepared, checked, composed, applied; everything or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.clock import time_text, unix_ms
from caseworker_desktop.kernel.errors import LineRefused, Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.kernel.operation import PROTECTED, SUBJECT
from caseworker_desktop.merge.apply import Engine
from caseworker_desktop.merge.registers import DELETED_REGISTER, Projection
from caseworker_desktop.store import body as bodies
from caseworker_desktop.store.declare import CodeLists, Finding, Kind
from caseworker_desktop.store.overlay import Overlay
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.unit import Unit
from caseworker_desktop.usecases.compartments import Compartments
from caseworker_desktop.usecases.controls import CLOCK_SETTING
from caseworker_desktop.usecases.intent import Checker, Intent, Shipped, Written, kept_fields, one_person, subject_of
from caseworker_desktop.usecases.protected import Opener, Shut
from caseworker_desktop.usecases.registers import registers, replaced
from caseworker_desktop.usecases.sealing import Sealing, additional, mark
from caseworker_desktop.usecases.worker import Worker


class Gate(Protocol):
    """What a command asks of the writer that runs it."""

    def new_id(self) -> str:
        """Return a fresh record id."""
        ...

    def engine(self, unit: Unit) -> Engine:
        """Return the engine that applies operations."""
        ...

    def allow(self, kind: Kind, intent: Intent) -> None:
        """Raise Denied when the worker may not write this."""
        ...

    def checker(self, reading: Reading, overlay: Overlay) -> Checker:
        """Return the checks of values."""
        ...


@dataclass(slots=True)
class _Pending:
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
    kept: dict[str, Any] = field(default_factory=dict)
    behind: _Pending | None = None
    folded: bool = False
    body: bytes | None = None


class Command:
    """One run of `write`."""

    def __init__(
        self, writer: Gate, worker: Worker, lists: CodeLists, shipped: Shipped, settles: bool, loading: bool, dry_run: bool, why: str | None
    ) -> None:
        self._why = why
        self._writer, self._worker, self._lists, self._shipped = writer, worker, lists, shipped
        self._settles, self._loading, self._dry = settles, loading, dry_run
        self._extra: list[_Pending] = []

    def run(self, unit: Unit, intents: Sequence[Intent], lines: Sequence[int] | None) -> Written:
        self._unit = unit
        self._reading = Reading(unit.connection, unit.catalog, unit.packer)
        self._engine = self._writer.engine(unit)
        self._overlay = Overlay(self._reading, self._shipped, lists=self._lists, loading=self._loading)
        self._checker = self._writer.checker(self._reading, self._overlay)
        self._opener: Opener | None = None
        self._touched: dict[tuple[str, str], _Pending] = {}
        pending: list[_Pending] = []
        for at, intent in enumerate(intents):
            with _told(lines, at):
                pending.append(self._prepare(at, intent))
        for one in pending:
            with _told(lines, one.at):
                self._check(one)
        warnings = self._rules(pending, lines)
        return self._store_all(pending, warnings, lines)

    # ---- from an intent to a pending change --------------------------------------------------------------------------------------------
    def _prepare(self, at: int, intent: Intent) -> _Pending:
        kind = self._reading.catalog.kind(intent.kind)
        if kind is None:
            raise LineRefused(message("refused.unknown_kind", kind=intent.kind[:40]), field="record")
        self._writer.allow(kind, intent)
        given = {name: value for name, value in intent.values.items() if name not in ("created_at", "created_by", "changed_at", "changed_by")}
        kept = kept_fields(intent.values)
        id_ = intent.id or self._writer.new_id()
        values = self._checker.values(kind, given)
        earlier = self._touched.get((kind.name, id_))
        if earlier is not None:
            return self._again(at, earlier, values, kept, intent.deleted)
        one = self._first(at, kind, id_, values, kept, intent.deleted)
        one.restored = intent.restored
        self._touched[kind.name, id_] = one
        return one

    def _first(self, at: int, kind: Kind, id_: str, values: dict[str, Any], kept: dict[str, Any], deleted: bool) -> _Pending:
        columns = self._reading.columns(kind.name, id_)
        if columns is None:
            if deleted:
                if id_ in self._shipped.get(kind.name, {}):
                    raise LineRefused(message("refused.shipped"))
                raise LineRefused(message("refused.unknown_record"), field="id")
            if self._unit.log.known([ids.to_bytes(id_)]):
                raise LineRefused(message("refused.id_taken"), field="id")
            return self._create(at, kind, id_, values, kept)
        return self._change(at, kind, id_, values, kept, deleted, columns)

    def _again(self, at: int, earlier: _Pending, values: dict[str, Any], kept: dict[str, Any], deleted: bool) -> _Pending:
        """A second wish for the same record in one command is folded into the first; a deletion comes behind it."""
        if earlier.deleted:
            raise LineRefused(message("refused.twice_in_command"), field="id")
        if deleted:
            self._overlay.lay(earlier.kind.name, earlier.id, None)
            one = _Pending(at, earlier.kind, earlier.id, earlier.whole, {}, {}, earlier.now, known=True, deleted=True, behind=earlier)
            self._touched[earlier.kind.name, earlier.id] = one
            return one
        changed: dict[str, Any] = {}
        for name, value in values.items():
            if value is None and earlier.kind.by_name[name].shape in ("set", "items"):
                value = []
            if value != earlier.whole.get(name):
                changed[name] = value
        earlier.whole |= changed
        earlier.given |= values
        earlier.changed |= changed
        earlier.kept |= kept
        self._overlay.lay(earlier.kind.name, earlier.id, earlier.whole)
        return _Pending(at, earlier.kind, earlier.id, earlier.whole, values, changed, earlier.now, known=True, folded=True)

    def _create(self, at: int, kind: Kind, id_: str, values: dict[str, Any], kept: dict[str, Any]) -> _Pending:
        shipped = self._shipped.get(kind.name, {}).get(id_)
        base = {f.name: f.default if f.shape == "one" else [] if f.shape in ("set", "items") else None for f in kind.fields}
        if shipped is not None:
            base |= {name: value for name, value in shipped.items() if kind.field(name) is not None}
        whole = base | {
            name: value if value is not None else base[name] if kind.by_name[name].shape in ("set", "items") else None
            for name, value in values.items()
        }
        whole |= {
            "id": id_,
            "created_by": ids.to_text(kept["created_by"]) if "created_by" in kept else self._worker.staff,
            "created_at": time_text(kept.get("created_at", unix_ms(self._worker.clock.now()))),
        }
        self._overlay.lay(kind.name, id_, whole)
        changed = {name: value for name, value in whole.items() if kind.field(name) is not None and value not in (None, [], {})}
        return _Pending(at, kind, id_, whole, values, changed, None, known=False, kept=kept)

    def _change(self, at: int, kind: Kind, id_: str, values: dict[str, Any], kept: dict[str, Any], deleted: bool, columns: Sequence[Any]) -> _Pending:
        _, now = self._engine.projection(ids.to_bytes(id_))
        whole = dict(self._reading.plain_of(kind.name, columns))
        opened = self._opened().open(kind, columns)
        whole |= {name: value for name, value in opened.items() if not isinstance(value, Shut)}
        if deleted:
            self._overlay.lay(kind.name, id_, None)
            return _Pending(at, kind, id_, whole, {}, {}, now, known=True, deleted=True)
        changed: dict[str, Any] = {}
        for name, value in values.items():
            field_ = kind.by_name[name]
            if value is None and field_.shape in ("set", "items"):
                value = []
            if isinstance(opened.get(name), Shut):
                if not self._same_sealed(id_, field_.register, value, kind):
                    changed[name] = value
            elif value != whole.get(name) or (self._settles and now is not None and _in_conflict(now, field_.register)):
                changed[name] = value
        was_deleted = now is not None and now.deleted
        if kind.single is not None and not self._single_allows(kind, changed):
            raise LineRefused(message("refused.single"), field=next(iter(changed)))
        whole |= changed
        whole["id"] = id_
        if was_deleted and not changed and not values:
            return _Pending(at, kind, id_, whole, values, {}, now, known=True)
        self._overlay.lay(kind.name, id_, whole)
        kept = {name: wire for name, wire in kept.items() if not self._kept_already(name, wire, columns)}
        return _Pending(at, kind, id_, whole, values, changed, now, known=True, kept=kept)

    def _kept_already(self, name: str, wire: Any, columns: Sequence[Any]) -> bool:
        return bool(columns[5 if name == "created_at" else 6] == wire)

    @staticmethod
    def _single_allows(kind: Kind, changed: Mapping[str, Any]) -> bool:
        return all(name in (kind.single or ()) for name in changed)

    def _opened(self) -> Opener:
        if self._opener is None:
            self._opener = Opener(self._reading, self._worker, self._shipped)
        return self._opener

    def _same_sealed(self, id_: str, register: str, value: Any, kind: Kind) -> bool:
        here = self._unit.local.sealed_mark(ids.to_bytes(id_), register)
        wire = registers(kind, {register: value}, {register: value}, None).get(register)
        return here is not None and here == mark(self._worker.local_key, register, wire)

    # ---- checks ------------------------------------------------------------------------------------------------------------------------------
    def _check(self, one: _Pending) -> None:
        if one.deleted:
            return
        if not one.known or one.changed:
            self._checker.required(one.kind, one.whole if not one.known else {**one.whole, **one.changed})
        self._checker.references(one.kind, one.changed if one.known else one.given)
        self._checker.unique(one.kind, one.id, one.whole)
        if one.kept.get("created_by") is not None and self._overlay.exists(("staff",), ids.to_text(one.kept["created_by"])) is None:
            raise LineRefused(message("refused.dangling"), field="created_by")

    def _rules(self, pending: Sequence[_Pending], lines: Sequence[int] | None) -> list[tuple[str, str, Finding]]:
        warnings: list[tuple[str, str, Finding]] = []
        for one in pending:
            if one.deleted or one.folded or not (one.changed or not one.known):
                continue
            for rule in one.kind.rules:
                for finding in rule(one.whole, self._overlay):
                    if finding.weight == "refuse" or (finding.weight == "refuse_load" and self._loading):
                        with _told(lines, one.at):
                            raise LineRefused(finding.reason, field=finding.field)
                    warnings.append((one.kind.name, one.id, finding))
        return warnings

    # ---- composing and storing -------------------------------------------------------------------------------------------------------------------
    def _store_all(self, pending: Sequence[_Pending], warnings: list[tuple[str, str, Finding]], lines: Sequence[int] | None) -> Written:
        worker = self._worker
        stream = self._engine.own(worker.stream, ids.to_bytes(worker.device), worker.epoch)
        self._seq = stream.ranges[-1][1] if stream.ranges else 0
        self._clock = int(self._unit.local.setting(CLOCK_SETTING, 0))
        self._at = unix_ms(worker.clock.now())
        self._batch = ids.random_bytes()
        self._bodies: list[bytes] = []
        self._sealing = Sealing(Compartments(self._reading, worker), worker, self._writer.new_id, self._compartment)
        changed = deleted = unchanged = created = 0
        for one in pending:
            with _told(lines, one.at):
                wrote = self._compose(one)
            created += not one.known
            deleted += one.deleted and wrote
            changed += one.known and wrote and not one.deleted
            unchanged += not wrote
        if self._bodies:
            done = self._engine.apply(self._bodies, at=self._at)
            if done.accepted != len(self._bodies) or done.parked:
                raise Refused(message("refused.not_written"))
            self._unit.local.set(CLOCK_SETTING, self._clock)
        result = Written(
            batch=ids.to_text(self._batch),
            ids=tuple(one.id for one in pending),
            created=created,
            changed=changed,
            unchanged=unchanged,
            deleted=deleted,
            records=frozenset((one.kind.name, one.id) for one in pending),
            warnings=tuple(warnings),
        )
        if self._dry:
            self._unit.leave()
        return result

    def _compartment(self, values: dict[str, Any]) -> None:
        """A compartment that this command makes is written before what is sealed for it."""
        kind = self._reading.catalog.kind("compartment")
        if kind is None:
            raise Refused(message("refused.not_written"))
        id_ = values.pop("id")
        self._emit(kind, id_, None, (), {name: [wire] for name, wire in registers(kind, values, values, None).items()}, {})

    def _compose(self, one: _Pending) -> bool:
        """Append the operation of one change; tell whether there was anything to write."""
        if one.folded:
            return bool(one.changed)
        record = ids.to_bytes(one.id)
        first = self._first_body(record) if one.known else None
        if one.deleted:
            if one.behind is None and (one.now is None or one.now.deleted):
                return False
            heads = (
                set()
                if one.now is None
                else {op.id for register in one.now.shown for op in one.now.heads_of(register) if register != DELETED_REGISTER}
            )
            if one.behind is not None and one.behind.body is not None:
                heads.add(bodies.body_id(one.behind.body))
            entry: list[Any] = [True, replaced(one.now, DELETED_REGISTER, settles=True)]
            subject, mentions = self._persons(one.behind or one, first)
            self._emit(one.kind, one.id, subject, mentions, {DELETED_REGISTER: entry if entry[1] else [True]}, {"seen": sorted(heads)})
            return True
        wires = registers(one.kind, one.changed, one.whole, one.now)
        fields: dict[str, list[Any]] = {}
        for register, wire in wires.items():
            names = replaced(one.now, register, settles=self._settles)
            if one.now is not None and wire is None and not names:
                continue
            fields[register] = [wire, names] if names else [wire]
        for name, wire in one.kept.items():
            names = replaced(one.now, name, settles=True)
            fields[name] = [wire, names] if names else [wire]
        if one.now is not None and (one.restored or (one.now.deleted and (one.changed or one.given))):
            fields[DELETED_REGISTER] = [False, replaced(one.now, DELETED_REGISTER, settles=True)]
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

    def _emit_sealed(
        self, one: _Pending, subject: bytes | None, mentions: tuple[bytes, ...], fields: dict[str, list[Any]], protected: set[str], readers: Any
    ) -> None:
        record = ids.to_bytes(one.id)
        values = {register: fields[register][0] for register in fields if register in protected}
        open_entries = {register: entry for register, entry in fields.items() if register not in protected}

        def bound(_: Mapping[str, Any]) -> bytes:
            return additional(self._worker.stream, self._seq + 1, one.kind.name, record, subject, open_entries)

        seq_before = self._seq
        try:
            tags, more = self._sealing.seal(readers, values, bound, record)
        except ValueError as reason:
            raise Refused(message("refused.no_compartment")) from reason
        if self._seq != seq_before:  # a compartment was written first: bind the box to the operation's own place
            tags, more = self._sealing.seal(readers, values, bound, record)
        for register, tag in tags.items():
            names = fields[register][1] if len(fields[register]) > 1 else []
            entry: list[Any] = [tag, names, 1]
            if len(entry) <= PROTECTED:
                raise ValueError("a protected entry has three items")
            fields[register] = entry
            self._unit.local.mark_sealed(record, register, mark(self._worker.local_key, register, values[register]))
        self._emit(one.kind, one.id, subject, mentions, fields, more)

    def _first_body(self, record: bytes) -> list[Any] | None:
        known = self._unit.log.known([record]).get(record, [])
        for one in known:
            raw = self._unit.log.body(one.a)
            if bodies.read_stub(raw) is None:
                return bodies.decode(raw)
        return None

    def _persons(self, one: _Pending, first: list[Any] | None) -> tuple[bytes | None, tuple[bytes, ...]]:
        """Return the record's subject (repeated from its first operation) and the other persons mentioned. Raises LineRefused when it would change."""
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
        body = bodies.encode(
            [
                1,
                self._worker.stream,
                self._seq,
                self._clock,
                self._at,
                ids.to_bytes(self._worker.staff),
                self._batch,
                kind.name,
                ids.to_bytes(id_),
                subject,
                list(mentions),
                dict(fields),
                dict(more),
            ]
        )
        if len(body) > bodies.BODY_LIMIT:
            raise Refused(message("refused.too_much"))
        self._bodies.append(body)


def _in_conflict(now: Projection, register: str) -> bool:
    return register in now.conflicts or any(one.startswith(register + "/") for one in now.conflicts)


class _told:  # noqa: N801 -- reads as a word in `with`
    """Adds the line to a refusal that lacks it."""

    def __init__(self, lines: Sequence[int] | None, at: int) -> None:
        self._line = lines[at] if lines is not None else None

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, LineRefused) and error.line is None and self._line is not None:
            raise LineRefused(error.reason, line=self._line, field=error.field) from error
