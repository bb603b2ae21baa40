"""The application: one window with the door in front and, behind it, the sitting of whoever has unlocked."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QStackedWidget

from caseworker_desktop.kernel.clock import Clock, today
from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui import preferences as kept
from caseworker_desktop.ui.help.panel import HelpPanel, help_text
from caseworker_desktop.ui.preferences import Preferences
from caseworker_desktop.ui.problems import as_message
from caseworker_desktop.ui.run import run, wait_for_all
from caseworker_desktop.ui.shell.idle import IdleWatch
from caseworker_desktop.ui.shell.idle_card import IdleCard
from caseworker_desktop.ui.shell.notice import Notice
from caseworker_desktop.ui.shell.sitting import people_finder, status_signs, who_works
from caseworker_desktop.ui.shell.window import Shell
from caseworker_desktop.ui.theme.theme import Theme, install
from caseworker_desktop.ui.unlock.door import Door
from caseworker_desktop.usecases.doors import Doors

if TYPE_CHECKING:
    from caseworker_desktop.usecases.desk import Desk

WIDE, HIGH = 1366, 768
#: After so long the unlock window stands painted, and what it opens is read beside it.
PREPARE_MS = 300
#: 1366 × 768 at 150 % leaves 910 × 512, of which a task bar takes a part.
LEAST = (800, 480)


class MainWindow(QStackedWidget):
    """The one window. Locked it shows only the door; the sitting stays behind it, with its work going on."""

    def __init__(self, doors: Doors, resources: Path, clock: Clock, version: str, theme: Theme, preferences: Preferences) -> None:
        super().__init__()
        self._doors, self._resources, self._clock, self._version, self._theme = doors, resources, clock, version, theme
        self._preferences = preferences
        self._texts = Texts(resources, preferences.language, strict=False)
        self.shell: Shell | None = None
        self._card: IdleCard | None = None
        self.door: Door | None = None
        self._idle = IdleWatch(self, preferences.idle_minutes)
        self._idle.warned.connect(self._warn)
        self._idle.woken.connect(self._woken)
        self._idle.idle.connect(self.lock)
        self.setMinimumSize(*LEAST)
        self.setWindowTitle("Byla")
        self.setWindowIcon(theme.icon("shield", "accent", 32))
        self._show_door()

    def lock(self) -> None:
        """Save what was typed, turn neutral, ask for the passphrase."""
        if self.shell is None or self.currentWidget() is not self.shell:
            return
        self.shell.before_lock()
        self._idle.stop()
        self._woken()
        for panel in self.findChildren(HelpPanel):
            panel.reject()
        self._show_door()

    def tell(self, error: BaseException) -> None:
        """Say in one sentence that the program failed, wherever the person is; what was typed stays."""
        if self.shell is not None and self.currentWidget() is self.shell:
            self.shell.problem(error)
            return
        notice = Notice(self, self._texts.say(message("problem.title")), self._texts.say(message("problem.close")))
        notice.say(self._texts.say(as_message(error)))

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.shell is not None:
            self.shell.before_lock()
            self._end_sitting()
        self._idle.stop()
        event.accept()

    def _show_door(self) -> None:
        old = self.door
        door = Door(self._doors, self._texts, lambda: today(self._clock).isoformat(), self._version, choice=random.SystemRandom())
        door.desk_opened.connect(self._opened)
        door.same_person_back.connect(self._back)
        door.language_wanted.connect(self._speak)
        door.help_wanted.connect(lambda: self.help("unlock"))
        self.door = door
        self.addWidget(door)
        self.setCurrentWidget(door)
        if old is not None:
            self.removeWidget(old)
            old.deleteLater()
        held = self.shell.desk.worker.staff if self.shell is not None else None
        door.begin(held, self._end_sitting)

    def _opened(self, desk: Desk) -> None:
        self._end_sitting()
        self._adopt(kept.read(self._doors.state().folder, self._preferences.language))
        self._show_shell(desk)

    def _show_shell(self, desk: Desk, page: str = "") -> None:
        shell = Shell(
            desk,
            self._texts,
            who=who_works(desk, self._texts),
            find_people=people_finder(desk, self._texts),
            signs=status_signs(desk),
            preferences=lambda: self._preferences,
        )
        shell.lock_wanted.connect(self.lock)
        shell.leave_wanted.connect(self._leave, Qt.ConnectionType.QueuedConnection)
        shell.help_wanted.connect(self.help)
        shell.preferences_wanted.connect(self._prefer)
        self.shell = shell
        self._card = IdleCard(shell, self._texts, self._idle.stay)
        self.addWidget(shell)
        self._front_shell()
        shell.resize(self.size())
        shell.start(page)

    def _front_shell(self) -> None:
        if self.shell is not None:
            self.setCurrentWidget(self.shell)
            if self.door is not None:
                self.removeWidget(self.door)
                self.door.deleteLater()
                self.door = None
            self._idle.start()

    def _back(self) -> None:
        self._front_shell()
        if self.shell is not None:
            self.shell.woken()

    def _end_sitting(self) -> None:
        """Close the desk of a sitting that is over, once its work has ended."""
        if self.shell is None:
            return
        shell, self.shell, self._card = self.shell, None, None
        wait_for_all()
        shell.desk.close()
        self.removeWidget(shell)
        shell.deleteLater()

    def _leave(self) -> None:
        """End the sitting; whoever comes next unlocks anew."""
        if self.shell is not None:
            self.shell.before_lock()
        self._idle.stop()
        self._end_sitting()
        self._show_door()

    def help(self, topic: str) -> None:
        """Show the help text of a topic."""
        HelpPanel(self, self._texts, help_text(self._resources, self._texts.language, topic)).show()

    def _speak(self, language: str) -> None:
        """Another language was chosen at the door."""
        self._prefer(Preferences(language, self._preferences.theme, self._preferences.scale, self._preferences.idle_minutes))

    def _prefer(self, wanted: Preferences) -> None:
        state = self._doors.state()
        if state.exists:
            kept.write(state.folder, wanted)
        language = self._preferences.language
        self._adopt(wanted)
        if wanted.language == language:
            return
        if self.shell is None or self.currentWidget() is not self.shell:
            self._show_door()
        else:
            old = self.shell
            old.before_lock()
            self._show_shell(old.desk, "settings")
            self.removeWidget(old)
            old.deleteLater()

    def _adopt(self, wanted: Preferences) -> None:
        if wanted.language != self._texts.language:
            self._texts = Texts(self._resources, wanted.language, strict=False)
        if wanted.theme != self._theme.palette.name:
            self._theme.use(wanted.theme)
        self._idle.set_minutes(wanted.idle_minutes)
        self._preferences = wanted

    def _warn(self) -> None:
        if self._card is not None:
            self._card.appear()

    def _woken(self) -> None:
        if self._card is not None:
            self._card.hide()


def main(doors: Doors, resources: Path, clock: Clock, version: str, arguments: Sequence[str]) -> int:
    """Show the window until it is closed; return the exit code. `arguments` as the program got them."""
    state = doors.state()
    preferences = kept.read(state.folder, state.language)
    if preferences.scale != 100:
        os.environ["QT_SCALE_FACTOR"] = str(preferences.scale / 100)
    app = QApplication(list(arguments) or sys.argv[:1])
    app.setApplicationName("byla")
    app.setApplicationDisplayName("Byla")
    theme = install(app, resources, preferences.theme)
    window = MainWindow(doors, resources, clock, version, theme, preferences)
    window.resize(WIDE, HIGH)
    window.show()
    sys.excepthook = lambda kind, error, trace: window.tell(error)
    QTimer.singleShot(PREPARE_MS, lambda: run(window, lambda _: doors.prepare(), lambda _: None, window.tell))
    code = app.exec()
    wait_for_all()
    return code
