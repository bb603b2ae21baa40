"""The navigation at the left: 188 px with words, 56 px with icons alone (the words move to tool tips)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from caseworker_desktop.ui.theme.theme import current, square
from caseworker_desktop.ui.theme.tokens import NAV_NARROW, NAV_WIDE
from caseworker_desktop.ui.widgets.avatar import Avatar
from caseworker_desktop.ui.widgets.label import Elided, Glyph, label, set_look
from caseworker_desktop.ui.widgets.layout import box, column, row

#: px of an entry; where a window is too low for all of them (1366 × 768 at 150 %) they stand closer.
HIGH, LOW = 40, 32
_ROOM = 108


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: the page it opens, its icon, its words (also with a number after) and its key."""

    name: str
    icon: str
    words: str
    keys: str


class _Item(QPushButton):
    def __init__(self, entry: Entry, *, checkable: bool) -> None:
        super().__init__()
        self.entry = entry
        self._count = label("", "count")
        self._count.setFixedHeight(20)
        self._keys = label("" if checkable else entry.keys, "navmut")
        self.setCheckable(checkable)
        self.setAutoDefault(False)
        self.setIconSize(square(18))
        self.setAccessibleName(entry.words)
        self.setToolTip(f"{entry.words}   {entry.keys}")
        self.setLayout(row(..., self._keys, self._count, margins=(0, 0, 12, 0)))
        self._narrow, self._high = False, HIGH
        self.set_count("")
        self.toggled.connect(lambda _: self.tint())

    def sizeHint(self) -> QSize:
        return QSize(NAV_NARROW if self._narrow else NAV_WIDE, self._high)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, LOW)

    def set_high(self, high: int) -> None:
        """Take so many px of height."""
        if high != self._high:
            self._high = high
            set_look(self, "low", "true" if high == LOW else "false")
            self.updateGeometry()

    def set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        self.setProperty("narrow", narrow)
        self.setText("" if narrow else f"  {self.entry.words}")
        self._count.setVisible(bool(self._count.text()) and not narrow)
        self._keys.setVisible(bool(self._keys.text()) and not narrow)
        self.tint()

    def set_count(self, number: str, spoken: str = "") -> None:
        self._count.setText(number)
        self._count.setVisible(bool(number) and not self._narrow)
        self.setAccessibleName(spoken or self.entry.words)

    def tint(self) -> None:
        self.setIcon(current().icon(self.entry.icon, "nav_bright" if self.isChecked() else "nav_fg", 18))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_keys"):
            self.tint()


class Sidebar(QWidget):
    """`wanted` with the name of the entry that was pressed."""

    wanted = Signal(str)

    def __init__(self, title: str, name: str, menu: Sequence[Entry], foot: Sequence[Entry], who: tuple[str, str]) -> None:
        super().__init__()
        self.setObjectName("nav")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(name)
        self._items = [_Item(entry, checkable=True) for entry in menu]
        self._foot = [_Item(entry, checkable=entry.name != "lock") for entry in foot]
        self._brand = label(title, "brand")
        self._who = box(column(Elided(who[0]), Elided(who[1], "navmut"), gap=0, margins=(16, 12, 8, 0)))
        self._disc = box(row(Avatar(who[0], 32), ..., margins=(12, 12, 0, 0)))
        self._disc.setToolTip(f"{who[0]}\n{who[1]}")
        lines: QVBoxLayout = column(
            row(Glyph("shield", "nav_mark", 24), self._brand, ..., gap=8, margins=(16, 16, 12, 16)),
            *self._items,
            ...,
            *self._foot,
            self._who,
            self._disc,
            gap=0,
            margins=(0, 0, 0, 12),
        )
        self.setLayout(lines)
        for item in (*self._items, *self._foot):
            item.clicked.connect(lambda *_, pressed=item: self._pressed(pressed))
        self.set_narrow(False)

    def minimumSizeHint(self) -> QSize:
        return QSize(NAV_NARROW, _ROOM + LOW * (len(self._items) + len(self._foot)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        items = (*self._items, *self._foot)
        high = HIGH if self.height() >= _ROOM + HIGH * len(items) else LOW
        for item in items:
            item.set_high(high)

    def _pressed(self, item: _Item) -> None:
        self.wanted.emit(item.entry.name)

    def mark(self, name: str) -> None:
        """Mark the entry whose page is shown."""
        for item in (*self._items, *self._foot):
            if item.isCheckable():
                item.setChecked(item.entry.name == name)

    def set_count(self, name: str, number: str, spoken: str) -> None:
        """Show a number at an entry (empty: none); `spoken` is its accessible name with the number."""
        for item in self._items:
            if item.entry.name == name:
                item.set_count(number, spoken)

    def set_narrow(self, narrow: bool) -> None:
        """Show icons alone, or icons with words."""
        self.setFixedWidth(NAV_NARROW if narrow else NAV_WIDE)
        for item in (*self._items, *self._foot):
            item.set_narrow(narrow)
        self._brand.setVisible(not narrow)
        self._who.setVisible(not narrow)
        self._disc.setVisible(narrow)
