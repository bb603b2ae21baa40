"""Operations as laptops write them, in bulk: consultations and groups with who came, notes, tasks, and later corrections."""

from __future__ import annotations

import random
import uuid
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from hashlib import sha256
from typing import Any

from caseworker_desktop.store.body import encode
from tests.benchmarks.invention import Invention

START_MS = 1_780_000_000_000
ZONE = timezone(timedelta(hours=3))
#: So many created records stay open to a later correction.
MEMORY = 20_000


@dataclass(frozen=True, slots=True)
class Made:
    """A record that can be corrected: its registers' heads and what was said of it."""

    kind: str
    record: bytes
    subject: bytes | None
    mentions: tuple[bytes, ...]
    registers: tuple[str, ...]
    head: bytes


@dataclass(frozen=True, slots=True)
class People:
    """Whom the operations are about: (person, case) and the places and people that sessions name; 16 bytes each."""

    cases: tuple[tuple[bytes, bytes], ...]
    staff: tuple[bytes, ...]
    institutions: tuple[bytes, ...]
    project: bytes


class Pen:
    """Writes one stream's operations in order, a minute after another."""

    def __init__(self, seed: int, staff: bytes, clock: int = 0, start_ms: int = START_MS) -> None:
        self.chance = random.Random(seed)
        self.stream = self.chance.randbytes(16)
        self._staff, self.clock, self._now = staff, clock, start_ms
        self.seq = 0
        self._batch = self.chance.randbytes(16)

    def id(self) -> bytes:
        """Return a UUID version 7 of this moment."""
        low = self.chance.getrandbits(74)
        value = (self._now & 0xFFFF_FFFF_FFFF) << 80 | 0x7 << 76 | (low >> 62) << 64 | 0b10 << 62 | (low & (1 << 62) - 1)
        return uuid.UUID(int=value).bytes

    def command(self) -> None:
        """Begin the next command."""
        self._batch = self.chance.randbytes(16)
        self._now += 60_000

    @property
    def moment(self) -> datetime:
        """The device's time."""
        return datetime.fromtimestamp(self._now / 1000, ZONE)

    def write(
        self, kind: str, record: bytes, fields: Mapping[str, Sequence[Any]], subject: bytes | None = None, mentions: Sequence[bytes] = ()
    ) -> bytes:
        """Return the body of the next operation."""
        self.seq += 1
        self.clock += 1
        return encode(
            [
                1,
                self.stream,
                self.seq,
                self.clock,
                self._now,
                self._staff,
                self._batch,
                kind,
                record,
                subject,
                sorted(set(mentions)),
                {name: list(entry) for name, entry in fields.items()},
                {},
            ]
        )


def operation_id(body: bytes) -> bytes:
    """Return a body's id."""
    return sha256(body).digest()[:16]


@dataclass(frozen=True, slots=True)
class Mix:
    """How many operations of each sort come in a hundred; a session's own operation is always one of its `sessions`."""

    name: str
    sessions: int
    attendances: int
    notes: int = 0
    tasks: int = 0
    corrections: int = 0


ATTENDANCE = Mix("attendance", sessions=21, attendances=62, corrections=17)
NOTES = Mix("notes", sessions=21, attendances=21, notes=25, tasks=16, corrections=17)


