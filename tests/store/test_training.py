"""Training workspaces: invented from a seed, marked, and holding something of everything."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from caseworker_desktop import bootstrap
from caseworker_desktop.kernel.errors import Refused, UsageError
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.doors import NewTraining
from tests.clock import StandingClock
from tests.workspace import PASSPHRASE

#: The kinds of the first issue; institutions besides, for one is added to the shipped ones.
KINDS = """organisation staff institution term project project_part funding person person_code case legal_status stay release_date situation relation
consent flag participation need plan goal step plan_review plan_version plan_signature session attendance note outcome document task""".split()


def make(folder: Path, parts: bootstrap.Parts, **form: int) -> bootstrap.FolderDoors:
    doors = bootstrap.FolderDoors(parts, folder)
    doors.create_training(NewTraining(PASSPHRASE, **form), Silent())
    return doors


def dump(doors: bootstrap.FolderDoors) -> list[str]:
    desk = doors.unlock("demo", PASSPHRASE, Silent())
    try:
        return list(desk.dumping.lines())
    finally:
        desk.close()


@pytest.fixture
def desk(tmp_path: Path, parts: bootstrap.Parts):
    desk: Desk = make(tmp_path / "demo", parts, scale=1).unlock("demo", PASSPHRASE, Silent())
    yield desk
    desk.close()


def test_the_same_seed_gives_the_same_records(tmp_path, parts):
    first, again = dump(make(tmp_path / "a", parts, seed=7)), dump(make(tmp_path / "b", parts, seed=7))
    assert first == again
    assert first != dump(make(tmp_path / "c", parts, seed=8))


def test_the_hour_and_the_time_that_passes_make_no_difference(tmp_path, parts, monkeypatch):
    early = StandingClock(datetime(2026, 11, 21, 0, 1, tzinfo=ZoneInfo("Europe/Vilnius")))
    late = StandingClock(datetime(2026, 11, 21, 23, 59, tzinfo=ZoneInfo("Europe/Vilnius")))
    assert dump(make(tmp_path / "a", replace(parts, clock=early))) == dump(make(tmp_path / "b", replace(parts, clock=late)))


def test_keys_are_random(tmp_path, parts):
    doors = [bootstrap.FolderDoors(parts, tmp_path / name) for name in "ab"]
    keys = {one.create_training(NewTraining(PASSPHRASE, 0), Silent()).keys.recovery_key for one in doors}
    assert len(keys) == 2


def test_it_is_marked_in_the_folder_and_inside(tmp_path, parts):
    doors = make(tmp_path / "demo", parts, scale=0)
    assert doors.state().training
    desk = doors.unlock(None, PASSPHRASE, Silent())
    assert (desk.worker.training, desk.worker.login, desk.worker.office) == (True, "demo", True)
    desk.close()


def test_the_scale_adds_twelve_people_a_step(tmp_path, parts):
    doors = [bootstrap.FolderDoors(parts, tmp_path / str(scale)) for scale in (0, 1, 3)]
    people = [one.create_training(NewTraining(PASSPHRASE, scale), Silent()).records["person"] for one, scale in zip(doors, (0, 1, 3))]
    assert [people[1] - people[0], people[2] - people[0]] == [12, 36]


@pytest.mark.parametrize("scale", [-1, 501])
def test_a_scale_that_is_none_leaves_nothing(tmp_path, parts, scale):
    with pytest.raises(UsageError):
        make(tmp_path / "demo", parts, scale=scale)
    assert not any(tmp_path.iterdir())


def test_a_folder_with_something_in_it_is_left_alone(tmp_path, parts):
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(Refused):
        make(tmp_path, parts)
    assert [one.name for one in tmp_path.iterdir()] == ["letter.txt"]


def test_there_is_something_of_every_kind_and_the_workspace_is_well(desk):
    records = [json.loads(line) for line in desk.dumping.lines()]
    assert set(KINDS) <= {one["record"] for one in records}
    assert {one["level"] for one in records if one["record"] == "note"} == {"shared", "role", "author"}
    texts = [one["text"] for one in records if one["record"] == "note"]
    assert any(isinstance(one, dict) for one in texts), "somebody else's note stays shut"
    assert all(one.ok for one in desk.doctor.examine(Silent(), full=True))


def test_the_day_of_the_trainee_has_something_in_each_place(desk):
    day = desk.today.view()
    assert [meeting.starts_at[11:16] for meeting in day.meetings] == ["09:30", "10:00", "11:00", "13:00", "15:30"]
    assert {min(1, max(-1, task.days)) for task in day.tasks if task.days is not None} == {-1, 0, 1}
    assert "Išgalvotas" in {one.family_name for one in day.silent}
    assert {"Izdomāta", "Pramanytė"} <= {one.family_name for one in day.leaving}


def test_a_signed_plan_is_what_was_signed(desk):
    plan = next(one for one in map(json.loads, desk.dumping.lines(kind="plan")) if one.get("number") == "M-5")
    state = desk.planning.sheet(plan["id"])
    assert (state.standing, state.version) == ("signed", 1)
    assert desk.planning.sheet(plan["id"]).signed.signatures


def test_nobody_in_it_can_be_real(tmp_path, parts):
    records = [json.loads(line) for line in dump(make(tmp_path / "demo", parts, scale=4))]
    unissued = {"lt": r"\d{7}00[01]\d|9\d{10}", "lv_old": r"\d{6}-[12]00[01]\d", "lv_new": r"329999-\d{5}", "document": "DEMO-.*"}
    codes = [one for one in records if one["record"] == "person_code"]
    assert [one for one in codes if not re.fullmatch(unissued[one["scheme"]], one["value"])] == []
    assert len({one["value"] for one in codes}) == len(codes) > 50
    assert [one["email"] for one in records if "email" in one and not one["email"].endswith("@example.org")] == []
    phones = [one["phone"] for one in records if "phone" in one]
    assert [one for one in phones if not re.fullmatch(r"\+(370600|371200)00\d{3}", one)] == []
