"""A new passphrase twice, with its strength in words while it is typed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.widgets.bar import Bar
from caseworker_desktop.ui.widgets.editors import Passphrase
from caseworker_desktop.ui.widgets.field import Field
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import column, row
from caseworker_desktop.ui.widgets.passphrases import strength


class PassphrasePair(QWidget):
    """Two fields; `fields` by the names `passphrase` and `again`."""

    def __init__(self, texts: Texts, name: Message) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._texts = texts
        self.first, self.second = Passphrase(), Passphrase()
        say = texts.say
        self.fields: Mapping[str, Field] = {
            "passphrase": Field(say(name), self.first, hint=say(message("unlock.form.passphrase_hint")), must=True),
            "again": Field(say(message("unlock.again")), self.second, must=True),
        }
        self._bar = Bar(0, 4, thick=6)
        self._words = label(say(message("unlock.form.passphrase_tip")), "small", wrap=True)
        self.first.textChanged.connect(self._rate)
        pair = row((self.fields["passphrase"], 1), (self.fields["again"], 1), gap=12)
        self.setLayout(column(pair, self._bar, self._words, gap=6))

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.second.clear()

    def _rate(self, typed: str) -> None:
        value, words = strength(typed)
        self._bar.show_value(value, 4)
        shown = message("unlock.strength", words=words) if typed else message("unlock.form.passphrase_tip")
        self._words.setText(self._texts.say(shown))
