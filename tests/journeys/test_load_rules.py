"""What `load` promises line by line: names for references, one organisation, who wrote it, clears, sets and deletions; all or nothing."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from caseworker_desktop.settings import Settings
from tests.journeys.command import Caseworker, Ran
from tests.journeys.pair import Pair, person as founder
from tests.workspace import PASSPHRASE

PERSON, CASE, OTHER = (f"{n}{n}{n}{n}{n}{n}{n}{n}-1111-4111-8111-111111111111" for n in (1, 2, 3))
ANNA: dict[str, Any] = {"record": "person", "id": PERSON, "given_names": "Ona", "family_name": "Pavyzdytė"}
HER_CASE: dict[str, Any] = {"record": "case", "id": CASE, "person": PERSON, "kind": "client", "opened_on": "2026-01-02"}


class Office:
    """An office's workspace and lines to load."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self.run, self.place, self._file = Caseworker(settings, PASSPHRASE), folder / "office", folder / "lines.jsonl"
        self.run.do("office", "create", self.place, "--name", "Centras", *founder("rasa", "Rasa"), "--country", "lt")

    def load(self, *lines: dict[str, Any]) -> Any:
        """Load lines that must be taken."""
        return self.run.do("--workspace", self.place, "load", self.file(*lines))

    def refused(self, *lines: dict[str, Any], code: int = 4) -> Ran:
        """Load lines that must not be taken, and change nothing."""
        before = self.dump("--all")
        ran = self.run.ask("--workspace", self.place, "--json", "load", self.file(*lines))
        assert ran.code == code, ran.err
        assert len(ran.err.splitlines()) == 1
        assert self.dump("--all") == before
        return ran

    def file(self, *lines: dict[str, Any]) -> Path:
        self._file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
        return self._file

    def dump(self, *words: str) -> list[str]:
        return self.run.lines(self.place, "dump", *words)

    def show(self, kind: str, id_: str) -> dict[str, Any]:
        shown: dict[str, Any] = self.run.do("--workspace", self.place, "show", kind, id_)
        return shown


@pytest.fixture
def office(tmp_path: Path, settings: Settings) -> Office:
    return Office(tmp_path, settings)


def counts(done: Any) -> tuple[int, int, int, int]:
    return done["created"], done["changed"], done["unchanged"], done["deleted"]


# ---- names ------------------------------------------------------------------------------------------------------------------------------
def test_references_forward_and_by_code(office: Office) -> None:
    need = {"record": "need", "case": CASE, "domain": "N-HOU", "on": "2026-11-20", "client_value": 2}
    lines = (
        need,
        {**HER_CASE, "lead": "@nora", "site": "@LT-K-ALY"},
        {"record": "staff", "login": "nora", "given_name": "Nora", "family_name": "Fiktyvi", "role": "U-SW"},
        ANNA,
    )
    done = office.load(*lines)
    assert counts(done) == (4, 0, 0, 0)
    assert sorted(done["ids"]) == ["1", "2", "3", "4"]
    assert done["ids"]["2"] == CASE
    assert done["ids"]["4"] == PERSON
    shown = office.show("case", CASE)
    assert shown["lead"] == done["ids"]["3"]
    aly = office.run.do("--workspace", office.place, "find", "Alytaus", "--kind", "institution")
    assert shown["site"] in {one["id"] for one in aly}
    again = office.load(*({**line, "id": done["ids"][str(n)]} for n, line in enumerate(lines, 1)))
    assert counts(again) == (0, 0, 4, 0)


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ({**HER_CASE, "lead": "@nobody"}, "lead"),
        ({**HER_CASE, "site": "@LT-K-ALY"[:-1]}, "site"),
        ({**HER_CASE, "lead": OTHER}, "lead"),
        ({**HER_CASE, "lead": PERSON}, "lead"),
        ({**HER_CASE, "team": ["@nobody"]}, "team"),
        ({**HER_CASE, "created_by": "@nobody"}, "created_by"),
        ({**HER_CASE, "created_by": OTHER}, "created_by"),
        ({**HER_CASE, "created_at": "2020-01-01"}, "created_at"),
        ({**HER_CASE, "id": "five"}, "id"),
        ({**HER_CASE, "deleted": 1}, "deleted"),
        ({"record": "case", "id": OTHER, "deleted": True}, "id"),
        ({**HER_CASE, "id": PERSON}, "id"),
        ({**HER_CASE, "person": None}, "person"),
    ],
)
def test_what_points_nowhere_is_refused_at_its_line_and_field(office: Office, line: dict[str, Any], field: str) -> None:
    ran = office.refused(ANNA, line)
    assert (ran.value["line"], ran.value["field"]) == (2, field)


