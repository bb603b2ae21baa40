"""What a bundle would change is told exactly, and nothing of it stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.settings import Settings
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.previewing import OTHERS, OURS, UNREADABLE
from tests.clock import StandingClock
from tests.ui.two_places import PERSON, Places, client, load, two_places


@pytest.fixture
def places(tmp_path: Path, settings: Settings, clock: StandingClock) -> Iterator[Places]:
    made = two_places(tmp_path, settings, clock)
    client(made.laptop)
    yield made
    made.close()


def sent(desk: Desk, to: str, stick: Path) -> Path:
    return desk.exchange.export(to, stick, Silent()).file



def test_new_records_are_counted_by_kind_and_nothing_stays(places: Places, tmp_path: Path) -> None:
    file = sent(places.laptop, "office", places.stick)
    before, bundles = places.office.people.pick("sesel", 5), places.office.exchange.bundles()
    (one,) = places.office.previewing.preview([file], Silent())
    assert one.takeable
    assert (one.sender, one.told.number) == ("AL-07", 1)
    assert {kind: one.new[kind] for kind in ("person", "case", "stay", "release_date")} == {"person": 1, "case": 1, "stay": 1, "release_date": 1}
    assert one.changed == {} or "person" not in one.changed
    assert (one.persons, one.names) == (1, ("Žygimantas Šešelgis",))
    assert places.office.people.pick("sesel", 5) == before == ()
    assert places.office.exchange.bundles() == bundles
    assert places.office.exchange.status()[0].last_in is None
    (taken,) = places.office.receiving.import_files([file], Silent())
    assert taken.accepted == one.told.accepted


def test_a_change_and_a_conflict_to_come_are_told(places: Places) -> None:
    places.office.receiving.import_files([sent(places.laptop, "office", places.stick)], Silent())
    load(places.office, {"record": "person", "id": PERSON, "birth_date": "1991-05-13"})
    load(places.laptop, {"record": "person", "id": PERSON, "birth_date": "1991-05-14"})
    file = sent(places.laptop, "office", places.stick)
    (one,) = places.office.previewing.preview([file], Silent())
    assert dict(one.new) == {}
    assert dict(one.changed) == {"person": 1}
    assert one.told.conflicts == 1
    assert places.office.inbox.count() == 0
    places.office.receiving.import_files([file], Silent())
    assert places.office.inbox.count() == 1
    (again,) = places.office.previewing.preview([file], Silent())
    assert (dict(again.new), dict(again.changed), again.told.accepted) == ({}, {}, 0)
    assert again.told.known
    assert again.created_at == one.created_at


def test_a_gap_that_another_chosen_file_fills_is_none(places: Places) -> None:
    first = sent(places.laptop, "office", places.stick)
    load(places.laptop, {"record": "person", "id": PERSON, "phone": "+37060000011"})
    second = sent(places.laptop, "office", places.stick)
    (alone,) = places.office.previewing.preview([second], Silent())
    assert alone.gaps == (1,)
    both = places.office.previewing.preview([first, second], Silent())
    assert [one.gaps for one in both] == [(), ()]


def test_a_glance_tells_ours_from_others_and_from_what_is_no_bundle(places: Places, tmp_path: Path, settings: Settings, clock: StandingClock) -> None:
    other = tmp_path / "other"
    other.mkdir()
    strangers = two_places(other, settings, clock)
    client(strangers.laptop)
    theirs = sent(strangers.laptop, "office", places.stick)
    strangers.close()
    ours = sent(places.laptop, "office", places.stick)
    broken = places.stick / "x.byla"
    broken.write_bytes(b"not a bundle")
    told = places.office.previewing.glance([ours, theirs, broken, places.stick / "gone.byla"])
    assert [one.whose for one in told] == [OURS, OTHERS, UNREADABLE, UNREADABLE]
    assert (told[0].sender, told[0].number, told[0].came) == ("AL-07", 1, False)
    assert {theirs.name, broken.name} <= {one.name for one in places.stick.iterdir()}
    places.office.receiving.import_files([ours], Silent())
    (after,) = places.office.previewing.glance([ours])
    assert after.came
    (refused,) = places.office.previewing.preview([theirs], Silent())
    assert not refused.takeable


def test_a_damaged_bundle_is_told_and_stops_no_other(places: Places) -> None:
    good = sent(places.laptop, "office", places.stick)
    bad = places.stick / "bad.byla"
    data = bytearray(good.read_bytes())
    data[len(data) // 2] ^= 1
    bad.write_bytes(data)
    told = places.office.previewing.preview([bad, good], Silent())
    assert [one.takeable for one in told] == [False, True]
    assert told[0].told.error is not None
    assert not list(places.office_doors.state().folder.glob("incoming/*"))
