"""The office's laptops: what each holds and sent, why it shows something else, its access taken away. Plain Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.clock import time_text
from caseworker_desktop.kernel.errors import CaseworkerError
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.administration.model import FOLDER, LINE, SEVERAL, TEXT, Answer, Ask, AskField, Go, Head, Row, Values
from caseworker_desktop.ui.administration.places import site_options
from caseworker_desktop.ui.moments import day_words
from caseworker_desktop.ui.problems import as_message
from caseworker_desktop.ui.widgets.side_sheet import Line, Section, Sheet, Warn
from caseworker_desktop.usecases.access import Laptop
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.difference import DOES_NOT_COUNT, NOT_SENT, Difference
from caseworker_desktop.usecases.receiving import ALARMS

SILENT_DAYS = 14
MOST_LINES = 12
MOST_ALARMS = 3


class Laptops:
    """The presenter. `may_revoke`: an administrator sits here."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts = desk, texts
        self._may_revoke = desk.worker.has_role("U-ADM")
        say = texts.say
        self.title, self.about = say(message("ui_admin.laptops")), say(message("ui_admin.laptops_text"))
        self.nothing = ("usb", say(message("exchange.office.none")), say(message("exchange.office.none_text")))

    def heads(self) -> Sequence[Head]:
        """Return the columns."""
        say = self._texts.say
        return (
            Head(say(message("ui_admin.laptop")), stretch=True),
            Head(say(message("ui_admin.whose")), 150),
            Head(say(message("ui_admin.last_in")), 140),
            Head(say(message("ui_admin.waiting")), 76, number=True),
            Head(say(message("ui_admin.state")), 160),
        )

    def buttons(self) -> Sequence[tuple[str, str, str]]:
        """Return the buttons above the table."""
        return (("enrol", self._texts.say(message("exchange.office.enrol")), "plus"),)

    def rows(self) -> Sequence[Row]:
        """Return the laptops, revoked ones last."""
        now, states = self._desk.worker.clock.now(), {one.peer: one for one in self._desk.exchange.status()}
        rows, strange = [], self._strange()
        laptops = self._desk.access.laptops()
        names = self._desk.people.staff_names([one.staff for one in laptops])
        for one in sorted(laptops, key=lambda each: (each.revoked_on is not None, self._texts.sort_key(each.name))):
            peer = states.get(one.device)
            words, tone, icon = self._state(one, peer.last_in if peer else None, peer.days_silent if peer else None, strange=one.device in strange)
            rows.append(Row(
                one.device,
                (one.name, names.get(one.staff or "", "–"), day_words(peer.last_in if peer else None, now, self._texts),
                 self._texts.number(peer.waiting) if peer else "–", words),
                tone, icon))  # fmt: skip
        return rows

    def sheet(self, key: str) -> Sheet | None:
        """Return what is known of a laptop."""
        found = next((one for one in self._desk.access.laptops() if one.device == key), None)
        if found is None:
            return None
        now, say = self._desk.worker.clock.now(), self._texts.say
        peer = next((one for one in self._desk.exchange.status() if one.peer == key), None)
        staff = next((one for one in self._desk.access.staff() if one["id"] == found.staff), None)
        strange = key in self._strange()
        words, tone, icon = self._state(found, peer.last_in if peer else None, peer.days_silent if peer else None, strange=strange)
        facts = [
            (say(message("ui_admin.role")), self._desk.lists.name("roles", str(staff["role"]), self._texts.language) if staff else "–"),
            (say(message("ui_admin.last_in")), day_words(peer.last_in if peer else None, now, self._texts)),
            (say(message("ui_admin.last_out")), day_words(peer.last_out if peer else None, now, self._texts)),
        ]
        warn: tuple[Warn, ...] = ()
        sections: list[Section] = []
        acts: list[tuple[str, str]] = []
        if found.revoked_on is not None:
            warn = (Warn("red", say(message("ui_admin.revoked_on", day=self._texts.date(found.revoked_on))), found.revoked_why),)
            acts.append((say(message("ui_admin.notice")), f"notice:{key}"))
        else:
            sections += [self._held(key), self._difference(self._desk.explaining.explain(key))]
            acts.append((say(message("ui_admin.scope_edit")), f"scope:{key}"))
            if self._may_revoke:
                acts.append((say(message("ui_admin.revoke")), f"revoke:{key}"))
            acts.append((say(message("ui_admin.prepare")), f"prepare:{key}"))
        warn = (*warn, *self._alarms(key, found.name))
        if peer is not None and peer.gaps:
            gaps = ", ".join(self._texts.number(one) for one in peer.gaps[:MOST_LINES])
            warn = (*warn, Warn("amber", say(message("ui_admin.gaps")), say(message("ui_admin.gaps_text", numbers=gaps))))
        name = self._desk.people.staff_names([found.staff]).get(found.staff or "", "")
        return Sheet(key, found.name, name, (words, tone or "grey", icon), facts=tuple(facts), sections=tuple(sections), warn=warn, acts=tuple(acts))

    def answer(self, code: str) -> Answer:
        """Return what a button leads to."""
        what, _, device = code.partition(":")
        match what:
            case "enrol":
                return Go("exchange", {"do": "enrol"})
            case "prepare":
                return Go("exchange", {"to": device})
            case "scope":
                return self._scope(device)
            case "revoke":
                return self._revoke(device)
            case "notice":
                return self._notice(device)
        return None

    # ---- words ------------------------------------------------------------------------------------------------------------------------------
    def _state(self, one: Laptop, last_in: str | None, silent: int | None, *, strange: bool) -> tuple[str, str, str]:
        say = self._texts.say
        if one.revoked_on is not None:
            return say(message("ui_admin.revoked")), "red", "lock"
        if strange:
            return say(message("ui_admin.strange")), "red", "warn"
        if last_in is None:
            return say(message("exchange.office.never")), "amber", "clock"
        if (silent or 0) >= SILENT_DAYS:
            return say(message("exchange.office.silent", count=silent or 0)), "amber", "clock"
        return say(message("exchange.office.fresh")), "green", "check"

    def _strange(self) -> frozenset[str]:
        """Return the laptops about whose latest package something was strange."""
        latest: dict[bytes, bool] = {}
        for one in self._desk.exchange.bundles():
            if not one.outgoing:
                latest.setdefault(one.peer, bool(one.told.get(ALARMS)))
        return frozenset(ids.to_text(device) for device, strange in latest.items() if strange)

    def _alarms(self, device: str, name: str) -> list[Warn]:
        """Return what was strange about a laptop's packages, each once, the latest first."""
        say, now = self._texts.say, self._desk.worker.clock.now()
        found: dict[str, Warn] = {}
        for one in self._desk.exchange.bundles():
            if one.outgoing or ids.to_text(one.peer) != device:
                continue
            for key, params in one.told.get(ALARMS, ()):
                when = day_words(time_text(one.at), now, self._texts)
                title = say(message("ui_admin.alarm", number=one.number, when=when))
                found.setdefault(key, Warn("red", title, say(Message(key, {**params, "name": name}))))
        return list(found.values())[:MOST_ALARMS]

    def _held(self, device: str) -> Section:
        (one,) = self._desk.scoping.show(device)
        say, names = self._texts.say, dict(site_options(self._desk, self._texts, one.sites))
        sites = [Line(names.get(code, code), icon=("pin", "text2")) for code in one.sites]
        numbers = self._case_numbers()
        cases = [Line(say(message("ui_admin.single_case", number=numbers.get(case, case[:8]))), icon=("folder", "text2")) for case in one.cases]
        note = say(message("ui_admin.holds", persons=one.persons, records=one.records, cards=one.cards))
        return Section(say(message("ui_admin.scope")), (*sites, *cases), empty=say(message("ui_admin.scope_none")), note=note)

    def _difference(self, found: Difference) -> Section:
        say, text = self._texts.say, self._texts
        if found.laptop is None:
            return Section(say(message("ui_admin.difference")), empty=say(message("ui_admin.never_told")))
        lines = [
            Line(text.kind(kind), say(message("ui_admin.totals", laptop=found.laptop.get(kind, 0), office=found.office.get(kind, 0))))
            for kind in found.differs[:MOST_LINES]
        ]
        by_reason: dict[tuple[str, int | None], int] = {}
        for one in found.records:
            by_reason[one.why, one.bundle] = by_reason.get((one.why, one.bundle), 0) + 1
        for (why, bundle), count in sorted(by_reason.items(), key=lambda each: (each[0][0], each[0][1] or 0))[:MOST_LINES]:
            if why == NOT_SENT:
                said = message("ui_admin.not_sent", count=count)
            elif why == DOES_NOT_COUNT:
                said = message("ui_admin.not_counted", count=count)
            else:
                said = message("ui_admin.not_answered", count=count, bundle=bundle or 0)
            lines.append(Line(say(said), icon=("info", "blue")))
        note = say(message("ui_admin.told_in", bundle=found.told_in or 0, when=day_words(found.told_at, self._desk.worker.clock.now(), text)))
        return Section(say(message("ui_admin.difference")), tuple(lines), empty=say(message("ui_admin.alike")), note=note)

    def _case_numbers(self) -> dict[str, str]:
        return {row.id: str(row.number) for row in self._desk.people.rows("case") if row.number}

    # ---- forms ------------------------------------------------------------------------------------------------------------------------------
    def _scope(self, device: str) -> Ask:
        (now,) = self._desk.scoping.show(device)
        say, numbers = self._texts.say, self._case_numbers()
        ids = {number.casefold(): case for case, number in numbers.items()}
        fields = [AskField("sites", say(message("ui_admin.sites")), SEVERAL, start=now.sites,
                           options=site_options(self._desk, self._texts, now.sites))]  # fmt: skip
        if numbers or not now.cases:
            start = ", ".join(numbers.get(case, case) for case in now.cases)
            fields.append(AskField("cases", say(message("ui_admin.cases")), LINE, hint=say(message("ui_admin.cases_hint")), start=start))

        def told(values: Values) -> list[str]:
            return [part.strip() for part in str(values.get("cases", "")).split(",") if part.strip()]

        def check(values: Values) -> Mapping[str, str]:
            unknown = [one for one in told(values) if one.casefold() not in ids and one not in now.cases]
            return {"cases": say(message("ui_admin.unknown_case", number=unknown[0][:40]))} if unknown else {}

        def write(values: Values, _: Progress) -> Any:
            cases = [ids.get(one.casefold(), one) for one in told(values)] if "cases" in values else None
            return self._desk.scoping.set(device, list(values["sites"]), cases)

        return Ask(say(message("ui_admin.scope_of", name=now.name)), say(message("ui_admin.save")), fields, write,
                   lambda done: say(message("ui_admin.scope_done", name=done.name, persons=done.persons)),
                   note=say(message("ui_admin.scope_text")), check=check)  # fmt: skip

    def _revoke(self, device: str) -> Ask:
        name, say = self._name(device), self._texts.say

        def write(values: Values, progress: Progress) -> tuple[str, Message | None]:
            self._desk.access.revoke(device, values["why"])
            if not values["folder"]:
                return "", None
            try:  # the access is taken away already: a full stick must not say that it is not
                return self._desk.exchange.export(device, Path(values["folder"]), progress, notice=True).file.name, None
            except (CaseworkerError, OSError) as error:
                return "", as_message(error)

        def told(done: tuple[str, Message | None]) -> tuple[str, str, str]:
            file, problem = done
            if problem is not None:
                return "amber", say(message("ui_admin.revoke_done", name=name)), say(problem)
            text = say(message("ui_admin.notice_written", file=file)) if file else say(message("ui_admin.notice_later"))
            return "green", say(message("ui_admin.revoke_done", name=name)), text

        fields = (
            AskField("why", say(message("ui_admin.why")), TEXT, must=True),
            AskField("folder", say(message("ui_admin.notice_folder")), FOLDER, hint=say(message("ui_admin.if_at_hand"))),
        )
        return Ask(say(message("ui_admin.revoke_of", name=name)), say(message("ui_admin.revoke")), fields, write,
                   lambda _: say(message("ui_admin.revoke_done", name=name)), danger=True, told=told,
                   warn=(say(message("ui_admin.revoke_what")), say(message("ui_admin.revoke_text"))),
                   confirm=(say(message("ui_admin.revoke_sure", name=name)), say(message("ui_admin.revoke_sure_text"))))  # fmt: skip

    def _notice(self, device: str) -> Ask:
        name, say = self._name(device), self._texts.say

        def write(values: Values, progress: Progress) -> str:
            return self._desk.exchange.export(device, Path(values["folder"]), progress, notice=True).file.name

        return Ask(say(message("ui_admin.notice_of", name=name)), say(message("ui_admin.notice_write")),
                   (AskField("folder", say(message("ui_admin.notice_folder")), FOLDER, must=True),), write,
                   lambda file: say(message("ui_admin.notice_written", file=file)), note=say(message("ui_admin.notice_text")))  # fmt: skip

    def _name(self, device: str) -> str:
        return next((one.name for one in self._desk.access.laptops() if one.device == device), "")
