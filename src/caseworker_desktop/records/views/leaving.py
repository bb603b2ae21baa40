"""Through the gate: one case's checklists, contacts and hand-overs, and the lists of all who leave, are followed up or handed over."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection

from caseworker_desktop.kernel import ids
from caseworker_desktop.records.views.caseload import OUTSIDE
from caseworker_desktop.records.views.head import staff_names
from caseworker_desktop.records.views.release import Standing, standing, statuses, statuses_begun
from caseworker_desktop.records.views.sql import in_turns, rows, text_of
from caseworker_desktop.store.reading import Reading

#: What a checklist of leaving is called (checklists.csv); `equipment` has a place of its own.
LISTS = ("release", "entitlement")
#: A contact that nobody made for so many days is not asked for any more; one made so long ago is not shown.
FORGOTTEN_DAYS, SHOWN_DAYS = 365, 365
#: So far ahead contacts are listed at most: those of twelve months are planned at the release.
AHEAD_DAYS = 400
#: CROSS JOIN keeps the order of the tables: the planner, which knows no sizes, would begin with all persons.
_FOLLOW_UPS = (
    "SELECT f.id, c.id, p.id, p.given_names, p.family_name, c.lead, f.reason, f.due, f.window_days, f.done_on, f.reached, f.answers, f.source "
    'FROM k_follow_up f CROSS JOIN k_case c ON c.id = f."case" CROSS JOIN k_person p ON p.id = c.person '
    "WHERE LIVE(f) AND LIVE(c) AND LIVE(p) AND f.due >= :since AND f.due <= :until")
_OWN_CASES = "SELECT c.id FROM k_case c WHERE LIVE(c) AND (c.lead = :staff OR instr(c.team, :quoted) > 0)"


@dataclass(frozen=True, slots=True)
class GateCase:
    """A case on its way out: who it is, where they go to live, where they stand, and all that was planned and done.

    `items`, `follow_ups`, `attempts`, `routes`, `handovers` are live records (frozen rows of their kinds), each in its order; `names`: of the
    staff in them; `follow_up_agreed`: a consent to be contacted after release holds today.
    """

    person: str
    given_names: str
    family_name: str
    case: str
    case_closed: bool
    lead: str | None
    site: str | None
    municipality: str | None
    standing: Standing
    items: tuple[Any, ...]
    follow_ups: tuple[Any, ...]
    attempts: tuple[Any, ...]
    routes: tuple[Any, ...]
    handovers: tuple[Any, ...]
    names: Mapping[str, str]
    follow_up_agreed: bool

    @property
    def released(self) -> str | None:
        """Return the day of release that was decided last (kind actual), None while there is none."""
        decided = [each for each in self.standing.dates if each.kind == "actual"]
        return max(decided, key=lambda each: (each.decided_on or "", each.date)).date if decided else None

    @property
    def counted_from(self) -> str | None:
        """Return the day from which things are counted: the actual release, else the date that counts today."""
        return self.released or (self.standing.release.date if self.standing.release is not None else None)


@dataclass(frozen=True, slots=True)
class DueFollowUp:
    """A contact after release that is due; `days` until it (below 0: late), `returned` what was answered about prison, and from where."""

    id: str
    case: str
    person: str
    given_names: str
    family_name: str
    lead: str | None
    reason: str | None
    due: str
    window_days: int
    days: int
    done_on: str | None
    reached: str | None
    returned: str | None
    source: str | None


@dataclass(frozen=True, slots=True)
class WaitingHandover:
    """A hand-over that was not yet accepted."""

    id: str
    case: str
    person: str
    given_names: str
    family_name: str
    from_staff: str | None
    to_staff: str
    to_site: str | None
    on: str


def gate_case(reading: Reading, person: str, day: str) -> GateCase | None:
    """Return the person's way out on `day`: of the open client case, else of the last one; None without a case or a person."""
    found = rows(
        reading.connection,
        "SELECT c.id, p.given_names, p.family_name, coalesce(p.residence_after_release, p.residence_declared), c.closed_on, c.lead, c.site "
        "FROM k_case c JOIN k_person p ON p.id = c.person WHERE c.person = :person AND LIVE(c) AND LIVE(p) "
        "ORDER BY c.closed_on IS NULL DESC, coalesce(c.kind, 'client') = 'client' DESC, c.opened_on DESC, c.id DESC LIMIT 1",
        person=ids.to_bytes(person))
    if not found:
        return None
    raw, given, family, municipality, closed, lead, site = found[0]
    case = ids.to_text(raw)
    items = tuple(sorted((one for one in reading.rows("checklist_item", case=case) if (one.list or "release") in LISTS),
                         key=lambda one: (one.done_on is not None, one.due or "9999", one.id)))
    follow_ups = tuple(sorted(reading.rows("follow_up", case=case), key=lambda one: (one.due, one.id)))
    attempts = tuple(sorted(reading.rows("contact_attempt", case=case), key=lambda one: (one.at, one.id), reverse=True))
    routes = tuple(sorted(reading.rows("contact_route", person=person), key=lambda one: (one.order is None, one.order or 0, one.id)))
    handovers = tuple(sorted(reading.rows("handover", case=case), key=lambda one: (one.on, one.id), reverse=True))
    staff = {lead_text for lead_text in (text_of(lead), *(one.staff for one in items)) if lead_text}
    staff |= {who for one in handovers for who in (one.from_staff, one.to_staff) if who}
    agreed = any(
        one.purpose == "follow_up" and one.given and one.on <= day and not (one.expires_on and one.expires_on < day)
        and not (one.withdrawn_on and one.withdrawn_on <= day) for one in reading.rows("consent", person=person))
    return GateCase(
        person, given or "", family or "", case, closed is not None, text_of(lead), text_of(site), municipality,
        standing(reading.connection, person, day), items, follow_ups, attempts, routes, handovers,
        staff_names(reading.connection, sorted(staff)), agreed)


