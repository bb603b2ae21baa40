"""Bringing a register in by the window: look, say what the columns hold, check, take, take back; by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.intake.columns import letter
from caseworker_desktop.ui.intake.presenter import IntakePresenter
from caseworker_desktop.ui.intake.view import IntakePage
from caseworker_desktop.ui.theme.theme import Theme
from tests.clock import StandingClock
from tests.day_shell import Keyboard, settle, shell_of, show, shut
from tests.intake_world import IntakeWorld, build, sample


@pytest.fixture
def world(tmp_path: Path, settings: Settings, clock: StandingClock, texts_in: Callable[[str], Texts]) -> Iterator[IntakeWorld]:
    made = build(tmp_path / "biuras", settings, clock, texts_in)
    yield made
    made.desk.close()


@pytest.fixture
def page(world: IntakeWorld, theme: Theme, texts_in: Callable[[str], Texts]) -> Iterator[IntakePage]:
    shell = shell_of(world, texts_in("lt"))  # type: ignore[arg-type]  # it needs a desk, and has one
    made = show(shell, "intake")
    assert isinstance(made, IntakePage)
    yield made
    shut(shell)


def strange(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (("Kas", "Kada gimė", "Kur sėdi", "Atėjo"), ("Ona Pavyzdienė", "1990-02-03", "Alytaus kalėjimas", "2023-02-01"),
                ("Petras Pavyzdys", "1985-12-24", "Alytaus kalėjimas", "kažkada")):
        sheet.append(row)
    book.save(path)
    return path


def words(page: IntakePage) -> str:
    labels = [one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page)]
    return "\n".join([*labels, *(one.text() for one in page.findChildren(QPushButton) if one.isVisibleTo(page))])


def test_a_known_register_from_file_to_taken_back(page: IntakePage, world: IntakeWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                   picture: Callable[..., None]) -> None:
    refused = tmp_path / "nepriimta.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(refused), ""))
    before = world.counts()
    page.open_file(sample("dalyviu_registras_2023"))
    settle()
    picture(page.window(), "intake-columns")
    assert {one.value() for one in page.columns.choices.values()} >= {"name", "code", "birth_date", "institution", "entry_on", "job_on"}
    keys = Keyboard()
    keys.press("Ctrl+Return")
    settle()
    assert "83" in words(page)
    assert world.counts() == before
    picture(page.window(), "intake-check")
    keys.press("Ctrl+Return")
    settle()
    assert refused.exists()
    assert world.counts()["person"] == before["person"] + 80
    page.presenter.undo()
    settle()
    assert "Įkėlimas atšauktas" in words(page)
    assert world.counts() == before


def test_an_unknown_one_is_told_what_its_columns_hold(page: IntakePage, world: IntakeWorld, tmp_path: Path) -> None:
    page.open_file(strange(tmp_path / "keistas.xlsx"))
    settle()
    assert page.presenter.state.kind is None
    assert page.go_on is not None
    assert not page.go_on.isEnabled()
    page.presenter.kind_chosen("participants")
    settle()
    assert page.presenter.state.missing() == ("name", "family")
    for number, field in ((1, "name"), (2, "birth_date"), (3, "institution"), (4, "entry_on")):
        page.columns.choices[number].choose(field)
        page.columns.choices[number].chosen_changed.emit()
    assert page.go_on.isEnabled()
    page.presenter.check()
    settle()
    assert (page.presenter.state.result.accepted, len(page.presenter.state.refused)) == (1, 1)
    page.presenter.back()
    assert page.presenter.state.chosen == {1: "name", 2: "birth_date", 3: "institution", 4: "entry_on"}
    page.presenter.check()
    settle()
    page.presenter.bring(None)
    settle()
    assert world.counts()["person"] >= 1
    page.presenter.begin()
    page.open_file(strange(tmp_path / "dar.xlsx"))  # what was said is remembered
    settle()
    assert page.presenter.state.chosen == {1: "name", 2: "birth_date", 3: "institution", 4: "entry_on"}


def test_a_field_is_held_by_one_column(page: IntakePage) -> None:
    page.open_file(sample("partneriai"))
    settle()
    state = page.presenter.state
    named = next(number for number, field in state.chosen.items() if field == "name")
    other = next(one.number for one in state.look.columns if one.number != named)  # type: ignore[union-attr]
    page.presenter.column_chosen(other, "name")
    assert state.chosen[other] == "name"
    assert named not in state.chosen
    assert page.columns.choices[named].value() is None


def test_what_is_no_spreadsheet_is_one_sentence(page: IntakePage, tmp_path: Path) -> None:
    path = tmp_path / "laiškas.xlsx"
    path.write_bytes(b"PK\x03\x04 not a workbook at all")
    page.open_file(path)
    settle()
    assert "Failo perskaityti nepavyko" in words(page)
    assert page.go_on is not None
    assert page.go_on.isEnabled()


@pytest.mark.parametrize(("number", "told"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (703, "AAA")])
def test_columns_bear_the_letters_of_spreadsheets(number: int, told: str) -> None:
    assert letter(number) == told


def test_stopping_writes_nothing(world: IntakeWorld) -> None:
    told: list[Any] = []

    class Nobody:
        def __getattr__(self, name: str) -> Callable[..., None]:
            return lambda *said: told.append((name, *said))

    class Work:
        running, stopped = True, False

        def stop(self) -> None:
            self.stopped = True

    work = Work()
    presenter = IntakePresenter(Nobody(), world.desk.intake.look_at, lambda *_: None, lambda _: None, lambda *_: None,
                                lambda *_: work, lambda: None)
    presenter.file_chosen(sample("partneriai"))
    presenter.stop()
    assert work.stopped
    assert ("show_working", True) in told
