"""Who may read a note, and what an amendment may amend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.store.declare import Finding, Reader, World


def readers(note: Mapping[str, Any], world: World) -> Sequence[Reader]:
    """Return the audience of a note's protected values: none for a shared one, which stays open to all who may read notes."""
    if note.get("level") == "role" and note.get("role"):
        return (Reader(f"role:{note['role']}"),)
    if note.get("level") == "author" and note.get("created_by"):
        return (Reader(f"author:{note['created_by']}"),)
    return ()


def role_is_told(note: Mapping[str, Any], world: World) -> Iterator[Finding]:
    """A note for a role says which."""
    if note.get("level") == "role" and not note.get("role"):
        yield Finding("role", message("rule.role_missing"))


def amends_its_own_case(note: Mapping[str, Any], world: World) -> Iterator[Finding]:
    """An amendment stays in the case of the note it amends."""
    amended = world.get("note", note["amends"]) if note.get("amends") else None
    if amended is not None and amended.get("case") != note.get("case"):
        yield Finding("amends", message("rule.amends_other_case"))
