"""A signed note: shared with all who work on the case, kept to a role, or to its author."""

from __future__ import annotations

from caseworker_desktop.records.rules import not_itself
from caseworker_desktop.records.session.note_rules import amends_its_own_case, readers, role_is_told
from caseworker_desktop.store import declare


@declare.record(
    "note", parent="case", subject="case.person", title=("signed_on",), single=("entered_in_error",), audience=readers,
    rules=(role_is_told, amends_its_own_case, not_itself("amends")),
)
class Note(declare.Record):
    """A note exists from its signing on and is never edited: `amends` points to the note it adds to."""

    case: str = declare.ref("case", must=True)
    session: str | None = declare.ref("session")
    level: str = declare.code("note_levels", must=True)
    role: str | None = declare.code("roles")
    text: str = declare.text(must=True, lines=8, protected=True, search="text", client_copy=False)
    next_step: str | None = declare.text(lines=2, protected=True, search="text", client_copy=False)
    concern: bool | None = declare.boolean(protected=True, client_copy=False)
    signed_on: str = declare.time(must=True)
    amends: str | None = declare.ref("note")
    entered_in_error: bool | None = declare.boolean()
