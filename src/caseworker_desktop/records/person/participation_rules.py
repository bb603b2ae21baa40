"""Whether a person may take part in a project by where they live."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.store.declare import Finding, World


def lives_where_it_helps(participation: Mapping[str, Any], world: World) -> Iterator[Finding]:
    """Warn when a project names municipalities and the person will live, or is declared, in another; never a block."""
    project = world.get("project", participation["project"]) if participation.get("project") else None
    eligible = project.get("eligible_municipalities") if project is not None else None
    person = world.get("person", participation["person"]) if eligible and participation.get("person") else None
    if not eligible or person is None:
        return
    lives = [person[field] for field in ("residence_after_release", "residence_declared") if person.get(field)]
    if lives and not set(lives) & set(eligible):
        yield Finding("project", message("rule.lives_elsewhere"), weight="warn")
