"""Sessions of a project: how many, how long, whom they reached, and what was lost."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from caseworker_desktop.report.choosing import Wanted, cell_fits, texts
from caseworker_desktop.report.figures import Facts
from caseworker_desktop.report.model import Asked, LeftOut
from caseworker_desktop.report.rows import Cell
from caseworker_desktop.report.tally import Tally, counted

_MINUTES = 60


def chosen(cells: Iterable[Cell], asked: Asked, wish: Wanted, facts: Facts) -> list[Cell]:
    """Return the cells of the kind, service and subject, the part and the place asked for; a parameter may be one code or several."""
    kinds, services, subjects = (texts(asked.parameters.get(name)) for name in ("kind", "service", "subject"))
    return [
        one for one in cells
        if (not kinds or one.kind in kinds) and (not services or not services.isdisjoint(one.services)) and (not subjects or one.subject in subjects)
        and cell_fits(one, wish, facts)
    ]


def _left_out(asked: Asked, wish: Wanted, facts: Facts) -> list[LeftOut]:
    """Return the sessions that somebody might expect: outside the project's period, lost, or of another project."""
    out = [
        LeftOut("session", one.id or "", "outside_period" if one.outside else "lost") for one in chosen(facts.lost(wish.reach), asked, wish, facts)
    ]
    out += [LeftOut("session", one.id or "", "other_project") for one in chosen(facts.elsewhere(wish.reach), asked, wish, facts)]
    return out


def _took_place(asked: Asked, wish: Wanted, facts: Facts) -> list[Cell]:
    return [one for one in chosen(facts.cells(wish.reach), asked, wish, facts) if not one.outside and one.lost is None]


def sessions(asked: Asked, wish: Wanted, facts: Facts) -> Tally:
    """How many took place."""
    return counted(sum(one.sessions for one in _took_place(asked, wish, facts)), left_out=_left_out(asked, wish, facts))


def hours(asked: Asked, wish: Wanted, facts: Facts) -> Tally:
    """Their minutes ÷ 60, each session once however many came."""
    return counted(Fraction(sum(one.minutes for one in _took_place(asked, wish, facts)), _MINUTES), left_out=_left_out(asked, wish, facts))


def person_hours(asked: Asked, wish: Wanted, facts: Facts) -> Tally:
    """The minutes that persons were there ÷ 60: of an attendance without minutes, the session's."""
    there = chosen(facts.attended(wish.reach), asked, wish, facts)
    persons = {one.person for one in there if one.person is not None}
    return counted(Fraction(sum(one.minutes for one in there), _MINUTES), left_out=_left_out(asked, wish, facts), persons=persons)


def persons_reached(asked: Asked, wish: Wanted, facts: Facts) -> Tally:
    """Persons present or late, each once."""
    persons = {one.person for one in chosen(facts.attended(wish.reach), asked, wish, facts) if one.person is not None}
    return counted(len(persons), left_out=_left_out(asked, wish, facts), persons=persons)


def lost_hours(asked: Asked, wish: Wanted, facts: Facts) -> Tally:
    """(Planned minutes − minutes) ÷ 60 of the sessions that were lost, for the reason asked for. Without planned minutes it is not known."""
    reasons = texts(asked.parameters.get("reason"))
    lost = [one for one in chosen(facts.cells(wish.reach), asked, wish, facts) if one.lost is not None and (not reasons or one.lost in reasons)]
    inside = [one for one in lost if not one.outside]
    left_out = [
        LeftOut("session", one.id or "", "outside_period") for one in chosen(facts.lost(wish.reach), asked, wish, facts)
        if one.outside and one.lost is not None and (not reasons or one.lost in reasons)
    ]
    exact = Fraction(sum(one.missed for one in inside), _MINUTES)
    unknown = sum(one.unplanned for one in inside)
    return Tally(exact, exact, None, unknown, exact, exact if not unknown else None, left_out=tuple(left_out))
