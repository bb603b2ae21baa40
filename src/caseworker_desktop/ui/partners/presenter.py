"""What the register of partners shows, and which of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.changes import Changed, touches
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.partnering import PartnerRow, Register, Wanted

ACCEPTING, FRESH, QUEUE, EMPLOYERS = "accepting", "fresh", "queue", "employers"
#: The chip of short queues means at most so many weeks.
SHORT_QUEUE = 2
#: So many services stand below a name.
SERVICES_SHOWN = 3
COUNTY = "county:"
SHOWN_KINDS = ("partner", "partner_contact", "referral", "agreement", "minutes", "session", "task", "consent")
_ACCEPTANCE = {"yes": ("green", "check"), "partly": ("amber", "info"), "no": ("red", "x"), "unknown": ("grey", None)}

Mark = tuple[str, str, str | None]


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """How a partner looks in the register: every word decided. `mark`: words, tone and icon of whether it takes people with convictions."""

    id: str
    name: str
    below: str
    place: str
    mark: Mark
    queue: str
    verified: str
    stale: bool


class RegisterPresenter:
    """Keeps what is wanted and says how each partner looks."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts = desk, texts
        self.wanted = Wanted(accepting=True)
        self.place: str | None = None
        self.found = Register((), 0, 0)

    # ---- what is wanted -----------------------------------------------------------------------------------------------------------------
    def reload(self) -> list[RegisterLine]:
        """Read the register again and return its lines."""
        self.found = self._desk.partnering.find(self.wanted)
        return [self.line(row) for row in self.found.rows]

    def chips(self) -> list[tuple[str, str]]:
        """Return the codes and words of the filters."""
        say = self._texts.say
        return [
            (ACCEPTING, say(message("ui_partners.accepting"))), (FRESH, say(message("ui_partners.fresh"))),
            (QUEUE, say(message("ui_partners.short_queue", weeks=SHORT_QUEUE))), (EMPLOYERS, say(message("ui_partners.employers"))),
        ]

    def chosen_chips(self) -> tuple[str, ...]:
        """Return the codes of the filters in force."""
        wanted = self.wanted
        pairs = ((ACCEPTING, wanted.accepting), (FRESH, wanted.fresh), (QUEUE, wanted.queue is not None), (EMPLOYERS, wanted.employers))
        return tuple(code for code, on in pairs if on)

    def narrow(self, chips: Sequence[str]) -> None:
        """Take these filters from now on."""
        self.wanted = replace(
            self.wanted, accepting=ACCEPTING in chips, fresh=FRESH in chips, queue=SHORT_QUEUE if QUEUE in chips else None,
            employers=EMPLOYERS in chips)

    def type(self, text: str) -> None:
        """Look for this text from now on."""
        self.wanted = replace(self.wanted, text=text)

    def want_services(self, services: Sequence[str]) -> None:
        """Show partners with any of these services."""
        self.wanted = replace(self.wanted, services=tuple(services))

    def want_place(self, code: str | None) -> None:
        """Show partners that serve a municipality, or (`county:` and one of its municipalities) its county; None: everywhere."""
        self.place = code
        if code is None:
            places: tuple[str, ...] = ()
        elif code.startswith(COUNTY):
            places = self._desk.partnering.near(code.removeprefix(COUNTY))
        else:
            places = (code,)
        self.wanted = replace(self.wanted, places=places)

    def want_need(self, need: str) -> tuple[str, ...]:
        """Show partners with the services that answer a need; return those services."""
        services = self._desk.partnering.services_for(need)
        self.want_services(services)
        return services

    def clear(self) -> None:
        """Take all filters and the text away."""
        self.wanted, self.place = Wanted(), None

    # ---- what is offered ------------------------------------------------------------------------------------------------------------------
    def services(self) -> list[tuple[str, str]]:
        """Return the services that partners offer, the most frequent first; the chosen ones stand among them."""
        counted = self._desk.partnering.services()
        codes = sorted(dict.fromkeys([*counted, *self.wanted.services]), key=lambda code: (-counted.get(code, 0), self._service(code)))
        return [(code, f"{self._service(code)} ({self._texts.number(counted.get(code, 0))})") for code in codes]

    def services_said(self, chosen: Sequence[str]) -> str:
        """Return the words of the box of services."""
        if not chosen:
            return self._say("ui_partners.services_all")
        if len(chosen) == 1:
            return self._texts.say(message("ui_partners.service_one", name=self._service(chosen[0])))
        return self._texts.say(message("ui_partners.services_chosen", count=len(chosen)))

    def places(self) -> list[tuple[str, str]]:
        """Return where partners work: counties first, then municipalities, as (code, words)."""
        counted = self._desk.partnering.places()
        if self.place and not self.place.startswith(COUNTY):
            counted.setdefault(self.place, 0)
        counties: dict[str, str] = {}
        for code in counted:
            row = self._desk.lists.row("municipalities", code)
            if row is not None and row.get("county"):
                counties.setdefault(str(row["county"]), code)
        if self.place and self.place.startswith(COUNTY):
            row = self._desk.lists.row("municipalities", self.place.removeprefix(COUNTY))
            counties[str((row or {}).get("county") or "")] = self.place.removeprefix(COUNTY)
        order = self._texts.sort_key
        found = [(f"{COUNTY}{code}", self._texts.say(message("ui_partners.place", place=name)))
                 for name, code in sorted(counties.items(), key=lambda pair: order(pair[0])) if name]
        names = sorted(((self.municipality(code), code) for code in counted), key=lambda pair: order(pair[0]))
        return found + [(code, self._texts.say(message("ui_partners.place", place=name))) for name, code in names]

    # ---- how it looks ------------------------------------------------------------------------------------------------------------------------
    def line(self, row: PartnerRow) -> RegisterLine:
        """Return how a partner looks in the register."""
        names = [self._service(code) for code in self._first_services(row)]
        more = len(row.services) - len(names)
        kind = self._desk.lists.name("partner_kinds", row.kind, self._texts.language)
        below = " · ".join(names) + (f" · +{more}" if more > 0 else "") if names else kind
        if row.parent_name:
            below = f"{row.parent_name} · {below}"
        return RegisterLine(
            id=row.id, name=row.name, below=below, place=self._place(row), mark=self.acceptance(row.acceptance), queue=self.queue(row.queue_weeks),
            verified=self._texts.date(row.verified_on) if row.verified_on else self._say("ui_partners.never"), stale=row.stale)

    def acceptance(self, code: str) -> Mark:
        """Return the badge of whether a partner takes people with convictions."""
        tone, icon = _ACCEPTANCE.get(code, ("grey", None))
        words = self._say("ui_partners.unknown") if code == "unknown" else self._desk.lists.name("acceptances", code, self._texts.language)
        return words, tone, icon

    def queue(self, weeks: int | None) -> str:
        """Return how long one waits, in words."""
        if weeks is None:
            return self._say("ui_partners.queue_unknown")
        return self._texts.say(message("ui_partners.queue_weeks", count=weeks)) if weeks else self._say("ui_partners.queue_none")

    def subtitle(self) -> str:
        """Return the line below the title."""
        return self._texts.say(message(
            "ui_partners.subtitle", found=len(self.found.rows), total=self.found.total, stale=self.found.stale))

    def foot(self) -> str:
        """Return the line below the table."""
        return self._texts.say(message("ui_partners.foot", found=len(self.found.rows), total=self.found.total))

    def empty(self) -> tuple[str, str]:
        """Return title and sentence of a register that shows nothing."""
        if not self.found.total:
            return self._say("ui_partners.none"), self._say("ui_partners.none_text")
        return self._say("ui_partners.none_found"), self._say("ui_partners.none_found_text")

    def municipality(self, code: str | None) -> str:
        """Return a municipality's name as short as it is said („Alytaus m.“), empty for none."""
        if not code:
            return ""
        return short_place(self._desk.lists.name("municipalities", code, self._texts.language))

    def touched(self, changed: Changed) -> bool:
        """Tell whether the screen must be drawn again."""
        return touches(changed, SHOWN_KINDS)

    def _first_services(self, row: PartnerRow) -> Sequence[str]:
        wanted = [code for code in self.wanted.services if code in row.services]
        return list(dict.fromkeys([*wanted, *row.services]))[:SERVICES_SHOWN]

    def _place(self, row: PartnerRow) -> str:
        own = row.areas or ((row.municipality,) if row.municipality else ())
        first = [place for place in self.wanted.places if place in own][:1]
        places = list(dict.fromkeys([*first, *own]))
        words = ", ".join(self.municipality(place) for place in places[:2])
        words += f" +{len(places) - 2}" if len(places) > 2 else ""
        if row.near == 1:
            return self._texts.say(message("ui_partners.by_exception", place=words)) if words else self._say("ui_partners.only_by_exception")
        return words or "–"

    def _service(self, code: str) -> str:
        return short_service(self._desk.lists.name("services", code, self._texts.language))

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))


def short_place(name: str) -> str:
    """Return a municipality's name without what everybody knows („miesto savivaldybė“, „novads“)."""
    for long, short in ((" miesto savivaldybė", " m."), (" rajono savivaldybė", " r."), (" savivaldybė", ""), (" novads", " nov."),
                        (" valstspilsēta", "")):
        name = name.replace(long, short)
    return name


def short_service(name: str) -> str:
    """Return a service's name without its remark in brackets."""
    return name.partition(" (")[0]
