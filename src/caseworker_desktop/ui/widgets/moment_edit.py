"""A day and an hour in one field: what happened when, to the minute."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.widgets.date_field import DateEdit
from caseworker_desktop.ui.widgets.editors import LineEdit
from caseworker_desktop.ui.widgets.layout import row

_TYPED = re.compile(r"(\d{1,2})[:. ]?(\d{2})?")


class MomentEdit(QWidget):
    """`value()` is RFC 3339 text in the worker's zone, empty, or None when day or hour cannot be read; a day without an hour means noon."""

    value_changed = Signal()
    left = Signal()

    def __init__(self, texts: Texts, now: Callable[[], datetime], *, hour_name: str) -> None:
        super().__init__()
        self._texts, self._now = texts, now
        today: Callable[[], date] = lambda: now().date()  # noqa: E731 -- a short name for a long word
        self.setObjectName("clear")
        self.day = DateEdit(texts, today)
        self.hour = LineEdit(name=hour_name, placeholder=texts.time("2026-01-01T14:20:00"))
        self.hour.setFixedWidth(84)
        self.setLayout(row((self.day, 1), self.hour))
        self.setFocusProxy(self.day)
        for line in (self.day, self.hour):
            line.textEdited.connect(lambda _: self.value_changed.emit())
            line.left.connect(self.left)

    def value(self) -> str | None:
        """Return the moment."""
        day, hour = self.day.value(), self.hour.text().strip()
        if not day:
            return day if day is None or not hour else None
        found = _TYPED.fullmatch(hour or "12:00")
        if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
            return None
        naive = datetime.fromisoformat(f"{day}T{int(found[1]):02}:{int(found[2] or 0):02}:00")
        return naive.replace(tzinfo=self._now().tzinfo).isoformat()

    def set_value(self, moment: str | None) -> None:
        """Show a moment silently."""
        self.day.set_value(datetime.fromisoformat(moment).astimezone(self._now().tzinfo).date().isoformat() if moment else None)
        self.hour.setText(self._texts.time(moment) if moment else "")

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.day.setAccessibleName(name)

    def set_read_only(self, read_only: bool) -> None:
        """Forbid or allow typing."""
        self.day.setReadOnly(read_only)
        self.hour.setReadOnly(read_only)
