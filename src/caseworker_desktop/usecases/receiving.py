"""Takes bundles in: authenticated to the last byte first, then applied in one transaction, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from caseworker_desktop.bundle.model import Header, Opened, Piece
from caseworker_desktop.bundle.reader import authenticate, read_bundle
from caseworker_desktop.bundle.stick import discard, stage
from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.bulk import bulk
from caseworker_desktop.kernel.clock import unix_ms
from caseworker_desktop.kernel.errors import CaseworkerError, Refused
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.merge.applied import Applied
from caseworker_desktop.merge.apply import Engine
from caseworker_desktop.store import ranges
from caseworker_desktop.store.local import BundleNote, Peer
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.store.tables import WAITING, disputed
from caseworker_desktop.store.unit import Unit
from caseworker_desktop.usecases.aside import ARRIVALS, quarantine
from caseworker_desktop.usecases.auditing import IMPORTED, note, take
from caseworker_desktop.usecases.carrying import Gathering
from caseworker_desktop.usecases.controls import CLOCK_SETTING, clock_of
from caseworker_desktop.usecases.copies import mark_safe
from caseworker_desktop.usecases.duplicates import found_with
from caseworker_desktop.usecases.epochs import AUDIT_HELD, catch_up
from caseworker_desktop.usecases.exchange import DAY_MS, DIGESTS, WANTED, Exchange
from caseworker_desktop.usecases.founding import device_keys
from caseworker_desktop.usecases.heading import FILES, GIVEN, files_told, never_came
from caseworker_desktop.usecases.lease import Lease
from caseworker_desktop.usecases.removing import Removed, remove
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import Writer

INCOMING = "incoming"
TWICE = ("person", "person_code", "partner")
CAME_BACK = "came_back"
REVOKED, TOTALS, ALARMS = "revoked", "totals", "alarms"

Seen = Callable[[Unit, Applied, Header], None]


@dataclass(frozen=True, slots=True)
class Imported:
    """What one file brought. `error` is told when it was not taken; then everything else is zero. `gaps`: missing bundle numbers;
    `set_aside`: operations of a revoked sender that wait for a person; `alarms`: what looks wrong with the sender's clock or copies;
    `removed`: persons whose files went off this laptop, `removal_waits`: those that go once they are safe and no draft is open;
    `records`: some of those written (kind, id), at most RECORDS_TOLD of merge/applied.py."""

    file: str
    bundle: str | None = None
    sender: str | None = None
    number: int | None = None
    accepted: int = 0
    known: int = 0
    parked: int = 0
    waiting: int = 0
    conflicts: int = 0
    duplicates: int = 0
    gaps: tuple[int, ...] = ()
    set_aside: int = 0
    removed: int = 0
    removal_waits: int = 0
    alarms: tuple[Message, ...] = ()
    by_kind: Mapping[str, int] = field(default_factory=dict)
    records: frozenset[tuple[str, str]] = frozenset()
    error: Message | None = None
    exit_code: int = 0

    @property
    def needs_a_person(self) -> bool:
        """Tell whether somebody must look: conflicts, duplicates, parked operations, a revoked sender's work, an alarm."""
        return bool(self.conflicts or self.duplicates or self.parked or self.set_aside or self.alarms)


