"""Every list of the window: how it is brought to the front, and how long it may take with 50,000 people and a million sessions."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from caseworker_desktop.usecases.desk import Desk
from tests.benchmarks.figures import Figure
from tests.benchmarks.large import Large
from tests.benchmarks.window import Opened, Window

#: A list, and a tab of the person's page with the page around it.
LIST_S, PERSON_S = 0.2, 0.3
TIMES = 3
#: Tabs of the person's page (PERSON_TABS, and its own); the timeline is the page itself.
PERSON_TABS = ("plans", "needs", "documents", "data", "family", "leaving", "mentor", "work", "referrals", "groups")
PARTS = ("laptops", "staff", "care", "aside", "audit", "rights")


@dataclass(frozen=True, slots=True)
class Listed:
    """A list: the page it is on, where on it, and what a hand does to bring it there (`turn`, not part of the time)."""

    name: str
    page: str
    where: dict[str, str]
    turn: Callable[[Any], object] | None = None


def lists(desk: Desk, made: Large) -> list[Listed]:
    """Return all of them."""
    family = desk.people.names([made.busy])[made.busy].split()[-1]
    return [
        *_people(made.busy, family), *_gate(), *_day(), *_groups(), *_registers(made), *_partners(),
        *(Listed(f"person: {tab}", "people", {"person": made.busy, "tab": tab}) for tab in PERSON_TABS),
        *(Listed(f"settings: {part}", "settings", {"part": part}) for part in PARTS),
        Listed("projects", "projects", {}), Listed("listing", "listing", {}),
        Listed("inbox: conflicts", "inbox", {"do": "conflicts"}), Listed("inbox: pairs", "inbox", {"do": "pairs"}),
    ]


def measure(window: Window, made: Large, say: Callable[[str], None], only: Sequence[str] = ()) -> list[Figure]:
    """Return the median second after which each stands painted with all its rows, opened again after everything may have changed."""
    out = []
    for one in lists(window.desk, made):
        if only and not any(word in one.name for word in only):
            continue
        took = Opened()
        for at in range(TIMES + 1):
            window.open_again(one.page, one.where, took, one.turn if at == 0 else None, turned=one.turn is not None)
        out.append(_figure(one.name, took, say))
    found = []
    for _ in range(TIMES):
        start = time.perf_counter()
        window.find_people("jon", 8)
        found.append(time.perf_counter() - start)
    out.append(Figure("list „palette: a name typed“", statistics.median(found), "s", LIST_S, detail=f"n={TIMES}"))
    return out


def _figure(name: str, took: Opened, say: Callable[[str], None]) -> Figure:
    whole, stands, worked = sorted(took.whole[1:]), statistics.median(took.stands[1:]), statistics.median(took.worked[1:])  # the first builds widgets
    say(f"  {name}: {statistics.median(whole):.3f} s; stands {stands:.3f} s; processor {worked:.3f} s")
    detail = f"n={TIMES}, {whole[0]:.2f}–{whole[-1]:.2f} s; stands after {stands:.2f} s; {worked:.2f} s of the processor"
    return Figure(f"list „{name}“", statistics.median(whole), "s", PERSON_S if name.startswith("person:") else LIST_S, detail=detail)


def _people(busy: str, family: str) -> list[Listed]:
    def narrowed(*chips: str) -> Callable[[Any], object]:
        def turn(page: Any) -> None:
            page.list._typed("")
            page.list.chips.choose(chips)
            page.list.chips.chosen_changed.emit()

        return turn

    def typed(text: str) -> Callable[[Any], object]:
        def turn(page: Any) -> None:
            narrowed()(page)
            page.list._typed(text)

        return turn

    person = {"person": busy}
    return [
        Listed("people: mine", "people", person, narrowed("mine")), Listed("people: everybody", "people", person, narrowed()),
        Listed("people: leaving", "people", person, narrowed("leaving")),
        Listed("people: waiting for a mentor", "people", person, narrowed("waiting")),
        Listed("people: a name typed", "people", person, typed(family)), Listed("people: two letters typed", "people", person, typed(family[:2])),
        Listed("people: a status typed", "people", person, typed("paleis")),
    ]


def _gate() -> list[Listed]:
    def whose(mine: bool) -> Callable[[Any], object]:
        return lambda page: page.mine.toggle(0) if bool(page.mine.chosen()) != mine else None

    return [
        Listed(f"gate: {name}{f', {within} days' if within else ''}, {'mine' if mine else 'everybody'}", "gate",
               {"list": name, **({"within": within} if within else {})}, whose(mine))
        for name, within in (("leaving", "30"), ("leaving", "90"), ("contacts", ""), ("later", ""), ("silent", ""), ("handovers", ""), ("routes", ""))
        for mine in ((True, False) if name != "routes" else (True,))
    ]


def _day() -> list[Listed]:
    def worker(at: int) -> Callable[[Any], object]:
        return lambda page: page.workload.table.selectRow(at if at >= 0 else page.workload.table.model().rowCount() + at)

    def sessions(kind: str | None, mine: bool) -> Callable[[Any], object]:
        def turn(page: Any) -> None:
            page.kind.choose(kind)
            page._of_kind()
            page.mine.choose(("mine",) if mine else ())
            page._of_mine()

        return turn

    return [
        Listed("today", "today", {}), Listed("today: all tasks, 90 days", "today", {}, lambda page: (page._all_tasks(), page._look_ahead(90))),
        Listed("calendar: the week", "calendar", {}),
        Listed("team: workload", "team", {"part": "workload"}, worker(0)), Listed("team: of a colleague", "team", {"part": "workload"}, worker(3)),
        Listed("team: whom nobody leads", "team", {"part": "workload"}, worker(-1)), Listed("team: supervision", "team", {"part": "supervision"}),
        Listed("sessions: mine", "sessions", {}, sessions(None, True)), Listed("sessions: all", "sessions", {}, sessions(None, False)),
        Listed("sessions: groups of all", "sessions", {}, sessions("group", False)),
        Listed("sessions: events of all", "sessions", {}, sessions("event", False)), Listed("notes: mine", "notes", {}),
    ]


def _groups() -> list[Listed]:
    def all_of_them(page: Any) -> None:
        page.list._everything()

    return [Listed("groups: all", "groups", {}, all_of_them), Listed("groups: programmes", "groups", {"show": "programmes"})]


def _registers(made: Large) -> list[Listed]:
    def chip(tab: str, code: str) -> Callable[[Any], object]:
        def turn(page: Any) -> None:
            page.lists[tab].chips.choose([code])
            page.lists[tab].reload()

        return turn

    def typed(tab: str, text: str) -> Callable[[Any], object]:
        def turn(page: Any) -> None:
            if page.lists[tab].chips is not None:
                page.lists[tab].chips.choose([])
            page.lists[tab].search.setText(text)
            page.lists[tab].reload()

        return turn

    def plain(page: Any) -> None:
        for each in page.lists.values():
            each.search.setText("")
            if each.chips is not None:
                each.chips.choose([])

    return [
        *(Listed(f"mentors: {tab}", "mentors", {"tab": tab}, plain) for tab in ("mentors", "waiting", "matches", "dues", "trainings")),
        Listed("mentors: of a stage", "mentors", {"tab": "mentors"}, chip("mentors", "matched")),
        Listed("mentors: a name typed", "mentors", {"tab": "mentors"}, typed("mentors", "jo")),
        Listed("mentors: who could walk with a client", "mentors", {"tab": "waiting", "show": f"client:{made.busy}"}),
        *(Listed(f"work: {tab}", "work", {"tab": tab}, plain) for tab in (
            "employers", "pledges", "placements", "applications", "employed", "processes")),
        Listed("work: free places", "work", {"tab": "pledges"}, chip("pledges", "free")),
        Listed("work: placements that run", "work", {"tab": "placements"}, chip("placements", "running")),
        Listed("work: an employer typed", "work", {"tab": "employers"}, typed("employers", "fond")),
    ]


def _partners() -> list[Listed]:
    def referrals(which: str) -> Callable[[Any], object]:
        def turn(page: Any) -> None:
            page.referrals.which.choose([which])
            page.referrals.which.chosen_changed.emit()

        return turn

    def network(which: str) -> Callable[[Any], object]:
        def turn(page: Any) -> None:
            page.network.which.choose([which])
            page.network.which.chosen_changed.emit()

        return turn

    return [
        Listed("partners: all", "partners", {"list": "register"}),
        *(Listed(f"partners: referrals, {which}", "partners", {"list": "referrals"}, referrals(which))
          for which in ("waiting", "out", "in", "figures")),
        *(Listed(f"partners: network, {which}", "partners", {"list": "network"}, network(which)) for which in ("growth", "experts", "news")),
    ]
