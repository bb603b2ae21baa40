"""Plain forms: made of declarations, filled, checked, written; what was typed is not lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.shell.record_fields import RecordFields
from caseworker_desktop.ui.theme.theme import Theme
from caseworker_desktop.ui.widgets.form_editors import Editor
from caseworker_desktop.ui.widgets.pick import Pick, PickSeveral
from caseworker_desktop.ui.widgets.record_form import RecordForm
from tests.day_world import DayWorld, make_world
from tests.keys import type_text

NAMES = ("given_names", "family_name", "former_names", "sex", "birth_date", "citizenship", "languages", "needs_interpreter", "phone", "experience")


@pytest.fixture
def world(tmp_path: Path, settings: Settings) -> Iterator[DayWorld]:
    made = make_world(tmp_path / "laptop", settings)
    yield made
    made.desk.close()


@pytest.fixture
def fields(world: DayWorld, texts: Texts) -> RecordFields:
    return RecordFields(world.desk, texts)


def person_form(world: DayWorld, fields: RecordFields, texts: Texts, qtbot: QtBot) -> RecordForm:
    form = RecordForm(fields.specs("person", NAMES), texts, world.clock.now)
    qtbot.addWidget(form)
    return form


def editor(form: RecordForm, name: str) -> Editor:
    return form.editors[name]


def test_fields_bear_the_names_and_lists_of_their_kind(world: DayWorld, fields: RecordFields, texts: Texts) -> None:
    specs = {spec.name: spec for spec in fields.specs("person", NAMES)}
    assert specs["given_names"].label == texts.label("person", "given_names")
    assert specs["given_names"].must
    assert [specs[name].look for name in ("former_names", "sex", "birth_date", "citizenship", "languages", "needs_interpreter", "phone")] == [
        "words", "choice", "pdate", "pick", "several", "bool", "phone"]
    options = [words for _, words in fields.specs("case", ("referral_source",))[0].options]
    assert options == sorted(options, key=texts.sort_key)
    assert len(options) > 5
    assert [code for code, _ in fields.specs("participation", ("readiness",))[0].options] == list(world.desk.lists.codes("readiness_stages"))


def test_only_what_a_person_changed_comes_out(
    world: DayWorld, fields: RecordFields, texts: Texts, qtbot: QtBot, theme: Theme, picture: Callable[[QWidget, str], None]
) -> None:
    form = person_form(world, fields, texts, qtbot)
    form.resize(560, 600)
    form.show_values(world.desk.editing.read("person", world.persons[1]) or {})
    form.show()
    assert form.changed() == {}
    assert not form.is_touched()
    editor(form, "former_names").show_typed(["Jonaitis"])
    editor(form, "phone").show_typed("8 612 34567")
    editor(form, "languages").show(["lt", "ru"])
    editor(form, "birth_date").show_typed("1991")
    QTest.qWait(10)
    picture(form, "record-form")
    assert form.check()
    assert form.changed() == {"former_names": ["Jonaitis"], "phone": "8 612 34567", "languages": ["lt", "ru"], "birth_date": "1991"}


def test_a_wrong_value_is_told_at_its_field_and_nothing_is_lost(
    world: DayWorld, fields: RecordFields, texts: Texts, qtbot: QtBot, theme: Theme
) -> None:
    form = person_form(world, fields, texts, qtbot)
    form.show_values({"given_names": "Ona", "family_name": "Onaitė"})
    editor(form, "given_names").show_typed("")
    editor(form, "birth_date").show_typed("31 vasario")
    assert not form.check()
    assert form.fields["given_names"].error()
    assert form.fields["birth_date"].error()
    assert not form.fields["family_name"].error()
    assert form.typed()["birth_date"] == "31 vasario"
    assert form.is_touched()
    again = person_form(world, fields, texts, qtbot)
    again.show_values({"given_names": "Ona", "family_name": "Onaitė"})
    again.show_typed(form.typed())
    assert again.typed() == form.typed()


def test_numbers_have_their_limits_and_maps_their_keys(world: DayWorld, fields: RecordFields, texts: Texts, qtbot: QtBot, theme: Theme) -> None:
    form = RecordForm(fields.specs("placement", ("job", "before.motivation", "before.skills")), texts, world.clock.now)
    qtbot.addWidget(form)
    form.show_values({"job": "Dažytojas", "before": {"motivation": 3}})
    editor(form, "before.skills").show_typed("11")
    assert not form.check()
    assert "10" in form.fields["before.skills"].error()
    editor(form, "before.skills").show_typed("7")
    assert form.check()
    assert form.changed() == {"before": {"motivation": 3, "skills": 7}}
    assert form.show_refused("before", "Ne taip.")
    assert form.fields["before.motivation"].error() == "Ne taip."


def test_one_of_many_is_found_by_letters_with_the_keyboard(world: DayWorld, fields: RecordFields, texts: Texts, qtbot: QtBot, theme: Theme) -> None:
    form = RecordForm(fields.specs("stay", ("institution", "unit", "from")), texts, world.clock.now)
    qtbot.addWidget(form)
    form.show()
    form.show_values({})
    line = form.fields["institution"].editor
    assert isinstance(line, Pick)
    line.setFocus()
    type_text(line, "mari")
    assert not line.known()
    assert line.offers.is_open()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert "Marijamp" in line.text()
    assert world.desk.editing.words(("institution",), form.values()["institution"], "lt") == line.text()
    assert form.editors["institution"].readable()
    assert line.known()


def test_several_are_chips_that_a_press_takes_out(world: DayWorld, fields: RecordFields, texts: Texts, qtbot: QtBot, theme: Theme) -> None:
    form = RecordForm(fields.specs("person", ("former_names",)), texts, world.clock.now)
    qtbot.addWidget(form)
    form.show()
    form.show_values({"former_names": ["Kazlauskaitė"]})
    box = form.fields["former_names"].editor
    assert isinstance(box, PickSeveral)
    type_text(box.line, "Žukauskaitė")
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    assert form.values() == {"former_names": ["Kazlauskaitė", "Žukauskaitė"]}
    box._remove("Kazlauskaitė")
    assert form.changed() == {"former_names": ["Žukauskaitė"]}


def test_fields_that_are_not_asked_stay_away_in_one_column_too(
    world: DayWorld, fields: RecordFields, texts: Texts, qtbot: QtBot, theme: Theme
) -> None:
    form = person_form(world, fields, texts, qtbot)
    form.show()
    form.show_fields(("given_names", "phone"))
    for columns in (2, 1, 2):
        form.set_columns(columns)
        assert [name for name, field in form.fields.items() if field.isVisibleTo(form)] == ["given_names", "phone"]


def test_a_moment_keeps_the_zone_of_the_worker(world: DayWorld, fields: RecordFields, texts: Texts, qtbot: QtBot, theme: Theme) -> None:
    form = RecordForm(fields.specs("contact_attempt", ("at", "channel", "result")), texts, world.clock.now)
    qtbot.addWidget(form)
    form.show_values({"at": "2026-11-19T12:20:00Z"})
    assert form.typed()["at"] == ["2026-11-19", "14:20"]
    assert form.changed() == {}
    editor(form, "at").show_typed(["2026-11-19", "25:00"])
    assert not form.check()
    assert form.fields["at"].error()
