"""Tabs of which only so many are shown as there is room for; the others stand in a menu at the end and are reached by arrows too."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLayout, QPushButton, QWidget

from caseworker_desktop.ui.theme.fonts import font
from caseworker_desktop.ui.theme.theme import current, square
from caseworker_desktop.ui.widgets.button import bold_width
from caseworker_desktop.ui.widgets.layout import row
from caseworker_desktop.ui.widgets.offers import Offers

GAP, ROOM, ARROW = 8, 6, 20
#: The least room of the last button: a picture alone.
LEAST = 32
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1}


class _Tab(QPushButton):
    """A tab; its bar moves the focus."""

    def __init__(self, bar: MoreTabs, text: str) -> None:
        super().__init__(text)
        self._bar = bar
        self.setProperty("kind", "tab")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.say(text)

    def say(self, text: str) -> None:
        """Show other words."""
        self.setText(text)
        self.setAccessibleName(text)
        self.setMinimumWidth(self.room())

    def room(self) -> int:
        """Return how wide it is when it is chosen."""
        return bold_width(self.text(), "h3") + ROOM

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self is self._bar.more and self._bar.offers.takes(event):
            return
        step = _STEPS.get(Qt.Key(event.key())) or (1 if event.key() == Qt.Key.Key_Down and self is not self._bar.more else None)
        if step is not None:
            self._bar.step(step)
        elif self is self._bar.more and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._bar.open_menu()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._bar.offers.hide()


class MoreTabs(QWidget):
    """`chosen_changed` when a person chose another tab. The bar is one Tab stop: Left and Right go through all tabs, Home and End to the ends.

    The last button, `more`, names the chosen tab when it is one of those that stand in its menu. The first `pinned` tabs stay: where room is
    short that button's words are cut, down to a picture, before one of them goes.
    """

    chosen_changed = Signal()
    #: Told when tabs went into the menu or came out of it.
    crowded_changed = Signal(bool)

    def __init__(self, name: str, options: Sequence[tuple[str, str]], more: str, *, pinned: int = 0) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.setAccessibleName(name)
        self._more_words, self._pinned = more, pinned
        self._cut: int | None = None
        self._codes = [code for code, _ in options]
        self._tabs = {code: _Tab(self, text) for code, text in options}
        self._chosen = self._codes[0]
        self._hidden: list[str] = []
        self.more = _Tab(self, more)
        self.more.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.more.clicked.connect(lambda *_: self.open_menu())
        line = row(gap=GAP)
        for code, tab in self._tabs.items():
            line.addWidget(tab)
            tab.clicked.connect(lambda *_, code=code: self._choose(code))
        line.addWidget(self.more)
        line.addStretch()
        line.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # it gives way to whatever room there is
        self.setLayout(line)
        self.offers = Offers(self.more, more)
        self.offers.taken.connect(lambda row: self._from_menu(self._hidden[row]))
        self._fit(1 << 16)

    # ---- for the page that holds it -------------------------------------------------------------------------------------------------------
    def value(self) -> str:
        """Return the chosen tab."""
        return self._chosen

    def choose(self, code: str) -> None:
        """Choose a tab silently. Raises KeyError for one that is none."""
        self._tabs[code]
        self._chosen = code
        self._fit(self.width())

    def say(self, code: str, text: str) -> None:
        """Set the words of one tab (its number has changed)."""
        if self._tabs[code].text() != text:
            self._tabs[code].say(text)
            self._fit(self.width())

    def hidden(self) -> tuple[str, ...]:
        """Return the tabs that stand in the menu."""
        return tuple(self._hidden)

    def buttons(self) -> Sequence[QPushButton]:
        """Return all tabs in their order."""
        return tuple(self._tabs.values())

    def take_focus(self) -> None:
        """Give the focus to the chosen tab."""
        self._stop().setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, by: int) -> None:
        """Choose the tab before or after this one, also one of the menu, and keep the focus on it."""
        self._choose(self._codes[(self._codes.index(self._chosen) + by) % len(self._codes)])
        self._stop().setFocus(Qt.FocusReason.TabFocusReason)

    def open_menu(self) -> None:
        """Offer the tabs for which there is no room."""
        if self.offers.is_open():
            self.offers.hide()
            return
        words = [self._tabs[code].text() for code in self._hidden]
        marked = self._hidden.index(self._chosen) if self._chosen in self._hidden else 0
        self.more.setFocus(Qt.FocusReason.OtherFocusReason)
        self.offers.offer(words, marked, least=max((bold_width(each, "h3") for each in words), default=0) + 48)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        return QSize(self._needed(self._codes), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(event.size().width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
        if (at := ends.get(Qt.Key(event.key()))) is not None:
            self._choose(self._codes[at])
            self.take_focus()
        else:
            super().keyPressEvent(event)

    # ---- inside ---------------------------------------------------------------------------------------------------------------------------
    def _from_menu(self, code: str) -> None:
        self._choose(code)
        self.more.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, code: str) -> None:
        changed, self._chosen = code != self._chosen, code
        self._fit(self.width())
        if changed:
            self.chosen_changed.emit()

    def _needed(self, codes: Sequence[str]) -> int:
        return sum(self._tabs[code].room() for code in codes) + GAP * max(len(codes) - 1, 0)

    def _fit(self, width: int) -> None:
        self.offers.hide()
        was_crowded = bool(self._hidden)
        kept, self._cut = self._shown(width)
        self._hidden = [code for code in self._codes if code not in kept]
        for code, tab in self._tabs.items():
            tab.setVisible(code in kept)
        self.more.setVisible(bool(self._hidden))
        self._mark()
        if was_crowded != bool(self._hidden):
            self.crowded_changed.emit(bool(self._hidden))

    def _shown(self, width: int) -> tuple[list[str], int | None]:
        """Return the tabs for which there is room, and how wide the last button may be where its words must be cut (None: as it needs)."""
        kept = list(self._codes)
        if self._needed(kept) <= width:
            return kept, None
        while len(kept) > max(self._pinned, 1):
            kept.pop()
            if self._needed(kept) + GAP + self._last(kept) <= width:
                return kept, None
        while True:
            left = width - self._needed(kept) - GAP
            if left >= LEAST or len(kept) == 1:
                return kept, max(left, LEAST) if left < self._last(kept) else None
            kept.pop()

    def _last(self, kept: Sequence[str]) -> int:
        """Return the room that the last button needs: it bears the chosen tab's name only when that one is not among the shown."""
        words = self._more_words if self._chosen in kept else self._tabs[self._chosen].text()
        return bold_width(words, "h3") + ROOM + ARROW

    def _mark(self) -> None:
        inside = self._chosen in self._hidden
        words = self._tabs[self._chosen].text() if inside else self._more_words
        shown = words
        if self._cut is not None:
            room = self._cut - ROOM - ARROW
            shown = QFontMetrics(font("h3")).elidedText(words, Qt.TextElideMode.ElideRight, room) if inside and room > LEAST else ""
        self.more.say(shown)
        self.more.setAccessibleName(words)
        self.more.setToolTip(words if shown != words else "")
        self.more.setMinimumWidth(self.more.room() + (ARROW if shown else LEAST - ROOM))
        size = 14 if shown else 20
        self.more.setIconSize(square(size))
        self.more.setIcon(current().icon("down" if shown else "more", "accent_d" if inside else "text", size))
        self.more.setChecked(inside)
        for code, tab in self._tabs.items():
            tab.setChecked(code == self._chosen)
        stop = self._stop()
        for tab in (*self._tabs.values(), self.more):
            tab.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tab is stop else Qt.FocusPolicy.ClickFocus)

    def _stop(self) -> _Tab:
        return self.more if self._chosen in self._hidden else self._tabs[self._chosen]
