"""Elements of sets, items and what belongs together, changed in office and prison at once; decisions that meet; `load` decides nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from caseworker_desktop.settings import Settings
from tests.journeys.pair import Pair

SESSION = "11111111-1111-4111-8111-111111111111"


class Both(Pair):
    """An office and a laptop that hold the same session."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        super().__init__(folder, settings, lines=200)
        cases = [json.loads(line) for line in self.run.lines(self.laptop, "dump", "--kind", "case")]
        self.case = cases[0]["id"]
        self.load(self.laptop, kind="individual", starts_at="2026-11-20T10:00:00+02:00", minutes=60, staff=["@ieva"], cases=[self.case],
                  services=[{"code": "P-SDI", "minutes": 40}], topics=["housing"], place="Biblioteka")  # fmt: skip
        self.exchange()

    def load(self, at: Path, /, **fields: Any) -> Any:
        file = self.folder / "line.jsonl"
        file.write_text(json.dumps({"record": "session", "id": SESSION, **fields}), encoding="utf-8")
        return self.run.do("--workspace", at, "load", file)

    def exchange(self) -> None:
        """Out and back again."""
        self.round(exits=(0, 5))

    def inboxes(self) -> list[list[tuple[str, list[Any]]]]:
        """Return what stands in the inbox of the office and of the laptop: field and values, the shown one first."""
        out = []
        for place in (self.office, self.laptop):
            found = self.run.do("--workspace", place, "conflicts", "list")
            assert all((one["record"], one["id"]) == ("session", SESSION) for one in found)
            assert all(one["shown"] == one["values"][0]["value"] for one in found)
            out.append([(one["field"], [each["value"] for each in one["values"]]) for one in found])
        return out

    def shown(self, field: str) -> Any:
        """Return a field's value, which must be the same on both."""
        one, other = (self.run.do("--workspace", place, "show", "session", SESSION)[field] for place in (self.office, self.laptop))
        assert one == other
        return one

    def decide(self, place: Path, field: str, value: Any) -> None:
        self.run.do("--workspace", place, "conflicts", "resolve", "session", SESSION, field, "--value", json.dumps(value), "--why", "Aptarta")


@pytest.fixture
def both(tmp_path: Path, settings: Settings) -> Both:
    return Both(tmp_path, settings)


def test_what_one_added_stays_whoever_changed_the_rest(both: Both) -> None:
    both.load(both.office, topics=["housing", "work"], services=[{"code": "P-SDI", "minutes": 40}, {"code": "P-IDA", "minutes": 20}])
    both.load(both.laptop, topics=["housing", "family"], minutes=70)
    both.exchange()
    assert both.inboxes() == [[], []]
    assert both.shown("topics") == ["family", "housing", "work"]
    assert both.shown("minutes") == 70
    assert len(both.shown("services")) == 2


def test_an_item_with_two_values_is_decided_by_its_key(both: Both) -> None:
    both.load(both.office, services=[{"code": "P-SDI", "minutes": 45}])
    both.load(both.laptop, services=[{"code": "P-SDI", "minutes": 50}])
    both.exchange()
    told = both.inboxes()
    assert told[0] == told[1]
    assert [(field, sorted(one["minutes"] for one in values)) for field, values in told[0]] == [("services/P-SDI", [45, 50])]
    both.decide(both.laptop, "services/P-SDI", {"minutes": 48})
    both.exchange()
    assert both.inboxes() == [[], []]
    assert both.shown("services") == [{"code": "P-SDI", "minutes": 48}]


def test_two_decisions_that_meet_are_a_new_question_about_these_two(both: Both) -> None:
    both.load(both.office, place="Salė")
    both.load(both.laptop, place="Kabinetas")
    both.exchange()
    assert sorted(both.inboxes()[0][0][1]) == ["Kabinetas", "Salė"]
    both.decide(both.office, "place", "Salė")
    both.decide(both.laptop, "place", "Koridorius")
    both.exchange()
    told = both.inboxes()
    assert told[0] == told[1]
    assert [(field, sorted(values)) for field, values in told[0]] == [("place", ["Koridorius", "Salė"])]
    both.decide(both.laptop, "place", "Salė")
    both.exchange()
    assert both.inboxes() == [[], []]
    assert both.shown("place") == "Salė"


def test_the_same_decision_on_both_is_one(both: Both) -> None:
    both.load(both.office, place="Salė")
    both.load(both.laptop, place="Kabinetas")
    both.exchange()
    for place in (both.office, both.laptop):
        both.decide(place, "place", "Salė")
    both.exchange()
    assert both.inboxes() == [[], []]


def test_load_names_only_what_is_shown_and_leaves_the_rest_in_the_inbox(both: Both) -> None:
    both.load(both.office, place="Salė")
    both.load(both.laptop, place="Kabinetas")
    both.exchange()
    shown, other = both.inboxes()[0][0][1]
    assert both.load(both.office, place=shown)["unchanged"] == 1
    both.load(both.office, place="Koridorius")
    both.exchange()
    told = both.inboxes()
    assert told[0] == told[1] == [("place", ["Koridorius", other])]


def test_a_cleared_value_and_another_are_both_told(both: Both) -> None:
    both.load(both.office, place=None)
    both.load(both.laptop, place="Kabinetas")
    both.exchange()
    assert {None, "Kabinetas"} == set(both.inboxes()[0][0][1])
    both.decide(both.office, "place", None)
    both.exchange()
    assert both.inboxes() == [[], []]
    assert both.shown("place") is None


def test_a_conflict_is_decided_once(both: Both) -> None:
    both.load(both.office, place="Salė")
    both.load(both.laptop, place="Kabinetas")
    both.exchange()
    both.decide(both.office, "place", "Salė")
    ran = both.run.ask("--workspace", both.office, "conflicts", "resolve", "session", SESSION, "place", "--value", '"Kita"', "--why", "x")
    assert ran.code == 4
    assert both.run.ask("--workspace", both.office, "conflicts", "resolve", "session", SESSION, "minutes", "--value", "5", "--why", "x").code == 4
