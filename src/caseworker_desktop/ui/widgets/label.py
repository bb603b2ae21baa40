"""Words and small pictures that are only read."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from caseworker_desktop.ui.theme.theme import current
from caseworker_desktop.ui.widgets.layout import box, column


def label(
    text: str = "", role: str = "body", *, tone: str | None = None, wrap: bool = False, width: int | None = None, right: bool = False
) -> QLabel:
    """Return plain text (never read as markup). `role`: num, h1, h2, h3, body, text, textb, muted, small, smallt, smallb, link, th, code."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    if tone is not None:
        made.setProperty("tone", tone)
    made.setWordWrap(wrap)
    if wrap:
        policy = made.sizePolicy()
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    if width is not None:
        made.setFixedWidth(width)
    if right:
        made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made


def set_tone(target: QWidget, tone: str | None) -> None:
    """Colour a label by tone (red, amber, green, blue, grey) or, with None, as its role says."""
    set_look(target, "tone", tone or "")


def set_look(target: QWidget, name: str, value: object) -> None:
    """Set a dynamic property that the style sheet reads, and restyle."""
    if target.property(name) != value:
        target.setProperty(name, value)
        style = target.style()
        style.unpolish(target)
        style.polish(target)
        target.update()


class Elided(QLabel):
    """One line that ends in … when the room is short; the whole text is its tool tip and accessible name."""

    def __init__(self, text: str = "", role: str = "body", *, tone: str | None = None) -> None:
        super().__init__()
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        if tone is not None:
            self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.set_whole(text)

    def set_whole(self, text: str) -> None:
        """Show another text."""
        self._whole = text
        self.setAccessibleName(text)
        self._fit()
        self.updateGeometry()

    def whole(self) -> str:
        """Return the text without the cut."""
        return self._whole

    def sizeHint(self) -> QSize:
        base = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, base.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit()

    def _fit(self) -> None:
        shown = QFontMetrics(self.font()).elidedText(self._whole, Qt.TextElideMode.ElideRight, max(self.width(), 24)) if self.width() else self._whole
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")


class Glyph(QWidget):
    """An icon, painted in the tone that the palette in force gives. It is an ornament: words beside it say the same."""

    def __init__(self, name: str, colour: str = "text2", size: int = 16) -> None:
        super().__init__()
        self._name, self._colour, self._size = name, colour, size
        self.setFixedSize(size, size)

    def show_icon(self, name: str, colour: str | None = None) -> None:
        """Show another icon or tone."""
        self._name, self._colour = name, colour or self._colour
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(self.rect(), current().pixmap(self._name, self._colour, self._size))
        painter.end()


def key_hint(keys: str) -> QLabel:
    """Return a keyboard hint in a small frame (`Ctrl+K`)."""
    made = label(keys, "kbd")
    made.setFixedHeight(20)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def titled(key: str, value: str | QWidget) -> QWidget:
    """Return a small name above its value, as in a banner."""
    shown = value if isinstance(value, QWidget) else label(value, "h3")
    return box(column(label(key, "key"), shown, gap=0))


def stat(value: str, name: str, note: str = "", *, tone: str | None = None) -> QWidget:
    """Return a large number with its name and a note below."""
    made = box(column(label(value, "num", tone=tone), label(name, "h3"), label(note, "small") if note else None, gap=0))
    made.setAccessibleName(" ".join(part for part in (value, name, note) if part))
    return made


def page_title(title: str, subtitle: str = "") -> tuple[QWidget, QLabel, QLabel]:
    """Return the head of a page and its two labels, to be set again later."""
    name, below = label(title, "h1"), label(subtitle, "muted")
    if not subtitle:
        below.hide()  # showing a label that has no place yet would open a window of its own
    return box(column(name, below, gap=0)), name, below
