"""People in a real database: the list, the page's head, the timeline, new persons and likeness."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseworker_desktop.kernel.collation import sort_key
from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.records.views import people as listing
from caseworker_desktop.settings import Settings
from caseworker_desktop.usecases.people import NewPerson, Wanted
from tests.day_world import ALGIRDAS, CLIENTS, MINDAUGAS, RUTA, ZYGIMANTAS, DayWorld, day, make_world, name_id


@pytest.fixture
def world(tmp_path: Path, settings: Settings) -> Iterator[DayWorld]:
    made = make_world(tmp_path / "laptop", settings)
    yield made
    made.desk.close()


def names(world: DayWorld, wanted: Wanted) -> list[str]:
    return [face.family_name for face in world.desk.people.page(wanted).people]


def test_the_worker_s_own_people_stand_by_release_then_by_name(world: DayWorld):
    found = world.desk.people.page(Wanted(mine=True))
    assert [face.family_name for face in found.people] == [client[1] for client in CLIENTS] + ["Bartkus", "Kvedaras"]
    assert (found.total, found.after) == (12, None)
    face = found.people[ZYGIMANTAS]
    assert (face.case_number, face.unit, face.status, face.flags, face.in_danger) == ("AL-0417", "2-as būrys", "serving", ("self_harm",), True)
    assert face.release is not None
    assert face.release.days == 19
    assert (face.consent_until, face.task_due) == ("2027-03-01", day(4))


def test_somebody_else_s_people_are_not_mine_but_everybody_s(world: DayWorld):
    staff = world.load({"record": "staff", "login": "kitas", "given_name": "Kita", "family_name": "Kolegė", "role": "U-SW"})[0]
    world.load({"record": "case", "id": world.cases[0], "lead": staff})
    assert "Gaidelis" not in names(world, Wanted(mine=True))
    assert "Gaidelis" in names(world, Wanted())
    world.load({"record": "case", "id": world.cases[0], "team": [world.desk.worker.staff]})
    assert "Gaidelis" in names(world, Wanted(mine=True))


def test_everybody_stands_by_name_in_the_order_of_the_language_in_pages(world: DayWorld):
    order, after = [], None
    while True:
        page = world.desk.people.page(Wanted(), after, 5)
        order += [face.family_name for face in page.people]
        after = page.after
        if after is None:
            break
    assert order == [
        "Ąžuolaitė", "Bartkus", "Bērziņš", "Čepaitis", "Ėriškis", "Gaidelis", "Įdzelis", "Kvedaras", "Šešelgis", "Švedulis", "Ūsas", "Žvirblis"]


def test_pages_by_release_join_without_a_gap(world: DayWorld):
    first = world.desk.people.page(Wanted(mine=True), None, 5)
    second = world.desk.people.page(Wanted(mine=True), first.after, 50)
    assert [face.id for face in (*first.people, *second.people)] == [face.id for face in world.desk.people.page(Wanted(mine=True)).people]


@pytest.mark.parametrize(
    ("typed", "found"),
    [("zyg", ["Šešelgis"]), ("sesel", ["Šešelgis"]),
     ("sesel zyg", ["Šešelgis"]), ("az", ["Ąžuolaitė"]), ("AL-0417", ["Šešelgis"]),
     ("0417", ["Šešelgis"]), ("3-ias bur", ["Ėriškis"]), ("2-as būrys", ["Šešelgis", "Čepaitis"]), ("niekas toks", []),
     ("senoji", ["Gaidelis"]), ("3790302", ["Gaidelis"]),
     ("02037900", ["Bērziņš"])],
)
def test_search_as_one_types(world: DayWorld, typed: str, found: list[str]):
    world.load(
        {"record": "person", "id": world.persons[0], "former_names": ["Senoji"]},
        {"record": "person_code", "person": world.persons[0], "scheme": "lt", "value": "37903020006"},
        {"record": "person_code", "person": world.persons[5], "scheme": "lv_old", "value": "020379-00007"})
    assert names(world, Wanted(typed)) == found
    assert names(world, Wanted(typed, mine=True)) == found


def test_chips_narrow_the_list_and_the_search(world: DayWorld):
    assert names(world, Wanted(leaving=30)) == ["Gaidelis", "Šešelgis", "Ąžuolaitė"]
    assert names(world, Wanted("az", leaving=30)) == ["Ąžuolaitė"]
    assert names(world, Wanted("cep", leaving=30)) == []
    assert "Bartkus" not in names(world, Wanted(waiting=True))  # outside: no release ahead, and no wish on record
    world.load({"record": "case", "id": name_id("case of Bartkus"), "mentor_wanted_on": day(-1)})
    assert "Bartkus" in names(world, Wanted(waiting=True))


def test_who_has_a_mentor_waits_no_more(world: DayWorld):
    before = names(world, Wanted(waiting=True))
    helper = world.load({"record": "person", "given_names": "Geras", "family_name": "Mentorius"})[0]
    guide = world.load({"record": "mentor", "person": helper, "kind": "volunteer", "stage": "matched"})[0]
    world.load({"record": "match", "mentor": guide, "person": world.persons[ZYGIMANTAS], "from": day(-5)})
    assert set(before) - set(names(world, Wanted(waiting=True))) == {"Šešelgis"}


def test_pick_offers_one_s_own_people_first(world: DayWorld):
    world.load(
        {"record": "person", "id": name_id("other"), "given_names": "Aadas", "family_name": "Šešelgaitis"},
        {"record": "case", "person": name_id("other"), "opened_on": day(-5)})
    assert [face.family_name for face in world.desk.people.pick("sese")] == ["Šešelgis", "Šešelgaitis"]
    assert len(world.desk.people.pick("", 5)) == 5


def test_the_head_tells_what_the_banner_needs(world: DayWorld):
    head = world.desk.people.head(world.persons[ZYGIMANTAS])
    assert head is not None
    assert (head.lead_name, head.ready, head.steps, head.plans, head.needs) == ("E. Kazlauskienė", 4, 7, 1, 1)
    assert [(each.purpose, each.valid(day(0)), each.valid("2027-03-01"), each.valid("2027-03-02")) for each in head.consents] == [
        ("core_services", True, True, False)]
    assert world.desk.people.head(name_id("nobody")) is None


def test_a_deleted_person_is_nowhere(world: DayWorld):
    world.load({"record": "person", "id": world.persons[ALGIRDAS], "deleted": True})
    assert world.desk.people.head(world.persons[ALGIRDAS]) is None
    assert "Žvirblis" not in names(world, Wanted(mine=True)) + names(world, Wanted()) + names(world, Wanted("zvir"))


def test_the_timeline_is_one_line_of_many_kinds_newest_first(world: DayWorld):
    stretch = world.desk.people.timeline(world.persons[ZYGIMANTAS], limit=100)
    told = [event.kind for event in stretch.events]
    assert [event.at for event in stretch.events] == sorted((event.at for event in stretch.events), reverse=True)
    assert {"task", "session", "release_date", "plan", "plan_review", "outcome", "flag", "consent", "case", "stay", "legal_status"} <= set(told)
    assert stretch.after is None
    assert world.desk.people.count_events(world.persons[ZYGIMANTAS]) == len(stretch.events)
    talk = next(event for event in stretch.events if event.id == name_id("story talk"))
    assert (talk.next_step, talk.next_step_done, talk.values["topics"]) == (day(5), False, ["housing"])


def test_the_timeline_of_who_was_found_to_be_one_tells_of_both(world: DayWorld):
    people, one, other = world.desk.people, world.persons[ZYGIMANTAS], world.persons[RUTA]
    both = [(event.kind, event.id) for person in (one, other) for event in people.timeline(person, limit=200).events]
    shared = {"record": "session", "id": name_id("both"), "kind": "seminar", "starts_at": f"{day(-2)}T10:00:00+02:00", "minutes": 60,
              "staff": [world.desk.worker.staff]}  # fmt: skip
    world.load(shared, *({"record": "attendance", "session": name_id("both"), "person": person, "status": "present"} for person in (one, other)))
    world.desk.duplicates.merge(one, other, "Tas pats žmogus")
    for person in (one, other):
        stretch = people.timeline(person, limit=200)
        told = [(event.kind, event.id) for event in stretch.events]
        assert sorted(told) == sorted([*both, ("session", name_id("both"))])
        assert people.count_events(person) == len(told)
        assert [event.at for event in stretch.events] == sorted((event.at for event in stretch.events), reverse=True)
    paged, after = [], None
    while True:
        stretch = people.timeline(one, after, 2)
        paged += [(event.kind, event.id) for event in stretch.events]
        if (after := stretch.after) is None:
            break
    assert paged == [(event.kind, event.id) for event in people.timeline(one, limit=200).events]


def test_pages_of_the_timeline_join_without_a_gap(world: DayWorld):
    whole = world.desk.people.timeline(world.persons[ZYGIMANTAS], limit=100).events
    parts, after = [], None
    while True:
        stretch = world.desk.people.timeline(world.persons[ZYGIMANTAS], after, 3)
        parts += stretch.events
        after = stretch.after
        if after is None:
            break
    assert [(event.kind, event.id) for event in parts] == [(event.kind, event.id) for event in whole]


def test_a_new_person_is_written_with_all_that_belongs_to_it_in_one_batch(world: DayWorld):
    done = world.desk.people.create(NewPerson(
        "Tomas", "Pavyzdys", birth_date="1998-10-05", sex="m", codes=(("lt", "39810050007"),), case_number="AL-0999",
        institution=world.desk.people.page(Wanted("zyg")).people[0].institution, unit="1-as būrys", status="serving", status_from="2025-01-01",
        release_date="2027-05-05", consent_on=day(0)))
    assert done.written.created == 7
    head = world.desk.people.head(done.person)
    assert head is not None
    assert head.face.case == done.case
    face = head.face
    assert (face.case_number, face.unit, face.status, face.lead) == ("AL-0999", "1-as būrys", "serving", world.desk.worker.staff)
    assert face.release is not None
    assert (face.release.date, head.consents[0].given) == ("2027-05-05", True)


@pytest.mark.parametrize(
    ("form", "field"),
    [(NewPerson("", "Pavyzdys"), "given_names"), (NewPerson("Tomas", " "), "family_name"), (NewPerson("T", "P", unit="1"), "institution"),
     (NewPerson("T", "P", birth_date="1998-13-01"), "birth_date"), (NewPerson("T", "P", sex="vyras"), "sex")],
)
def test_a_form_that_cannot_be_taken_names_its_field_and_writes_nothing(world: DayWorld, form: NewPerson, field: str):
    before = world.desk.people.page(Wanted()).people
    with pytest.raises(LineRefused) as refused:
        world.desk.people.create(form)
    assert refused.value.field == field
    assert world.desk.people.page(Wanted()).people == before


def test_likeness_finds_a_misspelt_name_a_former_name_and_an_old_code(world: DayWorld):
    world.load(
        {"record": "person", "id": world.persons[RUTA], "former_names": ["Grigaitė"]},
        {"record": "person_code", "person": world.persons[5], "scheme": "lv_old", "value": "161175-19997"})
    of = world.desk.likeness.of
    assert [(each.known.family_name, each.weight.name) for each in of("Zigimantas", "Šešelgys", "1991-05-12")] == [("Šešelgis", "LIKELY")]
    assert [each.known.family_name for each in of("Ruta", "Grigaite", None)] == ["Ąžuolaitė"]
    assert [(each.known.family_name, each.weight.name) for each in of("Kas", "Nors", None, ("16117519997",))] == [("Bērziņš", "CERTAIN")]
    assert of("Visai", "Nepanašus", "1991-05-12") == ()
    assert of("M", "", None) == ()


def test_a_likely_duplicate_never_blocks(world: DayWorld):
    face = world.desk.people.page(Wanted("cep")).people[0]
    done = world.desk.people.create(NewPerson(face.given_names, face.family_name, birth_date=CLIENTS[MINDAUGAS][5]))
    assert [each.family_name for each in world.desk.people.page(Wanted("cepait")).people] == ["Čepaitis", "Čepaitis"]
    assert done.case is not None


@pytest.mark.parametrize(
    ("value", "scheme", "expected"),
    [("39810050007", None, ("lt", "1998-10-05", "m")), ("161175-19997", None, ("lv_old", "1975-11-16", None)),
     ("329999-00017", None, ("lv_new", None, None)),
     ("49001010003", "lt", ("lt", "1990-01-01", "f")), ("AB123", None, None),
     ("39810050008", None, ("lt", "1998-10-05", "m"))],
)
def test_a_code_tells_scheme_birth_date_and_sex(world: DayWorld, value: str, scheme: str | None, expected: tuple[str, ...] | None):
    facts = world.desk.people.read_code(value, scheme)
    assert (None if facts is None else (facts.scheme, facts.birth_date, facts.sex)) == expected


def test_who_waits_is_the_same_by_release_and_in_pages_by_name(world: DayWorld, monkeypatch: pytest.MonkeyPatch):
    by_release = names(world, Wanted(waiting=True))
    assert len(by_release) == 10
    monkeypatch.setattr(listing, "FEW", 3)
    in_pages, after = [], None
    while True:
        page = world.desk.people.page(Wanted(waiting=True), after, 3)
        in_pages += [face.family_name for face in page.people]
        after = page.after
        if after is None:
            break
    assert in_pages == sorted(by_release, key=lambda name: sort_key(name, "lt"))


def test_an_opened_page_is_one_line_a_day_in_the_audit_chain(world: DayWorld):
    for _ in range(3):
        world.desk.people.opened(world.persons[RUTA])
    world.clock.tick(24 * 3600)
    world.desk.people.opened(world.persons[RUTA])
    world.desk.close()
    with world.place.store() as store, store.reading() as reading:
        assert reading.local.audit_holds()
    with world.place.raw() as raw:
        assert [row[0] for row in raw.execute("SELECT day FROM audit WHERE what = 'opened' ORDER BY n")] == [day(0), day(1)]
