"""What the needs of a person look like, what is typed and not yet written, and what a domain opens to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.assessment.grid import CLIENT, GridRow
from caseworker_desktop.ui.assessment.wheel import Spoke
from caseworker_desktop.usecases.assessing import Answer, DomainNeed, Rated, Rating, Rewritten, Wheel
from caseworker_desktop.usecases.desk import Desk

DRAFT = "needs:"
TONES = {"open": "amber", "in_plan": "blue", "met": "green", "not_available": "red"}
NOT_AVAILABLE = "not_available"


@dataclass(frozen=True, slots=True)
class TraceLine:
    """A goal or a step that answers a need: words, what stands below, and a mark (words, tone, icon)."""

    words: str
    below: str
    mark: tuple[str, str, str | None] | None
    step: bool


@dataclass(frozen=True, slots=True)
class DomainFace:
    """One domain, opened. `history`: a line a rating, the newest first."""

    domain: str
    name: str
    rating: Rating
    trace: tuple[TraceLine, ...]
    history: tuple[str, ...]
    plan: str | None


class NeedsPresenter:
    """Reads and keeps the needs of one person at a time."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts = desk, texts
        self._person = ""
        self._wheel: Wheel | None = None
        self._typed: dict[str, Rating] = {}
        self._order: tuple[str, ...] = ()

    # ---- taking up a person -----------------------------------------------------------------------------------------------------------
    def load(self, person: str) -> None:
        """Take up a person; what was typed and not written comes back."""
        if person != self._person:
            self._typed = {}
        self._wheel = self._desk.assessing.wheel(person)
        if person != self._person:
            self._person = person
            self._typed = self._kept()
            rated = {one.domain for one in self._domains() if one.rated} | set(self._typed)
            codes = self._desk.lists.codes("needs_domains")
            self._order = tuple(code for code in codes if code in rated) + tuple(code for code in codes if code not in rated)

    def has_case(self) -> bool:
        """Tell whether the person has a case to keep needs in."""
        return self._wheel is not None

    def may_write(self) -> bool:
        """Tell whether the worker may rate."""
        return self._desk.assessing.may_rate() and self._wheel is not None

    # ---- what is shown -------------------------------------------------------------------------------------------------------------------
    def titles(self) -> list[str]:
        """Return the titles of the table."""
        say = self._say
        return [say("ui_assessment.domain"), say("ui_assessment.client"), say("ui_assessment.worker"), say("ui_assessment.before"),
                say("ui_assessment.state")]

    def rows(self) -> list[GridRow]:
        """Return the table: what is rated first, then the other domains."""
        found = []
        for domain in self._order:
            rating, rated = self._now(domain), self._rated(domain)
            older = [one for one in rated if domain in self._typed or one is not rated[-1]]
            before = older[-1] if older else None
            state = self._desk.lists.name("need_states", rating.met, self._texts.language) if rating.met and (rated or domain in self._typed) else ""
            found.append(GridRow(
                domain, self._desk.lists.name("needs_domains", domain, self._texts.language), rating.client, rating.worker,
                f"{_shown(before.client)} / {_shown(before.worker)}" if before else "", state, TONES.get(rating.met or "", "text2"),
                domain in self._typed))
        return found

    def spokes(self) -> list[Spoke]:
        """Return the domains of the wheel: those with a value."""
        rows = [row for row in self.rows() if row.client is not None or row.worker is not None]
        return [Spoke(number, row.name, row.client, row.worker) for number, row in enumerate(rows, 1)]

    def told(self) -> str:
        """Return the wheel in words, for a screen reader."""
        say, client, worker = self._texts.say, self._say("ui_assessment.client"), self._say("ui_assessment.worker")
        return "; ".join(say(message("ui_assessment.spoke", name=one.name, client=f"{client} {_shown(one.client)}",
                                     worker=f"{worker} {_shown(one.worker)}")) for one in self.spokes())

    def unanswered(self) -> tuple[str, str] | None:
        """Return title and sentence of the needs that no goal answers; None when there is none."""
        if self._wheel is None or not self._wheel.unanswered:
            return None
        names = [self._desk.lists.name("needs_domains", code, self._texts.language) for code in self._wheel.unanswered]
        return self._texts.say(message("ui_assessment.unanswered", count=len(names))), ", ".join(names)

    def open(self, domain: str) -> DomainFace:
        """Return one domain with all that is known of it."""
        need = next((one for one in self._domains() if one.domain == domain), DomainNeed(domain, (), ()))
        trace = [line for answer in need.answers for line in self._trace(answer)]
        standing = next((answer.plan for answer in need.answers if answer.standing), None)
        return DomainFace(
            domain, self._desk.lists.name("needs_domains", domain, self._texts.language), self._now(domain), tuple(trace),
            tuple(self._history(one) for one in reversed(need.rated)), standing)

    def barriers(self) -> list[tuple[str, str]]:
        """Return the barriers offered, as (code, words)."""
        return [(code, self._desk.lists.name("barriers", code, self._texts.language)) for code in self._desk.lists.codes("barriers")]

    def states(self) -> list[tuple[str, str]]:
        """Return the states offered."""
        return [(code, self._desk.lists.name("need_states", code, self._texts.language)) for code in self._desk.lists.codes("need_states")]

    def places(self) -> list[tuple[str, str]]:
        """Return the municipalities of today, by name."""
        day, lists = self._desk.worker.clock.now().date(), self._desk.lists
        found = [(code, lists.name("municipalities", code, self._texts.language)) for code in lists.codes("municipalities", day)]
        return sorted(found, key=lambda one: self._texts.sort_key(one[1]))

    # ---- typing -----------------------------------------------------------------------------------------------------------------------------
    def type_value(self, domain: str, column: int, value: int | None) -> None:
        """Take a value typed into the table."""
        now = self._now(domain)
        self.type_rating(replace(now, client=value) if column == CLIENT else replace(now, worker=value))

    def type_rating(self, rating: Rating) -> None:
        """Take a whole rating; one that says what is on record already is no longer typed."""
        if rating == self._on_record(rating.domain):
            self._typed.pop(rating.domain, None)
        else:
            self._typed[rating.domain] = rating

    def has_typed(self) -> int:
        """Return how many domains hold something not yet written."""
        return len(self._typed)

    def keep(self) -> None:
        """Save what is typed as a draft; remove the draft when there is nothing."""
        if not self._person or self._desk.worker.secret is None:
            return
        if self._typed:
            self._desk.drafts.save(DRAFT + self._person, {"ratings": [asdict(one) for one in self._typed.values()]})
        else:
            self._desk.drafts.discard(DRAFT + self._person)

    def discard(self) -> None:
        """Throw away what is typed."""
        self._typed = {}
        self.keep()

    def write(self) -> Rewritten | None:
        """Write what is typed; None when there is nothing. Raises LineRefused naming a field."""
        if self._wheel is None or not self._typed:
            return None
        done = self._desk.assessing.rate(self._wheel.case, tuple(self._typed.values()))
        self._typed = {}
        self.keep()
        return done

    def written_words(self, count: int) -> str:
        """Return what the toast says."""
        return self._texts.say(message("ui_assessment.written", count=count))

    # ---- inside -----------------------------------------------------------------------------------------------------------------------------
    def _domains(self) -> tuple[DomainNeed, ...]:
        return self._wheel.domains if self._wheel is not None else ()

    def _rated(self, domain: str) -> tuple[Rated, ...]:
        return next((one.rated for one in self._domains() if one.domain == domain), ())

    def _on_record(self, domain: str) -> Rating:
        rated = self._rated(domain)
        if not rated:
            return Rating(domain, None, None, met="open")
        last = rated[-1]
        return Rating(domain, last.client, last.worker, last.barriers, last.met, last.note, last.place)

    def _now(self, domain: str) -> Rating:
        return self._typed.get(domain) or self._on_record(domain)

    def _kept(self) -> dict[str, Rating]:
        draft = self._desk.drafts.get(DRAFT + self._person) if self._desk.worker.secret is not None else None
        kept: list[Mapping[str, Any]] = draft.content.get("ratings", []) if draft is not None else []
        return {one["domain"]: Rating(**{**one, "barriers": tuple(one.get("barriers") or ())}) for one in kept}

    def _trace(self, answer: Answer) -> list[TraceLine]:
        name, language = self._desk.lists.name, self._texts.language
        status = answer.status or "open"
        tone = {"open": "blue", "reached": "green", "partly": "amber"}.get(status, "grey") if answer.standing else "grey"
        lines = [TraceLine(answer.own_words, self._say("ui_assessment.goal"), (name("goal_statuses", status, language), tone, None), step=False)]
        for one in answer.services:
            service = name("services", one.service, language) if one.service else ""
            due = self._texts.say(message("ui_assessment.until", day=self._texts.date(one.due))) if one.due and one.status != "done" else ""
            spent = message("ui_assessment.spent", count=one.sessions, minutes=one.minutes)
            done = self._texts.say(spent) if one.sessions else ""
            mark = (name("step_statuses", one.status, language), "green" if one.status == "done" else "grey", None) if one.status else None
            lines.append(TraceLine(one.text, " · ".join(part for part in (service, due, done) if part), mark, step=True))
        return lines

    def _history(self, one: Rated) -> str:
        name, language = self._desk.lists.name, self._texts.language
        place = name("municipalities", one.place, language) if one.place else ""
        barriers = ", ".join(name("barriers", code, language) for code in one.barriers)
        values = f"{_shown(one.client)} / {_shown(one.worker)}"
        state = name("need_states", one.met, language) if one.met else ""
        return " · ".join(part for part in (self._texts.date(one.on), values, state, place, barriers, one.note or "") if part)

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))


def _shown(value: int | None) -> str:
    return "–" if value is None else str(value)
