"""The card in which the printed key and a new passphrase are entered."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.editors import LineEdit
from caseworker_desktop.ui.widgets.field import Field
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import column, row
from caseworker_desktop.ui.widgets.passphrase_pair import PassphrasePair

WIDE = 560


class RecoverForm(QWidget):
    """`sent(key, login, passphrase, again)`; `left` to go back to the passphrase."""

    sent = Signal(str, str, str, str)
    left = Signal()

    def __init__(self, texts: Texts, *, with_login: bool) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._texts = texts
        say = texts.say
        self.key, self.login, self.pair = LineEdit(), LineEdit(), PassphrasePair(texts, message("unlock.new_passphrase"))
        self._fields = {
            "recovery_key": Field(say(message("unlock.recover.key")), self.key, hint=say(message("unlock.recover.key_hint")), must=True),
            "login": Field(say(message("unlock.login")), self.login, must=True),
            **self.pair.fields,
        }
        if not with_login:
            self._fields["login"].hide()
        self.go = Button(say(message("unlock.recover.go")), "primary", clicked=self._send)
        self._back = Button(say(message("common.back")), clicked=self.left.emit)
        card = Card(
            label(say(message("unlock.recover.title")), "h1"),
            label(say(message("unlock.recover.text")), "muted", wrap=True),
            12,
            self._fields["recovery_key"],
            self._fields["login"],
            self.pair,
            12,
            row(self._back, ..., self.go),
            pad=(32, 28, 32, 24),
        )
        card.setFixedWidth(WIDE)
        self.setLayout(column(card))
        self.setFocusProxy(self.key)

    def show_faults(self, wrong: Mapping[str, Message]) -> None:
        """Mark the fields and focus the first that is wrong; what was typed stays."""
        for name, field in self._fields.items():
            field.set_error(self._texts.say(wrong[name]) if name in wrong else None)
        for name, field in self._fields.items():
            if name in wrong:
                field.editor.setFocus()
                break

    def show_working(self, working: bool) -> None:
        """Disable the form while the key is checked."""
        self.setEnabled(not working)
        self.go.set_words(self._texts.say(message("unlock.working") if working else message("unlock.recover.go")))

    def _send(self) -> None:
        self.sent.emit(self.key.text(), self.login.text(), self.pair.first.text(), self.pair.second.text())
