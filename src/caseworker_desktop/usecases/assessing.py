"""Needs and measurements of one person: rating the wheel, what answers each need, instruments with their bands, and the safety prompt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from caseworker_desktop.kernel import clock
from caseworker_desktop.kernel.errors import Denied, LineRefused, Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.assessment.bands import Band, Reading as Said, read_score
from caseworker_desktop.records.assessment.scoring import Scoring, scoring
from caseworker_desktop.records.assessment.sheets import Sheet, Sheets
from caseworker_desktop.records.lists import Lists
from caseworker_desktop.records.views.head import staff_names
from caseworker_desktop.records.views.needs import Answer, DomainNeed, Rated, Service, Unmet, needs_of, unmet
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.intent import Intent, Written
from caseworker_desktop.usecases.plan_state import LOW_RATING
from caseworker_desktop.usecases.protected import Protected, Shut
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import May, Writer

__all__ = [
    "Answer", "Assessing", "Band", "DomainNeed", "Instrument", "Line", "Measured", "Measurement", "Point", "Rated", "Rating", "Result", "Rewritten",
    "Scoring", "Service", "Sheet", "Unmet", "Wheel",
]

#: Of these instruments nothing is offered: the licence forbids it, or they are filled in elsewhere (the wheel; the employers' anonymous sheet).
NOT_HERE = frozenset({"NW-12", "ATT-5"})
NOT_SHIPPED = "NO"
STILL_OPEN = (None, "open", "in_plan")


@dataclass(frozen=True, slots=True)
class Rating:
    """What a form tells of one domain, whole: values 0 to 10 or None; `place` a municipality where a service is not available."""

    domain: str
    client: int | None
    worker: int | None
    barriers: tuple[str, ...] = ()
    met: str | None = None
    note: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Rewritten:
    """Ratings that were written, with what takes them back."""

    written: Written
    undo: tuple[Intent, ...]


@dataclass(frozen=True, slots=True)
class Wheel:
    """The needs of a person's case. `unanswered`: domains rated low that no standing goal answers, the lowest first."""

    person: str
    case: str
    domains: tuple[DomainNeed, ...]
    unanswered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument that can be used. `languages`: those in which its text is shipped; in others answers come from the worker's own paper."""

    code: str
    scoring: Scoring
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What answers give: `missing` items without an answer, `risks` items that ask for the safety prompt."""

    score: Decimal | None
    said: Said
    missing: tuple[str, ...]
    risks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measurement:
    """A filled-in form. The safety prompt (`asked_on`, `told_whom`, `told`) is asked for when a risk item is positive."""

    case: str
    instrument: str
    on: str
    moment: str
    language: str
    answers: Mapping[str, int] = field(default_factory=dict)
    asked_on: str = ""
    told_whom: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """A measurement on record. Without the right to it only the day and the moment are told (`instrument` None), and for whom it is (`shut`)."""

    id: str
    on: str
    moment: str | None
    by: str | None
    instrument: str | None
    language: str | None
    score: Decimal | None
    band: Band | None
    band_words: str | None
    risk: bool
    shut: str | None


@dataclass(frozen=True, slots=True)
class Point:
    """One score in a line of scores."""

    on: str
    moment: str | None
    score: Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """The scores of one instrument, the oldest first. `change`: last minus first, None with one score."""

    instrument: str
    points: tuple[Point, ...]

    @property
    def change(self) -> Decimal | None:
        """Last minus first."""
        return self.points[-1].score - self.points[0].score if len(self.points) > 1 else None


class Assessing:
    """Needs and measurements for one worker."""

    def __init__(self, store: Store, writer: Writer, protected: Protected, worker: Worker, may: May, lists: Lists, sheets: Sheets) -> None:
        self._store, self._writer, self._protected, self._worker = store, writer, protected, worker
        self._may, self._lists, self._sheets = may, lists, sheets
        self._bands = tuple(row for code in lists.codes("instrument_bands") if (row := lists.row("instrument_bands", code)) is not None)

    # ---- needs --------------------------------------------------------------------------------------------------------------------
    def wheel(self, person: str) -> Wheel | None:
        """Return the needs of the person's case, None when there is no case. Raises Denied when the worker may not read needs."""
        self._allow("need")
        with self._store.reading() as reading:
            cases = reading.rows("case", person=person)
            if not cases:
                return None
            case = max(cases, key=lambda one: (one.closed_on is None, one.kind != "family", one.opened_on or "", one.id)).id
            domains = needs_of(reading, case, self._today())
        low = [(lowest, one.domain) for one in domains if (lowest := _lowest(one)) is not None]
        return Wheel(person, case, domains, tuple(domain for _, domain in sorted(low)))

    def rate(self, case: str, ratings: Sequence[Rating], on: str | None = None) -> Rewritten:
        """Write ratings of `on` (else today): a domain rated that day already is changed, else it is rated anew and the older rating stays.

        Raises LineRefused naming `on`, `place` or a field of need; Denied when the worker may not write needs.
        """
        day = on or self._today()
        if day > self._today():
            raise LineRefused(message("assessing.in_the_future"), field="on")
        for one in ratings:
            if one.met == "not_available" and not one.place:
                raise LineRefused(message("assessing.where_not_available"), field="place")
        with self._store.reading() as reading:
            known = {(row["domain"], row["on"]): row for row in reading.plains("need", case=case)}
        intents, undo = [], []
        for one in ratings:
            values: dict[str, Any] = {
                "client_value": one.client, "worker_value": one.worker, "barriers": list(one.barriers), "met": one.met, "note": one.note or None,
                "place": one.place}
            same = known.get((one.domain, day))
            if same is None:
                id_ = self._writer.new_id()
                told = {name: value for name, value in values.items() if value not in (None, [])}
                intents.append(Intent("need", id_, {"met": "open", **told, "case": case, "domain": one.domain, "on": day}))
                undo.append(Intent("need", id_, {}, deleted=True))
            else:
                intents.append(Intent("need", same["id"], values))
                undo.append(Intent("need", same["id"], {name: same.get(name) for name in values}))
        return Rewritten(self._writer.write(intents), tuple(undo))

    def take_back_ratings(self, done: Rewritten) -> Written:
        """Leave the needs as they were before."""
        return self._writer.write(list(done.undo))

    def unmet(self, first: str, last: str, person: str | None = None) -> tuple[Unmet, ...]:
        """Return what was asked for and is not available, between two days. Raises Denied when the worker may not read needs."""
        self._allow("need")
        with self._store.reading() as reading:
            return unmet(reading, first, last, person)

    # ---- instruments ----------------------------------------------------------------------------------------------------------------
    def instruments(self) -> tuple[Instrument, ...]:
        """Return the instruments that may be used, in the order of the list."""
        found = []
        for code in self._lists.codes("instruments"):
            row = self._lists.row("instruments", code)
            told = scoring(row) if row is not None else None
            if row is None or told is None or told.items is None or code in NOT_HERE or row.get("ship_text") == NOT_SHIPPED:
                continue
            found.append(Instrument(code, told, self._sheets.languages(code)))
        return tuple(found)

    def sheet(self, instrument: str, language: str) -> Sheet | None:
        """Return the text of an instrument, None where it is not shipped in that language: answers then come from the worker's own paper."""
        return self._sheets.sheet(instrument, language)

    def result(self, instrument: str, answers: Mapping[str, int], language: str | None, sex: str | None) -> Result:
        """Return what answers give so far. Raises Refused for an instrument that is none."""
        told = self._scoring(instrument)
        missing = tuple(str(item) for item in range(1, (told.items or 0) + 1) if str(item) not in answers)
        score = told.score(answers)
        said = read_score(self._bands, instrument, score, language, sex) if score is not None else Said(None, ())
        return Result(score, said, missing, told.risks(answers))

    def measure(self, told: Measurement) -> Written:
        """Write a measurement with its score and band.

        Raises LineRefused naming `instrument`, `on`, `answers`, `asked_on`, `told_whom` or `told`; Denied when the worker may not.
        """
        today = self._today()
        if told.instrument not in {one.code for one in self.instruments()}:
            raise LineRefused(message("assessing.no_such_instrument"), field="instrument")
        if not _is_day(told.on) or told.on > today:
            raise LineRefused(message("assessing.in_the_future"), field="on")
        sex = self._sex(told.case)
        result = self.result(told.instrument, told.answers, told.language, sex)
        if result.score is None:
            raise LineRefused(message("assessing.missing", count=len(result.missing)), field="answers")
        values: dict[str, Any] = {
            "case": told.case, "instrument": told.instrument, "language": told.language, "on": told.on, "by": self._worker.staff,
            "moment": told.moment, "answers": dict(told.answers), "score": format(result.score.normalize(), "f")}
        sheet = self.sheet(told.instrument, told.language)
        if sheet is not None:
            values["instrument_version"] = sheet.version
        if result.said.band is not None:
            values["band"] = result.said.band.band
        if result.risks:
            values["safety_prompt"] = self._prompt(told, today)
        return self._writer.write([Intent("assessment", None, values)])

    def take_back(self, assessment: str) -> Written:
        """Delete a measurement just made by mistake."""
        return self._writer.write([Intent("assessment", assessment, {}, deleted=True)])

    def measured(self, person: str) -> tuple[Measured, ...]:
        """Return the measurements of a person, the newest first; of those that this worker may not read, only day and moment."""
        with self._store.reading() as reading:
            found = [row for case in reading.rows("case", person=person) for row in reading.rows("assessment", case=case.id)]
            sex = getattr(reading.row("person", person), "sex", None)
            names = staff_names(reading.connection, [row.by for row in found])
        found.sort(key=lambda row: (row.on, row.id), reverse=True)
        if not self._reads("assessment"):
            return tuple(Measured("", row.on, row.moment, None, None, None, None, None, None, False, "") for row in found)
        opened = self._protected.open("assessment", [row.id for row in found])
        return tuple(self._measured(row, opened.get(row.id, {}), sex, names) for row in found)

    def lines(self, person: str) -> tuple[Line, ...]:
        """Return the scores that this worker may read, an instrument each, by code."""
        found: dict[str, list[Point]] = {}
        for one in reversed(self.measured(person)):
            if one.instrument is not None and one.score is not None:
                found.setdefault(one.instrument, []).append(Point(one.on, one.moment, one.score))
        return tuple(Line(code, tuple(points)) for code, points in sorted(found.items()))

    def profile(self, assessment: str) -> Mapping[str, int] | None:
        """Return the answers of a measurement by item, None when this worker may not read them."""
        values = self._protected.open("assessment", [assessment]).get(assessment, {}) if self._reads("assessment") else {}
        answers = values.get("answers")
        return None if answers is None or isinstance(answers, Shut) else answers

    def sex_of(self, person: str) -> str | None:
        """Return the person's sex on record: bands may differ by it."""
        with self._store.reading() as reading:
            return getattr(reading.row("person", person), "sex", None)

    def may_measure(self) -> bool:
        """Tell whether the worker may write measurements."""
        return self._allowed("assessment", "write")

    def may_rate(self) -> bool:
        """Tell whether the worker may write needs."""
        return self._allowed("need", "write")

    # ---- inside -----------------------------------------------------------------------------------------------------------------------
    def _measured(self, row: Any, values: Mapping[str, Any], sex: str | None, names: Mapping[str, str]) -> Measured:
        score = values.get("score", row.score)
        if isinstance(score, Shut):
            return Measured(row.id, row.on, row.moment, names.get(row.by or ""), None, None, None, None, None, False, score.readers)
        number = Decimal(score) if score is not None else None
        band = values.get("band", row.band)
        said = read_score(self._bands, row.instrument, number, row.language, sex).band if number is not None else None
        kept = next((_band(one) for one in self._bands if one["instrument"] == row.instrument and one.get("band") == band and band), None)
        if said is not None and said.band == band:
            kept = said
        answers = values.get("answers", row.answers) or {}
        told = scoring(found) if (found := self._lists.row("instruments", row.instrument)) is not None else None
        risk = told is not None and bool(told.risks(answers))
        return Measured(row.id, row.on, row.moment, names.get(row.by or ""), row.instrument, row.language, number, kept or said, band, risk, None)

    def _prompt(self, told: Measurement, today: str) -> dict[str, str]:
        """Return the safety prompt. Raises LineRefused naming what is missing: it cannot be skipped."""
        if not _is_day(told.asked_on) or told.asked_on > today:
            raise LineRefused(message("assessing.asked_on"), field="asked_on")
        if not told.told_whom.strip():
            raise LineRefused(message("assessing.told_whom"), field="told_whom")
        if not told.told.strip():
            raise LineRefused(message("assessing.told"), field="told")
        return {"asked_on": told.asked_on, "told_whom": told.told_whom.strip(), "text": told.told.strip()}

    def _sex(self, case: str) -> str | None:
        with self._store.reading() as reading:
            found = reading.row("case", case)
            if found is None:
                raise Refused(message("assessing.no_case"))
            return getattr(reading.row("person", found.person), "sex", None)

    def _scoring(self, instrument: str) -> Scoring:
        row = self._lists.row("instruments", instrument)
        told = scoring(row) if row is not None else None
        if told is None:
            raise Refused(message("assessing.no_such_instrument"))
        return told

    def _allow(self, kind: str) -> None:
        if not self._reads(kind):
            raise Denied(message("denied.role"))

    def _reads(self, kind: str) -> bool:
        return self._allowed(kind, "read")

    def _allowed(self, kind: str, act: str) -> bool:
        """Tell whether the worker may do this; before joining, a laptop's one owner may do everything (as in usecases/writing.py)."""
        return not self._worker.joined or self._may(self._worker.role, self._worker.roles_extra, kind, act)

    def _today(self) -> str:
        return clock.today(self._worker.clock).isoformat()


def _lowest(need: DomainNeed) -> int | None:
    """Return the lower value of a need that nothing answers, None when it is answered, met or good enough."""
    last = need.last
    if last is None or last.met not in STILL_OPEN or any(one.standing for one in need.answers):
        return None
    lowest = min((value for value in (last.client, last.worker) if value is not None), default=LOW_RATING)
    return lowest if lowest <= LOW_RATING else None


def _band(row: Mapping[str, Any]) -> Band:
    return Band(str(row["code"]), str(row.get("band") or ""), str(row.get("tone") or "grey"))


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("YYYY-MM-DD")
