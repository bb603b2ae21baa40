"""The lists that a register's words are looked up in: institutions with the office's own, municipalities, services."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from caseworker_desktop.intake.places import Place
from caseworker_desktop.intake.tables import Reference
from caseworker_desktop.kernel import clock
from caseworker_desktop.records.lists import Lists
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import Shipped

_LANGUAGES = ("name_lt", "name_lv", "name_en")
#: Of two places that a word fits a prison is meant before a halfway house, and that before an office.
_RANKS = {"halfway_house": 1, "probation_office": 2, "probation_authority": 2, "prison_authority": 3, "employment_service": 3, "child_rights": 3}
_PLACE_TYPES = {"halfway_house": "halfway_house", "probation_office": "probation", "probation_authority": "probation", "open_unit": "open_unit",
                "prison": "prison", "prison_open": "prison", "prison_women": "prison", "remand_prison": "prison", "juvenile_prison": "prison",
                "prison_hospital": "prison"}


def reference_of(reading: Reading, lists: Lists, shipped: Shipped, worker: Worker) -> Reference:
    """Return the lists as the reader of registers takes them; the office's country decides whose telephone numbers have no country's code."""
    organisation = next(iter(reading.plains("organisation")), {})
    country = str(organisation.get("country") or ("LV" if worker.language == "lv" else "LT")).lower()
    return reference_from(_institutions(reading, shipped), lists, country, clock.today(worker.clock).year)


def reference_from(institutions: Sequence[Mapping[str, Any]], lists: Lists, country: str, this_year: int) -> Reference:
    """Return the lists of these institutions (plain records), of the municipalities and services, for an office in `country`."""
    codes = {str(row["id"]): str(row["code"]) for row in institutions}
    return Reference(
        institutions=tuple(_place(row, codes) for row in institutions), municipalities=tuple(_towns(lists)),
        services=tuple((code, _names(lists.row("services", code) or {})) for code in lists.codes("services")),
        country=country if country in ("lt", "lv") else "lt", this_year=this_year)


def institution_ids(reading: Reading, shipped: Shipped) -> dict[str, str]:
    """Return the ids of all institutions by code."""
    return {str(row["code"]): str(row["id"]) for row in _institutions(reading, shipped)}


def place_types(lists: Lists) -> dict[str, str]:
    """Return what type of place a session in each shipped institution was held in, by the institution's code."""
    return {str(row["code"]): _PLACE_TYPES[str(row["kind"])] for row in lists.institutions() if row.get("kind") in _PLACE_TYPES}


def _institutions(reading: Reading, shipped: Shipped) -> list[Mapping[str, Any]]:
    """Return the shipped institutions, with what an office changed in them, and the office's own."""
    rows: dict[str, Mapping[str, Any]] = dict(shipped.get("institution", {}))
    rows |= {row["id"]: row for row in reading.plains("institution")}
    return [row for row in rows.values() if row.get("code")]


def _names(row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(row[language]) for language in _LANGUAGES if row.get(language))


def _place(row: Mapping[str, Any], codes: Mapping[str, str]) -> Place:
    return Place(code=str(row["code"]), names=_names(row), valid_from=row.get("valid_from") or None, valid_to=row.get("valid_to") or None,
                 successor_of=codes.get(str(row.get("successor_of"))), rank=_RANKS.get(str(row.get("kind")), 0))


def _towns(lists: Lists) -> list[Place]:
    """Return the municipalities; a town is meant before the district that bears its name."""
    places = []
    for code in lists.codes("municipalities"):
        row = lists.row("municipalities", code) or {}
        names = _names(row)
        district = any("rajono" in name or "novads" in name for name in names)
        places.append(Place(code=code, names=names, others=(str(row["seat"]),) if row.get("seat") else (), valid_from=row.get("valid_from") or None,
                            valid_to=row.get("valid_to") or None, rank=1 if district else 0))
    return places
