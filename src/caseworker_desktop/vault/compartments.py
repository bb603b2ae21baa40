"""Protected values: boxes that only the members of a role, an author, custody or the figures reader can open."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import zstandard
from nacl import bindings
from nacl.exceptions import CryptoError

from caseworker_desktop.kernel.message import message
from caseworker_desktop.vault.cbor import pack, unpack
from caseworker_desktop.vault.errors import VaultError
from caseworker_desktop.vault.seal import open_sealed, seal_for

KEY_BYTES, NONCE_BYTES, TAG_BYTES = 32, 24, 16
LEVEL = 3
#: More than an operation's body may hold; a box that claims more is not unpacked.
MAX_VALUES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Compartment:
    """One key of a compartment. `id` 16 bytes; `number` counts its keys from 1 (a removed member makes a new one).

    `name`: `role:U-PSY`, `author:<staff uuid>`, `custody`, `figures`. `public` and `secret`: X25519, 32 bytes; who is no
    member has no secret and can only deposit.
    """

    id: bytes
    number: int
    name: str
    public: bytes
    secret: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Keyring:
    """The compartment secrets a user can reach, by (compartment id, key number)."""

    secrets: Mapping[tuple[bytes, int], bytes] = field(repr=False)

    @classmethod
    def of(cls, entries: Mapping[tuple[bytes, int], bytes]) -> Keyring:
        """Return a keyring that holds a copy of `entries`."""
        return cls(MappingProxyType(dict(entries)))

    @classmethod
    def unlock(cls, member_secret: bytes, wrapped: Iterable[tuple[bytes, int, bytes]]) -> Keyring:
        """Return the keyring of one member from (compartment id, number, wrapped secret) rows.

        Raises VaultError when a row is broken or was not wrapped for this member.
        """
        return cls.of({(compartment, number): unwrap(box, member_secret) for compartment, number, box in wrapped})

    def secret(self, compartment: bytes, number: int) -> bytes | None:
        """Return the 32-byte secret, or None when the user is no member."""
        return self.secrets.get((compartment, number))

    def with_(self, compartment: bytes, number: int, secret: bytes) -> Keyring:
        """Return a keyring that holds one more secret."""
        return Keyring.of({**self.secrets, (compartment, number): secret})


@dataclass(frozen=True, slots=True)
class Sealer:
    """The keys with which one operation's box is made, and the tags beside it. `sealed`: a depositor's sealed content key."""

    compartment: bytes
    number: int
    box_key: bytes = field(repr=False)
    tag_key: bytes = field(repr=False)
    sealed: bytes | None = None


def new_compartment(name: str, compartment: bytes | None = None, number: int = 1) -> Compartment:
    """Return a compartment with a fresh secret; give its id and the next number to make it a new key."""
    secret = secrets.token_bytes(KEY_BYTES)
    public = bindings.crypto_scalarmult_base(secret)
    return Compartment(compartment or secrets.token_bytes(16), number, name, public, secret)


def wrap(secret: bytes, member_public: bytes) -> bytes:
    """Return a compartment's secret in an anonymous sealed box (80 bytes) for one member."""
    return seal_for(member_public, secret)


def unwrap(wrapped: bytes, member_secret: bytes) -> bytes:
    """Return the 32-byte secret that was wrapped for this member. Raises VaultError when it is broken or not theirs."""
    secret = open_sealed(member_secret, wrapped)
    if len(secret) != KEY_BYTES:
        raise VaultError(message("vault.box_broken"))
    return secret


def sealer(recipient: Compartment) -> Sealer:
    """Return the keys to write one protected operation for `recipient`.

    A member's keys are the compartment's own, so that equal values have equal tags. Who knows only the public key makes
    a random content key: its tags equal no other.
    """
    if recipient.secret is not None:
        return _keys(recipient.id, recipient.number, recipient.secret, None)
    content = secrets.token_bytes(KEY_BYTES)
    return _keys(recipient.id, recipient.number, content, seal_for(recipient.public, content))


