"""The individual help plan: making one with the client, changing it, reviewing it, and recording who signed which version."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from caseworker_desktop.kernel import clock
from caseworker_desktop.kernel.errors import Denied, LineRefused, Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.plan.reviews import Proposal, proposed_reviews
from caseworker_desktop.records.views.plan_rows import GoalRow, NeedRow, PlanRow, PlanSheet, ReviewRow, StepRow, VersionRow
from caseworker_desktop.records.views.plans import PlanLine, plan_numbers, plan_sheet, plans_of
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.intent import Intent, Written
from caseworker_desktop.usecases.own_file import must_be_another
from caseworker_desktop.usecases.plan_state import PlanState, standing_of
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import Writer

__all__ = [
    "Choices", "GoalRow", "Made", "NeedRow", "NewStep", "PlanLine", "PlanRow", "PlanSheet", "PlanState", "Planning", "Proposal", "ReviewRow",
    "Signed", "StepRow", "VersionRow", "Written",
]

May = Callable[[str, Sequence[str], str, str], bool]
Institutions = Mapping[str, Mapping[str, Any]]
#: What a worker may set of a plan by hand; status, agreement and versions have their own ways.
PLAN_FIELDS = frozenset({"project", "number", "title", "strengths", "language", "approved_by", "approved_on"})
GOAL_FIELDS = frozenset({"domain", "own_words", "measure", "client_copy", "needs", "status"})
STEP_FIELDS = frozenset({"text", "who", "staff", "partner", "service", "due", "status"})
_NUMBER = re.compile(r"(\d{4})-(\d{1,6})")


@dataclass(frozen=True, slots=True)
class Made:
    """A new record and what was written with it."""

    id: str
    written: Written


@dataclass(frozen=True, slots=True)
class NewStep:
    """A step as a form holds it: `who` is one of client, staff, partner, mentor, family; `due` a day."""

    text: str
    who: str | None = None
    staff: str | None = None
    partner: str | None = None
    due: str | None = None
    service: str | None = None


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature on the paper: `capacity` one of client, worker, specialist, prison, guardian."""

    who: str
    capacity: str
    on: str
    original_kept_at: str | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """Whom a step can be given to and which projects a plan can belong to: (id, name)."""

    staff: tuple[tuple[str, str], ...]
    partners: tuple[tuple[str, str], ...]
    projects: tuple[tuple[str, str], ...]


