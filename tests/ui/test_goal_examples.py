"""A goal begun from an example: the library in the plan editor, by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from tests.clock import StandingClock
from tests.day_shell import shut
from tests.planning_world import World, build
from tests.ui.plan_window import open_plan, press, settle, shell_of


@pytest.fixture
def world(tmp_path: Path, settings: Settings, clock: StandingClock) -> Iterator[World]:
    made = build(tmp_path / "office", settings, clock)
    yield made
    made.desk.close()


def test_an_example_is_chosen_with_ctrl_j_and_becomes_a_goal_in_ones_own_words(world: World, texts: Texts, theme: object) -> None:
    plan = world.planning.create(next(iter(world.rows("case"))).id).id
    shell = shell_of(world, texts)
    try:
        page = open_plan(shell)
        page.goals.add.setFocus()
        press(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
        offers = page.goals.library.offers
        assert offers.is_open()
        assert [offers.item(at).text() for at in range(2)] == ["Turėti kur gyventi", "Susitvarkyti dokumentus"]
        press(Qt.Key.Key_Down)
        press(Qt.Key.Key_Return)
        card = page.goals.opened()
        assert card is not None
        assert card.words.toPlainText() == "Noriu išeiti su dokumentais."
        assert card.domain.value() == "N-DOC"
        card.words.setPlainText("Noriu naujo paso.")
        assert page.command("save")
        settle()
        goals = world.rows("goal", plan=plan)
        assert [(one.own_words, one.domain, one.measure) for one in goals] == [("Noriu naujo paso.", "N-DOC", "turiu galiojantį asmens dokumentą")]
    finally:
        shut(shell)
