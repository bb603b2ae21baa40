"""Opens the boxes of one operation with the keys that are at hand."""

from __future__ import annotations

from typing import Any

from caseworker_desktop.kernel.operation import FIELDS, KIND, MORE, PROTECTED, RECORD, SEQ, STREAM, SUBJECT
from caseworker_desktop.vault.compartments import Keyring, additional, open_box


def open_fields(item: list[Any], keyring: Keyring) -> dict[str, Any]:
    """Return the wire values by register of an operation's boxes that the keyring opens."""
    more = item[MORE]
    boxes = [more["box"]] if "box" in more else []
    boxes += more.get("also", [])
    open_entries = {name: entry for name, entry in item[FIELDS].items() if len(entry) <= PROTECTED}
    bound = additional(item[STREAM], item[SEQ], item[KIND], item[RECORD], item[SUBJECT], open_entries)
    out: dict[str, Any] = {}
    for box in boxes:
        values = open_box(box, keyring, bound)
        if values is not None:
            out = values | out
    return out
