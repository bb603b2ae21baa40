"""What goes out of the plan editor: prints, files, signatures, reviews, closing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.plan.view import PlanPage
from caseworker_desktop.ui.preferences import Preferences
from caseworker_desktop.ui.printing import PrintPreview
from caseworker_desktop.ui.shell.page import Breadth
from caseworker_desktop.ui.shell.window import Shell
from caseworker_desktop.ui.theme.theme import Theme
from caseworker_desktop.usecases.plan_state import Standing
from tests.clock import StandingClock
from tests.keys import type_text
from tests.pdf_text import read_pdf
from tests.planning_world import World, build
from tests.ui.faults import faults, nameless
from tests.ui.plan_window import open_plan, press, settle, shell_of

Key = Qt.Key
Picture = Callable[[QWidget, str], None]


@pytest.fixture
def world(tmp_path: Path, settings: Settings, clock: StandingClock) -> Iterator[World]:
    made = build(tmp_path / "office", settings, clock)
    yield made
    made.desk.close()


@pytest.fixture
def shell(world: World, theme: Theme, texts: Texts) -> Iterator[Shell]:
    made = shell_of(world, texts)
    yield made
    settle()
    made.close()
    made.deleteLater()


class OnPaper:
    """A printer that is a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __call__(self, parent: QWidget, printer: QPrinter) -> bool:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.path))
        return True


