"""A look at a register before anything is brought in: headings, values, what each column is taken for; forms remembered; an import taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from tests.clock import StandingClock
from tests.intake_world import NAMES, IntakeWorld, build, expected, sample


@pytest.fixture
def world(tmp_path: Path, settings: Settings, clock: StandingClock, texts_in: Callable[[str], Texts]) -> Iterator[IntakeWorld]:
    made = build(tmp_path / "biuras", settings, clock, texts_in)
    yield made
    made.desk.close()


def table(path: Path, *rows: tuple[Any, ...]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


STRANGE = (
    ("Kas", "Kada gimė", "Kur sėdi", "Atėjo"),
    ("Ona Pavyzdienė", "1990-02-03", "Alytaus kalėjimas", "2023-02-01"),
    ("Petras Pavyzdys", "1985-12-24", "Alytaus kalėjimas", "2023-03-01"),
)


@pytest.mark.parametrize("name", NAMES)
def test_every_register_is_understood_from_its_headings(world: IntakeWorld, name: str) -> None:
    look = world.desk.intake.look_at(sample(name), Silent())
    assert look.problem is None
    assert look.kind == world.bring(sample(name), dry_run=True).kind
    assert look.rows == world.bring(sample(name), dry_run=True).rows
    taken = {one.field: one.label for one in look.columns if one.field is not None}
    assert set(look.form["columns"]) == set(taken)
    assert any(one.samples for one in look.columns)


def test_headings_that_nobody_knows_are_shown_to_be_told(world: IntakeWorld, tmp_path: Path) -> None:
    path = table(tmp_path / "keistas.xlsx", *STRANGE)
    look = world.desk.intake.look_at(path, Silent())
    assert (look.kind, [one.label for one in look.columns]) == (None, list(STRANGE[0]))
    assert look.columns[0].samples == ("Ona Pavyzdienė", "Petras Pavyzdys")
    assert look.problem is None  # nobody said yet what register it is
    assert world.desk.intake.look_at(path, Silent(), kind="participants").problem is not None


def test_a_person_says_what_the_columns_hold_and_it_is_remembered(world: IntakeWorld, tmp_path: Path) -> None:
    path = table(tmp_path / "keistas.xlsx", *STRANGE)
    form = {"kind": "participants", "columns": {"name": "Kas", "birth_date": "Kada gimė", "institution": "Kur sėdi", "entry_on": "Atėjo"}}
    told = world.desk.intake.look_at(path, Silent(), form=form)
    assert (told.kind, told.rows, [one.field for one in told.columns]) == ("participants", 2, ["name", "birth_date", "institution", "entry_on"])
    done = world.desk.intake.register_import(path, form=form, progress=Silent())
    assert (done.accepted, done.persons) == (2, 2)
    world.desk.intake.remember(form)
    again = world.desk.intake.look_at(table(tmp_path / "kitas.xlsx", *STRANGE[:2]), Silent())
    assert (again.kind, again.rows) == ("participants", 1)
    assert [one.field for one in again.columns] == ["name", "birth_date", "institution", "entry_on"]


def test_a_form_that_is_none_is_refused(world: IntakeWorld, tmp_path: Path) -> None:
    path = table(tmp_path / "keistas.xlsx", *STRANGE)
    for form in ({"kind": "participants", "columns": {"shoe": "Kas"}}, {"kind": "nothing", "columns": {"name": "Kas"}}, {"kind": "participants"}):
        with pytest.raises(Refused):
            world.desk.intake.look_at(path, Silent(), form=form)
        with pytest.raises(Refused):
            world.desk.intake.remember(form)


def test_an_import_is_taken_back_as_one_step(world: IntakeWorld) -> None:
    before = world.counts()
    done = world.bring(sample("partneriai"))
    assert done.batch is not None
    assert world.counts() != before
    undone = world.desk.intake_undo.undo(done.batch, done.records, "ne tas failas")
    assert undone.records == len(done.records)
    assert world.counts() == before
    with pytest.raises(Refused):
        world.desk.intake_undo.undo(done.batch, (), "dar kartą")
    assert world.bring(sample("partneriai")).partners == expected("partneriai")["partners"]


def test_what_somebody_built_on_is_not_taken_back(world: IntakeWorld) -> None:
    done = world.bring(sample("partneriai"))
    assert done.batch is not None
    kind, partner = next(one for one in sorted(done.records) if one[0] == "partner")
    world.load({"record": "partner_contact", "partner": partner, "name": "Vardenis"})
    before = world.counts()
    with pytest.raises(Refused) as refusal:
        world.desk.intake_undo.undo(done.batch, done.records, "ne tas failas")
    assert refusal.value.message.key == "refused.undo_built_on"
    assert world.counts() == before
    assert kind == "partner"
