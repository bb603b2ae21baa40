"""What a coordinator is told of a laptop whose clock is wrong, and why it shows something else; in the preview, at the end, and later on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.exchange.view import ExchangePage
from caseworker_desktop.ui.preferences import Preferences
from caseworker_desktop.ui.shell.sitting import people_finder, status_signs, who_works
from caseworker_desktop.ui.shell.window import Shell
from tests.clock import StandingClock
from tests.day_shell import Keyboard, settle, show, shut
from tests.ui.administration_window import carry, confirm, pane, words
from tests.ui.faults import faults, nameless
from tests.ui.two_places import PERSON, Places, PutIn, client, load, two_places

pytestmark = pytest.mark.usefixtures("theme")
DAYS = 24 * 3600


@pytest.fixture
def places(tmp_path: Path, settings: Settings, clock: StandingClock) -> Iterator[Places]:
    made = two_places(tmp_path, settings, clock)
    client(made.laptop)
    yield made
    made.close()


@pytest.fixture
def shell(places: Places, texts: Texts, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shell]:
    monkeypatch.setattr("caseworker_desktop.ui.exchange.view.PluggedSticks", lambda: PutIn(places.stick))
    desk = places.office
    made = Shell(desk, texts, who=who_works(desk, texts), find_people=people_finder(desk, texts), signs=status_signs(desk),
                 preferences=lambda: Preferences("lt"))  # fmt: skip
    yield made
    shut(made)


def from_the_future(places: Places) -> None:
    places.clock.tick(3 * DAYS)
    places.laptop.exchange.export("office", places.stick, Silent())
    places.clock.tick(-3 * DAYS)


def test_a_wrong_clock_is_told_before_after_and_at_the_laptop(places: Places, shell: Shell, picture: Callable[..., None]) -> None:
    from_the_future(places)
    page = show(shell, "exchange", do="receive")
    assert isinstance(page, ExchangePage)
    keyboard = Keyboard()
    keyboard.press("Space")
    assert "laikrodis" in words(page.receive)
    picture(shell, "alarm-preview")
    keyboard.press("Escape")
    assert all(one.outgoing for one in places.office.exchange.bundles())
    keyboard.press("Space")
    keyboard.press("Space")
    assert "laikrodis" in words(page.receive)
    assert places.office.people.pick("sesel", 5)
    made = pane(shell, "laptops")
    made.show_key(places.laptop.worker.device)
    settle()
    assert "laikrodis" in words(made.sheet)
    assert made.presenter.rows()[0].cells[-1] == "Paklauskite naudotojo"
    picture(shell, "alarm-laptop")
    assert [*faults(shell), *nameless(shell)] == []
    places.clock.tick(60)
    carry(places.laptop, "office", places.stick, places.office)
    assert made.presenter.rows()[0].tone == "green"  # the latest package is as it should be


def test_an_import_is_undone_from_where_it_ended(places: Places, shell: Shell) -> None:
    places.laptop.exchange.export("office", places.stick, Silent())
    page = show(shell, "exchange", do="receive")
    assert isinstance(page, ExchangePage)
    keyboard = Keyboard()
    keyboard.press("Space")
    keyboard.press("Space")
    assert places.office.people.pick("sesel", 5)
    (note,) = [one for one in places.office.exchange.bundles() if not one.outgoing]
    page.receive.undo_wanted.emit(note.digest.hex())
    confirm(page)
    assert places.office.people.pick("sesel", 5) == ()
    assert note.digest in places.office.aside.bundles()
    made = pane(shell, "aside")
    (standing,) = places.office.aside.standing()
    made.pressed(f"back:{standing.id}")
    made.save()
    settle()
    assert places.office.people.pick("sesel", 5)


def test_why_a_laptop_shows_something_else_stands_in_words(places: Places, shell: Shell, picture: Callable[..., None]) -> None:
    carry(places.laptop, "office", places.stick, places.office)
    carry(places.office, places.laptop.worker.device, places.stick, places.laptop)
    carry(places.laptop, "office", places.stick, places.office)
    load(places.office, {"record": "person", "id": PERSON, "phone": "+37060000011"},
         {"record": "need", "case": "08000000-0000-7000-8000-000000000001", "domain": "N-HOU", "on": "2026-11-20"})  # fmt: skip
    made = pane(shell, "laptops")
    made.show_key(places.laptop.worker.device)
    settle()
    told = words(made.sheet)
    assert "Poreikis" in told
    picture(shell, "difference")
