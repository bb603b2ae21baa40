"""Places that do not do – no workspace, damaged, in use, full, read-only, gone – and bundles that are for somebody else: refused, nothing changed."""

from __future__ import annotations

import json
import os
import resource
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from caseworker_desktop.settings import Settings
from caseworker_desktop.store.lockfile import WorkspaceLock
from tests.journeys.command import Caseworker
from tests.journeys.pair import person
from tests.journeys.unchanged import World, clear, files, refused
from tests.nobody import POSIX, open_to_all, read_only


@pytest.mark.parametrize("what", ["missing", "empty", "a file", "only keys", "only data"])
def test_a_folder_that_is_no_workspace(world: World, tmp_path: Path, what: str) -> None:
    folder = tmp_path / "folder"
    if what == "a file":
        folder.write_text("x")
    elif what != "missing":
        folder.mkdir()
    if what.startswith("only"):
        name = "keys.byla" if what == "only keys" else "casework.db"
        shutil.copy(world.office / name, folder / name)
    for words in (("doctor",), ("dump",), ("load", "x" if what == "missing" else folder)):
        if words[0] != "load":
            clear(world.run.ask("--workspace", folder, *words), 6)
    if folder.is_dir():
        assert len(list(folder.iterdir())) == what.startswith("only")


@pytest.mark.parametrize("what", ["keys cut", "keys of another", "data cut", "data of another", "data empty", "pages broken"])
def test_a_damaged_workspace(world: World, tmp_path: Path, what: str) -> None:
    folder = shutil.copytree(world.office, tmp_path / "office")
    keys, data = folder / "keys.byla", folder / "casework.db"
    if what == "keys cut":
        os.truncate(keys, 200)
    elif what == "keys of another":
        shutil.copy(world.other.office / "keys.byla", keys)
    elif what == "data cut":
        os.truncate(data, data.stat().st_size // 8192 * 4096)
    elif what == "data of another":
        shutil.copy(world.other.office / "casework.db", data)
    elif what == "data empty":
        os.truncate(data, 0)
    else:
        with data.open("r+b") as file:
            for at in range(8192, data.stat().st_size, 4096):
                file.seek(at + 50)
                file.write(b"\0" * 20)
    before = {path: path.read_bytes() for path in (keys, data)}
    for words in (("dump",), ("record", "person", "given_names=Ona", "family_name=P")):
        clear(world.run.ask("--workspace", folder, *words), 6)
    ran = world.run.ask("--json", "--workspace", folder, "doctor")
    assert (ran.code, ran.value["ok"]) == (6, False)
    assert {path: path.read_bytes() for path in before} == before


def test_a_workspace_in_use(world: World, tmp_path: Path) -> None:
    folder = shutil.copytree(world.office, tmp_path / "office")
    lock = WorkspaceLock(folder)
    clear(world.run.ask("--workspace", folder, "dump"), 6)
    lock.release()
    assert world.run.ask("--workspace", folder, "dump").code == 0


def test_an_office_where_something_is(world: World, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "x").write_text("mine")
    made = ("office", "create", folder, "--name", "N", *person("x", "X"), "--country", "lt")
    clear(world.run.ask(*made), 4)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine"]
    assert (folder / "x").read_text() == "mine"
    clear(world.run.ask("device", "request", folder, "--name", "N", *person("x", "X"), "--out", tmp_path / "r"), 4)
    assert not (tmp_path / "r").exists()


def test_a_passphrase_that_is_too_short(settings: Settings, tmp_path: Path) -> None:
    clear(Caseworker(settings, "trumpa").ask("office", "create", tmp_path / "o", "--name", "N", *person("x", "X"), "--country", "lt"), 4)
    assert list(tmp_path.iterdir()) == []


# ---- bundles ----------------------------------------------------------------------------------------------------------------------------


def damaged(data: bytes) -> Iterator[tuple[str, bytes]]:
    yield "empty", b""
    yield "other", b"not a bundle at all\n" * 50
    yield "binary", os.urandom(5000)
    for at in (10, 60, len(data) // 2, len(data) - 1):
        yield f"cut at {at}", data[:at]
        yield f"flipped at {at}", data[:at] + bytes((data[at] ^ 4,)) + data[at + 1 :]
    yield "surplus", data + b"\0"


def test_damaged_bundles(world: World) -> None:
    file = world.given / "x.byla"
    for what, data in damaged(world.bundle.read_bytes()):
        file.write_bytes(data)
        ran = world.run.ask("--workspace", world.office, "bundle", "inspect", file)
        assert ran.code == 4, what
        clear(ran, 4)
        refused(world, 4, "bundle", "import", file, says_more=True)


@pytest.mark.parametrize("what", ["another office's", "for the laptop", "a request", "a welcome", "a backup", "a folder", "missing"])
def test_bundles_that_are_for_somebody_else(world: World, what: str) -> None:
    out = world.given
    if what == "another office's":
        file = world.foreign
    elif what == "for the laptop":
        copied = shutil.copytree(world.office, out / "office")
        file = Path(world.run.do("--workspace", copied, "bundle", "export", "--to", "PR-11", "--out", out)["file"])
    elif what in ("a request", "a welcome"):
        file = world.pair.folder / what.removeprefix("a ")
    elif what == "a backup":
        file = out / "b"
        world.run.do("--workspace", world.other.office, "backup", "create", file)
    else:
        file = out if what == "a folder" else out / "nowhere"
    refused(world, 4, "bundle", "import", file, says_more=True)
    clear(world.run.ask("--workspace", world.office, "bundle", "inspect", file), 4)


def test_good_bundles_among_bad_ones(world: World, tmp_path: Path) -> None:
    office = shutil.copytree(world.office, tmp_path / "office")
    told = world.run.do("--workspace", office, "bundle", "import", world.foreign, world.bundle, world.given / "nowhere", exits=(5,))
    assert [bool(one.get("error")) for one in told] == [True, False, True]
    assert told[1]["accepted"] > 0


@pytest.mark.parametrize("what", ["wrong words", "few words", "other words", "a role", "a site", "no request", "cut"])
def test_enrolling(world: World, what: str, tmp_path: Path) -> None:
    request, out = world.given / "request", world.given / "welcome"
    asked = world.run.do("device", "request", tmp_path / "new", "--name", "PR-3", *person("nauja", "Nauja"), "--out", request)
    words = {
        "wrong words": " ".join(reversed(asked["words"].split())),
        "few words": "ability able",
        "other words": "šeši lietuviški žodžiai čia nieko neatrakina",
    }
    if what == "no request":
        request.write_bytes(b"something")
    elif what == "cut":
        os.truncate(request, 300)
    told = [
        "--words",
        words.get(what, asked["words"]),
        "--role",
        "NONE" if what == "a role" else "U-SW",
        "--sites",
        "NONE" if what == "a site" else "LT-K-PRA1",
    ]
    refused(world, 4, "office", "enrol", request, *told, "--out", out)
    assert not out.exists()


# ---- full and read-only -------------------------------------------------------------------------------------------------------------------


@contextmanager
def largest(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


Words = Callable[[World, Path], tuple[object, ...]]
WRITING: dict[str, Words] = {
    "dump": lambda world, out: ("dump", "--out", out / "d.jsonl"),
    "bundle": lambda world, out: ("bundle", "export", "--to", "PR-11", "--out", out),
    "backup": lambda world, out: ("backup", "create", out / "b.backup"),
}


@pytest.mark.skipif(not POSIX, reason="a limit of the system's that Windows has not")
@pytest.mark.parametrize("what", WRITING)
@pytest.mark.parametrize("room", [0, 3000])
def test_a_full_stick(world: World, tmp_path: Path, what: str, room: int) -> None:
    office, stick = shutil.copytree(world.office, tmp_path / "office"), tmp_path / "stick"
    stick.mkdir()
    before = world.run.lines(office, "dump")
    world.run.do("--workspace", office, "doctor")
    with largest(room):
        ran = world.run.ask("--workspace", office, *WRITING[what](world, stick))
    clear(ran, 4)
    assert list(stick.iterdir()) == []
    assert world.run.lines(office, "dump") == before
    assert world.run.do("--workspace", office, "doctor", "--full")["ok"]


@pytest.mark.skipif(not POSIX, reason="a limit of the system's that Windows has not")
@pytest.mark.parametrize("room", [0, 60_000, 300_000])
def test_a_full_disk_while_loading(world: World, tmp_path: Path, room: int) -> None:
    office, file = shutil.copytree(world.office, tmp_path / "office"), world.given / "lines.jsonl"
    file.write_text(
        "\n".join(json.dumps({"record": "person", "given_names": "Ona", "family_name": "P", "experience": f"{n} " * 800}) for n in range(300)),
        encoding="utf-8",
    )
    before = world.run.lines(office, "dump")
    with largest(room):
        clear(world.run.ask("--workspace", office, "load", file), 4)
    assert world.run.lines(office, "dump") == before
    assert world.run.do("--workspace", office, "load", file)["created"] == 300


@pytest.mark.skipif(not POSIX, reason="a limit of the system's that Windows has not")
@pytest.mark.parametrize("room", [0, 40_000, 900_000])
def test_a_full_disk_while_an_office_is_made(world: World, tmp_path: Path, room: int) -> None:
    with largest(room):
        clear(world.run.ask("office", "create", tmp_path / "o", "--name", "N", *person("x", "X"), "--country", "lt"), 4)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("what", WRITING)
def test_a_stick_that_is_gone(world: World, what: str) -> None:
    refused(world, 4, *WRITING[what](world, world.given / "gone"))


@pytest.mark.parametrize("what", WRITING)
def test_a_read_only_stick(world: World, what: str) -> None:
    with open_to_all() as both:
        office, stick = shutil.copytree(world.office, both / "office"), both / "stick"
        stick.mkdir()
        for path in (office, *office.iterdir()):
            path.chmod(0o777)
        before = world.run.lines(office, "dump")
        with read_only(stick):
            clear(world.run.ask("--workspace", office, *WRITING[what](world, stick)), 4)
        assert list(stick.iterdir()) == []
        assert world.run.lines(office, "dump") == before


@pytest.mark.parametrize("words", [("dump",), ("record", "person", "given_names=Ona", "family_name=P"), ("doctor",), ("bundle", "status")])
def test_a_read_only_workspace(world: World, words: tuple[str, ...]) -> None:
    with open_to_all() as both:
        office = shutil.copytree(world.office, both / "office")
        before = files(office)
        with read_only(office):
            clear(world.run.ask("--workspace", office, *words), 4)
        assert files(office) == before
        assert world.run.lines(office, "dump") == world.run.lines(world.office, "dump")
