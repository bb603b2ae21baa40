"""From a paper to the eye, to a printer or to a file: page pictures, a preview of our own, and the two ways out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPageLayout, QPainter, QPaintEvent, QPen
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.shell.page import Navigator
from caseworker_desktop.ui.theme.theme import current
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.chips import Segmented
from caseworker_desktop.ui.widgets.editors import Choice
from caseworker_desktop.ui.widgets.field import Field
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row, scroll
from caseworker_desktop.usecases.printing import Paper, Picture, Printing

#: Sharp enough for small letters on every office printer, small enough for an old laptop.
PRINT_DPI = 300
_INCH_MM, _A4_MM, _A4_HIGH_MM = 25.4, 210.0, 297.0
_PAGE_WIDTH, _SIDE_WIDTH = 620, 380
_LANGUAGES = (("lt", message("ui_plan.language.lt")), ("lv", message("ui_plan.language.lv")), ("en", message("ui_plan.language.en")))

Make = Callable[[str, str, str | None], Paper]
"""(copy, language, second language) → the paper."""
Final = Callable[[str, str, str | None, Path | None], Paper]
"""(copy, language, second language, file) → the paper that goes out, written to the file when one is named."""
AskPrinter = Callable[[QWidget, QPrinter], bool]
AskFile = Callable[[QWidget, str, str], Path | None]


def as_image(picture: Picture) -> QImage:
    """Return a page's picture as an image that owns its pixels."""
    return QImage(picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32).copy()


class PageView(QWidget):
    """One page on white with a thin border, as wide as it is given; its name tells which page of how many."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self._image = QImage()
        self.setFixedSize(width, round(width * 297 / 210))

    def sharp_width(self) -> int:
        """Return the width in pixels of the screen that a picture needs to be sharp."""
        return round((self.width() - 2) * max(2.0, self.devicePixelRatioF()))

    def show_page(self, image: QImage, name: str) -> None:
        """Show another page, as high as its form asks for."""
        self._image = image
        if not image.isNull():
            self.setFixedHeight(round(self.width() * image.height() / image.width()))
        self.setAccessibleName(name)
        self.update()

    def has_page(self) -> bool:
        """Tell whether a page is shown."""
        return not self._image.isNull()

    def sizeHint(self) -> QSize:
        return QSize(self.width(), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if not self._image.isNull():
            painter.drawImage(QRectF(1, 1, self.width() - 2, self.height() - 2), self._image)
        painter.setPen(QPen(current().colour("line_ctl"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


def new_printer(title: str, form: str = "a4") -> QPrinter:
    """Return a printer set to A4, on its side for a wide form, without margins of its own; the paper brings them."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if form == "a4-wide" else QPageLayout.Orientation.Portrait)
    printer.setResolution(PRINT_DPI)
    printer.setFullPage(True)
    printer.setDocName(title)
    return printer


def page_width(printer: QPrinter, form: str = "a4") -> int:
    """Return how many dots of the printer a page of that form is wide."""
    return round((_A4_HIGH_MM if form == "a4-wide" else _A4_MM) / _INCH_MM * printer.resolution())


