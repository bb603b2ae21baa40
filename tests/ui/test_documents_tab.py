"""Files of a person in the window: added, refused in words, stopped, taken back, saved out, and nothing readable left in the workspace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from caseworker_desktop.kernel.errors import Cancelled
from caseworker_desktop.kernel.message import Message
from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.person.documents_tab import DocumentsTab, Dropped
from caseworker_desktop.ui.person.view import PersonView
from caseworker_desktop.ui.shell.window import Shell
from caseworker_desktop.ui.theme.theme import Theme
from caseworker_desktop.usecases.documenting import MOST_BYTES
from tests.day_shell import Keyboard, settle, shell_of, show, shut
from tests.day_world import ZYGIMANTAS, DayWorld, make_world
from tests.ui.administration_window import words
from tests.ui.faults import faults, nameless

TEXT = b"%PDF-1.4 Sutinku, kad mano duomenys butu perduoti.\n" * 4000


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


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "Žygimanto sutikimas.pdf"
    made.write_bytes(TEXT)
    return made


def documents(shell: Shell, world: DayWorld, size: tuple[int, int] = (1366, 768)) -> DocumentsTab:
    page = show(shell, "people", size, person=world.persons[ZYGIMANTAS], tab="documents")
    view = page.findChild(PersonView)
    assert isinstance(view, PersonView)
    tab = view._built["documents"]
    assert isinstance(tab, DocumentsTab)
    return tab


def choose(tab: DocumentsTab, file: Path, kind: str) -> None:
    tab.open_form()
    tab.file.setText(str(file))
    tab.kind.choose(kind)


def test_a_file_is_added_by_keyboard_and_saved_out_unharmed(
    shell: Shell, world: DayWorld, file: Path, tmp_path: Path, picture: Callable[..., None]
) -> None:
    tab = documents(shell, world)
    tab._choose_file = lambda *_: file
    asked: list[str] = []
    target = tmp_path / "out.pdf"
    tab._choose_target = lambda parent, title, name: (asked.append(name), target)[1]
    tab.add.setFocus()
    keyboard = Keyboard()
    keyboard.press("Space")
    keyboard.press("Space")
    assert QApplication.focusWidget() is tab.kind
    tab.kind.choose("consent")
    picture(shell, "document-form")
    keyboard.press("Ctrl+Return")
    (line,) = world.desk.documenting.of_person(world.persons[ZYGIMANTAS])
    assert (line.kind, line.mime, line.bytes, line.here) == ("consent", "application/pdf", len(TEXT), True)
    assert "Failas pridėtas" in shell.toast_words()
    picture(shell, "documents")
    tab.saves[line.id].setFocus()
    keyboard.press("Space")
    assert target.read_bytes() == TEXT
    assert asked == ["Sutikimas.pdf"]
    assert "neužšifruota" in shell.toast_words()
    assert {one.name for one in tmp_path.iterdir() if one.is_file()} == {"out.pdf", file.name}
    assert not any(TEXT[:40] in one.read_bytes() for one in (tmp_path / "laptop").rglob("*") if one.is_file())


def test_what_cannot_be_added_is_told_before_anything_is_read(shell: Shell, world: DayWorld, tmp_path: Path) -> None:
    tab = documents(shell, world)
    tab.open_form()
    tab.send()
    assert (tab.fields["file"].error(), tab.fields["kind"].error()) == ("Pasirinkite failą.", "Pasirinkite, kas tai.")
    large = tmp_path / "large.pdf"
    with large.open("wb") as out:
        out.truncate(MOST_BYTES + 1_000_000)
    choose(tab, large, "consent")
    tab.send()
    assert tab.fields["file"].error().startswith("Failas per didelis: 21,0 MB")
    choose(tab, tmp_path / "none.pdf", "consent")
    tab.send()
    assert tab.fields["file"].error() == "Tokio failo nėra. Patikrinkite kelią."
    assert world.desk.documenting.of_person(world.persons[ZYGIMANTAS]) == ()


def test_a_photograph_without_consent_is_refused_in_words_and_kept_nowhere(shell: Shell, world: DayWorld, tmp_path: Path) -> None:
    tab = documents(shell, world)
    photo = tmp_path / "photo.png"
    photo.write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 100)
    choose(tab, photo, "photo")
    tab.send()
    settle()
    assert tab.problem.isVisible()
    assert "sutik" in tab.problem.text()
    assert world.desk.documenting.missing() == ()
    assert world.desk.documenting.of_person(world.persons[ZYGIMANTAS]) == ()


def test_stopping_keeps_nothing(world: DayWorld, file: Path) -> None:
    class Stops:
        def step(self, stage: Message, done: int, total: int) -> None:
            if stage.key == "documents.keeping":
                raise Cancelled

    with pytest.raises(Cancelled):
        world.desk.documenting.add(file, "consent", person=world.persons[ZYGIMANTAS], progress=Stops())
    assert world.desk.documenting.of_person(world.persons[ZYGIMANTAS]) == ()
    added = world.desk.documenting.add(file, "consent", person=world.persons[ZYGIMANTAS])
    assert world.desk.documenting.has(added.sha256)


def test_what_was_added_is_taken_back_with_its_bytes(shell: Shell, world: DayWorld, file: Path) -> None:
    tab = documents(shell, world)
    choose(tab, file, "consent")
    tab.send()
    settle()
    (line,) = world.desk.documenting.of_person(world.persons[ZYGIMANTAS])
    Keyboard().press("Ctrl+Z")
    assert world.desk.documenting.of_person(world.persons[ZYGIMANTAS]) == ()
    assert line.id not in tab.saves
    second = world.desk.documenting.add(file, "consent", person=world.persons[ZYGIMANTAS])
    third = world.desk.documenting.add(file, "agreement", person=world.persons[ZYGIMANTAS])
    world.desk.documenting.withdraw(second.id)
    assert world.desk.documenting.has(third.sha256)
    world.desk.documenting.withdraw(third.id)
    assert not world.desk.documenting.has(third.sha256)


def test_a_file_that_is_dragged_here_opens_the_form(shell: Shell, world: DayWorld, file: Path) -> None:
    tab = documents(shell, world)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    event = QDropEvent(QPoint(10, 10), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    place = tab.widget()
    assert isinstance(place, Dropped)
    place.dropEvent(event)
    assert tab.file.text() == str(file)
    assert place.currentIndex() == 1
    assert tab.command("close")
    assert place.currentIndex() == 0


@pytest.mark.parametrize("size", [(1366, 768), (1024, 768), (910, 768)])
def test_the_tab_fits(shell: Shell, world: DayWorld, file: Path, size: tuple[int, int], picture: Callable[..., None]) -> None:
    tab = documents(shell, world, size)
    assert tab.add.isVisible()
    assert "nutempti" in words(tab.widget())
    found = [*faults(shell), *nameless(shell)]
    choose(tab, file, "photo")
    tab.kind.chosen_changed.emit()
    settle()
    picture(shell, f"document-form-{size[0]}")
    found += [*faults(shell), *nameless(shell)]
    assert found == []
