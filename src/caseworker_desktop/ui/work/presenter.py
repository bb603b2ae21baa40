"""What the screen of work lists and counts; sheets.py says what is known of one, forms.py what can be done."""

from __future__ import annotations

from collections.abc import Sequence

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.changes import Changed, touches
from caseworker_desktop.ui.deeds import Answer
from caseworker_desktop.ui.register_list import Stat, TabFace
from caseworker_desktop.ui.widgets.register import Cell, RegisterColumn, RegisterRow
from caseworker_desktop.ui.widgets.rows import Slice
from caseworker_desktop.ui.widgets.side_sheet import Sheet
from caseworker_desktop.ui.work.forms import Forms
from caseworker_desktop.ui.work.sheets import Sheets
from caseworker_desktop.ui.work.words import Words
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.employing import ApplicationRow, EmployedRow
from caseworker_desktop.usecases.placing import EmployerRow, PlacementRow, PledgeRow
from caseworker_desktop.usecases.processes import Process

EMPLOYERS, PLEDGES, PLACEMENTS, APPLICATIONS, EMPLOYED, PROCESSES = "employers", "pledges", "placements", "applications", "employed", "processes"
SHOWN_KINDS = (
    "partner", "partner_contact", "pledge", "placement", "application", "outcome", "session", "attitude", "person", "case", "consent", "template",
    "project_part", "project",
)
FREE = "free"


