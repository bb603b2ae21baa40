"""What the measurements of a person look like, and what the form of a new one holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.assessment.answers import ItemFace
from caseworker_desktop.usecases.assessing import Band, Instrument, Measured, Measurement, Result
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.intent import Written

DRAFT = "measure:"
LANGUAGES = ("lt", "lv", "en", "ru")
Mark = tuple[str, str, str | None]


@dataclass(frozen=True, slots=True)
class Form:
    """What stands in the form of a new measurement."""

    instrument: str
    language: str
    on: str | None
    moment: str
    answers: Mapping[str, int] = field(default_factory=dict)
    asked_on: str | None = ""
    told_whom: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class SheetFace:
    """What stands above the items. `notice` tells that the text is not shipped; `source` must stand beside a text that is."""

    stem: str
    options: str
    notice: str
    source: str
    items: tuple[ItemFace, ...]


@dataclass(frozen=True, slots=True)
class ResultFace:
    """What the answers give so far."""

    score: str
    marks: tuple[Mark, ...]
    missing: str
    risk: bool


@dataclass(frozen=True, slots=True)
class LineFace:
    """One instrument on record: its scores as (day, score, moment), oldest first, and in words, the last one's marks, and the change in words."""

    name: str
    points: tuple[tuple[str, float, str], ...]
    numbers: tuple[str, ...]
    marks: tuple[Mark, ...]
    change: str


@dataclass(frozen=True, slots=True)
class ShutFace:
    """A measurement of which only the day and the moment may be told."""

    words: str
    below: str


