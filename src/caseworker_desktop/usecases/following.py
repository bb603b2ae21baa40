"""Contacts after release: planned from the day of release, tried, made, and what people answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from caseworker_desktop.kernel import clock
from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.lists import Lists
from caseworker_desktop.records.outcome.release_days import due_of
from caseworker_desktop.records.views import leaving as view
from caseworker_desktop.records.views.leaving import DueFollowUp
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.editing import Saved
from caseworker_desktop.usecases.intent import Intent, Written
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import Writer

__all__ = ["FOLLOWED", "LATE_REASONS", "QUESTIONS", "DueFollowUp", "Following", "planned_follow_ups"]

#: The contacts made for everybody who leaves (follow_up_reasons).
FOLLOWED = ("day_1", "day_3", "day_7", "day_14", "day_30", "day_90", "day_180", "six_month", "twelve_month")
#: Those by which funders and we ourselves ask how it went.
LATE_REASONS = ("six_month", "twelve_month")
QUESTIONS = ("working", "studying", "housing", "returned_to_prison")


class Following:
    """The use case of one worker."""

    def __init__(self, store: Store, writer: Writer, worker: Worker, lists: Lists) -> None:
        self._store, self._writer, self._worker, self._lists = store, writer, worker, lists

    def plan(self, person: str, case: str, released: str) -> Written:
        """Write the contacts that a case does not have yet, counted from the day of release."""
        with self._store.reading() as reading:
            return self._writer.write(planned_follow_ups(self._lists, reading, case, person, released))

    def add(self, case: str, due: str, reason: str = "other") -> Written:
        """Write one further contact."""
        return self._writer.write([Intent("follow_up", None, {"case": case, "due": due, "reason": reason})])

    def attempt(self, person: str, case: str, channel: str, result: str, note: str = "", at: str | None = None) -> Written:
        """Write an attempt to reach somebody (just now unless `at` is told, RFC 3339)."""
        when = at or self._worker.clock.now().isoformat(timespec="seconds")
        return self._writer.write([Intent("contact_attempt", None, {
            "case": case, "person": person, "at": when, "channel": channel, "result": result, **({"note": note.strip()} if note.strip() else {})})])

    def record(self, follow_up: str, values: Mapping[str, Any]) -> Written:
        """Write what came of a contact: done_on, reached, source, route, answers (yes, no, unknown, refused), note.

        Raises LineRefused when whether the person returned to prison is told without saying from where that is known.
        """
        return self.save(follow_up, values).written

    def save(self, follow_up: str, values: Mapping[str, Any]) -> Saved:
        """As `record`, with what takes it back."""
        with self._store.reading() as reading:
            before = reading.plain("follow_up", follow_up) or {}
        told = {**before, **values}
        if (told.get("answers") or {}).get("returned_to_prison") in ("yes", "no") and not told.get("source"):
            raise LineRefused(message("leaving.return_without_source"), field="source")
        if told.get("done_on") and told["done_on"] > self._today():
            raise LineRefused(message("leaving.done_ahead"), field="done_on")
        undo = Intent("follow_up", follow_up, {name: before.get(name) for name in values})
        return Saved(follow_up, self._writer.write([Intent("follow_up", follow_up, values)]), (undo,))

    def take_back(self, kind: str, id_: str) -> Written:
        """Delete an attempt or a contact just written."""
        return self._writer.write([Intent(kind, id_, {}, deleted=True)])

    def due(self, until: str | None = None, reasons: Sequence[str] = (), *, mine: bool = False, done: bool = False) -> tuple[DueFollowUp, ...]:
        """Return contacts not yet made (or, `done`, those that were), the earliest due first."""
        with self._store.reading() as reading:
            return tuple(view.follow_ups(
                reading.connection, self._today(), until=until, reasons=reasons, staff=self._worker.staff if mine else None, done=done))

    def _today(self) -> str:
        return clock.today(self._worker.clock).isoformat()


def planned_follow_ups(lists: Lists, reading: Reading, case: str, person: str, released: str, since: str | None = None) -> list[Intent]:
    """Return the contacts that a case does not have yet: day 1 to twelve months after a release. A case that came back counts anew: what
    was due up to this release (or `since`, where its day was another before) is of an earlier time.

    Six and twelve months count from the end of the last participation where that is known and later, else from the release.
    """
    have = {one.reason for one in reading.rows("follow_up", case=case) if one.due > (since or released)}
    ends = [one.exit_on for one in reading.rows("participation", person=person) if one.exit_on and len(one.exit_on) == len(released)]
    late = max([released, *ends])
    intents = []
    for reason in FOLLOWED:
        row = lists.row("follow_up_reasons", reason) or {}
        due = due_of(row, late if reason in LATE_REASONS else released)
        if due is None or reason in have:
            continue
        window = row.get("window_days")
        intents.append(Intent("follow_up", None, {"case": case, "due": due, "reason": reason, **({"window_days": int(window)} if window else {})}))
    return intents
