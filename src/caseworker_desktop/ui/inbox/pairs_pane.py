"""The tab of likely duplicates: one pair in front, or the word that there is none."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.inbox.pair_card import PairCard
from caseworker_desktop.ui.inbox.pairs import PairFace, PairsPort, PairsPresenter
from caseworker_desktop.ui.shell.page import Navigator
from caseworker_desktop.ui.widgets.banner import Banner
from caseworker_desktop.ui.widgets.empty import Empty
from caseworker_desktop.ui.widgets.label import Glyph, label
from caseworker_desktop.ui.widgets.layout import column, row
from caseworker_desktop.ui.widgets.loading import Skeleton


class PairsPane(QWidget):
    """`counted` is told how many pairs wait, `wrote` that one was judged."""

    def __init__(self, texts: Texts, navigator: Navigator, port: PairsPort, counted: Callable[[int], object], wrote: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._texts, self._navigator = texts, navigator
        say = texts.say
        self.card = PairCard(texts)
        self._empty = Empty("ok", say(message("inbox.no_pairs")), say(message("inbox.no_pairs_text")))
        self._looking = Skeleton(3, say(message("inbox.pairs_looking")))
        self._problem = Banner("red")
        never = row(Glyph("shield", "green", 14), (label(say(message("inbox.pair.never_alone")), "small", wrap=True), 1), gap=8)
        self.setLayout(column(self._problem, self._looking, self.card, self._empty, ..., never, gap=12))
        for one in (self._problem, self._empty, self.card):
            one.hide()
        self.presenter = PairsPresenter(self, port, texts, navigator.run, counted, wrote)
        self.card.joined.connect(self.presenter.joined)
        self.card.kept_apart.connect(self.presenter.kept_apart)
        self.card.turned.connect(self.presenter.turned)
        self.card.opened.connect(self._open)

    def show_pair(self, face: PairFace | None, at: int, count: int) -> None:
        self.card.setVisible(face is not None)
        self._empty.setVisible(face is None)
        if face is not None:
            self.card.show_pair(face, at, count)

    def show_looking(self, looking: bool) -> None:
        if looking and self.presenter.front() is None:
            self._empty.hide()
            self._looking.start()
        else:
            self._looking.stop()

    def show_problem(self, problem: Message | None) -> None:
        if problem is None:
            self._problem.hide()
        else:
            self._problem.say("red", self._texts.say(message("problem.title")), self._texts.say(problem))
            self._problem.show()

    def said(self, words: Message, undo: Callable[[], object] | None) -> None:
        self._navigator.toast(self._texts.say(words), undo)

    def _open(self, at: int) -> None:
        face = self.presenter.front()
        if face is None:
            return
        record = face.b if at else face.a
        if face.kind == "person":
            self._navigator.open("people", person=record)
        else:
            self._navigator.open("partners", partner=record)
