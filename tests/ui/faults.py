"""Texts that do not fit in a window: a screen with faults is not finished."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from caseworker_desktop.ui.widgets.label import Elided

FOCUSABLE = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit)


def show_at(widget: QWidget, width: int, height: int) -> None:
    """Show a window at a size and let its layout settle."""
    app = QApplication.instance()
    assert app is not None
    widget.resize(width, height)
    widget.show()
    widget.activateWindow()
    for _ in range(4):
        app.processEvents()


def faults(root: QWidget) -> list[str]:
    """Return every text that is cut, every control that is too small or lies outside its parent, and a window that cannot get as small as it is."""
    found = [
        fault
        for label in root.findChildren(QLabel)
        if label.isVisible() and label.text() and not isinstance(label, Elided)
        for fault in _label(label)
    ]
    found += [fault for button in root.findChildren(QPushButton) if button.isVisible() and button.text() for fault in _button(button)]
    for tick in (*root.findChildren(QCheckBox), *root.findChildren(QRadioButton)):
        if tick.isVisible() and tick.sizeHint().width() > tick.width() + 1:
            found.append(f"tick: {tick.text()}")
    found += [fault for line in root.findChildren(QLineEdit) if line.isVisible() for fault in _line(line)]
    for combo in root.findChildren(QComboBox):
        if combo.isVisible() and QFontMetrics(combo.font()).horizontalAdvance(combo.currentText()) > combo.width() - 40:
            found.append(f"choice: {combo.currentText()}")
    for area in root.findChildren(QScrollArea):
        inside = area.widget()
        if area.isVisible() and inside is not None and inside.width() > area.viewport().width():
            found.append(f"wider than its place: {inside.width()} > {area.viewport().width()}")
    least = root.minimumSizeHint()
    if root.isWindow() and (least.width() > root.width() or least.height() > root.height()):
        found.append(f"smallest size {least.width()}x{least.height()}")
    return found


def _button(button: QPushButton) -> list[str]:
    if button.text().endswith("…") and button.toolTip().startswith(button.text()[:-1]):
        return []  # a name that is cut on purpose and told in full
    if not button.layout():
        return [f"button: {button.text()}"] if button.sizeHint().width() > button.width() + 1 else []
    # Words at the left, a number laid over the right.
    words = QFontMetrics(button.font()).horizontalAdvance(button.text()) + button.iconSize().width() + 20
    over = sum(one.width() for one in button.findChildren(QLabel) if one.isVisible())
    return [f"laid over: {button.text()}"] if words + over + 12 > button.width() else []


def _line(line: QLineEdit) -> list[str]:
    if isinstance(line.parent(), QComboBox) or line.text():
        return []
    return [f"edit: {line.placeholderText()}"] if QFontMetrics(line.font()).horizontalAdvance(line.placeholderText()) > line.width() - 20 else []


def _label(label: QLabel) -> list[str]:
    room = label.contentsRect()
    if label.wordWrap():
        if label.heightForWidth(label.width()) > label.height() + 1:
            return [f"tall: {label.text()[:60]}"]
        return []
    longest = max(QFontMetrics(label.font()).horizontalAdvance(part) for part in label.text().splitlines())
    if longest > room.width() + 1 or label.sizeHint().height() > label.height() + 4:
        return [f"cut: {label.text()[:60]}"]
    return []


def nameless(root: QWidget) -> list[str]:
    """Return the controls that a screen reader cannot name."""
    return [
        f"{type(control).__name__} in {type(control.parent()).__name__}"
        for kind in FOCUSABLE
        for control in root.findChildren(kind)
        if control.isVisible() and not control.accessibleName() and not isinstance(control.parent(), (QComboBox, QLineEdit))
    ]
