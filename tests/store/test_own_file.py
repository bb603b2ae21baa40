"""A mentor who once was a client does not open their own old file; everybody else does, and their mentor file stays open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from caseworker_desktop.assembly import assemble
from caseworker_desktop.kernel.errors import Denied
from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.mentors.presenter import MentorsPresenter
from caseworker_desktop.ui.work.presenter import WorkPresenter
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.own_file import must_be_another
from tests.day_world import DayWorld, day, make_world, name_id
from tests.mentor_world import ANTANAS, GINTARAS, add_mentors, match, mentor, mentor_person

MAN = name_id("staff of Gintaras")
PLAN = name_id("old plan")


@pytest.fixture
def world(tmp_path: Path, settings: Settings) -> Iterator[DayWorld]:
    made = make_world(tmp_path / "laptop", settings)
    add_mentors(made)
    person, case = mentor_person(GINTARAS), name_id("old case")
    made.load(
        {"record": "staff", "id": MAN, "login": "gintaras", "given_name": "Gintaras", "family_name": "Patirtis", "role": "U-MEN"},
        {"record": "mentor", "id": mentor(GINTARAS), "person": person, "kind": "expert_by_experience", "stage": "matched", "staff": MAN},
        {"record": "case", "id": case, "person": person, "kind": "client", "opened_on": day(-1900), "closed_on": day(-1400)},
        {"record": "need", "case": case, "domain": "N-ALC", "on": day(-1890), "client_value": 2},
        {"record": "plan", "id": PLAN, "case": case, "status": "closed"},
    )
    yield made
    made.desk.close()


def sitting_as(world: DayWorld, staff: str, role: str) -> Desk:
    """Return the desk as another worker of a device that has joined would have it."""
    desk, store = world.desk, world.desk.people._store
    worker = replace(desk.worker, staff=staff, role=role, roles_extra=(), joined=True, office=True)
    return assemble(world.parts, store, worker, desk.writer, None, b"", lambda folder, key: store, desk.elsewhere)  # type: ignore[arg-type]  # no lock


def test_the_own_file_is_shut_and_the_mentor_file_is_open(world: DayWorld):
    own = sitting_as(world, MAN, "U-MEN")
    person = mentor_person(GINTARAS)
    for shut in (lambda: own.people.head(person), lambda: own.people.timeline(person), lambda: own.planning.sheet(PLAN)):
        with pytest.raises(Denied) as found:
            shut()
        assert found.value.message.key == "mentoring.own_file"
    assert own.dumping.show("plan", PLAN) is None
    assert own.people.rows("plan", case=name_id("old case")) == []
    assert own.editing.read("plan", PLAN) is None
    file = own.mentoring.file(mentor(GINTARAS))
    assert file is not None
    assert file.row.kind == "expert_by_experience"


def test_a_mentor_sees_themself_and_first_names_only(world: DayWorld):
    own = sitting_as(world, MAN, "U-MEN")
    assert [row.id for row in own.mentoring.mentors()] == [mentor(GINTARAS)]
    assert sum(own.mentoring.pipeline().values()) == 1
    assert own.mentoring.file(mentor(ANTANAS)) is None
    assert [(row.id, row.person_name) for row in own.matching.matches()] == [(match(1), "Algirdas")]
    assert own.matching.file(match(0)) is None
    assert own.matching.waiting().people == ()
    assert own.mentoring.dues().reviews == ()
    assert not own.mentoring.rights.may("mentor", "write")
    with pytest.raises(Denied):
        own.placing.totals()  # work is none of a mentor's


def test_everybody_else_opens_it(world: DayWorld):
    other = sitting_as(world, world.desk.worker.staff, "U-SW")
    head = other.people.head(mentor_person(GINTARAS))
    assert head is not None
    assert head.face.family_name == "Patirtis"
    assert other.dumping.show("plan", PLAN) is not None
    assert len(other.mentoring.mentors()) == 7
    with world.desk.people._store.reading() as reading:
        must_be_another(reading, other.worker, mentor_person(GINTARAS))  # raises nothing


def test_the_coordinator_has_a_role_of_their_own(world: DayWorld):
    coordinator = sitting_as(world, world.desk.worker.staff, "U-COO")
    assert coordinator.mentoring.rights.may("mentor", "write")
    assert coordinator.matching.candidates(world.persons[3])[0].ground.lived  # from what the client told, not from needs
    assert not coordinator.mentoring.rights.may("need", "read")
    assert not coordinator.mentoring.rights.may("assessment", "read")


def test_who_may_only_read_is_offered_nothing_to_write(world: DayWorld, texts: Texts):
    psychologist = sitting_as(world, world.desk.worker.staff, "U-PSY")
    presenter = MentorsPresenter(psychologist, texts)
    assert list(presenter.buttons()) == []
    walked, asked, pair = (presenter.sheet(key) for key in (f"mentor:{mentor(ANTANAS)}", f"client:{world.persons[3]}", f"match:{match(0)}"))
    assert walked is not None
    assert (walked.primary, walked.acts) == (None, ())
    assert asked is not None
    assert all(line.act is None for line in asked.sections[0].lines)
    assert pair is not None
    assert [code.partition(":")[0] for _, code in pair.acts] == ["print", "person"]
    placed = WorkPresenter(psychologist, texts)
    assert list(placed.buttons()) == []
