"""Papers of the help itself: the referral slip, the checklist before release, the mentor's half page, minutes, a letter."""

from __future__ import annotations

from typing import Any

from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.paper.attendance import session_facts
from caseworker_desktop.paper.form import CHOSEN, DASH, OPEN, Form, Made
from caseworker_desktop.paper.model import Section, Value
from caseworker_desktop.paper.source import full_name, short_name
from caseworker_desktop.records.person.name_forms import NameForms, propose
from caseworker_desktop.records.person.phones import spaced

_MET = tuple(message(key) for key in ("papers.referral.accepted", "papers.referral.refused", "papers.referral.waiting"))
_MENTOR_LINES = 3


def referral(form: Form, kind: str, id_: str) -> Made:
    """Return the slip that goes with a person to a partner, with room for the answer. The client's copy tells no reasons."""
    source = form.source
    sent = source.must("referral", id_)
    person = source.must("person", sent.person)
    partner, case = source.row("partner", sent.partner), source.case_of(sent.person)
    consent = source.row("consent", sent.consent)
    there = ", ".join(one for one in (partner.address, spaced(partner.phone) if partner.phone else None, partner.email) if one) if partner else ""
    facts: list[tuple[Message, Value]] = [
        (message("papers.name"), short_name(person) if form.client else full_name(person)),
        (message("papers.referral.on"), form.date(sent.on)),
        (message("papers.referral.direction"), form.code("referral_directions", sent.direction)),
        (message("papers.referral.partner"), partner.name if partner is not None else DASH),
        (message("papers.referral.reached"), there or DASH),
        (message("papers.referral.service"), form.code("services", sent.service)),
        (message("papers.referral.status"), form.code("referral_statuses", sent.status)),
        (message("papers.referral.consent"), form.date(consent.on) if consent is not None else DASH),
    ]
    why: Section | None = None
    if not form.client:
        facts.insert(1, (message("papers.birth_year"), (person.birth_date or DASH)[:4]))
        reasons = form.codes("referral_reasons", sent.reasons)
        why = form.facts(message("papers.referral.why"), [(message("papers.referral.reasons"), reasons),
                                                         (message("papers.note"), sent.reason_text or DASH)], columns=1)
    worker = source.row("staff", case.lead) if case is not None else None
    asks = [(message("papers.worker"), source.staff(case.lead) if case is not None else DASH),
            (message("papers.phone"), spaced(worker.phone) if worker is not None and worker.phone else DASH),
            (message("papers.email"), worker.email if worker is not None and worker.email else DASH)]
    return Made(
        title=message("papers.referral.title"),
        leaves=(form.leaf(
            message("papers.referral.title"), form.facts(None, facts), why, form.facts(message("papers.referral.ask"), asks),
            form.ticks(message("papers.referral.answer"), [(form.label(one), False) for one in _MET], message("papers.referral.answer_note")),
            form.blank(None, 4), form.signatures(("", message("papers.sign.partner"))), notice=message("papers.referral.notice")),),
        project=source.project_of(person.id, sent.on), persons=(person.id,), about=(("referral", sent.id), ("person", person.id)))


