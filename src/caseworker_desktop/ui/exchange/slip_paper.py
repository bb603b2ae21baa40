"""The slip for the gate on paper: painted to a printer or into a PDF that a person asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPageLayout, QPageSize, QPainter, QPen
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.theme.fonts import families


def print_slip(parent: QWidget, texts: Texts, head: str, lines: Sequence[tuple[str, str]]) -> bool:
    """Ask for a printer and print; return whether it was printed."""
    printer = _a4()
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    paint_slip(printer, texts, head, lines)
    return True


def save_slip(parent: QWidget, texts: Texts, head: str, lines: Sequence[tuple[str, str]]) -> Path | None:
    """Ask for a file name and write a PDF; return the file, None when nothing was chosen."""
    name, _ = QFileDialog.getSaveFileName(
        parent, texts.say(message("exchange.slip.pdf")), f"{texts.say(message('exchange.slip.title'))}.pdf", "PDF (*.pdf)"
    )
    if not name:
        return None
    write_slip(Path(name), texts, head, lines)
    return Path(name)


def write_slip(file: Path, texts: Texts, head: str, lines: Sequence[tuple[str, str]]) -> None:
    """Write the slip as a PDF file."""
    printer = _a4()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    paint_slip(printer, texts, head, lines)


def paint_slip(printer: QPrinter, texts: Texts, head: str, lines: Sequence[tuple[str, str]]) -> None:
    """Paint the slip on one page."""
    say = texts.say
    painter = QPainter(printer)
    unit = printer.resolution() / 72
    wide = printer.pageRect(QPrinter.Unit.DevicePixel).width()

    def write(words: str, left: float, top: float, size: float, *, bold: bool = False) -> None:
        painter.setFont(_font(size, bold=bold))
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(QRectF(left * unit, top * unit, wide - left * unit, 40 * unit), flags, words)

    painter.setPen(QColor("#000000"))
    write(say(message("exchange.slip.title")), 0, 0, 20, bold=True)
    write(head, 0, 30, 11)
    top = 64.0
    for name, value in lines:
        write(name, 0, top, 10)
        write(value, 150, top, 11, bold=True)
        top += 24
    write(say(message("exchange.slip.no_names")), 0, top + 12, 10)
    painter.setPen(QPen(QColor("#000000"), unit))
    foot = top + 72
    write(say(message("exchange.slip.checked")), 0, foot - 12, 10)
    painter.drawLine(int(200 * unit), int(foot * unit), int(wide), int(foot * unit))
    painter.end()


def _a4() -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(20, 20, 20, 20)))
    return printer


def _font(size: float, *, bold: bool) -> QFont:
    made = QFont(families()[0])
    made.setFamilies(families())
    made.setPointSizeF(size)
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return made
