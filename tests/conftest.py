"""What all tests share: a clock that stands still, the resources with fresh catalogues, the cheap key derivation, and Qt without a screen."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Verbosity, settings as hypothesis_settings

from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from installer.catalogues import CatalogueError, compile_stale
from tests.clock import StandingClock

ROOT = Path(__file__).resolve().parents[1]
RESOURCES = ROOT / "resources"

# A failure prints the blob that repeats it. CI draws the same examples each time; `make soak` draws new ones and many.
_QUIET = (HealthCheck.too_slow,)
hypothesis_settings.register_profile("local", deadline=None, print_blob=True, suppress_health_check=_QUIET)
hypothesis_settings.register_profile("ci", deadline=None, print_blob=True, derandomize=True, suppress_health_check=_QUIET)
hypothesis_settings.register_profile("soak", deadline=None, print_blob=True, max_examples=5_000, suppress_health_check=_QUIET)
hypothesis_settings.register_profile("debug", deadline=None, print_blob=True, max_examples=20, verbosity=Verbosity.verbose)


def pytest_configure(config: pytest.Config) -> None:
    chosen = os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "local")
    hypothesis_settings.load_profile(chosen)
    try:
        compile_stale(RESOURCES / "i18n")
    except CatalogueError:
        # One broken source stops its own test (tests/floors/test_catalogues.py), not every other one, as long as older texts are there.
        if not (RESOURCES / "i18n" / "compiled" / "en.mo").exists():
            raise


@pytest.fixture(scope="session")
def resources() -> Path:
    """The shipped resources, catalogues compiled."""
    return RESOURCES


@pytest.fixture
def clock() -> StandingClock:
    """A clock at 21 November 2026, 14:20 in Vilnius; `clock.tick(seconds)` moves it."""
    return StandingClock()


@pytest.fixture
def settings(lasting_settings: Settings) -> Settings:
    """Settings of a test: the cheap Argon2id profile, which nothing else may choose."""
    return lasting_settings


@pytest.fixture(scope="session")
def lasting_settings(resources: Path) -> Settings:
    """The same for workspaces that several tests share."""
    return Settings(resources=resources, kdf_profile="cheap", language="lt")


@pytest.fixture(scope="session")
def texts(resources: Path) -> Texts:
    """The Lithuanian catalogue; an unknown key is an error."""
    return Texts(resources, "lt")


@pytest.fixture(scope="session")
def texts_in(resources: Path) -> Callable[[str], Texts]:
    """Return the catalogue of a language."""
    made = {language: Texts(resources, language) for language in ("lt", "lv", "en")}
    return made.__getitem__


@pytest.fixture
def type_text(qtbot: object) -> Callable[..., None]:
    """`type_text(widget or None, text)`: types letter by letter, any alphabet, into the widget or where the focus is."""
    from tests.keys import type_text as typed  # Qt is loaded only by the tests that ask for it

    return typed
