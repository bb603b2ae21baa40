"""The panel of a group's people: who is in it, who waits, whom to take in; each can leave, and come back by undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.shell.page import Navigator
from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.editors import Choice
from caseworker_desktop.ui.widgets.field import Field
from caseworker_desktop.ui.widgets.label import Elided, label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row, rule, scroll
from caseworker_desktop.ui.widgets.pick import Pick
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.groups import Member, Sheet, Wanted
from caseworker_desktop.usecases.intent import Written

MOST_GROUPS = 60


class MembersPanel(Card):
    """`closed` when it is left."""

    closed = Signal()

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        self._desk, self._texts, self._navigator = desk, texts, navigator
        self._group = ""
        self._count = Badge(" ", "grey")
        self.pick = Pick(self._seek, self._name, name=self._say("ui_groups.add_person"), placeholder=self._say("ui_groups.add_person"))
        self.copy_from = Choice((), name=self._say("ui_groups.copy_from"))
        self.copy = Button(self._say("ui_groups.copy"), "plain", clicked=self._copy)
        self._people = column(gap=0)
        self.back = Button("", "quiet", icon="left", name=self._say("ui_groups.to_marking"), clicked=self._shut)
        head = box(row(self.back, label(self._say("ui_groups.people"), "h2"), ..., self._count))
        copying = Field(self._say("ui_groups.copy_from"), box(row((self.copy_from, 1), self.copy)))
        area = scroll(box(column(self._people, ..., gap=0)), self._say("ui_groups.people"))
        super().__init__(head, self.pick, rule(soft=True), (area, 1), rule(soft=True), copying, pad=(12, 12, 12, 16))
        self.pick.chosen_changed.connect(self._add)

    def show_group(self, group: str) -> None:
        """Take up a group; its people are read when the panel is shown."""
        self._group = group
        if self.isVisible():
            self._draw()

    def start(self) -> None:
        """The panel has come to the front."""
        self._draw()
        others = [one for one in self._desk.groups.page(Wanted(state=None), MOST_GROUPS) if one.id != self._group]
        self.copy_from.set_options([(one.id, one.name) for one in others], empty=self._say("ui_groups.copy_none"))
        self.pick.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> bool:
        """Nothing waits here: each wish is written at once."""
        self.closed.emit()
        return True

    def _draw(self) -> None:
        sheet = self._desk.groups.sheet(self._group)
        clear(self._people)
        if sheet is None:
            return
        group = sheet.group
        full = group.capacity is not None and group.members >= group.capacity
        said = message("ui_groups.of", part=group.members, whole=group.capacity) if group.capacity is not None else None
        self._count.say(self._texts.say(said) if said else self._texts.number(group.members), "amber" if full else "grey")
        for member in sheet.members:
            if member.id is not None and member.left_on is None:
                self._people.addWidget(self._line(member, self._say("ui_groups.leave"), partial(self._leave, member)))
        if sheet.waiting:
            self._people.addSpacing(12)
            self._people.addWidget(label(self._texts.say(message("ui_groups.waiting", count=len(sheet.waiting))), "smallb"))
        for number, member in enumerate(sheet.waiting, 1):
            self._people.addWidget(self._waits(sheet, member, number))
        gone = [one for one in sheet.members if one.id is not None and one.left_on is not None]
        if gone:
            self._people.addSpacing(12)
            self._people.addWidget(label(self._say("ui_groups.gone"), "smallb"))
        for member in gone:
            below = self._texts.date(member.left_on or "")
            self._people.addWidget(self._line(member, self._say("ui_groups.take_back"), partial(self._stay, member), below))

    def _line(self, member: Member, words: str, act: Callable[[], object], below: str = "") -> QWidget:
        name = Elided(member.name)
        made = Button("", "quiet", icon="undo" if below else "x", name=f"{words}: {member.name}", clicked=act)
        return box(row((name, 1), label(below, "small") if below else None, made, gap=4), height=36)

    def _waits(self, sheet: Sheet, member: Member, number: int) -> QWidget:
        name = Elided(f"{number}. {member.name}")
        admit = Button(self._say("ui_groups.admit"), "quiet", clicked=partial(self._admit, member))
        admit.setAccessibleName(f"{self._say('ui_groups.admit')}: {member.name}")
        out = Button("", "quiet", icon="x", name=f"{self._say('ui_groups.leave')}: {member.name}", clicked=partial(self._leave, member))
        return box(row((name, 1), admit, out, gap=4), height=36)

    # ---- acts -------------------------------------------------------------------------------------------------------------------------------
    def _add(self) -> None:
        person = self.pick.value()
        if person is None:
            return
        self.pick.choose(None)
        before = self._desk.groups.sheet(self._group)
        full = before is not None and before.group.capacity is not None and before.group.members >= before.group.capacity
        words = self._say("ui_groups.waits_now") if full else self._texts.say(message("ui_groups.added", count=1))
        self._run(lambda: self._desk.groups.join(self._group, [person]), words, created=True)

    def _copy(self) -> None:
        other = self.copy_from.value()
        if other is not None:
            self._run(lambda: self._desk.groups.copy(self._group, other), self._say("ui_groups.copied"), created=True)

    def _leave(self, member: Member) -> None:
        assert member.id is not None
        id_, groups = member.id, self._desk.groups
        words = self._texts.say(message("ui_groups.left", name=member.name))
        undo: Callable[[], Written] = (lambda: groups.join(self._group, [member.person])) if member.waiting else (lambda: groups.stay(id_))
        self._run(lambda: groups.leave(id_), words, undo)

    def _stay(self, member: Member) -> None:
        assert member.id is not None
        id_ = member.id
        self._run(lambda: self._desk.groups.stay(id_), self._texts.say(message("ui_groups.added", count=1)), lambda: self._desk.groups.leave(id_))

    def _admit(self, member: Member) -> None:
        assert member.id is not None
        id_ = member.id
        self._run(lambda: self._desk.groups.admit(id_), self._texts.say(message("ui_groups.added", count=1)))

    def _run(self, act: Callable[[], Written], words: str, undo: Callable[[], Written] | None = None, *, created: bool = False) -> None:
        def done(written: Written) -> None:
            self._navigator.announce(written.records)
            back = undo or ((lambda: self._desk.groups.forget(written.ids)) if created and written.created else None)
            if written.created or written.changed or written.deleted:
                self._navigator.toast(words, (lambda: self._undo(back)) if back is not None else None)

        self._navigator.run(lambda progress: act(), done)

    def _undo(self, act: Callable[[], Written]) -> None:
        self._navigator.run(lambda progress: act(), lambda written: self._navigator.announce(written.records))

    def _seek(self, text: str) -> Sequence[tuple[str, str]]:
        return self._desk.editing.offers(("person",), text, self._texts.language)

    def _name(self, person: str) -> str:
        return self._desk.editing.words(("person",), person, self._texts.language)

    def _shut(self) -> None:
        self.closed.emit()  # not handed over itself: a signal is bound only when its object is made

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
