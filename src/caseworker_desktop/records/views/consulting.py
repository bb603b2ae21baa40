"""What a consultation form is filled with beforehand, from where the person is and what was done last."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Connection

from caseworker_desktop.kernel import ids
from caseworker_desktop.records.views.face import faces
from caseworker_desktop.records.views.release import standing
from caseworker_desktop.records.views.sql import INSIDE, rows, text_of


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and how the next consultation of a person will most likely be. `case` None: there is none to keep a note in."""

    person: str
    given_names: str
    family_name: str
    case: str | None
    case_open: bool
    institution: str | None
    inside: bool
    project: str | None
    minutes: int | None
    kind: str | None
    place: str | None


def setting(connection: Connection, person: str, staff: str, day: str) -> Setting | None:
    """Return the setting on `day`; minutes, kind and place as in the last session that `staff` had with the person. None: no such person."""
    raw = ids.to_bytes(person)
    found = faces(connection, [raw], ids.to_bytes(staff), day)
    if not found:
        return None
    face = found[0]
    last = rows(
        connection,
        "SELECT s.kind, s.minutes, s.place, s.staff FROM k_attendance a JOIN k_session s ON s.id = a.session "
        "WHERE a.person = :person AND LIVE(a) AND LIVE(s) AND s.kind IN ('individual', 'phone', 'family', 'letter') "
        "ORDER BY s.starts_at DESC, s.id DESC LIMIT 20", person=raw)
    own = next((row for row in last if staff in json.loads(row[3] or "[]")), None)
    projects = rows(
        connection,
        "SELECT p.project FROM k_participation p WHERE p.person = :person AND LIVE(p) AND p.entry_on <= :day "
        "AND (p.exit_on IS NULL OR p.exit_on >= substr(:day, 1, length(p.exit_on))) ORDER BY p.entry_on DESC, p.id DESC", person=raw, day=day)
    return Setting(
        person=person, given_names=face.given_names, family_name=face.family_name, case=face.case, case_open=face.case_open,
        institution=face.institution, inside=standing(connection, person, day).status in INSIDE,
        project=text_of(projects[0][0]) if len(projects) == 1 else None,
        minutes=own[1] if own else None, kind=own[0] if own else None, place=own[2] if own else None)
