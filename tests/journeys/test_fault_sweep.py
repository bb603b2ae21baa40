"""Each write, read, fsync and rename of our own that export, import and backup do fails once, one at a time: half a thing never, nothing lost.

What SQLite writes is its own, and is killed at any moment in test_kill.py.
"""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from caseworker_desktop.kernel.errors import CaseworkerError
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.settings import Settings
from tests.failing_calls import Calls, failing
from tests.soak.fleet import OFFICE, Fleet, Workspace

CODES = (errno.EIO, errno.ENOSPC, errno.ENODEV, errno.EROFS)


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory, lasting_settings: Settings) -> Fleet:
    """An office and a laptop that each have something for the other."""
    made = Fleet(tmp_path_factory.mktemp("fleet"), lasting_settings, 1, Random(1))
    made.office.site = made.laptops[0].site  # what the office writes is for this laptop
    made.work(made.office, 2, 2)
    made.work(made.laptops[0], 3, 3)
    return made


class Sweep:
    """Tries a deed in a fresh copy of a workspace until no call is left that could fail."""

    def __init__(self, fleet: Fleet, who: Workspace, stick: Path) -> None:
        self.fleet, self.who, self.stick = fleet, who, stick
        self._kept = fleet.folder / f"kept-{who.name}"
        shutil.copytree(who.folder, self._kept)
        self._on_stick = {file.name: file.read_bytes() for file in stick.iterdir()}

    def fresh(self) -> None:
        shutil.rmtree(self.who.folder)
        shutil.copytree(self._kept, self.who.folder)
        for file in self.stick.iterdir():
            if file.name not in self._on_stick:
                file.unlink()

    def earlier_untouched(self) -> bool:
        return all((self.stick / name).read_bytes() == data for name, data in self._on_stick.items())

    def left(self) -> list[Path]:
        """What lies on the stick beside what lay there before."""
        return [file for file in sorted(self.stick.iterdir()) if file.name not in self._on_stick]

    def each(self, deed: Callable[[], object]) -> Iterator[tuple[Calls, bool]]:
        """Yield, for each call that failed, the calls and whether the deed was refused."""
        at = 0
        while True:
            at += 1
            self.fresh()
            refused = False
            with failing(Calls(at, CODES[at % len(CODES)])) as calls:
                try:
                    deed()
                except CaseworkerError:  # anything else is a fault of ours
                    refused = True
            assert at < 400, "it never ends"
            if not calls.failed:
                assert not refused
                assert at > 5, "hardly anything was done"
                break
            assert self.earlier_untouched(), calls.names[-1]
            yield calls, refused
        shutil.rmtree(self._kept)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A stick with somebody's earlier bundle on it."""
    made = tmp_path / "stick"
    made.mkdir()
    (made / "0badcafe.byla").write_bytes(b"age-encryption.org/v1\nsomebody else's")
    return made


def export_sweep(fleet: Fleet, sender: Workspace, to: str, receiver: Workspace, stick: Path) -> None:
    out: list[Path] = []

    def export() -> None:
        out.clear()
        with fleet.desk(sender) as desk:
            out.append(desk.exchange.export(to, stick, Silent()).file)

    before = fleet.dump(sender)
    sweep = Sweep(fleet, sender, stick)
    for calls, refused in sweep.each(export):
        where = f"{len(calls.names)}: {calls.names[calls.at - 1]}"
        assert refused == (not out), where
        # A failed removal may leave a begun file; what bears a bundle's name is whole, and only a bundle that was told has it.
        bundles = [file for file in sweep.left() if file.suffix == ".byla"]
        with fleet.desk(receiver) as desk:
            assert all(desk.exchange.inspect(file).complete for file in bundles), where
        assert set(out) <= set(bundles), where
        assert not refused or not sweep.left(), where
        assert fleet.dump(sender) == before, where
        assert fleet.well(sender), where
        for file in (sender.folder / "sent").glob("*.byla"):  # the sealed copies are whole or not there
            with fleet.desk(receiver) as desk:
                assert desk.exchange.inspect(file).complete, where


def test_every_call_of_a_laptops_export_fails_once(fleet: Fleet, stick: Path) -> None:
    export_sweep(fleet, fleet.laptops[0], OFFICE, fleet.office, stick)


def test_every_call_of_an_offices_export_fails_once(fleet: Fleet, stick: Path) -> None:
    export_sweep(fleet, fleet.office, fleet.laptops[0].name, fleet.laptops[0], stick)


@pytest.mark.parametrize("to_office", [True, False], ids=["office", "laptop"])
def test_every_call_of_an_import_fails_once(fleet: Fleet, stick: Path, to_office: bool) -> None:
    laptop = fleet.laptops[0]
    sender, to, receiver = (laptop, OFFICE, fleet.office) if to_office else (fleet.office, laptop.name, laptop)
    file = fleet.export(sender, to)
    before = fleet.dump(receiver)
    sweep = Sweep(fleet, receiver, stick)
    new = fleet.take(receiver, file)[0].accepted
    after = fleet.dump(receiver)
    assert new
    for calls, refused in sweep.each(lambda: fleet.take(receiver, file)):
        where = f"{len(calls.names)}: {calls.names[calls.at - 1]}"
        assert fleet.dump(receiver) == (before if refused else after), where
        assert fleet.well(receiver), where
        again = fleet.take(receiver, file)[0]
        assert again.accepted == (new if refused else 0), where
        assert fleet.dump(receiver) == after, where
        assert list((receiver.folder / "incoming").iterdir()) == [], where


def test_every_call_of_a_backup_fails_once(fleet: Fleet, stick: Path) -> None:
    file = stick / "office.backup"

    def back_up() -> None:
        with fleet.desk(fleet.office) as desk:
            desk.care.back_up(file, Silent())

    sweep = Sweep(fleet, fleet.office, stick)
    for calls, refused in sweep.each(back_up):
        where = f"{len(calls.names)}: {calls.names[calls.at - 1]}"
        assert file.exists() != refused, where
        assert not refused or not sweep.left(), where
        assert not (fleet.office.folder / "copy").exists(), where
        assert fleet.well(fleet.office), where
