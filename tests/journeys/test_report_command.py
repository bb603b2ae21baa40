"""`report indicators` as scripts and people see it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from caseworker_desktop.settings import Settings
from tests.journeys.command import Caseworker
from tests.workspace import PASSPHRASE, SCENARIOS

KEYS = [
    "code", "rule", "value", "unit", "numerator", "denominator", "unknown", "lowest", "highest", "target", "operator", "reached", "refused",
    "detail", "persons", "left_out",
]


@pytest.fixture
def run(settings: Settings) -> Caseworker:
    return Caseworker(settings, PASSPHRASE)


@pytest.fixture
def office(tmp_path: Path, run: Caseworker) -> Path:
    folder = tmp_path / "office"
    run.do("office", "create", folder, "--name", "Biuras", "--login", "egle", "--given-name", "Eglė", "--family-name", "P", "--country", "lt")
    run.do("--workspace", folder, "load", SCENARIOS / "s0" / "records.jsonl")
    return folder


def test_the_report_of_project_000(run: Caseworker, office: Path) -> None:
    asked = ("--workspace", office, "report", "indicators", "--project", "PNIR-2022/12", "--as-of", "2023-02-21")
    figures = {one["code"]: one for one in run.do(*asked)}
    assert [list(one) for one in figures.values()] == [KEYS] * 14
    told = json.loads((SCENARIOS / "s0" / "expected.json").read_text(encoding="utf-8"))
    employed = figures["EMPLOYED"]
    assert (employed["numerator"], employed["denominator"], employed["value"], employed["reached"]) == (39, 50, 78, True)
    assert employed["persons"] == sorted(told["numerator_persons"]["EMPLOYED"])
    outside = {"record": "session", "id": told["listed_as_outside_the_period"][0], "why": "outside_period"}
    assert outside in figures["SESSIONS"]["left_out"]
    ran = run.ask("--language", "lt", *asked)
    assert ran.code == 0
    assert "EMPLOYED" in ran.out
    assert "target: >= 40: pasiekta" in ran.out
    assert "unknown: 4 (78–86)" in ran.out
    assert "ne projekto laikotarpiu: 1" in ran.out
    assert not any(person in ran.out for person in employed["persons"])
    halves = run.do(*asked, "--from", "2023-01-01")
    assert sum(one["numerator"] for one in halves if one["code"] == "SESSIONS") < figures["SESSIONS"]["numerator"]


@pytest.mark.parametrize(("words", "code"), [
    (("--project", "PNIR", "--as-of", "2023-02-21"), 4), (("--project", "PNIR-2022/12", "--as-of", "vakar"), 2), (("--project", "PNIR-2022/12"), 2),
    (("--project", "PNIR-2022/12", "--as-of", "2023-02-21", "--from", "2023-03-01"), 2),
])
def test_wrong_questions(run: Caseworker, office: Path, words: tuple[str, ...], code: int) -> None:
    ran = run.ask("--workspace", office, "--json", "report", "indicators", *words)
    assert (ran.code, list(ran.value)) == (code, ["error"])
    assert len(ran.err.splitlines()) == 1


def test_every_other_report_by_command(run: Caseworker, office: Path, tmp_path: Path) -> None:
    asked = ("--workspace", office, "report")
    days = ("--project", "PNIR-2022/12", "--as-of", "2023-02-21")
    rows = run.do(*asked, "services", *days, "--by", "service")
    assert list(rows[0]) == ["key", "name", "sessions", "persons", "hours", "person_hours", "unnamed"]
    assert {row["key"]: row["sessions"] for row in rows} == {"E-ZYG": 1, "F-TEV": 8, "P-IDA": 47, "P-PRI": 24, "P-SDI": 47}
    told = run.do(*asked, "services", *days, "--by", "institution", "--total")
    assert (told["total"]["sessions"], [row["key"] for row in told["rows"]]) == (127, ["LT-K-PRA1"])
    assert told["notes"]
    for name in ("participants", "esf", "attendance", "placements", "partners", "hours", "unmet-needs", "sources", "mentors", "waiting", "referrals",
                 "attitudes", "stories"):
        assert isinstance(run.do(*asked, name, *days), list)
    assert run.do(*asked, "indicators", *days, "--by", "part")[0]["name"] == "Pravieniškių 1-asis kalėjimas"
    file = tmp_path / "f.xlsx"
    run.do(*asked, "services", *days, "--by", "month,kind", "--from", "2023-01-01", "--to", "2023-01-31", "--out", file)
    assert file.stat().st_size > 1000
    run.do(*asked, "indicators", *days, "--out", file)
    readable = run.ask("--language", "lt", *asked, "services", *days, "--by", "kind")
    assert "Iš viso" not in readable.err
    assert "individual" in readable.out
    wrong = run.ask(*asked, "services", *days, "--by", "oras")
    assert (wrong.code, len(wrong.err.splitlines())) == (2, 1)
