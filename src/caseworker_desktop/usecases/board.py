"""What the screen of indicators shows of a project, who stands behind a number, and tasks for what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from caseworker_desktop.kernel import clock
from caseworker_desktop.kernel.message import Message
from caseworker_desktop.report.figures import persons
from caseworker_desktop.report.listings.columns import column, columns
from caseworker_desktop.report.listings.frame import Frame
from caseworker_desktop.report.listings.registry import REPORTS
from caseworker_desktop.report.model import Figure, Listing
from caseworker_desktop.report.periods import months_later
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.intent import Intent, Written
from caseworker_desktop.usecases.reporting import NEEDED, Question, Reporting
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import Writer

MISSING = "missing"


@dataclass(frozen=True, slots=True)
class ProjectFace:
    """A project that may be looked at; days of its period as recorded."""

    code: str
    title: str
    period_from: str | None
    period_to: str | None
    status: str | None


@dataclass(frozen=True, slots=True)
class Board:
    """The figures of a project on a day, and what its participants' data lack (None: this worker may not see that)."""

    project: ProjectFace
    question: Question
    figures: tuple[Figure, ...]
    missing: Listing | None


@dataclass(frozen=True, slots=True)
class PersonFace:
    """A person behind a number: name, number of the case, the day of entry into the project, what is missing (of which stage: entry, exit,
    six_month) and by when.
    """

    id: str
    name: str
    number: str
    entered: str | None
    missing: tuple[str, ...] = ()
    due: str | None = None
    stage: str | None = None


class Boards:
    """Boards for one worker."""

    def __init__(self, store: Store, writer: Writer, worker: Worker, reporting: Reporting) -> None:
        self._store, self._writer, self._worker, self._reporting = store, writer, worker, reporting

    def today(self) -> date:
        """Return the day."""
        return clock.today(self._worker.clock)

    def may_read(self) -> bool:
        """Tell whether this worker may see figures at all."""
        return self._reporting.may_read(NEEDED)

    def projects(self) -> tuple[ProjectFace, ...]:
        """Return the projects: those with indicators first, of these the running ones, the latest first."""
        with self._store.reading() as reading:
            promised = {row.project for row in reading.rows("indicator")}
            found = [(row.id in promised, ProjectFace(row.code, row.title, row.period_from, row.period_to, row.status))
                     for row in reading.rows("project")]
        found.sort(key=lambda one: (one[1].period_from or "", one[1].code), reverse=True)
        return tuple(one for _, one in sorted(found, key=lambda one: (not one[0], one[1].status != "running")))

    def board(self, question: Question) -> Board:
        """Return a project's board. Raises as `Reporting.indicators` does."""
        asked = self._reporting.completed(question)
        with self._reporting.facts(asked, NEEDED) as (facts, row):
            figures = self._reporting.figures(facts, row)
            missing = None
            if self._reporting.may_read(REPORTS["esf"].kinds):
                missing = REPORTS["esf"].make(self._reporting.frame(facts, row, replace(asked, by=(MISSING,))))
        face = ProjectFace(row.code, row.title, row.period_from, row.period_to, row.status)
        return Board(face, asked, figures, missing)

    def growth(self, question: Question, figure: Figure) -> tuple[tuple[str, int], ...]:
        """Return by month (YYYY-MM) how many persons of a figure had been counted by its end: participants by entry, trained by completion."""
        asked = self._reporting.completed(question)
        with self._reporting.facts(asked, NEEDED) as (facts, _):
            wanted = frozenset(figure.persons)
            first: dict[str, str] = {}
            days = ([(one.person, one.on) for one in facts.memberships if one.on is not None] if figure.rule == "trained"
                    else [(one.person, one.on) for one in facts.entries])
            for person, on in days:
                if person in wanted:
                    first[person] = min(on, first.get(person, on))
        if not first:
            return ()
        out, month, last = [], min(first.values())[:7], str(asked.as_of)[:7]
        while month <= last:
            out.append((month, sum(on[:7] <= month for on in first.values())))
            month = months_later(f"{month}-01", 1)[:7]
        return tuple(out)

    def people(
        self, question: Question, ids: Sequence[str], missing: Listing | None = None, most: int | None = None,
    ) -> tuple[PersonFace, ...]:
        """Return the persons behind a number (at `most` so many) in the order of their names, with what `missing` says of them."""
        lacking: dict[str, Mapping[str, object]] = {}
        for row in missing.rows if missing is not None else ():
            known = lacking.get(str(row["person"]))
            if known is None or known["kind"] == "entry":  # what is asked after leaving comes before what was forgotten at entry
                lacking[str(row["person"])] = row
        asked = self._reporting.completed(question)
        with self._reporting.facts(asked, NEEDED) as (facts, row):
            frame: Frame = self._reporting.frame(facts, row, asked)
            if most is not None and len(ids) > most:
                ids = persons.first_by_name(facts, ids, most)
            name = frame.named(ids)
            numbers = {person: held[-1].number or "" for person, held in persons.cases_of(facts, ids).items()}
            entered = persons.entered(facts, ids)
        out = []
        for person in ids:
            told = lacking.get(person, {})
            fields, due = told.get("missing", ()), told.get("due")
            out.append(PersonFace(
                person, name(person), numbers.get(person, ""), entered.get(person), tuple(fields) if isinstance(fields, list) else (),
                str(due) if due else None, str(told["kind"]) if told else None))
        return tuple(sorted(out, key=lambda one: (frame.sorted_by(one.name), one.id)))

    def listing_of(self, people: Sequence[PersonFace]) -> Listing:
        """Return the list behind a number as a report's rows, for a file."""
        rows = tuple({"person": one.id, "name": one.name, "number": one.number, "entry_on": one.entered, "missing": list(one.missing), "due": one.due}
                     for one in people)
        return Listing("people", columns("person", "name", "number", "entry_on", "missing", "due"), rows, {"persons": len(rows)},
                       persons=tuple((one.id,) for one in people))

    def may_write_tasks(self) -> bool:
        """Tell whether tasks may be made for what is missing."""
        return self._reporting.may_write("task")

    def create_tasks(self, wanted: Sequence[tuple[str, str, str]]) -> Written:
        """Write a task for each (person, title, due day) for this worker, all or none."""
        return self._writer.write([
            Intent("task", None, {"title": title, "due": due, "person": person, "staff": self._worker.staff, "kind": "follow_up"})
            for person, title, due in wanted
        ])

    def take_back(self, tasks: Sequence[str]) -> Written:
        """Delete tasks that were just made."""
        return self._writer.write([Intent("task", one, {}, deleted=True) for one in tasks])


def column_title(key: str) -> Message:
    """Return what a key of a report's rows is called."""
    return column(key).title
