"""Exchange and inbox on a real office and a real laptop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from caseworker_desktop.kernel.message import message
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.exchange.hand_over import Line
from caseworker_desktop.ui.exchange.receive import DONE
from caseworker_desktop.ui.exchange.view import ExchangePage
from caseworker_desktop.ui.inbox.view import InboxPage
from caseworker_desktop.ui.preferences import Preferences
from caseworker_desktop.ui.run import wait_for_all
from caseworker_desktop.ui.shell.sitting import people_finder, status_signs, who_works
from caseworker_desktop.ui.shell.window import Shell
from caseworker_desktop.usecases.desk import Desk
from tests.clock import StandingClock
from tests.ui.faults import faults, nameless, show_at
from tests.ui.two_places import PERSON, Places, PutIn, alone, client, load, two_places

pytestmark = pytest.mark.usefixtures("theme")
SIZES = [("lt", 1366), ("lv", 1366), ("en", 1366), ("lv", 1024), ("lt", 910)]


@pytest.fixture
def places(tmp_path: Path, settings: Settings, clock: StandingClock) -> Iterator[Places]:
    made = two_places(tmp_path, settings, clock)
    client(made.laptop)
    yield made
    made.close()


@pytest.fixture
def shell_of(qtbot: QtBot, texts_in: Callable[[str], Texts], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Shell]:
    """Show the frame of a desk with a stick plugged in."""
    kept: list[QWidget] = []

    def make(desk: Desk, sticks: PutIn, language: str = "lt", wide: int = 1366) -> Shell:
        monkeypatch.setattr("caseworker_desktop.ui.exchange.view.PluggedSticks", lambda: sticks)
        texts = texts_in(language)
        shell = Shell(
            desk,
            texts,
            who=who_works(desk, texts),
            find_people=people_finder(desk, texts),
            signs=status_signs(desk),
            preferences=lambda: Preferences(language),
        )
        kept.append(shell)
        qtbot.addWidget(shell)
        show_at(shell, wide, 768)
        return shell

    return make


def exchange(shell: Shell) -> ExchangePage:
    shell.open("exchange")
    page = shell._pages.front()
    assert isinstance(page, ExchangePage)
    return page


def inbox(shell: Shell, qtbot: QtBot) -> InboxPage:
    shell.open("inbox")
    page = shell._pages.front()
    assert isinstance(page, InboxPage)
    qtbot.waitUntil(lambda: page.conflict.isVisible() or page._empty.isVisible())
    for _ in range(2):  # what is read beside the window, and what that lets be read, would draw the cards again under the keys
        wait_for_all()
        QApplication.processEvents()
    return page


def words(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def disagree(places: Places) -> None:
    """Let both sides write the same fields of the same client, and bring the laptop's word to the office."""
    carry(places.laptop, "office", places.stick, places.office)
    carry(places.office, places.laptop.worker.device, places.stick, places.laptop)
    for desk, municipality, born in ((places.office, "LT-38", "1991-05-13"), (places.laptop, "LT-02", "1991-05-14")):
        places.clock.tick(3600)
        load(desk, {"record": "person", "id": PERSON, "residence_after_release": municipality, "birth_date": born})
    carry(places.laptop, "office", places.stick, places.office)


def carry(sender: Desk, to: str, stick: Path, receiver: Desk) -> None:
    done = sender.exchange.export(to, stick, Silent())
    assert receiver.receiving.import_files([done.file], Silent())[0].error is None
    done.file.unlink()


def test_a_package_goes_from_the_laptop_to_the_office(
    qtbot: QtBot, places: Places, shell_of: Callable[..., Shell], picture: Callable[..., None]
) -> None:
    sticks = PutIn(places.stick)
    shell = shell_of(places.laptop, sticks)
    page = exchange(shell)
    picture(shell, "export-1-choose")
    assert "Neperduota biurui" in words(shell._status)
    page.hand_over.go.click()
    qtbot.waitUntil(lambda: "Atmintinę galite išimti" in words(page))
    picture(shell, "export")
    files = list(places.stick.glob("*.byla"))
    assert len(files) == 1
    assert files[0].name in [value for _, value in page.hand_over.slip.lines()]
    assert "Žygimantas" not in words(page)
    assert page.hand_over.slip.print.isEnabled()

    office = shell_of(places.office, sticks)
    there = exchange(office)
    assert there.devices.isVisible()
    office.open("exchange", do="receive")
    qtbot.waitUntil(lambda: there.receive.boxes[files[0]].isChecked())
    there.receive.go.click()
    qtbot.waitUntil(lambda: "Kas pasikeis" in words(there))
    picture(office, "import-preview")
    assert "AL-07 · paketas Nr. 1" in words(there)
    assert "Žygimantas Šešelgis" in words(there)
    assert places.office.people.pick("sesel", 5) == ()
    there.receive.go.click()
    qtbot.waitUntil(lambda: "Kas atkeliavo" in words(there))
    assert places.office.people.pick("sesel", 5)[0].family_name == "Šešelgis"
    assert "Visi kompiuteriai atsiuntė paketus" in words(office._status)


