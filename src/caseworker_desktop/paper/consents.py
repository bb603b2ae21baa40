"""The consent form: one purpose that a person was asked about, or all of them, each to be ticked apart."""

from __future__ import annotations

from typing import Any

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.paper.form import CHOSEN, DASH, OPEN, Form, Made
from caseworker_desktop.paper.model import Leaf, Section, Value
from caseworker_desktop.paper.source import full_name, short_name

#: What is said of each purpose: who does what with which data, and what follows from a no.
PURPOSES = {
    "core_services": message("papers.consent.core_services"),
    "health_data": message("papers.consent.health_data"),
    "share_prison": message("papers.consent.share_prison"),
    "share_probation": message("papers.consent.share_probation"),
    "share_municipality": message("papers.consent.share_municipality"),
    "share_mentor": message("papers.consent.share_mentor"),
    "share_employer": message("papers.consent.share_employer"),
    "share_partner": message("papers.consent.share_partner"),
    "family_contact": message("papers.consent.family_contact"),
    "follow_up": message("papers.consent.follow_up"),
    "publicity": message("papers.consent.publicity"),
    "photo": message("papers.consent.photo"),
}
NOTICE = "information_notice"
#: Which wording of these texts is printed; it stands on the paper and goes into consent.text_version.
TEXT_VERSION = "2026-1"


def consent(form: Form, kind: str, id_: str) -> Made:
    """Return the form for one consent, or (of a person) for all purposes, with what was answered so far."""
    source = form.source
    purposes: tuple[str, ...] = tuple(PURPOSES)
    answers: dict[str, Any] = {}
    if kind == "consent":
        asked = source.must("consent", id_)
        person, purposes, answers = source.must("person", asked.person), (asked.purpose,), {asked.purpose: asked}
    else:
        person = source.must("person", id_)
        for one in sorted(source.rows("consent", person=person.id), key=lambda one: (one.on, one.id)):
            answers[one.purpose] = one
    if purposes == (NOTICE,):
        leaf = _notice(form, person, answers[NOTICE])
        title = message("papers.notice.title")
    else:
        leaf, title = _asked(form, person, purposes, answers), message("papers.consent.title")
    return Made(
        title=title, leaves=(leaf,), project=source.project_of(person.id, source.day), persons=(person.id,),
        about=(("person", person.id), *(("consent", one.id) for one in answers.values())))


def _who(form: Form, person: Any) -> Section:
    case = form.source.case_of(person.id)
    name = short_name(person) if form.client else full_name(person)
    facts: list[tuple[Message, Value]] = [(message("papers.name"), name)]
    if not form.client:
        facts.append((message("papers.birth_year"), (person.birth_date or DASH)[:4]))
    facts.append((message("papers.worker"), form.source.staff(case.lead) if case is not None else ""))
    return form.facts(None, facts)


def _asked(form: Form, person: Any, purposes: tuple[str, ...], answers: dict[str, Any]) -> Leaf:
    rows: list[tuple[Value, ...]] = []
    for purpose in purposes:
        said = PURPOSES.get(purpose)
        explained = form.label(said) if said is not None else form.code("consent_purposes", purpose)
        rows.append((form.code("consent_purposes", purpose), explained, *_boxes(form, answers.get(purpose))))
    columns = [(message("papers.consent.purpose"), 1.5), (message("papers.consent.what"), 3.6), (message("papers.consent.yes"), 0.75),
               (message("papers.consent.no"), 0.75), (message("papers.consent.until"), 1.0)]
    return form.leaf(
        message("papers.consent.title"), _who(form, person), form.table(message("papers.consent.asked"), columns, rows, centred=frozenset({2, 3})),
        form.said(None, message("papers.consent.know"), message("papers.consent.free"), message("papers.consent.withdraw"),
                  message("papers.consent.rights")),
        form.signatures((short_name(person) if form.client else full_name(person), message("papers.sign.person")),
                        (_lead(form, person), message("papers.sign.worker"))),
        reference=form.wording.say(message("papers.text_version", version=_version(answers))))


def _notice(form: Form, person: Any, given: Any) -> Leaf:
    return form.leaf(
        message("papers.notice.title"), _who(form, person),
        form.said(None, message("papers.notice.about"), message("papers.notice.what"), message("papers.notice.why"), message("papers.notice.who"),
                  message("papers.notice.long"), message("papers.consent.rights")),
        form.signatures((short_name(person) if form.client else full_name(person), message("papers.sign.read")),
                        (_lead(form, person), message("papers.sign.worker"))),
        reference=form.wording.say(message("papers.text_version", version=_version({NOTICE: given}))))


def _boxes(form: Form, answered: Any) -> tuple[Value, Value, Value]:
    if answered is None:
        return (OPEN, OPEN, "")
    until = form.wording.date(answered.withdrawn_on or answered.expires_on)
    said: Value = form.label(message("papers.consent.withdrawn", date=until)) if answered.withdrawn_on else until
    return (CHOSEN if answered.given else OPEN, OPEN if answered.given else CHOSEN, said)


def _version(answers: dict[str, Any]) -> str:
    told = {one.text_version for one in answers.values() if one.text_version}
    return told.pop() if len(answers) == 1 and len(told) == 1 else TEXT_VERSION


def _lead(form: Form, person: Any) -> str:
    case = form.source.case_of(person.id)
    return form.source.staff(case.lead) if case is not None else ""
