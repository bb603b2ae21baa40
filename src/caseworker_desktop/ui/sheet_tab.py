"""A tab of the person's page that shows a sheet of what is known and, in its place, a form. Presenters decide everything."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.deeds import Answer, Deed, DeedPanel, Do, Go, Show, tell
from caseworker_desktop.ui.shell.page import Navigator
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.layout import box, clear, column
from caseworker_desktop.ui.widgets.side_sheet import Sheet, SideSheet
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.intent import Written

_SHEET, _NOTHING = 0, 2


class PersonSheets(Protocol):
    """What such a tab says and does; plain Python."""

    def person_sheet(self, person: str) -> Sheet:
        """Return what is known of one person."""
        ...

    def sheet(self, key: str) -> Sheet | None:
        """Return what is known of one thing that a line opens."""
        ...

    def answer(self, code: str) -> Answer:
        """Return what a pressed button leads to."""
        ...


class SheetTab:
    """The tab itself (ui/shell/page.py, PersonTab); `name` is that of its TabPlace."""

    def __init__(self, name: str, presenter: PersonSheets, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        self._name, self.presenter, self._texts, self._navigator = name, presenter, texts, navigator
        self._person = ""
        self.sheet = SideSheet(texts.say(message("ui_deed.side")), in_row=3)
        self.deed = DeedPanel(desk, texts, navigator)
        self._stack = QStackedWidget()
        self._nothing = QVBoxLayout()
        for part in (self.sheet, self.deed, box(column(self._nothing, ..., margins=(0, 4, 8, 0)))):
            self._stack.addWidget(part)
        self._widget = box(column((self._stack, 1), margins=(0, 12, 0, 0)))
        self.sheet.acted.connect(self.press)
        self.deed.done.connect(lambda deed, written: self._back())
        self.deed.closed.connect(self._back)

    def widget(self) -> QWidget:
        """Return what the tab shows."""
        return self._widget

    def show_person(self, person: str) -> None:
        """Show one person's records; a form that lies open for the same person stays."""
        if person != self._person and self.deed.is_open():
            self.deed.keep_draft()
            self._stack.setCurrentWidget(self.sheet)
        self._person = person
        self._show(self.presenter.person_sheet(person))

    def keep_draft(self) -> None:
        """Save what was typed, at once."""
        self.deed.keep_draft()

    def command(self, name: str) -> bool:
        """Answer Ctrl+Enter (save) and Esc (close) while a form lies open."""
        if self._stack.currentWidget() is not self.deed or not self.deed.is_open():
            return False
        if name == "save":
            return self.deed.save()
        if name == "close":
            self.deed.leave()
            return True
        return False

    def press(self, code: str) -> None:
        """Do what a button of the sheet says."""
        try:
            answer = self.presenter.answer(code)
        except Exception as error:  # noqa: BLE001 -- said in one sentence, as what fails off the thread is
            self._navigator.problem(error)
            return
        match answer:
            case Deed():
                self.deed.open(answer, {"page": "people", "person": self._person, "tab": self._name})
                self._stack.setCurrentWidget(self.deed)
            case Do():
                self._navigator.run(lambda progress: answer.write(), lambda written: self._did(answer, written))
            case Go():
                self._navigator.open(answer.page, **answer.where)
            case Show() if (sheet := self.presenter.sheet(answer.key)) is not None:
                self.sheet.show_sheet(_calm(sheet))

    def _did(self, deed: Do, written: Written) -> None:
        self._navigator.announce(written.records)
        tell(self._navigator, self._texts, deed, written)

    def _back(self) -> None:
        if self._person:
            self._show(self.presenter.person_sheet(self._person))
        self._stack.setFocus()

    def _show(self, sheet: Sheet) -> None:
        """Draw a sheet, or in its place, when there is nothing on it, what could be done; a form that lies open stays in front."""
        self.sheet.show_sheet(_calm(sheet))
        bare = not sheet.sections and not sheet.facts
        clear(self._nothing)
        if bare:
            acts = [Button(words, "plain", clicked=partial(self.press, code)) for words, code in sheet.acts]
            self._nothing.addWidget(Empty("mentor", sheet.title, sheet.below, *acts))
        if not self.deed.is_open():
            self._stack.setCurrentIndex(_NOTHING if bare else _SHEET)


def _calm(sheet: Sheet) -> Sheet:
    """Return a sheet without a filled button: the page's own is the consultation's."""
    return sheet if sheet.primary is None else replace(sheet, primary=None, acts=(sheet.primary, *sheet.acts))
