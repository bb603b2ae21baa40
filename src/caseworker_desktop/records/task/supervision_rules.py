"""Who may read what was said in supervision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from caseworker_desktop.store.declare import Reader, World


def readers(supervision: Mapping[str, Any], world: World) -> Sequence[Reader]:
    """Return the audience: the staff member and their supervisor."""
    both = dict.fromkeys(supervision[field] for field in ("staff", "supervisor") if supervision.get(field))
    return tuple(Reader(f"author:{one}") for one in both)
