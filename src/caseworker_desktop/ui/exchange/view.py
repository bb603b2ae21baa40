"""The page of the exchange: which of its screens is wanted, and what they ask of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from caseworker_desktop.kernel.clock import today
from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.catalog import build_catalog
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.changes import EVERYTHING, Changed
from caseworker_desktop.ui.exchange.devices import device_lines, target_of
from caseworker_desktop.ui.exchange.devices_view import DevicesScreen
from caseworker_desktop.ui.exchange.enrol_view import EnrolScreen
from caseworker_desktop.ui.exchange.hand_over import HandOver, Target, Written
from caseworker_desktop.ui.exchange.hand_over_view import HandOverScreen
from caseworker_desktop.ui.exchange.join_view import JoinScreen
from caseworker_desktop.ui.exchange.joining import Enrolment, Joining
from caseworker_desktop.ui.exchange.lease import lease_words
from caseworker_desktop.ui.exchange.receive import Port, Receive
from caseworker_desktop.ui.exchange.receive_view import ReceiveScreen
from caseworker_desktop.ui.exchange.slip import Carrier
from caseworker_desktop.ui.exchange.sticks import PluggedSticks, Sticks
from caseworker_desktop.ui.shell.page import Breadth, Navigator, Page
from caseworker_desktop.ui.widgets.banner import Banner
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.confirm import Confirm
from caseworker_desktop.ui.widgets.layout import box, column
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.institutions import choices

S = TypeVar("S", bound=QWidget)


class ExchangePage(Page):
    """A field laptop hands over to its office (or joins one); the office looks after its laptops."""

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator, sticks: Sticks) -> None:
        super().__init__()
        self._desk, self._texts, self._navigator = desk, texts, navigator
        worker = desk.worker
        now = worker.clock.now()
        name = desk.people.staff_names([worker.staff]).get(worker.staff, worker.login)
        carrier = Carrier(name, worker.device_name, today(worker.clock).isoformat(), worker.office)
        self._stack = QStackedWidget()
        self.hand_over = self._place(HandOverScreen(texts, carrier, now, desk.carriers.labelled))
        named = frozenset(kind.name for kind in build_catalog().kinds())
        self.receive = self._place(ReceiveScreen(texts, now, named, office=worker.office))
        self.join = self._place(JoinScreen(texts))
        self.devices = self._place(DevicesScreen(texts))
        self.enrol = self._place(EnrolScreen(texts, *self._choices()))
        self.lease = Banner()
        self.lease.hide()
        self.lease.acted.connect(self._date_is_right)
        self._lease_place = box(column(self.lease, margins=(16, 16, 16, 0)))
        self._lease_place.hide()
        self.setLayout(column(self._lease_place, (self._stack, 1), gap=0))
        run = navigator.run
        self.handing = HandOver(self.hand_over, self._target, desk.exchange.export, sticks, run, self._wrote)
        port = Port(desk.previewing.glance, desk.previewing.preview, desk.receiving.import_files)
        self.taking = Receive(self.receive, port, sticks, run, self._arrived)
        self._joining = Joining(self.join, desk.enrolling.request, desk.enrolling.join, run)
        self._enrolment = Enrolment(self.enrol, desk.enrolling.enrol, run, self._enrolled)
        self._wire()
        self._busy = False
        self._home()

    def go(self, where: Mapping[str, str]) -> None:
        if where.get("do") == "receive" and self._desk.worker.joined:
            self._show_receive()
        elif where.get("do") == "enrol" and self._desk.worker.office:
            self._front(self.enrol)
        elif "to" in where:
            self._hand_over_to(where["to"])

    def _date_is_right(self) -> None:
        self._desk.lease.confirm()
        self._navigator.announce(EVERYTHING)
        self._show_lease()

    def _show_lease(self) -> None:
        """Tell when files are closed, or will be soon, or when the date must be looked at first."""
        told = lease_words(self._desk.lease.state())
        self._lease_place.setVisible(told is not None)
        if told is not None:
            say = self._texts.say
            self.lease.say(told.tone, say(told.title), say(told.text), action=say(told.action) if told.action is not None else "")
            self.lease.show()

    def on_shown(self) -> None:
        self._show_lease()
        front = self._stack.currentWidget()
        if front is self.devices:
            self._show_devices()
            self.devices.take_focus()
        elif front is self.hand_over:
            self.hand_over.go.setFocus()

    def refresh(self, changed: Changed) -> None:
        self._show_lease()
        if self._stack.currentWidget() is self.devices:
            self._show_devices()

    def set_breadth(self, breadth: Breadth) -> None:
        self.hand_over.set_breadth(breadth)

    def command(self, name: str) -> bool:
        if name == "close":
            return self._stack.currentWidget() is self.receive and self.receive.leave_preview()
        if name != "save":
            return False
        front = self._stack.currentWidget()
        button: Button | None = getattr(front, "go", None)
        if button is not None and button.isEnabled():
            button.click()
        return button is not None

    def help_topic(self) -> str:
        return "exchange"

    def _place(self, screen: S) -> S:
        self._stack.addWidget(screen)
        return screen

    def _choices(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """Return the roles and the institutions (code, name) that a laptop may be taken in for."""
        texts, lists, known = self._texts, self._desk.lists, self._desk.institutions.known()
        day = today(self._desk.worker.clock)
        own = tuple(str(row.country).upper() for row in self._desk.people.rows("organisation") if row.country)
        places = [(str(known[id_].get("code") or id_), name) for id_, name in choices(known, day.isoformat(), texts.language, own)]
        roles = sorted(
            ((code, lists.name("roles", code, texts.language)) for code in lists.codes("roles", day)), key=lambda one: texts.sort_key(one[1])
        )
        return roles, places

    def _wire(self) -> None:
        over, taking = self.hand_over, self.receive
        over.stick_chosen.connect(self.handing.chosen)
        over.folder_chosen.connect(self.handing.folder_chosen)
        over.go_wanted.connect(self.handing.go)
        over.look_wanted.connect(self.handing.look_again)
        over.stop_wanted.connect(self.handing.stop)
        over.again_wanted.connect(self.handing.again)
        over.eject_wanted.connect(self.handing.eject)
        over.finished.connect(self.handing.finish)
        over.left.connect(self._home)
        over.paper_wanted.connect(lambda wish: self._navigator.open("paper", **wish))
        over.register_wanted.connect(lambda: self._navigator.open("settings", part="sticks"))
        over.receive_wanted.connect(self._show_receive)
        taking.ticked.connect(self.taking.ticked)
        taking.files_chosen.connect(self.taking.files_chosen)
        taking.see_wanted.connect(self.taking.look)
        taking.go_wanted.connect(self.taking.go)
        taking.back_wanted.connect(self.taking.leave_it)
        taking.undo_wanted.connect(self._ask_undo)
        taking.aside_wanted.connect(lambda: self._navigator.open("settings", part="aside"))
        taking.look_wanted.connect(self.taking.look_again)
        taking.stop_wanted.connect(self.taking.stop)
        taking.inbox_wanted.connect(lambda: self._navigator.open("inbox"))
        taking.left.connect(self._home)
        self.join.folder_chosen.connect(self._joining.folder_chosen)
        self.join.welcome_chosen.connect(self._joining.welcome_chosen)
        self.join.unlock_wanted.connect(self._navigator.leave)
        self.devices.prepare_wanted.connect(self._hand_over_to)
        self.devices.receive_wanted.connect(self._show_receive)
        self.devices.enrol_wanted.connect(lambda: self._front(self.enrol))
        self.enrol.sent.connect(self._enrolment.sent)
        self.enrol.left.connect(self._home)

    def _home(self) -> None:
        worker = self._desk.worker
        if worker.office:
            self._show_devices()
            self._front(self.devices)
        elif worker.joined:
            self._hand_over_to("office")
        else:
            self._joining.begin()
            self._front(self.join)

    def _front(self, screen: QWidget) -> None:
        self._stack.setCurrentWidget(screen)
        screen.setFocus()

    def _show_devices(self) -> None:
        self.devices.show_lines(device_lines(self._desk.exchange.status(), self._desk.worker.clock.now(), self._texts))

    def _show_receive(self) -> None:
        self.taking.begin()
        self._front(self.receive)

    def _hand_over_to(self, to: str) -> None:
        self.handing.begin(to)
        self._front(self.hand_over)

    def _target(self, to: str) -> Target:
        office = self._desk.worker.office
        peer = next((one for one in self._desk.exchange.status() if not office or one.peer == to), None)
        return replace(target_of(peer, office=office), goes=self._desk.exchange.goes(to)) if peer is not None else Target(to, "", 0)

    def _wrote(self, written: Written) -> None:
        known = self._desk.carriers.labelled(written.stick.name)
        if known is not None:
            self._desk.carriers.wrote(known.id, written.exported.sha256)
        self._navigator.announce(frozenset({("package", "out")}))
        if not self.isVisible():
            self._navigator.toast(self._texts.say(message("exchange.take_out")))

    def _ask_undo(self, bundle: str) -> None:
        """Let a package that was just taken in not count, after a question; it stays in the list of the inbox and can be taken back there."""
        say = self._texts.say
        asked = Confirm(self.window(), say(message("exchange.in.undo_sure")), say(message("exchange.in.undo_sure_text")),
                        say(message("exchange.in.undo")), say(message("common.cancel")))  # fmt: skip
        asked.accepted.connect(lambda: self._undo(bundle))
        asked.open()

    def _undo(self, bundle: str) -> None:
        why = self._texts.say(message("exchange.undone_why"))

        def undone(_: object) -> None:
            self._navigator.announce(EVERYTHING)
            self._navigator.toast(self._texts.say(message("inbox.package_undone")))
            self._home()

        self._navigator.run(lambda _: self._desk.aside.undo(bundle, why), undone)

    def _arrived(self) -> None:
        self._navigator.announce(EVERYTHING)

    def _enrolled(self) -> None:
        self._navigator.announce(EVERYTHING)


def build(desk: Desk, texts: Texts, navigator: Navigator) -> Page:
    """Return the page."""
    return ExchangePage(desk, texts, navigator, PluggedSticks())
