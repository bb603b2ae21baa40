"""The week and the team in the real window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QPushButton, QToolTip, QWidget

from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.calendar.view import CalendarPage
from caseworker_desktop.ui.people.view import PeoplePage
from caseworker_desktop.ui.shell.window import Shell
from caseworker_desktop.ui.team.view import TeamPage
from caseworker_desktop.ui.theme.theme import Theme, current
from caseworker_desktop.ui.widgets.lines import LinesButton, PaintedLine
from tests.day_shell import Keyboard, front, settle, shell_of, show, shut
from tests.day_world import RUTA, DayWorld, day, make_world, name_id
from tests.pdf_text import read_pdf
from tests.ui.faults import faults, nameless

Picture = Callable[[QWidget, str], None]


@pytest.fixture
def world(tmp_path: Path, settings: Settings) -> Iterator[DayWorld]:
    made = make_world(tmp_path / "laptop", settings)
    made.load(
        {"record": "staff", "id": name_id("jonas"), "login": "jonas", "given_name": "Jonas", "family_name": "Išgalvotas", "role": "U-SW"},
        {"record": "case", "id": made.cases[RUTA], "lead": name_id("jonas")},
        {"record": "plan", "id": name_id("ruta plan"), "case": made.cases[RUTA], "status": "agreed", "agreed_on": day(-120)},
        {"record": "plan_review", "plan": name_id("ruta plan"), "due": day(-30)},
        {"record": "plan_review", "plan": name_id("story plan"), "due": day(-4)},
        {"record": "case", "id": name_id("case of Bartkus"), "lead": name_id("jonas")},
        {"record": "session", "kind": "seminar", "starts_at": f"{day(-2)}T10:00:00+02:00", "minutes": 90, "staff": [made.desk.worker.staff],
         "lost_reason": "lockdown"},
    )
    yield made
    made.desk.close()


@pytest.fixture
def shell(world: DayWorld, theme: Theme, texts: Texts) -> Iterator[Shell]:
    made = shell_of(world, texts)
    yield made
    shut(made)


def test_the_week_by_keyboard(shell: Shell, world: DayWorld):
    page = show(shell, "calendar")
    assert isinstance(page, CalendarPage)
    assert page._title.text() == "2026-11-16 – 2026-11-22"
    week = page.presenter.read()
    assert [(one.weekday, len(one.entries), one.today) for one in week.days][4] == ("penktadienis", 4, True)
    assert [one.mark for one in week.days[2].entries] == [("Apribotas režimas", "red", "x")]
    keyboard = Keyboard()
    keyboard.press("PgDown")
    assert page._title.text() == "2026-11-23 – 2026-11-29"
    assert [len(one.entries) for one in page.presenter.read().days] == [4, 0, 0, 0, 0, 0, 0]
    page.days[0].buttons[0].setFocus()
    keyboard.press("Return")
    assert isinstance(front(shell), PeoplePage)


def test_only_a_day_that_changed_is_drawn_again(shell: Shell, world: DayWorld):
    page = show(shell, "calendar")
    assert isinstance(page, CalendarPage)
    before = [list(each.buttons) for each in page.days]
    assert before[4]
    session = next(one.session for one in page.presenter.read().days[4].entries if one.mark is None)
    world.load({"record": "session", "id": session, "lost_reason": "lockdown"})
    page.reload()
    settle()
    after = [list(each.buttons) for each in page.days]
    assert [one == two for one, two in zip(before, after, strict=True)] == [True] * 4 + [False] + [True] * 2
    assert any("Apribotas režimas" in each.accessibleName() for each in page.days[4].findChildren(QWidget))


def test_a_line_that_is_cut_is_whole_in_its_tool_tip(theme: Theme):
    button = LinesButton("x", [PaintedLine("10:00", "smallb"), PaintedLine("Rūta Ąžuolaitė-Pavyzdienė", "h3")])
    for width, tip in ((60, "Rūta Ąžuolaitė-Pavyzdienė"), (600, "")):
        button.resize(width, button.height())
        QApplication.sendEvent(button, QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), QPoint(5, 5)))
        assert button.toolTip() == tip
    QToolTip.hideText()
    button.deleteLater()


def test_home_goes_to_this_week(shell: Shell):
    page = show(shell, "calendar", day="2027-03-10")
    assert page._title.text() == "2027-03-08 – 2027-03-14"
    Keyboard().press("Home")
    assert page._title.text() == "2026-11-16 – 2026-11-22"


def test_the_week_is_printed_as_its_paper(shell: Shell, world: DayWorld):
    show(shell, "calendar", day="2026-11-24")
    Keyboard().press("Ctrl+P")
    page = front(shell)
    assert type(page).__name__ == "PaperPage"
    wish = page.presenter.wish
    assert (wish.kind, wish.id, dict(wish.options)) == ("calendar", world.desk.worker.staff, {"on": "2026-11-24"})
    paper = read_pdf(world.desk.papers.print("calendar", world.desk.worker.staff, options={"on": "2026-11-24"}).pdf).flowing
    assert "2026-11-23 – 2026-11-29" in paper
    assert "Gaidelis" not in paper  # it goes through the gate


def test_the_workload_tells_who_carries_what(shell: Shell, world: DayWorld):
    page = show(shell, "team")
    assert isinstance(page, TeamPage)
    loads = {one.name: one for one in page.presenter.loads()}
    egle, jonas = loads["Eglė Kazlauskienė"], loads["Jonas Išgalvotas"]
    assert (egle.cases, egle.leaving, egle.late_reviews, egle.late_tasks, egle.silent) == (10, 2, 1, 2, 1)
    assert (jonas.cases, jonas.leaving, jonas.late_reviews, jonas.late_tasks, jonas.silent) == (2, 1, 1, 0, 1)
    assert page.workload.whose.text() == "Eglė Kazlauskienė"
    page.workload.table.setFocus()
    keyboard = Keyboard()
    keyboard.press("Down")
    assert page.workload.whose.text() == "Jonas Išgalvotas"
    behind = world.desk.caseload.behind(jonas.staff)
    assert [one.name for one in page.presenter.reviews(behind)] == ["Rūta Ąžuolaitė"]
    assert [one.name for one in page.presenter.silent(behind)] == ["Saulius Bartkus"]
    shown = {one.accessibleName() for one in page.workload.findChildren(QWidget)}
    assert {"Rūta Ąžuolaitė", "Saulius Bartkus"} <= shown
    page.workload.reviews.findChild(QPushButton).setFocus()
    keyboard.press("Space")
    assert type(front(shell)).__name__ == "PlanPage"


def test_a_supervision_talk_is_a_draft_until_it_is_written(shell: Shell, world: DayWorld):
    page = show(shell, "team", part="supervision")
    assert isinstance(page, TeamPage)
    pane = page.supervision
    pane.text.setFocus()
    keyboard = Keyboard()
    keyboard.text("Aptarėme krūvį.")
    pane.keep_draft()
    assert world.desk.drafts.get("supervision:new").content["text"] == "Aptarėme krūvį."
    keyboard.press("Ctrl+Return")
    assert pane._other.error() == "Pasirinkite, su kuo kalbėjotės."
    pane.other.choose(name_id("jonas"))
    pane.text.setFocus()
    keyboard.press("Ctrl+Return")
    (note,) = world.desk.supervising.notes()
    assert (note.staff_name, note.supervisor_name, note.text) == ("Jonas Išgalvotas", "Eglė Kazlauskienė", "Aptarėme krūvį.")
    assert world.desk.drafts.get("supervision:new") is None
    keyboard.press("Ctrl+Z")
    assert world.desk.supervising.notes() == ()


@pytest.mark.parametrize(
    ("language", "size", "palette"),
    [("lt", (1366, 768), "light"), ("lt", (1366, 768), "dark"), ("lv", (1024, 768), "light"), ("lt", (911, 620), "light"),
     ("en", (1366, 768), "light")],
)
def test_nothing_is_cut(
    world: DayWorld, theme: Theme, texts_in: Callable[[str], Texts], picture: Picture, language: str, size: tuple[int, int], palette: str
):
    current().use(palette)
    talk = "Aptarėme krūvį ir tris sunkius atvejus."
    world.desk.supervising.record(name_id("jonas"), day(-3), talk, supervised=False, persons=[world.persons[RUTA]])
    shell = shell_of(world, texts_in(language))
    try:
        parts = (("week", "calendar", {}), ("workload", "team", {"part": "workload"}), ("supervision", "team", {"part": "supervision"}))
        for name, page, where in parts:
            show(shell, page, size=size, **where)
            settle()
            picture(shell, f"{name}-{language}-{size[0]}-{palette}")
            assert faults(shell) == [], name
            assert nameless(shell) == [], name
    finally:
        shut(shell)
