"""Pictures of the real window on the story's workspaces, 1366 × 768, in Lithuanian."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from caseworker_desktop import __version__, bootstrap
from caseworker_desktop.kernel.clock import SystemClock
from caseworker_desktop.paper.pages import page_count, picture
from caseworker_desktop.settings import Settings
from caseworker_desktop.ui import preferences
from caseworker_desktop.ui.app import HIGH, WIDE, MainWindow
from caseworker_desktop.ui.printing import as_image
from caseworker_desktop.ui.run import wait_for_all
from caseworker_desktop.ui.theme.theme import install
from tests.journeys.story import PASSPHRASE, Story

LONGEST_WAIT_MS = 20_000


def rest(ms: int) -> None:
    """Let the window work for a while."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def until(done: Callable[[], bool]) -> None:
    """Let the window work until something holds. Raises AssertionError when it never does."""
    for _ in range(LONGEST_WAIT_MS // 50):
        if done():
            return
        rest(50)
    raise AssertionError("the window did not get there")


def type_keys(widget: QWidget, text: str) -> None:
    """Type letter by letter and end with Enter."""
    for letter in text:
        for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
    for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier))


class Camera:
    """Takes the pictures of one workspace's window."""

    def __init__(self, settings: Settings, folder: Path, target: Path, theme: str = "light") -> None:
        self._target = target
        app = QApplication.instance() or QApplication([])
        assert isinstance(app, QApplication)
        doors = bootstrap.FolderDoors(bootstrap.build_parts(settings, SystemClock()), folder)
        told = preferences.read(folder, "lt")
        self.window = MainWindow(doors, settings.resources, SystemClock(), __version__, install(app, settings.resources, theme), told)
        self.window.resize(WIDE, HIGH)
        self.window.show()
        rest(300)

    def take(self, name: str) -> None:
        """Write the window as it is now."""
        rest(900)
        self.window.grab().save(str(self._target / f"{name}.png"))

    def unlock(self) -> None:
        """Type the passphrase at the door."""
        field = next(one for one in self.window.findChildren(QLineEdit) if one.isVisible() and one.echoMode() == QLineEdit.EchoMode.Password)
        field.setFocus()
        type_keys(field, PASSPHRASE)
        until(lambda: self.window.shell is not None)

    def open(self, page: str, **where: str) -> None:
        """Go to a screen."""
        assert self.window.shell is not None
        self.window.shell.open(page, **where)
        rest(600)

    def close(self) -> None:
        """Close the window and end the sitting."""
        self.window.close()
        wait_for_all()
        rest(50)


def take_papers(story: Story, target: Path) -> list[Path]:
    """Write each page of the printed plans as a picture into `target` and return the files."""
    taken = []
    for paper in sorted(story.papers.glob("*.pdf")):
        pdf = paper.read_bytes()
        for number in range(1, page_count(pdf) + 1):
            taken.append(target / f"{paper.stem}-{number}.png")
            as_image(picture(pdf, number, 900)).save(str(taken[-1]))
    return taken


def take_all(story: Story, settings: Settings, target: Path) -> list[Path]:
    """Take a picture of each screen into `target` and return the files."""
    target.mkdir(parents=True, exist_ok=True)
    camera = Camera(settings, story.folder / "nauja", target)
    camera.take("pirmas-paleidimas")
    camera.close()
    person = str(story.planned["person"])
    camera = Camera(settings, story.laptops["PR-11"], target)
    camera.take("atrakinimas")
    camera.unlock()
    camera.open("today")
    camera.take("siandien")
    camera.open("people", person=person)
    camera.take("klientas")
    camera.open("plan", person=person)
    rest(1500)
    camera.take("planas")
    camera.open("exchange")
    camera.take("perdavimas")
    camera.close()
    camera = Camera(settings, story.office, target)
    camera.unlock()
    camera.open("inbox")
    camera.take("gauti-paketai")
    camera.close()
    camera = Camera(settings, story.laptops["PR-11"], target, theme="dark")
    camera.unlock()
    camera.open("people", person=person)
    camera.take("klientas-tamsus")
    camera.close()
    return sorted(one for one in target.glob("*.png") if not one.name.startswith("planas-"))
