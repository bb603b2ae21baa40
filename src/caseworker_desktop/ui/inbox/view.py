"""The page of the inbox: packages at the left, what came and what does not agree at the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from caseworker_desktop.kernel.clock import today
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.records.catalog import build_catalog
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.changes import Changed
from caseworker_desktop.ui.inbox.conflict_card import ConflictCard
from caseworker_desktop.ui.inbox.packages_pane import PackagesPane
from caseworker_desktop.ui.inbox.pairs import PairsPort
from caseworker_desktop.ui.inbox.pairs_pane import PairsPane
from caseworker_desktop.ui.inbox.presenter import CAME, CONFLICTS, PAIRS, ConflictFace, InboxPresenter, NumberFace, PackageFace, Port
from caseworker_desktop.ui.inbox.words import Words
from caseworker_desktop.ui.shell.page import Breadth, Navigator, Page
from caseworker_desktop.ui.shell.record_fields import RecordFields
from caseworker_desktop.ui.widgets.banner import Banner
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.chips import Tabs
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.label import Elided, Glyph, label, page_title, stat
from caseworker_desktop.ui.widgets.layout import PAGE_MARGINS, box, clear, column, row, rule, scroll
from caseworker_desktop.ui.widgets.loading import Skeleton
from caseworker_desktop.ui.widgets.record_form import RecordForm
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.institutions import institution_name

TOLD_KINDS = 3
NEXT_SHOWN = 4


class InboxPage(Page):
    """Office and field alike: both values of a conflict stand on every device."""

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        super().__init__()
        self._desk, self._texts, self._navigator = desk, texts, navigator
        say = texts.say
        self.packages = PackagesPane(texts, office=desk.worker.office)
        head, self._title, self._subtitle = page_title(say(message("inbox.title")))
        self._answer = Button("", icon="usb", clicked=self._prepare_answer)
        self._answer.hide()
        self._show_list = Button(say(message("inbox.packages")), icon="left", clicked=lambda: self._two_pages(listing=True))
        self._show_list.hide()
        self._figures = row(gap=16)
        self._figures_card = Card(self._figures, pad=(16, 8, 16, 12))
        self._stack = QStackedWidget()
        self._orders = [CONFLICTS, PAIRS, CAME]
        self.tabs = Tabs(
            say(message("inbox.title")),
            [
                (CONFLICTS, say(message("inbox.tab.conflicts", number="0"))),
                (PAIRS, say(message("inbox.tab.pairs", number="0"))),
                (CAME, say(message("inbox.tab.came"))),
            ],
        )
        self.tabs.chosen_changed.connect(self._tab_changed)
        self.conflict = ConflictCard(texts)
        self._next: QVBoxLayout = column(gap=8)
        self._numbers: QVBoxLayout = column(gap=8)
        self._empty = Empty("ok", say(message("inbox.no_conflicts")), say(message("inbox.no_conflicts_text")))
        self._loading = Skeleton(3, say(message("inbox.looking")))
        self._problem = Banner("red")
        safe = row(Glyph("shield", "green", 14), (label(say(message("inbox.nothing_lost")), "small", wrap=True), 1), gap=8)
        conflicts = box(column(self._problem, self._loading, self.conflict, self._empty, self._next, self._numbers, ..., safe, gap=12))
        self._came: QVBoxLayout = column(gap=0)
        self._came_card = Card(self._came, pad=(1, 8, 1, 8), gap=0)
        self.pairs = PairsPane(texts, navigator, self._pairs_port(), self._pairs_counted, lambda: navigator.announce(frozenset()))
        self._waiting_conflicts = self._waiting_pairs = 0
        self._stack.addWidget(scroll(conflicts))
        self._stack.addWidget(scroll(self.pairs))
        self._stack.addWidget(scroll(box(column(self._came_card, ..., gap=0))))
        self._right = box(
            column(
                row(head, ..., self._show_list, self._answer, gap=8),
                self._figures_card,
                self.tabs,
                (self._stack, 1),
                gap=12,
                margins=PAGE_MARGINS,
            )
        )
        self.setLayout(row(self.packages, (self._right, 1), gap=0))
        self._package: PackageFace | None = None
        self._breadth = Breadth.WIDE
        exchange, inbox = desk.exchange, desk.inbox
        self._words, self._fields = self._make_words(), RecordFields(desk, texts)
        port = Port(
            inbox.conflicts,
            inbox.resolve,
            inbox.take_back,
            exchange.bundles,
            exchange.status,
            exchange.name_of,
            self._title_of,
            desk.worker.clock.now,
            office=desk.worker.office,
            aside=desk.aside.bundles,
            numbers=inbox.numbers_twice,
            undo=lambda bundle: desk.aside.undo(bundle, say(message("exchange.undone_why"))),
            redo=desk.aside.redo,
        )
        self.presenter = InboxPresenter(self, port, self._words, texts, navigator.run, navigator.announce)
        self._wire()
        self._stale = True

    def go(self, where: Mapping[str, str]) -> None:
        for name in (CONFLICTS, PAIRS):
            if where.get("do") == name:
                self.tabs.choose([name])
                self._stack.setCurrentIndex(self._orders.index(name))

    def on_shown(self) -> None:
        if self._stale:
            self._stale = False
            self.presenter.load()
            self.pairs.presenter.load()
        if self.conflict.isVisible():
            self.conflict.take_focus()
        elif self.packages.isVisible():
            self.packages.take_focus()
        else:
            self._show_list.setFocus()

    def refresh(self, changed: Changed) -> None:
        self.presenter.load()
        self.pairs.presenter.load()

    def set_breadth(self, breadth: Breadth) -> None:
        self._breadth = breadth
        self._two_pages(listing=False)

    def command(self, name: str) -> bool:
        if name == "save" and self.pairs.card.isVisible():
            self.pairs.card.go.click()
            return True
        if name == "save" and self.conflict.isVisible():
            self.conflict.go.click()
            return True
        return False

    def help_topic(self) -> str:
        return "inbox"

    # What the presenter says

    def show_packages(self, packages: Sequence[PackageFace], chosen: int | None, late: Sequence[tuple[str, str]]) -> None:
        self.packages.show_packages(packages, chosen, late)

    def show_package(self, package: PackageFace | None, waiting: int) -> None:
        say, number = self._texts.say, self._texts.number
        self._package = package
        self._subtitle.setVisible(package is not None)
        self._figures_card.setVisible(package is not None)
        self.tabs.say(CONFLICTS, say(message("inbox.tab.conflicts", number=number(waiting))))
        self._waiting_conflicts = waiting
        self._navigator.count("inbox", waiting + self._waiting_pairs)
        clear(self._figures)
        clear(self._came)
        self._answer.setVisible(package is not None and self._desk.worker.office)
        if package is None:
            self._came.addWidget(Empty("inbox", say(message("inbox.no_packages")), say(message("inbox.no_packages_text"))))
            return
        self._show_standing(package)
        self._subtitle.setText(say(message("inbox.package_from", package=package.subtitle, sender=package.title, when=package.when)))
        self._answer.set_words(say(message("inbox.answer", name=package.title)))
        cells = [stat(number(package.accepted), say(message("inbox.taken", count=package.accepted)))]
        cells += [stat(number(count), name) for name, count in package.kinds[:TOLD_KINDS]]
        tone = "amber" if waiting else None
        cells.append(
            stat(number(waiting), say(message("inbox.conflicts", count=waiting)), say(message("inbox.wait_for_you")) if waiting else "", tone=tone)
        )
        for at, cell in enumerate(cells):
            if at:
                self._figures.addWidget(rule(upright=True))
            self._figures.addWidget(cell, 0, Qt.AlignmentFlag.AlignTop)
        self._figures.addStretch()
        for name, count in package.kinds:
            self._came.addWidget(box(row(label(name, "text"), ..., label(number(count), "h3"), margins=(16, 8, 16, 8))))
            self._came.addWidget(rule(soft=True))

    def said(self, words: Message) -> None:
        self._navigator.toast(self._texts.say(words))

    def _show_standing(self, package: PackageFace) -> None:
        """The office may let a package count for nothing, until somebody builds on it, and take that back."""
        say = self._texts.say
        if not self._desk.worker.office or not package.accepted:
            return
        if package.aside:
            take = say(message("inbox.package_redo"))
            banner = Banner("amber", say(message("inbox.package_aside")), say(message("inbox.package_aside_text")), action=take)
            banner.acted.connect(self.presenter.redone)
            self._came.addWidget(box(column(banner, margins=(16, 8, 16, 8))))
        else:
            undo = Button(say(message("inbox.package_undo")), icon="undo", clicked=self.presenter.undone)
            self._came.addWidget(box(row(label(say(message("inbox.package_counts")), "small"), ..., undo, margins=(16, 8, 16, 8))))
        self._came.addWidget(rule())

    def show_conflicts(self, faces: Sequence[ConflictFace], at: int, chosen: int | None) -> None:
        self.conflict.setVisible(bool(faces))
        self._empty.setVisible(not faces)
        clear(self._next)
        if not faces:
            return
        self.conflict.show_conflict(faces[at], at, len(faces), chosen)
        for step in range(1, min(len(faces), NEXT_SHOWN)):
            place = (at + step) % len(faces)
            self._next.addWidget(self._waiting(faces[place], place))

    def show_numbers(self, twice: Sequence[NumberFace]) -> None:
        clear(self._numbers)
        for one in twice:
            words = box(column(Elided(one.title, "h3"), Elided(one.names, "small"), gap=0))
            open_ = Button(self._texts.say(message("inbox.number_open")), clicked=lambda *_, plan=one.plan: self._navigator.open("plan", plan=plan))
            open_.setAccessibleName(f"{self._texts.say(message('inbox.number_open'))}: {one.title}")
            self._numbers.addWidget(Card(row(Glyph("split", "amber", 20), (words, 1), open_, gap=12), pad=(16, 8, 16, 8)))

    def show_third(self, face: ConflictFace | None) -> None:
        if face is None:
            self.conflict.show_form(None)
            return
        specs = self._fields.specs(face.kind, face.writable, wide=face.writable)
        form = RecordForm(specs, self._texts, self._desk.worker.clock.now)
        form.show_values(face.start)
        self.conflict.show_form(form)

    def third_value(self) -> Any | None:
        form = self.conflict.form
        if form is None or not form.check():
            return None
        values = form.values()
        return values if len(values) > 1 else next(iter(values.values()))

    def show_fault(self, candidate: Message | None, why: Message | None) -> None:
        self.conflict.show_fault(candidate, why)

    def show_problem(self, problem: Message | None) -> None:
        if problem is None:
            self._problem.hide()
        else:
            self._problem.say("red", self._texts.say(message("problem.title")), self._texts.say(problem))
            self._problem.show()

    def show_loading(self, loading: bool) -> None:
        if loading:
            self._loading.start()
        else:
            self._loading.stop()

    def clear_why(self) -> None:
        self.conflict.why.clear()

    def decided(self, left: int, undo: Callable[[], object]) -> None:
        self._navigator.toast(self._texts.say(message("inbox.decided")), undo)
        if left:
            self.conflict.take_focus()

    # Inside

    def _wire(self) -> None:
        self.packages.chosen.connect(self._package_chosen)
        self.packages.load_wanted.connect(self._load)
        self.conflict.picked.connect(self.presenter.candidate_chosen)
        self.conflict.third_wanted.connect(self.presenter.third_wanted)
        self.conflict.turned.connect(self.presenter.turned)
        self.conflict.postponed.connect(lambda: self.presenter.turned(1))
        self.conflict.decided.connect(self.presenter.decided)
        QShortcut(QKeySequence("Ctrl+I"), self).activated.connect(self._load)
        for keys, by in (("Alt+Left", -1), ("Alt+Right", 1)):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda by=by: self._turned(by))
        self._empty.hide()
        self._problem.hide()
        self.conflict.hide()

    def _turned(self, by: int) -> None:
        """The next or the previous of what is in front: a conflict or a pair."""
        if self.pairs.card.isVisible():
            self.pairs.presenter.turned(by)
            self.pairs.card.take_focus()
        elif self.conflict.isVisible():
            self.presenter.turned(by)
            self.conflict.take_focus()

    def _tab_changed(self) -> None:
        self._stack.setCurrentIndex(self._orders.index(self.tabs.value()))
        self.tabs.take_focus()

    def _pairs_counted(self, count: int) -> None:
        self._waiting_pairs = count
        self.tabs.say(PAIRS, self._texts.say(message("inbox.tab.pairs", number=self._texts.number(count))))
        self._navigator.count("inbox", self._waiting_conflicts + count)

    def _pairs_port(self) -> PairsPort:
        desk, texts = self._desk, self._texts
        known = desk.institutions.known()
        day = today(desk.worker.clock).isoformat()
        pairs = desk.duplicates
        return PairsPort(
            pairs.pairs,
            pairs.compare,
            pairs.merge,
            pairs.unmerge,
            pairs.dismiss,
            lambda place: institution_name(known, place, day, texts.language) if place in known else "",
            lambda code: desk.lists.name("municipalities", code, texts.language),
        )

    def _load(self) -> None:
        self._navigator.open("exchange", do="receive")

    def _prepare_answer(self) -> None:
        if self._package is not None:
            self._navigator.open("exchange", to=self._package.device)

    def _package_chosen(self, at: int) -> None:
        self.presenter.package_chosen(at)
        self._two_pages(listing=False)

    def _two_pages(self, *, listing: bool) -> None:
        """Below 1000 px list and detail are two pages."""
        narrow = self._breadth is Breadth.NARROW
        self.packages.set_wide(narrow)
        self.packages.setVisible(not narrow or listing)
        self._right.setVisible(not narrow or not listing)
        self._show_list.setVisible(narrow)

    def _waiting(self, face: ConflictFace, place: int) -> QWidget:
        words = box(column(Elided(face.title, "h3"), Elided(face.subtitle, "small"), gap=0))
        icon, tone = ("warn", "red") if face.grave else ("split", "amber")
        open_ = Button(self._texts.say(message("inbox.open")), clicked=lambda: self.presenter.opened(place))
        open_.setAccessibleName(f"{self._texts.say(message('inbox.open'))}: {face.title}, {face.subtitle}")
        return Card(row(Glyph(icon, tone, 20), (words, 1), open_, gap=12), pad=(16, 8, 16, 8))

    def _title_of(self, kind: str, id_: str) -> str:
        """Return what names a record to a person, empty text when it is not here."""
        shown = self._desk.dumping.show(kind, id_) if kind in self._words.kinds() else None
        return self._words.title(kind, shown) if shown is not None else ""

    def _make_words(self) -> Words:
        desk, texts = self._desk, self._texts
        kinds = {kind.name: kind for kind in build_catalog().kinds()}
        known = desk.institutions.known()
        day = today(desk.worker.clock).isoformat()

        def name_of(targets: tuple[str, ...], id_: str) -> str:
            if "institution" in targets and id_ in known:
                return institution_name(known, id_, day, texts.language)
            named = (self._title_of(target, id_) for target in targets)
            return next((name for name in named if name), texts.say(message("inbox.value.elsewhere")))

        return Words(texts, kinds, lambda list_, code: desk.lists.name(list_, code, texts.language), name_of)


def build(desk: Desk, texts: Texts, navigator: Navigator) -> Page:
    """Return the page."""
    return InboxPage(desk, texts, navigator)
