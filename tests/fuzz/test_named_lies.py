"""Lies of an enrolled laptop by name, each in a bundle that is whole, signed and sealed: bombs, depth, counts, doubles, wrong types, strange streams.

Each is taken or refused in a process of its own with a limit of memory beyond what an honest import takes, and a limit of processor time.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import cbor2
import pytest
import zstandard

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.errors import CaseworkerError
from caseworker_desktop.kernel.operation import CLOCK, FIELDS, KIND, MAX_CLOCK, MAX_SEQ, MENTIONS, RECORD, SEQ, STREAM, SUBJECT
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.records.lists import institution_id
from caseworker_desktop.settings import Settings
from caseworker_desktop.vault.staff import StaffKeys
from tests.bundle_samples import hand_frame
from tests.fuzz.liar import Liar, make_liar

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a process of its own is forked")
#: What one bundle may take: bytes of memory beyond those of the process, seconds of processor time.
MEMORY, SECONDS = 160 * 1024 * 1024, 20
MIB = 1024 * 1024
NO_ONES = StaffKeys.of(b"\7" * 32).public.hex()
FAILED, GREEDY = 40, 41


@pytest.fixture(scope="module")
def liar(tmp_path_factory: pytest.TempPathFactory, lasting_settings: Settings) -> Liar:
    return make_liar(tmp_path_factory.mktemp("fleet"), lasting_settings)


def own(liar: Liar, n: int = 0, **changes: Any) -> list[Any]:
    """Return one of the liar's own operations as a new one, with items changed by name."""
    person = next(one for one in liar.items if one[KIND] == "person" and one[STREAM] not in liar.office_streams)
    item = [*person]
    item[SEQ], item[RECORD] = 100_000 + n, Random(n).randbytes(16)
    item[SUBJECT] = item[RECORD]
    for name, value in changes.items():
        item[{"seq": SEQ, "clock": CLOCK, "kind": KIND, "record": RECORD, "subject": SUBJECT, "mentions": MENTIONS, "fields": FIELDS,
              "stream": STREAM}[name]] = value  # fmt: skip
    return item


def site_of(liar: Liar) -> bytes:
    """Return the site of the liar's laptop, so that what is there goes to it."""
    return ids.to_bytes(institution_id(liar.fleet.laptops[0].site))


def nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


def bodies(liar: Liar, items: list[Any]) -> bytes:
    return liar.whole(liar.header, [one if isinstance(one, bytes) else cbor2.dumps(one) for one in items])


def framed(liar: Liar, count: int, *frames: bytes) -> bytes:
    head = {**liar.header, "counts": {**liar.header["counts"], "operations": count}}
    return liar.seal([hand_frame("H", cbor2.dumps(head, canonical=True)), *frames])


def pressed(data: bytes) -> bytes:
    return zstandard.compress(data)


def empties(count: int) -> bytes:
    return hand_frame("S", pressed(cbor2.dumps([b""] * count)))


