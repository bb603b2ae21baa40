"""Names, codes, telephone numbers, durations, places and services as they are written."""

from __future__ import annotations

from collections import Counter
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from caseworker_desktop.intake.codes import country_of, read_code, read_organisation_code
from caseworker_desktop.intake.durations import read_clock, read_minutes
from caseworker_desktop.intake.names import NameOrder, read_name, split_people
from caseworker_desktop.intake.phones import read_phone
from caseworker_desktop.intake.places import Places
from caseworker_desktop.intake.services import Services
from tests.intake_world import reference

NOBODY = NameOrder(())


@pytest.mark.parametrize("text", [
    "ŠEŠĖLAITIS Linas", "Linas ŠEŠĖLAITIS", "Šešėlaitis, Linas", "  ŠEŠĖLAITIS  Linas ", "Linas Šešėlaitis", "Šešėlaitis Linas", "LINAS ŠEŠĖLAITIS",
    "šešėlaitis linas", "1. Šešėlaitis Linas", "Šešėlaitis, Linas (g. 1990)",
])
def test_a_name_in_any_order(text: str) -> None:
    name = read_name(text, NOBODY)
    assert name is not None
    assert (name.given, name.family, name.initials) == ("Linas", "Šešėlaitis", False)


@pytest.mark.parametrize(("text", "given", "family"), [
    ("Jonas Petras Kazlauskas", "Jonas Petras", "Kazlauskas"), ("KAZLAUSKAS Jonas Petras", "Jonas Petras", "Kazlauskas"),
    ("PETRAITIENĖ-JONAITĖ Ona", "Ona", "Petraitienė-Jonaitė"), ("Ozols Jānis", "Jānis", "Ozols"), ("R. Pavyzdūnienė", "R.", "Pavyzdūnienė"),
    ("Pavyzdūnienė R.", "R.", "Pavyzdūnienė"), ("J.P. Kazlauskas", "J. P.", "Kazlauskas"), ("McDonald Ivan", "Ivan", "McDonald"),
])
def test_names_of_several_words(text: str, given: str, family: str) -> None:
    name = read_name(text, NOBODY)
    assert name is not None
    assert (name.given, name.family) == (given, family)


@pytest.mark.parametrize("text", [None, "", "-", "Jonas", "Raudona spalva – nutraukė", "12345", "J. K.", "žr. 5 lapą"])
def test_no_name(text: str | None) -> None:
    assert read_name(text, NOBODY) is None


def test_a_file_teaches_its_own_names_and_its_heading_the_order() -> None:
    order = NameOrder(["XYLOPHONOV Quentinas", "Zzyzx, Quentinas"])
    name = read_name("Quentinas Zzyzx", order)
    assert name is not None
    assert name.family == "Zzyzx"
    told = read_name("Abcde Fghij", NameOrder((), first="family"))
    assert told is not None
    assert (told.given, told.family) == ("Fghij", "Abcde")


@pytest.mark.parametrize(("text", "people"), [
    ("Donatas Išgalvėnas; Ričardas Tartumevičius", 2), ("A. Bandomas\nC. Dartas\nE. Fiktas", 3),
    ("Raimondas Lyginevičius, Ričardas Tartumevičius", 2),
    ("Petraitis, Jonas", 1), ("Jonas Petraitis ir Ona Jonaitė ir Rasa Pavyzdė", 3), ("Petraitis, Jonas, Jonaitis, Petras", 2),
    ("Jānis Ozols un Līga Ozola", 2), ("1) Jonas Petraitis; 2) Ona Jonaitė", 2), (None, 0), ("-", 0),
])
def test_people_in_a_cell(text: str | None, people: int) -> None:
    parts = split_people(text)
    assert len(parts) == people
    assert all(read_name(part, NOBODY) is not None for part in parts)


@pytest.mark.parametrize("value", [39208130006, 39208130006.0, "39208130006", "392 0813 0006", "39208130006 ", "39208130006.0"])
def test_a_code_as_it_is_kept(value: Any) -> None:
    if value == "39208130006.0":
        value = float(value)
    code = read_code(value, country="lt")
    assert (code.value, code.scheme, code.birth_date, code.sex, code.kinds) == ("39208130006", "lt", "1992-08-13", "m", ())


