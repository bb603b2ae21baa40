"""The care of this workspace: a backup made, verified or brought back, the doctor's look with each check as a line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QBoxLayout, QWidget

from caseworker_desktop.kernel.errors import Cancelled
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.administration.ask_form import AskForm
from caseworker_desktop.ui.administration.care import CheckLine, backup_ask, check_lines, verify_ask
from caseworker_desktop.ui.administration.elsewhere import restore_ask
from caseworker_desktop.ui.shell.page import Breadth, Navigator, Stop
from caseworker_desktop.ui.widgets.banner import Banner
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.label import Glyph, label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row, rule, scroll
from caseworker_desktop.ui.widgets.loading import LongWork
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.doctor import Check


class CarePane(QWidget):
    """The forms of backups, and a list."""

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._desk, self._texts, self._navigator = desk, texts, navigator
        self._running: Stop | None = None
        say = texts.say
        self.backup, self.verify = AskForm(texts, navigator, stays=True), AskForm(texts, navigator, stays=True, calm=True)
        self.backup.open(backup_ask(desk, texts))
        self.verify.open(verify_ask(desk, texts))
        self.forms = [self.backup, self.verify]
        if not desk.worker.joined or desk.worker.has_role("U-ADM"):  # what comes back may be anybody's workspace
            self.forms.append(AskForm(texts, navigator, stays=True, calm=True))
            self.forms[-1].open(restore_ask(desk, texts))
        self.verify.done.connect(lambda *_: self.verify.fields["file"].editor.setFocus())
        self.quick = Button(say(message("ui_admin.doctor_quick")), icon="search", clicked=lambda: self.examine(full=False))
        self.full = Button(say(message("ui_admin.doctor_full")), icon="shield", clicked=lambda: self.examine(full=True))
        self.result = Banner("green")
        self.work = LongWork(say(message("common.stop")))
        self.work.stop.clicked.connect(self._stop)
        self._lines = column(gap=0)
        self._list = box(self._lines)
        for part in (self.result, self.work, self._list):
            part.hide()
        health = Card(
            label(say(message("ui_admin.health")), "h2"), label(say(message("ui_admin.health_text")), "muted", wrap=True),
            row(self.quick, self.full, ..., gap=8), self.work, self.result, self._list, gap=10)  # fmt: skip
        left = box(column(Card(self.backup), Card(self.verify), ..., gap=12))
        right = box(column(health, *[Card(one) for one in self.forms[2:]], ..., gap=12))
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(12)
        self._body.addWidget(left, 1)
        self._body.addWidget(right, 1)
        self.setLayout(column((scroll(box(self._body), say(message("ui_admin.care"))), 1)))

    # ---- what the page asks ------------------------------------------------------------------------------------------------------------------
    def show_now(self) -> None:
        """Nothing is read before somebody asks."""

    def show_key(self, key: str) -> None:
        """There is nothing to be shown by a key."""

    def take_focus(self) -> None:
        """Begin with the folder of a backup."""
        self.backup.take_focus()

    def set_breadth(self, breadth: Breadth) -> None:
        """One beside the other, or one under the other."""
        wide = breadth == Breadth.WIDE
        self._body.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def save(self) -> bool:
        """Do what the form says in which the focus is."""
        focus: QWidget | None = self.window().focusWidget()
        for form in self.forms:
            if focus is not None and form.isAncestorOf(focus):
                return form.send()
        return False

    def close_side(self) -> bool:
        """Nothing lies at the side."""
        return False

    # ---- the doctor -----------------------------------------------------------------------------------------------------------------------------
    def examine(self, *, full: bool) -> None:
        """Let the doctor look."""
        if self._running is not None:
            return

        def look(progress: Progress) -> Sequence[Check]:
            return self._desk.doctor.examine(progress, full=full)

        self._free(False)
        self.work.show_step(self._texts.say(message("care.examining")), "", 0, 0)
        self.work.show()
        self._running = self._navigator.run(look, self._found, self._failed, self._heard)

    def _heard(self, stage: Message, done: int, total: int) -> None:
        say = self._texts.say
        self.work.show_step(say(stage), say(message("common.of", done=done, total=total)) if total else "", done, total)

    def _found(self, checks: Sequence[Check]) -> None:
        self._ended()
        say, lines = self._texts.say, check_lines(checks, self._texts)
        wrong = sum(not one.ok for one in lines)
        if wrong:
            self.result.say("red", say(message("ui_admin.not_well", count=wrong)), say(message("ui_admin.not_well_text")))
        else:
            self.result.say("green", say(message("ui_admin.well")), say(message("ui_admin.well_text", count=len(lines))))
        self.result.show()
        clear(self._lines)
        for one in lines:
            self._lines.addWidget(_line(one))
            self._lines.addWidget(rule(soft=True))
        self._list.show()

    def _failed(self, error: Exception) -> None:
        self._ended()
        if not isinstance(error, Cancelled):
            self._navigator.problem(error)

    def _ended(self) -> None:
        self._running = None
        self.work.hide()
        self._free(True)

    def _free(self, free: bool) -> None:
        for button in (self.quick, self.full):
            button.setEnabled(free)

    def _stop(self) -> None:
        if self._running is not None:
            self._running.stop()


def _line(one: CheckLine) -> QWidget:
    glyph = Glyph("ok" if one.ok else "warn", "green" if one.ok else "red", 16)
    words = box(column(label(one.name, "text", wrap=True), label(one.detail, "small", wrap=True), gap=0))
    made = box(row(glyph, (words, 1), gap=10, margins=(0, 6, 0, 6)))
    made.setAccessibleName(f"{one.name}: {one.detail}")
    return made

