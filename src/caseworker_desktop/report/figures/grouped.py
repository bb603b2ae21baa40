"""The project's sessions put together by what a report asks for, in the database where that can be said in SQL."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from caseworker_desktop.kernel import ids
from caseworker_desktop.report.figures.ground import Ground

#: What a session itself says, by the word of `--by`; sets and items come as JSON, to be taken apart.
OF_SESSION = {
    "kind": "s.kind", "subject": "s.subject", "service": "s.services", "spis": "s.services", "aim": "s.services", "part": "s.parts",
    "place": "s.parts", "place_type": "s.place_type", "institution": "s.institution", "specialist": "s.staff", "month": "substr(s.starts_at, 1, 7)",
    "year": "substr(s.starts_at, 1, 4)", "audience": "s.audience_counts", "reason": "s.lost_reason", "group": 's."group"',
}
_WITHIN = "s.project = :project AND LIVE(s) AND DAYS BETWEEN max(:since, :first) AND min(:day, :last)"


def _here(places: Sequence[bytes] | None) -> tuple[str, dict[str, Any]]:
    return ("", {}) if places is None else (" AND s.institution IN :places", {"places": list(places)})


def _grouped(dims: Sequence[str]) -> tuple[str, str]:
    told = "".join(f"{OF_SESSION[dim]}, " for dim in dims)
    return told, " GROUP BY " + ", ".join(str(n + 1) for n in range(len(dims))) if dims else ""


def held(ground: Ground, dims: Sequence[str], places: Sequence[bytes] | None) -> Iterable[Any]:
    """Return, by the dimensions, sessions, their minutes and unnamed people; then lost ones: how many, minutes missed, without planned minutes."""
    told, grouped = _grouped(dims)
    here, more = _here(places)
    statement = (
        f"SELECT {told}coalesce(sum(s.lost_reason IS NULL), 0), coalesce(sum(CASE WHEN s.lost_reason IS NULL THEN s.minutes END), 0), "  # noqa: S608 -- only columns and conditions of this room
        "coalesce(sum(CASE WHEN s.lost_reason IS NULL THEN s.unnamed_count END), 0), coalesce(sum(s.lost_reason IS NOT NULL), 0), "
        "coalesce(sum(CASE WHEN s.lost_reason IS NOT NULL THEN coalesce(s.planned_minutes, s.minutes) - s.minutes END), 0), "
        "coalesce(sum(s.lost_reason IS NOT NULL AND s.planned_minutes IS NULL), 0) "
        f"FROM k_session s WHERE {_WITHIN}{here}{grouped}"
    )
    return ground.rows(statement, **ground.window(), **more)


def attended(ground: Ground, dims: Sequence[str], places: Sequence[bytes] | None) -> Iterable[Any]:
    """Return, by the dimensions and person, how often a person was there and for how many minutes."""
    told, _ = _grouped(dims)
    here, more = _here(places)
    grouped = ", ".join(str(n + 1) for n in range(len(dims) + 1))
    statement = (
        f"SELECT {told}a.person, count(DISTINCT s.id), sum(coalesce(a.minutes, s.minutes)) FROM k_session s "  # noqa: S608 -- constants
        f"JOIN k_attendance a ON a.session = s.id WHERE {_WITHIN} AND s.lost_reason IS NULL AND THERE{here} GROUP BY {grouped}"
    )
    return ground.rows(statement, **ground.window(), **more)


def each_there(ground: Ground, dims: Sequence[str], places: Sequence[bytes] | None) -> Iterable[Any]:
    """Return each presence: session, its dimensions, its minutes and unnamed people, the person, the minutes there, the phase."""
    told, _ = _grouped(dims)
    here, more = _here(places)
    statement = (
        f"SELECT s.id, {told}s.minutes, coalesce(s.unnamed_count, 0), a.person, coalesce(a.minutes, s.minutes), a.phase FROM k_session s "  # noqa: S608 -- only columns and conditions of this room
        f"JOIN k_attendance a ON a.session = s.id WHERE {_WITHIN} AND s.lost_reason IS NULL AND THERE{here}"
    )
    return ground.rows(statement, **ground.window(), **more)


def marks(ground: Ground, dims: Sequence[str], places: Sequence[bytes] | None) -> Iterable[Any]:
    """Return every mark of attendance at sessions that took place: session, its dimensions, person, status, reason, phase, minutes."""
    told, _ = _grouped(dims)
    here, more = _here(places)
    statement = (
        f"SELECT s.id, {told}a.person, a.status, a.reason, a.phase, coalesce(a.minutes, s.minutes) FROM k_session s "  # noqa: S608 -- constants
        f"JOIN k_attendance a ON a.session = s.id WHERE {_WITHIN} AND s.lost_reason IS NULL AND LIVE(a) AND a.person KNOWN{here}"
    )
    return ground.rows(statement, **ground.window(), **more)


def left_out(ground: Ground) -> tuple[int, int, int]:
    """Return how many sessions do not count: of another day than the project's, lost, and of other projects at which a person of this one was."""
    window = ground.window()
    outside, lost = next(iter(ground.rows(
        "SELECT coalesce(sum(DAYS < :first OR DAYS > :last), 0), coalesce(sum(s.lost_reason IS NOT NULL AND DAYS BETWEEN :first AND :last), 0) "
        "FROM k_session s WHERE s.project = :project AND LIVE(s) AND DAYS BETWEEN :since AND :day", **window)))
    others = next(iter(ground.rows(
        "SELECT count(*) FROM k_session s WHERE s.project IN (SELECT j.id FROM k_project j WHERE j.id != :project) AND LIVE(s) "
        "AND s.lost_reason IS NULL AND DAYS BETWEEN max(:since, :first) AND min(:day, :last) AND EXISTS (SELECT 1 FROM k_attendance a "
        "WHERE a.session = s.id AND THERE AND a.person OURS)", joined=ground.joined, **window)))[0]
    return outside, lost, others


def partner_meetings(ground: Ground) -> Mapping[str, int]:
    """Return how often the project met each partner in the days asked for."""
    found = ground.rows(
        f"SELECT s.partners FROM k_session s WHERE {_WITHIN} AND s.partners IS NOT NULL AND s.lost_reason IS NULL", **ground.window())  # noqa: S608 -- only columns and conditions of this room
    return Counter(one for (told,) in found for one in {ground.one(ids.to_bytes(each)) for each in json.loads(told)})
