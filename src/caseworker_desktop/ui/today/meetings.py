"""The card of today's meetings, with the next visit at its foot."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.today.presenter import MeetingFace
from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card, line
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.label import Elided, Glyph, label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row, rule, scroll

HIGH = 76


class MeetingsCard(Card):
    """`start_wanted` with (person, session), `plan_wanted` for a new meeting, `week_wanted` for the calendar,
    `group_wanted` with (group, session) to mark attendance, `person_wanted` to open a page."""

    start_wanted = Signal(str, str)
    person_wanted = Signal(str)
    plan_wanted = Signal()
    week_wanted = Signal()
    group_wanted = Signal(str, str)

    def __init__(self, texts: Texts, *, may_plan: bool) -> None:
        self._texts = texts
        self._shown: tuple[tuple[MeetingFace, ...], str, tuple[str, str] | None] | None = None
        self._count, self._place = Badge("0", "grey"), Elided("", "small")
        self._lines = column(gap=0)
        self._empty = Empty("today", self._say("ui_today.no_meetings"), "")
        self._visit = Elided("", "h3")
        self._visit_below = Elided("", "small")
        self._visit_box = box(row(
            Glyph("gate", "text2", 20), (box(column(self._visit, self._visit_below, gap=0)), 1), gap=12, margins=(16, 12, 16, 12)))
        plan = Button(self._say("ui_today.plan_meeting"), "quiet", icon="plus", clicked=lambda: self.plan_wanted.emit())
        if not may_plan:
            plan.hide()
        self.week = Button(self._say("ui_today.week"), "quiet", icon="calendar", clicked=lambda: self.week_wanted.emit())
        self._place.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        head = box(row(label(self._say("ui_today.meetings"), "h2"), self._count, ..., self._place, gap=8, margins=(16, 0, 12, 0)), height=44)
        inside = box(column(self._lines, box(column(self._empty, margins=(12, 12, 12, 12))), ..., gap=0))
        super().__init__(
            head, rule(), (scroll(inside, self._say("ui_today.meetings")), 1), rule(soft=True), self._visit_box, rule(),
            row(plan, ..., self.week, margins=(8, 8, 8, 8)), pad=(0, 0, 0, 0), gap=0)

    def show_meetings(self, faces: tuple[MeetingFace, ...], place: str, visit: tuple[str, str] | None) -> None:
        """Draw these meetings."""
        if self._shown == (faces, place, visit):
            return
        self._shown = faces, place, visit
        clear(self._lines)
        self._count.say(self._texts.number(len(faces)))
        self._place.set_whole(place)
        for face in faces:
            self._lines.addWidget(self._line(face))
        holder = self._empty.parentWidget()
        if holder is not None:
            holder.setVisible(not faces)
        self._empty.say(self._say("ui_today.no_meetings"), visit[0] if visit else "")
        self._visit_box.setVisible(visit is not None)
        if visit is not None:
            self._visit.set_whole(visit[0])
            self._visit_below.set_whole(visit[1])

    def _line(self, face: MeetingFace) -> QWidget:
        name = Elided(face.title, "h3")
        name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        mark = Badge(*face.mark) if face.mark else None
        words = column(name, Elided(face.what, "text"), Elided(face.place, "small"), gap=0)
        right = box(column(..., mark, self._button(face), ..., gap=4)) if mark or face.can_start or face.person or face.group else None
        time = box(column(label(face.time, "h3"), label(face.minutes, "small"), ..., gap=0), width=52)
        made = line("sel" if face.now else "true", time, (box(words), 1), right, height=HIGH, margins=(16, 6, 12, 6))
        made.setAccessibleName(", ".join(part for part in (face.time, face.title, face.what, face.place, face.mark[0] if face.mark else "") if part))
        return made

    def _button(self, face: MeetingFace) -> QWidget | None:
        person, group = face.person, face.group
        if group is not None:
            words = self._say("ui_today.mark_attendance")
            return Button(words, "plain", name=f"{words}: {face.title}", clicked=lambda: self.group_wanted.emit(group, face.session))
        if person is None:
            return None
        if face.can_start:
            words = self._say("ui_today.start")
            kind = "primary" if face.now else "quiet"
            return Button(words, kind, name=f"{words}: {face.title}", clicked=lambda: self.start_wanted.emit(person, face.session))
        words = self._say("ui_today.open")
        return Button(words, "quiet", name=f"{words}: {face.title}", clicked=lambda: self.person_wanted.emit(person))

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
