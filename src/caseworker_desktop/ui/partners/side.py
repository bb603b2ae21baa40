"""The panel beside the register: one partner, a referral, an answer, a form; one at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.partners.answer import open_answer
from caseworker_desktop.ui.partners.card import PartnerCardView
from caseworker_desktop.ui.partners.card_words import AGREEMENT, CONTACT, MEETING, UNIT, CardWords
from caseworker_desktop.ui.partners.meeting_form import MeetingPanel
from caseworker_desktop.ui.partners.offered import OfferedPanel
from caseworker_desktop.ui.partners.presenter import RegisterPresenter
from caseworker_desktop.ui.partners.referral_form import ReferralPanel
from caseworker_desktop.ui.shell.page import Navigator
from caseworker_desktop.ui.shell.record_fields import RecordFields
from caseworker_desktop.ui.shell.record_panel import RecordPanel
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.layout import box, column, row
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.intent import Written

PARTNER_FIELDS = (
    "name", "kind", "parent", "legal_code", "municipality", "services", "areas", "areas_by_exception", "acceptance", "accepts_convictions",
    "queue_weeks", "documents_needed", "phone", "email", "address", "web", "is_employer", "verified_on", "active_from", "active_to")
CONTACT_FIELDS = ("name", "position", "phone", "email", "news_opt_in")
AGREEMENT_FIELDS = ("number", "subject", "signed_on", "valid_from", "valid_to", "remind_days", "project", "institution")
NOBODY, CARD, REFERRAL, RECORD, MEETING_FORM, OFFERED = range(6)


class Side(Card):
    """`partner_wanted` when another partner should become the current one; `went_back` when the panel goes back to the card."""

    partner_wanted = Signal(str)
    went_back = Signal()

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator, register: RegisterPresenter) -> None:
        self._desk, self._texts, self._navigator = desk, texts, navigator
        self._words, self._fields = CardWords(desk, texts, register), RecordFields(desk, texts)
        self._partner: str | None = None
        self.card = PartnerCardView(texts)
        self.referral = ReferralPanel(desk, texts, navigator)
        self.record = RecordPanel(desk, texts, navigator)
        self.meeting = MeetingPanel(desk, texts, navigator)
        self.offered = OfferedPanel(desk, texts, navigator)
        self.slip = Button(self._say("ui_partners.print_slip"), "plain", icon="print", clicked=self._print_slip)
        self.from_list = Button(self._say("ui_partners.from_list"), "quiet", icon="office", clicked=self.show_offered)
        self._slip_of = ""
        self._above = box(row(self.from_list, self.slip, ...))
        nobody = box(column(..., Empty("hand", self._say("ui_partners.choose_row"), self._say("ui_partners.choose_row_text")), ...))
        self._stack = QStackedWidget()
        record = box(column(self._above, (self.record, 1), gap=4))
        for part in (nobody, self.card, self.referral, record, self.meeting, self.offered):
            self._stack.addWidget(part)
        super().__init__((self._stack, 1), pad=(16, 12, 8, 16), gap=0)
        self._listen()

    # ---- what is shown --------------------------------------------------------------------------------------------------------------------
    def mode(self) -> int:
        """Return which panel is in front."""
        return self._stack.currentIndex()

    def show_partner(self, partner: str) -> None:
        """Show a partner's card; while a referral is written, make it the one to whom it goes."""
        self._partner = partner
        if self.mode() == REFERRAL:
            self.referral.take_partner(partner)
            return
        self._keep()
        self._draw_card()

    def show_card(self) -> None:
        """Go back to the card of the current partner."""
        self._keep()
        self._draw_card()

    def refer(self, person: str | None, need: str | None = None) -> None:
        """Begin a referral."""
        self._keep()
        self.referral.start(person, self._partner, need)
        self._stack.setCurrentIndex(REFERRAL)
        self.referral.take_focus()

    def show_answer(self, referral: str) -> None:
        """Show the answer to a referral."""
        self._keep()
        self._slip_of = referral
        open_answer(self.record, self._fields, self._desk, self._texts, referral)
        self._show_record(slip=True)

    def show_new(self, values: Mapping[str, Any] | None = None) -> None:
        """Show the form of a new partner."""
        self._keep()
        start = {"verified_on": self._desk.people.today(), **(values or {})}
        self._open(self._say("ui_partners.new"), "partner", PARTNER_FIELDS, None, {}, start, draft=str((values or {}).get("parent") or "new"))
        self._watch_twins(None)
        self._show_record(offers=not values)

    def show_offered(self) -> None:
        """Show the bodies of the state."""
        self._keep()
        self._stack.setCurrentIndex(OFFERED)
        self.offered.start()

    def redraw(self) -> None:
        """Draw again what is in front; what is being typed stays."""
        if self.mode() in (NOBODY, CARD):
            self._draw_card()
        elif self.mode() == REFERRAL:
            self.referral.redraw()

    def keep_draft(self) -> None:
        """Save what was typed, at once."""
        self._keep()

    def command(self, name: str) -> bool:
        """Answer Ctrl+Enter, Esc and Ctrl+P in the panel in front."""
        mode = self.mode()
        if name == "print" and mode == RECORD and self.slip.isVisibleTo(self):
            self._print_slip()
            return True
        if name == "print" and mode == CARD and self._partner is not None:
            self._navigator.open("paper", kind="partner", id=self._partner)
            return True
        if name == "save":
            return {REFERRAL: self.referral.save, RECORD: lambda: self.record.command("save"), MEETING_FORM: self.meeting.save}.get(
                mode, lambda: False)()
        if name == "close" and mode in (REFERRAL, RECORD, MEETING_FORM, OFFERED):
            self._back()
            return True
        return False

    # ---- inside -----------------------------------------------------------------------------------------------------------------------------
    def _listen(self) -> None:
        self.card.refer_wanted.connect(lambda: self.refer(None))
        self.card.verified.connect(self.verify)
        self.card.edit_wanted.connect(self._edit)
        self.card.add_wanted.connect(self._add)
        self.card.print_wanted.connect(lambda: self._navigator.open("paper", kind="partner", id=self._partner or ""))
        self.card.opened.connect(self._open_line)
        self.card.ticked.connect(self._settle)
        self.referral.sent.connect(self.show_answer)
        self.referral.contacts_wanted.connect(self._print_contacts)
        for panel in (self.referral, self.meeting, self.offered):
            panel.closed.connect(self._back)
        self.record.closed.connect(self._back)
        self.record.saved.connect(self._saved)
        self.meeting.saved.connect(lambda _: self._back())
        self.offered.taken.connect(self._taken)

    def _draw_card(self) -> None:
        card = self._desk.partnering.card(self._partner) if self._partner else None
        if card is None:
            self._partner = None
            self._stack.setCurrentIndex(NOBODY)
            return
        self.card.show_face(self._words.face(card))
        self._stack.setCurrentIndex(CARD)

    def verify(self) -> None:
        """Mark the partner in front as verified today (Ctrl+T)."""
        if self._partner is None or self.mode() != CARD or not self._desk.partnering.may_write():
            return
        partner = self._partner
        before = self._desk.editing.read("partner", partner) or {}

        def done(written: Written) -> None:
            self._navigator.announce(written.records)
            self._navigator.toast(self._say("ui_partners.verified_today"), undo)

        def undo() -> None:
            self._navigator.run(lambda progress: self._desk.partnering.save(partner, {"verified_on": before.get("verified_on")}),
                                lambda written: self._navigator.announce(written.records))

        self._navigator.run(lambda progress: self._desk.partnering.verify(partner), done)

    def _edit(self) -> None:
        partner, face = self._partner, self.card.face
        if partner is not None and face is not None:
            self._keep()
            self._open(face.name, "partner", PARTNER_FIELDS, partner, {}, {})
            self._watch_twins(partner)
            self._show_record()

    def _add(self, kind: str) -> None:
        partner = self._partner
        if partner is None:
            return
        self._keep()
        if kind == MEETING:
            self._stack.setCurrentIndex(MEETING_FORM)
            self.meeting.start(partner)
        elif kind == UNIT:
            self.show_new({"kind": "unit", "parent": partner})
        elif kind == CONTACT:
            self._open(self._say("ui_partners.add_contact"), "partner_contact", CONTACT_FIELDS, None, {"partner": partner}, {})
            self._show_record()
        elif kind == AGREEMENT:
            self._open(self._say("ui_partners.add_agreement"), "agreement", AGREEMENT_FIELDS, None, {"partner": partner}, {"remind_days": 60})
            self._show_record()

    def _open_line(self, kind: str, id_: str) -> None:
        if kind == UNIT:
            self.partner_wanted.emit(id_)
            return
        if kind == MEETING:
            self._navigator.open("paper", kind="minutes", id=id_)
            return
        self._keep()
        if kind == CONTACT:
            self._open(self._say("ui_partners.contact"), "partner_contact", CONTACT_FIELDS, id_, {}, {})
        else:
            self._open(self._say("ui_partners.agreement"), "agreement", AGREEMENT_FIELDS, id_, {}, {})
        self._show_record()

    def _open(self, title: str, kind: str, names: Sequence[str], id_: str | None, fixed: Mapping[str, Any], start: Mapping[str, Any],
              draft: str = "") -> None:
        self.record.open(title, kind, self._fields.specs(kind, names), id_=id_, fixed=fixed, start=start, draft=draft, columns=1,
                         write=self._desk.partnering.save_form if kind == "partner" else None)

    def _show_record(self, *, slip: bool = False, offers: bool = False) -> None:
        self.slip.setVisible(slip)
        self.from_list.setVisible(offers)
        self._above.setVisible(slip or offers)
        self._stack.setCurrentIndex(RECORD)

    def _watch_twins(self, but: str | None) -> None:
        """Warn while a partner is written that is on record already, by code or by spelling."""
        form = self.record.form
        if form is None:
            return

        def look() -> None:
            name, code = (str(form.editors[field].value() or "") for field in ("name", "legal_code"))
            found = self._desk.partnering.alike(name, code, but)
            if found:
                names = ", ".join(f"{one.name} ({one.legal_code})" if one.legal_code else one.name for one in found[:3])
                self.record.warn(self._texts.say(message("ui_partners.twin", count=len(found))),
                                 self._texts.say(message("ui_partners.twin_text", names=names)))
            else:
                self.record.warn("")

        for field in ("name", "legal_code"):
            form.editors[field].changed.connect(look)
        look()

    def _settle(self, task: str, done: bool) -> None:
        self._navigator.run(lambda progress: self._desk.partnering.settle(task, done=done),
                            lambda written: self._navigator.announce(written.records))

    def _saved(self, done: Any) -> None:
        if any(one.kind == "partner" for one in done.undo):
            self.partner_wanted.emit(done.id)

    def _taken(self, partner: str) -> None:
        self._stack.setCurrentIndex(CARD)
        self.partner_wanted.emit(partner)

    def _back(self) -> None:
        self._draw_card()
        self.went_back.emit()

    def _print_slip(self) -> None:
        self._navigator.open("paper", kind="referral", id=self._slip_of)

    def _print_contacts(self) -> None:
        if partner := self.referral.partner_id():
            self._navigator.open("paper", kind="partner", id=partner)

    def _keep(self) -> None:
        self.referral.keep_draft()
        self.record.keep_draft()
        self.meeting.keep_draft()

    def widget(self) -> QWidget:
        """Return the panel itself."""
        return self

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