class Receiving:
    """The use case."""

    def __init__(self, store: Store, writer: Writer, worker: Worker, exchange: Exchange, lease: Lease) -> None:
        self._store, self._writer, self._worker, self._exchange, self._lease = store, writer, worker, exchange, lease

    def import_files(self, files: Sequence[Path], progress: Progress, *, dry_run: bool = False) -> tuple[Imported, ...]:
        """Take each file alone; a refused one is told in its place (`error`) and does not stop the others."""
        out = []
        for file in files:
            try:
                out.append(self.import_file(file, progress, dry_run=dry_run))
            except CaseworkerError as error:
                out.append(Imported(file=file.name, error=error.message, exit_code=error.exit_code))
        return tuple(out)

    def import_file(self, file: Path, progress: Progress, *, dry_run: bool = False, seen: Seen | None = None) -> Imported:
        """Take one bundle. Raises Refused naming the cause, or Denied; nothing is changed then. `seen` is told what a dry run did, in its unit."""
        if not file.is_file():
            raise Refused(message("refused.file_unreadable", file=file.name))
        incoming = self._store.folder / INCOMING
        incoming.mkdir(exist_ok=True)
        for left in incoming.iterdir():  # copies that a killed process left behind; this workspace is held by this process alone
            discard(left)
        staged = stage(file, incoming, progress=progress)
        try:
            digest = bytes.fromhex(staged.sha256)
            with self._store.reading() as reading:
                age = device_keys(reading.local.key).age_secret
                before = reading.local.bundle(digest)
                if before is not None and not before.outgoing:
                    return self._again(file, before)
                opened = authenticate(
                    staged.path, [age], lambda header: self._trust(header), addressee=ids.to_bytes(self._worker.device), progress=progress
                )
            return self.take(file.name, staged.path, age, opened, digest, progress, dry_run=dry_run, seen=seen)
        finally:
            discard(staged.path)

    def _trust(self, header: Header) -> bytes | None:
        if header.welcome is not None:
            with self._store.reading() as reading:
                if not self._worker.joined or self._exchange.trusted(reading, header) is None:
                    raise Refused(message("refused.welcome_is_for_join"))
        with self._store.reading() as reading:
            return self._exchange.trusted(reading, header)

    def _again(self, file: Path, before: BundleNote) -> Imported:
        gaps: tuple[int, ...] = ()
        with self._store.reading() as reading:
            gaps = _gaps(reading.local.peer(before.peer))
        return Imported(
            file=file.name,
            bundle=before.digest.hex(),
            sender=ids.to_text(before.peer),
            number=before.number,
            known=int(before.told.get("operations", 0)),
            gaps=gaps,
        )

    def take(
        self,
        name: str,
        staged: Path,
        age: str,
        opened: Opened,
        digest: bytes,
        progress: Progress,
        *,
        dry_run: bool = False,
        joins: Callable[[Unit], bytes] | None = None,
        seen: Seen | None = None,
    ) -> Imported:
        """Apply an authenticated bundle in one transaction.

        `joins` is told the unit by a joining laptop: it keeps whom the laptop belongs to and returns the office stream to trust from now on.
        """
        head = opened.header
        now = unix_ms(self._worker.clock.now())
        with self._store.unit() as unit:
            root = joins(unit) if joins is not None else None
            engine = self._writer.engine(unit, root)
            if root is not None:  # what this laptop wrote as its own office is parked now: the office has said the same records anew
                engine.reproject(engine.restate())
            taker = _Taker(engine, unit, head, digest, now, progress)
            with bulk():
                read_bundle(staged, [age], opened, taker, progress=progress)
            if taker.lines:
                take(unit.local, head.sender, taker.lines)
            done = taker.done
            aside = self._of_revoked(unit, engine, head, digest, done)
            if not aside:
                self._note_origins(engine, head)
            unit.local.set(CLOCK_SETTING, max(clock_of(unit, engine), engine.greatest_clock))
            peer = unit.local.peer(head.sender)
            self._acknowledge(peer, head, now)
            unit.local.save_peer(peer)
            catch_up(unit, self._worker.epoch, head)
            note(unit, self._worker, IMPORTED, ids.to_text(head.sender))
            self._lease.renew(unit)
            mark_safe(unit, head.sender, peer.safe or {}, engine.streams(), now)
            gone = remove(unit, engine, peer) if not self._worker.office else Removed(0, 0)
            told = replace(self._tell(unit, name, digest, head, done, peer), set_aside=aside, removed=gone.persons,
                           removal_waits=gone.waiting, alarms=self._alarms(unit, engine, head, done, now))  # fmt: skip
            unit.local.note_bundle(
                BundleNote(
                    digest,
                    head.sender,
                    False,
                    head.number,
                    now,
                    name,
                    {
                        "operations": done.accepted + done.known,
                        "accepted": done.accepted,
                        "known": done.known,
                        "parked": told.parked,
                        "conflicts": told.conflicts,
                        "by_kind": dict(told.by_kind),
                        "waiting": told.waiting,
                        "duplicates": told.duplicates,
                        "set_aside": aside,
                        ALARMS: [[one.key, dict(one.params)] for one in told.alarms],
                        ARRIVALS: [done.first, unit.log.next_arrival() - 1] if done.first else [0, -1],
                        "records": [[kind, record] for kind, record in sorted(done.records)],
                    },
                )
            )
            if dry_run:
                if seen is not None:
                    seen(unit, done, head)
                unit.leave()
        return told

    def _of_revoked(self, unit: Unit, engine: Engine, head: Header, digest: bytes, done: Applied) -> int:
        """What a revoked laptop still sends is kept and counts for nothing until a person has looked; return how many operations."""
        row = Reading(unit.connection, unit.catalog, unit.packer).row("device", ids.to_text(head.sender))
        if row is None or row.revoked_on is None or not self._worker.office or not done.first:
            return 0
        aside = quarantine(unit, engine, self._worker, head.sender, digest, done.first, row.revoked_why or REVOKED)
        if aside:  # what does not count contradicts nobody
            done.flagged.clear()
            for records in done.watched.values():
                records.clear()
        return aside

    def _alarms(self, unit: Unit, engine: Engine, head: Header, done: Applied, now: int) -> tuple[Message, ...]:
        """Say what a coordinator should ask the laptop's owner about: two copies of one workspace, a clock that is days wrong."""
        reading = Reading(unit.connection, unit.catalog, unit.packer)
        out = []
        for device in sorted({one.device or head.sender for one in engine.streams() if one.id in done.forks}):
            row = reading.row("device", ids.to_text(device))
            out.append(message("exchange.alarm_fork", name=row.name if row is not None else ids.to_text(device)))
        ahead = (head.created_at - now) // DAY_MS
        if ahead >= 1:
            row = reading.row("device", ids.to_text(head.sender))
            out.append(message("exchange.alarm_clock", name=row.name if row is not None else ids.to_text(head.sender), count=ahead))
        return tuple(out)

    @staticmethod
    def _note_origins(engine: Engine, head: Header) -> None:
        told = head.more.get("origins")
        for stream, origin in told.items() if isinstance(told, dict) else ():
            if (
                isinstance(stream, bytes)
                and isinstance(origin, list)
                and len(origin) == 2
                and isinstance(origin[0], bytes)
                and isinstance(origin[1], int)
            ):
                engine.note_origin(stream, origin[0], origin[1])

    def _acknowledge(self, peer: Peer, head: Header, now: int) -> None:
        peer.last_in = now
        state = dict(peer.state or {})
        state[DIGESTS] = list(head.wanted_digests)
        known = int(state.get("epoch", 1))
        if head.epoch < known:  # written before its sender came back from a backup: its operations count, what it says of both sides does not
            return
        state[WANTED] = {stream: [list(one) for one in told] for stream, told in head.wanted.items()}
        if head.epoch > known:
            self._epoch_begins(peer, state, head.epoch)
        numbers = peer.numbers_in or []
        if state.pop(CAME_BACK, False):  # the bundles between are lost with the former workspace; what they held is sent again
            numbers = ranges.union(numbers, [[1, max(head.number, 1)]])
            state.pop(GIVEN, None)
        ranges.add(numbers, head.number)
        peer.numbers_in, peer.number_in = numbers, max(peer.number_in, head.number)
        if self._worker.office:
            self._laptop_holds(state, head.more.get("held"))
            files = files_told(head.more.get(FILES))
            if files is not None and head.number == peer.number_in:  # the latest of its bundles so far
                state[FILES] = files
            told = head.more.get("totals")
            if isinstance(told, dict):
                kinds = {kind: count for kind, count in told.items() if isinstance(kind, str) and type(count) is int}
                state[TOTALS] = {"number": head.number, "at": head.created_at, "kinds": kinds}
        else:
            lines = head.more.get(AUDIT_HELD)
            if isinstance(lines, list) and len(lines) == 2 and lines[0] == self._worker.epoch and type(lines[1]) is int:
                state[AUDIT_HELD] = lines[1]
            peer.received = {stream: [list(one) for one in told] for stream, told in head.acknowledgements.items()}
            peer.safe = {stream: [list(one) for one in told] for stream, told in head.safe.items()}
            held_before = state.get("held") or {}
            if head.scope is not None and head.number >= int(held_before.get("number", 0)):
                operations = head.counts.operations + int(held_before.get("operations", 0))
                state["held"] = {"number": head.number, "operations": operations, "epoch": head.epoch}
                state |= {name: head.scope.get(name, b"") for name in ("keep", "remove", "cards")}
        peer.state = state

    @staticmethod
    def _epoch_begins(peer: Peer, state: dict[str, Any], epoch: int) -> None:
        """The sender came back from a backup: it counts its bundles anew, and what it had acknowledged since the backup may be lost to it."""
        peer.numbers_in, peer.number_in = [], 0
        for name in ("held", "arrival", "persons", "acknowledged", "left", "met", AUDIT_HELD, TOTALS, FILES, GIVEN):
            state.pop(name, None)
        # Bundles written to it before this was known leave out what it wrote itself: whoever took them holds that no more than before.
        state["sent"] = {number: {**one, "arrival": 0} for number, one in state.get("sent", {}).items()}
        state["epoch"] = epoch

    def _laptop_holds(self, state: dict[str, Any], held: Any) -> None:
        """Note what a laptop tells that it took: the number of a bundle that this office sent in its present epoch."""
        sent = state.get("sent", {})
        if not isinstance(held, dict) or any(type(held.get(name, 0)) is not int for name in ("number", "operations", "epoch")):
            return
        if held.get("number") not in sent or held.get("epoch", 1) != self._worker.epoch:
            return
        known = sent[held["number"]]
        if known["arrival"] >= int(state.get("arrival", -1)):
            state |= {"arrival": known["arrival"], "persons": known["persons"], "acknowledged": held.get("operations", 0)}
            state |= {"left": known.get("left", b""), "met": known.get("met", b""), GIVEN: known.get(GIVEN, b"")}
        state["sent"] = {number: one for number, one in sent.items() if number > held["number"]}

    def _tell(self, unit: Unit, name: str, digest: bytes, head: Header, done: Applied, peer: Peer) -> Imported:
        twice = found_with(Reading(unit.connection, unit.catalog, unit.packer), *(done.watched[kind] for kind in TWICE))
        return Imported(
            file=name,
            bundle=digest.hex(),
            sender=ids.to_text(head.sender),
            number=head.number,
            accepted=done.accepted,
            known=done.known,
            parked=done.parked + self._out_of_place(unit, done),
            waiting=sum(bool(fl & WAITING) for fl in done.flagged.values()),
            conflicts=sum(disputed(fl) for fl in done.flagged.values()),
            duplicates=twice,
            gaps=_gaps(peer),
            by_kind=dict(sorted(done.by_kind.items())),
            records=frozenset((kind, ids.to_text(record)) for kind, record in done.records),
        )

    def _out_of_place(self, unit: Unit, done: Applied) -> int:
        """Count the records that only an office may write and that no office has said: what a laptop wrote of itself before it joined is
        said anew by the office that took it in, and is nothing to look at."""
        reading = Reading(unit.connection, unit.catalog, unit.packer)
        asked_as = {row.asked_as for row in reading.rows("device")}
        return sum(
            reading.columns(kind, ids.to_text(record)) is None and ids.to_text(record) not in asked_as
            for kind, record in done.ineffective
            if reading.catalog.kind(kind) is not None
        )


class _Taker:
    """Applies what the second pass reads."""

    def __init__(self, engine: Engine, unit: Unit, head: Header, digest: bytes, at: int, progress: Progress) -> None:
        self._engine, self._digest, self._at, self._progress, self._total = engine, digest, at, progress, head.counts.operations
        self._gathering = Gathering(unit, at)
        self._place, self.lines = 0, list[bytes]()
        self.done = Applied(watched={kind: set() for kind in TWICE})

    def bodies(self, bodies: list[bytes]) -> None:
        """Take the operations of one frame."""
        self._engine.apply(bodies, bundle=self._digest, at=self._at, place=self._place, into=self.done)
        self._place += len(bodies)
        self._progress.step(message("progress.importing"), self._place, self._total)

    def audit(self, lines: list[bytes]) -> None:
        """Keep the audit lines of another device as they came."""
        self.lines += lines  # at most MOST_LINES of bundle/codec.py; written together

    def piece(self, piece: Piece) -> None:
        """Take a piece of an attachment."""
        self._gathering.piece(piece)


def _gaps(peer: Peer) -> tuple[int, ...]:
    return never_came(peer.numbers_in or [])
