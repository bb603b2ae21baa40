"""Makes a workspace: an office, or a laptop that will ask one to take it in."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import cbor2

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.clock import Clock, unix_ms
from caseworker_desktop.kernel.errors import Denied, LineRefused, Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.merge.control import ROSTER
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.compartments import CUSTODY, FIGURES, ROLE, made
from caseworker_desktop.usecases.controls import write_control
from caseworker_desktop.usecases.doors import Keys, NewDevice, NewOffice
from caseworker_desktop.usecases.intent import Intent
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import Writer
from caseworker_desktop.vault import agekeys, passphrase, recovery
from caseworker_desktop.vault.device import DeviceKeys
from caseworker_desktop.vault.seal import seal_for
from caseworker_desktop.vault.slots import Opened, SlotFile
from caseworker_desktop.vault.staff import StaffKeys

SLOTS = "keys.byla"
FOUNDER_ROLE, FOUNDER_EXTRA = "U-CWC", ("U-ADM",)
BEGINNER_ROLE = "U-SW"
_SIGNING, _SIGNING_PUBLIC, _AGE, _AGE_PUBLIC, LOCAL_KEY = "signing", "signing_public", "age", "age_public", "local"

MakeStore = Callable[[Path, bytes], Store]
MakeWriter = Callable[[Store, Worker], Writer]
Furnish = Callable[[Store, Writer], None]
"""Writes the first records of a workspace that is being made."""


@dataclass(frozen=True, slots=True)
class Founded:
    """What a new workspace is: the keys to print and ids to know, and for a laptop what its request says."""

    keys: Keys
    request: dict[str, Any] | None = None


def recovery_identity(recovery_key: str) -> bytes:
    """Return the 32-byte X25519 secret by which a printed recovery key (160 random bits) can open bundles too."""
    return blake2b(recovery.parse(recovery_key), digest_size=32, person=b"byla-bundles").digest()


def device_keys(local_key: Callable[[str], bytes | None]) -> DeviceKeys:
    """Return a device's keys as its database keeps them. Raises KeyError when one is missing."""
    kept: dict[str, bytes] = {}
    for name in (_SIGNING, _SIGNING_PUBLIC, _AGE, _AGE_PUBLIC):
        value = local_key(name)
        if value is None:
            raise KeyError(name)
        kept[name] = value
    return DeviceKeys(
        signing_secret=kept[_SIGNING], signing_public=kept[_SIGNING_PUBLIC], age_secret=kept[_AGE].decode(), age_public=kept[_AGE_PUBLIC].decode()
    )


