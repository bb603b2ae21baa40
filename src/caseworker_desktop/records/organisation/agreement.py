"""Agreements with partners and institutions, and what a project has to deliver."""

from __future__ import annotations

from caseworker_desktop.records.rules import in_order
from caseworker_desktop.store import declare


@declare.record("agreement", title=("number", "subject"), rules=(in_order("valid_from", "valid_to"),))
class Agreement(declare.Record):
    """A signed agreement and how many days before its end somebody is reminded."""

    number: str | None = declare.text()
    signed_on: str | None = declare.date()
    partner: str | None = declare.ref("partner")
    institution: str | None = declare.ref("institution", index=False)
    project: str | None = declare.ref("project")
    subject: str | None = declare.text(lines=3)
    valid_from: str | None = declare.date()
    valid_to: str | None = declare.date()
    document: str | None = declare.ref("document", index=False)
    remind_days: int | None = declare.integer(low=0, high=3650, default=60)


@declare.record("deliverable", parent="project", title=("name", "version"))
class Deliverable(declare.Record):
    """A thing a project hands over, by version."""

    project: str = declare.ref("project", must=True)
    name: str = declare.text(must=True)
    version: str | None = declare.text()
    date: str | None = declare.date()
    document: str | None = declare.ref("document", index=False)
