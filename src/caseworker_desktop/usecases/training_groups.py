"""Makes a running group of some of a training workspace's further people, as lines of a script: six meetings held, today's, one to come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

_MEETINGS = (-42, -35, -28, -21, -14, -7, 0, 7)
_PLANNED, _PLACES = 90, 12
#: How people come: mostly they do.
_MARKS = ("present",) * 16 + ("late",) * 2 + ("absent",) * 2 + ("excused", "not_brought")
#: Meeting → the minutes it had, and why not all.
_SHORT = {2: (75, "no_escort"), 4: (45, "lockdown")}


def group(words: Mapping[str, str], seed: int, number: int, people: Sequence[int]) -> list[dict[str, Any]]:
    """Return the lines of the group `number`, of the further people with these numbers; none when there is nobody for it.

    `words`: how a group and a classroom are called.
    """
    if not people:
        return []
    chance = Random(f"{seed}/group/{number}")  # noqa: S311 -- invented people, not keys
    lines: list[dict[str, Any]] = [
        {"record": "group", "id": "#group", "programme": "#office/pyktis", "name": f"{words['group']} {number + 1}", "from": "{-42}",
         "leaders": ["@demo", "#office/daina"], "project": "#office/now", "parts": ["#office/inside"], "capacity": _PLACES,
         "created_at": "{-43 16:00}"}]
    for one in people:
        lines.append({
            "record": "group_member", "id": f"#member{one}", "group": "#group", "person": f"#further{one}/person", "joined_on": "{-42}",
            "result": "in_progress", "created_at": "{-43 16:00}"})
    for at, day in enumerate(_MEETINGS):
        minutes, reason = _SHORT.get(at, (_PLANNED, None))
        held = day < 0
        lines.append({
            "record": "session", "id": f"#meeting{at}", "kind": "group", "starts_at": f"{{{day:+} 10:00}}", "minutes": minutes if held else 0,
            "planned_minutes": _PLANNED, "shortened_reason": reason, "staff": ["@demo"], "cases": [f"#further{one}/case" for one in people],
            "group": "#group", "place": words["classroom"], "place_type": "prison", "project": "#office/now", "parts": ["#office/inside"],
            "subject": "T-PYK", "unnamed_count": chance.randint(0, 3) if held else None, "created_at": f"{{{min(day, -1):+} 16:00}}"})
        for one in people if held else ():
            status = chance.choice(_MARKS)
            lines.append({
                "record": "attendance", "id": f"#came{at}-{one}", "session": f"#meeting{at}", "person": f"#further{one}/person",
                "case": f"#further{one}/case", "status": status, "minutes": minutes - 30 if status == "late" else None,
                "created_at": f"{{{day:+} 16:00}}"})
    return lines
