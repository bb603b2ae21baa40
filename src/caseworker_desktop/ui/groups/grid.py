"""The register as a table: one painted view, names and days standing still, the whole job by keyboard."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.groups.grid_model import Index, RegisterModel
from caseworker_desktop.ui.groups.register import KEYS, LOOKS, RegisterPresenter
from caseworker_desktop.ui.theme.fonts import font
from caseworker_desktop.ui.theme.theme import current
from caseworker_desktop.ui.widgets.layout import NO_MARGINS

NAME, CELL, ROW, FOOT, HEAD, TOTALS, SHARE = 208, 56, 40, 36, 48, 148, 84
_LETTERS = {
    Qt.Key.Key_D: "present", Qt.Key.Key_V: "late", Qt.Key.Key_N: "absent", Qt.Key.Key_P: "excused", Qt.Key.Key_K: "not_brought",
}
_CENTRE, _LEFT, _RIGHT = (side | Qt.AlignmentFlag.AlignVCenter for side in (
    Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight))


class _Delegate(QStyledItemDelegate):
    """Paints squares, sums and the cursor."""

    def __init__(self, grid: _View) -> None:
        super().__init__(grid)
        self._grid = grid

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, theme = self._grid.register, current()
        place, row, column = QRectF(option.rect), index.row(), index.column()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = column == self._grid.column()
        if on:
            painter.fillRect(place, theme.colour("accent_bg"))
        if row < model.people() and column < model.meetings():
            self._square(painter, place, row, column)
        else:
            self._number(painter, place, row, column)
        last = row in (model.people() - 1, model.rowCount() - 1)
        painter.fillRect(QRectF(place.left(), place.bottom() - 1, place.width(), 1), theme.colour("line" if last else "line_soft"))
        painter.restore()

    def _square(self, painter: QPainter, place: QRectF, row: int, column: int) -> None:
        theme, cell = current(), self._grid.register.presenter.cell(row, column)
        at_cursor = (row, column) == self._grid.cursor_place()
        square = QRectF(place.center().x() - 18, place.center().y() - 14, 36, 28)
        if cell.status is not None:
            icon, tone = LOOKS[cell.status]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(f"{tone}_bg"))
            painter.drawRoundedRect(square, 6, 6)
            painter.drawPixmap(int(place.center().x() - 8), int(place.center().y() - 8), 16, 16, theme.pixmap(icon, tone, 16))
        elif cell.expected:
            painter.setPen(QPen(theme.colour("line_ctl" if column == self._grid.column() and cell.open else "line"), 1))
            painter.setBrush(theme.colour("surface") if column == self._grid.column() else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(square.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        else:
            painter.fillRect(QRectF(place.center().x() - 6, place.center().y() - 0.5, 12, 1), theme.colour("line_ctl"))
        if at_cursor:
            painter.setPen(QPen(theme.colour("focus" if self._grid.hasFocus() else "line_ctl"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush if cell.status else theme.colour("surface"))
            painter.drawRoundedRect(square.adjusted(-3, -3, 3, 3), 8, 8)
            if cell.status is None and cell.open:
                _write(painter, place, "?", "h2", "accent_d", _CENTRE)

    def _number(self, painter: QPainter, place: QRectF, row: int, column: int) -> None:
        model = self._grid.register
        words = str(model.data(model.index(row, column)))
        total, foot = column >= model.meetings(), row >= model.people()
        if total:
            low = not foot and model.presenter.totals(row)[2] and column == model.meetings() + 1
            lost = foot and row == model.people() + 1 and words[:1] not in ("0", "")
            where = place.adjusted(-64 if foot else 0, 0, -16 if column == model.meetings() + 1 else 0, 0)
            _write(painter, where, words, "textb", "red" if low else "amber" if lost else "text", _RIGHT)
            return
        some = words not in ("–", "0")
        tone = "text3" if words == "–" else "amber" if row == model.people() + 1 else "text"
        _write(painter, place, words, "textb" if some else "text", tone, _CENTRE)


class _Days(QHeaderView):
    """Number and day of each meeting, and the names of the two columns of sums."""

    def __init__(self, grid: _View) -> None:
        super().__init__(Qt.Orientation.Horizontal, grid)
        self._grid = grid
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.setFixedHeight(HEAD)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), HEAD)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        theme, model, place = current(), self._grid.register, QRectF(rect)
        painter.save()
        on = section == self._grid.column()
        painter.fillRect(place, theme.colour("accent_bg" if on else "sunken"))
        if section < model.meetings():
            number, day = model.presenter.column(section)
            _write(painter, QRectF(place.left(), 6, place.width(), 18), number, "h3", "accent_d" if on else "text", _CENTRE)
            _write(painter, QRectF(place.left(), 24, place.width(), 16), day, "smallb" if on else "small", "accent_d" if on else "text3", _CENTRE)
        else:
            words = str(model.headerData(section, Qt.Orientation.Horizontal))
            right = 16 if section == model.meetings() + 1 else 0
            _write(painter, place.adjusted(0, 0, -right, 0), words, "smallb", "text2", _RIGHT)
        painter.fillRect(QRectF(place.left(), HEAD - 1, place.width(), 1), theme.colour("line"))
        painter.restore()


class _Names(QHeaderView):
    """The people, and the names of the two rows at the foot."""

    def __init__(self, grid: _View) -> None:
        super().__init__(Qt.Orientation.Vertical, grid)
        self._grid = grid
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.setFixedWidth(NAME)

    def sizeHint(self) -> QSize:
        return QSize(NAME, super().sizeHint().height())

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        theme, model, place = current(), self._grid.register, QRectF(rect)
        painter.save()
        painter.fillRect(place, theme.colour("surface"))
        person = section < model.people()
        member = model.presenter.members()[section] if person else None
        words = str(model.headerData(section, Qt.Orientation.Vertical))
        here = section == self._grid.cursor_place()[0]
        role = "h3" if here else "body" if person else "textb"
        tone = "text2" if not person else "text3" if member is not None and (member.id is None or member.left_on is not None) else "text"
        painter.setFont(font(role))
        short = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, NAME - 24)
        _write(painter, place.adjusted(16, 0, -8, 0), short, role, tone, _LEFT)
        last = section in (model.people() - 1, model.rowCount() - 1)
        painter.fillRect(QRectF(place.left(), place.bottom() - 1, place.width(), 1), theme.colour("line" if last else "line_soft"))
        painter.restore()


class _View(QTableView):
    """One of the two views on the register: the meetings, or the sums that stand still at the right."""

    def __init__(self, model: RegisterModel, name: str) -> None:
        super().__init__()
        self.register = model
        self._column = -1
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        self.setHorizontalHeader(_Days(self))
        self.setVerticalHeader(_Names(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        for corner in self.findChildren(QAbstractButton):
            corner.setAccessibleName(name)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setStyleSheet("QTableView, QTableView:focus { border: 0; } QTableView::item { padding: 0; border: 0; }")

    def column(self) -> int:
        """Return the column that is marked as the one worked at."""
        return self._column

    def cursor_place(self) -> tuple[int, int]:
        """Return row and column of the cursor."""
        index = self.currentIndex()
        return (index.row(), index.column()) if index.isValid() else (-1, -1)

    def measure(self) -> None:
        """Give rows and columns their measures after the model has changed."""
        model = self.register
        for row in range(model.rowCount()):
            self.setRowHeight(row, ROW if row < model.people() else FOOT)
        for column in range(model.columnCount()):
            self.setColumnWidth(column, CELL if column < model.meetings() else TOTALS - SHARE if column == model.meetings() else SHARE)


class _Sums(_View):
    """Hours and share: stand still at the right, and take what the meetings leave."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.measure()

    def measure(self) -> None:
        super().measure()
        self.setColumnWidth(self.register.meetings(), max(self.viewport().width() - SHARE, TOTALS - SHARE))


