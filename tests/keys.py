"""Typing into Qt as a person does, in any alphabet."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_NONE = Qt.KeyboardModifier.NoModifier


def type_text(widget: QWidget | None, text: str) -> None:
    """Send `text` a character at a time to `widget`, or to whatever has the focus at that moment when it is None.

    QTest.keyClicks aborts the process on letters outside Latin-1 such as `š`; a key event with the letter as its text does not.
    """
    for ch in text:
        target = widget if widget is not None else QApplication.focusWidget()
        if target is None:
            raise AssertionError(f"nothing has the focus to take {ch!r}")
        key = Qt.Key.Key_Return if ch == "\n" else Qt.Key.Key_Tab if ch == "\t" else 0
        written = "\r" if ch == "\n" else ch
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, key, _NONE, written))
