"""One partner in the side panel: what it does, for whom, how to reach it, and all that happened."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.partners.card_words import TASK, CardFace, CardLine, Section
from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.editors import tick
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row, rule, scroll


class PartnerCardView(QWidget):
    """`refer_wanted`, `verified`, `edit_wanted`; `add_wanted` and `opened` with (kind, id); `ticked` with a task and whether it is done."""

    refer_wanted = Signal()
    verified = Signal()
    edit_wanted = Signal()
    print_wanted = Signal()
    add_wanted = Signal(str)
    opened = Signal(str, str)
    ticked = Signal(str, bool)

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self.setObjectName("clear")
        self.face: CardFace | None = None
        self.name = label("", "h2", wrap=True)
        self._below = label("", "small", wrap=True)
        self._marks = column(gap=4)
        self.edit = Button(self._say("ui_partners.edit"), "quiet", icon="pen", clicked=self.edit_wanted.emit)
        self.print = Button("", "quiet", icon="print", name=self._say("ui_partners.print_contacts"), clicked=self.print_wanted.emit)
        self._sections = column(gap=0)
        self.refer = Button(self._say("ui_partners.refer"), "primary", clicked=self.refer_wanted.emit)
        self.verify = Button(self._say("ui_partners.verify"), "plain", icon="check", clicked=self.verified.emit)
        self.verify.setToolTip("Ctrl+T")
        inside = box(column(self._sections, ..., gap=0, margins=(0, 0, 8, 0)))
        self._area = scroll(inside, self._say("ui_partners.card"))
        self._foot = box(row((self.refer, 1), self.verify, margins=(0, 0, 8, 0)))
        self.setLayout(column(
            row((self.name, 1), self.print, self.edit, margins=(0, 0, 8, 0)), self._below, self._marks, rule(), (self._area, 1), self._foot, gap=8))

    def show_face(self, face: CardFace) -> None:
        """Draw a partner; the place in the scroll stays when it is the same one."""
        same = self.face is not None and self.face.id == face.id
        bar = self._area.verticalScrollBar()
        at = bar.value() if same else 0
        self.face = face
        self.name.setText(face.name)
        self._below.setText(face.below)
        clear(self._marks)
        for mark in face.marks:
            self._marks.addLayout(row(Badge(*mark), ...))
        clear(self._sections)
        for section in face.sections:
            self._section(section)
        self.edit.setVisible(face.writable)
        self.verify.setVisible(face.writable)
        self.refer.setVisible(face.may_refer)
        self._foot.setVisible(face.writable or face.may_refer)
        bar.setValue(at)

    def _section(self, section: Section) -> None:
        head = None
        if section.title:
            add = None
            if section.add is not None:
                kind, words = section.add
                add = Button("", "quiet", icon="plus", name=words, clicked=partial(self.add_wanted.emit, kind))
            head = row(label(section.title, "smallb"), ..., add)
        lines = [self._line(line) for line in section.lines]
        self._sections.addWidget(box(column(head, *lines, gap=6, margins=(0, 8, 0, 4))))
        self._sections.addWidget(rule(soft=True))

    def _line(self, line: CardLine) -> QWidget:
        if line.tick is not None:
            task, done = line.tick
            box_ = tick(line.title, checked=done, changed=partial(self.ticked.emit, task))
            box_.setObjectName(TASK)
            return box(column(row(box_, ..., Badge(*line.mark) if line.mark else None), label(line.below, "small") if line.below else None, gap=0,
                              margins=(8, 0, 0, 0)))
        words = column(label(line.title, "text" if line.opens else "small", wrap=True),
                       label(line.below, "small" if line.opens else "smallt", wrap=True) if line.below else None, gap=0)
        button = None
        if line.opens is not None:
            kind, id_ = line.opens
            said = self._texts.say(message("ui_partners.open_named", name=line.title))
            button = Button("", "quiet", icon="right", name=said, clicked=partial(self.opened.emit, kind, id_))
        return box(column(row((words, 1), button), row(Badge(*line.mark), ...) if line.mark else None, gap=2))

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
