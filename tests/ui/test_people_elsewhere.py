"""People whom a laptop meets without having their files: the list shows their cards as such."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from caseworker_desktop.records.lists import institution_id
from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.people.view import PeoplePage
from caseworker_desktop.ui.preferences import Preferences
from caseworker_desktop.ui.shell.sitting import people_finder, status_signs, who_works
from caseworker_desktop.ui.shell.window import Shell
from tests.clock import StandingClock
from tests.day_shell import settle, show, shut
from tests.ui.administration_window import carry
from tests.ui.faults import faults, nameless
from tests.ui.two_places import PERSON, Places, client, load, two_places

pytestmark = pytest.mark.usefixtures("theme")
OTHERS = tuple(f"0b000000-0000-7000-8000-00000000000{number}" for number in range(1, 7))


@pytest.fixture
def places(tmp_path: Path, settings: Settings, clock: StandingClock) -> Iterator[Places]:
    """A laptop whose client has six kin whose files are in the office."""
    made = two_places(tmp_path, settings, clock)
    client(made.laptop)
    carry(made.laptop, "office", made.stick, made.office)
    people = [{"record": "person", "id": one, "given_names": f"Išgalvotas{n}", "family_name": "Žvirblys" if n else "Čekanauskas",
               "birth_date": "1988-02-03"} for n, one in enumerate(OTHERS)]  # fmt: skip
    stay = {"record": "stay", "person": OTHERS[0], "institution": institution_id("LT-K-PAN"), "from": "2025-01-01"}
    kin = [{"record": "relation", "person": PERSON, "other": one, "kind": "R-PAR"} for one in OTHERS]
    load(made.office, *people, stay, *kin)
    carry(made.office, made.laptop.worker.device, made.stick, made.laptop)
    yield made
    made.close()


def test_cards_are_told_and_cannot_be_opened(
    places: Places, texts_in: Callable[[str], Texts], picture: Callable[[QWidget, str], None]
) -> None:
    desk, texts = places.laptop, texts_in("lt")
    assert len(desk.people.elsewhere("")) == len(OTHERS)
    shell = Shell(desk, texts, who=who_works(desk, texts), find_people=people_finder(desk, texts), signs=status_signs(desk), preferences=Preferences)
    try:
        page = show(shell, "people")
        assert isinstance(page, PeoplePage)
        assert page.list.elsewhere.isHidden()  # only my own people are wanted
        page.list.search.setText("cekan")
        page.list.search.asked.emit("cekan")
        settle()
        names = [one.accessibleName() for one in page.list.elsewhere.findChildren(QWidget)]
        assert [one for one in names if ", 1988" in one] == ["Išgalvotas0 Čekanauskas, 1988 · Panevėžio kalėjimas"]
        page.list.search.setText("")
        page.list.search.asked.emit("")
        assert page.list.elsewhere.isHidden()
        page.list._everybody()
        settle()
        picture(shell, "people-elsewhere")
        said = [one.accessibleName() or getattr(one, "text", str)() for one in page.list.elsewhere.findChildren(QWidget)]
        assert "6 žmonių bylos ne šiame kompiuteryje" in said
        assert "Ir dar 2: rašykite daugiau raidžių" in said
        assert (faults(shell), nameless(shell)) == ([], [])
    finally:
        shut(shell)


def test_the_office_has_everybodys_file(places: Places) -> None:
    assert places.office.people.elsewhere("") == ()
