"""The card in which a backup is named that a workspace comes back from, and what opens it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.unlock.forms import Given
from caseworker_desktop.ui.widgets.banner import Banner
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.editors import LineEdit
from caseworker_desktop.ui.widgets.field import Field
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import column, row

WIDE = 560
SUFFIX = "*.byla-backup"
AskBackup = Callable[[QWidget, str, str], Path | None]


def ask_backup(parent: QWidget, title: str, kind: str) -> Path | None:
    """Let a person choose a backup; None when none."""
    chosen, _ = QFileDialog.getOpenFileName(parent, title, str(Path.home()), f"{kind} ({SUFFIX});;* (*)")
    return Path(chosen) if chosen else None


class RestoreForm(QWidget):
    """`sent(Given)`; `left` to go back to the ways."""

    sent = Signal(object)
    left = Signal()

    def __init__(self, texts: Texts, *, choose: AskBackup = ask_backup) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._texts, self._choose_file = texts, choose
        say = texts.say
        self.file, self.login = LineEdit(), LineEdit()
        self.passphrase, self.key = LineEdit(), LineEdit()
        self.passphrase.setEchoMode(LineEdit.EchoMode.Password)
        self._fields = {
            "file": Field(say(message("unlock.restore.file")), self.file, must=True),
            "passphrase": Field(say(message("unlock.passphrase")), self.passphrase, hint=say(message("unlock.restore.passphrase_hint"))),
            "login": Field(say(message("unlock.login")), self.login, hint=say(message("unlock.restore.login_hint"))),
            "recovery_key": Field(say(message("unlock.recover.key")), self.key, hint=say(message("unlock.restore.key_hint"))),
        }
        self.browse = Button(say(message("unlock.restore.browse")), icon="folder", clicked=self._browse)
        self._problem = Banner("red")
        self._problem.hide()
        self.go = Button(say(message("unlock.restore.go")), "primary", clicked=self._send)
        card = Card(
            label(say(message("unlock.way.restore")), "h1"),
            label(say(message("unlock.restore.text")), "muted", wrap=True),
            8,
            self._problem,
            row((self._fields["file"], 1), column(20, self.browse, ..., gap=0), gap=8),
            self._fields["passphrase"],
            self._fields["login"],
            self._fields["recovery_key"],
            12,
            row(Button(say(message("common.back")), clicked=self.left.emit), ..., self.go),
            pad=(32, 28, 32, 24),
        )
        card.setFixedWidth(WIDE)
        self.setLayout(column(card))
        self.setFocusProxy(self.file)

    def show_faults(self, wrong: Mapping[str, Message]) -> None:
        """Mark the fields and focus the first that is wrong; what was typed stays."""
        for name, field in self._fields.items():
            field.set_error(self._texts.say(wrong[name]) if name in wrong else None)
        first = next((field for name, field in self._fields.items() if name in wrong), None)
        if first is not None:
            first.editor.setFocus()

    def show_problem(self, problem: Message | None) -> None:
        """Say why nothing came back."""
        self._problem.setVisible(problem is not None)
        if problem is not None:
            self._problem.say("red", self._texts.say(message("unlock.restore.not_done")), self._texts.say(problem))
            self.file.setFocus()

    def show_working(self, working: bool) -> None:
        """Disable the form while the workspace comes back."""
        self.setEnabled(not working)
        self.go.set_words(self._texts.say(message("unlock.restore.working") if working else message("unlock.restore.go")))

    def _browse(self) -> None:
        found = self._choose_file(self, self._texts.say(message("unlock.restore.file")), self._texts.say(message("unlock.restore.kind")))
        if found is not None:
            self.file.setText(str(found))
            self.passphrase.setFocus()

    def _send(self) -> None:
        self.sent.emit(Given(self.file.text(), self.passphrase.text(), self.login.text(), self.key.text()))
