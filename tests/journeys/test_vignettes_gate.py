"""Two stories of the training workspace lived on: through the gate to Šiauliai and silence (V03), and a referral that ended well (V04)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from caseworker_desktop import bootstrap
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.records.lists import institution_id
from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.gate.person_tab import LeavingTab
from caseworker_desktop.ui.gate.view import GatePage
from caseworker_desktop.ui.partners.person_tab import ReferralsTab
from caseworker_desktop.ui.people.view import PeoplePage
from caseworker_desktop.ui.shell.window import Shell
from caseworker_desktop.ui.theme.theme import Theme
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.doors import NewTraining
from caseworker_desktop.usecases.referring import NewReferral
from tests.clock import StandingClock
from tests.day_shell import settle, shell_of, show, shut
from tests.journeys.pair import Pair, person
from tests.pdf_text import read_pdf
from tests.workspace import PASSPHRASE

JONAS, ANDRIUS = "Išgalvotas", "Pavyzdinskas"


@pytest.fixture
def desk(tmp_path: Path, settings: Settings, clock: StandingClock) -> Iterator[Desk]:
    doors = bootstrap.FolderDoors(bootstrap.build_parts(settings, clock), tmp_path / "demo")
    doors.create_training(NewTraining(PASSPHRASE), Silent())
    made = doors.unlock("demo", PASSPHRASE, Silent())
    yield made
    made.close()


@pytest.fixture
def shell(desk: Desk, theme: Theme, texts: Texts) -> Iterator[Shell]:
    made = shell_of(SimpleNamespace(desk=desk), texts)  # type: ignore[arg-type] # the window asks the world for its desk only
    yield made
    shut(made)


def named(desk: Desk, family: str) -> str:
    return next(row.id for row in desk.editing.rows("person") if row.family_name == family)


def tab(shell: Shell, who: str, name: str) -> LeavingTab | ReferralsTab:
    page = show(shell, "people", person=who, tab=name)
    assert isinstance(page, PeoplePage)
    found = page.pane._built[name]
    assert isinstance(found, (LeavingTab, ReferralsTab))
    return found


def test_v03_through_the_gate_to_siauliai_silent_and_found_through_the_sister(shell: Shell, desk: Desk):
    jonas = named(desk, JONAS)
    cases = desk.editing.rows("case", person=jonas)
    assert len(cases) == 1, "a transfer keeps one case"
    stays = sorted(desk.editing.rows("stay", person=jonas), key=lambda one: one.from_)
    assert [one.end_reason for one in stays] == ["transfer", "release"]
    suggestion = desk.handing.suggest(jonas)
    assert (suggestion.municipality, suggestion.town) == ("LT-11", "Šiauliai")
    mantas = next(one for one in desk.editing.rows("staff") if one.login == "mantas")
    assert cases[0].lead == mantas.id

    page = show(shell, "gate", list="silent")
    assert isinstance(page, GatePage)
    at = page.model.position(lambda one: one.person == jonas)
    assert at is not None, "15 days without a contact are an alert"
    page.list.opened.emit(at)
    settle()
    leaving = tab(shell, jonas, "leaving")
    assert isinstance(leaving, LeavingTab)
    assert leaving.which.value() == "after"
    assert any("perduoti, kad perskambintų" in line.note for line in leaving.outside._words.routes(leaving._case)), "the safe wording is at hand"

    leaving.outside.attempt.click()
    settle()
    leaving.record.form.editors["channel"].show("through_other")
    leaving.record.form.editors["result"].show("agreed")
    leaving.record.form.editors["note"].show("Per seserį: gyvas, dirba sodyboje.")
    assert leaving.command("save")
    settle()
    assert jonas not in {one.person for one in desk.leaving.silent(everybody=True)}
    late = next(one for one in leaving._case.follow_ups if one.reason == "day_14")
    leaving.outside.contact_wanted.emit(late.id)
    settle()
    for field, value in (("reached", "reached"), ("source", "relative"), ("answers.housing", "yes"), ("answers.returned_to_prison", "no")):
        leaving.record.form.editors[field].show(value)
    assert leaving.command("save")
    settle()
    told = desk.editing.read("follow_up", late.id)
    assert (told["done_on"], told["reached"], told["source"], told["answers"]) == (
        desk.people.today(), "reached", "relative", {"housing": "yes", "returned_to_prison": "no"})
    leaving.outside.plan.click()
    settle()
    assert {"day_30", "day_90", "day_180", "six_month", "twelve_month"} <= {one.reason for one in leaving._case.follow_ups}

    leaving.show_group("ready")
    leaving.ready._make("entitlement")
    settle()
    sheet = read_pdf(desk.papers.print("checklist", cases[0].id).pdf).flowing
    for words in ("Asmens tapatybės dokumentas", "Sveikatos draudimas", "Šeimos gydytojas", "Banko sąskaita"):
        assert words in sheet


def test_v03_the_bundle_of_a_hand_over_holds_this_case_alone(tmp_path: Path, settings: Settings):
    pair = Pair(tmp_path, settings, lines=160)
    laptop = tmp_path / "siauliai"
    asked = pair.run.do("device", "request", laptop, "--name", "SIA-1", *person("mantas", "Mantas"), "--out", tmp_path / "request-sia")
    pair.run.do("--workspace", pair.office, "office", "enrol", tmp_path / "request-sia", "--words", asked["words"], "--role", "U-SW",
                "--sites", "LT-K-SIA", "--out", tmp_path / "welcome-sia")
    pair.run.do("--workspace", laptop, "device", "join", tmp_path / "welcome-sia")
    pair.send(laptop, "office", pair.office)
    pair.send(pair.office, "SIA-1", laptop)
    before = {json.loads(line)["id"] for line in pair.run.lines(laptop, "dump", "--kind", "case")}
    desk = bootstrap.unlock(bootstrap.build_parts(settings, StandingClock()), pair.office, "rasa", PASSPHRASE)
    try:
        case = next(one for one in desk.editing.rows("case") if one.closed_on is None and one.id not in before)
        mantas = next(one for one in desk.editing.rows("staff") if one.login == "mantas")
        handover = desk.handing.hand_over(case.person, mantas.id, institution_id("LT-K-SIA"), "2026-11-21", "Grįžta į Joniškį.").ids[0]
    finally:
        desk.close()
    pair.send(pair.office, "SIA-1", laptop)
    arrived = {json.loads(line)["id"] for line in pair.run.lines(laptop, "dump", "--kind", "case")}
    assert arrived - before == {case.id}
    assert pair.has(laptop, "handover", handover)
    persons = {json.loads(line)["id"] for line in pair.run.lines(laptop, "dump", "--kind", "person")}
    assert case.person in persons


def test_v04_a_referral_of_probation_is_answered_and_the_family_stays_together(shell: Shell, desk: Desk):
    andrius = named(desk, ANDRIUS)
    (came,) = desk.referring.listed(person=andrius)
    assert (came.direction, came.status, came.outcome, came.waited) == ("in", "finished", "reached", 3)
    assert set(came.reasons) == {"domestic_violence", "court_obligation"}
    assert {one.code for one in desk.referring.by_reason(came.on, came.on)} == {"domestic_violence", "court_obligation"}
    assert [(one.code, one.into, one.reached) for one in desk.referring.by_source(came.on, came.on)] == [("PROB", 1, 1)]
    case = next(one for one in desk.editing.rows("case", person=andrius))
    assert case.closed_on is not None
    assert {one.type for one in desk.editing.rows("outcome", person=andrius)} == {"O-PRG", "O-FAMP"}
    thanks = [one for one in desk.editing.rows("note", case=case.id) if str(one.signed_on)[:10] > case.closed_on]
    assert len(thanks) == 1, "a note may be written in a closed case"

    centre = desk.partnering.take(institution_id("LT-LPT-KAU"))
    desk.referring.send(NewReferral(andrius, centre.ids[0], desk.people.today(), "G-SMU", ("domestic_violence",), direction="in", status="sent"))
    referrals = tab(shell, andrius, "referrals")
    assert isinstance(referrals, ReferralsTab)
    assert [referrals.model.row_at(at).status for at in range(referrals.model.rowCount())] == ["sent", "finished"]
    referrals.list.opened.emit(0)
    settle()
    referrals.record.form.editors["status"].show("accepted")
    referrals.record.form.editors["answered_on"].show(desk.people.today())
    assert referrals.command("save")
    settle()
    assert [one.status for one in desk.referring.listed(person=andrius)] == ["accepted", "finished"]

    newest = desk.referring.listed(person=andrius)[0]
    for paper, id_ in (("referral", newest.id), ("referral", came.id), ("person", andrius)):
        assert "Išgalvota veika" not in read_pdf(desk.papers.print(paper, id_).pdf).flowing, "no offence on paper"
