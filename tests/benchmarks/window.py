"""A window without a screen on a large office, and how long a page of it takes to stand with its rows."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from caseworker_desktop.usecases.desk import Desk

#: The page from which the others are opened: what it shows costs nothing.
ELSEWHERE = "exchange"


@dataclass(slots=True)
class Opened:
    """Seconds of the openings of one page: until it stands painted and takes keys, until all that it reads beside the window is drawn
    too, and of the processor: what it takes where nothing else runs."""

    stands: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)


class Window:
    """One sitting. `page` tells the page in front, for what only a hand in the window could do."""

    def __init__(self, desk: Desk) -> None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from PySide6.QtWidgets import QApplication

        from caseworker_desktop.settings import find_resources
        from caseworker_desktop.texts import Texts
        from caseworker_desktop.ui.preferences import Preferences
        from caseworker_desktop.ui.shell.sitting import people_finder, status_signs, who_works
        from caseworker_desktop.ui.shell.window import Shell
        from caseworker_desktop.ui.theme.theme import install

        app = QApplication.instance()
        if not isinstance(app, QApplication):
            app = QApplication(["byla"])
            install(app, find_resources(), "light")
        texts = Texts(find_resources(), "lt", strict=False)
        self._app, self.desk, self.find_people = app, desk, people_finder(desk, texts)
        self.shell = Shell(desk, texts, who=who_works(desk, texts), find_people=self.find_people, signs=status_signs(desk), preferences=Preferences)
        self.shell.resize(1366, 768)
        self.shell.show()
        self.settle()

    @property
    def page(self) -> object:
        """Return the page in front."""
        return self.shell._pages.front()

    def settle(self) -> None:
        """Let everything that runs beside the window end and be drawn."""
        from caseworker_desktop.ui.run import wait_for_all

        for _ in range(3):
            wait_for_all()
            self._app.processEvents()

    def open(self, name: str, where: dict[str, str], into: Opened) -> None:
        """Open a page, and keep how long it took."""
        start, began = time.perf_counter(), time.process_time()
        self.shell.open(name, **where)
        self.shell.repaint()
        self._app.processEvents()
        into.stands.append(time.perf_counter() - start)
        self.settle()
        into.whole.append(time.perf_counter() - start)
        into.worked.append(time.process_time() - began)

    def open_again(self, name: str, where: dict[str, str], into: Opened, turn: Callable[[object], object] | None = None, *,
                   turned: bool = False) -> None:
        """Open a page that was open before, as `turn` left it now or earlier (`turned`), after everything may have changed."""
        from caseworker_desktop.ui.changes import EVERYTHING

        if turn is not None:
            self.shell.open(name, **where)
            self.settle()
            turn(self.page)
            self.settle()
        self.shell.open(ELSEWHERE)
        self.settle()
        self.shell.announce(EVERYTHING)
        self.settle()
        self.open(name, {} if turn is not None or turned else where, into)

    def close(self) -> None:
        """Close it for good, else it lingers and is restyled with the next one."""
        from PySide6.QtCore import QEvent
        from PySide6.QtWidgets import QApplication

        self.shell.close()
        self.shell.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.settle()
