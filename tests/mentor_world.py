"""Mentors and employers around a worker's day: a register at every stage, clients who wait, a match through the gate, pledges and placements."""

from __future__ import annotations

from typing import Any

from tests.day_world import ALGIRDAS, ALYTUS, DARIUS, MINDAUGAS, PETRAS, RUTA, ZYGIMANTAS, DayWorld, day, moment, name_id

#: given names, family name, stage, kind, most, lived experience, interests, languages, municipality, clearance in Alytus until (days)
MENTORS: tuple[tuple[Any, ...], ...] = (
    ("Antanas", "Pavyzdys", "matched", "volunteer", 2, ["prison", "recovery"], ["žvejyba", "krepšinis"], ["lt"], "LT-02", 20),
    ("Birutė", "Savanorė", "agreement", "volunteer", 2, ["parenthood", "debts"], ["knygos"], ["lt", "ru"], "LT-02", 200),
    ("Gintaras", "Patirtis", "matched", "expert_by_experience", 1, ["prison", "addiction", "trade"], ["suvirinimas"], ["lt"], "LT-13", None),
    ("Dovilė", "Mokinė", "trained", "volunteer", None, ["unemployment"], [], ["lt"], None, None),
    ("Jurgis", "Naujokas", "screened", "volunteer", None, [], [], ["lt"], None, None),
    ("Kristina", "Rytdiena", "recruited", "volunteer", None, [], [], [], None, None),
    ("Leonas", "Baigęsis", "ended", "volunteer", 1, ["faith"], [], ["lt"], None, None),
)
ANTANAS, BIRUTE, GINTARAS, DOVILE, JURGIS, KRISTINA, LEONAS = range(7)
REACHED = ("recruited_on", "screened_on", "trained_on", "agreement_on")
ORDER = ("recruited", "screened", "trained", "agreement", "matched", "ended")
METALAS, KEPYKLA = name_id("partner metalas"), name_id("partner kepykla")
WELDER, BAKER = name_id("pledge welder"), name_id("pledge baker")
SEMINAR, PROJECT, PROGRAMME = name_id("seminar"), name_id("project"), name_id("programme mentors")


def mentor(n: int) -> str:
    """Return the mentor record of MENTORS[n]."""
    return name_id(f"mentor {n}")


def mentor_person(n: int) -> str:
    """Return the person of MENTORS[n]."""
    return name_id(f"person of mentor {n}")


def match(n: int) -> str:
    """Return the n-th match: 0 Antanas with Petras (through the gate), 1 Gintaras with Algirdas."""
    return name_id(f"match {n}")


def placement(n: int) -> str:
    """Return the n-th placement: 0 Mindaugas, over; 1 one of the silent, running."""
    return name_id(f"placement {n}")


def add_mentors(world: DayWorld) -> None:
    """Write the register, two matches with their meetings, and what clients told of themselves."""
    records: list[dict[str, Any]] = []
    for n, (given, family, stage, kind, most, lived, interests, languages, place, cleared) in enumerate(MENTORS):
        person, key = mentor_person(n), mentor(n)
        dates = {field: day(-300 + 30 * at) for at, field in enumerate(REACHED) if at <= ORDER.index(stage)}
        records += [
            {"record": "person", "id": person, "given_names": given, "family_name": family, "languages": languages,
             **({"residence_declared": place} if place else {})},
            {"record": "mentor", "id": key, "person": person, "kind": kind, "stage": stage, "lived_experience": lived, "interests": interests,
             "support_person": world.desk.worker.staff, **dates, **({"max_matches": most} if most else {}),
             **({"ended_on": day(-20)} if stage == "ended" else {}), **({"model": "Suomija"} if kind == "expert_by_experience" else {})},
        ]
        if cleared is not None:
            records.append({"record": "clearance", "id": name_id(f"clearance {n}"), "mentor": key, "institution": ALYTUS, "from": day(-180),
                            "to": day(cleared)})
    records += _programme(world) + _matches(world) + _clients(world)
    world.load(*records)


def _programme(world: DayWorld) -> list[dict[str, Any]]:
    staff, group = world.desk.worker.staff, name_id("group of mentors")
    records: list[dict[str, Any]] = [
        {"record": "programme", "id": PROGRAMME, "code": "MENT-16", "name_lt": "Mentorių mokymai", "kind": "mentor_training", "pass_percent": 100},
        {"record": "group", "id": group, "programme": PROGRAMME, "name": "Rudens savaitgalis", "from": day(-241), "to": day(-240),
         "leaders": [staff]},
    ]
    for n in (ANTANAS, BIRUTE, GINTARAS, DOVILE, LEONAS):
        records.append({"record": "group_member", "group": group, "person": mentor_person(n), "result": "completed", "completed_on": day(-240)})
    supervision = name_id("supervision")
    return [
        *records,
        {"record": "session", "id": supervision, "kind": "mentor_supervision", "starts_at": moment(-10, 17), "minutes": 90, "staff": [staff]},
        {"record": "attendance", "session": supervision, "person": mentor_person(ANTANAS), "status": "present"},
    ]


def _matches(world: DayWorld) -> list[dict[str, Any]]:
    petras, algirdas = world.persons[PETRAS], world.persons[ALGIRDAS]
    records: list[dict[str, Any]] = [
        {"record": "match", "id": match(0), "mentor": mentor(ANTANAS), "person": petras, "from": day(-120), "shared_ground": ["prison"],
         "examples": ["sobriety"], "review_on": day(5)},
        {"record": "match", "id": match(1), "mentor": mentor(GINTARAS), "person": algirdas, "from": day(-60), "review_on": day(-3)},
    ]
    for at, offset in enumerate((-100, -70, -40, -15)):
        session = name_id(f"mentor meeting {at}")
        records += [
            {"record": "session", "id": session, "kind": "mentor_meeting", "starts_at": moment(offset, 15), "minutes": 60, "match": match(0),
             "cases": [world.cases[PETRAS]], "institution": ALYTUS, "place_type": "prison", "mood": 3 + at % 3, "topics": ["leisure"]},
            {"record": "attendance", "session": session, "person": petras, "case": world.cases[PETRAS], "status": "present", "phase": "inside"},
        ]
    return records


