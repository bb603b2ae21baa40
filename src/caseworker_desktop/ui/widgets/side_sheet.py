"""What is known of one thing, at the side of a list: name, state, facts, sections of lines, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caseworker_desktop.ui.widgets.avatar import Avatar
from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.banner import Banner
from caseworker_desktop.ui.widgets.bar import Bar
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.label import Elided, Glyph, label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row, rule, scroll

Mark = tuple[str, str, str | None]
"""Words, tone and icon of a badge."""
Act = tuple[str, str]
"""Words of a button and the code that it sends."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a section. `icon` (name, tone) stands before it, `tail` and `mark` behind it; `act` is a quiet button; `bar`: value and top."""

    title: str
    below: str = ""
    tail: str = ""
    icon: tuple[str, str] | None = None
    mark: Mark | None = None
    act: Act | None = None
    bar: tuple[float, float] | None = None
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, its lines, and words in their place where there are none."""

    title: str
    lines: tuple[Line, ...] = ()
    empty: str = ""
    act: Act | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Warn:
    """A banner above the sections; `act` is its one action."""

    tone: str
    title: str
    text: str = ""
    act: Act | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One thing as it is shown. `facts` are small names with their values; `primary` is the one filled button, `acts` the others."""

    key: str
    title: str
    below: str = ""
    mark: Mark | None = None
    avatar: bool = False
    warn: tuple[Warn, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    sections: tuple[Section, ...] = ()
    primary: Act | None = None
    acts: tuple[Act, ...] = ()
    note: str = ""


class SideSheet(QWidget):
    """`acted` with the code of the button that was pressed. `in_row`: so many buttons stand beside each other."""

    acted = Signal(str)

    def __init__(self, name: str, *, in_row: int = 2) -> None:
        super().__init__()
        self._in_row = in_row
        self.setObjectName("clear")
        self._head, self._body, self._foot = column(gap=4), column(gap=12), column(gap=8)
        inside = column(self._body, gap=0, margins=(0, 0, 8, 8))
        inside.addStretch(1)  # heavier than the stretches inside the lines, which would else share the room that is left
        self._area = scroll(box(inside), name)
        self.setLayout(column(self._head, rule(soft=True), (self._area, 1), self._foot, gap=10))
        self._key = ""

    def show_sheet(self, sheet: Sheet) -> None:
        """Draw it; the same thing drawn again stays where it was scrolled to."""
        at = self._area.verticalScrollBar().value() if sheet.key == self._key else 0
        self._key = sheet.key
        for part in (self._head, self._body, self._foot):
            clear(part)
        self._draw_head(sheet)
        for warn in sheet.warn:
            self._body.addWidget(self._warn(warn))
        if sheet.facts:
            self._body.addWidget(box(column(*(_fact(name, value) for name, value in sheet.facts), gap=4)))
        for section in sheet.sections:
            self._body.addWidget(self._section(section))
        self._draw_foot(sheet)
        self.setAccessibleName(f"{sheet.title} {sheet.below}".strip())
        self._area.verticalScrollBar().setValue(at)

    def _draw_head(self, sheet: Sheet) -> None:
        words = box(column(label(sheet.title, "h2", wrap=True), label(sheet.below, "muted", wrap=True) if sheet.below else None, gap=2))
        avatar = Avatar(sheet.title, 36, chosen=True) if sheet.avatar else None
        self._head.addLayout(row(avatar, (words, 1), gap=12))
        if sheet.mark is not None:
            self._head.addLayout(row(Badge(*sheet.mark), ...))

    def _warn(self, warn: Warn) -> QWidget:
        banner = Banner(warn.tone, warn.title, warn.text)
        if warn.act is None:
            return banner
        words, code = warn.act
        return box(column(banner, row(Button(words, "plain", clicked=self._sender(code)), ...), gap=8))

    def _section(self, section: Section) -> QWidget:
        act = Button(section.act[0], "quiet", icon="plus", clicked=self._sender(section.act[1])) if section.act else None
        head = row(label(section.title, "smallb"), ..., act)
        lines = [self._line(line) for line in section.lines] or ([label(section.empty, "muted", wrap=True)] if section.empty else [])
        note = label(section.note, "small", wrap=True) if section.note else None
        return box(column(head, *lines, note, gap=6))

    def _line(self, line: Line) -> QWidget:
        title = label(line.title, "h3" if line.strong else "text", wrap=True)
        below = label(line.below, "small", wrap=True) if line.below else None
        bar = Bar(*line.bar, name=line.title) if line.bar else None
        glyph = box(column(2, Glyph(*line.icon, 14), ..., gap=0)) if line.icon else None
        act = None
        if line.act is not None:
            act = Button(line.act[0], "quiet", name=f"{line.act[0]}: {line.title}", clicked=self._sender(line.act[1]))
        tail = label(line.tail, "muted") if line.tail else None
        badge = Badge(*line.mark) if line.mark else None
        under = row(badge, ..., margins=(0, 2, 0, 0)) if badge is not None and act is not None else None  # beside a button there is no room for both
        beside = column(badge if under is None else None, tail, ..., gap=0)
        words = column(title, below, bar, ..., gap=1)
        if under is not None:
            words.insertLayout(words.count() - 1, under)
        return box(row(glyph, (box(words), 1), beside, act, gap=8))

    def _draw_foot(self, sheet: Sheet) -> None:
        others = [Button(words, "plain", clicked=self._sender(code)) for words, code in sheet.acts]
        for at in range(0, len(others), self._in_row):
            beside = others[at : at + self._in_row]
            room = [box(row()) for _ in range(min(len(others), self._in_row) - len(beside))]  # so that all are equally wide
            self._foot.addLayout(row(*((part, 1) for part in (*beside, *room)), gap=8))
        if sheet.primary is not None:
            self._foot.addWidget(Button(sheet.primary[0], "primary", clicked=self._sender(sheet.primary[1])))
        if sheet.note:
            self._foot.addWidget(label(sheet.note, "small", wrap=True))

    def _sender(self, code: str) -> Callable[[], None]:
        return lambda: self.acted.emit(code)


def _fact(name: str, value: str) -> QWidget:
    shown = Elided(value, "text") if len(value) < 40 else label(value, "text", wrap=True)
    key = label(name, "small", width=112, wrap=True)
    return box(row(box(column(key, ..., gap=0)), (box(column(shown, ..., gap=0)), 1), gap=8))
