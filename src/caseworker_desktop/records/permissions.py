"""Which role may read and write which kind of record: a table shipped as data, resources/reference/permissions.csv.

It tells what a role's work needs. It is no cipher: who may open protected values is told by compartments.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

READ, WRITE = "read", "write"


class Permissions:
    """The table: what each role may do with each kind."""

    def __init__(self, allowed: Mapping[str, frozenset[tuple[str, str]]]) -> None:
        self._allowed = allowed

    @classmethod
    def load(cls, resources: Path) -> Permissions:
        """Return the shipped table. Raises OSError when it cannot be read, ValueError when a line is not told by yes or no or stands twice."""
        allowed: dict[str, set[tuple[str, str]]] = {}
        seen: set[tuple[str, str]] = set()
        with (resources / "reference" / "permissions.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                role, kind = row["role"], row["kind"]
                if (role, kind) in seen or {row[READ], row[WRITE]} - {"yes", "no"}:
                    raise ValueError(f"permissions.csv: {role} {kind}")
                seen.add((role, kind))
                allowed.setdefault(role, set()).update((kind, act) for act in (READ, WRITE) if row[act] == "yes")
        return cls({role: frozenset(acts) for role, acts in allowed.items()})

    def may(self, role: str, extra: Sequence[str], kind: str, act: str) -> bool:
        """Tell whether a person with that role and extra roles may `read` or `write` records of the kind. An unknown role or kind may not."""
        return any((kind, act) in self._allowed.get(one, ()) for one in (role, *extra))

    def roles(self) -> Iterable[str]:
        """Return the roles of the table."""
        return self._allowed.keys()
