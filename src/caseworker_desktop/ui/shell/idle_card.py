"""Says, half a minute before, that the window will lock itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.shell.idle import WARN_SECONDS
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.label import Glyph, label
from caseworker_desktop.ui.widgets.layout import row


class IdleCard(Card):
    """Lies over the foot of `host`; takes no focus, since any key keeps the window open."""

    def __init__(self, host: QWidget, texts: Texts, stay: Callable[[], object]) -> None:
        say = texts.say
        super().__init__(
            label(say(message("idle.warning", count=WARN_SECONDS)), "h2"),
            row(
                Glyph("lock", "amber", 20), label(say(message("idle.kept")), "text"), 24, ..., Button(say(message("idle.stay")), clicked=stay), gap=12
            ),
        )
        self.setParent(host)
        self._host = host
        self.hide()

    def appear(self) -> None:
        """Show it in the middle of the foot."""
        self.adjustSize()
        self.move((self._host.width() - self.width()) // 2, self._host.height() - self.height() - 48)
        self.show()
        self.raise_()
