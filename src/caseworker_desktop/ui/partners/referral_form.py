"""The form of a new referral, beside the register: another row means another partner."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.partners.referral_presenter import ReferralForm, ReferralPresenter
from caseworker_desktop.ui.shell.page import Navigator
from caseworker_desktop.ui.widgets.avatar import Avatar
from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.banner import Banner
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.date_field import DateField
from caseworker_desktop.ui.widgets.editors import Choice, LineEdit, TextEdit
from caseworker_desktop.ui.widgets.field import Field
from caseworker_desktop.ui.widgets.label import Elided, Glyph, label
from caseworker_desktop.ui.widgets.layout import box, clear, column, row, rule, scroll
from caseworker_desktop.ui.widgets.pick import Pick, PickSeveral
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.intent import Written

IDLE_MS = 2000
_RIGHT = (0, 0, 8, 0)


class ReferralPanel(QWidget):
    """`sent` with the referral's id after it was written; `closed` when the form is left; `contacts_wanted` to print how to reach the partner."""

    sent = Signal(str)
    closed = Signal()
    contacts_wanted = Signal()

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._desk, self._texts, self._navigator = desk, texts, navigator
        self._presenter = ReferralPresenter(desk, texts)
        self._saving = self._showing = False
        today: Callable[[], date] = lambda: desk.worker.clock.now().date()  # noqa: E731 -- a short name for a long word
        self._badge = Badge(self._say("ui_partners.draft"), "grey", "draft")
        self._face = row()
        self._name, self._below = Elided("", "h3"), Elided("", "small")
        self.person = Pick(self._presenter.offers, self._presenter.name_of, name=self._say("ui_partners.person"),
                           placeholder=self._say("ui_partners.person_placeholder"))
        self.person_field = Field(self._say("ui_partners.person"), self.person)
        self.change = Button(self._say("ui_partners.change"), "quiet", clicked=self._other_person)
        self.partner = LineEdit(read_only=True)
        self.partner_field = Field(self._say("ui_partners.to_whom"), self.partner)
        self.service = Choice(name=self._say("ui_partners.service"))
        self.service_field = Field(self._say("ui_partners.service"), self.service)
        self.on = DateField(self._say("ui_partners.from_day"), texts, today)
        self.reasons = PickSeveral(
            self._presenter.reasons, self._presenter.reason_name, name=self._say("ui_partners.reasons"),
            placeholder=self._say("ui_partners.reasons_placeholder"),
            take_out=lambda words: texts.say(message("ui_partners.take_out", name=words)))
        self.reasons_field = Field(self._say("ui_partners.reasons"), self.reasons)
        self.why = TextEdit(name=self._say("ui_partners.why"), lines=2)
        self.why_field = Field(self._say("ui_partners.why"), self.why)
        self.banner = Banner("red", self._say("ui_partners.no_consent"), self._say("ui_partners.no_consent_text"), icon="shield")
        self.consent = Button(self._say("ui_partners.get_consent"), "plain", icon="pen", clicked=self._to_consents)
        self.contacts = Button(self._say("ui_partners.print_contacts"), "plain", clicked=self.contacts_wanted.emit)
        self.send_button = Button(self._say("ui_partners.send"), "primary", clicked=self.save)
        self.close_button = Button(self._say("ui_partners.close"), "plain", clicked=self.leave)
        self._hint, self._draft = label("", "small", wrap=True), label("", "small")
        self._lay()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(IDLE_MS)
        self._timer.timeout.connect(self.keep_draft)
        self._listen()

    # ---- for the page that holds it --------------------------------------------------------------------------------------------------------
    def start(self, person: str | None, partner: str | None, need: str | None = None) -> None:
        """Begin a referral of a person (None: to be chosen) to a partner (None: to be chosen in the register)."""
        self.keep_draft()
        form, words = self._presenter.take_person(person, need)
        self._presenter.take_partner(partner or (self._presenter.draft_partner(person) if person else None))
        self._show(form, words)

    def take_partner(self, partner: str) -> None:
        """Take another partner; what was typed stays."""
        form = self.form()
        self._presenter.take_partner(partner)
        self._show(form, self._draft.text())
        self._timer.start()

    def person_id(self) -> str | None:
        """Return who is taken up."""
        return self._presenter.person()

    def partner_id(self) -> str | None:
        """Return the partner that was taken."""
        return self._presenter.partner

    def form(self) -> ReferralForm:
        """Return what stands in the form."""
        return ReferralForm(self.service.value(), self.on.value(), self.reasons.chosen(), self.why.toPlainText())

    def take_focus(self) -> None:
        """Put the cursor where a person will write first."""
        target: QWidget = self.person if self._presenter.person() is None else self.service
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keep_draft(self) -> None:
        """Save what was typed, at once."""
        self._timer.stop()
        if not self._saving and self._presenter.person() is not None:
            self._draft.setText(self._presenter.keep(self.form()))

    def redraw(self) -> None:
        """Look again whether a consent is there; what was typed stays."""
        self._show(self.form(), self._draft.text())

    def save(self) -> bool:
        """Send the referral; return whether there was one to send."""
        form = self.form()
        if self._saving or not self._presenter.gate(form).ready:
            return False
        wrong = self._presenter.check(form)
        self._errors(*(wrong or ("", "")))
        if wrong is not None:
            return True
        self._timer.stop()
        self._saving = True
        self._navigator.run(lambda progress: self._presenter.send(form), self._written, self._failed)
        return True

    def leave(self) -> None:
        """Leave the form; what was typed stays as a draft."""
        self.keep_draft()
        self.closed.emit()

    # ---- inside -------------------------------------------------------------------------------------------------------------------------------
    def _lay(self) -> None:
        gets = [row(Glyph("check", "green", 14), (label(self._say("ui_partners.partner_gets"), "smallt", wrap=True), 1), gap=8),
                row(Glyph("x", "red", 14), (label(self._say("ui_partners.partner_gets_not"), "smallt", wrap=True), 1), gap=8)]
        self.why_field.setMaximumHeight(92)
        self.on.setFixedWidth(112)
        self._gate = box(column(self.banner, row(self.consent, self.contacts, ..., gap=8), gap=8))
        self._who = box(row(self._face, (column(self._name, self._below, gap=0), 1), self.change, gap=12))
        body = box(column(
            self._who, self.person_field, rule(), self.partner_field, row((self.service_field, 1), self.on), self.reasons_field,
            self.why_field, self._gate, 4, label(self._say("ui_partners.partner_gets_only"), "smallb"), *gets, ..., gap=8, margins=(0, 0, 8, 0)))
        foot = box(column(self._draft, row((self.send_button, 1), self.close_button), self._hint, gap=4, margins=_RIGHT))
        self.setLayout(column(
            row(label(self._say("ui_partners.new_referral"), "h2"), ..., self._badge, margins=_RIGHT),
            (scroll(body, self._say("ui_partners.new_referral")), 1), foot,
            gap=8))

    def _listen(self) -> None:
        self.person.chosen_changed.connect(self._person_chosen)
        self.service.chosen_changed.connect(self._typed)
        self.on.date.textEdited.connect(self._typed)
        self.reasons.chosen_changed.connect(self._typed)
        self.why.textChanged.connect(self._typed)
        for part in (self.on.date, self.why, self.reasons, self.service):
            part.left.connect(self._left)

    def _show(self, form: ReferralForm, words: str) -> None:
        self._showing = True
        person = self._presenter.person()
        clear(self._face)
        if person is not None:
            self._face.addWidget(Avatar(self._presenter.name(), 36, chosen=True))
            self._name.set_whole(self._presenter.name())
            self._below.set_whole(self._presenter.below())
        self._who.setVisible(person is not None)
        self.person_field.setVisible(person is None)
        self.partner.setText(self._presenter.partner_name() or self._say("ui_partners.choose_partner"))
        self.partner.setCursorPosition(0)
        self.service.set_options(self._presenter.services(), empty=self._say("ui_partners.choose"))
        self.service.choose(form.service)
        self.on.set_value(form.on)
        self.reasons.choose(form.reasons)
        if self.why.toPlainText() != form.reason_text:
            self.why.setPlainText(form.reason_text)
        self._draft.setText(words)
        self._draft.setVisible(bool(words))
        self._errors("", "")
        self._showing = False
        self._guard()

    def _guard(self) -> None:
        gate = self._presenter.gate(self.form())
        self.send_button.setEnabled(gate.ready and not self._saving)
        self._gate.setVisible(gate.consent_missing)
        self.contacts.setEnabled(self._presenter.partner is not None)
        self._hint.setText(gate.hint)
        self._hint.setVisible(bool(gate.hint))

    def _typed(self, *_: object) -> None:
        if not self._showing:
            self._guard()
            self._timer.start()

    def _left(self) -> None:
        if self._timer.isActive():
            self.keep_draft()

    def _person_chosen(self) -> None:
        person = self.person.value()
        if person:
            kept, partner = self.form(), self._presenter.partner
            form, words = self._presenter.take_person(person)
            self._presenter.take_partner(partner or self._presenter.draft_partner(person))
            self._show(form if words else kept, words)
            self.service.setFocus()

    def _other_person(self) -> None:
        self.keep_draft()
        form = self.form()
        self._presenter.take_person(None)
        self.person.choose(None)
        self._show(form, "")
        self.person.setFocus()

    def _to_consents(self) -> None:
        self.keep_draft()
        person = self._presenter.person()
        if person is not None:
            self._navigator.open("people", person=person, tab="data:consents")

    def _written(self, written: Written) -> None:
        self._saving = False
        self._show(self._presenter.take_person(None)[0], "")
        self._navigator.announce(written.records)
        referral = written.ids[0]
        self._navigator.toast(self._say("ui_partners.sent"), lambda: self._undo(referral))
        self.sent.emit(referral)

    def _undo(self, referral: str) -> None:
        self._navigator.run(lambda progress: self._desk.referring.take_back(referral), lambda done: self._navigator.announce(done.records))

    def _failed(self, error: Exception) -> None:
        self._saving = False
        self._guard()
        self.keep_draft()
        if isinstance(error, LineRefused) and error.field in ("on", "service", "reasons", "reason_text"):
            self._errors(error.field, self._texts.say(error.reason))
        else:
            self._navigator.problem(error)

    def _errors(self, field: str, sentence: str) -> None:
        targets = {"on": self.on, "service": self.service_field, "reasons": self.reasons_field, "reason_text": self.why_field}
        for name, target in targets.items():
            target.set_error(sentence if name == field and sentence else None)
        if sentence and field in targets:
            targets[field].editor.setFocus()

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
