"""The paper page: the sheets as they will be printed, the copy and languages beside them, and two ways out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QBoxLayout

from caseworker_desktop.kernel.errors import CaseworkerError
from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.paper.presenter import CLIENT, FILE, PaperPresenter, wish_of
from caseworker_desktop.ui.printing import AskFile, AskPrinter, PageView, as_image, ask_file, ask_printer, new_printer, page_width, send
from caseworker_desktop.ui.shell.page import Breadth, Navigator, Page
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.chips import Segmented
from caseworker_desktop.ui.widgets.editors import Choice
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.field import Field
from caseworker_desktop.ui.widgets.label import label, page_title
from caseworker_desktop.ui.widgets.layout import PAGE_MARGINS, box, clear, column, row, scroll
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.papers import Paper

#: How wide a sheet is shown; a picture of twice that is sharp on every screen.
SHEET_WIDTH, NARROW_WIDTH = 640, 520
SIDE_WIDTH = 300
_LANGUAGES = (("lt", message("ui_paper.lt")), ("lv", message("ui_paper.lv")), ("en", message("ui_paper.en")))
Drawn = tuple[Paper, tuple[QImage, ...]]


class PaperPage(Page):
    """Opened by `navigator.open("paper", kind=…, id=…)`, with `copy`, `language`, `second` and the paper's options when wanted."""

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator, *, choose_printer: AskPrinter = ask_printer,
                 choose_file: AskFile = ask_file) -> None:
        super().__init__()
        self._desk, self._texts, self._navigator = desk, texts, navigator
        self._choose_printer, self._choose_file = choose_printer, choose_file
        self.presenter = PaperPresenter(desk.papers)
        self._turn, self._file_name, self._form, self._width = 0, "", "a4", SHEET_WIDTH
        say = texts.say
        head, self._title, self._under = page_title(say(message("ui_paper.title")), "")
        self.back = Button(say(message("ui_paper.back")), icon="left", clicked=navigator.back)
        self.copy = Segmented(say(message("ui_paper.copy")), [
            (FILE, say(message("ui_paper.copy_file"))), (CLIENT, say(message("ui_paper.copy_client")))], FILE)
        self._copy_note = label(say(message("ui_paper.client_note")), "small", wrap=True)
        languages = [(code, say(name)) for code, name in _LANGUAGES]
        self.language = Choice(languages, empty=say(message("ui_paper.own_language")))
        self.second = Choice(languages, empty=say(message("ui_paper.no_second")))
        self.print_button = Button(say(message("ui_paper.print")), "primary", icon="print", keys="Ctrl+P", clicked=self._print)
        self.file_button = Button(say(message("ui_paper.save_pdf")), icon="draft", clicked=self._save)
        self._state = label("", "small", wrap=True)
        self._sheets = column(gap=12, margins=(8, 8, 8, 8))
        self._sheets.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.pages = scroll(box(self._sheets, "page"), say(message("ui_paper.pages")))
        self.pages.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.nothing = Empty("print", say(message("ui_paper.none")), say(message("ui_paper.none_text")))
        self._none = box(column(self.nothing, ...))
        self._languages: QBoxLayout = column(
            Field(say(message("ui_paper.language")), self.language), Field(say(message("ui_paper.second_language")), self.second), gap=12)
        self._ways_out: QBoxLayout = column(self.file_button, self.print_button, gap=12)
        self._rest = box(column())
        self._side = box(column(
            self.copy, self._copy_note, self._languages, self._state, (self._rest, 1), self._ways_out, gap=12, margins=(16, 16, 16, 16)),
            "panel", width=SIDE_WIDTH)
        self._body: QBoxLayout = row((self.pages, 1), (self._none, 1), self._side, gap=12)
        self.setLayout(column(row(head, ..., self.back), (box(self._body), 1), gap=12, margins=PAGE_MARGINS))
        for changed in (self.copy.chosen_changed, self.language.chosen_changed, self.second.chosen_changed):
            changed.connect(self._chosen)
        self._none.hide()

    # ---- the shell ------------------------------------------------------------------------------------------------------------------------
    def go(self, where: Mapping[str, str]) -> None:
        wish = wish_of(where)
        self.presenter.ask(wish)
        title = self.presenter.title()
        self._title.setText(self._texts.say(title if title is not None else message("ui_paper.title")))
        self._under.setText("")
        if wish is None or title is None:
            self._say_none(self._texts.say(message("ui_paper.none")), self._texts.say(message("ui_paper.none_text")))
            return
        self.copy.choose([wish.copy])
        self.copy.setVisible(self.presenter.has_copies())
        self._copy_note.setVisible(self.presenter.has_copies())
        self.language.choose(wish.language)
        self.second.choose(wish.second)
        self._show_pages()

    def on_shown(self) -> None:
        (self.print_button if self.print_button.isEnabled() else self.pages).setFocus()

    def set_breadth(self, breadth: Breadth) -> None:
        narrow, down, across = breadth is Breadth.NARROW, QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._body.setDirection(down if narrow else across)
        self._rest.setVisible(not narrow)
        for inner in (self._languages, self._ways_out):
            inner.setDirection(across if narrow else down)
        if narrow:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(16_777_215)
        else:
            self._side.setFixedWidth(SIDE_WIDTH)
        width = SHEET_WIDTH if breadth is Breadth.WIDE else NARROW_WIDTH
        if width != self._width:
            self._width = width
            if self.presenter.wish is not None:
                self._show_pages()

    def command(self, name: str) -> bool:
        if name == "print" and self.print_button.isEnabled():
            self._print()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._navigator.back()
            return
        super().keyPressEvent(event)

    def help_topic(self) -> str:
        return "paper"

    # ---- inside ---------------------------------------------------------------------------------------------------------------------------
    def page_count(self) -> int:
        """Return how many pages are shown."""
        return self._sheets.count()

    def _chosen(self) -> None:
        self.presenter.choose(self.copy.value(), self.language.value(), self.second.value())
        self._show_pages()

    def _show_pages(self) -> None:
        self._turn += 1
        turn, width = self._turn, self._width * 2
        self._ready(False, self._texts.say(message("ui_paper.drawing")))

        def drawn(_: object) -> Drawn:
            paper = self.presenter.seen()
            return paper, self._images(paper, width)

        self._navigator.run(drawn, partial(self._shown, turn), partial(self._not_shown, turn))

    def _shown(self, turn: int, result: Drawn) -> None:
        if turn != self._turn:
            return
        paper, images = result
        self._file_name, self._form = paper.file_name, paper.form
        clear(self._sheets)
        self._none.hide()
        self.pages.show()
        for number, image in enumerate(images, 1):
            page = PageView(self._width)
            page.show_page(image, self._texts.say(message("ui_paper.page_of", number=number, pages=len(images))))
            self._sheets.addWidget(page)
        self._under.setText(self._texts.say(message("ui_paper.count", count=len(images))))
        self._under.show()
        self._ready(True)
        if self.pages.hasFocus():
            self.print_button.setFocus()

    def _not_shown(self, turn: int, error: Exception) -> None:
        if turn != self._turn:
            return
        if isinstance(error, CaseworkerError):
            self._say_none(self._texts.say(message("ui_paper.cannot")), self._texts.say(error.message))
        else:
            self._say_none(self._texts.say(message("ui_paper.cannot")), "")
            self._navigator.problem(error)

    def _say_none(self, title: str, text: str) -> None:
        clear(self._sheets)
        self.nothing.say(title, text)
        self.pages.hide()
        self._none.show()
        self._ready(False)

    def _print(self) -> None:
        printer = new_printer(self._file_name, self._form)
        if not self._choose_printer(self, printer):
            return
        width = page_width(printer, self._form)

        def made(_: object) -> Drawn:
            paper = self.presenter.final(None)
            return paper, self._images(paper, width)

        def printed(result: Drawn) -> None:
            self._ready(True)
            if send(printer, result[1], result[0].form):
                self._navigator.toast(self._texts.say(message("ui_paper.printed")))
            else:
                self._state.setText(self._texts.say(message("ui_paper.printer_failed")))

        self._ready(False)
        self._navigator.run(made, printed, self._failed)

    def _save(self) -> None:
        target = self._choose_file(self, self._texts.say(message("ui_paper.save_pdf")), self._file_name)
        if target is None:
            return

        def made(_: object) -> Paper:
            return self.presenter.final(target)

        def saved(paper: Paper) -> None:
            self._ready(True)
            self._navigator.toast(self._texts.say(message("ui_paper.saved", file=target.name)))

        self._ready(False)
        self._navigator.run(made, saved, self._failed)

    def _failed(self, error: Exception) -> None:
        self._ready(True)
        self._navigator.problem(error)

    def _images(self, paper: Paper, width: int) -> tuple[QImage, ...]:
        return tuple(as_image(self._desk.papers.picture(paper, number, width)) for number in range(1, paper.pages + 1))

    def _ready(self, ready: bool, words: str = "") -> None:
        self.print_button.setEnabled(ready)
        self.file_button.setEnabled(ready)
        self._state.setText(words)


def build(desk: Desk, texts: Texts, navigator: Navigator) -> PaperPage:
    """Return the paper page, not yet shown."""
    return PaperPage(desk, texts, navigator)
