"""A session: a consultation, group, training, event or meeting. It reaches many case files and counts once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caseworker_desktop.records.rules import within_project
from caseworker_desktop.records.session.session_rules import somebody_held_it
from caseworker_desktop.store import declare


@declare.record(
    "session",
    mentions=("cases.person", "placement.person", "match.person", "match.mentor.person"),
    title=("kind", "starts_at"),
    rules=(somebody_held_it, within_project("starts_at")),
)
class Session(declare.Record):
    """What took place, when, how long, where and by whom; who came is in attendance.

    A session with a `lost_reason` did not take place and counts nowhere; one that did, but for less than `planned_minutes`, says why in
    `shortened_reason` and counts with the minutes it had.
    """

    kind: str = declare.code("session_kinds", must=True)
    starts_at: str = declare.time(must=True, index=True)
    minutes: int = declare.integer(must=True, low=0, high=100_000)
    staff: tuple[str, ...] = declare.refs("staff")
    trainers: tuple[Mapping[str, Any], ...] = declare.items(
        key=None, parts={"name": declare.text(must=True), "organisation": declare.text(), "country": declare.code("countries")}
    )
    cases: tuple[str, ...] = declare.refs("case")
    partners: tuple[str, ...] = declare.refs("partner")
    institution: str | None = declare.ref("institution")
    place: str | None = declare.text()
    place_type: str | None = declare.code("place_types")
    project: str | None = declare.ref("project")
    parts: tuple[str, ...] = declare.refs("project_part")
    services: tuple[Mapping[str, Any], ...] = declare.items(
        key="code", parts={"code": declare.code("services", must=True), "minutes": declare.integer(low=0, high=100_000)}
    )
    subject: str | None = declare.code("training_subjects")
    topics: tuple[str, ...] = declare.codes("topics")
    steps: tuple[str, ...] = declare.refs("step")
    group: str | None = declare.ref("group")
    placement: str | None = declare.ref("placement")
    match: str | None = declare.ref("match")
    mood: int | None = declare.integer(low=1, high=5)
    event_kind: str | None = declare.code("event_kinds")
    audience_counts: Mapping[str, int] | None = declare.mapping(
        {
            audience: declare.integer(low=0, high=1_000_000)
            for audience in ("clients", "employers", "future_workers", "public", "partners", "mentors")
        }
    )
    unnamed_count: int | None = declare.integer(low=0, high=1_000_000)
    planned_minutes: int | None = declare.integer(low=0, high=100_000)
    lost_reason: str | None = declare.code("lost_reasons")
    shortened_reason: str | None = declare.code("lost_reasons")