def preview_of(page: PlanPage, shell: Shell) -> PrintPreview:
    press(Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settle()
    dialog = page._dialog
    assert dialog is not None
    return dialog


def test_ctrl_p_prints_every_page_and_makes_the_version(world: World, shell: Shell, tmp_path: Path, picture: Picture) -> None:
    plan = world.plan()
    page = open_plan(shell)
    page._choose_printer = OnPaper(tmp_path / "paper.pdf")
    dialog = preview_of(page, shell)
    assert dialog.page_count() == 2
    assert world.planning.sheet(plan).standing is Standing.NEW
    assert faults(dialog) == []
    assert nameless(dialog) == []
    picture(dialog, "print-preview")
    dialog.printer.click()
    settle()
    assert page._dialog is None
    assert len(read_pdf((tmp_path / "paper.pdf").read_bytes()).pages) == 2
    state = world.planning.sheet(plan)
    assert (state.standing, state.version) == (Standing.UNSIGNED, 1)
    assert page.side.preview.sign_button.isEnabled()
    assert "1 versija dar nepasirašyta" in page._banners.itemAt(0).widget().title()
    assert "spausdintuvui" in shell.toast_words()


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_leaves_the_preview_open(world: World, shell: Shell, tmp_path: Path) -> None:
    world.plan()
    page = open_plan(shell)
    page._choose_printer = OnPaper(tmp_path / "gone" / "paper.pdf")
    dialog = preview_of(page, shell)
    dialog.printer.click()
    settle()
    assert page._dialog is dialog
    assert "Spausdintuvas lapų nepriėmė" in dialog._state.text()
    assert dialog.printer.isEnabled()
    page._choose_printer = dialog._choose_printer = lambda parent, printer: False
    dialog.printer.click()
    dialog.reject()
    assert page._dialog is None


def test_the_clients_copy_goes_into_a_file(world: World, shell: Shell, tmp_path: Path) -> None:
    plan = world.plan()
    page = open_plan(shell)
    asked: list[str] = []

    def choose(parent: QWidget, title: str, name: str) -> Path:
        asked.append(name)
        return tmp_path / name

    page._choose_file = choose
    page.side.preview.copy.toggle(1)
    dialog = preview_of(page, shell)
    assert dialog.copy.value() == "client"
    dialog.second.choose("lv")
    dialog.show_pages()
    settle()
    dialog.file.click()
    settle()
    assert asked == ["plan-2026-1-client.pdf"]
    read = read_pdf((tmp_path / asked[0]).read_bytes())
    assert "Jūsų tikslai / Jūsu mērķi" in read.flowing
    assert "Šešelgis" not in read.text
    assert world.rows("plan_version", plan=plan) == []


def test_nothing_is_printed_while_people_disagree(world: World, shell: Shell) -> None:
    plan = world.plan()
    goal = world.planning.sheet(plan).sheet.goals[0]
    world.load({"record": "goal", "id": goal.id, "own_words": "Čia taip."})
    world.another_laptop_writes("goal", goal.id, "own_words", "Ten kitaip.")
    page = open_plan(shell)
    assert "1 įrašas turi neatitikčių" in page._banners.itemAt(0).widget().title()
    press(Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert page._dialog is None
    assert "Plano spausdinti negalima" in shell.notice_words()
    assert world.rows("plan_version", plan=plan) == []


def test_a_file_that_cannot_be_written_is_said_and_makes_no_version(world: World, shell: Shell, tmp_path: Path) -> None:
    plan = world.plan()
    page = open_plan(shell)
    page._choose_file = lambda parent, title, name: tmp_path / "gone" / name
    preview_of(page, shell).file.click()
    settle()
    assert shell.notice_words()
    assert world.rows("plan_version", plan=plan) == []


def test_signing_a_version(world: World, shell: Shell) -> None:
    plan = world.plan()
    world.printing.print_plan(plan, "file")
    page = open_plan(shell)
    page.side.preview.sign_button.click()
    panel = page.side.sign
    assert panel.agreement.chosen() == ("agreed",)
    panel.on.set_value(None)
    press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "Įrašykite dieną" in panel._sentence.text()
    panel.on.set_value("2026-11-21")
    panel.kept_at.setText("biuras, spinta 2")
    panel.other.setText("R. Pareigūnas")
    panel.agreement.choose(["agreed_partly"])
    panel.note.setPlainText("Nori dirbti kitur.")
    panel.save.click()
    state = world.planning.sheet(plan)
    assert state.standing is Standing.SIGNED
    assert state.signed is not None
    assert [(one.who, one.capacity, one.original_kept_at) for one in state.signed.signatures] == [
        ("Žygimantas Šešelgis", "client", "biuras, spinta 2"), ("Eglė Kazlauskienė", "worker", "biuras, spinta 2"),
        ("R. Pareigūnas", "prison", "biuras, spinta 2")]
    plan_row = state.sheet.plan
    assert (plan_row.status, plan_row.agreement, plan_row.agreement_note) == ("agreed", "agreed_partly", "Nori dirbti kitur.")
    face = page.presenter.face()
    assert face is not None
    assert face.mark is not None
    assert face.mark.words == "1 versija pasirašyta"
    assert not page.side.busy()
    page.goals.open_card(page.goals.cards[0])
    type_text(None, "Tikrai. ")
    press(Key.Key_Tab)
    face = page.presenter.face()
    assert face is not None
    assert face.mark is not None
    assert face.mark.words == "Pakeista po pasirašymo"


def test_a_client_who_could_not_answer_is_recorded_without_signatures(world: World, shell: Shell) -> None:
    plan = world.plan()
    page = open_plan(shell)
    page.side.open_panel(page.side.sign)
    page.side.sign.save.click()
    assert "Pažymėkite, kas pasirašė" in page.side.sign._sentence.text()
    page.side.sign.agreement.choose(["could_not_answer"])
    page.side.sign.save.click()
    assert world.planning.sheet(plan).sheet.plan.agreement == "could_not_answer"


def test_reviews_are_planned_held_and_excused(world: World, shell: Shell) -> None:
    plan = world.plan()
    page = open_plan(shell)
    panel = page.side.review
    page.side.open_panel(panel)
    panel.proposed.acted.emit()
    assert [review.due for review in world.planning.sheet(plan).sheet.reviews] == ["2026-12-23", "2027-03-09"]
    page.side.open_panel(panel)
    panel.note.setPlainText("Pridėtas tikslas.")
    panel.save.click()
    page.side.open_panel(panel)
    panel.how.toggle(1)
    panel.reason.choose("transfer")
    panel.save.click()
    reviews = world.planning.sheet(plan).sheet.reviews
    assert [(review.held_on, review.exempt_reason, review.note) for review in reviews] == [
        ("2026-11-21", None, "Pridėtas tikslas."), (None, "transfer", None)]


def test_the_plans_facts_and_closing(world: World, shell: Shell) -> None:
    plan = world.plan()
    page = open_plan(shell)
    page.side.open_panel(page.side.facts)
    page.side.facts.number.setText("AL-7/2026")
    page.side.facts.language.choose("lv")
    page.side.facts.save.click()
    sheet = world.planning.sheet(plan).sheet
    assert (sheet.plan.number, sheet.plan.language, sheet.plan.project) == ("AL-7/2026", "lv", sheet.project.id if sheet.project else None)
    page.side.open_panel(page.side.facts)
    page.side.facts.close_plan.click()
    assert world.planning.sheet(plan).sheet.plan.status == "closed"
    assert page.goals.cards[0].words.isReadOnly()
    assert page._banners.itemAt(0).widget().title() == "Planas užbaigtas."
    page._banners.itemAt(0).widget().acted.emit()
    assert world.planning.sheet(plan).sheet.plan.status == "draft"
    assert not page.goals.cards[0].words.isReadOnly()


def test_who_may_only_read_sees_no_way_to_write(world: World, theme: Theme, texts: Texts) -> None:
    world.plan()
    planning = type(world.planning)(
        world.store, world.desk.writer, world.desk.worker, lambda role, extra, kind, act: act == "read", world.parts.shipped["institution"])
    shell = Shell(replace(world.desk, planning=planning), texts, who=("E", "A"), find_people=lambda text, limit: [], signs=list,
                  preferences=Preferences)
    page = open_plan(shell)
    page.goals.open_card(page.goals.cards[0])
    card = page.goals.cards[0]
    assert card.words.isReadOnly()
    assert card.steps.lines[0].text.isReadOnly()
    assert not card.steps.lines[0].state.isEnabled()
    assert not page.goals.add.isVisible()
    assert not page.side.preview.sign_button.isEnabled()
    shell.close()
    shell.deleteLater()


def test_the_preview_is_a_drawer_where_room_is_short(world: World, shell: Shell) -> None:
    world.plan()
    page = open_plan(shell, (1024, 768))
    assert shell.breadth() is Breadth.MEDIUM
    assert not page.side.is_open()
    page._head.sheet.click()
    assert page.side.is_open()
    press(Key.Key_Escape)
    assert not page.side.is_open()


def test_pages_turn(world: World, shell: Shell) -> None:
    world.plan()
    page = open_plan(shell)
    first: QImage = page.side.preview.page._image.copy()
    page.side.preview.after.click()
    settle()
    assert page.side.preview.page.accessibleName() == "Spausdinamo plano 2 puslapis iš 2"
    assert page.side.preview.page._image != first
    assert not page.side.preview.after.isEnabled()
