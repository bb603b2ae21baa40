"""What five projects need of project pages: periods, money, parts, aims, products, lists of goals, and what they pass on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from caseworker_desktop import bootstrap
from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.projects.words import ProjectWords
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.reporting import Question
from tests.clock import StandingClock
from tests.pdf_text import read_pdf
from tests.workspace import load, make_office, scenario

DAY = "2026-11-21"
PPSI = "VP1-1.3-SADM-02-K-01-002"
AS_OF = "2010-12-31"


@pytest.fixture
def desk(tmp_path: Path, settings: Settings, clock: StandingClock) -> Iterator[Desk]:
    with make_office(tmp_path / "office", bootstrap.build_parts(settings, clock)).desk() as made:
        yield made


@pytest.fixture
def ppsi(desk: Desk) -> str:
    """The third project loaded whole; its id."""
    desk.loading.load(scenario("s3"))
    return str(desk.editing.rows("project", code=PPSI)[0].id)


def project(desk: Desk, **told: object) -> str:
    return load(desk, {"record": "project", "code": "P-1", "title": "Projektas", "status": "running", **told})[0]


def session(desk: Desk, of: str, on: str, service: str, **told: object) -> None:
    load(desk, {"record": "session", "kind": "individual", "starts_at": f"{on}T10:00:00+02:00", "minutes": 60, "staff": [desk.worker.staff],
                "project": of, "services": [{"code": service}], **told})


def facts(desk: Desk, of: str, texts: Texts) -> dict[str, str]:
    page = desk.projects.open(of, "lt")
    assert page is not None
    return dict(ProjectWords(texts, desk.lists).facts(page))


def test_a0_03_services_are_counted_per_aim(desk: Desk) -> None:
    of = project(desk, aims=[{"code": "šeima", "text": "Stiprinti šeimas", "services": ["S-INF"]}, {"code": "darbas", "services": ["S-KON"]}])
    for on, service in (("2026-02-01", "S-INF"), ("2026-02-02", "S-INF"), ("2026-02-03", "S-KON")):
        session(desk, of, on, service)
    told = desk.reporting.listing("services", Question("P-1", as_of=DAY, by=("aim",)))
    assert {row["key"]: row["sessions"] for row in told.rows} == {"šeima": 2, "darbas": 1}


def test_a0_11_a_summer_is_a_period(desk: Desk, texts: Texts) -> None:
    saved = desk.projects.save(None, {"code": "SV-2022", "title": "Sveika gyvensena", "period": "2022 vasara"})
    row = desk.editing.rows("project", code="SV-2022")[0]
    assert (row.period_from, row.period_to) == ("2022-06", "2022-08")
    assert facts(desk, saved.id, texts)["Laikotarpis"] == "2022-06 – 2022-08"
    assert len(desk.projects.lines()) == 1
    project(desk)
    assert len(desk.projects.lines()) == 2


def test_a0_13_a_project_without_an_end_is_reported_as_of_a_day(desk: Desk, texts: Texts) -> None:
    saved = desk.projects.save(None, {"code": "PNIR-2022/12", "title": "Po nakties išaušta rytas", "period": "nuo 2022 m. gruodžio mėn."})
    assert facts(desk, saved.id, texts)["Laikotarpis"] == "2022-12 – be pabaigos"
    load(desk, {"record": "indicator", "project": saved.id, "code": "S", "rule": "sessions"})
    for on in ("2022-11-30", "2022-12-05", "2023-02-01"):
        session(desk, saved.id, on, "S-INF")
    assert [desk.reporting.indicators("PNIR-2022/12", day)[0].value for day in ("2022-12-31", "2023-02-21")] == [1, 2]


def test_a0_30_a_goal_of_daily_habits_is_chosen_from_the_list(desk: Desk) -> None:
    assert _goal(desk, "G-HABITS", "lt") == ("Noriu kitaip leisti dienas.", "N-LEI")


def test_a1_15_a_goal_of_solving_problems_has_a_template(desk: Desk) -> None:
    assert _goal(desk, "G-PROBLEMS", "lt") == ("Noriu spręsti bėdas be pykčio ir muštynių.", "N-ATT")


def test_a1_16_a_goal_of_skills_for_work_has_a_template(desk: Desk) -> None:
    assert _goal(desk, "G-WORK-SKILLS", "lt") == ("Noriu išmokti to, ko reikia darbui.", "N-WSK")


def test_a2_02_a_goal_of_a_law_abiding_life_has_a_latvian_template(desk: Desk) -> None:
    assert _goal(desk, "G-LAWFUL", "lv") == ("Gribu dzīvot tā, lai vairs neatgrieztos.", "N-ATT")


def _goal(desk: Desk, code: str, language: str) -> tuple[str, str | None]:
    """Begin a plan's goal from an example; return what stands in the plan and on its paper."""
    person = load(desk, {"record": "person", "given_names": "Ona", "family_name": "Pavyzdė"})[0]
    case = load(desk, {"record": "case", "person": person, "opened_on": "2026-01-01"})[0]
    plan = desk.planning.create(case).id
    assert desk.goal_library.add(plan, code, language) is not None
    goal = desk.planning.sheet(plan).sheet.goals[0]
    assert goal.own_words in read_pdf(desk.papers.print("plan", plan, purpose="preview").pdf).flowing
    return goal.own_words, goal.domain


