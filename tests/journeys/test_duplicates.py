"""Vignette V12: one person written down on two laptops. Found, joined by a person, carried back; nothing is joined by the program."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from caseworker_desktop.settings import Settings
from tests.journeys.command import Caseworker
from tests.journeys.pair import PRISON, Pair, person as founder

CODE = "39010230003"


class Three(Pair):
    """An office with two laptops: PR-11 at Pravieniškės, MA-04 at Marijampolė."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        super().__init__(folder, settings, lines=60)
        self.second = folder / "second"
        asked = self.run.do("device", "request", self.second, "--name", "MA-04", *founder("ruta", "Rūta"), "--out", folder / "request-2")
        self.run.do("--workspace", self.office, "office", "enrol", folder / "request-2", "--words", asked["words"], "--role", "U-SW",
                    "--sites", "LT-K-MAR", "--out", folder / "welcome-2")  # fmt: skip
        self.run.do("--workspace", self.second, "device", "join", folder / "welcome-2")

    def client(self, place: Path, site: str, **values: str) -> str:
        id_ = self.do(place, "record", "person", *(f"{name}={value}" for name, value in values.items()))["id"]
        self.do(place, "record", "case", f"person={id_}", "kind=client", "opened_on=2026-09-02", f"site=@{site}")
        return str(id_)

    def do(self, place: Path, *words: object, exits: tuple[int, ...] = (0,)) -> Any:
        return self.run.do("--workspace", place, *words, exits=exits)


@pytest.fixture
def three(tmp_path: Path, settings: Settings) -> Three:
    return Three(tmp_path, settings)


def twice(three: Three) -> tuple[str, str]:
    one = three.client(three.second, "LT-K-MAR", given_names="Žygimantas", family_name="Šiaulytis", birth_date="1990-10-23", sex="m")
    three.do(three.second, "record", "person_code", f"person={one}", "scheme=lt", f"value={CODE}")
    other = three.client(three.laptop, PRISON, given_names="Zygimantas", family_name="Siaulytis", birth_date="1990-10-23", phone="+370 600 00019")
    return one, other


def test_registered_twice_found_in_the_office_joined_and_carried_back(three: Three) -> None:
    one, other = twice(three)
    face, behind = sorted((one, other))
    assert three.send(three.second, "office", three.office)["duplicates"] == 0
    told = three.send(three.laptop, "office", three.office, exits=(5,))
    assert (told["duplicates"], told["conflicts"]) == (1, 0)
    assert three.do(three.office, "duplicates", "list") == [
        {"a": face, "b": behind, "score": 0.9, "because": ["name", "birth_date"], "record": "person"}
    ]
    assert three.do(three.office, "show", "person", one)["id"] == one  # nothing was joined by the program
    done = three.do(three.office, "duplicates", "merge", other, one, "--why", "Tas pats asmens dokumentas")
    assert done == {"record": "person", "face": face, "ids": [face, behind]}
    assert three.do(three.office, "duplicates", "list") == []
    for name, place in (("PR-11", three.laptop), ("MA-04", three.second)):
        three.send(three.office, name, place)
    for place in (three.office, three.laptop, three.second):
        shown = three.do(place, "show", "person", behind)
        assert (shown["id"], shown["joined"]) == (face, [behind])
        assert (shown["phone"], shown["sex"]) == ("+37060000019", "m")
        assert [one["id"] for one in three.do(place, "find", "siaulytis")] == [face]
        assert [one["id"] for one in three.do(place, "find", CODE)] == [face]
        assert three.do(place, "doctor", "--full")["ok"]


def test_joining_is_taken_back_and_the_pair_is_not_asked_about_again(three: Three) -> None:
    one, other = twice(three)
    three.send(three.second, "office", three.office)
    three.send(three.laptop, "office", three.office, exits=(5,))
    before = three.run.lines(three.office, "dump")
    three.do(three.office, "duplicates", "merge", one, other)
    assert three.run.ask("--workspace", three.office, "duplicates", "dismiss", one, other).code == 4
    assert three.do(three.office, "duplicates", "unmerge", other, one)["ids"] in ([one], [other])
    assert three.run.lines(three.office, "dump") == before
    assert three.do(three.office, "duplicates", "list") == []
    assert three.run.ask("--workspace", three.office, "duplicates", "unmerge", one, other).code == 4