class MeasurePresenter:
    """Reads and writes the measurements of one person at a time."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts = desk, texts
        self._person = ""
        self._case: str | None = None
        self._sex: str | None = None
        self._instruments = {one.code: one for one in desk.assessing.instruments()}

    def load(self, person: str) -> None:
        """Take up a person."""
        self._person = person
        self._case = self._desk.planning.case_of(person)
        self._sex = self._desk.assessing.sex_of(person)

    def may_write(self) -> bool:
        """Tell whether a measurement may be written for this person."""
        return self._case is not None and self._desk.assessing.may_measure()

    # ---- on record --------------------------------------------------------------------------------------------------------------------
    def record(self) -> tuple[list[LineFace], list[ShutFace]]:
        """Return what is on record: the scores that this worker may read by instrument, and what stays shut."""
        found = self._desk.assessing.measured(self._person)
        lists, language = self._desk.lists, self._texts.language
        by_code: dict[str, list[Measured]] = {}
        for one in reversed(found):
            if one.instrument is not None:
                by_code.setdefault(one.instrument, []).append(one)
        lines = [self._line(code, measured) for code, measured in by_code.items()]
        shut = []
        for one in found:
            if one.instrument is not None:
                continue
            moment = lists.name("assessment_moments", one.moment, language) if one.moment else ""
            readers = lists.name("roles", one.shut, language) if one.shut and lists.has("roles", one.shut) else one.by or ""
            below = self._texts.say(message("ui_assessment.for_whom", who=readers)) if readers else self._say("ui_assessment.not_for_you")
            shut.append(ShutFace(" · ".join(part for part in (self._say("ui_assessment.made"), self._texts.date(one.on), moment) if part), below))
        return lines, shut

    # ---- the form ---------------------------------------------------------------------------------------------------------------------
    def instruments(self) -> list[tuple[str, str]]:
        """Return the instruments offered."""
        return [(code, f"{code} · {self._desk.lists.name('instruments', code, self._texts.language)}") for code in self._instruments]

    def languages(self) -> list[tuple[str, str]]:
        """Return the languages in which a sheet may be filled in."""
        return [(code, self._desk.lists.name("languages", code, self._texts.language)) for code in LANGUAGES]

    def moments(self) -> list[tuple[str, str]]:
        """Return the moments offered."""
        return [(code, self._desk.lists.name("assessment_moments", code, self._texts.language))
                for code in self._desk.lists.codes("assessment_moments")]

    def blank(self) -> Form:
        """Return the form as it begins: what was typed and not written comes back."""
        draft = self._desk.drafts.get(DRAFT + self._person) if self._desk.worker.secret is not None else None
        language = self._texts.language if self._texts.language in LANGUAGES else LANGUAGES[0]
        made = self._desk.assessing.measured(self._person)
        fresh = Form(next(iter(self._instruments)), language, self._desk.people.today(), "review" if made else "entry")
        if draft is None:
            return fresh
        kept: Mapping[str, Any] = {name: value for name, value in draft.content.items() if name in Form.__slots__}
        return replace(fresh, **kept) if kept.get("instrument") in self._instruments else fresh

    def keep(self, form: Form) -> None:
        """Save a draft when there is an answer or a word to keep, remove it when there is none."""
        if not self._person or self._desk.worker.secret is None:
            return
        if form.answers or form.told_whom or form.told:
            self._desk.drafts.save(DRAFT + self._person, asdict(form))
        else:
            self._desk.drafts.discard(DRAFT + self._person)

    def discard(self) -> None:
        """Throw the draft away."""
        if self._person and self._desk.worker.secret is not None:
            self._desk.drafts.discard(DRAFT + self._person)

    def sheet(self, form: Form) -> SheetFace:
        """Return the items of the chosen instrument in the chosen language."""
        told, sheet = self._instruments[form.instrument], self._desk.assessing.sheet(form.instrument, form.language)
        options = dict(sheet.options) if sheet is not None else {}
        items = tuple(self._item(told, number, sheet.items[number - 1] if sheet is not None else "", options)
                      for number in range(1, (told.scoring.items or 0) + 1))
        if sheet is None:
            return SheetFace("", "", self._say("ui_assessment.own_paper"), "", items)
        words = " · ".join(f"{value} – {text}" for value, text in sorted(options.items()))
        return SheetFace(sheet.stem, words, "", sheet.attribution, items)

    def result(self, form: Form) -> ResultFace:
        """Return what the answers give so far."""
        result = self._desk.assessing.result(form.instrument, form.answers, form.language, self._sex)
        missing = self._texts.say(message("assessing.missing", count=len(result.missing))) if result.score is None else ""
        score = "" if result.score is None else self._texts.say(message("ui_assessment.score", score=self._number(result.score)))
        return ResultFace(score, tuple(self._marks(result)), missing, bool(result.risks))

    def write(self, form: Form) -> Written:
        """Write the measurement and remove its draft. Raises LineRefused naming a field."""
        assert self._case is not None, "only a person with a case has the form"
        written = self._desk.assessing.measure(Measurement(
            self._case, form.instrument, form.on or "", form.moment, form.language, form.answers, form.asked_on or "", form.told_whom, form.told))
        self.discard()
        return written

    # ---- inside -----------------------------------------------------------------------------------------------------------------------
    def _item(self, told: Instrument, number: int, words: str, options: Mapping[int, str]) -> ItemFace:
        item = str(number)
        values = tuple(value for value in range(told.scoring.low, told.scoring.high + 1) if told.scoring.fits(item, value))
        shown = self._texts.say(message("ui_assessment.item", number=number, text=words)) if words else self._texts.say(
            message("ui_assessment.bare_item", number=number))
        return ItemFace(item, shown, values, options)

    def _marks(self, result: Result) -> list[Mark]:
        found = [self._mark(result.said.band)] if result.said.band is not None else []
        return [*found, *(self._mark(cut) for cut in result.said.cuts)]

    def _mark(self, band: Band) -> Mark:
        words = self._desk.lists.name("instrument_bands", band.code, self._texts.language)
        return words, band.tone, "warn" if band.tone == "red" else "info" if band.tone == "amber" else None

    def _line(self, code: str, measured: list[Measured]) -> LineFace:
        lists, language = self._desk.lists, self._texts.language
        points = tuple(
            (self._texts.date(one.on), float(one.score), lists.name("assessment_moments", one.moment, language) if one.moment else "")
            for one in measured if one.score is not None)
        last = measured[-1]
        marks = [self._mark(last.band)] if last.band is not None else []
        if last.risk:
            marks.append((self._say("ui_assessment.safety_done"), "red", "shield"))
        change = ""
        scores = [one.score for one in measured if one.score is not None]
        if len(scores) > 1:
            by = scores[-1] - scores[0]
            signed = f"+{self._number(by)}" if by > 0 else self._number(by)
            first, now = self._number(scores[0]), self._number(scores[-1])
            change = self._texts.say(message("ui_assessment.change", first=first, last=now, change=signed))
        numbers = tuple(self._number(score) for score in scores)
        return LineFace(f"{code} · {lists.name('instruments', code, language)}", points, numbers, tuple(marks), change)

    def _number(self, score: Decimal) -> str:
        """Return a score with as many decimals as it has."""
        return self._texts.number(int(score) if score == score.to_integral_value() else score.normalize())

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
