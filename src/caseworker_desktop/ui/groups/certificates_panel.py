"""The panel that ends a programme: who attended enough, who completed it, and the certificates to print."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.shell.page import Navigator
from caseworker_desktop.ui.widgets.banner import Banner
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.editors import tick
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row, scroll
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.groups import Member, Sheet
from caseworker_desktop.usecases.intent import Written


class CertificatesPanel(Card):
    """`closed` when it is left."""

    closed = Signal()

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        self._desk, self._texts, self._navigator = desk, texts, navigator
        self._group = ""
        self._ticks: dict[str, QCheckBox] = {}
        self._rule = label("", "muted", wrap=True)
        self._gaps = Banner("amber")
        self._people = column(gap=4)
        self.back = Button("", "quiet", icon="left", name=self._say("ui_groups.to_marking"), clicked=self._shut)
        self.print_all = Button(self._say("ui_groups.print_certificates"), "plain", icon="print", clicked=self._print_all)
        self.complete = Button("", "primary", keys="Ctrl+Enter", clicked=self.save)
        head = box(row(self.back, label(self._say("ui_groups.certificates"), "h2"), ...))
        area = scroll(box(column(self._people, ..., gap=0)), self._say("ui_groups.certificates"))
        super().__init__(head, self._rule, self._gaps, (area, 1), self.print_all, self.complete, pad=(12, 12, 12, 16))
        self._gaps.hide()

    def show_group(self, group: str) -> None:
        """Take up a group; its people are read when the panel is shown."""
        self._group = group
        if self.isVisible():
            self._draw()

    def start(self) -> None:
        """The panel has come to the front."""
        self._draw()
        first = next(iter(self._ticks.values()), None)
        (first or self.back).setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> bool:
        """Write who completed the programme."""
        chosen = [id_ for id_, box_ in self._ticks.items() if box_.isChecked()]
        if not chosen:
            return True

        def done(written: Written) -> None:
            self._navigator.announce(written.records)
            words = self._texts.say(message("ui_groups.completed", count=len(chosen)))
            self._navigator.toast(words, lambda: self._undo(chosen))
            self.print_all.setFocus(Qt.FocusReason.OtherFocusReason)

        self._navigator.run(lambda progress: self._desk.groups.complete(self._group, chosen), done)
        return True

    def _draw(self) -> None:
        sheet = self._desk.groups.sheet(self._group)
        clear(self._people)
        self._ticks.clear()
        if sheet is None:
            return
        percent = sheet.pass_percent
        self._rule.setText(self._texts.say(
            message("ui_groups.rule_long", percent=percent) if percent is not None else message("ui_groups.no_rule_long")))
        gaps = sum(
            one.belongs(meeting.day) and (meeting.id, one.person) not in sheet.marks
            for meeting in sheet.held() for one in sheet.members if meeting.day < sheet.today)
        self._gaps.say("amber", self._texts.say(message("ui_groups.gaps", count=gaps)) if gaps else "")
        self._gaps.setVisible(bool(gaps))
        for member in sheet.members:
            if member.id is not None:
                self._people.addWidget(self._line(sheet, member))
        done = any(one.result == "completed" for one in sheet.members)
        self.print_all.setEnabled(done)
        self._count()

    def _line(self, sheet: Sheet, member: Member) -> QWidget:
        had = sheet.attended(member)
        share = self._texts.say(message("ui_groups.share_of", percent=had.percent or 0, there=had.there, of=had.of))
        assert member.id is not None
        if member.result == "completed":
            printer = Button("", "quiet", icon="print", name=f"{self._say('ui_groups.print_certificate')}: {member.name}",
                             clicked=partial(self._print, member.id))
            below = " · ".join(part for part in (member.certificate_no, self._texts.date(member.completed_on) if member.completed_on else "") if part)
            return box(row((column(label(member.name, "h3"), label(below, "small"), gap=0), 1), printer))
        ticked = tick(member.name, checked=sheet.earns(member) and member.left_on is None, changed=lambda _: self._count())
        self._ticks[member.id] = ticked
        return box(column(ticked, row(24, label(share, "small", tone=None if sheet.earns(member) else "red"), ..., gap=0), gap=0))

    def _count(self) -> None:
        chosen = sum(one.isChecked() for one in self._ticks.values())
        self.complete.set_words(self._texts.say(message("ui_groups.complete", count=chosen)))
        self.complete.setEnabled(chosen > 0)

    def _undo(self, members: list[str]) -> None:
        self._navigator.run(lambda progress: self._desk.groups.reopen(members), lambda written: self._navigator.announce(written.records))

    def _print(self, member: str) -> None:
        self._navigator.open("paper", kind="certificate", id=member)

    def _print_all(self) -> None:
        self._navigator.open("paper", kind="certificate", id=self._group)

    def _shut(self) -> None:
        self.closed.emit()  # not handed over itself: a signal is bound only when its object is made

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
