"""Registers become records: dry run first, one step, nobody twice, and what is refused goes back."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from caseworker_desktop.kernel.errors import Cancelled, Refused, UsageError
from caseworker_desktop.kernel.message import Message
from caseworker_desktop.records.lists import institution_id
from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from tests.clock import StandingClock
from tests.intake_world import NAMES, PROJECT, IntakeWorld, build, expected, sample

PARTICIPANTS = "dalyviu_registras_2023"


@pytest.fixture
def world(tmp_path: Path, settings: Settings, clock: StandingClock, texts_in: Callable[[str], Texts]) -> Iterator[IntakeWorld]:
    made = build(tmp_path / "biuras", settings, clock, texts_in)
    made.load({"record": "project", "code": PROJECT, "title": "Po nakties išaušta rytas", "period_from": "2023-01-01", "period_to": "2023-12-31"})
    yield made
    made.desk.close()


def table(path: Path, *rows: tuple[Any, ...]) -> Path:
    """Write rows as the only sheet of a workbook."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


HEAD = ("Vardas, pavardė", "Asmens kodas", "Gimimo data", "Kalėjimas", "Nuo kada", "Įsidarbino", "Pirmas darbas", "Tel.")


@pytest.mark.parametrize("name", NAMES)
def test_a_dry_run_tells_what_the_import_then_does(world: IntakeWorld, name: str) -> None:
    told = expected(name)
    before = world.counts()
    dry = world.bring(sample(name), project=PROJECT, dry_run=True)
    assert world.counts() == before
    real = world.bring(sample(name), project=PROJECT)
    assert world.counts() - before == Counter(real.created)
    assert (dry.created, dry.changed, dry.refused, dry.warnings) == (real.created, real.changed, real.refused, real.warnings)
    assert (dry.batch, real.batch is not None) == (None, True)
    plain = real.plain()
    assert {key: plain[key] for key in ("rows", "accepted", "refused_rows", "persons")} == {
        key: told[key] for key in ("rows", "accepted", "refused_rows", "persons")}
    assert [(one["sheet"], one["row"], one["field"], one["kind"]) for one in plain["warnings"]] == [
        (one["sheet"], one["row"], one["field"], one["kind"]) for one in told["warnings"]]
    assert real.must_look == bool(told["refused"] or {one["kind"] for one in told["warnings"]} & {
        "duplicate_row", "same_person_other_sheet", "possible_duplicate", "duplicate_by_code", "duplicate_by_name"})
    assert len(json.loads(json.dumps(dry.plain()))["read"]) == told["accepted"]


@pytest.mark.parametrize("name", NAMES)
def test_the_same_register_again_changes_nothing(world: IntakeWorld, name: str) -> None:
    world.bring(sample(name), project=PROJECT)
    before = world.counts()
    again = world.bring(sample(name), project=PROJECT)
    assert (again.created, again.changed, world.counts()) == ({}, {}, before)


def test_the_records_of_participants(world: IntakeWorld) -> None:
    world.bring(sample(PARTICIPANTS), project=PROJECT)
    told = expected(PARTICIPANTS)
    persons = {row["id"]: row for row in world.records("person")}
    assert len(persons) == told["persons"]
    codes = {row["value"]: row for row in world.records("person_code")}
    cases = {row["person"]: row for row in world.records("case")}
    parts = {row["person"]: row for row in world.records("participation")}
    for want in told["read"]:
        if want["code"] is None:
            continue
        code = codes[want["code"]]
        person = persons[code["person"]]
        assert (person["given_names"], person["family_name"], person["birth_date"]) == (want["given"], want["family"], want["birth_date"])
        assert parts[person["id"]]["entry_on"] == want["entry_on"]
        assert parts[person["id"]]["exit_reason"] == ("dropped_out" if want["dropped_out"] else None)
    assert codes["050490-10000"]["scheme"] == "lv_old"
    talked = persons[codes["39208130006"]["person"]]
    assert (talked["sex"], talked["phone"]) == ("m", None)
    case = cases[talked["id"]]
    assert (case["kind"], case["opened_on"], case["site"]) == ("client", "2023-05-15", institution_id("LT-K-PRA1"))
    assert case["summary"] == "Registre pažymėta konsultacijų: 11"
    remarked = next(row for row in cases.values() if row["summary"] and "perkeltas" in row["summary"])
    assert remarked["summary"].splitlines() == ["Registre pažymėta konsultacijų: 6", "Registro pastaba: perkeltas į Alytų 2023-05-10"]
    jobs = world.records("outcome")
    assert {row["type"] for row in jobs} == {"O-JOB"}
    # Two of the 47 jobs are told twice, of people who stand in the register twice.
    assert len({(row["person"], row["on"]) for row in jobs}) == len(jobs) == told["employed"] - 2
    moved = codes["37602040007"]["person"]
    assert {row["institution"] for row in world.records("stay") if row["person"] == moved} == {
        institution_id("LT-K-PRA1"), institution_id("LT-K-ALY")}
    assert [row["first_ever"] for row in jobs if row["person"] == moved] == [True]


