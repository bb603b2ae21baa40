"""The project pages in the real window: read, edited in place, warned of, printed; laptops only read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.paper.view import PaperPage
from caseworker_desktop.ui.preferences import Preferences
from caseworker_desktop.ui.projects.view import ProjectsPage
from caseworker_desktop.ui.shell.window import Shell
from caseworker_desktop.ui.widgets.banner import Banner
from tests.clock import StandingClock
from tests.day_shell import settle, shut
from tests.keys import type_text
from tests.papers_world import CODE, PapersWorld, build, name_id
from tests.ui.faults import show_at

Picture = Callable[[QWidget, str], None]
PROJECT = name_id("project")


@pytest.fixture
def world(tmp_path: Path, settings: Settings, clock: StandingClock) -> Iterator[PapersWorld]:
    made = build(tmp_path / "office", settings, clock)
    yield made
    made.desk.close()


def shell_of(world: PapersWorld, texts: Texts) -> Shell:
    return Shell(world.desk, texts, who=("Eglė Kazlauskienė", "Biuras"), find_people=lambda text, limit: [], signs=list, preferences=Preferences)


@pytest.fixture
def shell(world: PapersWorld, texts: Texts, theme: object) -> Iterator[Shell]:
    made = shell_of(world, texts)
    yield made
    shut(made)


def opened(shell: Shell, size: tuple[int, int] = (1366, 768), **where: str) -> ProjectsPage:
    show_at(shell, *size)
    assert QTest.qWaitForWindowActive(shell)
    shell.open("projects", **(where or {"project": PROJECT}))
    settle()
    page = shell._pages.front()
    assert isinstance(page, ProjectsPage)
    assert (shell.width(), shell.height()) == size, "the page has widened the window"
    return page


def banners(page: ProjectsPage) -> list[str]:
    return [one.title() for one in page.detail.findChildren(Banner) if one.isVisibleTo(page)]


def typed(page: ProjectsPage, field: str, text: str) -> None:
    assert page.panel.form is not None
    widget = page.panel.form.fields[field].editor
    widget.setFocus()
    type_text(widget, text)


def test_a_project_is_read_whole(shell: Shell, world: PapersWorld, picture: Picture) -> None:
    page = opened(shell)
    assert page.detail._title.text() == "Pro vartus"
    assert page.detail._code.text() == CODE
    assert [one.accessibleName() for one in page.detail.lists()] == ["Finansavimas", "Etapai, blokai, vietos", "Tikslai", "Produktai"]
    assert banners(page) == []
    picture(shell, "projects")


def test_shares_that_do_not_sum_to_a_hundred_are_warned_of_until_they_do(shell: Shell, world: PapersWorld, picture: Picture) -> None:
    page = opened(shell)
    page.edit("funding", None)
    typed(page, "source", "Savivaldybė")
    typed(page, "share_percent", "10")
    assert page.command("save")
    settle()
    assert banners(page) == ["Finansavimo dalys sudaro 110 %, o ne 100 %"]
    picture(shell, "projects-not-whole")
    rows = world.desk.editing.rows("funding", project=PROJECT)
    extra = next(one for one in rows if one.source == "Savivaldybė")
    page.edit("funding", extra.id)
    page.panel.delete_button.click()
    settle()
    assert banners(page) == []


def test_a_period_is_typed_in_words(shell: Shell, world: PapersWorld, picture: Picture) -> None:
    page = opened(shell)
    page.begin()
    settle()
    picture(shell, "projects-form")
    typed(page, "title", "Sveika vasara")
    typed(page, "code", "SV-2022")
    typed(page, "period", "kada nors")
    assert page.command("save")
    settle()
    assert page.panel.form is not None
    assert "2022 vasara" in page.panel.form.fields["period"].error()
    page.panel.form.fields["period"].editor.clear()
    typed(page, "period", "2022 vasara")
    assert page.command("save")
    settle()
    made = world.desk.editing.rows("project", code="SV-2022")[0]
    assert (made.period_from, made.period_to) == ("2022-06", "2022-08")
    assert page.project == made.id
    assert ("Trukmė", "3 mėnesiai") in page._words.facts(world.desk.projects.open(made.id, "lt"))


def test_aims_are_edited_like_records(shell: Shell, world: PapersWorld) -> None:
    page = opened(shell)
    page.edit("aim", None)
    typed(page, "code", "užimtumas")
    typed(page, "text", "Padėti dirbti")
    assert page.command("save")
    settle()
    assert [one["code"] for one in world.desk.editing.read("project", PROJECT)["aims"]] == ["užimtumas", "šeima"] or \
        {one["code"] for one in world.desk.editing.read("project", PROJECT)["aims"]} == {"užimtumas", "šeima"}
    page.edit("aim", "šeima")
    assert page.panel.form is not None
    page.panel.delete_button.click()
    settle()
    assert [one["code"] for one in world.desk.editing.read("project", PROJECT)["aims"]] == ["užimtumas"]


def test_what_lies_outside_the_period_is_told(shell: Shell, world: PapersWorld) -> None:
    world.load({"record": "session", "kind": "individual", "starts_at": "2025-12-30T10:00:00+02:00", "minutes": 30,
                "staff": [world.desk.worker.staff], "project": PROJECT},
               {"record": "project", "id": PROJECT, "eligible_municipalities": ["LT-57"]})
    assert banners(opened(shell)) == ["1 užsiėmimas ne projekto laikotarpiu", "3 dalyviai gyvens ne tinkamose savivaldybėse"]


def test_the_sheet_is_printed_from_the_page_also_when_closed(shell: Shell, world: PapersWorld) -> None:
    world.load({"record": "project", "id": PROJECT, "status": "closed"})
    opened(shell)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settle()
    paper = shell._pages.front()
    assert isinstance(paper, PaperPage)
    assert paper.page_count() >= 1


def test_a_line_is_opened_with_enter(shell: Shell, world: PapersWorld) -> None:
    page = opened(shell)
    money = page.detail.lists()[0]
    money.setFocus()
    money.setCurrentIndex(money.model().index(0, 0))
    QTest.keyClick(money, Qt.Key.Key_Return)
    settle()
    assert page.panel.form is not None
    assert page.panel.form.values()["source"] == "ESF"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    settle()
    assert not page.panel.is_open()


def test_a_laptop_reads(world: PapersWorld, texts: Texts, theme: object, picture: Picture) -> None:
    desk = world.desk
    desk.projects._editing._worker = replace(desk.worker, office=False)
    shell = shell_of(world, texts)
    try:
        page = opened(shell)
        assert not page.read_only.isHidden()
        assert page.new.isHidden()
        assert page.detail.edit.isHidden()
        picture(shell, "projects-laptop")
    finally:
        shut(shell)


@pytest.mark.parametrize("size", [(1100, 768), (920, 640)])
def test_narrow_windows_keep_everything(shell: Shell, world: PapersWorld, picture: Picture, size: tuple[int, int]) -> None:
    page = opened(shell, size)
    picture(shell, f"projects-{size[0]}")
    if size[0] < 1000:
        assert not page._pane.isVisible()
        page.detail.back.click()
        settle()
        assert page._pane.isVisible()
        picture(shell, "projects-920-list")
        QTest.keyClick(page.list, Qt.Key.Key_Down)
        settle()


def test_without_projects_the_page_says_how_to_begin(shell: Shell, world: PapersWorld, picture: Picture) -> None:
    world.load(*({"record": one.KIND.name, "id": one.id, "deleted": True}
                 for kind in ("funding", "project_part", "deliverable", "participation", "session") for one in world.desk.editing.rows(kind)))
    world.load(*({"record": "project", "id": one.id, "deleted": True} for one in world.desk.editing.rows("project")))
    page = opened(shell, new="nothing")
    assert page.stack.currentIndex() == 2
    picture(shell, "projects-empty")
