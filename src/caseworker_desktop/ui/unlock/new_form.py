"""The form of a new office or laptop."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.unlock.forms import ALONE, JOIN, OFFICE, Entered, suggested_login
from caseworker_desktop.ui.widgets.banner import Banner
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.editors import Choice, LineEdit
from caseworker_desktop.ui.widgets.field import Field
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import box, column, row
from caseworker_desktop.ui.widgets.passphrase_pair import PassphrasePair

WIDE = 600
_TITLES = {OFFICE: message("unlock.form.office"), JOIN: message("unlock.form.join"), ALONE: message("unlock.form.alone")}
_TEXTS = {OFFICE: message("unlock.form.office_text"), JOIN: message("unlock.form.join_text"), ALONE: message("unlock.form.alone_text")}
_VERBS = {OFFICE: message("unlock.form.make_office"), JOIN: message("unlock.form.make_request"), ALONE: message("unlock.form.make_alone")}


class NewForm(QWidget):
    """`sent(Entered)`; `left` to choose another way. The login is proposed from the name until a person changes it."""

    sent = Signal(object)
    left = Signal()

    def __init__(self, texts: Texts, way: str) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._texts, self._way = texts, way
        say = texts.say
        self.place, self.given, self.family, self.login = LineEdit(), LineEdit(), LineEdit(), LineEdit()
        self.country = Choice([("lt", say(message("unlock.form.lt"))), ("lv", say(message("unlock.form.lv")))])
        self.country.choose("lv" if texts.language == "lv" else "lt")
        self.folder = LineEdit(read_only=True)
        self.pair = PassphrasePair(texts, message("unlock.passphrase"))
        name = message("unlock.form.office_name") if way == OFFICE else message("unlock.form.device_name")
        hint = "" if way == OFFICE else say(message("unlock.form.device_hint"))
        self._fields = {
            "place": Field(say(name), self.place, hint=hint, must=True),
            "given_name": Field(say(message("unlock.form.given_name")), self.given, must=True),
            "family_name": Field(say(message("unlock.form.family_name")), self.family, must=True),
            "login": Field(say(message("unlock.login")), self.login, must=True),
            "country": Field(say(message("unlock.form.country")), self.country),
            **self.pair.fields,
        }
        self._problem = Banner("red")
        self.go = Button(say(_VERBS[way]), "primary", clicked=self._send)
        self._back = Button(say(message("common.back")), clicked=self.left.emit)
        card = Card(
            label(say(_TITLES[way]), "h1"),
            label(say(_TEXTS[way]), "muted", wrap=True),
            4,
            self._problem,
            row((self._fields["place"], 2), (self._fields["country"], 1), gap=12),
            row((self._fields["given_name"], 1), (self._fields["family_name"], 1), gap=12),
            self._fields["login"],
            self.pair,
            self._folder_line() if way == JOIN else None,
            12,
            row(self._back, ..., self.go),
            pad=(32, 24, 32, 24),
            gap=10,
        )
        card.setFixedWidth(WIDE)
        self.setLayout(column(card))
        self._own_login = False
        self.login.textEdited.connect(self._login_edited)
        for line in (self.given, self.family):
            line.textChanged.connect(self._propose)
        self.setFocusProxy(self.place)

    def _folder_line(self) -> QWidget:
        field = Field(self._texts.say(message("unlock.form.folder")), self.folder, must=True)
        self._fields["request_folder"] = field
        choose = Button(self._texts.say(message("unlock.form.choose")), icon="folder", clicked=self._choose_folder)
        return box(row((field, 1), column(20, choose, ..., gap=0), gap=8))

    def choose_folder(self, folder: str) -> None:
        """Take a folder for the request."""
        self.folder.setText(folder)

    def show_faults(self, wrong: Mapping[str, Message]) -> None:
        """Mark the fields and focus the first that is wrong."""
        for name, field in self._fields.items():
            field.set_error(self._texts.say(wrong[name]) if name in wrong else None)
        for name, field in self._fields.items():
            if name in wrong:
                field.editor.setFocus()
                break

    def show_problem(self, problem: Message | None) -> None:
        """Say what went wrong with the whole form."""
        if problem is None:
            self._problem.hide()
        else:
            self._problem.say("red", self._texts.say(message("problem.title")), self._texts.say(problem))
            self._problem.show()

    def show_working(self, working: bool) -> None:
        """Disable the form while the workspace is made."""
        self.setEnabled(not working)
        self.go.set_words(self._texts.say(message("unlock.form.making") if working else _VERBS[self._way]))

    def _login_edited(self) -> None:
        self._own_login = True

    def _propose(self) -> None:
        if not self._own_login:
            self.login.setText(suggested_login(self.given.text(), self.family.text()))

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self._texts.say(message("unlock.form.folder")))
        if folder:
            self.choose_folder(folder)

    def _send(self) -> None:
        self.sent.emit(
            Entered(
                place=self.place.text(),
                given_name=self.given.text(),
                family_name=self.family.text(),
                login=self.login.text(),
                country=self.country.value() or "lt",
                passphrase=self.pair.first.text(),
                again=self.pair.second.text(),
                request_folder=self.folder.text(),
                language=self._texts.language,
            )
        )
