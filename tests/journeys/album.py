"""`make pictures`: some of the demo's pictures, made small, for README and docs (docs/pictures)."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from tests.journeys.demo_story import PICTURES, ROOT

SHOWN = ("today", "person", "new-person", "plan", "print-preview", "hand-over-1", "hand-over-3", "inbox", "needs", "groups",
         "partners", "indicators")


def shrink(source: Path, target: Path) -> None:
    """Write a picture with its 256 most frequent colours and without dots: a screen is drawn in few."""
    whole = QImage(str(source)).convertToFormat(QImage.Format.Format_RGB32)
    colours = [colour for colour, _ in Counter(memoryview(whole.constBits()).cast("B").cast("I")).most_common(256)]
    flags = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    assert whole.convertToFormat(QImage.Format.Format_Indexed8, colours, flags).save(str(target), "PNG", 0)


def main() -> int:
    """Refresh docs/pictures; return the exit code."""
    album = ROOT / "docs" / "pictures"
    album.mkdir(exist_ok=True)
    for name in SHOWN:
        shrink(ROOT / "build" / "demo" / PICTURES / f"{name}.png", album / f"{name}.png")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
