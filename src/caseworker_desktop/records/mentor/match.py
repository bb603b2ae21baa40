"""A mentor and the person they walk with, through the gate and after."""

from __future__ import annotations

from caseworker_desktop.records.mentor.match_rules import agreed_to_be_known, ended_with_reason, fits_mentor, may_enter, nothing_left_open
from caseworker_desktop.records.rules import in_order
from caseworker_desktop.store import declare


@declare.record(
    "match",
    parent="mentor",
    mentions=("mentor.person", "person"),
    title=("from",),
    rules=(in_order("from", "to"), fits_mentor, may_enter, agreed_to_be_known, ended_with_reason, nothing_left_open),
)
class Match(declare.Record):
    """From when to when, what both have been through, and when it is looked at again.

    `examples`: what the mentor shows by their own life. The review at the end: its day, and what client and mentor say of the time, from 1
    to 5. It goes on over the release date as it is; what is inside and what outside is told by each meeting. It holds no free text, for it
    is about two.
    """

    mentor: str = declare.ref("mentor", must=True)
    person: str = declare.ref("person", must=True)
    from_: str = declare.date(must=True)
    to: str | None = declare.date()
    end_reason: str | None = declare.code("match_end_reasons")
    shared_ground: tuple[str, ...] = declare.codes("lived_experience")
    review_on: str | None = declare.date()
    examples: tuple[str, ...] = declare.codes("mentor_examples")
    end_review_on: str | None = declare.date()
    end_client_value: int | None = declare.integer(low=1, high=5)
    end_mentor_value: int | None = declare.integer(low=1, high=5)
