"""The screen of indicators: cards, charts, and the people behind a number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from caseworker_desktop.kernel.errors import Cancelled
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.changes import Changed
from caseworker_desktop.ui.reports.cards import AT_ONCE, CardStrip
from caseworker_desktop.ui.reports.chart_card import CHOICE_NARROW, CHOICE_WIDE, ChartCard
from caseworker_desktop.ui.reports.chart_data import SOURCES, Chart, growth
from caseworker_desktop.ui.reports.drill import WIDE, DrillPanel
from caseworker_desktop.ui.reports.presenter import CUSTOM, MISSING, UNKNOWN, YES, BoardPresenter
from caseworker_desktop.ui.reports.spans import SpanRow
from caseworker_desktop.ui.reports.whole_choice import WholeChoice
from caseworker_desktop.ui.shell.page import Breadth, Navigator, Page, Stop
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.drawer import Drawer
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.label import Elided, label
from caseworker_desktop.ui.widgets.layout import PAGE_MARGINS, box, column, row, scroll
from caseworker_desktop.ui.widgets.loading import LongWork, Skeleton
from caseworker_desktop.usecases.board import Board, PersonFace
from caseworker_desktop.usecases.desk import Desk

GROWTH = "growth:"
PROJECT_WIDE, PROJECT_NARROW, PERIOD_WIDE = 196, 110, 236


class ReportsPage(Page):
    """Reads everything off the window's thread; an answer that comes late is dropped."""

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        super().__init__()
        self._desk, self._texts, self._navigator = desk, texts, navigator
        self.presenter = BoardPresenter(desk, texts)
        self._subtitle = Elided("", "muted")
        title = box(column(label(self._say("ui_reports.title"), "h1"), self._subtitle, gap=0))
        self.project = WholeChoice(self._say("ui_reports.project"), PROJECT_WIDE)
        self.period = WholeChoice(self._say("ui_reports.period"), PERIOD_WIDE)
        self.missing = Button("", "plain", icon="warn", clicked=self._open_missing)
        self.report = Button(self._say("ui_reports.funder_report"), "primary", icon="print", clicked=self._report_menu)
        self.own = Button("", "plain", icon="plan", name=self._say("ui_reports.own_report"), clicked=lambda: navigator.open("listing"))
        self.spans = SpanRow(texts, desk.boards.today)
        self.strip = CardStrip(texts)
        self.chart = ChartCard(texts)
        self.drill = DrillPanel(texts)
        self.drawer = Drawer(self, self.drill, width=WIDE)
        self.drawer.hide()
        self.work = LongWork(self._say("ui_reports.stop"))
        self._working = Card(self.work)
        self._working.hide()
        self._skeleton = Skeleton(4, self._say("ui_reports.loading"))
        self._nothing = Empty("chart", self._say("ui_reports.no_indicators"), self._say("ui_reports.no_indicators_text"))
        self._nothing.hide()
        self._board = box(column(self.strip, self._nothing, row((self.chart, 1), self.drawer, gap=12), gap=12))
        column_ = column(self._skeleton, (self._board, 1), gap=12)
        inside = QWidget()
        inside.setLayout(column_)
        self._choices = box(row(self.project, self.period, gap=8))
        self._head = row((title, 1), self._choices, self.missing, self.own, self.report, gap=8)
        self._below = row(gap=8)
        area = scroll(inside, self._say("ui_reports.title"))
        self.setLayout(column(self._head, self._below, self.spans, self._working, (area, 1), gap=12, margins=PAGE_MARGINS))
        self.spans.hide()
        self.missing.hide()
        self._asked = self._listed = self._drawn = 0
        self._open, self._answer, self._chart_name = "", YES, "services"
        self._people: Sequence[PersonFace] = ()
        self._ids: Sequence[str] = ()
        self._stop: Stop | None = None
        self._listen()

    def go(self, where: Mapping[str, str]) -> None:
        if code := where.get("project"):
            self.presenter.choose_project(code)

    def on_shown(self) -> None:
        self._offer_projects()
        self.reload()

    def refresh(self, changed: Changed) -> None:
        if self.presenter.touched(changed):
            self.reload()

    def set_breadth(self, breadth: Breadth) -> None:
        self.drawer.set_docked(breadth == Breadth.WIDE)
        self.drawer.setVisible(breadth == Breadth.WIDE and bool(self._open))
        self.strip.show_at_once(AT_ONCE if breadth == Breadth.WIDE else AT_ONCE - 1 if breadth == Breadth.MEDIUM else AT_ONCE - 2)
        self.project.fit(PROJECT_WIDE if breadth == Breadth.WIDE else PROJECT_NARROW)
        self.period.fit(PERIOD_WIDE)
        if breadth == Breadth.NARROW:  # the choices take a line of their own
            self.project.fit(PROJECT_WIDE)
            self._below.insertWidget(0, self._choices)
            self._below.addStretch()
        else:
            self._head.insertWidget(1, self._choices)
        self.report.set_words(self._say("ui_reports.funder_report") if breadth != Breadth.NARROW else self._say("ui_reports.report_short"))
        self.chart.choice.fit(CHOICE_WIDE if breadth == Breadth.WIDE else CHOICE_NARROW)

    def command(self, name: str) -> bool:
        if name == "print":
            self._report_menu()
            return True
        if name == "close" and self._open:
            self._shut()
            return True
        return False

    def help_topic(self) -> str:
        return "indicators"

    def reload(self) -> None:
        """Read the board again; old numbers stay, greyed, until the new ones are there."""
        if self.presenter.project is None:
            self._show_nothing()
            return
        self._asked += 1
        asked = self._asked
        self._subtitle.set_whole(self.presenter.subtitle())
        self._skeleton.start() if self.presenter.board is None else self._board.setEnabled(False)
        presenter = self.presenter

        def read(progress: Progress) -> Board:
            return presenter.read()

        self._navigator.run(read, lambda board: self._show(board) if asked == self._asked else None, self._failed)

    # ---- inside ---------------------------------------------------------------------------------------------------------------------------
    def _listen(self) -> None:
        self.project.chosen_changed.connect(self._project_chosen)
        self.period.chosen_changed.connect(self._period_chosen)
        self.spans.chosen.connect(self._span_chosen)
        self.strip.chosen.connect(self._open_card)
        self.chart.chart_chosen.connect(self._draw)
        self.chart.persons_wanted.connect(self._open_category)
        self.drill.closed.connect(self._shut)
        self.drill.answer_chosen.connect(self._show_answer)
        self.drill.person_wanted.connect(lambda person: self._navigator.open("people", person=person))
        self.drill.tasks_wanted.connect(self._make_tasks)
        self.drill.export_wanted.connect(self._export_list)
        self.work.stop.clicked.connect(self._stop_work)

    def _offer_projects(self) -> None:
        found = self.presenter.find_projects()
        self.project.offer([(one.code, one.title, f"{one.title} ({one.code})") for one in found])
        if self.presenter.project is not None:
            self.project.choose(self.presenter.project.code)
        self.project.setVisible(len(found) > 1)
        self.period.offer(self.presenter.periods())
        self.period.choose(self.presenter.period)

    def _project_chosen(self) -> None:
        self.presenter.choose_project(self.project.value() or "")
        self.period.offer(self.presenter.periods())
        self._shut()
        self.reload()

    def _period_chosen(self) -> None:
        self.presenter.period = self.period.value() or self.presenter.period
        self.spans.setVisible(self.presenter.period == CUSTOM)
        if self.presenter.period == CUSTOM and self.presenter.custom is None:
            self.spans.begin(*self.presenter.days())
            return
        self.reload()

    def _span_chosen(self, first: str, last: str) -> None:
        self.presenter.custom = (first, last)
        self.period.offer(self.presenter.periods())
        self.reload()

    def _show(self, board: Board) -> None:
        self._skeleton.stop()
        self._board.setEnabled(True)
        faces = self.presenter.taken(board)
        self._nothing.setVisible(not faces)
        self.strip.setVisible(bool(faces))
        self.strip.show_cards(faces)
        words = self.presenter.missing_words()
        self.missing.setVisible(bool(words))
        self.missing.set_words(words)
        self._offer_charts()
        self._draw(self._chart_name)
        self._first_focus()
        if self._open == MISSING:
            self._open_missing()
        elif self._open and self.presenter.figure(self._open) is not None:
            self._open_card(self._open, keep=True)

    def _first_focus(self) -> None:
        """Give the first card the focus when nothing on this page has it."""
        focus: QWidget | None = self.window().focusWidget()
        if self.isVisible() and self.strip.cards() and not (focus is not None and focus.isVisible() and self.isAncestorOf(focus)):
            self.strip.cards()[0].setFocus()

    def _show_nothing(self) -> None:
        self._subtitle.set_whole(self.presenter.subtitle())
        self.strip.hide()
        self.chart.hide()
        self._nothing.say(self._say("ui_reports.no_project"), self._say("ui_reports.no_project_text"))
        self._nothing.show()

    def _failed(self, error: Exception) -> None:
        self._skeleton.stop()
        self._board.setEnabled(True)
        self._navigator.problem(error)

    # ---- charts ---------------------------------------------------------------------------------------------------------------------------
    def _offer_charts(self) -> None:
        reports = set(self._desk.reporting.reports())
        options = [(name, self._texts.say(source.words)) for name, source in SOURCES.items() if source.report in reports]
        board = self.presenter.board
        for figure in board.figures if board is not None else ():
            if figure.rule in ("participants", "trained") and figure.target is not None:
                name = self._texts.term(figure.names) or figure.code
                options.append((f"{GROWTH}{figure.code}", self._texts.say(message("ui_reports.growth_title", name=name))))
        names = [name for name, _ in options]
        if self._chart_name not in names and names:
            self._chart_name = names[0]
        self.chart.offer(options, self._chart_name)

    def _draw(self, name: str) -> None:
        self._chart_name = name
        self._drawn += 1
        drawn = self._drawn
        make = partial(self._growth, name.removeprefix(GROWTH)) if name.startswith(GROWTH) else partial(self._of_source, name)

        def read(progress: Progress) -> Chart:
            return make()

        self._navigator.run(read, lambda chart: self.chart.show_chart(chart) if drawn == self._drawn else None)

    def _of_source(self, name: str) -> Chart:
        source = SOURCES[name]
        listing = self._desk.reporting.listing(source.report, self.presenter.listing_question(source.by))
        return source.draw(listing, self._texts, source.words, self.presenter.days()[1])

    def _growth(self, code: str) -> Chart:
        figure = self.presenter.figure(code)
        assert figure is not None
        months = self._desk.boards.growth(self.presenter.question(), figure)
        return growth(figure, self._texts.term(figure.names) or figure.code, months, self._texts)

    # ---- people ---------------------------------------------------------------------------------------------------------------------------
    def _open_card(self, code: str, keep: bool = False) -> None:
        figure = self.presenter.figure(code)
        if figure is None:
            return
        answers = self.presenter.answers(figure)
        if not keep or self._answer not in dict(answers):
            self._answer = UNKNOWN if figure.answers.get(UNKNOWN) else YES
        name = next((card.name for card in self.presenter.taken(self.presenter.board) if card.id == code), code) if self.presenter.board else code
        self._begin(code, name, answers, self._answer, self.presenter.note(figure))
        self._list(self.presenter.ids(figure, self._answer), self._answer)

    def _show_answer(self, answer: str) -> None:
        self._answer = answer
        figure = self.presenter.figure(self._open)
        if figure is not None:
            self._list(self.presenter.ids(figure, answer), answer)

    def _open_missing(self) -> None:
        ids, listing = self.presenter.missing_lines()
        note = " ".join(self._texts.say(one) for one in listing.notes) if listing is not None else ""
        self._begin(MISSING, self._say("ui_reports.missing_title"), [], "", note)
        self._list(ids, MISSING)

    def _open_category(self, name: str, ids: tuple[str, ...]) -> None:
        self._begin(f"category:{name}", name, [], "", self._texts.say(message("ui_reports.counted", number=self._texts.number(len(ids)))))
        self._list(ids, YES)

    def _begin(self, code: str, title: str, answers: Sequence[tuple[str, str]], chosen: str, note: str) -> None:
        self._open = code
        self.strip.choose(code)
        self.drill.show_answers(title, answers, chosen, note)
        self.drill.may_export(bool(self.presenter.board))
        if self.drawer.is_docked():
            self.drawer.show()
        self.drawer.open()

    def _list(self, ids: Sequence[str], answer: str) -> None:
        self._listed += 1
        self._ids = ids
        listed, presenter = self._listed, self.presenter

        def read(progress: Progress) -> tuple[PersonFace, ...]:
            return presenter.people(ids)

        self._navigator.run(read, lambda people: self._show_people(people, answer) if listed == self._listed else None)

    def _show_people(self, people: Sequence[PersonFace], answer: str) -> None:
        self._people = people
        open_ = [one for one in people if one.missing] if answer in (UNKNOWN, MISSING) else []
        words = self._texts.say(message("ui_reports.make_tasks", count=len(open_))) if open_ and self.presenter.may_make_tasks() else ""
        self.drill.show_people(self.presenter.lines(people, answer), words, self.presenter.more(self._ids))
        self.drill.take_focus()

    def _shut(self) -> None:
        code, self._open = self._open, ""
        self.strip.choose("")
        self.drawer.close_drawer()
        if self.drawer.is_docked():
            self.drawer.hide()
        card = next((one for one in self.strip.cards() if one.code == code), None)
        if card is not None:
            card.setFocus()

    def _make_tasks(self) -> None:
        written = self.presenter.make_tasks([one for one in self._people if one.missing])
        self._navigator.announce(written.records)
        self._navigator.toast(
            self._texts.say(message("ui_reports.tasks_made", count=len(written.ids))),
            lambda: self._navigator.announce(self._desk.boards.take_back(written.ids).records))

    # ---- files ----------------------------------------------------------------------------------------------------------------------------
    def _report_menu(self) -> None:
        menu = QMenu(self)
        menu.addAction(self._say("ui_reports.report_numbers"), lambda: self._export_report(names=False))
        menu.addAction(self._say("ui_reports.report_names"), lambda: self._export_report(names=True))
        menu.addAction(self._say("ui_reports.report_pdf"), lambda: self._export_report(names=False, ending=".pdf"))
        menu.popup(self.report.mapToGlobal(self.report.rect().bottomLeft()))

    def _export_report(self, *, names: bool, ending: str = ".xlsx") -> None:
        path = self.ask_where(self.presenter.file_name(ending=ending))
        if path is not None:
            self._write(lambda progress: self._desk.funder_report.write(self.presenter.question(), path, progress, names=names))

    def _export_list(self) -> None:
        path = self.ask_where(self.presenter.file_name(self._say("ui_reports.file_list")))
        if path is not None:
            ids, title, presenter = self._ids, self.drill.title.whole(), self.presenter
            self._write(lambda progress: self._desk.funder_report.write_people(
                presenter.everybody(ids), title, presenter.question(), path, progress))

    def _write(self, work: object) -> None:
        assert callable(work)
        self._working.show()
        self.report.setEnabled(False)

        def heard(stage: Message, done: int, total: int) -> None:
            count = f"{self._texts.number(done)} / {self._texts.number(total)}" if total else ""
            self.work.show_step(self._texts.say(stage), count, done, total)

        self._stop = self._navigator.run(work, lambda _: self._written(), self._not_written, heard)

    def _written(self) -> None:
        self._working.hide()
        self.report.setEnabled(True)
        self._navigator.toast(self._say("ui_reports.file_written"))

    def _not_written(self, error: Exception) -> None:
        self._working.hide()
        self.report.setEnabled(True)
        if isinstance(error, Cancelled):
            self._navigator.toast(self._say("ui_reports.file_stopped"))
        else:
            self._navigator.problem(error)

    def _stop_work(self) -> None:
        if self._stop is not None:
            self._stop.stop()

    def ask_where(self, name: str) -> Path | None:
        """Ask where a file is to be written; None when nowhere."""
        ending = Path(name).suffix
        kinds = "PDF (*.pdf)" if ending == ".pdf" else "Excel (*.xlsx)"
        told, _ = QFileDialog.getSaveFileName(self, self._say("ui_reports.where"), str(Path.home() / name), kinds)
        return Path(told if told.endswith(ending) else f"{told}{ending}") if told else None

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))


def build(desk: Desk, texts: Texts, navigator: Navigator) -> Page:
    """Return the page."""
    return ReportsPage(desk, texts, navigator)