class WorkPresenter:
    """One worker's screen of work."""

    topic = "work"

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts, self._words = desk, texts, Words(desk, texts)
        self._sheets, self._forms = Sheets(desk, texts, self._words), Forms(desk, texts, self._words)
        self._read()

    def heading(self) -> tuple[str, str]:
        """Return title and subtitle."""
        running = self._counts.get("running", 0)
        return self._say("ui_work.title"), " · ".join((
            self._texts.say(message("ui_work.free_places", count=self._places.free)), self._texts.say(message("ui_work.running", count=running))))

    def buttons(self) -> Sequence[tuple[str, str, str]]:
        """Return the buttons beside the title, for those who may write what they make."""
        may, found = self._desk.placing.may, []
        if may("application", "write"):
            found.append(("apply", self._say("ui_work.application"), "draft"))
        if may("outcome", "write") and may("placement", "write"):
            found.append(("employ", self._say("ui_work.found_work"), "ok"))
        if may("pledge", "write"):
            found.append(("offer", self._say("ui_work.new_pledge"), "plus"))
        return found

    def stats(self) -> Sequence[Stat]:
        """Return places offered, filled and free, placements, and first jobs."""
        number, say = self._texts.number, self._texts.say
        found = [
            Stat(number(self._places.offered), self._say("ui_work.offered")), Stat(number(self._places.filled), self._say("ui_work.filled")),
            Stat(number(self._places.free), self._say("ui_work.free"), tone="green" if self._places.free else None),
            Stat(number(self._counts.get("running", 0)), self._say("ui_work.runs")),
            Stat(number(self._counts.get("completed", 0)), self._say("ui_work.completed")),
        ]
        if self._first is not None and self._first[0]:
            jobs, first, _ = self._first
            share = say(message("ui_work.first_share", first=first, jobs=jobs, percent=round(100 * first / jobs)))
            found.append(Stat(number(first), self._say("ui_work.first_jobs"), share))
        return found

    def tabs(self) -> Sequence[TabFace]:
        """Return the lists that this worker may see."""
        may = self._desk.placing.may
        found = [
            TabFace(EMPLOYERS, self._say("ui_work.tab_employers"), self._say("ui_work.employer"), (
                RegisterColumn(self._say("ui_work.where"), 150, may_go=True), RegisterColumn(self._say("ui_work.offered"), 76, number=True),
                RegisterColumn(self._say("ui_work.filled"), 76, number=True), RegisterColumn(self._say("ui_work.free"), 70, number=True),
                RegisterColumn(self._say("ui_work.runs"), 70, number=True, may_go=True),
            ), (), self._say("ui_work.search")),
            TabFace(PLEDGES, self._say("ui_work.tab_pledges"), self._say("ui_work.job"), (
                RegisterColumn(self._say("ui_work.where"), 170, may_go=True), RegisterColumn(self._say("ui_work.until"), 104, may_go=True),
                RegisterColumn(self._say("ui_work.places"), 130),
            ), ((FREE, self._say("ui_work.only_free")),)),
            TabFace(PLACEMENTS, self._say("ui_work.tab_placements"), self._say("ui_work.who_and_job"), (
                RegisterColumn(self._say("ui_work.when"), 176, may_go=True), RegisterColumn(self._say("ui_work.visits"), 110, may_go=True),
                RegisterColumn(self._say("ui_work.change"), 76, number=True), RegisterColumn("", 12, may_go=True),
                RegisterColumn(self._say("ui_work.status"), 120),
            ), [(code, self._words.name("placement_statuses", code)) for code in ("running", "planned", "completed", "broken_off")]),
        ]
        if may("application", "read"):
            found.append(TabFace(APPLICATIONS, self._say("ui_work.tab_applications"), self._say("ui_work.who_and_job"), (
                RegisterColumn(self._say("ui_work.sent"), 110), RegisterColumn(self._say("ui_work.answer"), 150))))
        if may("outcome", "read"):
            found.append(TabFace(EMPLOYED, self._say("ui_work.tab_employed"), self._say("ui_work.who"), (
                RegisterColumn(self._say("ui_work.since"), 176, may_go=True), RegisterColumn(self._say("ui_work.lasts"), 130),
                RegisterColumn(self._say("ui_work.first_ever"), 150))))
        if may("template", "read"):
            found.append(TabFace(PROCESSES, self._say("ui_work.tab_processes"), self._say("ui_work.process"), (
                RegisterColumn(self._say("ui_work.stages"), 90, number=True), RegisterColumn("", 24),
                RegisterColumn(self._say("ui_work.status"), 150))))
        return found

    def fetch(self, tab: str, text: str, chip: str | None, start: int, limit: int) -> Slice[RegisterRow]:
        """Return a page of a list."""
        placing, employing = self._desk.placing, self._desk.employing
        match tab:
            case "employers":
                return self._page([self._employer(row) for row in placing.employers(text, start, limit)], start, limit)
            case "pledges":
                return self._page([self._pledge(row) for row in placing.pledges(open_only=chip == FREE, start=start, limit=limit)], start, limit)
            case "placements":
                return self._page([self._placement(row) for row in placing.placements(status=chip, start=start, limit=limit)], start, limit)
            case "applications":
                return self._page([self._application(row) for row in employing.applications(start=start, limit=limit)], start, limit)
            case "employed":
                return self._page([self._employed(row) for row in employing.employed(start=start, limit=limit)], start, limit)
        return Slice([self._process(one) for one in self._desk.processes.all(self._texts.language)] if start == 0 else [])

    def empty(self, tab: str, narrowed: bool) -> tuple[str, str]:
        """Return title and sentence of an empty list."""
        if narrowed:
            return self._say("ui_work.none_found"), self._say("ui_work.none_found_text")
        return {
            EMPLOYERS: (self._say("ui_work.no_employers"), self._say("ui_work.no_employers_text")),
            PLEDGES: (self._say("ui_work.no_pledges"), self._say("ui_work.no_pledges_text")),
            PLACEMENTS: (self._say("ui_work.no_placements"), self._say("ui_work.no_placements_text")),
            APPLICATIONS: (self._say("ui_work.no_applications"), self._say("ui_work.no_applications_text")),
            EMPLOYED: (self._say("ui_work.nobody_employed"), self._say("ui_work.nobody_employed_text")),
            PROCESSES: (self._say("ui_work.no_processes"), self._say("ui_work.no_processes_text")),
        }[tab]

    def foot(self, tab: str) -> str:
        """Return what stands below a list."""
        return {PLACEMENTS: self._say("ui_work.change_what"), PLEDGES: self._say("ui_work.places_what")}.get(tab, "")

    def nothing(self) -> tuple[str, str, str]:
        """Return the side while nothing is chosen."""
        return "work", self._say("ui_work.choose"), self._say("ui_work.choose_text")

    def sheet(self, key: str) -> Sheet | None:
        """Return what is known of one thing."""
        return self._sheets.sheet(key)

    def answer(self, code: str) -> Answer:
        """Return what a pressed button leads to."""
        return self._forms.answer(code)

    def touched(self, changed: Changed) -> bool:
        """Tell whether something shown here was written, and read the numbers again then."""
        if not touches(changed, SHOWN_KINDS):
            return False
        self._read()
        return True

    # ---- rows --------------------------------------------------------------------------------------------------------------------------------
    def _employer(self, row: EmployerRow) -> RegisterRow:
        number = self._texts.number
        return RegisterRow(row.name, row.accepts or "", key=f"employer:{row.id}", cells=(
            Cell(self._words.municipality(row.municipality) or "–"), Cell(number(row.places.offered)), Cell(number(row.places.filled)),
            Cell(number(row.places.free), tone="green" if row.places.free else None), Cell(number(row.running))))

    def _pledge(self, row: PledgeRow) -> RegisterRow:
        if row.places.free:
            words, tone, icon = self._texts.say(message("ui_work.free_of", free=row.places.free, offered=row.places.offered)), "green", "ok"
        elif row.open:
            words, tone, icon = self._say("ui_work.all_filled"), "grey", None
        else:
            words, tone, icon = self._say("ui_work.over"), "grey", None
        return RegisterRow(row.job, row.partner_name, key=f"pledge:{row.id}", cells=(
            Cell(self._words.municipality(row.municipality) or "–"), Cell(self._words.day(row.to)),
            Cell(words, tone=tone, badge=True, icon=icon)))

    def _placement(self, row: PlacementRow) -> RegisterRow:
        words, tone, icon = self._words.status(row.status)
        change, changed = self._words.change(row)
        visits = Cell(self._texts.number(row.visits), self._words.day(row.last_visit)) if row.visits else Cell("–")
        return RegisterRow(row.person_name, f"{row.job} · {row.partner_name}", key=f"placement:{row.id}", cells=(
            Cell(self._words.span(row.from_, row.to)), visits, Cell(change or "–", tone=changed), Cell(),
            Cell(words, tone=tone, badge=True, icon=icon)))

    def _application(self, row: ApplicationRow) -> RegisterRow:
        words, tone, icon = self._words.answered(row.status)
        below = " · ".join(part for part in (row.job or "", row.partner_name or "") if part)
        return RegisterRow(row.person_name, below, key=f"application:{row.id}:{row.person}", cells=(
            Cell(self._words.day(row.sent_on)), Cell(words, tone=tone, badge=True, icon=icon)))

    def _employed(self, row: EmployedRow) -> RegisterRow:
        first = {
            True: Cell(self._say("ui_work.first_yes"), tone="green", badge=True, icon="ok"), False: Cell(self._say("ui_work.first_no")),
            None: Cell(self._say("ui_work.first_unknown"), tone="grey", badge=True)}[row.first_ever]
        lasts = self._texts.say(message("ui_work.months", count=row.months))
        kept = self._say("ui_work.kept") if row.kept else self._say("ui_work.ended") if row.until else ""
        return RegisterRow(row.person_name, self._words.name("outcome_types", row.type), key=f"employed:{row.id}:{row.person}", cells=(
            Cell(self._words.span(row.on, row.until)), Cell(lasts, kept), first))

    def _process(self, one: Process) -> RegisterRow:
        kept = (self._say("ui_work.process_kept"), "green", "ok") if one.kept else (self._say("ui_work.process_shipped"), "grey", None)
        return RegisterRow(one.name, one.code, key=f"process:{one.code}", cells=(
            Cell(self._texts.number(len(one.stages))), Cell(), Cell(kept[0], tone=kept[1], badge=True, icon=kept[2])))

    def _read(self) -> None:
        self._places, self._counts = self._desk.placing.totals(), self._desk.placing.counts()
        self._first = self._desk.employing.first_jobs() if self._desk.placing.may("outcome", "read") else None

    @staticmethod
    def _page(rows: Sequence[RegisterRow], start: int, limit: int) -> Slice[RegisterRow]:
        return Slice(rows, start + limit if len(rows) == limit else None)

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