def test_without_a_project_there_is_no_participation(world: IntakeWorld) -> None:
    done = world.bring(sample(PARTICIPANTS))
    assert "participation" not in done.created
    assert done.created["person"] == 80
    assert {row["project"] for row in world.records("outcome")} == {None}


def test_refused_rows_go_back_with_the_reason_and_come_in_again_corrected(world: IntakeWorld, tmp_path: Path) -> None:
    path = tmp_path / "grazinta.xlsx"
    done = world.bring(sample(PARTICIPANTS), project=PROJECT, errors_out=path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Pravieniškės", "Alytaus k."]
    sheet = book["Pravieniškės"]
    assert [cell.value for cell in sheet[2]][-1] == "Kodėl nepriimta"
    assert [cell.value for cell in sheet[1]][:2] == ["Nr.", "Asmuo"]
    assert [row[-1].value for row in sheet.iter_rows(min_row=3)] == ["47 eilutė: trūksta vardo arba pavardės", "57 eilutė: tokios datos nėra"]
    assert (sheet["C4"].value, sheet["F4"].value) == (36705240002, "2023-02-30")
    assert [row[-1].value for row in book["Alytaus k."].iter_rows(min_row=3)] == [
        "18 eilutė: trūksta dalyvavimo pradžios datos", "24 eilutė: datos perskaityti nepavyko"]
    sheet["B3"], sheet["F4"] = "Pataisytas Jonas", "2023-02-28"
    book.save(tmp_path / "pataisyta.xlsx")
    again = world.bring(tmp_path / "pataisyta.xlsx", project=PROJECT)
    assert (again.rows, again.accepted, again.created["person"]) == (4, 2, 2)
    assert len(world.records("person")) == done.created["person"] + 2


def test_a_cell_that_begins_like_a_formula_stays_text(world: IntakeWorld, tmp_path: Path) -> None:
    path = table(tmp_path / "a.xlsx", HEAD, ("Jonas Pavyzdys", None, None, None, "2023-01-02"), (None, '"=1+1"', None, None, "2023-01-02"))
    book = openpyxl.load_workbook(path)
    cell = book.active["B3"]
    cell.value, cell.data_type = "=HYPERLINK(A1)", "s"
    book.save(path)
    world.bring(path, errors_out=tmp_path / "b.xlsx")
    back = openpyxl.load_workbook(tmp_path / "b.xlsx").active["B2"]
    assert (back.value, back.data_type) == ("=HYPERLINK(A1)", "s")


def test_people_on_record_are_found_and_only_what_they_lack_is_filled(world: IntakeWorld, tmp_path: Path) -> None:
    coded, born, other = (f"0a000000-0000-7000-8000-00000000000{number}" for number in (1, 2, 3))
    world.load(
        {"record": "person", "id": coded, "given_names": "Linas", "family_name": "Šešėlaitis", "phone": "+37061111111"},
        {"record": "person_code", "person": coded, "scheme": "lt", "value": "39208130006"},
        {"record": "person", "id": born, "given_names": "Ona", "family_name": "Kitokė", "former_names": ["Šešėlytė"], "birth_date": "1980-03-05"},
        {"record": "person", "id": other, "given_names": "Petras", "family_name": "Galbūtis"})
    done = world.bring(table(
        tmp_path / "a.xlsx", HEAD,
        ("Linas ŠEŠĖLAITIS", 39208130006, None, "Alytaus kalėjimas", "2023-02-01", None, None, "8 600 00001"),
        ("Seselyte, Ona", None, "1980-03-05", "Alytaus kalėjimas", "2023-02-01", None, None, "8 600 00002"),
        ("Petras Galbūtis", None, "1977-01-01", None, "2023-02-01")), project=PROJECT)
    persons = {row["id"]: row for row in world.records("person")}
    assert len(persons) == 4
    assert (persons[coded]["birth_date"], persons[coded]["sex"], persons[coded]["phone"]) == ("1992-08-13", "m", "+37061111111")
    assert (persons[born]["phone"], persons[born]["family_name"]) == ("+37060000002", "Kitokė")
    assert done.changed == {"person": 2}
    assert done.created["person"] == 1
    assert {(one.row, one.field, one.kind) for one in done.warnings if one.kind in ("differs_from_record", "possible_duplicate")} == {
        (2, "phone", "differs_from_record"), (4, "person", "possible_duplicate")}
    assert done.must_look


def test_a_row_that_the_records_refuse_does_not_stop_the_others(world: IntakeWorld, tmp_path: Path) -> None:
    path = table(tmp_path / "p.xlsx", ("Pavadinimas", "Įm. kodas", "Savivaldybė", "Telefonas"),
                 ("VšĮ „Pirma“", "999300000", "Vilnius", None), ("A" * 600, "999300018", "Vilnius", None),
                 ("UAB „Trečia“", "999300025", "Kaunas", None))
    done = world.bring(path, errors_out=tmp_path / "back.xlsx")
    assert (done.rows, done.accepted, done.created) == (3, 2, {"partner": 2})
    assert [(one.row, one.field) for one in done.refused] == [(3, "name")]
    assert {row["name"] for row in world.records("partner")} == {"VšĮ „Pirma“", "UAB „Trečia“"}
    assert openpyxl.load_workbook(tmp_path / "back.xlsx").active["E2"].value.startswith("3 eilutė: ")


def test_what_lies_outside_the_project_is_told(world: IntakeWorld, tmp_path: Path) -> None:
    path = table(tmp_path / "a.xlsx", HEAD, ("Jonas Pavyzdys", 39208130006, None, None, "2022-06-01"))
    assert ("entry_on", "outside_project") in {(one.field, one.kind) for one in world.bring(path, project=PROJECT).warnings}


def test_the_remembered_form_reads_foreign_headings(world: IntakeWorld, tmp_path: Path) -> None:
    path = table(tmp_path / "a.xlsx", ("A stulpelis", "Kas", "Kada"), (1, "Jonas Pavyzdys", "2023-05-01"), (2, "Petras Žaislys", "2023-05-02"))
    with pytest.raises(Refused):
        world.bring(path, dry_run=True)
    form = tmp_path / "map.json"
    form.write_text(json.dumps({"kind": "participants", "columns": {"name": "Kas", "entry_on": "kada"}, "places": {}}), encoding="utf-8")
    done = world.bring(path, map_path=form)
    assert (done.accepted, done.created) == (2, {"case": 2, "person": 2})
    form.write_text(json.dumps(world.bring(sample(PARTICIPANTS), dry_run=True).mapping), encoding="utf-8")
    again = world.bring(sample(PARTICIPANTS), map_path=form, dry_run=True)
    assert (again.accepted, len(again.warnings)) == (83, 112)


@pytest.mark.parametrize(("form", "key"), [
    ("{", "intake.refused.map"), ("[]", "intake.refused.map"), ('{"kind": "zoo", "columns": {"name": "Kas"}}', "intake.refused.map"),
    ('{"kind": "participants", "columns": {"height": "Ūgis"}}', "intake.refused.map_field"),
    ('{"kind": "participants", "columns": {"name": "Ko nėra", "entry_on": "Nuo kada"}}', "intake.refused.map_missing"),
    ('{"kind": "mentors", "columns": {"name": "Pavardė, vardas"}}', "intake.refused.map_kind"),
    ('{"kind": "participants", "columns": {"name": 5}}', "intake.refused.map"),
    ('{"kind": "participants", "columns": {"name": "Pavardė, vardas"}, "colours": {"red": "lost"}}', "intake.refused.map"),
    ('{"kind": "participants", "columns": {"name": "Pavardė, vardas"}, "year": "2023"}', "intake.refused.map"),
])
def test_a_wrong_form_is_refused(world: IntakeWorld, tmp_path: Path, form: str, key: str) -> None:
    path = tmp_path / "map.json"
    path.write_text(form, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        world.bring(sample(PARTICIPANTS), kind="participants", map_path=path)
    assert refused.value.message.key == key
    assert world.records("person") == []


def test_nothing_is_changed_when_nothing_can_be_read(world: IntakeWorld, tmp_path: Path) -> None:
    path = table(tmp_path / "a.xlsx", HEAD, ("Jonas Pavyzdys", None, None, None, "kai ateis"))
    with pytest.raises(Refused) as refused:
        world.bring(path, errors_out=tmp_path / "b.xlsx")
    assert refused.value.message.key == "intake.refused.no_row"
    assert openpyxl.load_workbook(tmp_path / "b.xlsx").active["I2"].value == "2 eilutė: datos perskaityti nepavyko"
    for told, key in (({"project": "NĖRA"}, "intake.refused.unknown_project"), ({"errors_out": sample(PARTICIPANTS)}, "intake.refused.errors_name"),
                      ({"errors_out": tmp_path / "nera" / "x.xlsx"}, "intake.refused.errors_not_written")):
        with pytest.raises(Refused) as refused:
            world.bring(sample(PARTICIPANTS), **told)
        assert refused.value.message.key == key
    with pytest.raises(UsageError):
        world.bring(sample(PARTICIPANTS), kind="zoo")
    assert world.records("person") == []


def test_a_stopped_import_changes_nothing(world: IntakeWorld) -> None:
    class Stops:
        def step(self, stage: Message, done: int, total: int) -> None:
            if stage.key == "intake.stage.writing":
                raise Cancelled

    with pytest.raises(Cancelled):
        world.intake.register_import(sample(PARTICIPANTS), progress=Stops())
    assert world.records("person") == []


def test_a_journal_meets_the_people_on_record(world: IntakeWorld, tmp_path: Path) -> None:
    known, one, two = (f"0a000000-0000-7000-8000-00000000000{number}" for number in (1, 2, 3))
    world.load(
        {"record": "person", "id": known, "given_names": "Arnas", "family_name": "Pramanūnas", "birth_date": "1990-01-01"},
        {"record": "legal_status", "person": known, "status": "serving", "from": "2021-05-01", "to": "2023-01-04"},
        {"record": "person", "id": one, "given_names": "Jonas", "family_name": "Dvigubas", "birth_date": "1990-01-01"},
        {"record": "person", "id": two, "given_names": "Jonas", "family_name": "Dvigubas", "birth_date": "1991-01-01"})
    done = world.bring(table(
        tmp_path / "z.xlsx", ("Data", "Laikas", "Specialistas", "Dalyvis", "Paslauga", "Trukmė", "Vieta", "Pastaba"),
        ("2023-01-02", "8:30", "E. Kazlauskienė", "A. Pramanūnas", "SD", 60, "Alytaus kalėjimas", "kalbėta apie būstą"),
        ("2023-01-03", "9:00", "X. Nežinomas", "Jonas Dvigubas", "SD", 30, "tel.", None),
        ("2023-01-04", None, None, "B. Nematytas; Arnas Pramanūnas", "grupė – soc. įgūdžiai", "1 val.", None, None),
        ("2023-01-05", "10:00", None, "Arnas Pramanūnas", "SD", 45, None, "neatvedė")), project=PROJECT)
    assert [(each.row, each.reason) for each in done.refused] == [(3, "several_on_record")]
    assert "person" not in done.created
    sessions = sorted(world.records("session"), key=lambda row: row["starts_at"])
    assert [(row["starts_at"], row["kind"], row["minutes"], row["unnamed_count"], row["lost_reason"]) for row in sessions] == [
        ("2023-01-02T08:30:00+02:00", "individual", 60, None, None), ("2023-01-04T09:00:00+02:00", "group", 60, 1, None),
        ("2023-01-05T10:00:00+02:00", "individual", 45, None, "no_escort")]
    assert sessions[0]["institution"] == institution_id("LT-K-ALY")
    assert sessions[0]["services"] == [{"code": "P-SDI", "minutes": 60}]
    assert sorted((row["person"], row["status"], row["phase"] or "") for row in world.records("attendance")) == [
        (known, "not_brought", ""), (known, "present", "inside"), (known, "present", "inside")]
    assert [row["text"] for row in world.records("note")] == ["kalbėta apie būstą"]
    assert [row["opened_on"] for row in world.records("case")] == ["2023-01-02"]


def test_places_of_employers_and_trainings_of_mentors(world: IntakeWorld) -> None:
    world.bring(sample("darbdaviai_ppsi"), project=PROJECT)
    told = expected("darbdaviai_ppsi")["per_municipality"]
    pledges = world.records("pledge")
    placed = Counter(row["pledge"] for row in world.records("placement"))
    for town, want in told.items():
        here = [row for row in pledges if row["municipality"] == town]
        assert (len(here), sum(row["places"] for row in here), sum(placed[row["id"]] for row in here)) == (
            want["employers"], want["offered"], want["filled"])
    first = next(row for row in world.records("placement") if row["from"] == "2010-10-12")
    assert (first["before"], first["after"], first["hours_week"], first["status"]) == ({"motivation": 5}, {"motivation": 8}, "40", "completed")
    world.bring(sample("lidzgaitnieki"), project=PROJECT)
    told = expected("lidzgaitnieki")
    training = next(row for row in world.records("programme") if row["code"] == "MENTOR-TRAINING")
    groups = {row["id"]: row for row in world.records("group") if row["programme"] == training["id"]}
    trained = [row for row in world.records("group_member") if row["group"] in groups and row["result"] == "completed"]
    assert len({row["person"] for row in trained}) == told["trained_rows"]
    assert sum(groups[row["group"]]["from"] == "2017-11-12" for row in trained) == told["trained_first_weekend"]
    assert Counter(row["stage"] for row in world.records("mentor"))["ended"] > 0