def additional(stream: bytes, seq: int, kind: str, record: bytes, subject: bytes | None, open_fields: Mapping[str, Any]) -> bytes:
    """Return what a box is bound to: its operation's place, record, subject and open fields as they stand in it."""
    return pack([stream, seq, kind, record, subject, dict(open_fields)])


def seal_box(keys: Sealer, values: Mapping[str, Any], bound: bytes) -> list[Any]:
    """Return the box `[compartment id, number, nonce, ciphertext]`, a deposit's with its sealed content key behind.

    `values`: register name → wire value; `bound`: from additional().
    """
    plain = zstandard.ZstdCompressor(level=LEVEL).compress(pack(dict(values)))
    nonce = secrets.token_bytes(NONCE_BYTES)
    cipher = bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, bound, nonce, keys.box_key)
    box: list[Any] = [keys.compartment, keys.number, nonce, cipher]
    return box if keys.sealed is None else [*box, keys.sealed]


def open_box(box: Any, keyring: Keyring, bound: bytes) -> dict[str, Any] | None:
    """Return the values of a box, or None when the keyring has no key for it.

    Raises VaultError when the box is malformed, broken, or bound to another operation.
    """
    keys = sealer_of(box, keyring)
    if keys is None:
        return None
    try:
        plain = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(box[3], bound, box[2], keys.box_key)
        values = unpack(_unpressed(plain))
    except (CryptoError, ValueError, zstandard.ZstdError) as error:
        raise VaultError(message("vault.box_broken")) from error
    if not isinstance(values, dict) or not all(isinstance(name, str) for name in values):
        raise VaultError(message("vault.box_broken"))
    return values


def sealer_of(box: Any, keyring: Keyring) -> Sealer | None:
    """Return the keys of a box that is there (to open it, or to check the tags beside it), None without a key.

    Raises VaultError when the box is malformed or its content key is broken.
    """
    if not _well_formed(box):
        raise VaultError(message("vault.box_broken"))
    secret = keyring.secret(box[0], box[1])
    if secret is None:
        return None
    if len(box) == 4:
        return _keys(box[0], box[1], secret, None)
    content = open_sealed(secret, box[4])
    return _keys(box[0], box[1], content, box[4])


def tag(keys: Sealer, record: bytes, register: str, value: Any) -> bytes:
    """Return the 16-byte tag that stands for a protected value in the open part of the operation.

    HMAC-SHA256 under the tag key over canonical CBOR [record, register, value], cut to 16 bytes.
    """
    return hmac.digest(keys.tag_key, pack([record, register, value]), "sha256")[:TAG_BYTES]


def _keys(compartment: bytes, number: int, secret: bytes, sealed: bytes | None) -> Sealer:
    def derived(label: bytes) -> bytes:
        return hashlib.blake2b(digest_size=KEY_BYTES, key=secret, person=label).digest()

    return Sealer(compartment, number, derived(b"byla-box"), derived(b"byla-tag"), sealed)


def _well_formed(box: Any) -> bool:
    if not isinstance(box, (list, tuple)) or len(box) not in (4, 5):
        return False
    compartment, number, nonce, cipher, *rest = box
    return (
        isinstance(compartment, bytes)
        and len(compartment) == 16
        and type(number) is int
        and number >= 1
        and isinstance(nonce, bytes)
        and len(nonce) == NONCE_BYTES
        and isinstance(cipher, bytes)
        and all(isinstance(sealed, bytes) for sealed in rest)
    )


def _unpressed(plain: bytes) -> bytes:
    # The size is read first: python-zstandard takes the memory that a frame claims before it looks at a limit.
    size = zstandard.get_frame_parameters(plain).content_size
    if size > MAX_VALUES:
        raise ValueError("too large")
    return zstandard.ZstdDecompressor().decompress(plain, max_output_size=MAX_VALUES, allow_extra_data=False)
