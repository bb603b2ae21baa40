"""The trip on the stick: bundles out, bundles in, what waits and what is acknowledged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from caseworker_desktop import __version__
from caseworker_desktop.bundle.model import Counts, Header
from caseworker_desktop.bundle.reader import authenticate
from caseworker_desktop.bundle.writer import write_bundle
from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.clock import time_text, unix_ms
from caseworker_desktop.kernel.errors import Denied, Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.store.local import BundleNote, Peer
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.auditing import EXPORTED, held, lines_out, note
from caseworker_desktop.usecases.cards import cards
from caseworker_desktop.usecases.carrying import absent, asked_for, of_records, pieces, size
from caseworker_desktop.usecases.copies import RUNS, keep, resend, runs_told, to_wipe, wipe_old
from caseworker_desktop.usecases.counting import totals
from caseworker_desktop.usecases.epochs import AUDIT_HELD, HELD
from caseworker_desktop.usecases.founding import device_keys
from caseworker_desktop.usecases.heading import FILES, GIVEN, PART, WHOLE, files_here, held_here, missing, never_came, persons_in, ranges_of, renamed
from caseworker_desktop.usecases.kept_back import KeptBack, kept_back
from caseworker_desktop.usecases.scope import Holding, persons_of, with_a_case
from caseworker_desktop.usecases.selecting import Selected, Wanted, bodies_of, for_laptop, for_office, marks, of_record, origins
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import Shipped, Writer
from caseworker_desktop.vault.staff import from_hex

OFFICE = "office"
#: What a peer's state keeps of the head of its latest bundle.
WANTED, DIGESTS = "wanted", "digests"
_WORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
DAY_MS = 24 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class PeerStatus:
    """How things stand with another device; times are RFC 3339 text or None. `waiting`: operations not yet acknowledged;
    `safe_bundles`: digests of bundles of which everything is safe there (a stick with no others may be wiped); `gaps`: bundles that never came."""

    peer: str
    name: str
    last_out: str | None
    last_in: str | None
    acknowledged: int
    waiting: int
    oldest_waiting: str | None
    days_silent: int | None
    safe_bundles: tuple[str, ...] = ()
    gaps: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Exported:
    """A bundle on the stick, written, read back and verified. `check_word` is read by telephone."""

    file: Path
    number: int
    operations: int
    records: int
    persons: int
    bytes: int
    sha256: str
    check_word: str
    by_kind: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Inspected:
    """A bundle's head, for its addressee."""

    sender: str
    addressee: str
    number: int
    created_at: str
    operations: int
    complete: bool


def check_word(digest_hex: str) -> str:
    """Return the six characters (30 bits of the file's digest) that two people compare by telephone: `K7R-2QM`."""
    number = int(digest_hex[:8], 16) >> 2
    letters = "".join(_WORD[(number >> shift) & 31] for shift in range(25, -1, -5))
    return f"{letters[:3]}-{letters[3:]}"


