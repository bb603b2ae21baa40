"""What a laptop holds is the office's to say: a case handed over comes with its whole history and nothing else, and goes when it is safe."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from caseworker_desktop.settings import Settings
from tests.journeys.pair import Pair
from tests.journeys.test_duplicates import Three


@pytest.fixture
def three(tmp_path: Path, settings: Settings) -> Three:
    made = Three(tmp_path, settings)
    for name, place in (("PR-11", made.laptop), ("MA-04", made.second)):
        made.send(made.office, name, place)
    return made


def whose(three: Three, place: Path) -> set[str]:
    """Return the persons whose files a place holds."""
    return {json.loads(line)["id"] for line in three.run.lines(place, "dump", "--kind", "person")}


def about(three: Three, place: Path, person: str) -> list[str]:
    """Return every line of a place that names the person or one of their cases."""
    lines = three.run.lines(place, "dump")
    cases = {json.loads(line)["id"] for line in lines if json.loads(line)["record"] == "case" and json.loads(line)["person"] == person}
    return [line for line in lines if person in line or any(case in line for case in cases)]


def staff(three: Three) -> dict[str, str]:
    return {one["login"]: one["id"] for one in three.do(three.office, "staff", "list")}


def safe(three: Three) -> None:
    """The office makes a backup: what it holds is safe from then on."""
    three.backup(three.office, f"backup-{len(list(three.folder.glob('backup-*')))}")


def case_of(three: Three, person: str) -> str:
    return next(one["id"] for line in three.run.lines(three.office, "dump", "--kind", "case") if (one := json.loads(line))["person"] == person)


def test_scope_is_shown_and_set(three: Three) -> None:
    shown = {one["name"]: one for one in three.do(three.office, "scope", "show")}
    assert shown["MA-04"]["sites"] == ["LT-K-MAR"]
    person = three.client(three.office, "LT-K-PRA1", given_names="Ona", family_name="Bandytoji")
    three.do(three.office, "record", "note", f"case={case_of(three, person)}", "level=shared", "text=Labas", "signed_on=2026-11-21T10:00:00+02:00")
    before = shown["MA-04"]["persons"]
    done = three.do(three.office, "scope", "set", "MA-04", "--cases", case_of(three, person))
    assert (done["persons"], done["sites"], done["cases"]) == (before + 1, ["LT-K-MAR"], [case_of(three, person)])
    three.send(three.office, "MA-04", three.second)
    assert about(three, three.second, person) == about(three, three.office, person)
    assert three.run.ask("--workspace", three.office, "scope", "set", "MA-04", "--sites", "NIEKUR").code == 4
    assert three.run.ask("--workspace", three.office, "scope", "set", "MA-04", "--cases", person).code == 4
    assert three.run.ask("--workspace", three.second, "scope", "show").code == 3


def test_a_handover_brings_the_whole_history_of_the_case_and_nothing_else(three: Three) -> None:
    person = three.client(three.laptop, "LT-K-PRA1", given_names="Ona", family_name="Bandytoji", phone="+37060000001")
    three.send(three.laptop, "office", three.office)
    three.do(three.office, "record", "person", f"id={person}", "phone=+37060000002")  # a history: two writers
    before = three.run.lines(three.second, "dump")
    case = case_of(three, person)
    three.do(three.office, "record", "handover", f"case={case}", f"to_staff={staff(three)['ruta']}", "on=2026-11-21")
    three.do(three.office, "record", "case", f"id={case}", f"lead={staff(three)['ruta']}", "site=@LT-K-MAR")
    told = three.send(three.office, "MA-04", three.second)
    came = about(three, three.second, person)
    assert came == about(three, three.office, person)
    assert [line for line in three.run.lines(three.second, "dump") if line not in before and line not in came] == []
    assert told["waiting"] == 0
    assert three.do(three.second, "doctor", "--full")["ok"]


def test_a_file_leaves_the_laptop_when_it_is_safe_and_comes_back_whole(three: Three) -> None:
    person = three.client(three.laptop, "LT-K-PRA1", given_names="Ona", family_name="Bandytoji")
    three.send(three.laptop, "office", three.office)
    three.send(three.office, "PR-11", three.laptop)
    case, whole = case_of(three, person), about(three, three.office, person)
    three.do(three.office, "record", "case", f"id={case}", f"lead={staff(three)['ruta']}", "site=@LT-K-MAR")
    told = three.send(three.office, "PR-11", three.laptop)
    assert (told["removed"], told["removal_waits"]) == (0, 1)  # the office has no backup yet: this laptop may hold the only copy
    assert person in whose(three, three.laptop)
    safe(three)
    three.do(three.laptop, "record", "person", f"id={person}", "experience=Siuvėja")  # written before the laptop hears of it
    told = three.send(three.office, "PR-11", three.laptop)
    assert (told["removed"], told["removal_waits"]) == (0, 1)
    three.send(three.laptop, "office", three.office)
    safe(three)
    told = three.send(three.office, "PR-11", three.laptop)
    assert (told["removed"], told["removal_waits"]) == (1, 0)
    assert about(three, three.laptop, person) == []
    assert three.do(three.laptop, "find", "bandytoji") == []
    assert three.do(three.laptop, "doctor", "--full")["ok"]
    # Stubs stay, so that nobody waits; they do not travel, and the office misses nothing.
    told = three.send(three.laptop, "office", three.office)
    assert (told["accepted"], told["waiting"]) == (0, 0)
    three.do(three.office, "record", "case", f"id={case}", "site=@LT-K-PRA1")
    three.send(three.office, "PR-11", three.laptop)
    back = about(three, three.laptop, person)
    assert back == about(three, three.office, person)
    assert len(back) >= len(whole)
    assert "Siuvėja" in "".join(back)
    assert three.do(three.laptop, "doctor", "--full")["ok"]


def test_a_file_comes_back_though_the_bundles_between_are_lost(three: Three) -> None:
    """Away in one bundle, back in the next, before the laptop has answered anything."""
    person = three.client(three.laptop, "LT-K-PRA1", given_names="Ona", family_name="Bandytoji")
    three.send(three.laptop, "office", three.office)
    safe(three)
    three.send(three.office, "PR-11", three.laptop)
    case = case_of(three, person)
    three.do(three.office, "record", "case", f"id={case}", f"lead={staff(three)['ruta']}", "site=@LT-K-MAR")
    assert three.send(three.office, "PR-11", three.laptop)["removed"] == 1
    three.do(three.office, "record", "case", f"id={case}", "site=@LT-K-PRA1")
    lost = three.do(three.office, "bundle", "export", "--to", "PR-11", "--out", three.stick)
    assert lost["operations"] > 0
    three.send(three.office, "PR-11", three.laptop)
    assert about(three, three.laptop, person) == about(three, three.office, person)


def test_whom_a_laptop_meets_without_the_file_it_knows_by_a_card(three: Three) -> None:
    here = three.client(three.office, "LT-K-MAR", given_names="Ona", family_name="Bandytoji")
    amir = ("given_names=Amir", "family_name=Fiktyvus", "birth_date=1990-10-23", "phone=+37060000009")
    other = three.do(three.office, "record", "person", *amir)["id"]
    three.do(three.office, "record", "relation", f"person={here}", f"other={other}", "kind=R-SPO")
    three.send(three.office, "MA-04", three.second)
    assert other not in whose(three, three.second)
    (card,) = (json.loads(line) for line in three.run.lines(three.second, "dump", "--all", "--kind", "card"))
    assert {name: card[name] for name in ("person", "names", "birth_year")} == {"person": other, "names": "Amir Fiktyvus", "birth_year": 1990}
    assert "37060000009" not in "".join(three.run.lines(three.second, "dump", "--all"))
    three.do(three.office, "record", "person", f"id={other}", "family_name=Naujas")
    three.send(three.office, "MA-04", three.second)
    assert "Amir Naujas" in three.run.lines(three.second, "dump", "--all", "--kind", "card")[0]
    relation = json.loads(three.run.lines(three.office, "dump", "--kind", "relation")[-1])
    three.do(three.office, "record", "relation", f"id={relation['id']}", "deleted=true")
    assert three.do(three.second, "doctor", "--full")["ok"]


def test_a_draft_holds_a_file_back(tmp_path: Path, settings: Settings) -> None:
    from caseworker_desktop import bootstrap
    from tests.clock import StandingClock
    from tests.workspace import PASSPHRASE

    pair = Pair(tmp_path, settings, lines=60)
    run: Any = pair.run.do
    person = run("--workspace", pair.laptop, "record", "person", "given_names=Ona", "family_name=Bandytoji")["id"]
    case = run("--workspace", pair.laptop, "record", "case", f"person={person}", "kind=client", "opened_on=2026-09-02", "site=@LT-K-PRA1")["id"]
    pair.send(pair.laptop, "office", pair.office)
    pair.backup(pair.office, "backup")
    pair.send(pair.office, "PR-11", pair.laptop)
    parts = bootstrap.build_parts(settings, StandingClock())

    def draft(keep: bool) -> None:
        desk = bootstrap.unlock(parts, pair.laptop, "ieva", PASSPHRASE)
        try:
            key = f"session:{person}"
            desk.drafts.save(key, {"text": "Dar rašau"}) if keep else desk.drafts.discard(key)
        finally:
            desk.close()

    draft(True)
    run("--workspace", pair.office, "record", "case", f"id={case}", "site=@LT-K-MAR")
    told = pair.send(pair.office, "PR-11", pair.laptop)
    assert (told["removed"], told["removal_waits"]) == (0, 1)
    draft(False)
    told = pair.send(pair.office, "PR-11", pair.laptop)
    assert (told["removed"], told["removal_waits"]) == (1, 0)
