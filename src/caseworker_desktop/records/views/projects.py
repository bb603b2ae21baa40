"""Reads over a project's records: what lies outside its period, and participants who live where it does not help."""

from __future__ import annotations

import json
from dataclasses import dataclass

from caseworker_desktop.kernel import ids
from caseworker_desktop.records.organisation.period import last_day
from caseworker_desktop.records.validity import first_day
from caseworker_desktop.records.views.sql import rows
from caseworker_desktop.store.reading import Reading


@dataclass(frozen=True, slots=True)
class Astray:
    """How many of a project's sessions and participations lie outside its period (they are in no total), how many participants live elsewhere."""

    sessions: int
    participations: int
    elsewhere: int


def astray(reading: Reading, project: str, period_from: str | None, period_to: str | None, eligible: tuple[str, ...]) -> Astray:
    """Return what a project's page warns of. Days of known precision count from their first to their last day; open ends leave nothing out."""
    begins, ends = (first_day(period_from) if period_from else ""), (last_day(period_to) if period_to else "9999")
    raw = ids.to_bytes(project)
    sessions = rows(
        reading.connection, "SELECT count(*) FROM k_session s WHERE LIVE(s) AND s.project = :project "
        "AND (substr(s.starts_at, 1, 10) < :begins OR substr(s.starts_at, 1, 10) > :ends)", project=raw, begins=begins, ends=ends)[0][0]
    entered = rows(
        reading.connection, "SELECT count(*) FROM k_participation p WHERE LIVE(p) AND p.project = :project "
        "AND (substr(:begins, 1, length(p.entry_on)) > p.entry_on OR p.entry_on > substr(:ends, 1, length(p.entry_on)))",
        project=raw, begins=begins, ends=ends)[0][0]
    elsewhere = 0
    if eligible:
        elsewhere = rows(
            reading.connection, "SELECT count(*) FROM k_participation p JOIN k_person n ON n.id = p.person WHERE LIVE(p) AND LIVE(n) "
            "AND p.project = :project AND coalesce(n.residence_after_release, n.residence_declared) IS NOT NULL "
            "AND coalesce(n.residence_after_release, '') NOT IN (SELECT value FROM json_each(:eligible)) "
            "AND coalesce(n.residence_declared, '') NOT IN (SELECT value FROM json_each(:eligible))",
            project=raw, eligible=json.dumps(list(eligible)))[0][0]
    return Astray(int(sessions), int(entered), int(elsewhere))
