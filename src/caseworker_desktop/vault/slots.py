"""The file `keys.byla`: the database key, wrapped once for each person or printed key that may open the workspace."""

from __future__ import annotations

import hashlib
import os
import secrets
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nacl import bindings
from nacl.exceptions import CryptoError

from caseworker_desktop.kernel.errors import Damaged, Denied, Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.vault import recovery
from caseworker_desktop.vault.cbor import pack, unpack
from caseworker_desktop.vault.errors import VaultError
from caseworker_desktop.vault.passphrase import SALT_BYTES, KdfParameters, check_new, derive, fixed_parameters, parameters_for
from caseworker_desktop.vault.seal import open_sealed, seal_for

FORMAT = 1
PASSPHRASE, RECOVERY, PUBLIC = "passphrase", "recovery", "public"
MAX_FILE = 1024 * 1024
TAG_BYTES = 16


@dataclass(frozen=True, slots=True)
class Opened:
    """What a slot holds: the 32-byte database key and, where the slot is a person's, staff id (16 bytes) and X25519 secret."""

    db_key: bytes = field(repr=False)
    staff: bytes | None
    staff_secret: bytes | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class SlotInfo:
    """What may be told of a slot without opening it. `kind`: passphrase, recovery, public (an office's recovery key)."""

    id: bytes
    kind: str


