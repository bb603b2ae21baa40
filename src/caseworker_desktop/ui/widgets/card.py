"""Cards and boxes: the grounds on which a screen's parts stand."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.label import label, set_look
from caseworker_desktop.ui.widgets.layout import Item, Margins, box, column, row


class Card(QFrame):
    """A white ground with a thin border; `inset=True` is the sunken box inside a card."""

    def __init__(self, *items: Item, pad: Margins = (16, 12, 16, 16), gap: int = 8, inset: bool = False, chosen: bool = False) -> None:
        super().__init__()
        self._property = "box" if inset else "card"
        self._pad = pad
        self._chosen = chosen
        self.setLayout(column(*items, gap=gap, margins=pad))
        self.set_chosen(chosen)

    def set_chosen(self, chosen: bool) -> None:
        """Draw the border of the chosen one; the content does not move."""
        self._chosen = chosen
        set_look(self, self._property, "sel" if chosen else "true")
        left, top, right, bottom = self._pad
        less = 1 if chosen and min(self._pad) > 0 else 0
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(left - less, top - less, right - less, bottom - less)

    def is_chosen(self) -> bool:
        """Tell whether the card is drawn as chosen."""
        return self._chosen


def card_head(title: str, count: str = "", *items: Item, tone: str = "grey") -> QWidget:
    """Return the 44 px head of a card: title, number in a badge, then `items` at the right."""
    return box(row(label(title, "h2"), Badge(count, tone) if count else None, ..., *items, gap=8, margins=(16, 0, 12, 0)), height=44)


def line(kind: str = "true", *items: Item, height: int = 40, margins: Margins = (16, 0, 16, 0), gap: int = 12) -> QFrame:
    """Return a row of a list made of widgets (for few rows): `kind` true, sel or head."""
    made = QFrame()
    made.setProperty("trow", kind)
    left, top, right, bottom = margins
    made.setLayout(row(*items, gap=gap, margins=(left - 4 if kind == "sel" else left, top, right, bottom)))
    made.setFixedHeight(height)
    return made
