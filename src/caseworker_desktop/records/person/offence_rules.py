"""Who may read an offence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from caseworker_desktop.store.declare import Reader, World


def readers(offence: Mapping[str, Any], world: World) -> Sequence[Reader]:
    """Return the audience: the author alone."""
    return (Reader(f"author:{offence.get('created_by')}"),)
