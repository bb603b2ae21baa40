"""The bundled type: Inter, with Noto Sans for signs that Inter lacks; Segoe UI where Windows has it."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from caseworker_desktop.ui.theme.tokens import TYPE

FILES = ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf", "NotoSans-Regular.ttf", "NotoSans-Bold.ttf")


def families() -> list[str]:
    """Return the families in the order in which they are tried."""
    own = ["Inter", "Noto Sans"]
    return ["Segoe UI", *own] if sys.platform == "win32" else own


def load(folder: Path) -> None:
    """Make the fonts of `folder` known to Qt. Raises FileNotFoundError when one cannot be read."""
    for name in FILES:
        if QFontDatabase.addApplicationFont(str(folder / name)) < 0:
            raise FileNotFoundError(folder / name)


def font(role: str) -> QFont:
    """Return the font of a type role (`h1`, `body`, `small` …)."""
    size, weight = TYPE[role]
    made = QFont(families()[0])
    made.setFamilies(families())
    made.setPixelSize(size)
    made.setWeight(QFont.Weight(weight))
    return made
