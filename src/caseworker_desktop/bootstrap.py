"""The only file that builds the parts: from a folder and a passphrase to a Desk."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.clock import Clock
from caseworker_desktop.kernel.errors import Damaged, Denied, UsageError
from caseworker_desktop.kernel.message import message
from caseworker_desktop.kernel.progress import Progress, Silent
from caseworker_desktop.merge import kinds as kept_kinds
from caseworker_desktop.records.catalog import build_catalog
from caseworker_desktop.records.lists import Lists
from caseworker_desktop.records.permissions import Permissions
from caseworker_desktop.records.person.phones import normalise
from caseworker_desktop.settings import Settings
from caseworker_desktop.store.engine import DATABASE
from caseworker_desktop.store.lockfile import WorkspaceLock
from caseworker_desktop.store.store import Store
from caseworker_desktop.texts import Texts
from caseworker_desktop.usecases.care import Backup, OpenSlots, Restored, Restoring
from caseworker_desktop.usecases.doors import KeyGiven, Keys, NewDevice, NewOffice, NewTraining, Trained, WorkspaceState
from caseworker_desktop.usecases.founding import LOCAL_KEY, SLOTS, Founded, Founding
from caseworker_desktop.usecases.joining import request_file
from caseworker_desktop.usecases.parts import Parts
from caseworker_desktop.usecases.remaking import bring_up_to_date
from caseworker_desktop.usecases.training import StandingClock, Training, typed_at
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import Writer
from caseworker_desktop.vault.device import verify
from caseworker_desktop.vault.slots import Opened, SlotFile
from caseworker_desktop.vault.trust import load_words

if TYPE_CHECKING:
    from caseworker_desktop.usecases.desk import Desk

#: Every use case and what it needs: read when a workspace is opened, so that the unlock window is painted before.
_ASSEMBLY = "caseworker_desktop.assembly"
PROGRAM_KINDS = kept_kinds.KINDS
TRAINING_MARK = "training"


def build_parts(settings: Settings, clock: Clock) -> Parts:
    """Return the shared parts. Raises OSError when the resources cannot be read."""
    lists = Lists.load(settings.resources)
    dictionaries = {
        int(path.stem.rpartition("-")[2]): path.read_bytes() for path in sorted((settings.resources / "dictionaries").glob("operations-*.zdict"))
    }
    shipped: dict[str, dict[str, Any]] = {"institution": {str(row["id"]): row for row in lists.institutions()}}
    return Parts(settings, clock, build_catalog(PROGRAM_KINDS), lists, Permissions.load(settings.resources), dictionaries, shipped)


def make_store(parts: Parts, folder: Path, key: bytes) -> Store:
    """Make the database of a new workspace."""
    return Store.create(folder, key, parts.catalog, parts.dictionaries)


def open_store(parts: Parts, folder: Path, key: bytes) -> Store:
    """Open the database of a folder."""
    return Store.open(folder, key, parts.catalog, parts.dictionaries)


def make_writer(parts: Parts, store: Store, worker: Worker) -> Writer:
    """Return the writer of a worker: with the terms that the office added, and telephone numbers read as in its country."""
    with store.reading() as reading:
        lists = parts.lists.with_terms(reading.rows("term"))
        country = next((row.country for row in reading.rows("organisation") if row.country), "LV" if worker.language == "lv" else "LT")
    return Writer(store, worker, lists, parts.shipped, parts.permissions.may, partial(normalise, country=country), verify, parts.new_id)


def founding(parts: Parts) -> Founding:
    """Return the use case that makes workspaces."""
    return Founding(
        make_store=lambda folder, key: make_store(parts, folder, key),
        make_writer=lambda store, worker: make_writer(parts, store, worker),
        roles=parts.lists.codes("roles"),
        profile=parts.settings.kdf_profile,
        clock=parts.clock,
        new_id=parts.new_id,
    )


def training(parts: Parts, language: str, seed: int) -> Training:
    """Return the use case that makes training workspaces: ids and times of the records come from the seed and the day, keys from nowhere."""
    now = parts.clock.now()
    zone = now.tzinfo
    assert zone is not None, "the clock tells its zone"
    bits = Random(f"{seed}/ids").getrandbits  # noqa: S311 -- ids of invented records, not keys
    told = replace(parts, clock=StandingClock(typed_at(now.date(), zone)), new_id=partial(ids.new_id, bits=bits))
    return Training(
        founding=founding(told),
        scripts=parts.settings.resources / "templates" / "training",
        catalog=parts.catalog,
        shipped=parts.shipped,
        say=Texts(parts.settings.resources, language, strict=False).say,
        language=language,
        today=now.date(),
        zone=zone,
    )


def slots_of(folder: Path) -> SlotFile:
    """Return the slot file of a workspace. Raises Damaged when the folder is none."""
    if not (folder / SLOTS).is_file() or not (folder / DATABASE).is_file():
        raise Damaged(message("damaged.no_workspace"))
    return SlotFile(folder / SLOTS)


def unlock(
    parts: Parts, folder: Path, login: str | None, passphrase: str, *, leaving: bool = False, progress: Progress | None = None
) -> Desk:
    """Open a workspace (`leaving`: also one whose computer's access is revoked, which may still hand over what it has).

    Raises Damaged (6) when it is none or in use, Denied (3) when the passphrase does not open it or the access is revoked, UsageError (2) when
    several people can unlock it and none is named.
    """
    slots = slots_of(folder)
    if login is None and slots.count("passphrase") > 1:
        raise UsageError(message("usage.login_needed"))
    return open_desk(parts, folder, slots.open_passphrase(login, passphrase), leaving=leaving, progress=progress)


def open_desk(parts: Parts, folder: Path, opened: Opened, *, leaving: bool = False, progress: Progress | None = None) -> Desk:
    """Build the desk of an opened workspace. Raises Denied when the office revoked this computer, unless it is `leaving`.

    When declarations changed since the last opening its tables are brought up to date first: `progress` tells of it and may stop it (Cancelled).
    """
    progress = progress or Silent()
    lock = WorkspaceLock(folder)
    try:
        store = open_store(parts, folder, opened.db_key)
        try:
            bring_up_to_date(store, verify, progress)
            worker = worker_of(parts, store, opened)
            if not leaving and revoked(store, worker):
                raise Denied(message("denied.revoked_here"))
            writer = make_writer(parts, store, worker)
            desk: Desk = import_module(_ASSEMBLY).assemble(
                parts, store, worker, writer, lock, opened.db_key, lambda folder, key: open_store(parts, folder, key), partial(FolderDoors, parts)
            )
            return desk
        except BaseException:
            store.close()
            raise
    except BaseException:
        lock.release()
        raise


def revoked(store: Store, worker: Worker) -> bool:
    """Tell whether this computer has learned that its office took its access away."""
    with store.reading() as reading:
        row = reading.row("device", worker.device)
        return row is not None and row.revoked_on is not None


def worker_of(parts: Parts, store: Store, opened: Opened) -> Worker:
    """Return the worker of an opened slot. Raises Denied when the staff member no longer works here."""
    with store.reading() as reading:
        local = reading.local
        staff_id = ids.to_text(opened.staff) if opened.staff is not None else None
        bound = local.setting("staff_alias", {}).get(opened.staff) if opened.staff is not None else None
        if bound is not None:
            staff_id = ids.to_text(bound)
        row = reading.row("staff", staff_id) if staff_id is not None else None
        local_key = local.key(LOCAL_KEY)
        if row is None or local_key is None:
            raise Denied(message("denied.no_staff"))
        if row.active_to is not None and row.active_to < parts.clock.now().date().isoformat():
            raise Denied(message("denied.left"))
        return Worker(
            staff=row.id,
            login=row.login,
            role=row.role,
            roles_extra=row.roles_extra,
            device=ids.to_text(local.setting("device")),
            device_name=local.setting("name"),
            stream=local.setting("stream"),
            epoch=local.setting("epoch"),
            root=local.setting("root"),
            office=local.setting("office"),
            joined=local.setting("joined"),
            language=parts.settings.language or local.setting("language", "lt"),
            training=local.setting("training", False),
            clock=parts.clock,
            secret=opened.staff_secret,
            local_key=local_key,
        )


def opener(key: KeyGiven) -> OpenSlots:
    """Return what opens a slot file with the key that somebody gave."""
    printed = key.recovery_key
    if printed is not None:
        return lambda slots: slots.open_recovery(printed)
    return lambda slots: slots.open_passphrase(key.login, key.passphrase)


def restoring(parts: Parts) -> Restoring:
    """Return the use case that proves backups and brings workspaces back."""
    return Restoring(
        open_store=lambda folder, key: open_store(parts, folder, key),
        worker_of=lambda store, opened: worker_of(parts, store, opened),
        make_writer=lambda store, worker: make_writer(parts, store, worker),
        bring_up_to_date=lambda store, progress: bring_up_to_date(store, verify, progress),
    )


class FolderDoors:
    """Doors into the workspace of one folder."""

    def __init__(self, parts: Parts, folder: Path) -> None:
        self._parts, self._folder = parts, folder

    def state(self) -> WorkspaceState:
        """Return what may be known without a passphrase."""
        exists = (self._folder / SLOTS).is_file() and (self._folder / DATABASE).is_file()
        count = SlotFile(self._folder / SLOTS).count("passphrase") if exists else 0
        marked = (self._folder / TRAINING_MARK).is_file()
        return WorkspaceState(self._folder, exists, count, marked, self._parts.settings.language or "lt")

    def prepare(self) -> None:
        """Read what an opened workspace will need, while somebody types their passphrase."""
        import_module(_ASSEMBLY)

    def create_office(self, form: NewOffice, progress: Progress) -> Keys:
        """Make an office here."""
        return self._found().office(self._folder, form, form.language or self.state().language, progress).keys

    def create_training(self, form: NewTraining, progress: Progress) -> Trained:
        """Make a training workspace here."""
        made = training(self._parts, self.state().language, form.seed).make(self._folder, form, progress)
        (self._folder / TRAINING_MARK).touch()
        return made

    def begin(self, form: NewDevice, request_file: Path | None, progress: Progress) -> Keys:
        """Make a field workspace here and write its request when a file is named."""
        founded = self._found().field(self._folder, form, form.language or self.state().language, progress)
        words = None
        if request_file is not None:
            words = write_request(self._parts, founded, request_file)
        return replace(founded.keys, words=words)

    def unlock(self, login: str | None, passphrase: str, progress: Progress) -> Desk:
        """Open the workspace."""
        progress.step(message("progress.keys"), 0, 1)
        return unlock(self._parts, self._folder, login, passphrase, progress=progress)

    def leave(self, login: str | None, passphrase: str, progress: Progress) -> Desk:
        """Open the workspace to hand over what it has not sent, even when its computer's access is revoked."""
        progress.step(message("progress.keys"), 0, 1)
        return unlock(self._parts, self._folder, login, passphrase, leaving=True, progress=progress)

    def confirm(self, login: str | None, passphrase: str, progress: Progress) -> str:
        """Return the id of the staff member whose slot opens, without opening the workspace."""
        progress.step(message("progress.keys"), 0, 1)
        opened = slots_of(self._folder).open_passphrase(login, passphrase)
        if opened.staff is None:
            raise Denied(message("denied.no_staff"))
        return ids.to_text(opened.staff)

    def recover(self, recovery_key: str, login: str | None, new_passphrase: str, progress: Progress) -> Desk:
        """Open the workspace with the printed key and give its first person a new passphrase."""
        progress.step(message("progress.keys"), 0, 1)
        return recover(self._parts, self._folder, recovery_key, login, new_passphrase, progress)

    def verify_backup(self, file: Path, key: KeyGiven, progress: Progress) -> Backup:
        """Prove a backup, wherever this folder is."""
        return restoring(self._parts).verify(file, opener(key), progress)

    def restore_backup(self, file: Path, key: KeyGiven, progress: Progress) -> Restored:
        """Bring a workspace back into this folder, new or empty."""
        done = restoring(self._parts).restore(file, self._folder, opener(key), progress)
        if done.training:
            (self._folder / TRAINING_MARK).touch()
        return done

    def _found(self) -> Founding:
        return founding(self._parts)


def write_request(parts: Parts, founded: Founded, target: Path) -> str:
    """Write the request of a new laptop durably and return its six words. Raises Refused when the file cannot be written."""
    if founded.request is None:
        raise Damaged(message("damaged.no_request"))
    return request_file(founded.request, target, load_words(parts.settings.resources), parts.settings.kdf_profile)


def recover(parts: Parts, folder: Path, recovery_key: str, login: str | None, new_passphrase: str, progress: Progress | None = None) -> Desk:
    """Open a workspace with its printed key and give the person it belongs to a new passphrase. Raises Refused or Denied."""
    slots = slots_of(folder)
    opened = slots.open_recovery(recovery_key)
    desk = open_desk(parts, folder, opened, progress=progress)
    try:
        if login is not None and login.casefold() != desk.worker.login.casefold():
            raise Denied(message("denied.recovery_other"))
        slots.add_passphrase(desk.worker.login, new_passphrase, opened, parts.settings.kdf_profile)
    except BaseException:
        desk.close()
        raise
    return desk
