"""Notes after their signing: amended by further ones, withdrawn by their author, found again by their author alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.settings import Settings
from caseworker_desktop.usecases.noting import Signed
from caseworker_desktop.usecases.sessions import Consultation
from tests import groups_world as groups
from tests.day_world import RUTA, ZYGIMANTAS, DayWorld, day, make_world

SECRET = "Kanarėlė apie baimę"


@pytest.fixture
def world(tmp_path: Path, settings: Settings) -> Iterator[DayWorld]:
    made = make_world(tmp_path / "laptop", settings)
    yield made
    made.desk.close()


def note(world: DayWorld, text: str, level: str = "shared", who: int = RUTA) -> str:
    return world.desk.noting.sign(Signed(world.cases[who], text, level)).ids[0]


def test_an_amendment_is_a_note_under_the_first_with_the_same_readers(world: DayWorld) -> None:
    done = world.desk.sessions.record(Consultation(world.persons[RUTA], world.cases[RUTA], day(0), 30, "individual", note=SECRET, level="author"))
    assert done.note is not None
    (second,) = world.desk.noting.amend(done.note, "Patikslinta: tik vakarais.").ids
    (third,) = world.desk.noting.amend(second, "Dar kartą.").ids
    rows = {one.id: one for one in world.desk.people.rows("note")}
    made = rows[second]
    assert (made.amends, made.level, made.session, made.case) == (done.note, "author", done.session, world.cases[RUTA])
    assert rows[second].text is None, "kept in the author's compartment"
    assert [one.text for one in world.desk.noting.thread(done.note)] == [SECRET, "Patikslinta: tik vakarais.", "Dar kartą."]
    assert [one.row.id for one in world.desk.noting.thread(third)] == [done.note, second, third]
    event = next(one for one in world.desk.people.timeline(world.persons[RUTA]).events if one.id == done.session)
    assert [one.amends for one in event.notes] == [None, done.note, second]


def test_a_signed_note_is_never_edited(world: DayWorld) -> None:
    id_ = note(world, "Pirma.")
    with pytest.raises(LineRefused):
        world.load({"record": "note", "id": id_, "text": "Kita."})
    assert world.desk.noting.thread(id_)[0].text == "Pirma."


def test_what_was_entered_in_error_is_shown_nowhere_and_can_come_back(world: DayWorld) -> None:
    id_ = note(world, "Ne tam žmogui.")
    world.desk.noting.withdraw(id_)
    assert id_ not in {one.row.id for one in world.desk.noting.mine()}
    assert all(id_ not in {line.id for line in event.notes} for event in world.desk.people.timeline(world.persons[RUTA]).events)
    world.desk.noting.withdraw(id_, in_error=False)
    assert id_ in {one.row.id for one in world.desk.noting.mine()}


def test_only_its_author_withdraws_a_note(tmp_path: Path, settings: Settings) -> None:
    world = groups.make_world(tmp_path / "office", settings)
    (id_,) = world.load({"record": "note", "case": world.cases[0], "level": "shared", "text": "Kolegos.", "signed_on": "2026-11-01T10:00:00+02:00",
                         "created_by": "@tomas"})
    with pytest.raises(LineRefused):
        world.desk.noting.withdraw(id_)
    assert [one.text for one in world.desk.noting.thread(id_)] == ["Kolegos."]
    assert world.desk.noting.mine() == ()
    world.desk.close()


def test_my_notes_are_searched_in_memory_protected_ones_too(world: DayWorld) -> None:
    mine = note(world, SECRET, "author")
    other = note(world, "Apie būstą.", who=ZYGIMANTAS)
    assert [one.row.id for one in world.desk.noting.mine("kanarele BAIM")] == [mine]
    assert [one.row.id for one in world.desk.noting.mine("sesel bust")] == [other], "the person's name is looked in as well"
    assert {one.row.person for one in world.desk.noting.mine(person=world.persons[RUTA])} == {world.persons[RUTA]}
    with world.place.raw() as connection:
        assert not connection.execute("SELECT count(*) FROM k_note WHERE text LIKE ?", (f"%{SECRET[:8]}%",)).fetchone()[0]


def test_a_note_needs_words_and_a_level_that_there_is(world: DayWorld) -> None:
    told = Signed(world.cases[RUTA], "Yra.")
    for wrong, field in ((replace(told, text="  "), "note"), (replace(told, level="all"), "level")):
        with pytest.raises(LineRefused) as refused:
            world.desk.noting.sign(wrong)
        assert refused.value.field == field
