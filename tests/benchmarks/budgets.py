"""An office of 50,000 people and 500,000 operations: how long everybody's work may take there, in seconds, one bundle having brought it all."""

from __future__ import annotations

import random
import shutil
import statistics
import time
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import TypeVar

from caseworker_desktop.bundle.model import Counts, Header, Run
from caseworker_desktop.bundle.writer import write_bundle
from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.progress import Silent
from tests.benchmarks import large, memory, sizes
from tests.benchmarks.figures import Figure
from tests.benchmarks.invention import Invention
from tests.benchmarks.operations import NOTES, Author, Mix, Pen, People
from tests.benchmarks.workspaces import Office, make_office, open_desk, store_of

PEOPLE, OPERATIONS = 50_000, 500_000
#: The most it may take on an idle machine of two cores: an import that a person waits for with a cup of coffee, an opening, a hand-over (the
#: scope is computed from everything), a look at everything, a word typed.
IMPORT_S, AGAIN_S, OPEN_S, EXPORT_S, DUMP_S, DOCTOR_S, FIND_MS = 60.0, 6.0, 1.0, 15.0, 60.0, 10.0, 50.0
QUERIES = 200
Value = TypeVar("Value")


def measure(folder: Path, say: Callable[[str], None], *, people: int = PEOPLE, operations: int = OPERATIONS) -> list[Figure]:
    """Return the budgets; the import's memory is that of a process of its own."""
    folder.mkdir()
    office, _ = make_office(folder / "office", Mix("nothing", 50, 50), 4_000)
    bundle = _bundle(folder, office, people, operations)
    out: list[Figure] = []

    def took(name: str, allowed: float, work: Callable[[], Value], detail: str = "") -> Value:
        start = time.perf_counter()
        value = work()
        seconds = time.perf_counter() - start
        say(f"  {name}: {seconds:.2f} s")
        out.append(Figure(f"{name}, {people // 1_000}k people", seconds, "s", allowed, detail=detail))
        return value

    peak = memory.measure(f"import of {operations // 1_000}k operations, peak memory", office, _copied(folder, office), bundle)
    desk = open_desk(office.folder, office.opened)
    size = f"{operations:,} operations, {bundle.stat().st_size / 1e6:.0f} MB"
    done = took("import", IMPORT_S, lambda: desk.receiving.import_file(bundle, Silent()), size)
    if done.accepted != operations:
        raise AssertionError("an import for a benchmark is refused")
    with store_of(desk).unit() as unit:
        unit.connection.exec_driver_sql("DELETE FROM bundle")
    took("import again in another file", AGAIN_S, lambda: desk.receiving.import_file(bundle, Silent()))
    out.append(peak)
    desk.close()
    desk = took("opening", OPEN_S, lambda: open_desk(office.folder, office.opened), "without the passphrase, whose cost is set")
    laptop = ids.to_text(office.laptop)
    took("export to a laptop", EXPORT_S, lambda: desk.exchange.export(laptop, folder, Silent()), "its scope, cards, bundle")
    lines = took("dump", DUMP_S, lambda: sum(1 for _ in desk.dumping.lines()))
    took("doctor", DOCTOR_S, lambda: desk.doctor.examine(Silent()), f"{lines:,} records")
    chance, words, found = random.Random(9), Invention(9), list[float]()
    for _ in range(QUERIES):
        asked = words.name(chance)[: chance.choice((3, 4, 6))]
        start = time.perf_counter()
        desk.finding.find(asked, ["person"], 50)
        found.append((time.perf_counter() - start) * 1_000)
    found.sort()
    p95 = found[len(found) * 95 // 100]
    out.append(Figure(f"find among {people // 1_000}k people, p95", p95, "ms", FIND_MS, detail=f"p50 {statistics.median(found):.1f} ms, n={QUERIES}"))
    desk.close()
    out.append(sizes.measure(f"store ÷ tables, indexes, search: {operations // 1_000}k operations", office.folder, office.opened.db_key))
    return out


def _copied(folder: Path, office: Office) -> Path:
    return Path(shutil.copytree(office.folder, folder / "measured"))


def _bundle(folder: Path, office: Office, people: int, operations: int) -> Path:
    """Write the laptop's bundle: all the people with cases, stays, statuses and release dates, then consultations, notes, tasks and corrections."""
    words, pen = Invention(17), Pen(17, office.people.staff[0], clock=office.clock)
    everybody: list[tuple[bytes, bytes]] = []
    persons = list(large._persons(pen, words, office.people.institutions, office.people.staff[0], office.people.project, people, everybody))
    rest = Author(pen, People(tuple(everybody), office.people.staff, office.people.institutions, office.people.project), words).operations(
        NOTES, operations - len(persons)
    )
    desk = open_desk(office.folder, office.opened)
    with store_of(desk).reading() as reading:
        recipient = reading.row("device", ids.to_text(office.device)).age_public
    desk.close()
    header = Header(
        sender=office.laptop, sender_public=office.keys.signing_public, addressee=office.device, number=1, created_at=1_790_000_000_000,
        runs=(Run(pen.stream, 1, operations),), counts=Counts(operations), more={"origins": {pen.stream: [office.laptop, 1]}},
    )  # fmt: skip
    return write_bundle(folder, [recipient], header, chain(persons, rest), sign=office.keys.sign, checkpoint={}).path
