"""V08 and V10 of the vignettes, walked through on the training workspace: from the waiting list through the gate with a mentor, and the mentor
who was a client himself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from caseworker_desktop import bootstrap
from caseworker_desktop.assembly import assemble
from caseworker_desktop.kernel.errors import Denied
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.mentors.presenter import MentorsPresenter
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.doors import NewTraining
from caseworker_desktop.usecases.matching import End, MeetingSheet, NewMatch
from caseworker_desktop.usecases.mentoring import Supervision, Training
from caseworker_desktop.usecases.planning import NewStep
from tests.clock import StandingClock
from tests.pdf_text import read_pdf
from tests.workspace import PASSPHRASE, load

DAY = 24 * 3600


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def parts(settings: Settings, clock: StandingClock) -> bootstrap.Parts:
    return bootstrap.build_parts(replace(settings, language="lv"), clock)


@pytest.fixture
def desk(tmp_path: Path, parts: bootstrap.Parts) -> Iterator[Desk]:
    doors = bootstrap.FolderDoors(parts, tmp_path / "demo")
    doors.create_training(NewTraining(PASSPHRASE, 0), Silent())
    opened = doors.unlock("demo", PASSPHRASE, Silent())
    yield opened
    opened.close()


def person(desk: Desk, name: str) -> str:
    found = desk.finding.find(name, ["person"])
    assert len(found) == 1
    return found[0].id


def on(desk: Desk, days: int) -> str:
    return (date.fromisoformat(desk.mentoring.today()) + timedelta(days=days)).isoformat()


def test_v08_janis_waits_finds_maris_and_is_met_inside_and_outside(
    desk: Desk, clock: StandingClock, texts_in: Callable[[str], Texts]
) -> None:
    janis, maris = person(desk, "Jānis Paraugs"), desk.mentoring.mentor_of(person(desk, "Māris Demonstrējums"))
    assert maris is not None
    assert [one.id for code in ("080497-10000", "329999-00025") for one in desk.finding.find(code, ["person"])] == [janis, janis]
    stays = sorted(desk.people.rows("stay", person=janis), key=lambda row: row.from_)
    assert [(row.from_, row.to) for row in stays] == [("2024-03-11", "2026-02-03"), ("2026-02-03", None)]
    assert texts_in("lv").date("2026-02-03") == "03.02.2026."

    # the match of the story ends, and he waits again: first of all, for nobody is close to him
    old = desk.matching.matches(person=janis)[0]
    desk.matching.end(old.id, End(on(desk, 0), "other"))
    waiting = desk.matching.waiting().people
    assert (waiting[0].person, waiting[0].no_close_support) == (janis, True)
    offered = next(one for one in desk.matching.candidates(janis) if one.row.id == maris)
    assert (offered.ground.lived, offered.ground.languages, offered.clearance) == (("prison", "trade"), ("lv",), "valid")
    match = desk.matching.make(NewMatch(maris, janis, on(desk, 0), on(desk, 90), offered.ground.lived, ("sobriety", "trade"))).ids[0]

    # four meetings inside, the gate, four outside: one relation
    for _ in range(4):
        clock.tick(7 * DAY)
        desk.matching.meeting(MeetingSheet(match, on(desk, 0), "15:00", 60, None, "prison", topics=("release",), mood=3))
    clock.tick(18 * DAY)
    load(desk, {"record": "legal_status", "person": janis, "status": "released", "from": on(desk, 0)})
    for _ in range(4):
        clock.tick(3 * DAY)
        desk.matching.meeting(MeetingSheet(match, on(desk, 0), "17:00", 90, "Velodarbnīca", "outdoors", topics=("leisure",), leisure=True, mood=4))
    row = desk.matching.file(match)
    assert row is not None
    assert (row.row.meetings, row.row.outside, row.row.to) == (8, 4, None)

    # the leisure plan of the first month
    plan = desk.planning.open(next(one for one in desk.people.rows("case", person=janis)).id)
    assert plan is not None
    goal = next(one for one in plan.sheet.goals if one.domain == "N-LEI")
    desk.planning.add_step(goal.id, NewStep("Divreiz nedēļā remontēt velosipēdus kopā ar Māri", who="mentor", due=on(desk, 30)))
    steps = next(one for one in desk.planning.sheet(plan.sheet.plan.id).sheet.goals if one.id == goal.id).steps
    assert [step.who for step in steps if "velosipēdus" in step.text] == ["mentor"]


def test_v10_maris_has_two_files_and_counts_once(desk: Desk, parts: bootstrap.Parts, texts_in: Callable[[str], Texts], tmp_path: Path) -> None:
    person_id = person(desk, "Māris Demonstrējums")
    maris = desk.mentoring.mentor_of(person_id)
    assert maris is not None
    presenter = MentorsPresenter(desk, texts_in("lv"))
    sheet = presenter.sheet(f"mentor:{maris}")
    assert sheet is not None
    assert sheet.below == "Pieredzes eksperts (-e)"
    assert "K-010" not in str(sheet)  # the mentor file tells nothing of the client file
    assert desk.people.head(person_id) is not None  # which is there, for those who may

    # a refresher a year later: sixteen stay sixteen
    before = desk.mentoring.trained_by_year()[-1].total
    programme = desk.mentoring.programmes()[0].id
    group = desk.mentoring.hold_training(Training(
        "Atkārtojums", programme, on(desk, -2), on(desk, -1), "10:00", 8, "Rīga", "Aivars Izdomātais", (maris,), (maris,))).ids[0]
    assert desk.mentoring.trained_by_year()[-1].total == before
    file = desk.mentoring.file(maris)
    assert file is not None
    assert [one.result for one in file.trainings] == ["completed", "completed"]
    member = desk.people.rows("group_member", group=group)[0]
    target = tmp_path / "certificate.pdf"
    desk.papers.print("certificate", member.id, language="lv", target=target)
    words = read_pdf(target.read_bytes()).flowing
    assert "Aivars Izdomātais" in words
    assert "Demonstrējum" in words

    # supervision every month
    assert maris in [one.mentor for one in desk.mentoring.dues().unsupervised]
    desk.mentoring.supervise(Supervision(on(desk, 0), "12:00", 90, "Rīga", (maris,)))
    assert maris not in [one.mentor for one in desk.mentoring.dues().unsupervised]
    assert [one.name for one in desk.mentoring.dues().clearances] == ["Māris Demonstrējums"]

    # he signs in himself: his clients by first name, and not the file he once had
    staff = desk.access.add_staff("maris", "Māris", "Demonstrējums", "U-MEN", ())
    desk.mentoring.change(maris, staff=staff)
    worker = replace(desk.worker, staff=staff, login="maris", role="U-MEN", roles_extra=())
    store = desk.people._store
    writer = bootstrap.make_writer(parts, store, worker)
    own = assemble(parts, store, worker, writer, None, b"", lambda folder, key: store, desk.elsewhere)  # type: ignore[arg-type]  # no lock of its own
    assert [row.person_name for row in own.matching.matches(open_only=True)] == ["Jānis"]
    with pytest.raises(Denied):
        own.people.head(person_id)
    with pytest.raises(Denied):
        own.mentoring.change(maris, model="x")
    assert own.dumping.show("case", next(row for row in desk.people.rows("case", person=person_id)).id) is None
