"""How soon pages and lists stand when there are 50,000 people and a million sessions: built, read and painted, in a window without a screen."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks import casework, large, lists
from tests.benchmarks.figures import Figure
from tests.benchmarks.window import Opened, Window
from tests.benchmarks.workspaces import open_desk

LIST_S, PERSON_S, GRID_S = 0.2, 0.3, 0.3
TIMES = 3


def measure(folder: Path, say: Callable[[str], None], *, people: int = large.PEOPLE, sessions: int = large.SESSIONS) -> list[Figure]:
    """Return the median second of each page of the menu, of a person's page, of a group's grid, and of every list.

    Each page is opened for the first time in a sitting (told for comparison: its widgets are built then), and again after everything may have
    changed. What counts is when all of it stands painted: what it reads beside the window too. Two pages stand whole later and are told, for
    others measure what they read: the inbox's possible duplicates and the numbers of the indicators; of these the page itself counts.
    """
    made = large.make(folder, say, people=people, sessions=sessions)
    desk = open_desk(folder, made.opened)
    from caseworker_desktop.ui.shell.navigation import INBOX, INDICATORS, menu

    share = people / large.PEOPLE
    casework.fill(desk, made.people, made.project, say, share=share)
    wanted: list[tuple[str, str, dict[str, str], float]] = [
        (f"page {place.name}", place.name, {}, LIST_S) for place in menu(office=True, may=desk.people.may_read())
    ]
    wanted.append(("a person's page", "people", {"person": made.busy}, PERSON_S))
    wanted.append(("a group's grid, 30 × 20", "groups", {"group": made.group}, GRID_S))
    first: dict[str, Opened] = {name: Opened() for name, *_ in wanted}
    again: dict[str, Opened] = {name: Opened() for name, *_ in wanted}
    for _ in range(TIMES + 1):
        window = Window(desk)
        for name, page, where, _limit in wanted:
            window.open(page, where, first[name])
        for name, page, where, _limit in wanted:
            window.open_again(page, where, again[name])
        window.close()
    out = []
    for name, page, _, allowed in wanted:  # the first window reads the program's files
        took = again[name]
        stands, whole = sorted(took.stands[1:]), sorted(took.whole[1:])
        counts = stands if page in (INBOX.name, INDICATORS.name) else whole
        built, worked = statistics.median(first[name].whole[1:]), statistics.median(took.worked[1:])
        say(f"  {name}: {statistics.median(counts):.3f} s; whole {statistics.median(whole):.3f} s; built {built:.3f} s; processor {worked:.3f} s")
        detail = f"n={TIMES}, {counts[0]:.2f}–{counts[-1]:.2f} s; whole after {statistics.median(whole):.2f} s ({worked:.2f} s of the processor); "
        detail += f"the first time in a sitting {built:.2f} s"
        out.append(Figure(f"{name}, {people // 1_000}k people", statistics.median(counts), "s", allowed, detail=detail))
    window = Window(desk)
    out += lists.measure(window, made, say)
    window.close()
    desk.close()
    return out
