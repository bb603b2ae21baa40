"""Stories told without identity."""

from __future__ import annotations

from caseworker_desktop.records.outcome.story_rules import agreed_to_publicity
from caseworker_desktop.store import declare


@declare.record("story", parent="person", subject="person", title=("text",), rules=(agreed_to_publicity,))
class Story(declare.Record):
    """A story for a report; where it is about a person, with their consent to publicity."""

    text: str = declare.text(must=True, lines=8)
    project: str | None = declare.ref("project")
    person: str | None = declare.ref("person")
    consent: str | None = declare.ref("consent", index=False)