LIES: dict[str, Callable[[Liar], bytes]] = {
    "a bomb of a gigabyte": lambda one: framed(one, 1, hand_frame("S", pressed(bytes(1024 * MIB)))),
    "a bomb that hides its size": lambda one: framed(
        one, 1, hand_frame("S", zstandard.ZstdCompressor(write_content_size=False).compress(bytes(64 * MIB)))
    ),
    "many bombs of the greatest size": lambda one: framed(one, 200, *[hand_frame("S", pressed(cbor2.dumps([bytes(MIB)])))] * 200),
    "more operations than counted": lambda one: framed(one, 3, empties(100_000)),
    "counted in the billions": lambda one: framed(one, 2**53 - 1, empties(10)),
    "nested beyond the limit": lambda one: bodies(one, [own(one, fields={"experience": [nested(900)]})]),
    "nested to the limit": lambda one: bodies(one, [own(one, fields={"experience": [nested(28)]})]),
    "the same operation a thousand times": lambda one: bodies(one, [own(one)] * 1000),
    "one place for five hundred operations": lambda one: bodies(one, [own(one, n, seq=100_000) for n in range(500)]),
    "five hundred streams": lambda one: bodies(one, [own(one, n, stream=Random(n).randbytes(16)) for n in range(500)]),
    "the last place of all": lambda one: bodies(one, [own(one, 1, seq=MAX_SEQ), own(one, 2, clock=MAX_CLOCK), own(one, 3, clock=2**64 - 1)]),
    "office kinds from a laptop": lambda one: bodies(
        one, [own(one, n, kind=kind, subject=None) for n, kind in enumerate("staff device scope roster erasure set_aside compartment".split())]
    ),
    "an erasure of everybody": lambda one: bodies(
        one, [own(one, kind="erasure", subject=None, fields={"persons": [[item[RECORD] for item in one.items]]})]
    ),
    "an aside of everything": lambda one: bodies(
        one, [own(one, kind="set_aside", subject=None, fields={"ranges": [[[stream, 1, MAX_SEQ] for stream in sorted(one.office_streams)]]})]
    ),
    "kinds of the future": lambda one: bodies(one, [own(one, n, kind=f"hologram{n}") for n in range(300)]),
    "a text of half a megabyte": lambda one: bodies(one, [own(one, fields={"experience": ["x" * 520_000]})]),
    "a thousand fields": lambda one: bodies(one, [own(one, fields={f"f{n}": [n] for n in range(1000)})]),
    "ten thousand names replaced": lambda one: bodies(one, [own(one, fields={"phone": ["1", [Random(n).randbytes(16) for n in range(10_000)]]})]),
    "mentions everybody": lambda one: bodies(one, [own(one, mentions=[Random(n).randbytes(16) for n in range(10_000)])]),
    "every type in every field": lambda one: bodies(
        one, [own(one, n, fields={name: [value]}) for n, (name, value) in enumerate(
            (name, value) for item in one.items for name in item[FIELDS] for value in (None, True, -1, 2**63, "", b"", [], {}, {"a": [1]}, "\0"))]
    ),
    "keys that are none": lambda one: bodies(
        one, [own(one, n, kind="staff_key", subject=None, fields={"staff": [item[5]], "public": [public], "custody": ["zz"]})
              for n, (item, public) in enumerate((item, public) for item in one.items[:5] for public in ("zz", "00" * 32, "", "ff" * 31))]
    ),
    "records that lack what they must have": lambda one: bodies(
        one, [own(one, n, kind=kind, subject=None, fields=fields) for n, (kind, fields) in enumerate((
            ("staff_key", {"public": [one.fleet.laptops[0].site]}), ("staff_key", {"public": [NO_ONES]}), ("stay", {"institution": [site_of(one)]}),
            ("case", {"kind": ["client"], "site": [site_of(one)]}), ("case", {"site": [site_of(one)]}), ("case", {"site": [b"short"]}),
        ))]
    ),
    "audit lines without end": lambda one: framed(one, 0, *[hand_frame("U", pressed(cbor2.dumps([b""] * 60_000)))] * 3),
    "pieces of one document everywhere": lambda one: framed(
        one, 0, *[hand_frame("A", cbor2.dumps([b"d" * 32, place, b"abc"], canonical=True)) for place in (0, 1, 2**53 - 1, 5, 2**40)]
    ),
    "frames of no length": lambda one: framed(one, 0, *[hand_frame("Q", b"")] * 100_000),
}  # fmt: skip


def memory() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def alone(deed: Callable[[], None]) -> int:
    """Do it in a forked process with limits; return its exit code, negative for a signal."""
    child = os.fork()
    if not child:
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        ended = FAILED
        try:
            before = memory()
            deed()
            ended = 0 if resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - before < MEMORY else GREEDY
        finally:
            if ended == FAILED:
                traceback.print_exc()
            os._exit(ended)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def test_the_limits_are_felt() -> None:
    assert alone(lambda: None) == 0
    assert alone(lambda: memoryview(bytearray(MEMORY * 2)).release()) == GREEDY


@pytest.mark.parametrize("name", LIES)
def test_a_lie_costs_little_and_harms_nobody(liar: Liar, tmp_path: Path, name: str) -> None:
    fleet = liar.fleet
    file = tmp_path / "0a0b0c0d.byla"
    file.write_bytes(LIES[name](liar))
    kept = tmp_path / "kept"
    shutil.copytree(fleet.office.folder, kept)
    honest = fleet.held(fleet.office)

    def take() -> None:
        with fleet.desk(fleet.office) as desk, suppress(CaseworkerError):
            desk.receiving.import_file(file, Silent())

    try:
        ended = alone(take)
        assert ended != -signal.SIGXCPU, "it hangs"
        assert ended != GREEDY, "it takes too much memory"
        assert ended == 0
        with fleet.desk(fleet.office) as desk:
            list(desk.dumping.lines())
            desk.inbox.conflicts()
            desk.exchange.status()
            for laptop in fleet.laptops:
                desk.exchange.export(laptop.name, tmp_path, Silent())
            assert [check.name for check in desk.doctor.examine(Silent(), full=True) if not check.ok] == []
        assert honest <= fleet.held(fleet.office)
    finally:
        shutil.rmtree(fleet.office.folder)
        shutil.copytree(kept, fleet.office.folder)
