"""The dark pane of the door: which computer this is, and that nothing here names anybody."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.widgets.label import Glyph, label
from caseworker_desktop.ui.widgets.layout import box, column, row

WIDE, SLIM = 480, 360  # from 1280 px, below
_FACTS = (
    ("shield", message("unlock.brand.network")),
    ("lock", message("unlock.brand.encrypted")),
    ("person", message("unlock.brand.no_names")),
)


def brand_pane(texts: Texts, *, new: bool, training: bool) -> QWidget:
    """Return the pane; `new` before there is a workspace, `training` in one with invented data."""
    say = texts.say
    title = message("unlock.brand.new") if new else message("unlock.brand.training") if training else message("unlock.brand.device")
    lines: QVBoxLayout = column(
        row(Glyph("shield", "nav_mark", 32), label(say(message("app.name")), "brand"), ..., gap=12),
        ...,
        label(say(title), "brand"),
        4,
        label(say(message("unlock.brand.new_text")), wrap=True) if new else None,
        24,
        gap=0,
        margins=(40, 40, 40, 40),
    )
    for icon, words in _FACTS:
        lines.addLayout(row(Glyph(icon, "nav_mut", 18), (label(say(words), wrap=True), 1), gap=12, margins=(0, 0, 0, 12)))
    return box(lines, "brandpane", width=WIDE)