class Planning:
    """Reading and writing plans for one worker. `institutions` are the shipped ones by id."""

    def __init__(self, store: Store, writer: Writer, worker: Worker, may: May, institutions: Institutions) -> None:
        self._store, self._writer, self._worker, self._may, self._institutions = store, writer, worker, may, institutions

    # ---- reading ------------------------------------------------------------------------------------------------------------------
    def plans(self, case: str) -> tuple[PlanLine, ...]:
        """Return the plans of a case, those in force first. Raises Denied when the worker may not read plans."""
        self._allow("read")
        with self._store.reading() as reading:
            return plans_of(reading, case)

    def open(self, case: str) -> PlanState | None:
        """Return the plan in force of a case (else its last closed one), or None when it has none. Raises Denied."""
        self._allow("read")
        with self._store.reading() as reading:
            found = plans_of(reading, case)
            return self._state(reading, found[0].id) if found else None

    def sheet(self, plan: str) -> PlanState:
        """Return a plan with what follows from it. Raises Refused when it is not here, Denied when the worker may not read plans."""
        self._allow("read")
        with self._store.reading() as reading:
            return self._state(reading, plan)

    def case_of(self, person: str) -> str | None:
        """Return the person's open case (a client's before a family's, the newest first), else the last closed one, or None."""
        with self._store.reading() as reading:
            cases = reading.rows("case", person=person)
        best = max(cases, key=lambda one: (one.closed_on is None, one.kind != "family", one.opened_on or "", one.id), default=None)
        return best.id if best is not None else None

    def choices(self) -> Choices:
        """Return whom and what the editor offers today; the window sorts by its language."""
        day = self._today()
        with self._store.reading() as reading:
            staff = [(one.id, f"{one.given_name} {one.family_name}") for one in reading.rows("staff") if not one.active_to or one.active_to >= day]
            partners = [(one.id, one.name) for one in reading.rows("partner") if not one.active_to or one.active_to >= day[: len(one.active_to)]]
            projects = [(one.id, f"{one.code} · {one.title}") for one in reading.rows("project") if one.status != "closed"]
        return Choices(tuple(staff), tuple(partners), tuple(projects))

    def may_write(self) -> bool:
        """Tell whether the worker may change plans."""
        return self._may(self._worker.role, self._worker.roles_extra, "plan", "write")

    # ---- the plan -----------------------------------------------------------------------------------------------------------------
    def propose_number(self) -> str:
        """Return the next free number of this year among the plans kept here (`2026-118`); two laptops may propose the same."""
        year = self._today()[:4]
        with self._store.reading() as reading:
            numbers = [match for match in map(_NUMBER.fullmatch, plan_numbers(reading)) if match and match[1] == year]
        return f"{year}-{max((int(match[2]) for match in numbers), default=0) + 1}"

    def create(self, case: str, *, number: str | None = None, project: str | None = None, language: str | None = None,
               strengths: str | None = None) -> Made:
        """Make a draft plan for a case, with the next free number; its reviews are planned once it is agreed.

        Without a project the one the person takes part in is taken when there is just one. Raises Refused when the case is not here.
        """
        with self._store.reading() as reading:
            found = reading.row("case", case)
            if found is None:
                raise Refused(message("planning.no_case"))
            project = project or self._project(reading, found.person)
        plan = self._writer.new_id()
        values = {"case": case, "status": "draft", "number": number or self.propose_number(), "project": project,
                  "language": language or self._worker.language, "strengths": strengths}
        written = self._writer.write([Intent("plan", plan, {name: value for name, value in values.items() if value is not None})])
        return Made(plan, written)

    def set_plan(self, plan: str, **values: Any) -> Written:
        """Change some of PLAN_FIELDS; None clears. Raises LineRefused naming the field."""
        return self._set("plan", plan, values, PLAN_FIELDS)

    def agree(self, plan: str, agreed_on: str, agreement: str, note: str | None = None) -> Written:
        """Record how the client agreed (agreed, agreed_partly, could_not_answer, refused) and when; the plan is then no draft any more.

        The reviews due from that day on are planned with it.
        """
        state = self.sheet(plan)
        if agreed_on > state.sheet.day:
            raise LineRefused(message("planning.in_the_future"), field="agreed_on")
        values = {"status": "agreed", "agreed_on": agreed_on, "agreement": agreement, "agreement_note": note}
        reviews = proposed_reviews(agreed_on, state.sheet.release, state.sheet.day, [review.due for review in state.sheet.reviews])
        return self._writer.write([Intent("plan", plan, values), *(self._review(plan, each.due) for each in reviews)])

    def close(self, plan: str) -> Written:
        """Close a plan."""
        return self._writer.write([Intent("plan", plan, {"status": "closed"})])

    def reopen(self, plan: str) -> Written:
        """Take a closed plan up again."""
        agreed = self.sheet(plan).sheet.plan.agreed_on
        return self._writer.write([Intent("plan", plan, {"status": "agreed" if agreed else "draft"})])

    # ---- goals and steps ----------------------------------------------------------------------------------------------------------
    def add_goal(self, plan: str, own_words: str, *, domain: str | None = None, measure: str | None = None, need: str | None = None) -> Made:
        """Add a goal at the end, in the client's own words; with `need` it answers that need, whose state becomes in_plan.

        A sixth open goal is written with a warning. Raises LineRefused naming the field.
        """
        last = max((goal.order for goal in self.sheet(plan).sheet.goals), default=0)
        id_ = self._writer.new_id()
        values: dict[str, Any] = {"plan": plan, "own_words": own_words, "order": last + 1, "client_copy": True}
        values |= {name: value for name, value in (("domain", domain), ("measure", measure)) if value}
        intents = [Intent("goal", id_, values)]
        if need is not None:
            intents = [Intent("goal", id_, {**values, "needs": [need]}), Intent("need", need, {"met": "in_plan"})]
        return Made(id_, self._writer.write(intents))

    def set_goal(self, goal: str, **values: Any) -> Written:
        """Change some of GOAL_FIELDS; None clears. Raises LineRefused naming the field."""
        return self._set("goal", goal, values, GOAL_FIELDS)

    def drop_goal(self, goal: str) -> Written:
        """Take a goal out of what is agreed; it stays on record."""
        return self.set_goal(goal, status="dropped")

    def order_goals(self, plan: str, goals: Sequence[str]) -> Written | None:
        """Put the goals named into this order, the others behind them; None when they stand so already."""
        now = self.sheet(plan).sheet.goals
        places = {goal: place for place, goal in enumerate([*goals, *(one.id for one in now if one.id not in goals)], 1)}
        moved = [Intent("goal", one.id, {"order": places[one.id]}) for one in now if one.order != places[one.id]]
        return self._writer.write(moved) if moved else None

    def add_step(self, goal: str, step: NewStep) -> Made:
        """Add a step to a goal. Raises LineRefused naming the field."""
        id_ = self._writer.new_id()
        values = {"text": step.text, "who": step.who, "staff": step.staff, "partner": step.partner, "due": step.due, "service": step.service}
        kept = {name: value for name, value in values.items() if value}
        return Made(id_, self._writer.write([Intent("step", id_, {"goal": goal, **kept})]))

    def set_step(self, step: str, **values: Any) -> Written:
        """Change some of STEP_FIELDS; None clears. A step that gets done is done today; one taken up again is not done."""
        if "status" in values:
            values = {**values, "done_on": self._today() if values["status"] == "done" else None}
        return self._set("step", step, values, STEP_FIELDS | {"done_on"})

    def delete_step(self, step: str) -> Written:
        """Remove a step that was written by mistake; a step given up is `dropped` instead."""
        return self._writer.write([Intent("step", step, {}, deleted=True)])

    def restore_step(self, step: str, status: str) -> Written:
        """Bring a removed step back as it was (`status`)."""
        return self._writer.write([Intent("step", step, {"status": status})])

    # ---- reviews ------------------------------------------------------------------------------------------------------------------
    def plan_reviews(self, plan: str, days: Sequence[str]) -> Written:
        """Plan reviews on these days."""
        return self._writer.write([self._review(plan, day) for day in days])

    def hold_review(self, plan: str, held_on: str, note: str | None, *, review: str | None = None) -> Written:
        """Record that a review was held, and plan the next ones. Without `review` it is one that nobody had planned.

        Raises LineRefused for a day ahead.
        """
        state = self.sheet(plan)
        if held_on > state.sheet.day:
            raise LineRefused(message("planning.in_the_future"), field="held_on")
        values: dict[str, Any] = {"held_on": held_on, "note": note}
        if review is None:
            values |= {"plan": plan, "due": held_on}
        planned = [one.due for one in state.sheet.reviews] + [held_on]
        following = proposed_reviews(held_on, state.sheet.release, state.sheet.day, planned)
        return self._writer.write([Intent("plan_review", review, values), *(self._review(plan, each.due) for each in following)])

    def excuse_review(self, review: str, reason: str, note: str | None = None) -> Written:
        """Record why a review could not be held (a code of review_exemptions)."""
        return self._writer.write([Intent("plan_review", review, {"exempt_reason": reason, "note": note})])

    # ---- signatures ---------------------------------------------------------------------------------------------------------------
    def sign(self, plan: str, version: str, signatures: Sequence[Signed], *, agreement: str | None = None, note: str | None = None) -> Written:
        """Record who signed the paper of a version and where it lies; with `agreement` the plan is agreed on the client's day
        (`note`: what the client did not agree to).

        Raises Refused when the plan has no such version: what nobody printed nobody can have signed.
        """
        state = self.sheet(plan)
        if version not in {one.id for one in state.sheet.versions}:
            raise Refused(message("planning.no_version"))
        if not signatures:
            raise LineRefused(message("refused.required"), field="who")
        for one in signatures:
            if one.on > state.sheet.day:
                raise LineRefused(message("planning.in_the_future"), field="on")
        intents = [Intent("plan_signature", None, {
            "plan_version": version, "who": one.who, "capacity": one.capacity, "on": one.on, "original_kept_at": one.original_kept_at})
            for one in signatures]
        if agreement is not None:
            day = min((one.on for one in signatures if one.capacity in ("client", "guardian")), default=signatures[0].on)
            intents.append(Intent("plan", plan, {"status": "agreed", "agreed_on": day, "agreement": agreement, "agreement_note": note}))
            due = proposed_reviews(day, state.sheet.release, state.sheet.day, [review.due for review in state.sheet.reviews])
            intents += [self._review(plan, each.due) for each in due]
        return self._writer.write(intents)

    # ---- inside -------------------------------------------------------------------------------------------------------------------
    def _today(self) -> str:
        return clock.today(self._worker.clock).isoformat()

    def _allow(self, act: str) -> None:
        if not self._may(self._worker.role, self._worker.roles_extra, "plan", act):
            raise Denied(message("denied.role"))

    def _state(self, reading: Reading, plan: str) -> PlanState:
        sheet = plan_sheet(reading, plan, self._today(), self._institutions)
        if sheet is None:
            raise Refused(message("planning.no_plan"))
        must_be_another(reading, self._worker, sheet.person.id)
        return standing_of(sheet)

    def _set(self, kind: str, id_: str, values: Mapping[str, Any], allowed: frozenset[str]) -> Written:
        for name in values:
            if name not in allowed:
                raise LineRefused(message("refused.unknown_field"), field=name)
        return self._writer.write([Intent(kind, id_, dict(values))])

    def _project(self, reading: Reading, person: str) -> str | None:
        running = {one.project for one in reading.rows("participation", person=person) if one.exit_on is None}
        return next(iter(running)) if len(running) == 1 else None

    @staticmethod
    def _review(plan: str, due: str) -> Intent:
        return Intent("plan_review", None, {"plan": plan, "due": due})
