"""A person's part in a project, with what funders ask at entry, at exit and six months later."""

from __future__ import annotations

from caseworker_desktop.records.person.participation_rules import lives_where_it_helps
from caseworker_desktop.records.rules import in_order, within_project
from caseworker_desktop.store import declare


@declare.record(
    "participation", parent="person", subject="person", title=("project", "entry_on"),
    rules=(in_order("entry_on", "exit_on"), within_project("entry_on"), lives_where_it_helps),
)
class Participation(declare.Record):
    """Entry and exit, and the participant questionnaire of the European Social Fund (Regulation (EU) 2021/1057, annex I)."""

    person: str = declare.ref("person", must=True)
    project: str = declare.ref("project", must=True)
    parts: tuple[str, ...] = declare.refs("project_part")
    entry_on: str = declare.pdate(must=True)
    exit_on: str | None = declare.pdate()
    exit_reason: str | None = declare.code("exit_reasons")
    target_group: str | None = declare.code("target_groups")
    basis: str | None = declare.code("participation_bases")
    readiness: str | None = declare.code("readiness_stages")
    informed_on: str | None = declare.date()
    entry_labour_status: str | None = declare.code("labour_statuses")
    entry_registered_since: str | None = declare.date()
    entry_education: str | None = declare.code("education_levels")
    entry_in_education: str | None = declare.code("yes_no")
    entry_disability: str | None = declare.code("yes_no", client_copy=False)
    entry_third_country: str | None = declare.code("yes_no")
    entry_foreign_background: str | None = declare.code("yes_no", client_copy=False)
    entry_minority: str | None = declare.code("yes_no", client_copy=False)
    entry_homeless: str | None = declare.code("yes_no")
    entry_rural: str | None = declare.code("yes_no")
    entry_other_disadvantage: str | None = declare.code("yes_no", client_copy=False)
    exit_job_search: str | None = declare.code("yes_no")
    exit_education: str | None = declare.code("yes_no")
    exit_qualification: str | None = declare.code("yes_no")
    exit_qualification_document: str | None = declare.text()
    exit_employment: str | None = declare.code("yes_no")
    six_month_employment: str | None = declare.code("yes_no")
    six_month_improved: str | None = declare.code("yes_no")
