from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.key_card import SheetCard
from caseworker_desktop.ui.key_paper import paint_sheet
from caseworker_desktop.ui.keysheet import sheets
from caseworker_desktop.ui.theme.theme import Theme
from caseworker_desktop.ui.unlock.door import Door
from caseworker_desktop.ui.unlock.forms import Entered, Given
from caseworker_desktop.ui.unlock.new_form import NewForm
from caseworker_desktop.ui.unlock.unlock_form import UnlockForm
from caseworker_desktop.ui.unlock.ways import Ways
from caseworker_desktop.ui.unlock.words_card import WordsCard
from caseworker_desktop.usecases.doors import Keys
from tests.ui.fake_doors import KEY, FakeDoors
from tests.ui.faults import faults, nameless, show_at

HALF = "-".join(["AB3DE"] * 14)
SIZES = [(1366, 768), (1024, 768), (910, 600)]


def door(qtbot: QtBot, texts: Texts, tmp_path: Path, **given: Any) -> Door:
    made = Door(FakeDoors(tmp_path / "AL-07", **given), texts, lambda: "2026-11-21", "0.1.0", choice=random.Random(1))
    qtbot.addWidget(made)
    made.begin()
    return made


@pytest.mark.parametrize("language", ["lt", "lv", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_every_card_of_the_door_fits(
    qtbot: QtBot, theme: Theme, texts_in: Callable[[str], Texts], tmp_path: Path, language: str, size: tuple[int, int], picture: Callable[..., None]
) -> None:
    made = door(qtbot, texts_in(language), tmp_path, people={"a": ("x", "1"), "b": ("y", "2")})
    keys = sheets(Keys(KEY, (HALF, HALF), None), random.Random(2))
    states: list[tuple[str, Callable[[], object]]] = [
        ("unlock", lambda: made.show_unlock(with_login=False)),
        ("unlock-several", lambda: made.show_unlock(with_login=True)),
        ("unlock-wrong", lambda: made.show_faults({"passphrase": message("unlock.fault.often", problem=message("vault.passphrase_wrong"))})),
        ("recover", lambda: made.show_recover(with_login=True)),
        ("ways", made.show_ways),
        *[(f"form-{way}", lambda way=way: made.show_form(way)) for way in ("office", "join", "alone")],
        ("restore", made.show_restore),
        ("restore-faults", lambda: made._first.backup_sent(Given())),
        ("form-office-again", lambda: made.show_form("office")),
        ("form-faults", lambda: made._first.sent(Entered())),
        ("sheet", lambda: made.show_sheet(keys[0], 1, 3)),
        ("half", lambda: made.show_sheet(keys[1], 2, 3)),
        ("words", lambda: made.show_words("akmuo beržas dūmas eglė fasadas gandras", Path("request-1.byla-request"))),
    ]
    found = []
    for name, show in states:
        show()
        show_at(made, *size)
        picture(made, f"door-{name}-{language}-{size[0]}")
        found += [f"{name}: {fault}" for fault in (*faults(made), *nameless(made))]
    assert found == []


def test_unlocking_with_the_keyboard_alone(qtbot: QtBot, theme: Theme, texts: Texts, tmp_path: Path, type_text: Callable[..., None]) -> None:
    made = door(qtbot, texts, tmp_path, desk="a desk")
    show_at(made, 1366, 768)
    assert isinstance(made.card, UnlockForm)
    qtbot.waitUntil(made.card.passphrase.hasFocus)
    type_text(made.card.passphrase, "keturi paprasti zodziai")
    with qtbot.waitSignal(made.desk_opened) as heard:
        qtbot.keyClick(made.card.passphrase, Qt.Key.Key_Return)
    assert heard.args == ["a desk"]


def test_a_wrong_passphrase_stays_and_is_told_in_one_sentence(qtbot: QtBot, theme: Theme, texts: Texts, tmp_path: Path) -> None:
    made = door(qtbot, texts, tmp_path)
    show_at(made, 1366, 768)
    form = made.card
    assert isinstance(form, UnlockForm)
    form.passphrase.setText("ne ta fraze")
    form.go.click()
    assert form.passphrase.text() == ""
    qtbot.waitUntil(lambda: form._fields["passphrase"].error() != "")
    assert form._fields["passphrase"].error() == texts.say(message("vault.passphrase_wrong"))
    assert form.go.isEnabled()
    qtbot.waitUntil(form.passphrase.hasFocus)


def test_no_name_is_shown_at_the_door(qtbot: QtBot, theme: Theme, texts: Texts, tmp_path: Path) -> None:
    made = door(qtbot, texts, tmp_path, people={"egle": ("x", "1"), "tomas": ("y", "2")})
    show_at(made, 1366, 768)
    said = " ".join(label.text() for label in made.findChildren(QLabel)).casefold()
    assert "egle" not in said
    assert "tomas" not in said
    assert "AL-07".casefold() not in said


def test_caps_lock_is_told(qtbot: QtBot, theme: Theme, texts: Texts, tmp_path: Path, type_text: Callable[..., None]) -> None:
    made = door(qtbot, texts, tmp_path)
    show_at(made, 1366, 768)
    form = made.card
    assert isinstance(form, UnlockForm)
    qtbot.keyClick(form.passphrase, "a")
    assert not form._caps.isVisible()
    type_text(form.passphrase, "A")  # an upper case letter without Shift
    assert form._caps.isVisible()


def test_first_start_goes_from_a_way_to_a_desk(qtbot: QtBot, theme: Theme, texts: Texts, tmp_path: Path) -> None:
    made = door(qtbot, texts, tmp_path, exists=False, people={}, keys=Keys(KEY, None, "a b c d e f"), desk="a desk")
    show_at(made, 1366, 768)
    assert isinstance(made.card, Ways)
    made.card.cards["join"].click()
    form = made.card
    assert isinstance(form, NewForm)
    form.place.setText("AL-07")
    form.given.setText("Eglė")
    form.family.setText("Kazlauskienė")
    assert form.login.text() == "ekazlauskiene"
    form.pair.first.setText("keturi paprasti žodžiai")
    form.pair.second.setText("keturi paprasti žodžiai")
    form.choose_folder(str(tmp_path))
    form.go.click()
    qtbot.waitUntil(lambda: isinstance(made.card, SheetCard))
    card = made.card
    assert isinstance(card, SheetCard)
    assert card._key.isVisible()
    card.copied.click()
    assert not card._key.isVisible()
    sheet = sheets(Keys(KEY, None, None), random.Random(1))[0]
    for line, at in zip(card.lines(), sheet.asked):
        line.setText(sheet.groups[at].lower())
    card.go.click()
    words = made.card
    assert isinstance(words, WordsCard)
    with qtbot.waitSignal(made.desk_opened) as heard:
        words.go.click()
    assert heard.args == ["a desk"]


def test_a_key_can_be_painted_on_paper(qtbot: QtBot, theme: Theme, texts: Texts, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "key.pdf"))
    paint_sheet(printer, texts, sheets(Keys(KEY, None, None), random.Random(1))[0], "2026-11-21", "AL-07")
    text = pypdfium2.PdfDocument(tmp_path / "key.pdf")[0].get_textpage().get_text_range()
    assert all(group in text for group in KEY.split("-"))
    assert "Atkūrimo raktas" in text
    assert "2026" in text  # (Qt maps the hyphens of a PDF oddly)
