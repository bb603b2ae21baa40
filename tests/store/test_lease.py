"""The caseload lease: files close after 45 days without the office's bundle; writing, exporting and taking in never do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from caseworker_desktop import bootstrap
from caseworker_desktop.kernel.errors import Denied
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.settings import Settings
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.intent import Intent
from tests.clock import StandingClock
from tests.workspace import LAPTOP, OFFICE, PASSPHRASE

DAY = 24 * 3600.0


class Two:
    """An office and a laptop that has joined it, both by one clock."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self.clock = StandingClock()
        self.parts = bootstrap.build_parts(settings, self.clock)
        self.office, self.laptop, self.stick = folder / "office", folder / "laptop", folder / "stick"
        self.stick.mkdir()
        bootstrap.FolderDoors(self.parts, self.office).create_office(OFFICE, Silent())
        keys = bootstrap.FolderDoors(self.parts, self.laptop).begin(LAPTOP, folder / "request", Silent())
        with self.at(self.office) as desk:
            desk.enrolling.enrol(folder / "request", keys.words or "", "U-SW", [], folder / "welcome", Silent())
        with self.at(self.laptop) as desk:
            desk.enrolling.join(folder / "welcome", Silent())

    @contextmanager
    def at(self, place: Path) -> Iterator[Desk]:
        desk = bootstrap.unlock(self.parts, place, None, PASSPHRASE)
        try:
            yield desk
        finally:
            desk.close()

    def daily(self, days: int) -> None:
        """Use the laptop every day for so long."""
        for _ in range(days):
            self.clock.tick(DAY)
            with self.at(self.laptop) as desk:
                desk.lease.state()


@pytest.fixture
def two(tmp_path: Path, settings: Settings) -> Two:
    return Two(tmp_path, settings)


def test_files_close_after_the_lease_and_open_with_the_offices_bundle(two: Two) -> None:
    with two.at(two.laptop) as desk:
        person = desk.writer.write([Intent("person", None, {"given_names": "Ona", "family_name": "Pavyzdytė"})]).ids[0]
        assert desk.lease.state().days_left == 45
    two.daily(45)
    with two.at(two.laptop) as desk:
        assert (desk.lease.state().days_left, desk.lease.state().closed) == (0, False)
        assert desk.dumping.show("person", person) is not None
    two.daily(1)
    with two.at(two.laptop) as desk:
        assert desk.lease.state().closed
        for read in (lambda: desk.dumping.show("person", person), lambda: list(desk.dumping.lines()), lambda: desk.finding.find("ona")):
            with pytest.raises(Denied):
                read()
        assert "person" not in desk.people.may_read()
        desk.writer.write([Intent("person", None, {"given_names": "Nauja", "family_name": "Pavyzdytė"})])  # writing goes on
        sent = desk.exchange.export("office", two.stick, Silent())
    with two.at(two.office) as desk:
        assert desk.lease.state().days_left is None  # an office has no lease
        assert desk.receiving.import_file(sent.file, Silent()).accepted > 0
        back = desk.exchange.export(LAPTOP.device_name, two.stick, Silent())
    with two.at(two.laptop) as desk:
        desk.receiving.import_file(back.file, Silent())
        assert (desk.lease.state().days_left, desk.lease.state().closed) == (45, False)
        assert desk.dumping.show("person", person) is not None


def test_a_clock_set_back_opens_nothing_and_a_jump_is_asked_about(two: Two) -> None:
    two.daily(46)
    two.clock.tick(-30 * DAY)
    with two.at(two.laptop) as desk:
        assert desk.lease.state().closed
    two.clock.tick(30 * DAY)
    with two.at(two.office) as desk:
        back = desk.exchange.export(LAPTOP.device_name, two.stick, Silent())
    with two.at(two.laptop) as desk:
        desk.receiving.import_file(back.file, Silent())
    two.clock.tick(100 * DAY)  # a wrong clock, or a long leave
    with two.at(two.laptop) as desk:
        state = desk.lease.state()
        assert (state.jump, state.closed, state.days_left) == (100, False, 45)
        assert desk.lease.confirm().closed


def test_a_laptop_without_an_office_has_no_lease(tmp_path: Path, settings: Settings) -> None:
    clock = StandingClock()
    parts = bootstrap.build_parts(settings, clock)
    bootstrap.FolderDoors(parts, tmp_path / "alone").begin(LAPTOP, None, Silent())
    clock.tick(400 * DAY)
    desk = bootstrap.unlock(parts, tmp_path / "alone", None, PASSPHRASE)
    try:
        assert (desk.lease.state().days_left, desk.lease.state().closed) == (None, False)
    finally:
        desk.close()
