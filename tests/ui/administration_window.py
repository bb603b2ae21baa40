"""What tests of the administration do in its window: show a part, type into its form, send it, answer what is asked."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel, QWidget

from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.ui.administration.ask_form import PathEdit
from caseworker_desktop.ui.administration.register_pane import RegisterPane
from caseworker_desktop.ui.administration.view import SettingsPage
from caseworker_desktop.ui.shell.window import Shell
from caseworker_desktop.ui.widgets.confirm import Confirm
from caseworker_desktop.ui.widgets.editors import Choice, LineEdit, TextEdit
from caseworker_desktop.usecases.desk import Desk
from tests.day_shell import settle, show


def carry(sender: Desk, to: str, stick: Path, receiver: Desk) -> str:
    done = sender.exchange.export(to, stick, Silent())
    told = receiver.receiving.import_files([done.file], Silent())[0]
    assert told.error is None
    done.file.unlink()
    return told.bundle or ""


def words(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def pane(shell: Shell, part: str, **where: str) -> RegisterPane:
    """Show a part; return its pane."""
    page = show(shell, "settings", part=part, **where)
    settle()
    assert isinstance(page, SettingsPage)
    assert page.tabs.value() == part
    made = page.pane(part)
    assert isinstance(made, RegisterPane)
    return made


def confirm(made: QWidget) -> None:
    """Say yes to what is asked."""
    (asked,) = (one for one in made.window().findChildren(Confirm) if one.isVisible())
    asked.yes.click()
    settle()


def fill(made: RegisterPane, **typed: str) -> None:
    """Type into the fields of the form at the side."""
    for name, text in typed.items():
        editor = made.form.fields[name].editor
        if isinstance(editor, PathEdit):
            editor.line.setText(text)
        elif isinstance(editor, TextEdit):
            editor.setPlainText(text)
        elif isinstance(editor, Choice):
            editor.choose(text)
        else:
            assert isinstance(editor, LineEdit)
            editor.setText(text)


def send(made: RegisterPane) -> None:
    assert made.save()
    settle()