def send(printer: QPrinter, pages: tuple[QImage, ...], form: str = "a4") -> bool:
    """Put the pages on paper, each fitted to the whole sheet, half pages to its upper half; False when the printer did not take them."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    for number, image in enumerate(pages):
        if number and not printer.newPage():
            painter.end()
            return False
        sheet = printer.pageLayout().fullRectPixels(printer.resolution())
        painter.drawImage(QRectF(0, 0, sheet.width(), sheet.height() / 2 if form == "a5-wide" else sheet.height()), image)
    return painter.end()


def ask_printer(parent: QWidget, printer: QPrinter) -> bool:
    """Let a person choose the printer; False when nothing shall be printed."""
    return QPrintDialog(printer, parent).exec() == QDialog.DialogCode.Accepted


def ask_file(parent: QWidget, title: str, name: str) -> Path | None:
    """Let a person choose where the PDF goes; None when nowhere."""
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(Path.home() / name), "PDF (*.pdf)")
    return (Path(chosen) if chosen.lower().endswith(".pdf") else Path(f"{chosen}.pdf")) if chosen else None


@dataclass(frozen=True, slots=True)
class Job:
    """What the preview prints: `preview` shows without writing, `final` makes the paper that goes out; `file_name` names no person."""

    title: str
    file_name: str
    copy: str
    language: str
    preview: Make
    final: Final


class PrintPreview(QDialog):
    """All pages of a paper, which copy and language, and two ways out. `done_with` hears of each paper that went out."""

    def __init__(self, parent: QWidget, texts: Texts, navigator: Navigator, printing: Printing, job: Job, gone_out: Callable[[Paper], object], *,
                 choose_printer: AskPrinter = ask_printer, choose_file: AskFile = ask_file) -> None:
        super().__init__(parent)
        self._texts, self._navigator, self._printing, self._job, self._gone_out = texts, navigator, printing, job, gone_out
        self._choose_printer, self._choose_file, self._turn = choose_printer, choose_file, 0
        say = texts.say
        self.setWindowTitle(job.title)
        self.setModal(True)
        self.copy = Segmented(say(message("ui_plan.copy")), [
            ("file", say(message("ui_plan.copy_file"))), ("client", say(message("ui_plan.copy_client")))], job.copy)
        languages = [(code, say(name)) for code, name in _LANGUAGES]
        self.language = Choice(languages)
        self.language.choose(job.language)
        self.second = Choice(languages, empty=say(message("ui_plan.language.none")))
        self.printer = Button(say(message("ui_plan.print")), "primary", icon="print", clicked=self._print)
        self.file = Button(say(message("ui_plan.save_pdf")), icon="draft", clicked=self._save)
        self._state = label("", "small", wrap=True)
        self._sheets = column(gap=12, margins=(16, 16, 16, 16))
        self._sheets.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        side = box(column(
            label(job.title, "h2", wrap=True), self.copy, label(say(message("ui_plan.client_copy_note")), "small", wrap=True),
            Field(say(message("ui_plan.language")), self.language), Field(say(message("ui_plan.second_language")), self.second), (box(column()), 1),
            self._state, Button(say(message("ui_plan.close")), clicked=self.reject), self.file, self.printer,
            gap=12, margins=(16, 16, 16, 16)), "panel", width=_SIDE_WIDTH)
        pages = scroll(box(self._sheets, "page"), say(message("ui_plan.pages")))
        pages.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setLayout(row((pages, 1), side, gap=0))
        self.resize(_PAGE_WIDTH + 32 + _SIDE_WIDTH + 20, 720)
        for changed in (self.copy.chosen_changed, self.language.chosen_changed, self.second.chosen_changed):
            changed.connect(self.show_pages)
        self.show_pages()
        self.printer.setFocus()

    def show_pages(self) -> None:
        """Make the paper as it is chosen and show its pages."""
        self._turn += 1
        turn, make = self._turn, partial(self._job.preview, *self._chosen())
        self._ready(False)
        width = _PAGE_WIDTH * 2

        def drawn(_: object) -> tuple[QImage, ...]:
            return self._images(make(), width)

        self._navigator.run(drawn, partial(self._shown, turn), self._failed)

    def page_count(self) -> int:
        """Return how many pages are shown."""
        return self._sheets.count()

    def done(self, result: int) -> None:
        """The preview is over: let go of the pictures, and of what is still being drawn."""
        self._turn += 1
        clear(self._sheets)
        super().done(result)

    def _shown(self, turn: int, images: tuple[QImage, ...]) -> None:
        if turn != self._turn:
            return
        clear(self._sheets)
        for number, image in enumerate(images, 1):
            page = PageView(_PAGE_WIDTH)
            page.show_page(image, self._texts.say(message("ui_plan.page_of", number=number, pages=len(images))))
            self._sheets.addWidget(page)
        self._ready(True)

    def _print(self) -> None:
        printer = new_printer(self._job.file_name)
        if not self._choose_printer(self, printer):
            return
        width = page_width(printer)
        make = partial(self._job.final, *self._chosen(), None)

        def made(_: object) -> tuple[Paper, tuple[QImage, ...]]:
            paper = make()
            return paper, self._images(paper, width)

        def printed(result: tuple[Paper, tuple[QImage, ...]]) -> None:
            self._gone_out(result[0])
            if send(printer, result[1]):
                self._end(self._texts.say(message("ui_plan.printed")))
            else:
                self._ready(True)
                self._state.setText(self._texts.say(message("ui_plan.printer_failed")))

        self._ready(False)
        self._navigator.run(made, printed, self._failed)

    def _save(self) -> None:
        target = self._choose_file(self, self._texts.say(message("ui_plan.save_pdf")), self._job.file_name)
        if target is None:
            return
        make = partial(self._job.final, *self._chosen(), target)

        def made(_: object) -> Paper:
            return make()

        def saved(paper: Paper) -> None:
            self._gone_out(paper)
            self._end(self._texts.say(message("ui_plan.saved_pdf", file=target.name)))

        self._ready(False)
        self._navigator.run(made, saved, self._failed)

    def _images(self, paper: Paper, width: int) -> tuple[QImage, ...]:
        return tuple(as_image(self._printing.picture(paper, number, width)) for number in range(1, paper.pages + 1))

    def _chosen(self) -> tuple[str, str, str | None]:
        return self.copy.value(), self.language.value() or self._job.language, self.second.value()

    def _ready(self, ready: bool) -> None:
        self.printer.setEnabled(ready)
        self.file.setEnabled(ready)
        self._state.setText("")

    def _failed(self, error: Exception) -> None:
        self._ready(True)
        self.reject()
        self._navigator.problem(error)

    def _end(self, words: str) -> None:
        self.accept()
        self._navigator.toast(words)
