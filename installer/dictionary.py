"""Trains the zstd dictionary that the log's blocks are packed with: `python -m installer.dictionary NUMBER`.

It learns from the sample scenarios what every operation repeats (names of kinds, fields and registers, codes, the shape of the envelope)
and nothing that could be somebody's: ids, texts and moments are drawn anew before it looks. A number once shipped is kept for ever, for blocks
packed with it must stay readable; a better dictionary gets the next number.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
import uuid
from collections.abc import ByteString, Iterator
from pathlib import Path
from typing import Any

import zstandard

from caseworker_desktop import bootstrap
from caseworker_desktop.kernel.clock import SystemClock
from caseworker_desktop.kernel.operation import ACTOR, AT, BATCH, CLOCK, FIELDS, KIND, MENTIONS, RECORD, SEQ, STREAM, SUBJECT, VALUE
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.settings import Settings, find_resources
from caseworker_desktop.store.blocks import joined
from caseworker_desktop.store.body import decode, encode
from caseworker_desktop.store.declare import Catalog, Field
from caseworker_desktop.usecases.doors import NewOffice

ROOT = Path(__file__).resolve().parents[1]
SCENARIOS = ROOT / "tests" / "data" / "scenarios"
DICTIONARIES = ROOT / "resources" / "dictionaries"
SIZE = 64 * 1024
#: zstd's own range for dictionaries that nobody registers.
FIRST_ID = 0x6279_0000
#: Words of at least so many letters that stand in a sample's texts must not stand in a dictionary, unless they are the program's own.
LONG = 5
LETTERS = "aąbcčdeęėfghiįyjklmnoprsštuųūvzž"
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_LETTERS = re.compile(r"[^\W\d_]+")


def scenario_bodies(folder: Path) -> Iterator[bytes]:
    """Yield the bodies that loading the scenarios writes, each into an office of its own."""
    parts = bootstrap.build_parts(Settings(resources=find_resources()), SystemClock())
    for path in sorted(SCENARIOS.glob("s*/records.jsonl")):
        workspace = folder / path.parent.name
        passphrase = uuid.uuid4().hex
        bootstrap.FolderDoors(parts, workspace).create_office(NewOffice("Biuras", "adm", "Adm", "Adm", "lt", passphrase), Silent())
        opened = bootstrap.slots_of(workspace).open_passphrase("adm", passphrase)
        desk = bootstrap.open_desk(parts, workspace, opened)
        try:
            desk.loading.load(path.read_text(encoding="utf-8").splitlines())
        finally:
            desk.close()
        store = bootstrap.open_store(parts, workspace, opened.db_key)
        try:
            with store.reading() as reading:
                yield from (raw for _, raw in reading.log.scan())
        finally:
            store.close()


class Stranger:
    """Draws anew what is somebody's in an operation, the same for the same id so that operations of one sample still belong together."""

    def __init__(self, catalog: Catalog, chance: random.Random) -> None:
        self._catalog, self._chance = catalog, chance
        self.forget()

    def forget(self) -> None:
        """Begin a sample of another device and day."""
        self._ids: dict[bytes, bytes] = {}
        self._stream, self._batch, self._actor = (self._chance.randbytes(16) for _ in range(3))
        self._now = self._chance.randrange(1_700_000_000_000, 2_000_000_000_000)
        self._seq = self._chance.randrange(1, 1 << self._chance.randrange(1, 20))

    def body(self, item: list[Any]) -> bytes:
        """Return the body of an operation of the same shape."""
        kind = self._catalog.kind(item[KIND])
        self._seq += 1
        out = list(item)
        out[STREAM], out[BATCH], out[ACTOR], out[SEQ], out[CLOCK], out[AT] = (
            self._stream,
            self._batch,
            self._actor,
            self._seq,
            self._seq * 3,
            self._now,
        )
        out[RECORD] = self._id(item[RECORD])
        out[SUBJECT] = self._id(item[SUBJECT]) if item[SUBJECT] is not None else None
        out[MENTIONS] = sorted(map(self._id, item[MENTIONS]))
        out[FIELDS] = {}
        for register, entry in item[FIELDS].items():
            stem, slash, element = register.partition("/")
            field = kind.field(stem) if kind is not None else None
            names = [[self._id(one) for one in entry[1]]] if entry[1:] else []
            out[FIELDS][stem + slash + self._element(element, field)] = [self._value(entry[VALUE], field), *names]
        return encode(out)

    def _element(self, element: str, field: Field | None) -> str:
        if _UUID.fullmatch(element):
            return str(uuid.UUID(bytes=self._id(uuid.UUID(element).bytes)))
        key = field.part(field.key) if field is not None and field.key is not None else field
        return self._text() if key is not None and key.type == "text" else element

    def _text(self) -> str:
        """Two letters: of a text there is nothing to learn but that it is one."""
        return "".join(self._chance.choices(LETTERS, k=2))

    def _id(self, raw: bytes) -> bytes:
        if raw not in self._ids:
            low = self._chance.getrandbits(74)
            value = (self._now - self._chance.randrange(10**10)) << 80 | 0x7 << 76 | (low >> 62) << 64 | 0b10 << 62 | (low & (1 << 62) - 1)
            self._ids[raw] = uuid.UUID(int=value).bytes
        return self._ids[raw]

    def _value(self, value: Any, field: Field | None) -> Any:
        if isinstance(value, bytes):
            return self._id(value) if len(value) == 16 else self._chance.randbytes(len(value))
        if isinstance(value, dict):
            return {key: self._value(one, (field.part(key) if field is not None else None) or field) for key, one in value.items()}
        if isinstance(value, list):
            return [self._value(one, field) for one in value]
        if not isinstance(value, str) or (field is not None and field.type == "code"):
            return value
        if field is not None and field.type in ("date", "pdate", "time"):
            return value[:2] + re.sub(r"\d", lambda _: str(self._chance.randrange(10)), value[2:])
        return self._text()


