"""What a disk holds after the power fails: a folder as it was, the calls that changed it (disk.c tells them in order), and which of them lasted."""

from __future__ import annotations

import shutil
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

HEAD = struct.Struct("<cQQI")
SECTOR = 512


@dataclass(frozen=True)
class Call:
    """One call: `what` (C create, W write, T cut to a length, S sync, R rename, U unlink, M and K a folder made and removed, P printed)."""

    what: str
    file: int
    place: int
    data: bytes


def read(journal: Path) -> list[Call]:
    """Return the calls that a journal holds. A record that is not whole (the process died in it) is left."""
    raw, at, out = journal.read_bytes(), 0, []
    while at + HEAD.size <= len(raw):
        what, file, place, size = HEAD.unpack_from(raw, at)
        data = raw[at + HEAD.size : at + HEAD.size + size]
        if len(data) < size:
            break
        out.append(Call(what.decode(), file, place, data))
        at += HEAD.size + size
    return out


@dataclass
class _File:
    """What lasts of a file, and what was done to it since the last sync."""

    lasting: bytearray
    pending: list[tuple[str, int, bytes]] = field(default_factory=list)

    def now(self) -> bytearray:
        return _done(bytearray(self.lasting), self.pending)


def _done(data: bytearray, changes: Iterable[tuple[str, int, bytes]]) -> bytearray:
    for what, place, new in changes:
        if what == "T":
            del data[place:]
            data.extend(bytes(max(place - len(data), 0)))
        else:
            data.extend(bytes(max(place - len(data), 0)))
            data[place : place + len(new)] = new
    return data


class Disk:
    """A folder of which every change is known. Names last when their folder is synced, contents when their file is."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._files: dict[int, _File] = {}
        self._lasting: dict[str, int] = {}
        self._folders: set[str] = set()
        self._pending: list[Call] = []

    @classmethod
    def of(cls, root: Path) -> Disk:
        """Return the disk that a folder lies on now, all of it lasting."""
        made = cls(root)
        for path in sorted(root.rglob("*")):
            if path.is_dir():
                made._folders.add(str(path))
            elif not path.name.endswith("-shm"):
                number = path.stat().st_ino
                made._files[number] = _File(bytearray(path.read_bytes()))
                made._lasting[str(path)] = number
        return made

    def copy(self) -> Disk:
        """Return a disk that holds the same."""
        made = Disk(self._root)
        made._files = {number: _File(bytearray(one.lasting), list(one.pending)) for number, one in self._files.items()}
        made._lasting, made._folders, made._pending = dict(self._lasting), set(self._folders), list(self._pending)
        return made

    def take(self, call: Call, *, lies: bool = False) -> None:
        """Take one more call. `lies`: a sync says that it was done and was not."""
        if call.what == "S" and not lies:
            path = call.data.decode()
            if path in self._folders or path == str(self._root):
                self._synced(path)
            elif call.file in self._files:
                one = self._files[call.file]
                one.lasting, one.pending = one.now(), []
        elif call.what == "C":
            self._files[call.file] = _File(bytearray())
            self._pending.append(call)
        elif call.what in "RUMK":
            if call.what == "M":
                self._folders.add(call.data.decode())
            self._pending.append(call)
        elif call.what in "WT":
            self._files[call.file].pending.append((call.what, call.place, call.data))

    def _synced(self, folder: str) -> None:
        lasts = [one for one in self._pending if _folder_of(one) == folder]
        self._lasting = _renamed(self._lasting, lasts)
        self._pending = [one for one in self._pending if _folder_of(one) != folder]

    def held(self, how: str, chance: Random) -> dict[str, bytes]:
        """Return the files after the power failed: `all` as a kill leaves them, `synced` only what was made to last, `torn` that and any part of the
        rest: names of a folder up to some change, any writes of a file, some of them torn between sectors."""
        names = self._pending if how == "all" else []
        if how == "torn":
            until = {folder: chance.randint(0, len(self._pending)) for folder in sorted({_folder_of(one) for one in self._pending})}
            names = [one for n, one in enumerate(self._pending) if n < until[_folder_of(one)]]
        out = {}
        for path, number in _renamed(self._lasting, names).items():
            one = self._files[number]
            changes = one.pending if how == "all" else []
            if how == "torn":
                changes = list(_some(one.pending, chance))
            out[path] = bytes(_done(bytearray(one.lasting), changes))
        return out

    def put(self, held: dict[str, bytes]) -> None:
        """Make the real folder hold these files and no others; folders stay."""
        for path in self._root.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
        for folder in sorted(self._folders):
            Path(folder).mkdir(parents=True, exist_ok=True)
        for name, data in held.items():
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_bytes(data)


def _folder_of(call: Call) -> str:
    return call.data.split(b"\0")[-1].decode().rpartition("/")[0]


def _renamed(names: dict[str, int], changes: Iterable[Call]) -> dict[str, int]:
    out = dict(names)
    for one in changes:
        path = one.data.decode()
        if one.what == "C":
            out[path] = one.file
        elif one.what == "U":
            out.pop(path, None)
        elif one.what == "R":
            old, _, new = path.partition("\0")
            if old in out:
                out[new] = out.pop(old)
    return out


def _some(pending: Iterable[tuple[str, int, bytes]], chance: Random) -> Iterator[tuple[str, int, bytes]]:
    for what, place, data in pending:
        fate = chance.random()
        if fate < 0.45:
            yield what, place, data
        elif fate < 0.6 and what == "W" and len(data) > SECTOR:
            cut = SECTOR * chance.randrange(1, -(-len(data) // SECTOR))
            yield (what, place, data[:cut]) if chance.random() < 0.5 else (what, place + cut, data[cut:])