@pytest.mark.parametrize("dismissed", [False, True])
def test_two_people_judge_the_same_pair(three: Three, dismissed: bool) -> None:
    """A→B here and B→A there end alike; one who joins against one who keeps apart is for a person."""
    one, other = twice(three)
    three.send(three.second, "office", three.office)
    three.send(three.laptop, "office", three.office, exits=(5,))
    for name, place in (("PR-11", three.laptop), ("MA-04", three.second)):
        three.send(three.office, name, place, exits=(0, 5))
    # Only who holds both can judge: the case at Marijampolė goes to Ieva too.
    ieva = next(one["id"] for one in three.do(three.office, "staff", "list") if one["login"] == "ieva")
    case = next(line for line in three.run.lines(three.office, "dump", "--kind", "case") if one in line).split('"id": "')[1][:36]
    three.do(three.office, "record", "case", f"id={case}", f"lead={ieva}")
    three.send(three.office, "PR-11", three.laptop, exits=(0, 5))
    three.do(three.laptop, "duplicates", "dismiss" if dismissed else "merge", one, other)
    three.do(three.office, "duplicates", "merge", other, one)
    told = three.send(three.laptop, "office", three.office, exits=(0, 5))
    assert told["conflicts"] == int(dismissed)
    three.send(three.office, "PR-11", three.laptop, exits=(0, 5))
    answers = [three.run.lines(place, "dump", "--all", "--kind", "same") for place in (three.office, three.laptop)]
    assert answers[0] == answers[1]
    assert len(answers[0]) == 1
    if not dismissed:
        assert [three.do(place, "show", "person", one)["id"] for place in (three.office, three.laptop)] == [min(one, other)] * 2


def test_by_code_old_code_sound_and_partners(tmp_path: Path, settings: Settings) -> None:
    run, office = Caseworker(settings, "trys varnos ant stogo"), tmp_path / "office"
    run.do("office", "create", office, "--name", "Centras", *founder("rasa", "Rasa"), "--country", "lv")

    def person(given: str, family: str, birth: str = "", *codes: str) -> str:
        id_ = str(run.do("--workspace", office, "record", "person", f"given_names={given}", f"family_name={family}",
                         *([f"birth_date={birth}"] if birth else []))["id"])  # fmt: skip
        for code in codes:
            run.do("--workspace", office, "record", "person_code", f"person={id_}", "scheme=lv_old", f"value={code}")
        return id_

    def partner(name: str, *values: str) -> str:
        return str(run.do("--workspace", office, "record", "partner", f"name={name}", "kind=ngo", *values)["id"])

    by_code = person("Māris", "Demonstrējums", "", "190778-10002"), person("Mariss", "Demo", "", "19077810002", "320000-00001")
    by_sound = person("Aleksandrs", "Ivanovs", "1980-02-03"), person("Alexander", "Iwanow", "1980-02-03")
    person("Aleksandrs", "Ivanovs", "1991-02-03")  # another day of birth speaks against
    amir = person("Amir", "Fiktyvus"), person("Ona", "Kitokia")
    by_legal_code = partner("Pirmā palīdzība", "legal_code=40000000001"), partner("Cita", "legal_code=40000000001")
    by_name = partner('Biedrība "Ceļš"', "municipality=LT-25"), partner("CELS, biedriba", "municipality=LT-25")
    partner("Visai kitas")
    found = run.do("--workspace", office, "duplicates", "list")
    assert [(one["record"], {one["a"], one["b"]}, one["score"], one["because"]) for one in found] == [
        ("partner", set(by_legal_code), 1.0, ["legal_code"]),
        ("person", set(by_code), 1.0, ["code"]),
        ("partner", set(by_name), 0.9, ["name"]),
        ("person", set(by_sound), 0.8, ["sound", "birth_date"]),
    ]
    assert run.ask("--workspace", office, "duplicates", "merge", amir[0], by_name[0]).code == 4
    assert run.ask("--workspace", office, "duplicates", "merge", amir[0], amir[0]).code == 4
    merged = run.do("--workspace", office, "duplicates", "merge", *by_name)
    assert (merged["record"], merged["face"]) == ("partner", min(by_name))
    assert [one["id"] for one in run.do("--workspace", office, "find", "cels", "--kind", "partner")] == [min(by_name)]
