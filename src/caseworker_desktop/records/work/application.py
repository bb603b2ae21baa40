"""An application for work and what became of it."""

from __future__ import annotations

from caseworker_desktop.store import declare


@declare.record("application", parent="person", subject="person", title=("job", "sent_on"))
class Application(declare.Record):
    """To whom, for which job, and the answer."""

    person: str = declare.ref("person", must=True)
    partner: str | None = declare.ref("partner")
    job: str | None = declare.text()
    sent_on: str | None = declare.date()
    status: str | None = declare.code("application_statuses")