class Exchange:
    """Bundles out and what is known of the other side; usecases/receiving.py takes bundles in."""

    def __init__(self, store: Store, writer: Writer, worker: Worker, shipped: Shipped) -> None:
        self._store, self._writer, self._worker, self._shipped = store, writer, worker, shipped

    # ---- out --------------------------------------------------------------------------------------------------------------------------------
    def export(
        self,
        to: str,
        folder: Path,
        progress: Progress,
        *,
        welcome: Mapping[str, Any] | None = None,
        target: Path | None = None,
        notice: bool = False,
        attachments: bool = False,
    ) -> Exported:
        """Write a bundle for `to` (`office`, or a device's id or name) into `folder` and verify it.

        `welcome` goes to a laptop that joins; `target` names the file then. `notice`: to a revoked laptop, which learns that and nothing else.
        `attachments`: the files of documents go along, photographs too; without it those that the other side asked for.
        Raises Refused (unknown device, nothing joined, stick full or gone) or Denied; nothing is changed then.
        """
        with self._store.unit() as unit:
            unit.log.pack_single_saves()
        now = unix_ms(self._worker.clock.now())
        holding = self._with_cards(to) if self._worker.office and not notice else None
        with self._store.reading() as reading:
            device = self.device_of(reading, to)
            if device.revoked_on is not None and not notice:
                raise Denied(message("denied.revoked"))
            raw = ids.to_bytes(device.id)
            peer = reading.local.peer(raw)
            selected, scope, state = (of_record(reading, raw), None, None) if notice else self._selection(reading, device, peer, holding)
            streams = reading.log.streams()
            keys = device_keys(reading.local.key)
            files = [] if notice else self._files(reading, peer, scope, everything=attachments)
            header = Header(
                sender=ids.to_bytes(self._worker.device),
                sender_public=keys.signing_public,
                addressee=raw,
                number=peer.number_out + 1,
                created_at=now,
                epoch=self._worker.epoch,
                runs=selected.runs,
                previous=peer.digest_out,
                acknowledgements=held_here(reading) if self._worker.office else {},
                safe=ranges_of(reading.local.setting("safe", {})) if self._worker.office else {},
                wanted=missing(streams, raw) if self._worker.office else {},
                wanted_digests=() if notice else absent(reading),
                schema=__version__,
                counts=Counts(len(selected.arrivals), selected.records, selected.persons),
                welcome=welcome,
                scope=scope,
                more={"origins": origins(streams), **self._more(reading, peer)},
            )
            recipients = [one for one in (device.age_public, device.recovery_public) if one]
            written = write_bundle(
                folder,
                recipients,
                header,
                bodies_of(reading.log, selected),
                sign=keys.sign,
                checkpoint=marks(streams),
                audit=self._audit(reading, peer),
                attachments=pieces(reading, files),
                attachment_bytes=size(reading, files),
                progress=progress,
            )
        path = written.path
        if target is not None:
            path = renamed(written.path, target)
        done = Exported(
            path,
            header.number,
            written.operations,
            selected.records,
            selected.persons,
            written.size,
            written.sha256,
            check_word(written.sha256),
            dict(sorted(selected.by_kind.items())),
        )
        if not self._worker.office:
            keep(self._store, path, done.sha256)
        self._note(raw, done, now, state, header)
        return done

    def resend(self, bundle: str, folder: Path) -> Path:
        """Put a sealed copy of a bundle that went (its digest or the beginning of it) on a stick again. Raises Refused when it is not kept."""
        return resend(self._store, bundle, folder)

    def _files(self, reading: Reading, peer: Peer, scope: Mapping[str, Any] | None, *, everything: bool) -> list[str]:
        """Return the digests of the attachments that go along."""
        if not everything:
            return asked_for(reading, [bytes(one) for one in (peer.state or {}).get(DIGESTS, ())])
        if scope is None:
            return of_records(reading, {row.id for row in reading.rows("document")})
        persons, holding = persons_in(scope["keep"]), Holding(reading)
        return of_records(reading, {row.id for row in reading.rows("document") if holding.holds(ids.to_bytes(row.id), persons)})

    def _audit(self, reading: Reading, peer: Peer) -> list[bytes]:
        """Return a laptop's audit lines that its office has not told to hold."""
        if self._worker.office:
            return []
        return lines_out(reading.local, ids.to_bytes(self._worker.device), self._worker.epoch, int((peer.state or {}).get(AUDIT_HELD, 0)))

    def _more(self, reading: Reading, peer: Peer) -> dict[str, Any]:
        """Return what a laptop tells of itself (what it took, how much it holds), and what an office tells of the audit lines that came."""
        state = peer.state or {}
        if self._worker.office:
            epoch = int(state.get("epoch", 1))
            return {AUDIT_HELD: [epoch, held(reading.local, peer.device, epoch)]}
        return {HELD: state.get(HELD), "totals": totals(reading), FILES: files_here(reading, self._kept(reading))}

    def _with_cards(self, to: str) -> Holding | None:
        """Whom a laptop meets without having the file, it knows by a card: bring these up to date, or return whose records are whose."""
        with self._store.reading() as reading:
            device = self.device_of(reading, to)
            if device.revoked_on is not None:
                return None
            state = reading.local.peer(ids.to_bytes(device.id)).state or {}
            holding = Holding(reading, int(state.get("arrival", 0)))
            persons = persons_of(reading, self._writer.projector(reading), self._shipped, device.id)
            intents = cards(reading, holding.met(persons), self._writer.new_id)
        if not intents:
            return holding
        self._writer.write(intents)
        return None

    def _selection(
        self, reading: Reading, device: Any, peer: Peer, holding: Holding | None = None
    ) -> tuple[Selected, dict[str, Any] | None, dict[str, Any] | None]:
        if not self._worker.office:
            return for_office(reading, self._kept(reading), peer.safe or {}, (peer.state or {}).get(WANTED, {})), None, None
        engine = self._writer.projector(reading)
        persons = persons_of(reading, engine, self._shipped, device.id)
        state = peer.state or {}
        until = int(state.get("arrival", 0))
        holding = holding or Holding(reading, until)
        met = holding.met(persons)
        sent = list(state.get("sent", {}).values())
        left = persons_in(state.get("left", b"")).union(*(persons_in(one.get("left", b"")) for one in sent))
        known = persons_in(state["persons"]) if "persons" in state else None
        # A laptop that came back from a backup lacks what it wrote since, under its former stream: that goes back to it.
        epoch = int(state.get("epoch", 1))
        own = frozenset(one.id for one in reading.log.streams() if one.device == peer.device and (one.epoch or 1) >= epoch)
        # What the laptop tells counts more than what the office remembers: it may have captured a file itself, and the office may have forgotten.
        files = state.get(FILES)
        whole, part = (persons_in(files[name]) if files is not None else frozenset() for name in (WHOLE, PART))
        given = persons_in(state.get(GIVEN, b"")) & part
        back = persons & left if files is None else persons - ((whole | given) - left)
        wanted = Wanted(persons, met, None if known is None else known - left, persons_in(state.get("met", b"")) - left, until, own, back)
        selected = for_laptop(reading, holding, wanted, kept_back(reading, engine.strata, until))
        # Of whom it captured without a case nobody says where they belong: they stay.
        beyond = (whole | part) & with_a_case(reading)
        away = left.union(known or (), beyond, *(persons_in(one["persons"]) for one in sent)) - persons
        keep, remove, cards_of = (b"".join(sorted(some)) for some in (persons, away, met))
        told = {"arrival": selected.last_arrival, "persons": keep, "left": remove, "met": cards_of, GIVEN: b"".join(sorted(back | given))}
        return selected, {"arrival": selected.last_arrival, "digest": sha256(keep).digest(), "keep": keep, "remove": remove, "cards": cards_of}, told

    def _kept(self, reading: Reading) -> KeptBack:
        return kept_back(reading, self._writer.projector(reading).strata)

    def _note(self, device: bytes, done: Exported, now: int, sent: dict[str, Any] | None, header: Header) -> None:
        with self._store.unit() as unit:
            note(unit, self._worker, EXPORTED, ids.to_text(device))
            peer = unit.local.peer(device)
            peer.number_out, peer.last_out, peer.digest_out = done.number, now, bytes.fromhex(done.sha256)
            if sent is not None:
                state = dict(peer.state or {})
                waiting = dict(state.get("sent", {}))
                waiting[done.number] = sent
                state["sent"] = waiting
                peer.state = state
            unit.local.save_peer(peer)
            unit.local.note_bundle(
                BundleNote(
                    bytes.fromhex(done.sha256),
                    device,
                    True,
                    done.number,
                    now,
                    done.file.name,
                    {
                        "operations": done.operations,
                        "records": done.records,
                        "persons": done.persons,
                        "bytes": done.bytes,
                        "by_kind": dict(done.by_kind),
                        RUNS: runs_told(header.runs),
                    },
                )
            )
            wipe_old(self._store, unit, now)

    def device_of(self, reading: Reading, to: str) -> Any:
        """Return the declared row of the device meant by `office`, an id or a name. Raises Refused or Denied."""
        if not self._worker.office and to != OFFICE:
            raise Denied(message("denied.office_only"))
        if not self._worker.joined:
            raise Refused(message("refused.not_joined"))
        rows = [row for row in reading.rows("device") if row.id != self._worker.device]
        if to == OFFICE:
            rows = [row for row in rows if row.role == "office"]
        else:
            rows = [row for row in rows if row.id == to.lower()] or [row for row in rows if row.name == to]
        if len(rows) != 1:
            raise Refused(message("refused.unknown_device" if not rows else "refused.ambiguous_device"))
        return rows[0]

    # ---- looking --------------------------------------------------------------------------------------------------------------------------------
    def inspect(self, file: Path) -> Inspected:
        """Return what a bundle for this device says of itself. Raises Refused naming the cause when it is damaged, cut or for somebody else."""
        with self._store.reading() as reading:
            opened = authenticate(
                file,
                [device_keys(reading.local.key).age_secret],
                lambda header: self.trusted(reading, header),
                addressee=ids.to_bytes(self._worker.device),
            )
        head = opened.header
        return Inspected(ids.to_text(head.sender), ids.to_text(head.addressee), head.number, time_text(head.created_at), head.counts.operations, True)

    def trusted(self, reading: Reading, header: Header) -> bytes | None:
        """Return the signing key enrolled for a bundle's sender, None when there is none (or a laptop sends to a laptop)."""
        row = reading.row("device", ids.to_text(header.sender))
        if row is None or (not self._worker.office and row.role != OFFICE):
            return None
        return from_hex(row.signing_public) or None  # of a device that is here only in part nothing is taken yet

    def status(self) -> tuple[PeerStatus, ...]:
        """Return how things stand with every device that this one exchanges bundles with, by name."""
        out = []
        with self._store.reading() as reading:
            for row in reading.rows("device"):
                if row.id == self._worker.device or (not self._worker.office and row.role != OFFICE) or not self._worker.joined:
                    continue
                out.append(self._status(reading, row))
        return tuple(sorted(out, key=lambda one: (one.name, one.peer)))

    def _status(self, reading: Reading, row: Any) -> PeerStatus:
        peer = reading.local.peer(ids.to_bytes(row.id))
        if self._worker.office:
            selected, _, _ = self._selection(reading, row, peer)
        else:
            selected = for_office(reading, self._kept(reading), peer.received or {})
        acknowledged = reading.log.count() - len(selected.arrivals) if not self._worker.office else int((peer.state or {}).get("acknowledged", 0))
        silent = None if peer.last_in is None else (unix_ms(self._worker.clock.now()) - peer.last_in) // DAY_MS
        return PeerStatus(
            row.id,
            row.name,
            time_text(peer.last_out) if peer.last_out else None,
            time_text(peer.last_in) if peer.last_in else None,
            acknowledged,
            len(selected.arrivals),
            time_text(selected.oldest) if selected.oldest else None,
            silent,
            to_wipe(reading, peer.device),
            never_came(peer.numbers_in or []),
        )

    def waiting(self, reading: Reading, device: Any) -> frozenset[int]:
        """Return the arrival numbers of what a laptop's scope holds and it has not acknowledged."""
        selected, _, _ = self._selection(reading, device, reading.local.peer(ids.to_bytes(device.id)))
        return frozenset(selected.arrivals)

    def goes(self, to: str) -> int:
        """Return how many operations a bundle to `to` would carry now; a laptop also sends again what its office has and has not safe.

        Raises Refused or Denied."""
        with self._store.reading() as reading:
            return len(self.waiting(reading, self.device_of(reading, to)))

    def holding(self, to: str) -> Callable[[str, bytes], bool]:
        """Return (kind, record) → whether the laptop named holds the record, by its scope as it is now. Raises Refused or Denied."""
        with self._store.reading() as reading:
            device = self.device_of(reading, to)
            persons = persons_of(reading, self._writer.projector(reading), self._shipped, device.id)
            holding = Holding(reading)
        return lambda _, record: holding.holds(record, persons)

    def bundles(self) -> tuple[BundleNote, ...]:
        """Return the bundles that came and went, the latest first."""
        with self._store.reading() as reading:
            return tuple(reading.local.bundles())

    def name_of(self, device: bytes) -> str:
        """Return a device's name, its id when it has none here."""
        with self._store.reading() as reading:
            row = reading.row("device", ids.to_text(device))
            return str(row.name) if row is not None else ids.to_text(device)
