"""Journeys through the window share its fixtures; those that must change nothing share one world."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from caseworker_desktop.settings import Settings
from tests.journeys.command import Caseworker
from tests.journeys.pair import Pair
from tests.journeys.unchanged import World
from tests.ui.conftest import picture, theme
from tests.workspace import PASSPHRASE

__all__ = ["picture", "theme"]


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return {"folder": tmp_path_factory.mktemp("bad")}


@pytest.fixture
def world(once: dict[str, Any], settings: Settings, tmp_path: Path) -> World:
    if "pair" not in once:
        for name in ("pair", "other"):
            (once["folder"] / name).mkdir()
            once[name] = Pair(once["folder"] / name, settings, lines=60)
            laptop = once[name].laptop
            once[name + "'s bundle"] = Path(
                once[name].run.do("--workspace", laptop, "bundle", "export", "--to", "office", "--out", once[name].stick)["file"]
            )
    return World(once["pair"], once["other"], tmp_path, once["pair's bundle"], once["other's bundle"], Caseworker(settings, PASSPHRASE))
