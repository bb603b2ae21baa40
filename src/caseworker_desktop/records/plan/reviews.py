"""When a plan should be looked at again: every three months, 30 days before release, 14 days and three months after it, and upon a transfer."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from caseworker_desktop.kernel.message import message

MONTHS = 3
BEFORE_RELEASE_DAYS = 30
AFTER_RELEASE_DAYS = 14
#: A review planned so near to a proposed day serves for it.
NEAR_DAYS = 10

QUARTER, BEFORE, SOON_AFTER, AFTER = "quarter", "before_release", "soon_after_release", "after_release"
REASONS = {
    QUARTER: message("review.quarter"),
    BEFORE: message("review.before_release"),
    SOON_AFTER: message("review.soon_after_release"),
    AFTER: message("review.after_release"),
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A day on which a review should be planned, and why (one of the REASONS)."""

    due: str
    reason: str


def months_after(day: str, months: int) -> str:
    """Return the same day `months` later, the month's last one where there is no such day."""
    start = date.fromisoformat(day)
    year, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + year, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1])).isoformat()


def release_reviews(release: str) -> tuple[Proposal, ...]:
    """Return the three reviews that hang on the day of release."""
    day = date.fromisoformat(release)
    return (
        Proposal((day - timedelta(days=BEFORE_RELEASE_DAYS)).isoformat(), BEFORE),
        Proposal((day + timedelta(days=AFTER_RELEASE_DAYS)).isoformat(), SOON_AFTER),
        Proposal(months_after(release, MONTHS), AFTER),
    )


def proposed_reviews(start: str, release: str | None, today: str, planned: Iterable[str]) -> tuple[Proposal, ...]:
    """Return the reviews that should be planned on `today`, by day.

    `start` is the day of the agreement or of the last review held; `planned` are the days of reviews planned or held already. The next
    quarterly one is proposed unless a review that hangs on the release comes within the same days; what lies before today is left out.
    """
    wanted = [each for each in (release_reviews(release) if release else ()) if each.due >= today]
    quarter = months_after(start, MONTHS)
    while quarter < today:
        quarter = months_after(quarter, MONTHS)
    if not any(_near(each.due, quarter) for each in wanted) and (release is None or quarter < release):
        wanted.append(Proposal(quarter, QUARTER))
    taken = list(planned)
    return tuple(sorted((each for each in wanted if not any(_near(each.due, day) for day in taken)), key=lambda each: each.due))


def review_reason(due: str, release: str | None) -> str | None:
    """Return which rule a planned day follows, or None for a day that people chose."""
    if release is not None:
        for each in release_reviews(release):
            if each.due == due:
                return each.reason
    return None


def _near(one: str, other: str) -> bool:
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) <= NEAR_DAYS
