"""The participant questionnaire of the European Social Fund: every field of its list, answered as far as it is known, ready to be signed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.paper.form import DASH, Form, Made
from caseworker_desktop.paper.model import Section, Value
from caseworker_desktop.records.person.participation import Participation
from caseworker_desktop.records.person.phones import spaced

FIELDS = "esf_participant_fields"
#: In which part of a participation each field of the list is answered: the list's code → the declared field.
ANSWERS = {
    "F08": "entry_rural", "F09": "entry_labour_status", "F10": "entry_registered_since", "F11": "entry_in_education", "F12": "entry_education",
    "F13": "entry_disability", "F14": "entry_third_country", "F15": "entry_foreign_background", "F16": "entry_minority", "F17": "entry_homeless",
    "F18": "entry_other_disadvantage", "F19": "entry_on", "F20": "exit_on", "F21": "exit_reason", "F22": "exit_job_search",
    "F23": "exit_education", "F24": "exit_qualification", "F25": "exit_employment", "F26": "six_month_employment", "F27": "six_month_improved",
    "F28": "informed_on",
}
SIGNATURE = "F29"
#: What the client's copy leaves out beside the sensitive answers: personal codes, and where the person lives.
_PRIVATE = frozenset({"F03", "F07"})
_STAGES: tuple[tuple[str, Message], ...] = (
    ("entry", message("papers.questionnaire.entry")), ("exit", message("papers.questionnaire.exit")),
    ("six", message("papers.questionnaire.six_months")))


def questionnaire(form: Form, kind: str, id_: str) -> Made:
    """Return the questionnaire of a participation. The client's copy leaves out what is sensitive in a cell."""
    source = form.source
    taking_part = source.must("participation", id_)
    person = source.must("person", taking_part.person)
    known = _of_person(form, person)
    rows: dict[str, list[tuple[Value, ...]]] = {stage: [] for stage, _ in _STAGES}
    for code, row in form.listed(FIELDS):
        if code == SIGNATURE or _left_out(form, code):
            continue
        answer = known[code](form) if code in known else _answer(form, taking_part, ANSWERS[code])
        name = form.wording.code(FIELDS, code)
        note: Value = form.label(message("papers.questionnaire.may_refuse")) if row.get("may_refuse") == "yes" else ""
        rows[_stage(row.get("stage") or "")].append((code, name, answer, note))
    columns = [(message("papers.number"), 0.5), (message("papers.question"), 2.3), (message("papers.answer"), 4.0), (message("papers.note"), 0.95)]
    sections: list[Section] = [form.table(said, columns, rows[stage]) for stage, said in _STAGES if rows[stage]]
    return Made(
        title=message("papers.questionnaire.title"),
        leaves=(form.leaf(
            message("papers.questionnaire.title"), *sections, form.said(None, message("papers.questionnaire.true")),
            form.signatures(("", message("papers.sign.participant")), ("", message("papers.sign.worker"))),
            notice=message("papers.questionnaire.notice")),),
        project=taking_part.project, persons=(person.id,), about=(("participation", taking_part.id), ("person", person.id)))


def _left_out(form: Form, code: str) -> bool:
    if not form.client:
        return False
    declared = Participation.KIND.field(ANSWERS.get(code, ""))
    return code in _PRIVATE or (declared is not None and not declared.client_copy)


def _stage(told: str) -> str:
    return "six" if "six" in told else "exit" if told.startswith("exit") else "entry"


def _of_person(form: Form, person: Any) -> dict[str, Callable[[Form], Value]]:
    codes = ", ".join(one.value for one in form.source.rows("person_code", person=person.id))
    reached = ", ".join(one for one in (spaced(person.phone) if person.phone else None, person.email) if one)
    lives = person.residence_after_release or person.residence_declared
    former = f" ({', '.join(person.former_names)})" if person.former_names else ""
    return {
        "F01": lambda _: person.given_names or DASH,
        "F02": lambda _: f"{person.family_name or DASH}{former}",
        "F03": lambda _: codes or DASH,
        "F04": lambda form: form.date(person.birth_date),
        "F05": lambda form: ticked(form, "sexes", person.sex),
        "F06": lambda _: reached or DASH,
        "F07": lambda form: form.code("municipalities", lives),
    }


def _answer(form: Form, taking_part: Any, name: str) -> Value:
    value = getattr(taking_part, name)
    declared = Participation.KIND.by_name[name]
    if declared.codes is not None:
        said = ticked(form, declared.codes, value)
        if name == "exit_qualification" and taking_part.exit_qualification_document:
            return tuple(f"{one} · {taking_part.exit_qualification_document}" for one in said)
        return said
    return form.date(value) if value else ""


def ticked(form: Form, list_: str, chosen: str | None) -> tuple[str, ...]:
    """Return all codes of a list as boxes, the chosen one marked: a form to be read, and one to be filled in."""
    return form.boxes([(form.wording.code(list_, code), code == chosen) for code, _ in form.listed(list_)])
