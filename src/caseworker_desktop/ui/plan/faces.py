"""How a plan looks in the editor: every word and tone decided, nothing left to ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.records.lists import Lists, local_name
from caseworker_desktop.texts import Texts
from caseworker_desktop.usecases.plan_state import OPEN_GOALS, PlanState, Standing
from caseworker_desktop.usecases.planning import GoalRow, NeedRow, StepRow

DANGERS = ("suicide_risk", "self_harm", "violence")
#: From so many days before the gate the release is marked.
SOON_DAYS = 30
STEP_STATES = {"open": message("ui_plan.step.open"), "done": message("ui_plan.step.done"), "dropped": message("ui_plan.step.dropped")}
GOAL_STATES = ("open", "reached", "partly", "dropped")
#: So many digits of a version's digest stand in the footer of its paper.
CODE_LENGTH = 8

@dataclass(frozen=True, slots=True)
class Mark:
    """A badge: words, tone, icon."""

    words: str
    tone: str = "grey"
    icon: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A banner; `action` is what its button does (print, sign, inbox, reopen, renumber), `button` its words."""

    tone: str
    title: str
    text: str = ""
    action: str = ""
    button: str = ""
    icon: str | None = None


@dataclass(frozen=True, slots=True)
class StepFace:
    """A step: `who` as a code of the choices (`client`, `staff:ID`, `partner:ID`, …), `due` ISO or None, `late` its day has passed."""

    id: str
    text: str
    who: str
    due: str | None
    state: Mark
    status: str
    late: bool


