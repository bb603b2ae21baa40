"""A worker's week on one wide page: meetings by day and hour, and what is due. It goes through the gate, so clients stand with one letter."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from caseworker_desktop.kernel.errors import UsageError
from caseworker_desktop.kernel.message import message
from caseworker_desktop.paper.form import DASH, Form, Made
from caseworker_desktop.paper.model import Section, Value
from caseworker_desktop.paper.source import short_name

WEEK = 7


def calendar(form: Form, kind: str, id_: str) -> Made:
    """Return the week of a staff member in which the day of option `on` (YYYY-MM-DD, else today) lies. Raises UsageError for no day."""
    source, texts = form.source, form.wording.first
    staff = source.must("staff", id_)
    try:
        day = date.fromisoformat(form.options.get("on") or source.day)
    except ValueError as reason:
        raise UsageError(message("papers.no_day")) from reason
    monday = day - timedelta(days=day.weekday())
    days = [(monday + timedelta(days=place)).isoformat() for place in range(WEEK)]
    held = [one for one in source.sessions(staff.id, days[0], days[-1]) if texts.local_day(one.starts_at) in days]
    ahead = [one for one in source.rows("task", staff=staff.id) if one.due in days and one.done_on is None]
    due = sorted(ahead, key=lambda one: (one.due, one.title))
    meetings = {each: [one for one in held if texts.local_day(one.starts_at) == each] for each in days}
    columns = [(message("papers.calendar.time"), 0.7), (message("papers.calendar.what"), 2.2), (message("papers.calendar.who"), 2.2),
               (message("papers.session.where"), 2.2), (message("papers.session.long"), 0.9)]
    sections: list[Section] = []
    for each in days:
        rows = [_row(form, one) for one in meetings[each]]
        tasks = [("", one.title, _one(form, one.person), "", "") for one in due if one.due == each]
        if rows or tasks or date.fromisoformat(each).weekday() < WEEK - 2:
            title = (f"{texts.weekday(each).capitalize()}, {texts.long_date(each)}",)
            sections.append(form.table(title, columns, [*rows, *tasks]) if rows or tasks else form.prose(title))
    week = f"{texts.date(days[0])} – {texts.date(days[-1])}"
    return Made(
        title=message("papers.calendar.title"),
        leaves=(form.leaf(message("papers.calendar.title"), *sections, reference=f"{source.staff(staff.id)} · {week}"),),
        persons=tuple(sorted({case.person for one in held for each in one.cases if (case := source.row("case", each)) is not None})), form="a4-wide")


def _row(form: Form, session: Any) -> tuple[Value, ...]:
    source = form.source
    cases = [source.row("case", one) for one in session.cases]
    group = source.row("group", session.group)
    who = ", ".join(name for case in cases if case is not None and (name := _one(form, case.person)))
    who = who or (group.name if group is not None else "") or ", ".join(source.partner(one) for one in session.partners)
    minutes = session.planned_minutes or session.minutes
    institution = source.institution(session.institution, form.wording.first.local_day(session.starts_at), form.language)
    place = ", ".join(one for one in (institution, session.place) if one)
    long = form.wording.say(message("papers.minutes", count=minutes)) if minutes else DASH
    return form.wording.first.time(session.starts_at), form.code("session_kinds", session.kind), who, place, long


def _one(form: Form, person: str | None) -> str:
    row = form.source.row("person", person)
    return short_name(row) if row is not None else ""
