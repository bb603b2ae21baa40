"""Through the gate: checklists before and after release with days counted from it, the release itself, and what moves when its date moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from caseworker_desktop.kernel import clock
from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.lists import Lists
from caseworker_desktop.records.outcome.release_days import due_of, moved
from caseworker_desktop.records.views.caseload import (
    Leaving as LeavingRow,
    Quiet,
    Silent,
    gone,
    leaving_rows,
    persons_of,
    quiet,
    releases,
    releases_ahead,
    silent_rows,
    with_case,
)
from caseworker_desktop.records.views.leaving import LISTS, GateCase, gate_case, statuses_outside
from caseworker_desktop.records.views.release import Release, statuses
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.following import FOLLOWED, planned_follow_ups
from caseworker_desktop.usecases.heard import Heard
from caseworker_desktop.usecases.intent import Intent, Written
from caseworker_desktop.usecases.turns import Turns
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import May, Writer

__all__ = ["FOLLOWED", "LISTS", "GateCase", "Leaving", "LeavingRow", "Silent", "moves"]

#: What a person is after the gate (legal_statuses).
STATUSES = ("released", "conditional_release", "probation")
#: Tasks that hang on the release date (task.kind).
HANGING = ("release_checklist", "call_outside", "follow_up")
#: So long after the gate somebody of the whole house is looked for.
AFTERCARE_DAYS = 365
#: Where the organisation did not say after how many days silence is an alert.
SILENCE_DAYS = 14
#: More than any list holds.
EVERY = 1 << 40
_KINDS = {"items": "checklist_item", "follow_ups": "follow_up", "attempts": "contact_attempt", "routes": "contact_route", "handovers": "handover"}


class Leaving:
    """The use case of one worker."""

    def __init__(self, store: Store, writer: Writer, worker: Worker, may: May, lists: Lists, heard: Heard) -> None:
        self._store, self._writer, self._worker, self._may, self._lists, self._heard = store, writer, worker, may, lists, heard

    def case(self, person: str) -> GateCase | None:
        """Return the person's way out, None without a case; what the worker's role may not read is left out."""
        with self._store.reading() as reading:
            found = gate_case(reading, person, self.today())
        if found is None:
            return None
        hidden: dict[str, Any] = {name: () for name, kind in _KINDS.items() if not self.allowed(kind, "read")}
        return replace(found, **hidden) if hidden else found

    def make_list(self, person: str, list_: str) -> Written:
        """Write the items of a checklist that the case does not have yet: who sees to each and by when, as the list says (columns `days`
        and `responsible`). Without a release date they have no day until there is one. Raises LineRefused without an open case.
        """
        found = self._open(person)
        have = {one.item for one in found.items}
        intents = [
            Intent("checklist_item", None, _known({
                "case": found.case, "list": list_, "item": code, "responsible": (row := self._row(code)).get("responsible") or None,
                "staff": found.lead if row.get("responsible") == "staff" else None,
                "due": due_of(row, found.counted_from) if found.counted_from else None}))
            for code in self.items_of(list_) if code not in have
        ]
        return self._writer.write(intents)

    def items_of(self, list_: str) -> tuple[str, ...]:
        """Return the items that a checklist has, in its order."""
        return tuple(code for code in self._lists.codes("checklist_items") if self._row(code).get("list") == list_)

    def add_item(self, person: str, list_: str, item: str) -> Written:
        """Write one further item of a checklist."""
        found, row = self._open(person), self._row(item)
        return self._writer.write([Intent("checklist_item", None, _known({
            "case": found.case, "list": list_, "item": item, "responsible": row.get("responsible") or None,
            "due": due_of(row, found.counted_from) if found.counted_from else None}))])

    def tick(self, item: str, *, done: bool = True) -> Written:
        """Note that an item was done today, or that it was not."""
        return self._writer.write([Intent("checklist_item", item, {"done_on": self.today() if done else None})])

    def change_item(self, item: str, values: Mapping[str, Any]) -> Written:
        """Write who sees to an item, by when, and a note."""
        return self._writer.write([Intent("checklist_item", item, values)])

    def remove_item(self, item: str) -> Written:
        """Take an item off the list."""
        return self._writer.write([Intent("checklist_item", item, {}, deleted=True)])

    def release(self, person: str, on: str, status: str = "released") -> Written:
        """Write that a person left on a day: the actual release date, the new legal status, the end of the stay, and the contacts that follow
        (day 1 to six months), all in one go; what was counted from an earlier date moves along. Raises LineRefused.
        """
        found = self._open(person)
        if on > self.today():
            raise LineRefused(message("leaving.release_ahead"), field="on")
        if status not in STATUSES:
            raise LineRefused(message("refused.unknown_code", code=status), field="status")
        with self._store.reading() as reading:
            before = found.counted_from
            intents = self._release(reading, found, on, status) + moves(reading, self._lists, person, before, on) + task_moves(
                reading, person, before, on)
            intents += planned_follow_ups(self._lists, reading, found.case, person, on, since=min(on, found.counted_from or on))
        return self._writer.write(intents)

    def leaving(self, within: int, *, everybody: bool = False) -> tuple[LeavingRow, ...]:
        """Return who leaves within so many days, the nearest first: the worker's own people, or `everybody` here."""
        return tuple(self.who_leaves(within, everybody=everybody).page(0, EVERY)[0])

    def who_leaves(self, within: int, *, everybody: bool = False) -> Turns[tuple[bytes, Release], LeavingRow]:
        """Return the same as a list that is read a part at a time."""
        with self._store.reading() as reading:
            connection, day = reading.connection, self.today()
            found = (releases_ahead(connection, day, within) if everybody
                     else releases(connection, persons_of(connection, self._worker.staff), day, within))
            away = gone(connection)
        return Turns([each for each in found if each[0] not in away], lambda each: each[1].days, self._leaving_rows)

    def silent(self, days: int | None = None, *, everybody: bool = False) -> tuple[Silent, ...]:
        """Return who is outside and was not heard of for so many days (else the organisation's, else 14), the longest silence first; of
        `everybody` those who came out within a year."""
        return tuple(self.who_is_silent(days, everybody=everybody).page(0, EVERY)[0])

    def who_is_silent(self, days: int | None = None, *, everybody: bool = False) -> Turns[Quiet, Silent]:
        """Return the same as a list that is read a part at a time."""
        with self._store.reading() as reading:
            connection, day = reading.connection, self.today()
            told = next((row.silence_days for row in reading.rows("organisation") if row.silence_days is not None), SILENCE_DAYS)
            status = (statuses_outside(connection, day, AFTERCARE_DAYS) if everybody
                      else statuses(connection, persons_of(connection, self._worker.staff), day))
            found = with_case(connection, quiet(connection, status, day, days if days is not None else told, partial(self._heard.last, reading)))
        return Turns(found, lambda each: each.heard, self._silent_rows)

    def today(self) -> str:
        """Return the worker's local day."""
        return clock.today(self._worker.clock).isoformat()

    def allowed(self, kind: str, act: str) -> bool:
        """Tell whether the worker may read or write a kind."""
        return not self._worker.joined or self._may(self._worker.role, self._worker.roles_extra, kind, act)

    def _leaving_rows(self, part: Sequence[tuple[bytes, Release]]) -> Sequence[LeavingRow]:
        with self._store.reading() as reading:
            return leaving_rows(reading.connection, part)

    def _silent_rows(self, part: Sequence[Quiet]) -> Sequence[Silent]:
        with self._store.reading() as reading:
            return silent_rows(reading.connection, part, self.today())

    @staticmethod
    def _release(reading: Reading, found: GateCase, on: str, status: str) -> list[Intent]:
        intents = []
        if found.released != on:
            actual = [each for each in reading.rows("release_date", person=found.person) if each.kind == "actual"]
            newest = max(actual, key=lambda each: (each.decided_on or "", each.date, each.id)) if actual else None
            same_time = newest is not None and found.released is not None and newest.date >= (found.standing.since or "")
            intents.append(Intent("release_date", newest.id if newest is not None and same_time else None,
                                  {"kind": "actual", "date": on} if same_time else {"person": found.person, "kind": "actual", "date": on}))
        open_statuses = [one for one in reading.rows("legal_status", person=found.person) if one.to is None]
        if not any(one.status == status for one in open_statuses):
            intents += [Intent("legal_status", one.id, {"to": on}) for one in open_statuses if one.from_ <= on]
            intents.append(Intent("legal_status", None, {"person": found.person, "status": status, "from": on}))
        intents += [
            Intent("stay", one.id, {"to": on, "end_reason": "release"}) for one in reading.rows("stay", person=found.person)
            if one.to is None and one.from_ <= on]
        return intents

    def _open(self, person: str) -> GateCase:
        with self._store.reading() as reading:
            found = gate_case(reading, person, self.today())
        if found is None or found.case_closed:
            raise LineRefused(message("leaving.no_open_case"), field="person")
        return found

    def _row(self, item: str) -> Mapping[str, Any]:
        return self._lists.row("checklist_items", item) or {}


