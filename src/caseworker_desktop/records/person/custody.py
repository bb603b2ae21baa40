"""Where a person stands with the law, where they are kept, and when they may leave."""

from __future__ import annotations

from caseworker_desktop.records.rules import in_order
from caseworker_desktop.store import declare


@declare.record("legal_status", parent="person", subject="person", title=("status", "from"), rules=(in_order("from", "to"),))
class LegalStatus(declare.Record):
    """A status and its days; from it the phase of an attendance is stamped."""

    person: str = declare.ref("person", must=True)
    status: str = declare.code("legal_statuses", must=True)
    from_: str = declare.date(must=True, index=True)
    to: str | None = declare.date()


@declare.record("stay", parent="person", subject="person", title=("institution", "from"), rules=(in_order("from", "to"),))
class Stay(declare.Record):
    """A stay in an institution; its printed name is the one of that day."""

    person: str = declare.ref("person", must=True)
    institution: str = declare.ref("institution", must=True)
    unit: str | None = declare.text(index=True)
    from_: str = declare.pdate(must=True)
    to: str | None = declare.pdate()
    end_reason: str | None = declare.code("stay_end_reasons")


@declare.record("release_date", parent="person", subject="person", title=("date", "kind"))
class ReleaseDate(declare.Record):
    """A possible or actual day of release; day and kind mean something only together."""

    person: str = declare.ref("person", must=True)
    kind: str = declare.code("release_date_kinds", must=True, group="release")
    date: str = declare.date(must=True, group="release", index=True)
    source: str | None = declare.text()
    decided_on: str | None = declare.date()
