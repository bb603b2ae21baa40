"""A choice in little room: closed it shows short words that fit, open the whole ones."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from caseworker_desktop.ui.widgets.editors import Choice

_WHOLE = Qt.ItemDataRole.UserRole + 1
#: What the frame and the arrow take of the width.
_FRAME = 44


class _Whole(QStyledItemDelegate):
    """Shows the whole words in the open list."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        told = index.data(_WHOLE)
        if told:
            option.text = str(told)


class WholeChoice(Choice):
    """Options by code, short words, whole words; `fit` says how wide it stands."""

    def __init__(self, name: str, width: int) -> None:
        super().__init__((), name=name)
        self._options: tuple[tuple[str, str, str], ...] = ()
        self._delegate = _Whole(self)
        self.view().setItemDelegate(self._delegate)
        self.fit(width)

    def offer(self, options: Sequence[tuple[str, str, str]]) -> None:
        """Offer options: code, short words, whole words (empty: the short ones)."""
        self._options = tuple(options)
        self._show()

    def fit(self, width: int) -> None:
        """Stand so wide from now on."""
        self.setFixedWidth(width)
        self._show()

    def _show(self) -> None:
        metrics = QFontMetrics(self.font())
        room = self.maximumWidth() - _FRAME
        self.set_options([(code, metrics.elidedText(short, Qt.TextElideMode.ElideRight, room)) for code, short, _ in self._options])
        wide = 0
        for at, (_, short, whole) in enumerate(self._options):
            self.setItemData(at, whole or short, _WHOLE)
            self.setItemData(at, whole or short, Qt.ItemDataRole.AccessibleTextRole)
            wide = max(wide, metrics.horizontalAdvance(whole or short) + _FRAME)
        self.view().setMinimumWidth(wide)
