"""A mentor on the way from recruitment to the last match."""

from __future__ import annotations

from caseworker_desktop.records.mentor.mentor_rules import stages_in_order
from caseworker_desktop.store import declare


@declare.record("mentor", parent="person", subject="person", title=("kind", "stage"), rules=(stages_in_order,))
class Mentor(declare.Record):
    """The person as mentor: the stages with their days, interests and lived experience for matching, how many at once.

    `staff`: the mentor signs in here as this staff member, who then may not open the file of the `person` they once were.
    """

    person: str = declare.ref("person", must=True)
    kind: str = declare.code("mentor_kinds", must=True)
    model: str | None = declare.text()
    stage: str = declare.code("mentor_stages", must=True)
    recruited_on: str | None = declare.pdate()
    screened_on: str | None = declare.pdate()
    trained_on: str | None = declare.pdate()
    agreement_on: str | None = declare.pdate()
    ended_on: str | None = declare.pdate()
    interests: tuple[str, ...] = declare.texts()
    lived_experience: tuple[str, ...] = declare.codes("lived_experience")
    max_matches: int | None = declare.integer(low=0, high=1000)
    support_person: str | None = declare.ref("staff", index=False)
    staff: str | None = declare.ref("staff")
