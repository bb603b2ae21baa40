"""What stands around the sessions of a large office: plans, tasks, contacts after release, mentors, work, referrals; so that every list is full."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.clock import unix_ms
from caseworker_desktop.usecases.desk import Desk
from tests.benchmarks.invention import Invention
from tests.benchmarks.operations import Pen, operation_id
from tests.benchmarks.workspaces import MUNICIPALITIES, store_of, take

#: How many of each there are beside the people and their sessions.
MENTORS, PLANS, TASKS, REFERRALS, PLACEMENTS, PLEDGES, EVENTS, DISPUTES = 4_000, 8_000, 60_000, 30_000, 6_000, 400, 2_000, 200
#: The contacts after release (follow_up_reasons.csv): days and window.
CONTACTS = (("day_1", 1, 1), ("day_3", 3, 2), ("day_7", 7, 3), ("day_14", 14, 7), ("day_30", 30, 14), ("day_90", 90, 21), ("day_180", 180, 30),
            ("six_month", 182, 30), ("twelve_month", 365, 30))
ITEMS = ("C-ID", "C-RESIDENCE", "C-HEALTH", "C-EMPLOYMENT", "C-BENEFITS", "C-BANK", "C-GP", "C-DEBTS")
LIVED = ("prison", "addiction", "recovery", "debts", "unemployment", "parenthood", "homelessness")
LIKED = ("krepšinis", "žvejyba", "medžio darbai", "skaitymas", "automobilių remontas", "sodininkystė")


@dataclass(frozen=True, slots=True)
class Known:
    """What is there already: (person, case) of everybody, staff (the worker first), institutions, partners, the project; release by person."""

    people: Sequence[tuple[bytes, bytes]]
    staff: Sequence[bytes]
    institutions: Sequence[bytes]
    partners: Sequence[bytes]
    project: bytes
    released: dict[bytes, str]
    today: date


def fill(desk: Desk, people: Sequence[tuple[bytes, bytes]], project: str, say: Callable[[str], None], *, share: float = 1.0, seed: int = 41) -> None:
    """Write it all (a minute). `share`: of the numbers above, for a smaller office."""
    now = unix_ms(desk.worker.clock.now())
    me = ids.to_bytes(desk.worker.staff)
    with store_of(desk).reading() as reading:
        staff = [me, *(ids.to_bytes(one.id) for one in reading.rows("staff") if one.id != desk.worker.staff)]
        partners = [ids.to_bytes(one.id) for one in reading.rows("partner")]
        released = {ids.to_bytes(one.person): one.date for one in reading.rows("release_date")}
    places = [ids.to_bytes(one) for one in sorted(desk.institutions.known())[:8]]
    known = Known(people, staff, places, partners, ids.to_bytes(project), released, desk.worker.clock.now().date())
    pen, words = Pen(seed, me, clock=20_000_000, start_ms=now - 400 * 86_400_000), Invention(seed)
    desk.loading.load(_lists(known))
    for name, bodies in (
        ("cases", _cases(pen, known)), ("leaving", _leaving(pen, known)), ("mentors", _mentors(pen, known, words, round(MENTORS * share))),
        ("plans", _plans(pen, known, words, round(PLANS * share))), ("tasks", _tasks(pen, known, words, round(TASKS * share))),
        ("partners", _partners(pen, known, words, round(REFERRALS * share), round(EVENTS * share))),
        ("work", _work(pen, known, words, round(PLACEMENTS * share), round(PLEDGES * share))), ("files", _files(pen, known, words)),
        ("disputes", _disputes(pen, Pen(seed + 1, staff[-1], clock=pen.clock, start_ms=now - 86_400_000), known, round(DISPUTES * share))),
    ):
        done = take(desk, bodies)
        say(f"  {name}: {done:,} operations")


def _cases(pen: Pen, known: Known) -> Iterator[bytes]:
    """The half of the cases has a leader among the colleagues; some wish for a mentor, some stand in a crisis."""
    chance = pen.chance
    for number, (person, case) in enumerate(known.people):
        fields: dict[str, list[Any]] = {}
        if number % 600 and number % 2:
            fields["lead"] = [chance.choice(known.staff[1:])]
        if number % 40 == 0:
            fields["no_close_support"] = [True]
        if number % 150 == 0:
            fields["mentor_wanted_on"] = [_day(known, -chance.randrange(400))]
        if number % 60 == 0:
            fields["crisis"] = [chance.choice(("relationship", "debts", "relapse", "unemployment", "homelessness"))]
        if number % 30 == 0:
            fields[f"interests/{chance.choice(LIKED)}"] = [True]
            fields[f"lived_experience/{chance.choice(LIVED)}"] = [True]
        if fields:
            pen.command()
            yield pen.write("case", case, fields, person)
        if number % 45 == 0:
            yield pen.write("consent", pen.id(), {
                "person": [person], "purpose": [chance.choice(("share_mentor", "follow_up", "share_prison"))], "given": [True],
                "on": [_day(known, -300)], "expires_on": [_day(known, chance.randrange(-60, 200))]}, person)
        if number % 50 == 0:
            kind = chance.choice(("violence", "health", "suicide_risk"))
            yield pen.write("flag", pen.id(), {"person": [person], "kind": [kind], "from": [_day(known, -200)]}, person)


def _leaving(pen: Pen, known: Known) -> Iterator[bytes]:
    """Checklists of those who leave within 120 days; the contacts of everybody who left, and attempts."""
    chance, day = pen.chance, known.today.isoformat()
    soon = _day(known, 120)
    for person, case in known.people:
        release = known.released[person]
        pen.command()
        if day <= release <= soon:
            for item in ITEMS:
                yield pen.write("checklist_item", pen.id(), {
                    "case": [case], "list": ["release"], "item": [item], "due": [release],
                    "done_on": [day if chance.random() < 0.4 else None]}, person)
        if release >= day:
            continue
        for reason, days, window in CONTACTS:
            due = (date.fromisoformat(release) + timedelta(days=days)).isoformat()
            held = due < day and chance.randrange(8) > 0
            fields: dict[str, list[Any]] = {"case": [case], "due": [due], "reason": [reason], "window_days": [window]}
            if held:
                fields |= {"done_on": [due], "reached": [chance.choice(("reached", "reached", "not_reached"))],
                           "answers/returned_to_prison": [chance.choice(("yes", "no", "no"))], "source": ["client"]}
            yield pen.write("follow_up", pen.id(), fields, person)
        if chance.randrange(3) == 0:
            yield pen.write("contact_attempt", pen.id(), {
                "case": [case], "person": [person], "at": [f"{_day(known, -chance.randrange(200))}T11:00:00+02:00"], "channel": ["phone"],
                "result": [chance.choice(("no_answer", "agreed", "met"))]}, person)
    for person, case in known.people[5::150]:
        pen.command()
        yield pen.write("handover", pen.id(), {"case": [case], "from_staff": [known.staff[1]], "to_staff": [chance.choice(known.staff)],
                                               "to_site": [known.institutions[0]], "on": [_day(known, -chance.randrange(20))]}, person)  # fmt: skip


def _mentors(pen: Pen, known: Known, words: Invention, count: int) -> Iterator[bytes]:
    chance, stages = pen.chance, ("recruited", "screened", "trained", "agreement", "agreement", "matched", "matched", "ended")
    clients = iter(known.people[:count])
    for _ in range(count):
        pen.command()
        person, mentor, stage = pen.id(), pen.id(), chance.choice(stages)
        yield pen.write("person", person, {"given_names": [words.name(chance)], "family_name": [words.name(chance)], "sex": [chance.choice("mf")],
                                           "residence_declared": [chance.choice(MUNICIPALITIES)], "languages/lt": [True]}, person)  # fmt: skip
        yield pen.write("mentor", mentor, {
            "person": [person], "kind": [chance.choice(("volunteer", "expert_by_experience"))], "stage": [stage], "recruited_on": ["2024-03-01"],
            "max_matches": [chance.choice((1, 2, 3))], "support_person": [known.staff[0]], f"interests/{chance.choice(LIKED)}": [True],
            **{f"lived_experience/{one}": [True] for one in chance.sample(LIVED, 2)}}, person)
        if stage in ("agreement", "matched"):
            for place in chance.sample(list(known.institutions), 2):
                yield pen.write("clearance", pen.id(), {"mentor": [mentor], "institution": [place], "from": ["2026-01-01"],
                                                        "to": [_day(known, chance.randrange(-200, 500))]}, None, (person,))  # fmt: skip
        if stage == "matched" or chance.randrange(4) == 0:
            client, match = next(clients)[0], pen.id()
            over = None if stage == "matched" else "2026-02-01"
            yield pen.write("match", match, {
                "mentor": [mentor], "person": [client], "from": ["2025-09-01"], "to": [over], "end_reason": [over and "agreed_end"],
                "review_on": [None if over else _day(known, chance.randrange(-30, 120))]}, None, (person, client))
            for _meeting in range(4):
                yield pen.write("session", pen.id(), {
                    "kind": ["mentor_meeting"], "starts_at": [f"{_day(known, -chance.randrange(300))}T15:00:00+02:00"], "minutes": [60],
                    "match": [match]}, None, (person, client))
        if stage in ("agreement", "matched") and chance.randrange(2):
            gathering = pen.id()
            yield pen.write("session", gathering, {"kind": ["mentor_supervision"], "minutes": [90],
                                                   "starts_at": [f"{_day(known, -chance.randrange(90))}T17:00:00+02:00"]})  # fmt: skip
            yield pen.write("attendance", pen.id(), {"session": [gathering], "person": [person], "status": ["present"]}, None, (person,))


def _plans(pen: Pen, known: Known, words: Invention, count: int) -> Iterator[bytes]:
    chance = pen.chance
    for number in range(count):
        pen.command()
        person, case = known.people[number * 6 % len(known.people)]
        plan = pen.id()
        yield pen.write("plan", plan, {"case": [case], "number": [str(number)], "status": ["agreed" if number % 5 else "draft"],
                                       "agreed_on": [_day(known, -200)]}, person)  # fmt: skip
        for at in range(2):
            held = at == 0
            yield pen.write("plan_review", pen.id(), {"plan": [plan], "due": [_day(known, -100 if held else chance.randrange(-60, 90))],
                                                      "held_on": [_day(known, -99) if held else None]}, person)  # fmt: skip
        for _ in range(2):
            goal = pen.id()
            yield pen.write("goal", goal, {"plan": [plan], "own_words": [words.text(chance, 8)], "status": ["open"], "domain": ["N-EMP"]}, person)
            for _ in range(2):
                yield pen.write("step", pen.id(), {
                    "goal": [goal], "text": [words.text(chance, 6)], "who": ["staff"], "staff": [chance.choice(known.staff)],
                    "due": [_day(known, chance.randrange(-30, 120))], "status": ["open" if chance.randrange(3) else "done"]}, person)
        yield pen.write("need", pen.id(), {"case": [case], "domain": [chance.choice(("N-HOU", "N-DEB", "N-EMP"))], "on": [_day(known, -200)],
                                           "client_value": [chance.randrange(10)], "worker_value": [chance.randrange(10)]}, person)  # fmt: skip


def _tasks(pen: Pen, known: Known, words: Invention, count: int) -> Iterator[bytes]:
    """Tasks of all, a third of them open; what the worker does this week."""
    chance = pen.chance
    for number in range(count):
        pen.command()
        person, case = chance.choice(known.people)
        yield pen.write("task", pen.id(), {
            "title": [words.text(chance, 4)], "due": [_day(known, chance.randrange(-200, 30))], "staff": [chance.choice(known.staff)],
            "person": [person], "case": [case], "kind": ["manual" if number % 9 else "call_outside"],
            "done_on": [None if chance.randrange(3) == 0 else _day(known, -1)]}, person)
    for number in range(60):
        pen.command()
        person, case = chance.choice(known.people)
        yield pen.write("session", pen.id(), {
            "kind": ["individual"], "starts_at": [f"{_day(known, number % 12)}T{8 + number % 9:02}:00:00+02:00"], "minutes": [0],
            "planned_minutes": [50], "institution": [known.institutions[0]], f"staff/{ids.to_text(known.staff[0])}": [True],
            f"cases/{ids.to_text(case)}": [True]}, None, (person,))


def _partners(pen: Pen, known: Known, words: Invention, referrals: int, events: int) -> Iterator[bytes]:
    chance = pen.chance
    for number in range(referrals):
        pen.command()
        person, _ = chance.choice(known.people)
        status = chance.choice(("sent", "accepted", "waiting")) if number % 30 == 0 else chance.choice(("finished", "refused", "started"))
        yield pen.write("referral", pen.id(), {
            "direction": ["in" if number % 7 == 0 else "out"], "person": [person], "partner": [chance.choice(known.partners)],
            "on": [_day(known, -chance.randrange(1500))], "status": [status], "service": ["P-PSI"],
            f"reasons/{chance.choice(('housing', 'debts', 'addiction'))}": [True],
            "answered_on": [None if status in ("sent", "waiting") else _day(known, -10)]}, person)
    for partner in known.partners:
        pen.command()
        yield pen.write("partner_contact", pen.id(), {"partner": [partner], "name": [words.name(chance)], "news_opt_in": [True],
                                                      "email": ["kas@pavyzdys.lt"]})  # fmt: skip
        yield pen.write("partner", partner, {f"services/{chance.choice(('P-PSI', 'P-SOC', 'P-LAW', 'P-WORK'))}": [True]})
    for number in range(events):
        pen.command()
        session = pen.id()
        yield pen.write("session", session, {
            "kind": ["partner_meeting" if number % 2 else "event"], "starts_at": [f"{_day(known, -chance.randrange(900))}T10:00:00+02:00"],
            "minutes": [60], f"staff/{ids.to_text(chance.choice(known.staff))}": [True],
            f"partners/{ids.to_text(chance.choice(known.partners))}": [True],
            "trainers/a": [{"name": words.name(chance), "organisation": "Universitetas", "country": "LT"}]})
        yield pen.write("minutes", pen.id(), {"session": [session], "agreed": [words.text(chance, 20)]})


def _work(pen: Pen, known: Known, words: Invention, placements: int, pledges: int) -> Iterator[bytes]:
    chance, offers, employers = pen.chance, [], known.partners[::5]
    for _ in range(pledges):
        pen.command()
        partner, pledge = chance.choice(employers), pen.id()
        offers.append((pledge, partner))
        yield pen.write("pledge", pledge, {"partner": [partner], "job": [words.name(chance)], "places": [chance.randrange(5, 30)],
                                           "municipality": [chance.choice(MUNICIPALITIES)], "from": ["2024-01-01"],
                                           "to": [_day(known, chance.randrange(-300, 300))]})  # fmt: skip
    for number in range(placements):
        pen.command()
        person, case = chance.choice(known.people)
        pledge, partner = chance.choice(offers)
        placement, running = pen.id(), number % 10 == 0
        began = _day(known, -chance.randrange(20, 900))
        yield pen.write("placement", placement, {
            "person": [person], "pledge": [pledge], "partner": [partner], "job": [words.name(chance)], "from": [began],
            "to": [None if running else _day(known, -10)], "status": ["running" if running else "completed"],
            "before/motivation": [4], **({} if running else {"after/motivation": [7]})}, person)
        yield pen.write("session", pen.id(), {"kind": ["work_visit"], "starts_at": [f"{_day(known, -chance.randrange(300))}T09:00:00+02:00"],
                                              "minutes": [45], "placement": [placement]}, None, (person,))  # fmt: skip
        yield pen.write("application", pen.id(), {
            "person": [person], "partner": [partner], "job": [words.name(chance)], "sent_on": [began],
            "status": [chance.choice(("sent", "interview", "refused"))]}, person)
        yield pen.write("outcome", pen.id(), {"person": [person], "case": [case], "type": ["O-JOB"], "on": [began],
                                              "until": [None if running else _day(known, -10)], "first_ever": [number % 3 == 0]}, person)  # fmt: skip


def _lists(known: Known) -> Iterator[str]:
    """Projects with agreements, and programmes: what the office alone writes."""
    for number in range(40):
        code = f"P-{number:02}"
        yield json.dumps({"record": "project", "code": code, "title": f"Projektas {number}", "period_from": "2023-01-01", "period_to": "2027-12-31",
                          "status": "running"})  # fmt: skip
        yield json.dumps({"record": "agreement", "number": f"S-{number}", "project": f"@{code}", "partner": ids.to_text(known.partners[number]),
                          "valid_to": _day(known, number * 9 - 60), "remind_days": 60})  # fmt: skip
        yield json.dumps({"record": "programme", "code": f"PR-{number:02}", "name_lt": f"Programa {number}", "kind": "group_programme"})


def _files(pen: Pen, known: Known, words: Invention) -> Iterator[bytes]:
    """Documents, families, and supervision by the worker."""
    chance = pen.chance
    for number in range(5_000):
        pen.command()
        person, case = chance.choice(known.people)
        yield pen.write("document", pen.id(), {
            "title": [words.text(chance, 3)], "kind": ["letter"], "on": [_day(known, -chance.randrange(900))], "case": [case],
            f"persons/{ids.to_text(person)}": [True]}, None, (person,))
        other, _ = chance.choice(known.people)
        yield pen.write("relation", pen.id(), {"person": [person], "other": [other], "kind": ["R-SIB"]}, None, (person, other))
        if number % 20 == 0:
            yield pen.write("supervision", pen.id(), {"staff": [chance.choice(known.staff[1:])], "supervisor": [known.staff[0]],
                                                      "on": [_day(known, -chance.randrange(600))]})  # fmt: skip


def _disputes(pen: Pen, other: Pen, known: Known, count: int) -> Iterator[bytes]:
    """Tasks whose title two colleagues wrote differently."""
    for number in range(count):
        pen.command()
        other.command()
        person, case = known.people[number]
        task = pen.id()
        made = pen.write("task", task, {"title": ["Paskambinti"], "staff": [known.staff[0]], "case": [case], "person": [person]}, person)
        yield made
        yield pen.write("task", task, {"title": ["Paskambinti motinai", [operation_id(made)]]}, person)
        yield other.write("task", task, {"title": ["Paskambinti broliui", [operation_id(made)]]}, person)


def _day(known: Known, after: int) -> str:
    return (known.today + timedelta(days=after)).isoformat()
