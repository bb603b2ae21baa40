"""How much a workspace holds, kind by kind: what a laptop tells its office, so that a difference can be explained."""

from __future__ import annotations

from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.tables import DELETED


def totals(reading: Reading) -> dict[str, int]:
    """Return the number of live records of each casework kind that has any."""
    out: dict[str, int] = {}
    for kind in sorted(reading.catalog.kinds(), key=lambda one: one.name):
        if not kind.control:
            (found,) = reading.connection.exec_driver_sql(f"SELECT count(*) FROM {kind.table} WHERE (fl & {DELETED}) = 0").one()  # noqa: S608 -- a declared name
            if found:
                out[kind.name] = int(found)
    return out
