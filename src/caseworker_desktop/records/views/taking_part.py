"""Who takes part in projects: where they stayed on a day, and how many by target group and by source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from caseworker_desktop.kernel import ids
from caseworker_desktop.records.views.sql import bytes_of, rows, text_of


@dataclass(frozen=True, slots=True)
class Participant:
    """One person who takes part and stays somewhere on the day; `projects`: in which."""

    person: str
    given_names: str
    family_name: str
    institution: str
    unit: str | None
    projects: tuple[str, ...]


def in_institutions(connection: Connection, institutions: Sequence[str], day: str, project: str | None) -> tuple[Participant, ...]:
    """Return the participants who stay in one of the institutions on `day`, each person once, by family name. Dates may be known to a month."""
    found = rows(
        connection,
        "SELECT p.id, p.given_names, p.family_name, s.institution, s.unit, a.project FROM k_stay s "
        "JOIN k_person p ON p.id = s.person AND LIVE(p) JOIN k_participation a ON a.person = p.id AND LIVE(a) "
        "AND substr(a.entry_on, 1, length(a.entry_on)) <= substr(:day, 1, length(a.entry_on)) "
        "AND (a.exit_on IS NULL OR a.exit_on >= substr(:day, 1, length(a.exit_on))) "
        "WHERE s.institution IN :places AND LIVE(s) AND DURING(s) AND (:project IS NULL OR a.project = :project) "
        "ORDER BY p.family_name, p.given_names, p.id, a.entry_on",
        places=bytes_of(institutions), day=day, project=ids.to_bytes(project) if project else None)
    people: dict[bytes, Participant] = {}
    for row in found:
        had = people.get(row[0])
        projects = tuple(dict.fromkeys((*(had.projects if had else ()), text_of(row[5]) or "")))
        people[row[0]] = Participant(text_of(row[0]) or "", row[1] or "", row[2] or "", text_of(row[3]) or "", row[4], projects)
    return tuple(people.values())


def by_group(connection: Connection, project: str) -> dict[str, int]:
    """Return the number of persons a target group in a project."""
    found = rows(
        connection,
        "SELECT coalesce(a.target_group, ''), count(DISTINCT a.person) FROM k_participation a WHERE a.project = :project AND LIVE(a) GROUP BY 1",
        project=ids.to_bytes(project))
    return {row[0]: row[1] for row in found}


def by_source(connection: Connection, first: str, last: str) -> dict[str, int]:
    """Return the number of cases a source, of those opened from `first` to `last`."""
    found = rows(
        connection,
        "SELECT coalesce(c.referral_source, ''), count(*) FROM k_case c WHERE c.opened_on BETWEEN :first AND :last AND LIVE(c) GROUP BY 1",
        first=first, last=last)
    return {row[0]: row[1] for row in found}
