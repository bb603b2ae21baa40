"""The individual help plan of a case."""

from __future__ import annotations

from caseworker_desktop.store import declare


@declare.record("plan", parent="case", subject="case.person", title=("number", "title"))
class Plan(declare.Record):
    """Its number and state, the client's strengths, and how the client agreed to it."""

    case: str = declare.ref("case", must=True)
    project: str | None = declare.ref("project")
    number: str | None = declare.text()
    title: str | None = declare.text()
    strengths: str | None = declare.text(lines=5)
    language: str | None = declare.code("languages")
    status: str = declare.code("plan_statuses", must=True)
    agreed_on: str | None = declare.date()
    agreement: str | None = declare.code("plan_agreements")
    agreement_note: str | None = declare.text(lines=3, client_copy=False)
    approved_by: str | None = declare.ref("staff", index=False)
    approved_on: str | None = declare.date()
