"""The story of `make demo`, with the cheap key derivation."""

from __future__ import annotations

import json
from pathlib import Path

from caseworker_desktop.settings import Settings
from tests.journeys.story import LAPTOPS, Story


def test_two_laptops_a_stick_and_an_office(tmp_path: Path, settings: Settings) -> None:
    told: list[str] = []
    story = Story(tmp_path / "story", settings, told.append)
    story.tell_all()
    assert len(told) >= 20
    assert {path.suffix for path in story.papers.iterdir()} == {".xlsx", ".pdf"}
    assert (story.papers / "planas-file.pdf").read_bytes().startswith(b"%PDF-")
    # What each laptop wrote has arrived; the note of an author alone is a note everywhere and words only there.
    for name, (_, _, _, _, _, level) in zip(story.laptops, LAPTOPS, strict=True):
        written = f"00000000-0000-4000-8000-0000000{name[-2:]}003"
        there = json.loads(story.run.lines(story.office, "dump", "--kind", "note", "--id", written)[0])
        here = json.loads(story.run.lines(story.laptops[name], "dump", "--kind", "note", "--id", written)[0])
        assert (here["level"], here["text"]) == (level, "Išgalvota: aptartas būstas ir dokumentai.")
        assert there["text"] == {"protected": "author" if level == "author" else "U-SW"}


def test_what_the_pictures_show_is_left_open(tmp_path: Path, settings: Settings) -> None:
    story = Story(tmp_path / "story", settings, lambda _: None, thorough=False)
    story.found()
    story.enrol()
    story.work()
    story.travel("kelionė")
    story.leave_open()
    assert [one["field"] for one in story.at(story.office, "conflicts", "list")] == ["phone"]
    # Four consultations of three records each; and the number, which the office has but has not acknowledged.
    assert story.at(story.laptops["PR-11"], "bundle", "status")[0]["waiting"] == 13
