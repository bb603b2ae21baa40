"""Reads what the head of a paper names: the organisation, and the project with its money."""

from __future__ import annotations

from caseworker_desktop.records.views.plan_rows import OfficeRow, ProjectRow
from caseworker_desktop.store.reading import Reading


def office_row(reading: Reading) -> OfficeRow:
    """Return the organisation that keeps this workspace; one without a name when none was written down."""
    found = reading.rows("organisation")
    if not found:
        return OfficeRow("", None, None, None, None)
    one = found[0]
    return OfficeRow(one.name or "", one.abbreviation, one.address, one.phone, one.email, one.legal_code, one.logo)


def project_row(reading: Reading, project: str | None) -> ProjectRow | None:
    """Return a project as a paper's head names it, None when it is not here."""
    row = reading.row("project", project) if project else None
    if row is None:
        return None
    parent = reading.row("project", row.parent) if row.parent else None
    money = sorted(reading.rows("funding", project=row.id), key=lambda one: (-float(one.share_percent or 0), one.source))
    return ProjectRow(
        row.id, row.code, row.title, row.visibility_text, row.funder, row.programme, parent.title if parent is not None else None,
        tuple((one.source, one.share_percent) for one in money), row.emblem)
