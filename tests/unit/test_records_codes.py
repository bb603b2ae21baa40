"""Personal codes of three countries, telephone numbers, and forms of names."""

import pytest

from caseworker_desktop.records.person.codes import birth_date, check_digit_fits, clean_code, scheme_of, sex, well_formed
from caseworker_desktop.records.person.name_forms import propose
from caseworker_desktop.records.person.phones import normalise, spaced
from tests.records_world import SCENARIOS, sample_lines


@pytest.mark.parametrize(
    ("scheme", "value", "born", "told_sex"),
    [("lt", "39810050007", "1998-10-05", "m"), ("lt", "49311210004", "1993-11-21", "f"), ("lt", "33309240064", "1933-09-24", "m"),
     ("lt", "50001010006", "2000-01-01", "m"), ("ee", "37605030299", "1976-05-03", "m"), ("lv_old", "161175-19997", "1975-11-16", None),
     ("lv_old", "080497-10000", "1997-04-08", None), ("lv_old", "161175 19997", "1975-11-16", None), ("lv_new", "329999-00025", None, None),
     ("lt", "90000000000", None, None), ("lt", "38002300005", None, "m"), ("document", "39810050007", None, None)],
)
def test_what_a_code_tells(scheme, value, born, told_sex):
    assert (birth_date(scheme, value), sex(scheme, value)) == (born, told_sex)


@pytest.mark.parametrize(
    ("scheme", "value", "formed", "fits"),
    [("lt", "39810050007", True, True), ("lt", "39810050008", True, False), ("lt", "3981005000", False, True), ("lt", "38002300005", False, None),
     ("lt", "90000000000", True, None), ("ee", "37605030299", True, True), ("lv_old", "161175-19997", True, True),
     ("lv_old", "161175-19998", True, False),
     ("lv_old", "329999-00017", False, None), ("lv_new", "329999-00017", True, True), ("lv_new", "399999-00017", True, True),
     ("lv_new", "319999-00017", False, True), ("lv_new", "010161-10007", False, True), ("other", "?", True, True)],
)
def test_form_and_check_digit(scheme, value, formed, fits):
    assert well_formed(scheme, value) == formed
    if fits is not None:
        assert check_digit_fits(scheme, value) == fits


def test_every_code_of_the_samples_is_right():
    for name in ("s0", "s1", "s2", "s3", "s4"):
        for line, kind, values in sample_lines(SCENARIOS / name / "records.jsonl"):
            if kind == "person_code":
                told = (values["scheme"], values["value"])
                assert well_formed(*told), line
                assert check_digit_fits(*told), line
                assert clean_code(*told) == values["value"]


@pytest.mark.parametrize(
    ("value", "scheme"),
    [("39810050007", "lt"), ("161175-19997", "lv_old"), ("16117519997", "lv_old"), ("329999-00025", "lv_new"), ("AB123456", None),
     ("12345678901", None)],
)
def test_the_scheme_that_a_code_s_form_tells(value, scheme):
    assert scheme_of(value) == scheme


def test_a_code_is_kept_without_blanks_and_a_latvian_one_with_its_hyphen():
    assert clean_code("lt", " 3981 0050 007 ") == "39810050007"
    assert clean_code("lv_old", "16117519997") == "161175-19997"
    assert clean_code("document", " AB 12 ") == "AB 12"


@pytest.mark.parametrize(
    ("typed", "country", "kept"),
    [("8-37 400000", "LT", "+37037400000"), ("(8 37) 400 524", "LT", "+37037400524"), ("0 37 400526", "LT", "+37037400526"),
     ("861234567", "lt", "+37061234567"), ("+370 37 400529", "LV", "+37037400529"), ("00370 612 34567", "LT", "+37061234567"),
     ("37061234567", "LT", "+37061234567"), ("61234567", "LT", "+37061234567"), ("61234567", "LV", "+37161234567"),
     ("20 000 000", "LV", "+37120000000"),
     ("26123456", "LT", "+37126123456"), ("37400000", "LV", "+37037400000"), ("+371 2000 0000", "LT", "+37120000000"),
     ("+44 20 7946 0000", "LT", "+442079460000"),
     ("+3706123456", "LT", "+3706123456"), ("112", "LT", "112"), ("8-37 400000, 8-37 400001", "LT", "8-37 400000, 8-37 400001"),
     ("klausti budėtojo", "LT", "klausti budėtojo"), ("8-37 400000 vid. 12", "LT", "8-37 400000 vid. 12"), ("61234567", "EE", "61234567"),
     ("", "LT", "")],
)
def test_a_telephone_number(typed, country, kept):
    assert normalise(typed, country) == kept
    assert normalise(kept, country) == kept


