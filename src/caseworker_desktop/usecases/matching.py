"""Finding a mentor for a client, and the way they go together: the match, its meetings, its reviews and its end. A person chooses."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.errors import LineRefused, Refused
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.records.consents import holds_on
from caseworker_desktop.records.mentor.ground import Ground, Profile, Scale, shared
from caseworker_desktop.records.mentor.match_rules import PURPOSE, READY
from caseworker_desktop.records.session.phase import phase
from caseworker_desktop.records.views import matching as view, mentors as register
from caseworker_desktop.records.views.matching import MatchRow, Meeting, Waiting, WaitingPage
from caseworker_desktop.records.views.mentors import Choosable, MentorRow
from caseworker_desktop.records.views.release import standing
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.intent import Intent, Written
from caseworker_desktop.usecases.mentor_rights import MentorRights
from caseworker_desktop.usecases.moment import day_of, known, moment_of, wholly
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import May, Writer

__all__ = ["Candidate", "End", "Ground", "MatchFile", "MatchRow", "Matching", "Meeting", "MeetingSheet", "NewMatch", "Waiting", "WaitingPage"]

OUTCOME = "O-MEN"
#: What a meeting counts as: a talk, or leisure together (services.csv).
TALK, LEISURE = "M-SUS", "M-LAI"
#: At these stages a mentor is offered; those before them are not ready for anybody.
OFFERED = ("trained", *READY)
#: So many are shown; with more, those with less in common are looked for by name.
MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mentor for one client, and why: what is shared, how much room is left, and whether they may enter where the client is.

    `clearance`: `valid`, `missing`, or None where none is needed; `until` its last day. `ready`: the agreement is signed.
    """

    row: MentorRow
    ground: Ground
    ready: bool
    clearance: str | None
    until: str | None

    @property
    def full(self) -> bool:
        """Tell whether this mentor walks with as many as agreed."""
        return self.row.free == 0


@dataclass(frozen=True, slots=True)
class NewMatch:
    """What the form of a match holds. `outcome`: write down that the client has a mentor (O-MEN)."""

    mentor: str
    person: str
    from_: str
    review_on: str | None = None
    shared_ground: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    outcome: bool = False


@dataclass(frozen=True, slots=True)
class MatchFile:
    """A match, its meetings (newest first), and whether the client has agreed that a mentor knows of them."""

    row: MatchRow
    meetings: tuple[Meeting, ...]
    agreed: bool


@dataclass(frozen=True, slots=True)
class MeetingSheet:
    """The half-page sheet that a mentor brings, as the coordinator types it in. `concern`: words of worry, kept as a shared note in the
    client's file where this worker may write one; `concern_title`: what the task for the client's worker is called."""

    match: str
    on: str
    at: str
    minutes: int | None
    place: str | None = None
    place_type: str | None = None
    institution: str | None = None
    topics: tuple[str, ...] = ()
    leisure: bool = False
    mood: int | None = None
    concern: str = ""
    concern_title: str = ""


@dataclass(frozen=True, slots=True)
class End:
    """How a match ended, and what both say of it (1 to 5)."""

    on: str
    reason: str | None
    client_value: int | None = None
    mentor_value: int | None = None


