"""The lettered sections of the printed plan: A person to H signatures in the file's copy, A to F in the client's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.paper import model
from caseworker_desktop.paper.model import Fact, Facts, Goals, Label, Prose, Run, Section, Signatures, Signer, Table, Tick, Ticks, Value
from caseworker_desktop.paper.wording import Wording
from caseworker_desktop.records.plan.reviews import REASONS, review_reason
from caseworker_desktop.records.views.plan_rows import GoalRow, PlanSheet, StaffName, StepRow

#: Domains whose name says nothing of health, offence or risk. The name of any other (also of one that an office added) stays off the
#: client's copy; the goal itself is printed when the client ticked it.
OPEN_DOMAINS = frozenset({
    "N-HOU", "N-DOC", "N-INC", "N-DEB", "N-EMP", "N-WSK", "N-EDU", "N-DIG", "N-FAM", "N-PAR", "N-LEI", "N-CIV", "N-SUP", "N-LEG", "N-STR",
})
#: The first week in freedom: the day of release and the seven after it.
FIRST_WEEK_DAYS = 7
ADULT_YEARS = 18
_MARK = "\x1f"  # stands around what is set bold
_INFORMED = (
    ("share_prison", message("paper.informed.prison"), message("paper.informed_to.prison")),
    ("share_municipality", message("paper.informed.municipality"), message("paper.informed_to.municipality")),
    ("share_probation", message("paper.informed.probation"), message("paper.informed_to.probation")),
    ("family_contact", message("paper.informed.family"), None),
    ("share_employer", message("paper.informed.employer"), None),
    ("share_mentor", message("paper.informed.mentor"), None),
    ("share_partner", message("paper.informed.partner"), None),
)
_AGREEMENTS = (
    ("agreed", message("paper.agreement.agreed")),
    ("agreed_partly", message("paper.agreement.agreed_partly")),
    ("could_not_answer", message("paper.agreement.could_not_answer")),
    ("refused", message("paper.agreement.refused")),
)
_STATES = {"open": message("paper.step.open"), "done": message("paper.step.done"), "dropped": message("paper.step.dropped")}
_EXEMPTIONS = "review_exemptions"
_WEEKDAYS = tuple(message(key) for key in (
    "paper.weekday.monday", "paper.weekday.tuesday", "paper.weekday.wednesday", "paper.weekday.thursday", "paper.weekday.friday",
    "paper.weekday.saturday", "paper.weekday.sunday"))


def file_sections(sheet: PlanSheet, wording: Wording) -> tuple[Section, ...]:
    """Return the sections of the file's copy; the first week stands only once steps fall into it."""
    makers: list[Callable[[str], Section]] = [
        lambda letter: _person(sheet, wording, letter),
        lambda letter: _strengths(sheet, wording, letter, message("paper.plan.strengths")),
        lambda letter: _needs(sheet, wording, letter),
        lambda letter: _goals(sheet, wording, letter, message("paper.plan.goals"), sheet.standing_goals, client=False),
        lambda letter: _informed(sheet, wording, letter),
    ]
    week = _first_week_steps(sheet)
    if week:
        makers.append(lambda letter: _first_week(sheet, wording, letter, week))
    makers.append(lambda letter: _reviews(sheet, wording, letter))
    makers.append(lambda letter: _signatures(sheet, wording, letter))
    return tuple(make(letter) for make, letter in zip(makers, "ABCDEFGH", strict=False))


def client_sections(sheet: PlanSheet, wording: Wording) -> tuple[Section, ...]:
    """Return the sections of the client's copy: no ratings, no institution, no case, no reviews, only the goals the client ticked."""
    ticked = tuple(goal for goal in sheet.standing_goals if goal.client_copy)
    return (
        _client_person(sheet, wording),
        _strengths(sheet, wording, "B", message("paper.plan.your_strengths")),
        _goals(sheet, wording, "C", message("paper.plan.your_goals"), ticked, client=True),
        _help(sheet, wording),
        Ticks("E", wording.label(message("paper.plan.informed_client")),
              tuple(Tick(wording.label(to), purpose in sheet.consents) for purpose, _, to in _INFORMED if to is not None),
              wording.label(message("paper.plan.consent_note"))),
        _client_signatures(sheet, wording),
    )


def _person(sheet: PlanSheet, wording: Wording, letter: str) -> Facts:
    person, plan = sheet.person, sheet.plan
    residence: Value = wording.code("municipalities", person.residence_after_release) if person.residence_after_release else "–"
    facts = [
        Fact(wording.label(message("paper.plan.name")), f"{person.given_names} {person.family_name}"),
        Fact(wording.label(message("paper.plan.birth_year")), (person.birth_date or "–")[:4]),
        Fact(wording.label(message("paper.plan.institution")), wording.institution(sheet.institution) if sheet.institution else "–"),
        Fact(wording.label(message("paper.plan.release")), wording.date(sheet.release) or "–"),
        Fact(wording.label(message("paper.plan.residence")), residence),
        Fact(wording.label(message("paper.plan.case")), sheet.case.number or "–"),
        Fact(wording.label(message("paper.plan.lead")), sheet.case.lead.full if sheet.case.lead else "–"),
        Fact(wording.label(message("paper.plan.made_on")), wording.date(plan.created_at)),
    ]
    if plan.approved_by is not None:
        facts.append(Fact(wording.label(message("paper.plan.approved")), f"{plan.approved_by.full} {wording.date(plan.approved_on)}".strip()))
    return Facts(letter, wording.label(message("paper.plan.person")), (1.2, 0.7, 1.2, 1), tuple(facts))


