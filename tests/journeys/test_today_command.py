"""`caseworker today`: what is due, silent and being released, for scripts; keys that stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseworker_desktop.settings import Settings
from tests.day_world import ALGIRDAS, PANEVEZYS, RUTA, TODAY, DayWorld, day, make_world, name_id
from tests.journeys.command import Caseworker
from tests.workspace import PASSPHRASE

KEYS = {"as_of", "silence_days", "due", "overdue", "silent", "releases", "reviews", "consents", "clearances", "agreements", "meetings"}
AS_OF = TODAY.isoformat()


@pytest.fixture
def world(tmp_path: Path, settings: Settings) -> DayWorld:
    made = make_world(tmp_path / "laptop", settings)
    made.load(
        {"record": "plan_review", "id": name_id("review"), "plan": name_id("story plan"), "due": day(-4)},
        {"record": "plan_review", "plan": name_id("story plan"), "due": day(15)},
        {"record": "follow_up", "id": name_id("follow up"), "case": name_id("case of Kvedaras"), "due": day(-1), "reason": "day_14"},
        {"record": "consent", "id": name_id("photo"), "person": made.persons[ALGIRDAS], "purpose": "photo", "given": True, "on": day(-200),
         "expires_on": day(12)},
        {"record": "consent", "person": made.persons[RUTA], "purpose": "photo", "given": True, "on": day(-200), "expires_on": day(12)},
        {"record": "consent", "person": made.persons[RUTA], "purpose": "photo", "given": True, "on": day(-1), "expires_on": day(400)},
        {"record": "mentor", "id": name_id("mentor"), "person": made.persons[RUTA], "kind": "volunteer", "stage": "matched"},
        {"record": "clearance", "id": name_id("clearance"), "mentor": name_id("mentor"), "institution": PANEVEZYS, "from": day(-300), "to": day(30)},
        {"record": "clearance", "mentor": name_id("mentor"), "institution": name_id("nowhere"), "from": day(-300), "to": day(31)},
        {"record": "institution", "id": name_id("nowhere"), "code": "X-1", "kind": "prison", "country": "LT", "name_lt": "Kita"},
        {"record": "agreement", "id": name_id("agreement"), "number": "S-14", "valid_to": day(60)},
        {"record": "agreement", "number": "S-15", "valid_to": day(61)},
        {"record": "agreement", "number": "S-16", "valid_to": day(80), "remind_days": 90},
    )
    made.desk.close()
    return made


def today(world: DayWorld, settings: Settings, *more: str) -> dict:
    return Caseworker(settings, PASSPHRASE).do("--workspace", world.place.folder, "today", *more)


def test_every_list_has_its_rows_with_the_keys_that_stay(world: DayWorld, settings: Settings) -> None:
    value = today(world, settings, "--as-of", AS_OF)
    assert set(value) == KEYS
    assert (value["as_of"], value["silence_days"]) == (AS_OF, 14)
    for rows in (value[key] for key in KEYS - {"as_of", "silence_days"}):
        assert rows
        assert all({"record", "id", "person", "name", "date"} <= set(row) for row in rows)
    assert [(row["name"], row["days"], row["within"]) for row in value["releases"]][:4] == [
        ("Petras Gaidelis", 6, 30), ("Žygimantas Šešelgis", 19, 30), ("Rūta Ąžuolaitė", 27, 30), ("Darius Įdzelis", 45, 60)]
    assert [(row["name"], row["days"], row["contact"]) for row in value["silent"]] == [
        ("Saulius Bartkus", 21, day(-21)), ("Nerijus Kvedaras", 15, None)]
    assert [(row["record"], row["date"]) for row in value["overdue"]] == [("task", day(-5)), ("task", day(-1)), ("follow_up", day(-1))]
    assert [row["title"] for row in value["due"]] == ["Atnaujinti sutikimą"]
    assert [(row["id"], row["days"], row["plan"]) for row in value["reviews"]] == [(name_id("review"), -4, name_id("story plan"))]
    assert {(row["name"], row["purpose"]) for row in value["consents"]} == {("Algirdas Žvirblis", "photo"), ("Mindaugas Čepaitis", "core_services")}
    assert [(row["id"], row["mentor"], row["institution"]) for row in value["clearances"]] == [
        (name_id("clearance"), name_id("mentor"), PANEVEZYS)]
    assert [row["number"] for row in value["agreements"]] == ["S-14", "S-16"]
    assert len(value["meetings"]) == 4
    assert value["meetings"][0]["recorded"] is True


def test_another_day_tells_that_day(world: DayWorld, settings: Settings) -> None:
    later = today(world, settings, "--as-of", day(3))
    assert len(later["meetings"]) == 4
    assert [(row["name"], row["days"]) for row in later["silent"]] == [("Saulius Bartkus", 24), ("Nerijus Kvedaras", 18)]
    before = today(world, settings, "--as-of", day(-2))
    assert [row["name"] for row in before["silent"]] == ["Saulius Bartkus"]


def test_readable_and_refused(world: DayWorld, settings: Settings) -> None:
    command = Caseworker(settings, PASSPHRASE)
    ran = command.ask("--workspace", world.place.folder, "today", "--as-of", AS_OF)
    assert ran.code == 0
    assert "Vėluoja (3)" in ran.lines
    assert "Be žinių (2)" in ran.lines
    for wrong in ("rytoj", "2026-2-3", "20261120"):
        refused = command.ask("--workspace", world.place.folder, "today", "--as-of", wrong)
        assert refused.code == 2
        assert len(refused.err.strip().splitlines()) == 1