@dataclass(frozen=True, slots=True)
class GoalFace:
    """A goal: `number` in the list, `progress` in words."""

    id: str
    number: int
    own_words: str
    quoted: str
    domain: str | None
    domain_name: str
    measure: str
    client_copy: bool
    status: str
    mark: Mark | None
    progress: str
    steps: tuple[StepFace, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A need that no goal answers yet."""

    need: str
    domain: str
    words: str


@dataclass(frozen=True, slots=True)
class PlanFace:
    """The whole editor. `may_sign` whether some printed version can be signed, `writable` whether goals may be changed."""

    title: str
    subtitle: str
    mark: Mark | None
    notices: tuple[Notice, ...]
    person: str
    below_person: str
    person_marks: tuple[Mark, ...]
    next_review: str
    review_late: bool
    strengths: str
    goals: tuple[GoalFace, ...]
    hint: str
    suggestions: tuple[Suggestion, ...]
    may_sign: bool
    writable: bool


def plan_face(state: PlanState, lists: Lists, texts: Texts, *, may_write: bool) -> PlanFace:
    """Return how a plan looks."""
    say, sheet = texts.say, state.sheet
    plan = sheet.plan
    place = local_name(sheet.institution, texts.language) if sheet.institution is not None else ""
    review = state.next_review
    return PlanFace(
        title=say(message("ui_plan.title")),
        subtitle=say(message("ui_plan.subtitle", number=plan.number or "–", version=_version(state), date=texts.date(plan.created_at))),
        mark=_signed_mark(state, texts),
        notices=_notices(state, texts, may_write=may_write),
        person=f"{sheet.person.given_names} {sheet.person.family_name}",
        below_person=" · ".join(part for part in (sheet.case.number, place) if part),
        person_marks=_person_marks(state, lists, texts),
        next_review=texts.date(review.due) if review is not None else say(message("ui_plan.review.none")),
        review_late=state.review_late,
        strengths=plan.strengths or "",
        goals=tuple(_goal(goal, number, lists, texts, sheet.day) for number, goal in enumerate(sheet.standing_goals, 1)),
        hint=say(message("ui_plan.goals_hint", count=len(state.open_goals), most=OPEN_GOALS)),
        suggestions=tuple(_suggestion(need, lists, texts) for need in state.suggestions) if may_write and plan.status != "closed" else (),
        may_sign=may_write and any(not version.signatures for version in sheet.versions),
        writable=may_write and plan.status != "closed",
    )


def who_code(step: StepRow) -> str:
    """Return the code by which the choices name who takes a step; empty when nobody does."""
    if step.who == "staff" and step.staff is not None:
        return f"staff:{step.staff.id}"
    if step.who == "partner" and step.partner is not None:
        return f"partner:{step.partner}"
    return step.who or ""


def who_values(code: str | None) -> dict[str, str | None]:
    """Return the fields of a step (who, staff, partner) that a code of the choices stands for."""
    who, _, id_ = (code or "").partition(":")
    return {"who": who or None, "staff": id_ if who == "staff" and id_ else None, "partner": id_ if who == "partner" and id_ else None}


def _goal(goal: GoalRow, number: int, lists: Lists, texts: Texts, day: str) -> GoalFace:
    steps = tuple(step for step in goal.steps if step.status != "dropped")
    done = sum(step.status == "done" for step in steps)
    state = lists.name("goal_statuses", goal.status, texts.language)
    mark = None if goal.status == "open" else Mark(state, "green" if goal.status == "reached" else "amber")
    return GoalFace(
        id=goal.id, number=number, own_words=goal.own_words, quoted=texts.say(message("ui_plan.quoted", words=" ".join(goal.own_words.split()))),
        domain=goal.domain, domain_name=lists.name("needs_domains", goal.domain, texts.language) if goal.domain else "", measure=goal.measure or "",
        client_copy=goal.client_copy, status=goal.status, mark=mark,
        progress=texts.say(message("ui_plan.progress", done=done, count=len(steps))) if steps else texts.say(message("ui_plan.no_steps")),
        steps=tuple(_step(step, texts, day) for step in steps))


def _step(step: StepRow, texts: Texts, day: str) -> StepFace:
    late = step.status == "open" and step.due is not None and step.due < day
    if late:
        mark = Mark(texts.say(message("ui_plan.step.late")), "red", "warn")
    elif step.status == "done":
        mark = Mark(texts.say(STEP_STATES["done"]), "green", "check")
    else:
        mark = Mark(texts.say(STEP_STATES.get(step.status, STEP_STATES["open"])), "blue", "clock")
    return StepFace(step.id, step.text, who_code(step), step.due, mark, step.status, late)


def _suggestion(need: NeedRow, lists: Lists, texts: Texts) -> Suggestion:
    name = lists.name("needs_domains", need.domain, texts.language)
    client, worker = ("–" if value is None else str(value) for value in (need.client_value, need.worker_value))
    return Suggestion(need.id, need.domain, texts.say(message("ui_plan.suggestion", domain=name, client=client, worker=worker)))


def _version(state: PlanState) -> Message:
    if state.kept and state.last is not None:
        return message("ui_plan.version", number=state.last.name)
    return message("ui_plan.version_pending", number=state.version)


def _signed_mark(state: PlanState, texts: Texts) -> Mark | None:
    if state.sheet.plan.status == "closed":
        return Mark(texts.say(message("ui_plan.closed")), "grey", "lock")
    if state.signed is None:
        return Mark(texts.say(message("ui_plan.draft")), "grey", "draft") if state.sheet.plan.status == "draft" else None
    if state.changed_since_signed:
        return Mark(texts.say(message("ui_plan.changed_since_signed")), "amber", "pen")
    return Mark(texts.say(message("ui_plan.version_signed", number=state.signed.name)), "green", "check")


def _notices(state: PlanState, texts: Texts, *, may_write: bool) -> tuple[Notice, ...]:
    found: list[Notice] = []
    say, sheet = texts.say, state.sheet
    if sheet.disputed:
        kinds = tuple(dict.fromkeys(texts.kind(one.kind) for one in sheet.disputed))
        found.append(Notice(
            "red", say(message("ui_plan.disputed", count=len(sheet.disputed))), say(message("ui_plan.disputed_text", kinds=kinds)), "inbox",
            say(message("ui_plan.to_inbox")), "split"))
    found += _same_numbers(state, texts, may_write=may_write)
    if sheet.plan.status == "closed":
        found.append(Notice("grey", say(message("ui_plan.closed_title")), say(message("ui_plan.closed_text")), *(
            ("reopen", say(message("ui_plan.reopen"))) if may_write else ("", ""))))
    elif not may_write:
        found.append(Notice("grey", say(message("ui_plan.read_only"))))
    elif state.standing is Standing.UNSIGNED:
        found.append(Notice("amber", say(message("ui_plan.unsigned", number=state.version)), icon="pen"))
    elif state.standing is Standing.CHANGED:
        last = state.signed or state.last
        number = last.number if last is not None else state.version
        key = message("ui_plan.changed", number=number) if state.signed is not None else message("ui_plan.changed_unsigned", number=number)
        found.append(Notice("amber", say(key), say(message("ui_plan.changed_text", number=state.version)), icon="pen"))
    return tuple(found)


def _same_numbers(state: PlanState, texts: Texts, *, may_write: bool) -> list[Notice]:
    """Two laptops gave out one number: both plans, or both versions, stay as they are until a person says otherwise."""
    found: list[Notice] = []
    say, sheet = texts.say, state.sheet
    if sheet.namesakes:
        others = tuple(f"{one.names} ({texts.date(one.created_at)})" for one in sheet.namesakes)
        again = any(one.earlier for one in sheet.namesakes)
        key = message("ui_plan.same_number_again", others=others) if again else message("ui_plan.same_number_first", others=others)
        act = ("renumber", say(message("ui_plan.renumber"))) if again and may_write and sheet.plan.status != "closed" else ("", "")
        found.append(Notice("amber", say(message("ui_plan.same_number", number=sheet.plan.number or "")), say(key), *act, icon="split"))
    if sheet.twins:
        papers = tuple(" · ".join(filter(None, (
            say(message("ui_plan.version", number=one.name)), say(message("ui_plan.code", code=one.digest[:CODE_LENGTH])),
            one.made_by.short if one.made_by is not None else "", texts.date(one.made_at) if one.made_at else ""))) for one in sheet.twins)
        found.append(Notice(
            "amber", say(message("ui_plan.same_version", number=sheet.twins[0].number)), say(message("ui_plan.same_version_text", papers=papers)),
            icon="split"))
    return found


def _person_marks(state: PlanState, lists: Lists, texts: Texts) -> tuple[Mark, ...]:
    marks = [Mark(lists.name("flag_kinds", flag.kind, texts.language), "red" if flag.kind in DANGERS else "amber", "warn")
             for flag in state.sheet.flags if flag.kind in DANGERS or flag.kind == "escort_needed"]
    if state.sheet.release is not None:
        days = (date.fromisoformat(state.sheet.release) - date.fromisoformat(state.sheet.day)).days
        if days >= 0:
            words = texts.say(message("ui_plan.release_in", count=days)) if days else texts.say(message("ui_plan.release_today"))
            marks.append(Mark(words, "amber" if days <= SOON_DAYS else "blue", "door"))
    return tuple(marks)
