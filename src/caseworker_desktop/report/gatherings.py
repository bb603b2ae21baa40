"""Sessions of a project: how many, how long, whom they reached, and what was lost."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TypeVar

from caseworker_desktop.report.choosing import Wanted, cell_fits, texts
from caseworker_desktop.report.figures.facts import Facts
from caseworker_desktop.report.model import Asked, LeftOut
from caseworker_desktop.report.rows import Cell, Held, There
from caseworker_desktop.report.tally import Tally, counted

_MINUTES = 60
Of = TypeVar("Of")


class Gathered:
    """The sessions of a project as one indicator asks for them: of a kind, service or subject (one code or several), a part and a place."""

    def __init__(self, asked: Asked, wish: Wanted, facts: Facts) -> None:
        self._wish, self._facts = wish, facts
        self._kinds, self._services, self._subjects = (texts(asked.parameters.get(name)) for name in ("kind", "service", "subject"))
        self._reasons = texts(asked.parameters.get("reason"))

    def _chosen(self, cells: Mapping[Cell, Of]) -> dict[Cell, Of]:
        return {
            cell: each for cell, each in cells.items()
            if (not self._kinds or cell.kind in self._kinds) and (not self._services or not self._services.isdisjoint(cell.services))
            and (not self._subjects or cell.subject in self._subjects) and cell_fits(cell, self._wish, self._facts)
        }

    def _took_place(self) -> list[Held]:
        return [held for cell, held in self._chosen(self._facts.sessions.held(self._wish.reach)).items() if not cell.outside and cell.lost is None]

    def _there(self) -> list[There]:
        return list(self._chosen(self._facts.sessions.attended(self._wish.reach)).values())

    def _persons(self, there: list[There]) -> tuple[str, ...]:
        bits = 0
        for one in there:
            bits |= one.persons
        return self._facts.sessions.people(bits, self._wish.reach)

    def _left_out(self) -> list[LeftOut]:
        """Return the sessions that somebody might expect: outside the project's period, lost, or of another project."""
        out = [
            LeftOut("session", one, "outside_period" if cell.outside else "lost")
            for cell, listed in self._chosen(self._facts.sessions.lost(self._wish.reach)).items() for one in listed
        ]
        of_others = self._chosen(self._facts.sessions.elsewhere(self._wish.reach)).values()
        return out + [LeftOut("session", one, "other_project") for listed in of_others for one in listed]

    def sessions(self) -> Tally:
        """How many took place."""
        return counted(sum(one.sessions for one in self._took_place()), left_out=self._left_out())

    def hours(self) -> Tally:
        """Their minutes ÷ 60, each session once however many came."""
        return counted(Fraction(sum(one.minutes for one in self._took_place()), _MINUTES), left_out=self._left_out())

    def person_hours(self) -> Tally:
        """The minutes that persons were there ÷ 60: of an attendance without minutes, the session's."""
        there = self._there()
        persons = self._persons(there)
        return counted(Fraction(sum(one.minutes for one in there), _MINUTES), left_out=self._left_out(), persons=persons)

    def persons_reached(self) -> Tally:
        """Persons present or late, each once."""
        persons = self._persons(self._there())
        return counted(len(persons), left_out=self._left_out(), persons=persons)

    def lost_hours(self) -> Tally:
        """(Planned minutes − minutes) ÷ 60 of the sessions that were lost, for the reason asked for. Without planned minutes it is not known."""
        every = self._chosen(self._facts.sessions.held(self._wish.reach)).items()
        lost = [held for cell, held in every if self._for_reason(cell) and not cell.outside]
        outside = self._chosen(self._facts.sessions.lost(self._wish.reach)).items()
        left_out = [LeftOut("session", one, "outside_period") for cell, ids in outside if self._for_reason(cell) and cell.outside for one in ids]
        exact = Fraction(sum(one.missed for one in lost), _MINUTES)
        unknown = sum(one.unplanned for one in lost)
        return Tally(exact, exact, None, unknown, exact, exact if not unknown else None, left_out=tuple(left_out))

    def _for_reason(self, cell: Cell) -> bool:
        return cell.lost is not None and (not self._reasons or cell.lost in self._reasons)
