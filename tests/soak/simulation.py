"""Months on the road: who works, which sticks arrive when, which disks come back from backups; then the last rounds, and what must hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import quantiles

from caseworker_desktop.kernel.errors import CaseworkerError
from caseworker_desktop.settings import Settings
from tests.soak.fleet import OFFICE, Fleet, Place, Workspace

MONTH = 30
ROUNDS = 6


@dataclass(frozen=True)
class Chances:
    """How often things go wrong: sticks lost and repeated, late ones and by how many days at most, disks that come back from a backup.

    All of it a turn, in which everybody works and travels once in each direction: `turn` months.
    """

    lost: float = 0.10
    repeated: float = 0.20
    late: float = 0.25
    longest_delay: int = 365
    restored: float = 0.04
    office_restored: float = 0.08
    turn: int = 1


@dataclass
class Figures:
    """What the table tells. `ages`: of each operation, the days until it came to the office; `refused`: bundles that were not taken, by cause."""

    bundles: int = 0
    lost: int = 0
    repeated: int = 0
    bytes: int = 0
    operations: int = 0
    restored: int = 0
    not_in_backup: int = 0
    rounds: int = 0
    ages: list[float] = field(default_factory=list)
    refused: dict[str, int] = field(default_factory=dict)

    def table(self, laptops: int, months: int) -> str:
        """Return the figures as lines."""
        days = sorted(self.ages)
        tenths = quantiles(days, n=10) if len(days) > 1 else [0.0] * 9
        rows = {
            "laptops × months": f"{laptops} × {months}",
            "bundles written": self.bundles,
            "… lost": self.lost,
            "… repeated": self.repeated,
            "… refused": ", ".join(f"{key} {count}" for key, count in sorted(self.refused.items())) or 0,
            "bytes written": self.bytes,
            "operations": self.operations,
            "workspaces restored": self.restored,
            "operations not in the backup that came back": self.not_in_backup,
            "days to the office, median": f"{tenths[4]:.1f}",
            "days to the office, nine in ten": f"{tenths[8]:.1f}",
            "days to the office, longest": f"{days[-1] if days else 0:.1f}",
            "last rounds until all was still": self.rounds,
        }
        return "\n".join(f"{name:45} {value}" for name, value in rows.items())


@dataclass(order=True)
class Stick:
    """A bundle on its way and the day on which it arrives."""

    day: int
    number: int
    file: Path = field(compare=False)
    receiver: Workspace = field(compare=False)


class Simulation:
    """One run."""

    def __init__(self, fleet: Fleet, chances: Chances, months: int) -> None:
        self.fleet, self.chances, self.months, self.chance = fleet, chances, months, fleet.chance
        self.figures = Figures()
        self.on_the_way: list[Stick] = []
        self.exported: dict[Place, bytes] = {}
        self._day = 0

    def run(self) -> None:
        """Live through the months, then bring everything home."""
        turn = self.chances.turn * MONTH
        for start in range(0, self.months * MONTH, turn):
            for day, doing in sorted(self._turn(turn), key=lambda one: one[0]):
                self._until(start + day)
                doing()
        self._until(self._day + MONTH)
        self._home()

    def _turn(self, days: int) -> Iterator[tuple[int, Callable[[], object]]]:
        fleet, chance = self.fleet, self.chance
        yield chance.randrange(days), lambda: fleet.work(fleet.office, 1, 4)
        yield chance.randrange(days), lambda: fleet.hand_over(max(1, len(fleet.laptops) // 4))
        yield chance.randrange(days), lambda: fleet.back_up(fleet.office)
        if chance.random() < self.chances.office_restored:
            yield chance.randrange(days), lambda: self._restore(fleet.office)
        for one in fleet.laptops:
            yield chance.randrange(days), lambda one=one: fleet.work(one, 1, 3)
            yield chance.randrange(days), lambda one=one: self._send(one, OFFICE, fleet.office)
            yield chance.randrange(days), lambda one=one: self._send(fleet.office, one.name, one)
            if chance.random() < 0.3:
                yield chance.randrange(days), lambda one=one: fleet.back_up(one)
            if chance.random() < self.chances.restored:
                yield chance.randrange(days), lambda one=one: self._restore(one)

    def _until(self, day: int) -> None:
        """Let days pass, and what is on its way arrive."""
        while self.on_the_way and min(self.on_the_way).day <= day:
            stick = min(self.on_the_way)
            self.on_the_way.remove(stick)
            self._pass(stick.day)
            self._take(stick.receiver, stick.file)
        self._pass(day)

    def _pass(self, day: int) -> None:
        if day > self._day:
            self.fleet.clock.tick((day - self._day) * 86_400)
            self._day = day

    def _send(self, sender: Workspace, to: str, receiver: Workspace) -> None:
        chances, chance = self.chances, self.chance
        file = self._write(sender, to)
        if chance.random() < chances.lost:
            self.figures.lost += 1
            return
        delay = chance.randint(1, chances.longest_delay) if chance.random() < chances.late else chance.randint(0, 7)
        times = [delay]
        if chance.random() < chances.repeated:
            self.figures.repeated += 1
            times.append(delay + chance.randint(0, 60))
        for days in times:
            self.on_the_way.append(Stick(self._day + days, self.figures.bundles, file, receiver))

    def _write(self, sender: Workspace, to: str) -> Path:
        file = self.fleet.export(sender, to)
        self.figures.bundles += 1
        self.figures.bytes += file.stat().st_size
        return file

    def _take(self, receiver: Workspace, file: Path) -> int:
        try:
            told, ages = self.fleet.take(receiver, file)
        except CaseworkerError as reason:
            self.figures.refused[reason.message.key] = self.figures.refused.get(reason.message.key, 0) + 1
            return 0
        if receiver is self.fleet.office:
            self.figures.ages += ages
        return told.accepted

    def _restore(self, who: Workspace) -> None:
        before = self.fleet.places(who)
        if not self.fleet.restore(who):
            return
        self.figures.restored += 1
        after = self.fleet.places(who)
        self.figures.not_in_backup += len(before.keys() - after.keys())

    def _home(self) -> None:
        """Rounds without losses until nothing new comes to anybody."""
        fleet = self.fleet
        for self.figures.rounds in range(1, ROUNDS + 1):
            self._pass(self._day + 1)
            new = sum(self._take(fleet.office, self._write(one, OFFICE)) for one in fleet.laptops)
            fleet.back_up(fleet.office)
            new += sum(self._take(one, self._write(fleet.office, one.name)) for one in fleet.laptops)
            if not new:
                break
        self.figures.operations = len(fleet.places(fleet.office, stubs=True))


def live(fleet: Fleet, chances: Chances, months: int) -> Simulation:
    """Run a simulation and check what must hold at its end. Raises AssertionError."""
    one = Simulation(fleet, chances, months)
    one.run()
    print(one.figures.table(len(fleet.laptops), months), flush=True)
    check_all_is_home(fleet)
    return one


def check_all_is_home(fleet: Fleet) -> None:
    """Everybody has what is theirs: nothing acknowledged is lost, the office holds all, each laptop shows what its scope says and no more."""
    office = fleet.places(fleet.office, stubs=True)
    assert fleet.well(fleet.office), "the office is not well"
    for laptop in fleet.laptops:
        here = fleet.places(laptop)
        lacking = {place for place, id_ in here.items() if office.get(place) != id_}
        assert not lacking, f"{laptop.name}: the office lacks {len(lacking)} operations"
        lost = laptop.promised - office.keys()
        assert not lost, f"{laptop.name}: {len(lost)} operations that were told to be safe are lost"
        assert fleet.well(laptop), f"{laptop.name} is not well"
        lines, wanted = set(fleet.dump(laptop)), fleet.dump(fleet.office, laptop.name)
        assert not [line for line in wanted if line not in lines], f"{laptop.name} lacks some of what the office says that it holds"
    for laptop in fleet.laptops:
        beyond = fleet.beyond_scope(laptop)
        assert not beyond, f"{laptop.name} holds the files of {len(beyond)} persons beyond its scope"
        assert fleet.dump(laptop) == fleet.dump(fleet.office, laptop.name), f"{laptop.name} shows other than the office says that it holds"


def a_run(folder: Path, settings: Settings, *, laptops: int, months: int, chances: Chances, seed: int, open_: bool = False) -> Figures:
    """Tell the seed, run, check, and return the figures."""
    print(f"\nseed {seed}")
    fleet = Fleet(folder, settings, laptops, Random(seed), open_=open_)
    try:
        return live(fleet, chances, months).figures
    finally:
        fleet.close()
