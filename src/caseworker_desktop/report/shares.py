"""Participants, and shares of them: with an outcome, with one for the first time, and how a rate grew since they entered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from caseworker_desktop.report.choosing import Participant, texts
from caseworker_desktop.report.figures.facts import Facts
from caseworker_desktop.report.model import Asked, LeftOut
from caseworker_desktop.report.rows import Answer, Outcome
from caseworker_desktop.report.tally import Tally, counted, others, shared

#: The question of a follow-up whose „no“ makes an outcome's domain known.
QUESTIONS = {"employment": "working", "education": "studying", "housing": "housing"}
#: Outcomes' domain, the question, and the outcomes that say a situation's value holds, by the situation's domain.
_GROWTH = {
    "labour": ("employment", "working", frozenset({"O-JOB", "O-JOB1", "O-SELF", "O-KEEP"})),
    "education": ("education", "studying", frozenset({"O-EDU"})),
    "housing": ("housing", "housing", frozenset({"O-HOU"})),
}
#: Values that count together: who works for themselves works.
_AS_ONE = {"employed": frozenset({"employed", "self_employed"})}
FIRST_JOB, JOB = "O-JOB1", "O-JOB"


def of_types(outcomes: Iterable[Outcome], types: Collection[str]) -> list[Outcome]:
    """Return the outcomes of these types; O-JOB1 reads as O-JOB that was the first ever."""
    return [one for one in outcomes if one.type in types or (one.type == FIRST_JOB and JOB in types) or
            (one.type == JOB and one.first_ever is True and FIRST_JOB in types)]


def _said_no(answers: Iterable[Answer], questions: Collection[str]) -> bool:
    return any(one.answers.get(question) == "no" for one in answers for question in questions)


def refusing(answers: Iterable[Answer], questions: Collection[str]) -> bool:
    """Tell whether somebody refused the talk or one of the questions."""
    return any(one.refused or any(one.answers.get(question) == "refused" for question in questions) for one in answers)


def _since(participant: Participant, of: Mapping[str, tuple[Answer, ...]]) -> tuple[Answer, ...]:
    return tuple(one for one in of.get(participant.id, ()) if one.on >= participant.entered)


def outcome_share(asked: Asked, facts: Facts, among: Mapping[str, Participant], *, first_ever: bool) -> Tally:
    """Participants with an outcome of `types` from entry to the day (`first_ever`: one that was the first in their life) ÷ participants.

    Unknown: no outcome of those domains and no „no“ to their questions; with `first_ever` also who has one of which nobody said whether it was
    the first.
    """
    types = texts(asked.parameters.get("types"))
    domains = facts.domains_of(types)
    questions = [QUESTIONS[one] for one in sorted(domains) if one in QUESTIONS]
    yes: set[str] = set()
    unknown: set[str] = set()
    refused: set[str] = set()
    left_out: list[LeftOut] = []
    for id_, participant in among.items():
        found = facts.outcomes.get(id_, ())
        counting = [one for one in found if one.on >= participant.entered]
        left_out += [LeftOut("outcome", one.id, "before_entry") for one in of_types(found, types) if one.on < participant.entered]
        mine = of_types(counting, types)
        if any(not first_ever or one.first_ever is True or one.type == FIRST_JOB for one in mine):
            yes.add(id_)
            continue
        answers = _since(participant, facts.answers)
        undecided = first_ever and any(one.first_ever is None for one in mine)
        if undecided or not (any(one.domain in domains for one in counting) or _said_no(answers, questions)):
            (refused if refusing(answers, questions) else unknown).add(id_)
    tally = shared(yes, len(among), len(unknown) + len(refused), refused=len(refused), left_out=left_out)
    return replace(tally, answers=others(among, yes, unknown, refused))


def participants_counted(among: Mapping[str, Participant], *, missing: int = 0, erased: int = 0) -> Tally:
    """Persons with a participation; `erased`: those whom only an anonymous row tells of."""
    tally = counted(len(among) + erased, persons=among, unknown=missing)
    return replace(tally, detail={**tally.detail, "erased": erased}) if erased else tally


def _so_at_entry(participant: Participant, facts: Facts, domain: str, values: Collection[str]) -> bool:
    if domain == "labour" and participant.entries[0].told.get("entry_labour_status") in values:
        return True
    mine = facts.situations.get(participant.id, ())
    return any(one.domain == domain and one.value in values and one.span.has(participant.entered) for one in mine)


def _so_on(participant: Participant, facts: Facts, domain: str, values: Collection[str]) -> tuple[bool, bool]:
    """Tell whether it is so on the day, and whether that is known: the latest word of a situation or outcome that covers the day and of the
    last answer counts, of one day's words the one that says yes."""
    kind, question, positive = _GROWTH.get(domain, (domain, "", frozenset()))
    words: list[tuple[str, bool]] = []
    for one in facts.situations.get(participant.id, ()):
        if one.domain == domain and one.span.has(facts.day):
            words.append((one.span.first, one.value in values))
    known = bool(words)
    for each in facts.outcomes.get(participant.id, ()):
        known = known or each.domain == kind
        if each.type in positive and (each.until is None or each.until >= facts.day):
            words.append((each.on, True))
    answers = [one for one in facts.answers.get(participant.id, ()) if one.answers.get(question) in ("yes", "no")]
    if answers:
        known = True
        words.append((answers[-1].on, answers[-1].answers[question] == "yes"))
    return (max(words)[1] if words else False), known


def rate_growth(asked: Asked, facts: Facts, among: Mapping[str, Participant]) -> Tally:
    """Relative growth, in percent, of the share of participants of whom a situation's value holds: at entry against on the day.

    `detail` has both shares and their difference in percentage points. An indicator's `baseline` (percent) stands for the share at entry.
    """
    domain = str(asked.parameters.get("domain") or "labour")
    values = frozenset().union(*(_AS_ONE.get(one, frozenset({one})) for one in texts(asked.parameters.get("value") or "employed")))
    now: set[str] = set()
    unknown: set[str] = set()
    refused: set[str] = set()
    before = 0
    question = _GROWTH[domain][1] if domain in _GROWTH else ""
    for id_, participant in among.items():
        before += _so_at_entry(participant, facts, domain, values)
        so, known = _so_on(participant, facts, domain, values)
        if so:
            now.add(id_)
        elif not known:
            (refused if refusing(_since(participant, facts.answers), [question]) else unknown).add(id_)
    total = len(among)
    if total == 0:
        return Tally(None, Fraction(0), 0)
    baseline = asked.baseline if asked.baseline is not None else _decimal(asked.parameters.get("baseline"))
    base = Fraction(baseline) if baseline is not None else Fraction(before * 100, total)
    open_ = len(unknown) + len(refused)
    share, best = Fraction(len(now) * 100, total), Fraction((len(now) + open_) * 100, total)
    grown = [(one - base) * 100 / base if base else None for one in (share, best)]
    detail = {"entry_employed": before, "entry_share": base, "share_at_d": share, "points": share - base}
    if domain != "labour":
        detail = {"entry_so": before, **{name: value for name, value in detail.items() if name != "entry_employed"}}
    answers = others(among, now, unknown, refused)
    return Tally(grown[0], Fraction(len(now)), total, open_, grown[0], grown[1], len(refused), tuple(sorted(now)), (), detail, answers)


def _decimal(value: object) -> Decimal | None:
    return Decimal(str(value)) if value not in (None, "") else None
