"""The whole window over a real workspace: first start, lock, coming back, keyboard, help."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from caseworker_desktop import bootstrap
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.settings import LANGUAGES, Settings
from caseworker_desktop.ui import preferences as kept
from caseworker_desktop.ui.app import MainWindow
from caseworker_desktop.ui.help.panel import HelpPanel, help_text
from caseworker_desktop.ui.key_card import SheetCard
from caseworker_desktop.ui.people.view import PeoplePage
from caseworker_desktop.ui.preferences import Preferences
from caseworker_desktop.ui.run import wait_for_all
from caseworker_desktop.ui.shell.idle import IdleWatch
from caseworker_desktop.ui.shell.navigation import PLACES, menu
from caseworker_desktop.ui.shell.notice import Notice
from caseworker_desktop.ui.shell.palette import Palette
from caseworker_desktop.ui.shell.window import KEYS, Shell
from caseworker_desktop.ui.theme.theme import Theme
from caseworker_desktop.ui.unlock.new_form import NewForm
from caseworker_desktop.ui.unlock.unlock_form import UnlockForm
from caseworker_desktop.ui.unlock.ways import Ways
from caseworker_desktop.ui.widgets.editors import TextEdit
from tests.clock import StandingClock
from tests.ui.faults import faults, nameless, show_at
from tests.ui.two_places import LAPTOP, PASSPHRASE, PERSON, client, load

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def doors(tmp_path: Path, settings: Settings, clock: StandingClock) -> bootstrap.FolderDoors:
    """A laptop with one client."""
    made = bootstrap.FolderDoors(bootstrap.build_parts(settings, clock), tmp_path / "laptop")
    made.begin(LAPTOP, None, Silent())
    desk = made.unlock(None, PASSPHRASE, Silent())
    client(desk)
    desk.close()
    return made


@pytest.fixture
def open_window(qtbot: QtBot, theme: Theme, resources: Path, clock: StandingClock) -> Iterator[Callable[..., MainWindow]]:
    made: list[MainWindow] = []

    def make(doors: bootstrap.FolderDoors, preferences: Preferences | None = None, size: tuple[int, int] = (1366, 768)) -> MainWindow:
        window = MainWindow(doors, resources, clock, "0.1.0", theme, preferences or Preferences())
        made.append(window)
        qtbot.addWidget(window)
        show_at(window, *size)
        return window

    yield make
    for window in made:
        window.close()
    wait_for_all()


def unlock(qtbot: QtBot, window: MainWindow, passphrase: str = PASSPHRASE, login: str = "") -> Shell:
    assert window.door is not None
    form = window.door.card
    assert isinstance(form, UnlockForm)
    form.login.setText(login)
    form.passphrase.setText(passphrase)
    form.go.click()
    qtbot.waitUntil(lambda: window.shell is not None and window.currentWidget() is window.shell)
    assert window.shell is not None
    return window.shell


def words(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_an_office_is_made_from_the_window(
    qtbot: QtBot, tmp_path: Path, settings: Settings, clock: StandingClock, open_window: Callable[..., MainWindow], picture: Callable[..., None]
) -> None:
    doors = bootstrap.FolderDoors(bootstrap.build_parts(settings, clock), tmp_path / "office")
    window = open_window(doors)
    assert window.door is not None
    assert isinstance(window.door.card, Ways)
    window.door.card.cards["office"].click()
    form = window.door.card
    assert isinstance(form, NewForm)
    form.place.setText("VšĮ „Pavyzdinė pagalba“")
    form.given.setText("Rasa")
    form.family.setText("Grigienė")
    form.pair.first.setText(PASSPHRASE)
    form.pair.second.setText(PASSPHRASE)
    form.go.click()
    for number in range(3):
        qtbot.waitUntil(lambda number=number: isinstance(window.door.card, SheetCard) and f"{number + 1} lapas iš 3" in words(window.door))
        card = window.door.card
        groups = [label.text() for label in card.findChildren(QLabel) if label.property("role") == "code"]
        card.copied.click()
        for line, field in zip(card.lines(), card._fields):
            line.setText(groups[int(field.editor.accessibleName().split("-")[0]) - 1])
        card.go.click()
    qtbot.waitUntil(lambda: window.shell is not None)
    assert window.shell is not None
    assert window.shell.desk.worker.office
    assert "R. Grigienė" in " ".join(label.toolTip() or label.text() for label in window.shell.findChildren(QLabel))
    picture(window, "today-new-office")


def test_a_workspace_made_in_latvian_works_in_latvian(
    qtbot: QtBot, tmp_path: Path, settings: Settings, clock: StandingClock, open_window: Callable[..., MainWindow]
) -> None:
    doors = bootstrap.FolderDoors(bootstrap.build_parts(replace(settings, language=None), clock), tmp_path / "alone")
    window = open_window(doors)
    window._speak("lv")
    assert window.door is not None
    assert isinstance(window.door.card, Ways)
    window.door.card.cards["alone"].click()
    form = window.door.card
    assert isinstance(form, NewForm)
    assert form.country.value() == "lv"
    for line, text in ((form.place, "RI-01"), (form.given, "Jānis"), (form.family, "Bērziņš")):
        line.setText(text)
    form.pair.first.setText(PASSPHRASE)
    form.pair.second.setText(PASSPHRASE)
    form.go.click()
    qtbot.waitUntil(lambda: isinstance(window.door.card, SheetCard))
    desk = doors.unlock("jberzins", PASSPHRASE, Silent())
    assert desk.worker.language == "lv"
    desk.close()


def test_a_locked_window_names_nobody_and_gives_back_what_was_typed(
    qtbot: QtBot, doors: bootstrap.FolderDoors, open_window: Callable[..., MainWindow], picture: Callable[..., None]
) -> None:
    window = open_window(doors)
    shell = unlock(qtbot, window)
    shell.open("people", person=PERSON)
    page = shell._pages.front()
    assert isinstance(page, PeoplePage)
    qtbot.waitUntil(lambda: "Šešelgis" in words(shell))
    note = next(editor for editor in page.findChildren(TextEdit) if editor.isVisible())
    note.setPlainText("Atnešė dokumento kopiją, ")
    qtbot.keyClick(shell, Qt.Key.Key_L, CTRL)
    assert window.currentWidget() is window.door
    assert window.door is not None
    assert "Šešelgis" not in words(window)
    assert "Kazlauskienė" not in words(window)
    assert window.windowTitle() == "Byla"
    picture(window, "locked")
    form = window.door.card
    assert isinstance(form, UnlockForm)
    form.passphrase.setText("ne ta slaptafrazė")
    form.go.click()
    qtbot.waitUntil(lambda: form._fields["passphrase"].error() != "")
    assert window.currentWidget() is window.door
    assert unlock(qtbot, window) is shell
    assert shell._pages.front() is page
    assert "Šešelgis" in words(shell)
    assert note.toPlainText() == "Atnešė dokumento kopiją, "
    assert len(shell.desk.drafts.mine()) == 1


def test_another_person_is_let_in_and_gets_a_sitting_of_their_own(
    qtbot: QtBot, doors: bootstrap.FolderDoors, open_window: Callable[..., MainWindow]
) -> None:
    desk = doors.unlock(None, PASSPHRASE, Silent())
    tomas = {"login": "tomas", "given_name": "Tomas", "family_name": "Vaitkūnėlis", "role": "U-PSY", "active_from": "2026-01-01"}
    load(desk, {"record": "staff", **tomas})
    desk.close()
    window = open_window(doors)
    first = unlock(qtbot, window)
    first.open("settings")
    card = first._pages.front().second  # type: ignore[union-attr]
    card.go.click()
    assert card._fields["login"].error()
    card.login.choose("tomas")
    card.pair.first.setText("kita ilga slaptafrazė")
    card.pair.second.setText("kita ilga slaptafrazė")
    card.go.click()
    qtbot.waitUntil(lambda: "tomas" in first.toast_words())
    qtbot.keyClick(first, Qt.Key.Key_L, CTRL)
    second = unlock(qtbot, window, "kita ilga slaptafrazė", "tomas")
    assert second is not first
    assert second.desk.worker.login == "tomas"


def test_the_watch_warns_and_then_locks(qtbot: QtBot, doors: bootstrap.FolderDoors, open_window: Callable[..., MainWindow]) -> None:
    window = open_window(doors)
    shell = unlock(qtbot, window)
    window._idle.warned.emit()
    assert window._card is not None
    assert window._card.isVisible()
    window._idle._warning = True
    qtbot.keyClick(shell, Qt.Key.Key_Shift)
    assert not window._card.isVisible()
    window._idle.idle.emit()
    assert window.currentWidget() is window.door


def test_the_watch_counts_from_the_last_key(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    show_at(window, 200, 200)
    watch = IdleWatch(window, 5)
    assert (watch._warn.interval(), watch._end.interval()) == ((5 * 60 - 30) * 1000, 30_000)
    watch._warn.setInterval(1)
    watch._end.setInterval(1)
    with qtbot.waitSignals([watch.warned, watch.idle], order="strict"):
        watch.start()
    watch._warn.setInterval(60_000)
    watch.start()
    qtbot.keyClick(window, Qt.Key.Key_A)
    assert watch._warn.remainingTime() > 50_000
    watch.stop()
    assert not watch._warn.isActive()


def test_a_failure_of_the_program_is_one_sentence_without_values(
    qtbot: QtBot, doors: bootstrap.FolderDoors, open_window: Callable[..., MainWindow]
) -> None:
    window = open_window(doors)
    window.tell(RuntimeError("Jonas Jonaitis"))
    notice = window.findChild(Notice)
    assert notice is not None
    assert "RuntimeError" in notice.words()
    assert "Jonas" not in notice.words()
    shell = unlock(qtbot, window)
    window.tell(ValueError("Jonas Jonaitis"))
    assert "ValueError" in shell.notice_words()
    assert "Jonas" not in shell.notice_words()


def test_closing_lets_others_into_the_workspace(qtbot: QtBot, doors: bootstrap.FolderDoors, open_window: Callable[..., MainWindow]) -> None:
    window = open_window(doors)
    unlock(qtbot, window)
    window.close()
    doors.unlock(None, PASSPHRASE, Silent()).close()


def test_language_and_look_change_at_once_and_are_kept(
    qtbot: QtBot, qapp: QApplication, doors: bootstrap.FolderDoors, open_window: Callable[..., MainWindow]
) -> None:
    window = open_window(doors)
    shell = unlock(qtbot, window)
    qtbot.keyClick(shell, Qt.Key.Key_9, ALT)
    page = shell._pages.front()
    assert page is not None
    page.window_pane.theme.buttons()[1].click()  # type: ignore[attr-defined]
    assert window._theme.palette.name == "dark"
    page.window_pane.idle.buttons()[0].click()  # type: ignore[attr-defined]
    page.window_pane.language.buttons()[1].click()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: window.shell is not shell)
    assert window.shell is not None
    assert "Iestatījumi" in words(window.shell)
    assert kept.read(doors.state().folder) == Preferences("lv", "dark", 100, 2)
    window._theme.use("light")


def test_the_palette_finds_a_client_by_a_few_letters(
    qtbot: QtBot, doors: bootstrap.FolderDoors, open_window: Callable[..., MainWindow], type_text: Callable[..., None], picture: Callable[..., None]
) -> None:
    window = open_window(doors)
    shell = unlock(qtbot, window)
    qtbot.keyClick(shell, Qt.Key.Key_K, CTRL)
    palette = shell.findChild(Palette)
    assert palette is not None
    type_text(palette.field, "sesel")
    assert palette._model.row_at(0).title == "Žygimantas Šešelgis"
    picture(palette, "palette")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Šešelgis" in words(shell))
    assert isinstance(shell._pages.front(), PeoplePage)


def test_the_palette_offers_commands_and_says_when_nothing_fits(
    qtbot: QtBot, doors: bootstrap.FolderDoors, open_window: Callable[..., MainWindow], type_text: Callable[..., None]
) -> None:
    window = open_window(doors)
    shell = unlock(qtbot, window)
    shell.ask_palette(only_people=False)
    palette = shell.findChild(Palette)
    assert palette is not None
    type_text(palette.field, "duom main")
    assert [offer.command for offer in palette._model.rows()] == ["go.exchange"]
    palette.field.clear()
    type_text(palette.field, "qqqq")
    assert "Nieko nerasta" in words(palette)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()
    qtbot.keyClick(palette, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_every_place_opens_by_its_key_and_has_help(
    qtbot: QtBot, doors: bootstrap.FolderDoors, open_window: Callable[..., MainWindow], resources: Path
) -> None:
    window = open_window(doors)
    shell = unlock(qtbot, window)
    assert len(menu(office=False)) == len(menu(office=True)) == len(KEYS)  # each entry has its key
    for at, place in enumerate(menu(office=False), 1):
        qtbot.keyClick(shell, Qt.Key(Qt.Key.Key_0 + (at if at < 9 else 0)), ALT)  # the ninth key is the settings'
        page = shell._pages.front()
        assert type(page).__module__ == place.module
        assert page is not None
        for language in LANGUAGES:
            assert help_text(resources, language, page.help_topic()).startswith("## ")
        qtbot.keyClick(shell, Qt.Key.Key_F1)
        panel = window.findChild(HelpPanel)
        assert panel is not None
        assert panel.words()
        qtbot.keyClick(panel, Qt.Key.Key_Escape)
        panel.setParent(None)
        panel.deleteLater()
    assert {"today", "inbox", "people", "partners", "gate", "exchange", "plan", "settings"} <= {place.name for place in PLACES}


class Strangers(QObject):
    """Notes every widget that becomes a window of its own and is none."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and not isinstance(watched, (MainWindow, QDialog))
        ):
            self.seen.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