def _clients(world: DayWorld) -> list[dict[str, Any]]:
    return [
        {"record": "case", "id": world.cases[RUTA], "person": world.persons[RUTA], "opened_on": day(-200), "lead": world.desk.worker.staff,
         "no_close_support": True, "lived_experience": ["debts", "parenthood"], "interests": ["knygos ir teatras"]},
        {"record": "case", "id": world.cases[DARIUS], "person": world.persons[DARIUS], "opened_on": day(-200), "lead": world.desk.worker.staff,
         "mentor_wanted_on": day(-90), "lived_experience": ["addiction"], "interests": ["žvejoti"]},
        {"record": "person", "id": world.persons[DARIUS], "given_names": "Darius", "family_name": "Įdzelis", "languages": ["lt"],
         "residence_after_release": "LT-02"},
        {"record": "consent", "person": world.persons[DARIUS], "purpose": "share_mentor", "given": True, "on": day(-80)},
        {"record": "consent", "person": world.persons[RUTA], "purpose": "share_mentor", "given": True, "on": day(-80)},
    ]


def add_work(world: DayWorld) -> None:
    """Write two employers with their pledges, two placements with a visit, an application and somebody who found work."""
    staff = world.desk.worker.staff
    records: list[dict[str, Any]] = [
        {"record": "project", "id": PROJECT, "code": "VP1-1.3-SADM-02-K-01-002", "title": "PPSI", "period_from": "2025-01-01"},
        {"record": "partner", "id": METALAS, "name": "UAB „Pavyzdinis metalas“", "kind": "company", "municipality": "LT-02", "is_employer": True,
         "phone": "+37060000021", "accepts_convictions": "Taip, išskyrus vagystes.", "verified_on": day(-60)},
        {"record": "partner", "id": KEPYKLA, "name": "MB „Tariama kepykla“", "kind": "company", "municipality": "LT-13", "is_employer": True},
        {"record": "pledge", "id": WELDER, "partner": METALAS, "project": PROJECT, "job": "Suvirintojas", "municipality": "LT-02", "places": 3,
         "from": day(-200), "to": day(100), "conditions": "Blaivus, ateina laiku."},
        {"record": "pledge", "id": BAKER, "partner": KEPYKLA, "project": PROJECT, "job": "Kepėjas", "municipality": "LT-13", "places": 1,
         "from": day(-100)},
        {"record": "person", "id": world.persons[ZYGIMANTAS], "given_names": "Žygimantas", "family_name": "Šešelgis", "birth_date": "1991-05-12",
         "experience": "Suvirintojas, 8 metai.", "residence_after_release": "LT-02"},
        {"record": "need", "case": world.cases[ZYGIMANTAS], "domain": "N-EMP", "on": day(-90), "client_value": 3, "met": "open"},
        {"record": "consent", "person": world.persons[ZYGIMANTAS], "purpose": "share_employer", "given": True, "on": day(-80)},
        {"record": "placement", "id": placement(0), "person": world.persons[MINDAUGAS], "pledge": WELDER, "partner": METALAS,
         "job": "Suvirintojo padėjėjas", "from": day(-90), "to": day(-76), "hours_week": "40", "pay": "620", "tutor": "cecho meistras",
         "agreement_no": "T-11", "status": "completed",
         "before": {"motivation": 6, "responsibility": 5, "skills": 6}, "after": {"motivation": 8, "responsibility": 8, "skills": 7},
         "tutor_comment": "Nebevėluoja."},
        {"record": "placement", "id": placement(1), "person": world.silent[0], "pledge": BAKER, "partner": KEPYKLA, "job": "Kepėjas",
         "from": day(-12), "to": day(9), "hours_week": "38", "pay": "780", "tutor": "pamainos vadovė", "status": "running",
         "before": {"motivation": 7, "responsibility": 6, "skills": 4}},
        {"record": "session", "id": name_id("visit"), "kind": "in_work_visit", "starts_at": moment(-80, 9), "minutes": 40, "staff": [staff],
         "placement": placement(0), "cases": [world.cases[MINDAUGAS]], "place": "Cechas", "place_type": "workplace"},
        {"record": "application", "person": world.persons[MINDAUGAS], "partner": METALAS, "job": "Suvirintojas", "sent_on": day(-70),
         "status": "started"},
        {"record": "outcome", "id": name_id("work of Mindaugas"), "person": world.persons[MINDAUGAS], "case": world.cases[MINDAUGAS],
         "project": PROJECT, "type": "O-JOB", "on": day(-70), "first_ever": True, "evidence": "employer_note"},
        {"record": "session", "id": SEMINAR, "kind": "seminar", "starts_at": moment(-120, 13), "minutes": 120, "staff": [staff], "place": "Alytus"},
    ]
    for moment_, answers in (("before", {"1": 2, "2": 3, "3": 2, "4": 2, "5": 3}), ("after", {"1": 4, "2": 4, "3": 3, "4": 4, "5": 4})):
        records.append({"record": "attitude", "partner": METALAS, "seminar": SEMINAR, "moment": moment_, "answers": answers})
    world.load(*records)
