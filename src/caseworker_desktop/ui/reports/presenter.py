"""What the screen of indicators shows: which project and days, which cards, which chart, whom a number means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.report.model import Figure, Listing
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.changes import Changed
from caseworker_desktop.ui.reports.words import CardFace, CardWords
from caseworker_desktop.usecases.board import Board, PersonFace, ProjectFace, column_title
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.intent import Written
from caseworker_desktop.usecases.reporting import Question

PROJECT, YEAR, QUARTER, MONTH, LAST_YEAR, CUSTOM = "project", "year", "quarter", "month", "last_year", "custom"
YES, NO, UNKNOWN, REFUSED, MISSING = "yes", "no", "unknown", "refused", "missing"
#: A due day so near is told in amber.
SOON_DAYS = 14
#: A list on the screen has so many people; its file has all.
MOST = 500


#: What is missing after leaving, in the words of a list.
_STAGES: Mapping[str | None, Message] = {"exit": message("ui_reports.stage_exit"), "six_month": message("ui_reports.stage_six_month")}


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A row of the list behind a number; `tone` of the due day."""

    person: str
    name: str
    number: str
    what: str
    due: str
    tone: str | None


class BoardPresenter:
    """Keeps what is looked at; reads happen where the view lets them, off the window's thread."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts = desk, texts
        self.projects: tuple[ProjectFace, ...] = ()
        self.project: ProjectFace | None = None
        self.period = PROJECT
        self.custom: tuple[str, str] | None = None
        self.board: Board | None = None

    # ---- what is looked at -----------------------------------------------------------------------------------------------------------------
    def find_projects(self) -> tuple[ProjectFace, ...]:
        """Read the projects; the one looked at stays, else the first."""
        self.projects = self._desk.boards.projects()
        code = self.project.code if self.project is not None else None
        self.project = next((one for one in self.projects if one.code == code), self.projects[0] if self.projects else None)
        return self.projects

    def choose_project(self, code: str) -> None:
        """Look at another project."""
        self.project = next((one for one in self.projects if one.code == code), self.project)
        self.board = None

    def periods(self) -> list[tuple[str, str, str]]:
        """Return the codes, days and whole words of the periods to choose from."""
        say = self._texts.say
        words = {
            PROJECT: message("ui_reports.period_project"), YEAR: message("ui_reports.period_year"), QUARTER: message("ui_reports.period_quarter"),
            MONTH: message("ui_reports.period_month"), LAST_YEAR: message("ui_reports.period_last_year"),
        }
        out = []
        for code, told in words.items():
            first, last = self.days(code)
            days = self.span(first, last)
            out.append((code, days, f"{say(told)}: {days}"))
        own = say(message("ui_reports.period_custom"))
        out.append((CUSTOM, self.span(*self.custom) if self.custom is not None else own, own))
        return out

    def span(self, first: str | None, last: str) -> str:
        """Return days in words."""
        return f"{self._texts.date(first) if first else '…'} – {self._texts.date(last)}"

    def days(self, code: str | None = None) -> tuple[str | None, str]:
        """Return the first and the last day of a period, never after today nor after the project's end."""
        today = self._desk.boards.today()
        if self.project is not None and self.project.period_to and _last(self.project.period_to) < today.isoformat():
            today = date.fromisoformat(_last(self.project.period_to))
        match code or self.period:
            case "year":
                return f"{today.year}-01-01", today.isoformat()
            case "quarter":
                return date(today.year, (today.month - 1) // 3 * 3 + 1, 1).isoformat(), today.isoformat()
            case "month":
                return today.replace(day=1).isoformat(), today.isoformat()
            case "last_year":
                return f"{today.year - 1}-01-01", f"{today.year - 1}-12-31"
            case "custom" if self.custom is not None:
                return self.custom
        begins = self.project.period_from if self.project is not None else None
        return (begins + "-01-01"[len(begins) - 4 :] if begins else None), today.isoformat()

    def question(self) -> Question:
        """Return what is asked."""
        assert self.project is not None
        first, last = self.days()
        return Question(self.project.code, first, last, last, language=self._texts.language)

    def subtitle(self) -> str:
        """Return what stands below the title."""
        if self.project is None:
            return self._texts.say(message("ui_reports.no_project"))
        day = self._texts.date(self.days()[1])
        if len(self.projects) > 1:  # the choice beside it has the title
            return self._texts.say(message("ui_reports.subtitle_short", code=self.project.code, day=day))
        return self._texts.say(message("ui_reports.subtitle", title=self.project.title, code=self.project.code, day=day))

    # ---- cards -----------------------------------------------------------------------------------------------------------------------------
    def read(self) -> Board:
        """Read the board (off the window's thread)."""
        return self._desk.boards.board(self.question())

    def taken(self, board: Board) -> tuple[CardFace, ...]:
        """Keep the board; return its cards: those with a target first."""
        self.board = board
        begins, ends = board.project.period_from, board.project.period_to
        words = CardWords(
            self._texts, self._desk.lists, begins + "-01-01"[len(begins) - 4 :] if begins else None, _last(ends) if ends else None,
            str(board.question.as_of))
        figures = sorted(board.figures, key=lambda one: one.target is None)
        return tuple(words.face(one) for one in figures)

    def figure(self, code: str) -> Figure | None:
        """Return the figure of a card."""
        return next((one for one in self.board.figures if one.code == code), None) if self.board is not None else None

    def missing_words(self) -> str:
        """Return the words of the button for missing data; empty where they may not be seen."""
        if self.board is None or self.board.missing is None:
            return ""
        return self._texts.say(message("ui_reports.missing", number=self._texts.number(len({row["person"] for row in self.board.missing.rows}))))

    # ---- whom a number means ---------------------------------------------------------------------------------------------------------------
    def answers(self, figure: Figure) -> list[tuple[str, str]]:
        """Return the chips over the list of persons."""
        say, number = self._texts.say, self._texts.number
        out = [(YES, say(message("ui_reports.yes" if figure.answers else "ui_reports.counted", number=number(len(figure.persons)))))]
        if figure.answers:
            out.append((NO, say(message("ui_reports.no", number=number(len(figure.answers["no"]))))))
            out.append((UNKNOWN, say(message("ui_reports.unknown_chip", number=number(len(figure.answers["unknown"]))))))
            out.append((REFUSED, say(message("ui_reports.refused", number=number(len(figure.answers["refused"]))))))
        return out

    def ids(self, figure: Figure, answer: str) -> tuple[str, ...]:
        """Return the persons of an answer."""
        return figure.persons if answer == YES else figure.answers.get(answer, ())

    def note(self, figure: Figure) -> str:
        """Return the sum of the answers, that nobody reads one number for another."""
        if not figure.answers:
            return self._texts.say(figure.formula)
        parts = [len(figure.persons), *(len(figure.answers[each]) for each in (NO, UNKNOWN, REFUSED))]
        summed = " + ".join(self._texts.number(one) for one in parts)
        return self._texts.say(message("ui_reports.sum_note", parts=summed, total=self._texts.number(sum(parts))))

    def people(self, ids: Sequence[str]) -> tuple[PersonFace, ...]:
        """Read the persons of a list (off the window's thread)."""
        assert self.board is not None
        return self._desk.boards.people(self.board.question, ids, self.board.missing, MOST)

    def everybody(self, ids: Sequence[str]) -> Listing:
        """Read the whole list for a file (off the window's thread)."""
        assert self.board is not None
        return self._desk.boards.listing_of(self._desk.boards.people(self.board.question, ids, self.board.missing))

    def more(self, ids: Sequence[str]) -> str:
        """Return how many of a list are not on the screen, in words; empty when all are."""
        return self._texts.say(message("ui_reports.more", number=self._texts.number(len(ids) - MOST))) if len(ids) > MOST else ""

    def lines(self, people: Sequence[PersonFace], answer: str) -> tuple[PersonLine, ...]:
        """Return the rows of a list."""
        return tuple(self._line(one, answer) for one in people)

    def missing_lines(self) -> tuple[tuple[str, ...], Listing | None]:
        """Return the persons whose data lack something."""
        listing = self.board.missing if self.board is not None else None
        return tuple(dict.fromkeys(str(row["person"]) for row in listing.rows)) if listing is not None else (), listing

    def _line(self, one: PersonFace, answer: str) -> PersonLine:
        say = self._texts.say
        due, tone = self._due(one.due)
        if answer in (YES, NO):
            what = say(message("ui_reports.entered", day=self._texts.date(one.entered))) if one.entered else ""
            due, tone = "", None
        elif answer == REFUSED:
            what = say(message("ui_reports.refused_what"))
        elif one.stage in _STAGES:
            what = say(_STAGES[one.stage])
        elif one.missing:
            first = say(column_title(one.missing[0]))
            what = first if len(one.missing) == 1 else say(message("ui_reports.and_more", first=first, number=len(one.missing) - 1))
        else:
            what = say(message("ui_reports.no_answer"))
        return PersonLine(one.id, one.name or say(message("ui_reports.nameless")), one.number, what, due, tone)

    def _due(self, day: str | None) -> tuple[str, str | None]:
        if day is None:
            return "", None
        left = (date.fromisoformat(day) - self._desk.boards.today()).days
        if left < 0:
            return self._texts.say(message("ui_reports.late", days=-left)), "red"
        return self._texts.say(message("ui_reports.by", day=self._texts.day(day))), "amber" if left <= SOON_DAYS else None

    # ---- tasks and files -------------------------------------------------------------------------------------------------------------------
    def may_make_tasks(self) -> bool:
        """Tell whether tasks may be made."""
        return self._desk.boards.may_write_tasks()

    def make_tasks(self, people: Sequence[PersonFace]) -> Written:
        """Write a task for each of the people whose data lack something."""
        say, today = self._texts.say, self._desk.boards.today().isoformat()
        wanted = []
        for one in people:
            what = ", ".join(say(column_title(each)) for each in one.missing[:3]) or say(message("ui_reports.no_answer"))
            wanted.append((one.id, say(message("ui_reports.task", what=what)), max(one.due or today, today)))
        return self._desk.boards.create_tasks(wanted)

    def file_name(self, report: str = "", ending: str = ".xlsx") -> str:
        """Return the name that a file is offered under."""
        code = "".join(ch if ch.isalnum() or ch in "-." else "-" for ch in self.project.code) if self.project is not None else ""
        return "-".join(part for part in (self._texts.say(message("ui_reports.file")), code, report, self.days()[1]) if part) + ending

    def touched(self, changed: Changed) -> bool:
        """Tell whether the numbers must be read again."""
        return not changed or any(kind not in ("task", "note", "draft") for kind, _ in changed)

    def listing_question(self, by: tuple[str, ...]) -> Question:
        """Return the question of a chart."""
        return replace(self.question(), by=by)


def _last(pdate: str) -> str:
    return pdate if len(pdate) == 10 else f"{pdate}-12-31"[:10] if len(pdate) == 4 else f"{pdate}-28"
