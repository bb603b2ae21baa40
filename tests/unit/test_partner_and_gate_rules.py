"""Pure rules of partners and of the way through the gate."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseworker_desktop.records.lists import Lists
from caseworker_desktop.records.outcome.follow_up_rules import return_has_a_source
from caseworker_desktop.records.outcome.release_days import counted, due_of, months_after, moved
from caseworker_desktop.records.outcome.routing import route_of, sites_in
from caseworker_desktop.records.partner.acceptance import acceptance_of
from caseworker_desktop.records.partner.area import ELSEWHERE, EXCEPTION, PRIMARY, rank
from caseworker_desktop.records.partner.freshness import is_stale, stale_before


@pytest.mark.parametrize(("code", "words", "answer"), [
    ("no", "taip", "no"), (None, "Taip.", "yes"), (None, "Jā", "yes"), (None, "ne", "no"), (None, "taip, po pokalbio", "partly"),
    (None, "išskyrus vagystes", "partly"), (None, "", "unknown"), (None, None, "unknown"), ("partly", None, "partly")])
def test_what_a_partner_says_of_convictions_comes_to_one_of_four(code: str | None, words: str | None, answer: str):
    assert acceptance_of(code, words) == answer


def test_the_own_area_is_nearer_than_one_served_by_exception():
    assert rank("LT-15", ("LT-15",), (), None) == PRIMARY
    assert rank("LT-15", (), (), "LT-15") == PRIMARY
    assert rank("LT-15", ("LT-16",), ("LT-15",), "LT-15") == EXCEPTION
    assert rank("LT-15", ("LT-16",), (), "LT-15") == ELSEWHERE


def test_a_partner_is_stale_when_nobody_verified_it_for_twelve_months():
    assert stale_before("2026-11-20") == "2025-11-20"
    assert stale_before("2028-02-29") == "2027-02-28"
    assert not is_stale("2025-11-20", "2026-11-20")
    assert is_stale("2025-11-19", "2026-11-20")
    assert is_stale(None, "2026-11-20")


def test_days_are_counted_from_the_release():
    assert counted("2026-12-30", 3) == "2027-01-02"
    assert counted("2026-03-01", -1) == "2026-02-28"
    assert months_after("2026-08-31", 6) == "2027-02-28"
    assert months_after("2026-12-15", 12) == "2027-12-15"
    assert due_of({"days": "14"}, "2026-11-01") == "2026-11-15"
    assert due_of({"days": "", "months": "6"}, "2026-11-01") == "2027-05-01"
    assert due_of({"days": ""}, "2026-11-01") is None


def test_what_was_counted_moves_with_the_release_and_what_was_set_by_hand_stays():
    week = {"days": "-7"}
    assert moved("2026-11-24", week, "2026-12-01", "2026-12-05") == "2026-11-28"
    assert moved("2026-11-20", week, "2026-12-01", "2026-12-05") is None
    assert moved(None, week, None, "2026-12-05") == "2026-11-28"
    assert moved("2026-11-20", week, None, "2026-12-05") is None
    assert moved("2026-11-28", week, "2026-12-01", "2026-12-05") is None
    assert moved("2026-11-28", {"days": ""}, "2026-12-01", "2026-12-05") is None


def test_the_shipped_lists_count_every_contact_and_every_item_of_leaving(resources: Path):
    lists = Lists.load(resources)
    for reason in lists.codes("follow_up_reasons"):
        row = lists.row("follow_up_reasons", reason)
        assert (due_of(row, "2026-11-01") is None) == (reason == "other"), reason
    for item in lists.codes("checklist_items"):
        row = lists.row("checklist_items", item)
        if row["list"] in ("release", "entitlement"):
            assert due_of(row, "2026-11-01"), item
            assert lists.has("checklist_actors", row["responsible"]), item
    for need in lists.codes("need_services"):
        assert lists.has("needs_domains", need)
        assert all(lists.has("services", code) for code in str(lists.row("need_services", need)["services"]).split()), need


def test_the_route_of_a_municipality_stands_in_the_list(resources: Path):
    lists = Lists.load(resources)
    assert route_of(lists, "LT-11") == "Šiauliai"
    assert route_of(lists, "LT-13") is None
    assert route_of(lists, None) is None
    assert route_of(lists, "LT-99") is None
    places = [{"id": "a", "place": "Šiauliai"}, {"id": "b", "place": "Vilnius"}, {"id": "c", "place": None}]
    assert sites_in("šiauliai", places) == {"a"}


def test_an_answer_about_return_to_prison_asks_for_its_source():
    said = {"answers": {"returned_to_prison": "no"}}
    assert [(one.field, one.weight) for one in return_has_a_source(said, None)] == [("source", "warn")]
    assert not list(return_has_a_source({**said, "source": "probation"}, None))
    assert not list(return_has_a_source({"answers": {"returned_to_prison": "unknown"}}, None))
    assert not list(return_has_a_source({}, None))
