"""The sign-in sheet of one session, and the register of a whole group with a column a session."""

from __future__ import annotations

from typing import Any

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.paper.form import DASH, Form, Made
from caseworker_desktop.paper.model import Section, Value
from caseworker_desktop.paper.source import full_name, short_name

#: Empty lines at the foot of a sign-in sheet, for those who come unannounced.
SPARE_LINES = 4
#: So many sessions fit beside a name on a wide page; more go on in a further table.
SESSIONS_ABREAST = 12
#: Columns to be dated by hand, for a group that has not met yet.
BY_HAND = 8
SIGN_MM = 8.5
_MARKS = {
    "present": message("papers.mark.present"), "late": message("papers.mark.late"), "absent": message("papers.mark.absent"),
    "excused": message("papers.mark.excused"), "not_brought": message("papers.mark.not_brought"),
}

_MARKS_SHORT = {
    "present": message("papers.mark_short.present"), "late": message("papers.mark_short.late"), "absent": message("papers.mark_short.absent"),
    "excused": message("papers.mark_short.excused"), "not_brought": message("papers.mark_short.not_brought"),
}


def attendance(form: Form, kind: str, id_: str) -> Made:
    """Return the sign-in sheet of a session, or the register of a group. On the client's copy family names are shortened."""
    return _session(form, id_) if kind == "session" else _group(form, id_)


def _session(form: Form, id_: str) -> Made:
    source, session = form.source, form.source.must("session", id_)
    group = source.row("group", session.group)
    there = source.rows("attendance", session=session.id)
    persons = {one.person for one in there} | {case.person for one in session.cases if (case := source.row("case", one)) is not None}
    day = form.wording.first.local_day(session.starts_at)
    if group is not None:
        persons |= {one.person for one in source.rows("group_member", group=group.id) if _belongs(one, day)}
    marks = {one.person: one for one in there}
    rows: list[tuple[Value, ...]] = []
    for number, person in enumerate(_sorted(form, persons), 1):
        mark = marks.get(person.id)
        rows.append((str(number), _name(form, person), form.label(_MARKS[mark.status]) if mark else "", ""))
    rows += [(str(len(rows) + place), "", "", "") for place in range(1, SPARE_LINES + 1)]
    columns = [(message("papers.number"), 0.35), (message("papers.name"), 2.6), (message("papers.mark"), 1.35), (message("papers.signature"), 2.2)]
    unnamed: Section | None = None
    if session.unnamed_count:
        unnamed = form.facts(None, [(message("papers.attendance.unnamed"), form.number(session.unnamed_count))])
    held_by = [(source.staff(one), message("papers.sign.held_by")) for one in session.staff] or [("", message("papers.sign.held_by"))]
    return Made(
        title=message("papers.attendance.title"),
        leaves=(form.leaf(
            message("papers.attendance.title"), session_facts(form, session), trainers(form, session.trainers),
            form.table(message("papers.attendance.people"), columns, rows, row_mm=SIGN_MM), unnamed, form.signatures(*held_by),
            notice=message("papers.attendance.notice")),),
        project=session.project or (group.project if group is not None else None), persons=tuple(sorted(persons)), about=(("session", session.id),))


def session_facts(form: Form, session: Any) -> Section:
    """Return what, when, where and by whom a session was or will be held; the place bears its name of that day."""
    source, texts = form.source, form.wording.first
    day = texts.long_date(session.starts_at)
    group = source.row("group", session.group)
    institution = source.institution(session.institution, form.wording.first.local_day(session.starts_at), form.language)
    minutes = session.minutes or session.planned_minutes
    long = form.wording.say(message("papers.minutes", count=minutes)) if minutes else DASH
    facts: list[tuple[Message, Value]] = [
        (message("papers.session.what"), group.name if group is not None else form.code("session_kinds", session.kind)),
        (message("papers.session.when"), f"{day} {texts.time(session.starts_at)}"),
        (message("papers.session.long"), long),
        (message("papers.session.where"), ", ".join(one for one in (institution, session.place) if one) or DASH),
        (message("papers.session.by"), ", ".join(name for one in session.staff if (name := source.staff(one))) or DASH),
    ]
    if session.subject:
        facts.append((message("papers.session.subject"), form.code("training_subjects", session.subject)))
    if session.topics:
        facts.append((message("papers.session.topics"), form.codes("topics", session.topics)))
    if session.event_kind:
        facts.append((message("papers.session.event"), form.code("event_kinds", session.event_kind)))
    return form.facts(None, facts)