@pytest.mark.parametrize(("value", "birth", "want", "kinds"), [
    ("37907240000", "1979-07-24", "37907240000", ("check_digit",)), (5049010000, "1990-04-05", "050490-10000", ("leading_zero_restored",)),
    (5049010000, None, "050490-10000", ("leading_zero_restored",)), ("5049010000", "1990-04-05", "050490-10000", ("leading_zero_restored",)),
    ("5049010000", None, None, ("wrong_length",)), (5049010000, "1990-04-06", None, ("wrong_length",)),
    ("3900922000", "1990-09-22", None, ("wrong_length",)),
    ("090695 - 10000", None, "090695-10000", ()), ("329999-00046", None, "329999-00046", ()), ("32999900046", None, "329999-00046", ()),
    (None, None, None, ("missing_code",)), ("-", None, None, ("missing_code",)), ("žr. bylą", None, None, ("unreadable_code",)),
    ("AB1234567", None, "AB1234567", ("document_number",)), ("123", None, None, ("wrong_length",)),
])
def test_codes_that_need_care(value: Any, birth: str | None, want: str | None, kinds: tuple[str, ...]) -> None:
    code = read_code(value, births=[birth] if birth else [])
    assert (code.value, code.kinds) == (want, kinds)


def test_whose_codes_a_column_holds() -> None:
    assert country_of([], "asmens kodas") == "lt"
    assert country_of([], "personas kods") == "lv"
    assert country_of(["100570-10007", "39208130006", "180874-10008"]) == "lv"
    assert country_of(["žr. bylą"]) is None
    assert read_code("37907240000", country="lv").scheme == "lv_new"  # a Lithuanian one would have another check digit
    assert read_code("37907240000", country="lt").scheme == "lt"
    assert read_code("39208130006", country="lv").scheme == "lt"
    assert read_code("37907240000", country="lv", births=["1979-07-24"]).scheme == "lt"


def test_codes_of_organisations() -> None:
    assert (read_organisation_code(999300000).value, read_organisation_code("LT999300018").kinds) == ("999300000", ())
    assert read_organisation_code("999300117").kinds == ("check_digit",)
    assert read_organisation_code("12").kinds == ("wrong_length",)
    assert read_organisation_code("40003000642").scheme == "lv"


@pytest.mark.parametrize("text", ["8 600 00001", "+37060000001", 860000001, "(8 600) 00001", "8-600 00001", "0 600 00001", "tel. 8 600 00001",
                                  "00370 600 00001", "8 600 00001; 8 700 00002", "+370 600 00001 (mama)"])
def test_telephone_numbers(text: Any) -> None:
    got = read_phone(text, "lt")
    assert got == "+37060000001" or (text == "+370 600 00001 (mama)" and got is None)


def test_telephone_numbers_of_latvia_and_none() -> None:
    assert read_phone("67-200003", "lv") == read_phone("+371 67200003", "lt") == "+37167200003"
    assert read_phone("teirautis Onos", "lt") is None


@pytest.mark.parametrize(("value", "minutes"), [
    (60, 60), ("40 min.", 40), ("1 val. 15 min.", 75), ("0:50", 50), (time(1, 15), 75), ("1,5 val.", 90), ("30'", 30), ("40 MIN", 40), ("45", 45),
    ("45min", 45), (1 / 24, 60), (1.5, 90), ("1 h", 60), ("2 st.", 120), ("1h30", 90), ("pusvalandis", 30), ("90 minučių", 90),
])
def test_minutes(value: Any, minutes: int) -> None:
    read = read_minutes(value)
    assert (read.value, read.about, read.problem) == (minutes, False, None)


@pytest.mark.parametrize(("value", "problem"), [
    (None, "missing_minutes"), ("-", "missing_minutes"), ("480 val.", "impossible_duration"), (0, "impossible_duration"),
    ("45-60", "range_of_minutes"),
    ("ilgai", "unreadable_duration"), ("1:75", "impossible_duration"),
])
def test_no_minutes(value: Any, problem: str) -> None:
    assert read_minutes(value).problem == problem


def test_guessed_minutes_and_hours_of_the_day() -> None:
    assert (read_minutes("~75").value, read_minutes("~75").about) == (75, True)
    assert read_minutes("apie 1 val.").about
    assert [read_clock(value) for value in ("8:30", "14.20", time(9, 5), "plkst. 16.32", "9 val.", 0.5, "ryte")] == [
        (8, 30), (14, 20), (9, 5), (16, 32), (9, 0), (12, 0), None]


