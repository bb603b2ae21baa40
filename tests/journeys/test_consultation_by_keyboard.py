"""A consultation for a known client takes at most twelve keystrokes besides its text, from anywhere, never needing the mouse (issue 2)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.people.view import PeoplePage
from caseworker_desktop.ui.shell.window import Shell
from caseworker_desktop.ui.theme.theme import Theme
from tests.day_shell import Keyboard, front, shell_of, show, shut
from tests.day_world import RUTA, ZYGIMANTAS, DayWorld, day, make_world

MOST = 12
NOTE = "Atnešė pažymą; sutarėme dėl nakvynės."


@pytest.fixture
def world(tmp_path: Path, settings: Settings) -> Iterator[DayWorld]:
    made = make_world(tmp_path / "laptop", settings)
    yield made
    made.desk.close()


@pytest.fixture
def shell(world: DayWorld, theme: Theme, texts: Texts) -> Iterator[Shell]:
    made = shell_of(world, texts)
    yield made
    shut(made)


def written(world: DayWorld, who: int) -> list[str]:
    """Return the words of the newest session's notes."""
    event = next(event for event in world.desk.people.timeline(world.persons[who]).events if event.kind == "session")
    return [said.text or "" for said in world.desk.people.said(event.notes).values()]


@pytest.mark.parametrize("start", ["today", "people", "exchange", "inbox"])
def test_from_anywhere(shell: Shell, world: DayWorld, start: str):
    show(shell, start)
    keyboard = Keyboard()
    keyboard.press("Ctrl+N")
    keyboard.letters("azuo")
    keyboard.press("Return")
    keyboard.text(NOTE)
    keyboard.press("Ctrl+Return")
    assert keyboard.count == 7
    assert keyboard.count <= MOST
    assert written(world, RUTA) == [NOTE]
    assert shell.toast_words() == "Konsultacija įrašyta."


def test_with_a_topic_and_a_next_step_it_is_still_few(shell: Shell, world: DayWorld):
    show(shell, "today")
    keyboard = Keyboard()
    keyboard.press("Ctrl+N")
    keyboard.letters("azu")
    keyboard.press("Return")
    keyboard.text(NOTE)
    keyboard.press("Shift+Tab")
    keyboard.letters("1")
    keyboard.press("Tab")
    keyboard.press("Ctrl+Return")
    assert keyboard.count <= MOST
    session = next(event for event in world.desk.people.timeline(world.persons[RUTA]).events if event.kind == "session")
    assert session.values["topics"] == ["housing"]


def test_with_a_person_on_the_page_no_name_is_asked(shell: Shell, world: DayWorld):
    show(shell, "people", person=world.persons[ZYGIMANTAS])
    keyboard = Keyboard()
    keyboard.press("Ctrl+N")
    keyboard.text(NOTE)
    keyboard.press("Ctrl+Return")
    assert keyboard.count == 2
    assert written(world, ZYGIMANTAS) == [NOTE]


def test_from_the_list_with_arrows(shell: Shell, world: DayWorld):
    show(shell, "today")
    keyboard = Keyboard()
    keyboard.press("Alt+2")
    keyboard.press("Down")
    keyboard.press("Down")
    keyboard.press("Ctrl+N")
    keyboard.text(NOTE)
    keyboard.press("Ctrl+Return")
    assert keyboard.count <= MOST
    assert written(world, ZYGIMANTAS) == [NOTE]


def test_a_narrow_window_takes_no_more(shell: Shell, world: DayWorld):
    show(shell, "today", size=(911, 620))
    keyboard = Keyboard()
    keyboard.press("Ctrl+N")
    keyboard.letters("azuo")
    keyboard.press("Return")
    keyboard.text(NOTE)
    keyboard.press("Ctrl+Return")
    assert keyboard.count == 7
    assert written(world, RUTA) == [NOTE]


def test_undo_by_keyboard_brings_the_words_back(shell: Shell, world: DayWorld):
    show(shell, "people", person=world.persons[RUTA])
    before = [event.id for event in world.desk.people.timeline(world.persons[RUTA]).events]
    keyboard = Keyboard()
    keyboard.press("Ctrl+N")
    keyboard.text(NOTE)
    keyboard.press("Ctrl+Return")
    assert [event.id for event in world.desk.people.timeline(world.persons[RUTA]).events] != before
    keyboard.press("Ctrl+Z")
    assert [event.id for event in world.desk.people.timeline(world.persons[RUTA]).events] == before
    page = front(shell)
    assert isinstance(page, PeoplePage)
    assert page.pane._side.note.toPlainText() == NOTE  # type: ignore[attr-defined]  # the panel behind the protocol


def test_escape_keeps_the_draft_and_today_leads_back_to_it(shell: Shell, world: DayWorld):
    show(shell, "people", person=world.persons[RUTA])
    keyboard = Keyboard()
    keyboard.press("Ctrl+N")
    keyboard.text("Pusė sakinio")
    keyboard.press("Escape")
    draft = world.desk.drafts.get(f"session:{world.persons[RUTA]}")
    assert draft is not None
    assert draft.content["note"] == "Pusė sakinio"
    keyboard.press("Ctrl+N")
    keyboard.text(" ir kita pusė")
    keyboard.press("Ctrl+Return")
    assert written(world, RUTA) == ["Pusė sakinio ir kita pusė"]
    assert world.desk.drafts.mine() == ()


def test_the_focus_stays_in_the_note_when_it_was_saved(shell: Shell, world: DayWorld):
    page = show(shell, "people", person=world.persons[RUTA])
    keyboard = Keyboard()
    keyboard.press("Ctrl+N")
    note = QApplication.focusWidget()
    keyboard.text(NOTE)
    keyboard.press("Ctrl+Return")
    assert QApplication.focusWidget() is note
    assert isinstance(page, PeoplePage)


def test_an_earlier_day_typed_as_a_number_of_days_keeps_both_dates(shell: Shell, world: DayWorld):
    show(shell, "people", person=world.persons[RUTA])
    keyboard = Keyboard()
    keyboard.press("Ctrl+N")
    keyboard.text(NOTE)
    for _ in range(5):
        keyboard.press("Shift+Tab")
    keyboard.letters("-2")
    keyboard.press("Ctrl+Return")
    assert keyboard.count <= MOST
    event = next(event for event in world.desk.people.timeline(world.persons[RUTA]).events if event.kind == "session")
    assert (event.at[:10], event.typed_at[:10]) == (day(-2), day(0))
