"""Rows and columns: `...` stretches, a number is a gap in px, `(item, n)` stretches by n, None is left out."""

from __future__ import annotations

from types import EllipsisType
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

Part = QWidget | QLayout
Item = Part | EllipsisType | int | None | tuple[Part, int]
Margins = tuple[int, int, int, int]
NO_MARGINS: Margins = (0, 0, 0, 0)
PAGE_MARGINS: Margins = (16, 16, 16, 16)
_L = TypeVar("_L", bound=QBoxLayout)


def _fill(layout: _L, items: tuple[Item, ...], gap: int, margins: Margins) -> _L:
    layout.setContentsMargins(*margins)
    layout.setSpacing(gap)
    for item in items:
        add(layout, item)
    return layout


def add(layout: QBoxLayout, item: Item) -> None:
    """Append one item, as `row` and `column` read them."""
    if item is None:
        return
    if isinstance(item, EllipsisType):
        layout.addStretch()
    elif isinstance(item, int):
        layout.addSpacing(item)
    else:
        part, stretch = item if isinstance(item, tuple) else (item, 0)
        if isinstance(part, QLayout):
            layout.addLayout(part, stretch)
        else:
            layout.addWidget(part, stretch)


def row(*items: Item, gap: int = 8, margins: Margins = NO_MARGINS) -> QHBoxLayout:
    """Lay items from left to right."""
    return _fill(QHBoxLayout(), items, gap, margins)


def column(*items: Item, gap: int = 8, margins: Margins = NO_MARGINS) -> QVBoxLayout:
    """Lay items from top to bottom."""
    return _fill(QVBoxLayout(), items, gap, margins)


def box(layout: QLayout, name: str = "clear", *, width: int | None = None, height: int | None = None) -> QWidget:
    """Return a widget that holds `layout`; `name` chooses its ground in the style sheet (`clear`, `page`, `listpane`, `panel`)."""
    made = QWidget()
    made.setObjectName(name)
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    made.setLayout(layout)
    if width is not None:
        made.setFixedWidth(width)
    if height is not None:
        made.setFixedHeight(height)
    return made


def rule(*, soft: bool = False, upright: bool = False, thick: int = 1) -> QFrame:
    """Return a thin line across (or `upright`)."""
    made = QFrame()
    made.setProperty("rule", "soft" if soft else "true")
    if upright:
        made.setFixedWidth(thick)
    else:
        made.setFixedHeight(thick)
    return made


def scroll(inner: QWidget, name: str = "") -> QScrollArea:
    """Return `inner` in an upright scroll area; `name` is what a screen reader says. Nothing is cut sideways."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setAccessibleName(name)
    area.viewport().setAutoFillBackground(False)
    inner.setAutoFillBackground(False)
    if not inner.objectName():
        inner.setObjectName("clear")
    area.setWidget(inner)
    return area


def measure_again(widget: QWidget) -> None:
    """Let a widget that is not shown forget its old measures: Qt asks hidden layouts nothing, and their least width would hold the window."""
    for part in (*widget.findChildren(QWidget), widget):
        layout = part.layout()
        if layout is not None:
            _forget(layout)
        part.updateGeometry()  # and what the layout around it remembers of it
    if (own := widget.layout()) is not None:
        own.activate()
    widget.updateGeometry()


def _forget(layout: QLayout) -> None:
    """Let a layout and those inside it forget; a widget that is hidden does not tell the one it lies in."""
    for at in range(layout.count()):
        item = layout.itemAt(at)
        inner = item.layout() if item is not None else None
        if inner is not None:
            _forget(inner)
    layout.invalidate()


def clear(layout: QLayout) -> None:
    """Take everything out of `layout` and delete its widgets after the running event."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
