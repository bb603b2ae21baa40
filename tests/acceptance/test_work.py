"""Employers, short-term work and work that lasts: rows of the acceptance table about the way into work."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from caseworker_desktop import bootstrap
from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.work.presenter import WorkPresenter
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.placing import NewPlacement, NewPledge, NewVisit
from tests.clock import StandingClock
from tests.day_world import ZYGIMANTAS, DayWorld, day, make_world, name_id
from tests.mentor_world import METALAS, PROJECT, WELDER, add_work, placement
from tests.pdf_text import read_pdf
from tests.workspace import make_office, scenario


@pytest.fixture
def world(tmp_path: Path, settings: Settings) -> Iterator[DayWorld]:
    made = make_world(tmp_path / "laptop", settings)
    add_work(made)
    yield made
    made.desk.close()


@pytest.fixture
def office(tmp_path: Path, settings: Settings) -> Iterator[Desk]:
    parts = bootstrap.build_parts(settings, StandingClock())
    with make_office(tmp_path / "office", parts).desk() as desk:
        yield desk


def printed(world: DayWorld, tmp_path: Path, kind: str, id_: str, copy: str = "file") -> str:
    target = tmp_path / f"{kind}.pdf"
    world.desk.papers.print(kind, id_, copy, target=target)
    return " ".join(read_pdf(target.read_bytes()).flowing.split())


def welding(world: DayWorld) -> str:
    """Write two weeks of welding; return the placement."""
    return world.desk.placing.place(NewPlacement(
        world.persons[ZYGIMANTAS], METALAS, "Suvirintojas", day(-14), day(0), WELDER, (), "40", "700", "Petras Meistras", "T-12", "running",
        {"motivation": 5, "responsibility": 4, "skills": 6})).ids[0]


def test_a0_28_the_report_shows_first_jobs_in_number_and_share(office: Desk, texts: Texts):
    office.loading.load(scenario("s0"))
    figure = next(one for one in office.reporting.indicators("PNIR-2022/12", "2023-03-31") if one.code == "FIRST-JOB")
    assert (figure.numerator, figure.denominator) == (28, 51)
    assert figure.value is not None
    assert figure.value > 50
    jobs, first, _ = office.employing.first_jobs()
    firsts = {json.loads(line)["person"] for line in scenario("s0") if '"first_ever": true' in line}
    assert first == len(firsts)
    shown = WorkPresenter(office, texts).stats()[-1]
    assert (shown.value, shown.name) == (str(first), "Pirmasis darbas")
    assert f"iš {jobs}" in shown.note


def test_a3_01_the_process_template_loads_its_three_stages(office: Desk, texts: Texts):
    office.loading.load([json.dumps({"record": "project", "id": PROJECT, "code": "PPSI-1", "title": "PPSI"})])
    template = office.processes.take_in("PPSI").ids[0]
    record = next(json.loads(line) for line in office.dumping.lines(kind="template"))
    assert (record["kind"], len(record["body"]["stages"])) == ("project", 3)
    office.processes.lay_over(template, PROJECT, ["2026-12-01", "2027-08-01", "2028-04-01"], "2028-11-30", "lt")
    assert [name.split(".")[0] for _, name in office.placing.stages(PROJECT)] == ["1 etapas", "2 etapas", "3 etapas"]
    sheet = WorkPresenter(office, texts).sheet("process:PPSI")
    assert sheet is not None
    assert len(sheet.sections) == 3
    assert "Trumpalaikis darbas (PPSI)" in sheet.sections[1].note


def test_a3_11_twenty_places_offered_and_thirteen_filled(office: Desk, texts: Texts):
    partner = name_id("employer of twenty")
    people = [name_id(f"worker {n}") for n in range(13)]
    office.loading.load([json.dumps(one) for one in (
        {"record": "partner", "id": partner, "name": "UAB „Dvidešimt vietų“", "kind": "company", "is_employer": True},
        *({"record": "person", "id": person, "given_names": f"Vardenis{n}", "family_name": "Dirbantis"} for n, person in enumerate(people)))])
    pledge = office.placing.offer(NewPledge(partner, "Krovėjas", 20)).ids[0]
    for at, person in enumerate(people):
        office.loading.load([json.dumps({
            "record": "placement", "person": person, "pledge": pledge, "partner": partner, "job": "Krovėjas", "from": "2026-11-02",
            "status": "running" if at % 2 else "completed"})])
    stats = {one.name: one.value for one in WorkPresenter(office, texts).stats()}
    assert (stats["Siūloma"], stats["Užimta"], stats["Laisva"]) == ("20", "13", "7")
    row = WorkPresenter(office, texts).fetch("employers", "", None, 0, 200).rows[0]
    assert [cell.words for cell in row.cells[1:4]] == ["20", "13", "7"]


def test_a3_12_two_weeks_of_work_are_recorded_and_the_agreement_printed(world: DayWorld, tmp_path: Path):
    key = welding(world)
    row = world.desk.placing.placements(person=world.persons[ZYGIMANTAS])[0]
    assert (row.id, row.partner_name, row.job, row.from_, row.to, row.hours_week, row.pay, row.tutor, row.agreement_no) == (
        key, "UAB „Pavyzdinis metalas“", "Suvirintojas", day(-14), day(0), "40", "700", "Petras Meistras", "T-12")
    words = printed(world, tmp_path, "placement-agreement", key)
    for told in ("UAB „Pavyzdinis metalas“", "Žygimantas Šešelgis", "Suvirintojas", "T-12", "Petras Meistras"):
        assert told in words


def test_a3_13_the_tutor_rates_skills_on_a_printed_sheet(world: DayWorld, tmp_path: Path, texts: Texts):
    key = welding(world)
    assert "Įgūdžiai" in printed(world, tmp_path, "tutor-sheet", key)
    world.desk.placing.finish(key, "completed", day(0), {"motivation": 6, "responsibility": 7, "skills": 8}, "Moka suvirinti.")
    sheet = WorkPresenter(world.desk, texts).sheet(f"placement:{key}")
    assert sheet is not None
    rated = {line.title: line.tail for line in sheet.sections[0].lines}
    assert rated["Įgūdžiai"] == "6 → 8  (+2)"
    assert "Moka suvirinti." in rated


def test_a3_15_strengths_stand_in_the_plan_and_on_the_skills_sheet(world: DayWorld, tmp_path: Path):
    strengths = "Kantrus, moka amatą, greitai mokosi."
    plan = world.desk.planning.open(world.cases[ZYGIMANTAS])
    assert plan is not None
    world.desk.planning.set_plan(plan.sheet.plan.id, strengths=strengths)
    target = tmp_path / "plan.pdf"
    world.desk.printing.print_plan(plan.sheet.plan.id, "file", target=target)
    assert strengths in " ".join(read_pdf(target.read_bytes()).flowing.split())
    assert strengths in printed(world, tmp_path, "skills", world.persons[ZYGIMANTAS])


def test_a3_16_who_suits_a_job_is_explained_and_a_person_chooses(world: DayWorld, texts: Texts):
    presenter = WorkPresenter(world.desk, texts)
    sheet = presenter.sheet(f"pledge:{WELDER}")
    assert sheet is not None
    suggested = sheet.sections[0]
    assert suggested.lines[0].title == "Žygimantas Šešelgis"
    assert suggested.lines[0].below == "moka: Suvirintojas · gyvena ten pat · nori dirbti · paleidžiamas (-a) po 19 d."
    assert suggested.note == "Eilė tik padeda pasižiūrėti. Sprendžia žmogus."
    assert world.desk.placing.placements(person=world.persons[ZYGIMANTAS]) == []  # nobody was placed by it
    assert suggested.lines[0].act == ("Parinkti", f"place:{WELDER}:{world.persons[ZYGIMANTAS]}")


def test_a3_17_in_work_visits_stand_under_their_placement(world: DayWorld, texts: Texts):
    world.desk.placing.visit(NewVisit(placement(1), day(-2), "8:30", 40, "Kepykla", "Sekasi."))
    sheet = WorkPresenter(world.desk, texts).sheet(f"placement:{placement(1)}")
    assert sheet is not None
    assert [(line.title, line.below) for line in sheet.sections[1].lines] == [("2026-11-18 · 40 min.", "Kepykla · E. Kazlauskienė")]
    session = world.desk.people.rows("session", placement=placement(1))[0]
    assert (session.kind, session.place_type) == ("in_work_visit", "workplace")


def test_a3_18_the_mean_attitude_changes_between_before_and_after(office: Desk, texts: Texts):
    office.loading.load(scenario("s3"))
    sheets: dict[str, list[Decimal]] = {"before": [], "after": []}
    for line in scenario("s3"):
        record = json.loads(line)
        if record["record"] == "attitude":
            values = [value for value in record["answers"].values() if isinstance(value, int)]
            sheets[record["moment"]].append(Decimal(sum(values)) / len(values))
    means = office.employing.attitude_means()
    for moment, found in sheets.items():
        assert means[moment] is not None
        mean, number = means[moment] or (Decimal(0), 0)
        assert number == len(found)
        assert abs(mean - sum(found) / len(found)) < Decimal("0.0001")
    before, after = means["before"], means["after"]
    assert before is not None
    assert after is not None
    assert after[0] > before[0]
    words = WorkPresenter(office, texts)._words
    assert words.mean_change(before, after) == f"+{texts.number((after[0] - before[0]).quantize(Decimal('0.1')), 1)}"
    assert not {"person", "case", "name"} & set(office.people.rows("attitude")[0].KIND.by_name)  # the sheet bears no name
