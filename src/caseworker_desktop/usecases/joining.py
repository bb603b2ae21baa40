"""How a laptop and an office come to know each other without a network: request file, six words compared, welcome bundle."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cbor2

from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.store.files import write_or_refuse
from caseworker_desktop.vault import trust


def request_file(request: dict[str, Any], target: Path, words: Sequence[str], profile: str) -> str:
    """Write a laptop's request, sealed under its own six words so that it names nobody, and return the words.

    Raises Refused when the file exists already or cannot be written.
    """
    payload = cbor2.dumps(request, canonical=True)
    spoken = trust.request_words(payload, words, profile)
    if target.exists():
        raise Refused(message("refused.file_exists"))
    write_or_refuse(target, trust.seal_request(spoken, payload, profile))
    return spoken
