"""The reports by name, and by what each can be told apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from caseworker_desktop.report.figures.grouped import OF_SESSION
from caseworker_desktop.report.listings import asking, attendance, esf, mentoring, network, people, stories, talks, work
from caseworker_desktop.report.listings.frame import Frame
from caseworker_desktop.report.model import Listing


@dataclass(frozen=True, slots=True)
class Report:
    """A report: what makes it, by what it can be grouped, and the kinds that who asks must be allowed to read."""

    make: Callable[[Frame], Listing]
    by: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ("participation",)


_WHO = ("phase", "referral_source", "crisis", "sex", "age", "target_group")
_MARKED = (*(dim for dim in OF_SESSION if dim not in ("reason", "audience")), *_WHO, "reason")
#: In the order of COMMANDS.
REPORTS: Mapping[str, Report] = {
    "participants": Report(people.participants, people.BY_PERSON),
    "services": Report(talks.services, talks.DIMENSIONS, ("participation", "session", "attendance")),
    "esf": Report(esf.esf, (esf.INDICATOR, esf.MISSING)),
    "attendance": Report(attendance.attendance, _MARKED, ("participation", "session", "attendance")),
    "placements": Report(work.placements, work.BY_WORK, ("participation", "placement", "pledge")),
    "partners": Report(network.partners, network.BY_PARTNER, ("partner",)),
    "hours": Report(talks.hours_of, talks.DIMENSIONS, ("participation", "session", "attendance")),
    "unmet-needs": Report(asking.unmet_needs, asking.BY_NEED, ("participation", "need")),
    "sources": Report(people.sources, people.BY_PERSON, ("participation", "case")),
    "mentors": Report(mentoring.mentors, mentoring.BY_MENTOR, ("mentor", "match")),
    "waiting": Report(mentoring.waiting, (), ("case", "match", "release_date")),
    "referrals": Report(asking.referrals, asking.BY_REFERRAL, ("participation", "referral")),
    "attitudes": Report(asking.attitudes, (), ("attitude",)),
    "stories": Report(stories.stories, (), ("story",)),
}
