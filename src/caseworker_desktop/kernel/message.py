"""What the program says, without the words: a key of the catalogue and its parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence to be said in the reader's language.

    `key` is a msgid of the catalogue (`refused.unknown_field`); `params` fill its `{places}`. A parameter
    `count` chooses the plural form. A parameter that is itself a Message is said first. No personal data.
    """

    key: str
    params: Mapping[str, object] = field(default_factory=dict)


def message(key: str, **params: object) -> Message:
    """Return `Message(key, params)`."""
    return Message(key, params)
