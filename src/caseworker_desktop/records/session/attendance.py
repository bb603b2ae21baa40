"""Who came to a session, and who did not."""

from __future__ import annotations

from caseworker_desktop.store import declare


@declare.record("attendance", parent="session", mentions=("person",), title=("person", "status"))
class Attendance(declare.Record):
    """One person at one session; `phase` is kept from the day, for a status may be corrected later."""

    session: str = declare.ref("session", must=True)
    person: str = declare.ref("person", must=True)
    case: str | None = declare.ref("case")
    status: str = declare.code("attendance_statuses", must=True)
    minutes: int | None = declare.integer(low=0, high=100_000)
    reason: str | None = declare.code("absence_reasons")
    phase: str | None = declare.code("phases")
