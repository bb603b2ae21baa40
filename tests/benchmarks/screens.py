"""How soon screens stand when there are 50,000 people and a million sessions: built, read and painted, in a window without a screen."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks import large
from tests.benchmarks.figures import Figure
from tests.benchmarks.workspaces import open_desk

LIST_S, PERSON_S, GRID_S = 0.2, 0.3, 0.3
TIMES = 3


def measure(folder: Path, say: Callable[[str], None], *, people: int = large.PEOPLE, sessions: int = large.SESSIONS) -> list[Figure]:
    """Return the median second of each page of the menu, of a person's page and of a group's grid.

    Each is opened for the first time in a sitting (told for comparison: its widgets are built then), and again after everything may have
    changed. What counts is when it stands painted and takes keys. A list stands whole then; Today, the inbox's pairs and the numbers of the
    indicators are counted beside the window and fill in: when that is done is told as well.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    made = large.make(folder, say, people=people, sessions=sessions)
    desk = open_desk(folder, made.opened)
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QApplication

    from caseworker_desktop.settings import find_resources
    from caseworker_desktop.texts import Texts
    from caseworker_desktop.ui.changes import EVERYTHING
    from caseworker_desktop.ui.preferences import Preferences
    from caseworker_desktop.ui.run import wait_for_all
    from caseworker_desktop.ui.shell.navigation import EXCHANGE, menu
    from caseworker_desktop.ui.shell.sitting import people_finder, status_signs, who_works
    from caseworker_desktop.ui.shell.window import Shell
    from caseworker_desktop.ui.theme.theme import install

    app = QApplication.instance() or QApplication(["byla"])
    assert isinstance(app, QApplication)
    install(app, find_resources(), "light")
    texts = Texts(find_resources(), "lt", strict=False)

    def settled() -> None:
        for _ in range(3):
            wait_for_all()
            app.processEvents()

    wanted: list[tuple[str, str, dict[str, str], float]] = [
        (f"page {place.name}", place.name, {}, LIST_S) for place in menu(office=True, may=desk.people.may_read())
    ]
    wanted.append(("a person's page", "people", {"person": made.busy}, PERSON_S))
    wanted.append(("a group's grid, 30 × 20", "groups", {"group": made.group}, GRID_S))
    first: dict[str, list[tuple[float, float]]] = {name: [] for name, *_ in wanted}
    again: dict[str, list[tuple[float, float]]] = {name: [] for name, *_ in wanted}

    def timed(shell: Shell, page: str, where: dict[str, str]) -> tuple[float, float]:
        start = time.perf_counter()
        shell.open(page, **where)
        shell.repaint()
        app.processEvents()
        stands = time.perf_counter() - start
        settled()
        return stands, time.perf_counter() - start

    for _ in range(TIMES + 1):
        shell = Shell(desk, texts, who=who_works(desk, texts), find_people=people_finder(desk, texts), signs=status_signs(desk),
                      preferences=Preferences)
        shell.resize(1366, 768)
        shell.show()
        settled()
        for name, page, where, _ in wanted:
            first[name].append(timed(shell, page, where))
        for name, page, where, _ in wanted:
            shell.open(EXCHANGE.name)
            settled()
            shell.announce(EVERYTHING)
            settled()
            again[name].append(timed(shell, page, where))
        shell.close()
        shell.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # else it lingers and is restyled with the next one
        settled()
    desk.close()
    out = []
    for name, _, _, allowed in wanted:
        seconds = sorted(one for one, _ in again[name][1:])  # the first window reads the program's files
        whole = statistics.median(one for _, one in again[name][1:])
        built = statistics.median(one for one, _ in first[name][1:])
        say(f"  {name}: {statistics.median(seconds):.3f} s; whole {whole:.3f} s; built {built:.3f} s")
        detail = f"n={TIMES}, {seconds[0]:.2f}–{seconds[-1]:.2f} s; whole after {whole:.2f} s; the first time in a sitting {built:.2f} s"
        out.append(Figure(f"{name}, {people // 1_000}k people", statistics.median(seconds), "s", allowed, detail=detail))
    return out