class Matching:
    """Reading and writing matches for one worker."""

    def __init__(self, store: Store, writer: Writer, worker: Worker, may: May) -> None:
        self._store, self._writer, self._worker = store, writer, worker
        self.rights = MentorRights(worker, may)

    # ---- reading -----------------------------------------------------------------------------------------------------------------------------
    def waiting(self, start: int = 0, limit: int = 200) -> WaitingPage:
        """Return those who wait for a mentor: no close support first, then by release date. Nobody for a mentor's eyes. Raises Denied."""
        with self._reading() as reading:
            if self.rights.own(reading) is not None or not self.rights.may("case", "read"):
                return WaitingPage((), None, 0)
            return view.waiting(reading.connection, self.rights.today(), start, limit)

    def how_many_wait(self) -> int | None:
        """Return how many wait, None where very many have an open case; of nobody for a mentor's eyes. Raises Denied."""
        with self._reading() as reading:
            if self.rights.own(reading) is not None or not self.rights.may("case", "read"):
                return 0
            return view.count_waiting(reading.connection, self.rights.today())

    def client(self, person: str) -> Waiting | None:
        """Return what is known of a client for finding a mentor, None when they have no case here."""
        with self._reading() as reading:
            return view.client(reading.connection, person, self.rights.today()) if self.rights.may("case", "read") else None

    def candidates(self, person: str) -> list[Candidate]:
        """Return the mentors who could walk with a client, each with the reasons; those with more in common and with room come first.

        The order is a help for the eye: nobody is chosen by it.
        """
        with self._reading() as reading:
            one = view.client(reading.connection, person, self.rights.today())
            if one is None:
                return []
            told = view.profile(reading.connection, one, with_needs=self.rights.may("need", "read"))
            place = (one.institution or None) if one.inside else None
            scale, own = Scale(told), ids.to_bytes(person)

            def rank(each: Choosable) -> tuple[bool, bool, bool, int]:
                missing = place is not None and each.until is None
                return each.stage not in READY, each.full, missing, -scale.weigh(each.lived, each.interests, each.languages, each.place)

            found = register.choosable_mentors(reading.connection, self.rights.today(), OFFERED, place)
            first = [ids.to_text(each.raw) for each in sorted((each for each in found if each.raw_person != own), key=rank)[:MOST_SHOWN]]
            whole = register.mentors_of(reading.connection, first, self.rights.today())
        return [self._candidate(whole[each], told, one) for each in first]

    def matches(self, *, open_only: bool = False, mentor: str | None = None, person: str | None = None, start: int = 0,
                limit: int = 200) -> list[MatchRow]:
        """Return matches, open ones first and the next to be looked at before others. A mentor sees their own. Raises Denied."""
        with self._reading() as reading:
            own = self.rights.own(reading)
            found = view.matches(reading.connection, self.rights.today(), open_only=open_only, mentor=mentor, person=person, start=start, limit=limit)
        return [self.rights.shown(one, own) for one in found if own is None or one.mentor in own]

    def count(self) -> tuple[int, int]:
        """Return how many matches are open, and how many are over."""
        with self._reading() as reading:
            own = self.rights.own(reading)
            if own is None:
                return view.count_matches(reading.connection, self.rights.today())
        mine = self.matches()
        return sum(one.is_open(self.rights.today()) for one in mine), sum(not one.is_open(self.rights.today()) for one in mine)

    def file(self, match: str) -> MatchFile | None:
        """Return a match with its meetings, None when it is not here or not this worker's to see."""
        with self._reading() as reading:
            own = self.rights.own(reading)
            found = view.matches(reading.connection, self.rights.today(), match=match)
            if not found or (own is not None and found[0].mentor not in own):
                return None
            agreed = self._agreed(reading, found[0].person, self.rights.today())
            return MatchFile(self.rights.shown(found[0], own), tuple(view.meetings(reading.connection, found[0])), agreed)

    def agreed(self, person: str, day: str) -> bool:
        """Tell whether a client has agreed that a mentor knows of them on a day."""
        with self._reading() as reading:
            return self._agreed(reading, person, day)

    # ---- writing -----------------------------------------------------------------------------------------------------------------------------
    def look(self, form: NewMatch) -> tuple[Message, ...]:
        """Return what somebody should look at before this match is written; nothing is. Raises LineRefused as `make` does."""
        return tuple(finding.reason for _, _, finding in self._writer.write(self._making(form), dry_run=True).warnings)

    def make(self, form: NewMatch) -> Written:
        """Write a match, the mentor's stage, and (when asked) that the client has a mentor; the match's id is the first of `ids`.

        Raises LineRefused naming `from`, `mentor`, or `person`: nobody is matched without having agreed that a mentor knows of them.
        """
        return self._writer.write(self._making(form))

    def unmake(self, written: Written, stage: str) -> Written:
        """Take `make` back; the mentor stands at `stage` again."""
        intents = [Intent(kind, id_, {}, deleted=True) for kind, id_ in sorted(written.records) if kind in ("match", "outcome")]
        intents += [Intent("mentor", id_, {"stage": stage}) for kind, id_ in sorted(written.records) if kind == "mentor"]
        return self._writer.write(intents)

    def review_again(self, match: str, on: str | None) -> Written:
        """Take `review` back, also to a day that is past."""
        return self._writer.write([Intent("match", match, {"review_on": on})])

    def review(self, match: str, next_on: str | None) -> Written:
        """Write when an open match is looked at again. Raises LineRefused (`review_on`) for a day that is past."""
        if next_on is not None and day_of(next_on, "review_on").isoformat() < self.rights.today():
            raise LineRefused(message("mentoring.review_past"), field="review_on")
        return self._writer.write([Intent("match", match, {"review_on": next_on})])

    def describe(self, person: str, *, lived: Sequence[str], interests: Sequence[str]) -> Written:
        """Write what a client told of what they have been through and like to do. Raises Refused without a case."""
        one = self.client(person)
        if one is None:
            raise Refused(message("mentoring.no_case"))
        return self._writer.write([Intent("case", one.case, {"lived_experience": list(lived), "interests": list(interests)})])

    def end(self, match: str, told: End) -> Written:
        """End a match with its reason and the review of its end; a mentor without another goes back to „agreement“.

        Raises LineRefused naming `on` or `reason`. `warnings` tell of a meeting that is still planned.
        """
        row = self._row(match)
        day = day_of(told.on, "on").isoformat()
        if day > self.rights.today():
            raise LineRefused(message("mentoring.end_ahead"), field="on")
        if not told.reason:
            raise LineRefused(message("rule.match_end_reason"), field="reason")
        if day < row.from_:
            raise LineRefused(message("rule.ends_before_it_begins"), field="on")
        reviewed = told.client_value is not None or told.mentor_value is not None
        intents = [Intent("match", match, {
            "to": day, "end_reason": told.reason, "review_on": None, "end_client_value": told.client_value, "end_mentor_value": told.mentor_value,
            "end_review_on": self.rights.today() if reviewed else None})]
        with self._reading() as reading:
            mentor = register.mentors_of(reading.connection, [row.mentor], self.rights.today()).get(row.mentor)
            beside = [one for one in view.matches(reading.connection, self.rights.today(), open_only=True, mentor=row.mentor) if one.id != match]
        if mentor is not None and mentor.stage == "matched" and not beside and self.rights.may("mentor", "write"):
            intents.append(Intent("mentor", row.mentor, {"stage": "agreement"}))
        return self._writer.write(intents)

    def reopen(self, match: str) -> Written:
        """Take the end of a match back (undo)."""
        row = self._row(match)
        values = dict.fromkeys(("to", "end_reason", "end_client_value", "end_mentor_value", "end_review_on"))
        intents = [Intent("match", match, values)]
        if self.rights.may("mentor", "write"):
            intents.append(Intent("mentor", row.mentor, {"stage": "matched"}))
        return self._writer.write(intents)

    def meeting(self, told: MeetingSheet) -> Written:
        """Write a meeting from the mentor's sheet; the session's id is the first of `ids`.

        A meeting after the day of release is one outside: the match goes on as it is. Raises LineRefused naming `on`, `at`, `minutes`, `mood`.
        """
        row = self._row(told.match)
        on = day_of(told.on, "on")
        day = on.isoformat()
        if day > self.rights.today():
            raise LineRefused(message("session.in_future"), field="on")
        if day < row.from_ or (row.to is not None and day > row.to):
            raise LineRefused(message("mentoring.outside_match"), field="on")
        minutes = wholly(told.minutes, "minutes")
        session = self._writer.new_id()
        with self._reading() as reading:
            where = standing(reading.connection, row.person, day)
            running = {one.project for one in reading.rows("participation", person=row.person) if one.exit_on is None or one.exit_on >= day}
        intents = [
            Intent("session", session, known({
                "kind": "mentor_meeting", "starts_at": moment_of(on, told.at, self._worker), "minutes": minutes, "match": told.match,
                "cases": [row.case] if row.case else [], "place": told.place, "place_type": told.place_type, "institution": told.institution,
                "topics": list(told.topics), "mood": told.mood, "project": next(iter(running)) if len(running) == 1 else None,
                "services": [{"code": LEISURE if told.leisure else TALK, "minutes": minutes}]})),
            Intent("attendance", None, known({
                "session": session, "person": row.person, "case": row.case, "status": "present", "minutes": minutes,
                "phase": phase(where.status, [each.date for each in where.dates], day)})),
        ]
        if told.concern.strip() and row.case:
            intents += self._concern(told, row, session, day)
        return self._writer.write(intents)

    def take_back(self, written: Written, kinds: Sequence[str]) -> Written:
        """Delete the records of these kinds that a write made (undo); a signed note is marked as entered in error."""
        gone = [Intent(kind, id_, {}, deleted=True) for kind, id_ in sorted(written.records) if kind in kinds]
        wrong = [Intent("note", id_, {"entered_in_error": True}) for kind, id_ in sorted(written.records) if kind == "note"]
        return self._writer.write([*gone, *wrong])

    # ---- inside ------------------------------------------------------------------------------------------------------------------------------
    def _making(self, form: NewMatch) -> list[Intent]:
        day = day_of(form.from_, "from").isoformat()
        if form.review_on is not None and day_of(form.review_on, "review_on").isoformat() < day:
            raise LineRefused(message("mentoring.review_before"), field="review_on")
        with self._reading() as reading:
            if not self._agreed(reading, form.person, day):
                raise LineRefused(message("rule.no_consent_for_mentor"), field="person")
            mentor = reading.row("mentor", form.mentor)
            one = view.client(reading.connection, form.person, self.rights.today())
        intents = [Intent("match", self._writer.new_id(), known({
            "mentor": form.mentor, "person": form.person, "from": day, "review_on": form.review_on, "shared_ground": list(form.shared_ground),
            "examples": list(form.examples)}))]
        if mentor is not None and mentor.stage in OFFERED and mentor.stage != "matched" and self.rights.may("mentor", "write"):
            intents.append(Intent("mentor", form.mentor, {"stage": "matched"}))
        if form.outcome and one is not None and self.rights.may("outcome", "write"):
            intents.append(Intent("outcome", None, {"person": form.person, "case": one.case, "type": OUTCOME, "on": day, "evidence": "register"}))
        return intents

    def _concern(self, told: MeetingSheet, row: MatchRow, session: str, day: str) -> list[Intent]:
        with self._reading() as reading:
            case = reading.row("case", row.case or "")
        lead = case.lead if case is not None and case.lead else self._worker.staff
        intents = []
        if self.rights.may("note", "write"):
            intents.append(Intent("note", None, {
                "case": row.case, "session": session, "level": "shared", "text": told.concern.strip(), "concern": True,
                "signed_on": self._worker.clock.now().isoformat(timespec="seconds")}))
        if self.rights.may("task", "write"):
            intents.append(Intent("task", None, known({
                "title": told.concern_title, "due": self.rights.today(), "staff": lead, "person": row.person, "case": row.case, "session": session,
                "kind": "meeting_action"})))
        return intents

    def _candidate(self, row: MentorRow, told: Profile, one: Waiting) -> Candidate:
        side = Profile(frozenset(row.lived), row.interests, frozenset(row.languages), frozenset((row.place,)) if row.place else frozenset())
        clearance, until = None, None
        if one.inside and one.institution:
            here = [each for each in row.clearances if each.institution == one.institution and each.from_ <= self.rights.today() <= each.to]
            until = max((each.to for each in here), default=None)
            clearance = "valid" if until else "missing"
        return Candidate(row, shared(told, side), row.stage in READY, clearance, until)

    def _row(self, match: str) -> MatchRow:
        with self._reading() as reading:
            own = self.rights.own(reading)
            found = view.matches(reading.connection, self.rights.today(), match=match)
        if not found or (own is not None and found[0].mentor not in own):
            raise Refused(message("mentoring.no_match"))
        return found[0]

    @staticmethod
    def _agreed(reading: Reading, person: str, day: str) -> bool:
        return any(holds_on(one, person, PURPOSE, day) for one in reading.plains("consent", person=person))

    def _reading(self) -> AbstractContextManager[Reading]:
        self.rights.allow("match", "read")
        return self._store.reading()

