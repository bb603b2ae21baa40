"""Tasks of the day."""

from __future__ import annotations

from caseworker_desktop.store import declare


@declare.record("task", subject="person", title=("title",))
class Task(declare.Record):
    """Something to be done by a day; its subject is a person only where it names one."""

    title: str = declare.text(must=True)
    due: str | None = declare.date()
    staff: str | None = declare.ref("staff")
    person: str | None = declare.ref("person")
    case: str | None = declare.ref("case")
    session: str | None = declare.ref("session", index=False)
    kind: str | None = declare.code("task_kinds")
    done_on: str | None = declare.date()
