"""The packages that came, newest first, and who has been silent for long."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.inbox.presenter import PackageFace
from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.label import Elided, Glyph, label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row, rule
from caseworker_desktop.ui.widgets.rows import Face, RowList, RowModel, Slice

WIDE, ROW_HIGH = 288, 88
ANY = 16777215  # Qt's own „as wide as there is room“


class PackagesPane(QWidget):
    """`chosen(at)` and `load_wanted`."""

    chosen = Signal(int)
    load_wanted = Signal()

    def __init__(self, texts: Texts, *, office: bool) -> None:
        super().__init__()
        self.setObjectName("listpane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._texts, say = texts, texts.say
        self._count = Badge("0", "grey")
        words = message("exchange.receive_from_laptop") if office else message("exchange.receive_from_office")
        self._load = Button(say(words), icon="usb", keys="Ctrl+I", clicked=self.load_wanted.emit)
        self._model: RowModel[PackageFace] = RowModel(lambda after, limit: Slice(()), self._face, self)
        self.list = RowList(say(message("inbox.packages")), height=ROW_HIGH)
        self.list.setModel(self._model)
        self.list.chosen.connect(self.chosen)
        self._late: QVBoxLayout = column(gap=0)
        self._none = label(say(message("inbox.no_packages_text")), "small", wrap=True)
        top = box(column(row(label(say(message("inbox.packages")), "h2"), ..., self._count), self._load, gap=12, margins=(16, 16, 16, 12)))
        self._none_box = box(column(self._none, margins=(16, 16, 16, 16)))
        self.setLayout(column(top, rule(), self._none_box, (self.list, 1), self._late, ..., gap=0))
        self.setFixedWidth(WIDE)

    def set_wide(self, wide: bool) -> None:
        """Take all the room (a page of its own) or 288 px."""
        self.setMinimumWidth(0 if wide else WIDE)
        self.setMaximumWidth(ANY if wide else WIDE)

    def show_packages(self, packages: Sequence[PackageFace], chosen: int | None, late: Sequence[tuple[str, str]]) -> None:
        """Show the list; nothing is chosen by this."""
        self._model.replace(packages)
        self.list.choose(chosen)
        self.list.setVisible(bool(packages))
        self._none_box.setVisible(not packages)
        self._count.say(self._texts.number(len(packages)))
        clear(self._late)
        if late:
            self._late.addWidget(box(column(label(self._texts.say(message("inbox.silent")), "smallb"), margins=(16, 12, 16, 4))))
        for name, how_long in late:
            words = box(column(Elided(name, "h3"), Elided(how_long, "small"), gap=0))
            self._late.addWidget(box(row(Glyph("clock", "amber", 16), (words, 1), gap=12, margins=(16, 4, 12, 8))))

    def take_focus(self) -> None:
        """Give the focus to the list, or to the button that loads the first package."""
        (self._load if self.list.isHidden() else self.list).setFocus()

    def _face(self, package: PackageFace) -> Face:
        words, tone, icon = package.badge
        return Face(package.title, package.subtitle, badge_below=(self._texts.say(words), tone, icon), trailing=package.when)
