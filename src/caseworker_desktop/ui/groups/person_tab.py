"""The groups of one person, on their page: what they attended, how much of it, and the certificates."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.groups.words import GroupWords
from caseworker_desktop.ui.shell.page import Navigator
from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.bar import Bar
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.editors import Choice
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.label import Elided, label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row, scroll
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.groups import Took, Wanted
from caseworker_desktop.usecases.intent import Written

_RESULTS = {"in_progress": ("blue", "clock"), "completed": ("green", "check"), "dropped_out": ("grey", "x")}


class GroupsTab(QWidget):
    """The tab."""

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._desk, self._texts, self._navigator = desk, texts, navigator
        self._words = GroupWords(desk, texts)
        self._person = ""
        self._cards = column(gap=8)
        self.group = Choice((), name=self._say("ui_groups.join_group"))
        self.join = Button(self._say("ui_groups.join"), "plain", icon="plus", clicked=self._join)
        self._joining = box(row((self.group, 1), self.join))
        self._empty = Empty("group", self._say("ui_groups.person_none"), self._say("ui_groups.person_none_text"))
        inner = box(column(self._joining, self._cards, self._empty, ..., gap=12, margins=(0, 12, 8, 0)))
        self.setLayout(column((scroll(inner, self._say("ui_groups.title")), 1), gap=0))

    def widget(self) -> QWidget:
        """Return what the tab shows."""
        return self

    def show_person(self, person: str) -> None:
        """Show one person's groups."""
        self._person = person
        found = self._desk.groups.of_person(person)
        clear(self._cards)
        for took in found:
            self._cards.addWidget(self._card(took))
        self._empty.setVisible(not found)
        inside = {took.sheet.group.id for took in found if took.member.left_on is None}
        running = [(one.id, one.name) for one in self._desk.groups.page(Wanted()) if one.id not in inside]
        self.group.set_options(running, empty=self._say("ui_groups.join_group"))
        self._joining.setVisible(self._desk.groups.may_lead() and bool(running))

    def keep_draft(self) -> None:
        """Nothing is typed here."""

    def command(self, name: str) -> bool:
        """No command of the keyboard is for this tab."""
        return False

    # ---- inside -----------------------------------------------------------------------------------------------------------------------------
    def _card(self, took: Took) -> Card:
        group, member, had = took.sheet.group, took.member, took.attended
        opened = Button(self._say("ui_groups.open"), "quiet", clicked=partial(self._open, group.id))
        opened.setAccessibleName(f"{self._say('ui_groups.open')}: {group.name}")
        tone, icon = _RESULTS.get(member.result or "in_progress", ("blue", "clock"))
        result = self._desk.lists.name("member_results", member.result or "in_progress", self._texts.language)
        if member.waiting:
            result, tone, icon = self._say("ui_groups.waits"), "amber", "clock"
        head = row((Elided(group.name, "h3"), 1), Badge(result, tone, icon), opened)
        below = Elided(self._words.below(group), "small")
        if not had.of:
            return Card(head, below, self._certificate(took), pad=(16, 8, 12, 12), gap=4)
        share = self._texts.say(message("ui_groups.share_of", percent=had.percent or 0, there=had.there, of=had.of))
        bar = Bar(had.percent or 0, 100)
        bar.setAccessibleName(share)
        enough = had.reaches(took.sheet.pass_percent)
        return Card(head, below, row((bar, 1), label(share, "smallb", tone=None if enough else "red")), self._certificate(took),
                    pad=(16, 8, 12, 12), gap=4)

    def _certificate(self, took: Took) -> QWidget | None:
        member = took.member
        if member.id is None or member.result != "completed":
            return None
        day = self._texts.date(member.completed_on) if member.completed_on else "–"
        said = self._texts.say(message("ui_groups.certificate_is", number=member.certificate_no or "–", day=day))
        print_ = Button(self._say("ui_groups.print_certificate"), "quiet", icon="print", clicked=partial(self._print, member.id))
        return box(row(label(said, "small"), ..., print_))

    def _open(self, group: str) -> None:
        self._navigator.open("groups", group=group)

    def _print(self, member: str) -> None:
        self._navigator.open("paper", kind="certificate", id=member)

    def _join(self) -> None:
        group, person = self.group.value(), self._person
        if group is None:
            self.group.setFocus(Qt.FocusReason.OtherFocusReason)
            return

        def done(written: Written) -> None:
            self._navigator.announce(written.records)
            if written.created:
                self._navigator.toast(self._texts.say(message("ui_groups.added", count=1)), lambda: self._undo(written))

        self._navigator.run(lambda progress: self._desk.groups.join(group, [person]), done)

    def _undo(self, written: Written) -> None:
        self._navigator.run(lambda progress: self._desk.groups.forget(written.ids), lambda back: self._navigator.announce(back.records))

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))


def build(desk: Desk, texts: Texts, navigator: Navigator) -> GroupsTab:
    """Return the tab."""
    return GroupsTab(desk, texts, navigator)
