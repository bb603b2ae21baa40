"""The page that will be printed, as the plan stands with the words being typed: drawn off the window's thread when typing pauses."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.printing import PageView, as_image
from caseworker_desktop.ui.shell.page import Navigator
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.chips import Segmented
from caseworker_desktop.ui.widgets.label import Glyph, label
from caseworker_desktop.ui.widgets.layout import box, row
from caseworker_desktop.usecases.planning import PlanSheet
from caseworker_desktop.usecases.printing import Printing

IDLE_MS = 500
PAGE_WIDTH = 280
WIDE = 364


class PreviewPanel(Card):
    """`ask()` draws after the pause; one drawing at a time, the last wish wins. `print_wanted(copy)` and `sign_wanted` go to the page."""

    print_wanted = Signal(str)
    sign_wanted = Signal()

    def __init__(self, printing: Printing, texts: Texts, navigator: Navigator, sheet: Callable[[], PlanSheet | None]) -> None:
        self._printing, self._texts, self._navigator, self._sheet = printing, texts, navigator, sheet
        self._page, self._pages, self._running, self._again = 1, 1, False, False
        say = texts.say
        self._which = label("", "small")
        self.before = Button("", "quiet", icon="left", name=say(message("ui_plan.page_before")), clicked=partial(self._turn, -1))
        self.after = Button("", "quiet", icon="right", name=say(message("ui_plan.page_after")), clicked=partial(self._turn, 1))
        self.copy = Segmented(say(message("ui_plan.copy")), [
            ("file", say(message("ui_plan.copy_file"))), ("client", say(message("ui_plan.copy_client")))], "file")
        self.page = PageView(PAGE_WIDTH)
        self.print_button = Button(say(message("ui_plan.print")), "primary", icon="print", clicked=lambda: self.print_wanted.emit(self.copy.value()))
        self.sign_button = Button(say(message("ui_plan.mark_signed")), clicked=lambda: self.sign_wanted.emit())
        self.print_button.setToolTip("Ctrl+P")
        note: QWidget = box(row(Glyph("info", "text3", 14), (label(say(message("ui_plan.client_copy_note")), "small", wrap=True), 1), gap=4))
        super().__init__(
            row(label(say(message("ui_plan.sheet")), "h2"), ..., self._which, self.before, self.after, gap=4), self.copy, note, 4,
            row(..., self.page, ...), ..., row((self.print_button, 1), self.sign_button, gap=8), pad=(12, 8, 12, 16), gap=8)
        self.setFixedWidth(WIDE)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(IDLE_MS)
        self._timer.timeout.connect(self.draw)
        self.copy.chosen_changed.connect(self._copy_chosen)
        self._say_page()

    def ask(self) -> None:
        """The plan or what is typed has changed: draw once nobody has typed for half a second."""
        self._timer.start()

    def draw(self) -> None:
        """Draw now."""
        self._timer.stop()
        sheet = self._sheet()
        if sheet is None:
            return
        if self._running:
            self._again = True
            return
        self._running = True
        copy, number, width = self.copy.value(), self._page, self.page.sharp_width()

        def drawn(_: object) -> tuple[int, int, QImage]:
            paper = self._printing.preview_plan(sheet, copy)
            there = min(number, paper.pages)
            return paper.pages, there, as_image(self._printing.picture(paper, there, width))

        self._navigator.run(drawn, self._drawn, self._failed)

    def _drawn(self, result: tuple[int, int, QImage]) -> None:
        self._pages, self._page, image = result
        self.page.show_page(image, self._texts.say(message("ui_plan.page_of", number=self._page, pages=self._pages)))
        self._say_page()
        self._next()

    def _failed(self, error: Exception) -> None:
        self._navigator.problem(error)
        self._next()

    def _next(self) -> None:
        self._running = False
        if self._again:
            self._again = False
            self.draw()

    def _turn(self, by: int) -> None:
        wanted = self._page + by
        if 1 <= wanted <= self._pages:
            self._page = wanted
            self._say_page()
            self.draw()

    def _copy_chosen(self) -> None:
        self._page = 1
        self.draw()

    def _say_page(self) -> None:
        self._which.setText(self._texts.say(message("ui_plan.page_short", number=self._page, pages=self._pages)))
        self.before.setEnabled(self._page > 1)
        self.after.setEnabled(self._page < self._pages)
