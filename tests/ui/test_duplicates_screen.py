"""The inbox's tab of likely duplicates on a real office: side by side, joined, taken back, kept apart; by keyboard and in every width."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.records.views import partners
from caseworker_desktop.records.views.people import Wanted
from caseworker_desktop.settings import Settings
from caseworker_desktop.ui.inbox.presenter import CAME, PAIRS
from caseworker_desktop.ui.inbox.view import InboxPage
from caseworker_desktop.ui.shell.window import Shell
from tests.clock import StandingClock
from tests.ui.faults import faults, nameless, show_at
from tests.ui.test_exchange_screens import inbox, shell_of, words
from tests.ui.two_places import PERSON, Places, PutIn, client, load, two_places

__all__ = ["shell_of"]
pytestmark = pytest.mark.usefixtures("theme")
ONE, OTHER = "0a000000-0000-7000-8000-00000000000a", "0a000000-0000-7000-8000-00000000000b"
CASES = "08000000-0000-7000-8000-00000000000a", "08000000-0000-7000-8000-00000000000b"


@pytest.fixture
def places(tmp_path: Path, settings: Settings, clock: StandingClock) -> Iterator[Places]:
    made = two_places(tmp_path, settings, clock)
    load(
        made.office,
        {"record": "person", "id": ONE, "given_names": "Žygimantas", "family_name": "Šiaulytis", "birth_date": "1990-10-23",
         "phone": "+37060000010", "residence_after_release": "LT-57"},
        {"record": "person_code", "person": ONE, "scheme": "lt", "value": "39010230003"},
        {"record": "case", "id": CASES[0], "person": ONE, "kind": "client", "number": "MA-0188", "opened_on": "2026-09-02", "site": "@LT-K-MAR"},
        {"record": "person", "id": OTHER, "given_names": "Zygimantas", "family_name": "Siaulytis", "birth_date": "1990-10-23",
         "phone": "+37060000019", "residence_after_release": "LT-57"},
        {"record": "case", "id": CASES[1], "person": OTHER, "kind": "client", "number": "PR-0203", "opened_on": "2026-11-12", "site": "@LT-K-PRA1"},
    )
    yield made
    made.close()


def pairs(shell: Shell, qtbot: QtBot) -> InboxPage:
    page = inbox(shell, qtbot)
    shell.open("inbox", do=PAIRS)
    qtbot.waitUntil(lambda: page.pairs.card.isVisible() or page.pairs._empty.isVisible())
    return page


def test_side_by_side_joined_and_taken_back(qtbot: QtBot, places: Places, shell_of) -> None:
    shell = shell_of(places.office, PutIn(places.stick))
    page = pairs(shell, qtbot)
    said = words(page.pairs.card)
    for shown in ("Ar tai tas pats žmogus?", "Žygimantas Šiaulytis", "Zygimantas Siaulytis", "390••••0003", "neįrašyta", "Tikimybė didelė"):
        assert shown in said
    assert "39010230003" not in said
    face = page.pairs.presenter.front()
    assert face is not None
    assert [head.startswith(case) for head, case in zip(face.heads, ("byla MA-0188", "byla PR-0203"), strict=True)] == [True, True]
    page.pairs.card.look[1].click()
    assert shell._pages.front() is not page
    shell.open("inbox", do=PAIRS)
    assert [row.label for row in face.rows if row.same] == ["Gimimo data", "Gyvens po paleidimo", "Įrašai"]
    assert "Sujungti į MA-0188" in page.pairs.card.go.text()
    assert "1" in page.tabs._buttons[1].text()
    assert page.command("save")  # Ctrl+Enter
    qtbot.waitUntil(lambda: page.pairs._empty.isVisible())
    shown = places.office.dumping.show("person", OTHER)
    assert shown is not None
    assert (shown["id"], shown["joined"]) == (ONE, [OTHER])
    assert shell.toast_words()
    shell._toaster.undo()
    qtbot.waitUntil(lambda: page.pairs._empty.isVisible() and not places.office.dumping.show("person", OTHER).get("joined"))


def test_kept_apart_is_not_asked_again(qtbot: QtBot, places: Places, shell_of) -> None:
    shell = shell_of(places.office, PutIn(places.stick))
    page = pairs(shell, qtbot)
    page.pairs.card.apart.click()
    qtbot.waitUntil(lambda: page.pairs._empty.isVisible())
    assert places.office.duplicates.pairs() == ()


@pytest.mark.parametrize(("language", "wide"), [("lt", 1366), ("lv", 1366), ("en", 1366), ("lv", 1024), ("lt", 910)])
def test_nothing_is_cut_or_nameless(qtbot: QtBot, places: Places, shell_of, language: str, wide: int) -> None:
    shell = shell_of(places.office, PutIn(places.stick), language, wide)
    page = pairs(shell, qtbot)
    if wide < 1000:
        page.pairs.window().repaint()
        page._two_pages(listing=False)
    show_at(shell, wide, 768)
    assert faults(page) == []
    assert nameless(page) == []


def test_the_list_of_people_tells_the_joined_once(places: Places) -> None:
    people = places.office.people
    everybody, found = Wanted(), Wanted(text="siaulytis")
    before = [face.id for face in people.page(everybody).people]
    assert {ONE, OTHER} <= set(before)
    places.office.duplicates.merge(ONE, OTHER)
    assert [face.id for face in people.page(everybody).people] == [one for one in before if one != OTHER]
    assert [face.id for face in people.page(found).people] == [ONE]


def test_the_register_of_partners_tells_the_joined_once_and_finds_it_by_either_name(places: Places) -> None:
    desk = places.office
    one, other = "05000000-0000-7000-8000-00000000000a", "05000000-0000-7000-8000-00000000000b"
    load(
        desk,
        {"record": "partner", "id": one, "name": "Biedrība „Ceļš“", "kind": "ngo", "municipality": "LT-25", "active_from": "2026-01-01"},
        {"record": "partner", "id": other, "name": "Celsas, asociacija", "kind": "ngo", "municipality": "LT-25", "active_from": "2026-02-01"},
        {"record": "partner_contact", "partner": other, "name": "Ona Kitokė"},
    )

    def found(text: str) -> list[str]:
        with desk.writer._store.reading() as reading:
            return [row.id for row in partners.register(reading.connection, partners.Wanted(text=text), "2026-11-21", str, {}).rows]

    assert found("celsas") == found("kitoke") == [other]
    desk.duplicates.merge(one, other)
    assert found("") == found("celsas") == found("kitoke") == found("cels") == [one]
    with desk.writer._store.reading() as reading:
        assert [row.id for row in partners.growth(reading.connection, "2026-01-01", "2026-12-31")] == [one]
    desk.duplicates.unmerge(one, other)
    assert set(found("")) == {one, other}


def test_a_mentor_written_down_twice_is_a_pair_like_any_other(places: Places) -> None:
    mentors = "0a000000-0000-7000-8000-00000000000c", "0a000000-0000-7000-8000-00000000000d"
    for id_, name, stage in ((mentors[0], "Saulius", "trained"), (mentors[1], "Šaulius", "recruited")):
        load(
            places.office,
            {"record": "person", "id": id_, "given_names": name, "family_name": "Mentorauskas", "birth_date": "1975-02-03"},
            {"record": "mentor", "person": id_, "kind": "volunteer", "stage": stage},
        )
    assert mentors in [(pair.a, pair.b) for pair in places.office.duplicates.pairs()]


def test_a_package_is_undone_and_taken_again(qtbot: QtBot, places: Places, shell_of) -> None:
    client(places.laptop)
    sent = places.laptop.exchange.export("office", places.stick, Silent())
    places.office.receiving.import_file(sent.file, Silent())
    shell = shell_of(places.office, PutIn(places.stick))
    page = inbox(shell, qtbot)
    page.tabs.choose([CAME])
    page._tab_changed()
    assert places.office.dumping.show("person", PERSON) is not None
    button(page, "Atšaukti paketą").click()
    qtbot.waitUntil(lambda: "Šis paketas padėtas į šalį" in words(page))
    assert places.office.dumping.show("person", PERSON) is None
    assert "Padėtas į šalį" in page.packages.list.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    button(page, "Priimti pakeitimus").click()
    qtbot.waitUntil(lambda: "Šis paketas padėtas į šalį" not in words(page))
    assert places.office.dumping.show("person", PERSON) is not None


def button(page: InboxPage, text: str) -> QPushButton:
    return next(one for one in page.findChildren(QPushButton) if one.isVisible() and text in one.text())
