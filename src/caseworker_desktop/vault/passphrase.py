"""What a person types to unlock, turned into a key that costs a guesser time and memory."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from nacl import bindings

from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.message import message

MIN_CHARACTERS = 10
KEY_BYTES = 32
SALT_BYTES = bindings.crypto_pwhash_SALTBYTES
MIB = 1024 * 1024
LEAST_MEMORY, MOST_MEMORY = 64 * MIB, 128 * MIB
#: Passes are raised first; memory grows only on a machine so fast that this many passes end too early.
MANY_PASSES = 64
AIM_SECONDS, LEAST_SECONDS, MOST_SECONDS = 0.7, 0.5, 1.0


@dataclass(frozen=True, slots=True)
class KdfParameters:
    """Argon2id (version 1.3, one lane): `ops` passes over `memory_bytes`."""

    ops: int
    memory_bytes: int

    def within_limits(self) -> bool:
        """Tell whether a file may ask for this much work (so that a forged file cannot stop the machine)."""
        return 1 <= self.ops <= 1024 and bindings.crypto_pwhash_argon2id_MEMLIMIT_MIN <= self.memory_bytes <= 2 * MOST_MEMORY


CHEAP = KdfParameters(1, 8192)


def normalised(passphrase: str) -> str:
    """Return the passphrase in Unicode form NFKC, so that every keyboard writes the same bytes."""
    return unicodedata.normalize("NFKC", passphrase)


def check_new(passphrase: str) -> None:
    """Refuse a new passphrase of fewer than 10 characters. Existing ones are never judged again."""
    if len(normalised(passphrase)) < MIN_CHARACTERS:
        raise Refused(message("vault.passphrase_short", count=MIN_CHARACTERS))


def derive(passphrase: str, salt: bytes, parameters: KdfParameters) -> bytes:
    """Return the 32-byte Argon2id key (RFC 9106) of a passphrase and a 16-byte salt."""
    secret = normalised(passphrase).encode()
    return bindings.crypto_pwhash_alg(KEY_BYTES, secret, salt, parameters.ops, parameters.memory_bytes, bindings.crypto_pwhash_ALG_ARGON2ID13)


def seconds(parameters: KdfParameters) -> float:
    """Return how long one derivation with these parameters takes here."""
    start = time.perf_counter()
    derive("measure", bytes(SALT_BYTES), parameters)
    return time.perf_counter() - start


def calibrate(measure: Callable[[KdfParameters], float] = seconds) -> KdfParameters:
    """Return parameters that take 0.5 to 1 s on this machine, within 64 to 128 MiB.

    Passes are raised before memory. A machine too slow for one second at one pass over 64 MiB gets that floor all the same.
    """
    memory = LEAST_MEMORY
    passes = _passes(memory, measure)
    if passes > MANY_PASSES:
        memory = MOST_MEMORY
        passes = _passes(memory, measure)
    for _ in range(4):
        parameters = KdfParameters(passes, memory)
        took = measure(parameters)
        if LEAST_SECONDS <= took <= MOST_SECONDS or (took > MOST_SECONDS and passes == 1):
            return parameters
        passes = _bounded(passes * AIM_SECONDS / took)
    return KdfParameters(passes, memory)


def parameters_for(profile: str) -> KdfParameters:
    """Return the parameters for a new slot: `calibrated` for this machine, or `cheap` (tests only)."""
    return CHEAP if profile == "cheap" else calibrate()


def fixed_parameters(profile: str) -> KdfParameters:
    """Return the parameters for what is random already and must open anywhere: six words, printed keys."""
    return CHEAP if profile == "cheap" else KdfParameters(3, LEAST_MEMORY)


def _passes(memory: int, measure: Callable[[KdfParameters], float]) -> int:
    # Two points give the cost of a pass without the cost of the first touch of the memory.
    first, third = measure(KdfParameters(1, memory)), measure(KdfParameters(3, memory))
    each = max((third - first) / 2, 1e-3)
    return _bounded(1 + (AIM_SECONDS - first) / each)


def _bounded(passes: float) -> int:
    return max(1, min(1024, round(passes)))
