"""The one dialog: asks before what cannot be undone. Esc and the plain button leave everything as it is."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import column, row


class Confirm(QDialog):
    """Question, one sentence of what happens, and two verbs; `accepted` and `rejected` tell the answer."""

    def __init__(self, parent: QWidget, question: str, text: str, yes: str, no: str, *, danger: bool = True) -> None:
        super().__init__(parent)
        self.setWindowTitle(question)
        self.setModal(True)
        self.no = Button(no, clicked=self.reject)
        self.yes = Button(yes, "danger" if danger else "primary", clicked=self.accept)
        words = label(text, "text", wrap=True)
        self.setLayout(column(label(question, "h2", wrap=True), words, 8, row(..., self.no, self.yes), gap=8, margins=(20, 16, 20, 16)))
        self.setMinimumWidth(420)
        self.setAccessibleDescription(text)
        self.no.setFocus()
