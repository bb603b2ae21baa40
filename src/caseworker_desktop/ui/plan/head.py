"""What stands above the goals: whose plan it is, its name and state."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.plan.faces import PlanFace
from caseworker_desktop.ui.widgets.avatar import Avatar
from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.label import Elided, label, set_tone
from caseworker_desktop.ui.widgets.layout import box, clear, column, row


class PersonLine(Card):
    """One line about the person: dangers, the gate, the next review, and when the draft was kept."""

    def __init__(self, texts: Texts) -> None:
        say = texts.say
        self._texts = texts
        self._avatar, self._name, self._below = Avatar("", 36, chosen=True), Elided("", "h3"), Elided("", "small")
        self._marks = row(gap=8)
        self._review, self._draft = label("", "h3"), label("", "h3")
        self._draft_box = box(column(label(say(message("ui_plan.draft_kept")), "key"), self._draft, gap=0))
        review = box(column(label(say(message("ui_plan.next_review")), "key"), self._review, gap=0))
        super().__init__(row(self._avatar, (box(column(self._name, self._below, gap=0)), 1), self._marks, 12, review, self._draft_box, gap=12),
                         pad=(16, 8, 16, 8))
        self._draft_box.hide()

    def show_face(self, face: PlanFace) -> None:
        """Show the person of a plan."""
        self._avatar.show_name(face.person, chosen=True)
        self._name.set_whole(face.person)
        self._below.set_whole(face.below_person)
        clear(self._marks)
        for mark in face.person_marks:
            self._marks.addWidget(Badge(mark.words, mark.tone, mark.icon))
        self._review.setText(face.next_review)
        set_tone(self._review, "red" if face.review_late else None)

    def show_draft(self, moment: str | None) -> None:
        """Tell when the draft was kept (RFC 3339), nothing for None."""
        self._draft_box.setVisible(moment is not None)
        if moment is not None:
            self._draft.setText(self._texts.say(message("ui_plan.draft_saved", time=self._texts.time(moment))))


class PlanHead(QWidget):
    """Title, number and version, the state in a badge, and what can be opened beside the goals."""

    back_wanted = Signal()
    facts_wanted = Signal()
    versions_wanted = Signal()
    review_wanted = Signal()
    sheet_wanted = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._texts, say = texts, texts.say
        self._title, self._subtitle, self._mark = Elided(say(message("ui_plan.title")), "h1"), Elided("", "muted"), Badge("")
        self._below = row((self._subtitle, 1), gap=8)
        words = box(column(self._title, self._below, gap=0))
        self.back = Button("", "quiet", icon="left", name=say(message("ui_plan.back")), clicked=self.back_wanted.emit)
        self.facts = Button(say(message("ui_plan.facts")), clicked=self.facts_wanted.emit)
        self.versions = Button(say(message("ui_plan.versions")), clicked=self.versions_wanted.emit)
        self.review = Button(say(message("ui_plan.review_done")), icon="check", clicked=self.review_wanted.emit)
        self.sheet = Button("", icon="print", name=say(message("ui_plan.sheet")), clicked=self.sheet_wanted.emit)
        self._line = row(self.back, (words, 1), self._mark, 8, self.facts, self.versions, self.review, self.sheet, gap=8)
        self.setLayout(self._line)
        self.sheet.hide()

    def show_face(self, face: PlanFace) -> None:
        """Show a plan's name and state."""
        self._title.set_whole(face.title)
        self._subtitle.set_whole(face.subtitle)
        self._mark.setVisible(face.mark is not None)
        if face.mark is not None:
            self._mark.say(face.mark.words, face.mark.tone, face.mark.icon)
        self.review.setEnabled(face.writable)

    def set_narrow(self, narrow: bool) -> None:
        """Where the page preview is a drawer, a button opens it, and the state stands below the title."""
        self.sheet.setVisible(narrow)
        self.review.set_icon(None if narrow else "check")
        self.review.set_words(self._texts.say(message("ui_plan.review_done")))
        if narrow:
            self._below.addWidget(self._mark)
        else:
            self._line.insertWidget(2, self._mark)
