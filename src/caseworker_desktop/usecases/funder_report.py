"""The funder's report as a workbook: what the project is, its indicators, and the tables behind them; and any one report as a sheet."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from caseworker_desktop.kernel.clock import Clock
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.records.lists import Lists
from caseworker_desktop.report.book import Book, Chart, Cover, Sheet, Words
from caseworker_desktop.report.listings.frame import Frame
from caseworker_desktop.report.listings.registry import REPORTS
from caseworker_desktop.report.model import Listing
from caseworker_desktop.report.sheet import write
from caseworker_desktop.texts import Texts
from caseworker_desktop.usecases.emblems import emblem_of
from caseworker_desktop.usecases.printing import Printing
from caseworker_desktop.usecases.report_paper import paper_of
from caseworker_desktop.usecases.reporting import NEEDED, Question, Reporting
from caseworker_desktop.usecases.worker import Worker

#: The sheets of the funder's report after the indicators: report, told apart by, name, and the chart of its own cells.
_SHEETS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("participants", ()), ("services", ("service",)), ("services", ("month",)), ("attendance", ()), ("placements", ()), ("partners", ()),
)


class FunderReport:
    """Writes workbooks, or the same as a paper (a path that ends in .pdf). `texts` gives the catalogue of a language, `emblems` is the folder of
    the emblems that we ship."""

    def __init__(self, reporting: Reporting, worker: Worker, lists: Lists, texts: Callable[[str], Texts], printing: Printing,
                 emblems: Path) -> None:
        self._reporting, self._worker, self._lists, self._texts, self._printing = reporting, worker, lists, texts, printing
        self._emblems = emblems

    def write(self, question: Question, path: Path, progress: Progress, *, names: bool = False) -> int:
        """Write the whole report of a project to `path`; return how many sheets it has. `names`: participants by name, else by number.

        Raises Denied, Refused and UsageError as the reports do, OSError when the file cannot be written, Cancelled when it was stopped:
        then a file that stood there still stands there.
        """
        asked = self._reporting.completed(question)
        words = self._words(asked)
        stage = message("report.stage.counting")
        with self._reporting.facts(asked, NEEDED) as (facts, project):
            figures = self._reporting.figures(facts, project)
            sheets = [words.figures(name_of("indicators", ()), figures)]
            for n, (report, by) in enumerate(_SHEETS):
                progress.step(stage, n + 1, len(_SHEETS) + 1)
                if self._reporting.may_read(REPORTS[report].kinds):
                    listing = REPORTS[report].make(self._reporting.frame(facts, project, replace(asked, by=by)))
                    sheets.append(words.sheet(name_of(report, by), listing, chart=_chart(words, listing), names=names))
            sheets.append(self._method(words, asked))
            frame = self._reporting.frame(facts, project, asked)
            book = self._book(words, asked, frame, tuple(sheets))
            self._save(book, path, progress, frame)
        return len(sheets) + 1

    def write_listing(self, report: str, question: Question, path: Path, progress: Progress, *, names: bool = True) -> Listing:
        """Write one report to `path` as a workbook of that sheet; return the report. Raises as `write` does."""
        asked = self._reporting.completed(question)
        words = self._words(asked)
        with self._reporting.facts(asked, REPORTS[report].kinds) as (facts, project):
            frame = self._reporting.frame(facts, project, asked)
            listing = self._reporting.made(report, frame)
            sheet = words.sheet(name_of(report, asked.by), listing, chart=_chart(words, listing), names=names)
            book = self._book(words, asked, frame, (sheet,))
            self._save(book, path, progress, frame)
        return listing

    def write_people(self, listing: Listing, title: str, question: Question, path: Path, progress: Progress) -> None:
        """Write the persons behind a number to `path`, under the name of that number. Raises as `write` does."""
        asked = self._reporting.completed(question)
        words = self._words(asked)
        sheet = replace(words.sheet(message("report.sheet_name.participants"), listing), title=title)
        with self._reporting.facts(asked, NEEDED) as (facts, project):
            frame = self._reporting.frame(facts, project, asked)
            self._save(self._book(words, asked, frame, (sheet,)), path, progress, frame)

    def _words(self, question: Question) -> Words:
        return Words(self._texts(question.language or self._worker.language), self._lists)

    def _book(self, words: Words, asked: Question, frame: Frame, sheets: tuple[Sheet, ...]) -> Book:
        texts, project, reading = words.texts, frame.project, frame.facts.reading
        clock: Clock = self._worker.clock
        made = clock.now()
        organisation = next(iter(reading.rows("organisation")), None)
        shares = [f"{one.source} {texts.number(one.share_percent)} %" if one.share_percent is not None else one.source
                  for one in reading.rows("funding", project=project.id)]
        known = _period(texts, project.period_from, project.period_to)
        asked_for = _period(texts, asked.since, asked.until)
        told: list[tuple[Message, str | None]] = [
            (message("report.cover.organisation"), organisation.name if organisation is not None else None),
            (message("report.cover.project"), project.title), (message("report.cover.code"), project.code),
            (message("report.cover.programme"), project.programme), (message("report.cover.priority"), project.priority),
            (message("report.cover.measure"), project.measure), (message("report.cover.funder"), project.funder),
            (message("report.cover.shares"), "; ".join(shares)), (message("report.cover.period"), known),
            (message("report.cover.asked"), asked_for), (message("report.cover.as_of"), texts.date(str(asked.as_of))),
            (message("report.cover.made_at"), f"{texts.date(made.isoformat())} {texts.time(made.isoformat())}"),
            (message("report.cover.institution"), frame.name("institution", asked.institution) if asked.institution else None),
            (message("report.cover.training"), words.say(message("report.cover.training_text")) if self._worker.training else None),
            (message("report.cover.visibility"), project.visibility_text),
        ]
        facts = tuple((words.say(name), value) for name, value in told if value)
        title = words.say(message("report.cover.title"))
        under = words.say(message("report.cover.under", code=project.code, day=texts.date(str(asked.as_of))))
        cover = Cover(
            visibility=project.visibility_text or "",
            contents=words.say(message("report.cover.contents")), rows=words.say(message("report.cover.rows")),
            signing=(words.say(message("report.cover.prepared")), words.say(message("report.cover.approved"))),
            under=(words.say(message("report.cover.who")), words.say(message("report.cover.signature"))),
            **{name: picture for name, (_, picture) in self._pictures(frame).items()})
        return Book(title, project.code, facts, sheets, texts.language, under, words.say(message("report.cover.sheet")), cover)

    def _pictures(self, frame: Frame) -> dict[str, tuple[str, bytes]]:
        """Return the organisation's logo and the funder's emblem, those that are here: the project's own, else that of the union which pays."""
        reading, project = frame.facts.reading, frame.project
        organisation = next(iter(reading.rows("organisation")), None)
        shown = self._printing.pictures({"logo": organisation.logo if organisation is not None else None, "emblem": project.emblem})
        if "emblem" not in shown:
            sources = [one.source for one in reading.rows("funding", project=project.id)]
            shipped = emblem_of([project.funder, project.visibility_text, project.programme, *sources])
            if shipped is not None:
                shown["emblem"] = (shipped, (self._emblems / shipped).read_bytes())
        return shown

    def _method(self, words: Words, asked: Question) -> Sheet:
        notes = (
            message("report.method.as_of", day=words.texts.date(str(asked.as_of))), message("report.method.once"), message("report.method.left_out"),
            message("report.method.unknown"), message("report.method.refused"), message("report.method.days"), message("report.method.renamed"),
            message("report.method.rows"), message("report.method.protected"),
        )
        head = words.note_head()
        said = words.say(message("report.sheet_name.method"))
        return Sheet(said, said, (head,), [[words.say(one)] for one in notes], count=len(notes))

    def _save(self, book: Book, path: Path, progress: Progress, frame: Frame) -> None:
        stage = message("report.stage.writing")
        part = path.with_name(path.name + ".part")
        try:
            if path.suffix == ".pdf":
                progress.step(stage, 0, 0)
                part.write_bytes(self._pdf(book, frame))
                progress.step(stage, 1, 1)
            else:
                write(book, part, lambda done, total: progress.step(stage, done, total))
            os.replace(part, path)
        finally:
            part.unlink(missing_ok=True)

    def _pdf(self, book: Book, frame: Frame) -> bytes:
        organisation = next(iter(frame.facts.reading.rows("organisation")), None)
        name = organisation.name if organisation is not None else ""
        shown = self._pictures(frame)
        files: dict[str, str] = {each: file for each, (file, _) in shown.items()}
        mark = "".join(word[0] for word in name.replace("„", "").split()[:2]).upper()
        sheet = paper_of(book, self._texts(book.language), name, mark, logo=files.get("logo"), emblem=files.get("emblem"))
        return self._printing.pressed(sheet, dict(shown.values())).pdf


