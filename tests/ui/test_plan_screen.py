"""The plan editor in the real window over a real workspace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.plan.presenter import Typed
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
from tests.planning_world import CASE, PERSON, World, build
from tests.ui.faults import faults, nameless, show_at

Key = Qt.Key
Picture = Callable[[QWidget, str], None]


@pytest.fixture
def world(tmp_path: Path, settings: Settings, clock: StandingClock) -> Iterator[World]:
    made = build(tmp_path / "office", settings, clock)
    yield made
    made.desk.close()


def shell_of(world: World, texts: Texts) -> Shell:
    return Shell(world.desk, texts, who=("Eglė Kazlauskienė", "Alytus"), find_people=lambda text, limit: [], signs=list, preferences=Preferences)


@pytest.fixture
def shell(world: World, theme: Theme, texts: Texts) -> Iterator[Shell]:
    made = shell_of(world, texts)
    yield made
    settle()
    made.close()
    made.deleteLater()


def settle() -> None:
    """Let work off the window's thread end and its news arrive."""
    for _ in range(4):
        QThreadPool.globalInstance().waitForDone()
        QApplication.processEvents()


def open_plan(shell: Shell, size: tuple[int, int] = (1366, 768), **where: str) -> PlanPage:
    show_at(shell, *size)
    assert QTest.qWaitForWindowActive(shell)
    shell.open("plan", **(where or {"case": CASE}))
    page = shell._pages.front()
    assert isinstance(page, PlanPage)
    page.side.preview.draw()
    settle()
    return page


