"""The palette of Ctrl+K: type a few letters, Enter opens."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.shell.palette_search import Offer, PaletteSearch
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import column
from caseworker_desktop.ui.widgets.rows import Face, RowList, RowModel, Slice
from caseworker_desktop.ui.widgets.search_field import SearchField

WIDE, HIGH = 560, 440
_SHIFTS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}


class Palette(QDialog):
    """A small dialog at the top of the window; `picked` with the Offer. Esc closes it and changes nothing."""

    picked = Signal(object)

    def __init__(self, parent: QWidget, texts: Texts, search: PaletteSearch, *, title: str, placeholder: str) -> None:
        super().__init__(parent, Qt.WindowType.FramelessWindowHint | Qt.WindowType.Dialog)
        self._search, self._texts = search, texts
        self.setWindowTitle(title)
        self.setObjectName("palette")
        self.setModal(True)
        self.field = SearchField(placeholder, name=title)
        self.field.textChanged.connect(self._ask)
        self.field.accepted.connect(self._pick_current)
        self.field.went_down.connect(lambda: self._move(1))
        self._model: RowModel[Offer] = RowModel(lambda after, limit: Slice(()), _face, self)
        self.list = RowList(texts.say(message("palette.results")), height=48)
        self.list.setModel(self._model)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(lambda index: self._pick(index.row()))
        self._note = label("", "small", wrap=True)
        hint = label(texts.say(message("palette.hint")), "small")
        self.setLayout(column(label(title, "h2"), self.field, (self.list, 1), self._note, hint, gap=8, margins=(16, 12, 16, 12)))
        self.setFixedSize(min(WIDE, parent.width() - 32), min(HIGH, parent.height() - 32))
        corner = parent.mapToGlobal(parent.rect().topLeft())
        self.move(corner.x() + (parent.width() - self.width()) // 2, corner.y() + 56)
        self._ask("")
        self.field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = _SHIFTS.get(Qt.Key(event.key()))
        if shift is not None:
            self._move(shift)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick(self.list.current())
        else:
            super().keyPressEvent(event)

    def _ask(self, typed: str) -> None:
        offers = self._search.offers(typed)
        self._model.replace(offers)
        self.list.choose(0 if offers else None)
        self.list.setVisible(bool(offers))
        self._note.setText("" if offers else self._texts.say(message("palette.none") if typed.strip() else message("palette.start")))
        self._note.setVisible(not offers)
        self.list.setAccessibleDescription(offers[0].title if offers else self._note.text())

    def _move(self, by: int) -> None:
        count, at = self._model.rowCount(), self.list.current()
        if count:
            self.list.choose(max(0, min(count - 1, (at or 0) + by)))
            self.field.setAccessibleDescription(self._model.face_at(self.list.current() or 0).spoken())

    def _pick_current(self) -> None:
        self._pick(self.list.current())

    def _pick(self, position: int | None) -> None:
        if position is not None and position < self._model.rowCount():
            offer = self._model.row_at(position)
            self.accept()
            self.picked.emit(offer)


def _face(offer: Offer) -> Face:
    return Face(offer.title, offer.subtitle, avatar=offer.person is not None, icon=None if offer.person else offer.icon, trailing=offer.keys)
