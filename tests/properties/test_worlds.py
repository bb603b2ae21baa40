"""Histories on real encrypted stores: each device's own file, closed, opened, copied away and put back, written as its history says.

At the end each store holds what the rules say of what its device knows, and when everybody has met, every store holds the same.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from random import Random

import pytest

from caseworker_desktop.store.store import Store
from tests.properties.device import Event
from tests.properties.memory import in_memory, real, reopened
from tests.properties.replay import Picture, Replay, as_created, replaying
from tests.properties.story import STEP_BYTES, tell
from tests.properties.test_convergence import alike

PARTS, WORLDS = 10, 5
SOAK_WORLDS = 40


class World:
    """The disks of a history's devices. A disk is kept as a folder; it is open only while something happens to it."""

    def __init__(self, folder: Path, chance: Random) -> None:
        self._folder, self._chance = folder, chance
        self._open: dict[int, Store] = {}

    def place(self, device: int) -> Path:
        return self._folder / f"device{device}"

    def store(self, device: int) -> Store:
        """Return a device's store, now and then closed and opened again first."""
        if device in self._open and self._chance.random() < 0.2:
            self.shut(device)
        if device not in self._open:
            place = self.place(device)
            self._open[device] = reopened(place) if place.exists() else real(place)
        return self._open[device]

    def shut(self, device: int) -> None:
        if device in self._open:
            self._open.pop(device).close()

    def close(self) -> None:
        for device in tuple(self._open):
            self.shut(device)

    def happen(self, event: Event) -> None:
        """Do to a disk what happened to it."""
        if event.what == "back":
            self.store(event.device)
            self.shut(event.device)
            shutil.copytree(self.place(event.device), self._folder / f"backup{event.place}")
        elif event.what == "restore":
            self.shut(event.device)
            shutil.rmtree(self.place(event.device), ignore_errors=True)
            shutil.copytree(self._folder / f"backup{event.place}", self.place(event.device))
        elif event.what == "anew":
            self.shut(event.device)
            shutil.rmtree(self.place(event.device), ignore_errors=True)
            self.apply(event.device, event.bodies)
        elif event.what == "strip":
            with self.store(event.device).unit() as unit:
                Replay(unit).engine().strip(event.bodies)
        else:
            self.apply(event.device, event.bodies)

    def apply(self, device: int, bodies: tuple[bytes, ...]) -> None:
        with self.store(device).unit() as unit:
            Replay(unit).engine(fast=self._chance.random() < 0.8).apply(bodies)

    def picture(self, device: int) -> Picture:
        with replaying(self.store(device)) as replay:
            return replay.picture()


def expected(memory: Store, bodies: list[bytes], chance: Random) -> Picture:
    with replaying(memory) as replay:
        as_created(replay, bodies, chance)
        return replay.picture()


def check_world(folder: Path, memory: Store, seed: str) -> None:
    chance = Random(seed)
    story = tell([chance.randbytes(STEP_BYTES) for _ in range(chance.randint(20, 70))])
    world = World(folder, chance)
    try:
        for event in story.events:
            world.happen(event)
        for device in story.devices:
            alike(world.picture(device.name), expected(memory, list(device.known), chance), f"{seed}: device {device.name}")
        wanted = expected(memory, story.bodies, chance)
        for device in story.devices:
            world.apply(device.name, tuple(chance.sample(story.bodies, len(story.bodies))))
            world.shut(device.name)
            alike(world.picture(device.name), wanted, f"{seed}: device {device.name} at the end")
    finally:
        world.close()


def worlds(folder: Path, seed: int, count: int) -> None:
    memory = in_memory()
    for number in range(count):
        told = f"world {seed}.{number}"
        print(told)
        (folder / str(number)).mkdir()
        check_world(folder / str(number), memory, told)
        shutil.rmtree(folder / str(number))
    memory.close()


@pytest.mark.parametrize("part", range(PARTS))
def test_worlds_on_real_stores(tmp_path: Path, part: int) -> None:
    worlds(tmp_path, part, WORLDS)


@pytest.mark.soak
@pytest.mark.parametrize("part", range(PARTS))
def test_worlds_on_real_stores_soak(tmp_path: Path, part: int) -> None:
    worlds(tmp_path, int(os.environ.get("SEED", 0)) * PARTS + part, SOAK_WORLDS)
