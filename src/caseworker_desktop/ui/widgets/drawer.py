"""A side panel that stands beside the page where there is room, and else slides over it as a drawer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from caseworker_desktop.ui.theme.tokens import SIDE_PANEL


class Drawer(QFrame):
    """Put it in the page's layout. Docked it shows `panel` in place; undocked it hides there and `open()` lays it over the right edge of `host`."""

    closed = Signal()

    def __init__(self, host: QWidget, panel: QWidget, *, width: int = SIDE_PANEL) -> None:
        super().__init__()
        self._host, self.panel = host, panel
        self._docked, self._wide = True, width
        self.setFixedWidth(width)
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.addWidget(panel)
        self._over = _Over(host)
        self._over.closed.connect(self.closed)

    def set_docked(self, docked: bool) -> None:
        """Stand in the page (True) or be a drawer (False)."""
        if docked == self._docked:
            return
        self._docked = docked
        if docked:
            self._over.shut()
            self._inside.addWidget(self.panel)
            self.panel.show()
        else:
            self._over.hold(self.panel, self._wide)
        self.setVisible(docked)

    def is_docked(self) -> bool:
        """Tell whether the panel stands in the page."""
        return self._docked

    def is_open(self) -> bool:
        """Tell whether the panel can be seen."""
        return self._docked or not self._over.isHidden()

    def open(self) -> None:
        """Show the panel (nothing to do when it is docked)."""
        if not self._docked:
            self._over.appear()

    def close_drawer(self) -> None:
        """Slide the drawer away; what was typed stays."""
        if not self._docked:
            self._over.shut()


class _Over(QFrame):
    """The drawer itself, a child of the page."""

    closed = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setObjectName("drawer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._host, self._wide = host, SIDE_PANEL
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(12, 12, 12, 12)
        host.installEventFilter(self)
        self.hide()

    def hold(self, panel: QWidget, width: int) -> None:
        self._wide = width + 24
        self._inside.addWidget(panel)
        panel.show()

    def appear(self) -> None:
        self._place()
        self.show()
        self.raise_()

    def shut(self) -> None:
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        wide = min(self._wide, self._host.width())
        self.setGeometry(self._host.width() - wide, 0, wide, self._host.height())