def test_a_damaged_package_is_refused_in_one_sentence(qtbot: QtBot, places: Places, shell_of: Callable[..., Shell]) -> None:
    done = places.laptop.exchange.export("office", places.stick, Silent())
    data = bytearray(done.file.read_bytes())
    data[len(data) // 2] ^= 1
    done.file.write_bytes(data)
    office = shell_of(places.office, PutIn(places.stick))
    page = exchange(office)
    office.open("exchange", do="receive")
    page.receive.files_chosen.emit([done.file])
    qtbot.waitUntil(lambda: page.receive.go.isEnabled())
    page.receive.go.click()
    qtbot.waitUntil(lambda: "Neįkelsime" in words(page))
    assert not page.receive.go.isEnabled()
    assert "Traceback" not in words(page)
    assert places.office.people.pick("sesel", 5) == ()


def test_a_stick_that_vanishes_leaves_everything_as_it_was(qtbot: QtBot, places: Places, shell_of: Callable[..., Shell], tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    sticks = PutIn(gone)
    shell = shell_of(places.laptop, sticks)
    page = exchange(shell)
    gone.rmdir()
    page.hand_over.go.click()
    qtbot.waitUntil(lambda: "Paketas neįrašytas" in words(page))
    assert places.laptop.exchange.status()[0].last_out is None


def test_two_values_stand_side_by_side_and_a_decision_travels(
    qtbot: QtBot, places: Places, shell_of: Callable[..., Shell], picture: Callable[..., None]
) -> None:
    disagree(places)
    office = shell_of(places.office, PutIn(places.stick))
    page = inbox(office, qtbot)
    picture(office, "office-conflicts")
    assert {card.findChildren(QLabel)[2].text() for card in page.conflict.cards} == {"1991-05-13", "1991-05-14"}
    assert "Žygimantas Šešelgis" in page.conflict._title.whole()
    page.conflict.go.click()
    assert page.conflict._fault.text() == "Pasirinkite vieną reikšmę."
    page.conflict.cards[1].pick.click()
    page.conflict.go.click()
    assert page.conflict._why.error()
    page.conflict.why.setText("Patvirtino pasas")
    page.conflict.go.click()
    qtbot.waitUntil(lambda: places.office.inbox.count() == 1 and "Sprendimas įrašytas" in office.toast_words())
    qtbot.waitUntil(lambda: len(places.office.inbox.conflicts()) == 1)
    assert page.command("save")
    carry(places.office, places.laptop.worker.device, places.stick, places.laptop)
    there = inbox(shell_of(places.laptop, PutIn(places.stick)), qtbot)
    assert there.conflict._subtitle.whole() == page.conflict._subtitle.whole()


def test_conflicts_are_decided_with_the_keyboard_alone(
    qtbot: QtBot, places: Places, shell_of: Callable[..., Shell], type_text: Callable[..., None]
) -> None:
    disagree(places)
    office = shell_of(places.office, PutIn(places.stick))
    page = inbox(office, qtbot)
    before = places.office.inbox.count()
    page.on_shown()
    first = page.conflict.cards[0].pick
    qtbot.waitUntil(first.hasFocus)
    qtbot.keyClick(first, " ")
    pressed = page.conflict.cards[0].pick
    qtbot.waitUntil(pressed.hasFocus)
    qtbot.waitUntil(page.conflict.cards[1].pick.isVisible)
    qtbot.keyClick(pressed, "\t")
    assert page.conflict.cards[1].pick.hasFocus()
    qtbot.keyClick(page.conflict.cards[1].pick, "\t")
    qtbot.waitUntil(page.conflict.third.hasFocus)
    qtbot.keyClick(page.conflict.third, "\t")
    qtbot.waitUntil(page.conflict.why.hasFocus)
    type_text(page.conflict.why, "Sakė klientas")
    assert page.command("save")
    qtbot.waitUntil(lambda: len(places.office.inbox.conflicts()) == 1)
    assert before == 1  # one record, two fields of it


def test_a_laptop_joins_from_its_own_window(
    qtbot: QtBot, tmp_path: Path, settings: Settings, clock: StandingClock, shell_of: Callable[..., Shell]
) -> None:
    (tmp_path / "both").mkdir()
    places = two_places(tmp_path / "both", settings, clock)
    _, lonely = alone(tmp_path / "alone", settings, clock)
    stick = tmp_path / "stick"
    stick.mkdir()
    shell = shell_of(lonely, PutIn(stick))
    page = exchange(shell)
    assert page.join.isVisible()
    page.join.folder_chosen.emit(stick)
    qtbot.waitUntil(lambda: "Šeši žodžiai biurui" in words(page))
    spoken = " ".join(label.text() for label in page.findChildren(QLabel) if label.property("role") == "code")
    assert len(spoken.split()) == 6

    office = shell_of(places.office, PutIn(stick))
    there = exchange(office)
    there.devices.enrol.click()
    there.enrol.choose_file(stick / "request-1.byla-request")
    there.enrol.words.setText("ne tie patys žodžiai du trys")
    there.enrol.role.choose("U-SW")
    there.enrol.sites.boxes[0][1].setChecked(True)
    there.enrol.go.click()
    qtbot.waitUntil(lambda: there.enrol._fields["words"].error() != "")
    there.enrol.words.setText(spoken)
    there.enrol.go.click()
    qtbot.waitUntil(lambda: "Kompiuteris priimtas" in words(there))
    answer = next(stick.glob("*.byla"))
    page.join.welcome_chosen.emit(answer)
    qtbot.waitUntil(lambda: "Prisijungta" in words(page))
    with qtbot.waitSignal(shell.leave_wanted):
        next(button for button in page.findChildren(QPushButton) if "Atrakinti iš naujo" in button.text()).click()
    lonely.close()
    places.close()


@pytest.mark.parametrize(("language", "wide"), SIZES)
def test_every_screen_fits(
    qtbot: QtBot, places: Places, shell_of: Callable[..., Shell], picture: Callable[..., None], language: str, wide: int
) -> None:
    disagree(places)
    found: list[str] = []
    sticks = PutIn(places.stick)

    def look(shell: Shell, name: str) -> None:
        show_at(shell, wide, 768)
        picture(shell, f"{name}-{language}-{wide}")
        found.extend(f"{name}: {fault}" for fault in (*faults(shell), *nameless(shell)))

    laptop = shell_of(places.laptop, sticks, language, wide)
    page = exchange(laptop)
    look(laptop, "choose")
    page.hand_over.show_writing(sticks.plugged()[0])
    page.hand_over.show_line(Line((2, 1, 0), 64))
    look(laptop, "writing")
    page.handing.begin("office")
    page.hand_over.go.click()
    qtbot.waitUntil(page.hand_over.slip.print.isEnabled)
    look(laptop, "done")
    sticks.folders = []
    page.handing.again()
    look(laptop, "no stick")
    sticks.folders = [places.stick]
    laptop.open("exchange", do="receive")
    look(laptop, "receive")

    office = shell_of(places.office, sticks, language, wide)
    there = exchange(office)
    office.open("exchange", do="receive")
    qtbot.waitUntil(lambda: there.receive.go.isEnabled())
    look(office, "offered")
    there.receive.go.click()
    qtbot.waitUntil(lambda: there.receive._leave is not None and there.receive._leave.isEnabled())
    look(office, "preview")
    there.receive.show_working(True, DONE)
    there.receive.show_step(message("progress.importing"), 1, 2)
    look(office, "taking")
    there.receive.show_working(False, DONE)
    there.receive.go.click()
    qtbot.waitUntil(lambda: not there.receive.boxes and not there.receive._work.isVisible() and there.receive._leave is None)
    look(office, "arrived")
    there.receive.left.emit()
    look(office, "devices")
    there.devices.enrol.click()
    there.enrol.go.click()
    look(office, "enrol")
    inside = inbox(office, qtbot)
    look(office, "conflicts")
    inside.conflict.go.click()
    look(office, "fault")
    inside.tabs.buttons()[1].click()
    look(office, "came")
    office.open("settings")
    look(office, "settings")
    assert found == []


def test_the_lease_is_told_before_it_ends_and_a_jump_of_the_clock_is_asked_about(places: Places, shell_of, qtbot: QtBot) -> None:
    shell = shell_of(places.laptop, PutIn(places.stick))
    page = exchange(shell)
    assert not page.lease.isVisible()
    for _ in range(36):
        places.clock.tick(24 * 3600)
        places.laptop.lease.state()
    page.on_shown()
    assert page.lease.title() == "Bylos užsivers po 9 dienų"
    assert faults(page) == []
    for _ in range(10):
        places.clock.tick(24 * 3600)
        places.laptop.lease.state()
    page.on_shown()
    assert page.lease.title().startswith("Bylos užvertos")
    places.clock.tick(30 * 24 * 3600)
    page.on_shown()
    assert page.lease.title() == "Nuo paskutinio darbo praėjo 30 dienų"
    page.lease.acted.emit()
    assert page.lease.title().startswith("Bylos užvertos")
