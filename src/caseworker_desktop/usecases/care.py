"""Care of a workspace: backups that are proved before they count, what they make safe, and a new epoch for one that comes back."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_hex

from caseworker_desktop import __version__
from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.clock import time_text, unix_ms
from caseworker_desktop.kernel.errors import Damaged, Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.merge.control import CLAIM, ROSTER
from caseworker_desktop.store import backup
from caseworker_desktop.store.engine import DATABASE
from caseworker_desktop.store.log import Stream
from caseworker_desktop.store.ranges import Ranges
from caseworker_desktop.store.store import Store
from caseworker_desktop.store.unit import Unit
from caseworker_desktop.usecases.controls import write_control
from caseworker_desktop.usecases.epochs import EPOCH, next_epoch
from caseworker_desktop.usecases.founding import SLOTS, check_target, device_keys
from caseworker_desktop.usecases.receiving import CAME_BACK
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import Writer
from caseworker_desktop.vault.slots import Opened, SlotFile

BACKED_UP, RESTORED = "backed_up", "restored"
SAFE = "safe"
COPY = "copy"

OpenSlots = Callable[[SlotFile], Opened]
OpenStore = Callable[[Path, bytes], Store]
WorkerOf = Callable[[Store, Opened], Worker]
MakeWriter = Callable[[Store, Worker], Writer]


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was proved: `operations` in it, `created_at` RFC 3339, `sha256` of the file in hex, `program` the version that made it."""

    file: Path
    bytes: int
    sha256: str
    created_at: str
    program: str
    operations: int


@dataclass(frozen=True, slots=True)
class Restored:
    """A workspace that came back from a backup, in which epoch its device works now, and what it holds."""

    folder: Path
    device: str
    epoch: int
    created_at: str
    operations: int
    training: bool


def ranges_here(streams: list[Stream]) -> dict[bytes, Ranges]:
    """Return what is here of each stream, forks left out (nobody can acknowledge them by number)."""
    return {one.id: [list(each) for each in one.ranges] for one in streams if one.branch == 0}


def proved(store: Store) -> tuple[int, dict[bytes, Ranges]]:
    """Return how many operations a copy holds and which, after its ciphers and structure were checked. Raises Refused when they are broken."""
    try:
        if not all(holds for _, holds, _ in store.checks()):
            raise Refused(message("backup.damaged"))
        with store.reading() as reading:
            return reading.log.count(), ranges_here(reading.log.streams())
    except Damaged as reason:
        raise Refused(message("backup.damaged")) from reason


class Care:
    """Makes backups of the open workspace. `open_store` opens a folder's database with the key that `db_key` is."""

    def __init__(self, store: Store, worker: Worker, db_key: bytes, open_store: OpenStore) -> None:
        self._store, self._worker, self._db_key, self._open_store = store, worker, db_key, open_store

    def back_up(self, file: Path, progress: Progress) -> Backup:
        """Write a backup to a new file and prove it; what it holds is safe from then on, as the next bundle tells.

        Raises Refused when the file exists, the place cannot be written or gives back other bytes; nothing is left there then.
        """
        if file.exists():
            raise Refused(message("refused.file_exists"))
        if not file.absolute().parent.is_dir():
            raise Refused(message("refused.not_written_to", file=file.name))
        now = unix_ms(self._worker.clock.now())
        copied = self._store.folder / COPY
        try:
            _remove(copied)  # one that a sudden end left behind; sealed like the database itself
            copied.mkdir()
            progress.step(message("backup.copying"), 0, 1)
            self._store.copy_to(copied / DATABASE)
            keys = (self._store.folder / SLOTS).read_bytes()
            copy = self._open_store(copied, self._db_key)
            try:
                operations, safe = proved(copy)
            finally:
                copy.close()
            made = backup.write_backup(file, keys, copied / DATABASE, now, __version__, progress)
        except OSError as reason:
            raise Refused(message("refused.not_written")) from reason
        finally:
            _remove(copied)
        with self._store.unit() as unit:
            unit.local.set(SAFE, safe)
            unit.local.audit(now, ids.to_bytes(self._worker.staff), BACKED_UP, None, self._worker.clock.now().date().isoformat())
        return Backup(file, made.bytes, made.sha256, time_text(now), __version__, operations)

    def verify(self, file: Path, progress: Progress) -> Backup:
        """Prove a backup of this workspace, with the key that it is open with. Raises Refused when it is damaged or of another workspace."""

        def open_own(folder: Path, key: bytes) -> Store:
            try:
                return self._open_store(folder, key)
            except Damaged as reason:  # every byte of the file was proved before: it is another key that opens it
                raise Refused(message("backup.of_another")) from reason

        staff = ids.to_bytes(self._worker.staff)
        return verified(file, lambda _: Opened(self._db_key, staff, self._worker.secret), open_own, progress)


