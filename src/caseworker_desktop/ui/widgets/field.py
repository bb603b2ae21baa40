"""A field: its name above, a hint beside it, the editor, and below it one sentence that says what to write."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QSpacerItem, QWidget

from caseworker_desktop.ui.widgets.label import Glyph, label, set_look
from caseworker_desktop.ui.widgets.layout import box, column, row


class Field(QWidget):
    """Keeps what was typed when an error is shown. The editor's accessible name is the field's name, its description the error."""

    def __init__(self, name: str, editor: QWidget, *, hint: str = "", must: bool = False) -> None:
        super().__init__()
        self.editor = editor
        self.setObjectName("clear")
        shown = f"{name} *" if must else name
        self._name, self._hint = label(shown, "smallb"), label(hint, "small")
        self._name.setBuddy(editor)
        if not hint:
            self._hint.hide()  # showing a label that has no place yet would open a window of its own
        editor.setAccessibleName(name)
        editor.setAccessibleDescription(hint)
        self._sentence = label("", "smallt", tone="red", wrap=True)
        self._error = box(row(Glyph("warn", "red", 14), (self._sentence, 1), gap=4))
        self._error.hide()
        low = editor.sizePolicy().verticalPolicy() == QSizePolicy.Policy.Fixed  # beside a higher field it stays at the top
        lines = column(row(self._name, ..., self._hint), (editor, 0 if low else 1), self._error, gap=4)
        if low:  # it can grow but does not ask for room, as a stretch would
            lines.addItem(QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred))
        self.setLayout(lines)

    def set_error(self, sentence: str | None) -> None:
        """Show one sentence below the editor (None: no error)."""
        self._sentence.setText(sentence or "")
        self._error.setVisible(bool(sentence))
        set_look(self.editor, "bad", "true" if sentence else "false")
        self.editor.setAccessibleDescription(sentence or self._hint.text())

    def error(self) -> str:
        """Return the sentence shown, empty when there is none."""
        return "" if self._error.isHidden() else self._sentence.text()

    def set_hint(self, hint: str) -> None:
        """Show another hint at the right of the name."""
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))

    def set_name(self, name: str) -> None:
        """Give the field another name."""
        self._name.setText(name)
        self.editor.setAccessibleName(name)
