"""Groups by keyboard: the list, the register with its keys, what stands beside it, members, the next meeting, certificates."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.groups.register_view import RegisterView
from caseworker_desktop.ui.groups.view import GroupsPage
from caseworker_desktop.ui.shell.window import Shell
from caseworker_desktop.ui.theme.theme import Theme
from tests.day_shell import Keyboard, settle, shell_of, show, shut
from tests.day_world import name_id
from tests.groups_world import GROUP, GroupsWorld, make_world

TODAYS, TO_COME = 6, 7


@pytest.fixture
def world(tmp_path: Path, settings: Settings) -> Iterator[GroupsWorld]:
    made = make_world(tmp_path / "office", settings)
    yield made
    made.desk.close()


@pytest.fixture
def shell(world: GroupsWorld, theme: Theme, texts: Texts) -> Iterator[Shell]:
    made = shell_of(world, texts)  # type: ignore[arg-type]  # a desk is all it needs
    yield made
    shut(made)


def page(shell: Shell, **where: str) -> GroupsPage:
    made = show(shell, "groups", **where)
    assert isinstance(made, GroupsPage)
    return made


def register(shell: Shell) -> RegisterView:
    return page(shell, group=GROUP).register


def marks(world: GroupsWorld, session: int = TODAYS) -> list[str]:
    """Return the marks in the order of the rows, as written."""
    sheet = world.desk.groups.sheet(GROUP)
    assert sheet is not None
    found = (sheet.marks.get((world.sessions[session], person)) for person in world.persons)
    return [one.status if one else "" for one in found]


def test_the_cursor_waits_where_marking_goes_on(shell: Shell, world: GroupsWorld):
    here = register(shell)
    assert here.grid.place() == (0, TODAYS)
    assert here.grid.squares.hasFocus()
    assert [label for label, *_ in here.presenter.figures()] == ["9", "6 iš 8", "59,5 val.", "1 val.", "7 iš 9"]
    assert here.presenter.footnote() == "5 užsiėmimas 45 min. trumpesnis: Apribotas režimas · 3 užsiėmimas 15 min. trumpesnis: Nebuvo palydos"


def test_letters_mark_and_go_down_and_are_written_when_one_pauses(shell: Shell, world: GroupsWorld):
    here = register(shell)
    keyboard = Keyboard()
    keyboard.letters("dVnpk")
    assert here.grid.place() == (5, TODAYS)
    assert marks(world) == [""] * 9, "nothing is written between two keys"
    assert here._timer.isActive()
    here._timer.timeout.emit()
    assert marks(world)[:6] == ["present", "late", "absent", "excused", "not_brought", ""]
    assert here._saved.text() == "Įrašyta 14:20"
    keyboard.press("Up")
    keyboard.press("Space")
    keyboard.press("Up")
    keyboard.press("Delete")
    keyboard.press("Left")
    here.keep()
    assert marks(world)[3:5] == ["", ""]
    assert here.grid.place() == (3, 5)


def test_the_rest_were_there_and_undo_takes_exactly_these_back(shell: Shell, world: GroupsWorld):
    register(shell)
    keyboard = Keyboard()
    keyboard.letters("nn")
    keyboard.press("Ctrl+D")
    assert marks(world) == ["absent", "absent", *["present"] * 7]
    assert shell.toast_words() == "Pažymėti 7 dalyviai."
    keyboard.press("Ctrl+Z")
    assert marks(world) == ["absent", "absent", *[""] * 7]


def test_finishing_goes_to_the_first_gap_and_then_says_so(shell: Shell, world: GroupsWorld):
    here = register(shell)
    keyboard = Keyboard()
    keyboard.letters("dd")
    keyboard.press("Ctrl+Return")
    assert (here.grid.place(), shell.toast_words()) == ((2, TODAYS), "Liko nepažymėti 7 dalyviai.")
    assert marks(world)[:2] == ["present", "present"]
    keyboard.press("Ctrl+D")
    keyboard.press("Ctrl+Return")
    assert shell.toast_words() == "7 užsiėmimas pažymėtas."


def test_what_is_to_come_cannot_be_marked(shell: Shell, world: GroupsWorld):
    here = register(shell)
    keyboard = Keyboard()
    keyboard.press("Right")
    keyboard.letters("d")
    here.keep()
    assert marks(world, TO_COME) == [""] * 9
    assert "dar neįvyko" in shell.toast_words()
    assert here.marking._badge.text() == "dar neįvyko"


def test_minutes_and_reasons_stand_beside(shell: Shell, world: GroupsWorld):
    here = register(shell)
    keyboard = Keyboard()
    keyboard.letters("d")
    keyboard.press("Up")
    keyboard.press("Return")
    assert here.marking.minutes.editor.hasFocus()
    keyboard.text("40")
    keyboard.press("Return")
    assert here.grid.squares.hasFocus()
    here.keep()
    sheet = world.desk.groups.sheet(GROUP)
    assert sheet is not None
    mark = sheet.marks[world.sessions[TODAYS], world.persons[0]]
    assert (mark.status, mark.minutes) == ("late", 40)
    keyboard.press("Down")
    keyboard.letters("n")
    keyboard.press("Up")
    keyboard.press("Return")
    here.marking._choice(here.marking.reason).choose("ill")
    here.marking._choice(here.marking.reason).chosen_changed.emit()
    here.keep()
    sheet = world.desk.groups.sheet(GROUP)
    assert sheet is not None
    assert sheet.marks[world.sessions[TODAYS], world.persons[1]].reason == "ill"


def test_more_minutes_than_the_session_had_are_said_at_the_field(shell: Shell, world: GroupsWorld):
    here = register(shell)
    keyboard = Keyboard()
    keyboard.letters("d")
    keyboard.press("Up")
    keyboard.press("Return")
    keyboard.text("91")
    keyboard.press("Return")
    assert here.marking.minutes.error() == "Minučių turi būti nuo 0 iki 90."


def test_the_unnamed_and_lost_time_are_written_with_a_reason(shell: Shell, world: GroupsWorld):
    here = register(shell)
    QTest.mouseClick(here.marking.more, Qt.MouseButton.LeftButton)
    row = next(one for one in world.rows("session", group=GROUP) if one.id == world.sessions[TODAYS])
    assert row.unnamed_count == 3
    here.marking._line(here.marking.lost).setText("30")
    here.marking._line(here.marking.lost).left.emit()
    assert here.marking.lost_reason.error() == "Pasirinkite, kodėl užsiėmimas buvo trumpesnis."
    here.marking._choice(here.marking.lost_reason).choose("lockdown")
    here.marking._choice(here.marking.lost_reason).chosen_changed.emit()
    row = next(one for one in world.rows("session", group=GROUP) if one.id == world.sessions[TODAYS])
    assert (row.minutes, row.planned_minutes, row.shortened_reason, row.lost_reason) == (60, 90, "lockdown", None)
    assert here.presenter.footnote().startswith("7 užsiėmimas 30 min. trumpesnis: Apribotas režimas")


def test_the_next_meeting_is_two_keys_away(shell: Shell, world: GroupsWorld):
    here = register(shell)
    QTest.mouseClick(here.new, Qt.MouseButton.LeftButton)
    assert (here.meeting.on.value(), here.meeting._line(here.meeting.at).text()) == ("2026-12-05", "10:00")
    Keyboard().press("Ctrl+Return")
    settle()
    assert [one.day for one in here.presenter.meetings()][-1] == "2026-12-05"
    Keyboard().press("Ctrl+Z")
    assert len(here.presenter.meetings()) == 8


def test_people_are_taken_in_wait_and_leave(shell: Shell, world: GroupsWorld):
    world.load(*({"record": "person", "id": name_id(f"new {n}"), "given_names": "Naujas", "family_name": f"Laukiantis{n}"} for n in range(4)))
    here = register(shell)
    QTest.mouseClick(here.people, Qt.MouseButton.LeftButton)
    for n in range(4):
        here.members.pick.choose(name_id(f"new {n}"))
        here.members.pick.chosen_changed.emit()
        settle()
    sheet = world.desk.groups.sheet(GROUP)
    assert sheet is not None
    assert (sheet.group.members, [one.family_name for one in sheet.waiting]) == (12, ["Laukiantis3"])
    assert shell.toast_words() == "Laisvų vietų nėra: žmogus laukia eilėje."
    Keyboard().press("Ctrl+Z")
    assert world.desk.groups.sheet(GROUP).waiting == ()  # type: ignore[union-attr]


def test_certificates_are_given_to_those_who_attended_enough(shell: Shell, world: GroupsWorld):
    here = register(shell)
    QTest.mouseClick(here.awards, Qt.MouseButton.LeftButton)
    assert here.certificates.complete.text().startswith("Baigė programą: 7")
    Keyboard().press("Ctrl+Return")
    sheet = world.desk.groups.sheet(GROUP)
    assert sheet is not None
    assert sum(one.result == "completed" for one in sheet.members) == 7
    assert here.certificates.print_all.hasFocus()
    Keyboard().press("Ctrl+Z")
    assert all(one.certificate_no is None for one in world.desk.groups.sheet(GROUP).members)  # type: ignore[union-attr]


def test_the_list_is_searched_and_opened_without_the_mouse(shell: Shell, world: GroupsWorld):
    here = page(shell)
    keyboard = Keyboard()
    keyboard.press("Ctrl+F")
    keyboard.letters("pykcio")
    here.list.search.ask_now()
    assert [one.name for one in here._presenter.rows] == ["Pokyčių kelias"]
    keyboard.press("Return")
    assert here._stack.currentWidget() is here.register
    keyboard.press("Escape")
    assert here._stack.currentWidget() is here.list
    keyboard.press("Ctrl+F")
    keyboard.letters("xyz")
    here.list.search.ask_now()
    assert here.list._empty.isVisible()


def test_marks_survive_a_lock(shell: Shell, world: GroupsWorld):
    register(shell)
    Keyboard().letters("ddd")
    shell.before_lock()
    assert marks(world)[:3] == ["present"] * 3


def test_what_somebody_else_writes_is_drawn_and_what_waits_stays(shell: Shell, world: GroupsWorld):
    here = register(shell)
    Keyboard().letters("n")
    written = world.desk.groups.leave(name_id("member 8"), "2026-11-20")
    shell.announce(written.records)
    assert here.presenter.cell(0, TODAYS).status == "absent"
    assert not here.presenter.cell(8, TODAYS).expected


@pytest.mark.parametrize("size", [(1366, 768), (1100, 768), (900, 700)])
def test_the_screen_fits_every_window(shell: Shell, world: GroupsWorld, size: tuple[int, int]):
    made = show(shell, "groups", size, group=GROUP)
    assert isinstance(made, GroupsPage)
    assert made.register.drawer.is_docked() == (size[0] >= 1280)
    Keyboard().press("Return")
    assert made.register.drawer.is_open()
