"""The consultation panel: drafts that save themselves, errors at their field, undo, planned meetings, a person without a case."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.people.view import PeoplePage
from caseworker_desktop.ui.session.view import ConsultationPanel
from caseworker_desktop.ui.shell.page import Page
from caseworker_desktop.ui.shell.window import Shell
from caseworker_desktop.ui.theme.theme import Theme
from tests.day_shell import Keyboard, settle, shell_of, show, shut
from tests.day_world import DARIUS, PETRAS, RUTA, ZYGIMANTAS, DayWorld, day, make_world, name_id


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


def panel(page: Page) -> ConsultationPanel:
    assert isinstance(page, PeoplePage)
    found = page.findChild(ConsultationPanel)
    assert found is not None
    return found


def opened(shell: Shell, world: DayWorld, who: int = RUTA, **where: str) -> ConsultationPanel:
    return panel(show(shell, "people", person=world.persons[who], new="consultation", **where))


def drafts(world: DayWorld) -> dict[str, object]:
    return {draft.key: draft.content["note"] for draft in world.desk.drafts.mine()}


def test_a_draft_is_saved_after_two_idle_seconds(shell: Shell, world: DayWorld):
    here = opened(shell, world)
    Keyboard().text("Pradžia")
    assert drafts(world) == {}
    assert (here._timer.isActive(), here._timer.interval()) == (True, 2000)
    here._timer.timeout.emit()
    assert drafts(world) == {f"session:{world.persons[RUTA]}": "Pradžia"}
    assert here._draft.text() == "Juodraštis išsaugotas 12:46"
    assert QApplication.focusWidget() is here.note


def test_a_draft_is_saved_when_the_focus_leaves(shell: Shell, world: DayWorld):
    opened(shell, world)
    Keyboard().text("Pradžia")
    Keyboard().press("Tab")
    assert drafts(world) == {f"session:{world.persons[RUTA]}": "Pradžia"}


def test_a_draft_is_saved_by_the_lock_and_by_another_person(shell: Shell, world: DayWorld):
    opened(shell, world)
    Keyboard().text("Viena")
    shell.before_lock()
    assert drafts(world) == {f"session:{world.persons[RUTA]}": "Viena"}
    Keyboard().text(" ir dvi")
    shell.open("people", person=world.persons[ZYGIMANTAS])
    assert drafts(world) == {f"session:{world.persons[RUTA]}": "Viena ir dvi"}


def test_every_value_of_a_draft_comes_back(shell: Shell, world: DayWorld):
    here = opened(shell, world)
    here.note.setPlainText("Žodžiai")
    here.topics.choose(["family", "health"])
    here.level.choose(["author"])
    here.on.set_value(day(-2))
    here.at.editor.setText("9:30")
    here.minutes.editor.setText("55")
    here.next_step.set_value(day(4))
    kept = here.form()
    here.keep_draft()
    shell.open("people", person=world.persons[ZYGIMANTAS])
    assert here.form().note == ""
    shell.open("people", person=world.persons[RUTA])
    assert here.form() == kept


def test_what_was_typed_and_taken_out_again_leaves_no_draft(shell: Shell, world: DayWorld):
    here = opened(shell, world)
    Keyboard().text("x")
    here.keep_draft()
    here.note.setPlainText("")
    here.keep_draft()
    assert drafts(world) == {}
    assert here._draft.text() == ""


def test_a_draft_thrown_away_can_be_brought_back(shell: Shell, world: DayWorld):
    here = opened(shell, world)
    Keyboard().text("Gaila būtų")
    here.keep_draft()
    QTest.mouseClick(here.discard_button, Qt.MouseButton.LeftButton)
    assert (here.form().note, drafts(world), shell.toast_words()) == ("", {}, "Juodraščio atsisakyta.")
    shell._toaster.undo()
    assert here.form().note == "Gaila būtų"
    assert drafts(world) == {f"session:{world.persons[RUTA]}": "Gaila būtų"}


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [("minutes", "", "Įrašykite, kiek minučių truko."), ("minutes", "1500", "Trukmė – nuo 1 iki 1440 minučių."), ("on", "nežinau", None),
     ("at", "23:00", "Tai dar neįvyko. Įrašoma tik tai, kas buvo; ateities susitikimą suplanuokite."),
     ("at", "apie pietus", "Laiką rašykite taip: 14:20.")],
)
def test_what_cannot_be_taken_is_said_at_its_field_and_nothing_is_lost(shell: Shell, world: DayWorld, field: str, typed: str, sentence: str | None):
    here = opened(shell, world)
    Keyboard().text("Svarbūs žodžiai")
    target = getattr(here, field)
    target.editor.setText(typed)
    assert here.save()
    settle()
    assert target.error()
    assert sentence is None or target.error() == sentence
    assert here.form().note == "Svarbūs žodžiai"
    assert QApplication.focusWidget() is target.editor
    assert not [event for event in world.desk.people.timeline(world.persons[RUTA]).events if event.kind == "session"]


def test_keys_choose_topics_only_among_the_topics(shell: Shell, world: DayWorld):
    here = opened(shell, world)
    keyboard = Keyboard()
    keyboard.text("2 dienos")
    assert (here.topics.chosen(), here.form().note) == ((), "2 dienos")
    keyboard.press("Shift+Tab")
    keyboard.letters("25")
    assert here.topics.chosen() == ("work", "health")
    keyboard.letters("2")
    assert here.topics.chosen() == ("health",)


def test_two_presses_write_once(shell: Shell, world: DayWorld):
    here = opened(shell, world)
    Keyboard().text("Kartą")
    assert here.save()
    assert not here.save()
    settle()
    sessions = [event for event in world.desk.people.timeline(world.persons[RUTA]).events if event.kind == "session"]
    assert [note.text for event in sessions for note in event.notes] == ["Kartą"]


def test_the_next_step_becomes_a_task_that_says_nothing_of_the_note(shell: Shell, world: DayWorld):
    here = opened(shell, world)
    Keyboard().text("Slapta priežastis")
    here.level.choose(["author"])
    here.topics.choose(["housing"])
    here.next_step.setText("+5")
    here.save()
    settle()
    task = next(task for task in world.desk.tasks.open(person=world.persons[RUTA]))
    assert (task.title, task.due) == ("Tęsti: Būstas", day(5))


def test_a_planned_meeting_fills_the_panel_and_is_the_one_recorded(shell: Shell, world: DayWorld):
    meeting = name_id(f"meeting 0 {DARIUS}")
    here = panel(show(shell, "people", person=world.persons[DARIUS], session=meeting))
    form = here.form()
    assert (here._title.whole(), form.minutes, form.on, form.at) == ("Suplanuotas susitikimas", "40", day(0), "13:00")
    world.clock.tick(45 * 60)
    Keyboard().text("Įvyko")
    Keyboard().press("Ctrl+Return")
    assert [each.recorded for each in world.desk.today.view().meetings][1] is True
    assert here._title.whole() == "Nauja konsultacija"


def test_a_person_without_a_case_gets_one_from_the_panel(shell: Shell, world: DayWorld):
    world.load({"record": "person", "id": name_id("no case"), "given_names": "Be", "family_name": "Bylos"})
    here = panel(show(shell, "people", person=name_id("no case")))
    assert here._no_case.isVisible()
    assert here.note.isReadOnly()
    QTest.mouseClick(next(one for one in here._no_case.findChildren(QWidget) if one.accessibleName() == "Atidaryti bylą"), Qt.MouseButton.LeftButton)
    assert not here._no_case.isVisible()
    Keyboard().press("Ctrl+N")
    Keyboard().text("Pirma pastaba")
    Keyboard().press("Ctrl+Return")
    assert world.desk.people.count_events(name_id("no case")) == 2


def test_a_full_disk_is_said_and_the_words_stay(shell: Shell, world: DayWorld, monkeypatch: pytest.MonkeyPatch):
    here = opened(shell, world)
    Keyboard().text("Nedings")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(world.desk.writer, "write", full)
    here.save()
    settle()
    assert here.form().note == "Nedings"
    assert "disk" in shell.notice_words().lower() or shell.notice_words()
    monkeypatch.undo()
    here.save()
    settle()
    assert [note.text for event in world.desk.people.timeline(world.persons[RUTA]).events for note in event.notes] == ["Nedings"]


def test_a_new_talk_begins_as_the_last_one_did(shell: Shell, world: DayWorld):
    here = opened(shell, world, ZYGIMANTAS)
    assert (here.form().minutes, here.form().kind) == ("40", "individual")
    shell.open("people", person=world.persons[PETRAS])
    assert (here.form().minutes, here.form().on) == ("30", day(0))