def verified(file: Path, open_slots: OpenSlots, open_store: OpenStore, progress: Progress) -> Backup:
    """Prove a backup: every byte of the file, its slots, and the ciphers and structure of its database.

    Raises Refused when it is damaged, Denied when `open_slots` does not open it. The copy that is opened meanwhile stays encrypted.
    """
    whole = backup.read_backup(file, progress)
    try:
        with (
            tempfile.TemporaryDirectory(prefix="byla-", ignore_cleanup_errors=True) as folder,
            unpacked(file, Path(folder), open_slots, open_store, progress) as (store, _),
        ):
            operations, _ = proved(store)
    except OSError as reason:
        raise Refused(message("refused.not_written")) from reason
    return Backup(file, whole.bytes, whole.sha256, time_text(whole.head.created_at), whole.head.program, operations)


@contextmanager
def unpacked(file: Path, folder: Path, open_slots: OpenSlots, open_store: OpenStore, progress: Progress) -> Iterator[tuple[Store, Opened]]:
    """Unpack a backup into `folder`, still encrypted, and open it while the context lasts."""
    backup.unpack_backup(file, folder / SLOTS, folder / DATABASE, progress)
    try:
        opened = open_slots(SlotFile(folder / SLOTS))
        store = open_store(folder, opened.db_key)
    except Damaged as reason:
        raise Refused(message("backup.damaged")) from reason
    try:
        yield store, opened
    finally:
        store.close()


class Restoring:
    """Proves backups and brings workspaces back from them."""

    def __init__(
        self, open_store: OpenStore, worker_of: WorkerOf, make_writer: MakeWriter, bring_up_to_date: Callable[[Store, Progress], None]
    ) -> None:
        self._open_store, self._worker_of, self._make_writer, self._bring_up_to_date = open_store, worker_of, make_writer, bring_up_to_date

    def verify(self, file: Path, open_slots: OpenSlots, progress: Progress) -> Backup:
        """Prove a backup, as `verified` does."""
        return verified(file, open_slots, self._open_store, progress)

    def restore(self, file: Path, folder: Path, open_slots: OpenSlots, progress: Progress) -> Restored:
        """Bring a workspace back into `folder`, new or empty, where its device begins a new epoch.

        Raises Refused when the backup is damaged or the folder does not do, Denied when `open_slots` does not open it; nothing is left then.
        """
        whole = backup.read_backup(file, progress)
        check_target(folder)
        temporary = folder.resolve().with_name(f".{folder.name}.{token_hex(4)}.new")
        try:
            temporary.mkdir(parents=True)
            with unpacked(file, temporary, open_slots, self._open_store, progress) as (store, opened):
                operations, safe = proved(store)
                worker = self._begin_epoch(store, opened, safe, progress)
            if folder.exists():
                folder.rmdir()
            temporary.rename(folder)
        except OSError as reason:
            raise Refused(message("refused.not_written")) from reason
        finally:
            _remove(temporary)
        return Restored(folder, worker.device, worker.epoch, time_text(whole.head.created_at), operations, worker.training)

    def _begin_epoch(self, store: Store, opened: Opened, safe: dict[bytes, Ranges], progress: Progress) -> Worker:
        """Give the device a stream of its own again: what it wrote after the backup may still come back from others, under the old one."""
        self._bring_up_to_date(store, progress)
        before = self._worker_of(store, opened)
        now = before.clock.now()
        worker = replace(before, stream=ids.random_bytes(), epoch=next_epoch(before.epoch, unix_ms(now)))
        writer = self._make_writer(store, worker)
        with store.unit() as unit:
            unit.local.set("stream", worker.stream)
            unit.local.set(EPOCH, worker.epoch)
            unit.local.set(SAFE, safe)
            engine = writer.engine(unit)
            if worker.office or not worker.joined:  # the old stream speaks for an office: its key vouches for the new one
                claim = device_keys(unit.local.key).sign(CLAIM + worker.stream)
                write_control(unit, engine, worker, ROSTER, {"claim": claim})
            _number_anew(unit)
            unit.local.audit(unix_ms(now), ids.to_bytes(worker.staff), RESTORED, None, now.date().isoformat())
        return worker


def _number_anew(unit: Unit) -> None:
    """Bundles are numbered by epoch; what was sent but not acknowledged before the backup may not be there any more."""
    for peer in unit.local.peers():
        peer.number_out, peer.digest_out = 0, None
        peer.state = {name: value for name, value in (peer.state or {}).items() if name != "sent"} | {CAME_BACK: True}
        unit.local.save_peer(peer)


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
