"""Which fields the form of a session asks, by its kind."""

from __future__ import annotations

_WHERE = ("place_type", "institution", "place")
_WHY = ("planned_minutes", "lost_reason", "shortened_reason")
_PROJECT = ("project", "parts")
_COUNTS = tuple(f"audience_counts.{code}" for code in ("clients", "employers", "future_workers", "public", "partners", "mentors"))

#: Kind → fields of the session in the order asked; minutes and staff come first, in every kind.
FIELDS = {
    "individual": (*_WHERE, "topics", "mood", *_PROJECT, *_WHY),
    "family": (*_WHERE, "topics", "mood", *_PROJECT, *_WHY),
    "phone": ("topics", *_PROJECT, *_WHY),
    "letter": ("topics", *_PROJECT),
    "group": ("group", "subject", "unnamed_count", *_WHERE, "topics", *_PROJECT, *_WHY),
    "training": ("subject", "group", "unnamed_count", *_WHERE, *_COUNTS, *_PROJECT, *_WHY),
    "event": ("event_kind", "unnamed_count", *_WHERE, "partners", *_COUNTS, *_PROJECT, *_WHY),
    "mentor_meeting": ("match", "mood", *_WHERE, "topics", *_PROJECT, *_WHY),
    "mentor_supervision": ("unnamed_count", *_WHERE, "topics", *_PROJECT, *_WHY),
    "in_work_visit": ("placement", "partners", *_WHERE, *_PROJECT, *_WHY),
    "case_conference": ("partners", *_WHERE, "topics", *_PROJECT, *_WHY),
    "partner_meeting": ("partners", *_WHERE, "topics", "audience_counts.partners", *_PROJECT),
    "seminar": ("subject", "unnamed_count", *_WHERE, "partners", *_COUNTS, *_PROJECT, *_WHY),
}
EVERY = ("minutes", "staff")
#: All of them in the order in which a form shows them: what it was, where, for whom, and at the end why it was lost.
ORDER = (
    "minutes", "event_kind", "subject", "group", "match", "placement", "mood", "unnamed_count", "staff", *_WHERE, "partners", "topics", *_COUNTS,
    *_PROJECT, *_WHY,
)
#: Kinds at which somebody from outside may teach.
TAUGHT = ("training", "seminar", "event", "mentor_supervision")
#: Kinds at which nobody is marked.
WITHOUT_PEOPLE = ("partner_meeting",)


def asked(kind: str) -> tuple[str, ...]:
    """Return the fields that a kind asks."""
    return (*EVERY, *FIELDS[kind])
