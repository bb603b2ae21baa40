"""What a person may ask of the office: a copy, no further use, erasure; and whose files have been kept long enough. Plain Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from caseworker_desktop.kernel.folding import fold
from caseworker_desktop.kernel.message import message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.administration.model import FOLDER, TEXT, Answer, Ask, AskField, Go, Head, Row, Values
from caseworker_desktop.ui.widgets.side_sheet import Line, Section, Sheet, Warn
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.retention import Due
from caseworker_desktop.usecases.rights import Erased, Given


class PersonRights:
    """The presenter: the table lists the files whose term is over; a person is shown from there, or from their page."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts = desk, texts
        self._reads = "person" in desk.people.may_read()
        self._prints = self._reads and {"case", "session"} <= desk.people.may_read()
        self._may = not desk.worker.joined or desk.worker.has_role("U-ADM", "U-DPO")
        say = texts.say
        self.title, self.about = say(message("ui_admin.rights")), say(message("ui_admin.rights_text"))
        self.nothing = ("clock", say(message("ui_admin.due_none")), say(message("ui_admin.due_none_text")))

    def heads(self) -> Sequence[Head]:
        """Return the columns."""
        say = self._texts.say
        return (
            Head(say(message("ui_admin.person")), stretch=True),
            Head(say(message("ui_admin.term")), 220),
            Head(say(message("ui_admin.since")), 110),
            Head(say(message("ui_admin.due_on")), 130),
        )

    def buttons(self) -> Sequence[tuple[str, str, str]]:
        """There is nothing to do with all of them at once."""
        return ()

    def rows(self) -> Sequence[Row]:
        """Return the files whose term is over, the longest first."""
        due = self._desk.retention.due()
        names = self._desk.people.names([one.person for one in due]) if self._reads else {}
        return [
            Row(one.person, (names.get(one.person, one.person[:8]), self._term(one), self._texts.date(one.since), self._texts.date(one.due_on)),
                "amber", "clock")
            for one in due
        ]  # fmt: skip

    def sheet(self, key: str) -> Sheet | None:
        """Return what can be done for a person."""
        name = self._name(key)
        if name is None:
            return None
        say, due = self._texts.say, next((one for one in self._desk.retention.due() if one.person == key), None)
        plain = self._desk.editing.read("person", key) or {} if self._reads else {}
        warn: list[Warn] = []
        if due is not None:
            warn.append(Warn("amber", say(message("ui_admin.over", day=self._texts.date(due.due_on))), self._term(due)))
        since = plain.get("restricted_from")
        if since:
            why = str(plain.get("restricted_reason") or "")
            warn.append(Warn("red", say(message("ui_admin.restricted_since", day=self._texts.date(since))), why))
        acts: list[tuple[str, str]] = []
        sections: list[Section] = []
        if self._may:
            if self._prints:
                acts.append((say(message("ui_admin.copy_print")), f"print:{key}"))
            acts.append((say(message("ui_admin.copy_save")), f"copy:{key}"))
            acts.append((say(message("ui_admin.lift") if since else message("ui_admin.restrict")), f"{'lift' if since else 'restrict'}:{key}"))
            if self._desk.worker.office:
                acts.append((say(message("ui_admin.erase")), f"erase:{key}"))
            sections = [Section(say(message("ui_admin.may_ask")), tuple(
                Line(say(title), say(below), icon=(icon, "text2")) for title, below, icon in (
                    (message("ui_admin.copy"), message("ui_admin.copy_text"), "copy"),
                    (message("ui_admin.restrict_right"), message("ui_admin.restrict_text"), "lock"),
                    (message("ui_admin.erasure"), message("ui_admin.erasure_text"), "trash"),
                )))]  # fmt: skip
        return Sheet(key, name, avatar=self._reads, warn=tuple(warn), sections=tuple(sections), acts=tuple(acts),
                     note="" if self._may else say(message("ui_admin.rights_read_only")))  # fmt: skip

    def answer(self, code: str) -> Answer:
        """Return what a button leads to."""
        what, _, person = code.partition(":")
        match what:
            case "print":
                return Go("paper", {"kind": "person", "id": person})
            case "copy":
                return self._copy(person)
            case "restrict":
                return self._restrict(person)
            case "lift":
                return self._lift(person)
            case "erase":
                return self._erase(person)
        return None

    # ---- words ------------------------------------------------------------------------------------------------------------------------------
    def _name(self, person: str) -> str | None:
        """Return who it is, the head of the id for who may not read names; None when the person is not here (any more)."""
        found = self._desk.people.names([person]).get(person)
        return found if found is None or self._reads else person[:8]

    def _term(self, due: Due) -> str:
        if due.rule == "RT-9":
            return self._texts.say(message("ui_admin.term_enquiry"))
        return self._texts.say(message("ui_admin.term_evidence") if due.rule == "RT-1" else message("ui_admin.term_file"))

    # ---- forms ------------------------------------------------------------------------------------------------------------------------------
    def _copy(self, person: str) -> Ask:
        say, name = self._texts.say, self._name(person) or ""

        def write(values: Values, _: Progress) -> tuple[Path, Given]:
            target = Path(values["folder"]) / f"{person[:8]}-{self._desk.worker.clock.now().date().isoformat()}.jsonl"
            halves = (values["first"], values["second"]) if values["first"] else None
            return target, self._desk.rights.export(person, target, halves)

        def check(values: Values) -> Mapping[str, str]:
            lacking = "second" if values["first"] and not values["second"] else "first" if values["second"] and not values["first"] else None
            return {lacking: say(message("ui_admin.both_halves"))} if lacking else {}

        def told(done: tuple[Path, Given]) -> tuple[str, str, str]:
            file, given = done
            title = say(message("ui_admin.copy_done", file=file.name, count=len(given.records)))
            return ("amber", title, say(message("ui_admin.copy_shut", count=given.shut))) if given.shut else ("green", title, "")

        hint = say(message("ui_admin.halves_hint"))
        fields = (
            AskField("folder", say(message("ui_admin.folder")), FOLDER, must=True),
            AskField("first", say(message("ui_admin.half_first")), hint=hint),
            AskField("second", say(message("ui_admin.half_second")), hint=hint),
        )
        return Ask(say(message("ui_admin.copy_of", name=name)), say(message("ui_admin.copy_save")), fields, write, lambda done: told(done)[1],
                   note=say(message("ui_admin.copy_note")), told=told, check=check)  # fmt: skip

    def _restrict(self, person: str) -> Ask:
        say, name = self._texts.say, self._name(person) or ""

        def write(values: Values, _: Progress) -> None:
            self._desk.rights.restrict(person, values["why"])

        return Ask(say(message("ui_admin.restrict_of", name=name)), say(message("ui_admin.restrict")),
                   (AskField("why", say(message("ui_admin.why")), TEXT, must=True),), write,
                   lambda _: say(message("ui_admin.restrict_done", name=name)), note=say(message("ui_admin.restrict_text")))  # fmt: skip

    def _lift(self, person: str) -> Ask:
        say, name = self._texts.say, self._name(person) or ""

        def write(_: Values, __: Progress) -> None:
            self._desk.rights.restrict(person, "", lift=True)

        return Ask(say(message("ui_admin.lift_of", name=name)), say(message("ui_admin.lift")), (), write,
                   lambda _: say(message("ui_admin.lift_done", name=name)), note=say(message("ui_admin.lift_text")))  # fmt: skip

    def _erase(self, person: str) -> Ask:
        say, name = self._texts.say, self._name(person) or ""

        def check(values: Values) -> Mapping[str, str]:
            return {} if fold(values["typed"]) == fold(name) else {"typed": say(message("ui_admin.typed_wrong", name=name))}

        def write(_: Values, __: Progress) -> Erased:
            return self._desk.rights.erase(person)

        def told(done: Erased) -> tuple[str, str, str]:
            return ("green", say(message("ui_admin.erased", count=done.records)), say(message("ui_admin.erased_rows", count=len(done.rows))))

        return Ask(say(message("ui_admin.erase_of", name=name)), say(message("ui_admin.erase_go")),
                   (AskField("typed", say(message("ui_admin.typed", name=name)), must=True),), write, lambda done: told(done)[1], danger=True,
                   note=say(message("ui_admin.erase_stays")), told=told, check=check,
                   warn=(say(message("ui_admin.erase_what")), say(message("ui_admin.erase_text"))))  # fmt: skip
