"""The register of sticks in the window: entered, carried, lost and found by keyboard; the slip for the gate knows the stick."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.exchange.sticks import Stick
from caseworker_desktop.ui.exchange.view import ExchangePage
from caseworker_desktop.ui.paper.view import PaperPage
from caseworker_desktop.ui.preferences import Preferences
from caseworker_desktop.ui.shell.sitting import people_finder, status_signs, who_works
from caseworker_desktop.ui.shell.window import Shell
from caseworker_desktop.usecases.desk import Desk
from tests.clock import StandingClock
from tests.day_shell import Keyboard, front, settle, show, shut
from tests.ui.administration_window import fill, pane, send, words
from tests.ui.faults import faults, nameless
from tests.ui.two_places import PERSON, Places, PutIn, client, load, two_places

pytestmark = pytest.mark.usefixtures("theme")
Open = Callable[..., Shell]


@pytest.fixture
def places(tmp_path: Path, settings: Settings, clock: StandingClock) -> Iterator[Places]:
    made = two_places(tmp_path, settings, clock)
    client(made.laptop)
    yield made
    made.close()


@pytest.fixture
def shell_of(texts_in: Callable[[str], Texts], monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    kept: list[Shell] = []

    def make(desk: Desk, *folders: Path, language: str = "lt") -> Shell:
        monkeypatch.setattr("caseworker_desktop.ui.exchange.view.PluggedSticks", lambda: PutIn(*folders))
        texts = texts_in(language)
        made = Shell(desk, texts, who=who_works(desk, texts), find_people=people_finder(desk, texts), signs=status_signs(desk),
                     preferences=lambda: Preferences(language))  # fmt: skip
        kept.append(made)
        return made

    yield make
    for one in kept:
        shut(one)


def test_a_stick_is_entered_carried_lost_and_found(places: Places, shell_of: Open, picture: Callable[..., None]) -> None:
    shell = shell_of(places.laptop)
    made = pane(shell, "sticks")
    keyboard = Keyboard()
    made.buttons["new"].setFocus()
    keyboard.press("Space")
    keyboard.press("Ctrl+Return")
    assert made.form.fields["number"].error() == "Užpildykite šį lauką."
    fill(made, number="3", serial="4C530001", label="Atmintinė 3", permit="L-12", permit_until="ne data")
    keyboard.press("Ctrl+Return")
    assert made.form.fields["permit_until"].error()
    fill(made, permit_until="2026-12-31")
    keyboard.press("Ctrl+Return")
    (stick,) = places.laptop.carriers.every()
    assert (stick.number, stick.permit_until) == ("3", "2026-12-31")
    made.pressed(f"in:{stick.id}")
    fill(made, gate="LT-K-ALY", hour="9:30")
    send(made)
    assert made.presenter.rows()[0].cells[-1] == "Įstaigoje"
    made.pressed(f"out:{stick.id}")
    fill(made, gate="LT-K-ALY", hour="25:00")
    send(made)
    assert made.form.fields["hour"].error()
    fill(made, hour="16:05")
    send(made)
    assert [one.way for one in places.laptop.carriers.passages(stick.id)] == ["out", "in"]
    made.pressed(f"lose:{stick.id}")
    fill(made, seen="Autobusų stotis")
    picture(shell, "stick-lose")
    send(made)
    assert made.presenter.rows()[0].tone == "red"
    made.show_key(stick.id)
    settle()
    picture(shell, "sticks-lost")
    assert "Priežiūros institucijai pranešti iki" in words(made.sheet)
    (loss,) = places.laptop.carriers.losses(stick.id)
    made.pressed(f"sheet:{loss.id}")
    settle()
    page = front(shell)
    assert isinstance(page, PaperPage)
    assert page.page_count() == 1
    picture(shell, "stick-sheet")
    made = pane(shell, "sticks")
    made.pressed(f"found:{stick.id}:{loss.id}")
    send(made)
    assert made.presenter.rows()[0].tone == "green"


def test_the_slip_bears_number_and_permit_and_what_was_written_is_noted(places: Places, shell_of: Open, picture: Callable[..., None]) -> None:
    stick = places.laptop.carriers.register("3", serial="4C530001", label="Atmintinė 3", permit="L-12")
    shell = shell_of(places.laptop, places.stick)
    page = show(shell, "exchange")
    assert isinstance(page, ExchangePage)
    page.hand_over.go.click()
    settle()
    assert ("Leidimas", "L-12") in page.hand_over.slip.lines()
    assert ("Gamyklos numeris", "4C530001") in page.hand_over.slip.lines()
    picture(shell, "hand-over-done")
    assert [one.number for one in places.laptop.carriers.lying(stick)] == [1]
    page.hand_over.slip.print.click()
    settle()
    paper = front(shell)
    assert isinstance(paper, PaperPage)
    wish = paper.presenter.wish
    assert wish is not None
    assert dict(wish.options) == {"stick": "3", "laptop": "AL-07", "serial": "4C530001", "permit": "L-12"}
    assert paper.page_count() == 1
    picture(shell, "gate-slip")


@pytest.mark.parametrize(("out", "title"), [(True, "Atmintinė atjungta"), (False, "Atjungti nepavyko")])
def test_the_stick_is_ejected_from_where_the_writing_ends(
    places: Places, shell_of: Open, monkeypatch: pytest.MonkeyPatch, picture: Callable[..., None], out: bool, title: str
) -> None:
    class Ejecting(PutIn):
        def plugged(self) -> tuple[Stick, ...]:
            return tuple(replace(one, ejects=True) for one in super().plugged())

        def eject(self, folder: Path) -> bool:
            return folder == places.stick and out

    shell = shell_of(places.laptop)
    monkeypatch.setattr("caseworker_desktop.ui.exchange.view.PluggedSticks", lambda: Ejecting(places.stick))
    page = show(shell, "exchange")
    assert isinstance(page, ExchangePage)
    keyboard = Keyboard()
    keyboard.press("Space")
    settle()
    assert page.hand_over.eject.hasFocus()
    keyboard.press("Space")
    settle()
    assert title in words(page.hand_over)
    assert page.hand_over.eject.isEnabled() is not out
    picture(shell, f"ejected-{out}")
    assert [*faults(shell), *nameless(shell)] == []


def test_the_hand_over_tells_both_numbers(places: Places, shell_of: Open, picture: Callable[..., None]) -> None:
    done = places.laptop.exchange.export("office", places.stick, Silent())
    places.office.receiving.import_files([done.file], Silent())
    answer = places.office.exchange.export(places.laptop.worker.device, places.stick, Silent())
    places.laptop.receiving.import_files([answer.file], Silent())
    load(places.laptop, {"record": "person", "id": PERSON, "phone": "+37060000011"})
    shell = shell_of(places.laptop, places.stick)
    page = show(shell, "exchange")
    assert isinstance(page, ExchangePage)
    told = words(page.hand_over)
    goes = places.laptop.exchange.goes("office")
    assert f"{goes} " in f"{told} "
    assert "kita pusė jau gavo" in told
    picture(shell, "hand-over-both")
    assert [*faults(shell), *nameless(shell)] == []


@pytest.mark.parametrize(("language", "size"), [("lt", (1366, 768)), ("lv", (1366, 768)), ("en", (1024, 768)), ("lv", (910, 768))])
def test_the_register_fits(places: Places, shell_of: Open, language: str, size: tuple[int, int]) -> None:
    stick = places.office.carriers.register("3", serial="4C530001", label="BYLA3", permit="L-12", permit_until="2026-01-01")
    places.office.carriers.lose(stick, places.clock.now().isoformat(), "x", None)
    shell = shell_of(places.office, language=language)
    show(shell, "settings", size, part="sticks", show=stick)
    settle()
    assert [*faults(shell), *nameless(shell)] == []
