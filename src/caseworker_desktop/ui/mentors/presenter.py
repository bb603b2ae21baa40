"""What the screen of mentors lists and counts; sheets.py says what is known of one, forms.py what can be done."""

from __future__ import annotations

from collections.abc import Sequence

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.changes import Changed, touches
from caseworker_desktop.ui.deeds import Answer
from caseworker_desktop.ui.mentors.forms import Forms
from caseworker_desktop.ui.mentors.sheets import Sheets
from caseworker_desktop.ui.mentors.words import Words
from caseworker_desktop.ui.register_list import Stat, TabFace
from caseworker_desktop.ui.widgets.register import Cell, RegisterColumn, RegisterRow
from caseworker_desktop.ui.widgets.rows import Slice
from caseworker_desktop.ui.widgets.side_sheet import Sheet
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.matching import MatchRow, Waiting
from caseworker_desktop.usecases.mentoring import STAGES, ClearanceEnding, MentorRow, ReviewDue, Unsupervised

MENTORS, WAITING, MATCHES, DUES, TRAININGS = "mentors", "waiting", "matches", "dues", "trainings"
SHOWN_KINDS = (
    "mentor", "clearance", "match", "session", "attendance", "person", "case", "stay", "legal_status", "release_date", "consent", "group",
    "group_member", "programme", "institution",
)


