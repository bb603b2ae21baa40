"""Partners, the places they offer, and the placements that fill them."""

from __future__ import annotations

from collections.abc import Iterable

from caseworker_desktop.report.choosing import MUNICIPALITY, Wanted, in_parts, persons_fit, texts
from caseworker_desktop.report.figures.facts import Facts
from caseworker_desktop.report.model import Asked, LeftOut
from caseworker_desktop.report.rows import Placement, Pledge
from caseworker_desktop.report.tally import Tally, counted


def _municipality(wish: Wanted) -> str | None:
    return wish.place.key if wish.place is not None and wish.place.kind == MUNICIPALITY else None


def partners_active(asked: Asked, wish: Wanted, facts: Facts) -> Tally:
    """Partners of the office that are active on the day; `service` and `kind` choose, a place is where they are or work."""
    kinds, services = texts(asked.parameters.get("kind")), texts(asked.parameters.get("service"))
    where = _municipality(wish)
    active = [
        one for one in facts.partners
        if one.span.has(facts.day) and (not kinds or one.kind in kinds) and (not services or not services.isdisjoint(one.services))
        and (where is None or where in one.municipalities)
    ]
    return counted(len(active))


def _here(one: Pledge | Placement, wish: Wanted) -> bool:
    where = _municipality(wish)
    return in_parts(one.parts, wish) and (where is None or one.municipality == where)


def places_offered(wish: Wanted, facts: Facts) -> Tally:
    """Places of pledges from the day or earlier."""
    fitting = [one for one in facts.pledges if _here(one, wish)]
    left_out = [LeftOut("pledge", one.id, "no_date") for one in fitting if one.on is None]
    return counted(sum(one.places for one in fitting if one.on is not None and one.on <= facts.day), left_out=left_out)


def _counted(placements: Iterable[Placement], wish: Wanted, facts: Facts) -> Tally:
    here = [one for one in placements if _here(one, wish)]
    if wish.phase is not None:
        of_phase = persons_fit({one.person for one in here}, Wanted(phase=wish.phase), facts)
        here = [one for one in here if one.person in of_phase]
    return counted(len(here), persons={one.person for one in here})


def places_filled(wish: Wanted, facts: Facts) -> Tally:
    """Placements against a pledge begun by the day, not merely planned."""
    return _counted((one for one in facts.placements if one.pledge is not None and one.status != "planned"), wish, facts)


def placements(asked: Asked, wish: Wanted, facts: Facts) -> Tally:
    """Placements of the project begun by the day, of the `status` asked for."""
    statuses = texts(asked.parameters.get("status"))
    return _counted((one for one in facts.placements if not statuses or one.status in statuses), wish, facts)