def trainers(form: Form, of: tuple[Any, ...]) -> Section | None:
    """Return who taught, with their organisations; None when nobody is named."""
    rows = [(one.get("name") or "", one.get("organisation") or DASH, form.code("countries", one.get("country"))) for one in of]
    columns = [(message("papers.trainer"), 2.0), (message("papers.organisation"), 2.5), (message("papers.country"), 1.0)]
    return form.table(message("papers.trainers"), columns, rows) if rows else None


def _group(form: Form, id_: str) -> Made:
    source, texts = form.source, form.wording.first
    group = source.must("group", id_)
    programme = source.row("programme", group.programme)
    members = {one.person for one in source.rows("group_member", group=group.id) if not one.waitlist}
    sessions = sorted(source.rows("session", group=group.id), key=lambda one: (one.starts_at, one.id))
    marks = {(one.session, one.person): one.status for session in sessions for one in source.rows("attendance", session=session.id)}
    persons = _sorted(form, members | {person for _, person in marks})
    tables: list[Section] = []
    for start in range(0, max(len(sessions), 1), SESSIONS_ABREAST):
        shown = sessions[start : start + SESSIONS_ABREAST]
        head: list[tuple[Value, float]] = [(form.label(message("papers.number")), 0.5), (form.label(message("papers.name")), 3.2)]
        head += [(texts.day(one.starts_at), 1.0) for one in shown] or [(" ", 1.0)] * BY_HAND
        rows: list[tuple[Value, ...]] = []
        for number, person in enumerate(persons, 1):
            cells: list[Value] = [
                form.wording.say(_MARKS_SHORT[marks[one.id, person.id]]) if (one.id, person.id) in marks else "" for one in shown]
            rows.append((str(number), _name(form, person), *(cells or [""] * BY_HAND)))
        tables.append(form.grid(None if start else message("papers.attendance.people"), head, rows, row_mm=SIGN_MM, centred_from=2))
    place = source.institution(group.institution, group.from_ or source.day, form.language)
    leaders = ", ".join(name for one in group.leaders if (name := source.staff(one)))
    facts = form.facts(None, [
        (message("papers.group"), group.name),
        (message("papers.programme"), programme_name(programme, form.language)),
        (message("papers.period"), form.period(group.from_, group.to)),
        (message("papers.session.where"), place or DASH),
        (message("papers.session.by"), leaders or DASH),
        (message("papers.group.people"), form.number(len(persons))),
    ])
    return Made(
        title=message("papers.register.title"),
        leaves=(form.leaf(message("papers.register.title"), facts, *tables, notice=message("papers.register.notice")),),
        project=group.project, persons=tuple(one.id for one in persons), about=(("group", group.id),), form="a4-wide")


def programme_name(programme: Any, language: str) -> str:
    """Return a programme's name in `language`, else in any, else its code; a dash for none."""
    if programme is None:
        return DASH
    names = {one: getattr(programme, f"name_{one}") for one in ("lt", "lv", "en")}
    return str(names.get(language) or next((name for name in names.values() if name), None) or programme.code)


def _belongs(member: Any, day: str) -> bool:
    if member.waitlist:
        return False
    return (member.joined_on is None or member.joined_on <= day) and (member.left_on is None or member.left_on >= day[: len(member.left_on)])


def _sorted(form: Form, persons: set[str]) -> list[Any]:
    found = [row for one in persons if (row := form.source.row("person", one)) is not None]
    return sorted(found, key=lambda one: (form.wording.first.sort_key(f"{one.family_name} {one.given_names}"), one.id))


def _name(form: Form, person: Any) -> str:
    return short_name(person) if form.client else full_name(person)
