"""Vignette V11: a man withdraws his consent and asks for his data and its erasure. Evidence is restricted first and erased at its term."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from caseworker_desktop.settings import Settings
from tests.journeys.pair import Pair

NAME = ("given_names=Mindaugas", "family_name=Atšauktis", "birth_date=1999-08-15", "sex=m", "residence_after_release=LT-25")


class Office(Pair):
    """The pair, with what the vignettes say of one man."""

    def do(self, place: Path, *words: object, exits: tuple[int, ...] = (0,)) -> Any:
        return self.run.do("--workspace", place, *words, exits=exits)

    def mindaugas(self, place: Path, *, closed: bool = True) -> tuple[str, str]:
        person = self.do(place, "record", "person", *NAME)["id"]
        end = ("closed_on=2026-10-01", "close_reason=completed") if closed else ()
        case = self.do(place, "record", "case", f"person={person}", "kind=client", "opened_on=2026-08-01", "site=@LT-K-PRA1", *end)["id"]
        self.do(place, "record", "need", f"case={case}", "domain=N-HOU", "on=2026-08-02", "note=Labai asmeniška")
        return person, case

    def everything(self, place: Path) -> str:
        return "\n".join(self.run.lines(place, "dump", "--all"))


@pytest.fixture
def pair(tmp_path: Path, settings: Settings) -> Office:
    return Office(tmp_path, settings, lines=60)


def test_a_person_is_erased_everywhere_for_good_and_the_figures_stay(pair: Office) -> None:
    person, case = pair.mindaugas(pair.laptop)
    pair.send(pair.laptop, "office", pair.office)
    backup = pair.backup(pair.office, "before")
    assert pair.run.ask("--workspace", pair.laptop, "person", "erase", person).code == 3
    done = pair.do(pair.office, "person", "erase", person)
    assert done["persons"] == 1
    assert done["records"] == 3
    assert done["rows"] == [{"birth_year": 1999, "sex": "m", "municipality": "LT-25"}]
    for trace in ("Atšauktis", "Labai asmeniška", "1999-08-15"):
        assert trace not in pair.everything(pair.office)
    assert pair.do(pair.office, "find", "atsauktis") == []
    assert pair.do(pair.office, "doctor", "--full")["ok"]
    # The laptop has not heard of it and writes on; when it hears, it forgets too, and what it wrote comes to nothing.
    pair.do(pair.laptop, "record", "need", f"case={case}", "domain=N-DEB", "on=2026-11-02", "note=Dar asmeniškiau")
    assert pair.send(pair.laptop, "office", pair.office)["conflicts"] == 0
    assert "Dar asmeniškiau" not in pair.everything(pair.office)
    pair.send(pair.office, "PR-11", pair.laptop)
    for trace in ("Atšauktis", "asmenišk"):
        assert trace not in pair.everything(pair.laptop)
    assert pair.do(pair.laptop, "doctor", "--full")["ok"]
    # An office restored from before the erasure learns it again from the laptop.
    pair.come_back(pair.office, backup)
    assert "Atšauktis" in pair.everything(pair.office)
    pair.send(pair.laptop, "office", pair.office)
    assert "Atšauktis" not in pair.everything(pair.office)


def test_evidence_of_a_funded_project_is_restricted_not_erased_until_its_term(pair: Office) -> None:
    person, case = pair.mindaugas(pair.office, closed=False)
    project = pair.do(pair.office, "record", "project", "code=ESF-1", "title=Projektas", "period_from=2025", "period_to=2027-06")["id"]
    pair.do(pair.office, "record", "participation", f"person={person}", f"project={project}", "entry_on=2026-08-05")
    assert pair.run.ask("--workspace", pair.office, "person", "erase", person).code == 4
    pair.do(pair.office, "record", "case", f"id={case}", "closed_on=2026-10-01", "close_reason=completed")
    refused = pair.run.ask("--workspace", pair.office, "person", "erase", person)
    assert refused.code == 4
    assert "2032-12-31" in refused.err
    before = pair.do(pair.office, "report", "participants", "--project", "ESF-1", "--from", "2026-01-01", "--to", "2026-12-31")
    assert pair.do(pair.office, "person", "restrict", person, "--why", "Prašė", "--from", "2026-11-20")["restricted_from"] == "2026-11-20"
    assert pair.do(pair.office, "show", "person", person)["restricted_reason"] == "Prašė"
    after = pair.do(pair.office, "report", "participants", "--project", "ESF-1", "--from", "2026-01-01", "--to", "2026-12-31")
    assert len(after) == len(before)  # it still counts
    assert person not in [one["id"] for one in pair.do(pair.office, "retention", "due", "--as-of", "2032-12-31")]
    (due,) = [one for one in pair.do(pair.office, "retention", "due", "--as-of", "2037-01-01") if one["id"] == person]
    assert (due["rule"], due["due_on"], due["since"]) == ("RT-3", "2036-10-01", "2026-10-01")
    assert pair.do(pair.office, "person", "restrict", person, "--lift")["restricted_from"] is None
    lines = pair.do(pair.office, "audit", "show", "--id", person)
    assert [one["what"] for one in lines].count("restricted") == 2


def test_who_was_erased_still_counts_without_a_name(pair: Office) -> None:
    person, _ = pair.mindaugas(pair.office)
    pair.mindaugas(pair.office)
    project = pair.do(pair.office, "record", "project", "code=SENAS", "title=Projektas", "period_from=2015", "period_to=2019-06")["id"]
    for line in pair.run.lines(pair.office, "dump", "--kind", "person"):
        if "Atšauktis" in line:
            pair.do(pair.office, "record", "participation", f"person={json.loads(line)['id']}", f"project={project}", "entry_on=2018-03-05")
    pair.do(pair.office, "record", "indicator", f"project={project}", "code=I1", "rule=participants", "name_lt=Dalyviai")

    def figure() -> Any:
        return pair.do(pair.office, "report", "indicators", "--project", "SENAS", "--as-of", "2026-11-24")[0]

    assert (figure()["value"], len(figure()["persons"])) == (2, 2)
    assert pair.do(pair.office, "person", "erase", person)["rows"][0]["entry_on"] == "2018"
    after = figure()
    assert (after["value"], len(after["persons"]), after["detail"]["erased"]) == (2, 1, 1)


def test_his_own_copy_holds_everything_about_him_and_nobody_else(pair: Office) -> None:
    person, case = pair.mindaugas(pair.office)
    other = pair.do(pair.office, "record", "person", "given_names=Kitas", "family_name=Žmogus")["id"]
    others = pair.do(pair.office, "record", "case", f"person={other}", "kind=client", "opened_on=2026-08-01")["id"]
    rasa = next(one["id"] for one in pair.do(pair.office, "staff", "list") if one["login"] == "rasa")
    held = ("kind=group", "starts_at=2026-11-20T10:00:00+02:00", "minutes=60", f"staff={rasa}", f"cases={case},{others}")
    pair.do(pair.office, "record", "session", *held)
    said = ("level=role", "role=U-PSY", "text=Psichologės žodžiai", "signed_on=2026-11-21T10:00:00+02:00")
    pair.do(pair.office, "record", "note", f"case={case}", *said)
    given = pair.do(pair.office, "person", "export", person)
    text = json.dumps(given, ensure_ascii=False)
    assert "Labai asmeniška" in text
    assert other not in text
    assert others not in text
    assert (given["shut"], "Psichologės žodžiai" in text) == (1, False)
    words: list[object] = []
    for at, half in enumerate(pair.keys["custody_halves"]):
        (pair.folder / f"half-{at}").write_text(half, encoding="utf-8")
        words += ["--half-file", pair.folder / f"half-{at}"]
    out = pair.folder / "kopija.jsonl"
    assert pair.do(pair.office, "person", "export", person, "--out", out, *words)["shut"] == 0
    records = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert {"person", "case", "need", "note", "session"} <= {one["record"] for one in records}
    assert "Psichologės žodžiai" in out.read_text(encoding="utf-8")
    assert pair.run.ask("--workspace", pair.laptop, "person", "export", person).code == 3
    assert [one["what"] for one in pair.do(pair.office, "audit", "show", "--id", person)].count("person_exported") == 2


def test_who_was_joined_is_erased_with_the_other(pair: Office) -> None:
    person, _ = pair.mindaugas(pair.office)
    twin, _ = pair.mindaugas(pair.office)
    pair.do(pair.office, "duplicates", "merge", person, twin)
    done = pair.do(pair.office, "person", "erase", twin)
    assert (done["persons"], done["records"]) == (2, 6)
    assert "Atšauktis" not in pair.everything(pair.office)


def test_the_audit_travels_to_the_office_and_a_missing_line_is_seen(pair: Office) -> None:
    person, _ = pair.mindaugas(pair.laptop)
    pair.do(pair.laptop, "show", "person", person)
    pair.send(pair.laptop, "office", pair.office)
    lines = pair.do(pair.office, "audit", "show", "--id", person)
    assert [(one["device"], one["staff"], one["what"]) for one in lines] == [("PR-11", "ieva", "opened")]
    pair.round()
    pair.round()
    verified = pair.do(pair.office, "audit", "verify")
    assert verified["ok"]
    assert {one["device"]: one["ok"] for one in verified["chains"]} == {"Centras": True, "PR-11": True}
    shown = [(one["device"], one["number"]) for one in pair.do(pair.office, "audit", "show")]
    assert len(shown) == len(set(shown))  # each line came once
    assert pair.run.ask("--workspace", pair.laptop, "audit", "show").code == 3
