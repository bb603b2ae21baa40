"""What the window's tests share: the theme, and pictures for the eye."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication, QWidget

from caseworker_desktop.ui.theme.theme import Theme, current, install


@pytest.fixture
def theme(qapp: QApplication, resources: Path) -> Iterator[Theme]:
    """The theme of the application, light at the start of each test."""
    made = current() if qapp.property("byla_theme") is not None else install(qapp, resources)
    if made.palette.name != "light":
        made.use("light")
    yield made
    QThreadPool.globalInstance().waitForDone()


@pytest.fixture
def picture() -> Callable[[QWidget, str], None]:
    """Keep a picture of a window in the folder that PICTURES names; without it nothing is written."""
    folder = os.environ.get("PICTURES")

    def kept(widget: QWidget, name: str) -> None:
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            widget.grab().save(str(Path(folder) / f"{name}.png"))

    return kept
