"""A worker's day with partners: the nine of the reference picture among 520, an agreement, a meeting, referrals both ways."""

from __future__ import annotations

from typing import Any

from tests.day_world import PETRAS, ZYGIMANTAS, DayWorld, day, moment, name_id

#: name, services, areas, by exception, kind, acceptance (code, words), weeks of waiting, verified (days ago; None: never)
SHOWN = (
    ("Alytaus nakvynės namai (pavyzdys)", ("S-APG", "S-NAK"), ("LT-02",), (), "municipality", "yes", 2, 39),
    ("Socialinių paslaugų centras", ("S-PAL", "R-SKO"), ("LT-02", "LT-03"), (), "municipality", "yes", 1, 51),
    ("Bendruomenė „Pavyzdžio kelias“", ("R-REA", "R-BUS"), ("LT-02",), (), "ngo", "yes", 6, 108),
    ("Dienos centras „Pavyzdys“", ("P-IDA", "S-SOI"), ("LT-02",), (), "ngo", "yes", 0, 18),
    ("Krizių centras „Pavyzdė“", ("S-KRI", "P-PSI"), ("LT-03",), ("LT-02",), "association", "partly", 3, 128),
    ("Šeimos namai „Prie upės“", ("S-NAK", "F-SEI"), ("LT-03",), ("LT-02",), "religious_community", "partly", 4, 518),
    ("UAB „Pavyzdinis metalas“", ("W-TRU", "P-IDA"), ("LT-02",), (), "company", "yes", None, 10),
    ("Užimtumo tarnyba, Alytaus sk.", ("P-IDA", "T-MOK"), ("LT-02", "LT-03"), (), "unit", "yes", 0, 50),
    ("VšĮ „Skolų patarėjas“ (pavyzdys)", ("R-SKO", "P-TEI"), ("LT-02", "LT-13", "LT-57"), (), "ngo", None, None, 731),
)
ALL = 520
_NAMES = ("Pagalbos", "Vilties", "Šeimos", "Krizių", "Darbo", "Sveikatos", "Jaunimo", "Bendruomenės")
_KINDS = ("ngo", "association", "company", "municipality", "state")
_PLACES = tuple(f"LT-{number:02}" for number in range(1, 61))
_SERVICES = ("R-REA", "R-GYD", "R-SKO", "R-BUS", "P-PSI", "S-KRI", "T-MOK", "P-IDA", "S-APG", "F-SEI")


def partner_id(name: str) -> str:
    return name_id(f"partner {name}")


def partners() -> list[dict[str, Any]]:
    """Return 520 partners: those of the picture and as many more as there must be."""
    found: list[dict[str, Any]] = []
    for name, services, areas, exceptions, kind, acceptance, weeks, verified in SHOWN:
        one: dict[str, Any] = {
            "record": "partner", "id": partner_id(name), "name": name, "kind": kind, "services": list(services), "areas": list(areas),
            "areas_by_exception": list(exceptions), "municipality": areas[0], "acceptance": acceptance, "queue_weeks": weeks,
            "verified_on": None if verified is None else day(-verified), "active_from": "2016-03", "is_employer": kind == "company",
            "phone": "+37060000001", "email": "pavyzdys@example.org"}
        found.append({field: value for field, value in one.items() if value is not None})
    for number in range(ALL - len(SHOWN)):
        name = f"{_NAMES[number % len(_NAMES)]} centras {number:03} (pavyzdys)"
        found.append({
            "record": "partner", "id": partner_id(name), "name": name, "kind": _KINDS[number % len(_KINDS)],
            "services": sorted({_SERVICES[number % len(_SERVICES)], _SERVICES[(3 * number + 1) % len(_SERVICES)]}),
            "municipality": _PLACES[number % len(_PLACES)], "verified_on": day(-(number % 400)), "active_from": str(2010 + number % 10),
            **({"active_to": f"{2020 + number % 5}-06"} if number % 50 == 7 else {})})
    return found


def fill(world: DayWorld, everyone: bool = True) -> None:
    """Load the partners with what was done together with the first of them."""
    shelter, debts = (partner_id(SHOWN[n][0]) for n in (0, 8))
    persons, staff = world.persons, world.desk.worker.staff
    meeting, consent = name_id("partner meeting"), name_id("share consent")
    world.load(*(partners() if everyone else partners()[: len(SHOWN)]))
    world.load(
        {"record": "partner_contact", "partner": shelter, "name": "Ona Direktorienė", "position": "direktorė", "phone": "+37060000002",
         "email": "ona@example.org", "news_opt_in": True},
        {"record": "partner_contact", "partner": shelter, "name": "Jonas Budėtojas", "position": "budintis darbuotojas"},
        {"record": "agreement", "number": "B-21", "partner": shelter, "subject": "Vietos išeinantiems", "signed_on": day(-700),
         "valid_from": day(-700), "valid_to": day(40), "remind_days": 60},
        {"record": "session", "id": meeting, "kind": "partner_meeting", "starts_at": moment(-30, 10), "minutes": 60, "staff": [staff],
         "partners": [shelter]},
        {"record": "minutes", "session": meeting, "attendees": "Ona Direktorienė (direktorė)", "agreed": "Laikys dvi vietas kas mėnesį."},
        {"record": "task", "title": "Atsiųsti priėmimo tvarką", "due": day(-2), "staff": staff, "session": meeting, "kind": "meeting_action"},
        {"record": "consent", "id": consent, "person": persons[PETRAS], "purpose": "share_partner", "given": True, "on": day(-60)},
        {"record": "referral", "direction": "out", "person": persons[PETRAS], "partner": shelter, "service": "S-APG", "on": day(-40),
         "reasons": ["housing"], "consent": consent, "status": "accepted", "answered_on": day(-35)},
        {"record": "referral", "direction": "out", "person": persons[PETRAS], "partner": debts, "service": "R-SKO", "on": day(-20),
         "reasons": ["debts"], "consent": consent, "status": "sent"},
        {"record": "referral", "direction": "in", "person": persons[ZYGIMANTAS], "partner": shelter, "on": day(-90), "reasons": ["family_crisis"],
         "status": "finished", "answered_on": day(-88), "outcome": "reached"},
    )
