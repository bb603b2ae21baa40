"""Why a person and a job may suit each other: reasons shown to the person who chooses, and never a choice itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from caseworker_desktop.kernel.folding import fold

#: Needs that say that somebody wants to work, and the stages of readiness at which it is worth beginning.
WANTS_WORK = ("N-EMP", "N-WSK")
READY = ("preparation", "action", "maintenance")
#: Behind walls, a job is worth speaking of when the gate is so near.
SOON_DAYS = 60
#: A mean rating of the last placement that speaks for a person.
WELL_RATED = 7
_STEM = 5
#: Words that say nothing of a trade, folded (see kernel/folding.py).
_EMPTY = frozenset((
    "darbas", "darbuotojas", "darbininkas", "darbo", "metai", "metu", "pagalbinis", "padejejas", "darbs", "stradnieks", "gadi", "paligs", "work",
    "worker", "helper", "years"))


@dataclass(frozen=True, slots=True)
class Seeker:
    """A person who may look for work. `skills`: experience and strengths in own words; `release_in`: days to the gate, None outside."""

    person: str
    name: str
    case: str | None
    number: str | None
    skills: str
    places: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    readiness: str | None = None
    inside: bool = False
    release_in: int | None = None
    rated: Mapping[str, int] = field(default_factory=dict)
    placed: bool = False
    works: bool = False
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """What an employer offers."""

    title: str
    municipality: str | None
    conditions: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: its code, whether it speaks `for` it, and the word or number that shows it."""

    code: str
    speaks_for: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Fit:
    """All reasons; `weight` orders a list for the eye."""

    reasons: tuple[Reason, ...]

    @property
    def weight(self) -> int:
        """Reasons for it less reasons against it; a trade counts twice."""
        return sum((2 if one.code == "trade" else 1) * (1 if one.speaks_for else -1) for one in self.reasons)


def fit(seeker: Seeker, job: Job) -> Fit:
    """Return why this person and this job may suit each other, and what speaks against it."""
    return Fit(tuple(_reasons(seeker, job)))


def _reasons(seeker: Seeker, job: Job) -> Iterable[Reason]:
    known = list(_words(seeker.skills))
    for word in _words(job.title):
        match = next((other for other in known if _alike(fold(word), fold(other))), None)
        if match is not None:
            yield Reason("trade", True, match)
            break
    if job.municipality is not None and seeker.places:
        yield Reason("place" if job.municipality in seeker.places else "far", job.municipality in seeker.places)
    if seeker.needs & frozenset(WANTS_WORK):
        yield Reason("wants_work", True)
    if seeker.readiness is not None:
        yield Reason("ready" if seeker.readiness in READY else "not_ready", seeker.readiness in READY, seeker.readiness)
    if seeker.inside and seeker.release_in is not None:
        yield Reason("soon" if seeker.release_in <= SOON_DAYS else "inside_long", seeker.release_in <= SOON_DAYS, str(seeker.release_in))
    elif seeker.inside:
        yield Reason("inside_long", False)
    if seeker.rated:
        mean = sum(seeker.rated.values()) / len(seeker.rated)
        yield Reason("rated" if mean >= WELL_RATED else "rated_low", mean >= WELL_RATED, f"{mean:.1f}".removesuffix(".0"))
    if seeker.placed:
        yield Reason("placed", False)
    if seeker.works:
        yield Reason("works", False)


def _words(text: str) -> Iterable[str]:
    for word in text.replace(",", " ").replace(".", " ").replace(";", " ").split():
        if len(word) >= _STEM and fold(word) not in _EMPTY:
            yield word


def _alike(one: str, other: str) -> bool:
    return one == other or one[:_STEM] == other[:_STEM]
