"""One package before it is taken in: from whom, how much of what, and what a person will have to look at."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.exchange.preview import PreviewCard
from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.label import Elided, Glyph, label, stat
from caseworker_desktop.ui.widgets.layout import box, column, row, rule

_NUMBER_WIDE = 88


def preview_card(one: PreviewCard, texts: Texts) -> QWidget:
    """Return the card of one file."""
    words = box(column(Elided(one.title, "h3"), Elided(one.below, "small"), gap=0))
    head = row(Glyph("inbox", "text3", 24), (words, 1), Badge(*one.badge), gap=12)
    parts: list[QWidget] = []
    if one.numbers:
        parts.append(box(_numbers(one)))
    if one.kinds:
        parts.append(box(_kinds(one, texts)))
    if one.names:
        parts.append(box(row(Glyph("people", "text3", 16), (label(one.names, "text", wrap=True), 1), gap=8)))
    parts += [box(row(Glyph(icon, tone, 16), (label(words, "text", wrap=True), 1), gap=8)) for tone, icon, words in one.notes]
    made = Card(head, *([rule(soft=True), *parts] if parts else []), inset=True, pad=(16, 12, 16, 12), gap=10)
    said = " ".join(part for part in (one.title, one.badge[0], *(f"{number} {name}" for number, name in one.numbers)) if part)
    made.setAccessibleName(said)
    made.setAccessibleDescription(" ".join((one.names, *(words for _, _, words in one.notes))))
    return made


def _numbers(one: PreviewCard) -> QHBoxLayout:
    line = row(gap=20)
    for at, (number, name) in enumerate(one.numbers):
        if at:
            line.addWidget(rule(upright=True))
        line.addWidget(stat(number, name), 0, Qt.AlignmentFlag.AlignTop)
    line.addStretch()
    return line


def _kinds(one: PreviewCard, texts: Texts) -> QGridLayout:
    say, grid = texts.say, QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    heads = (message("exchange.see.kind"), message("exchange.see.head_new"), message("exchange.see.head_changed"))
    for at, words in enumerate(heads):
        grid.addWidget(label(say(words), "th", right=bool(at), width=_NUMBER_WIDE if at else None), 0, at)
    for at, line in enumerate(one.kinds, 1):
        grid.addWidget(label(line.kind, "text"), at, 0)
        for place, number in ((1, line.new), (2, line.changed)):
            grid.addWidget(label(number, "textb" if number != "0" else "muted", right=True, width=_NUMBER_WIDE), at, place)
    grid.setColumnStretch(3, 1)
    return grid
