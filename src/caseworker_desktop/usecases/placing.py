"""Short-term work for clients: what employers pledge, who suits a place, who is placed there and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from caseworker_desktop.kernel import clock
from caseworker_desktop.kernel.errors import Denied, LineRefused, Refused
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.records.consents import holds_on
from caseworker_desktop.records.session.phase import phase
from caseworker_desktop.records.views import seekers as looking, work as view
from caseworker_desktop.records.views.release import standing
from caseworker_desktop.records.views.work import EmployerRow, PlacementRow, Places, PledgeRow, Visit
from caseworker_desktop.records.work.fit import Fit, Job, Reason, Seeker, fit
from caseworker_desktop.records.work.placement_rules import PURPOSE, RATED
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.intent import Intent, Written
from caseworker_desktop.usecases.moment import day_of, known, moment_of, wholly
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import May, Writer

__all__ = [
    "RATED", "EmployerRow", "Fit", "NewPlacement", "NewPledge", "NewVisit", "Places", "Placing",
    "PlacementFile", "PlacementRow", "PledgeRow", "Reason", "Seeker", "Suggestion", "Visit", "change_of",
]

SERVICE = "W-PAL"
MOST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class NewPledge:
    """Places of one job that an employer offers."""

    partner: str
    job: str
    places: int | None
    municipality: str | None = None
    from_: str | None = None
    to: str | None = None
    conditions: str | None = None
    project: str | None = None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewPlacement:
    """A person's short work. `before`: ratings by name (RATED), from 0 to 10."""

    person: str
    partner: str
    job: str
    from_: str
    to: str | None = None
    pledge: str | None = None
    parts: tuple[str, ...] = ()
    hours_week: str | None = None
    pay: str | None = None
    tutor: str | None = None
    agreement_no: str | None = None
    status: str = "planned"
    before: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class NewVisit:
    """A visit at the workplace. `note`: kept in the client's file where the worker may write one."""

    placement: str
    on: str
    at: str
    minutes: int | None
    place: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class PlacementFile:
    """A placement with its visits (newest first), and whether the person agreed that the employer knows of them."""

    row: PlacementRow
    visits: tuple[Visit, ...]
    agreed: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A person who may suit a job, and why."""

    seeker: Seeker
    fit: Fit


def change_of(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, int]:
    """Return by how much each rating changed, of those given both times."""
    return {name: after[name] - before[name] for name in RATED if name in before and name in after}


class Placing:
    """Reading and writing work for one worker."""

    def __init__(self, store: Store, writer: Writer, worker: Worker, may: May) -> None:
        self._store, self._writer, self._worker, self._may = store, writer, worker, may

    # ---- reading -----------------------------------------------------------------------------------------------------------------------------
    def today(self) -> str:
        """Return the worker's local day."""
        return clock.today(self._worker.clock).isoformat()

    def may(self, kind: str, act: str) -> bool:
        """Tell whether the worker may `read` or `write` a kind; before joining, a laptop's one owner may do everything."""
        return not self._worker.joined or self._may(self._worker.role, self._worker.roles_extra, kind, act)

    def totals(self) -> Places:
        """Return the places of all employers today. Raises Denied as everything below."""
        with self._reading("pledge") as reading:
            return view.totals(reading.connection, self.today())

    def employers(self, text: str = "", start: int = 0, limit: int = 200) -> list[EmployerRow]:
        """Return employers by name, by the words of `text`."""
        with self._reading("pledge") as reading:
            return view.employers(reading.connection, self.today(), text, start, limit)

    def pledges(self, *, partner: str | None = None, open_only: bool = False, start: int = 0, limit: int = 200) -> list[PledgeRow]:
        """Return pledges, those with free places first."""
        with self._reading("pledge") as reading:
            return view.pledges(reading.connection, self.today(), partner=partner, open_only=open_only, start=start, limit=limit)

    def pledge(self, pledge: str) -> PledgeRow | None:
        """Return one pledge, None when it is not here."""
        with self._reading("pledge") as reading:
            found = view.pledges(reading.connection, self.today(), pledge=pledge)
        return found[0] if found else None

    def placements(self, *, partner: str | None = None, pledge: str | None = None, person: str | None = None, status: str | None = None,
                   start: int = 0, limit: int = 200) -> list[PlacementRow]:
        """Return placements, those that run first."""
        with self._reading("placement") as reading:
            return view.placements(reading.connection, partner=partner, pledge=pledge, person=person, status=status, start=start, limit=limit)

    def counts(self) -> dict[str, int]:
        """Return how many placements have each status."""
        with self._reading("placement") as reading:
            return view.count_placements(reading.connection)

    def file(self, placement: str) -> PlacementFile | None:
        """Return a placement with its visits, None when it is not here."""
        with self._reading("placement") as reading:
            found = view.placements(reading.connection, placement=placement)
            if not found:
                return None
            return PlacementFile(found[0], tuple(view.visits(reading.connection, placement)), self._agreed(reading, found[0].person, self.today()))

    def choices(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """Return the projects and the employers that a form offers, as (id, name)."""
        with self._reading("pledge") as reading:
            projects = [(one.id, f"{one.code} · {one.title}") for one in reading.rows("project")]
            return projects, [(one.id, one.name) for one in view.employers(reading.connection, self.today(), limit=1_000_000)]

    def stages(self, project: str) -> list[tuple[str, str]]:
        """Return the stages of a project as (id, name), in their order."""
        with self._reading("pledge") as reading:
            return [(id_, name) for id_, kind, name in looking.named_parts(reading.connection, project) if kind == "stage"]

    # ---- who suits what ----------------------------------------------------------------------------------------------------------------------
    def suggest(self, pledge: str) -> list[Suggestion]:
        """Return who may suit a pledged job, with the reasons for and against; the order is a help for the eye, a person chooses."""
        job = self.pledge(pledge)
        if job is None:
            return []
        with self._reading("placement") as reading:
            found = looking.seekers(reading.connection, job.municipality, self.today(), self._readable())
        told = [Suggestion(one, fit(one, _job(job))) for one in found]
        told = [one for one in told if any(reason.speaks_for for reason in one.fit.reasons) and not one.seeker.placed]
        return sorted(told, key=lambda one: -one.fit.weight)[:MOST_SHOWN]

    def jobs_for(self, person: str) -> list[tuple[PledgeRow, Fit]]:
        """Return the jobs with free places for one person, with the reasons for and against."""
        open_ = self.pledges(open_only=True, limit=1_000)
        with self._reading("placement") as reading:
            one = looking.seeker(reading.connection, person, self.today(), self._readable())
        if one is None:
            return []
        found = [(job, fit(one, _job(job))) for job in open_]
        return sorted(found, key=lambda each: -each[1].weight)[:MOST_SHOWN]

    # ---- writing -----------------------------------------------------------------------------------------------------------------------------
    def offer(self, form: NewPledge) -> Written:
        """Write a pledge. Raises LineRefused naming `partner`, `job`, `places` or `to`."""
        for field, value in (("partner", form.partner), ("job", form.job.strip())):
            if not value:
                raise LineRefused(message("refused.required"), field=field)
        if form.places is None or form.places < 1:
            raise LineRefused(message("placing.places_wrong"), field="places")
        return self._writer.write([Intent("pledge", None, known({
            "partner": form.partner, "job": form.job.strip(), "places": form.places, "municipality": form.municipality,
            "from": form.from_ or self.today(), "to": form.to, "conditions": form.conditions, "project": form.project, "parts": list(form.parts)}))])

    def change_pledge(self, pledge: str, **values: Any) -> Written:
        """Change a pledge: its places, its end, its conditions."""
        return self._writer.write([Intent("pledge", pledge, values)])

    def look(self, form: NewPlacement) -> tuple[Message, ...]:
        """Return what somebody should look at before this placement is written; nothing is."""
        return tuple(finding.reason for _, _, finding in self._writer.write([self._placing(form)], dry_run=True).warnings)

    def place(self, form: NewPlacement) -> Written:
        """Write a placement; its id is the first of `ids`.

        Raises LineRefused naming a field: `person` when it begins and the person has not agreed that the employer knows of them.
        """
        return self._writer.write([self._placing(form)])

    def change_placement(self, placement: str, **values: Any) -> Written:
        """Change a placement; one that begins needs the person's consent as in `place`."""
        row = self._row(placement)
        if values.get("status") == "running":
            self._must_agree(row.person, max(row.from_, str(values.get("from") or row.from_)))
        for name in ("hours_week", "pay"):
            if name in values:
                values[name] = _decimal(values[name], name)
        return self._writer.write([Intent("placement", placement, values)])

    def finish(self, placement: str, status: str, to: str, after: Mapping[str, int], comment: str, *, outcome: bool = False) -> Written:
        """Write how a placement ended: its last day, the tutor's ratings and words; with `outcome` also O-PLC when it was completed.

        Raises LineRefused naming `status` or `to`.
        """
        row = self._row(placement)
        day = day_of(to, "to").isoformat()
        if status not in ("completed", "broken_off"):
            raise LineRefused(message("refused.required"), field="status")
        if day > self.today() or day < row.from_:
            raise LineRefused(message("placing.end_wrong"), field="to")
        intents = [Intent("placement", placement, {
            "status": status, "to": day, "after": dict(after) or None, "tutor_comment": comment.strip() or None})]
        if outcome and status == "completed" and self.may("outcome", "write"):
            intents.append(Intent("outcome", None, known({
                "person": row.person, "case": row.case, "type": "O-PLC", "on": day, "evidence": "employer_note"})))
        return self._writer.write(intents)

    def visit(self, told: NewVisit) -> Written:
        """Write a visit at the workplace; the session's id is the first of `ids`. Raises LineRefused naming `on`, `at`, `minutes` or `note`."""
        row = self._row(told.placement)
        on = day_of(told.on, "on")
        day = on.isoformat()
        if day > self.today():
            raise LineRefused(message("session.in_future"), field="on")
        if day < row.from_ or (row.to is not None and day > row.to):
            raise LineRefused(message("placing.outside_placement"), field="on")
        minutes, session = wholly(told.minutes, "minutes"), self._writer.new_id()
        if told.note.strip() and row.case is None:
            raise LineRefused(message("session.note_without_case"), field="note")
        with self._reading("placement") as reading:
            where = standing(reading.connection, row.person, day)
            pledge = reading.row("pledge", row.pledge) if row.pledge else None
        intents = [
            Intent("session", session, known({
                "kind": "in_work_visit", "starts_at": moment_of(on, told.at, self._worker), "minutes": minutes, "staff": [self._worker.staff],
                "cases": [row.case] if row.case else [], "partners": [row.partner], "placement": told.placement, "place": told.place,
                "place_type": "workplace", "project": pledge.project if pledge is not None else None,
                "services": [{"code": SERVICE, "minutes": minutes}]})),
            Intent("attendance", None, known({
                "session": session, "person": row.person, "case": row.case, "status": "present", "minutes": minutes,
                "phase": phase(where.status, [each.date for each in where.dates], day)})),
        ]
        if told.note.strip():
            intents.append(Intent("note", None, {
                "case": row.case, "session": session, "level": "shared", "text": told.note.strip(),
                "signed_on": self._worker.clock.now().isoformat(timespec="seconds")}))
        return self._writer.write(intents)

    def take_back(self, written: Written, kinds: Sequence[str]) -> Written:
        """Delete the records of these kinds that a write made (undo); a signed note is marked as entered in error."""
        gone = [Intent(kind, id_, {}, deleted=True) for kind, id_ in sorted(written.records) if kind in kinds]
        wrong = [Intent("note", id_, {"entered_in_error": True}) for kind, id_ in sorted(written.records) if kind == "note"]
        return self._writer.write([*gone, *wrong])

    # ---- inside ------------------------------------------------------------------------------------------------------------------------------
    def _placing(self, form: NewPlacement) -> Intent:
        for field, value in (("person", form.person), ("partner", form.partner), ("job", form.job.strip())):
            if not value:
                raise LineRefused(message("refused.required"), field=field)
        day = day_of(form.from_, "from").isoformat()
        if form.status != "planned":
            self._must_agree(form.person, day)
        return Intent("placement", self._writer.new_id(), known({
            "person": form.person, "pledge": form.pledge, "partner": form.partner, "job": form.job.strip(), "parts": list(form.parts), "from": day,
            "to": form.to, "hours_week": _decimal(form.hours_week, "hours_week"), "pay": _decimal(form.pay, "pay"), "tutor": form.tutor,
            "agreement_no": form.agreement_no, "status": form.status, "before": dict(form.before) if form.before else None}))

    def _must_agree(self, person: str, day: str) -> None:
        with self._reading("placement") as reading:
            if not self._agreed(reading, person, day):
                raise LineRefused(message("rule.no_consent_for_employer"), field="person")

    def agreed(self, person: str, day: str) -> bool:
        """Tell whether a person has agreed that an employer knows of them on a day."""
        with self._reading("placement") as reading:
            return self._agreed(reading, person, day)

    def _row(self, placement: str) -> PlacementRow:
        with self._reading("placement") as reading:
            found = view.placements(reading.connection, placement=placement)
        if not found:
            raise Refused(message("placing.no_placement"))
        return found[0]

    def _readable(self) -> frozenset[str]:
        return frozenset(one for one in ("plan", "need", "participation", "situation", "legal_status", "release_date") if self.may(one, "read"))

    @staticmethod
    def _agreed(reading: Reading, person: str, day: str) -> bool:
        return any(holds_on(one, person, PURPOSE, day) for one in reading.plains("consent", person=person))

    def _reading(self, kind: str) -> AbstractContextManager[Reading]:
        if not self.may(kind, "read"):
            raise Denied(message("denied.role"))
        return self._store.reading()


def _job(row: PledgeRow) -> Job:
    return Job(row.job, row.municipality, row.conditions or "")


def _decimal(text: str | None, field: str) -> str | None:
    if not text or not text.strip():
        return None
    try:
        return format(Decimal(text.strip().replace(",", ".")).normalize(), "f")
    except InvalidOperation as reason:
        raise LineRefused(message("placing.number_wrong"), field=field) from reason
