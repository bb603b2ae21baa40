"""Reads a case's plans and one plan whole: what the editor shows and the paper prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from caseworker_desktop.kernel import ids
from caseworker_desktop.records.organisation.chain import Institutions, standing_on
from caseworker_desktop.records.views.face import consents
from caseworker_desktop.records.views.numbers import plans_numbered, twins_told
from caseworker_desktop.records.views.paper_head import office_row, project_row
from caseworker_desktop.records.views.plan_rows import (
    CaseRow,
    Disputed,
    FlagRow,
    GoalRow,
    Namesake,
    NeedRow,
    PersonRow,
    PlanRow,
    PlanSheet,
    ReviewRow,
    SignatureRow,
    StaffName,
    StepRow,
    VersionRow,
)
from caseworker_desktop.records.views.release import standing
from caseworker_desktop.records.views.sql import bytes_of, in_turns, rows, text_of
from caseworker_desktop.store.reading import Reading

_CONFLICT = 1
_LAST = "9999"
#: In which order the signatures of a day are told.
_CAPACITIES = ("client", "guardian", "worker", "specialist", "prison")


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan in the list of a case."""

    id: str
    number: str | None
    status: str
    created_at: str
    agreed_on: str | None


def plans_of(reading: Reading, case: str) -> tuple[PlanLine, ...]:
    """Return the plans of a case, those in force before closed ones, then the newest first."""
    found = [PlanLine(row.id, row.number, row.status, row.created_at or "", row.agreed_on) for row in reading.rows("plan", case=case)]
    found.sort(key=lambda one: (one.created_at, one.id), reverse=True)
    return tuple(sorted(found, key=lambda one: one.status == "closed"))


def plan_numbers(reading: Reading) -> tuple[str, ...]:
    """Return the numbers of all plans kept here."""
    return tuple(row[0] for row in rows(reading.connection, "SELECT p.number FROM k_plan p WHERE p.number IS NOT NULL AND LIVE(p)"))


def plan_sheet(reading: Reading, plan: str, day: str, institutions: Mapping[str, Mapping[str, Any]]) -> PlanSheet | None:
    """Return a plan whole, as it stands on `day` (YYYY-MM-DD), or None when it, its case or its person is not here.

    `institutions` are the shipped ones by id; those kept here are laid over them. Needs are each domain's last rating up to that day.
    """
    row = reading.row("plan", plan)
    case = reading.row("case", row.case) if row is not None else None
    person = reading.row("person", case.person) if case is not None else None
    if row is None or case is None or person is None:
        return None
    goals, goal_rows = _goals(reading, plan)
    needs = _needs(reading, case.id, day)
    staff = _staff(reading, {row.approved_by, case.lead, *(step.staff for steps in goal_rows.values() for step in steps)})
    partners = {step.partner for steps in goal_rows.values() for step in steps if step.partner}
    names = {one: getattr(reading.row("partner", one), "name", None) for one in partners}
    steps = {goal: tuple(_step(step, staff, names) for step in found) for goal, found in goal_rows.items()}
    place, stays = _institution(reading, person.id, day, institutions)
    reviews = sorted(reading.rows("plan_review", plan=plan), key=lambda one: (one.due, one.id))
    return PlanSheet(
        day=day,
        plan=PlanRow(
            id=row.id, case=row.case, project=row.project, number=row.number, title=row.title, strengths=row.strengths, language=row.language,
            status=row.status, agreed_on=row.agreed_on, agreement=row.agreement, agreement_note=row.agreement_note,
            approved_by=staff.get(row.approved_by), approved_on=row.approved_on, created_at=row.created_at or day),
        person=PersonRow(person.id, person.given_names, person.family_name, person.birth_date, person.residence_after_release),
        case=CaseRow(case.id, case.number, staff.get(case.lead)),
        office=office_row(reading),
        project=project_row(reading, row.project),
        institution=place,
        release=_release(reading, person.id, day),
        goals=tuple(_goal(one, steps[one.id]) for one in goals),
        needs=needs,
        reviews=tuple(ReviewRow(one.id, one.due, one.held_on, one.exempt_reason, one.note) for one in reviews),
        versions=twins_told(_versions(reading, plan)),
        consents=_consents(reading, person.id, day),
        flags=_flags(reading, person.id, day),
        disputed=_disputed(reading, {
            "plan": [plan], "case": [case.id], "person": [person.id], "goal": [one.id for one in goals],
            "step": [one.id for found in steps.values() for one in found], "need": [need.id for need in needs],
            "plan_review": [one.id for one in reviews], "stay": stays,
            "release_date": [one.id for one in reading.rows("release_date", person=person.id)],
            "consent": [one.id for one in reading.rows("consent", person=person.id)],
        }),
        namesakes=_namesakes(reading, plan, row.number),
    )


def _namesakes(reading: Reading, plan: str, number: str | None) -> tuple[Namesake, ...]:
    same = plans_numbered(reading.connection, number) if number else ()
    place = next((at for at, one in enumerate(same) if one.plan == plan), 0)
    return tuple(Namesake(one.plan, one.names, one.created_at, at < place) for at, one in enumerate(same) if one.plan != plan)


