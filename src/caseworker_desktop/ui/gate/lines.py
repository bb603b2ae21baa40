"""Lines of the gate's lists as widgets: ticked or with a button, few enough to be built."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from caseworker_desktop.ui.gate.words import Line
from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.editors import tick
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import box, column, row


def line_of(line: Line, *, action: str = "", act: Callable[[str], object] | None = None,
            ticked: Callable[[str, bool], object] | None = None, read_only: bool = False) -> QWidget:
    """Return a line; `action` the words of its button (none without), `ticked` makes it a tick box."""
    title: QWidget
    if ticked is not None and line.done is not None:
        title = tick(line.title, checked=line.done, changed=partial(ticked, line.id))
        title.setEnabled(not read_only)
    else:
        title = label(line.title, "textb", wrap=True)
    indent = 28 if ticked is not None else 0
    below = [label(words, "small", wrap=True) for words in (line.below, line.note) if words]
    button = None
    if action and act is not None and not read_only:
        button = Button(action, "quiet", name=f"{action}: {line.title}", clicked=partial(act, line.id))
    made = box(row((column(title, box(column(*below, gap=0, margins=(indent, 0, 0, 0))) if below else None, gap=0), 1),
                   Badge(*line.mark) if line.mark else None, button, gap=12, margins=(0, 4, 4, 4)))
    made.setAccessibleName(", ".join(part for part in (line.title, line.mark[0] if line.mark else "", line.below) if part))
    return made