def name_of(report: str, by: tuple[str, ...]) -> Message:
    """Return the name of a report's sheet."""
    if report == "services" and by[:1] == ("month",):
        return message("report.sheet_name.by_month")
    return {
        "indicators": message("report.sheet_name.indicators"), "participants": message("report.sheet_name.participants"),
        "services": message("report.sheet_name.services"), "esf": message("report.sheet_name.esf"),
        "attendance": message("report.sheet_name.attendance"), "placements": message("report.sheet_name.placements"),
        "partners": message("report.sheet_name.partners"), "hours": message("report.sheet_name.hours"),
        "unmet-needs": message("report.sheet_name.unmet_needs"), "sources": message("report.sheet_name.sources"),
        "mentors": message("report.sheet_name.mentors"), "waiting": message("report.sheet_name.waiting"),
        "referrals": message("report.sheet_name.referrals"), "attitudes": message("report.sheet_name.attitudes"),
        "stories": message("report.sheet_name.stories"),
    }[report]


#: The figures that a report's chart shows, the first of these that it has.
_DRAWN = (("sessions",), ("trained_total",), ("offered", "filled"), ("persons",), ("partners",), ("mentors",), ("referrals",), ("before", "after"))


def _chart(words: Words, listing: Listing) -> Chart | None:
    """Return the chart of a listing that is told apart by one thing; by month or year the growth is a line."""
    keys = [one.key for one in listing.columns if one.kind != "id"]
    if "key" not in keys or "column" in keys or len(listing.rows) < 2:
        return None
    drawn = next((told for told in _DRAWN if set(told) <= set(keys)), None)
    if drawn is None:
        return None
    kind = "line" if drawn == ("trained_total",) else "bar"
    titles: Any = {one.key: one.title for one in listing.columns}
    return Chart(kind, ", ".join(words.say(titles[key]) for key in drawn), keys.index("name") + 1, tuple(keys.index(key) + 1 for key in drawn))


def _period(texts: Texts, begins: str | None, ends: str | None) -> str:
    return f"{texts.date(begins) if begins else '…'} – {texts.date(ends) if ends else '…'}" if begins or ends else ""
