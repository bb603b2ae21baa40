"""Handing a case over: who looks after people in the place where somebody goes to live, and who has accepted whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from caseworker_desktop.kernel import clock
from caseworker_desktop.kernel.collation import sort_key
from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.lists import Lists
from caseworker_desktop.records.outcome.routing import COLUMN, LIST, NOBODY, route_of, sites_in
from caseworker_desktop.records.views import leaving as view
from caseworker_desktop.records.views.leaving import WaitingHandover, gate_case
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.intent import Intent, Shipped, Written
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import Writer

__all__ = ["Colleague", "Handing", "Route", "Suggestion", "WaitingHandover"]

#: Who leads cases (roles): the list offers them before others.
LEADS = ("U-SW", "U-CWC")


@dataclass(frozen=True, slots=True)
class Colleague:
    """A staff member to whom a case may go; `site` the site of theirs in the routed town, `near` whether they have one."""

    staff: str
    name: str
    role: str
    site: str | None
    near: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Where a case should go: the municipality, the town of the route (None: no route), and the colleagues, those of that town first."""

    municipality: str | None
    town: str | None
    colleagues: tuple[Colleague, ...]

    @property
    def best(self) -> Colleague | None:
        """Return the colleague of the routed town, None when there is none."""
        return next((one for one in self.colleagues if one.near), None)


@dataclass(frozen=True, slots=True)
class Route:
    """A line of the routing table; `own`: this office changed it."""

    municipality: str
    town: str
    own: bool


class Handing:
    """The use case of one worker."""

    def __init__(self, store: Store, writer: Writer, worker: Worker, lists: Lists, shipped: Shipped) -> None:
        self._store, self._writer, self._worker, self._lists, self._shipped = store, writer, worker, lists, shipped

    def suggest(self, person: str) -> Suggestion:
        """Return where a person's case should go after release, by the municipality where they go to live (else the declared one)."""
        with self._store.reading() as reading:
            found = gate_case(reading, person, self._today())
            municipality = found.municipality if found is not None else None
            town = route_of(self._now(reading), municipality)
            institutions = [*self._shipped.get("institution", {}).values(), *reading.plains("institution")]
            sites = sites_in(town, institutions) if town else frozenset()
            lead = found.lead if found is not None else None
            staff = [one for one in reading.rows("staff") if one.id != lead and not (one.active_to and one.active_to < self._today())]
            own = {one["id"] for one in reading.plains("institution")}
        colleagues = [
            Colleague(one.id, f"{one.given_name} {one.family_name}", one.role,
                      next(iter(sorted(set(one.sites) & sites, key=lambda site: (site not in own, site))), None), bool(set(one.sites) & sites))
            for one in staff]
        colleagues.sort(key=lambda one: (not one.near, one.role not in LEADS, sort_key(one.name, self._worker.language), one.staff))
        return Suggestion(municipality, town, tuple(colleagues))

    def hand_over(self, person: str, to_staff: str, to_site: str | None, on: str, reason: str = "") -> Written:
        """Write a hand-over of the person's open case. The colleague joins the case's team, so that it reaches their computer; the case is
        theirs once they accept. Raises LineRefused.
        """
        with self._store.reading() as reading:
            found = gate_case(reading, person, self._today())
            case = reading.row("case", found.case) if found is not None else None
        if found is None or case is None or found.case_closed:
            raise LineRefused(message("leaving.no_open_case"), field="person")
        if any(one.accepted_on is None for one in found.handovers):
            raise LineRefused(message("leaving.handover_waits"), field="to_staff")
        values = {"case": found.case, "from_staff": found.lead, "to_staff": to_staff, "from_site": found.site, "to_site": to_site, "on": on,
                  "reason": reason.strip() or None}
        intents = [Intent("handover", None, {name: value for name, value in values.items() if value is not None})]
        if to_staff not in case.team and to_staff != case.lead:
            intents.append(Intent("case", found.case, {"team": [*case.team, to_staff]}))
        return self._writer.write(intents)

    def accept(self, handover: str, on: str | None = None) -> Written:
        """Write that a case was accepted: from now on the receiver leads it, at their site."""
        with self._store.reading() as reading:
            row = reading.row("handover", handover)
            case = reading.row("case", row.case) if row is not None else None
        if row is None or case is None:
            raise LineRefused(message("refused.dangling"), field="handover")
        values: dict[str, Any] = {"lead": row.to_staff, "team": [one for one in case.team if one != row.to_staff]}
        if row.to_site:
            values["site"] = row.to_site
        return self._writer.write([Intent("handover", handover, {"accepted_on": on or self._today()}), Intent("case", row.case, values)])

    def withdraw(self, handover: str) -> Written:
        """Take back a hand-over that nobody accepted; the colleague leaves the team again. Raises LineRefused when it was accepted."""
        with self._store.reading() as reading:
            row = reading.row("handover", handover)
            case = reading.row("case", row.case) if row is not None else None
        if row is None or case is None or row.accepted_on is not None:
            raise LineRefused(message("leaving.handover_done"), field="handover")
        intents = [Intent("handover", handover, {}, deleted=True)]
        if row.to_staff in case.team:
            intents.append(Intent("case", row.case, {"team": [one for one in case.team if one != row.to_staff]}))
        return self._writer.write(intents)

    def waiting(self, *, mine: bool = False) -> tuple[WaitingHandover, ...]:
        """Return the hand-overs that wait to be accepted (by this worker only, `mine`)."""
        with self._store.reading() as reading:
            return tuple(view.waiting_handovers(reading.connection, self._worker.staff if mine else None))

    def routes(self) -> tuple[Route, ...]:
        """Return the routing table: every municipality with a town, in the list's order."""
        with self._store.reading() as reading:
            lists, own = self._now(reading), self._own(reading)
        return tuple(
            Route(code, town, code in own) for code in lists.codes(LIST) if (town := route_of(lists, code)))

    def set_route(self, municipality: str, town: str) -> Written:
        """Write by which town people of a municipality are looked after; empty: by none. Lists are the office's: Denied elsewhere."""
        with self._store.reading() as reading:
            own = self._own(reading).get(municipality)
        extra = {**dict((own.extra if own is not None else None) or {}), COLUMN: town.strip() or NOBODY}
        values: dict[str, Any] = {"list": LIST, "code": municipality, "extra": extra}
        return self._writer.write([Intent("term", own.id if own is not None else None, values)])

    def _own(self, reading: Reading) -> Mapping[str, Any]:
        return {one.code: one for one in reading.rows("term") if one.list == LIST}

    def _now(self, reading: Reading) -> Lists:
        """Return the lists with the terms of this moment: a route just changed counts at once."""
        return self._lists.with_terms([one for one in reading.rows("term") if one.list == LIST])

    def _today(self) -> str:
        return clock.today(self._worker.clock).isoformat()
