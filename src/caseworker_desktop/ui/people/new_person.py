"""The form of a new person; beside it, while one types, who it may be already."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QWidget

from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.changes import Changed, touches
from caseworker_desktop.ui.people.likely import LikelyCard
from caseworker_desktop.ui.people.new_presenter import RELEASE_KINDS, NewPersonPresenter, Typed, filled
from caseworker_desktop.ui.shell.page import Breadth, Navigator
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.date_field import DateField
from caseworker_desktop.ui.widgets.editors import Choice, LineEdit, tick
from caseworker_desktop.ui.widgets.field import Field
from caseworker_desktop.ui.widgets.label import label
from caseworker_desktop.ui.widgets.layout import PAGE_MARGINS, box, column, row, rule, scroll
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.people import Created

PAUSE_MS = 250
IDLE_MS = 2000


class NewPersonForm(QWidget):
    """`created` with the new person's id; `known_wanted` when one who is here already was chosen; `closed` when it was given up."""

    created = Signal(str)
    known_wanted = Signal(str)
    closed = Signal()

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        super().__init__()
        self.setObjectName("page")
        self._texts, self._navigator = texts, navigator
        self._presenter = NewPersonPresenter(desk, texts)
        self._saving = False
        today: Callable[[], date] = lambda: desk.worker.clock.now().date()  # noqa: E731 -- a short name for a long word
        self._make_fields(today)
        self.likely = LikelyCard(texts)
        self.save_button = Button(self._say("ui_people.save"), "primary", keys="Ctrl+Enter", clicked=self.save)
        self.cancel_button = Button(self._say("ui_people.cancel"), "plain", clicked=self._give_up)
        card = Card(
            label(self._say("ui_people.new_title"), "h2"), rule(), (scroll(self._sheet(), self._say("ui_people.new_title")), 1),
            row(label(self._say("ui_people.must_note"), "small"), ..., self.cancel_button, self.save_button), pad=(16, 12, 16, 16), gap=12,
        )
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._parts.setSpacing(12)
        self._parts.addWidget(card, 3)
        self._parts.addWidget(self.likely, 2)
        self.setLayout(column((self._parts, 1), margins=PAGE_MARGINS))
        self._pause, self._idle = _timer(self, PAUSE_MS, self._look), _timer(self, IDLE_MS, self.keep_draft)
        self._listen()

    # ---- for the screen that holds it ----------------------------------------------------------------------------------------------------
    def start(self) -> None:
        """Begin, with what was left in the form the last time."""
        self.institution_choice.set_options(self._presenter.institutions(), empty=self._say("ui_people.not_known"))
        self._show(self._presenter.draft() or Typed())
        self._look()
        self.given.setFocus()

    def typed(self) -> Typed:
        """Return what stands in the form."""
        return Typed(
            given_names=self.given.text(), family_name=self.family.text(), birth_date=self.birth.value(), sex=self.sex.value(), code=self.code.text(),
            scheme=self.scheme.value(), case_kind=self.case_kind.value(), case_number=self.number.text(), referral_source=self.source.value(),
            institution=self.institution_choice.value(), unit=self.unit.text(), status=self.status.value(),
            status_from=self.status_from.value(), release_date=self.release.value(),
            release_kind=self.release_kind.value() or "earliest", phone=self.phone.text(), consent=self.consent.isChecked())

    def save(self) -> bool:
        """Write the person; return whether the form took the wish."""
        typed = self.typed()
        if self._saving:
            return False
        if wrong := self._presenter.check(typed):
            self._errors(wrong)
            return True
        self._errors({})
        self._saving = True
        self._idle.stop()
        self._navigator.run(lambda progress: self._presenter.create(typed), self._written, self._failed)
        return True

    def keep_draft(self) -> None:
        """Save what was typed, at once, while the form is open."""
        if not self.isHidden() and not self._saving:
            self._idle.stop()
            self._presenter.keep(self.typed())

    def refresh(self, changed: Changed) -> None:
        """Institutions may have been renamed."""
        if touches(changed, ("institution",)) and not self.isHidden():
            self.institution_choice.set_options(self._presenter.institutions(), empty=self._say("ui_people.not_known"))

    def set_breadth(self, breadth: Breadth) -> None:
        """Below 1280 px the warning stands under the form."""
        wide = breadth == Breadth.WIDE
        self._parts.setStretch(0, 3 if wide else 5)
        self._parts.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    # ---- inside ---------------------------------------------------------------------------------------------------------------------------
    def _make_fields(self, today: Callable[[], date]) -> None:
        empty, options = self._say("ui_people.not_known"), self._presenter.options
        self.given, self.family, self.code, self.number, self.unit, self.phone = (LineEdit() for _ in range(6))
        self.sex = Choice(options("sexes"), empty=empty)
        self.scheme = Choice(options("person_code_schemes"), empty=self._say("ui_people.scheme_by_form"))
        self.source = Choice(options("referral_sources"), empty=empty)
        self.case_kind = Choice(options("case_kinds"), empty=self._say("ui_people.without_case"))
        self.institution_choice = Choice((), empty=empty)
        self.status = Choice(options("legal_statuses"), empty=empty)
        self.release_kind = Choice(options("release_date_kinds", RELEASE_KINDS))
        name = self._texts.label
        born = name("person", "birth_date")
        self.birth = DateField(born, self._texts, today, partly=True, past=True, hint=self._say("ui_people.birth_hint"))
        self.status_from = DateField(self._say("ui_people.status_from"), self._texts, today, past=True)
        self.release = DateField(self._say("ui_people.release_date"), self._texts, today)
        self.consent = tick(self._say("ui_people.consent_today"))
        self.fields = {
            "given_names": Field(name("person", "given_names"), self.given, must=True),
            "family_name": Field(name("person", "family_name"), self.family, must=True),
            "code": Field(self._say("ui_people.code"), self.code), "scheme": Field(name("person_code", "scheme"), self.scheme),
            "birth_date": self.birth, "sex": Field(name("person", "sex"), self.sex), "phone": Field(name("person", "phone"), self.phone),
            "case_kind": Field(self._say("ui_people.case_kind"), self.case_kind), "case_number": Field(self._say("ui_people.case"), self.number),
            "referral_source": Field(name("case", "referral_source"), self.source),
            "institution": Field(name("stay", "institution"), self.institution_choice), "unit": Field(name("stay", "unit"), self.unit),
            "status": Field(name("legal_status", "status"), self.status), "status_from": self.status_from,
            "release_date": self.release, "release_kind": Field(self._say("ui_people.release_kind"), self.release_kind),
        }

    def _sheet(self) -> QWidget:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(12)
        for at, (name, beside) in enumerate((
            ("given_names", "family_name"), ("code", "scheme"), ("birth_date", "sex"), ("institution", "unit"), ("status", "status_from"),
            ("release_date", "release_kind"), ("case_kind", "case_number"), ("referral_source", "phone"),
        )):
            grid.addWidget(self.fields[name], at, 0)
            if beside:
                grid.addWidget(self.fields[beside], at, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return box(column(grid, self.consent, ..., gap=12, margins=(0, 0, 8, 0)))

    def _listen(self) -> None:
        lines = (self.given, self.family, self.code, self.number, self.unit, self.phone, self.birth.date, self.status_from.date, self.release.date)
        for line in lines:
            line.textEdited.connect(self._touched)
            line.left.connect(self._left)
        for choice in (self.sex, self.scheme, self.source, self.case_kind, self.institution_choice, self.status, self.release_kind):
            choice.chosen_changed.connect(self._touched)
        self.consent.toggled.connect(self._touched)
        self.likely.opened.connect(self._open_known)
        self.code.left.connect(self._fill)

    def _touched(self, *_: object) -> None:
        self._pause.start()
        self._idle.start()

    def _left(self) -> None:
        if self._idle.isActive():
            self.keep_draft()

    def _look(self) -> None:
        self._pause.stop()
        typed = self.typed()
        self.fields["code"].set_hint(self._presenter.code_hint(typed, self._presenter.facts(typed)))
        self.likely.show_likely(self._presenter.likely(typed))

    def _fill(self) -> None:
        """The code tells birth date and sex where nobody typed them."""
        typed = self.typed()
        new = filled(typed, self._presenter.facts(typed))
        if new:
            self._show(replace(typed, **new))
            self._look()

    def _show(self, typed: Typed) -> None:
        for line, text in (
            (self.given, typed.given_names), (self.family, typed.family_name), (self.code, typed.code), (self.number, typed.case_number),
            (self.unit, typed.unit), (self.phone, typed.phone),
        ):
            if line.text() != text:
                line.setText(text)
        for field, day in ((self.birth, typed.birth_date), (self.status_from, typed.status_from), (self.release, typed.release_date)):
            if day is not None and field.value() != day:
                field.set_value(day)
        for choice, code in (
            (self.sex, typed.sex), (self.scheme, typed.scheme), (self.source, typed.referral_source), (self.case_kind, typed.case_kind),
            (self.institution_choice, typed.institution),
            (self.status, typed.status), (self.release_kind, typed.release_kind),
        ):
            choice.choose(code)
        self.consent.blockSignals(True)
        self.consent.setChecked(typed.consent)
        self.consent.blockSignals(False)

    def _errors(self, wrong: dict[str, str]) -> None:
        for name, field in self.fields.items():
            field.set_error(wrong.get(name))
        first = next((name for name in self.fields if name in wrong), None)
        if first is not None:
            editor = self.fields[first].editor
            editor.setFocus()

    def _written(self, done: Created) -> None:
        self._saving = False
        self._show(Typed())
        self._navigator.announce(done.written.records)
        self._navigator.toast(self._presenter.said(done))
        self.created.emit(done.person)

    def _failed(self, error: Exception) -> None:
        self._saving = False
        self.keep_draft()
        if isinstance(error, LineRefused):
            name, sentence = self._presenter.refused(error)
            self._errors({name: sentence})
            if name in self.fields:
                return
        self._navigator.problem(error)

    def _open_known(self, person: str) -> None:
        self._presenter.forget()
        self._show(Typed())
        self.known_wanted.emit(person)

    def _give_up(self) -> None:
        kept = self.typed()
        self._idle.stop()
        self._presenter.forget()
        self._show(Typed())
        self.closed.emit()
        if kept != Typed():
            self._navigator.toast(self._say("ui_people.given_up"), lambda: self._presenter.keep(kept))

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))


def _timer(parent: QWidget, pause: int, act: Callable[[], object]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(pause)
    timer.timeout.connect(lambda: act())
    return timer
