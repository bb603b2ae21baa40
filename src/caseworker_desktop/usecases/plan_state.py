"""What a plan is worth on a day: its digest, which version it is, whether it was signed as it stands, what should come next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from caseworker_desktop.records.plan.content import content_digest, plan_content
from caseworker_desktop.records.plan.goal_rules import OPEN_GOALS
from caseworker_desktop.records.plan.reviews import Proposal, proposed_reviews
from caseworker_desktop.records.views.plan_rows import GoalRow, NeedRow, PlanSheet, ReviewRow, VersionRow

__all__ = ["OPEN_GOALS", "PlanState", "Standing", "goal_suggestions", "standing_of"]

#: A rating up to here (0 is bad, 10 is good), by the client or the worker, suggests a goal.
LOW_RATING = 5


class Standing(StrEnum):
    """`new`: never printed for signature · `unsigned`: printed as it stands, nobody signed · `signed`: signed as it stands ·
    `changed`: differs from the version that was signed (or, when none was, printed) last."""

    NEW = "new"
    UNSIGNED = "unsigned"
    SIGNED = "signed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class PlanState:
    """A plan with what follows from it.

    `version` is the number a paper printed now would bear, `kept` whether that version exists already; `last` the version printed last and
    `signed` the one signed last, or None; `reviews_due` the days that should be planned; `suggestions` the needs no goal answers yet.
    """

    sheet: PlanSheet
    digest: str
    version: int
    kept: bool
    last: VersionRow | None
    signed: VersionRow | None
    standing: Standing
    reviews_due: tuple[Proposal, ...]
    suggestions: tuple[NeedRow, ...]

    @property
    def changed_since_signed(self) -> bool:
        """Whether the plan is no longer what was signed last."""
        return self.signed is not None and self.signed.digest != self.digest

    @property
    def open_goals(self) -> tuple[GoalRow, ...]:
        """The goals that are being worked on."""
        return tuple(goal for goal in self.sheet.goals if goal.status == "open")

    @property
    def too_many_goals(self) -> bool:
        """Whether there are more open goals than good practice allows (five)."""
        return len(self.open_goals) > OPEN_GOALS

    @property
    def next_review(self) -> ReviewRow | None:
        """The first review that was neither held nor excused."""
        return next((review for review in self.sheet.reviews if review.held_on is None and review.exempt_reason is None), None)

    @property
    def review_late(self) -> bool:
        """Whether the next review should have been held before today."""
        return self.next_review is not None and self.next_review.due < self.sheet.day


def standing_of(sheet: PlanSheet) -> PlanState:
    """Return what follows from a plan's sheet."""
    digest = content_digest(plan_content(sheet))
    last = sheet.versions[-1] if sheet.versions else None
    signed = next((version for version in reversed(sheet.versions) if version.signatures), None)
    kept = last is not None and last.digest == digest
    version = last.number if last is not None and kept else (last.number if last else 0) + 1
    return PlanState(
        sheet=sheet, digest=digest, version=version, kept=kept, last=last, signed=signed, standing=_standing(last, digest),
        reviews_due=_reviews_due(sheet), suggestions=goal_suggestions(sheet))


def goal_suggestions(sheet: PlanSheet) -> tuple[NeedRow, ...]:
    """Return the needs that no standing goal answers and that were rated low, the lowest first."""
    answered = {need for goal in sheet.standing_goals for need in goal.needs}
    domains = {goal.domain for goal in sheet.standing_goals}
    found = [need for need in sheet.needs
             if not answered.intersection((need.id, *need.earlier)) and need.domain not in domains
             and need.met in (None, "open", "in_plan") and _lowest(need) <= LOW_RATING]
    return tuple(sorted(found, key=lambda need: (_lowest(need), need.domain)))


def _standing(last: VersionRow | None, digest: str) -> Standing:
    if last is None:
        return Standing.NEW
    if last.digest != digest:
        return Standing.CHANGED
    return Standing.SIGNED if last.signatures else Standing.UNSIGNED


def _reviews_due(sheet: PlanSheet) -> tuple[Proposal, ...]:
    if sheet.plan.status == "closed":
        return ()
    held = [review.held_on for review in sheet.reviews if review.held_on is not None]
    start = max([*held, sheet.plan.agreed_on or sheet.plan.created_at[:10]])
    planned = [review.due for review in sheet.reviews] + held
    return proposed_reviews(start, sheet.release, sheet.day, planned)


def _lowest(need: NeedRow) -> int:
    return min((value for value in (need.client_value, need.worker_value) if value is not None), default=LOW_RATING)
