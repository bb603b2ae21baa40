"""Numbers for funders: the indicators of a project as they stood on a day, and every other report of it."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from caseworker_desktop.kernel.errors import Denied, Refused, UsageError
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.records.lists import Lists
from caseworker_desktop.report.choosing import EVERYTHING, INSTITUTION, MUNICIPALITY, Place, Wanted
from caseworker_desktop.report.figures.facts import Facts
from caseworker_desktop.report.figures.ground import sessions_held
from caseworker_desktop.report.listings.frame import Frame
from caseworker_desktop.report.listings.registry import REPORTS
from caseworker_desktop.report.model import Asked, Figure, Listing
from caseworker_desktop.report.rules import Rules
from caseworker_desktop.report.scores import sealed_scores
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.compartments import Compartments
from caseworker_desktop.usecases.figures_kept import FEW, Kept
from caseworker_desktop.usecases.own_file import own_persons
from caseworker_desktop.usecases.worker import Worker

May = Callable[[str, Sequence[str], str, str], bool]
Say = Callable[[str], Callable[[Message], str]]
#: Figures are made of whole participations: who may not read them gets none.
NEEDED = ("indicator", "participation")
#: So many dimensions a listing is told apart by at once: rows and columns.
MOST_DIMENSIONS = 2
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Question:
    """What a report is asked: the project's code, the days (YYYY-MM-DD) from `since` to `until` as known on `as_of`, what rows are told apart by,
    the code of an institution, the language of names. None: open, today, everywhere, the workspace's.
    """

    project: str
    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    by: tuple[str, ...] = ()
    institution: str | None = None
    language: str | None = None


#: The names of the reports besides the indicators.
NAMES = tuple(REPORTS)
#: By what figures of indicators are told apart.
SPLITS = ("part", "place", "institution", "phase", "sex")


@dataclass(frozen=True, slots=True)
class Split:
    """The figures of a part, place, institution, phase or sex."""

    key: str
    name: str
    figures: tuple[Figure, ...]


class Reporting:
    """Reports for one worker. `institutions` are the shipped ones by id, `say` says messages in a language.

    `check` raises Denied while this laptop's files are closed (usecases/lease.py).
    """

    def __init__(
        self, store: Store, worker: Worker, may: May, lists: Lists, institutions: Mapping[str, Mapping[str, Any]], say: Say,
        check: Callable[[], None] | None = None,
    ) -> None:
        self._check = check
        self._store, self._worker, self._may, self._institutions, self._lists, self._say = store, worker, may, institutions, lists, say
        self._domains = {code: str((lists.row("outcome_types", code) or {}).get("domain") or "") for code in lists.codes("outcome_types")}

    def reports(self) -> tuple[str, ...]:
        """Return the names of the reports that this worker may ask for, besides the indicators."""
        return tuple(name for name, one in REPORTS.items() if self.may_read(one.kinds))

    def dimensions(self, name: str) -> tuple[str, ...]:
        """Return by what the rows of a report can be told apart."""
        return REPORTS[name].by

    def may_read(self, kinds: Sequence[str]) -> bool:
        """Tell whether this worker may read records of all these kinds."""
        return all(self._may(self._worker.role, self._worker.roles_extra, kind, "read") for kind in kinds)

    def may_write(self, kind: str) -> bool:
        """Tell whether this worker may write records of a kind."""
        return self._may(self._worker.role, self._worker.roles_extra, kind, "write")

    def indicators(self, project: str, as_of: str, since: str | None = None) -> tuple[Figure, ...]:
        """Return the figures of all indicators of the project with that code, in the order of their codes, as of a day (YYYY-MM-DD).

        Sessions count from `since` on, when it is given. Raises Denied when the worker may not read indicators and participations, UsageError
        when a day is none, Refused when no project has the code.
        """
        with self.facts(Question(project, since, as_of=as_of), NEEDED) as (facts, row):
            return self.figures(facts, row)

    def indicators_by(self, question: Question) -> tuple[Split, ...]:
        """Return the figures of all indicators apart by the one dimension of the question: each row's key and name with a figure an indicator.

        Raises UsageError for a dimension by which indicators are not told apart.
        """
        if len(question.by) != 1 or question.by[0] not in SPLITS:
            raise UsageError(message("report.no_dimension", told=", ".join(question.by), known=SPLITS))
        with self.facts(question, NEEDED) as (facts, row):
            frame = self.frame(facts, row, question)
            wishes = self._wishes(frame, question.by[0])
            return tuple(Split(key, frame.name(question.by[0], key), self.figures(facts, row, wish)) for key, wish in wishes)

    def _wishes(self, frame: Frame, dim: str) -> list[tuple[str, Wanted]]:
        match dim:
            case "part":
                return [(one.id, Wanted(frozenset({one.id}))) for one in frame.parts]
            case "place":
                return [
                    (one.key, Wanted(frozenset({one.part})) if one.part else Wanted(place=Place(MUNICIPALITY, one.key, one.key)))
                    for one in frame.places.known
                ]
            case "institution":
                keys = sorted({key for one in frame.among for key in frame.keys_of_person(dim)(one) if key})
                told = ((key, frame.facts.institution(key)) for key in keys)
                return [(key, Wanted(place=Place(INSTITUTION, id_, key))) for key, id_ in told if id_]
            case "phase":
                return [(code, Wanted(phase=code)) for code in self._lists.codes("phases")]
        return [(code, Wanted(sex=code)) for code in self._lists.codes("sexes")]

    def listing(self, name: str, question: Question) -> Listing:
        """Return a report's rows. Raises UsageError for a day or a dimension that is none, Denied and Refused as `indicators` does."""
        with self.facts(question, REPORTS[name].kinds) as (facts, row):
            return self.made(name, self.frame(facts, row, question))

    def made(self, name: str, frame: Frame) -> Listing:
        """Return a report's rows over facts already open. Raises UsageError for a dimension by which it is not told apart."""
        report = REPORTS[name]
        wrong = next((dim for dim in frame.by if dim not in report.by), None)
        if wrong is not None or len(frame.by) > MOST_DIMENSIONS:
            raise UsageError(message("report.no_dimension", told=wrong or ", ".join(frame.by), known=report.by or ("–",)))
        return report.make(frame)

    def frame(self, facts: Facts, project: Any, question: Question) -> Frame:
        """Return what listings are made from."""
        language = question.language or self._worker.language
        institution = None
        if question.institution is not None:
            institution = facts.institution(question.institution)
            if institution is None:
                raise Refused(message("report.no_institution", code=question.institution))
        return Frame(
            facts, project, self._lists, language, self._say(language), tuple(dict.fromkeys(question.by)), institution, self.may_read(("person",)),
            shut=own_persons(facts.reading, self._worker))

    @contextmanager
    def facts(self, question: Question, kinds: Sequence[str]) -> Iterator[tuple[Facts, Any]]:
        """Open the facts of a question and its project's row, all of one moment."""
        if self._check is not None:
            self._check()
        if not self.may_read(kinds):
            raise Denied(message("report.denied"))
        asked = self.completed(question)
        with self._store.reading() as reading:
            found = reading.rows("project", code=question.project)
            if not found:
                raise Refused(message("report.no_project", code=question.project))
            memory = self._memory(reading, found[0], asked)
            yield Facts(reading, found[0], str(asked.as_of), asked.since, self._known(reading), self._domains, asked.until, memory), found[0]
        if memory is not None:
            memory.save(self._store)

    def _memory(self, reading: Reading, project: Any, asked: Question) -> Kept | None:
        """Return what is kept for these days; None in a small workspace. Days before the first session and after the last are as good as those."""
        many, earliest, latest = sessions_held(reading)
        if many <= FEW:
            return None
        since, until = max(asked.since or "", earliest), min(str(asked.until), latest)
        days = "|".join((project.period_from or "", project.period_to or "", since, until))
        return Kept(reading, project.id, days, reading.catalog.fingerprint())

    def completed(self, question: Question) -> Question:
        """Return the question with its days told. Raises UsageError for a day that is none, or for a first day after the last."""
        for day in (question.since, question.until, question.as_of):
            if day is not None and not _is_day(day):
                raise UsageError(message("report.no_day", told=day))
        as_of = question.as_of or question.until or self._worker.clock.now().date().isoformat()
        until = min(question.until or as_of, as_of)
        if question.since is not None and question.since > until:
            raise UsageError(message("report.from_after_day"))
        return replace(question, as_of=as_of, until=until)

    def figures(self, facts: Facts, project: Any, wish: Wanted = EVERYTHING) -> tuple[Figure, ...]:
        """Return the figures of a project's indicators over facts already open."""
        reading = facts.reading
        collecting = gc.isenabled()
        gc.disable()  # hundreds of thousands of rows live until the figures are told: looking for garbage among them takes a third of the time
        try:
            return self._figures(facts, reading, project, wish)
        finally:
            if collecting:
                gc.enable()

    def _figures(self, facts: Facts, reading: Reading, project: Any, wish: Wanted) -> tuple[Figure, ...]:
        rules = Rules(facts, sealed_scores(reading, facts, Compartments(reading, self._worker).figures_key()), wish)
        asked = sorted((_asked(row) for row in reading.rows("indicator", project=project.id)), key=lambda one: (one.code, one.id))
        return tuple(rules.figure(one) for one in asked)

    def _known(self, reading: Reading) -> dict[str, Mapping[str, Any]]:
        return {**self._institutions, **{row["id"]: row for row in reading.plains("institution")}}


def _asked(row: Any) -> Asked:
    names = {language: name for language in ("lt", "lv", "en") if (name := getattr(row, f"name_{language}"))}
    return Asked(
        row.id, row.code, row.rule, row.parameters or {}, row.unit, row.operator, _decimal(row.target), _decimal(row.baseline), row.part, names,
        row.by_date)


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _is_day(told: str) -> bool:
    try:
        return _DAY.fullmatch(told) is not None and date.fromisoformat(told) is not None
    except ValueError:
        return False