class _Corner(QWidget):
    """The name of the column of people, over the corner that the view leaves empty."""

    def __init__(self, words: str, view: QWidget) -> None:
        super().__init__(view)
        self._words = words
        self.setGeometry(0, 0, NAME, HEAD)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, place = QPainter(self), current(), QRectF(self.rect())
        painter.fillRect(place, theme.colour("sunken"))
        painter.fillRect(QRectF(0, HEAD - 1, NAME, 1), theme.colour("line"))
        _write(painter, place.adjusted(16, 0, -8, 0), self._words, "smallb", "text2", _LEFT)
        painter.end()


class _Squares(_View):
    """The meetings: takes the keys."""

    moved = Signal()
    marked = Signal(str)
    toggled = Signal()
    cleared = Signal()
    entered = Signal()

    def currentChanged(self, current_: Index, previous: Index) -> None:
        super().currentChanged(current_, previous)
        self._column = current_.column() if current_.isValid() else -1
        self.viewport().update()
        self.horizontalHeader().viewport().update()
        self.verticalHeader().viewport().update()
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = Qt.Key(event.key()), event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        status = _LETTERS.get(key) or KEYS.get(event.text().upper())
        if plain and status is not None:
            self.marked.emit(status)
        elif plain and key == Qt.Key.Key_Space:
            self.toggled.emit()
        elif plain and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cleared.emit()
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif plain and event.text() and event.text().isprintable():
            event.accept()  # Qt would look for a cell that begins with this letter
        else:
            super().keyPressEvent(event)


