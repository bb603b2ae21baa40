"""An office and its laptops as real workspaces with the real use cases; a clock that the simulation moves stands in for the years."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from caseworker_desktop import bootstrap
from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.operation import AT, KIND, MENTIONS, SEQ, STREAM, SUBJECT
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.records.lists import institution_id
from caseworker_desktop.settings import Settings
from caseworker_desktop.store import body as bodies
from caseworker_desktop.store.log import STUB
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.doors import KeyGiven, NewDevice, NewOffice
from caseworker_desktop.usecases.receiving import Imported
from caseworker_desktop.usecases.scope import persons_of
from tests.clock import StandingClock
from tests.workspace import PASSPHRASE

PRISONS = tuple(f"LT-K-{code}" for code in ("ALY", "KAU", "MAR", "PAN", "PRA1", "PRA2", "SIA", "VIL"))
#: Where a large fleet works too.
FURTHER = tuple(
    f"LT-{code}" for code in ("PUS-ALY", "PUS-DOM", "PUS-PRA", "PUS-VIL", "PUS-PAN", "LPT-VIL", "LPT-KAU", "LPT-KLA", "LPT-SIA", "LPT-PAN", "LAVL")
)
BEGINNING = datetime(2026, 1, 5, 8, 0, tzinfo=ZoneInfo("Europe/Vilnius"))
OFFICE = "office"
Place = tuple[bytes, int]
"""A stream and a place in it."""


@dataclass
class Workspace:
    """A workspace and what its people remember: what they were told is safe, and where backups of it lie (never the program's own knowledge)."""

    folder: Path
    login: str
    name: str
    site: str = ""
    persons: list[str] = field(default_factory=list)
    promised: set[Place] = field(default_factory=set)
    backup: Path | None = None
    restored: int = 0


class Fleet:
    """Everybody. What is written is drawn from `chance`, so that a seed tells a run (but for keys and streams, which are random).

    `open_`: workspaces stay unlocked until they are lost, as unlocking takes most of the time of a long run.
    """

    def __init__(self, folder: Path, settings: Settings, laptops: int, chance: Random, *, open_: bool = False) -> None:
        self.folder, self.chance, self.clock = folder, chance, StandingClock(BEGINNING)
        self.sites = PRISONS if laptops <= len(PRISONS) else PRISONS + FURTHER
        self._stay_open, self._open = open_, dict[str, Desk]()
        bits = Random(chance.random()).getrandbits  # ids that a seed tells too: lists are in their order
        self.parts = replace(bootstrap.build_parts(settings, self.clock), new_id=partial(ids.new_id, bits=bits))
        self.office = Workspace(folder / OFFICE, "rasa", OFFICE)
        form = NewOffice("VšĮ „Pavyzdys“", "rasa", "Rasa", "Pavyzdė", "lt", PASSPHRASE)
        bootstrap.founding(self.parts).office(self.office.folder, form, "lt", Silent())
        self.laptops = [self._enrolled(n) for n in range(laptops)]
        self._files = 0

    def _enrolled(self, n: int) -> Workspace:
        one = Workspace(self.folder / f"laptop{n}", f"user{n}", f"L-{n:03}", self.sites[n % len(self.sites)])
        request, welcome = self.folder / f"request{n}", self.folder / f"welcome{n}"
        doors = bootstrap.FolderDoors(self.parts, one.folder)
        words = doors.begin(NewDevice(one.name, one.login, "Vardenis", f"Pavardenis{n}", "lt", PASSPHRASE), request, Silent()).words
        with self.desk(self.office) as desk:
            desk.enrolling.enrol(request, words or "", "U-SW", [one.site], welcome, Silent())
        with self.desk(one) as desk:
            desk.enrolling.join(welcome, Silent())
        self._shut(one)  # whoever has joined is known so from the next unlocking on
        return one

    @contextmanager
    def desk(self, workspace: Workspace) -> Iterator[Desk]:
        """Unlock a workspace, and close it at the end unless it stays open."""
        desk = self._open.pop(workspace.name, None) or bootstrap.unlock(self.parts, workspace.folder, workspace.login, PASSPHRASE)
        if self._stay_open:
            self._open[workspace.name] = desk
            yield desk
            return
        try:
            yield desk
        finally:
            desk.close()

    def close(self) -> None:
        """Close what stays open."""
        for one in (*self.laptops, self.office):
            self._shut(one)

    def _shut(self, workspace: Workspace) -> None:
        if workspace.name in self._open:
            self._open.pop(workspace.name).close()

    # ---- a month's work -----------------------------------------------------------------------------------------------------------------
    def work(self, who: Workspace, new: int, edits: int) -> None:
        """Somebody writes new clients down and changes what is known of others, all of it durable at once."""
        with self.desk(who) as desk:
            rows = (json.loads(line) for line in desk.dumping.lines(kind="person"))
            here = {row["id"] for row in rows if row.get("family_name")}  # of one that came back only in part nobody writes yet
            for _ in range(new):
                site = who.site or self.chance.choice(self.sites)
                who.persons.append(self._client(desk, site))
            known = [one for one in who.persons if one in here] if who is not self.office else sorted(here)
            for id_ in self.chance.choices(known, k=edits) if known else ():
                value = {"phone": f"+3706{self.chance.randrange(10**7):07}", "experience": f"darbas {self.chance.randrange(99)}"}
                name = self.chance.choice(sorted(value))
                desk.loading.load([json.dumps({"record": "person", "id": id_, name: value[name]})])

    def _client(self, desk: Desk, site: str) -> str:
        number = self.chance.randrange(10**9)
        name = "".join("abcdefghij"[int(digit)] + "aeiouy"[number % (at + 5) % 6] for at, digit in enumerate(f"{number:09}"))
        person = {"record": "person", "given_names": name[:9].title(), "family_name": name[9:].title()}
        id_ = str(desk.loading.load([json.dumps(person)]).written.ids[0])
        desk.loading.load(
            [json.dumps({"record": "case", "person": id_, "kind": "client", "opened_on": "2026-01-02", "site": institution_id(site)})]
        )
        return id_

    def hand_over(self, count: int) -> None:
        """The office moves cases to other sites: their files leave one laptop and go to another."""
        with self.desk(self.office) as desk:
            cases = [json.loads(line)["id"] for line in desk.dumping.lines(kind="case")]
            for case in self.chance.sample(cases, min(count, len(cases))):
                desk.loading.load([json.dumps({"record": "case", "id": case, "site": institution_id(self.chance.choice(self.sites))})])

    # ---- sticks -------------------------------------------------------------------------------------------------------------------------
    def export(self, sender: Workspace, to: str) -> Path:
        """Write a bundle and return it, kept apart from all others."""
        self._files += 1
        stick = self.folder / f"stick{self._files}"
        stick.mkdir()
        with self.desk(sender) as desk:
            return desk.exchange.export(to, stick, Silent()).file

    def take(self, receiver: Workspace, file: Path) -> tuple[Imported, list[float]]:
        """Take a bundle; return what was told and how many days old each operation new here is."""
        with self.desk(receiver) as desk:
            before = _last(desk)
            told = desk.receiving.import_file(file, Silent())
            now = self.clock.now().timestamp() * 1000
            ages = [(now - item[AT]) / 86_400_000 for item in _items(desk, before)]
            if receiver is not self.office:
                receiver.promised |= _promised(desk)
        return told, ages

    # ---- backups ------------------------------------------------------------------------------------------------------------------------
    def back_up(self, who: Workspace) -> None:
        """Keep a proved backup; the former one goes."""
        before = who.backup
        self._files += 1
        who.backup = self.folder / f"backup{self._files}"
        with self.desk(who) as desk:
            desk.care.back_up(who.backup, Silent())
        if before is not None:
            before.unlink()

    def restore(self, who: Workspace) -> bool:
        """Lose a workspace and bring it back from its latest backup, which may be the one it came from already."""
        if who.backup is None:
            return False
        self._shut(who)
        shutil.rmtree(who.folder)
        bootstrap.FolderDoors(self.parts, who.folder).restore_backup(who.backup, KeyGiven(who.login, PASSPHRASE), Silent())
        who.restored += 1
        return True

    # ---- looking ------------------------------------------------------------------------------------------------------------------------
    def places(self, who: Workspace, *, stubs: bool = False) -> dict[Place, bytes]:
        """Return where each operation here stands, with its id."""
        with self.desk(who) as desk, _store(desk).reading() as reading:
            out: dict[Place, bytes] = {}
            whole = {a: id_ for a, _, _, id_, st in reading.log.arrivals() if stubs or not st & STUB}
            for a, raw in reading.log.scan():
                if a in whole:
                    stub = bodies.read_stub(raw)
                    item = None if stub is not None else bodies.decode(raw)
                    out[(stub.stream, stub.seq) if stub is not None else (item[STREAM], item[SEQ])] = whole[a]  # type: ignore[index]  # what is no stub was read
            return out

    def held(self, who: Workspace) -> set[bytes]:
        """Return the ids of all operations here, stubs and forks too."""
        with self.desk(who) as desk, _store(desk).reading() as reading:
            return {id_ for _, _, _, id_, _ in reading.log.arrivals()}

    def beyond_scope(self, laptop: Workspace) -> set[str]:
        """Return the persons of whom a laptop holds words though its scope as the office knows it does not name them."""
        with self.desk(laptop) as desk:
            device = desk.exchange._worker.device
            held = {item[SUBJECT] for item in _items(desk, 0) if item[SUBJECT] is not None and item[KIND] != "card"}
            held |= {one for item in _items(desk, 0) if item[SUBJECT] is None and len(item[MENTIONS]) == 1 for one in item[MENTIONS]}
        with self.desk(self.office) as desk, _store(desk).reading() as reading:
            writer = desk.exchange._writer
            scope = persons_of(reading, writer.projector(reading), self.parts.shipped, device)
        return {ids.to_text(one) for one in held - scope}

    def dump(self, who: Workspace, scope: str | None = None) -> list[str]:
        """Return the casework that a workspace shows (`scope`: what the office says that this laptop holds)."""
        with self.desk(who) as desk:
            holds_ = None if scope is None else desk.exchange.holding(scope)
            return [line for kind in ("person", "case") for line in desk.dumping.lines(kind=kind, holds=holds_)]

    def well(self, who: Workspace) -> bool:
        """Tell whether `doctor --full` finds nothing: tables, log, chains and search belong together."""
        with self.desk(who) as desk:
            return all(check.ok for check in desk.doctor.examine(Silent(), full=True))

    def waiting(self, who: Workspace) -> int:
        """Return how many operations a laptop has that its office did not tell to be safe."""
        with self.desk(who) as desk:
            return sum(one.waiting for one in desk.exchange.status())

    def conflicts(self) -> int:
        """Return how many registers wait for a person in the office."""
        with self.desk(self.office) as desk:
            return desk.inbox.count()


def _last(desk: Desk) -> int:
    with _store(desk).reading() as reading:
        return reading.log.next_arrival() - 1


def _items(desk: Desk, after: int) -> Iterator[list]:  # type: ignore[type-arg]  # items of any type
    with _store(desk).reading() as reading:
        for a, raw in reading.log.scan(after):
            if a > after and bodies.read_stub(raw) is None:
                yield bodies.decode(raw)


def _store(desk: Desk) -> Store:
    """Return the store beneath: what lies in it is looked at as only a test may."""
    return desk.exchange._store


def _promised(desk: Desk) -> set[Place]:
    """Return the places of the laptop's own streams that its office told to be safe."""
    with _store(desk).reading() as reading:
        own = {one.id: one for one in reading.log.streams()}
        out: set[Place] = set()
        for peer in reading.local.peers():
            for stream, told in (peer.safe or {}).items():
                if stream in own:
                    out |= {(stream, seq) for first, last in told for seq in range(first, last + 1)}
        return out
