"""The panel beside the register: the meeting and the person at the cursor, minutes, reasons, the unnamed, lost time."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.groups.register import KEYS, LOOKS, Aside, RegisterPresenter
from caseworker_desktop.ui.widgets.avatar import Avatar
from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.editors import Choice, LineEdit
from caseworker_desktop.ui.widgets.field import Field
from caseworker_desktop.ui.widgets.label import Elided, Glyph, key_hint, label
from caseworker_desktop.ui.widgets.layout import NO_MARGINS, box, column, row, rule, scroll

SIDE = 312


class MarkPanel(Card):
    """Tells what was typed when a field is left (`lost_told`: minutes and reason), and which of its buttons was pressed.

    `back_wanted`: Enter, back to the register.
    """

    minutes_told = Signal(int)
    reason_told = Signal(object)
    unnamed_told = Signal(int)
    lost_told = Signal(int, object)
    rest_wanted = Signal()
    finish_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, presenter: RegisterPresenter, texts: Texts) -> None:
        self._texts = texts
        self._shown: Aside | None = None
        self._title, self._badge, self._below = label("", "h2"), Badge(" ", "grey"), label("", "small", wrap=True)
        self._avatar, self._name, self._unit = Avatar(" ", 36, chosen=True), Elided("", "h3"), label("", "small")
        self.minutes = Field(self._say("ui_groups.minutes_there"), LineEdit())
        self.of = Field(self._say("ui_groups.minutes_of"), LineEdit(read_only=True))
        self.reason = Field(self._say("ui_groups.reason"), Choice(presenter.reasons("absence_reasons"), empty=self._say("ui_groups.reason_none")))
        self.unnamed = LineEdit(name=self._say("ui_groups.row_unnamed"))
        self.less = Button("", "plain", icon="minus", name=self._say("ui_groups.one_less"), clicked=lambda: self._add(-1))
        self.more = Button("", "plain", icon="plus", name=self._say("ui_groups.one_more"), clicked=lambda: self._add(1))
        self.lost = Field(self._say("ui_groups.lost_minutes"), LineEdit())
        self.lost_reason = Field(self._say("ui_groups.lost_why"), Choice(presenter.reasons("lost_reasons"), empty="–"))
        self.rest = Button("", "plain", icon="check", keys="Ctrl+D", clicked=self._rest)
        self.finish = Button(self._say("ui_groups.finish"), "primary", keys="Ctrl+Enter", clicked=self._finish)
        self._keys = self._legend(presenter)
        super().__init__(*self._parts(), pad=(16, 12, 16, 16))
        self._listen()

    def show_aside(self, aside: Aside | None) -> None:
        """Show what is at the cursor; what is being typed in a field that has the focus stays."""
        self.setEnabled(aside is not None)
        if aside is None:
            self._shown = None
            return
        before, self._shown = self._shown, aside
        moved = before is None or (before.title, before.person) != (aside.title, aside.person)
        self._title.setText(aside.title)
        self._badge.say(aside.badge[0], aside.badge[1])
        self._below.setText(aside.below)
        self._avatar.show_name(aside.person or " ", chosen=True)
        self._name.set_whole(aside.person)
        self._unit.setText(aside.unit)
        self._unit.setVisible(bool(aside.unit))
        for target, value in (
            (self._line(self.minutes), aside.minutes), (self._line(self.of), aside.of), (self.unnamed, str(aside.unnamed)),
            (self._line(self.lost), aside.lost),
        ):
            if moved or not target.hasFocus():
                with QSignalBlocker(target):
                    target.setText(value)
        self._choice(self.reason).choose(aside.reason)
        self._choice(self.lost_reason).choose(aside.lost_reason)
        for field in (self.minutes, self.lost, self.lost_reason):
            field.set_error(None)
        self._enable(aside)

    def set_error(self, field: str, sentence: str) -> bool:
        """Show a refusal at its field; False when that is not here."""
        target = {"minutes": self.minutes, "reason": self.lost_reason, "planned_minutes": self.lost}.get(field)
        if target is not None:
            target.set_error(sentence)
        return target is not None

    def take_focus(self) -> None:
        """Go to the minutes of the person, or to the reason of one who was not there."""
        target: QWidget = self._line(self.minutes) if self._line(self.minutes).isEnabled() else self._choice(self.reason)
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(target, LineEdit):
            target.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.back_wanted.emit()
        else:
            super().keyPressEvent(event)

    # ---- inside -----------------------------------------------------------------------------------------------------------------------------
    def _parts(self) -> tuple[QWidget, ...]:
        self.unnamed.setFixedWidth(56)
        self.unnamed.setMaxLength(6)
        for field in (self.minutes, self.of, self.lost):
            self._line(field).setMaxLength(4)
        head = box(column(row(self._title, ..., self._badge), self._below, gap=4))
        who = box(row(self._avatar, (box(column(self._name, self._unit, gap=0)), 1), gap=12))
        unnamed = box(row(label(self._say("ui_groups.row_unnamed"), "smallb"), ..., self.less, self.unnamed, self.more, gap=4))
        hint = row(Glyph("info", "text3", 14), (label(self._say("ui_groups.keys_hint"), "small", wrap=True), 1), gap=4)
        lost = row((self.lost, 1), (self.lost_reason, 2))
        inner = box(column(
            who, self._keys, row((self.minutes, 1), (self.of, 1)), self.reason, rule(soft=True), unnamed,
            label(self._say("ui_groups.unnamed_hint"), "small", wrap=True), rule(soft=True), lost, hint, ..., gap=10, margins=(0, 0, 2, 0)))
        inner.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        area = scroll(inner, self._say("ui_groups.marking"))
        area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        return head, rule(soft=True), area, self.rest, self.finish

    def _legend(self, presenter: RegisterPresenter) -> QWidget:
        """Return the keys with what each marks, two beside each other."""
        lay = QGridLayout()
        lay.setContentsMargins(*NO_MARGINS)
        lay.setHorizontalSpacing(12)
        lay.setVerticalSpacing(8)
        for at, (letter, status) in enumerate(KEYS.items()):
            icon, tone = LOOKS[status]
            hint = key_hint(letter)
            hint.setFixedWidth(24)
            hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
            alone = at == len(KEYS) - 1
            lay.addLayout(row(hint, Badge(presenter.status(status), tone, icon), ..., gap=4), at // 2, at % 2, 1, 2 if alone else 1)
        return box(lay)

    def _listen(self) -> None:
        self._line(self.minutes).left.connect(self._minutes_left)
        self._choice(self.reason).chosen_changed.connect(lambda: self.reason_told.emit(self._choice(self.reason).value()))
        self.unnamed.left.connect(self._unnamed_left)
        self._line(self.lost).left.connect(self._lost_left)
        self._choice(self.lost_reason).chosen_changed.connect(self._lost_left)

    def _enable(self, aside: Aside) -> None:
        there = bool(aside.minutes)
        self.minutes.setEnabled(aside.open and there)
        self.reason.setEnabled(aside.open and not aside.present and bool(aside.person))
        may = aside.open or bool(aside.lost_reason)
        for part in (self.unnamed, self.less, self.more):
            part.setEnabled(aside.open)
        self.lost.setEnabled(may)
        self.lost_reason.setEnabled(may)
        self.rest.set_words(self._texts.say(message("ui_groups.rest", count=aside.left)))
        self.rest.setEnabled(aside.open and aside.left > 0)
        self.finish.setEnabled(aside.open)

    def _minutes_left(self) -> None:
        typed = self._line(self.minutes).text().strip()
        if self._shown is None or typed == self._shown.minutes or not self.minutes.isEnabled():
            return
        if typed.isdigit() and int(typed) <= int(self._shown.of or 0):
            self.minutes_told.emit(int(typed))
        else:
            self.minutes.set_error(self._texts.say(message("groups.minutes_wrong", most=self._shown.of)))

    def _unnamed_left(self) -> None:
        typed = self.unnamed.text().strip() or "0"
        if self._shown is not None and typed.isdigit() and int(typed) != self._shown.unnamed:
            self.unnamed_told.emit(int(typed))

    def _add(self, by: int) -> None:
        typed = self.unnamed.text().strip()
        self.unnamed.setText(str(max(int(typed) + by if typed.isdigit() else by, 0)))
        self._unnamed_left()

    def _lost_left(self) -> None:
        typed, reason = self._line(self.lost).text().strip() or "0", self._choice(self.lost_reason).value()
        if self._shown is None or not self.lost.isEnabled() or (typed, reason) == (self._shown.lost or "0", self._shown.lost_reason):
            return
        if not typed.isdigit():
            self.lost.set_error(self._texts.say(message("groups.minutes_wrong", most=self._shown.of)))
        elif int(typed) and reason is None:
            self.lost_reason.set_error(self._texts.say(message("groups.reason_missing")))
        elif int(typed) or self._shown.lost:
            self.lost_told.emit(int(typed), reason)

    def _rest(self) -> None:
        self.rest_wanted.emit()  # not handed over itself: a signal is bound only when its object is made

    def _finish(self) -> None:
        self.finish_wanted.emit()

    def _line(self, field: Field) -> LineEdit:
        assert isinstance(field.editor, LineEdit)
        return field.editor

    def _choice(self, field: Field) -> Choice:
        assert isinstance(field.editor, Choice)
        return field.editor

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
