"""Needs and measurements in the real window: rating by digits, a domain opened, a measurement with its safety prompt, and who sees what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.assessment.grid import CLIENT, WORKER
from caseworker_desktop.ui.assessment.score_line import ScoreLine
from caseworker_desktop.ui.assessment.view import AssessmentTab
from caseworker_desktop.ui.shell.window import Shell
from caseworker_desktop.ui.theme.theme import Theme, current
from caseworker_desktop.usecases.assessing import Measurement, Rating
from tests.day_shell import Keyboard, settle, shell_of, show, shut
from tests.day_world import RUTA, ZYGIMANTAS, DayWorld, day, make_world
from tests.ui.faults import faults, nameless

Picture = Callable[[QWidget, str], None]


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


def tab_of(shell: Shell, person: str, size: tuple[int, int] = (1366, 768)) -> AssessmentTab:
    show(shell, "people", size=size, person=person, tab="needs")
    settle()
    return next(one for one in shell.findChildren(AssessmentTab))


def test_the_wheel_is_rated_by_digits_and_written_by_keyboard(shell: Shell, world: DayWorld):
    tab = tab_of(shell, world.persons[ZYGIMANTAS])
    grid = tab.needs.grid
    grid.setFocus()
    keyboard = Keyboard()
    keyboard.letters("6")
    keyboard.press("Right")
    keyboard.letters("10")
    assert [grid.model().value(0, column) for column in (CLIENT, WORKER)] == [6, 10]
    keyboard.press("Ctrl+Return")
    wheel = world.desk.assessing.wheel(world.persons[ZYGIMANTAS])
    assert [(one.client, one.worker) for one in wheel.domains[0].rated] == [(3, 2), (6, 10)]
    assert shell.toast_words() == "Įvertinta 1 sritis."
    keyboard.press("Ctrl+Z")
    wheel = world.desk.assessing.wheel(world.persons[ZYGIMANTAS])
    assert [(one.client, one.worker) for one in wheel.domains[0].rated] == [(3, 2)]


def test_what_is_typed_comes_back_after_another_person(shell: Shell, world: DayWorld):
    tab = tab_of(shell, world.persons[ZYGIMANTAS])
    tab.needs.grid.setFocus()
    Keyboard().letters("7")
    tab_of(shell, world.persons[RUTA])
    assert tab.needs.presenter.has_typed() == 0
    tab = tab_of(shell, world.persons[ZYGIMANTAS])
    assert tab.needs.presenter.has_typed() == 1
    assert tab.needs.grid.model().value(0, CLIENT) == 7
    assert world.desk.assessing.wheel(world.persons[ZYGIMANTAS]).domains[0].last.client == 3


def test_a_domain_opens_with_what_answers_it_and_asks_where_a_service_is_missing(shell: Shell, world: DayWorld):
    tab = tab_of(shell, world.persons[ZYGIMANTAS])
    tab.needs.grid.setFocus()
    keyboard = Keyboard()
    keyboard.press("Return")
    domain = tab.needs.domain
    assert domain.isVisible()
    assert any("Noriu turėti kur grįžti" in one.accessibleName() for one in domain.findChildren(QWidget))
    domain.state.choose("not_available")
    domain.state.chosen_changed.emit()
    keyboard.press("Ctrl+Return")
    assert domain._place_field.error() == "Parašykite, kurioje savivaldybėje paslaugos nėra."
    domain.place.choose("LT-02")
    domain.place.setFocus()
    keyboard.press("Ctrl+Return")
    assert [(one.domain, one.place) for one in world.desk.assessing.unmet(day(-1), day(0))] == [("N-HOU", "LT-02")]
    tab.parts.buttons()[2].click()
    settle()
    assert any("Būstas" in one.accessibleName() for one in tab.unmet.findChildren(QWidget))


def test_a_need_without_a_goal_is_told_above_the_wheel(shell: Shell, world: DayWorld):
    world.desk.assessing.rate(world.cases[RUTA], [Rating("N-DEB", 2, 3, ("debts",))])
    tab = tab_of(shell, world.persons[RUTA])
    assert (tab.needs.unanswered.title(), tab.needs.unanswered.text()) == ("1 poreikis be tikslo plane", "Skolos ir finansai")


@pytest.mark.parametrize("digits", ["1", "2"])
def test_a_risk_item_asks_for_safety_before_anything_is_written(shell: Shell, world: DayWorld, digits: str):
    tab = tab_of(shell, world.persons[RUTA])
    tab.parts.buttons()[1].click()
    tab.measured.begin()
    form = tab.measured.form
    form.instrument.choose("PHQ-9")
    form.instrument.chosen_changed.emit()
    settle()
    form.answers.take_focus()
    keyboard = Keyboard()
    keyboard.letters(digits * 9)
    assert form.answers.answers() == {str(item): int(digits) for item in range(1, 10)}
    assert form.risk.isVisible()
    keyboard.press("Ctrl+Return")
    assert form.asked_on.error()
    assert world.desk.assessing.measured(world.persons[RUTA]) == ()
    form.asked_on.date.setFocus()
    keyboard.text("0")
    keyboard.press("Tab")
    keyboard.text("Budėtojas")
    keyboard.press("Tab")
    keyboard.text("Minčių planuoti nėra.")
    keyboard.press("Ctrl+Return")
    (made,) = world.desk.assessing.measured(world.persons[RUTA])
    assert (made.instrument, made.score, made.risk) == ("PHQ-9", int(digits) * 9, True)
    assert shell.toast_words() == "Vertinimas įrašytas."
    assert QApplication.focusWidget() is tab.measured.new
    shown = [one.accessibleName() for one in tab.measured.findChildren(QWidget)]
    assert any(name.startswith("PHQ-9 · Paciento sveikatos klausimynas-9") for name in shown)
    keyboard.press("Ctrl+Z")
    assert world.desk.assessing.measured(world.persons[RUTA]) == ()
    assert not any(one.accessibleName().startswith("PHQ-9 ·") and one.isVisible() for one in tab.measured.findChildren(ScoreLine))


def test_a_text_that_is_not_shipped_says_so(shell: Shell, world: DayWorld):
    tab = tab_of(shell, world.persons[RUTA])
    tab.parts.buttons()[1].click()
    tab.measured.begin()
    form = tab.measured.form
    form.instrument.choose("DUDIT")
    form.instrument.chosen_changed.emit()
    assert form.notice.isVisible()
    assert form.answers.rows()[0].face.words == "1 klausimas"
    form.instrument.choose("WHO-5")
    form.language.choose("en")
    form.language.chosen_changed.emit()
    assert not form.notice.isVisible()
    assert form.answers.rows()[0].face.words == "1. I have felt cheerful and in good spirits"


@pytest.mark.parametrize(
    ("language", "size", "palette"),
    [("lt", (1366, 768), "light"), ("lt", (1366, 768), "dark"), ("lt", (1024, 768), "light"), ("lt", (911, 620), "light"),
     ("lv", (1366, 768), "light"), ("lv", (911, 620), "light"), ("en", (1366, 768), "light")],
)
def test_nothing_is_cut(
    world: DayWorld, theme: Theme, texts_in: Callable[[str], Texts], picture: Picture, language: str, size: tuple[int, int], palette: str
):
    current().use(palette)
    person, case = world.persons[ZYGIMANTAS], world.cases[ZYGIMANTAS]
    world.desk.assessing.rate(case, [
        Rating("N-HOU", 5, 4, ("no_housing",), "in_plan"), Rating("N-DEB", 2, 3, ("debts",)), Rating("N-EMP", 4, 6), Rating("N-FAM", 8, 7, met="met"),
        Rating("N-ALC", 3, 1), Rating("N-MEN", 5, 3), Rating("N-DOC", 6, 8)])
    for on, value, moment in ((day(-60), 2, "entry"), (day(-20), 3, "review"), (day(-1), 4, "exit")):
        world.desk.assessing.measure(Measurement(case, "RES-6", on, moment, "lt", {str(item): value for item in range(1, 7)}))
    world.desk.assessing.measure(Measurement(case, "PHQ-9", day(-1), "entry", "lt", {str(item): 2 for item in range(1, 10)}, day(-1), "x", "y"))
    shell = shell_of(world, texts_in(language))
    try:
        tab = tab_of(shell, person, size)
        for name, act in (
            ("wheel", lambda: None), ("domain", lambda: tab.needs.open_domain("N-HOU")), ("measured", lambda: tab.parts.buttons()[1].click()),
            ("form", tab.measured.begin), ("unmet", lambda: tab.parts.buttons()[2].click()),
        ):
            act()
            settle()
            if name == "form":
                form = tab.measured.form
                form.instrument.choose("PHQ-9")
                form.language.choose("en")
                form.instrument.chosen_changed.emit()
                settle()
            picture(shell, f"assessment-{name}-{language}-{size[0]}-{palette}")
            assert faults(shell) == [], name
            assert nameless(shell) == [], name
    finally:
        shut(shell)
