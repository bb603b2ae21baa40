"""The card in which a person unlocks: a login only when several people use the laptop, and the passphrase."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QWidget

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.editors import LineEdit, Passphrase
from caseworker_desktop.ui.widgets.field import Field
from caseworker_desktop.ui.widgets.label import Glyph, label
from caseworker_desktop.ui.widgets.layout import box, column, row

WIDE = 448


class UnlockForm(QWidget):
    """`sent(login, passphrase)` on Enter or the button; `forgotten` for the printed key."""

    sent = Signal(str, str)
    forgotten = Signal()

    def __init__(self, texts: Texts, *, with_login: bool, locked: bool) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._texts, self._with_login = texts, with_login
        say = texts.say
        self.login, self.passphrase = LineEdit(), Passphrase()
        self._fields = {
            "login": Field(say(message("unlock.login")), self.login),
            "passphrase": Field(say(message("unlock.passphrase")), self.passphrase, hint=self._keyboard()),
        }
        if not with_login:
            self._fields["login"].hide()
        self._show = Button(say(message("unlock.show")), "quiet", icon="eye", clicked=self._toggle)
        self._caps = box(row(Glyph("warn", "amber", 14), label(say(message("unlock.caps")), "smallt", tone="amber"), gap=4))
        self._caps.hide()
        self.passphrase.caps_changed.connect(self._caps.setVisible)
        self.go = Button(say(message("unlock.go")), "primary", keys="Enter", clicked=self._send)
        self._forgot = Button(say(message("unlock.forgot")), "quiet", icon="key", clicked=self.forgotten.emit)
        title = message("unlock.title_several") if with_login else message("unlock.title")
        text = message("unlock.text_several") if with_login else message("unlock.text")
        card = Card(
            label(say(title), "h1"),
            4,
            label(say(text), "muted", wrap=True),
            16,
            self._fields["login"],
            12 if with_login else None,
            self._fields["passphrase"],
            8,
            row(self._show, ..., self._caps, gap=4),
            12,
            self.go,
            8,
            row(..., self._forgot, ...),
            pad=(32, 28, 32, 16),
            gap=0,
        )
        card.setFixedWidth(WIDE)
        note = message("unlock.goes_on") if locked else message("unlock.draft_kept")
        foot = Card(row(Glyph("draft", "text2", 16), (label(say(note), "muted", wrap=True), 1), gap=8), pad=(16, 12, 16, 12))
        foot.setFixedWidth(WIDE)
        self.setLayout(column(card, foot, gap=16))
        self.setTabOrder(self.login, self.passphrase)
        self.setTabOrder(self.passphrase, self.go)
        self.setTabOrder(self.go, self._show)
        self.setTabOrder(self._show, self._forgot)
        self.setFocusProxy(self.login if with_login else self.passphrase)

    def show_faults(self, wrong: Mapping[str, Message]) -> None:
        """Mark the fields; the passphrase is typed anew, the login stays."""
        for name, field in self._fields.items():
            field.set_error(self._texts.say(wrong[name]) if name in wrong else None)
        if wrong:
            self._fields["login" if "login" in wrong and self._with_login else "passphrase"].editor.setFocus()

    def show_working(self, working: bool) -> None:
        """Disable the form while the key is checked; the button says so."""
        for part in (self.login, self.passphrase, self._show, self._forgot, self.go):
            part.setEnabled(not working)
        self.go.set_words(self._texts.say(message("unlock.working") if working else message("unlock.go")))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.go.isEnabled():
            if self._with_login and self.login.hasFocus() and not self.passphrase.text():
                self.passphrase.setFocus()
            else:
                self._send()
        else:
            super().keyPressEvent(event)

    def _send(self) -> None:
        self.sent.emit(self.login.text(), self.passphrase.take())

    def _toggle(self) -> None:
        shown = self.passphrase.echoMode() != Passphrase.EchoMode.Normal
        self.passphrase.set_shown(shown)
        self._show.set_icon("eye_off" if shown else "eye")
        self._show.set_words(self._texts.say(message("unlock.hide") if shown else message("unlock.show")))
        self.passphrase.setFocus()

    def _keyboard(self) -> str:
        """Return the hint of the keyboard's language, nothing when the system does not tell."""
        locale = QGuiApplication.inputMethod().locale()
        if locale.language() in (QLocale.Language.C, QLocale.Language.AnyLanguage):
            return ""
        return self._texts.say(message("unlock.keyboard", language=locale.name().split("_")[0].upper()))
