"""The status line: encrypted, what is not yet handed over, and the two keys to know. The words are chosen here, without Qt below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.theme.tokens import HEIGHT
from caseworker_desktop.ui.widgets.label import Elided, Glyph, key_hint, label
from caseworker_desktop.ui.widgets.layout import clear, row

SILENT_DAYS = 14


class Peer(Protocol):
    """What the line reads of a peer's state."""

    @property
    def waiting(self) -> int: ...
    @property
    def last_out(self) -> str | None: ...
    @property
    def oldest_waiting(self) -> str | None: ...
    @property
    def days_silent(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Sign:
    """One part of the line: an icon, its tone, its words."""

    icon: str
    tone: str
    words: Message


def signs(peers: Sequence[Peer], *, office: bool, joined: bool, training: bool, days_since_out: int | None) -> tuple[Sign, ...]:
    """Return the parts: `peers` as the exchange knows them, `days_since_out` since the last package went to the office (None: never)."""
    first = Sign("lock", "green", message("status.locked_office") if office else message("status.locked_field"))
    if training:
        first = Sign("info", "blue", message("status.training"))
    if office:
        silent = sum(1 for peer in peers if peer.days_silent is not None and peer.days_silent >= SILENT_DAYS)
        if silent:
            return (first, Sign("clock", "amber", message("status.silent", count=silent)))
        unheard = sum(1 for peer in peers if peer.days_silent is None)
        if unheard:
            return (first, Sign("clock", "amber", message("status.never_heard", count=unheard)))
        return (first, Sign("inbox", "green", message("status.all_heard")) if peers else Sign("inbox", "text3", message("status.no_devices")))
    if not joined or not peers:
        return (first, Sign("usb", "text3", message("status.alone")))
    waiting = sum(peer.waiting for peer in peers)
    if days_since_out is None:
        last = message("status.last_never")
    elif days_since_out <= 0:
        last = message("status.last_today")
    else:
        last = message("status.last_days", count=days_since_out)
    carried = any(one.last_out is not None and one.oldest_waiting is not None and one.oldest_waiting <= one.last_out for one in peers)
    if waiting and carried:
        return (first, Sign("usb", "amber", message("status.unconfirmed", count=waiting, last=last)))
    if waiting:
        return (first, Sign("usb", "amber", message("status.waiting", count=waiting, last=last)))
    return (first, Sign("usb", "green", message("status.all_handed", last=last)))


class StatusLine(QWidget):
    """32 px at the foot of the window."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self.setObjectName("status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT["status"])
        self.setAccessibleName(texts.say(message("status.name")))
        self._signs: QHBoxLayout = row(gap=6)
        keys = row(
            key_hint("Ctrl+K"),
            label(texts.say(message("status.commands")), "small"),
            6,
            key_hint("F1"),
            label(texts.say(message("status.help")), "small"),
            gap=6,
        )
        self.setLayout(row((self._signs, 1), keys, gap=6, margins=(16, 0, 16, 0)))

    def show_signs(self, shown: Sequence[Sign]) -> None:
        """Show other parts."""
        clear(self._signs)
        for sign in shown:
            self._signs.addWidget(Glyph(sign.icon, sign.tone, 14))
            words = Elided(self._texts.say(sign.words), "small")
            words.setMaximumWidth(words.sizeHint().width())
            self._signs.addWidget(words, 1)
            self._signs.addSpacing(10)
        self._signs.addStretch()