def test_a_number_is_read_out_in_groups():
    assert spaced("+37061234567") == "+370 612 34567"
    assert spaced("+37120000000") == "+371 20 000 000"
    assert spaced("112") == "112"


@pytest.mark.parametrize(
    ("name", "sex_", "language", "vocative", "genitive", "dative"),
    [("Tomas Pavyzdys", "m", "lt", "Tomai Pavyzdy", "Tomo Pavyzdžio", "Tomui Pavyzdžiui"),
     ("Rokas Netikras", "m", "lt", "Rokai Netikrai", "Roko Netikro", "Rokui Netikrui"),
     ("Jonas Išgalvotas", "m", "lt", "Jonai Išgalvotai", "Jono Išgalvoto", "Jonui Išgalvotui"),
     ("Andrius Pavyzdinskas", "m", "lt", "Andriau Pavyzdinskai", "Andriaus Pavyzdinsko", "Andriui Pavyzdinskui"),
     ("Rasa Pramanytė", "f", "lt", "Rasa Pramanyte", "Rasos Pramanytės", "Rasai Pramanytei"),
     ("Ona Pavyzdienė", "f", "lt", "Ona Pavyzdiene", "Onos Pavyzdienės", "Onai Pavyzdienei"),
     ("Vladimir Testov", "m", "lt", "Vladimir Testov", "Vladimir Testov", "Vladimir Testov"),
     ("Mindaugas Atšauktis", "m", "lt", "Mindaugai Atšaukti", "Mindaugo Atšaukčio", "Mindaugui Atšaukčiui"),
     ("Žygimantas Šiaulytis", "m", "lt", "Žygimantai Šiaulyti", "Žygimanto Šiaulyčio", "Žygimantui Šiaulyčiui"),
     ("Elijas", "m", "lt", "Elijau", "Elijo", "Elijui"), ("Mantvydis", "m", "lt", "Mantvydi", "Mantvydžio", "Mantvydžiui"),
     ("Ona Pavyzdytė-Netikrienė", "f", "lt", "Ona Pavyzdyte-Netikriene", "Onos Pavyzdytės-Netikrienės", "Onai Pavyzdytei-Netikrienei"),
     ("Jānis Paraugs", "m", "lv", "Jāni Paraug", "Jāņa Parauga", "Jānim Paraugam"),
     ("Līga Izdomāta", "f", "lv", "Līga Izdomāta", "Līgas Izdomātas", "Līgai Izdomātai"),
     ("Māris Demonstrējums", "m", "lv", "Māri Demonstrējum", "Māra Demonstrējuma", "Mārim Demonstrējumam"),
     ("Andrejs Bērziņš", "m", "lv", "Andrej Bērziņ", "Andreja Bērziņa", "Andrejam Bērziņam"),
     ("Gatis Kalnietis", "m", "lv", "Gati Kalnieti", "Gata Kalnieša", "Gatim Kalnietim"), ("Aldis", "m", "lv", "Aldi", "Alda", "Aldim"),
     ("Markuss Liepa", "m", "lv", "Markus Liepa", "Markusa Liepas", "Markusam Liepam"), ("Egle", "f", "lv", "Egle", "Egles", "Eglei"),
     ("Amir Fiktyvus", "m", "en", "Amir Fiktyvus", "Amir Fiktyvus", "Amir Fiktyvus")],
)
def test_forms_of_a_name_are_proposed(name, sex_, language, vocative, genitive, dative):
    given, _, family = name.partition(" ")
    forms = propose(given, family, sex_, language)
    assert (forms.vocative, forms.genitive, forms.dative) == (vocative, genitive, dative)
