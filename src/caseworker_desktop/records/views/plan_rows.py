"""What is read about one plan: frozen rows with plain values, names resolved and nothing said in any language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class StaffName:
    """A staff member as the plan names one."""

    id: str
    given_name: str
    family_name: str
    phone: str | None = None

    @property
    def full(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def short(self) -> str:
        """The initial and the family name, as lists on paper have it (`E. Kazlauskienė`)."""
        return f"{self.given_name[:1]}. {self.family_name}" if self.given_name else self.family_name


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step: `who` is one of client, staff, partner, mentor, family; `status` open, done or dropped; days as YYYY-MM-DD."""

    id: str
    text: str
    who: str | None
    staff: StaffName | None
    partner: str | None
    partner_name: str | None
    service: str | None
    due: str | None
    status: str
    done_on: str | None


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal in the client's own words, with its steps by due day; `status` open, reached, partly or dropped."""

    id: str
    order: int
    domain: str | None
    needs: tuple[str, ...]
    own_words: str
    measure: str | None
    client_copy: bool
    status: str
    steps: tuple[StepRow, ...]

    @property
    def standing(self) -> bool:
        """Whether the goal still belongs to what was agreed."""
        return self.status != "dropped"


@dataclass(frozen=True, slots=True)
class NeedRow:
    """The last rating of a domain: 0 is bad, 10 is good; `met` open, in_plan, met or not_available; `earlier` ratings, which a goal may answer."""

    id: str
    domain: str
    on: str
    client_value: int | None
    worker_value: int | None
    note: str | None
    met: str | None
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review that is due, was held, or need not be held (`exempt_reason`)."""

    id: str
    due: str
    held_on: str | None
    exempt_reason: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """Who signed which version, when, and where the paper lies."""

    id: str
    who: str
    capacity: str | None
    on: str
    original_kept_at: str | None


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version that was printed for signature; `made_at` is a moment, `digest` SHA-256 as 64 hex digits.

    `twin`: 2 where another laptop printed other words under the same number before.
    """

    id: str
    number: int
    digest: str
    made_at: str | None
    made_by: StaffName | None
    signatures: tuple[SignatureRow, ...]
    twin: int = 1

    @property
    def name(self) -> str:
        """The number as it is said: `3`, or `3 (2)` for the second of that number."""
        return str(self.number) if self.twin == 1 else f"{self.number} ({self.twin})"


@dataclass(frozen=True, slots=True)
class PlanRow:
    """The plan's own fields; `created_at` is a moment."""

    id: str
    case: str
    project: str | None
    number: str | None
    title: str | None
    strengths: str | None
    language: str | None
    status: str
    agreed_on: str | None
    agreement: str | None
    agreement_note: str | None
    approved_by: StaffName | None
    approved_on: str | None
    created_at: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Whose plan it is: names, birth date of known precision, and the municipality after release; no codes, no address."""

    id: str
    given_names: str
    family_name: str
    birth_date: str | None
    residence_after_release: str | None


@dataclass(frozen=True, slots=True)
class CaseRow:
    """The case file the plan belongs to."""

    id: str
    number: str | None
    lead: StaffName | None


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """The organisation that prints; `logo` is the document that holds its picture."""

    name: str
    abbreviation: str | None
    address: str | None
    phone: str | None
    email: str | None
    legal_code: str | None = None
    logo: str | None = None


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """The project that pays, as the head of a paper names it: `parent` is the title of the one it is part of, `funding` its sources with
    their shares in percent (plain decimals), `emblem` the document that holds the funder's picture."""

    id: str
    code: str
    title: str
    visibility_text: str | None
    funder: str | None
    programme: str | None = None
    parent: str | None = None
    funding: tuple[tuple[str, str | None], ...] = ()
    emblem: str | None = None


@dataclass(frozen=True, slots=True)
class FlagRow:
    """A warning that stands on the day of reading."""

    id: str
    kind: str


@dataclass(frozen=True, slots=True)
class Disputed:
    """A record shown on the plan in which people disagree: a conflict stands open."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Namesake:
    """Another plan that bears the same number: whose, when it was begun (a moment), and whether that was before this one."""

    plan: str
    names: str
    created_at: str
    earlier: bool


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """Everything that the editor and the paper need of one plan on one day (`day`, YYYY-MM-DD).

    `institution` is where the person is, as the record (plain) of its chain that was valid on that day; `release` is the expected (or, once
    over, the actual) day of release; `consents` are the purposes with a valid consent on that day.
    """

    day: str
    plan: PlanRow
    person: PersonRow
    case: CaseRow
    office: OfficeRow
    project: ProjectRow | None
    institution: Mapping[str, Any] | None
    release: str | None
    goals: tuple[GoalRow, ...]
    needs: tuple[NeedRow, ...]
    reviews: tuple[ReviewRow, ...]
    versions: tuple[VersionRow, ...]
    consents: frozenset[str]
    flags: tuple[FlagRow, ...]
    disputed: tuple[Disputed, ...]
    namesakes: tuple[Namesake, ...] = ()

    @property
    def twins(self) -> tuple[VersionRow, ...]:
        """The versions of the last number, when it was given to different words: two or more, else none."""
        last = [one for one in self.versions if one.number == self.versions[-1].number] if self.versions else []
        return tuple(last) if any(one.twin > 1 for one in last) else ()

    @property
    def standing_goals(self) -> tuple[GoalRow, ...]:
        """The goals that were not dropped, in their order."""
        return tuple(goal for goal in self.goals if goal.standing)
