"""The screen of a week: seven columns of meetings, a list of days where there is little room."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QPushButton, QSizePolicy, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.calendar.presenter import CalendarPresenter, DayFace, EntryFace, WeekFace
from caseworker_desktop.ui.changes import Changed
from caseworker_desktop.ui.shell.page import Breadth, Navigator, Page
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.label import Elided, label, page_title
from caseworker_desktop.ui.widgets.layout import PAGE_MARGINS, box, clear, column, row, rule, scroll
from caseworker_desktop.ui.widgets.lines import LinesBox, LinesButton, PaintedLine
from caseworker_desktop.usecases.desk import Desk


class DayColumn(Card):
    """One day with its meetings; `opened` with a person."""

    opened = Signal(str)

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._face: DayFace | None = None
        self._weekday, self._date = Elided("", "h3"), label("", "small")
        self._lines = column(gap=8)
        self._nothing = label(texts.say(message("ui_calendar.free")), "small")
        self._lines_box = box(self._lines)
        super().__init__(
            box(column(self._weekday, self._date, gap=0, margins=(12, 8, 12, 8))), rule(),
            box(column(self._nothing, self._lines_box, ..., gap=8, margins=(8, 8, 8, 8))), ..., pad=(0, 0, 0, 0), gap=0)
        self.buttons: list[QPushButton] = []

    def show_day(self, face: DayFace) -> None:
        """Draw this day, unless it is drawn just so."""
        if face == self._face:
            return
        self._face = face
        self.set_chosen(face.today)
        self._weekday.set_whole(face.weekday[:1].upper() + face.weekday[1:])
        self._date.setText(f"{face.date} · {self._texts.say(message('ui_calendar.today'))}" if face.today else face.date)
        clear(self._lines)
        self.buttons = []
        for one in face.entries:
            self._lines.addWidget(self._entry(one))
        self._nothing.setVisible(not face.entries)
        self.setAccessibleName(f"{face.weekday} {face.date}")

    def _entry(self, face: EntryFace) -> QWidget:
        spoken = ", ".join(part for part in (face.time, face.title, face.what, face.place, face.mark[0] if face.mark else "") if part)
        lines = [PaintedLine(face.time, "smallb"), PaintedLine(face.title, "h3"), PaintedLine(face.what, "small")]
        if face.place:
            lines.append(PaintedLine(face.place, "small"))
        if face.mark:  # a picture and a word that may be cut, where a badge could not
            words, tone, icon = face.mark
            lines.append(PaintedLine(words, "smallb", tone, icon or "info"))
        person = face.person
        if person is None:
            return LinesBox(spoken, lines)
        button = LinesButton(spoken, lines)
        button.clicked.connect(lambda *_: self.opened.emit(person))
        self.buttons.append(button)
        return button


class CalendarPage(Page):
    """Page Up and Page Down go a week back and on, Home to the present week."""

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        super().__init__()
        self._desk, self._texts, self._navigator = desk, texts, navigator
        self.presenter = CalendarPresenter(desk, texts)
        title, self._title, self._subtitle = page_title(self._say("ui_calendar.title"), " ")
        self.before = Button("", "plain", icon="left", name=self._say("ui_calendar.before"), clicked=lambda: self.step(-1))
        self.now = Button(self._say("ui_calendar.this_week"), "plain", clicked=lambda: self.step(0))
        self.after = Button("", "plain", icon="right", name=self._say("ui_calendar.after"), clicked=lambda: self.step(1))
        self.print = Button(self._say("ui_calendar.print"), "plain", icon="print", keys="Ctrl+P", clicked=self._print)
        self.days = [DayColumn(texts) for _ in range(7)]
        inside = QWidget()
        self._lay = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._lay.setContentsMargins(0, 0, 0, 0)
        self._lay.setSpacing(8)
        for day in self.days:
            day.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self._lay.addWidget(day, 1)
            day.opened.connect(lambda person: self._navigator.open("people", person=person))
        top = row(title, ..., self.before, self.now, self.after, self.print, gap=8)
        self.setLayout(column(top, (scroll(inside, self._say("ui_calendar.title")), 1), gap=16, margins=PAGE_MARGINS))
        self._asked = 0
        for keys, weeks in (("PgUp", -1), ("PgDown", 1), ("Home", 0)):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self.step, weeks))

    def go(self, where: Mapping[str, str]) -> None:
        if where.get("day"):
            self.presenter.show(where["day"])

    def on_shown(self) -> None:
        self.reload()
        self.now.setFocus()

    def refresh(self, changed: Changed) -> None:
        if self.presenter.touched(changed):
            self.reload()

    def set_breadth(self, breadth: Breadth) -> None:
        across = breadth == Breadth.WIDE
        self._lay.setDirection(QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom)
        policy = QSizePolicy.Policy.Ignored if across else QSizePolicy.Policy.Preferred
        for day in self.days:
            day.setSizePolicy(policy, QSizePolicy.Policy.Preferred)

    def command(self, name: str) -> bool:
        if name == "print":
            self._print()
            return True
        return False

    def help_topic(self) -> str:
        return "calendar"

    def step(self, weeks: int) -> None:
        """Show another week."""
        self.presenter.step(weeks)
        self.reload()

    def reload(self) -> None:
        """Read the week off the window's thread; an answer that comes late is dropped."""
        self._asked += 1
        asked, presenter = self._asked, self.presenter

        def read(progress: Progress) -> WeekFace:
            return presenter.read()

        self._navigator.run(read, lambda week: self._show(week) if asked == self._asked else None)

    def _show(self, week: WeekFace) -> None:
        self._title.setText(week.title)
        self._subtitle.setText(self.presenter.subtitle(week))
        self._subtitle.show()
        for day, face in zip(self.days, week.days, strict=True):
            day.show_day(face)

    def _print(self) -> None:
        self._navigator.open("paper", kind="calendar", id=self._desk.worker.staff, on=self.presenter.printed_day())

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))


def build(desk: Desk, texts: Texts, navigator: Navigator) -> QWidget:
    """Return the page."""
    return CalendarPage(desk, texts, navigator)
