"""The report builder in the real window: columns, conditions, grouping, keeping, files, keyboard, sizes and languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from caseworker_desktop import bootstrap
from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.listing.filter_row import FilterRow
from caseworker_desktop.ui.listing.view import ListingPage
from caseworker_desktop.ui.preferences import Preferences
from caseworker_desktop.ui.reports.view import ReportsPage
from caseworker_desktop.ui.shell.sitting import people_finder, status_signs, who_works
from caseworker_desktop.ui.shell.window import Shell
from caseworker_desktop.ui.theme.theme import Theme
from caseworker_desktop.usecases.desk import Desk
from tests.clock import StandingClock
from tests.day_shell import Keyboard, front, settle, shut
from tests.scenario_world import Offices
from tests.ui.faults import faults, nameless, show_at

Picture = Callable[[QWidget, str], None]
Open = Callable[..., tuple[Shell, ListingPage]]


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory, lasting_settings: Settings) -> Offices:
    return Offices(tmp_path_factory.mktemp("offices"), lasting_settings)


@pytest.fixture
def opened(
    offices: Offices, theme: Theme, texts_in: Callable[[str], Texts], tmp_path: Path, lasting_settings: Settings,
) -> Iterator[Open]:
    shells: list[tuple[Shell, Desk]] = []

    def make(size: tuple[int, int] = (1366, 768), language: str = "lt") -> tuple[Shell, ListingPage]:
        place = offices.of("s0").copy(tmp_path / f"s0-{len(shells)}")
        clock = StandingClock(datetime(2023, 2, 21, 12, tzinfo=ZoneInfo("Europe/Vilnius")))
        desk = bootstrap.unlock(bootstrap.build_parts(replace(lasting_settings, language=language), clock), place.folder, place.login,
                                "trys varnos ant stogo")
        texts = texts_in(language)
        shell = Shell(
            desk, texts, who=who_works(desk, texts), find_people=people_finder(desk, texts), signs=status_signs(desk), preferences=Preferences)
        shells.append((shell, desk))
        show_at(shell, *size)
        shell.open("listing")
        settle()
        page = front(shell)
        assert isinstance(page, ListingPage)
        assert (shell.width(), shell.height()) == size, "the page has widened the window"
        return shell, page

    yield make
    for shell, desk in shells:
        shut(shell)
        desk.close()


def read(page: ListingPage) -> list[tuple[str, ...]]:
    """Let the preview catch up and return its rows."""
    page.reload_now()
    settle()
    return [page.model.row_at(n) for n in range(page.model.rowCount())]


def choose(page: ListingPage, record: str) -> None:
    page.panel.record.choose(record)
    page.panel.record.chosen_changed.emit()


def condition(page: ListingPage, column: str, how: str) -> FilterRow:
    page.panel.add.click()
    made = page.panel.filters[-1]
    made.what.choose(column)
    made.what.chosen_changed.emit()
    made.how.choose(how)
    made.how.chosen_changed.emit()
    return made


def test_columns_are_ticked_and_moved_by_keys_and_the_rows_follow(opened: Open, picture: Picture) -> None:
    shell, page = opened()
    keyboard = Keyboard()
    first = read(page)
    assert first
    picture(shell, "listing")
    assert page.panel.columns.chosen()[:2] == ["given_names", "family_name"]
    page.panel.columns.setFocus()
    keyboard.press("Alt+Down")
    moved = read(page)
    assert page.panel.columns.chosen()[:2] == ["family_name", "given_names"]
    assert [row[:2] for row in moved] == [row[1::-1] for row in first]
    keyboard.press("Space")
    assert read(page)[0] == (moved[0][0], *moved[0][2:])
    for column in page.panel.columns.chosen():
        item = page.panel.columns.item(page.panel.columns.order().index(column))
        item.setCheckState(Qt.CheckState.Unchecked)
    assert read(page) == []
    assert page.nothing.isVisible()
    assert not page.export.isEnabled()
    picture(shell, "listing-empty")


def test_conditions_narrow_the_rows_and_half_a_condition_does_not(opened: Open, picture: Picture) -> None:
    shell, page = opened()
    everybody = read(page)
    made = condition(page, "sex", "is")
    assert read(page) == everybody  # nothing is ticked yet
    assert made.ticks is not None
    made.ticks.list.item(list(made.ticks._codes).index("m")).setCheckState(Qt.CheckState.Checked)
    men = read(page)
    born = condition(page, "birth_date", "between")
    assert born.ends is not None
    born.ends[1].setText("1985")
    born.ends[1].textEdited.emit("1985")
    older = read(page)
    picture(shell, "listing-conditions")
    assert not faults(page)
    assert not nameless(page)
    assert len(everybody) > len(men) > len(older) > 0
    born.out.click()
    assert read(page) == men


def test_groups_count_and_sum(opened: Open, picture: Picture) -> None:
    shell, page = opened()
    choose(page, "attendance")
    page.panel.first.choose("session.starts_at:month")
    page.panel.first.chosen_changed.emit()
    page.panel.measures.list.item(0).setCheckState(Qt.CheckState.Checked)
    rows = read(page)
    picture(shell, "listing-groups")
    assert rows[-1][0] == "Iš viso"
    assert sum(int(row[1].replace("\xa0", "")) for row in rows[:-1]) == int(rows[-1][1].replace("\xa0", ""))
    assert not page.panel.columns.isVisible()
    assert not faults(page)


def test_kept_opened_and_taken_away(opened: Open, picture: Picture) -> None:
    shell, page = opened()
    keyboard = Keyboard()
    choose(page, "session")
    read(page)
    page.command("save")
    settle()
    keyboard.text("Susitikimai 2022")
    picture(shell, "listing-save")
    assert not faults(page)
    keyboard.press("Return")
    kept = page.presenter.kept()
    assert [one.name for one in kept] == ["Susitikimai 2022"]
    choose(page, "person")
    read(page)
    menu = page.menu_of_kept()
    assert [one.text() for one in menu.actions()] == ["Susitikimai 2022"]
    menu.actions()[0].trigger()
    settle()
    assert page.panel.record.value() == "session"
    page._remove()
    assert page.presenter.kept() == ()
    person = condition(page, "place", "is")
    assert person.line is not None


def test_a_condition_about_a_person_is_looked_at_but_not_kept(opened: Open) -> None:
    _, page = opened()
    made = condition(page, "family_name", "is")
    assert made.line is not None
    made.line.setText("Niekas")
    made.line.textEdited.emit("Niekas")
    assert read(page) == []
    page.command("save")
    page.name.setText("Vienas")
    page._save()
    assert page._name.error().startswith("Ataskaita su sąlyga apie konkretų žmogų")
    assert page.presenter.kept() == ()


def test_what_cannot_be_asked_is_said_in_place_of_the_rows(opened: Open, picture: Picture) -> None:
    shell, page = opened()
    choose(page, "session")
    made = condition(page, "minutes", "between")
    assert made.ends is not None
    made.ends[0].setText("daug")
    made.ends[0].textEdited.emit("daug")
    assert read(page) == []
    assert page.refused.isVisible()
    assert "„Minutės“" in page.refused._text.text()
    assert not page.export.isEnabled()
    picture(shell, "listing-refused")
    assert not faults(page)
    made.ends[0].setText("30")
    made.ends[0].textEdited.emit("30")
    assert read(page)
    assert not page.refused.isVisible()
    assert page.export.isEnabled()


def test_a_file_has_all_rows(opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, page = opened()
    rows = read(page)
    monkeypatch.setattr(ListingPage, "ask_where", lambda self, name: tmp_path / f"failas{Path(name).suffix}")
    for ending in (".xlsx", ".csv"):
        page.export_as(ending)
        settle()
    book = openpyxl.load_workbook(tmp_path / "failas.xlsx")
    cells = list(book.worksheets[1].iter_rows(min_row=5, values_only=True))
    assert [row[:2] for row in cells] == [row[:2] for row in rows]
    assert len((tmp_path / "failas.csv").read_text(encoding="utf-8-sig").splitlines()) == len(rows) + 1


def test_what_was_on_the_screen_is_there_after_the_lock(opened: Open) -> None:
    shell, page = opened()
    choose(page, "session")
    shell._pages.before_lock()
    again = ListingPage(page._desk, page._texts, page._navigator)
    assert again.panel.record.value() == "session"
    again.deleteLater()


def test_a_button_of_the_indicators_and_the_palette_lead_here(opened: Open) -> None:
    shell, _ = opened()
    shell.open("indicators")
    settle()
    page = front(shell)
    assert isinstance(page, ReportsPage)
    page.own.click()
    settle()
    assert isinstance(front(shell), ListingPage)
    assert any(one.command == "go.listing" for one in shell._offers())
    assert front(shell).help_topic() == "listing"


@pytest.mark.parametrize(("size", "language"), [
    ((960, 640), "lt"), ((960, 640), "lv"), ((1100, 700), "lt"), ((1366, 768), "en"), ((1280, 720), "lv")])
def test_nothing_is_cut_at_any_width(opened: Open, picture: Picture, size: tuple[int, int], language: str) -> None:
    shell, page = opened(size, language)
    condition(page, "birth_date", "between")
    condition(page, "sex", "is")
    read(page)
    picture(shell, f"listing-{size[0]}-{language}")
    assert not faults(page)
    assert not nameless(page)
    assert (shell.width(), shell.height()) == size
