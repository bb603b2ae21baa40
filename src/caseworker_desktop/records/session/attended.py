"""How much of a group its members were there for: the one rule behind hours, shares and certificates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

#: Who was there (attendance.status).
THERE = ("present", "late")
STATUSES = ("present", "late", "absent", "excused", "not_brought")


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session of a group. Minutes are those it lasted; `planned` those it was to last; `short` why it was cut short, `lost` why it was not held."""

    id: str
    kind: str
    starts_at: str
    minutes: int
    planned: int | None
    institution: str | None
    place: str | None
    unnamed: int | None
    lost: str | None
    short: str | None

    @property
    def day(self) -> str:
        """The day on which it began."""
        return self.starts_at[:10]

    @property
    def length(self) -> int:
        """The minutes it lasted, or is to last while it is only planned."""
        return self.minutes or self.planned or 0

    @property
    def missed(self) -> int:
        """The minutes that were planned and not held, where somebody said why."""
        return max((self.planned or 0) - self.minutes, 0) if self.lost or self.short else 0


@dataclass(frozen=True, slots=True)
class Mark:
    """One person at one meeting: the attendance's id, its status, the minutes (None: all of them) and a reason."""

    id: str
    status: str
    minutes: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A person in a group. `id` is the membership's, None for a guest who only came. Dates of known precision; `written`: when the
    membership was typed, ms: those waiting stand in that order."""

    id: str | None
    person: str
    given_names: str
    family_name: str
    unit: str | None = None
    joined_on: str | None = None
    left_on: str | None = None
    waiting: bool = False
    result: str | None = None
    completed_on: str | None = None
    certificate_no: str | None = None
    written: int = 0

    @property
    def name(self) -> str:
        """Given names and family name."""
        return f"{self.given_names} {self.family_name}".strip()

    def belongs(self, day: str) -> bool:
        """Tell whether the person was expected on a day: neither waiting, nor before joining, nor after leaving."""
        if self.id is None or self.waiting:
            return False
        joined, left = self.joined_on, self.left_on
        return (not joined or day[: len(joined)] >= joined) and (not left or day[: len(left)] <= left)


@dataclass(frozen=True, slots=True)
class Attended:
    """What a person had of a group: minutes, and at how many meetings of how many that count."""

    minutes: int
    there: int
    of: int

    @property
    def percent(self) -> int | None:
        """The share in whole percent (half rounds up), None while nothing counts."""
        return (200 * self.there + self.of) // (2 * self.of) if self.of else None

    def reaches(self, pass_percent: int | None) -> bool:
        """Tell whether the share, unrounded, is as high as the programme asks; without a rule, who ever came has earned it."""
        return bool(self.of) and self.there > 0 and 100 * self.there >= (pass_percent or 0) * self.of


Marks = Mapping[tuple[str, str], Mark]
"""(meeting, person) → mark."""


def held(meeting: Meeting, marks: Marks, persons: list[str], today: str) -> bool:
    """Tell whether a meeting took place: by today, not lost, with minutes or with somebody marked."""
    return meeting.day <= today and not meeting.lost and (meeting.minutes > 0 or any((meeting.id, one) in marks for one in persons))


def attended(member: Member, meetings: list[Meeting], marks: Marks, today: str) -> Attended:
    """Return what a member had of the meetings that took place.

    A mark counts wherever it stands. No mark at a meeting of an earlier day, at which the person was expected, means that they were not
    there; today's may still be set. A lost meeting counts for nobody.
    """
    minutes = there = of = 0
    for meeting in meetings:
        if meeting.lost:
            continue
        mark = marks.get((meeting.id, member.person))
        if mark is not None:
            of += 1
            if mark.status in THERE:
                there += 1
                minutes += meeting.length if mark.minutes is None else mark.minutes
        elif meeting.day < today and meeting.minutes > 0 and member.belongs(meeting.day):
            of += 1
    return Attended(minutes, there, of)
