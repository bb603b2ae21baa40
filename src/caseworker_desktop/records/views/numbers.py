"""Plans that bear one number: two laptops may give out the same before they hear of each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.clock import time_text
from caseworker_desktop.records.views.plan_rows import VersionRow
from caseworker_desktop.records.views.sql import rows


@dataclass(frozen=True, slots=True)
class Numbered:
    """A plan and whose it is; `created_at` a moment."""

    plan: str
    case: str
    number: str
    names: str
    created_at: str


def plans_numbered(connection: Connection, number: str) -> tuple[Numbered, ...]:
    """Return the plans that bear a number, the one that was begun first in front: the others got it again."""
    return _plans(connection, "p.number = :number", number=number)


def numbers_twice(connection: Connection) -> tuple[tuple[Numbered, ...], ...]:
    """Return the plans of each number that several bear, the first of each in front, by number."""
    found = _plans(connection, "p.number IN (SELECT o.number FROM k_plan o WHERE o.number IS NOT NULL AND LIVE(o) GROUP BY o.number "
                               "HAVING count(*) > 1)")  # fmt: skip
    by_number: dict[str, list[Numbered]] = {}
    for one in found:
        by_number.setdefault(one.number, []).append(one)
    return tuple(tuple(many) for _, many in sorted(by_number.items()) if len(many) > 1)


def twins_told(versions: Sequence[VersionRow]) -> tuple[VersionRow, ...]:
    """Return a plan's versions in their order, each told which one of its number it is: 1, or 2 for other words under the same number."""
    out: list[VersionRow] = []
    for one in versions:
        digests = list(dict.fromkeys(each.digest for each in (*_of(out, one.number), one)))
        out.append(replace(one, twin=digests.index(one.digest) + 1))
    return tuple(out)


def _of(versions: Iterable[VersionRow], number: int) -> list[VersionRow]:
    return [one for one in versions if one.number == number]


def _plans(connection: Connection, where: str, **values: str) -> tuple[Numbered, ...]:
    found = rows(
        connection,
        f'SELECT p.id, p."case", p.number, q.given_names, q.family_name, p.created_at FROM k_plan p JOIN k_case c ON c.id = p."case" '  # noqa: S608 -- no values in it
        f"JOIN k_person q ON q.id = c.person WHERE LIVE(p) AND {where} ORDER BY p.created_at, p.id", **values)
    return tuple(
        Numbered(ids.to_text(row[0]), ids.to_text(row[1]), row[2], " ".join(filter(None, (row[3], row[4]))), time_text(row[5])) for row in found)
