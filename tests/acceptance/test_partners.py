"""Partners, agreements, referrals: rows of the acceptance table about who helps beside us."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.records.lists import institution_id
from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.usecases.partnering import NewMeeting, Wanted
from caseworker_desktop.usecases.referring import NewReferral
from tests.clock import StandingClock
from tests.day_world import PETRAS, RUTA, ZYGIMANTAS, DayWorld, day, make_world, moment, name_id
from tests.intake_world import build, expected, sample
from tests.partner_world import ALL, SHOWN, fill, partner_id, partners
from tests.pdf_text import read_pdf

SHELTER, CRISIS, DEBTS = (SHOWN[n][0] for n in (0, 4, 8))
#: Those who work with us no more: every fiftieth of the others (tests/partner_world.py).
ENDED = 11


@pytest.fixture(scope="module")
def once() -> Iterator[dict[str, DayWorld]]:
    """What is made for the whole file."""
    made: dict[str, DayWorld] = {}
    yield made
    for world in made.values():
        world.desk.close()


@pytest.fixture
def read_only(once: dict[str, DayWorld], tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> DayWorld:
    """A day with 520 partners; nobody writes in it."""
    if "day" not in once:
        once["day"] = make_world(tmp_path_factory.mktemp("laptop") / "w", settings)
        fill(once["day"])
    return once["day"]


@pytest.fixture
def world(tmp_path: Path, settings: Settings) -> Iterator[DayWorld]:
    """A day with the partners of the picture."""
    made = make_world(tmp_path / "laptop", settings)
    fill(made, everyone=False)
    yield made
    made.desk.close()


def names(world: DayWorld, wanted: Wanted) -> list[str]:
    return [row.name for row in world.desk.partnering.find(wanted).rows]


def test_a0_02_an_agreement_reminds_60_days_before_its_end(world: DayWorld):
    written = world.desk.partnering.save_agreement(None, None, {
        "number": "LKT-22/7", "institution": institution_id("LT-LKT"), "subject": "„Mes kartu“ nuteistųjų integracijai", "signed_on": "2025-12-01",
        "valid_from": "2025-12-01", "valid_to": "2027-01-31", "remind_days": 60})
    agreement = written.ids[0]
    assert agreement not in {one.id for one in world.desk.partnering.agreements_due("2026-12-01")}
    assert agreement in {one.id for one in world.desk.partnering.agreements_due("2026-12-02")}  # 60 days before 31 January
    row = world.desk.editing.read("agreement", agreement)
    assert row is not None
    assert (row["number"], row["institution"], row["valid_to"]) == ("LKT-22/7", institution_id("LT-LKT"), "2027-01-31")


def test_a1_07_new_partners_of_2023_are_listed(world: DayWorld):
    world.load(
        {"record": "partner", "id": name_id("n23"), "name": "Naujas 2023 (pavyzdys)", "kind": "ngo", "active_from": "2023-05"},
        {"record": "partner", "id": name_id("n22"), "name": "Ankstesnis (pavyzdys)", "kind": "ngo", "active_from": "2022"},
        {"record": "partner", "id": name_id("e23"), "name": "Baigęs 2023 (pavyzdys)", "kind": "ngo", "active_from": "2015", "active_to": "2023-09"},
        {"record": "partner", "id": name_id("e22"), "name": "Baigęs anksčiau (pavyzdys)", "kind": "ngo", "active_from": "2015", "active_to": "2022"})
    found = world.desk.partnering.growth("2023-01-01", "2023-12-31")
    changes = {one.name: one.change for one in found}
    assert [one.name for one in found if one.change == "new"] == ["Naujas 2023 (pavyzdys)"]
    assert (changes["Ankstesnis (pavyzdys)"], changes["Baigęs 2023 (pavyzdys)"]) == ("active", "ended")
    assert "Baigęs anksčiau (pavyzdys)" not in changes


def test_a2_17_vpd_and_nva_are_offered_and_become_partners_when_chosen(world: DayWorld):
    codes = {one.code: one for one in world.desk.partnering.offered()}
    assert {"LV-VPD", "LV-NVA"} <= codes.keys()
    assert [one.code for one in world.desk.partnering.offered("nva")] == ["LV-NVA"]
    for code in ("LV-VPD", "LV-NVA"):
        written = world.desk.partnering.take(codes[code].institution)
        row = world.desk.editing.read("partner", written.ids[0])
        assert row is not None
        assert (row["kind"], row["institution"]) == ("state", institution_id(code))
    assert not {"LV-VPD", "LV-NVA"} & {one.code for one in world.desk.partnering.offered()}
    with pytest.raises(LineRefused):
        world.desk.partnering.take(institution_id("LV-VPD"))


def test_a2_22_only_those_who_asked_for_news_stand_in_the_file(world: DayWorld):
    lines = world.desk.partnering.news_list().splitlines()
    assert lines == ["partner,contact,position,email", f"{SHELTER},Ona Direktorienė,direktorė,ona@example.org"]
    contact = next(one for one in world.desk.editing.rows("partner_contact") if one.news_opt_in)
    world.desk.partnering.save_contact(partner_id(SHELTER), contact.id, {"news_opt_in": False})
    assert world.desk.partnering.news_list().splitlines() == lines[:1]


def test_a3_06_experts_are_listed_by_country(world: DayWorld):
    for at, (name, country) in enumerate((("Kovács Éva", "HU"), ("Rasa Pavyzdienė", "LT"), ("Kovacs Eva", "HU"), ("Ilze Paraudziņa", "LV"))):
        world.load({"record": "session", "kind": "training", "starts_at": moment(-9 - at, 10), "minutes": 90, "staff": [world.desk.worker.staff],
                    "trainers": [{"name": name, "organisation": "Pavyzdys", "country": country}]})
    found = world.desk.partnering.experts(("HU", "LT"))
    assert [(one.country, one.name, one.sessions) for one in found] == [("HU", "Kovacs Eva", 2), ("LT", "Rasa Pavyzdienė", 1)]


def test_a4_01_six_types_can_be_chosen_and_a_unit_stands_under_its_parent(world: DayWorld):
    six = ("ngo", "association", "religious_community", "company", "unit", "volunteer")
    assert set(six) <= set(world.desk.lists.codes("partner_kinds"))
    with pytest.raises(LineRefused) as refused:
        world.desk.partnering.save(None, {"name": "Kauno skyrius (pavyzdys)", "kind": "unit"})
    assert refused.value.field == "parent"
    for kind in six:
        parent = partner_id(SHELTER) if kind == "unit" else None
        world.desk.partnering.save(None, {"name": f"Rūšis {kind}", "kind": kind, "parent": parent})
    card = world.desk.partnering.card(partner_id(SHELTER))
    assert card is not None
    assert [one.name for one in card.units] == ["Rūšis unit"]
    unit = world.desk.partnering.card(card.units[0].id)
    assert unit is not None
    assert unit.parent.name == SHELTER
    assert {row.id: row.parent_name for row in world.desk.partnering.find(Wanted(text="rusis unit")).rows}[unit.row.id] == SHELTER


def test_a4_02_the_register_of_530_rows_comes_in_and_kriziu_is_found_in_an_instant(
    tmp_path: Path, settings: Settings, clock: StandingClock, texts_in: Callable[[str], Texts]
):
    office = build(tmp_path / "biuras", settings, clock, texts_in)
    try:
        told = expected("partneriai")
        done = office.bring(sample("partneriai"))
        assert (done.plain()["rows"], done.plain()["accepted"], done.created["partner"]) == (told["rows"], told["accepted"], told["accepted"])
        assert {"duplicate_by_code", "duplicate_by_name"} <= {one["kind"] for one in done.plain()["warnings"]}
        register = office.desk.partnering.find(Wanted(text="kriziu"))
        offered = [row["name"] for row in office.records("partner") if "S-KRI" in row["services"]]
        assert sorted(row.name for row in register.rows) == sorted(offered)
        assert len(offered) == told["with_kriziu"]
        assert register.total == told["accepted"]
        known = next(row for row in office.records("partner") if row["legal_code"])
        assert known["id"] in {one.id for one in office.desk.partnering.alike("Visai kitas vardas", known["legal_code"])}
        scrambled = known["name"].upper().translate(str.maketrans("ĄČĘĖĮŠŲŪŽ", "ACEEISUUZ"))
        assert known["id"] in {one.id for one in office.desk.partnering.alike(scrambled, None)}
        assert {row["verified_on"] for row in office.records("partner")} != {None}
    finally:
        office.desk.close()


def test_a4_03_partners_are_found_by_service_and_area(read_only: DayWorld):
    rehabilitation = read_only.desk.partnering.find(Wanted(services=("R-REA",), places=("LT-02",))).rows
    assert "Bendruomenė „Pavyzdžio kelias“" in {row.name for row in rehabilitation}
    assert all("R-REA" in row.services and "LT-02" in (row.areas or (row.municipality,)) for row in rehabilitation)
    either = read_only.desk.partnering.find(Wanted(services=("R-REA", "R-GYD"))).rows
    assert {service for row in either for service in row.services} >= {"R-REA", "R-GYD"}
    assert read_only.desk.partnering.find(Wanted()).total == ALL - ENDED


def test_a4_05_learning_qualification_and_work_can_be_filtered(read_only: DayWorld):
    for service in ("T-MOK", "P-IDA", "W-TRU"):
        found = read_only.desk.partnering.find(Wanted(services=(service,))).rows
        assert found
        assert all(service in row.services for row in found)
    everybody = partners()
    taught = {one["name"] for one in everybody if "T-MOK" in one["services"] and "active_to" not in one}
    assert set(names(read_only, Wanted(services=("T-MOK",)))) == taught


def test_a4_06_the_need_of_debts_leads_to_partners_who_help_with_them(read_only: DayWorld):
    services = read_only.desk.partnering.services_for("N-DEB")
    assert "R-SKO" in services
    found = read_only.desk.partnering.find(Wanted(services=services)).rows
    assert DEBTS in {row.name for row in found}
    assert all(set(row.services) & set(services) for row in found)


def test_a4_10_the_minutes_of_a_meeting_are_stored_with_who_came_and_what_was_agreed(world: DayWorld):
    written = world.desk.partnering.meet(NewMeeting(
        partners=(partner_id(CRISIS), partner_id(SHELTER)), on=day(-1), at="10:00", minutes=90, attendees="Kauno skyriaus ir krizių centro atstovai",
        agreed="Kas ketvirtį susitiks.", actions=(("Parengti tvarką", day(10), None), ("  ", None, None), ("Pakviesti savivaldybę", None, None))))
    for name in (CRISIS, SHELTER):
        card = world.desk.partnering.card(partner_id(name))
        assert card is not None
        meeting = card.meetings[0]
        assert (meeting.kind, meeting.minutes) == ("partner_meeting", 90)
        assert (meeting.attendees, meeting.agreed) == ("Kauno skyriaus ir krizių centro atstovai", "Kas ketvirtį susitiks.")
        assert {(task.title, task.due, task.kind) for task in meeting.tasks} == {
            ("Parengti tvarką", day(10), "meeting_action"), ("Pakviesti savivaldybę", None, "meeting_action")}
    session = written.ids[0]
    told = read_pdf(world.desk.papers.print("minutes", session).pdf).flowing
    assert "Kauno skyriaus ir krizių centro atstovai" in told
    assert "Kas ketvirtį susitiks." in told


def test_a4_11_a_partner_of_ten_years_has_a_since_date_and_a_story(world: DayWorld):
    card = world.desk.partnering.card(partner_id(SHELTER))
    assert card is not None
    assert card.row.active_from == "2016-03"
    assert card.story[-1].what == "began"
    assert [deed.what for deed in card.story if deed.on >= "2016-03"] == ["meeting", "referrals", "referrals", "agreement", "began"]
    month = world.desk.partnering.save(None, {"name": "Nuo 2009-01 (pavyzdys)", "kind": "ngo", "active_from": "2009-01"}).ids[0]
    kept = world.desk.partnering.card(month)
    assert kept is not None
    assert kept.row.active_from == "2009-01"


def test_a4_12_those_whose_own_area_it_is_stand_before_those_who_help_by_exception(world: DayWorld):
    found = world.desk.partnering.find(Wanted(places=("LT-02",))).rows
    near = [row.near for row in found]
    assert near == sorted(near)
    assert {row.name for row in found if row.near == 1} == {CRISIS, "Šeimos namai „Prie upės“"}
    assert [row.name for row in found[-2:]] == [CRISIS, "Šeimos namai „Prie upės“"]
    assert all(row.near == 0 for row in world.desk.partnering.find(Wanted(places=("LT-03",))).rows)


def test_a4_13_a_referral_needs_a_consent_and_goes_from_open_to_done_with_its_slip(world: DayWorld):
    desk, shelter = world.desk, partner_id(SHELTER)
    with pytest.raises(LineRefused) as refused:
        desk.referring.send(NewReferral(world.persons[ZYGIMANTAS], shelter, day(0), "S-APG", ("housing",), "Neturi kur gyventi."))
    assert refused.value.field == "consent"
    assert desk.referring.listed(person=world.persons[ZYGIMANTAS], direction="out") == ()
    world.load({"record": "consent", "person": world.persons[ZYGIMANTAS], "purpose": "share_partner", "given": True, "on": day(-1)})
    referral = desk.referring.send(NewReferral(
        world.persons[ZYGIMANTAS], shelter, day(0), "S-APG", ("housing", "debts"), "Neturi kur gyventi.")).ids[0]
    sent = desk.referring.listed(person=world.persons[ZYGIMANTAS], direction="out")[0]
    assert (sent.id, sent.status, sent.open, sent.waited) == (referral, "sent", True, 0)
    assert world.desk.editing.read("referral", referral)["consent"] is not None
    told = read_pdf(desk.papers.print("referral", referral).pdf).flowing
    assert SHELTER in told
    assert "Neturi kur gyventi." in told
    with pytest.raises(LineRefused):
        desk.referring.answer(referral, "accepted", day(-3))
    desk.referring.answer(referral, "accepted", day(6))
    answered = desk.referring.listed(person=world.persons[ZYGIMANTAS], direction="out")[0]
    assert (answered.status, answered.open, answered.waited) == ("accepted", False, 6)
    desk.referring.finish(referral, "reached", "Gavo vietą.")
    done = desk.referring.listed(person=world.persons[ZYGIMANTAS], direction="out")[0]
    assert (done.status, done.outcome, done.outcome_note) == ("finished", "reached", "Gavo vietą.")
    result = desk.partnering.card(shelter).result
    assert (result.sent, result.accepted, result.finished, result.reached, result.days) == (2, 2, 1, 1, 5.5)
    leaflet = read_pdf(desk.papers.print("partner", shelter).pdf).flowing
    assert "Ona Direktorienė" in leaflet
    assert "Šešelgis" not in leaflet
    into = desk.referring.send(NewReferral(world.persons[RUTA], shelter, day(-4), reasons=("divorce",), direction="in", status="accepted")).ids[0]
    assert into in {one.id for one in desk.referring.listed(direction="in")}
    refused_one = desk.referring.send(NewReferral(world.persons[PETRAS], shelter, day(-4), "S-APG", ("housing",))).ids[0]
    desk.referring.answer(refused_one, "refused", day(-1), "Nėra vietų.")
    assert desk.partnering.card(shelter).result.refused == 1


def test_a4_14_referrals_are_counted_by_reason(world: DayWorld):
    assert {"psychological", "family_crisis"} <= set(world.desk.lists.codes("referral_reasons"))
    shares = {one.code: one for one in world.desk.referring.by_reason("2026-01-01", "2026-12-31")}
    assert {code: (one.out, one.into, one.accepted, one.reached) for code, one in shares.items()} == {
        "housing": (1, 0, 1, 0), "debts": (1, 0, 0, 0), "family_crisis": (0, 1, 1, 1)}
    world.load({"record": "case", "id": world.cases[ZYGIMANTAS], "referral_source": "PROB"})
    sources = {one.code: one.into for one in world.desk.referring.by_source("2026-01-01", "2026-12-31")}
    assert sources == {"PROB": 1}
    assert world.desk.referring.by_reason("2025-01-01", "2025-12-31") == ()


def test_a4_20_family_preserved_is_an_outcome(world: DayWorld):
    assert world.desk.lists.name("outcome_types", "O-FAMP", "lt") == "Išsaugota šeima"
    world.load({"record": "outcome", "person": world.persons[PETRAS], "case": world.cases[PETRAS], "type": "O-FAMP", "on": day(-2)})
    assert [one.type for one in world.desk.editing.rows("outcome", person=world.persons[PETRAS])] == ["O-FAMP"]


def test_a4_21_the_year_tells_new_active_and_ended_partners(read_only: DayWorld):
    years = {year: (new, active, ended) for year, new, active, ended in read_only.desk.partnering.years(2026, 12)}
    everybody = partners()
    assert years[2016][0] == sum(str(one["active_from"]).startswith("2016") for one in everybody)
    for year in (2020, 2024):
        assert years[year][2] == sum(str(one.get("active_to", "")).startswith(str(year)) for one in everybody)
    new, active, ended = years[2026]
    assert (new, active, ended) == (0, ALL - ENDED, 0)


def test_a4_29_contact_people_stand_in_the_record_with_their_position(world: DayWorld):
    card = world.desk.partnering.card(partner_id(SHELTER))
    assert card is not None
    assert ("Ona Direktorienė", "direktorė") in {(one.name, one.position) for one in card.contacts}
    assert SHELTER in names(world, Wanted(text="direktoriene"))
    assert "Krizių centras „Pavyzdė“" in names(world, Wanted(text="asociacija"))