def follow_ups(connection: Connection, day: str, *, until: str | None = None, reasons: Sequence[str] = (), staff: str | None = None,
               done: bool = False, limit: int = 300) -> list[DueFollowUp]:
    """Return contacts after release that are not yet done, the earliest due first, or, `done`, those that were, the newest first; due by
    `until`, for these reasons, in cases that `staff` leads or helps with. What lies long back or far ahead is left out (FORGOTTEN_DAYS,
    SHOWN_DAYS, AHEAD_DAYS).
    """
    back = (date.fromisoformat(day) - timedelta(days=SHOWN_DAYS if done else FORGOTTEN_DAYS)).isoformat()
    where = " AND f.done_on IS NOT NULL" if done else " AND f.done_on IS NULL"
    last = (date.fromisoformat(day) + timedelta(days=0 if done else AHEAD_DAYS)).isoformat()
    values = dict[str, Any](since=back, until=min(until or last, last))
    if reasons:
        where, values["reasons"] = where + " AND f.reason IN :reasons", list(reasons)
    if staff is not None:
        own = [row[0] for row in rows(connection, _OWN_CASES, staff=ids.to_bytes(staff), quoted=f'"{staff}"')]
        found = [_due(row, day) for row in in_turns(connection, _FOLLOW_UPS + where + ' AND f."case" IN :of', own, **values)]
        return sorted(found, key=lambda one: (one.due, one.id), reverse=done)[:limit]
    order = " ORDER BY f.due DESC, f.id DESC LIMIT :most" if done else " ORDER BY f.due, f.id LIMIT :most"
    return [_due(row, day) for row in rows(connection, _FOLLOW_UPS + where + order, most=limit, **values)]


def statuses_outside(connection: Connection, day: str, within: int) -> dict[bytes, tuple[str, str]]:
    """Return status and since when on `day`, by person, of everybody with a status outside that began within so many days before it."""
    first = (date.fromisoformat(day) - timedelta(days=within)).isoformat()
    now = statuses_begun(connection, first, day)
    over = [row[0] for row in rows(
        connection,  # a status of these days that is over: what holds may have begun before
        'SELECT DISTINCT s.person FROM k_legal_status s WHERE LIVE(s) AND s.status IN :outside AND s."from" BETWEEN :first AND :day '
        'AND s."to" < :day', outside=list(OUTSIDE), first=first, day=day) if row[0] not in now]
    return now | statuses(connection, over, day)


def waiting_handovers(connection: Connection, staff: str | None = None) -> list[WaitingHandover]:
    """Return the hand-overs that wait to be accepted (by `staff` only, when given), the oldest first."""
    return [
        WaitingHandover(ids.to_text(row[0]), ids.to_text(row[1]), ids.to_text(row[2]), row[3] or "", row[4] or "", text_of(row[5]),
                        ids.to_text(row[6]), text_of(row[7]), row[8])
        for row in rows(
            connection,
            "SELECT h.id, c.id, p.id, p.given_names, p.family_name, h.from_staff, h.to_staff, h.to_site, h.\"on\" FROM k_handover h "
            'JOIN k_case c ON c.id = h."case" JOIN k_person p ON p.id = c.person WHERE LIVE(h) AND LIVE(c) AND LIVE(p) '
            "AND h.accepted_on IS NULL AND h.to_staff = coalesce(:staff, h.to_staff) ORDER BY h.\"on\", h.id",
            staff=None if staff is None else ids.to_bytes(staff))
    ]


def _due(row: Any, day: str) -> DueFollowUp:
    answers = json.loads(row[11]) if row[11] else {}
    return DueFollowUp(
        id=ids.to_text(row[0]), case=ids.to_text(row[1]), person=ids.to_text(row[2]), given_names=row[3] or "", family_name=row[4] or "",
        lead=text_of(row[5]), reason=row[6], due=row[7], window_days=row[8] or 0, days=(date.fromisoformat(row[7]) - date.fromisoformat(day)).days,
        done_on=row[9], reached=row[10], returned=answers.get("returned_to_prison"), source=row[12])
