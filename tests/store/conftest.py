"""Real databases under the guard: nothing but `apply` may write casework, in any test here."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseworker_desktop import bootstrap
from caseworker_desktop.settings import Settings
from tests import guard
from tests.clock import StandingClock
from tests.workspace import Place, make_laptop, make_office


@pytest.fixture(autouse=True)
def only_apply_writes(monkeypatch: pytest.MonkeyPatch) -> guard.Guard:
    return guard.set_up(monkeypatch)


@pytest.fixture
def parts(settings: Settings, clock: StandingClock) -> bootstrap.Parts:
    return bootstrap.build_parts(settings, clock)


@pytest.fixture
def office(tmp_path: Path, parts: bootstrap.Parts) -> Place:
    """A new office, closed."""
    return make_office(tmp_path / "office", parts)


@pytest.fixture
def laptop(tmp_path: Path, parts: bootstrap.Parts) -> Place:
    """A new laptop that has not joined an office, closed."""
    return make_laptop(tmp_path / "laptop", parts)