def test_a1_01_a_package_lists_its_services(desk: Desk, texts: Texts) -> None:
    of = project(desk, title="Kompleksinės paslaugos", services=["S-INF", "S-KON", "S-TAR"])
    page = desk.projects.open(of, "lt")
    assert page is not None
    assert dict(ProjectWords(texts, desk.lists).whom(page))["Paslaugos"] == "Informavimas, Konsultavimas, Tarpininkavimas ir atstovavimas"
    assert "Informavimas, Konsultavimas, Tarpininkavimas" in read_pdf(desk.papers.print("project", of).pdf).flowing


def test_a1_09_a_service_after_the_end_counts_in_no_total(desk: Desk, texts: Texts) -> None:
    of = project(desk, period_from="2023-01-01", period_to="2023-12-31")
    load(desk, {"record": "indicator", "project": of, "code": "S", "rule": "sessions"})
    session(desk, of, "2023-12-30", "S-INF")
    session(desk, of, "2024-01-02", "S-INF")
    (figure,) = desk.reporting.indicators("P-1", DAY)
    assert (figure.value, len(figure.left_out)) == (1, 1)
    page = desk.projects.open(of, "lt")
    assert page is not None
    assert ProjectWords(texts, desk.lists).warnings(page)[0][0] == "1 užsiėmimas ne projekto laikotarpiu"


def test_a2_03_the_authority_owns_the_project_and_we_are_its_partner(desk: Desk, texts: Texts) -> None:
    of = project(desk, code="9.1.2.0/16/I/001", role="partner", funder="Ieslodzījuma vietu pārvalde")
    assert facts(desk, of, texts)["Mūsų vaidmuo"] == "Partneris"
    said = set()
    for role in ("owner", "contractor"):
        load(desk, {"record": "project", "id": of, "role": role})
        said.add(facts(desk, of, texts)["Mūsų vaidmuo"])
    assert said == {desk.lists.name("project_roles", role, "lt") for role in ("owner", "contractor")}
    assert len(said) == 2


def test_a2_18_shares_are_85_and_15_and_never_85_and_10(desk: Desk) -> None:
    of = project(desk)
    with pytest.raises(LineRefused):
        load(desk, {"record": "funding", "project": of, "source": "ESF", "share_percent": "85"},
             {"record": "funding", "project": of, "source": "Valsts budžets", "share_percent": "10"})
    assert desk.editing.rows("funding") == []
    load(desk, {"record": "funding", "project": of, "source": "ESF", "share_percent": "85"},
         {"record": "funding", "project": of, "source": "Valsts budžets", "share_percent": "15"})
    page = desk.projects.open(of, "lt")
    assert page is not None
    assert page.whole
    assert "ESF 85 %, Valsts budžets 15 %" in read_pdf(desk.papers.print("project", of).pdf).flowing.replace("\u00a0", " ")


def test_a2_19_services_are_told_per_block(desk: Desk) -> None:
    of = project(desk)
    blocks = load(desk, *({"record": "project_part", "project": of, "kind": "block", "name": name} for name in ("Atbalsta bloks", "Darba bloks")))
    for block, times in zip(blocks, (2, 1), strict=True):
        for day in range(times):
            session(desk, of, f"2026-03-0{day + 1}", "S-INF", parts=[block])
    told = desk.reporting.listing("services", Question("P-1", as_of=DAY, by=("part",)))
    assert {row["name"]: row["sessions"] for row in told.rows if row["key"]} == {"Atbalsta bloks": 2, "Darba bloks": 1}
    page = desk.projects.open(of, "lv")
    assert page is not None
    assert [one.name for one in page.parts] == ["Atbalsta bloks", "Darba bloks"]


