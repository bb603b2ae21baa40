"""Who came to a session, and who did not."""

from __future__ import annotations

from caseworker_desktop.records.session.phase import stamped
from caseworker_desktop.store import declare


@declare.record("attendance", parent="session", mentions=("person",), title=("person", "status"), stamp=stamped)
class Attendance(declare.Record):
    """One person at one session; `phase` is stamped from the status of that day where nobody tells it, and stays: a status may be corrected."""

    session: str = declare.ref("session", must=True)
    person: str = declare.ref("person", must=True)
    case: str | None = declare.ref("case")
    status: str = declare.code("attendance_statuses", must=True)
    minutes: int | None = declare.integer(low=0, high=100_000)
    reason: str | None = declare.code("absence_reasons")
    phase: str | None = declare.code("phases")
