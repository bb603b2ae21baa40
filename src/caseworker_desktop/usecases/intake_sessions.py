"""Journals of consultations and attendance lists as records: sessions and who came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from caseworker_desktop.intake.attendance import AttendanceRow
from caseworker_desktop.intake.consultations import Consultation, person_key, whole_names
from caseworker_desktop.intake.names import Name
from caseworker_desktop.intake.places import Places
from caseworker_desktop.intake.wording import folded
from caseworker_desktop.usecases.intake_ledger import Ledger
from caseworker_desktop.usecases.intake_participants import Around
from caseworker_desktop.usecases.intake_people import Described, Roster, by_name, name_key, write_case, write_person

#: When a journal tells no hour: the usual beginning of a visiting day.
_HOUR = (9, 0)
_TYPES = (("phone", ("tel", "phone", "skamb", "zvan")), ("halfway_house", ("pusiaukel",)), ("probation", ("probac",)),
          ("ngo_office", ("biur", "ofis", "centr")), ("workplace", ("darboviet", "darba viet")), ("home", ("namuose", "majas", "home")))


def plan_consultations(ledger: Ledger, roster: Roster, rows: Sequence[Consultation], around: Around, *, places: Places, staff: Sequence[Any],
                       worker: str, zone: tzinfo) -> None:
    """Wish for a session a row. A client known by initials alone is the only one whom they fit, else counted without a name."""
    known = whole_names(name for one in rows for name in one.names)
    spelt = {name.key: name for one in rows for name in one.names if not name.initials}
    begins: dict[tuple[str, str], str] = {}
    for one in rows:
        for name in one.names:
            if (key := person_key(name, known)) in spelt:
                begins[key] = min(begins.get(key, one.date), one.date)
    persons: dict[tuple[str, str], tuple[str, str]] = {}
    for one in rows:
        ledger.at(one.sheet, one.row)
        came: dict[str, str] = {}
        for name in one.names:
            pair = _client(ledger, roster, person_key(name, known), name, spelt, persons, begins)
            if pair is not None:
                came[pair[0]] = pair[1]
        unnamed = len({name.key for name in one.names}) - len(came)
        _session(ledger, one, list(came.items()), unnamed, around, _where(one.place, places, around), _staff(one.specialist, staff) or worker, zone)


def _client(ledger: Ledger, roster: Roster, key: tuple[str, str] | None, name: Name, spelt: Mapping[tuple[str, str], Name],
            persons: dict[tuple[str, str], tuple[str, str]], begins: Mapping[tuple[str, str], str]) -> tuple[str, str] | None:
    """Return (person, case) of a client; None where initials fit nobody or several, or the row is refused."""
    if key is None:
        return None
    if key in persons:
        return persons[key]
    whole = spelt.get(key)
    if whole is None:
        found = roster.by_initials(name.given, name.family)
        if found is None:
            return None
        persons[key] = (found, write_case(ledger, found, begins.get(key, ledger.today), None))
        return persons[key]
    who = Described(whole.given, whole.family)
    person, taken = by_name(ledger, roster, who, "clients")
    if not taken:
        return None
    person = write_person(ledger, roster, who, person, {})
    persons[key] = (person, write_case(ledger, person, begins[key], None))
    return persons[key]


def _session(ledger: Ledger, one: Consultation, clients: Sequence[tuple[str, str]], unnamed: int, around: Around, where: Mapping[str, Any],
             staff: str, zone: tzinfo) -> None:
    hour, minute = one.clock or _HOUR
    starts_at = datetime.fromisoformat(one.date).replace(hour=hour, minute=minute, tzinfo=zone).isoformat()
    group = len(one.names) > 1 or one.group
    kind = "group" if group else "phone" if where.get("place_type") == "phone" else "individual"
    lost = {"lost_reason": "no_escort", "planned_minutes": one.minutes} if one.not_brought else {}
    cases = sorted(case for _, case in clients)
    for known in ledger.where("session", "starts_at", starts_at):
        if known.get("minutes") == one.minutes and sorted(known.get("cases") or []) == cases and known.get("staff") == [staff]:
            return
    session = ledger.create("session", {
        "kind": kind, "starts_at": starts_at, "minutes": one.minutes, "staff": [staff], "cases": cases, "project": around.project,
        "services": [{"code": one.service, "minutes": one.minutes}] if one.service else [], "unnamed_count": unnamed or None, **where, **lost})
    for person, case in clients:
        ledger.create("attendance", {"session": session, "person": person, "case": case, "status": "not_brought" if one.not_brought else "present",
                                     "minutes": 0 if one.not_brought else one.minutes})
    if one.note and not one.not_brought:
        if len(clients) == 1:
            ledger.create("note", {"case": clients[0][1], "session": session, "level": "shared", "text": one.note, "signed_on": starts_at})
        else:
            ledger.warn("note", "note_left_out")


def _where(text: str | None, places: Places, around: Around) -> dict[str, Any]:
    """Return the place of a session: the institution where the words name one, its type, else the words."""
    if not text:
        return {}
    found = places.find(text, None)
    words = folded(text)
    type_ = next((code for code, stems in _TYPES if words.startswith(stems)), None)
    if found.code is not None:
        return {"institution": around.institutions.get(found.code), "place_type": type_ or around.place_types.get(found.code), "place": text}
    return {"place": text, "place_type": type_}


def _staff(text: str | None, staff: Sequence[Any]) -> str | None:
    """Return the only staff member whose family name the words hold (and whose given name the initials fit)."""
    if not text:
        return None
    words = set(name_key(text).replace(".", " ").split())
    fitting = [one for one in staff if set(name_key(one.family_name).split()) <= words]
    if len(fitting) > 1:
        fitting = [one for one in fitting if name_key(one.given_name)[:1] in words or set(name_key(one.given_name).split()) <= words]
    return fitting[0].id if len(fitting) == 1 else None


def plan_attendance(ledger: Ledger, roster: Roster, rows: Sequence[AttendanceRow], around: Around, *, titles: Mapping[str, str], programme: bool,
                    staff: str, zone: tzinfo) -> None:
    """Wish for a group a sheet, a session a day, and an attendance for every mark that says something. The lists tell no minutes: 0."""
    for sheet in dict.fromkeys(one.sheet for one in rows):
        here = [one for one in rows if one.sheet == sheet]
        days = here[0].days
        group = _group(ledger, sheet, titles.get(sheet, ""), days, around, staff) if programme else None
        sessions = {day: _group_session(ledger, day, group, around, staff, zone) for day in days}
        for one in here:
            ledger.at(one.sheet, one.row)
            who = Described(one.given, one.family, one.code, one.scheme)
            person, taken = by_name(ledger, roster, who, "name")
            if not taken:
                continue
            person = write_person(ledger, roster, who, person, {})
            said = [(day, mark) for day, mark in zip(one.days, one.marks) if mark != "unknown"]
            case = write_case(ledger, person, said[0][0] if said else days[0], None)
            if group is not None and not any(row.get("group") == group for row in ledger.where("group_member", "person", person)):
                ledger.create("group_member", {"group": group, "person": person, "joined_on": said[0][0] if said else None, "result": "in_progress"})
            for day, mark in said:
                if not any(row.get("session") == sessions[day] for row in ledger.where("attendance", "person", person)):
                    ledger.create("attendance", {"session": sessions[day], "person": person, "case": case, "status": mark})


def _group(ledger: Ledger, sheet: str, title: str, days: Sequence[str], around: Around, staff: str) -> str:
    name = title.split(",")[0].strip() or sheet
    known = [row for row in ledger.reading.plains("programme")
             if any(name_key(row[language]) == name_key(name) for language in ("name_lt", "name_lv", "name_en") if row.get(language))]
    kind = "parenting" if any(word in folded(title) for word in ("tevyst", "vecak", "parent")) else "group_programme"
    programme = known[0]["id"] if known else ledger.create("programme", {"code": _code(ledger, name), "name_lt": name, "kind": kind})
    for row in ledger.where("group", "programme", programme):
        if row.get("name") == sheet and row.get("from") == days[0]:
            return str(row["id"])
    return ledger.create("group", {"programme": programme, "name": sheet, "from": days[0], "to": days[-1], "leaders": [staff],
                                   "project": around.project})


def _code(ledger: Ledger, name: str) -> str:
    """Return a code for a programme, made of the first letters of its name, that no other has."""
    stem = "".join(word[:3] for word in folded(name).upper().split() if word.isalnum())[:12] or "PROG"
    taken = Counter(row["code"] for row in ledger.reading.plains("programme"))
    return next(code for number in range(1, 1000) if (code := stem if number == 1 else f"{stem}-{number}") not in taken)


def _group_session(ledger: Ledger, day: str, group: str | None, around: Around, staff: str, zone: tzinfo) -> str:
    hour, minute = _HOUR
    starts_at = datetime.fromisoformat(day).replace(hour=hour, minute=minute, tzinfo=zone).isoformat()
    for row in ledger.where("session", "starts_at", starts_at):
        if row.get("group") == group and row.get("kind") == "group":
            return str(row["id"])
    return ledger.create("session", {"kind": "group", "starts_at": starts_at, "minutes": 0, "staff": [staff], "group": group,
                                     "project": around.project})
