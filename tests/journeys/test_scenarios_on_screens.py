"""Each scenario goes into an office by `load`, is read back by `dump`, and is seen on the screens: names and numbers, on every page and tab."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.people.view import PeoplePage
from caseworker_desktop.ui.shell.window import Shell
from caseworker_desktop.ui.theme.theme import Theme
from tests.day_shell import front, settle, shell_of, shut
from tests.journeys import walk
from tests.journeys.scenario_screens import NAMES, Loaded, load_scenario
from tests.scenario_world import expected, tables
from tests.ui.faults import faults, nameless, show_at

Of = Callable[[str], Loaded]
#: Whose project has ended, so that the page opens at the last day.
ENDED = ("s1", "s2", "s3")


@pytest.fixture(scope="module")
def made() -> Iterator[dict[str, Loaded]]:
    """The offices by scenario; each is made once, when it is first asked for."""
    found: dict[str, Loaded] = {}
    yield found
    for one in found.values():
        one.desk.close()


@pytest.fixture
def of(made: dict[str, Loaded], tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> Of:
    def wanted(name: str) -> Loaded:
        if name not in made:
            made[name] = load_scenario(name, tmp_path_factory.mktemp("scenarios"), settings)
        return made[name]

    return wanted


@pytest.fixture
def window(theme: Theme, texts: Texts) -> Iterator[Callable[[Loaded], Shell]]:
    """Return the window at a scenario's desk, shown; it is shut at the end."""
    shown: list[Shell] = []

    def opened(loaded: Loaded) -> Shell:
        shell = shell_of(SimpleNamespace(desk=loaded.desk), texts)  # type: ignore[arg-type] # the window asks the world for its desk only
        show_at(shell, 1366, 768)
        assert QTest.qWaitForWindowActive(shell)
        shown.append(shell)
        return shell

    yield opened
    for one in shown:
        shut(one)


def told(shell: Shell, page: str, **where: str) -> str:
    """Open a page and return all that is said there."""
    assert walk.go(shell, walk.Step(page, page, where)) == []
    return walk.said(shell)


def press(root: QWidget, words: str) -> bool:
    """Press the button of these words, or of this name; return whether there was one that can be pressed."""
    for one in root.findChildren(QPushButton):
        if one.isVisible() and one.isEnabled() and words in (one.text().strip(), one.accessibleName()):
            one.click()
            settle()
            return True
    return False


# ---- in and out -------------------------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", NAMES)
def test_it_is_read_back_as_it_was_loaded(of: Of, name: str) -> None:
    loaded = of(name)
    dumped = [json.loads(line) for line in loaded.desk.dumping.lines()]
    found = Counter(one["record"] for one in dumped)
    own = {"organisation": 1, "staff": 1}  # the office's own: its organisation is that of the scenario, its founder one more of the staff
    for kind, count in loaded.counts.items():
        assert found[kind] == count + (own[kind] if kind == "staff" else 0), kind
    again = loaded.desk.loading.load(loaded.lines).written
    assert (again.created, again.changed, again.unchanged) == (0, 0, len(loaded.lines))
    back = loaded.desk.loading.load(json.dumps(one) for one in dumped).written
    assert (back.created, back.changed, back.unchanged) == (0, 0, len(dumped))


# ---- every page -------------------------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", NAMES)
def test_every_page_and_every_tab_opens(of: Of, window: Callable[[Loaded], Shell], name: str) -> None:
    loaded = of(name)
    shell = window(loaded)
    somebody = loaded.person_by_case("plan") or loaded.person_of("referral") or loaded.person_of("placement") or loaded.person_of("participation")
    wrong = []
    for step in walk.pages(loaded.desk) + walk.things(loaded.desk, walk.first_of(loaded.desk, somebody)):
        found = walk.go(shell, step)
        # A choice that names a project by its long title is cut; its tool tip and its list have it in full.
        found += [one for one in (*faults(shell), *nameless(shell)) if not one.startswith("choice: ")]
        said = walk.said(shell)
        if step.name.startswith("person/") and loaded.name_of(somebody) not in said:
            found.append("the person is not named")
        wrong += [f"{step.name}: {one}" for one in found]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", NAMES)
def test_all_clients_are_listed(of: Of, window: Callable[[Loaded], Shell], texts: Texts, name: str) -> None:
    loaded = of(name)
    shell = window(loaded)
    assert walk.go(shell, walk.Step("people", "people")) == []
    page = front(shell)
    assert isinstance(page, PeoplePage)
    press(page, texts.say(message("ui_people.show_all")))  # the office's founder leads no case
    said = walk.said(page.list)
    clients = {case.person for case in loaded.desk.editing.rows("case")}
    missing = [name for name in map(loaded.name_of, clients) if name not in said and " ".join(reversed(name.split(" "))) not in said]
    assert not missing, missing[:5]


@pytest.mark.parametrize("name", NAMES)
def test_its_project_and_its_indicators_are_shown(of: Of, window: Callable[[Loaded], Shell], texts: Texts, name: str) -> None:
    loaded = of(name)
    shell = window(loaded)
    code = expected(name)["project"]
    project = next(row for row in loaded.desk.editing.rows("project") if row.code == code)
    said = told(shell, "projects", project=project.id)
    assert project.title in said
    assert code in said
    said = told(shell, "indicators", project=code)
    further = texts.say(message("ui_reports.cards_after"))
    while press(front(shell), further):
        said += walk.said(shell)
    assert code in said
    for one in loaded.desk.editing.rows("indicator", project=project.id):
        assert (one.name_lt or one.name_en or one.name_lv or one.code) in said, one.code
    reached = [report for report in expected(name)["reports"] if report["as_of"] == project.period_to and "from" not in report]
    assert bool(reached) == (name in ENDED)
    for one in (one for report in reached for one in report["indicators"] if isinstance(one["value"], int)):
        assert f"\n{texts.number(one['value'])}\n" in said, one["code"]


