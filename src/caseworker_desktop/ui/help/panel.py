"""The help text of a screen, over the right edge of the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QTextBrowser, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.theme.fonts import font
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import column, row

WIDE = 420


def help_text(resources: Path, language: str, topic: str) -> str:
    """Return the Markdown of a topic (resources/help/LANGUAGE/TOPIC.md). Raises FileNotFoundError when there is none."""
    return (resources / "help" / language / f"{topic}.md").read_text(encoding="utf-8")


class HelpPanel(QDialog):
    """Stays while a person reads; Esc or the button closes it. Nothing in it leads out of the program."""

    def __init__(self, parent: QWidget, texts: Texts, markdown: str) -> None:
        super().__init__(parent, Qt.WindowType.FramelessWindowHint | Qt.WindowType.Dialog)
        say = texts.say
        self.setObjectName("helppanel")
        self.setWindowTitle(say(message("help.title")))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._text = QTextBrowser()
        self._text.setAccessibleName(say(message("help.title")))
        self._text.setOpenLinks(False)
        self._text.document().setDefaultFont(font("body"))
        self._text.setMarkdown(markdown)
        self._close = Button(say(message("help.close")), keys="Esc", clicked=self.accept)
        self.setLayout(column(row(label(say(message("help.title")), "h2"), ..., self._close), (self._text, 1), gap=12, margins=(16, 12, 12, 12)))
        corner = parent.mapToGlobal(parent.rect().topRight())
        wide = min(WIDE, parent.width())
        self.setGeometry(corner.x() - wide + 1, corner.y(), wide, parent.height())
        self._text.setFocus()

    def words(self) -> str:
        """Return the text as it is read."""
        return self._text.toPlainText()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F1):
            self.accept()
        else:
            super().keyPressEvent(event)
