"""The screen of partners: the register, all referrals or the network; beside it one partner, a referral or a form."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.changes import Changed
from caseworker_desktop.ui.partners.network import NetworkCard
from caseworker_desktop.ui.partners.presenter import RegisterPresenter
from caseworker_desktop.ui.partners.referrals import ReferralsCard
from caseworker_desktop.ui.partners.register import RegisterCard
from caseworker_desktop.ui.partners.side import RECORD, REFERRAL, Side
from caseworker_desktop.ui.shell.page import Breadth, Navigator, Page
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.drawer import Drawer
from caseworker_desktop.ui.widgets.label import page_title
from caseworker_desktop.ui.widgets.layout import PAGE_MARGINS, column, measure_again, row
from caseworker_desktop.usecases.desk import Desk

SIDE = 380
REGISTER, REFERRALS, NETWORK = range(3)


class PartnersPage(Page):
    """`go` understands: partner, person (whom to refer), need (needs_domains), service, area (a municipality), referral, list (referrals,
    network), new=partner."""

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        super().__init__()
        self._desk, self._texts, self._navigator = desk, texts, navigator
        self._presenter = RegisterPresenter(desk, texts)
        head, _, self._below = page_title(self._say("ui_partners.title"), " ")
        self.referrals_button = Button(self._say("ui_partners.referrals"), "plain", clicked=lambda: self._show(REFERRALS))
        self.network_button = Button(self._say("ui_partners.network"), "plain", clicked=lambda: self._show(NETWORK))
        self.new = Button(self._say("ui_partners.new"), "plain", icon="plus", clicked=self._new)
        self.register = RegisterCard(self._presenter, texts)
        self.referrals = ReferralsCard(desk, texts)
        self.network = NetworkCard(desk, texts, navigator)
        self._stack = QStackedWidget()
        for part in (self.register, self.referrals, self.network):
            self._stack.addWidget(part)
        self.side = Side(desk, texts, navigator, self._presenter)
        self.drawer = Drawer(self, self.side.widget(), width=SIDE)
        self.setLayout(column(
            row(head, ..., self.network_button, self.referrals_button, self.new), (row((self._stack, 1), self.drawer, gap=12), 1), gap=12,
            margins=PAGE_MARGINS))
        self.new.setVisible(desk.partnering.may_write())
        self.referrals_button.setVisible(desk.referring.may("read"))
        verify = QShortcut(QKeySequence("Ctrl+T"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        verify.activated.connect(self.side.verify)
        self._listen()
        self.register.reload()
        self._count()

    def go(self, where: Mapping[str, str]) -> None:
        if "list" in where:
            self._show({"referrals": REFERRALS, "network": NETWORK}.get(where["list"], REGISTER))
            if "list" in where and len(where) == 1:
                return
        if "need" in where:
            self._presenter.want_need(where["need"])
        if "service" in where:
            self._presenter.want_services([where["service"]])
        if "area" in where:
            self._presenter.want_place(where["area"])
        if {"need", "service", "area", "person", "partner"} & where.keys():
            self._stack.setCurrentIndex(REGISTER)
            self.register.reload(where.get("partner"))
        if partner := where.get("partner"):
            self.side.show_partner(partner)
            self.drawer.open()
        if person := where.get("person"):
            if self._desk.referring.may("write"):
                self.side.refer(person, where.get("need"))
                self.drawer.open()
        elif referral := where.get("referral"):
            self._show(REFERRALS)
            self.referrals.reload(referral)
            self._answer(referral)
        elif where.get("new") == "partner":
            self._new()

    def on_shown(self) -> None:
        focus: QWidget | None = self.window().focusWidget()
        if focus is None or not focus.isVisible() or not self.isAncestorOf(focus):
            if self.side.mode() == REFERRAL:
                self.side.referral.take_focus()
            elif self._stack.currentIndex() == REGISTER:
                self.register.search.setFocus()

    def before_lock(self) -> None:
        self.side.keep_draft()

    def refresh(self, changed: Changed) -> None:
        if self._presenter.touched(changed):
            self.register.reload()
            if self._stack.currentIndex() == REFERRALS:
                self.referrals.reload()
            elif self._stack.currentIndex() == NETWORK:
                self.network.reload()
            self.side.redraw()
            self._count()

    def set_breadth(self, breadth: Breadth) -> None:
        self.drawer.set_docked(breadth == Breadth.WIDE)
        self.register.set_breadth(breadth)
        self.network_button.setVisible(breadth != Breadth.NARROW or self._stack.currentIndex() != NETWORK)
        measure_again(self)

    def command(self, name: str) -> bool:
        match name:
            case "find":
                self._show(REGISTER)
                self.register.look_for()
                return True
            case "close":
                if self.side.command("close"):
                    return True
                if not self.drawer.is_docked() and self.drawer.is_open():
                    self.drawer.close_drawer()
                    self.register.table.enter()
                    return True
                if self._stack.currentIndex() != REGISTER:
                    self._show(REGISTER)
                    return True
                return False
        return self.side.command(name)

    def help_topic(self) -> str:
        return "partners"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.command("close"):
            return
        super().keyPressEvent(event)

    # ---- inside -----------------------------------------------------------------------------------------------------------------------------
    def _listen(self) -> None:
        self.register.chosen.connect(self.side.show_partner)
        self.register.opened.connect(self._open)
        self.register.counted.connect(lambda: self._below.setText(self._presenter.subtitle()))
        self.referrals.back_wanted.connect(lambda: self._show(REGISTER))
        self.referrals.opened.connect(self._answer)
        self.network.back_wanted.connect(lambda: self._show(REGISTER))
        self.network.opened.connect(self._to_partner)
        self.side.partner_wanted.connect(self._to_partner)
        self.side.went_back.connect(self._went_back)
        self.drawer.closed.connect(self.side.keep_draft)

    def _show(self, which: int) -> None:
        self._stack.setCurrentIndex(which)
        if which != REFERRALS and self.side.mode() == RECORD:
            self.side.show_card()
        if which == REGISTER:
            self.register.reload()
            self.register.search.setFocus()
        elif which == REFERRALS:
            self.referrals.reload()
            self.referrals.enter()
        else:
            self.network.reload()
            self.network.enter()

    def _open(self, partner: str) -> None:
        self.side.show_partner(partner)
        self.drawer.open()

    def _to_partner(self, partner: str) -> None:
        self._stack.setCurrentIndex(REGISTER)
        self.register.reload(partner)
        if self.register.partner() != partner:  # the filters hide it
            self._presenter.clear()
            self.register.reload(partner)
        self.side.show_partner(partner)
        self.side.show_card()
        self.drawer.open()

    def _answer(self, referral: str) -> None:
        self.side.show_answer(referral)
        self.drawer.open()

    def _new(self) -> None:
        self.side.show_new()
        self.drawer.open()

    def _went_back(self) -> None:
        if self._stack.currentIndex() == REGISTER:
            if self.register.table.lines.rowCount():
                self.register.table.enter()
            else:
                self.register.search.setFocus()
        else:
            self.referrals.enter()

    def _count(self) -> None:
        waiting = self._desk.referring.count_open()
        words = self._texts.say(message("ui_partners.referrals_count", number=self._texts.number(waiting)))
        self.referrals_button.set_words(words if waiting else self._say("ui_partners.referrals"))

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))


def build(desk: Desk, texts: Texts, navigator: Navigator) -> Page:
    """Return the page."""
    return PartnersPage(desk, texts, navigator)
