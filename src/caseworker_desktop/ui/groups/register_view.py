"""One group: figures, the register, and beside it the panel of marking or of what else is done with a group."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QSizePolicy, QStackedWidget, QWidget

from caseworker_desktop.kernel.errors import CaseworkerError, LineRefused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.changes import Changed, touches
from caseworker_desktop.ui.groups.certificates_panel import CertificatesPanel
from caseworker_desktop.ui.groups.grid import RegisterGrid
from caseworker_desktop.ui.groups.mark_panel import SIDE, MarkPanel
from caseworker_desktop.ui.groups.meeting_panel import MeetingPanel
from caseworker_desktop.ui.groups.members_panel import MembersPanel
from caseworker_desktop.ui.groups.register import SHOWN_KINDS, RegisterPresenter
from caseworker_desktop.ui.shell.page import Breadth, Navigator
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.drawer import Drawer
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.label import Elided, Glyph, label, stat
from caseworker_desktop.ui.widgets.layout import PAGE_MARGINS, box, clear, column, row, rule
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.intent import Written

IDLE_MS = 1000


class RegisterView(QWidget):
    """`back_wanted` for the list; `edit_wanted(group)` for the form of the group."""

    back_wanted = Signal()
    edit_wanted = Signal(str)

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk, self._texts, self._navigator = desk, texts, navigator
        self.presenter = RegisterPresenter(desk, texts)
        self._group = ""
        self._title, self._below = Elided("", "h1"), Elided("", "muted")
        self._back = Button("", "quiet", icon="left", name=self._say("ui_groups.all_groups"), clicked=self._leave)
        self.print_list = Button(self._say("ui_groups.print_list"), "plain", icon="print", clicked=self.print_meeting)
        self.people = Button("", "plain", icon="people", name=self._say("ui_groups.people"), clicked=lambda: self._aside(self.members))
        self.awards = Button(self._say("ui_groups.certificates"), "plain", clicked=lambda: self._aside(self.certificates))
        self.new = Button(self._say("ui_groups.new_session"), "plain", icon="plus", clicked=self.new_meeting)
        self.more = Button("", "plain", icon="more", name=self._say("ui_groups.more"), clicked=self._menu)
        self._figures = row(gap=24)
        self.grid = RegisterGrid(self.presenter, texts)
        self._foot, self._saved = label("", "small", wrap=True), label("", "small")
        self._foot_row = box(row(Glyph("info", "text3", 14), (self._foot, 1), self._saved, gap=4, margins=(16, 0, 16, 0)))
        self._nobody = Empty(
            "group", self._say("ui_groups.nobody"), self._say("ui_groups.nobody_text"),
            Button(self._say("ui_groups.add_people"), "plain", icon="plus", clicked=lambda: self._aside(self.members)))
        self.marking = MarkPanel(self.presenter, texts)
        self.members = MembersPanel(desk, texts, navigator)
        self.meeting = MeetingPanel(desk, texts, navigator)
        self.certificates = CertificatesPanel(desk, texts, navigator)
        self._side = QStackedWidget()
        for part in (self.marking, self.members, self.meeting, self.certificates):
            self._side.addWidget(part)
        self.drawer = Drawer(self, self._side, width=SIDE)
        self._lay()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(IDLE_MS)
        self._timer.timeout.connect(self.keep)
        self._listen()

    # ---- for the page -----------------------------------------------------------------------------------------------------------------------
    def show_group(self, group: str, session: str | None = None) -> bool:
        """Show a group (with the cursor at a meeting); False when it is not here."""
        self.keep()
        again = group == self._group
        if not self.presenter.load(group):
            return False
        self._group = group
        self._draw()
        for panel in (self.members, self.meeting, self.certificates):
            panel.show_group(group)
        if not again:
            self._side.setCurrentWidget(self.marking)
        where = next((at for at, one in enumerate(self.presenter.meetings()) if one.id == session), None)
        if where is not None:
            self.grid.go(self.presenter.next_gap(where) or 0, where)
        elif not again or self.grid.place() == (-1, -1):
            self.grid.go(*self.presenter.first_open())
        self._moved()
        return True

    def group(self) -> str:
        """Return the group that is shown."""
        return self._group

    def take_focus(self) -> None:
        """Go to the register."""
        (self.grid.squares if self.grid.isVisibleTo(self) else self.people).setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changed: Changed) -> None:
        """Draw again what was written."""
        if self._group and touches(changed, SHOWN_KINDS):
            self.show_group(self._group)

    def keep(self) -> None:
        """Write the marks that wait, at once."""
        self._timer.stop()
        if self.presenter.waits():
            self._write(self.presenter.flush)

    def set_breadth(self, breadth: Breadth) -> None:
        """Stand the panel beside the register, or let it slide over."""
        self.drawer.set_docked(breadth == Breadth.WIDE)
        narrow = breadth == Breadth.NARROW
        self.print_list.set_words("" if narrow else self._say("ui_groups.print_list"), self._say("ui_groups.print_list"))

    def command(self, name: str) -> bool:
        """Answer save, print and close."""
        side = self._side.currentWidget()
        match name:
            case "save":
                if side is not self.marking and isinstance(side, MembersPanel | MeetingPanel | CertificatesPanel):
                    return side.save()
                self._finish()
                return True
            case "print":
                self.print_meeting()
                return True
            case "close":
                return self._close()
        return False

    def print_meeting(self) -> None:
        """Go where the sign-in sheet of the meeting at the cursor is printed."""
        at = self.grid.place()[1]
        meetings = self.presenter.meetings()
        if 0 <= at < len(meetings):
            self._navigator.open("paper", kind="attendance", id=meetings[at].id)
        elif self._group:
            self._navigator.open("paper", kind="attendance", id=self._group)

    def new_meeting(self) -> None:
        """Open the form of the next meeting, filled as last time."""
        self._aside(self.meeting)

    # ---- marking ----------------------------------------------------------------------------------------------------------------------------
    def _mark(self, status: str) -> None:
        at, column_ = self.grid.place()
        if not self.presenter.mark(at, column_, status):
            self._not_open(column_)
            return
        self._told()
        self.grid.go(min(at + 1, self.grid.model.people() - 1), column_)
        self._moved()

    def _toggle(self) -> None:
        if self.presenter.toggle(*self.grid.place()):
            self._told()
        else:
            self._not_open(self.grid.place()[1])

    def _clear(self) -> None:
        if self.presenter.mark(*self.grid.place(), None):
            self._told()

    def _rest(self) -> None:
        column_ = self.grid.place()[1]
        if column_ < 0:
            return
        people = self.presenter.unmarked(column_)
        if not self.presenter.mark_rest(column_):
            self._not_open(column_)
            return
        self._told()
        self.keep()

        def undo() -> None:
            self.presenter.unmark(column_, people)
            self._told()
            self.keep()

        self._navigator.toast(self._texts.say(message("ui_groups.rest_marked", count=len(people))), undo)

    def _finish(self) -> None:
        """Write what waits; go to the first who is not marked, or say that all are."""
        column_ = self.grid.place()[1]
        self.keep()
        if column_ < 0 or not self.presenter.open(column_):
            return
        gap = self.presenter.next_gap(column_)
        if gap is not None:
            self.grid.go(gap, column_)
            self.take_focus()
            self._navigator.toast(self._texts.say(message("ui_groups.still_unmarked", count=len(self.presenter.unmarked(column_)))))
        else:
            self._navigator.toast(self._texts.say(message("ui_groups.finished", number=column_ + 1)))

    def _minutes(self, minutes: int) -> None:
        self._change(minutes=minutes)

    def _reason(self, reason: object) -> None:
        self._change(reason=None if reason is None else str(reason))

    def _change(self, minutes: int | None = None, reason: str | None = None) -> None:
        at, column_ = self.grid.place()
        member, meeting = self.presenter.members()[at], self.presenter.meetings()[column_]
        sheet = self.presenter.sheet
        mark = sheet.marks.get((meeting.id, member.person)) if sheet else None
        if mark is None:
            status = "excused" if reason else None
        else:
            status = "late" if minutes is not None and mark.status == "present" and minutes < meeting.length else mark.status
        kept = minutes if minutes is not None else mark.minutes if mark else None
        if self.presenter.mark(at, column_, status, kept, reason if minutes is None else mark.reason if mark else None):
            self._told()

    def _unnamed(self, count: int) -> None:
        column_ = self.grid.place()[1]
        self._write(lambda: [self.presenter.count_unnamed(column_, count)])

    def _lost(self, minutes: int, reason: object) -> None:
        column_ = self.grid.place()[1]
        self.keep()
        self._write(lambda: [self.presenter.set_lost(column_, minutes, None if reason is None else str(reason))])

    def _told(self) -> None:
        self.grid.redraw()
        self._show_figures()
        self._show_aside()
        self._timer.start()

    def _not_open(self, column_: int) -> None:
        if column_ >= 0 and self.presenter.may_mark():
            self._navigator.toast(self._say("ui_groups.not_open"))

    def _write(self, act: Callable[[], list[Written]]) -> None:
        """Write on this thread: a few milliseconds, and the next key must find it done."""
        try:
            done = act()
        except CaseworkerError as error:
            self.presenter.load(self._group)
            self._draw()
            at_field = isinstance(error, LineRefused) and self.marking.set_error(error.field or "", self._texts.say(error.reason))
            if not at_field:
                self._navigator.problem(error)
            return
        for one in done:
            self._navigator.announce(one.records)

    # ---- drawing ----------------------------------------------------------------------------------------------------------------------------
    def _lay(self) -> None:
        buttons = row(self.print_list, self.people, self.awards, self.new, self.more)
        head = row(self._back, (box(column(self._title, self._below, gap=0)), 1), buttons, gap=8)
        self._stats = Card(self._figures, pad=(16, 8, 16, 8))
        self._stats.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._card = Card(self.grid, rule(), self._foot_row, pad=(1, 1, 1, 12), gap=8)
        body = column(self._stats, self._card, self._nobody, ..., gap=12)
        self.setLayout(column(head, (row((box(body), 1), self.drawer, gap=12), 1), gap=12, margins=PAGE_MARGINS))

    def _listen(self) -> None:
        self.grid.moved.connect(self._moved)
        self.grid.marked.connect(self._mark)
        self.grid.toggled.connect(self._toggle)
        self.grid.cleared.connect(self._clear)
        self.grid.entered.connect(self._into_side)
        marking = self.marking
        marking.minutes_told.connect(self._minutes)
        marking.reason_told.connect(self._reason)
        marking.unnamed_told.connect(self._unnamed)
        marking.lost_told.connect(self._lost)
        marking.rest_wanted.connect(self._rest)
        marking.finish_wanted.connect(self._finish)
        marking.back_wanted.connect(self.take_focus)
        for panel in (self.members, self.meeting, self.certificates):
            panel.closed.connect(self._back_to_marking)
        self.drawer.closed.connect(self.take_focus)
        shortcut = QShortcut(QKeySequence("Ctrl+D"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._rest)

    def _draw(self) -> None:
        presenter = self.presenter
        title, below = presenter.title()
        self._title.set_whole(title)
        self._below.set_whole(below)
        may = presenter.may_mark()
        for part in (self.people, self.awards, self.new):
            part.setVisible(may)
        some = bool(presenter.members())
        self._card.setVisible(some)
        self._nobody.setVisible(not some)
        self.grid.reset()
        self._show_figures()
        self._show_aside()

    def _show_figures(self) -> None:
        clear(self._figures)
        for at, (value, name, note, tone) in enumerate(self.presenter.figures()):
            if at:
                self._figures.addWidget(rule(upright=True))
            self._figures.addWidget(stat(value, name, note, tone=tone))
        self._figures.addStretch()
        self._foot.setText(self.presenter.footnote())
        saved = self.presenter.written_at
        self._saved.setText(self._texts.say(message("ui_groups.saved_at", time=saved)) if saved else "")
        self._foot_row.setVisible(bool(self._foot.text() or saved))

    def _moved(self) -> None:
        if self.presenter.sheet is not None:
            self._show_aside()

    def _show_aside(self) -> None:
        at, column_ = self.grid.place()
        known = column_ >= 0 and self.presenter.sheet is not None
        self.marking.show_aside(self.presenter.aside(at, column_) if known else None)

    def _into_side(self) -> None:
        self._aside(self.marking)
        self.marking.take_focus()

    def _aside(self, panel: QWidget) -> None:
        self.keep()
        self._side.setCurrentWidget(panel)
        self.drawer.open()
        if isinstance(panel, MembersPanel | MeetingPanel | CertificatesPanel):
            panel.start()

    def _back_to_marking(self) -> None:
        self._side.setCurrentWidget(self.marking)
        self.drawer.close_drawer()
        self.take_focus()

    def _menu(self) -> None:
        menu = QMenu(self)
        menu.addAction(self._say("ui_groups.print_register"), lambda: self._navigator.open("paper", kind="attendance", id=self._group))
        if self.presenter.may_mark():
            menu.addAction(self._say("ui_groups.edit"), lambda: self.edit_wanted.emit(self._group))
            at = self.grid.place()[1]
            if at >= 0:
                session = self.presenter.meetings()[at].id
                menu.addAction(self._say("ui_groups.open_session"), lambda: self._navigator.open("session", session=session))
                menu.addAction(self._say("ui_groups.cancel_session"), lambda: self._cancel(session))
        menu.exec(self.more.mapToGlobal(self.more.rect().bottomLeft()))
        menu.deleteLater()

    def _cancel(self, session: str) -> None:
        def cancelled(done: Written) -> None:
            self._navigator.announce(done.records)
            self._navigator.toast(self._say("ui_groups.cancelled"), lambda: self._write(lambda: [self._desk.attendance.bring_back(session)]))

        self._navigator.run(lambda progress: self._desk.attendance.cancel(session), cancelled)

    def _close(self) -> bool:
        if self._side.currentWidget() is not self.marking or (self.drawer.is_open() and not self.drawer.is_docked()):
            self._back_to_marking()
        elif self.grid.squares.hasFocus() or not self._card.isVisible():
            self._leave()
        else:
            self.take_focus()
        return True

    def _leave(self) -> None:
        self.keep()
        self.back_wanted.emit()

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
