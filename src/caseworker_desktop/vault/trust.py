"""Six words: what two people compare once, so that laptop and office know each other without a network."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from nacl import bindings
from nacl.exceptions import CryptoError

from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.vault.passphrase import SALT_BYTES, derive, fixed_parameters

WORDS, WORD_BITS = 6, 11
LIST_LENGTH = 1 << WORD_BITS
#: The first four letters of every word of the list are its own, so that four letters typed are enough.
TELLING_LETTERS = 4
MAGIC = b"byla-request-1\n"
NONCE_BYTES, BLOCK, MAX_REQUEST = 24, 1024, 64 * 1024


def load_words(resources: Path) -> tuple[str, ...]:
    """Return the 2048 words of `reference/words.txt` (lines with # are its licence)."""
    lines = (resources / "reference" / "words.txt").read_text(encoding="ascii").splitlines()
    words = tuple(line for line in lines if line and not line.startswith("#"))
    if len(set(words)) != LIST_LENGTH:
        raise ValueError("the word list must have 2048 words")
    return words


def request_words(payload: bytes, words: Sequence[str], profile: str) -> str:
    """Return the six words (66 bits) of a request: Argon2id of its SHA-256, so that no look-alike can be searched for.

    `payload` holds the device's public keys and a random token; `words` from load_words(); `profile` from the settings.
    """
    digest = hashlib.sha256(payload).hexdigest()
    key = derive(digest, _salt(b"byla-words"), fixed_parameters(profile))
    number = int.from_bytes(key, "big") >> len(key) * 8 - WORDS * WORD_BITS
    return " ".join(words[number >> WORD_BITS * (WORDS - 1 - place) & LIST_LENGTH - 1] for place in range(WORDS))


def read_words(typed: str, words: Sequence[str]) -> str:
    """Return six typed words in their written form: case, commas and dashes do not matter, four letters are enough.

    Refused when there are not six, or one is not in the list; the message says which.
    """
    parts = [part for part in re.split(r"[^a-z]+", unicodedata.normalize("NFKC", typed).casefold()) if part]
    if len(parts) != WORDS:
        raise Refused(message("vault.words_count", found=len(parts), wanted=WORDS))
    starts = {word[:TELLING_LETTERS]: word for word in words}
    found = []
    for place, part in enumerate(parts, 1):
        word = starts.get(part[:TELLING_LETTERS])
        if word is None or not word.startswith(part):
            raise Refused(message("vault.word_unknown", number=place))
        found.append(word)
    return " ".join(found)


def seal_request(spoken: str, payload: bytes, profile: str) -> bytes:
    """Return the bytes of a request file: `payload` under a key from its own words, padded, so that it names nobody."""
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    key = derive(spoken, salt, fixed_parameters(profile))
    padded = bindings.sodium_pad(payload, BLOCK)
    cipher = bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(padded, MAGIC + salt, nonce, key)
    return MAGIC + salt + nonce + cipher


def open_request(typed: str, data: bytes, words: Sequence[str], profile: str) -> bytes:
    """Return the payload of a request file.

    Refused when the file is no request, the words do not open it, or they are not the words of what is inside.
    """
    spoken = read_words(typed, words)
    start = len(MAGIC) + SALT_BYTES + NONCE_BYTES
    if not data.startswith(MAGIC) or not start < len(data) <= MAX_REQUEST:
        raise Refused(message("vault.request_unknown"))
    salt, nonce = data[len(MAGIC) : start - NONCE_BYTES], data[start - NONCE_BYTES : start]
    key = derive(spoken, salt, fixed_parameters(profile))
    try:
        padded = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(data[start:], MAGIC + salt, nonce, key)
        payload: bytes = bindings.sodium_unpad(padded, BLOCK)
    except (CryptoError, ValueError) as error:
        raise Refused(message("vault.words_wrong")) from error
    if not hmac.compare_digest(request_words(payload, words, profile), spoken):
        raise Refused(message("vault.words_wrong"))
    return payload


def vouch(spoken: str, data: bytes, profile: str) -> bytes:
    """Return 32 bytes by which the laptop knows that `data` (the office's public keys) comes from who was told the words."""
    key = derive(spoken, _salt(b"byla-welcome"), fixed_parameters(profile))
    return hmac.digest(key, data, "sha256")


def vouched(spoken: str, data: bytes, proof: bytes, profile: str) -> bool:
    """Tell whether `proof` was made by vouch() with the same words over the same data."""
    return hmac.compare_digest(vouch(spoken, data, profile), proof)


def _salt(label: bytes) -> bytes:
    return hashlib.blake2b(label, digest_size=SALT_BYTES).digest()
