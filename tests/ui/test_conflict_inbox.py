"""The inbox's conflicts in the real window: both values with who, when and where; chosen, kept, a third written; undone; all by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caseworker_desktop.settings import Settings
from caseworker_desktop.ui.inbox.view import InboxPage
from caseworker_desktop.ui.shell.window import Shell
from caseworker_desktop.usecases.desk import Desk
from tests.clock import StandingClock
from tests.ui.faults import faults, nameless, show_at
from tests.ui.test_exchange_screens import carry, inbox, shell_of, words
from tests.ui.two_places import CASE, PERSON, Places, PutIn, client, load, two_places

__all__ = ["shell_of"]
pytestmark = pytest.mark.usefixtures("theme")
FLAG, NEED = "0c000000-0000-7000-8000-00000000000a", "0d000000-0000-7000-8000-00000000000a"
OFFICE_TEXT, LAPTOP_TEXT = "Virėjas kalėjimo virtuvėje", "Suvirintojas, 3 metai"


@pytest.fixture
def places(tmp_path: Path, settings: Settings, clock: StandingClock) -> Iterator[Places]:
    made = two_places(tmp_path, settings, clock)
    client(made.laptop)
    load(
        made.laptop,
        {"record": "flag", "id": FLAG, "person": PERSON, "kind": "self_harm", "from": "2026-11-01"},
        {"record": "need", "id": NEED, "case": CASE, "domain": "N-HOU", "on": "2026-11-20", "client_value": 2},
    )
    exchange(made)
    yield made
    made.close()


def exchange(places: Places) -> None:
    carry(places.laptop, "office", places.stick, places.office)
    carry(places.office, places.laptop.worker.device, places.stick, places.laptop)


def differ(places: Places, kind: str, id_: str, one: dict[str, Any], other: dict[str, Any]) -> None:
    """Let the office and then the laptop write, and bring both words to both."""
    for desk, values in ((places.office, one), (places.laptop, other)):
        places.clock.tick(3600)
        load(desk, {"record": kind, "id": id_, **values})
    exchange(places)


def standing(desk: Desk) -> dict[str, list[Any]]:
    return {one.field: [each.value for each in one.values] for one in desk.inbox.conflicts()}


def page_of(qtbot: QtBot, places: Places, shell_of: Callable[..., Shell]) -> tuple[Shell, InboxPage]:
    shell = shell_of(places.office, PutIn(places.stick))
    return shell, inbox(shell, qtbot)


def told(qtbot: QtBot, page: InboxPage) -> list[str]:
    """Return the words of the cards, once those that were drawn last stand there: what is read beside the window may draw them again."""
    qtbot.waitUntil(lambda: bool(page.conflict.cards) and all(map(words, page.conflict.cards)))
    return [words(card) for card in page.conflict.cards]


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key, modifier)


def test_both_texts_with_who_when_and_where(qtbot: QtBot, places: Places, shell_of, picture) -> None:
    differ(places, "person", PERSON, {"experience": OFFICE_TEXT}, {"experience": LAPTOP_TEXT})
    shell, page = page_of(qtbot, places, shell_of)
    picture(shell, "texts")
    said = told(qtbot, page)
    for text, who, when, where in (
        (LAPTOP_TEXT, "Eglė Kazlauskienė", "16:20", "AL-07"), (OFFICE_TEXT, "Rasa Grigienė", "15:20", "VšĮ „Pavyzdinė pagalba“")
    ):  # fmt: skip
        mine = next(one for one in said if text in one)
        assert who in mine
        assert when in mine
        assert where in mine
    assert sum("Rodoma dabar" in one for one in said) == 1


def test_a_third_value_from_both_texts_by_keyboard_and_undone(qtbot: QtBot, places: Places, shell_of, type_text, picture) -> None:
    differ(places, "person", PERSON, {"experience": OFFICE_TEXT}, {"experience": LAPTOP_TEXT})
    before = places.office.inbox.conflicts()
    shell, page = page_of(qtbot, places, shell_of)
    page.on_shown()
    qtbot.waitUntil(page.conflict.cards[0].pick.hasFocus)
    for _ in range(2):
        press(qtbot, Qt.Key.Key_Tab)
    assert page.conflict.third.hasFocus()
    press(qtbot, Qt.Key.Key_Space)
    form = page.conflict.form
    assert form is not None
    editor = form.editors["experience"]
    assert editor.widget.hasFocus()
    assert {OFFICE_TEXT, LAPTOP_TEXT} == set(str(editor.value()).split("\n"))  # both are kept unless a person strikes one out
    qtbot.waitUntil(lambda: page.conflict.cards[0].isVisible() and editor.widget.height() > 0)
    show_at(shell, 1366, 768)
    picture(shell, "third")
    assert page.command("save")
    assert page.conflict._why.error()
    type_text(page.conflict.why, "Abu darbai tikri")
    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: standing(places.office) == {})
    shown = places.office.editing.read("person", PERSON)
    assert shown is not None
    assert set(shown["experience"].split("\n")) == {OFFICE_TEXT, LAPTOP_TEXT}
    qtbot.waitUntil(lambda: "Sprendimas įrašytas" in shell.toast_words())
    press(qtbot, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(standing(places.office)) == 1)
    # Both stand as before, each under the name of who said it, when and where; so they do on the laptop.
    assert [set(one.values) for one in places.office.inbox.conflicts()] == [set(one.values) for one in before]
    exchange(places)
    assert standing(places.laptop) == standing(places.office)


def test_only_the_field_that_was_decided_leaves_the_inbox(places: Places) -> None:
    differ(places, "person", PERSON, {"experience": OFFICE_TEXT, "birth_date": "1991-05-13"}, {"experience": LAPTOP_TEXT, "birth_date": "1991-05-14"})
    places.office.inbox.resolve("person", PERSON, "experience", LAPTOP_TEXT, "Rodė pažymą")
    assert set(standing(places.office)) == {"birth_date"}


def test_two_elements_of_one_set_are_two_questions(places: Places) -> None:
    session = "0e000000-0000-7000-8000-00000000000a"
    services = [{"code": "P-SDI", "minutes": 10}, {"code": "P-IDA", "minutes": 10}]
    load(places.laptop, {"record": "session", "id": session, "kind": "individual", "starts_at": "2026-11-20T10:00:00+02:00", "minutes": 60,
                         "staff": ["@egle"], "cases": [CASE], "services": services})  # fmt: skip
    exchange(places)
    both = [[{"code": "P-SDI", "minutes": n}, {"code": "P-IDA", "minutes": n + 1}] for n in (20, 30)]
    differ(places, "session", session, {"services": both[0]}, {"services": both[1]})
    assert set(standing(places.office)) == {"services/P-SDI", "services/P-IDA"}
    decided = places.office.inbox.resolve("session", session, "services/P-SDI", {"minutes": 25}, "Pagal žurnalą")
    assert set(standing(places.office)) == {"services/P-IDA"}
    places.office.inbox.take_back(decided)
    assert set(standing(places.office)) == {"services/P-SDI", "services/P-IDA"}


@pytest.mark.parametrize("touched", ["to", "note"])
def test_a_risk_is_never_decided_by_the_program_nor_by_a_form_that_shows_one_value(places: Places, touched: str) -> None:
    differ(places, "flag", FLAG, {"to": "2026-11-19"}, {"to": "2026-12-31"})
    assert set(standing(places.office)["to"]) == {"2026-11-19", "2026-12-31"}
    form = places.office.editing.read("flag", FLAG)
    assert form is not None
    values = {"to": form["to"], "kind": form["kind"], "from": form["from"]}  # a form gives back all it showed
    hidden = {"2026-11-19", "2026-12-31"} - {form["to"]}
    if touched == "to":
        values["to"] = "2027-01-15"
    places.office.editing.save("flag", FLAG, values)
    assert hidden < set(standing(places.office)["to"])
    exchange(places)
    assert standing(places.laptop) == standing(places.office)


def test_a_risk_stands_first_and_in_red(qtbot: QtBot, places: Places, shell_of) -> None:
    differ(places, "person", PERSON, {"experience": OFFICE_TEXT}, {"experience": LAPTOP_TEXT})
    differ(places, "flag", FLAG, {"to": "2026-11-19"}, {"to": "2026-12-31"})
    _, page = page_of(qtbot, places, shell_of)
    assert page.presenter._faces[0].kind == "flag"
    assert page.presenter._faces[0].grave
    assert not page.presenter._faces[-1].grave


def test_a_deletion_against_an_edit_tells_both_and_is_undone(qtbot: QtBot, places: Places, shell_of, picture) -> None:
    differ(places, "need", NEED, {"deleted": True}, {"client_value": 4})
    before = places.office.inbox.conflicts()
    shell, page = page_of(qtbot, places, shell_of)
    picture(shell, "deletion")
    said = told(qtbot, page)
    assert any("Ištrinti" in one and "Rasa Grigienė" in one for one in said)
    assert any("Palikti" in one and "4" in one and "Eglė Kazlauskienė" in one and "AL-07" in one for one in said)
    assert not page.conflict.third.isVisible()  # nothing third to say
    page.conflict.cards[next(at for at, one in enumerate(said) if "Ištrinti" in one)].pick.click()
    page.conflict.why.setText("Įrašyta per klaidą")
    page.conflict.go.click()
    qtbot.waitUntil(lambda: places.office.inbox.count() == 0)
    assert places.office.dumping.show("need", NEED) is None
    qtbot.waitUntil(lambda: "Sprendimas įrašytas" in shell.toast_words())
    shell._toaster.undo()
    qtbot.waitUntil(lambda: places.office.inbox.count() == 1)
    assert [set(one.values) for one in places.office.inbox.conflicts()] == [set(one.values) for one in before]
    kept = places.office.inbox.resolve("need", NEED, "deleted", False, "Reikia")
    assert places.office.inbox.count() == 0
    places.office.inbox.take_back(kept)
    assert places.office.inbox.count() == 1


def test_leaving_both_turns_the_page_and_changes_nothing(qtbot: QtBot, places: Places, shell_of) -> None:
    differ(places, "person", PERSON, {"experience": OFFICE_TEXT, "birth_date": "1991-05-13"}, {"experience": LAPTOP_TEXT, "birth_date": "1991-05-14"})
    before = standing(places.office)
    shell, page = page_of(qtbot, places, shell_of)
    first = page.conflict._subtitle.whole()
    page.conflict._both.click()
    assert page.conflict._subtitle.whole() != first
    show_at(shell, 1366, 768)
    page.conflict.take_focus()
    press(qtbot, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert page.conflict._subtitle.whole() == first
    assert standing(places.office) == before


def test_a_decision_that_somebody_wrote_over_is_not_taken_back(places: Places) -> None:
    differ(places, "person", PERSON, {"experience": OFFICE_TEXT}, {"experience": LAPTOP_TEXT})
    decided = places.office.inbox.resolve("person", PERSON, "experience", LAPTOP_TEXT, "Rodė pažymą")
    load(places.office, {"record": "person", "id": PERSON, "experience": "Visai kas kita"})
    with pytest.raises(Exception, match="decided_since"):
        places.office.inbox.take_back(decided)
    assert standing(places.office) == {}


def test_no_noise(places: Places) -> None:
    """Equal values, elements that two people added, and what waits for an operation that has not come never stand in the inbox."""
    differ(places, "person", PERSON, {"easy_read": True, "languages": ["lt", "ru"]}, {"easy_read": True, "languages": ["lt", "en"]})
    assert standing(places.office) == standing(places.laptop) == {}
    shown = places.office.dumping.show("person", PERSON)
    assert shown is not None
    assert set(shown["languages"]) == {"lt", "ru", "en"}
    # Two bundles of the laptop: the second, which builds on the first, comes alone, while the office wrote the field too.
    load(places.laptop, {"record": "person", "id": PERSON, "experience": "Pirma"})
    carry(places.laptop, "office", places.stick, places.office)
    load(places.office, {"record": "person", "id": PERSON, "experience": "Antra"})
    load(places.laptop, {"record": "person", "id": PERSON, "experience": "Trečia"})
    exchange(places)
    assert set(standing(places.office)["experience"]) == {"Antra", "Trečia"}


@pytest.mark.parametrize(("language", "wide"), [("lt", 1366), ("lv", 1366), ("en", 1366), ("lv", 1024), ("lt", 910)])
def test_nothing_is_cut_while_a_third_value_is_written(qtbot: QtBot, places: Places, shell_of, language: str, wide: int) -> None:
    differ(places, "person", PERSON, {"experience": OFFICE_TEXT * 3}, {"experience": LAPTOP_TEXT * 3})
    shell = shell_of(places.office, PutIn(places.stick), language, wide)
    page = inbox(shell, qtbot)
    page._two_pages(listing=False)
    page.conflict.third.click()
    show_at(shell, wide, 768)
    assert faults(page) == []
    assert nameless(page) == []