def test_no_part_of_a_screen_is_ever_a_window_of_its_own(
    qtbot: QtBot, qapp: QApplication, doors: bootstrap.FolderDoors, open_window: Callable[..., MainWindow]
) -> None:
    strangers = Strangers()
    qapp.installEventFilter(strangers)
    try:
        window = open_window(doors)
        assert window.door is not None
        for show in (
            window.door.show_ways,
            lambda: window.door.show_recover(with_login=True),
            *[lambda way=way: window.door.show_form(way) for way in ("join", "alone", "office")],
            lambda: window.door.show_unlock(with_login=False),
        ):
            show()
            qapp.processEvents()
        shell = unlock(qtbot, window)
        for place in (*menu(office=False), PLACES[-1]):
            shell.open(place.name)
            qapp.processEvents()
        shell.open("people", person=PERSON)
        qtbot.waitUntil(lambda: "Šešelgis" in words(shell))
        shell.ask_palette(only_people=True)
        qapp.processEvents()
    finally:
        qapp.removeEventFilter(strangers)
    assert [one for one in strangers.seen if "Menu" not in one] == []


def test_help_says_the_same_topics_in_every_language(resources: Path) -> None:
    topics = {language: {path.name for path in (resources / "help" / language).glob("*.md")} for language in LANGUAGES}
    assert topics["lt"] == topics["lv"] == topics["en"]
    assert {"start.md", "unlock.md"} <= topics["lt"]


@pytest.mark.parametrize(
    ("language", "size"), [("lt", (1366, 768)), ("lv", (1366, 768)), ("lv", (1024, 768)), ("en", (910, 600)), ("lt", (800, 560))]
)
def test_every_place_fits_when_it_is_empty_and_when_it_is_not(
    qtbot: QtBot,
    doors: bootstrap.FolderDoors,
    open_window: Callable[..., MainWindow],
    picture: Callable[..., None],
    language: str,
    size: tuple[int, int],
) -> None:
    window = open_window(doors, Preferences(language), size)
    shell = unlock(qtbot, window)
    found = []
    for place in (*menu(office=False), PLACES[-1]):
        shell.open(place.name)
        show_at(window, *size)
        wait_for_all()
        show_at(window, *size)
        picture(window, f"app-{place.name}-{language}-{size[0]}")
        found += [f"{place.name}: {fault}" for fault in (*faults(window), *nameless(window))]
    assert found == []