def _client_person(sheet: PlanSheet, wording: Wording) -> Facts:
    return Facts("A", wording.label(message("paper.plan.for_whom")), (1, 1, 1), (
        Fact(wording.label(message("paper.plan.first_name")), _discreet_name(sheet)),
        Fact(wording.label(message("paper.plan.release")), wording.date(sheet.release) or "–"),
        Fact(wording.label(message("paper.plan.your_worker")), sheet.case.lead.full if sheet.case.lead else "–"),
    ))


def _strengths(sheet: PlanSheet, wording: Wording, letter: str, title: Message) -> Prose:
    return Prose(letter, wording.label(title), ((Run(sheet.plan.strengths or "–"),),))


def _needs(sheet: PlanSheet, wording: Wording, letter: str) -> Section:
    if not sheet.needs:
        return _nothing(letter, wording.label(message("paper.plan.needs")))
    rows = tuple(
        (wording.code("needs_domains", need.domain), _rating(need.client_value), _rating(need.worker_value), need.note or "") for need in sheet.needs)
    return Table(
        letter, wording.label(message("paper.plan.needs")), (1.5, 0.8, 0.9, 3), ("left", "center", "center", "left"),
        (wording.label(message("paper.plan.domain")), wording.label(message("paper.plan.client")), wording.label(message("paper.plan.worker")),
         wording.label(message("paper.plan.remark"))), rows)


def _goals(sheet: PlanSheet, wording: Wording, letter: str, title: Message, goals: tuple[GoalRow, ...], *, client: bool) -> Section:
    if not goals:
        return _nothing(letter, wording.label(title))
    return Goals(letter, wording.label(title), tuple(_goal(sheet, wording, number, goal, client) for number, goal in enumerate(goals, 1)))


def _goal(sheet: PlanSheet, wording: Wording, number: int, goal: GoalRow, client: bool) -> model.Goal:
    shown = goal.domain is not None and (not client or goal.domain in OPEN_DOMAINS)
    return model.Goal(
        number=str(number),
        domain=wording.code("needs_domains", goal.domain) if shown and goal.domain else (),
        own_words=wording.say(message("paper.quoted", words=goal.own_words)),
        measure=goal.measure or "",
        steps=tuple(
            model.Step(step.text, _who(sheet, wording, step, client), wording.date(step.due), wording.label(_STATES[step.status]),
                       step.status if step.status in ("done", "open") else "other")
            for step in goal.steps if step.status != "dropped"),
    )


def _who(sheet: PlanSheet, wording: Wording, step: StepRow, client: bool) -> Value:
    match step.who:
        case "client":
            return wording.label(message("paper.who.me")) if client else sheet.person.given_names
        case "partner":
            return step.partner_name or wording.label(message("paper.who.partner"))
        case "mentor":
            return step.staff.short if step.staff else wording.label(message("paper.who.mentor"))
        case "family":
            return wording.label(message("paper.who.family"))
    if step.staff is not None:
        return step.staff.short
    return step.partner_name or (wording.label(message("paper.who.staff")) if step.who == "staff" else "")


def _help(sheet: PlanSheet, wording: Wording) -> Prose:
    lead, sentences = sheet.case.lead, []
    phone = (lead.phone if lead else None) or sheet.office.phone
    if phone:
        name = lead.given_name if lead and lead.phone else sheet.office.name
        sentences.append(message("paper.plan.call", name=name, phone=_MARK + phone + _MARK))
    sentences.append(message("paper.plan.call_any_time", phone=_MARK + "112" + _MARK))
    said = [wording.label(one) for one in sentences]
    return Prose("D", wording.label(message("paper.plan.if_it_fails")), tuple(_runs(" ".join(line)) for line in zip(*said, strict=True)))


def _runs(sentence: str) -> tuple[Run, ...]:
    return tuple(Run(piece, strong=place % 2 == 1) for place, piece in enumerate(sentence.split(_MARK)) if piece)


def _informed(sheet: PlanSheet, wording: Wording, letter: str) -> Ticks:
    ticks = []
    for purpose, name, _ in _INFORMED:
        if purpose == "share_municipality" and sheet.person.residence_after_release:
            ticks.append(Tick(wording.code("municipalities", sheet.person.residence_after_release), purpose in sheet.consents))
        else:
            ticks.append(Tick(wording.label(name), purpose in sheet.consents))
    return Ticks(letter, wording.label(message("paper.plan.informed")), tuple(ticks))


