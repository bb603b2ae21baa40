"""A key on paper: one sheet, its groups large, a line for who keeps it. Painted straight to the printer; no file is made."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.keysheet import Sheet
from caseworker_desktop.ui.theme.fonts import families

_ACROSS = 4


def print_sheet(parent: QWidget, texts: Texts, sheet: Sheet, day: str, place: str) -> bool:
    """Ask for a printer and print; return whether it was printed."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(texts.say(message("unlock.key.print")))
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    paint_sheet(printer, texts, sheet, day, place)
    return True


def paint_sheet(printer: QPrinter, texts: Texts, sheet: Sheet, day: str, place: str) -> None:
    """Paint the sheet on an A4 page; `day` is ISO."""
    say = texts.say
    painter = QPainter(printer)
    unit = printer.resolution() / 72  # one point
    wide = printer.pageRect(QPrinter.Unit.DevicePixel).width()

    def write(words: str, top: float, size: float, *, bold: bool = False, left: float = 0, room: float = 0, high: float = 40) -> None:
        painter.setFont(_font(size, bold=bold))
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(QRectF(left, top * unit, room or wide - left, high * unit), flags, words)

    painter.setPen(QColor("#000000"))
    write(say(message("app.name")), 0, 11)
    write(say(sheet.title), 24, 22, bold=True)
    write(say(message("unlock.key.place", place=place)), 60, 11)
    write(say(sheet.text), 84, 11, high=60)
    for at, group in enumerate(sheet.groups):
        left = wide / _ACROSS * (at % _ACROSS)
        top = 160 + 56 * (at // _ACROSS)
        write(str(at + 1), top, 9, left=left, room=wide / _ACROSS)
        write(group, top + 12, 20, bold=True, left=left, room=wide / _ACROSS)
    foot = 176 + 56 * ((len(sheet.groups) + _ACROSS - 1) // _ACROSS)
    painter.setPen(QPen(QColor("#000000"), unit))
    painter.drawLine(0, int(foot * unit), int(wide), int(foot * unit))
    write(say(message("unlock.key.keeper")), foot + 24, 11)
    write(say(message("unlock.key.printed_on", date=texts.date(day))), foot + 52, 9)
    painter.end()


def _font(size: float, *, bold: bool) -> QFont:
    made = QFont(families()[0])
    made.setFamilies(families())
    made.setPointSizeF(size)
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return made