@pytest.mark.parametrize(("text", "code", "kind"), [
    ("Pravieniškių 1-asis kalėjimas", "LT-K-PRA1", None), ("Pravieniskiu 1 kalejimas", "LT-K-PRA1", "place_spelling"),
    ("Pravienškių 1-asis kal.", "LT-K-PRA1", "place_spelling"), ("PRAVIENIŠKIŲ 1", "LT-K-PRA1", "place_spelling"),
    ("Pravieniškių pataisos namai-atviroji kolonija", "LT-K-PRA1", "old_name_after_renaming"), ("Pravieniškių 2", "LT-K-PRA2", "place_spelling"),
    ("Alitaus kalėjimas", "LT-K-ALY", "place_spelling"), ("Alytaus k.", "LT-K-ALY", "place_spelling"), ("ALYTAUS KALĖJIMAS", "LT-K-ALY", None),
    ("Marijampoles PN", "LT-K-MAR", "old_name_after_renaming"), ("Kauno TI", "LT-K-KAU", "old_name_after_renaming"),
    ("Šiaulių k.", "LT-K-SIA", "place_spelling"),
    ("Alytaus pusiaukelės namai", "LT-PUS-ALY", None), ("Iļģuciema ciet.", "LV-ILG", "place_spelling"), ("Jelgavas cietums", "LV-JEL", None),
    ("Kuršėnų kolonija", None, "unknown_place"), ("Pravieniškių 3 kalėjimas", None, "unknown_place"), ("Kalėjimas", None, "unknown_place"),
    ("LT-K-VIL", "LT-K-VIL", None),
])
def test_prisons(resources: Path, text: str, code: str | None, kind: str | None) -> None:
    places = Places(reference(resources).institutions)
    found = places.find(text, date(2023, 5, 20), Counter({"LT-K-PRA1": 9, "LT-K-PRA2": 1}))
    assert (found.code, found.kind) == (code, kind)


def test_an_old_name_in_its_own_time_is_no_old_name(resources: Path) -> None:
    places = Places(reference(resources).institutions)
    assert places.find("Pravieniškių pataisos namai-atviroji kolonija", date(2022, 5, 20)).kind is None
    assert places.find("Pravieniškių pataisos namai-atviroji kolonija", date(2023, 5, 20)).code == "LT-PNAK-PRA"  # nothing tells which heir


def test_settled_words_are_taken_as_settled(resources: Path) -> None:
    places = Places(reference(resources).institutions, chosen={"Kuršėnų kolonija": "LT-K-SIA"})
    assert places.find("KURŠĖNŲ kolonija", date(2023, 5, 20)).code == "LT-K-SIA"


@pytest.mark.parametrize(("text", "code", "exact"), [
    ("Kauno miesto savivaldybė", "LT-15", True), ("Kauno m. sav.", "LT-15", False), ("Kaunas", "LT-15", False), ("Kauno r.", "LT-16", False),
    ("Vilnius", "LT-57", False), ("Siauliai", "LT-43", False), ("Joniškio r.", "LT-11", False), ("Šalčininkų raj. sav.", "LT-42", False),
    ("Marijampolė", "LT-25", False), ("Ignalina", "LT-09", False), ("Gargždai", "LT-21", False), ("Rīga", "LV-RIX", True),
    ("Madonas nov.", "LV-059", False),
])
def test_municipalities(resources: Path, text: str, code: str, exact: bool) -> None:
    found = Places(reference(resources).municipalities, towns=True).find(text, None)
    assert (found.code, found.kind is None) == (code, exact)


@pytest.mark.parametrize(("text", "code"), [
    ("psichologo konsultacija", "P-PSI"), ("Psich. kons. ind.", "P-PSI"), ("psichologo konsultacija (grupinė)", "P-PSG"),
    ("soc. darb. konsultacija", "P-SDI"),
    ("SD", "P-SDI"), ("priklausomybių kons.", "P-PRI"), ("įdarbinimo tarpininkas", "P-IDA"), ("grupė – soc. įgūdžiai", "S-SOI"), ("skolos", "R-SKO"),
    ("krizių įveika", "S-KRI"), ("smurto programa", "G-SMU"), ("ilgalaikė reabilitacija", "R-REA"), ("mokymai", "T-MOK"), ("būsto paieška", "R-BUS"),
    ("tėvystės įgūdžiai", "F-TEV"), ("darbas", "P-IDA"), ("Informavimas", "S-INF"), ("P-TEI", "P-TEI"), ("astrologija", None), ("", None),
])
def test_services(resources: Path, text: str, code: str | None) -> None:
    assert Services(reference(resources).services).find(text) == code
