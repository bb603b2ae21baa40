"""Papers of a placement: the agreement of three, the tutor's sheet, and what somebody can do (the skills sheet)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.paper.form import DASH, Form, Made
from caseworker_desktop.paper.model import Section, Value
from caseworker_desktop.paper.source import full_name, short_name

_RATED = (
    ("motivation", message("papers.rated.motivation")), ("responsibility", message("papers.rated.responsibility")),
    ("skills", message("papers.rated.skills")))
#: The house's own instrument whose five items are the skills that a person brings to work; its items by number.
EMPLOYABILITY = "EMP-5"
#: The skill profile: general skills first, then those of work (resources/instruments).
SKILL_PROFILE = "SKL-8"
_PROFILE = (
    ("1", message("papers.skill.talking")), ("2", message("papers.skill.planning")), ("3", message("papers.skill.money")),
    ("4", message("papers.skill.digital")), ("5", message("papers.skill.punctual")), ("6", message("papers.skill.tasks")),
    ("7", message("papers.skill.team")), ("8", message("papers.skill.trade")),
)
_ITEMS = (
    ("1", message("papers.skill.documents")), ("2", message("papers.skill.skills")), ("3", message("papers.skill.motivation")),
    ("4", message("papers.skill.availability")), ("5", message("papers.skill.obstacles")))


def agreement(form: Form, kind: str, id_: str) -> Made:
    """Return the agreement between the house, the employer and the participant."""
    source = form.source
    placement = source.must("placement", id_)
    person, employer = source.must("person", placement.person), source.must("partner", placement.partner)
    name = full_name(person)
    parties = [
        (message("papers.agreement.organiser"), message("papers.agreement.as_headed")),
        (message("papers.agreement.employer"), None), (message("papers.agreement.participant"), None),
    ]
    firm = ", ".join(one for one in (employer.name, _coded(form, employer.legal_code), employer.address) if one)
    born = form.date(person.birth_date) if person.birth_date and not form.client else ""
    values: list[Value] = [form.label(parties[0][1]) if parties[0][1] is not None else "", firm, ", ".join(one for one in (name, born) if one)]
    return Made(
        title=message("papers.agreement.title"),
        leaves=(form.leaf(
            message("papers.agreement.title"),
            form.facts(message("papers.agreement.parties"), [(label, value) for (label, _), value in zip(parties, values, strict=True)], columns=1),
            form.facts(message("papers.agreement.work"), _work(form, placement)),
            form.said(message("papers.agreement.duties"), message("papers.agreement.duty_organiser"), message("papers.agreement.duty_employer"),
                      message("papers.agreement.duty_participant"), message("papers.agreement.silence"), message("papers.agreement.end")),
            form.signatures(("", message("papers.sign.organiser")), (employer.name, message("papers.sign.employer")),
                            (name, message("papers.sign.participant"))),
            reference=form.wording.say(message("papers.certificate.number", number=placement.agreement_no)) if placement.agreement_no else ""),),
        project=project_of(form, placement), persons=(person.id,), about=(("placement", placement.id), ("person", person.id)))


def tutor_sheet(form: Form, kind: str, id_: str) -> Made:
    """Return the sheet on which the tutor at the workplace rates before and after. The client's copy has no ratings."""
    source = form.source
    placement = source.must("placement", id_)
    person = source.must("person", placement.person)
    before, after = placement.before or {}, placement.after or {}
    rows = [(form.label(said), _scale(None if form.client else before.get(code)), _scale(None if form.client else after.get(code)))
            for code, said in _RATED]
    columns = [(message("papers.tutor.what"), 2.0), (message("papers.tutor.before"), 2.6), (message("papers.tutor.after"), 2.6)]
    comment: Section = form.prose(message("papers.tutor.comment"), placement.tutor_comment) if placement.tutor_comment and not form.client \
        else form.blank(message("papers.tutor.comment"), 5)
    who: list[tuple[Message, Value]] = [
        (message("papers.name"), short_name(person) if form.client else full_name(person)),
        (message("papers.agreement.employer"), source.partner(placement.partner))]
    return Made(
        title=message("papers.tutor.title"),
        leaves=(form.leaf(
            message("papers.tutor.title"), form.facts(None, who + _work(form, placement)),
            form.table(message("papers.tutor.rate"), columns, rows, row_mm=10, centred=frozenset({1, 2})), comment,
            form.blank(message("papers.tutor.learnt"), 3),
            form.signatures((placement.tutor or "", message("papers.sign.tutor")), ("", message("papers.sign.worker"))),
            notice=message("papers.tutor.notice")),),
        project=project_of(form, placement), persons=(person.id,), about=(("placement", placement.id), ("person", person.id)))


