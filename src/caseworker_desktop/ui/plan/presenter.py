"""What the plan editor does: every decision, no widget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.lists import Lists
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.changes import Changed, touches
from caseworker_desktop.ui.plan.faces import PlanFace, plan_face, who_values
from caseworker_desktop.usecases.drafts import Drafts
from caseworker_desktop.usecases.plan_state import PlanState
from caseworker_desktop.usecases.planning import GoalRow, NewStep, Planning, PlanSheet, Signed, StepRow, Written

SHOWN_KINDS = (
    "plan", "goal", "step", "need", "plan_review", "plan_version", "plan_signature", "person", "case", "stay", "release_date", "flag", "consent",
    "staff", "partner", "project", "organisation", "institution", "legal_status",
)
#: Fields that hold typed words, as (kind, field); `""` stands for the record that is being made.
GOAL_WORDS = ("own_words", "measure")
NEW = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """Words in an editor that are not written yet. `record`: the goal's, step's or plan's id; NEW for one that is being made (`goal`)."""

    kind: str
    record: str
    field: str
    goal: str = ""

    @property
    def key(self) -> str:
        """The name under which a draft keeps it."""
        return "|".join((self.kind, self.record, self.field, self.goal))


class PlanPresenter:
    """Keeps which plan is open and what is being typed; writes through the use cases and says what came of it."""

    def __init__(self, planning: Planning, drafts: Drafts, lists: Lists, texts: Texts, today: date) -> None:
        self._planning, self._drafts, self._lists, self._texts, self._today = planning, drafts, lists, texts, today
        self.case: str | None = None
        self.state: PlanState | None = None
        self._typed: dict[Typed, str] = {}

    # ---- which plan ---------------------------------------------------------------------------------------------------------------
    def go(self, where: Mapping[str, str]) -> None:
        """Open what is asked for: `plan`, `case` or `person`. Raises Refused or Denied."""
        self._typed = {}
        if plan := where.get("plan"):
            self.state = self._planning.sheet(plan)
            self.case = self.state.sheet.case.id
        else:
            person = where.get("person")
            self.case = where.get("case") or (self._planning.case_of(person) if person else None)
            self.state = self._planning.open(self.case) if self.case else None
        if self.state is not None:
            self._restore()

    def touched(self, changed: Changed) -> bool:
        """Read the plan again when `changed` concerns it; tell whether it must be drawn again."""
        if self.case is None or not touches(changed, SHOWN_KINDS):
            return False
        self.state = self._planning.sheet(self.state.sheet.plan.id) if self.state is not None else self._planning.open(self.case)
        return True

    def face(self) -> PlanFace | None:
        """Return how the plan looks, None when there is none."""
        return plan_face(self.state, self._lists, self._texts, may_write=self.may_write()) if self.state is not None else None

    def may_write(self) -> bool:
        """Tell whether the worker may change plans."""
        return self._planning.may_write()

    def domains(self) -> list[tuple[str, str]]:
        """Return the areas a goal can belong to."""
        return [(code, self._lists.name("needs_domains", code, self._texts.language)) for code in self._lists.codes("needs_domains", self._today)]

    def who(self) -> list[tuple[str, str]]:
        """Return whom a step can be given to: client, colleagues, family, mentor, partners; the codes of faces.who_code."""
        say, by_name = self._texts.say, lambda pair: self._texts.sort_key(pair[1])
        choices = self._planning.choices()
        staff = [(f"staff:{id_}", name) for id_, name in sorted(choices.staff, key=by_name)]
        partners = [(f"partner:{id_}", name) for id_, name in sorted(choices.partners, key=by_name)]
        known = {code for code, _ in (*staff, *partners)}
        for step in self._steps():  # who left, or a partner that closed, still stands where it was given a step
            if step.staff is not None and f"staff:{step.staff.id}" not in known:
                staff.append((f"staff:{step.staff.id}", step.staff.full))
            if step.partner is not None and f"partner:{step.partner}" not in known:
                partners.append((f"partner:{step.partner}", step.partner_name or "–"))
        return [
            ("client", say(message("ui_plan.who.client"))), *dict.fromkeys(staff), ("staff", say(message("ui_plan.who.staff"))),
            ("family", say(message("ui_plan.who.family"))), ("mentor", say(message("ui_plan.who.mentor"))),
            *dict.fromkeys(partners), ("partner", say(message("ui_plan.who.partner"))),
        ]

    # ---- typing -------------------------------------------------------------------------------------------------------------------
    def type(self, what: Typed, words: str) -> None:
        """Words are being typed; nothing is written yet."""
        if words == self._kept(what):
            self._typed.pop(what, None)
        else:
            self._typed[what] = words

    def typing(self) -> Mapping[Typed, str]:
        """Return what is typed and not written."""
        return self._typed

    def keep_draft(self) -> str | None:
        """Keep what is typed as a sealed draft; return the moment, None when there is nothing to keep (an old draft is then removed)."""
        if self.state is None:
            return None
        key = self._draft_key()
        if not self._typed:
            if self._drafts.get(key) is not None:
                self._drafts.discard(key)
            return None
        return self._drafts.save(key, {what.key: words for what, words in self._typed.items()})

    def typed_sheet(self) -> PlanSheet | None:
        """Return the plan with the words that are being typed in it, for the preview."""
        if self.state is None:
            return None
        sheet = self.state.sheet
        plan = replace(sheet.plan, strengths=self._typed.get(Typed("plan", sheet.plan.id, "strengths"), sheet.plan.strengths))
        goals = tuple(self._typed_goal(goal) for goal in sheet.goals)
        new = self._typed.get(Typed("goal", NEW, "own_words"), "")
        if new.strip():
            goals = (*goals, GoalRow(NEW, 1001, None, (), new, self._typed.get(Typed("goal", NEW, "measure")), True, "open", ()))
        return replace(sheet, plan=plan, goals=goals)

    # ---- writing ------------------------------------------------------------------------------------------------------------------
    def create(self) -> Written | None:
        """Make a plan for the open case."""
        if self.case is None:
            return None
        made = self._planning.create(self.case)
        self.state = self._planning.sheet(made.id)
        return made.written

    def write(self, what: Typed, words: str) -> Written | None:
        """Write the words of an editor that was left; None when nothing is to be written. Raises LineRefused.

        Words emptied in a goal or step that needs them are not written: the old ones come back when the editor is drawn again.
        """
        words = words.strip()
        must = what.kind == "step" or what.field == "own_words"
        if words == self._kept(what).strip() or (must and not words) or self.state is None:
            self._typed.pop(what, None)
            return None
        written = self._write_words(what, words)
        self._typed.pop(what, None)
        return written

    def add_goal(self, words: str, measure: str, domain: str | None, need: str | None) -> Written | None:
        """Write the goal that is being made; None without words. Raises LineRefused."""
        if self.state is None or not words.strip():
            return None
        made = self._planning.add_goal(self.state.sheet.plan.id, words.strip(), domain=domain, measure=measure.strip() or None, need=need)
        for field in GOAL_WORDS:
            self._typed.pop(Typed("goal", NEW, field), None)
        return made.written

    def add_step(self, goal: str, text: str, who: str | None, due: str | None) -> tuple[str, Written] | None:
        """Write the step that is being made; None without words. Raises LineRefused."""
        if not text.strip():
            return None
        told = who_values(who)
        made = self._planning.add_step(goal, NewStep(text.strip(), told["who"], told["staff"], told["partner"], due or None))
        self._typed.pop(Typed("step", NEW, "text", goal), None)
        return made.id, made.written

    def set_goal(self, goal: str, **values: Any) -> Written:
        """Change a goal's area, state or whether it stands on the client's copy."""
        return self._planning.set_goal(goal, **values)

    def move_goal(self, goal: str, by: int) -> Written | None:
        """Move a goal up (-1) or down (1) among those shown; None at the end."""
        return self.place_goal(goal, next(at for at, one in enumerate(self._shown()) if one == goal) + by)

    def place_goal(self, goal: str, place: int) -> Written | None:
        """Put a goal at a place (0 is the first) among those shown; None when it stands there or there is no such place."""
        order = self._shown()
        if self.state is None or not 0 <= place < len(order):
            return None
        order.remove(goal)
        order.insert(place, goal)
        return self._planning.order_goals(self.state.sheet.plan.id, order)

    def set_step(self, step: str, **values: Any) -> Written:
        """Change who takes a step, its day or its state."""
        if "who" in values:
            values |= who_values(values["who"])
        return self._planning.set_step(step, **values)

    def toggle_step(self, step: str) -> Written:
        """An open step gets done, a done one is open again."""
        now = next(one.status for one in self._steps() if one.id == step)
        return self._planning.set_step(step, status="open" if now == "done" else "done")

    def agree(self, agreed_on: str, agreement: str, note: str) -> Written | None:
        """Record how the client agreed."""
        return self._planning.agree(self.state.sheet.plan.id, agreed_on, agreement, note.strip() or None) if self.state is not None else None

    def hold_review(self, held_on: str, note: str, review: str | None) -> Written | None:
        """Record a review that was held."""
        return self._planning.hold_review(self.state.sheet.plan.id, held_on, note.strip() or None, review=review) if self.state is not None else None

    def excuse_review(self, review: str, reason: str, note: str) -> Written:
        """Record why a review could not be held."""
        return self._planning.excuse_review(review, reason, note.strip() or None)

    def plan_reviews(self) -> Written | None:
        """Plan the reviews that good practice asks for."""
        if self.state is None or not self.state.reviews_due:
            return None
        return self._planning.plan_reviews(self.state.sheet.plan.id, [each.due for each in self.state.reviews_due])

    def sign(self, version: str, signatures: Sequence[Signed], agreement: str | None, note: str) -> Written | None:
        """Record who signed a version and how the client agreed."""
        if self.state is None:
            return None
        return self._planning.sign(self.state.sheet.plan.id, version, signatures, agreement=agreement, note=note.strip() or None)

    def set_plan(self, **values: Any) -> Written | None:
        """Change the plan's number, project, language or strengths."""
        return self._planning.set_plan(self.state.sheet.plan.id, **values) if self.state is not None else None

    def close(self) -> Written | None:
        """Close the plan."""
        return self._planning.close(self.state.sheet.plan.id) if self.state is not None else None

    def reopen(self) -> Written | None:
        """Take the plan up again."""
        return self._planning.reopen(self.state.sheet.plan.id) if self.state is not None else None

    def renumber(self) -> Written | None:
        """Give the plan the next free number, as another one bears its number too."""
        return self._planning.set_plan(self.state.sheet.plan.id, number=self._planning.propose_number()) if self.state is not None else None

    def projects(self) -> tuple[tuple[str, str], ...]:
        """Return the projects a plan can belong to."""
        return tuple(sorted(self._planning.choices().projects, key=lambda pair: self._texts.sort_key(pair[1])))

    # ---- inside -------------------------------------------------------------------------------------------------------------------
    def _draft_key(self) -> str:
        return f"plan:{self.state.sheet.plan.id}" if self.state is not None else ""

    def _restore(self) -> None:
        kept = self._drafts.get(self._draft_key())
        if kept is None:
            return
        for key, words in kept.content.items():
            parts = key.split("|")
            if len(parts) == 4:
                self.type(Typed(*parts), str(words))

    def _shown(self) -> list[str]:
        return [goal.id for goal in self.state.sheet.standing_goals] if self.state is not None else []

    def _steps(self) -> list[StepRow]:
        return [step for goal in self.state.sheet.goals for step in goal.steps] if self.state is not None else []

    def _kept(self, what: Typed) -> str:
        if self.state is None or what.record == NEW:
            return ""
        if what.kind == "plan":
            return str(getattr(self.state.sheet.plan, what.field) or "")
        rows: Sequence[GoalRow | StepRow] = self.state.sheet.goals if what.kind == "goal" else self._steps()
        return next((str(getattr(row, what.field) or "") for row in rows if row.id == what.record), "")

    def _write_words(self, what: Typed, words: str) -> Written | None:
        if self.state is None or what.record == NEW:
            return None
        value = words or None
        if what.kind == "plan":
            return self._planning.set_plan(what.record, **{what.field: value})
        if what.kind == "goal":
            return self._planning.set_goal(what.record, **{what.field: value})
        return self._planning.set_step(what.record, **{what.field: value})

    def _typed_goal(self, goal: GoalRow) -> GoalRow:
        words = self._typed.get(Typed("goal", goal.id, "own_words"), goal.own_words)
        measure = self._typed.get(Typed("goal", goal.id, "measure"), goal.measure)
        steps = tuple(replace(step, text=self._typed.get(Typed("step", step.id, "text"), step.text)) for step in goal.steps)
        return replace(goal, own_words=words, measure=measure, steps=steps)