def test_one_organisation_and_known_logins_keep_their_ids(office: Office) -> None:
    here = json.loads(office.dump("--kind", "organisation")[0])["id"]
    rasa = json.loads(office.dump("--kind", "staff")[0])["id"]
    done = office.load(
        {"record": "organisation", "id": OTHER, "name": "VšĮ „Kita“", "country": "LT", "legal_code": "999000024"},
        {"record": "staff", "id": PERSON, "login": "rasa", "given_name": "Rasa", "family_name": "Kitokia", "role": "U-CWC"},
        {**ANNA, "id": CASE},
        {**HER_CASE, "id": "44444444-1111-4111-8111-111111111111", "person": CASE, "lead": PERSON, "created_by": "@rasa"},
    )
    assert (done["ids"]["1"], done["ids"]["2"]) == (here, rasa)
    assert counts(done) == (2, 2, 0, 0)
    assert [json.loads(line)["name"] for line in office.dump("--kind", "organisation")] == ["VšĮ „Kita“"]
    shown = office.show("case", "44444444-1111-4111-8111-111111111111")
    assert (shown["lead"], shown["created_by"]) == (rasa, rasa)


def test_a_code_or_login_belongs_to_one_record(office: Office) -> None:
    nora = {"record": "staff", "id": PERSON, "login": "nora", "given_name": "Nora", "family_name": "Fiktyvi", "role": "U-SW"}
    project = {"record": "project", "id": CASE, "code": "P-1", "title": "Pirmas", "period_from": "2026-01"}
    office.load(nora, project)
    ran = office.refused({**ANNA, "id": OTHER}, {**project, "id": "55555555-1111-4111-8111-111111111111"})
    assert (ran.value["line"], ran.value["field"]) == (2, "code")
    assert "P-1" not in ran.err
    two = {**project, "code": "P-2", "id": OTHER}
    assert office.refused(two, {**two, "id": "66666666-1111-4111-8111-111111111111"}).value["line"] in (1, 2)
    assert counts(office.load({"record": "project", "id": CASE, "code": "P-1"})) == (0, 0, 1, 0)


# ---- who and when -----------------------------------------------------------------------------------------------------------------------
def test_an_administrator_brings_old_records_in(office: Office) -> None:
    nora = {"record": "staff", "id": OTHER, "login": "nora", "given_name": "Nora", "family_name": "Fiktyvi", "role": "U-SW"}
    office.load(nora, {**ANNA, "created_by": "@nora", "created_at": "2019-05-06T10:00:00+03:00"})
    shown = office.show("person", PERSON)
    assert (shown["created_by"], shown["created_at"]) == (OTHER, "2019-05-06T07:00:00.000+00:00")
    assert shown["changed_by"] != OTHER
    assert counts(office.load({**ANNA, "created_by": "@nora", "created_at": "2019-05-06T10:00:00+03:00"})) == (0, 0, 1, 0)


def test_nobody_else_says_who_made_a_record(tmp_path: Path, settings: Settings) -> None:
    pair = Pair(tmp_path, settings, lines=60)
    file = tmp_path / "line.jsonl"
    file.write_text(json.dumps({**ANNA, "created_at": "2019-05-06T10:00:00+03:00"}), encoding="utf-8")
    before = pair.run.lines(pair.laptop, "dump", "--all")
    assert pair.run.ask("--workspace", pair.laptop, "load", file).code == 3
    assert pair.run.lines(pair.laptop, "dump", "--all") == before


