"""The tab „Work“ of the person's page: placements, applications, work found and whether it lasts, and which jobs would suit."""

from __future__ import annotations

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.deeds import Answer
from caseworker_desktop.ui.sheet_tab import SheetTab
from caseworker_desktop.ui.shell.page import Navigator, PersonTab
from caseworker_desktop.ui.widgets.side_sheet import Act, Line, Section, Sheet
from caseworker_desktop.ui.work.forms import Forms
from caseworker_desktop.ui.work.sheets import Sheets
from caseworker_desktop.ui.work.words import Words
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.employing import ApplicationRow, EmployedRow
from caseworker_desktop.usecases.placing import Fit, PlacementRow, PledgeRow

MOST_JOBS = 5


class WorkTab:
    """Reads one person's work."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts = desk, texts
        words = Words(desk, texts)
        self._words, self._sheets, self._forms = words, Sheets(desk, texts, words), Forms(desk, texts, words)

    def person_sheet(self, person: str) -> Sheet:
        """Return placements, applications, work found, and the jobs with free places."""
        may, placing, employing = self._desk.placing.may, self._desk.placing, self._desk.employing
        sections = [Section(self._say("ui_work.placements"), tuple(self._placement(one) for one in placing.placements(person=person)),
                            self._say("ui_work.no_placements"))]
        if may("outcome", "read"):
            sections.append(Section(self._say("ui_work.found"), tuple(self._employed(one) for one in employing.employed(person=person)),
                                    self._say("ui_work.nothing_found"),
                                    act=(self._say("ui_work.found_work"), f"employ:{person}") if may("outcome", "write") else None))
        if may("application", "read"):
            sections.append(Section(self._say("ui_work.tab_applications"), tuple(
                self._application(one) for one in employing.applications(person=person)), self._say("ui_work.no_applications"),
                act=(self._say("ui_work.application"), f"apply:{person}") if may("application", "write") else None))
        if may("placement", "write"):
            jobs = placing.jobs_for(person)[:MOST_JOBS]
            sections.append(Section(self._say("ui_work.jobs_for"), tuple(self._job(person, job, fit) for job, fit in jobs),
                                    self._say("ui_work.no_jobs"), note=self._say("ui_work.person_chooses")))
        acts: tuple[Act, ...] = ((self._say("ui_work.print_skills"), f"print:skills:{person}"),)
        return Sheet(f"person:{person}", self._say("ui_work.tab"), sections=tuple(sections), acts=acts)

    def sheet(self, key: str) -> Sheet | None:
        """Return what a line opens."""
        return self._sheets.sheet(key)

    def answer(self, code: str) -> Answer:
        """Return what a pressed button leads to."""
        return self._forms.answer(code)

    def _placement(self, row: PlacementRow) -> Line:
        change, _ = self._words.change(row)
        told = [row.partner_name, self._words.span(row.from_, row.to)]
        if change:
            told.append(self._texts.say(message("ui_work.changed_by", change=change)))
        return Line(row.job, " · ".join(told), mark=self._words.status(row.status), act=(self._say("ui_work.open"), f"open:placement:{row.id}"))

    def _employed(self, row: EmployedRow) -> Line:
        lasts = self._texts.say(message("ui_work.months", count=row.months))
        told = [self._words.span(row.on, row.until), lasts]
        if row.first_ever:
            told.append(self._say("ui_work.first_yes"))
        mark = (self._say("ui_work.kept"), "green", "ok") if row.kept else None
        return Line(self._words.name("outcome_types", row.type), " · ".join(told), mark=mark,
                    act=(self._say("ui_work.open"), f"open:employed:{row.id}:{row.person}"))

    def _application(self, row: ApplicationRow) -> Line:
        told = " · ".join(part for part in (row.partner_name or "", self._words.day(row.sent_on)) if part)
        return Line(row.job or "–", told, mark=self._words.answered(row.status),
                    act=(self._say("ui_work.open"), f"open:application:{row.id}:{row.person}"))

    def _job(self, person: str, job: PledgeRow, fit: Fit) -> Line:
        return Line(f"{job.job} · {job.partner_name}", self._words.reasons(fit),
                    act=(self._say("ui_work.choose_person"), f"place:{job.id}:{person}"))

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))


def build(desk: Desk, texts: Texts, navigator: Navigator) -> PersonTab:
    """Return the tab."""
    return SheetTab("work", WorkTab(desk, texts), desk, texts, navigator)
