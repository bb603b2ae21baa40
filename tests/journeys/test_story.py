"""The story of `make demo`, with the cheap key derivation."""

from __future__ import annotations

from pathlib import Path

from caseworker_desktop.settings import Settings
from tests.journeys.story import Story


def test_two_laptops_a_stick_and_an_office(tmp_path: Path, settings: Settings) -> None:
    told: list[str] = []
    story = Story(tmp_path / "story", settings, told.append)
    story.tell_all()
    assert len(told) >= 20
    assert {path.suffix for path in story.papers.iterdir()} == {".xlsx", ".pdf"}
    assert (story.papers / "planas-file.pdf").read_bytes().startswith(b"%PDF-")