# ---- what each of them is about -----------------------------------------------------------------------------------------------------------------
def test_s0_work_under_two_names_of_one_prison(of: Of, window: Callable[[Loaded], Shell]) -> None:
    loaded = of("s0")
    shell = window(loaded)
    desk = loaded.desk
    who = loaded.person_by_case("plan")
    assert loaded.name_of(who) in told(shell, "people", person=who, tab="timeline")
    plan = next(row for row in desk.editing.rows("plan") if row.case in {case.id for case in desk.editing.rows("case", person=who)})
    assert str(plan.number) in told(shell, "people", person=who, tab="plans")
    said = told(shell, "plan", person=who)
    for goal in desk.editing.rows("goal", plan=plan.id):
        assert goal.own_words in said
    relation = desk.editing.rows("relation")[0]
    said = told(shell, "people", person=relation.person, tab="family")
    assert loaded.name_of(relation.other) in said
    code = desk.editing.rows("person_code", person=who)[0]
    assert code.value in told(shell, "people", person=who, tab="data")
    assert told(shell, "sessions").count("2023-0") >= 30


def test_s1_scores_handover_and_what_is_ready_before_the_gate(of: Of, window: Callable[[Loaded], Shell], texts: Texts) -> None:
    loaded = of("s1")
    shell = window(loaded)
    desk = loaded.desk
    who = loaded.person_by_case("checklist_item")
    told(shell, "people", person=who, tab="leaving")
    assert press(front(shell), texts.say(message("ui_gate.ready")))
    said = walk.said(shell)
    items = {row.item for row in desk.editing.rows("checklist_item")}
    for item in items:
        assert desk.lists.name("checklist_items", item, "lt") in said, item
    handover = desk.editing.rows("handover")[0]
    case = next(row for row in desk.editing.rows("case") if row.id == handover.case)
    assert loaded.name_of(case.person) in told(shell, "people", person=case.person, tab="leaving")
    assert loaded.name_of(who) in told(shell, "today"), "released in 2023 and not heard of since"


def test_s2_groups_mentors_and_their_matches(of: Of, window: Callable[[Loaded], Shell]) -> None:
    loaded = of("s2")
    shell = window(loaded)
    desk = loaded.desk
    said = told(shell, "groups")
    groups = desk.editing.rows("group")
    assert len(groups) == 14
    for group in groups:
        members = {row.person for row in desk.editing.rows("group_member", group=group.id)}
        said = told(shell, "groups", group=group.id)
        assert group.name in said
        assert all(loaded.name_of(person) in said for person in members), group.name
    said = told(shell, "mentors", tab="mentors")
    stages = Counter(row.stage for row in desk.editing.rows("mentor"))
    assert stages == Counter(tables("s2")["pipeline_by_stage"])
    for count in stages.values():
        assert f"\n{count}\n" in said, count
    match = desk.editing.rows("match")[0]
    mentor = next(row for row in desk.editing.rows("mentor") if row.id == match.mentor)
    assert loaded.name_of(mentor.person) in told(shell, "people", person=match.person, tab="mentor")
    assert loaded.name_of(mentor.person) in told(shell, "mentors", tab="mentors", show=f"mentor:{mentor.id}")
    member = desk.editing.rows("group_member")[0]
    group = next(row for row in groups if row.id == member.group)
    assert group.name in told(shell, "people", person=member.person, tab="groups")


def test_s3_employers_places_and_placements(of: Of, window: Callable[[Loaded], Shell]) -> None:
    loaded = of("s3")
    shell = window(loaded)
    desk = loaded.desk
    partners = {row.id: row.name for row in desk.editing.rows("partner")}
    pledges = desk.editing.rows("pledge")
    said = told(shell, "work", tab="employers")
    employers = {partners[row.partner] for row in pledges}
    assert employers
    assert all(name in said for name in employers)
    who = loaded.person_of("placement") or loaded.person_by_case("placement")
    said = told(shell, "people", person=who, tab="work")
    assert any(name in said for name in employers)
    assert loaded.name_of(who) in told(shell, "work", tab="placements")


def test_s4_partners_referrals_and_a_group(of: Of, window: Callable[[Loaded], Shell], texts: Texts) -> None:
    loaded = of("s4")
    shell = window(loaded)
    desk = loaded.desk
    assert tables("s4")["partners_total"] == loaded.counts["partner"] == 545
    today = "2026-11-21"
    here = [row for row in desk.editing.rows("partner") if (row.active_from or "") <= today and (row.active_to or today) >= today]
    assert f"\n{texts.number(len(here))} " in told(shell, "partners")
    partners = {row.id: row.name for row in desk.editing.rows("partner")}
    referrals = [row for row in desk.editing.rows("referral") if row.partner]
    who = Counter(row.person for row in referrals).most_common(1)[0][0]
    said = told(shell, "people", person=who, tab="referrals")
    for row in referrals:
        if row.person == who:
            assert partners[row.partner] in said
    contact = desk.editing.rows("partner_contact")[0]
    said = told(shell, "partners", partner=contact.partner)
    assert partners[contact.partner] in said
    assert contact.name in said
    group = desk.editing.rows("group")[0]
    members = desk.editing.rows("group_member", group=group.id)
    said = told(shell, "groups", group=group.id)
    assert group.name in said
    assert all(loaded.name_of(row.person) in said for row in members)
