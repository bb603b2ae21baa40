"""Reads for papers: what their head names, the organisation and the project with its money, and the meetings of a week."""

from __future__ import annotations

from datetime import date, timedelta

from caseworker_desktop.kernel import ids
from caseworker_desktop.records.views.plan_rows import OfficeRow, ProjectRow
from caseworker_desktop.records.views.sql import rows
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


def sessions_of(reading: Reading, staff: str, first: str, last: str) -> list[str]:
    """Return the ids of a staff member's sessions that may lie between two days (YYYY-MM-DD), a day more on either side, by their beginning.

    Moments are kept with their offset; the caller knows which local day each one falls on.
    """
    begins = (date.fromisoformat(first) - timedelta(days=1)).isoformat()
    ends = (date.fromisoformat(last) + timedelta(days=2)).isoformat()
    found = rows(
        reading.connection, "SELECT s.id FROM k_session s WHERE LIVE(s) AND s.starts_at >= :begins AND s.starts_at < :ends "
        "AND instr(s.staff, :quoted) > 0 ORDER BY s.starts_at, s.id", begins=begins, ends=ends, quoted=f'"{staff}"')
    return [ids.to_text(row[0]) for row in found]