def _first_week_steps(sheet: PlanSheet) -> tuple[StepRow, ...]:
    if sheet.release is None:
        return ()
    last = (date.fromisoformat(sheet.release) + timedelta(days=FIRST_WEEK_DAYS)).isoformat()
    steps = [step for goal in sheet.standing_goals for step in goal.steps
             if step.status != "dropped" and step.due is not None and sheet.release <= step.due <= last]
    return tuple(sorted(steps, key=lambda step: (step.due or "", step.id)))


def _first_week(sheet: PlanSheet, wording: Wording, letter: str, steps: tuple[StepRow, ...]) -> Table:
    rows = []
    for step in steps:
        weekday = wording.say(_WEEKDAYS[date.fromisoformat(step.due or "").weekday()])
        done: Value = wording.label(_STATES["done"]) if step.status == "done" else ""
        rows.append((f"{wording.date(step.due)}, {weekday}", step.text, _who(sheet, wording, step, client=False), done))
    return Table(
        letter, wording.label(message("paper.plan.first_week")), (1.3, 3.3, 1.5, 0.8), ("left",) * 4,
        (wording.label(message("paper.plan.day")), wording.label(message("paper.plan.what_to_do")), wording.label(message("paper.plan.who_helps")),
         wording.label(message("paper.step.done"))), tuple(rows))


def _reviews(sheet: PlanSheet, wording: Wording, letter: str) -> Section:
    if not sheet.reviews:
        return _nothing(letter, wording.label(message("paper.plan.reviews")))
    rows: list[tuple[Value, ...]] = []
    for review in sheet.reviews:
        note: Value = review.note or ""
        if not note and review.exempt_reason:
            note = wording.code(_EXEMPTIONS, review.exempt_reason)
        elif not note and review.held_on is None:
            reason = review_reason(review.due, sheet.release)
            note = wording.label(REASONS[reason]) if reason else ""
        rows.append((wording.date(review.due), wording.date(review.held_on), note))
    return Table(
        letter, wording.label(message("paper.plan.reviews")), (1, 1, 3.4), ("left",) * 3,
        (wording.label(message("paper.plan.planned")), wording.label(message("paper.plan.held")), wording.label(message("paper.plan.what_changed"))),
        tuple(rows))


def _signatures(sheet: PlanSheet, wording: Wording, letter: str) -> Signatures:
    plan, person = sheet.plan, sheet.person
    signers = [
        Signer(f"{person.given_names} {person.family_name}", wording.label(message("paper.sign.client"))),
        Signer(sheet.case.lead.full if sheet.case.lead else "", wording.label(message("paper.sign.lead"))),
    ]
    signers += [Signer(one.full, wording.label(message("paper.sign.specialist"))) for one in _specialists(sheet)]
    signers.append(Signer(wording.label(message("paper.informed.prison")), wording.label(message("paper.sign.prison"))))
    if _minor(sheet):
        signers.append(Signer("", wording.label(message("paper.sign.guardian"))))
    return Signatures(
        letter, wording.label(message("paper.plan.agreement")), lead=wording.label(message("paper.plan.opinion")),
        ticks=tuple(Tick(wording.label(name), plan.agreement == code) for code, name in _AGREEMENTS),
        note=wording.date(plan.agreed_on), signers=tuple(signers), remarks=wording.label(message("paper.plan.client_remarks")),
        closing=(wording.label(message("paper.plan.closing")),))


def _client_signatures(sheet: PlanSheet, wording: Wording) -> Signatures:
    signers = [
        Signer(_discreet_name(sheet), wording.label(message("paper.sign.client"))),
        Signer(sheet.case.lead.full if sheet.case.lead else "", wording.label(message("paper.sign.lead"))),
    ]
    if _minor(sheet):
        signers.append(Signer("", wording.label(message("paper.sign.guardian"))))
    return Signatures(
        "F", wording.label(message("paper.plan.agreement")), lead=wording.label(message("paper.plan.client_statement")), ticks=(), note="",
        signers=tuple(signers), remarks=(), closing=())


def _specialists(sheet: PlanSheet) -> tuple[StaffName, ...]:
    """The staff who take steps, but for the case's lead, by name; each signs once."""
    lead = sheet.case.lead.id if sheet.case.lead else None
    named = {step.staff.id: step.staff for goal in sheet.standing_goals for step in goal.steps
             if step.status != "dropped" and step.staff is not None and step.staff.id != lead}
    return tuple(sorted(named.values(), key=lambda one: (one.family_name, one.given_name, one.id)))


def _minor(sheet: PlanSheet) -> bool:
    """Whether the person is under 18 on the sheet's day; an unknown or partly known birthday counts from the last day it may be."""
    born = sheet.person.birth_date
    if born is None:
        return False
    latest = {4: born + "-12-31", 7: born + "-31"}.get(len(born), born)
    return sheet.day < f"{int(latest[:4]) + ADULT_YEARS:04}{latest[4:]}"


def _discreet_name(sheet: PlanSheet) -> str:
    return f"{sheet.person.given_names} {sheet.person.family_name[:1]}."


def _nothing(letter: str, title: Label) -> Prose:
    return Prose(letter, title, ((Run("–"),),))


def _rating(value: int | None) -> str:
    return "–" if value is None else str(value)
