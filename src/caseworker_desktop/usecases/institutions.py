"""Institutions by the name they bore on a day, and which of them a form offers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caseworker_desktop.records.organisation.chain import name_on, standing_on
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.writing import Shipped

#: Where people are kept or live under supervision (institution.kind): what a stay points to.
KEPT_IN = ("prison", "prison_women", "remand_prison", "juvenile_prison", "prison_open", "open_unit", "halfway_house", "prison_hospital")


class Institutions:
    """The shipped institutions with what this office changed or added."""

    def __init__(self, store: Store, shipped: Shipped) -> None:
        self._store, self._shipped = store, shipped

    def known(self) -> Mapping[str, Mapping[str, Any]]:
        """Return all institutions as plain records by id."""
        with self._store.reading() as reading:
            own = {row["id"]: row for row in reading.plains("institution")}
        return {**self._shipped.get("institution", {}), **own}


def institution_name(known: Mapping[str, Mapping[str, Any]], id_: str | None, day: str, language: str) -> str:
    """Return the name an institution bore on `day` in `language`, empty text for none."""
    return name_on(known, id_, day, language) if id_ else ""


def choices(known: Mapping[str, Mapping[str, Any]], day: str, language: str, countries: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """Return (id, name) of the institutions that stand on `day`, prisons first; those of `countries` only, when given."""
    standing = {standing_on(known, id_, day) for id_ in known}
    found = []
    for id_ in standing:
        row = known[id_]
        if (row.get("valid_to") and row["valid_to"] < day[: len(row["valid_to"])]) or (countries and row.get("country") not in countries):
            continue
        found.append((0 if str(row.get("kind") or "") in KEPT_IN else 1, name_on(known, id_, day, language), id_))
    return [(id_, name) for _, name, id_ in sorted(found)]