def test_a3_05_progress_is_told_of_150_unique_persons(desk: Desk, ppsi: str) -> None:
    figure = next(one for one in desk.reporting.indicators(PPSI, AS_OF) if one.code == "PART")
    assert (figure.value, figure.target, figure.reached) == (140, 150, False)
    assert len(set(figure.persons)) == 140


def test_a3_07_three_stages_have_days_and_figures_of_their_own(desk: Desk, ppsi: str) -> None:
    page = desk.projects.open(ppsi, "lt")
    assert page is not None
    stages = [one for one in page.parts if one.kind == "stage"]
    assert [(one.name, one.from_, one.to) for one in stages] == [
        ("1 etapas", "2009-03-06", "2009-10-31"), ("2 etapas", "2009-11-01", "2010-06-30"), ("3 etapas", "2010-07-01", "2011-02-06")]
    told = desk.reporting.listing("services", Question(PPSI, as_of="2011-02-06", by=("part",)))
    by_name = {row["name"]: row["sessions"] for row in told.rows if row["key"]}
    assert [by_name.get(f"{number} etapas") for number in (1, 2, 3)] == [0, 24, 86]


def test_a3_08_results_are_told_per_place(desk: Desk, ppsi: str) -> None:
    page = desk.projects.open(ppsi, "lt")
    assert page is not None
    assert tuple(page.project.places) == ("LT-09", "LT-42", "LT-57")
    figures = {one.code: one.value for one in desk.reporting.indicators(PPSI, AS_OF)}
    assert [figures[f"PART-{place}"] for place in page.project.places] == [31, 39, 70]


def test_a3_09_a_product_has_a_version_and_a_day(desk: Desk, ppsi: str) -> None:
    page = desk.projects.open(ppsi, "lt")
    assert page is not None
    assert [(one.name, one.version, one.date) for one in page.deliverables] == [("PPSI modelis", "v1", "2009-10-31")]
    assert "PPSI modelis v1 2009-10-31" in read_pdf(desk.papers.print("project", ppsi).pdf).flowing


def test_a3_19_growth_by_a_quarter_is_told_with_its_points_and_formula(desk: Desk, ppsi: str, texts: Texts) -> None:
    figure = next(one for one in desk.reporting.indicators(PPSI, AS_OF) if one.code == "GROWTH")
    assert (figure.value, figure.detail["entry_share"], figure.detail["share_at_d"], figure.detail["points"]) == (25, 20, 25, 5)
    assert texts.say(figure.formula)


def test_a3_21_templates_and_lists_go_to_another_organisation_without_a_person(desk: Desk, ppsi: str, tmp_path: Path) -> None:
    load(desk, {"record": "template", "code": "PPSI", "kind": "project", "name_lt": "Trys etapai", "body": {"stages": [{"code": "1"}]}},
         {"record": "term", "list": "topics", "code": "X-1", "name_lt": "Pomėgiai"})
    assert desk.templating.export(tmp_path / "pack.json").templates == 1
    text = (tmp_path / "pack.json").read_text(encoding="utf-8")
    people = desk.editing.rows("person")
    assert len(people) == 150
    assert not any(one.id in text or f"{one.given_names} {one.family_name}" in text for one in people)
    assert set(json.loads(text)) == {"format", "version", "templates", "terms"}
    assert desk.templating.import_(tmp_path / "pack.json").unchanged == 2


def test_a3_22_lessons_stand_in_the_final_report(desk: Desk, ppsi: str) -> None:
    desk.projects.save(ppsi, {"lessons": "Darbdavius kviesti anksčiau."})
    assert "Sukaupta patirtis Darbdavius kviesti anksčiau." in read_pdf(desk.papers.print("project", ppsi).pdf).flowing


def test_a3_23_a_historical_period_in_long_dates_lasts_23_months(desk: Desk, texts: Texts) -> None:
    saved = desk.projects.save(None, {"code": PPSI, "title": "PPSI", "period": "2009m. kovo mėn. 6 d. – 2011 m. vasario mėn. 6d."})
    row = desk.editing.rows("project", code=PPSI)[0]
    assert (row.period_from, row.period_to) == ("2009-03-06", "2011-02-06")
    assert facts(desk, saved.id, texts)["Trukmė"] == "23 mėnesiai"
    assert "23 mėnesiai" in read_pdf(desk.papers.print("project", saved.id).pdf).flowing
