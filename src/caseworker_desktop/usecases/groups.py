"""Groups: their list, their register, who is in them and who waits, their next meeting, and who earned a certificate."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from caseworker_desktop.kernel import clock
from caseworker_desktop.kernel.collation import sort_key
from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.folding import fold
from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.session.attended import Attended, Mark, Meeting, Member
from caseworker_desktop.records.views import groups as views
from caseworker_desktop.records.views.groups import GroupRow, ProgrammeRow, Sheet, Took
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.intent import Intent, Written
from caseworker_desktop.usecases.moments import LONGEST, day_of, hour_of
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import Writer

__all__ = [
    "Attended", "GroupRow", "Groups", "Mark", "Meeting", "Member", "Next", "ProgrammeRow", "Sheet", "Took", "Wanted",
]

May = Callable[[str, Sequence[str], str, str], bool]
RUNNING, ENDED = "running", "ended"
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which groups a list shows. `state`: running (those to come too), ended or None; `kind` of the programme; `mine`: led by the worker."""

    text: str = ""
    state: str | None = RUNNING
    kind: str | None = None
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Next:
    """How the next meeting will most likely be: as the last one, a week later (today where that has passed)."""

    on: str
    at: str
    minutes: int
    institution: str | None
    place: str | None
    place_type: str | None
    staff: tuple[str, ...]


