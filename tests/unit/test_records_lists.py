"""The shipped lists are whole, and an office's terms lie over them."""

import csv
import json
from datetime import date

import pytest
from babel import Locale

from caseworker_desktop.records.catalog import build_catalog
from caseworker_desktop.records.lists import Lists, institution_id
from caseworker_desktop.records.organisation.term import Term
from tests.records_world import SCENARIOS, sample_lines

#: Names of places and institutions stay in their own language where no other is known.
LOCAL = {"municipalities", "institutions", "esf_participant_fields", "indicators"}


@pytest.fixture(scope="module")
def lists(resources):
    return Lists.load(resources)


def all_fields():
    for kind in build_catalog().kinds():
        queue = [(kind.name, field) for field in kind.fields]
        while queue:
            name, field = queue.pop()
            yield name, field
            queue += [(name, part) for part in field.parts]


def test_every_list_that_a_field_names_is_shipped(lists):
    assert {field.codes for _, field in all_fields() if field.codes} <= set(lists.lists())


@pytest.mark.parametrize("language", ["lt", "lv", "en"])
def test_every_code_has_its_own_name_in_each_language(lists, language):
    nameless = [(name, code) for name in lists.lists() if name not in LOCAL
                for code in lists.codes(name) if not lists.row(name, code)[f"name_{language}"]]
    assert nameless == []
    assert all(lists.name(name, code, language) != code for name in LOCAL for code in lists.codes(name))


def test_nothing_in_the_resources_tells_sources_or_how_sure_we_are(resources):
    for path in (resources / "reference").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        assert not {"source", "confidence"} & set(header), path.name


def test_two_codes_of_a_list_never_read_alike(lists):
    for name in {field.codes for _, field in all_fields() if field.codes}:
        for language in ("lt", "lv", "en"):
            names = [lists.name(name, code, language) for code in lists.codes(name)]
            assert len(names) == len(set(names)), (name, language)


def test_countries_and_languages_are_those_of_the_standards(lists):
    territories = Locale("lt").territories
    assert len(lists.codes("countries")) == 249
    assert all(lists.name("countries", code, "lt") == territories[code] for code in lists.codes("countries"))
    assert all(len(code) == 2 and code.islower() for code in lists.codes("languages"))
    assert set(lists.codes("countries")) < set(lists.codes("citizenships"))


def test_every_code_of_the_samples_is_known(lists):
    catalog = build_catalog()
    missing = set()
    for path in sorted(SCENARIOS.glob("s?/*.jsonl")):
        for _, kind, values in sample_lines(path):
            declared = catalog.kind(kind)
            for name, value in values.items():
                if name in ("id", "deleted"):
                    continue
                field = declared.field(name)
                assert field is not None, (kind, name)
                missing |= {(kind, name, code) for list_, code in codes_in(field, value) if not lists.has(list_, code)}
    assert missing == set()


def codes_in(field, value):
    if value is None:
        return
    if field.shape == "items":
        for one in value:
            for key, inner in one.items():
                yield from codes_in(field.part(key), inner)
    elif field.shape == "map":
        for key, inner in value.items():
            yield from codes_in(field.part(key), inner)
    elif field.codes:
        yield from ((field.codes, code) for code in (value if field.shape == "set" else [value]))


def test_shipped_institutions_have_the_ids_that_everybody_knows(lists):
    shipped = {row["code"]: row for row in lists.institutions()}
    assert institution_id("LT-KD") == "853551bf-59c3-5750-99f6-5560edda2f5e"
    for line in (SCENARIOS / "institutions.jsonl").read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        assert told.pop("record") == "institution"
        assert {name: shipped[told["code"]][name] for name in told} == told
    assert len(shipped) == 57


def test_long_closed_places_stay_for_old_dates(lists):
    assert lists.has("institutions", "LV-BRA")
    assert "LV-BRA" in lists.codes("institutions", date(2019, 3, 31))
    assert "LV-BRA" not in lists.codes("institutions", date(2019, 4, 1))
    madona = [code for code in lists.codes("municipalities") if lists.name("municipalities", code, "lv") == "Varakļānu novads"]
    assert madona
    assert not set(madona) & set(lists.codes("municipalities", date(2025, 7, 1)))
    assert set(madona) <= set(lists.codes("municipalities", date(2025, 6, 30)))


def test_a_name_falls_back_to_the_place_s_own_language_and_then_to_the_code(lists):
    assert lists.name("municipalities", "LT-25", "en") == lists.row("municipalities", "LT-25")["name_lt"]
    assert lists.name("institutions", "LV-IEVP", "en") == "Latvian Prison Administration"
    assert lists.name("institutions", "LV-VPD-RIG", "lt") == "VPD Rīgas reģiona teritoriālā struktūrvienība"
    assert lists.name("services", "NO-SUCH", "lt") == "NO-SUCH"
    assert lists.row("services", "NO-SUCH") is None


def term(**told):
    return Term.KIND.make({"id": "t", **told})


def test_an_office_s_terms_lie_over_the_shipped_lists(lists):
    office = lists.with_terms([
        term(list="topics", code="dogs", name_lt="Šunys", extra={"group": "leisure"}),
        term(list="topics", code="housing", name_lv="Dzīvesvieta", valid_to="2026-06"),
        term(list="own_list", code="a", name_en="Something of ours"),
    ])
    assert office.name("topics", "dogs", "en") == "Šunys"
    assert office.row("topics", "dogs")["group"] == "leisure"
    assert (office.name("topics", "housing", "lv"), office.name("topics", "housing", "lt")) == ("Dzīvesvieta", "Būstas")
    assert "housing" in office.codes("topics", date(2026, 6, 30))
    assert "housing" not in office.codes("topics", date(2026, 7, 1))
    assert office.codes("own_list") == ("a",)
    assert not lists.has("topics", "dogs")


def test_a_code_that_stands_twice_in_a_list_is_refused(tmp_path):
    folder = tmp_path / "reference"
    folder.mkdir()
    (folder / "x.csv").write_text("code,name_lt\na,A\na,B\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"x\.csv has a twice"):
        Lists.load(tmp_path)
