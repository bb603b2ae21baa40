"""Partners: the register searched in an instant, one partner whole, kept verified; contacts, agreements, meetings, and the growing network."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from caseworker_desktop.intake.partners import name_key
from caseworker_desktop.kernel import clock
from caseworker_desktop.kernel.collation import sort_key
from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.folding import fold
from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.lists import Lists, local_name
from caseworker_desktop.records.organisation.chain import standing_on
from caseworker_desktop.records.partner.acceptance import acceptance_of
from caseworker_desktop.records.partner.freshness import is_stale, stale_before
from caseworker_desktop.records.views import partners as view
from caseworker_desktop.records.views.head import staff_names
from caseworker_desktop.records.views.partner_story import Deed, Meeting, meetings, story
from caseworker_desktop.records.views.partners import Expert, Growth, PartnerRow, Register, Wanted
from caseworker_desktop.records.views.referrals import Result, result_of
from caseworker_desktop.store.search import ORDER
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.editing import Saved
from caseworker_desktop.usecases.intent import Intent, Shipped, Written
from caseworker_desktop.usecases.seldom import Seldom
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import May, Writer

__all__ = ["Deed", "Expert", "Growth", "Meeting", "NewMeeting", "Offered", "PartnerCard", "PartnerRow", "Partnering", "Register", "Result", "Wanted",
           "is_stale", "reminder_day", "stale_before"]

#: Kinds of institutions that a partner may be: those we work with, not those where people are kept (institution_kinds).
OFFERED = ("probation_authority", "probation_office", "employment_service", "child_rights", "prison_authority")
NEWS_COLUMNS = ("partner", "contact", "position", "email")


@dataclass(frozen=True, slots=True)
class PartnerCard:
    """One partner whole: the record (frozen row), its parent, units, contacts and agreements, what came of referrals, meetings, and its story."""

    row: Any
    acceptance: str
    stale: bool
    parent: Any | None
    units: tuple[Any, ...]
    contacts: tuple[Any, ...]
    agreements: tuple[Any, ...]
    result: Result | None
    meetings: tuple[Meeting, ...]
    story: tuple[Deed, ...]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Offered:
    """A body of the state in the shipped list that may become a partner."""

    institution: str
    code: str
    name: str
    kind: str
    country: str
    place: str


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """What the form of a meeting holds. `actions`: (what, by when, who of our staff); the first two words of each line a person typed."""

    partners: tuple[str, ...]
    on: str
    at: str
    minutes: int
    attendees: str = ""
    agreed: str = ""
    place: str = ""
    project: str | None = None
    staff: tuple[str, ...] = ()
    actions: tuple[tuple[str, str | None, str | None], ...] = ()


class Partnering:
    """The use case of one worker."""

    def __init__(self, store: Store, writer: Writer, worker: Worker, may: May, lists: Lists, shipped: Shipped, seldom: Seldom) -> None:
        self._store, self._writer, self._worker, self._may, self._lists, self._shipped = store, writer, worker, may, lists, shipped
        self._seldom = seldom

    # ---- the register -------------------------------------------------------------------------------------------------------------------
    def find(self, wanted: Wanted) -> Register:
        """Return the partners wanted, in order (see records/views/partners.py); services are found by their names in the worker's language."""
        language, lists = self._worker.language, self._lists
        services: dict[str, str] = {}
        if wanted.text.strip():
            services = {code: f" {fold(lists.name('services', code, language))}" for code in lists.codes("services")}
            services |= {view.KIND + code: f" {fold(lists.name('partner_kinds', code, language))}" for code in lists.codes("partner_kinds")}
        with self._store.reading() as reading:
            return view.register(reading.connection, wanted, self._today(), lambda name: sort_key(name, ORDER), services)

    def services(self) -> dict[str, int]:
        """Return the services that partners offer, with how many offer each."""
        with self._store.reading() as reading:
            return view.services_offered(reading.connection)

    def places(self) -> dict[str, int]:
        """Return the municipalities that partners serve, with how many serve each."""
        with self._store.reading() as reading:
            return view.places_served(reading.connection)

    def services_for(self, need: str) -> tuple[str, ...]:
        """Return the services that answer a need (needs_domains); none when the list names none. The list can be changed by an office."""
        row = self._lists.row("need_services", need)
        return tuple(str(row.get("services") or "").split()) if row is not None else ()

    def near(self, place: str) -> tuple[str, ...]:
        """Return a municipality and the others of its county, itself first."""
        row = self._lists.row("municipalities", place)
        county = row.get("county") if row is not None else None
        if not county:
            return (place,)
        others = [code for code in self._lists.codes("municipalities", date.fromisoformat(self._today()))
                  if code != place and (self._lists.row("municipalities", code) or {}).get("county") == county]
        return (place, *others)

    def card(self, partner: str) -> PartnerCard | None:
        """Return one partner whole, None when it is not here (any more); what the worker's role may not read is left out."""
        with self._store.reading() as reading:
            row = reading.row("partner", partner)
            if row is None:
                return None
            agreements = tuple(sorted(reading.rows("agreement", partner=partner), key=lambda one: (one.valid_to or "9999", one.id)))
            held = meetings(reading, partner)
            deeds = story(reading.connection, partner, row, agreements, held, referrals=self._allowed("referral", "read"))
            return PartnerCard(
                row=row, acceptance=acceptance_of(row.acceptance, row.accepts_convictions), stale=is_stale(row.verified_on, self._today()),
                parent=reading.row("partner", row.parent) if row.parent else None,
                units=tuple(sorted(reading.rows("partner", parent=partner), key=lambda one: (sort_key(one.name, ORDER), one.id))),
                contacts=tuple(sorted(reading.rows("partner_contact", partner=partner), key=lambda one: (sort_key(one.name, ORDER), one.id))),
                agreements=agreements if self._allowed("agreement", "read") else (),
                result=result_of(reading.connection, partner) if self._allowed("referral", "read") else None,
                meetings=held, story=deeds,
                names=staff_names(reading.connection, sorted({who for one in held for task in one.tasks if (who := task.staff)})))

    def name(self, partner: str) -> str:
        """Return a partner's name, empty when it is not here."""
        with self._store.reading() as reading:
            row = reading.row("partner", partner)
            return row.name if row is not None else ""

    def alike(self, name: str, legal_code: str | None, but: str | None = None) -> tuple[PartnerRow, ...]:
        """Return the partners on record that may be the same: the same code, or the same name however it is spelt. A warning, never a block."""
        with self._store.reading() as reading:
            return tuple(view.alike(reading.connection, (legal_code or "").strip() or None, name_key, name, but))

    def may_write(self, kind: str = "partner") -> bool:
        """Tell whether the worker may write partners (or `kind`)."""
        return self._allowed(kind, "write")

    # ---- writing ------------------------------------------------------------------------------------------------------------------------
    def save(self, partner: str | None, values: Mapping[str, Any]) -> Written:
        """Write a partner (None: a new one). Raises LineRefused naming the field; a unit stands under a parent, nothing stands under itself."""
        return self.save_form(partner, values).written

    def save_form(self, partner: str | None, values: Mapping[str, Any]) -> Saved:
        """As `save`, with what takes it back."""
        with self._store.reading() as reading:
            before = (reading.plain("partner", partner) or {}) if partner is not None else {}
        now = {**before, **values}
        if now.get("kind") == "unit" and not now.get("parent"):
            raise LineRefused(message("referring.unit_without_parent"), field="parent")
        record = partner or self._writer.new_id()
        given = values if partner is not None else {name: value for name, value in values.items() if value not in (None, "", [])}
        undo = Intent("partner", record, {name: before.get(name) for name in values}) if partner is not None else Intent(
            "partner", record, {}, deleted=True)
        return Saved(record, self._writer.write([Intent("partner", record, given)]), (undo,))

    def verify(self, partner: str, on: str | None = None) -> Written:
        """Note that what is known of a partner was verified (today unless told)."""
        return self._writer.write([Intent("partner", partner, {"verified_on": on or self._today()})])

    def save_contact(self, partner: str, contact: str | None, values: Mapping[str, Any]) -> Written:
        """Write a contact person of a partner."""
        return self._writer.write([Intent("partner_contact", contact, {"partner": partner, **values})])

    def remove(self, kind: str, id_: str) -> Written:
        """Delete a contact, an agreement or a partner that was written by mistake."""
        return self._writer.write([Intent(kind, id_, {}, deleted=True)])

    def undelete(self, kind: str, id_: str) -> Written:
        """Take a deletion back."""
        return self._writer.write([Intent(kind, id_, {}, restored=True)])

    def save_agreement(self, partner: str | None, agreement: str | None, values: Mapping[str, Any]) -> Written:
        """Write an agreement with a partner (or, None, with the institution among the values)."""
        return self._writer.write([Intent("agreement", agreement, {**({"partner": partner} if partner else {}), **values})])

    def agreements_due(self, day: str | None = None) -> tuple[Any, ...]:
        """Return the agreements whose end is so near on `day` (else today) that somebody is to be reminded (remind_days), or past."""
        on = day or self._today()
        with self._store.reading() as reading:
            found = [one for one in reading.rows("agreement") if one.valid_to and reminder_day(one) <= on]
        return tuple(sorted(found, key=lambda one: (one.valid_to, one.id)))

    def meet(self, told: NewMeeting) -> Written:
        """Write a meeting with partners: the session, its minutes and a task for each thing agreed, in one go. Raises LineRefused."""
        if not told.partners:
            raise LineRefused(message("refused.required"), field="partners")
        try:
            start = datetime.combine(date.fromisoformat(told.on), time.fromisoformat(told.at.zfill(5)), self._worker.clock.now().tzinfo)
        except ValueError as reason:
            raise LineRefused(message("session.day_wrong"), field="on") from reason
        session, staff = self._writer.new_id(), list(told.staff) or [self._worker.staff]
        intents = [Intent("session", session, _known({
            "kind": "partner_meeting", "starts_at": start.isoformat(), "minutes": told.minutes, "staff": staff, "partners": list(told.partners),
            "place": told.place, "project": told.project}))]
        if told.attendees.strip() or told.agreed.strip():
            intents.append(Intent("minutes", None, _known({"session": session, "attendees": told.attendees.strip(), "agreed": told.agreed.strip()})))
        intents += [
            Intent("task", None, _known({"title": what.strip(), "due": due, "staff": who or self._worker.staff, "session": session,
                                         "kind": "meeting_action"}))
            for what, due, who in told.actions if what.strip()
        ]
        return self._writer.write(intents)

    def settle(self, task: str, *, done: bool = True) -> Written:
        """Tick (or untick) a thing that was agreed at a meeting."""
        return self._writer.write([Intent("task", task, {"done_on": self._today() if done else None})])

    # ---- bodies of the state --------------------------------------------------------------------------------------------------------------
    def offered(self, text: str = "") -> tuple[Offered, ...]:
        """Return the bodies of the state in the list of institutions that are no partners yet, by country and name; those that hold `text` only."""
        day, language = self._today(), self._worker.language
        with self._store.reading() as reading:
            known = {**self._shipped.get("institution", {}), **{row["id"]: row for row in reading.plains("institution")}}
            taken = view.chosen_institutions(reading.connection)
        found = []
        for id_, row in known.items():
            ended = row.get("valid_to") and row["valid_to"] < day[: len(row["valid_to"])]
            if row.get("kind") not in OFFERED or id_ in taken or ended or standing_on(known, id_, day) != id_:
                continue
            name = local_name(row, language)
            if all(word in fold(f"{name} {row.get('code')} {row.get('place')}") for word in fold(text).split()):
                found.append(Offered(id_, str(row.get("code")), name, str(row["kind"]), str(row.get("country") or ""), str(row.get("place") or "")))
        home = "LV" if language == "lv" else "LT"
        return tuple(sorted(found, key=lambda one: (one.country != home, one.country, OFFERED.index(one.kind), sort_key(one.name, language))))

    def take(self, institution: str) -> Written:
        """Make a body of the state a partner. Raises LineRefused when it is none or one already."""
        one = next((each for each in self.offered() if each.institution == institution), None)
        if one is None:
            raise LineRefused(message("refused.dangling"), field="institution")
        return self._writer.write([Intent("partner", None, {
            "name": one.name, "kind": "state", "institution": institution, "active_from": self._today()[:7], "verified_on": self._today()})])

    # ---- the network ------------------------------------------------------------------------------------------------------------------------
    def growth(self, first: str, last: str) -> tuple[Growth, ...]:
        """Return the partners that are new, went on or ended between two days (both inside)."""
        with self._store.reading() as reading:
            return tuple(view.growth(reading.connection, first, last))

    def years(self, last: int, count: int = 5) -> list[tuple[int, int, int, int]]:
        """Return (year, new, active, ended) of `count` years up to `last`."""
        out = []
        for year in range(last - count + 1, last + 1):
            found = self.growth(f"{year}-01-01", f"{year}-12-31")
            out.append((year, *(sum(one.change == change for one in found) for change in ("new", "active", "ended"))))
        return [(year, new, active, over) for year, new, active, over in out]

    def experts(self, countries: Sequence[str] = ()) -> tuple[Expert, ...]:
        """Return who taught in sessions, with their country."""
        with self._store.reading() as reading:
            return tuple(view.experts(self._seldom.taught(reading), countries))

    def news_list(self) -> str:
        """Return a CSV (UTF-8, with a heading) of the contact persons who asked for news and have an e-mail; nobody else stands in it."""
        with self._store.reading() as reading:
            found = view.opted_in(reading.connection)
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(NEWS_COLUMNS)
        writer.writerows([_harmless(part or "") for part in one] for one in found)
        return out.getvalue()

    def _allowed(self, kind: str, act: str) -> bool:
        return not self._worker.joined or self._may(self._worker.role, self._worker.roles_extra, kind, act)

    def _today(self) -> str:
        return clock.today(self._worker.clock).isoformat()


def reminder_day(agreement: Any) -> str:
    """Return the day on which somebody is reminded that an agreement (frozen row with `valid_to`) ends."""
    days = 60 if agreement.remind_days is None else agreement.remind_days
    return (date.fromisoformat(agreement.valid_to) - timedelta(days=days)).isoformat()


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "")}


def _harmless(cell: str) -> str:
    """Return a cell that a spreadsheet does not take for a formula."""
    return f"'{cell}" if cell[:1] in tuple("=+-@\t\r") else cell
