"""Projects as pages read them, periods in words, and packs of templates that hold nobody."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from caseworker_desktop import bootstrap
from caseworker_desktop.kernel.errors import Denied, LineRefused, Refused
from caseworker_desktop.records.organisation.period import last_day, months_between, season
from caseworker_desktop.settings import Settings
from caseworker_desktop.usecases.projects import period_of
from tests.clock import StandingClock
from tests.papers_world import PapersWorld, build, name_id
from tests.workspace import Place, make_office


@pytest.fixture
def world(tmp_path: Path, settings: Settings, clock: StandingClock) -> Iterator[PapersWorld]:
    made = build(tmp_path / "world", settings, clock)
    yield made
    made.desk.close()


@pytest.mark.parametrize(("typed", "wanted"), [
    ("2022 vasara", ("2022-06", "2022-08")), ("2022 m. vasarą", ("2022-06", "2022-08")), ("2022. gada vasara", ("2022-06", "2022-08")),
    ("Summer 2022", ("2022-06", "2022-08")), ("2022 ruduo", ("2022-09", "2022-11")), ("2022 žiema", ("2022-12", "2023-02")),
    ("2022 pavasaris", ("2022-03", "2022-05")), ("2022 m. vasario mėn.", ("2022-02", "2022-02")), ("2023", ("2023", "2023")),
    ("2009m. kovo mėn. 6 d. – 2011 m. vasario mėn. 6d.", ("2009-03-06", "2011-02-06")), ("2023-01-01 – 2023-12-31", ("2023-01-01", "2023-12-31")),
    ("nuo 2022 m. gruodžio mėn.", ("2022-12", None)), ("no 2022-12", ("2022-12", None)), ("2016 iki 2022-12-31", ("2016", "2022-12-31")),
])
def test_a_period_is_read_in_words(typed: str, wanted: tuple[str, str | None]) -> None:
    assert period_of(typed) == wanted


@pytest.mark.parametrize("typed", ["kada nors", "vasara", "2022 – 2023 – 2024", "–", "2022-13-01 – 2023"])
def test_what_is_no_period_is_refused(typed: str) -> None:
    with pytest.raises(LineRefused) as refused:
        period_of(typed)
    assert refused.value.field == "period"


@pytest.mark.parametrize(("begins", "ends", "months"), [
    ("2009-03-06", "2011-02-06", 23), ("2023-01-01", "2023-12-31", 12), ("2022-06", "2022-08", 3), ("2022", "2022", 12),
    ("2022-01-31", "2022-02-27", 0), ("2022-12", None, None), (None, "2022", None), ("2024-02", "2024-02-29", 1),
])
def test_how_long_a_project_lasts(begins: str | None, ends: str | None, months: int | None) -> None:
    assert months_between(begins, ends) == months


def test_days_and_seasons_end_where_they_should() -> None:
    assert [last_day(one) for one in ("2024-02", "2023-02", "2023", "2023-05-06")] == ["2024-02-29", "2023-02-28", "2023-12-31", "2023-05-06"]
    assert season("2022 vasario") is None
    assert season("2022 vasara 2023") is None


def test_agreements_are_near_their_end_within_their_own_days(world: PapersWorld) -> None:
    def agreement(number: str, ends: str, **told: Any) -> dict[str, Any]:
        return {"record": "agreement", "number": number, "project": name_id("project"), "partner": name_id("partner"), "valid_to": ends, **told}

    world.load(agreement("far", "2027-02-01"), agreement("near", "2027-01-20"), agreement("early", "2027-02-01", remind_days=90),
               agreement("over", "2026-11-01"))
    page = world.desk.projects.open(name_id("project"), "lt")
    assert page is not None
    assert {one.number: one.days for one in page.agreements} == {"far": None, "near": 60, "early": 72, "over": -20}
    assert page.agreements[0].other == "Caritas Alytus"


def test_outside_the_period_counts_by_its_precision(world: PapersWorld) -> None:
    project = name_id("project")
    world.load({"record": "project", "id": project, "period_from": "2026-01", "period_to": "2026"})
    for day in ("2025-12-31", "2026-01-01", "2026-12-31", "2027-01-01"):
        world.load({"record": "session", "kind": "phone", "starts_at": f"{day}T10:00:00+02:00", "minutes": 5, "staff": [world.desk.worker.staff],
                    "project": project})
    page = world.desk.projects.open(project, "lt")
    assert page is not None
    assert (page.astray.sessions, page.astray.participations) == (2, 0)
    world.load({"record": "participation", "id": name_id("participation 0"), "entry_on": "2025"})
    page = world.desk.projects.open(project, "lt")
    assert page is not None
    assert page.astray.participations == 1


def test_a_laptop_reads_projects_and_writes_none(world: PapersWorld) -> None:
    projects = world.desk.projects
    projects._editing._worker = replace(world.desk.worker, office=False)
    assert not projects.may_edit()
    assert projects.open(name_id("project"), "lt") is not None


# ---- packs of templates ---------------------------------------------------------------------------------------------------------------
TEMPLATES = (
    {"record": "template", "code": "KVIETIMAS", "kind": "letter", "name_lt": "Kvietimas", "body": {"lt": "Kviečiame {dative} susitikti."}},
    {"record": "template", "code": "PPSI", "kind": "project", "name_lt": "Trys etapai", "body": {"stages": ["1", "2", "3"]}},
    {"record": "term", "list": "topics", "code": "X-HOBIS", "name_lt": "Pomėgiai", "name_lv": "Vaļasprieki", "name_en": "Hobbies"},
)


def test_a_pack_goes_to_another_office_and_holds_nobody(world: PapersWorld, tmp_path: Path, settings: Settings, clock: StandingClock) -> None:
    world.load(*TEMPLATES)
    pack = world.desk.templating.export(tmp_path / "pack.json")
    assert (pack.templates, pack.terms) == (2, 1)
    text = (tmp_path / "pack.json").read_text(encoding="utf-8")
    for secret in ("Šešelgis", "created_by", world.desk.worker.staff, "Kazlauskienė", '"id"'):
        assert secret not in text
    parts = bootstrap.build_parts(settings, clock)
    other: Place = make_office(tmp_path / "other", parts)
    with other.desk() as desk:
        taken = desk.templating.import_(tmp_path / "pack.json")
        assert (taken.created, taken.changed, taken.unchanged) == (3, 0, 0)
        again = desk.templating.import_(tmp_path / "pack.json")
        assert (again.created, again.changed, again.unchanged) == (0, 0, 3)
        assert desk.editing.rows("template", code="PPSI")[0].body == {"stages": ["1", "2", "3"]}
        desk.templating.export(tmp_path / "back.json")
    assert (tmp_path / "back.json").read_text(encoding="utf-8") == text


def test_an_entry_that_is_known_takes_the_new_words(world: PapersWorld, tmp_path: Path) -> None:
    world.load(*TEMPLATES)
    world.desk.templating.export(tmp_path / "pack.json")
    pack = json.loads((tmp_path / "pack.json").read_text(encoding="utf-8"))
    pack["templates"][0]["name_lt"] = "Kitas vardas"
    (tmp_path / "pack.json").write_text(json.dumps(pack), encoding="utf-8")
    taken = world.desk.templating.import_(tmp_path / "pack.json")
    assert (taken.created, taken.changed, taken.unchanged) == (0, 1, 2)


@pytest.mark.parametrize("words", ["Gerb. Žygimantai, rašo Žygimantas Šešelgis", "šešelgis  žygimantas".replace("  ", " ")])
def test_a_template_that_names_a_person_stays_here(world: PapersWorld, tmp_path: Path, words: str) -> None:
    world.load({"record": "template", "code": "BLOGAS", "kind": "letter", "body": {"lt": words}})
    with pytest.raises(Refused) as refused:
        world.desk.templating.export(tmp_path / "pack.json")
    assert refused.value.message.key == "templates.names_a_person"
    assert not (tmp_path / "pack.json").exists()


@pytest.mark.parametrize(("text", "key"), [
    ("", "templates.bad_file"), ("[]", "templates.bad_file"), ('{"format": "x", "version": 1}', "templates.bad_file"),
    ('{"format": "byla-templates", "version": 99}', "templates.newer"),
    ('{"format": "byla-templates", "version": 1, "terms": {}}', "templates.bad_file"),
    ("[" * 100_000, "templates.bad_file"),
])
def test_what_is_no_pack_is_refused(world: PapersWorld, tmp_path: Path, text: str, key: str) -> None:
    (tmp_path / "bad.json").write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        world.desk.templating.import_(tmp_path / "bad.json")
    assert refused.value.message.key == key
    with pytest.raises(Refused):
        world.desk.templating.import_(tmp_path / "none.json")


def test_an_entry_that_cannot_be_taken_changes_nothing(world: PapersWorld, tmp_path: Path) -> None:
    good = {"code": "A", "kind": "letter"}
    for bad in ({"code": "B"}, {"code": "B", "kind": "nothing"}, {"code": "B", "kind": "letter", "person": "x"}, "text"):
        (tmp_path / "bad.json").write_text(json.dumps({"format": "byla-templates", "version": 1, "templates": [good, bad]}), encoding="utf-8")
        with pytest.raises(LineRefused) as refused:
            world.desk.templating.import_(tmp_path / "bad.json")
        assert refused.value.line == 2
        assert world.desk.editing.rows("template") == []


def test_a_laptop_takes_no_pack_in(world: PapersWorld, tmp_path: Path) -> None:
    world.load(*TEMPLATES)
    world.desk.templating.export(tmp_path / "pack.json")
    pack = json.loads((tmp_path / "pack.json").read_text(encoding="utf-8"))
    pack["templates"][0]["name_lt"] = "Kitas"
    (tmp_path / "pack.json").write_text(json.dumps(pack), encoding="utf-8")
    world.desk.writer._worker = replace(world.desk.worker, office=False)
    with pytest.raises(Denied):
        world.desk.templating.import_(tmp_path / "pack.json")