def checklist(form: Form, kind: str, id_: str) -> Made:
    """Return the checklists of a case with what is done and who does the rest; those without lines print the house's, to be begun on paper."""
    source = form.source
    case = source.must("case", id_)
    person = source.must("person", case.person)
    lines = source.rows("checklist_item", case=case.id)
    known = {one.item: one for one in lines}
    sections: list[Section | None] = []
    shown = [code for code, _ in form.listed("checklists") if any(_list_of(form, one) == code for one in lines)] or ["entitlement", "release"]
    columns = [(message("papers.checklist.done"), 0.75), (message("papers.checklist.item"), 2.6), (message("papers.checklist.who"), 1.9),
               (message("papers.checklist.due"), 1.25), (message("papers.checklist.done_on"), 1.25)]
    if not form.client:
        columns.append((message("papers.note"), 1.9))
    for list_ in shown:
        items = [one.item for one in lines if _list_of(form, one) == list_] or [code for code, row in form.listed("checklist_items")
                                                                               if row.get("list") == list_]
        rows: list[tuple[Value, ...]] = []
        for item in dict.fromkeys(items):
            one = known.get(item)
            cells: tuple[Value, ...] = (
                CHOSEN if one is not None and one.done_on else OPEN, form.code("checklist_items", item), _who_does(form, one),
                form.date(one.due) if one is not None and one.due else "", form.date(one.done_on) if one is not None and one.done_on else "")
            rows.append(cells if form.client else (*cells, (one.note or "") if one is not None else ""))
        sections.append(form.table(form.wording.code("checklists", list_), columns, rows, centred=frozenset({0})))
    release = _release(form, person.id)
    return Made(
        title=message("papers.checklist.title"),
        leaves=(form.leaf(
            message("papers.checklist.title"),
            form.facts(None, [(message("papers.name"), short_name(person) if form.client else full_name(person)),
                              (message("papers.release"), form.date(release)), (message("papers.worker"), source.staff(case.lead))]),
            *sections, form.signatures(("", message("papers.sign.person")), ("", message("papers.sign.worker")))),),
        project=source.project_of(person.id, source.day), persons=(person.id,), about=(("case", case.id),))


def mentor_sheet(form: Form, kind: str, id_: str) -> Made:
    """Return the half page on which a mentor writes down a meeting; it names the client by the first letter of the family name only."""
    source = form.source
    match = source.must("match", id_)
    mentor, person = source.must("mentor", match.mentor), source.must("person", match.person)
    topics = [(form.wording.code("topics", code), False) for code, _ in form.listed("topics")][:9]
    return Made(
        title=message("papers.mentor.title"),
        leaves=(form.leaf(
            message("papers.mentor.title"),
            form.facts(None, [(message("papers.mentor.mentor"), source.person(mentor.person)), (message("papers.mentor.client"), short_name(person)),
                              (message("papers.mentor.date"), "____-__-__  __:__"), (message("papers.session.where"), "____________________"),
                              (message("papers.mentor.minutes"), "______")], columns=5),
            form.ticks(message("papers.session.topics"), topics),
            form.facts(None, [
                (message("papers.mentor.mood"), form.boxes([((str(one),) * len(form.texts), False) for one in range(1, 6)])),
                (message("papers.mentor.concern"), form.boxes([(form.label(one), False) for one in (message("papers.yes"), message("papers.no"))])),
            ], columns=2),
            form.blank(message("papers.mentor.next"), _MENTOR_LINES)),),
        project=source.project_of(person.id, source.day), persons=(person.id, mentor.person), about=(("match", match.id),), form="a5-wide")


def minutes(form: Form, kind: str, id_: str) -> Made:
    """Return the minutes of a meeting: who was there, what about, what was agreed and by when."""
    source = form.source
    session = source.must("session", id_)
    there: list[tuple[Value, ...]] = [(source.staff(one), form.label(message("papers.minutes.ours"))) for one in session.staff]
    there += [(source.partner(one), form.label(message("papers.minutes.partner"))) for one in session.partners]
    told = source.rows("minutes", session=session.id)
    came = [line.strip() for one in told for line in (one.attendees or "").splitlines() if line.strip()]
    there += [(line, form.label(message("papers.minutes.partner"))) for line in came]
    for one in source.rows("attendance", session=session.id):
        person = source.row("person", one.person)
        if person is not None:
            there.append((short_name(person) if form.client else full_name(person), form.label(message("papers.minutes.person"))))
    notes = sorted((one for one in source.rows("note", session=session.id) if source.reads("note") and one.text and not one.entered_in_error),
                   key=lambda one: one.signed_on)
    tasks = sorted(source.rows("task", session=session.id), key=lambda one: (one.due or "9999", one.id))
    agreed = [(one.title, source.staff(one.staff) or DASH, form.date(one.due), form.date(one.done_on) if one.done_on else "") for one in tasks]
    said = [] if form.client else [*(one.agreed for one in told if one.agreed), *(one.text for one in notes)]
    columns = [(message("papers.minutes.action"), 3.2), (message("papers.checklist.who"), 1.8), (message("papers.checklist.due"), 1.25),
               (message("papers.checklist.done_on"), 1.25)]
    return Made(
        title=message("papers.minutes.title"),
        leaves=(form.leaf(
            message("papers.minutes.title"), session_facts(form, session),
            form.table(message("papers.minutes.people"), [(message("papers.name"), 2.0), (message("papers.minutes.as"), 2.0)], there),
            form.prose(message("papers.minutes.said"), *said) if said else form.blank(message("papers.minutes.said"), 6),
            form.table(message("papers.minutes.agreed"), columns, agreed) if agreed else form.blank(message("papers.minutes.agreed"), 4),
            form.signatures(("", message("papers.sign.chair")), ("", message("papers.sign.minutes")))),),
        project=session.project, persons=tuple(sorted({one.person for one in source.rows("attendance", session=session.id)})),
        about=(("session", session.id),))


