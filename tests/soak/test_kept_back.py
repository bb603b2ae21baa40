"""What is set aside goes to other laptops without its words, until somebody takes it back; the office, which decides, has them."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from caseworker_desktop.kernel.operation import AT
from caseworker_desktop.settings import Settings
from caseworker_desktop.store import body as bodies
from caseworker_desktop.store.log import STUB
from tests.soak.fleet import OFFICE, PRISONS, Fleet, Workspace
from tests.soak.simulation import check_all_is_home

WORD, LATER = "Kalvis-7", "Kepėjas-8"


class Three(Fleet):
    """An office and two laptops of one prison, which hold the same person."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        super().__init__(folder, settings, 2, Random(1))
        self.author, self.other = self.laptops
        with self.desk(self.office) as desk:
            desk.scoping.set(self.other.name, [PRISONS[0]], None)
        self.work(self.author, 1, 0)
        self.round()
        self.round()
        (self.person,) = self.author.persons

    def round(self) -> None:
        self.clock.tick(86_400)
        for one in self.laptops:
            self.take(self.office, self.export(one, OFFICE))
        self.back_up(self.office)
        for one in self.laptops:
            self.to(one)

    def to(self, laptop: Workspace) -> int:
        return self.take(laptop, self.export(self.office, laptop.name))[0].accepted

    def say(self, who: Workspace, experience: str) -> str:
        """Change the person's experience; return the operation's id (hex)."""
        with self.desk(who) as desk:
            desk.loading.load([json.dumps({"record": "person", "id": self.person, "experience": experience})])
            with desk.exchange._store.reading() as reading:
                return max((a, id_) for a, _, _, id_, _ in reading.log.arrivals())[1].hex()

    def experience(self, who: Workspace) -> object:
        with self.desk(who) as desk:
            return desk.dumping.show("person", self.person)["experience"]

    def raw(self, who: Workspace, operation: str) -> bytes | None:
        """Return the bytes that are kept of an operation."""
        with self.desk(who) as desk, desk.exchange._store.reading() as reading:
            return next((reading.log.body(a) for a, _, _, id_, _ in reading.log.arrivals() if id_.hex() == operation), None)

    def words_at(self, who: Workspace, word: str) -> bool:
        with self.desk(who) as desk, desk.exchange._store.reading() as reading:
            return any(word.encode() in raw for _, raw in reading.log.scan())

    def set_aside(self, operation: str) -> str:
        with self.desk(self.office) as desk:
            return desk.aside.operations([operation], "Ne to kliento").ids[0]

    def take_back(self, aside: str) -> None:
        with self.desk(self.office) as desk:
            desk.aside.take_back([aside])


@pytest.fixture
def three(tmp_path: Path, settings: Settings) -> Three:
    return Three(tmp_path, settings)


def test_others_get_a_stub_and_the_words_when_it_is_taken_back(three: Three) -> None:
    said = three.say(three.author, WORD)
    three.take(three.office, three.export(three.author, OFFICE))
    aside = three.set_aside(said)
    assert three.to(three.other)
    stub = bodies.read_stub(three.raw(three.other, said) or b"")
    assert stub is not None
    assert stub.id.hex() == said
    assert not three.words_at(three.other, WORD)
    assert three.words_at(three.office, WORD), "whoever decides can read it"
    assert three.experience(three.other) is three.experience(three.office) is None
    three.round()
    check_all_is_home(three)
    assert not three.words_at(three.other, WORD), "nor does it come by and by"
    three.take_back(aside)
    lost = three.export(three.office, three.other.name)
    assert lost.exists()
    three.round()
    assert three.experience(three.other) == WORD
    assert bodies.decode(three.raw(three.other, said) or b"")[AT]
    check_all_is_home(three)
    three.round()
    assert three.to(three.other) == 0, "once it is there it is not sent again"


def test_nobody_waits_for_what_is_set_aside(three: Three) -> None:
    first = three.say(three.author, WORD)
    three.take(three.office, three.export(three.author, OFFICE))
    three.say(three.office, LATER)
    three.set_aside(first)
    assert three.to(three.other)
    assert three.experience(three.other) == LATER
    with three.desk(three.other) as desk, desk.exchange._store.reading() as reading:
        assert reading.row("person", three.person)
        assert list(reading.flagged(3)) == []  # neither in conflict nor waiting
    assert not three.words_at(three.other, WORD)


def test_two_reasons_are_taken_back_one_by_one(three: Three) -> None:
    said = three.say(three.author, WORD)
    three.take(three.office, three.export(three.author, OFFICE))
    one, other = three.set_aside(said), three.set_aside(said)
    three.to(three.other)
    three.take_back(one)
    three.round()
    three.round()
    assert not three.words_at(three.other, WORD)
    three.take_back(other)
    three.round()
    assert three.experience(three.other) == WORD
    check_all_is_home(three)


def test_a_stub_is_never_taken_for_the_words_by_an_office_that_lost_them(three: Three) -> None:
    said = three.say(three.author, WORD)
    three.take(three.office, three.export(three.author, OFFICE))
    aside = three.set_aside(said)
    assert three.to(three.other)
    three.restore(three.office)
    three.take(three.office, three.export(three.other, OFFICE))
    assert three.raw(three.office, said) is None
    three.round()
    assert bodies.read_stub(three.raw(three.office, said) or b"") is None
    three.take_back(aside)
    three.round()
    three.round()
    assert three.experience(three.office) == three.experience(three.other) == WORD
    check_all_is_home(three)


def test_its_author_who_lost_it_gets_a_stub_too(three: Three) -> None:
    three.back_up(three.author)
    said = three.say(three.author, WORD)
    three.take(three.office, three.export(three.author, OFFICE))
    aside = three.set_aside(said)
    three.restore(three.author)
    three.round()
    assert not three.words_at(three.author, WORD)
    with three.desk(three.author) as desk, desk.exchange._store.reading() as reading:
        assert [st & STUB for _, _, _, id_, st in reading.log.arrivals() if id_.hex() == said] == [STUB]
    three.take_back(aside)
    three.round()
    assert three.experience(three.author) == WORD
    check_all_is_home(three)