@dataclass(slots=True)
class Author:
    """Writes operations of a mix. Of the corrections, the share `of_earlier` changes records of `earlier` (each once), the rest its own."""

    pen: Pen
    people: People
    words: Invention
    earlier: list[Made] = field(default_factory=list)
    of_earlier: float = 0.5
    own: deque[Made] = field(default_factory=lambda: deque(maxlen=MEMORY))
    _session: bytes = b""

    def operations(self, mix: Mix, count: int) -> Iterator[bytes]:
        """Yield `count` bodies, shares exact in every hundred."""
        kinds = (
            ["session"] * mix.sessions
            + ["attendance"] * mix.attendances
            + ["note"] * mix.notes
            + ["task"] * mix.tasks
            + ["correction"] * mix.corrections
        )
        done = 0
        while done < count:
            self.pen.chance.shuffle(kinds)
            for kind in kinds[: count - done]:
                yield self._one(kind)
            done += len(kinds)

    def _one(self, kind: str) -> bytes:
        if kind == "session" or not self._session or (kind == "correction" and not self.own and not self.earlier):
            return self._meeting()
        if kind == "correction":
            return self.correction()
        return {"attendance": self._attendance, "note": self._note, "task": self._task}[kind]()

    def _meeting(self) -> bytes:
        pen = self.pen
        pen.command()
        chance, self._session = pen.chance, pen.id()
        fields: dict[str, list[Any]] = {
            "kind": [chance.choice(("individual", "individual", "group", "training"))],
            "starts_at": [pen.moment.isoformat(timespec="seconds")],
            "minutes": [chance.choice((30, 45, 50, 60, 90))],
            "institution": [chance.choice(self.people.institutions)],
            "place_type": ["prison"],
            "project": [self.people.project],
            f"staff/{_text(chance.choice(self.people.staff))}": [True],
            f"services/{chance.choice(('P-PSI', 'P-SOC', 'P-WORK', 'P-LAW'))}": [{"minutes": chance.choice((30, 45, 60))}],
        }
        person, case = chance.choice(self.people.cases)
        fields[f"cases/{_text(case)}"] = [True]
        return self._make("session", self._session, fields, None, (person,), ("minutes",))

    def _attendance(self) -> bytes:
        chance = self.pen.chance
        person, case = chance.choice(self.people.cases)
        fields = {
            "session": [self._session],
            "person": [person],
            "case": [case],
            "status": ["present"],
            "minutes": [chance.choice((30, 45, 50, 60, 90))],
            "phase": [chance.choice(("inside", "inside", "being_released", "released"))],
        }
        return self._make("attendance", self.pen.id(), fields, None, (person,), ("status", "minutes"))

    def _note(self) -> bytes:
        chance = self.pen.chance
        person, case = chance.choice(self.people.cases)
        fields = {
            "case": [case],
            "session": [self._session],
            "level": ["shared"],
            "text": [self.words.text(chance, chance.choice((8, 25, 60, 120)))],
            "signed_on": [self.pen.moment.isoformat(timespec="seconds")],
        }
        return self._make("note", self.pen.id(), fields, person, (), ())

    def _task(self) -> bytes:
        chance = self.pen.chance
        person, case = chance.choice(self.people.cases)
        fields = {
            "title": [self.words.text(chance, 5)],
            "due": [self.pen.moment.date().isoformat()],
            "staff": [chance.choice(self.people.staff)],
            "person": [person],
            "case": [case],
            "session": [self._session],
            "kind": ["manual"],
        }
        return self._make("task", self.pen.id(), fields, person, (), ("title", "due"))

    def _make(
        self,
        kind: str,
        record: bytes,
        fields: Mapping[str, list[Any]],
        subject: bytes | None,
        mentions: tuple[bytes, ...],
        registers: tuple[str, ...],
    ) -> bytes:
        body = self.pen.write(kind, record, fields, subject, mentions)
        if registers:
            self.own.append(Made(kind, record, subject, mentions, registers, operation_id(body)))
        return body

    def correction(self) -> bytes:
        """Return an edit of a record not corrected yet, which replaces what its creation said; in one of six it says a first reason too."""
        chance = self.pen.chance
        if self.earlier and (not self.own or chance.random() < self.of_earlier):
            return self.correct(self.earlier.pop())
        place = chance.randrange(len(self.own))
        made, self.own[place] = self.own[place], self.own[0]
        self.own.popleft()
        return self.correct(made)

    def correct(self, made: Made) -> bytes:
        """Return an edit of what was made."""
        chance = self.pen.chance
        said: dict[str, Any] = {
            "status": chance.choice(("present", "late", "excused")),
            "minutes": chance.choice((15, 20, 40, 55, 75)),
            "title": self.words.text(chance, 4),
            "due": self.pen.moment.date().isoformat(),
        }
        fields: dict[str, list[Any]] = {register: [said[register], [made.head]] for register in made.registers}
        if made.kind == "attendance" and chance.randrange(6) == 0:
            fields["reason"] = ["ill"]
        return self.pen.write(made.kind, made.record, fields, made.subject, made.mentions)


def _text(raw: bytes) -> str:
    return str(uuid.UUID(bytes=raw))
