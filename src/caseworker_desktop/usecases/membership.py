"""Who reads which compartment: its members by role, and fresh keys when one comes or goes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from caseworker_desktop.store.reading import Reading
from caseworker_desktop.usecases.compartments import CUSTODY, FIGURES, ROLE, made
from caseworker_desktop.usecases.intent import Intent
from caseworker_desktop.vault.staff import public_key


def publics_of(reading: Reading) -> dict[str, bytes]:
    """Return every staff member's newest public key."""
    rows = sorted(reading.rows("staff_key"), key=lambda row: row.changed_at or "")
    return {row.staff: public for row in rows if row.staff is not None and (public := public_key(row.public)) is not None}


def has_role(row: Any, code: str) -> bool:
    """Tell whether a staff member who works here has a role, as main or extra role."""
    return row.active_to is None and (row.role == code or code in row.roles_extra)


def renewed(
    reading: Reading,
    names: Iterable[str],
    new_id: Callable[[], str],
    *,
    gone: frozenset[str] = frozenset(),
    come: Mapping[str, tuple[str, ...]] | None = None,
    publics: Mapping[str, bytes] | None = None,
) -> list[Intent]:
    """Return the next key of each compartment named (`role:…`, `figures`), wrapped to its members and to custody.

    Members of a role are its active staff, without `gone`, and with those who `come` (staff → roles); `figures` keeps its members but `gone`.
    What was sealed before stays with who could read it: a key that was known cannot be forgotten.
    """
    rows = reading.rows("compartment")
    custody = max((row for row in rows if row.name == CUSTODY), key=lambda row: (row.number, row.id), default=None)
    if custody is None:
        return []
    known = publics if publics is not None else publics_of(reading)
    staff = reading.rows("staff")
    out = []
    for name in sorted(set(names)):
        newest = max((row for row in rows if row.name == name), key=lambda row: (row.number, row.id), default=None)
        if name == FIGURES:
            members = set((newest.wraps or {}) if newest is not None else ()) - {CUSTODY}
        else:
            code = name.removeprefix(ROLE)
            members = {row.id for row in staff if has_role(row, code)} | {one for one, codes in (come or {}).items() if code in codes}
        keys = {one: known[one] for one in sorted(members - gone) if one in known}
        _, values = made(name, (newest.number if newest is not None else 0) + 1, keys, bytes.fromhex(custody.public), new_id)
        out.append(Intent("compartment", values.pop("id"), values))
    return out
