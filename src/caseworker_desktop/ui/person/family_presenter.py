"""What the tab of a person's family shows: relatives from both sides, ways to reach the person, attempts to reach the family."""

from __future__ import annotations

from typing import Any

from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.person.dossier import Act, Entry, Mark, Opening, Section
from caseworker_desktop.ui.person.ground import NEW, Ground
from caseworker_desktop.ui.shell.record_fields import RecordFields
from caseworker_desktop.usecases.cases import FAMILY
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.editing import Saved
from caseworker_desktop.usecases.family import Relative, inverse_kind

RELATIVES, REACH = "relatives", "reach"
FRESH, FAMILY_CASE = "relative", "family_case"
_RELATION = ("kind", "close_support", "contact_wanted", "hide_address")
#: A relation to nobody: the case says it by its own field.
_NOBODY = "R-NON"
_RESULTS = {"met": "green", "agreed": "blue", "refused": "red", "no_answer": "grey"}


class FamilyPresenter:
    """Decides for the tab. Tokens as in DataPresenter; `relative/new`: somebody who is not here yet; `family_case/ID`: a case of their own."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts = desk, texts
        self._fields = RecordFields(desk, texts)
        self._on: Ground | None = None

    def load(self, person: str) -> None:
        """Take up a person."""
        self._on = Ground(self._desk, self._texts, self._fields, person, self._desk.editing.read("person", person) or {})

    def groups(self) -> list[tuple[str, str]]:
        """Return the groups that the worker may read."""
        may = self._desk.editing.may
        found = ((RELATIVES, "relation", self._texts.say(message("ui_family.group_relatives"))),
                 (REACH, "contact_route", self._texts.say(message("ui_family.group_reach"))))
        return [(code, words) for code, kind, words in found if may(kind, "read")]

    def sections(self, group: str) -> list[Section]:
        """Return the sections of a group."""
        if self._on is None:
            return []
        return [self._relatives(self._on)] if group == RELATIVES else self._reach(self._on)

    def opening(self, token: str) -> Opening | None:
        """Return the form of a token, None for one that acts at once."""
        on = self._on
        kind, id_ = token.split("/")[:2]
        if on is None or kind == FAMILY_CASE:
            return None
        if kind == FRESH:
            return self._fresh(on)
        if kind == "relation":
            return self._relation(on, id_)
        if kind == "contact_route":
            names = ("through", "phone", "order", "consent", "safe_wording")
            start = {"order": len(self._desk.family.routes(on.person)) + 1} if id_ == NEW else None
            return on.opening(on.say("ui_family.route"), kind, names, id_, start=start, note=on.say("ui_family.route_note"),
                              describe={"options": {"consent": self._consents(on)}})
        return self._attempt(on, id_)

    def act(self, token: str) -> Saved:
        """Open a family case for a relative. Raises Refused, Denied."""
        verb, person = token.split("/")[:2]
        if verb != FAMILY_CASE:
            raise Refused(message("refused.unknown_field"))
        return self._desk.cases.open(person, FAMILY, {"referral_source": "FAM"})

    def said(self, token: str) -> str:
        """Return what to say when it was opened."""
        return self._texts.say(message("ui_family.case_was_opened"))

    # ---- sections -----------------------------------------------------------------------------------------------------------------------
    def _relatives(self, on: Ground) -> Section:
        found = self._desk.family.relatives(on.person)
        acts: tuple[Act, ...] = ()
        if on.desk.editing.may("relation"):
            acts = ((f"{FRESH}/{NEW}", on.say("ui_family.add_new"), "plus"), (f"relation/{NEW}", on.say("ui_family.link"), "plus"))
        return Section(on.say("ui_family.relatives"), entries=tuple(self._relative(on, each) for each in found), acts=acts,
                       empty=on.say("ui_family.nobody"), note=on.say("ui_family.least"))

    def _relative(self, on: Ground, one: Relative) -> Entry:
        kind = one.kind if one.forward else inverse_kind(one.kind, one.sex)
        what = on.name("relationship_kinds", kind) if kind else on.say("ui_family.of_whom", kind=on.name("relationship_kinds", one.kind))
        below = [
            what, on.say("ui_family.born", year=one.birth_date[:4]) if one.birth_date else "",
            on.said("person", "phone", one.phone) if one.phone and not one.hide_address else "",
            on.say("ui_family.own_case", kind=on.name("case_kinds", one.case_kind)) if one.case and one.case_open else "",
            on.say("ui_family.participates") if one.participates else "", on.say("ui_family.address_hidden") if one.hide_address else ""]
        acts: tuple[Act, ...] = ()
        if not one.case and on.desk.editing.may("case"):
            acts = ((f"{FAMILY_CASE}/{one.person}", on.say("ui_family.open_case"), ""),)
        return Entry(f"{one.given_names} {one.family_name}".strip(), " · ".join(part for part in below if part), self._mark(on, one),
                     f"relation/{one.relation}", acts, one.person)

    def _mark(self, on: Ground, one: Relative) -> Mark | None:
        if one.close_support:
            return on.say("ui_family.close"), "green", "hand"
        if one.contact_wanted is False:
            return on.say("ui_family.unwanted"), "red", "x"
        return (on.say("ui_family.wanted"), "blue", "chat") if one.contact_wanted else None

    def _reach(self, on: Ground) -> list[Section]:
        routes = tuple(self._route(on, at, row) for at, row in enumerate(self._desk.family.routes(on.person), 1))
        found = [Section(on.say("ui_family.routes"), entries=routes, acts=on.add("contact_route", on.say("ui_person.add")),
                         empty=on.say("ui_family.no_routes"), note=on.say("ui_family.routes_note"))]
        if on.desk.editing.may("contact_attempt", "read"):
            attempts = self._desk.family.attempts(on.person)
            acts = on.add("contact_attempt", on.say("ui_person.add")) if self._desk.cases.of(on.person) else ()
            count = self._texts.say(message("ui_family.tried", count=len(attempts.rows), met=attempts.met)) if attempts.rows else ""
            found.append(Section(on.say("ui_family.attempts"), entries=tuple(self._tried(on, row) for row in attempts.rows), acts=acts,
                                 empty=on.say("ui_family.no_attempts"), note=count))
        return found

    def _route(self, on: Ground, at: int, row: Any) -> Entry:
        title = " · ".join(part for part in (row.through or "", on.said("contact_route", "phone", row.phone)) if part)
        below = on.say("ui_family.say_so", words=row.safe_wording) if row.safe_wording else on.say("ui_family.no_wording")
        mark = None if row.safe_wording else (on.say("ui_family.wording_missing"), "amber", "warn")
        return Entry(f"{at}. {title or on.say('ui_family.route')}", below, mark, on.edit("contact_route", row.id))

    def _tried(self, on: Ground, row: Any) -> Entry:
        who = self._desk.editing.words(("person",), row.person, self._texts.language) if row.person != on.person else ""
        title = " · ".join(part for part in (f"{self._texts.date(row.at)} {self._texts.time(row.at)}", who) if part)
        below = " · ".join(part for part in (on.name("contact_channels", row.channel), row.note or "") if part)
        mark = (on.name("contact_results", row.result), _RESULTS.get(row.result, "grey"), None)
        return Entry(title, below, mark, on.edit("contact_attempt", row.id))

    # ---- forms ----------------------------------------------------------------------------------------------------------------------------
    def _kinds(self, on: Ground) -> list[tuple[str, str]]:
        return [pair for pair in self._fields.options("relationship_kinds") if pair[0] != _NOBODY]

    def _fresh(self, on: Ground) -> Opening:
        person = self._fields.specs("person", ("given_names", "family_name", "sex", "birth_date", "phone"),
                                    hints={"birth_date": on.say("ui_family.year_enough")})
        relation = self._fields.specs("relation", _RELATION, options={"kind": self._kinds(on)}, must=("kind",))
        specs = [*person[:2], *relation[:1], *person[2:], *relation[1:]]
        return Opening(on.say("ui_family.new_relative"), "relation", specs, start={"family_name": on.plain.get("family_name")},
                       note=on.say("ui_family.least"), draft=f"relative:{on.person}", write=lambda _, given: self._desk.family.add(on.person, given))

    def _relation(self, on: Ground, id_: str) -> Opening:
        row = self._desk.editing.read("relation", id_) if id_ != NEW else None
        if row is not None and row.get("person") != on.person:  # written for the other: its words are those of the other
            specs = self._fields.specs("relation", _RELATION, options={"kind": self._kinds(on)})
            note = on.say("ui_family.seen_from", who=self._desk.editing.words(("person",), str(row["person"]), self._texts.language))
            return on.opening(on.say("ui_family.relation"), "relation", _RELATION, id_, note=note, specs=specs)
        names = ("other", *_RELATION) if id_ == NEW else _RELATION
        return on.opening(on.say("ui_family.relation"), "relation", names, id_, describe={"options": {"kind": self._kinds(on)}})

    def _attempt(self, on: Ground, id_: str) -> Opening:
        cases = self._desk.cases.of(on.person)
        people = [(on.person, f"{on.plain.get('given_names')} {on.plain.get('family_name')}"), *(
            (each.person, f"{each.given_names} {each.family_name}") for each in self._desk.family.relatives(on.person))]
        names = ("person", "at", "channel", "result", "consent", "note")
        specs = self._fields.specs("contact_attempt", names, options={"person": people, "consent": self._consents(on)})
        start = {"at": self._desk.worker.clock.now().isoformat(), "person": people[1][0] if len(people) > 1 else on.person}
        fixed = {"case": cases[0].id} if cases else {}
        return Opening(on.say("ui_family.attempt"), "contact_attempt", specs, None if id_ == NEW else id_, fixed, start if id_ == NEW else None,
                       note=on.say("ui_family.attempt_note"), draft=f"contact_attempt:{on.person}")

    def _consents(self, on: Ground) -> list[tuple[str, str]]:
        """Return the person's consents to being reached through the family, the newest first."""
        rows = sorted((row for row in on.rows("consent") if row.given), key=lambda row: (row.purpose != "family_contact", row.on), reverse=False)
        return [(row.id, f"{on.name('consent_purposes', row.purpose)} · {on.texts.date(row.on)}") for row in rows]
