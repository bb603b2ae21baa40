"""The phase of an attendance is stamped by every writer from the person's status on the session's day (records.md, attendance)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from caseworker_desktop import bootstrap
from caseworker_desktop.settings import Settings
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.sessions import Consultation
from tests.clock import StandingClock
from tests.workspace import PASSPHRASE, load, make_office

PERSON, SESSION, CAME = (f"{n * 8}-1111-4111-8111-111111111111" for n in "123")


@pytest.fixture
def desk(tmp_path: Path, settings: Settings, clock: StandingClock) -> Iterator[Desk]:
    place = make_office(tmp_path / "office", bootstrap.build_parts(settings, clock))
    desk = bootstrap.unlock(place.parts, place.folder, place.login, PASSPHRASE)
    yield desk
    desk.close()


def person(**told: Any) -> dict[str, Any]:
    return {"record": "person", "id": PERSON, "given_names": "Tomas", "family_name": "Pavyzdys", **told}


def session(day: str, **told: Any) -> dict[str, Any]:
    return {"record": "session", "id": SESSION, "kind": "individual", "starts_at": f"{day}T09:30:00+02:00", "minutes": 45, "staff": ["@egle"], **told}


def came(**told: Any) -> dict[str, Any]:
    return {"record": "attendance", "id": CAME, "session": SESSION, "person": PERSON, "status": "present", **told}


def status(code: str, since: str, to: str | None = None) -> dict[str, Any]:
    return {"record": "legal_status", "person": PERSON, "status": code, "from": since, **({"to": to} if to else {})}


def stamped(desk: Desk, record: str = CAME) -> str | None:
    return next(row.phase for row in desk.people.rows("attendance") if row.id == record)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([status("serving", "2022-12-01")], "inside"),
        ([status("remand", "2022-12-01", "2026-11-18")], "inside"),
        ([status("remand", "2022-12-01", "2026-11-17")], None),
        ([status("serving", "2022-12-01"), {"record": "release_date", "person": PERSON, "kind": "earliest", "date": "2026-12-18"}], "being_released"),
        ([status("serving", "2022-12-01"), {"record": "release_date", "person": PERSON, "kind": "earliest", "date": "2026-12-19"}], "inside"),
        ([status("serving", "2022-12-01"), {"record": "release_date", "person": PERSON, "kind": "actual", "date": "2026-11-17"}], "inside"),
        ([status("serving", "2022-12-01", "2026-11-18"), status("probation", "2026-11-18")], "released"),
        ([status("relative", "2022-12-01")], "family"),
        ([status("none", "2022-12-01")], "released"),
        ([], None),
    ],
)
def test_one_file_tells_the_status_after_the_attendance(desk: Desk, told: list[dict[str, Any]], expected: str | None) -> None:
    load(desk, came(), session("2026-11-18"), *told, person())
    assert stamped(desk) == expected


def test_a_value_that_load_brings_is_kept(desk: Desk) -> None:
    load(desk, person(), session("2026-11-18"), status("serving", "2022-12-01"), came(phase="family"))
    assert stamped(desk) == "family"


def test_a_status_deleted_by_the_same_file_stamps_nothing(desk: Desk) -> None:
    released = status("released", "2022-12-01")
    load(desk, person(), {**released, "id": "44444444-1111-4111-8111-111111111111"})
    load(desk, session("2026-11-18"), came(), {"record": "legal_status", "id": "44444444-1111-4111-8111-111111111111", "deleted": True})
    assert stamped(desk) is None


def test_changing_an_attendance_does_not_stamp_again(desk: Desk) -> None:
    load(desk, person(), session("2026-11-18"), status("serving", "2022-12-01"), came())
    load(desk, status("relative", "2026-01-01"))
    done = desk.loading.load([json.dumps(came(minutes=30))])
    assert (done.written.changed, stamped(desk)) == (1, "inside")
    load(desk, came(minutes=30, phase=None))
    assert stamped(desk) is None
    load(desk, came(minutes=20))
    assert stamped(desk) is None, "a cleared phase stays cleared"


def test_record_stamps_as_load_does(desk: Desk) -> None:
    load(desk, person(), session("2026-11-18"), status("serving", "2022-12-01"))
    done = desk.loading.record("attendance", {"session": SESSION, "person": PERSON, "status": "present"})
    assert stamped(desk, done.ids[1]) == "inside"


def test_a_late_entry_takes_the_status_of_the_sessions_day_and_keeps_both_dates(desk: Desk) -> None:
    load(desk, person(), status("serving", "2022-12-01", "2026-10-30"), status("released", "2026-10-30"))
    done = desk.sessions.record(Consultation(PERSON, None, "2026-10-12", 30, "individual"))
    row = next(row for row in desk.people.rows("attendance") if row.id == done.attendance)
    assert (row.phase, row.created_at[:10]) == ("inside", "2026-11-21")
    assert next(one.starts_at[:10] for one in desk.people.rows("session")) == "2026-10-12"