def _goals(reading: Reading, plan: str) -> tuple[list[Any], dict[str, list[Any]]]:
    goals = sorted(reading.rows("goal", plan=plan), key=lambda one: (one.order if one.order is not None else 1001, one.created_at or "", one.id))
    steps = {goal.id: sorted(reading.rows("step", goal=goal.id), key=lambda one: (one.due or _LAST, one.id)) for goal in goals}
    return goals, steps


def _goal(row: Any, steps: tuple[StepRow, ...]) -> GoalRow:
    return GoalRow(
        id=row.id, order=row.order or 0, domain=row.domain, needs=tuple(row.needs), own_words=row.own_words or "", measure=row.measure,
        client_copy=row.client_copy is not False, status=row.status or "open", steps=steps)


def _step(row: Any, staff: Mapping[str | None, StaffName], partners: Mapping[str, str | None]) -> StepRow:
    return StepRow(
        id=row.id, text=row.text or "", who=row.who, staff=staff.get(row.staff), partner=row.partner,
        partner_name=partners.get(row.partner) if row.partner else None, service=row.service, due=row.due, status=row.status or "open",
        done_on=row.done_on)


def _staff(reading: Reading, wanted: Iterable[str | None]) -> dict[str | None, StaffName]:
    found: dict[str | None, StaffName] = {}
    for id_ in wanted:
        row = reading.row("staff", id_) if id_ is not None else None
        if row is not None:
            found[id_] = StaffName(row.id, row.given_name or "", row.family_name or "", row.phone)
    return found


def _needs(reading: Reading, case: str, day: str) -> tuple[NeedRow, ...]:
    last: dict[str, Any] = {}
    earlier: dict[str, list[str]] = {}
    for row in sorted(reading.rows("need", case=case), key=lambda one: (one.on, one.id)):
        if row.on <= day:
            if row.domain in last:
                earlier.setdefault(row.domain, []).append(last[row.domain].id)
            last[row.domain] = row
    return tuple(
        NeedRow(row.id, row.domain, row.on, row.client_value, row.worker_value, row.note, row.met, tuple(earlier.get(row.domain, ())))
        for _, row in sorted(last.items()))


def _institution(reading: Reading, person: str, day: str, shipped: Institutions) -> tuple[Mapping[str, Any] | None, list[str]]:
    """Return where the person is on that day, and the stays that say so."""
    stays = [one for one in reading.rows("stay", person=person) if _within(one.from_, one.to, day)]
    if not stays:
        return None, []
    stay = max(stays, key=lambda one: (one.from_ or "", one.id))
    known = {**shipped, **{str(one["id"]): one for one in reading.plains("institution")}}
    return known.get(standing_on(known, stay.institution, day)), [stay.id]


def _within(begins: str | None, ends: str | None, day: str) -> bool:
    return (begins is None or begins <= day) and (ends is None or ends >= day[: len(ends)])


def _release(reading: Reading, person: str, day: str) -> str | None:
    """The day that counts; for somebody outside the last actual one, since reviews after the release hang on it."""
    counting = standing(reading.connection, person, day).release
    if counting is not None:
        return counting.date
    actual = [one.date for one in reading.rows("release_date", person=person) if one.kind == "actual" and one.date <= day]
    return max(actual, default=None)


def _versions(reading: Reading, plan: str) -> tuple[VersionRow, ...]:
    found = sorted(reading.rows("plan_version", plan=plan), key=lambda one: (one.number, one.created_at or "", one.id))
    staff = _staff(reading, {one.created_by for one in found})
    return tuple(
        VersionRow(
            one.id, one.number, one.digest or "", one.created_at, staff.get(one.created_by),
            tuple(SignatureRow(each.id, each.who or "", each.capacity, each.on, each.original_kept_at)
                  for each in sorted(reading.rows("plan_signature", plan_version=one.id), key=_signed)))
        for one in found)


def _signed(one: Any) -> tuple[str, int, str]:
    place = _CAPACITIES.index(one.capacity) if one.capacity in _CAPACITIES else len(_CAPACITIES)
    return one.on, place, one.id


def _consents(reading: Reading, person: str, day: str) -> frozenset[str]:
    raw = ids.to_bytes(person)
    return frozenset(purpose for purpose, one in consents(reading.connection, [raw]).get(raw, {}).items() if one.valid(day))


def _flags(reading: Reading, person: str, day: str) -> tuple[FlagRow, ...]:
    standing_flags = [one for one in reading.rows("flag", person=person) if _within(one.from_, one.to, day)]
    return tuple(FlagRow(one.id, one.kind) for one in sorted(standing_flags, key=lambda one: (one.from_ or "", one.id)))


def _disputed(reading: Reading, shown: Mapping[str, list[str]]) -> tuple[Disputed, ...]:
    found = []
    for kind, records in shown.items():
        statement = f"SELECT k.id FROM k_{kind} k WHERE k.id IN :of AND (k.fl & {_CONFLICT}) != 0 ORDER BY k.id"  # noqa: S608 -- names of kinds
        found += [Disputed(kind, text_of(row[0]) or "") for row in in_turns(reading.connection, statement, bytes_of(records))]
    return tuple(found)
