"""What came and does not count: set aside by a person, or not readable here; taken back, and tried again. Plain Python."""

from __future__ import annotations

from collections.abc import Sequence

from caseworker_desktop.kernel.message import message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.administration.model import CHOICE, TEXT, Answer, Ask, AskField, Head, Row, Values
from caseworker_desktop.ui.moments import day_words
from caseworker_desktop.ui.widgets.side_sheet import Sheet
from caseworker_desktop.usecases.aside import Aside, Standing
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.parked import OFFICE_KIND, ParkedOp


class SetAside:
    """The presenter: one list of both, what a person set aside first."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts = desk, texts
        say = texts.say
        self.title, self.about = say(message("ui_admin.aside")), say(message("ui_admin.aside_text"))
        self.nothing = ("ok", say(message("ui_admin.aside_none")), say(message("ui_admin.aside_none_text")))

    def heads(self) -> Sequence[Head]:
        """Return the columns."""
        say = self._texts.say
        return (
            Head(say(message("ui_admin.what")), stretch=True),
            Head(say(message("ui_admin.when")), 140),
            Head(say(message("ui_admin.who")), 140),
            Head(say(message("ui_admin.changes")), 92, number=True),
            Head(say(message("ui_admin.state")), 168),
        )

    def buttons(self) -> Sequence[tuple[str, str, str]]:
        """Return the buttons above the table."""
        say = self._texts.say
        retry = ("retry", say(message("ui_admin.retry")), "refresh")
        return (retry, ("aside", say(message("ui_admin.aside_device")), "inbox")) if self._desk.worker.office else (retry,)

    def rows(self) -> Sequence[Row]:
        """Return what a person set aside, then what is parked."""
        now, say = self._desk.worker.clock.now(), self._texts.say
        standing = self._desk.aside.standing()
        names, brought = self._desk.people.staff_names([one.staff for one in standing]), self._brought()

        def row_of(one: ParkedOp) -> Row:
            when = day_words(one.at, now, self._texts) if one.at else "–"
            laptop = one.device or brought.get(one.bundle or "", "–")
            return Row(f"p:{one.id}", (self._what(one), when, laptop, "1", self._why(one)), "text2", "info")

        return [
            *(Row(f"a:{one.id}", (one.why, day_words(one.at, now, self._texts), names.get(one.staff or "", "–"), self._texts.number(one.operations),
                                  say(message("ui_admin.by_person"))), "amber", "inbox") for one in standing),
            *map(row_of, self._desk.parked.every()),
        ]  # fmt: skip

    def sheet(self, key: str) -> Sheet | None:
        """Return what is known of one of them."""
        kind, _, id_ = key.partition(":")
        if kind == "a":
            one = next((each for each in self._desk.aside.standing() if each.id == id_), None)
            return self._standing(key, one) if one is not None else None
        parked = next((each for each in self._desk.parked.every() if each.id == id_), None)
        return self._parked(key, parked) if parked is not None else None

    def answer(self, code: str) -> Answer:
        """Return what a button leads to."""
        what, _, id_ = code.partition(":")
        if what == "back":
            return self._back(id_)
        return self._retry() if what == "retry" else self._aside() if what == "aside" else None

    # ---- words ------------------------------------------------------------------------------------------------------------------------------
    def _standing(self, key: str, one: Standing) -> Sheet:
        say, now = self._texts.say, self._desk.worker.clock.now()
        facts = (
            (say(message("ui_admin.when")), day_words(one.at, now, self._texts)),
            (say(message("ui_admin.who")), self._desk.people.staff_names([one.staff]).get(one.staff or "", "–")),
            (say(message("ui_admin.changes")), self._texts.number(one.operations)),
        )
        back = (say(message("ui_admin.take_back")), f"back:{one.id}") if self._desk.worker.office else None  # an office has a say in it
        return Sheet(key, one.why, mark=(say(message("ui_admin.by_person")), "amber", "inbox"), facts=facts, primary=back,
                     note=say(message("ui_admin.take_back_note")))  # fmt: skip

    def _parked(self, key: str, one: ParkedOp) -> Sheet:
        say, now = self._texts.say, self._desk.worker.clock.now()
        facts = [(say(message("ui_admin.laptop")), one.device or self._brought().get(one.bundle or "", "–"))]
        if one.at:
            facts.append((say(message("ui_admin.when")), day_words(one.at, now, self._texts)))
        if one.bundle:
            facts.append((say(message("ui_admin.package")), one.bundle[:12]))
        note = say(message("ui_admin.office_kind_text") if one.why == OFFICE_KIND else message("ui_admin.unreadable_text"))
        acts = () if one.why == OFFICE_KIND else ((say(message("ui_admin.retry")), "retry"),)
        return Sheet(key, self._what(one), mark=(self._why(one), "grey", "info"), facts=tuple(facts), acts=acts, note=note)

    def _brought(self) -> dict[str, str]:
        """Return from which laptop each bundle came, by its digest in hex."""
        return {one.digest.hex(): self._desk.exchange.name_of(one.peer) for one in self._desk.exchange.bundles() if not one.outgoing}

    def _what(self, one: ParkedOp) -> str:
        return self._texts.kind(one.kind) if one.kind is not None else self._texts.say(message("ui_admin.a_change"))

    def _why(self, one: ParkedOp) -> str:
        return self._texts.say(message("ui_admin.office_kind") if one.why == OFFICE_KIND else message("ui_admin.unreadable"))

    # ---- forms ------------------------------------------------------------------------------------------------------------------------------
    def _back(self, id_: str) -> Ask:
        say = self._texts.say

        def write(_: Values, __: Progress) -> Aside:
            return self._desk.aside.take_back([id_])

        return Ask(say(message("ui_admin.take_back")), say(message("ui_admin.take_back")), (), write, self._taken,
                   note=say(message("ui_admin.take_back_text")))  # fmt: skip

    def _taken(self, done: Aside) -> str:
        if done.needs_a_person:
            return self._texts.say(message("ui_admin.taken_back_conflicts", count=done.conflicts))
        return self._texts.say(message("ui_admin.taken_back", count=done.operations))

    def _retry(self) -> Ask:
        say = self._texts.say

        def write(_: Values, __: Progress) -> int:
            return self._desk.parked.retry()

        return Ask(say(message("ui_admin.retry")), say(message("ui_admin.retry_go")), (), write,
                   lambda count: say(message("ui_admin.retry_done", count=count)), note=say(message("ui_admin.retry_text")))  # fmt: skip

    def _aside(self) -> Ask:
        say = self._texts.say
        laptops = [(one.device, one.name) for one in self._desk.access.laptops()]

        def write(values: Values, _: Progress) -> Aside:
            return self._desk.aside.device(values["device"], values["why"])

        fields = (
            AskField("device", say(message("ui_admin.laptop")), CHOICE, must=True, options=laptops),
            AskField("why", say(message("ui_admin.why")), TEXT, must=True),
        )
        return Ask(say(message("ui_admin.aside_device")), say(message("ui_admin.aside_go")), fields, write,
                   lambda done: say(message("ui_admin.aside_done", count=done.operations)), danger=True,
                   warn=(say(message("ui_admin.aside_what")), say(message("ui_admin.aside_device_text"))))  # fmt: skip