def samples(bodies: list[bytes], catalog: Catalog, seed: int = 1) -> list[ByteString]:
    """Return what blocks of one to eight operations hold, before they are packed."""
    chance = random.Random(seed)  # noqa: S311 -- a draw that can be repeated, nothing secret
    stranger = Stranger(catalog, chance)
    items = [decode(one) for one in bodies if one[:1] == b"\x8d"]
    out: list[ByteString] = []
    for _ in range(2):
        at = 0
        while at < len(items):
            size = chance.choice((1, 2, 4, 4, 8))
            stranger.forget()
            out.append(joined([stranger.body(item) for item in items[at : at + size]]))
            at += size
    return out


def known_words(catalog: Catalog) -> set[str]:
    """Return the program's own words: kinds, fields, parts, and codes of the shipped lists."""
    told = ["roster", "office", "deleted", "created"]
    for path in (ROOT / "resources" / "reference").glob("*.csv"):
        told += (line.partition(",")[0] for line in path.read_text(encoding="utf-8").splitlines())
    for kind in catalog.kinds():
        told += (kind.name, *(f"{part.name} {part.group or ''}" for field in kind.fields for part in (field, *field.parts)))
    return {word for one in told for word in _LETTERS.findall(one.lower().replace("_", " ")) if len(word) > 2}


def words_of_texts(bodies: list[bytes], catalog: Catalog) -> set[str]:
    """Return the words of the samples' texts: names, remarks, elements that somebody typed."""
    out: set[str] = set()
    for item in (decode(one) for one in bodies if one[:1] == b"\x8d"):
        kind = catalog.kind(item[KIND])
        for register, entry in item[FIELDS].items():
            stem, _, element = register.partition("/")
            field = kind.field(stem) if kind is not None else None
            if field is None or field.type != "code":
                out.update(word for word in _LETTERS.findall(f"{element} {entry[VALUE]}".lower()) if len(word) >= LONG)
    return out


def strange_words(raw: bytes, theirs: set[str], ours: set[str]) -> list[str]:
    """Return the words of samples that a dictionary holds and the program has no word for."""
    told = raw.decode("utf-8", errors="replace").lower()
    return sorted(word for word in theirs if word in told and not any(word in own for own in ours))


def main() -> int:
    """Train and write the dictionary of a number; 1 when there is one already, or it holds a word it should not."""
    number = int(sys.argv[1])
    target = DICTIONARIES / f"operations-{number}.zdict"
    if target.exists():
        print(f"{target.name} is there; blocks may be packed with it: take the next number")
        return 1
    catalog = bootstrap.build_parts(Settings(resources=find_resources()), SystemClock()).catalog
    with tempfile.TemporaryDirectory() as folder:
        bodies = list(scenario_bodies(Path(folder)))
    raw = zstandard.train_dictionary(SIZE, samples(bodies, catalog), level=3, dict_id=FIRST_ID + number, notifications=0).as_bytes()
    strange = strange_words(raw, words_of_texts(bodies, catalog), known_words(catalog))
    if strange:
        print("not a word of the program:", " ".join(strange))
        return 1
    DICTIONARIES.mkdir(exist_ok=True)
    target.write_bytes(raw)
    print(f"{target.name}: {len(raw)} bytes from {len(bodies)} operations")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