def press(key: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the cursor is."""
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, modifier)
    QApplication.processEvents()


def plan_of(world: World) -> str:
    state = world.planning.open(CASE)
    assert state is not None
    return state.sheet.plan.id


def test_the_editor_fits_and_every_control_has_a_name(world: World, shell: Shell, picture: Picture) -> None:
    world.plan()
    page = open_plan(shell)
    page.goals.open_card(page.goals.cards[0])
    settle()
    assert page.side.preview.page.has_page()
    assert faults(shell) == []
    assert nameless(shell) == []
    picture(shell, "plan-editor")


@pytest.mark.parametrize("size", [(1366, 768), (1024, 768), (911, 600)])
@pytest.mark.parametrize("language", ["lt", "lv", "en"])
def test_it_fits_in_each_language_and_width(
    world: World, theme: Theme, texts_in: Callable[[str], Texts], picture: Picture, language: str, size: tuple[int, int]
) -> None:
    plan = world.plan()
    world.printing.print_plan(plan, "file")
    world.planning.agree(plan, "2026-11-20", "agreed")
    shell = shell_of(world, texts_in(language))
    page = open_plan(shell, size)
    page.goals.open_card(page.goals.cards[0])
    for panel in (None, page.side.versions, page.side.facts, page.side.review, page.side.sign):
        if panel is not None:
            page.side.open_panel(panel)
        settle()
        picture(shell, f"plan-{language}-{size[0]}-{type(panel).__name__}")
        assert faults(shell) == []
        assert nameless(shell) == []
    shell.close()
    shell.deleteLater()


def test_a_plan_is_made_with_the_client_by_keyboard_alone(world: World, shell: Shell) -> None:
    page = open_plan(shell, person=PERSON)
    assert page._stack.currentIndex() == 1
    press(Key.Key_Space)
    assert page._stack.currentIndex() == 0
    press(Key.Key_Space)
    type_text(None, "Noriu oficialaus darbo pirmą mėnesį.")
    press(Key.Key_Tab)
    type_text(None, "pasirašyta darbo sutartis")
    press(Key.Key_Tab)
    goal = world.planning.sheet(plan_of(world)).sheet.goals[0]
    assert (goal.own_words, goal.measure) == ("Noriu oficialaus darbo pirmą mėnesį.", "pasirašyta darbo sutartis")
    card = page.goals.cards[0]
    assert (card.id, card.is_open()) == (goal.id, True)
    card.steps.add.setFocus()
    press(Key.Key_Space)
    type_text(None, "Parengti gyvenimo aprašymą")
    press(Key.Key_Tab)
    press(Key.Key_Down)
    press(Key.Key_Tab)
    type_text(None, "12-01")
    press(Key.Key_Return)
    type_text(None, "Nueiti į pokalbį")
    press(Key.Key_Return)
    steps = world.planning.sheet(plan_of(world)).sheet.goals[0].steps
    assert [(step.text, step.who, step.due) for step in steps] == [
        ("Parengti gyvenimo aprašymą", "client", "2026-12-01"), ("Nueiti į pokalbį", None, None)]
    lines = page.goals.cards[0].steps.lines
    assert [line.id for line in lines] == [steps[0].id, steps[1].id, ""]
    assert lines[2].text.hasFocus()


def test_a_step_gets_done_and_can_be_dropped_and_brought_back(world: World, shell: Shell) -> None:
    world.plan()
    page = open_plan(shell)
    page.goals.open_card(page.goals.cards[0])
    line = page.goals.cards[0].steps.lines[0]
    assert line.state.words() == "Vyksta"
    line.state.setFocus()
    press(Key.Key_Space)
    assert world.planning.sheet(plan_of(world)).sheet.goals[0].steps[0].status == "done"
    assert line.state.words() == "Atlikta"
    line.away.click()
    assert len(page.goals.cards[0].steps.lines) == 1
    assert world.planning.sheet(plan_of(world)).sheet.goals[0].steps[0].status == "dropped"
    shell._undo()
    assert len(page.goals.cards[0].steps.lines) == 2


def test_a_step_whose_day_has_passed_is_late(world: World, shell: Shell) -> None:
    world.plan()
    world.clock.tick(10 * 24 * 3600)
    page = open_plan(shell)
    page.goals.open_card(page.goals.cards[0])
    assert [line.state.words() for line in page.goals.cards[0].steps.lines] == ["Vėluoja", "Vyksta"]


def test_a_day_that_does_not_exist_is_not_written(world: World, shell: Shell) -> None:
    world.plan()
    page = open_plan(shell)
    page.goals.open_card(page.goals.cards[0])
    due = page.goals.cards[0].steps.lines[0].due
    due.setFocus()
    due.selectAll()
    type_text(due, "2026-02-30")
    press(Key.Key_Tab)
    assert due.text() == "2026-02-30"
    assert world.planning.sheet(plan_of(world)).sheet.goals[0].steps[0].due == "2026-11-25"
    assert "Tokios dienos nėra" in shell.toast_words()


def test_goals_move_by_keyboard(world: World, shell: Shell) -> None:
    world.plan()
    page = open_plan(shell)
    first, second = (card.id for card in page.goals.cards)
    page.goals.open_card(page.goals.cards[0])
    press(Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [card.id for card in page.goals.cards] == [second, first]
    assert [goal.id for goal in world.planning.sheet(plan_of(world)).sheet.goals] == [second, first]
    assert page.goals.cards[1].words.hasFocus()
    press(Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [card.id for card in page.goals.cards] == [second, first]


def test_emptied_words_come_back_and_a_dropped_goal_leaves(world: World, shell: Shell) -> None:
    world.plan()
    page = open_plan(shell)
    card = page.goals.cards[0]
    page.goals.open_card(card)
    card.words.selectAll()
    press(Key.Key_Delete)
    press(Key.Key_Tab)
    assert card.words.toPlainText() == "Noriu turėti kur grįžti."
    card.status.choose("dropped")
    card.status.chosen_changed.emit()
    assert [each.id for each in page.goals.cards] == [goal.id for goal in world.planning.sheet(plan_of(world)).sheet.standing_goals]
    assert len(page.goals.cards) == 1


def test_what_is_typed_stands_in_the_preview_before_it_is_written(world: World, shell: Shell) -> None:
    world.plan()
    page = open_plan(shell)
    before = page.side.preview.page._image.copy()
    page.goals.open_card(page.goals.cards[0])
    type_text(None, "Labai! ")
    sheet = page.presenter.typed_sheet()
    assert sheet is not None
    assert sheet.goals[0].own_words.startswith("Labai! ")
    assert page.side.preview._timer.isActive()
    page.side.preview.draw()
    settle()
    assert page.side.preview.page._image != before
    assert world.planning.sheet(plan_of(world)).sheet.goals[0].own_words == "Noriu turėti kur grįžti."


def test_the_draft_outlives_a_lock_and_is_gone_once_written(world: World, shell: Shell, texts: Texts) -> None:
    plan = world.plan()
    page = open_plan(shell)
    page.goals.open_card(page.goals.cards[1])
    type_text(None, "Dar. ")
    goal = page.goals.cards[1].id
    shell.before_lock()
    kept = world.desk.drafts.get(f"plan:{plan}")
    assert kept is not None
    assert list(kept.content.values()) == ["Dar. Noriu žinoti, kiek skolingas."]
    another = shell_of(world, texts)
    again = open_plan(another)
    assert again.goals.cards[1].is_open()
    assert again.goals.cards[1].words.toPlainText() == "Dar. Noriu žinoti, kiek skolingas."
    again.goals.cards[1].words.setFocus()
    press(Key.Key_Tab)
    assert world.desk.drafts.get(f"plan:{plan}") is None
    assert next(one for one in world.planning.sheet(plan).sheet.goals if one.id == goal).own_words == "Dar. Noriu žinoti, kiek skolingas."
    another.close()
    another.deleteLater()


def test_the_draft_of_a_goal_and_a_step_that_were_being_made_comes_back(world: World, shell: Shell) -> None:
    plan = world.plan()
    first = world.planning.sheet(plan).sheet.goals[0].id
    world.desk.drafts.save(f"plan:{plan}", {
        Typed("goal", "", "own_words").key: "Noriu miegoti.", Typed("step", "", "text", first).key: "Nueiti pas gydytoją"})
    page = open_plan(shell)
    assert page.goals.cards[-1].words.toPlainText() == "Noriu miegoti."
    lines = page.goals.cards[0].steps.lines
    assert [line.text.text() for line in lines if not line.id] == ["Nueiti pas gydytoją"]


def test_a_suggested_goal_answers_its_need(world: World, shell: Shell) -> None:
    world.planning.create(CASE)
    page = open_plan(shell)
    face = page.presenter.face()
    assert face is not None
    assert [one.words for one in face.suggestions] == ["Būstas – klientas 2, darbuotojas 1", "Darbas – klientas 4, darbuotojas 5"]
    page.goals.start_new(face.suggestions[1].domain, face.suggestions[1].need)
    type_text(None, "Noriu dirbti.")
    press(Key.Key_Tab)
    goal = world.planning.sheet(plan_of(world)).sheet.goals[0]
    assert (goal.domain, goal.needs) == ("N-EMP", (face.suggestions[1].need,))


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
    panel.save.click()
    state = world.planning.sheet(plan)
    assert state.standing is Standing.SIGNED
    assert state.signed is not None
    assert [(one.who, one.capacity, one.original_kept_at) for one in state.signed.signatures] == [
        ("Žygimantas Šešelgis", "client", "biuras, spinta 2"), ("Eglė Kazlauskienė", "worker", "biuras, spinta 2"),
        ("R. Pareigūnas", "prison", "biuras, spinta 2")]
    assert state.sheet.plan.status == "agreed"
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