class MentorsPresenter:
    """One worker's screen of mentors. A mentor who signs in sees themself and their matches only."""

    topic = "mentors"

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts, self._words = desk, texts, Words(desk, texts)
        self._sheets, self._forms = Sheets(desk, texts, self._words), Forms(desk, texts, self._words)
        self._all = desk.mentoring.sees_all()
        self._pipeline = desk.mentoring.pipeline()
        self._waiting = desk.matching.how_many_wait()
        self._open, self._over = desk.matching.count()
        self._due = desk.mentoring.count_dues()
        self._dues: Sequence[ReviewDue | ClearanceEnding | Unsupervised] = ()

    # ---- the page ----------------------------------------------------------------------------------------------------------------------------
    def heading(self) -> tuple[str, str]:
        """Return title and subtitle."""
        here = sum(number for stage, number in self._pipeline.items() if stage != "ended")
        if not self._all:
            return self._say("ui_mentors.title"), self._say("ui_mentors.own_only")
        told = [self._texts.say(message("ui_mentors.count", count=here)), self._texts.say(message("ui_mentors.count_matches", count=self._open))]
        if self._waiting is not None:  # not counted where very many wait
            told.append(self._texts.say(message("ui_mentors.count_waiting", count=self._waiting)))
        return self._say("ui_mentors.title"), " · ".join(told)

    def buttons(self) -> Sequence[tuple[str, str, str]]:
        """Return the buttons beside the title, for those who may write what they make."""
        may = self._desk.mentoring.rights.may
        found = []
        if self._all and may("session", "write") and may("mentor", "write"):
            found += [("train", self._say("ui_mentors.train"), "calendar"), ("supervise", self._say("ui_mentors.supervise"), "people")]
        if may("mentor", "write"):
            found.append(("recruit", self._say("ui_mentors.recruit"), "plus"))
        return found

    def stats(self) -> Sequence[Stat]:
        """Return how many stand at each stage."""
        return [
            Stat(self._texts.number(self._pipeline[stage]), words, tone="green" if stage == "matched" else None)
            for stage, words in zip(STAGES, (
                self._say("ui_mentors.at_recruited"), self._say("ui_mentors.at_screened"), self._say("ui_mentors.at_trained"),
                self._say("ui_mentors.at_agreement"), self._say("ui_mentors.at_matched"), self._say("ui_mentors.at_ended")), strict=True)]

    def tabs(self) -> Sequence[TabFace]:
        """Return the lists that this worker may see."""
        stages = list(zip(STAGES, (one.name for one in self.stats()), strict=True))
        found = [
            TabFace(MENTORS, self._counted("ui_mentors.tab_mentors", sum(self._pipeline.values())), self._say("ui_mentors.mentor"), (
                RegisterColumn(self._say("ui_mentors.stage"), 168),
                RegisterColumn(self._say("ui_mentors.load"), 72, number=True),
                RegisterColumn("", 12, may_go=True),
                RegisterColumn(self._say("ui_mentors.supervision"), 104, may_go=True),
                RegisterColumn(self._say("ui_mentors.clearance"), 110, may_go=True),
            ), stages, self._say("ui_mentors.search")),
            TabFace(MATCHES, self._counted("ui_mentors.tab_matches", self._open), self._say("ui_mentors.client_and_mentor"), (
                RegisterColumn(self._say("ui_mentors.from"), 96, may_go=True),
                RegisterColumn(self._say("ui_mentors.meetings"), 112),
                RegisterColumn(self._say("ui_mentors.last_meeting"), 104, may_go=True),
                RegisterColumn(self._say("ui_mentors.review"), 152),
            )),
        ]
        if self._all:
            found.insert(1, TabFace(WAITING, self._counted("ui_mentors.tab_waiting", self._waiting), self._say("ui_mentors.client"), (
                RegisterColumn(self._say("ui_mentors.support"), 164),
                RegisterColumn(self._say("ui_mentors.release"), 116),
                RegisterColumn(self._say("ui_mentors.since"), 100, may_go=True),
            )))
            found += [
                TabFace(DUES, self._counted("ui_mentors.tab_dues", self._due), self._say("ui_mentors.whom"), (
                    RegisterColumn(self._say("ui_mentors.what"), 150),
                    RegisterColumn(self._say("ui_mentors.day"), 104, may_go=True),
                    RegisterColumn(self._say("ui_mentors.state"), 150),
                )),
                TabFace(TRAININGS, self._say("ui_mentors.tab_trainings"), self._say("ui_mentors.training"), (
                    RegisterColumn(self._say("ui_mentors.came"), 90, number=True),
                    RegisterColumn(self._say("ui_mentors.completed"), 90, number=True),
                )),
            ]
        return found

    def fetch(self, tab: str, text: str, chip: str | None, start: int, limit: int) -> Slice[RegisterRow]:
        """Return a page of a list."""
        match tab:
            case "mentors":
                return self._page([self._mentor(row) for row in self._desk.mentoring.mentors(chip, text, start, limit)], start, limit)
            case "waiting":
                page = self._desk.matching.waiting(start, limit)
                return Slice([self._waits(one) for one in page.people], page.after)
            case "matches":
                return self._page([self._match(row) for row in self._desk.matching.matches(start=start, limit=limit)], start, limit)
            case "dues":
                if start == 0:
                    dues = self._desk.mentoring.dues()
                    self._dues = (*dues.reviews, *dues.clearances, *dues.unsupervised)
                return self._page([self._due_row(one) for one in self._dues[start : start + limit]], start, limit)
        rows = [self._training(row) for row in self._desk.mentoring.trainings()] if start == 0 else []
        return Slice(rows)

    def empty(self, tab: str, narrowed: bool) -> tuple[str, str]:
        """Return title and sentence of an empty list."""
        if narrowed:
            return self._say("ui_mentors.none_found"), self._say("ui_mentors.none_found_text")
        return {
            MENTORS: (self._say("ui_mentors.no_mentors"), self._say("ui_mentors.no_mentors_text")),
            WAITING: (self._say("ui_mentors.nobody_waits"), self._say("ui_mentors.nobody_waits_text")),
            MATCHES: (self._say("ui_mentors.no_matches"), self._say("ui_mentors.no_matches_text")),
            DUES: (self._say("ui_mentors.nothing_due"), self._say("ui_mentors.nothing_due_text")),
            TRAININGS: (self._say("ui_mentors.no_trainings"), self._say("ui_mentors.no_trainings_text")),
        }[tab]

    def foot(self, tab: str) -> str:
        """Return what stands below a list."""
        return {WAITING: self._say("ui_mentors.waiting_order"), DUES: self._say("ui_mentors.dues_what")}.get(tab, "")

    def nothing(self) -> tuple[str, str, str]:
        """Return the side while nothing is chosen."""
        return "mentor", self._say("ui_mentors.choose"), self._say("ui_mentors.choose_text")

    def sheet(self, key: str) -> Sheet | None:
        """Return what is known of a mentor, a client, a match or a training."""
        return self._sheets.sheet(key)

    def answer(self, code: str) -> Answer:
        """Return what a pressed button leads to."""
        return self._forms.answer(code)

    def touched(self, changed: Changed) -> bool:
        """Tell whether something shown here was written, and read the numbers again then."""
        if not touches(changed, SHOWN_KINDS):
            return False
        if touches(changed, ("institution",)):
            self._words.forget_places()
        self._pipeline = self._desk.mentoring.pipeline()
        self._waiting = self._desk.matching.how_many_wait()
        self._open, self._over = self._desk.matching.count()
        self._due = self._desk.mentoring.count_dues()
        return True

    # ---- rows --------------------------------------------------------------------------------------------------------------------------------
    def _mentor(self, row: MentorRow) -> RegisterRow:
        words, tone, icon = self._words.stage(row.stage)
        until, warns = self._words.clearance(row, self._desk.mentoring.today())
        below = " · ".join(part for part in (self._words.name("mentor_kinds", row.kind), row.model or "") if part)
        late = row.stage in ("agreement", "matched") and (row.supervised or "")[:7] != self._desk.mentoring.today()[:7]
        return RegisterRow(row.name, below, key=f"mentor:{row.id}", cells=(
            Cell(words, tone=tone, badge=True, icon=icon), Cell(self._words.load(row)), Cell(),
            Cell(self._words.day(row.supervised), tone="amber" if late else None, icon="warn" if late else None),
            Cell(until, tone=warns, icon="warn" if warns else None)))

    def _waits(self, one: Waiting) -> RegisterRow:
        day, far = self._words.release(one)
        where = self._words.place(one.institution) if one.institution else ""
        support = Cell(self._say("ui_mentors.nobody_close"), tone="amber", badge=True, icon="warn") if one.no_close_support else Cell("–")
        since = Cell(self._words.day(one.since), self._say("ui_mentors.asked") if one.wished else self._say("ui_mentors.case_opened"))
        return RegisterRow(one.name, " · ".join(part for part in (one.number or "", where) if part), key=f"client:{one.person}",
                           cells=(support, Cell(day, far), since))

    def _match(self, row: MatchRow) -> RegisterRow:
        meetings = self._texts.number(row.meetings)
        outside = self._texts.say(message("ui_mentors.outside_of", number=row.outside)) if row.released_on else ""
        if not row.is_open(self._desk.mentoring.today()):
            review = Cell(self._words.name("match_end_reasons", row.end_reason) or self._say("ui_mentors.ended"), tone="grey", badge=True)
        elif row.review_on:
            words, tone, icon = self._words.until(row.review_on, self._desk.mentoring.today())
            review = Cell(words, tone=tone, badge=True, icon=icon)
        else:
            review = Cell(self._say("ui_mentors.no_review"), tone="amber", badge=True, icon="warn")
        return RegisterRow(
            row.person_name, self._texts.say(message("ui_mentors.with_mentor", name=row.mentor_name)), key=f"match:{row.id}",
            cells=(Cell(self._words.day(row.from_)), Cell(meetings, outside), Cell(self._words.day(row.last_meeting)), review))

    def _due_row(self, one: ReviewDue | ClearanceEnding | Unsupervised) -> RegisterRow:
        day = self._desk.mentoring.today()
        if isinstance(one, ReviewDue):
            words, tone, icon = self._words.until(one.on, day)
            below = self._texts.say(message("ui_mentors.with_client", name=one.person_name))
            return RegisterRow(one.mentor_name, below, key=f"match:{one.match}", cells=(
                Cell(self._say("ui_mentors.due_review")), Cell(self._words.day(one.on)), Cell(words, tone=tone, badge=True, icon=icon)))
        if isinstance(one, ClearanceEnding):
            words, tone, icon = self._words.until(one.to, day)
            words = self._say("ui_mentors.clearance_over") if one.days < 0 else words
            return RegisterRow(one.name, self._words.place(one.institution), key=f"mentor:{one.mentor}:clearance", cells=(
                Cell(self._say("ui_mentors.due_clearance")), Cell(self._words.day(one.to)), Cell(words, tone=tone, badge=True, icon=icon)))
        below = self._texts.say(message("ui_mentors.walks_with", count=one.matches))
        return RegisterRow(one.name, below, key=f"mentor:{one.mentor}:supervision", cells=(
            Cell(self._say("ui_mentors.due_supervision")), Cell(self._words.day(one.last)),
            Cell(self._say("ui_mentors.not_this_month"), tone="amber", badge=True, icon="warn")))

    def _training(self, row: tuple[str, str, str | None, str | None, int, int]) -> RegisterRow:
        id_, name, first, last, came, done = row
        days = self._words.day(first) if first == last or not last else f"{self._words.day(first)} – {self._words.day(last)}"
        return RegisterRow(name, days, key=f"training:{id_}", cells=(Cell(self._texts.number(came)), Cell(self._texts.number(done))))

    @staticmethod
    def _page(rows: Sequence[RegisterRow], start: int, limit: int) -> Slice[RegisterRow]:
        return Slice(rows, start + limit if len(rows) == limit else None)

    def _counted(self, key: str, number: int | None) -> str:
        return self._say(key) if number is None else f"{self._say(key)}  {self._texts.number(number)}"

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
