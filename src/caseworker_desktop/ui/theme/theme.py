"""The look that is in force. It hangs on the application, as Qt's own style and palette do."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QColor, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from caseworker_desktop.ui.theme import fonts
from caseworker_desktop.ui.theme.icons import Icons
from caseworker_desktop.ui.theme.sheet import style_sheet
from caseworker_desktop.ui.theme.tokens import LIGHT, PALETTES, Palette

_PLACE = "byla_theme"


class Theme(QObject):
    """Palette and icons; `switched` tells that the palette is another one now."""

    switched = Signal()

    def __init__(self, app: QApplication, resources: Path) -> None:
        super().__init__(app)
        self._app = app
        self._resources = resources
        self._icons = Icons(resources / "icons")
        self.palette: Palette = LIGHT

    def use(self, name: str) -> None:
        """Switch to the palette `light` or `dark`. Raises KeyError for another name."""
        self.palette = PALETTES[name]
        colours = QPalette()
        for part, token in (
            (QPalette.ColorRole.Window, "bg"),
            (QPalette.ColorRole.WindowText, "text"),
            (QPalette.ColorRole.Base, "surface"),
            (QPalette.ColorRole.Text, "text"),
            (QPalette.ColorRole.Button, "surface"),
            (QPalette.ColorRole.ButtonText, "text"),
            (QPalette.ColorRole.Highlight, "accent"),
            (QPalette.ColorRole.HighlightedText, "on_accent"),
            (QPalette.ColorRole.PlaceholderText, "text3"),
            (QPalette.ColorRole.Link, "accent_d"),
        ):
            colours.setColor(part, QColor(self.palette[token]))
        self._app.setPalette(colours)
        self._app.setStyleSheet(style_sheet(self.palette, self._resources / "icons"))
        self.switched.emit()

    def colour(self, token: str) -> QColor:
        """Return the colour of a token (`text2`, `red_bg`, `accent` …)."""
        return QColor(self.palette[token])

    def pixmap(self, name: str, colour: str = "text2", size: int = 16) -> QPixmap:
        """Return the icon `name` tinted with `colour`, a token, `size` px square."""
        return self._icons.pixmap(name, self.palette[colour], size)

    def icon(self, name: str, colour: str = "text2", size: int = 16) -> QIcon:
        """Return the icon `name` tinted with `colour`, a token."""
        return self._icons.icon(name, self.palette[colour], size)


def install(app: QApplication, resources: Path, name: str = "light") -> Theme:
    """Give the application its style, fonts and palette; return the theme."""
    fonts.load(resources / "fonts")
    app.setStyle("Fusion")
    app.setFont(fonts.font("body"))
    theme = Theme(app, resources)
    app.setProperty(_PLACE, theme)
    theme.use(name)
    return theme


def current() -> Theme:
    """Return the theme of the running application. Raises RuntimeError when none was installed."""
    app = QApplication.instance()
    theme = app.property(_PLACE) if app is not None else None
    if not isinstance(theme, Theme):
        raise RuntimeError("no theme is installed")
    return theme


def square(size: int) -> QSize:
    """Return a QSize of `size` by `size`."""
    return QSize(size, size)
