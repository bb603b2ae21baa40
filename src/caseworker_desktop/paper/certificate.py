"""Certificates: one of a member of a group, or one page each for all who completed it; with hours, trainers and number."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.paper.attendance import programme_name, trainers
from caseworker_desktop.paper.form import Form, Made
from caseworker_desktop.paper.model import Leaf, Line, Middle, Value
from caseworker_desktop.paper.source import full_name

_HELD = ("present", "late")
_HOUR = 60


def certificate(form: Form, kind: str, id_: str) -> Made:
    """Return the certificate of a group member, or those of all members of a group who completed it, by name.

    Raises Refused when the member did not complete the programme, or nobody of the group did.
    """
    source = form.source
    if kind == "group_member":
        member = source.must("group_member", id_)
        group, members = source.must("group", member.group), [member]
        if member.result != "completed":
            raise Refused(message("papers.not_completed"))
    else:
        group = source.must("group", id_)
        members = [one for one in source.rows("group_member", group=group.id) if one.result == "completed"]
        if not members:
            raise Refused(message("papers.nobody_completed"))
    sessions = sorted(source.rows("session", group=group.id), key=lambda one: (one.starts_at, one.id))
    persons = {one.person: source.must("person", one.person) for one in members}
    members.sort(key=lambda one: (form.wording.first.sort_key(f"{persons[one.person].family_name} {persons[one.person].given_names}"), one.id))
    return Made(
        title=message("papers.certificate.title"),
        leaves=tuple(_leaf(form, group, sessions, one, persons[one.person]) for one in members),
        project=group.project, persons=tuple(sorted(persons)),
        about=tuple(("group_member", one.id) for one in members) + tuple(("person", one) for one in sorted(persons)))


def _leaf(form: Form, group: Any, sessions: list[Any], member: Any, person: Any) -> Leaf:
    source, wording = form.source, form.wording
    programme = source.row("programme", group.programme)
    begins, ends = group.from_ or (sessions[0].starts_at[:10] if sessions else None), member.completed_on or group.to
    period = " – ".join(dict.fromkeys(wording.first.long_date(one) for one in (begins, ends) if one))
    place = source.institution(group.institution, ends or source.day, form.language)
    hours = _hours(form, programme, sessions, person.id)
    lines: list[Line] = [
        Line(form.label(message("papers.certificate.says")), 11),
        Line(full_name(person), 24, strong=True),
        Line(form.label(message("papers.certificate.completed")), 11),
        Line(programme_name(programme, form.language), 17, strong=True),
    ]
    if programme is not None and programme.subject:
        lines.append(Line(form.code("training_subjects", programme.subject), 11))
    if hours is not None:
        lines.append(Line(form.label(message("papers.certificate.hours", hours=hours)), 11))
    lines.append(Line(", ".join(one for one in (period, place) if one), 11))
    taught: dict[tuple[str, str], Any] = {}
    for session in sessions:
        for one in session.trainers:
            taught.setdefault((one.get("name") or "", one.get("organisation") or ""), one)
    leaders: list[tuple[Value, Any]] = [(source.staff(one), message("papers.sign.leader")) for one in group.leaders]
    return form.leaf(
        message("papers.certificate.title"), Middle("", (), tuple(lines)), trainers(form, tuple(taught.values())),
        form.signatures(*(leaders or [("", message("papers.sign.leader"))]), ("", message("papers.sign.head"))),
        reference=wording.say(message("papers.certificate.number", number=member.certificate_no)) if member.certificate_no else "")


def _hours(form: Form, programme: Any, sessions: list[Any], person: str) -> Decimal | None:
    """Hours that the person attended; those planned when no session of the group is on record; None when neither is known."""
    minutes = 0
    for session in sessions:
        for one in form.source.rows("attendance", session=session.id):
            if one.person == person and one.status in _HELD:
                minutes += one.minutes if one.minutes is not None else session.minutes
    if minutes:
        return (Decimal(minutes) / _HOUR).quantize(Decimal("0.1")).normalize() + 0
    planned = programme.hours_planned if programme is not None else None
    return Decimal(planned).normalize() + 0 if planned is not None else None
