"""The banner over every tab: name, marks, facts, and how far the gate is."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.person.presenter import BannerFace, Mark
from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.bar import Bar
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.label import Elided, label, set_tone
from caseworker_desktop.ui.widgets.layout import box, clear, column, row, rule

GAP = 8
#: The number of the case and the birth date are short and never cut; place and worker give way.
SHORT = 2


class MarkLine(QWidget):
    """Badges in one line; those without room are counted in a last one, whose tool tip says them."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._badges: list[Badge] = []
        self._rest = Badge("+1", "grey")
        self._line = row(gap=GAP)
        self.setLayout(self._line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_marks(self, marks: tuple[Mark, ...]) -> None:
        """Show other badges, the weightiest first."""
        self._line.removeWidget(self._rest)
        clear(self._line)
        self._badges = [Badge(words, tone, icon) for words, tone, icon in marks]
        for badge in self._badges:
            self._line.addWidget(badge)
        self._line.addWidget(self._rest)
        self._line.addStretch()
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(60, 22)

    def sizeHint(self) -> QSize:
        return QSize(sum(badge.sizeHint().width() + GAP for badge in self._badges), 22)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        widths = [badge.sizeHint().width() + GAP for badge in self._badges]
        room = self.width() + GAP
        shown = len(widths)
        if sum(widths) > room:
            rest = self._rest.sizeHint().width() + GAP + 8
            while shown > 0 and sum(widths[:shown]) + rest > room:
                shown -= 1
        for at, badge in enumerate(self._badges):
            badge.setVisible(at < shown)
        hidden = self._badges[shown:]
        self._rest.setVisible(bool(hidden))
        if hidden:
            self._rest.say(f"+{len(hidden)}", "red" if any(badge.property("badge") == "red" for badge in hidden) else "grey")
            self._rest.setToolTip("\n".join(badge.text() for badge in hidden))
            self._rest.setAccessibleName(", ".join(badge.text() for badge in hidden))


class PersonBanner(Card):
    """At most 104 px high where it is wide; narrow, the marks stand in a line of their own."""

    def __init__(self, texts: Texts) -> None:
        self._name = Elided("", "h1")
        self._wide_marks, self._narrow_marks = MarkLine(), MarkLine()
        self._facts = [(label("", "key"), Elided("", "h3")) for _ in range(4)]
        self._title, self._big, self._below = label("", "key"), label("", "num"), label("", "small")
        self._bar = Bar(0, 1, thick=6)
        self._fact_boxes = [box(column(name, value, gap=0)) for name, value in self._facts]
        self._name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        left = column(
            row(self._name, (self._wide_marks, 1), ..., gap=GAP), self._narrow_marks,
            row((self._fact_boxes[0], 2), (self._fact_boxes[1], 4), (self._fact_boxes[2], 6), (self._fact_boxes[3], 3), gap=16), gap=8)
        self._right = box(column(self._title, self._big, self._bar, 4, self._below, gap=0))
        self._rule = rule(upright=True)
        super().__init__(row((left, 1), self._rule, self._right, gap=16), pad=(16, 8, 16, 8))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._face: BannerFace | None = None
        self.set_wide(True)

    def show_face(self, face: BannerFace) -> None:
        """Show a person."""
        self._face = face
        self._name.set_whole(face.name)
        self.setAccessibleName(face.name)
        for line in (self._wide_marks, self._narrow_marks):
            line.show_marks(face.marks)
        for at, ((name, value), (told, fact)) in enumerate(zip(self._facts, face.facts, strict=True)):
            name.setText(told)
            value.set_whole(fact)
            if at < SHORT:
                value.setMinimumWidth(value.fontMetrics().horizontalAdvance(fact) + 4)
        countdown = face.countdown
        self._right.setVisible(countdown is not None)
        self._rule.setVisible(countdown is not None)
        if countdown is not None:
            self._title.setText(countdown.title)
            self._big.setText(countdown.big)
            set_tone(self._big, countdown.tone)
            self._bar.show_value(countdown.ready, countdown.steps or 1)
            self._bar.setVisible(countdown.steps > 0)
            self._below.setText(countdown.below)

    def set_wide(self, wide: bool) -> None:
        """Marks beside the name (True) or under it; without room the worker's name goes."""
        self._wide_marks.setVisible(wide)
        self._narrow_marks.setVisible(not wide)
        self._fact_boxes[3].setVisible(wide)
