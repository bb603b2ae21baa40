"""Two people fill one field: both values in the inbox everywhere, in any order of arrival; a decision travels."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from caseworker_desktop.settings import Settings
from tests.journeys.story import Story, without_shut

FIELD = "residence_after_release"


def begin(folder: Path, settings: Settings) -> tuple[Story, str]:
    """An office, two laptops that both hold the same people, and one of these."""
    story = Story(folder / "story", settings, lambda line: None, thorough=False)
    story.found()
    story.enrol()
    story.work()
    story.travel("pradžia")
    return story, str(story.people[0]["person"])


def carry(story: Story, order: list[str]) -> None:
    """Bundles to the office in the given order, then the office's to everybody."""
    for name in order:
        out = story.run.do("--workspace", story.laptops[name], "bundle", "export", "--to", "office", "--out", story.stick)
        story.run.do("--workspace", story.office, "bundle", "import", out["file"], exits=(0, 5))
    for name, place in story.laptops.items():
        out = story.run.do("--workspace", story.office, "bundle", "export", "--to", name, "--out", story.stick)
        story.run.do("--workspace", place, "bundle", "import", out["file"], exits=(0, 5))


def inbox(story: Story, place: Path) -> list[tuple[str, Any]]:
    """Return (field, sorted values) of a place's inbox."""
    found = story.run.do("--workspace", place, "conflicts", "list")
    return [(one["field"], sorted(map(str, (each["value"] for each in one["values"])))) for one in found]


@pytest.mark.parametrize("turned", [False, True])
def test_both_values_everywhere_and_the_decision_travels(tmp_path: Path, settings: Settings, turned: bool) -> None:
    story, person = begin(tmp_path, settings)
    one, two = story.laptops
    places = (story.office, *story.laptops.values())
    for name, value in ((one, "LT-25"), (two, "LT-57")):
        story.run.do("--workspace", story.laptops[name], "record", "person", f"id={person}", f"{FIELD}={value}", "easy_read=true")
    carry(story, [two, one] if turned else [one, two])
    assert [inbox(story, place) for place in places] == [[(FIELD, ["LT-25", "LT-57"])]] * 3  # easy_read is the same on both: no noise
    story.run.do(
        "--workspace", story.laptops[two], "conflicts", "resolve", "person", person, FIELD, "--value", '"LT-01"', "--why", "Taip sako klientas"
    )
    carry(story, [one, two])
    assert [inbox(story, place) for place in places] == [[]] * 3
    shown = {story.run.do("--workspace", place, "show", "person", person)[FIELD] for place in places}
    assert shown == {"LT-01"}
    for name, place in story.laptops.items():
        held = [without_shut(line) for line in story.run.lines(story.office, "dump", "--scope", name)]
        assert [without_shut(line) for line in story.run.lines(place, "dump")] == held


def test_a_deletion_meets_an_edit(tmp_path: Path, settings: Settings) -> None:
    story, _ = begin(tmp_path, settings)
    one, two = story.laptops
    case = story.people[1]
    line = json.dumps(
        {"record": "need", "id": "11111111-1111-4111-8111-111111111111", "case": case["id"], "domain": "N-HOU", "on": "2026-11-20", "client_value": 2}
    )
    file = tmp_path / "need.jsonl"
    file.write_text(line, encoding="utf-8")
    need = "11111111-1111-4111-8111-111111111111"
    story.run.do("--workspace", story.laptops[one], "load", file)
    carry(story, [one, two])
    story.run.do("--workspace", story.laptops[one], "record", "need", f"id={need}", "deleted=true")
    story.run.do("--workspace", story.laptops[two], "record", "need", f"id={need}", "client_value=4")
    carry(story, [one, two])
    for place in (story.office, *story.laptops.values()):
        assert [field for field, _ in inbox(story, place)] == ["deleted"]
        assert story.run.do("--workspace", place, "show", "need", need)["client_value"] == 4
    story.run.do("--workspace", story.office, "conflicts", "resolve", "need", need, "deleted", "--value", "true", "--why", "Įrašyta per klaidą")
    carry(story, [one, two])
    for place in (story.office, *story.laptops.values()):
        assert inbox(story, place) == []
        assert story.run.ask("--workspace", place, "show", "need", need).code == 4


def test_a_deleted_record_is_no_conflict_until_somebody_writes_on(tmp_path: Path, settings: Settings) -> None:
    story, person = begin(tmp_path, settings)
    one, two = story.laptops
    for name, value in ((one, "LT-25"), (two, "LT-57")):
        story.run.do("--workspace", story.laptops[name], "record", "person", f"id={person}", f"{FIELD}={value}")
    carry(story, [one, two])
    story.run.do("--workspace", story.office, "record", "person", f"id={person}", "deleted=true")
    assert inbox(story, story.office) == []
    out = story.run.do("--workspace", story.office, "bundle", "export", "--to", one, "--out", story.stick)
    taken = story.run.do("--workspace", story.laptops[one], "bundle", "import", out["file"])  # exit 0: nothing to look at
    assert taken[0]["conflicts"] == 0
    assert inbox(story, story.laptops[one]) == []
    # The other laptop has not heard of the deletion: its edit revives the record, and with it what two people wrote.
    story.run.do("--workspace", story.laptops[two], "record", "person", f"id={person}", "experience=Virėjas")
    carry(story, [two])
    assert [field for field, _ in inbox(story, story.office)] == [FIELD, "deleted"]