class Groups:
    """The groups as one worker reads and writes them."""

    def __init__(self, store: Store, writer: Writer, worker: Worker, may: May) -> None:
        self._store, self._writer, self._worker, self._may = store, writer, worker, may

    def today(self) -> str:
        """Return the worker's local day."""
        return clock.today(self._worker.clock).isoformat()

    def may_lead(self) -> bool:
        """Tell whether the worker may mark attendance and change groups."""
        return all(self._allowed(kind, "write") for kind in ("group", "group_member", "session", "attendance"))

    # ---- reading ----------------------------------------------------------------------------------------------------------------------------
    def page(self, wanted: Wanted, limit: int = 500) -> tuple[GroupRow, ...]:
        """Return the groups wanted: running ones by name, ended ones the latest first; search forgives letters and case."""
        day, words = self.today(), fold(wanted.text).split()
        with self._store.reading() as reading:
            found = [one for one in views.groups(reading.connection) if self._fits(one, wanted, words, day)]
            found.sort(key=lambda one: (self._order(one.name), one.id))
            if wanted.state == ENDED:
                found.sort(key=lambda one: one.ends or "", reverse=True)
            return tuple(views.counted(reading.connection, found[:limit], day))

    def sheet(self, group: str) -> Sheet | None:
        """Return one group with members, meetings and marks; None when it is not here."""
        with self._store.reading() as reading:
            return views.sheet(reading.connection, group, self.today(), self._order)

    def of_person(self, person: str) -> tuple[Took, ...]:
        """Return a person's groups, the latest joined first; none when the worker may not read groups."""
        if not self._allowed("group_member", "read"):
            return ()
        with self._store.reading() as reading:
            return tuple(views.of_person(reading.connection, person, self.today(), self._order))

    def programmes(self) -> tuple[ProgrammeRow, ...]:
        """Return the programmes, by code."""
        with self._store.reading() as reading:
            return tuple(views.programmes(reading.connection))

    def next_meeting(self, sheet: Sheet) -> Next:
        """Return what the form of the next meeting is filled with: time, length, place and people of last time."""
        last = next((one for one in reversed(sheet.meetings) if not one.lost), None)
        with self._store.reading() as reading:
            row = reading.row("session", last.id) if last is not None else None
        if last is None or row is None:
            today = self.today()
            return Next(max(sheet.group.begins or today, today), "10:00", 90, sheet.group.institution, None, None, sheet.group.leaders)
        day = max(date.fromisoformat(last.day) + _WEEK, clock.today(self._worker.clock))
        minutes = last.planned or last.minutes or 90
        return Next(day.isoformat(), last.starts_at[11:16], minutes, row.institution, row.place, row.place_type, row.staff)

    # ---- writing ----------------------------------------------------------------------------------------------------------------------------
    def join(self, group: str, persons: Sequence[str], on: str | None = None) -> Written:
        """Take people into a group from a day on (else today); beyond its capacity they wait. Who is in it or waits already is left as is."""
        sheet = self._must(group)
        known = {one.person for one in (*sheet.members, *sheet.waiting) if one.id is not None and not _gone(one, self.today())}
        free = sheet.group.capacity - sheet.group.members if sheet.group.capacity is not None else len(persons)
        intents = []
        for person in dict.fromkeys(persons):
            if person in known:
                continue
            waits = free <= 0
            free -= not waits
            intents.append(Intent("group_member", None, _known({
                "group": group, "person": person, "joined_on": on or self.today(), "waitlist": True if waits else None,
                "result": None if waits else "in_progress"})))
        return self._writer.write(intents)

    def copy(self, group: str, other: str) -> Written:
        """Take into a group those who were in another one to the end (not those who waited or left)."""
        return self.join(group, [one.person for one in self._must(other).members if one.id is not None and one.left_on is None])

    def admit(self, member: str) -> Written:
        """Let somebody in who waits; more than the capacity is a person's own decision."""
        return self._writer.write([Intent("group_member", member, {"waitlist": None, "joined_on": self.today(), "result": "in_progress"})])

    def leave(self, member: str, on: str | None = None) -> Written:
        """End a membership on a day (else today): dropped out; somebody who waited is taken off the list."""
        with self._store.reading() as reading:
            row = reading.row("group_member", member)
        if row is not None and row.waitlist:
            return self._writer.write([Intent("group_member", member, {}, deleted=True)])
        return self._writer.write([Intent("group_member", member, {"left_on": on or self.today(), "result": "dropped_out"})])

    def stay(self, member: str) -> Written:
        """Take a leaving back."""
        return self._writer.write([Intent("group_member", member, {"left_on": None, "result": "in_progress"})])

    def forget(self, members: Sequence[str]) -> Written:
        """Delete memberships just made (undo)."""
        return self._writer.write([Intent("group_member", one, {}, deleted=True) for one in members])

    def meet(self, group: str, told: Next) -> Written:
        """Write the next meeting of a group, to be marked when it takes place. Raises LineRefused naming `on`, `at` or `minutes`."""
        sheet = self._must(group)
        if not 0 < told.minutes <= LONGEST:
            raise LineRefused(message("session.minutes_wrong", most=LONGEST), field="minutes")
        start = datetime.combine(day_of(told.on, "on"), hour_of(told.at), self._worker.clock.now().tzinfo)
        day = told.on
        expected = [one.person for one in sheet.members if one.belongs(day)]
        with self._store.reading() as reading:
            cases = sorted(filter(None, views.cases_of(reading.connection, expected).values()))
        programme = sheet.group.programme
        training = programme is not None and programme.kind in ("training", "mentor_training")
        values = {
            "kind": "training" if training else "group", "starts_at": start.isoformat(), "minutes": 0, "planned_minutes": told.minutes,
            "staff": list(told.staff) or list(sheet.group.leaders) or [self._worker.staff], "cases": cases or None, "group": group,
            "institution": told.institution, "place": told.place, "place_type": told.place_type, "project": sheet.group.project,
            "parts": list(sheet.group.parts) or None, "subject": programme.subject if programme else None,
        }
        return self._writer.write([Intent("session", None, _known(values))])

    def complete(self, group: str, members: Sequence[str], on: str | None = None) -> Written:
        """End the programme for these members: completed on a day (else that of the last meeting held), each with a number of a certificate."""
        sheet = self._must(group)
        held = sheet.held()
        day = on or (held[-1].day if held else self.today())
        numbers = {one.certificate_no for one in sheet.members if one.certificate_no}
        intents, number = [], 0
        for one in (each for each in sheet.members if each.id in set(members)):
            kept = one.certificate_no
            while kept is None:
                number += 1
                candidate = certificate_number(sheet.group, day, number)
                kept = candidate if candidate not in numbers else None
            numbers.add(kept)
            intents.append(Intent("group_member", one.id, {"result": "completed", "completed_on": one.completed_on or day, "certificate_no": kept}))
        return self._writer.write(intents)

    def reopen(self, members: Sequence[str]) -> Written:
        """Take a completion back: in progress again, without day and number."""
        return self._writer.write([
            Intent("group_member", one, {"result": "in_progress", "completed_on": None, "certificate_no": None}) for one in members])

    # ---- inside -----------------------------------------------------------------------------------------------------------------------------
    def _must(self, group: str) -> Sheet:
        found = self.sheet(group)
        if found is None:
            raise LineRefused(message("refused.unknown_record"), field="group")
        return found

    def _fits(self, one: GroupRow, wanted: Wanted, words: Sequence[str], day: str) -> bool:
        if wanted.state is not None and one.over(day) != (wanted.state == ENDED):
            return False
        if wanted.mine and self._worker.staff not in one.leaders:
            return False
        programme = one.programme
        if wanted.kind is not None and (programme is None or programme.kind != wanted.kind):
            return False
        told = fold(" ".join((one.name, *((programme.code, *programme.names.values()) if programme else ()))))
        return all(word in told for word in words)

    def _allowed(self, kind: str, act: str) -> bool:
        return not self._worker.joined or self._may(self._worker.role, self._worker.roles_extra, kind, act)

    def _order(self, name: str) -> str:
        return sort_key(name, self._worker.language)


def certificate_number(group: GroupRow, day: str, number: int) -> str:
    """Return a certificate's number: programme, year, four signs of the group's id and a running number.

    The group's signs keep numbers apart that two laptops give out on the same day.
    """
    code = group.programme.code if group.programme else "G"
    return f"{code}-{day[:4]}-{group.id[-4:].upper()}-{number:02}"


def _gone(member: Member, day: str) -> bool:
    return member.left_on is not None and member.left_on < day[: len(member.left_on)]


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None and value != []}