# ---- protected --------------------------------------------------------------------------------------------------------------------------
def test_a_note_of_another_author_stays_shut_and_is_skipped_by_load(office: Office) -> None:
    nora = {"record": "staff", "id": OTHER, "login": "nora", "given_name": "Nora", "family_name": "Fiktyvi", "role": "U-SW"}
    note = {"record": "note", "case": CASE, "text": "Labai slaptas žodis", "signed_on": "2026-11-20T10:00:00+02:00", "created_by": "@nora"}
    hers, role, shared = "aaaaaaaa", "bbbbbbbb", "cccccccc"
    rest = "-1111-4111-8111-111111111111"
    office.load(
        nora,
        ANNA,
        HER_CASE,
        {**note, "id": hers + rest, "level": "author"},
        {**note, "id": role + rest, "level": "role", "role": "U-PSY"},
        {**note, "id": shared + rest, "level": "shared"},
    )
    dumped = office.dump("--kind", "note")
    assert {json.loads(line)["id"][:8]: json.loads(line)["text"] for line in dumped} == {
        hers: {"protected": "author"},
        role: {"protected": "U-PSY"},
        shared: "Labai slaptas žodis",
    }
    assert [one["id"][:8] for one in office.run.do("--workspace", office.place, "search", "slapt zod")] == [shared]
    assert counts(office.load(*map(json.loads, dumped))) == (0, 0, 3, 0)
    assert office.dump("--kind", "note") == dumped


def test_a_signed_note_is_not_edited_by_any_line_of_a_file(office: Office) -> None:
    note = {"record": "note", "id": OTHER, "case": CASE, "level": "shared", "text": "Pasirašyta", "signed_on": "2026-11-20T10:00:00+02:00"}
    office.load(ANNA, HER_CASE, note)
    edit = {"record": "note", "id": OTHER, "text": "Pakeista"}
    assert office.refused(edit).value["field"] == "text"
    ran = office.refused({"record": "note", "id": OTHER, "entered_in_error": True}, edit)
    assert (ran.value["line"], ran.value["field"]) == (2, "text")
    assert counts(office.load({"record": "note", "id": OTHER, "entered_in_error": True})) == (0, 1, 0, 0)


# ---- changes ----------------------------------------------------------------------------------------------------------------------------
def test_only_what_is_given_changes_and_null_clears(office: Office) -> None:
    office.load({**ANNA, "former_names": ["Išgalvota", "Tariama"], "rural": True, "phone": "+37060000123", "birth_date": "1990-05"})
    only = {"record": "person", "id": PERSON}
    assert counts(office.load({**only, "rural": None})) == (0, 1, 0, 0)
    assert counts(office.load({**only, "rural": None}, {**only, "former_names": ["Tariama", "Išgalvota"]})) == (0, 0, 2, 0)
    assert counts(office.load({**only, "former_names": ["Tariama", "Nauja"]})) == (0, 1, 0, 0)
    shown = office.show("person", PERSON)
    assert (shown["rural"], shown["former_names"], shown["phone"], shown["birth_date"]) == (None, ["Nauja", "Tariama"], "+37060000123", "1990-05")
    assert counts(office.load({**only, "former_names": None})) == (0, 1, 0, 0)
    assert office.show("person", PERSON)["former_names"] == []
    assert office.refused({**only, "family_name": None}).value["field"] == "family_name"