def check_target(folder: Path) -> None:
    """Raise Refused when a workspace cannot be made at `folder`: something is there, or it cannot be written."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(message("refused.folder_not_empty"))
    parent = folder.resolve().parent
    while not parent.exists():
        parent = parent.parent
    if not os.access(parent, os.W_OK):
        raise Refused(message("refused.read_only"))


@dataclass(frozen=True, slots=True)
class Founding:
    """Makes workspaces. `roles` are all role codes; `profile` the passphrase profile (settings); `new_id` makes the ids of records."""

    make_store: MakeStore
    make_writer: MakeWriter
    roles: tuple[str, ...]
    profile: str
    clock: Clock
    new_id: ids.NewId = ids.new_id

    def office(
        self, folder: Path, form: NewOffice, language: str, progress: Progress, *, training: bool = False, furnish: Furnish | None = None
    ) -> Founded:
        """Make an office, with what `furnish` writes into it. Raises Refused; then nothing is left behind."""
        self._checked(form.name, "name")
        staff, device = self._id(), self._id()
        keys = DeviceKeys.new()
        custody = StaffKeys.new()
        recovery_key = recovery.new_recovery_key()

        def fill(store: Store, person: StaffKeys, worker: Worker) -> str:
            writer = self.make_writer(store, worker)
            with store.unit() as unit:
                write_control(
                    unit, writer.engine(unit), worker, ROSTER, {f"office/{worker.stream.hex()}": True, f"key/{keys.signing_public.hex()}": True}
                )
            organisation = self._id()
            intents = [
                Intent("organisation", organisation, {"name": form.name, "country": form.country.upper()}),
                self._staff(staff, form.login, form.given_name, form.family_name, FOUNDER_ROLE, FOUNDER_EXTRA),
                self._device(device, form.name, "office", keys, staff, recovery_key),
                Intent("scope", self._id(), {"device": device}),
                Intent(
                    "staff_key", self._id(), {"staff": staff, "public": person.public.hex(), "custody": seal_for(custody.public, person.secret).hex()}
                ),
                Intent("compartment", self._id(), {"name": CUSTODY, "number": 1, "public": custody.public.hex()}),
            ]
            for name in (FIGURES, *(ROLE + code for code in self.roles)):
                members = {staff: person.public} if name in (FIGURES, ROLE + FOUNDER_ROLE) else {}
                _, values = made(name, 1, members, custody.public, self._id)
                intents.append(Intent("compartment", values.pop("id"), values))
            writer.write(intents)
            if furnish is not None:
                furnish(store, self.make_writer(store, worker))
            return organisation

        office = self._make(
            folder,
            form.login,
            form.given_name,
            form.family_name,
            form.passphrase,
            staff,
            device,
            form.name,
            keys,
            recovery_key,
            language,
            progress,
            fill,
            office=True,
            training=training,
        )
        return Founded(Keys(recovery_key, recovery.split_custody(custody.secret), None, office, device, staff))

    def field(self, folder: Path, form: NewDevice, language: str, progress: Progress) -> Founded:
        """Make a laptop's workspace that may join an office later. Raises Refused; then nothing is left behind."""
        self._checked(form.device_name, "device_name")
        staff, device = self._id(), self._id()
        keys = DeviceKeys.new()
        recovery_key = recovery.new_recovery_key()
        request: dict[str, Any] = {}

        def fill(store: Store, person: StaffKeys, worker: Worker) -> str:
            writer = self.make_writer(store, worker)
            with store.unit() as unit:
                # The key vouches for the stream of a new epoch, should this workspace come back from a backup before it has joined an office.
                write_control(
                    unit, writer.engine(unit), worker, ROSTER, {f"office/{worker.stream.hex()}": True, f"key/{keys.signing_public.hex()}": True}
                )
            writer.write(
                [
                    self._staff(staff, form.login, form.given_name, form.family_name, BEGINNER_ROLE, ()),
                    self._device(device, form.device_name, "field", keys, staff, recovery_key),
                    Intent("staff_key", self._id(), {"staff": staff, "public": person.public.hex()}),
                ]
            )
            request.update(
                {
                    "format": 1,
                    "device": ids.to_bytes(device),
                    "name": form.device_name,
                    "signing": keys.signing_public,
                    "age": keys.age_public,
                    "recovery": agekeys.recipient_of(recovery_identity(recovery_key)),
                    "staff": ids.to_bytes(staff),
                    "login": form.login,
                    "given_name": form.given_name,
                    "family_name": form.family_name,
                    "staff_public": person.public,
                    "token": secrets.token_bytes(32),
                    "stream": worker.stream,
                }
            )
            with store.unit() as unit:
                unit.local.set("request", request)
            return ""

        self._make(
            folder,
            form.login,
            form.given_name,
            form.family_name,
            form.passphrase,
            staff,
            device,
            form.device_name,
            keys,
            recovery_key,
            language,
            progress,
            fill,
            office=False,
            training=False,
        )
        return Founded(Keys(recovery_key, None, None, "", device, staff), request)

    # ---- parts ----------------------------------------------------------------------------------------------------------------------------
    def _make(
        self,
        folder: Path,
        login: str,
        given: str,
        family: str,
        phrase: str,
        staff: str,
        device: str,
        name: str,
        keys: DeviceKeys,
        recovery_key: str,
        language: str,
        progress: Progress,
        fill: Callable[[Store, StaffKeys, Worker], str],
        *,
        office: bool,
        training: bool,
    ) -> str:
        for field, value in (("login", login), ("given_name", given), ("family_name", family)):
            self._checked(value, field)
        passphrase.check_new(phrase)
        check_target(folder)
        progress.step(message("progress.keys"), 0, 3)
        temporary = folder.resolve().with_name(f".{folder.name}.{secrets.token_hex(4)}.new")
        db_key, person, stream = secrets.token_bytes(32), StaffKeys.new(), ids.random_bytes()
        try:
            temporary.mkdir(parents=True)
            store = self.make_store(temporary, db_key)
            local_key = secrets.token_bytes(32)
            with store.unit() as unit:
                settings: dict[str, Any] = {
                    "device": ids.to_bytes(device),
                    "name": name,
                    "stream": stream,
                    "epoch": 1,
                    "root": stream,
                    "office": office,
                    "joined": office,
                    "language": language,
                    "training": training,
                    "born": unix_ms(self.clock.now()),
                }
                for setting, value in settings.items():
                    unit.local.set(setting, value)
                unit.local.set_key(_SIGNING, keys.signing_secret)
                unit.local.set_key(_SIGNING_PUBLIC, keys.signing_public)
                unit.local.set_key(_AGE, keys.age_secret.encode())
                unit.local.set_key(_AGE_PUBLIC, keys.age_public.encode())
                unit.local.set_key(LOCAL_KEY, local_key)
            worker = Worker(
                staff=staff,
                login=login,
                role=FOUNDER_ROLE if office else BEGINNER_ROLE,
                roles_extra=FOUNDER_EXTRA,
                device=device,
                device_name=name,
                stream=stream,
                epoch=1,
                root=stream,
                office=office,
                joined=office,
                language=language,
                training=training,
                clock=self.clock,
                secret=person.secret,
                local_key=local_key,
            )
            progress.step(message("progress.database"), 1, 3)
            made_id = fill(store, person, worker)
            store.close()
            progress.step(message("progress.slots"), 2, 3)
            opened = Opened(db_key=db_key, staff=ids.to_bytes(staff), staff_secret=person.secret)
            slots = SlotFile(temporary / SLOTS)
            slots.add_passphrase(login, phrase, opened, self.profile)
            slots.add_recovery(recovery_key, opened, self.profile)
            if folder.exists():
                folder.rmdir()
            temporary.rename(folder)
        except OSError as reason:
            raise Refused(message("refused.not_written")) from reason
        finally:
            if temporary.exists():
                shutil.rmtree(temporary)
        progress.step(message("progress.slots"), 3, 3)
        return made_id

    def _id(self) -> str:
        return self.new_id(unix_ms(self.clock.now()))

    @staticmethod
    def _checked(value: str, field: str) -> None:
        if not value.strip():
            raise LineRefused(message("refused.required"), field=field)

    def _staff(self, id_: str, login: str, given: str, family: str, role: str, extra: tuple[str, ...]) -> Intent:
        day = self.clock.now().date().isoformat()
        return Intent(
            "staff", id_, {"login": login, "given_name": given, "family_name": family, "role": role, "roles_extra": list(extra), "active_from": day}
        )

    @staticmethod
    def _device(id_: str, name: str, role: str, keys: DeviceKeys, staff: str, recovery_key: str) -> Intent:
        return Intent(
            "device",
            id_,
            {
                "name": name,
                "role": role,
                "signing_public": keys.signing_public.hex(),
                "age_public": keys.age_public,
                "recovery_public": agekeys.recipient_of(recovery_identity(recovery_key)),
                "staff": staff,
            },
        )


def canonical(request: dict[str, Any]) -> bytes:
    """Return the bytes of a request, the same on both sides."""
    return cbor2.dumps(request, canonical=True)


def only_admin(worker: Worker, *, office: bool = False) -> None:
    """Raise Denied unless an administrator sits here (`office`: and this is the office)."""
    if office:
        only_office(worker)
    if not worker.has_role("U-ADM"):
        raise Denied(message("denied.role"))


def only_office(worker: Worker) -> None:
    """Raise Denied unless this is the office."""
    if not worker.office:
        raise Denied(message("denied.office_only"))