class RegisterGrid(QWidget):
    """Both views side by side, scrolling together. `moved` when the cursor moves; `marked(status)`, `toggled`, `cleared`, `entered` at it."""

    moved = Signal()
    marked = Signal(str)
    toggled = Signal()
    cleared = Signal()
    entered = Signal()

    def __init__(self, presenter: RegisterPresenter, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.model = RegisterModel(presenter, texts, self)
        self.squares = _Squares(self.model, texts.say(message("ui_groups.register")))
        self.sums = _Sums(self.model, texts.say(message("ui_groups.sums")))
        self.sums.verticalHeader().hide()
        self.sums.setMinimumWidth(TOTALS)
        self.sums.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sums.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sums.horizontalScrollBar().setStyleSheet("QScrollBar::handle:horizontal { background: transparent; }")  # only as high as the other
        self.squares.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._corner = _Corner(texts.say(message("ui_groups.member")), self.squares)
        self._high = HEAD
        line = QHBoxLayout(self)
        line.setContentsMargins(*NO_MARGINS)
        line.setSpacing(0)
        line.addWidget(self.squares, 1000)
        line.addWidget(self.sums, 1)
        self.squares.verticalScrollBar().valueChanged.connect(self.sums.verticalScrollBar().setValue)
        self.sums.verticalScrollBar().valueChanged.connect(self.squares.verticalScrollBar().setValue)
        self.squares.horizontalScrollBar().rangeChanged.connect(self._level)
        for name in ("moved", "marked", "toggled", "cleared", "entered"):
            getattr(self.squares, name).connect(getattr(self, name))
        self.setFocusProxy(self.squares)

    def reset(self) -> None:
        """The register has other rows or columns."""
        kept = self.place()
        self.model.beginResetModel()
        self.model.endResetModel()
        for view in (self.squares, self.sums):
            view.measure()
        for column in range(self.model.columnCount()):
            self.squares.setColumnHidden(column, column >= self.model.meetings())
            self.sums.setColumnHidden(column, column < self.model.meetings())
        people, meetings = self.model.people(), self.model.meetings()
        self._high = HEAD + people * ROW + 2 * FOOT
        self.squares.setMinimumHeight(HEAD + min(people, 4) * ROW)
        self.squares.setMaximumWidth(NAME + max(meetings, 1) * CELL)
        self.updateGeometry()
        if kept[0] < people and kept[1] < meetings:
            self.go(*kept)

    def sizeHint(self) -> QSize:
        return QSize(NAME + self.model.meetings() * CELL + TOTALS, self._high + self.squares.horizontalScrollBar().isVisible() * 8)

    def _level(self, least: int, most: int) -> None:
        """Both views are equally high, with or without the bar that scrolls sideways."""
        self.sums.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn if most > least else Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.updateGeometry()

    def place(self) -> tuple[int, int]:
        """Return row and column of the cursor; (-1, -1) without one."""
        return self.squares.cursor_place()

    def go(self, row: int, column: int) -> None:
        """Put the cursor there and show it."""
        if 0 <= row < self.model.people() and 0 <= column < self.model.meetings():
            self.squares.setCurrentIndex(self.model.index(row, column))

    def redraw(self) -> None:
        """Draw again; rows and columns are as before."""
        self.model.redraw()
        for view in (self.squares, self.sums):
            view.viewport().update()
            view.horizontalHeader().viewport().update()
            view.verticalHeader().viewport().update()


def _write(painter: QPainter, place: QRectF, words: str, role: str, tone: str, side: Qt.AlignmentFlag) -> None:
    painter.setFont(font(role))
    painter.setPen(current().colour(tone))
    painter.drawText(place, side, words)