def test_items_are_given_whole_and_kept_by_their_key(office: Office) -> None:
    session = {"record": "session", "id": OTHER, "kind": "individual", "starts_at": "2026-11-20T10:00:00+02:00", "minutes": 60, "staff": ["@rasa"]}
    office.load(ANNA, HER_CASE, {**session, "cases": [CASE], "services": [{"code": "P-SDI", "minutes": 40}, {"code": "P-IDA", "minutes": 20}]})
    only = {"record": "session", "id": OTHER}
    assert counts(office.load({**only, "services": [{"code": "P-IDA", "minutes": 20}, {"code": "P-SDI", "minutes": 40}]})) == (0, 0, 1, 0)
    assert counts(office.load({**only, "services": [{"code": "P-IDA", "minutes": 25}]})) == (0, 1, 0, 0)
    assert office.show("session", OTHER)["services"] == [{"code": "P-IDA", "minutes": 25}]
    ran = office.refused({**only, "services": [{"code": "P-IDA"}, {"code": "P-IDA", "minutes": 1}]})
    assert ran.value["field"] == "services"
    assert counts(office.load({**only, "trainers": [{"name": "Eglė"}, {"name": "Eglė"}]})) == (0, 1, 0, 0)
    assert counts(office.load({**only, "trainers": [{"name": "Eglė"}, {"name": "Eglė"}]})) == (0, 0, 1, 0)
    assert counts(office.load({**only, "trainers": [{"name": "Eglė"}]})) == (0, 1, 0, 0)
    assert office.show("session", OTHER)["trainers"] == [{"name": "Eglė"}]


def test_several_lines_of_one_record(office: Office) -> None:
    only = {"record": "person", "id": PERSON}
    done = office.load(ANNA, {**only, "rural": True}, {**only, "rural": True}, {**only, "rural": False})
    assert counts(done) == (1, 2, 1, 0)
    assert set(done["ids"].values()) == {PERSON}
    assert office.show("person", PERSON)["rural"] is False
    assert counts(office.load({**only, "rural": True}, {**only, "deleted": True})) == (0, 1, 0, 1)
    assert (
        office.refused(
            {**ANNA, "id": OTHER}, {"record": "person", "id": OTHER, "deleted": True}, {"record": "person", "id": OTHER, "rural": True}
        ).value["line"]
        == 3
    )


def test_deleted_and_brought_back(office: Office) -> None:
    office.load({**ANNA, "phone": "+37060000123"})
    only = {"record": "person", "id": PERSON}
    assert counts(office.load({**only, "deleted": True})) == (0, 0, 0, 1)
    assert counts(office.load({**only, "deleted": True})) == (0, 0, 1, 0)
    assert office.dump("--kind", "person") == []
    assert office.run.ask("--workspace", office.place, "show", "person", PERSON).code == 4
    assert office.run.do("--workspace", office.place, "find", "Pavyzdyte") == []
    assert counts(office.load({**only, "rural": True})) == (0, 1, 0, 0)
    assert office.show("person", PERSON)["phone"] == "+37060000123"
    assert len(office.run.do("--workspace", office.place, "find", "pavyzdyte")) == 1


def test_lines_from_standard_input(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = "\ufeff\n" + json.dumps(ANNA) + "\n\n" + json.dumps({**HER_CASE, "kind": "no such"}) + "\n"

    class Input(io.StringIO):
        buffer = io.BytesIO(raw.encode())

    monkeypatch.setattr("sys.stdin", Input())
    ran = office.run.ask("--workspace", office.place, "--json", "load", "-")
    assert (ran.code, ran.value["line"], ran.value["field"]) == (4, 4, "kind")
    Input.buffer = io.BytesIO(raw.replace("no such", "client").encode())
    ran = office.run.ask("--workspace", office.place, "--json", "load", "-")
    assert ran.code == 0
    assert ran.value["ids"] == {"2": PERSON, "4": CASE}


def test_an_id_is_one_record_of_one_kind(office: Office) -> None:
    institution = office.run.do("--workspace", office.place, "find", "Alytaus", "--kind", "institution")[0]["id"]
    assert office.refused({**ANNA, "id": institution}).value["field"] == "id"
    office.load(ANNA)
    assert office.refused({**ANNA, "id": OTHER}, {**HER_CASE, "id": PERSON, "person": OTHER}).value["line"] == 2


def test_a_field_name_that_is_none_is_not_repeated(office: Office) -> None:
    for name in ("Jonas Jonaitis, 38001010000", "x" * 300, "Ąžuolas"):
        ran = office.refused({**ANNA, name: "x"})
        assert name not in ran.out + ran.err
        assert (ran.value["line"], ran.value["field"]) == (1, "?")
    assert office.refused({**ANNA, "favourite_colour": "x"}).value["field"] == "favourite_colour"
