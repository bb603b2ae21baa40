"""What a check or an import found: numbers, refused rows, warnings, rows left out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedWidget, QWidget

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.intake.presenter import State
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.chips import Tabs
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.label import label, stat
from caseworker_desktop.ui.widgets.layout import column, row, rule
from caseworker_desktop.ui.widgets.table import Column, Table, TableModel
from caseworker_desktop.usecases.intake_words import Told

REFUSED, WARNED, IGNORED = "refused", "warned", "ignored"
_EMPTY = {REFUSED: message("ui_intake.none_refused"), WARNED: message("ui_intake.none_warned"), IGNORED: message("ui_intake.none_ignored")}
_TABS = {REFUSED: message("ui_intake.tab_refused"), WARNED: message("ui_intake.tab_warned"), IGNORED: message("ui_intake.tab_ignored")}


class Findings(QWidget):
    """Tabs over three tables."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._texts = texts
        say = texts.say
        self.tabs = Tabs(say(message("ui_intake.findings")), [(code, say(words)) for code, words in _TABS.items()])
        self._stack = QStackedWidget()
        self._models: dict[str, TableModel[Told]] = {}
        self._pages: dict[str, tuple[QWidget, QWidget]] = {}
        for code, words in _TABS.items():
            model: TableModel[Told] = TableModel(self._columns(code))
            table, nothing = Table(say(words), model), Empty("ok", say(_EMPTY[code]))
            self._models[code], self._pages[code] = model, (table, nothing)
            self._stack.addWidget(table)
            self._stack.addWidget(nothing)
        self.tabs.chosen_changed.connect(self._show)
        self.setLayout(column(self.tabs, rule(), (self._stack, 1), gap=4))

    def show_state(self, state: State) -> None:
        """Show what was found; the tab with something to do comes to the front."""
        told: dict[str, Sequence[Told]] = {REFUSED: state.refused, WARNED: state.warned, IGNORED: state.ignored}
        for code, rows in told.items():
            self._models[code].replace(rows)
            self.tabs.say(code, f"{self._texts.say(_TABS[code])}  {self._texts.number(len(rows))}")
        self.tabs.choose([REFUSED if state.refused else WARNED if state.warned else IGNORED])
        self._show()

    def _show(self) -> None:
        table, nothing = self._pages[self.tabs.value()]
        self._stack.setCurrentWidget(table if self._models[self.tabs.value()].rowCount() else nothing)

    def _columns(self, code: str) -> list[Column[Told]]:
        say, number = self._texts.say, self._texts.number
        columns: list[Column[Told]] = [
            Column(say(message("ui_intake.sheet")), lambda one: one.sheet, width=150),
            Column(say(message("ui_intake.row")), lambda one: number(one.row), number=True, width=72),
        ]
        if code != IGNORED:
            columns.append(Column(say(message("ui_intake.field")), lambda one: say(one.field) if one.field is not None else "", width=190))
        columns.append(Column(say(message("ui_intake.why")), lambda one: f"{say(one.why)}: {one.note}" if one.note else say(one.why), stretch=True))
        return columns


def numbers(texts: Texts, state: State, *, done: bool) -> QWidget:
    """Return the numbers of a check or an import in one line."""
    told, say, number = state.result, texts.say, texts.number
    cells: list[tuple[str, Message, str | None]] = [
        (number(told.rows), message("ui_intake.rows", count=told.rows), None),
        (number(told.accepted), message("ui_intake.taken" if done else "ui_intake.will_be_taken"), "green"),
        (number(len(told.refused)), message("ui_intake.refused_rows"), "red" if told.refused else None),
    ]
    if told.persons:
        cells.append((number(told.persons), message("ui_intake.persons", count=told.persons), None))
    if told.partners:
        cells.append((number(told.partners), message("ui_intake.partners", count=told.partners), None))
    line = row(gap=20)
    for at, (value, words, tone) in enumerate(cells):
        if at:
            line.addWidget(rule(upright=True))
        line.addWidget(stat(value, say(words), tone=tone))
    line.addStretch()
    made = [f"{texts.kind(kind)}: {number(count)}" for kind, count in sorted(told.created.items())]
    changed = [f"{texts.kind(kind)}: {number(count)}" for kind, count in sorted(told.changed.items())]
    from_words = []
    if made:
        from_words.append(say(message("ui_intake.created", what=", ".join(made))))
    if changed:
        from_words.append(say(message("ui_intake.changed", what=", ".join(changed))))
    return Card(line, *([label("  ·  ".join(from_words), "small", wrap=True)] if from_words else []), inset=True, pad=(16, 8, 16, 12))

