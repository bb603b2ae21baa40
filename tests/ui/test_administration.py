"""What the office administers, in the real window: laptops, staff, care of the workspace, rights of a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.administration.register_pane import RegisterPane
from caseworker_desktop.ui.administration.view import SettingsPage
from caseworker_desktop.ui.preferences import Preferences
from caseworker_desktop.ui.shell.sitting import people_finder, status_signs, who_works
from caseworker_desktop.ui.shell.window import Shell
from caseworker_desktop.ui.widgets.confirm import Confirm
from caseworker_desktop.usecases.desk import Desk
from tests.clock import StandingClock
from tests.day_shell import Keyboard, settle, show, shut
from tests.ui.faults import faults, nameless
from tests.ui.two_places import Places, client, two_places

pytestmark = pytest.mark.usefixtures("theme")
Open = Callable[..., Shell]


@pytest.fixture
def places(tmp_path: Path, settings: Settings, clock: StandingClock) -> Iterator[Places]:
    made = two_places(tmp_path, settings, clock)
    client(made.laptop)
    carry(made.laptop, "office", made.stick, made.office)
    carry(made.office, made.laptop.worker.device, made.stick, made.laptop)
    yield made
    made.close()


@pytest.fixture
def shell_of(texts_in: Callable[[str], Texts]) -> Iterator[Open]:
    kept: list[Shell] = []

    def make(desk: Desk, language: str = "lt") -> Shell:
        texts = texts_in(language)
        made = Shell(desk, texts, who=who_works(desk, texts), find_people=people_finder(desk, texts), signs=status_signs(desk),
                     preferences=lambda: Preferences(language))  # fmt: skip
        kept.append(made)
        return made

    yield make
    for one in kept:
        shut(one)


def carry(sender: Desk, to: str, stick: Path, receiver: Desk) -> str:
    done = sender.exchange.export(to, stick, Silent())
    told = receiver.receiving.import_files([done.file], Silent())[0]
    assert told.error is None
    done.file.unlink()
    return told.bundle or ""


def words(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def pane(shell: Shell, part: str, **where: str) -> RegisterPane:
    """Show a part; return its pane."""
    page = show(shell, "settings", part=part, **where)
    settle()
    assert isinstance(page, SettingsPage)
    assert page.tabs.value() == part
    made = page.pane(part)
    assert isinstance(made, RegisterPane)
    return made


def confirm(made: QWidget) -> None:
    """Say yes to what is asked."""
    (asked,) = (one for one in made.window().findChildren(Confirm) if one.isVisible())
    asked.yes.click()
    settle()


def test_a_laptop_is_shown_scoped_and_revoked_by_keyboard(places: Places, shell_of: Open, tmp_path: Path) -> None:
    shell, device = shell_of(places.office), places.laptop.worker.device
    laptops = pane(shell, "laptops")
    (row,) = laptops.presenter.rows()
    assert row.cells[0] == "AL-07"
    assert row.cells[-1] == "Viskas gerai" or row.tone == "green"
    assert "Socialinis darbuotojas (-a)" in words(laptops.sheet)
    laptops.pressed(f"scope:{device}")
    laptops.form.fields["cases"].editor.setText("NE-1")  # type: ignore[attr-defined]
    keyboard = Keyboard()
    keyboard.press("Ctrl+Return")
    assert laptops.form.fields["cases"].error() == "Bylos „NE-1“ čia nėra."
    laptops.form.fields["cases"].editor.setText("al-0417")  # type: ignore[attr-defined]
    laptops.form.fields["sites"].editor.choose(["LT-K-ALY", "LT-K-PAN"])  # type: ignore[attr-defined]
    keyboard.press("Ctrl+Return")
    (scope,) = places.office.scoping.show(device)
    assert (set(scope.sites), len(scope.cases)) == ({"LT-K-ALY", "LT-K-PAN"}, 1)
    assert "Byla AL-0417" in words(laptops.sheet)

    laptops.pressed(f"revoke:{device}")
    assert "nebegaus paketų" in laptops.form.warning.text()
    keyboard.press("Ctrl+Return")
    assert laptops.form.fields["why"].error() == "Užpildykite šį lauką."
    keyboard.text("Pamestas traukinyje")
    laptops.form.fields["folder"].editor.line.setText(str(places.stick))  # type: ignore[attr-defined]
    keyboard.press("Ctrl+Return")
    asked = shell.findChild(Confirm)
    assert asked.isVisible()
    asked.no.click()
    settle()
    assert places.office.access.laptops()[0].revoked_on is None
    assert laptops.save()
    confirm(laptops)
    assert places.office.access.laptops()[0].revoked_why == "Pamestas traukinyje"
    (notice,) = places.stick.glob("*.byla")
    assert notice.name in words(laptops)
    assert "Prieiga atimta" in words(laptops.sheet)
    assert places.laptop.receiving.import_files([notice], Silent())[0].error is None


def test_a_revocation_stands_when_its_notice_cannot_be_written(places: Places, shell_of: Open, tmp_path: Path) -> None:
    laptops = pane(shell_of(places.office), "laptops")
    laptops.pressed(f"revoke:{places.laptop.worker.device}")
    gone = tmp_path / "gone"
    gone.mkdir()
    laptops.form.fields["why"].editor.setPlainText("Pavogtas")  # type: ignore[attr-defined]
    laptops.form.fields["folder"].editor.line.setText(str(gone))  # type: ignore[attr-defined]
    laptops.form.send()
    gone.rmdir()
    confirm(laptops)
    assert places.office.access.laptops()[0].revoked_on is not None
    assert "AL-07: prieiga atimta" in words(laptops)


def test_a_laptop_shows_only_what_makes_sense_there(places: Places, shell_of: Open) -> None:
    page = show(shell_of(places.laptop), "settings")
    assert isinstance(page, SettingsPage)
    assert page.pane("laptops") is None


PARTS = ("laptops",)


@pytest.mark.parametrize(("language", "size"), [("lt", (1366, 768)), ("lv", (1366, 768)), ("en", (1366, 768)), ("lv", (1024, 768)), ("lt", (911, 620))])
def test_nothing_is_cut(
    places: Places, shell_of: Open, picture: Callable[[QWidget, str], None], language: str, size: tuple[int, int]
) -> None:
    shell = shell_of(places.office, language)
    found = []
    for part in PARTS:
        page = show(shell, "settings", size=size, part=part)
        settle()
        assert isinstance(page, SettingsPage)
        picture(shell, f"{part}-{language}-{size[0]}")
        found += [f"{part}: {one}" for one in (*faults(shell), *nameless(shell))]
    assert found == []