def letter(form: Form, kind: str, id_: str) -> Made:
    """Return a letter to a person: salutation from the name's forms, the text of the template asked for (option `template`), else lines.

    In a template `{name}`, `{vocative}`, `{genitive}`, `{dative}`, `{date}` and `{worker}` are filled in. Raises Refused when there is no
    letter of that code.
    """
    source, texts = form.source, form.wording.first
    person = source.must("person", id_)
    forms = name_forms(person, form.language)
    case = source.case_of(person.id)
    worker = source.staff(case.lead) if case is not None else ""
    places = {"name": full_name(person), "vocative": forms.vocative, "genitive": forms.genitive, "dative": forms.dative,
              "date": texts.long_date(source.day), "worker": worker}
    code = form.options.get("template")
    body: Section = form.blank(None, 14)
    if code is not None:
        found = next((one for one in source.rows("template") if one.code == code and one.kind == "letter"), None)
        if found is None:
            raise Refused(message("papers.no_template"))
        body = form.prose(None, *_filled(found.body or {}, form.language, places).split("\n\n"))
    return Made(
        title=message("papers.letter.title"),
        leaves=(form.leaf(
            message("papers.letter.title"), form.prose(None, texts.long_date(source.day)),
            form.prose(None, form.wording.say(message("papers.letter.salutation", name=forms.vocative))), body,
            form.prose(None, form.wording.say(message("papers.letter.regards"))), form.signatures((worker, message("papers.sign.letter")))),),
        project=source.project_of(person.id, source.day), persons=(person.id,), about=(("person", person.id),))


def name_forms(person: Any, language: str) -> NameForms:
    """Return the forms of a person's name: the worker's correction, else those proposed for names of the paper's language."""
    proposed = propose(person.given_names or "", person.family_name or "", person.sex, language)
    return NameForms(person.name_vocative or proposed.vocative, person.name_genitive or proposed.genitive, person.name_dative or proposed.dative)


def _filled(body: Any, language: str, places: dict[str, str]) -> str:
    told = body.get(language) or body.get("text") or next((one for one in body.values() if isinstance(one, str)), "")
    text = "\n\n".join(told) if isinstance(told, list) else str(told)
    for name, value in places.items():
        text = text.replace("{" + name + "}", value)
    return text


def _list_of(form: Form, line: Any) -> str:
    return line.list or str((form.wording.lists.row("checklist_items", line.item) or {}).get("list") or "release")


def _who_does(form: Form, line: Any) -> Value:
    if line is None:
        return ""
    named = form.source.staff(line.staff)
    return named or (form.code("checklist_actors", line.responsible) if line.responsible else "")


def _release(form: Form, person: str) -> str | None:
    return min((one.date for one in form.source.rows("release_date", person=person) if one.date >= form.source.day), default=None)
