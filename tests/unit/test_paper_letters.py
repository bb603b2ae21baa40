"""Which letters the bundled fonts can set."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseworker_desktop.paper.letters import MISSING, covered, settable, settable_values
from caseworker_desktop.paper.press import FONTS

ALPHABETS = "AĄBCČDEĘĖFGHIĮYJKLMNOPRSŠTUŲŪVZŽaąbcčdeęėfghiįyjklmnoprsštuųūvzž" "ĀĒĢĪĶĻŅāēģīķļņ" "АБВГДЕЁЖЗабвгдеёжз" "0123456789" "„“”–—·/()☐✓○□"


@pytest.mark.parametrize("font", [font for font in FONTS if font.startswith("Inter")])
def test_each_face_has_both_alphabets_and_what_the_template_draws(resources: Path, font: str) -> None:
    letters = covered([resources / "fonts" / font])
    assert {one for one in ALPHABETS.replace("☐", "") if ord(one) not in letters} == set()


def test_unknown_signs_become_a_square_and_control_signs_a_blank(resources: Path) -> None:
    letters = covered(resources / "fonts" / name for name in FONTS)
    assert settable("a😀b", letters) == f"a{MISSING}b"
    assert settable("a\tb\x07c\nd", letters) == "a b c\nd"
    assert settable("Žąsis – „ačiū“", letters) == "Žąsis – „ačiū“"


def test_only_very_long_words_may_be_broken(resources: Path) -> None:
    letters = covered([resources / "fonts" / FONTS[0]])
    assert settable("nepaprastai ilgas sakinys iš paprastų žodžių", letters) == "nepaprastai ilgas sakinys iš paprastų žodžių"
    assert settable("x" * 25 + " y", letters) == "xxxxxxxxxx\u200bxxxxxxxxxx\u200bxxxxx y"


def test_values_keep_their_shape(resources: Path) -> None:
    letters = covered([resources / "fonts" / FONTS[0]])
    assert settable_values({"a": ("😀", 3, None, True)}, letters) == {"a": [MISSING, 3, None, True]}


def test_a_font_without_letters_covers_nothing(tmp_path: Path) -> None:
    font = tmp_path / "none.otf"
    font.write_bytes(b"OTTO\x00\x00" + b"\x00" * 6)
    assert covered([font]) == frozenset()
