"""From an indicator and the facts to its figure: the rule, then the measure against the target."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from operator import eq, ge, gt, le
from typing import Any

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.report import esf, network, scores, shares, training
from caseworker_desktop.report.choosing import EVERYTHING, INSTITUTION, MUNICIPALITY, Participant, Wanted, participants, wanted
from caseworker_desktop.report.figures.erased import erased_rows
from caseworker_desktop.report.figures.facts import Facts
from caseworker_desktop.report.gatherings import Gathered
from caseworker_desktop.report.model import Asked, Figure
from caseworker_desktop.report.scores import Scores
from caseworker_desktop.report.tally import Tally, number

_OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {">=": ge, ">": gt, "<=": le, "=": eq}
_COMMON = frozenset({"part", "place", "phase"})
_OF_PERSONS = frozenset({"sex", "target_group"})
_GATHERED = frozenset({"kind", "service", "subject"})
#: What each rule is asked with besides phase, part and place.
PARAMETERS: Mapping[str, frozenset[str]] = {
    "participants": _OF_PERSONS, "outcome_share": _OF_PERSONS | {"types"}, "first_ever_share": _OF_PERSONS | {"types"},
    "rate_growth": _OF_PERSONS | {"domain", "value", "baseline"}, "trained": frozenset({"programme_kind", "programme", "subject"}),
    "sessions": _GATHERED, "hours": _GATHERED, "person_hours": _GATHERED, "persons_reached": _GATHERED, "lost_hours": _GATHERED | {"reason"},
    "partners_active": frozenset({"kind", "service"}), "places_offered": frozenset(), "places_filled": frozenset(),
    "placements": frozenset({"status"}),
    "score_change": _OF_PERSONS | {"instrument"}, "plan_done_share": _OF_PERSONS, "esf": _OF_PERSONS | {"code"},
}
#: Rules of things that happen within a span; the others say how it stands on the day, whatever the first day of a report.
IN_SPAN = frozenset({"sessions", "hours", "person_hours", "persons_reached", "lost_hours"})
UNITS = {
    "participants": "persons", "outcome_share": "percent", "first_ever_share": "percent", "rate_growth": "percent", "trained": "persons",
    "sessions": "count", "hours": "hours", "person_hours": "hours", "persons_reached": "persons", "lost_hours": "hours", "partners_active": "count",
    "places_offered": "count", "places_filled": "count", "placements": "count", "score_change": "points", "plan_done_share": "percent",
    "esf": "persons",
}


class Rules:
    """Works out figures of one project over the same facts, of those that `wish` asks for; participants of the same filters are chosen once."""

    def __init__(self, facts: Facts, measured: Scores, wish: Wanted = EVERYTHING) -> None:
        self._facts, self._measured, self._also = facts, measured, wish
        self._chosen: dict[Wanted, dict[str, Participant]] = {}

    def _among(self, wish: Wanted) -> dict[str, Participant]:
        if wish not in self._chosen:
            self._chosen[wish] = participants(self._facts, wish)
        return self._chosen[wish]

    def figure(self, asked: Asked) -> Figure:
        """Return the figure of an indicator. A rule that this program does not know (a later version's) has no value."""
        wish = wanted(asked, self._facts).and_also(self._also)
        tally = self._tally(asked, wish)
        ignored = sorted({name for name in asked.parameters if name not in _COMMON | PARAMETERS.get(asked.rule, frozenset())} | _unmeant(asked, wish))
        detail = {name: number(value) if isinstance(value, Fraction) else value for name, value in tally.detail.items()}
        if ignored:
            detail["ignored"] = ignored
        if self._facts.bounded and asked.rule not in IN_SPAN:
            detail["as_of_only"] = True
        return Figure(
            code=asked.code, rule=asked.rule, value=number(tally.value), unit=asked.unit or UNITS.get(asked.rule), numerator=number(tally.numerator),
            denominator=tally.denominator, unknown=tally.unknown, lowest=number(tally.lowest), highest=number(tally.highest),
            target=number(Fraction(asked.target)) if asked.target is not None else None, operator=asked.operator, reached=reached(asked, tally),
            refused=tally.refused, formula=formula(asked), detail=detail, persons=tally.persons, left_out=tally.left_out, names=asked.names,
            by_date=asked.by_date, answers=tally.answers,
        )

    def _tally(self, asked: Asked, wish: Wanted) -> Tally:
        facts = self._facts
        match asked.rule:
            case "participants":
                erased = sum(one.fits(wish) for one in erased_rows(facts.reading, facts.project.id, facts.day))
                return shares.participants_counted(self._among(wish), erased=erased)
            case "outcome_share" | "first_ever_share":
                return shares.outcome_share(asked, facts, self._among(wish), first_ever=asked.rule == "first_ever_share")
            case "rate_growth":
                return shares.rate_growth(asked, facts, self._among(wish))
            case "trained":
                return training.trained(asked, wish, facts)
            case "partners_active":
                return network.partners_active(asked, wish, facts)
            case "places_offered":
                return network.places_offered(wish, facts)
            case "places_filled":
                return network.places_filled(wish, facts)
            case "placements":
                return network.placements(asked, wish, facts)
            case "score_change":
                instrument = str(asked.parameters.get("instrument") or "")
                return scores.score_change(instrument, self._among(wish), self._measured(instrument))
            case "plan_done_share":
                everybody = wish == EVERYTHING
                return training.plan_done_share(None if everybody else frozenset(self._among(wish)), facts)
            case "esf":
                code = str(asked.parameters.get("code") or "")
                return esf.esf(code, self._among(wish), facts.day, facts.project, lambda: facts.supported)
            case _:
                return self._gathered(asked, wish)

    def _gathered(self, asked: Asked, wish: Wanted) -> Tally:
        sessions = Gathered(asked, wish, self._facts)
        rules = {
            "sessions": sessions.sessions, "hours": sessions.hours, "person_hours": sessions.person_hours,
            "persons_reached": sessions.persons_reached, "lost_hours": sessions.lost_hours,
        }
        rule = rules.get(asked.rule)
        return rule() if rule is not None else Tally(None, detail={"unknown_rule": asked.rule})


def _unmeant(asked: Asked, wish: Wanted) -> set[str]:
    """Return the filters that mean nothing for a rule: a partner has no phase, a pledge no institution."""
    given = {name for name, value in (("phase", wish.phase), ("part", wish.parts), ("place", wish.place)) if value}
    kind = wish.place.kind if wish.place is not None else ""
    of_place = set() if kind == MUNICIPALITY else {"place"}
    if asked.rule == "partners_active":
        return given & ({"phase", "part"} | of_place)
    if asked.rule == "places_offered":
        return given & ({"phase"} | (of_place if kind == INSTITUTION else set()))
    if asked.rule in ("places_filled", "placements"):
        return given & (of_place if kind == INSTITUTION else set())
    return set()


def reached(asked: Asked, tally: Tally) -> bool | None:
    """Tell whether the exact value fits operator and target; None where one of them is missing."""
    compare = _OPERATORS.get(asked.operator or "")
    if compare is None or asked.target is None or tally.value is None:
        return None
    return compare(tally.value, Fraction(asked.target))


def formula(asked: Asked) -> Message:
    """Return in words how a rule is worked out."""
    if asked.rule == "esf":
        return _esf_formula(str(asked.parameters.get("code") or ""))
    return {
        "participants": message("report.formula.participants"),
        "outcome_share": message("report.formula.outcome_share"),
        "first_ever_share": message("report.formula.first_ever_share"),
        "rate_growth": message("report.formula.rate_growth"),
        "trained": message("report.formula.trained"),
        "sessions": message("report.formula.sessions"),
        "hours": message("report.formula.hours"),
        "person_hours": message("report.formula.person_hours"),
        "persons_reached": message("report.formula.persons_reached"),
        "lost_hours": message("report.formula.lost_hours"),
        "partners_active": message("report.formula.partners_active"),
        "places_offered": message("report.formula.places_offered"),
        "places_filled": message("report.formula.places_filled"),
        "placements": message("report.formula.placements"),
        "score_change": message("report.formula.score_change"),
        "plan_done_share": message("report.formula.plan_done_share"),
    }.get(asked.rule, message("report.formula.unknown"))


def _esf_formula(code: str) -> Message:
    if code in ("EECO18", "EECO19", "CO23"):
        return message("report.formula.esf_partners", code=code)
    if code in ("CO20", "CO21", "CO22"):
        return message("report.formula.esf_project", code=code)
    if code in ("EECR05", "EECR06", "CR06", "CR07", "CR08", "CR09"):
        return message("report.formula.esf_six_months", code=code)
    if code.startswith(("EECR", "CR")):
        return message("report.formula.esf_leaving", code=code)
    return message("report.formula.esf", code=code)
