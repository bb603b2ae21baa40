"""The same backup comes back twice, of a laptop and of the office: neither takes its second life for the first, whatever the clock says."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from caseworker_desktop.settings import Settings
from tests.soak.fleet import OFFICE, Fleet, Workspace
from tests.soak.simulation import check_all_is_home

DAY = 86_400
#: The clock goes on between the two returns, or it was ten years ahead at the first one.
CLOCKS = pytest.mark.parametrize("ahead", [0, 3653 * DAY], ids=["right", "wrong"])


class OneLaptop(Fleet):
    """An office and a laptop that hold the same persons."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        super().__init__(folder, settings, 1, Random(1))
        (self.laptop,) = self.laptops

    def one_way(self, sender: Workspace, receiver: Workspace) -> int:
        return self.take(receiver, self.export(sender, OFFICE if receiver is self.office else receiver.name))[0].accepted

    def round(self) -> int:
        """Carry a bundle in both directions; return how much was new to either."""
        self.clock.tick(DAY)
        return self.one_way(self.laptop, self.office) + self.one_way(self.office, self.laptop)

    def twice(self, who: Workspace, ahead: int) -> tuple[int, int]:
        """Bring a workspace back, let both work and meet, and bring it back from the same backup again; return its two epochs."""
        epochs = []
        for seconds in (ahead, DAY - ahead):
            self.clock.tick(seconds)
            self.restore(who)
            with self.desk(who) as desk:
                epochs.append(desk.worker.epoch)
            for one in (self.laptop, self.office):
                self.work(one, 1, 1)
            for _ in range(2):
                self.round()
        return epochs[0], epochs[1]

    def home(self) -> None:
        """Go on until nothing new comes, and look at everything."""
        for _ in range(4):
            if not self.round():
                break
        else:
            raise AssertionError("it never is still")
        check_all_is_home(self)


@pytest.fixture
def pair(tmp_path: Path, settings: Settings) -> OneLaptop:
    made = OneLaptop(tmp_path, settings)
    made.work(made.laptop, 1, 1)
    made.round()
    return made


@CLOCKS
def test_of_a_laptop(pair: OneLaptop, ahead: int) -> None:
    pair.back_up(pair.laptop)
    first, second = pair.twice(pair.laptop, ahead)
    assert first != second
    pair.home()
    with pair.desk(pair.laptop) as desk:
        assert desk.worker.epoch > first


@CLOCKS
def test_of_the_office(pair: OneLaptop, ahead: int) -> None:
    pair.back_up(pair.office)
    first, second = pair.twice(pair.office, ahead)
    assert first != second
    pair.home()
    with pair.desk(pair.office) as desk:
        assert desk.worker.epoch > first
        assert all(line.holds for line in desk.auditing.verify())
