"""The pairs that may be one: which is in front, what is the same, what will be shown once they are joined. Plain Python."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.inbox.presenter import Run
from caseworker_desktop.ui.problems import as_message

#: So many pairs are prepared; the others follow when these are judged.
PREPARED = 30
SURE = 0.8


@dataclass(frozen=True, slots=True)
class RowFace:
    """One line of the comparison. `shown`: which value stands once they are joined (0, 1), None when both say the same."""

    label: str
    values: tuple[str, str]
    shown: int | None

    @property
    def same(self) -> bool:
        """Tell whether both say the same."""
        return self.shown is None


@dataclass(frozen=True, slots=True)
class PairFace:
    """A pair as it is shown; `badge`: words and tone of how sure it is; `heads`: device, place and case of each."""

    kind: str
    a: str
    b: str
    question: str
    because: str
    badge: tuple[Message, str]
    heads: tuple[str, str]
    rows: tuple[RowFace, ...]
    result: str
    go: str


class PairsView(Protocol):
    """What the pairs ask of their pane."""

    def show_pair(self, face: PairFace | None, at: int, count: int) -> None:
        """Show a pair, `at` of `count`; None: there is none, the empty state."""
        ...

    def show_looking(self, looking: bool) -> None:
        """Pairs are looked for."""
        ...

    def show_problem(self, problem: Message | None) -> None:
        """Say what went wrong."""
        ...

    def said(self, words: Message, undo: Callable[[], object] | None) -> None:
        """Say what was done; it may be taken back."""
        ...


@dataclass(frozen=True, slots=True)
class PairsPort:
    """What the pairs ask of the desk. `place_name`: an institution's id → its name; `municipality_name`: a code → its name."""

    pairs: Callable[[], Sequence[Any]]
    compare: Callable[[Any], tuple[Any, Any]]
    merge: Callable[[str, str], Any]
    unmerge: Callable[[str, str], Any]
    dismiss: Callable[[str, str], Any]
    place_name: Callable[[str], str]
    municipality_name: Callable[[str], str]


