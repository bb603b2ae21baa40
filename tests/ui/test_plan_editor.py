"""The plan editor in the real window over a real workspace: goals, steps, drafts, the page beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.plan.presenter import Typed
from caseworker_desktop.ui.shell.window import Shell
from caseworker_desktop.ui.theme.theme import Theme
from tests.clock import StandingClock
from tests.keys import type_text
from tests.planning_world import CASE, PERSON, World, build
from tests.ui.faults import faults, nameless
from tests.ui.plan_window import open_plan, plan_of, press, settle, shell_of

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
