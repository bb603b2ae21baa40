"""One command's way from intents to operations: prepared, checked, composed, applied; everything or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.clock import time_text, unix_ms
from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.merge.apply import Engine
from caseworker_desktop.store.declare import Catalog, CodeLists, Finding, Kind
from caseworker_desktop.store.overlay import Overlay
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.unit import Unit
from caseworker_desktop.usecases.composing import Composer, Pending
from caseworker_desktop.usecases.intent import Checker, Intent, Shipped, Written, kept_fields
from caseworker_desktop.usecases.protected import Opener, Shut
from caseworker_desktop.usecases.registers import registers
from caseworker_desktop.usecases.sealing import mark
from caseworker_desktop.usecases.worker import Worker

#: A command of more records than this tells its progress, each time so many are done.
_TOLD_EACH = 500


class Gate(Protocol):
    """What a command asks of the writer that runs it."""

    def new_id(self) -> str:
        """Return a fresh record id."""
        ...

    def is_fresh(self, id_: str) -> bool:
        """Tell, once, whether the writer itself made an id that no record bears yet."""
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


class Command:
    """One run of `write`."""

    def __init__(
        self, writer: Gate, worker: Worker, lists: CodeLists, shipped: Shipped, loading: bool, dry_run: bool, why: str | None,
        progress: Progress,
    ) -> None:  # fmt: skip
        self._why, self._progress = why, progress
        self._writer, self._worker, self._lists, self._shipped = writer, worker, lists, shipped
        self._loading, self._dry = loading, dry_run
        self._extra: list[Pending] = []

    def run(self, unit: Unit, intents: Sequence[Intent], lines: Sequence[int] | None) -> Written:
        self._unit = unit
        self._reading = Reading(unit.connection, unit.catalog, unit.packer)
        self._engine = self._writer.engine(unit)
        self._overlay = Overlay(self._reading, self._shipped, lists=self._lists, loading=self._loading)
        self._checker = self._writer.checker(self._reading, self._overlay)
        self._opener: Opener | None = None
        self._touched: dict[str, Pending] = {}
        pending: list[Pending] = []
        for at, intent in enumerate(intents):
            self._step("writing.stage.reading", at, len(intents))
            with _told(lines, at):
                pending.append(self._prepare(at, intent))
        for at, one in enumerate(pending):
            self._step("writing.stage.checking", at, len(pending))
            with _told(lines, one.at):
                self._check(one)
        for one in pending:
            self._stamp(one)
        warnings = self._rules(pending, lines)
        return self._store(pending, warnings, lines)

    def _step(self, stage: str, done: int, total: int) -> None:
        """Tell a long command's progress; a stop asked for undoes everything. A save of a few records is not worth a word."""
        if done % _TOLD_EACH == 0 and total > _TOLD_EACH:
            self._progress.step(Message(stage), done, total)

    # ---- from an intent to a pending change --------------------------------------------------------------------------------------------
    def _prepare(self, at: int, intent: Intent) -> Pending:
        kind = self._reading.catalog.kind(intent.kind)
        if kind is None:
            raise LineRefused(message("refused.unknown_kind", kind=intent.kind[:40]), field="record")
        self._writer.allow(kind, intent)
        given = {name: value for name, value in intent.values.items() if name not in ("created_at", "created_by", "changed_at", "changed_by")}
        kept = kept_fields(intent.values)
        id_ = intent.id or self._writer.new_id()
        values = self._checker.values(kind, given)
        earlier = self._touched.get(id_)
        if earlier is not None:
            if earlier.kind is not kind:
                raise LineRefused(message("refused.id_taken"), field="id")
            return self._again(at, earlier, values, kept, intent.deleted)
        one = self._first(at, kind, id_, values, kept, intent)
        one.restored, one.settles = intent.restored, intent.settles
        self._touched[id_] = one
        return one

    def _first(self, at: int, kind: Kind, id_: str, values: dict[str, Any], kept: dict[str, Any], intent: Intent) -> Pending:
        if not intent.deleted and self._writer.is_fresh(id_):
            return self._create(at, kind, id_, values, kept)
        columns = self._reading.columns(kind.name, id_)
        if columns is None:
            if intent.deleted:
                if id_ in self._shipped.get(kind.name, {}):
                    raise LineRefused(message("refused.shipped"))
                raise LineRefused(message("refused.unknown_record"), field="id")
            if self._unit.log.known([ids.to_bytes(id_)]) or any(id_ in rows for name, rows in self._shipped.items() if name != kind.name):
                raise LineRefused(message("refused.id_taken"), field="id")
            return self._create(at, kind, id_, values, kept)
        return self._change(at, kind, id_, values, kept, intent, columns)

    def _again(self, at: int, earlier: Pending, values: dict[str, Any], kept: dict[str, Any], deleted: bool) -> Pending:
        """A second wish for the same record in one command is folded into the first; a deletion comes behind it."""
        if earlier.deleted:
            raise LineRefused(message("refused.twice_in_command"), field="id")
        if deleted:
            self._overlay.lay(earlier.kind.name, earlier.id, None)
            one = Pending(at, earlier.kind, earlier.id, earlier.whole, {}, {}, earlier.now, known=True, deleted=True, behind=earlier)
            self._touched[earlier.id] = one
            return one
        changed: dict[str, Any] = {}
        for name, value in values.items():
            if value is None and earlier.kind.by_name[name].shape in ("set", "items"):
                value = []
            if value != earlier.whole.get(name):
                changed[name] = value
        if earlier.known and earlier.kind.single is not None and not self._single_allows(earlier.kind, changed):
            raise LineRefused(message("refused.single"), field=next(iter(changed)))
        earlier.whole |= changed
        earlier.given |= values
        earlier.changed |= changed
        earlier.kept |= kept
        self._overlay.lay(earlier.kind.name, earlier.id, earlier.whole)
        return Pending(at, earlier.kind, earlier.id, earlier.whole, values, changed, earlier.now, known=True, folded=True)

    def _create(self, at: int, kind: Kind, id_: str, values: dict[str, Any], kept: dict[str, Any]) -> Pending:
        shipped = self._shipped.get(kind.name, {}).get(id_)
        single, several = self._reading.catalog.once(blanks)[kind.name]
        base: dict[str, Any] = {**single, **{name: [] for name in several}}
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
        declared = kind.by_name
        changed = {name: value for name, value in whole.items() if name in declared and value is not None and value != [] and value != {}}
        return Pending(at, kind, id_, whole, values, changed, None, known=False, kept=kept)

    def _change(self, at: int, kind: Kind, id_: str, values: dict[str, Any], kept: dict[str, Any], intent: Intent, columns: Sequence[Any]) -> Pending:
        _, now = self._engine.projection(ids.to_bytes(id_))
        whole = dict(self._reading.plain_of(kind.name, columns))
        opened = self._opened().open(kind, columns)
        whole |= {name: value for name, value in opened.items() if not isinstance(value, Shut)}
        if intent.deleted:
            self._overlay.lay(kind.name, id_, None)
            return Pending(at, kind, id_, whole, {}, {}, now, known=True, deleted=True)
        changed: dict[str, Any] = {}
        for name, value in values.items():
            field_ = kind.by_name[name]
            if value is None and field_.shape in ("set", "items"):
                value = []
            if isinstance(opened.get(name), Shut):
                if not self._same_sealed(id_, field_.register, value, kind):
                    changed[name] = value
            elif value != whole.get(name) or (intent.settles or "").partition("/")[0] == field_.register:
                changed[name] = value
        was_deleted = now is not None and now.deleted
        if kind.single is not None and not self._single_allows(kind, changed):
            raise LineRefused(message("refused.single"), field=next(iter(changed)))
        whole |= changed
        whole["id"] = id_
        if was_deleted and not changed and not values:
            return Pending(at, kind, id_, whole, values, {}, now, known=True)
        self._overlay.lay(kind.name, id_, whole)
        kept = {name: wire for name, wire in kept.items() if not self._kept_already(name, wire, columns)}
        return Pending(at, kind, id_, whole, values, changed, now, known=True, kept=kept)

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

    def _stamp(self, one: Pending) -> None:
        """Fill what a new record's kind takes from the records around it, once all of the command is laid over the database."""
        if one.known or one.folded or one.kind.stamp is None:
            return
        for name, value in one.kind.stamp(one.whole, self._overlay).items():
            if value is not None and one.whole.get(name) is None:
                one.whole[name] = one.changed[name] = value

    # ---- checks ------------------------------------------------------------------------------------------------------------------------------
    def _check(self, one: Pending) -> None:
        if one.deleted:
            return
        if not one.known or one.changed:
            self._checker.required(one.kind, one.whole if not one.known else {**one.whole, **one.changed})
        self._checker.references(one.kind, one.changed if one.known else one.given)
        self._checker.unique(one.kind, one.id, one.whole)
        if one.kept.get("created_by") is not None and self._overlay.exists(("staff",), ids.to_text(one.kept["created_by"])) is None:
            raise LineRefused(message("refused.dangling"), field="created_by")

    def _rules(self, pending: Sequence[Pending], lines: Sequence[int] | None) -> list[tuple[str, str, Finding]]:
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

    def _store(self, pending: Sequence[Pending], warnings: list[tuple[str, str, Finding]], lines: Sequence[int] | None) -> Written:
        composer = Composer(self._unit, self._reading, self._engine, self._overlay, self._worker, self._writer.new_id, why=self._why)
        for at, one in enumerate(pending):
            self._step("writing.stage.composing", at, len(pending))
            with _told(lines, one.at):
                composer.add(one)
        composer.apply(lambda done, total: self._step("writing.stage.writing", done, total))
        if self._dry:
            self._unit.leave()
        counts = composer.counts
        return Written(
            batch=ids.to_text(composer.batch),
            ids=tuple(one.id for one in pending),
            created=counts.created,
            changed=counts.changed,
            unchanged=counts.unchanged,
            deleted=counts.deleted,
            records=frozenset((one.kind.name, one.id) for one in pending),
            warnings=tuple(warnings),
        )


def blanks(catalog: Catalog) -> dict[str, tuple[dict[str, Any], tuple[str, ...]]]:
    """Return of each kind what its fields hold before anybody fills them: the defaults of single ones, and the names of sets and items."""
    return {
        kind.name: (
            {f.name: f.default if f.shape == "one" else None for f in kind.fields if f.shape not in ("set", "items")},
            tuple(f.name for f in kind.fields if f.shape in ("set", "items")),
        )
        for kind in catalog.kinds()
    }


class _told:  # noqa: N801 -- reads as a word in `with`
    """Adds the line to a refusal that lacks it."""

    def __init__(self, lines: Sequence[int] | None, at: int) -> None:
        self._line = lines[at] if lines is not None else None

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, LineRefused) and error.line is None and self._line is not None:
            raise LineRefused(error.reason, line=self._line, field=error.field) from error
