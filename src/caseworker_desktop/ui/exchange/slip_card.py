"""The slip for the gate beside the hand-over."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.exchange.hand_over import Written
from caseworker_desktop.ui.exchange.slip import Carrier, Known, paper_wish, slip_lines
from caseworker_desktop.ui.exchange.sticks import Stick
from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.label import Elided, label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row, rule, scroll

WIDE = 388


class SlipCard(Card):
    """`print_wanted` (what the page of papers is asked for) once the package is written; `register_wanted` for the register of sticks."""

    print_wanted = Signal(object)
    register_wanted = Signal()

    def __init__(self, texts: Texts, carrier: Carrier, known: Known) -> None:
        say = texts.say
        self._texts, self._carrier, self._known = texts, carrier, known
        self._now: tuple[Stick, Written] | None = None
        self._lines: QVBoxLayout = column(gap=8)
        self._shown: list[tuple[str, str]] = []
        self.print = Button(say(message("exchange.slip.print")), icon="print", clicked=self._print)
        self.register = Button(say(message("exchange.slip.register")), "quiet", icon="usb", clicked=self._register)
        self.head = f"{carrier.device} · {texts.date(carrier.day)}"
        paper = Card(
            label(say(message("exchange.slip.title")), "h2"),
            label(self.head, "small"),
            4,
            rule(),
            4,
            self._lines,
            8,
            rule(soft=True),
            20,
            row(label(say(message("exchange.slip.checked")), "small"), (rule(), 1), gap=8),
            pad=(16, 12, 16, 24),
            inset=True,
        )
        super().__init__(
            row(label(say(message("exchange.slip.gate")), "h2"), ..., Badge(say(message("exchange.slip.no_clients")), "green", "check")),
            4,
            (scroll(box(column(paper, label(say(message("exchange.slip.officer")), "small", wrap=True), ..., gap=8))), 1),
            row((self.print, 1)),
            row(self.register, ...),
            pad=(16, 12, 16, 16),
        )
        self.setFixedWidth(WIDE)
        self.show_state(None, None)

    def show_state(self, stick: Stick | None, written: Written | None) -> None:
        """Fill in what is known."""
        clear(self._lines)
        known = self._known(stick.name) if stick is not None else None
        self._now = (stick, written) if stick is not None and written is not None else None
        self._shown = slip_lines(self._texts, self._carrier, stick, written, known)
        for name, value in self._shown:
            key = label(name, "small", width=112)
            self._lines.addWidget(box(row(key, (Elided(value, "smallt"), 1), gap=8)))
        self.print.setEnabled(written is not None)

    def lines(self) -> list[tuple[str, str]]:
        """Return what stands on the slip."""
        return self._shown

    def _print(self) -> None:
        if self._now is not None:
            stick, written = self._now
            self.print_wanted.emit(paper_wish(self._carrier, stick, written, self._known(stick.name)))

    def _register(self) -> None:
        self.register_wanted.emit()