def skills(form: Form, kind: str, id_: str) -> Made:
    """Return what a person can do: experience, strengths, the employability sheet at entry and last, and what tutors saw.

    Scores stand on the file's copy alone, and only where this worker may read them.
    """
    source = form.source
    case = source.must("case", id_) if kind == "case" else source.case_of(id_)
    person = source.must("person", case.person if case is not None else id_)
    plans = sorted(source.rows("plan", case=case.id), key=lambda one: (one.created_at or "", one.id)) if case is not None else []
    strengths = next((one.strengths for one in reversed(plans) if one.strengths), None)
    sections: list[Section | None] = [
        form.facts(None, [(message("papers.name"), short_name(person) if form.client else full_name(person)),
                          (message("papers.languages"), form.codes("languages", person.languages))]),
        form.prose(message("papers.skills.experience"), *(person.experience or "").split("\n")),
        form.prose(message("papers.skills.strengths"), *(strengths or "").split("\n")),
        None if form.client else _measured(form, case, SKILL_PROFILE, _PROFILE, message("papers.skills.profile")),
        None if form.client else _measured(form, case, EMPLOYABILITY, _ITEMS, message("papers.skills.measured")),
        _placements(form, person.id),
    ]
    return Made(
        title=message("papers.skills.title"), leaves=(form.leaf(message("papers.skills.title"), *sections),),
        project=source.project_of(person.id, source.day), persons=(person.id,), about=(("person", person.id),))


def project_of(form: Form, placement: Any) -> str | None:
    """Return the project of a placement: its pledge's, else the one the person takes part in."""
    pledge = form.source.row("pledge", placement.pledge)
    return (pledge.project if pledge is not None else None) or form.source.project_of(placement.person, placement.from_)


def _work(form: Form, placement: Any) -> list[tuple[Message, Value]]:
    return [
        (message("papers.work.job"), placement.job),
        (message("papers.period"), form.period(placement.from_, placement.to)),
        (message("papers.work.hours"), form.number(placement.hours_week)),
        (message("papers.work.pay"), f"{form.wording.first.number(placement.pay, 2)} €" if placement.pay is not None else DASH),
        (message("papers.work.tutor"), placement.tutor or DASH),
        (message("papers.work.status"), form.code("placement_statuses", placement.status)),
    ]


def _measured(form: Form, case: Any, instrument: str, items: Sequence[tuple[str, Message]], title: Message) -> Section | None:
    if case is None or not form.source.reads("assessment"):
        return None
    made = [one for one in form.source.rows("assessment", case=case.id) if one.instrument == instrument]
    made.sort(key=lambda one: (one.on, one.id))
    opened = form.source.opened("assessment", [one.id for one in made])
    read = [(one, answers) for one in made if (answers := opened.get(one.id, {}).get("answers"))]
    if not read:
        return None
    (first, entry), (last, now) = read[0], read[-1]
    rows = [(form.label(said), form.number(entry.get(item)), form.number(now.get(item))) for item, said in items]
    head: list[tuple[Value, float]] = [(form.label(message("papers.skills.item")), 3.0), (form.date(first.on), 1.0), (form.date(last.on), 1.0)]
    return form.grid(title, head, rows, centred_from=1)


def _placements(form: Form, person: str) -> Section | None:
    done = sorted(form.source.rows("placement", person=person), key=lambda one: (one.from_, one.id))
    if not done:
        return None
    rows: list[tuple[Value, ...]] = []
    for one in done:
        cells: tuple[Value, ...] = (one.job, form.source.partner(one.partner), form.period(one.from_, one.to))
        if not form.client:
            before, after = one.before or {}, one.after or {}
            cells += tuple(f"{before.get(code, DASH)} → {after.get(code, DASH)}" for code, _ in _RATED)
        rows.append(cells)
    columns = [(message("papers.work.job"), 1.6), (message("papers.agreement.employer"), 1.9), (message("papers.period"), 2.0)]
    if not form.client:
        columns += [(said, 1.1) for _, said in _RATED]
    return form.table(message("papers.skills.placements"), columns, rows)


def _coded(form: Form, code: str | None) -> str:
    return form.wording.say(message("papers.code", code=code)) if code else ""


def _scale(value: int | None) -> str:
    return "0 1 2 3 4 5 6 7 8 9 10" if value is None else str(value)
