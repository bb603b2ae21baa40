"""What five projects need of families: relatives as participants, a case without the prisoner, attempts to reach them, both kinds of client."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.person.family_presenter import FamilyPresenter
from caseworker_desktop.usecases.family import inverse_kind
from tests.acceptance.people_world import PeopleWorld, people_world
from tests.clock import StandingClock


@pytest.fixture
def world(tmp_path: Path, settings: Settings, clock: StandingClock) -> Iterator[PeopleWorld]:
    with people_world(tmp_path / "office", settings, clock) as made:
        yield made


def family(world: PeopleWorld, texts: Texts, person: str) -> FamilyPresenter:
    shown = FamilyPresenter(world.desk, texts)
    shown.load(person)
    return shown


def test_a0_05_a_wife_takes_part_with_her_own_consent_and_both_count_once(world: PeopleWorld, texts: Texts) -> None:
    rokas, _ = world.client("Rokas", "Netikras", sex="m", residence_declared="LT-25")
    wife = world.desk.family.add(rokas, {"given_names": "Jurga", "family_name": "Netikrienė", "sex": "f", "kind": "R-SPO", "close_support": True})
    for given, born in (("Matas", "2017"), ("Emilija", "2021")):
        world.desk.family.add(rokas, {"given_names": given, "family_name": "Netikri", "kind": "R-CHI", "birth_date": born})
    world.desk.cases.open(wife.id, "family", {"referral_source": "FAM"})
    world.desk.consenting.save(None, {"person": wife.id, "purpose": "core_services", "given": True, "on": "2026-11-20"})
    for person, group in ((rokas, "convicted"), (wife.id, "family_members")):
        for entry in ("2026-02-01", "2026-11-20"):  # twice each: a person counts once
            world.desk.editing.save("participation", None, {"person": person, "project": world.project, "entry_on": entry, "target_group": group})
    assert world.figure("participants").value == 2
    states = {person: {permit.purpose: permit.state for permit in world.desk.consenting.standing(person)}["core_services"]
              for person in (rokas, wife.id)}
    assert states == {rokas: "none", wife.id: "valid"}
    (section,) = family(world, texts, rokas).sections("relatives")
    first = section.entries[0]
    assert first.title == "Jurga Netikrienė"
    for words in ("Sutuoktinis (-ė)", "Šeimos byla", "dalyvauja projekte"):
        assert words in first.below
    assert [entry.below for entry in section.entries[1:]] == ["Sūnus / dukra · g. 2021", "Sūnus / dukra · g. 2017"]


def test_a0_08_a_mothers_case_without_the_prisoner_as_client(world: PeopleWorld, texts: Texts) -> None:
    ona = world.person("Ona", "Pavyzdienė", sex="f")
    case = world.desk.cases.open(ona, "family", {"referral_source": "SELF"})
    son = world.desk.family.add(ona, {"given_names": "Paulius", "family_name": "", "sex": "m", "kind": "R-CHI"})
    assert world.desk.cases.of(son.id) == []
    kept = {name: value for name, value in world.plain("person", son.id).items() if value not in (None, [], False)}
    assert set(kept) - {"id", "created_at", "created_by", "changed_at", "changed_by"} == {"given_names", "family_name", "sex"}
    assert world.plain("case", case.id)["kind"] == "family"
    assert world.desk.people.head(ona).face.case == case.id  # type: ignore[union-attr] # she has just been written down
    done = world.desk.sessions.prepare(ona)
    assert done.case == case.id
    (section,) = family(world, texts, son.id).sections("relatives")
    assert (section.entries[0].title, section.entries[0].below) == ("Ona Pavyzdienė", "Motina · Šeimos byla")


def test_a4_16_three_attempts_one_meeting(world: PeopleWorld, texts: Texts) -> None:
    rokas, case = world.client()
    consent = world.add("consent", person=rokas, purpose="family_contact", given=True, on="2026-11-01")
    wife = world.desk.family.add(rokas, {"given_names": "Jurga", "family_name": "Netikrienė", "sex": "f", "kind": "R-SPO"}).id
    shown = family(world, texts, rokas)
    opening = shown.opening("contact_attempt/new")
    assert opening is not None
    options = {spec.name: [code for code, _ in spec.options] for spec in opening.specs}
    assert options["person"] == [rokas, wife]
    assert options["consent"] == [consent]
    for day, channel, result in (("10", "letter", "no_answer"), ("12", "phone", "agreed"), ("15", "visit", "met")):
        world.desk.editing.save("contact_attempt", None, {
            **opening.fixed, "person": wife, "at": f"2026-11-{day}T10:00:00+02:00", "channel": channel, "result": result, "consent": consent})
    world.desk.consenting.withdraw(consent)
    warned = world.desk.editing.save("contact_attempt", None, {
        **opening.fixed, "person": wife, "at": "2026-11-21T11:00:00+02:00", "channel": "phone", "result": "no_answer"})
    assert [finding.reason.key for _, _, finding in warned.written.warnings] == ["rule.no_consent_to_family_contact"]
    world.desk.editing.take_back(warned)
    attempts = world.desk.family.attempts(rokas)
    assert (len(attempts.rows), attempts.met) == (3, 1)
    assert {row.case for row in attempts.rows} == {case}
    section = shown.sections("reach")[1]
    assert section.note == "3 bandymai, susitikta: 1"
    assert section.entries[0].mark == ("Susitiko", "green", None)
    assert len(world.desk.family.attempts(wife).rows) == 3, "seen from the relative's page too"


def test_a4_23_men_and_members_of_their_families_are_clients(world: PeopleWorld) -> None:
    man, _ = world.client("Rokas", "Netikras", sex="m")
    wife = world.desk.family.add(man, {"given_names": "Jurga", "family_name": "Netikrienė", "sex": "f", "kind": "R-SPO"})
    world.desk.cases.open(wife.id, "family")
    kinds = {world.plain("person", row.person)["sex"]: row.kind for row in world.desk.editing.rows("case")}
    assert kinds == {"m": "client", "f": "family"}
    both = world.desk.cases.open(man, "family")
    assert [row.kind for row in world.desk.cases.of(man)] == ["family", "client"]
    assert both.written.created == 1


def test_a_relation_is_read_from_both_ends(world: PeopleWorld, texts: Texts) -> None:
    rokas, _ = world.client(sex="m")
    mother = world.desk.family.add(rokas, {"given_names": "Aldona", "sex": "f", "kind": "R-MOT", "contact_wanted": False})
    assert world.plain("person", mother.id)["family_name"] == "Netikras", "the family name is the person's until somebody tells another"
    (here,) = family(world, texts, rokas).sections("relatives")
    (there,) = family(world, texts, mother.id).sections("relatives")
    assert (here.entries[0].below, here.entries[0].mark) == ("Motina", ("Ryšio nenori", "red", "x"))
    assert there.entries[0].below.startswith("Sūnus / dukra")
    relation = world.desk.family.relatives(rokas)[0].relation
    opening = family(world, texts, mother.id).opening(f"relation/{relation}")
    assert opening is not None
    assert "Rokas Netikras" in opening.note
    with pytest.raises(LineRefused) as refused:
        world.desk.editing.save("relation", None, {"person": rokas, "other": rokas, "kind": "R-SIB"})
    assert refused.value.field == "other"


def test_what_one_is_to_the_other() -> None:
    assert [inverse_kind(kind, sex) for kind, sex in (
        ("R-SPO", "f"), ("R-MOT", None), ("R-FAT", "m"), ("R-CHI", "f"), ("R-CHI", "m"), ("R-CHI", None), ("R-GRP", "m"))] == [
        "R-SPO", "R-CHI", "R-CHI", "R-MOT", "R-FAT", None, None]


def test_ways_to_reach_somebody_keep_their_order_and_their_words(world: PeopleWorld, texts: Texts) -> None:
    rokas, _ = world.client()
    world.desk.editing.save("contact_route", None, {"person": rokas, "through": "Kaimynė", "order": 2})
    world.desk.editing.save("contact_route", None, {
        "person": rokas, "through": "Sesuo Rasa", "phone": "8 600 00001", "order": 1, "safe_wording": "Skambina Eglė dėl kursų."})
    entries = family(world, texts, rokas).sections("reach")[0].entries
    assert [entry.title for entry in entries] == ["1. Sesuo Rasa · +370 600 00001", "2. Kaimynė"]
    assert entries[0].below == "Sakyti: „Skambina Eglė dėl kursų.“"
    assert entries[1].mark == ("Nėra formuluotės", "amber", "warn")
