"""Consultations, planned meetings, tasks, drafts and Today in a real database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from caseworker_desktop import bootstrap
from caseworker_desktop.kernel.errors import Denied, LineRefused
from caseworker_desktop.settings import Settings
from caseworker_desktop.usecases.drafts import Drafts
from caseworker_desktop.usecases.sessions import Consultation
from caseworker_desktop.vault.errors import VaultError
from tests.clock import StandingClock
from tests.day_world import ALGIRDAS, DARIUS, MINDAUGAS, RUTA, ZYGIMANTAS, DayWorld, day, make_world, moment, name_id
from tests.workspace import PASSPHRASE, load, make_office

CANARY = "Kanarėlės slaptas sakinys"


@pytest.fixture
def world(tmp_path: Path, settings: Settings) -> Iterator[DayWorld]:
    made = make_world(tmp_path / "laptop", settings)
    yield made
    made.desk.close()


def talk(world: DayWorld, who: int = RUTA, **told: object) -> Consultation:
    base = Consultation(world.persons[who], world.cases[who], day(0), 30, "individual")
    return replace(base, **told)  # type: ignore[arg-type]  # a test names the fields it changes


def rows(world: DayWorld, kind: str, **equal: object) -> list[object]:
    return world.desk.people.rows(kind, **equal)


def test_a_consultation_is_session_attendance_note_and_next_step_in_one_batch(world: DayWorld):
    done = world.desk.sessions.record(talk(
        world, topics=("housing", "health"), note="Pasirašė prašymą.", next_step_on=day(5), next_step_title="Tęsti: Būstas", institution=None))
    assert done.written.created == 4
    session = rows(world, "session")[[row.id for row in rows(world, "session")].index(done.session)]
    assert (session.kind, session.minutes, session.staff, session.cases) == ("individual", 30, (world.desk.worker.staff,), (world.cases[RUTA],))
    assert session.topics == ("health", "housing")
    assert session.starts_at == "2026-11-20T12:15:00+02:00"  # it has just ended: 12:46 less 30 minutes, to five minutes
    attendance = next(row for row in rows(world, "attendance", person=world.persons[RUTA]) if row.id == done.attendance)
    assert (attendance.status, attendance.minutes, attendance.phase, attendance.case) == ("present", 30, "being_released", world.cases[RUTA])
    task = next(row for row in rows(world, "task", person=world.persons[RUTA]) if row.id == done.task)
    assert (task.title, task.due, task.session, task.staff) == ("Tęsti: Būstas", day(5), done.session, world.desk.worker.staff)


def test_the_phase_is_that_of_the_day_of_the_talk(world: DayWorld):
    silent = world.silent[1]
    case = name_id("case of Kvedaras")
    before = world.desk.sessions.record(Consultation(silent, case, day(-40), 30, "individual"))
    near = world.desk.sessions.record(Consultation(silent, case, day(-16), 30, "individual"))
    after = world.desk.sessions.record(Consultation(silent, case, day(-2), 30, "phone"))
    phases = {row.id: row.phase for row in rows(world, "attendance", person=silent)}
    assert [phases[done.attendance] for done in (before, near, after)] == ["being_released", "being_released", "released"]
    far = world.desk.sessions.record(talk(world, ALGIRDAS))
    assert {row.id: row.phase for row in rows(world, "attendance", person=world.persons[ALGIRDAS])}[far.attendance] == "inside"


def test_late_entry_keeps_the_day_of_the_talk_and_the_day_of_typing(world: DayWorld):
    done = world.desk.sessions.record(talk(world, on=day(-9)))
    event = next(event for event in world.desk.people.timeline(world.persons[RUTA]).events if event.id == done.session)
    assert (event.at, event.typed_at[:16]) == ("2026-11-11T12:00:00+02:00", "2026-11-20T10:46")
    hour = world.desk.sessions.record(talk(world, on=day(-9), at="9.30"))
    assert next(row for row in rows(world, "session") if row.id == hour.session).starts_at == "2026-11-11T09:30:00+02:00"


def test_an_hour_of_summer_time_has_the_offset_of_its_day(world: DayWorld):
    done = world.desk.sessions.record(talk(world, on="2026-07-01", at="10:00"))
    assert next(row for row in rows(world, "session") if row.id == done.session).starts_at == "2026-07-01T10:00:00+03:00"


@pytest.mark.parametrize(
    ("told", "field"),
    [({"minutes": None}, "minutes"), ({"minutes": 0}, "minutes"), ({"minutes": 1441}, "minutes"), ({"on": "2026-11-21"}, "on"),
     ({"at": "13:00"}, "at"),
     ({"on": "nera"}, "on"), ({"at": "25:00"}, "at"), ({"case": None, "note": "x"}, "note"), ({"next_step_on": "2026-11-19"}, "next_step_on"),
     ({"level": "visi"}, "level"), ({"kind": "pokalbis"}, "kind")],
)
def test_what_cannot_be_taken_names_its_field_and_writes_nothing(world: DayWorld, told: dict[str, object], field: str):
    before = len(rows(world, "session"))
    with pytest.raises(LineRefused) as refused:
        world.desk.sessions.record(talk(world, **told))
    assert refused.value.field == field
    assert len(rows(world, "session")) == before


def test_undo_takes_everything_back_and_marks_the_note(world: DayWorld):
    before = [event.id for event in world.desk.people.timeline(world.persons[RUTA]).events]
    done = world.desk.sessions.record(talk(world, note="Ne tas klientas.", next_step_on=day(1), next_step_title="Tęsti"))
    assert [event.id for event in world.desk.people.timeline(world.persons[RUTA]).events] != before
    world.desk.sessions.undo(done)
    assert [event.id for event in world.desk.people.timeline(world.persons[RUTA]).events] == before
    assert [(note.id, note.entered_in_error) for note in rows(world, "note", case=world.cases[RUTA])] == [(done.note, True)]


def test_a_planned_meeting_takes_place_and_undo_plans_it_again(world: DayWorld):
    planned = name_id(f"meeting 0 {DARIUS}")
    setting = world.desk.sessions.prepare(world.persons[DARIUS])
    assert setting is not None
    assert setting.inside
    done = world.desk.sessions.record(talk(world, DARIUS, session=planned, minutes=25, topics=("work",)))
    assert done.session == planned
    met = next(row for row in rows(world, "session") if row.id == planned)
    assert (met.minutes, met.planned_minutes, met.topics, met.starts_at) == (25, 40, ("work",), moment(0, 13))
    assert [each.recorded for each in world.desk.today.view().meetings] == [True, True, False, False]
    world.desk.sessions.undo(done)
    again = next(row for row in rows(world, "session") if row.id == planned)
    assert (again.minutes, again.topics) == (0, ())
    assert [each.recorded for each in world.desk.today.view().meetings] == [True, False, False, False]


def test_the_form_is_filled_from_the_last_talk_and_the_place(world: DayWorld):
    setting = world.desk.sessions.prepare(world.persons[ZYGIMANTAS])
    assert setting is not None
    assert (setting.minutes, setting.kind, setting.place, setting.case_open, setting.inside) == (40, "individual", "2 kabinetas", True, True)
    assert world.desk.sessions.prepare(name_id("nobody")) is None


@pytest.mark.parametrize("level", ["author", "role"])
def test_a_note_kept_to_some_is_read_by_its_author_and_stands_in_no_plain_column(world: DayWorld, level: str):
    done = world.desk.sessions.record(talk(world, note=CANARY, level=level))
    event = next(event for event in world.desk.people.timeline(world.persons[RUTA]).events if event.id == done.session)
    note = event.notes[0]
    assert note.text is None
    assert world.desk.people.said([note])[note.id].text == CANARY
    world.desk.close()
    with world.place.raw() as raw:
        kept = raw.execute("SELECT typeof(text) FROM k_note WHERE id = ?", (bytes.fromhex(note.id.replace("-", "")),)).fetchone()
        assert kept[0] == "integer"  # the place of the box
        for table in ("blk", "op", "said", "name"):
            for row in raw.execute(f"SELECT * FROM {table}"):
                assert CANARY.encode() not in b"".join(bytes(value) for value in row if isinstance(value, bytes))


@pytest.mark.parametrize(("level", "shut"), [("author", "author"), ("role", "U-PSY")])
def test_a_note_of_another_author_stays_shut(tmp_path: Path, settings: Settings, clock: StandingClock, level: str, shut: str):
    office = make_office(tmp_path / "office", bootstrap.build_parts(settings, clock))
    with office.desk() as desk:
        other = load(desk, {"record": "staff", "login": "psichologe", "given_name": "Ona", "family_name": "Psichologė", "role": "U-PSY"})[0]
        person, _, note = load(
            desk,
            {"record": "person", "id": name_id("p"), "given_names": "Rokas", "family_name": "Netikras"},
            {"record": "case", "id": name_id("c"), "person": name_id("p"), "opened_on": day(-9)},
            {"record": "note", "case": name_id("c"), "level": level, "text": CANARY, "signed_on": moment(-1, 10), "created_by": other,
             **({"role": "U-PSY"} if level == "role" else {})})
        event = next(event for event in desk.people.timeline(person).events if event.id == note)
        said = desk.people.said(event.notes)[note]
        assert (said.text, said.shut) == (None, shut)


def test_drafts_are_sealed_to_their_author(world: DayWorld):
    drafts = world.desk.drafts
    drafts.save("session:x", {"note": CANARY, "topics": ["housing"]})
    drafts.save("session:x", {"note": CANARY + "!", "topics": []})
    found = drafts.get("session:x")
    assert found is not None
    assert found.content == {"note": CANARY + "!", "topics": []}
    assert [each.key for each in drafts.mine()] == ["session:x"]
    stranger = replace(world.desk.worker, secret=bytes(range(32)))
    keyless = replace(world.desk.worker, secret=None)
    world.desk.close()
    with world.place.store() as store:
        with pytest.raises(VaultError):
            Drafts(store, stranger).get("session:x")
        with pytest.raises(Denied):
            Drafts(store, keyless).save("session:x", {})
    with world.place.raw() as raw:
        assert all(CANARY.encode() not in row[0] for row in raw.execute("SELECT sealed FROM draft"))
    desk = bootstrap.unlock(world.parts, world.place.folder, "egle", PASSPHRASE)
    try:
        assert desk.drafts.get("session:x") is not None
        desk.drafts.discard("session:x")
        assert desk.drafts.mine() == ()
    finally:
        desk.close()


def test_today_holds_meetings_tasks_releases_silence_and_the_next_visit(world: DayWorld):
    view = world.desk.today.view()
    assert [(each.starts_at[11:16], each.people[0].family_name, each.recorded) for each in view.meetings] == [
        ("09:00", "Šešelgis", True), ("13:00", "Įdzelis", False), ("13:45", "Čepaitis", False), ("14:30", "Žvirblis", False)]
    assert [(task.title, task.days) for task in view.tasks][:3] == [
        ("Peržiūrėti planą", -5), ("Susisiekti po 14 dienų", -1), ("Atnaujinti sutikimą", 0)]
    assert (view.late_tasks, view.open_tasks) == (2, 7)
    assert [(each.family_name, each.release.days, each.ready, each.steps) for each in view.leaving] == [
        ("Gaidelis", 6, 6, 7), ("Šešelgis", 19, 4, 7), ("Ąžuolaitė", 27, 2, 7)]
    assert [(each.family_name, each.days, each.contact) for each in view.silent] == [("Bartkus", 21, day(-21)), ("Kvedaras", 15, None)]
    assert view.next_visit is not None
    assert (view.next_visit.day, view.next_visit.meetings) == (day(3), 4)
    assert [each.family_name for each in world.desk.today.view(within=90).leaving][3:] == ["Įdzelis", "Čepaitis"]


def test_silence_ends_with_a_contact_and_not_with_an_attempt(world: DayWorld):
    case = name_id("case of Bartkus")
    world.desk.sessions.attempted(world.silent[0], case, "no_answer")
    assert len(world.desk.today.view().silent) == 2
    world.desk.sessions.attempted(world.silent[0], case, "met")
    assert [each.family_name for each in world.desk.today.view().silent] == ["Kvedaras"]


def test_the_office_says_how_long_silence_may_last(world: DayWorld):
    organisation = rows(world, "organisation")[0].id
    world.load({"record": "organisation", "id": organisation, "silence_days": 20})
    assert [each.family_name for each in world.desk.today.view().silent] == ["Bartkus"]


def test_tasks_are_made_ticked_and_taken_up_again(world: DayWorld):
    made = world.desk.tasks.create("  Nupirkti vokų ", day(1)).ids[0]
    assert next(task for task in world.desk.tasks.open() if task.id == made).title == "Nupirkti vokų"
    world.desk.tasks.done(made)
    assert made not in [task.id for task in world.desk.tasks.open()]
    world.desk.tasks.reopen(made)
    assert made in [task.id for task in world.desk.tasks.open()]
    with pytest.raises(LineRefused):
        world.desk.tasks.create("  ", None)
    assert [task.title for task in world.desk.tasks.open(person=world.persons[MINDAUGAS])] == ["Atnaujinti sutikimą"]


def test_a_meeting_is_planned_and_counts_for_nothing_until_it_takes_place(world: DayWorld):
    written = world.desk.sessions.plan(world.persons[RUTA], day(0), "15:30", 45)
    made = next(row for row in rows(world, "session") if row.id == written.ids[0])
    assert (made.minutes, made.planned_minutes, made.starts_at, made.cases) == (0, 45, "2026-11-20T15:30:00+02:00", (world.cases[RUTA],))
    assert world.desk.today.view().meetings[-1].people[0].family_name == "Ąžuolaitė"
    world.desk.sessions.take_back("session", made.id)
    assert len(world.desk.today.view().meetings) == 4


def test_a_moment_told_in_another_offset_is_on_its_local_day(world: DayWorld):
    world.load({"record": "session", "kind": "phone", "starts_at": "2026-11-19T22:30:00Z", "minutes": 5, "staff": [world.desk.worker.staff],
                "cases": [world.cases[RUTA]]})
    first = world.desk.today.view().meetings[0]
    assert (first.starts_at, first.people[0].family_name) == ("2026-11-19T22:30:00+00:00", "Ąžuolaitė")


def test_everything_written_by_the_screens_can_be_dumped_and_loaded(world: DayWorld):
    done = world.desk.sessions.record(talk(world, note="Bendra pastaba", next_step_on=day(2), next_step_title="Tęsti"))
    lines = [json.loads(line) for line in world.desk.dumping.lines()]
    assert {line["id"] for line in lines} >= {done.session, done.attendance, done.note, done.task}
