from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from caseworker_desktop.ui.theme.theme import Theme
from caseworker_desktop.ui.theme.tokens import DARK, LIGHT, PAIRS, PALETTES, TYPE, Palette, contrast


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("first", "second", "least"), PAIRS)
def test_pairs_can_be_read(palette: Palette, first: str, second: str, least: float) -> None:
    assert contrast(palette[first], palette[second]) >= least


def test_contrast_is_wcag() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_no_type_is_below_twelve() -> None:
    assert min(size for size, _ in TYPE.values()) == 12


def test_an_unknown_token_is_refused() -> None:
    with pytest.raises(KeyError):
        LIGHT["pink"]


def test_bundled_fonts_have_every_letter(theme: Theme) -> None:
    systems = QFontDatabase.writingSystems("Inter")
    assert QFontDatabase.WritingSystem.Latin in systems
    assert {"Regular", "Medium", "Semi Bold"} <= {style.replace("SemiBold", "Semi Bold") for style in QFontDatabase.styles("Inter")}


def test_every_icon_can_be_painted(theme: Theme, resources: Path) -> None:
    for path in sorted((resources / "icons").glob("*.svg")):
        image = theme.pixmap(path.stem, "red", 16).toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(0, 48, 2) for y in range(0, 48, 2)), path.name


def test_switching_changes_sheet_and_icons(theme: Theme, qapp: QApplication) -> None:
    light = qapp.styleSheet()
    theme.use("dark")
    assert qapp.styleSheet() != light
    assert DARK.surface in qapp.styleSheet()
    assert set(PALETTES) == {"light", "dark"}
    theme.use("light")
    assert qapp.styleSheet() == light