def moves(reading: Reading, lists: Lists, person: str, before: str | None, after: str, cases: Sequence[str] | None = None) -> list[Intent]:
    """Return what moves when the day from which a person's leaving is counted goes from `before` to `after` (YYYY-MM-DD): undone items of
    the release and entitlement lists and contacts not yet made; what somebody set by hand stays. To be written with the date itself.
    """
    if before == after:
        return []
    intents = []
    wanted = cases if cases is not None else [one.id for one in reading.rows("case", person=person) if one.closed_on is None]
    for case in wanted:
        for kind, list_, code in (("checklist_item", "checklist_items", "item"), ("follow_up", "follow_up_reasons", "reason")):
            for one in reading.rows(kind, case=case):
                row = lists.row(list_, getattr(one, code) or "")
                if one.done_on is None and row is not None and (new := moved(one.due, row, before, after)) is not None:
                    intents.append(Intent(kind, one.id, {"due": new}))
    return intents


def task_moves(reading: Reading, person: str, before: str | None, after: str) -> list[Intent]:
    """Return the open tasks that hang on the release (HANGING), moved by as many days as its date moves; none where there was no date before."""
    shift = (date.fromisoformat(after) - date.fromisoformat(before)).days if before is not None else 0
    return [
        Intent("task", task.id, {"due": (date.fromisoformat(task.due) + timedelta(days=shift)).isoformat()})
        for task in reading.rows("task", person=person) if shift and task.kind in HANGING and task.done_on is None and task.due]


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
