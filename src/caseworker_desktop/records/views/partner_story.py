"""What was done together with one partner: meetings with their minutes, and the story since the first day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from caseworker_desktop.kernel import ids
from caseworker_desktop.records.views.sql import rows
from caseworker_desktop.store.reading import Reading


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting with partners: its minutes, and what was to be done (frozen rows of tasks)."""

    session: str
    kind: str
    starts_at: str
    minutes: int
    place: str | None
    attendees: str
    agreed: str
    tasks: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Deed:
    """A line of the story: `what` began, agreement, meeting, referrals (so many in a year), ended; `on` of known precision."""

    on: str
    what: str
    words: str
    count: int = 0


def meetings(reading: Reading, partner: str) -> tuple[Meeting, ...]:
    """Return the meetings, seminars and other sessions held with a partner, the newest first."""
    found = rows(
        reading.connection,
        "SELECT s.id, s.kind, s.starts_at, s.minutes, s.place FROM k_session s WHERE LIVE(s) AND s.partners IS NOT NULL "
        "AND instr(s.partners, :quoted) > 0 ORDER BY s.starts_at DESC, s.id DESC", quoted=f'"{partner}"')
    out = []
    for raw, kind, starts_at, minutes, place in found:
        session = ids.to_text(raw)
        told = reading.rows("minutes", session=session)
        tasks = [reading.row("task", ids.to_text(row[0])) for row in rows(
            reading.connection, "SELECT t.id FROM k_task t WHERE LIVE(t) AND t.kind = 'meeting_action' AND t.session = :session ORDER BY t.due, t.id",
            session=raw)]
        out.append(Meeting(
            session, kind, starts_at, minutes or 0, place, "\n".join(one.attendees for one in told if one.attendees),
            "\n".join(one.agreed for one in told if one.agreed), tuple(task for task in tasks if task is not None)))
    return tuple(out)


def story(connection: Connection, partner: str, row: Any, agreements: Sequence[Any], held: Sequence[Meeting], *, referrals: bool) -> tuple[Deed, ...]:
    """Return what happened with a partner, the newest first: since when, agreements, meetings, referrals a year (where they may be read), the end."""
    found = [Deed(one.starts_at[:10], "meeting", one.kind) for one in held]
    found += [Deed(day, "agreement", one.number or one.subject or "") for one in agreements if (day := one.signed_on or one.valid_from)]
    if row.active_from:
        found.append(Deed(row.active_from, "began", ""))
    if row.active_to:
        found.append(Deed(row.active_to, "ended", ""))
    if referrals:
        found += [Deed(year, "referrals", direction, count) for year, direction, count in rows(
            connection,
            'SELECT substr(r."on", 1, 4), r.direction, count(*) FROM k_referral r WHERE LIVE(r) AND r.partner = :partner AND r.status <> \'draft\' '
            "GROUP BY 1, 2", partner=ids.to_bytes(partner))]
    return tuple(sorted(found, key=lambda one: (one.on, one.what), reverse=True))
