"""The audit: who opened, printed, exported, changed; and whether each device's chain is whole. Plain Python."""

from __future__ import annotations

from collections.abc import Sequence

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.administration.model import Answer, Head, Row
from caseworker_desktop.ui.moments import day_words
from caseworker_desktop.ui.widgets.side_sheet import Line, Section, Sheet
from caseworker_desktop.usecases.auditing import Line as AuditLine
from caseworker_desktop.usecases.desk import Desk

VERIFY = "verify"
_WHAT = {
    "opened": message("ui_admin.did_opened"), "print": message("ui_admin.did_print"), "document": message("ui_admin.did_document"),
    "exported": message("ui_admin.did_exported"), "imported": message("ui_admin.did_imported"),
    "role_changed": message("ui_admin.did_role_changed"), "disabled": message("ui_admin.did_disabled"), "revoked": message("ui_admin.did_revoked"),
    "person_exported": message("ui_admin.did_person_exported"), "restricted": message("ui_admin.did_restricted"),
    "erased": message("ui_admin.did_erased"), "joined": message("ui_admin.did_joined"), "kept_apart": message("ui_admin.did_kept_apart"),
    "set_aside": message("ui_admin.did_set_aside"), "taken_back": message("ui_admin.did_taken_back"),
    "custody_used": message("ui_admin.did_custody_used"),
    "backed_up": message("ui_admin.did_backed_up"), "restored": message("ui_admin.did_restored"),
}  # fmt: skip


class Audit:
    """The presenter: the latest 500 lines of all devices."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts = desk, texts
        self._names = "person" in desk.people.may_read()
        say = texts.say
        self.title, self.about = say(message("ui_admin.audit")), say(message("ui_admin.audit_text"))
        self.nothing = ("shield", say(message("ui_admin.audit_none")), "")

    def heads(self) -> Sequence[Head]:
        """Return the columns."""
        say = self._texts.say
        return (
            Head(say(message("ui_admin.when")), 140),
            Head(say(message("ui_admin.who")), 110),
            Head(say(message("ui_admin.did")), stretch=True),
            Head(say(message("ui_admin.about_whom")), 180),
            Head(say(message("ui_admin.device")), 110),
        )

    def buttons(self) -> Sequence[tuple[str, str, str]]:
        """Return the buttons above the table."""
        return ((VERIFY, self._texts.say(message("ui_admin.verify_chain")), "shield"),)

    def rows(self) -> Sequence[Row]:
        """Return the lines, the latest first."""
        now, lines = self._desk.worker.clock.now(), self._desk.auditing.show()
        about = self._about(lines)
        return [
            Row(_key(one), (day_words(one.at, now, self._texts), one.staff or "–", self._did(one), about.get(one.record or "", "–"), one.device))
            for one in lines
        ]

    def sheet(self, key: str) -> Sheet | None:
        """Return one line with all that it tells, or what became of the chains."""
        if key == VERIFY:
            return self._verified()
        one = next((each for each in self._desk.auditing.show() if _key(each) == key), None)
        if one is None:
            return None
        say = self._texts.say
        facts = (
            (say(message("ui_admin.when")), day_words(one.at, self._desk.worker.clock.now(), self._texts)),
            (say(message("ui_admin.who")), one.staff or "–"),
            (say(message("ui_admin.device")), one.device),
            (say(message("ui_admin.number")), self._texts.number(one.number)),
            (say(message("ui_admin.about_whom")), self._about([one]).get(one.record or "", "–")),
        )
        return Sheet(key, self._did(one), facts=facts)

    def answer(self, code: str) -> Answer:
        """Return what a button leads to."""
        return VERIFY if code == VERIFY else None

    def _verified(self) -> Sheet:
        say, found = self._texts.say, self._desk.auditing.verify()
        lines = tuple(
            Line(one.device, say(message("ui_admin.chain_lines", count=one.lines)), icon=("ok", "green") if one.holds else ("warn", "red"),
                 mark=(say(message("ui_admin.whole")), "green", None) if one.holds else (say(message("ui_admin.broken")), "red", None))
            for one in found
        )  # fmt: skip
        well = all(one.holds for one in found)
        mark = (say(message("ui_admin.chains_whole")), "green", "ok") if well else (say(message("ui_admin.chains_broken")), "red", "warn")
        return Sheet(VERIFY, say(message("ui_admin.verify_chain")), mark=mark, sections=(Section(say(message("ui_admin.chains")), lines),),
                     note="" if well else say(message("care.audit_not_well")))  # fmt: skip

    def _did(self, one: AuditLine) -> str:
        told = _WHAT.get(one.what)
        return self._texts.say(told) if told is not None else one.what

    def _about(self, lines: Sequence[AuditLine]) -> dict[str, str]:
        """Return whom or what lines are about: persons where this worker may read them, staff and laptops."""
        records = sorted({one.record for one in lines if one.record is not None})
        people = self._desk.people.names(records) if self._names else {}
        staff = {one: name for one, name in self._desk.people.staff_names(records).items() if name}
        devices = {one.device: one.name for one in self._desk.access.laptops()} if self._desk.worker.office else {}
        return {**staff, **people, **{one: name for one, name in devices.items() if one in records}}


def _key(one: AuditLine) -> str:
    return f"{one.device} {one.number} {one.at}"
