"""Programmes, the groups that go through them, and their members."""

from __future__ import annotations

from caseworker_desktop.records.rules import in_order
from caseworker_desktop.store import declare


@declare.record("programme", office=True, title=("code", "name_lt", "name_lv", "name_en"))
class Programme(declare.Record):
    """A programme of sessions and the share of them that earns a certificate."""

    code: str = declare.text(must=True, unique=True, index=True)
    name_lt: str | None = declare.text()
    name_lv: str | None = declare.text()
    name_en: str | None = declare.text()
    kind: str | None = declare.code("programme_kinds")
    subject: str | None = declare.code("training_subjects")
    sessions_planned: int | None = declare.integer(low=0, high=10_000)
    hours_planned: str | None = declare.decimal(low=0)
    pass_percent: int | None = declare.integer(low=0, high=100)


@declare.record("group", parent="programme", title=("name",), rules=(in_order("from", "to"),))
class Group(declare.Record):
    """One run of a programme."""

    programme: str = declare.ref("programme", must=True)
    name: str = declare.text(must=True)
    from_: str | None = declare.date()
    to: str | None = declare.date()
    leaders: tuple[str, ...] = declare.refs("staff")
    institution: str | None = declare.ref("institution", index=False)
    project: str | None = declare.ref("project")
    parts: tuple[str, ...] = declare.refs("project_part")
    capacity: int | None = declare.integer(low=0, high=100_000)


@declare.record("group_member", parent="group", mentions=("person",), title=("person",), rules=(in_order("joined_on", "left_on"),))
class GroupMember(declare.Record):
    """A person in a group or on its waiting list, and with what result."""

    group: str = declare.ref("group", must=True)
    person: str = declare.ref("person", must=True)
    joined_on: str | None = declare.pdate()
    left_on: str | None = declare.pdate()
    waitlist: bool | None = declare.boolean()
    result: str | None = declare.code("member_results")
    completed_on: str | None = declare.pdate()
    certificate_no: str | None = declare.text()
