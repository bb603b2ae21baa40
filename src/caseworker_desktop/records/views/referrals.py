"""Referrals both ways: lists, how long an answer takes, and what came of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from caseworker_desktop.kernel import ids
from caseworker_desktop.records.views.sql import rows, text_of

#: Nobody has answered yet, or the answer was to wait.
OPEN = ("draft", "sent", "waiting")
#: The partner took the person.
TAKEN = ("accepted", "started", "finished")
_COLUMNS = (
    'SELECT r.id, r.direction, r.person, p.given_names, p.family_name, r.partner, q.name, r.service, r."on", r.reasons, r.reason_text, r.status, '
    "r.answered_on, r.outcome, r.outcome_note FROM ({chosen}) f CROSS JOIN k_referral r ON r.id = f.id CROSS JOIN k_person p ON p.id = r.person "
    "LEFT JOIN k_partner q ON q.id = r.partner WHERE LIVE(p)")
_CHOSEN = "SELECT r.id FROM k_referral r WHERE LIVE(r)"
_ORDER = " ORDER BY r.status IN ('draft', 'sent', 'waiting') DESC, r.\"on\" DESC, r.id DESC"


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """A referral. `waited`: days from it to the answer, or so far while it is open."""

    id: str
    direction: str
    person: str
    given_names: str
    family_name: str
    partner: str | None
    partner_name: str | None
    service: str | None
    on: str
    reasons: tuple[str, ...]
    reason_text: str
    status: str
    answered_on: str | None
    outcome: str | None
    outcome_note: str
    waited: int | None

    @property
    def open(self) -> bool:
        """Tell whether it still waits for an answer."""
        return self.status in OPEN


@dataclass(frozen=True, slots=True)
class Result:
    """What came of the referrals to a partner. `days`: how long an answer took on average, None where none came."""

    sent: int
    accepted: int
    refused: int
    waiting: int
    finished: int
    reached: int
    days: float | None


@dataclass(frozen=True, slots=True)
class Share:
    """A row of the statistic: `code` of the reason or source (None: not told), how many came in and went out, and what came of them."""

    code: str | None
    into: int
    out: int
    accepted: int
    reached: int


def referrals(connection: Connection, day: str, *, status: Sequence[str] = (), direction: str | None = None, partner: str | None = None,
              person: str | None = None, limit: int = 500) -> list[ReferralRow]:
    """Return referrals as of `day`, the open ones first, then the newest; of these statuses, this direction, partner or person only."""
    where, values = "", dict[str, Any](most=limit)
    if status:
        where, values["status"] = " AND r.status IN :status", list(status)
    if direction:
        where, values["direction"] = where + " AND r.direction = :direction", direction
    if partner:
        where, values["partner"] = where + " AND r.partner = :partner", ids.to_bytes(partner)
    if person:
        where, values["person"] = where + " AND r.person = :person", ids.to_bytes(person)
    chosen = _CHOSEN + where + _ORDER + " LIMIT :most"
    found = rows(connection, _COLUMNS.replace("{chosen}", chosen) + _ORDER, **values)
    return [_row(row, day) for row in found]


def count_open(connection: Connection) -> int:
    """Return how many referrals wait for an answer."""
    return int(rows(connection, "SELECT count(*) FROM k_referral r WHERE LIVE(r) AND r.status IN ('sent', 'waiting')")[0][0])


def result_of(connection: Connection, partner: str) -> Result:
    """Return what came of everybody we sent to a partner."""
    found = rows(
        connection,
        'SELECT r.status, r."on", r.answered_on, r.outcome FROM k_referral r WHERE LIVE(r) AND r.direction = \'out\' AND r.partner = :partner '
        "AND r.status <> 'draft'", partner=ids.to_bytes(partner))
    waits = [_days(on, answered) for _, on, answered, _ in found if answered]
    return Result(
        sent=len(found), accepted=sum(row[0] in TAKEN for row in found), refused=sum(row[0] == "refused" for row in found),
        waiting=sum(row[0] in OPEN for row in found), finished=sum(row[0] == "finished" for row in found),
        reached=sum(row[3] == "reached" for row in found), days=sum(waits) / len(waits) if waits else None)


def by_reason(connection: Connection, first: str, last: str) -> list[Share]:
    """Return how often each reason was told between two days (both inside), the most frequent first.

    A referral with several reasons counts under each; one with none under None.
    """
    return _shares(
        connection,
        'SELECT j.value, r.direction, r.status, r.outcome FROM k_referral r LEFT JOIN json_each(r.reasons) j WHERE LIVE(r) '
        "AND r.status <> 'draft' AND r.\"on\" BETWEEN :first AND :last", first, last)


def by_source(connection: Connection, first: str, last: str) -> list[Share]:
    """Return where people who were referred to us came from: the code in their case (referral_sources), the most frequent first."""
    return _shares(
        connection,
        'SELECT (SELECT c.referral_source FROM k_case c WHERE c.person = r.person AND LIVE(c) ORDER BY c.opened_on DESC, c.id DESC LIMIT 1), '
        'r.direction, r.status, r.outcome FROM k_referral r WHERE LIVE(r) AND r.direction = \'in\' AND r."on" BETWEEN :first AND :last', first, last)


def _shares(connection: Connection, statement: str, first: str, last: str) -> list[Share]:
    found: dict[str | None, list[int]] = {}
    for code, direction, status, outcome in rows(connection, statement, first=first, last=last):
        one = found.setdefault(code, [0, 0, 0, 0])
        one[0] += direction == "in"
        one[1] += direction == "out"
        one[2] += status in TAKEN
        one[3] += outcome == "reached"
    shares = [Share(code, *numbers) for code, numbers in found.items()]
    return sorted(shares, key=lambda each: (each.code is None, -(each.into + each.out), each.code or ""))


def _row(row: Any, day: str) -> ReferralRow:
    open_ = row[11] in OPEN
    until = row[12] or (day if open_ else None)
    return ReferralRow(
        id=ids.to_text(row[0]), direction=row[1], person=ids.to_text(row[2]), given_names=row[3] or "", family_name=row[4] or "",
        partner=text_of(row[5]), partner_name=row[6], service=row[7], on=row[8], reasons=tuple(json.loads(row[9])) if row[9] else (),
        reason_text=row[10] or "", status=row[11], answered_on=row[12], outcome=row[13], outcome_note=row[14] or "",
        waited=None if until is None or row[11] == "draft" else _days(row[8], until))


def _days(first: str, last: str) -> int:
    return max((date.fromisoformat(last) - date.fromisoformat(first)).days, 0)
