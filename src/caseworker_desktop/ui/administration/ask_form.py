"""The form at the side of the administration's tables: fields, what will happen, progress with a stop, and one sentence of what went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from caseworker_desktop.kernel.errors import Cancelled, LineRefused
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.administration.model import CHOICE, FILE, FOLDER, PASSPHRASES, SECRET, SEVERAL, TEXT, Ask, AskField
from caseworker_desktop.ui.problems import as_message
from caseworker_desktop.ui.shell.page import Navigator, Stop
from caseworker_desktop.ui.widgets.banner import Banner
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.check_choice import CheckChoice
from caseworker_desktop.ui.widgets.confirm import Confirm
from caseworker_desktop.ui.widgets.editors import Choice, LineEdit, TextEdit
from caseworker_desktop.ui.widgets.field import Field
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row, scroll
from caseworker_desktop.ui.widgets.loading import LongWork
from caseworker_desktop.ui.widgets.passphrase_pair import PassphrasePair
from caseworker_desktop.ui.widgets.passphrases import passphrase_faults

TEXT_HIGH = 108


class PathEdit(QWidget):
    """A file or folder that is chosen or typed."""

    def __init__(self, texts: Texts, name: str, *, folder: bool) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._name, self._folder = name, folder
        self.line = LineEdit(name=name)
        choose = Button("", "plain", icon="folder", name=texts.say(message("ui_admin.choose")), clicked=self._choose)
        self.setLayout(row((self.line, 1), choose, gap=4))
        self.setFocusProxy(self.line)

    def _choose(self) -> None:
        at = self.line.text()
        found = QFileDialog.getExistingDirectory(self, self._name, at) if self._folder else QFileDialog.getOpenFileName(self, self._name, at)[0]
        if found:
            self.line.setText(found)


class AskForm(QWidget):
    """`open(ask)` shows a form; `done(ask, result)` after it was done, `left` when a person leaves it. `stays`: it has no leave button;
    `calm`: another form beside it has the filled one."""

    done = Signal(object, object)
    left = Signal()

    def __init__(self, texts: Texts, navigator: Navigator, *, stays: bool = False, calm: bool = False) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._texts, self._navigator, self._stays = texts, navigator, stays
        self.ask: Ask | None = None
        self.fields: dict[str, Field] = {}
        self._pairs: dict[str, PassphrasePair] = {}
        self._running: Stop | None = None
        say = texts.say
        self._title, self._note = label("", "h2", wrap=True), label("", "muted", wrap=True)
        self.warning, self.problem, self.told = Banner("red"), Banner("red"), Banner("green")
        self.work = LongWork(say(message("common.stop")))
        self.work.stop.clicked.connect(self._stop)
        self._place = column(gap=12)
        self._fields_box = box(self._place)
        self.go, self.danger = Button("", "plain" if calm else "primary", clicked=self.send), Button("", "danger", clicked=self.send)
        self.leave = Button(say(message("common.cancel")), "plain", clicked=self._leave)
        feet = row(..., self.leave, self.go, self.danger, gap=8)
        parts = column(self._title, self._note, self.warning, self.told, self._fields_box, self.work, self.problem, gap=10)
        if stays:
            self.setLayout(column(parts, feet, gap=10))
        else:
            self.setLayout(column((scroll(box(column(parts, ..., gap=0, margins=(0, 0, 8, 8))), say(message("ui_admin.form"))), 1), feet, gap=10))
        for part in (self.warning, self.problem, self.told, self.work, self.danger):
            part.hide()
        self.leave.setVisible(False)

    # ---- what a pane asks --------------------------------------------------------------------------------------------------------------------
    def open(self, ask: Ask) -> None:
        """Show another form, empty but for what its fields start with."""
        self.ask = ask
        clear(self._place)
        self.fields, self._pairs = {}, {}
        for one in ask.fields:
            self._add(one)
        self._title.setText(ask.title)
        self._note.setText(ask.note)
        self._note.setVisible(bool(ask.note))
        self.warning.hide()
        if ask.warn is not None:
            self.warning.say("red" if ask.danger else "amber", *ask.warn)
            self.warning.show()
        for part in (self.problem, self.told, self.work):
            part.hide()
        for button in (self.go, self.danger):
            button.set_words(ask.go)
        self._show_feet(True)

    def is_open(self) -> bool:
        """Tell whether a form stands here."""
        return self.ask is not None

    def take_focus(self) -> None:
        """Give the focus to the first field, else to what leaves everything as it is."""
        first = next(iter(self.fields.values()), None)
        (first.editor if first is not None else self.leave if not self._stays else self.go).setFocus()

    def values(self) -> dict[str, Any]:
        """Return what was typed."""
        return {name: _value(field.editor) for name, field in self.fields.items() if not name.endswith(".again")}

    def send(self) -> bool:
        """Check and do it; return whether something was there to be done."""
        ask = self.ask
        if ask is None or self._running is not None:
            return False
        values = self.values()
        if self._show_faults(self._faults(ask, values)):
            return True
        if ask.confirm is None:
            self._do(ask, values)
        else:
            asked = Confirm(self.window(), ask.confirm[0], ask.confirm[1], ask.go, self._texts.say(message("common.cancel")))
            asked.accepted.connect(lambda: self._do(ask, values))
            asked.open()
        return True

    # ---- inside -----------------------------------------------------------------------------------------------------------------------------
    def _add(self, one: AskField) -> None:
        if one.kind == PASSPHRASES:
            pair = PassphrasePair(self._texts, message("unlock.passphrase"))
            self._pairs[one.name] = pair
            self.fields[one.name], self.fields[f"{one.name}.again"] = pair.fields["passphrase"], pair.fields["again"]
            self._place.addWidget(pair)
            return
        made = Field(one.words, self._editor(one), hint=one.hint, must=one.must)
        self.fields[one.name] = made
        self._place.addWidget(made)

    def _editor(self, one: AskField) -> QWidget:
        if one.kind == TEXT:
            text = TextEdit(one.start or "", name=one.words)
            text.setMaximumHeight(TEXT_HIGH)
            return text
        if one.kind == CHOICE:
            choice = Choice(one.options, empty=self._texts.say(message("ui_admin.choose_one")))
            choice.choose(one.start)
            return choice
        if one.kind == SEVERAL:
            names = dict(one.options)
            none = self._texts.say(message("ui_admin.none_chosen"))
            several = CheckChoice(one.words, lambda codes: ", ".join(names.get(code, code) for code in codes) or none)
            several.set_options(one.options)
            several.choose(one.start or ())
            return several
        if one.kind in (FOLDER, FILE):
            return PathEdit(self._texts, one.words, folder=one.kind == FOLDER)
        line = LineEdit(one.start or "", name=one.words)
        if one.kind == SECRET:
            line.setEchoMode(LineEdit.EchoMode.Password)
        return line

    def _faults(self, ask: Ask, values: Mapping[str, Any]) -> dict[str, str]:
        wrong: dict[str, str] = {}
        for one in ask.fields:
            if one.kind == PASSPHRASES:
                pair = self._pairs[one.name]
                for name, said in passphrase_faults(pair.first.text(), pair.second.text()).items():
                    wrong[one.name if name == "passphrase" else f"{one.name}.again"] = self._texts.say(said)
            elif one.must and not values[one.name]:
                wrong[one.name] = self._texts.say(message("ui_admin.fill"))
            elif one.kind in (FOLDER, FILE) and values[one.name]:
                there = Path(values[one.name]).is_dir() if one.kind == FOLDER else Path(values[one.name]).is_file()
                if not there:
                    wrong[one.name] = self._texts.say(message("ui_admin.not_there"))
        if not wrong and ask.check is not None:
            wrong.update(ask.check(values))
        return wrong

    def _show_faults(self, wrong: Mapping[str, str]) -> bool:
        self.problem.hide()
        for name, field in self.fields.items():
            field.set_error(wrong.get(name))
        first = next((self.fields[name] for name in self.fields if name in wrong), None)
        if first is not None:
            first.editor.setFocus()
        return bool(wrong)

    def _do(self, ask: Ask, values: Mapping[str, Any]) -> None:
        self._show_feet(False)
        self.told.hide()
        self._running = self._navigator.run(
            lambda progress: ask.write(values, progress), lambda result: self._did(ask, result), lambda error: self._failed(ask, error), self._heard)

    def _heard(self, stage: Message, done: int, total: int) -> None:
        say = self._texts.say
        self.work.show()
        self.work.show_step(say(stage), say(message("common.percent", number=done * 100 // total)) if total else "", done, total)

    def _did(self, ask: Ask, result: Any) -> None:
        self._running = None
        if self._stays:
            self.open(ask)
            if ask.told is not None:
                self.told.say(*ask.told(result))
                self.told.show()
        else:
            self.ask = None
        self._navigator.toast(ask.said(result))
        self.done.emit(ask, result)

    def _failed(self, ask: Ask, error: Exception) -> None:
        self._running = None
        self._show_feet(True)
        self.work.hide()
        if isinstance(error, Cancelled):
            return
        said = self._texts.say(as_message(error))
        if isinstance(error, LineRefused) and error.field in self.fields:
            self._show_faults({error.field: said})
            return
        self.problem.say("red", self._texts.say(message("problem.title")), said)
        self.problem.show()
        self.take_focus()

    def _show_feet(self, free: bool) -> None:
        danger = self.ask is not None and self.ask.danger
        self.go.setVisible(not danger)
        self.danger.setVisible(danger)
        self.leave.setVisible(not self._stays)
        for part in (self._fields_box, self.go, self.danger, self.leave):
            part.setEnabled(free)

    def _stop(self) -> None:
        if self._running is not None:
            self._running.stop()

    def _leave(self) -> None:
        if self._running is None:
            self.ask = None
            self.left.emit()

    def leave_it(self) -> bool:
        """Leave the form, as its button does; False when none stands here or it works."""
        if self.ask is None or self._stays or self._running is not None:
            return False
        self._leave()
        return True


def _value(editor: QWidget) -> Any:
    match editor:
        case PathEdit():
            return editor.line.text().strip()
        case TextEdit():
            return editor.toPlainText().strip()
        case Choice():
            return editor.value()
        case CheckChoice():
            return editor.chosen()
        case LineEdit():
            return editor.text() if editor.echoMode() != LineEdit.EchoMode.Normal else editor.text().strip()
    raise TypeError(type(editor).__name__)