class PairsPresenter:
    """`counted` is told how many pairs there are, `wrote` that something was decided."""

    def __init__(
        self, view: PairsView, port: PairsPort, texts: Texts, run: Run, counted: Callable[[int], object], wrote: Callable[[], object]
    ) -> None:
        self._view, self._port, self._texts, self._run, self._counted, self._wrote = view, port, texts, run, counted, wrote
        self._faces: list[PairFace] = []
        self._total, self._at, self._asked = 0, 0, 0

    def load(self) -> None:
        """Look for pairs."""
        self._asked += 1
        asked = self._asked
        self._view.show_looking(True)

        def look(_: object) -> tuple[int, list[PairFace]]:
            pairs = self._port.pairs()
            return len(pairs), [self.face(pair, *self._port.compare(pair)) for pair in pairs[:PREPARED]]

        self._run(look, lambda found: self._found(asked, *found), self._failed)

    def turned(self, by: int) -> None:
        """The next or the previous pair; the one in front stays as it is."""
        if self._faces:
            self._at = (self._at + by) % len(self._faces)
            self._show()

    def joined(self) -> None:
        """The two in front are one."""
        if self._faces:
            face = self._faces[self._at]

            def undo() -> None:
                self._run(lambda _: self._port.unmerge(face.a, face.b), lambda _: self._done(None, None), self._failed)

            self._run(lambda _: self._port.merge(face.a, face.b), lambda _: self._done(message("inbox.pair.joined"), undo), self._failed)

    def kept_apart(self) -> None:
        """The two in front are two."""
        if self._faces:
            face = self._faces[self._at]
            self._run(lambda _: self._port.dismiss(face.a, face.b), lambda _: self._done(message("inbox.pair.kept_apart"), None), self._failed)

    def front(self) -> PairFace | None:
        """Return the pair in front."""
        return self._faces[self._at] if self._faces else None

    # Inside

    def _found(self, asked: int, total: int, faces: list[PairFace]) -> None:
        if asked != self._asked:
            return
        self._total, self._faces = total, faces
        self._at = min(self._at, max(0, len(faces) - 1))
        self._view.show_looking(False)
        self._view.show_problem(None)
        self._counted(total)
        self._show()

    def _show(self) -> None:
        self._view.show_pair(self.front(), self._at, self._total)

    def _done(self, words: Message | None, undo: Callable[[], object] | None) -> None:
        if words is not None:
            self._view.said(words, undo)
        self._wrote()

    def _failed(self, error: Exception) -> None:
        self._view.show_looking(False)
        self._view.show_problem(as_message(error))

    # Words

    def face(self, pair: Any, one: Any, other: Any) -> PairFace:
        """Return a pair in words."""
        say, person = self._texts.say, pair.kind == "person"
        rows = [row for row in (self._person_rows(one, other) if person else self._partner_rows(one, other)) if any(row.values)]
        nothing = say(message("inbox.value.none"))
        rows = [RowFace(row.label, (row.values[0] or nothing, row.values[1] or nothing), row.shown) for row in rows]
        called = one.case_number or one.names
        return PairFace(
            kind=pair.kind,
            a=pair.a,
            b=pair.b,
            question=say(message("inbox.pair.question_person") if person else message("inbox.pair.question_partner")),
            because=say(message("inbox.pair.because", what=", ".join(say(_BECAUSE[why]) for why in pair.because))),
            badge=(message("inbox.pair.sure"), "amber") if pair.score >= SURE else (message("inbox.pair.maybe"), "grey"),
            heads=(self._head(one), self._head(other)),
            rows=tuple(rows),
            result=say(message("inbox.pair.result_person", count=one.sessions + other.sessions) if person else message("inbox.pair.result_partner")),
            go=say(message("inbox.pair.join_into", name=called)),
        )

    def _head(self, side: Any) -> str:
        case = self._texts.say(message("inbox.pair.case", number=side.case_number)) if side.case_number else ""
        place = self._port.place_name(side.site) if side.site else ""
        return " · ".join(part for part in (case, side.device, place) if part) or self._texts.say(message("inbox.some_device"))

    def _person_rows(self, one: Any, other: Any) -> list[RowFace]:
        return [
            self._row(message("inbox.pair.names"), one.names, other.names),
            self._row(message("inbox.pair.birth_date"), *(self._texts.date(side.birth_date) if side.birth_date else "" for side in (one, other))),
            self._row(message("inbox.pair.code"), ", ".join(one.codes), ", ".join(other.codes)),
            self._row(message("inbox.pair.phone"), one.phone or "", other.phone or ""),
            self._row(message("inbox.pair.home"), self._town(one), self._town(other)),
            self._row(message("inbox.pair.opened"), self._opened(one), self._opened(other)),
            self._row(message("inbox.pair.records"), self._records(one), self._records(other)),
        ]

    def _partner_rows(self, one: Any, other: Any) -> list[RowFace]:
        return [
            self._row(message("inbox.pair.name"), one.names, other.names),
            self._row(message("inbox.pair.legal_code"), ", ".join(one.codes), ", ".join(other.codes)),
            self._row(message("inbox.pair.town"), self._town(one), self._town(other)),
            self._row(message("inbox.pair.phone"), one.phone or "", other.phone or ""),
            self._row(message("inbox.pair.email"), one.email or "", other.email or ""),
        ]

    def _row(self, words: Message, a: str, b: str) -> RowFace:
        return RowFace(self._texts.say(words), (a, b), None if a == b else 0 if a else 1)

    def _town(self, side: Any) -> str:
        return self._port.municipality_name(side.municipality) if side.municipality else ""

    def _opened(self, side: Any) -> str:
        return ", ".join(part for part in (self._texts.date(side.opened_on) if side.opened_on else "", side.lead or "") if part)

    def _records(self, side: Any) -> str:
        words = [self._texts.say(message("inbox.pair.sessions", count=side.sessions))]
        if side.plans:
            words.append(self._texts.say(message("inbox.pair.plans", count=side.plans)))
        return ", ".join(words)


_BECAUSE = {
    "code": message("inbox.pair.by_code"),
    "name": message("inbox.pair.by_name"),
    "sound": message("inbox.pair.by_sound"),
    "birth_date": message("inbox.pair.by_birth_date"),
    "legal_code": message("inbox.pair.by_legal_code"),
    "municipality": message("inbox.pair.by_municipality"),
}
