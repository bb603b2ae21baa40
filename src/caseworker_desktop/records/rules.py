"""Rules that several kinds share: what ends does not end before it begins, nothing points to itself, a code carries what it should."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.validity import certainly_before
from caseworker_desktop.store.declare import Finding, Rule, World

Plain = Mapping[str, Any]


def in_order(begins: str, ends: str) -> Rule:
    """Return the rule that the date in field `ends` is not before the one in `begins`; a month and one of its days are no contradiction."""

    def rule(record: Plain, world: World) -> Iterator[Finding]:
        first, last = record.get(begins), record.get(ends)
        if first and last and certainly_before(last, first):
            yield Finding(ends, message("rule.ends_before_it_begins"))

    return rule


def not_itself(field: str) -> Rule:
    """Return the rule that `field` does not point to the record it stands in."""

    def rule(record: Plain, world: World) -> Iterator[Finding]:
        if record.get(field) is not None and record.get(field) == record.get("id"):
            yield Finding(field, message("rule.points_to_itself"))

    return rule


def last_written(record: Plain, world: World, kind: str, siblings: frozenset[str]) -> bool:
    """Tell whether `record` is the last among its siblings (ids, itself included) that this command writes.

    So that what is wrong with all of them together is said once, where the command ends.
    """
    written = [one for one in world.written(kind) if one in siblings]
    return not written or written[-1] == record.get("id")


def within_project(day_field: str) -> Rule:
    """Return the rule that the day in `day_field` (a time or a date of known precision) lies within the period of the record's project.

    A warning: what lies outside is kept and left out of the project's totals.
    """

    def rule(record: Plain, world: World) -> Iterator[Finding]:
        day, project_id = record.get(day_field), record.get("project")
        project = world.get("project", project_id) if day and project_id else None
        if project is None:
            return
        day = str(day)[:10]
        begins, ends = project.get("period_from"), project.get("period_to")
        if (begins and certainly_before(day, begins)) or (ends and certainly_before(ends, day)):
            yield Finding(day_field, message("rule.outside_project"), weight="warn")

    return rule