class SlotFile:
    """Reads and durably writes the slots in one file. Every change is one atomic replacement of the file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def count(self, kind: str | None = None) -> int:
        """Return how many slots there are (of one kind); 0 when there is no file."""
        return sum(kind in (None, slot["kind"]) for slot in self._read()[1])

    def slots(self) -> tuple[SlotInfo, ...]:
        """Return id and kind of every slot, in the order they were made."""
        return tuple(SlotInfo(slot["id"], slot["kind"]) for slot in self._read()[1])

    def find(self, login: str) -> bytes | None:
        """Return the id of this login's slot, or None."""
        salt, slots = self._read()
        tag = _login_tag(salt, login)
        return next((slot["id"] for slot in slots if slot["tag"] == tag), None)

    def add_passphrase(self, login: str, passphrase: str, payload: Opened, profile: str) -> bytes:
        """Give `login` a slot and return its id; an earlier slot of this login is replaced in the same write.

        `profile` is Settings.kdf_profile. Refused when the passphrase is shorter than 10 characters.
        """
        check_new(passphrase)
        salt, slots = self._read()
        slot = _new_slot(PASSPHRASE, parameters_for(profile), _login_tag(salt, login))
        _shut(slot, passphrase, payload)
        self._write(salt, [*(old for old in slots if old["tag"] != slot["tag"]), slot])
        return bytes(slot["id"])

    def add_recovery(self, recovery_key: str, payload: Opened, profile: str) -> bytes:
        """Add a slot that the printed recovery key opens and return its id. Refused when the key has a typing error."""
        salt, slots = self._read()
        slot = _new_slot(RECOVERY, fixed_parameters(profile), None)
        _shut(slot, recovery.parse(recovery_key).hex(), payload)
        self._write(salt, [*slots, slot])
        return bytes(slot["id"])

    def add_public(self, public: bytes, payload: Opened) -> bytes:
        """Add a slot that the owner of a 32-byte X25519 key opens (an office's recovery key) and return its id."""
        salt, slots = self._read()
        slot = _new_slot(PUBLIC, None, None)
        slot["sealed"] = seal_for(public, pack([_bound(slot), *_items(payload)]))
        self._write(salt, [*slots, slot])
        return bytes(slot["id"])

    def open_passphrase(self, login: str | None, passphrase: str) -> Opened:
        """Return what the passphrase opens; without a login every slot is tried. Denied when none opens."""
        salt, slots = self._read()
        tag = None if login is None else _login_tag(salt, login)
        for slot in slots:
            if slot["kind"] == PASSPHRASE and tag in (None, slot["tag"]):
                opened = _open(slot, passphrase)
                if opened is not None:
                    return opened
        raise Denied(message("vault.passphrase_wrong"))

    def open_recovery(self, recovery_key: str) -> Opened:
        """Return what the printed key opens. Refused on a typing error, Denied when it is another workspace's key."""
        text = recovery.parse(recovery_key).hex()
        for slot in self._read()[1]:
            if slot["kind"] == RECOVERY:
                opened = _open(slot, text)
                if opened is not None:
                    return opened
        raise Denied(message("vault.recovery_wrong"))

    def open_public(self, secret: bytes) -> Opened:
        """Return what a 32-byte X25519 secret opens. Denied when no slot is for it."""
        for slot in self._read()[1]:
            if slot["kind"] == PUBLIC:
                try:
                    bound, *items = unpack(open_sealed(secret, slot["sealed"]))
                except (VaultError, ValueError):
                    continue
                if bound == _bound(slot):
                    return _opened(items)
        raise Denied(message("vault.recovery_wrong"))

    def remove(self, slot_id: bytes) -> None:
        """Remove a slot. Refused when there is none such, or when nothing would open the workspace any more."""
        salt, slots = self._read()
        kept = [slot for slot in slots if slot["id"] != slot_id]
        if len(kept) == len(slots):
            raise Refused(message("vault.slot_unknown"))
        if not any(slot["kind"] in (PASSPHRASE, RECOVERY) for slot in kept):
            raise Refused(message("vault.slot_last"))
        self._write(salt, kept)

    def _read(self) -> tuple[bytes, list[dict[str, Any]]]:
        try:
            with self._path.open("rb") as file:
                data = file.read(MAX_FILE + 1)
        except FileNotFoundError:
            return secrets.token_bytes(TAG_BYTES), []
        except OSError as error:
            raise Damaged(message("vault.keys_unreadable")) from error
        try:
            if len(data) > MAX_FILE:
                raise ValueError("too long")
            content = unpack(data)
            if content["format"] != FORMAT:
                raise Damaged(message("vault.keys_newer"))
            slots = content["slots"]
            for slot in slots:
                _check(slot)
            return content["salt"], slots
        except (ValueError, KeyError, TypeError) as error:
            raise Damaged(message("vault.keys_damaged")) from error

    def _write(self, salt: bytes, slots: list[dict[str, Any]]) -> None:
        data = pack({"format": FORMAT, "salt": salt, "slots": slots})
        part = self._path.with_name(self._path.name + ".part")
        try:
            part.unlink(missing_ok=True)
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
            with open(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, self._path)
            sync_folder(self._path.parent)
        except OSError as error:
            raise Refused(message("vault.keys_not_written")) from error


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` durable. Windows keeps no handle on folders and needs none: NTFS journals the rename."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _login_tag(salt: bytes, login: str) -> bytes:
    # Keyed, so that the file names nobody: whoever finds it can test a guess but read nothing.
    folded = unicodedata.normalize("NFKC", login.strip()).casefold().encode()
    return hashlib.blake2b(folded, digest_size=TAG_BYTES, key=salt, person=b"byla-login").digest()


def _new_slot(kind: str, parameters: KdfParameters | None, tag: bytes | None) -> dict[str, Any]:
    return {
        "id": secrets.token_bytes(16),
        "kind": kind,
        "salt": secrets.token_bytes(SALT_BYTES),
        "ops": parameters.ops if parameters else 0,
        "memory": parameters.memory_bytes if parameters else 0,
        "tag": tag,
        "nonce": secrets.token_bytes(24),
        "sealed": b"",
    }


def _bound(slot: dict[str, Any]) -> bytes:
    """What the seal vouches for besides the payload: every other item of the slot."""
    return pack([FORMAT, slot["id"], slot["kind"], slot["salt"], slot["ops"], slot["memory"], slot["tag"]])


def _items(payload: Opened) -> list[bytes | None]:
    return [payload.db_key, payload.staff, payload.staff_secret]


def _opened(items: list[Any]) -> Opened:
    db_key, staff, secret = items
    return Opened(db_key, staff, secret)


def _shut(slot: dict[str, Any], passphrase: str, payload: Opened) -> None:
    key = derive(passphrase, slot["salt"], KdfParameters(slot["ops"], slot["memory"]))
    slot["sealed"] = bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(pack(_items(payload)), _bound(slot), slot["nonce"], key)


def _open(slot: dict[str, Any], passphrase: str) -> Opened | None:
    key = derive(passphrase, slot["salt"], KdfParameters(slot["ops"], slot["memory"]))
    try:
        plain = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(slot["sealed"], _bound(slot), slot["nonce"], key)
    except CryptoError:
        return None
    return _opened(unpack(plain))


def _check(slot: dict[str, Any]) -> None:
    lengths = {"id": 16, "salt": SALT_BYTES, "nonce": 24}
    if any(not isinstance(slot[name], bytes) or len(slot[name]) != length for name, length in lengths.items()):
        raise ValueError("a wrong length")
    if not isinstance(slot["kind"], str) or not isinstance(slot["sealed"], bytes) or not isinstance(slot["tag"], bytes | None):
        raise ValueError("a wrong type")
    # An unknown kind of a later version is kept, and opens nothing here.
    if slot["kind"] in (PASSPHRASE, RECOVERY) and not KdfParameters(slot["ops"], slot["memory"]).within_limits():
        raise ValueError("parameters out of bounds")
