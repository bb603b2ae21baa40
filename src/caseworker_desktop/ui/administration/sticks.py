"""The register of sticks: which one, through which gate, what lies on it, and what is done when one is lost. Plain Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.administration.model import CHOICE, TEXT, Answer, Ask, AskField, Go, Head, Row, Values
from caseworker_desktop.ui.administration.places import site_options
from caseworker_desktop.ui.moments import day_words, size_words
from caseworker_desktop.ui.widgets.dates import read_date
from caseworker_desktop.ui.widgets.side_sheet import Line, Section, Sheet, Warn
from caseworker_desktop.usecases.carriers import IN, Lying, Passed, Stick, tell_until
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.institutions import institution_name
from caseworker_desktop.usecases.moment import moment_of

MOST_LINES = 8
FIELDS = ("number", "serial", "label", "permit", "permit_until")


class SticksRegister:
    """The presenter."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts = desk, texts
        say = texts.say
        self.title, self.about = say(message("sticks.title")), say(message("sticks.about"))
        self.nothing = ("usb", say(message("sticks.none")), say(message("sticks.none_text")))

    def heads(self) -> Sequence[Head]:
        """Return the columns."""
        say = self._texts.say
        return (
            Head(say(message("sticks.number")), 96),
            Head(say(message("sticks.serial")), 150),
            Head(say(message("sticks.last")), stretch=True),
            Head(say(message("sticks.who")), 140),
            Head(say(message("ui_admin.state")), 150),
        )

    def buttons(self) -> Sequence[tuple[str, str, str]]:
        """Return the buttons above the table."""
        return (("new", self._texts.say(message("sticks.add")), "plus"),)

    def rows(self) -> Sequence[Row]:
        """Return the sticks, lost ones first."""
        sticks = self._desk.carriers.every()
        names = self._desk.people.staff_names([one.last.staff for one in sticks if one.last is not None])
        rows = []
        for one in sticks:
            words, tone, icon = self._state(one)
            who = names.get(one.last.staff or "", "–") if one.last is not None else "–"
            rows.append(Row(one.id, (one.number, one.serial or "–", self._passed(one.last), who, words), tone, icon))
        return rows

    def sheet(self, key: str) -> Sheet | None:
        """Return what is known of a stick."""
        one = self._stick(key)
        if one is None:
            return None
        say, now = self._texts.say, self._desk.worker.clock.now()
        permit = f"{one.permit}{self._until(one.permit_until)}" if one.permit else "–"
        known = (("sticks.serial", one.serial or "–"), ("sticks.label", one.label or "–"), ("sticks.permit", permit))
        facts = tuple((say(Message(name)), value) for name, value in known)
        warn: list[Warn] = []
        acts = [(say(message("sticks.edit")), f"edit:{key}")]
        primary = None
        if one.lost is not None and one.known_at is not None:
            until = day_words(tell_until(one.known_at), now, self._texts)
            late = datetime.fromisoformat(tell_until(one.known_at)) < now
            text = message("sticks.lost_late", until=until) if late else message("sticks.lost_text", until=until)
            warn.append(Warn("red", say(message("sticks.lost_since", when=day_words(one.known_at, now, self._texts))), say(text)))
            primary = (say(message("sticks.sheet")), f"sheet:{one.lost}")
            acts.append((say(message("sticks.found")), f"found:{key}:{one.lost}"))
        else:
            acts = [(say(message("sticks.go_in")), f"in:{key}"), (say(message("sticks.go_out")), f"out:{key}"), *acts,
                    (say(message("sticks.lose")), f"lose:{key}")]  # fmt: skip
        if one.permit_until is not None and one.permit_until < now.date().isoformat():
            warn.append(Warn("amber", say(message("sticks.permit_over", day=self._texts.date(one.permit_until)))))
        sections = (self._lying(self._desk.carriers.lying(key)), self._went(self._desk.carriers.passages(key)), self._losses(key))
        title = say(message("sticks.name", number=one.number))
        return Sheet(key, title, mark=self._state(one), facts=facts, sections=tuple(each for each in sections if each is not None), warn=tuple(warn),
                     acts=tuple(acts), primary=primary)  # fmt: skip

    def answer(self, code: str) -> Answer:
        """Return what a button leads to."""
        what, _, key = code.partition(":")
        match what:
            case "new":
                return self._edit(None)
            case "edit":
                return self._edit(key)
            case "in" | "out":
                return self._pass(key, what)
            case "lose":
                return self._lose(key)
            case "found":
                return self._found(*key.split(":"))
            case "sheet":
                return Go("paper", {"kind": "breach", "id": key})
        return None

    # ---- words ------------------------------------------------------------------------------------------------------------------------------
    def _state(self, one: Stick) -> tuple[str, str, str]:
        say = self._texts.say
        if one.lost is not None:
            return say(message("sticks.state_lost")), "red", "warn"
        if one.retired_on is not None:
            return say(message("sticks.state_retired")), "grey", "info"
        if one.last is not None and one.last.way == IN:
            return say(message("sticks.state_in")), "blue", "gate"
        return say(message("sticks.state_here")), "green", "check"

    def _passed(self, one: Passed | None) -> str:
        if one is None:
            return "–"
        way = message("sticks.went_in") if one.way == IN else message("sticks.went_out")
        place = self._place(one.institution)
        when = day_words(one.at, self._desk.worker.clock.now(), self._texts)
        return " · ".join(part for part in (self._texts.say(way), place, when) if part)

    def _place(self, institution: str | None) -> str:
        known = self._desk.institutions.known()
        day = self._desk.worker.clock.now().date().isoformat()
        return institution_name(known, institution, day, self._texts.language) if institution in known and institution is not None else ""

    def _until(self, day: str | None) -> str:
        return self._texts.say(message("sticks.until", day=self._texts.date(day))) if day else ""

    def _lying(self, found: Sequence[Lying]) -> Section:
        say, now = self._texts.say, self._desk.worker.clock.now()
        lines = [
            Line(say(message("sticks.package", number=one.number, to=one.to)),
                 " · ".join((one.file, size_words(one.bytes, self._texts), day_words(one.at, now, self._texts))),
                 mark=(say(message("sticks.safe")), "green", "check") if one.safe else (say(message("sticks.unsafe")), "amber", "clock"))
            for one in found[:MOST_LINES]
        ]  # fmt: skip
        return Section(say(message("sticks.lying")), tuple(lines), empty=say(message("sticks.lying_none")))

    def _went(self, found: Sequence[Passed]) -> Section:
        names = self._desk.people.staff_names([one.staff for one in found])
        lines = tuple(Line(self._passed(one), names.get(one.staff or "", ""), icon=("gate", "text2")) for one in found[:MOST_LINES])
        return Section(self._texts.say(message("sticks.passages")), lines, empty=self._texts.say(message("sticks.passages_none")))

    def _losses(self, key: str) -> Section | None:
        say, now = self._texts.say, self._desk.worker.clock.now()
        over = [one for one in self._desk.carriers.losses(key) if one.found_at is not None]
        if not over:
            return None
        sheet = say(message("sticks.sheet"))
        lines = [
            Line(say(message("sticks.was_lost", when=day_words(one.known_at, now, self._texts))),
                 say(message("sticks.came_back", when=day_words(one.found_at, now, self._texts))), act=(sheet, f"sheet:{one.id}"))
            for one in over[:MOST_LINES]
        ]  # fmt: skip
        return Section(say(message("sticks.losses")), tuple(lines))

    def _stick(self, key: str) -> Stick | None:
        return next((one for one in self._desk.carriers.every() if one.id == key), None)

    # ---- forms ------------------------------------------------------------------------------------------------------------------------------
    def _edit(self, key: str | None) -> Ask:
        say, one = self._texts.say, self._stick(key) if key is not None else None

        def field(name: str, words: str, hint: str = "", *, must: bool = False) -> AskField:
            start = getattr(one, name) if one is not None else None
            return AskField(name, words, must=must, hint=hint, start=self._texts.date(start) if name == "permit_until" and start else start)

        fields = (
            field("number", say(message("sticks.number")), say(message("sticks.number_hint")), must=True),
            field("serial", say(message("sticks.serial")), say(message("sticks.serial_hint"))),
            field("label", say(message("sticks.label")), say(message("sticks.label_hint"))),
            field("permit", say(message("sticks.permit")), say(message("sticks.permit_hint"))),
            field("permit_until", say(message("sticks.permit_until")), self._texts.date("2026-12-09")),
        )

        def check(values: Values) -> Mapping[str, str]:
            return {} if self._day(values["permit_until"]) is not None else {"permit_until": self._wrong_day()}

        def write(values: Values, _: Progress) -> str:
            told: dict[str, Any] = {name: values[name] or None for name in FIELDS}
            told["permit_until"] = self._day(values["permit_until"]) or None
            if one is not None:
                self._desk.carriers.change(one.id, told)
                return one.id
            return self._desk.carriers.register(told.pop("number") or "", **told)

        title = message("sticks.edit_of", number=one.number) if one is not None else message("sticks.add")
        go = say(message("ui_admin.save")) if one is not None else say(message("sticks.add_go"))
        return Ask(say(title), go, fields, write, lambda _: say(message("sticks.kept")), note=say(message("sticks.add_text")), check=check)

    def _pass(self, key: str, way: str) -> Ask:
        say, one = self._texts.say, self._stick(key)
        ids = {str(row.get("code") or id_): id_ for id_, row in self._desk.institutions.known().items()}
        gate = AskField("gate", say(message("sticks.gate")), CHOICE, must=True, options=site_options(self._desk, self._texts))

        def write(values: Values, _: Progress) -> str:
            return self._desk.carriers.passed(key, way, ids.get(values["gate"], values["gate"]), self._moment(values))

        title = message("sticks.in_of", number=one.number if one else "") if way == IN else message("sticks.out_of", number=one.number if one else "")
        said = message("sticks.in_done") if way == IN else message("sticks.out_done")
        go = say(message("sticks.go_in")) if way == IN else say(message("sticks.go_out"))
        return Ask(say(title), go, (gate, *self._when()), write, lambda _: say(said), note=say(message("sticks.pass_text")), check=self._check_when)

    def _lose(self, key: str) -> Ask:
        say, one = self._texts.say, self._stick(key)
        fields = (
            AskField("seen", say(message("sticks.seen")), TEXT, must=True, hint=say(message("sticks.seen_hint"))),
            AskField("what", say(message("sticks.what")), TEXT, hint=say(message("sticks.no_names"))),
            *self._when(),
        )

        def write(values: Values, _: Progress) -> str:
            return self._desk.carriers.lose(key, self._moment(values), values["seen"], values["what"])

        def told(_: Any) -> tuple[str, str, str]:
            return "red", say(message("sticks.lost_done")), say(message("sticks.lost_next"))

        return Ask(say(message("sticks.lose_of", number=one.number if one else "")), say(message("sticks.lose")), fields, write,
                   lambda _: say(message("sticks.lost_done")), danger=True, told=told, check=self._check_when,
                   warn=(say(message("sticks.lose_what")), say(message("sticks.lose_text"))))  # fmt: skip

    def _found(self, key: str, loss: str) -> Ask:
        say, one = self._texts.say, self._stick(key)

        def write(values: Values, _: Progress) -> None:
            self._desk.carriers.found(loss, self._moment(values))

        return Ask(say(message("sticks.found_of", number=one.number if one else "")), say(message("sticks.found")), self._when(), write,
                   lambda _: say(message("sticks.found_done")), note=say(message("sticks.found_text")), check=self._check_when)  # fmt: skip

    def _when(self) -> tuple[AskField, AskField]:
        say, now = self._texts.say, self._desk.worker.clock.now()
        return (AskField("day", say(message("sticks.day")), must=True, start=self._texts.date(now.date().isoformat())),
                AskField("hour", say(message("sticks.hour")), must=True, start=now.strftime("%H:%M")))  # fmt: skip

    def _check_when(self, values: Values) -> Mapping[str, str]:
        return {} if self._day(values["day"]) else {"day": self._wrong_day()}

    def _moment(self, values: Values) -> str:
        day = datetime.fromisoformat(self._day(values["day"]) or "").date()
        return moment_of(day, values["hour"], self._desk.worker, "hour")

    def _day(self, typed: str) -> str | None:
        return read_date(typed, self._desk.worker.clock.now().date(), day_first=self._texts.language == "lv")

    def _wrong_day(self) -> str:
        return self._texts.say(message("date.wrong", example=self._texts.date("2026-12-09")))
