"""Editors: one line, several lines, a passphrase, a choice, a tick. They have focus borders, names and undo of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
)

from caseworker_desktop.ui.theme.theme import current
from caseworker_desktop.ui.widgets.label import set_look

MAX_LINE = 500


def _undo_for_the_window(event: QEvent, can_undo: bool) -> bool:
    """Tell whether Ctrl+Z has nothing to undo in the editor, so that the window may undo what the toast offers."""
    return (
        event.type() == QEvent.Type.ShortcutOverride
        and not can_undo
        and isinstance(event, QKeyEvent)
        and event.matches(QKeySequence.StandardKey.Undo)
    )


class LineEdit(QLineEdit):
    """One line of at most 500 characters; `left` when the focus leaves it."""

    left = Signal()

    def __init__(self, text: str = "", *, name: str = "", placeholder: str = "", icon: str | None = None, read_only: bool = False) -> None:
        super().__init__(text)
        self._icon = icon
        self._action = None if icon is None else self.addAction(current().icon(icon), QLineEdit.ActionPosition.LeadingPosition)
        self.setMaxLength(MAX_LINE)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        self.setReadOnly(read_only)

    def event(self, event: QEvent) -> bool:
        if _undo_for_the_window(event, self.isUndoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._icon is not None and self._action is not None:
            self._action.setIcon(current().icon(self._icon))


class TextEdit(QPlainTextEdit):
    """Several lines of plain text; Tab leaves it. `left` when the focus leaves it."""

    left = Signal()

    def __init__(self, text: str = "", *, name: str = "", placeholder: str = "", lines: int = 3) -> None:
        super().__init__(text)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * lines + 18)

    def event(self, event: QEvent) -> bool:
        if _undo_for_the_window(event, self.document().isUndoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def set_read_only(self, read_only: bool) -> None:
        """Forbid or allow typing; the ground tells."""
        self.setReadOnly(read_only)
        set_look(self, "readonly", "true" if read_only else "false")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class Passphrase(LineEdit):
    """A hidden line; `shown` makes it readable while a person asks for it. Its text never enters the clipboard.

    `caps_changed` tells whether capital letters are locked, as far as the typed letters show.
    """

    caps_changed = Signal(bool)

    def __init__(self, *, name: str = "", placeholder: str = "") -> None:
        super().__init__(name=name, placeholder=placeholder)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text()
        if len(letter) == 1 and letter.isalpha() and letter.lower() != letter.upper():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_changed.emit(letter.isupper() != shifted)
        super().keyPressEvent(event)

    def set_shown(self, shown: bool) -> None:
        """Show or hide what was typed."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def take(self) -> str:
        """Return what was typed and empty the line."""
        typed = self.text()
        self.clear()
        return typed


class Choice(QComboBox):
    """One of many codes. The wheel does not change it while scrolling; `chosen_changed` only when a person chose."""

    chosen_changed = Signal()
    left = Signal()

    def __init__(self, options: Sequence[tuple[str, str]] = (), *, name: str = "", empty: str | None = None) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMinimumContentsLength(4)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_options(options, empty=empty)
        self.activated.connect(lambda _: self.chosen_changed.emit())

    def set_options(self, options: Sequence[tuple[str, str]], *, empty: str | None = None) -> None:
        """Offer other codes (code, words); `empty` are the words of „nothing chosen“."""
        kept = self.value()
        self.blockSignals(True)
        self.clear()
        if empty is not None:
            self.addItem(empty, None)
        for code, words in options:
            self.addItem(words, code)
        self.choose(kept)
        self.blockSignals(False)

    def value(self) -> str | None:
        """Return the chosen code, None when nothing is chosen."""
        code = self.currentData()
        return None if code is None else str(code)

    def choose(self, code: str | None) -> None:
        """Choose `code` silently; an unknown one chooses the first."""
        at = self.findData(code) if code is not None else 0
        self.setCurrentIndex(max(at, 0))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it as Qt does, but let words that have no room end in …; they are told in full in a tool tip."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        place = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self)
        whole = self.currentText()
        shown = self.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, place.width() - 2)
        option.currentText = shown
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        wanted = whole if shown != whole else ""
        if self.toolTip() != wanted:
            self.setToolTip(wanted)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


def tick(text: str, *, checked: bool = False, changed: Callable[[bool], object] | None = None) -> QCheckBox:
    """Return a tick box with its words."""
    made = QCheckBox(text)
    made.setAccessibleName(text)
    made.setChecked(checked)
    if changed is not None:
        made.toggled.connect(lambda on: changed(on))
    return made


class ChoiceCard(QPushButton):
    """A whole card that is pressed or chosen (a stick, a way to start); its content is laid inside."""

    def __init__(self, name: str, *, checkable: bool = True) -> None:
        super().__init__()
        self.setProperty("kind", "choice")
        self.setCheckable(checkable)
        self.setAutoDefault(False)
        self.setAccessibleName(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
