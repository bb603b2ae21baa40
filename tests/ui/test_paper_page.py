"""The paper page in the real window: what is seen, chosen, saved and printed, and what is said when nothing can be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.paper.view import PaperPage
from caseworker_desktop.ui.preferences import Preferences
from caseworker_desktop.ui.shell.window import Shell
from tests.clock import StandingClock
from tests.day_shell import settle, shut
from tests.papers_world import PapersWorld, build, name_id
from tests.pdf_text import read_pdf
from tests.ui.faults import show_at

Picture = Callable[[QWidget, str], None]


@pytest.fixture
def world(tmp_path: Path, settings: Settings, clock: StandingClock) -> Iterator[PapersWorld]:
    made = build(tmp_path / "office", settings, clock)
    yield made
    made.desk.close()


@pytest.fixture
def shell(world: PapersWorld, texts: Texts, theme: object) -> Iterator[Shell]:
    made = Shell(world.desk, texts, who=("Eglė Kazlauskienė", "Biuras"), find_people=lambda text, limit: [], signs=list, preferences=Preferences)
    yield made
    shut(made)


def opened(shell: Shell, size: tuple[int, int] = (1366, 768), **where: str) -> PaperPage:
    show_at(shell, *size)
    assert QTest.qWaitForWindowActive(shell)
    shell.open("paper", **where)
    settle()
    page = shell._pages.front()
    assert isinstance(page, PaperPage)
    assert (shell.width(), shell.height()) == size
    return page


def test_a_paper_is_seen_before_it_goes_out(shell: Shell, world: PapersWorld, picture: Picture) -> None:
    page = opened(shell, kind="certificate", id=name_id("group"))
    assert page.page_count() == 16
    assert page._title.text() == "Pažymėjimas"
    assert page.copy.isHidden()
    assert page.print_button.isEnabled()
    assert QApplication.focusWidget() is page.print_button
    picture(shell, "paper-certificate")


def test_copy_and_languages_are_chosen_by_keyboard(shell: Shell, world: PapersWorld, tmp_path: Path, picture: Picture) -> None:
    page = opened(shell, kind="consent", id=name_id("person 0"))
    picture(shell, "paper-consent")
    target = tmp_path / "sutikimas.pdf"
    asked: list[str] = []

    def choose(parent: Any, title: str, name: str) -> Path:
        asked.append(name)
        return target

    page._choose_file = choose
    page.copy._buttons[0].setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    settle()
    assert page.copy.value() == "client"
    page.second.setFocus()
    QTest.keyClick(page.second, Qt.Key.Key_Down)
    QTest.keyClick(page.second, Qt.Key.Key_Down)
    page.second.activated.emit(page.second.currentIndex())
    settle()
    assert page.second.value() == "lv"
    page.file_button.setFocus()
    QTest.keyClick(page.file_button, Qt.Key.Key_Space)
    settle()
    read = read_pdf(target.read_bytes())
    assert "Žygimantas Š." in read.flowing
    assert "Piekrišana datu apstrādei" in read.flowing
    assert asked == ["Sutikimas tvarkyti duomenis 9.1.2.0-16-I-001 2026-11-21.pdf"]


def test_ctrl_p_prints_a_wide_page_on_its_side(shell: Shell, world: PapersWorld, tmp_path: Path) -> None:
    page = opened(shell, kind="attendance", id=name_id("group"))
    printed = tmp_path / "printed.pdf"

    def choose(parent: QWidget, printer: QPrinter) -> bool:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(printed))
        return True

    page._choose_printer = choose
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settle()
    document = pypdfium2.PdfDocument(printed.read_bytes())
    try:
        wide, high = document[0].get_size()
        assert len(document) == page.page_count()
        assert wide > high
    finally:
        document.close()


def test_what_cannot_be_printed_says_why_in_its_place(shell: Shell, world: PapersWorld, picture: Picture) -> None:
    world.load({"record": "group_member", "id": name_id("member 1"), "result": "dropped_out"})
    page = opened(shell, kind="certificate", id=name_id("member 1"))
    assert not page.print_button.isEnabled()
    assert not page._none.isHidden()
    assert "tik baigusiam" in page.nothing._text.text()
    picture(shell, "paper-cannot")
    shell.open("paper", kind="poem", id="x")
    settle()
    assert page.presenter.wish is None
    shell.open("paper", kind="mentor-sheet", id=name_id("match"))
    settle()
    assert page.page_count() == 1
    assert page._none.isHidden()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    settle()
    assert shell._pages.front() is not page


@pytest.mark.parametrize("size", [(1100, 768), (920, 640)])
def test_it_fits_narrow_windows(shell: Shell, world: PapersWorld, picture: Picture, size: tuple[int, int]) -> None:
    page = opened(shell, size, kind="referral", id=name_id("referral"))
    assert page.page_count() == 1
    assert page.print_button.isVisible()
    picture(shell, f"paper-{size[0]}")
