"""How like two people are: spellings, endings, swapped names, slips of a digit."""

from __future__ import annotations

import pytest

from caseworker_desktop.records.person.likeness import close_names, same_birth, same_code, same_names, sound
from caseworker_desktop.records.views.duplicates import Known
from caseworker_desktop.usecases.likeness import Weight, judge

KNOWN = Known("1", "Andrius", "Pavyzdėnas", (), "1969-09-25", ("36909250002",), None, None, None)
WIFE = Known("2", "Jurga", "Netikrienė", ("Pavyzdytė",), "1990-04-01", ("161175-19997", "329999-00017"), None, None, None)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Šešelgis", "Seselgis"), ("Vladimir", "Vladimiras"), ("Shishkin", "Šiškin"), ("Yurij", "Jurijus"), ("Kowalski", "Kovalski"),
     ("Bērziņš", "Berzins"), ("Žukauskas", "Zhukauskas")],
)
def test_spellings_of_one_name_sound_alike(one: str, other: str):
    assert sound(one) == sound(other)


def test_other_names_do_not_sound_alike():
    assert close_names("Jonas", "Petraitis", "Jonas", "Jankauskas") < 0.84
    assert close_names("Rasa", "Grigienė", "Rūta", "Grigienė") < 0.84


def test_names_agree_without_diacritics_in_any_order_and_by_a_former_name():
    assert same_names("ruta", "azuolaite", "Rūta", "Ąžuolaitė")
    assert same_names("Ąžuolaitė", "Rūta", "Rūta", "Ąžuolaitė")
    assert same_names("Jurga", "Pavyzdyte", WIFE.given_names, WIFE.family_name, WIFE.former_names)
    assert not same_names("Jurga", "", WIFE.given_names, WIFE.family_name)


def test_birth_dates_of_different_precision_can_be_one_day():
    assert same_birth("1969", "1969-09-25") is True
    assert same_birth("1969-08", "1969-09-25") is False
    assert same_birth(None, "1969-09-25") is None


def test_a_code_is_the_same_however_it_is_written():
    assert same_code("16117519997", "161175-19997")
    assert not same_code("", "161175-19997")


def test_an_old_code_alone_is_certain():
    found = judge(WIFE, "Visai", "Kita", "1950-01-01", ("161175 19997",))
    assert found is not None
    assert (found.weight, [each.key for each in found.because]) == (Weight.CERTAIN, ["people.same_code"])


@pytest.mark.parametrize(
    ("given", "family", "born", "weight", "why"),
    [
        ("Andrius", "Pavyzdenas", "1969-09-25", Weight.LIKELY, "people.same_name_and_birth"),
        ("Andrius", "Pavyzdėnas", None, Weight.POSSIBLE, "people.same_name"),
        ("Andrius", "Pavyzdėnas", "1969-09-26", Weight.POSSIBLE, "people.same_name"),  # one digit
        ("Andrius", "Pavyzdėnas", "1969-25-09", Weight.POSSIBLE, "people.same_name"),  # day and month
        ("Andrijus", "Pavizdenas", "1969-09-25", Weight.LIKELY, "people.close_name_and_birth"),
        ("Andrijus", "Pavizdenas", None, Weight.POSSIBLE, "people.close_name"),
    ],
)
def test_names_and_birth_dates_weigh_together(given: str, family: str, born: str | None, weight: Weight, why: str):
    found = judge(KNOWN, given, family, born, ())
    assert found is not None
    assert (found.weight, found.because[0].key) == (weight, why)


def test_the_same_name_with_another_birth_date_is_another_person():
    assert judge(KNOWN, "Andrius", "Pavyzdėnas", "1985-02-03", ()) is None


def test_a_like_name_with_another_birth_date_is_another_person():
    assert judge(KNOWN, "Andrijus", "Pavizdenas", "1985-02-03", ()) is None
