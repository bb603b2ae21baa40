"""The editor of a note: Ctrl+J offers the office's texts, and the chosen one is put in where the cursor stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu

from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.widgets.editors import TextEdit
from caseworker_desktop.usecases.desk import Desk


def session_texts(desk: Desk, texts: Texts) -> list[tuple[str, str]]:
    """Return (name, text) of the templates of kind session that have a text in the window's language, or in any."""
    found = []
    for row in desk.people.rows("template"):
        if row.kind != "session":
            continue
        body = row.body or {}
        words = next((body[key] for key in (texts.language, "text", "lt", "lv", "en") if isinstance(body.get(key), str)), "")
        names = {"lt": row.name_lt, "lv": row.name_lv, "en": row.name_en}
        name = names.get(texts.language) or next((one for one in names.values() if one), row.code)
        if words:
            found.append((name, words))
    return sorted(found, key=lambda pair: texts.sort_key(pair[0]))


class NoteEdit(TextEdit):
    """`texts_of` is asked each time, for an office may have sent new ones; `nothing` says that there are none."""

    def __init__(self, texts_of: Callable[[], Sequence[tuple[str, str]]], nothing: str, *, name: str, lines: int = 3) -> None:
        super().__init__(name=name, lines=lines)
        self._texts_of, self._nothing = texts_of, nothing

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _wants_text(event):
            event.accept()  # the window has the same key for the page in front
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _wants_text(event):
            self.offer()
        else:
            super().keyPressEvent(event)

    def offer(self) -> None:
        """Show the texts under the cursor; the arrows choose, Enter takes, Esc leaves."""
        if self.isReadOnly():
            return
        menu = self.menu()
        menu.exec(self.mapToGlobal(self.cursorRect().bottomLeft() + QPoint(0, 4)))
        menu.deleteLater()

    def menu(self) -> QMenu:
        """Return the menu of texts."""
        menu = QMenu(self)
        offered = self._texts_of()
        for name, words in offered:
            menu.addAction(name, partial(self.put_in, words))
        if offered:
            menu.setActiveAction(menu.actions()[0])
        else:
            menu.addAction(self._nothing).setEnabled(False)
        return menu

    def put_in(self, words: str) -> None:
        """Put a text in at the cursor."""
        self.insertPlainText(words)
        self.setFocus(Qt.FocusReason.OtherFocusReason)


def _wants_text(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_J and event.modifiers() == Qt.KeyboardModifier.ControlModifier
