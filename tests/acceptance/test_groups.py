"""Groups and programmes: rows of the acceptance table about who leads them, their kinds, trainings and certificates."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseworker_desktop.records.lists import Lists
from caseworker_desktop.records.permissions import Permissions
from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.groups.list_presenter import ListPresenter
from caseworker_desktop.usecases.attendance import Wish
from caseworker_desktop.usecases.groups import Next, Wanted
from tests.acceptance.session_world import Sessions, make
from tests.day_world import name_id

LEADER = "U-PAR"
GROUP = name_id("parenting")


@pytest.fixture
def here(tmp_path: Path, settings: Settings) -> Iterator[Sessions]:
    made = make(tmp_path / "office", settings)
    yield made
    made.desk.close()


def programme(here: Sessions, code: str, kind: str, name: str, **told: object) -> str:
    (id_,) = here.world.load({"record": "programme", "code": code, "name_lt": name, "kind": kind, "pass_percent": 75, **told})
    return id_


def test_a0_21_a_leader_of_parenting_skills_runs_a_group_and_keeps_contacts_with_the_family(here: Sessions, resources: Path):
    may = Permissions.load(resources).may
    kinds = ("group", "group_member", "session", "attendance", "note", "relation", "contact_attempt", "consent", "outcome")
    assert all(may(LEADER, (), kind, "write") for kind in kinds)
    assert not may(LEADER, (), "assessment", "read"), "clinical results are not theirs"
    desk, tomas = here.desk, name_id("tomas")
    here.world.load({"record": "group", "id": GROUP, "programme": programme(here, "TEV", "parenting", "Pozityvi tėvystė"), "name": "Tėčiai",
                     "from": "2026-11-01", "leaders": [tomas], "project": here.project})
    desk.groups.join(GROUP, here.persons[:4], "2026-11-01")
    sheet = desk.groups.sheet(GROUP)
    assert sheet is not None
    (session,) = desk.groups.meet(GROUP, Next("2026-11-19", "14:00", 90, None, "Pasimatymų kambarys", "prison", (tomas,))).ids
    desk.attendance.mark(session, [Wish(one, "present") for one in here.persons[:3]] + [Wish(here.persons[3], "not_brought", reason="no_escort")])
    sheet = desk.groups.sheet(GROUP)
    assert sheet is not None
    assert [sheet.attended(one).percent for one in sheet.members] == [100, 100, 100, 0]
    assert here.row(session).staff == (tomas,)
    wife, *_ = here.world.load({"record": "person", "given_names": "Jurga", "family_name": "Netikrė"})
    here.world.load({"record": "relation", "person": here.persons[0], "other": wife, "kind": "R-SPO", "close_support": True})
    done = here.held("family", 0, minutes=30, staff=[tomas], services=[{"code": "F-TEV", "minutes": 30}])
    assert here.row(done.session).staff == (tomas,)


def test_a2_05_a_weekend_trains_sixteen_and_sixteen_certificates_are_printed(here: Sessions, tmp_path: Path):
    desk, group = here.desk, name_id("weekend")
    persons = here.world.load(*({"record": "person", "given_names": "Māris", "family_name": f"Paraugs{n:02}"} for n in range(16)))
    taught = programme(here, "LG", "mentor_training", "Mentorių mokymai", subject="T-MEN", sessions_planned=2)
    here.world.load({
        "record": "group", "id": group, "programme": taught, "name": "Rīga", "from": "2026-11-14", "to": "2026-11-15", "project": here.project,
        "capacity": 16, "leaders": [desk.worker.staff]})
    desk.groups.join(group, persons, "2026-11-14")
    for day in ("2026-11-14", "2026-11-15"):
        (session,) = desk.groups.meet(group, Next(day, "10:00", 480, None, "Rīga", "ngo_office", ())).ids
        desk.attendance.mark(session, [Wish(one, "present") for one in persons])
    sheet = desk.groups.sheet(group)
    assert sheet is not None
    desk.groups.complete(group, [one.id for one in sheet.members if sheet.earns(one) and one.id])
    here.world.load({"record": "indicator", "project": here.project, "code": "TR", "rule": "trained",
                     "parameters": {"programme_kind": "mentor_training"}})
    assert next(one.value for one in desk.reporting.indicators("Tiltai/2026", "2026-11-21") if one.code == "TR") == 16
    pages = here.paper("certificate", group, tmp_path / "all.pdf")
    assert len(pages) == 16
    assert all(f"Paraugs{n:02}" in page for n, page in enumerate(pages))


def test_a2_07_external_trainers_and_their_organisations_stand_on_the_certificate(here: Sessions, tmp_path: Path):
    desk, group = here.desk, name_id("taught")
    here.world.load({"record": "group", "id": group, "programme": programme(here, "LG", "mentor_training", "Mentorių mokymai"), "name": "Rīga",
                     "from": "2026-11-14", "project": here.project})
    desk.groups.join(group, here.persons[:1], "2026-11-14")
    here.held("training", 0, on="2026-11-14", minutes=480, group=group, place="Rīga", trainers=[
        {"name": "Anna Piemēra", "organisation": "Ieslodzījuma vietu pārvalde", "country": "LV"},
        {"name": "Uldis Paraugs", "organisation": "Valsts probācijas dienests", "country": "LV"}])
    sheet = desk.groups.sheet(group)
    assert sheet is not None
    member = sheet.members[0].id
    assert member is not None
    desk.groups.complete(group, [member])
    (page,) = here.paper("certificate", member, tmp_path / "one.pdf")
    for words in ("Anna Piemēra", "Ieslodzījuma vietu pārvalde", "Uldis Paraugs", "Valsts probācijas dienests"):
        assert words in page


@pytest.mark.parametrize(("kind", "name"), [("violence_programme", "Smurtinio elgesio keitimo programa")])
def test_a4_04_a_programme_that_changes_violent_behaviour_is_a_type(here: Sessions, texts: Texts, kind: str, name: str):
    assert dict(ListPresenter(here.desk, texts).kinds())[kind] == name
    assert [one.kind for one in here.desk.groups.programmes()] == [kind]
    assert [one.name for one in here.desk.groups.page(Wanted(kind=kind))] == ["Pokyčių kelias"]


def test_a4_08_parenting_skills_are_a_type_of_programme(here: Sessions, texts: Texts):
    here.world.load({"record": "group", "id": GROUP, "programme": programme(here, "TEV", "parenting", "Pozityvi tėvystė"), "name": "Tėčiai"})
    assert dict(ListPresenter(here.desk, texts).kinds())["parenting"] == "Pozityvios tėvystės programa"
    assert [one.name for one in here.desk.groups.page(Wanted(kind="parenting"))] == ["Tėčiai"]


def test_a4_25_all_kinds_of_groups_are_in_the_list(here: Sessions, texts: Texts, resources: Path):
    kinds = ("violence_programme", "stress", "self_help", "other")
    offered = dict(ListPresenter(here.desk, texts).kinds())
    assert set(kinds) <= set(offered)
    for kind in kinds[1:]:
        here.world.load({"record": "group", "programme": programme(here, kind.upper(), kind, kind), "name": f"Grupė {kind}"})
    assert {one.programme.kind for one in here.desk.groups.page(Wanted()) if one.programme} == set(kinds)
    assert {"G-SMU", "G-STR", "G-SAV"} <= set(Lists.load(resources).codes("services"))
