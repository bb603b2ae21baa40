"""What a write has changed, told to the screens that show it."""

from __future__ import annotations

from collections.abc import Iterable

Changed = frozenset[tuple[str, str]]  # (kind, id) of each record written
EVERYTHING: Changed = frozenset()  # an import: what it touched is not listed, each screen draws itself again


def touches(changed: Changed, kinds: Iterable[str]) -> bool:
    """Tell whether a screen that shows `kinds` must draw itself again."""
    wanted = frozenset(kinds)
    return changed == EVERYTHING or any(kind in wanted for kind, _ in changed)
