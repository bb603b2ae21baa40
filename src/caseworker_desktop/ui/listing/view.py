"""The report builder: what is wished at the left, its first rows at the right; saved, opened, and written as a spreadsheet."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QMenu

from caseworker_desktop.kernel.errors import Cancelled, CaseworkerError
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.changes import Changed
from caseworker_desktop.ui.listing.presenter import ListingPresenter, Preview
from caseworker_desktop.ui.listing.wish_panel import NARROW, WIDE, WishPanel
from caseworker_desktop.ui.shell.page import Breadth, Navigator, Page, Stop
from caseworker_desktop.ui.widgets.banner import Banner
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.confirm import Confirm
from caseworker_desktop.ui.widgets.editors import LineEdit
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.field import Field
from caseworker_desktop.ui.widgets.label import Elided, label
from caseworker_desktop.ui.widgets.layout import PAGE_MARGINS, box, column, row
from caseworker_desktop.ui.widgets.loading import LongWork, Skeleton
from caseworker_desktop.ui.widgets.table import Column, Table, TableModel
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.saved_listings import Saved

PAUSE_MS = 250
_LEAST, _MOST, _LETTER = 90, 260, 8
Row = tuple[str, ...]


class ListingPage(Page):
    """Rows are read off the window's thread a moment after the last change; an answer that comes late is dropped."""

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        super().__init__()
        self._desk, self._texts, self._navigator = desk, texts, navigator
        self.presenter = ListingPresenter(desk, texts)
        try:
            self.presenter.take_draft()
        except CaseworkerError as error:  # a draft of an older program: said, and begun anew
            navigator.problem(error)
        self._subtitle = Elided("", "muted")
        self.panel = WishPanel(self.presenter, texts, lambda: desk.worker.clock.now().date())
        self.back = Button("", "quiet", icon="left", name=self._say("ui_listing.back"), clicked=lambda: navigator.open("indicators"))
        self.open_ = Button(self._say("ui_listing.open"), "plain", icon="folder", clicked=self._open_menu)
        self.save = Button(self._say("ui_listing.save"), "plain", keys="Ctrl+S", clicked=self._ask_name)
        self.export = Button(self._say("ui_listing.export"), "primary", icon="down", clicked=self._export_menu)
        self.name = LineEdit(name=self._say("ui_listing.name"))
        self._name = Field(self._say("ui_listing.name"), self.name)
        self._keep = Button(self._say("ui_listing.save"), clicked=self._save)
        leave = Button(self._say("ui_listing.cancel"), clicked=self._hide_name)
        self._naming = Card(self._name, row(label(self._say(
            "ui_listing.shared" if self.presenter.shares() else "ui_listing.own"), "small", wrap=True), ..., leave, self._keep))
        self._naming.hide()
        self.work = LongWork(self._say("ui_listing.stop"))
        self._working = Card(self.work)
        self._working.hide()
        self._count = label("", "muted")
        self.refused = Banner()
        self.refused.hide()
        self._skeleton = Skeleton(6, self._say("ui_listing.loading"))
        self.nothing = Empty("search", self._say("ui_listing.none"), self._say("ui_listing.none_text"))
        self._empty = box(column(self.nothing, ...))
        self._empty.hide()
        self.model: TableModel[Row] = TableModel(())
        self.table = Table(self._say("ui_listing.preview"), self.model)
        shown = Card(row(label(self._say("ui_listing.preview"), "h2"), ..., self._count), self.refused, self._skeleton, (self._empty, 1),
                     (self.table, 1), pad=(16, 12, 16, 12), gap=8)
        title = box(column(label(self._say("ui_listing.title"), "h1"), self._subtitle, gap=0))
        self.setLayout(column(
            row(self.back, (title, 1), self.open_, self.save, self.export, gap=8), self._naming, self._working,
            (box(row(self.panel, (shown, 1), gap=12)), 1), gap=12, margins=PAGE_MARGINS))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.reload)
        self._asked = 0
        self._stop: Stop | None = None
        self.panel.changed.connect(self._changed)
        self.name.returnPressed.connect(self._save)
        self.work.stop.clicked.connect(self._stop_work)

    # ---- the page ---------------------------------------------------------------------------------------------------------------------------
    def on_shown(self) -> None:
        self.reload()
        self.panel.record.setFocus()

    def refresh(self, changed: Changed) -> None:
        if self.presenter.touched(changed):
            self.reload()

    def before_lock(self) -> None:
        self.presenter.keep_draft()

    def set_breadth(self, breadth: Breadth) -> None:
        self.panel.fit(WIDE if breadth == Breadth.WIDE else NARROW)
        narrow = breadth == Breadth.NARROW
        self.open_.set_words("" if narrow else self._say("ui_listing.open"), self._say("ui_listing.open"))
        self.save.set_words(self._say("ui_listing.save"))

    def command(self, name: str) -> bool:
        if name == "save":
            self._ask_name()
            return True
        if name == "print":
            self._export_menu()
            return True
        if name == "close" and not self._naming.isHidden():
            self._hide_name()
            return True
        return False

    def help_topic(self) -> str:
        return "listing"

    def reload_now(self) -> None:
        """Read the rows without waiting for the pause, if something waits."""
        if self._timer.isActive():
            self._timer.stop()
            self.reload()

    def reload(self) -> None:
        """Read the rows again; the old ones stay, greyed, until the new ones are there."""
        self._asked += 1
        asked = self._asked
        self._subtitle.set_whole(self.presenter.name() or self._say("ui_listing.subtitle"))
        if self.presenter.menu is None:
            self._refuse(self._say("ui_listing.nothing_to_read"))
            return
        if not self.presenter.asks():
            self._show(Preview((), (), (), ""))
            self.nothing.say(self._say("ui_listing.no_columns"), self._say("ui_listing.no_columns_text"))
            return
        read = self.presenter.reader()
        self.table.setEnabled(False)
        if not self.model.rowCount():
            self._skeleton.start()

        def operation(progress: Progress) -> Preview:
            return read()

        def shown(preview: Preview) -> None:
            if asked == self._asked:
                self._show(preview)
                self.nothing.say(self._say("ui_listing.none"), self._say("ui_listing.none_text"))

        def failed(error: Exception) -> None:
            if asked == self._asked:
                self._failed(error)

        self._navigator.run(operation, shown, failed)

    # ---- inside -----------------------------------------------------------------------------------------------------------------------------
    def _changed(self) -> None:
        self.export.setEnabled(self.presenter.asks())
        self._timer.start()

    def _show(self, preview: Preview) -> None:
        self._skeleton.stop()
        self.refused.hide()
        self.table.setEnabled(True)
        self.model.columns = tuple(
            Column(head, partial(_cell, at), number=preview.numbers[at], width=_width(head, preview.rows, at))
            for at, head in enumerate(preview.heads))
        self.model.replace(preview.rows)
        for at, one in enumerate(self.model.columns):
            self.table.setColumnWidth(at, one.width)
        self.table.horizontalHeader().setStretchLastSection(bool(preview.numbers) and not preview.numbers[-1])
        self._count.setText(preview.said)
        self.table.setVisible(bool(preview.rows))
        self._empty.setVisible(not preview.rows)
        self.export.setEnabled(bool(preview.heads))

    def _failed(self, error: Exception) -> None:
        if isinstance(error, CaseworkerError):
            self._refuse(self._texts.say(error.message))
        else:
            self._refuse("")
            self._navigator.problem(error)

    def _refuse(self, words: str) -> None:
        self._skeleton.stop()
        self.model.columns = ()
        self.model.replace(())
        self._empty.hide()
        self.table.show()
        self._count.setText("")
        self.export.setEnabled(False)
        if words:
            self.refused.say("amber", self._say("ui_listing.refused"), words)
            self.refused.show()

    # ---- kept -------------------------------------------------------------------------------------------------------------------------------
    def _open_menu(self) -> None:
        self.menu_of_kept().popup(self.open_.mapToGlobal(self.open_.rect().bottomLeft()))

    def menu_of_kept(self) -> QMenu:
        """Return the menu of what can be opened, and of taking away what is open."""
        menu = QMenu(self)
        kept = self.presenter.kept()
        for one in kept:
            words = one.name if one.shared else self._texts.say(message("ui_listing.mine", name=one.name))
            menu.addAction(words.replace("&", "&&"), partial(self._open, one))
        if not kept:
            menu.addAction(self._say("ui_listing.none_kept")).setEnabled(False)
        if self.presenter.may_remove():
            menu.addSeparator()
            menu.addAction(self._texts.say(message("ui_listing.remove", name=self.presenter.name())).replace("&", "&&"), self._ask_remove)
        return menu

    def _open(self, saved: Saved) -> None:
        try:
            self.presenter.open(saved)
        except CaseworkerError as error:
            self._navigator.problem(error)
            return
        self.panel.show_wish()
        self.reload()

    def _ask_remove(self) -> None:
        name = self.presenter.name()
        asked = Confirm(self, self._texts.say(message("ui_listing.remove_sure", name=name)), self._say("ui_listing.remove_text"),
                        self._say("ui_listing.remove_yes"), self._say("ui_listing.cancel"))
        asked.accepted.connect(self._remove)
        asked.open()

    def _remove(self) -> None:
        try:
            self.presenter.remove()
        except CaseworkerError as error:
            self._navigator.problem(error)
            return
        self._navigator.toast(self._say("ui_listing.removed"))
        self._subtitle.set_whole(self._say("ui_listing.subtitle"))

    def _ask_name(self) -> None:
        if not self.presenter.asks():
            return
        self.name.setText(self.presenter.name())
        self._name.set_error(None)
        self._naming.show()
        self.name.setFocus()
        self.name.selectAll()

    def _hide_name(self) -> None:
        self._naming.hide()
        self.save.setFocus()

    def _save(self) -> None:
        try:
            self.presenter.save(" ".join(self.name.text().split()))
        except CaseworkerError as error:
            self._name.set_error(self._texts.say(error.message))
            return
        self._hide_name()
        self._subtitle.set_whole(self.presenter.name())
        self._navigator.toast(self._say("ui_listing.saved_shared" if self.presenter.shares() else "ui_listing.saved_own"))

    # ---- files ------------------------------------------------------------------------------------------------------------------------------
    def _export_menu(self) -> None:
        if self.export.isEnabled():
            menu = QMenu(self)
            menu.addAction(self._say("ui_listing.as_xlsx"), partial(self.export_as, ".xlsx"))
            menu.addAction(self._say("ui_listing.as_csv"), partial(self.export_as, ".csv"))
            menu.popup(self.export.mapToGlobal(self.export.rect().bottomLeft()))

    def export_as(self, ending: str) -> None:
        """Ask where, and write all rows there."""
        path = self.ask_where(f"{self.presenter.title()}{ending}")
        if path is None:
            return
        builder, wish, name = self._desk.report_builder, self.presenter.wish, self.presenter.name()
        self._working.show()
        self.export.setEnabled(False)

        def heard(stage: Message, done: int, total: int) -> None:
            count = f"{self._texts.number(done)} / {self._texts.number(total)}" if total else ""
            self.work.show_step(self._texts.say(stage), count, done, total)

        def work(progress: Progress) -> int:
            return builder.write(wish, path, progress, name=name, language=self._texts.language)

        self._stop = self._navigator.run(work, self._written, self._not_written, heard)

    def _written(self, count: int) -> None:
        self._working.hide()
        self.export.setEnabled(True)
        self._navigator.toast(self._texts.say(message("ui_listing.written", count=count)))

    def _not_written(self, error: Exception) -> None:
        self._working.hide()
        self.export.setEnabled(True)
        if isinstance(error, Cancelled):
            self._navigator.toast(self._say("ui_listing.stopped"))
        else:
            self._navigator.problem(error)

    def _stop_work(self) -> None:
        if self._stop is not None:
            self._stop.stop()

    def ask_where(self, name: str) -> Path | None:
        """Ask where a file is to be written; None when nowhere."""
        ending = Path(name).suffix
        safe = "".join("-" if one in '\\/:*?"<>|' else one for one in name)
        kinds = "CSV (*.csv)" if ending == ".csv" else "Excel (*.xlsx)"
        told, _ = QFileDialog.getSaveFileName(self, self._say("ui_listing.where"), str(Path.home() / safe), kinds)
        return Path(told if told.endswith(ending) else f"{told}{ending}") if told else None

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))


def _cell(at: int, cells: Row) -> str:
    return cells[at]


def _width(head: str, rows: tuple[Row, ...], at: int) -> int:
    longest = max((len(one[at]) for one in rows[:50]), default=0)
    return min(max(_LEAST, _LETTER * max(len(head), longest) + 24), _MOST)


def build(desk: Desk, texts: Texts, navigator: Navigator) -> Page:
    """Return the page."""
    return ListingPage(desk, texts, navigator)
