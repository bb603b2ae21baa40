"""The form that lets another staff member unlock this computer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.editors import Choice
from caseworker_desktop.ui.widgets.field import Field
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import row
from caseworker_desktop.ui.widgets.passphrase_pair import PassphrasePair


class SecondPersonCard(Card):
    """Tells `sent(login, passphrase, again)`; `told(login)` once the person can unlock."""

    def __init__(self, texts: Texts, staff: Sequence[tuple[str, str]], told: Callable[[str], object]) -> None:
        self._texts, self._told, say = texts, told, texts.say
        self.login = Choice(staff, empty=say(message("settings.second.choose_one")))
        self.pair = PassphrasePair(texts, message("unlock.passphrase"))
        self._fields = {"login": Field(say(message("settings.second.who")), self.login, must=True), **self.pair.fields}
        self.sent: Callable[[str | None, str, str], object] = lambda login, passphrase, again: None
        self.go = Button(say(message("settings.second.go")), icon="key", clicked=self._send)
        super().__init__(
            label(say(message("settings.second")), "h2"),
            label(say(message("settings.second_text")), "muted", wrap=True),
            self._fields["login"],
            self.pair,
            row(..., self.go),
            gap=12,
        )

    def show_faults(self, wrong: Mapping[str, Message]) -> None:
        for name, field in self._fields.items():
            field.set_error(self._texts.say(wrong[name]) if name in wrong else None)
        for name, field in self._fields.items():
            if name in wrong:
                field.editor.setFocus()
                break

    def show_working(self, working: bool) -> None:
        for part in (self.login, self.pair, self.go):
            part.setEnabled(not working)

    def added(self, login: str) -> None:
        self.pair.clear()
        self.login.choose(None)
        self._told(login)

    def _send(self) -> None:
        self.sent(self.login.value(), self.pair.first.text(), self.pair.second.text())
