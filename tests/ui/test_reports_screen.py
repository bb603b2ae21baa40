"""The screen of indicators in the real window: cards, people behind numbers, charts and their tables, files, keyboard, sizes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from PySide6.QtWidgets import QApplication, QWidget

from caseworker_desktop import bootstrap
from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.people.view import PeoplePage
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
Open = Callable[..., tuple[Shell, ReportsPage]]
DAYS = {"s0": "2023-02-21", "s1": "2023-12-20", "s2": "2022-12-20", "s3": "2011-01-20", "s4": "2022-09-05"}


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory, lasting_settings: Settings) -> Offices:
    return Offices(tmp_path_factory.mktemp("offices"), lasting_settings)


@pytest.fixture
def opened(
    offices: Offices, theme: Theme, texts_in: Callable[[str], Texts], tmp_path: Path, lasting_settings: Settings,
) -> Iterator[Open]:
    shells: list[tuple[Shell, Desk]] = []

    def make(name: str, size: tuple[int, int] = (1366, 768), language: str = "lt") -> tuple[Shell, ReportsPage]:
        place = offices.of(name).copy(tmp_path / f"{name}-{len(shells)}")
        clock = StandingClock(datetime.fromisoformat(f"{DAYS[name]}T12:00:00").replace(tzinfo=ZoneInfo("Europe/Vilnius")))
        parts = bootstrap.build_parts(replace(lasting_settings, language=language), clock)
        desk = bootstrap.unlock(parts, place.folder, place.login, "trys varnos ant stogo")
        texts = texts_in(language)
        shell = Shell(
            desk, texts, who=who_works(desk, texts), find_people=people_finder(desk, texts), signs=status_signs(desk), preferences=Preferences)
        shells.append((shell, desk))
        show_at(shell, *size)
        shell.open("indicators")
        settle()
        page = front(shell)
        assert isinstance(page, ReportsPage)
        assert (shell.width(), shell.height()) == size, "the page has widened the window"
        return shell, page

    yield make
    for shell, desk in shells:
        shut(shell)
        desk.close()


def test_cards_say_value_target_state_and_bounds(opened: Open, picture: Picture) -> None:
    shell, page = opened("s0")
    picture(shell, "indicators")
    faces = {face.id: face for face in page.presenter.taken(page.presenter.board)}
    employed = faces["EMPLOYED"]
    assert (employed.value, employed.target, employed.state) == ("78 %", "siektina ≥ 40 %", ("Pasiekta", "green", "check"))
    assert employed.lines == ("39 iš 50", "4 be atsakymo: nuo 78 % iki 86 %")
    assert employed.track is not None
    assert (employed.track.value, employed.track.mark, employed.track.unknown) == (78, 40, (78, 86))
    assert [face.id for face in page.strip._faces][:3] == ["EMPLOYED", "FIRST-JOB", "PART"]
    assert page.missing.accessibleName() == "Trūkstami duomenys (50)"
    assert not faults(page)
    assert not nameless(page)


def test_plan_for_today_and_the_day_of_the_target(opened: Open) -> None:
    _, page = opened("s3")
    faces = {face.id: face for face in page.presenter.taken(page.presenter.board)}
    assert faces["PART"].state == ("Pagal planą", "green", "check")
    assert faces["PART"].lines == ("lieka 2 · pagal laiką turėtų būti 146", "98 % tikslo · terminas 2011-02-06")
    assert faces["GROWTH"].lines[0].startswith("buvo 19,6 %, dabar 25 %: 5,4")


def test_a_number_opens_its_people_and_a_person_the_case(opened: Open, picture: Picture) -> None:
    shell, page = opened("s0")
    card = next(one for one in page.strip.cards() if one.code == "EMPLOYED")
    card.setFocus()
    keyboard = Keyboard()
    keyboard.press("Return")
    assert page.drill.isVisible()
    assert page.drill.model.rowCount() == 3  # the unknown come first: they are work to do
    picture(shell, "indicators-people")
    page.drill._chips.buttons()[0].click()
    settle()
    assert page.drill.model.rowCount() == 39
    names = [page.drill.model.row_at(n).name for n in range(39)]
    assert names == sorted(names, key=page._texts.sort_key)
    page.drill._chips.buttons()[3].click()
    settle()
    assert [page.drill.model.row_at(n).what for n in range(page.drill.model.rowCount())] == ["atsisakė atsakyti"]
    assert page.drill.note.text().startswith("39 + 7 + 3 + 1 = 50.")
    page.drill.table.setFocus()
    keyboard.press("Return")
    assert isinstance(front(shell), PeoplePage)


def test_escape_closes_the_list_and_comes_back_to_the_card(opened: Open) -> None:
    _, page = opened("s0")
    page.strip.cards()[1].setFocus()
    keyboard = Keyboard()
    keyboard.press("Return")
    assert page.drill.isVisible()
    keyboard.press("Escape")
    assert not page.drill.isVisible()
    assert QApplication.focusWidget() is page.strip.cards()[1]
    keyboard.press("Right")
    keyboard.press("Right")
    keyboard.press("Right")
    assert page.strip._which.text() == "5–8 iš 14"
    assert QApplication.focusWidget() is page.strip.cards()[0]


def test_the_table_has_the_numbers_of_the_chart(opened: Open, picture: Picture) -> None:
    shell, page = opened("s1")
    for name in ("services", "by_service", "hours", "lost", "places", "unmet", "mentors", "partners", "sources", "reasons"):
        page._draw(name)
        settle()
        chart = page.chart._chart
        assert chart is not None
        page.chart.way.choose(["drawing"])
        page.chart._draw()
        QApplication.processEvents()
        picture(shell, f"indicators-{name}")
        if chart.empty:
            continue
        assert page.chart.view.accessibleName() == chart.spoken()
        page.chart.way.choose(["table"])
        page.chart._draw()
        assert page.chart.table is not None
        model = page.chart.table.model()
        assert model.rowCount() == len(chart.categories)
        for n, category in enumerate(chart.categories):
            told = [model.index(n, at).data() for at in range(1 + len(chart.series))]
            digits = chart.digits
            assert told == [category, *(page._texts.number(round(series.values[n], digits), digits) for series in chart.series)]


def test_services_by_month_sum_to_the_report(opened: Open) -> None:
    _, page = opened("s1")
    chart = page._of_source("services")
    total = sum(sum(series.values) for series in chart.series)
    listing = page._desk.reporting.listing("services", page.presenter.listing_question(("month",)))
    assert listing.total is not None
    assert total == listing.total["sessions"] == sum(row["sessions"] for row in listing.rows)
    assert chart.unfinished


def test_growth_goes_to_the_target(opened: Open, picture: Picture) -> None:
    shell, page = opened("s2")
    page._draw("growth:TRAINED")
    settle()
    picture(shell, "indicators-growth")
    chart = page.chart._chart
    assert chart is not None
    assert (chart.target, chart.series[0].values[0], chart.series[0].values[-1]) == (150, 16, 150)


def test_tasks_for_what_is_missing_can_be_undone(opened: Open) -> None:
    shell, page = opened("s0")
    page.missing.click()
    settle()
    assert page.drill.model.rowCount() == 50
    before = page._desk.tasks.count()[0]
    page.drill.tasks.click()
    settle()
    assert page._desk.tasks.count()[0] == before + 50
    assert shell.toast_words() == "Sukurta 50 užduočių."
    shell._toaster.undo()
    settle()
    assert page._desk.tasks.count()[0] == before


def test_the_funders_file_and_the_list_are_written(opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shell, page = opened("s0")
    path = tmp_path / "ataskaita.xlsx"
    monkeypatch.setattr(page, "ask_where", lambda name: path)
    page._export_report(names=False)
    settle()
    assert openpyxl.load_workbook(path)["Rodikliai"]["C5"].value is not None
    assert shell.toast_words().startswith("Failas įrašytas.")
    page._open_card("EMPLOYED")
    settle()
    page.drill.export.click()
    settle()
    sheet = openpyxl.load_workbook(path).worksheets[1]
    assert sheet["A1"].value == page.drill.title.whole()
    assert sheet["A5"].value == page.drill.model.row_at(0).name
    monkeypatch.setattr(page, "ask_where", lambda name: None)
    page._export_report(names=True)
    assert page._working.isHidden()


def test_a_project_without_indicators_says_so(opened: Open) -> None:
    _, page = opened("s0")
    page.presenter.choose_project("MK-KITAS")
    other = next(one.code for one in page.presenter.projects if one.code != "PNIR-2022/12")
    page.project.choose(other)
    page._project_chosen()
    settle()
    assert page._nothing.isVisible()
    assert not page.strip.isVisible()


@pytest.mark.parametrize(("size", "language"), [
    ((1366, 768), "lv"), ((1366, 768), "en"), ((1100, 700), "lt"), ((910, 600), "lt"), ((910, 600), "lv"),
])
def test_nothing_is_cut_at_any_width(opened: Open, picture: Picture, size: tuple[int, int], language: str) -> None:
    shell, page = opened("s1", size, language)
    picture(shell, f"indicators-{size[0]}-{language}")
    assert not faults(shell)
    page._open_missing()
    settle()
    picture(shell, f"indicators-{size[0]}-{language}-people")
    assert not faults(shell)


def test_a_span_of_ones_own(opened: Open) -> None:
    _, page = opened("s1")
    page.period.choose("custom")
    page._period_chosen()
    assert page.spans.isVisible()
    page.spans.first.setText("2023-06-01")
    page.spans.last.setText("2023-05-01")
    page.spans._take()
    assert page.spans._wrong.text()
    page.spans.last.setText("2023-08-31")
    page.spans._take()
    settle()
    assert page.presenter.question().since == "2023-06-01"
    assert page.period.currentText() == "2023-06-01 – 2023-08-31"
