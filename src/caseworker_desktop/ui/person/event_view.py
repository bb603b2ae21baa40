"""The timeline's widgets: a rail with an icon, what happened, and the notes below."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from caseworker_desktop.ui.person.timeline import EventFace, Paragraph
from caseworker_desktop.ui.theme.theme import current
from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.label import Elided, Glyph, label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row, scroll


class Rail(QWidget):
    """A disc with an icon, and the line down to the next event."""

    def __init__(self, icon: str, tone: str, *, last: bool) -> None:
        super().__init__()
        self._icon, self._tone, self._last = icon, tone, last
        self.setFixedWidth(32)
        self.setMinimumHeight(32)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._last:
            painter.fillRect(QRectF(13, 32, 2, self.height() - 34), theme.colour("line"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(f"{self._tone}_bg"))
        painter.drawEllipse(QRectF(0, 0, 28, 28))
        painter.drawPixmap(6, 6, 16, 16, theme.pixmap(self._icon, "accent_d" if self._tone == "accent" else self._tone, 16))
        painter.end()


def _paragraph(paragraph: Paragraph) -> QWidget:
    if paragraph.shut:
        return box(row(Glyph("lock", "text3", 14), (label(paragraph.text, "muted", wrap=True), 1), gap=4))
    words = label(paragraph.text, "text", wrap=True)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if paragraph.mark is None:
        return words
    return box(column(words, row(Badge(*paragraph.mark), ...), gap=4))


def event_view(face: EventFace) -> QWidget:
    """Return the widget of one event."""
    told = face.told
    title = Elided(told.title, "h3")
    title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
    head = row(title, Badge(*told.mark) if told.mark is not None else None, ..., gap=8)
    below = [label(told.body, "text", wrap=True)] if told.body else []
    notes = [_paragraph(each) for each in face.paragraphs]
    words = column(head, label(face.meta, "small", wrap=True), *below, *notes, gap=2, margins=(0, 2, 8, 12))
    made = box(row(Rail(told.icon, told.tone, last=face.last_of_month), (words, 1), gap=8))
    made.setAccessibleName(". ".join(part for part in (told.title, told.mark[0] if told.mark else "", face.meta, told.body) if part))
    return made


class TimelineView(QWidget):
    """The events in a scroll area; `older_wanted` for more, `first_wanted` from the empty state."""

    older_wanted = Signal()
    first_wanted = Signal()

    def __init__(self, name: str, empty: tuple[str, str, str]) -> None:
        super().__init__()
        self.setObjectName("clear")
        title, sentence, action = empty
        self._empty = Empty("chat", title, sentence, Button(action, "plain", icon="plus", clicked=self.first_wanted.emit))
        self._older = Button(" ", "quiet", clicked=self.older_wanted.emit)
        self._events = column(gap=0)
        inside = box(column(self._events, self._empty, row(..., self._older, ...), ..., gap=0, margins=(0, 12, 4, 0)))
        self._area = scroll(inside, name)
        self.setLayout(column((self._area, 1), gap=0))

    def show_events(self, faces: list[EventFace], older: str, *, from_top: bool) -> None:
        """Draw these events; `from_top` scrolls back to the newest."""
        clear(self._events)
        for at, face in enumerate(faces):
            if face.month:
                self._events.addWidget(label(face.month, "smallb"))
                self._events.addSpacing(8)
            self._events.addWidget(event_view(face))
            if face.last_of_month and at + 1 < len(faces):
                self._events.addSpacing(4)
        self._empty.setVisible(not faces)
        self._older.setVisible(bool(older))
        self._older.set_words(older or " ")
        if from_top:
            self._area.verticalScrollBar().setValue(0)

    def scroll_by(self, pages: int) -> None:
        """Scroll by pages, down or (below 0) up."""
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep())
