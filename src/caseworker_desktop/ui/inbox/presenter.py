"""The inbox: which package is looked at, which conflict is open, what was chosen and why. Plain Python."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.inbox.words import DELETED, Words
from caseworker_desktop.ui.moments import day_words
from caseworker_desktop.ui.problems import as_message

CAME, CONFLICTS, PAIRS = "came", "conflicts", "pairs"
SILENT_DAYS = 14
#: So many fields of an edit are told beside a deletion.
TOLD = 4


@dataclass(frozen=True, slots=True)
class CandidateFace:
    """One value as it is shown; `value` goes back to the use case. `can_choose` is False for what this person may not read."""

    value: Any
    words: str
    who: str
    when: str
    where: str
    shown: bool
    can_choose: bool


@dataclass(frozen=True, slots=True)
class ConflictFace:
    """One conflict as it is shown. `writable`: the fields a person fills to write another value, none when it can only be chosen; `start`: what
    they begin from (field → plain value), for texts both."""

    kind: str
    id: str
    field: str
    title: str
    subtitle: str
    candidates: tuple[CandidateFace, ...]
    grave: bool
    writable: tuple[str, ...]
    start: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PackageFace:
    """A package that came, as the list and the head show it. `kinds`: name and number of records, the most first; `bundle`: its digest (hex),
    `aside`: it does not count until a person takes it."""

    device: str
    title: str
    subtitle: str
    when: str
    badge: tuple[Message, str, str]
    accepted: int
    conflicts: int
    kinds: tuple[tuple[str, int], ...]
    bundle: str = ""
    aside: bool = False


@dataclass(frozen=True, slots=True)
class NumberFace:
    """A number that several plans bear; `plan` is the one that got it last."""

    title: str
    names: str
    plan: str


class InboxView(Protocol):
    """What the inbox asks of its screen."""

    def show_packages(self, packages: Sequence[PackageFace], chosen: int | None, late: Sequence[tuple[str, str]]) -> None:
        """Show the list of packages and who has been silent for long."""
        ...

    def show_package(self, package: PackageFace | None, waiting: int) -> None:
        """Show the head of the chosen package; `waiting` conflicts in all."""
        ...

    def show_conflicts(self, faces: Sequence[ConflictFace], at: int, chosen: int | None) -> None:
        """Show the conflict `at` with the chosen candidate, and the next below; none left: the empty state."""
        ...

    def show_numbers(self, twice: Sequence[NumberFace]) -> None:
        """Show the numbers that several plans bear."""
        ...

    def show_third(self, face: ConflictFace | None) -> None:
        """Show the editors for a value of one's own; None: take them away."""
        ...

    def third_value(self) -> Any | None:
        """Return what was typed there; None when it cannot be taken, which is said there."""
        ...

    def show_fault(self, candidate: Message | None, why: Message | None) -> None:
        """Mark what is missing before a decision can be written."""
        ...

    def show_problem(self, problem: Message | None) -> None:
        """Say what went wrong."""
        ...

    def show_loading(self, loading: bool) -> None:
        """Conflicts are looked for."""
        ...

    def clear_why(self) -> None:
        """Empty the line of the reason."""
        ...

    def decided(self, left: int, undo: Callable[[], object]) -> None:
        """A decision was written; `left` conflicts remain, `undo` takes it back."""
        ...

    def said(self, words: Message) -> None:
        """Say what was done."""
        ...


class Run(Protocol):
    """How work leaves the window's thread."""

    def __call__(self, operation: Callable[[Progress], Any], success: Callable[[Any], object], failure: Callable[[Exception], object]) -> object:
        """Run `operation`; call one of the two on the window's thread."""
        ...


@dataclass(frozen=True, slots=True)
class Port:
    """What the inbox asks of the desk."""

    conflicts: Callable[[], Sequence[Any]]
    resolve: Callable[[str, str, str, Any, str], Any]
    take_back: Callable[[Any], Any]
    bundles: Callable[[], Sequence[Any]]
    peers: Callable[[], Sequence[Any]]
    device_name: Callable[[bytes], str]
    title_of: Callable[[str, str], str]
    now: Callable[[], datetime]
    office: bool
    numbers: Callable[[], Sequence[Sequence[Any]]] = tuple
    aside: Callable[[], Collection[bytes]] = frozenset
    undo: Callable[[str], Any] | None = None
    redo: Callable[[str], Any] | None = None


class InboxPresenter:
    """`wrote` is told the records that a decision changed, or that everything may have."""

    def __init__(
        self, view: InboxView, port: Port, words: Words, texts: Texts, run: Run, wrote: Callable[[frozenset[tuple[str, str]]], object]
    ) -> None:
        self._view, self._port, self._words, self._texts, self._run, self._wrote = view, port, words, texts, run, wrote
        self._faces: list[ConflictFace] = []
        self._packages: list[PackageFace] = []
        self._package: int | None = None
        self._at, self._chosen = 0, None  # type: tuple[int, int | None]
        self._asked, self._third = 0, False

    def load(self) -> None:
        """Ask again for packages and conflicts."""
        aside = self._port.aside()
        self._packages = [self._package_face(one, aside) for one in self._port.bundles() if not one.outgoing]
        if self._package is None or self._package >= len(self._packages):
            self._package = 0 if self._packages else None
        self._view.show_packages(self._packages, self._package, self._late())
        self._view.show_loading(True)
        self._asked += 1
        asked = self._asked
        self._run(lambda _: (self._port.conflicts(), self._port.numbers()), lambda found: self._found(asked, *found), self._failed)

    def package_chosen(self, at: int) -> None:
        """Another package is looked at."""
        self._package = at
        self._show_package()

    def turned(self, by: int) -> None:
        """The next or the previous conflict; the one in front stays as it is."""
        if self._faces:
            self._open((self._at + by) % len(self._faces))

    def opened(self, at: int) -> None:
        """A conflict of the list below was opened."""
        self._open(at)

    def candidate_chosen(self, at: int) -> None:
        """A value was chosen."""
        if self._faces and self._faces[self._at].candidates[at].can_choose:
            self._chosen, self._third = at, False
            self._view.show_third(None)
            self._view.show_fault(None, None)
            self._view.show_conflicts(self._faces, self._at, self._chosen)

    def third_wanted(self) -> None:
        """Neither is right, or both are: the person writes a value of their own."""
        if self._faces and self._faces[self._at].writable:
            self._chosen, self._third = None, True
            self._view.show_fault(None, None)
            self._view.show_conflicts(self._faces, self._at, None)
            self._view.show_third(self._faces[self._at])

    def decided(self, why: str) -> None:
        """Write the decision: a value and a reason are needed."""
        if not self._faces:
            return
        missing = message("inbox.fault.choose") if self._chosen is None and not self._third else None
        reason = message("inbox.fault.why") if not why.strip() else None
        self._view.show_fault(missing, reason)
        if missing is not None or reason is not None:
            return
        face = self._faces[self._at]
        value = face.candidates[self._chosen].value if self._chosen is not None else self._view.third_value()
        if self._third and value is None:
            return
        self._run(
            lambda _: self._port.resolve(face.kind, face.id, face.field, value, why.strip()), lambda decided: self._done(face, decided), self._failed
        )

    def _done(self, face: ConflictFace, decided: Any) -> None:
        def undo() -> None:
            self._run(lambda _: self._port.take_back(decided), lambda _: self._taken_back(face), self._failed)

        self._faces = [one for one in self._faces if one is not face]
        self._view.clear_why()
        self._open(min(self._at, len(self._faces) - 1) if self._faces else 0)
        self._show_package()
        self._view.decided(len(self._faces), undo)
        self._wrote(decided.written.records)

    def _taken_back(self, face: ConflictFace) -> None:
        self._view.said(message("inbox.undone"))
        self._wrote(frozenset(((face.kind, face.id),)))

    def _failed(self, error: Exception) -> None:
        self._view.show_loading(False)
        self._view.show_problem(as_message(error))

    def _found(self, asked: int, found: Sequence[Any], numbers: Sequence[Sequence[Any]]) -> None:
        if asked != self._asked:
            return  # asked again meanwhile: the newer answer counts
        say = self._texts.say
        self._view.show_numbers([
            NumberFace(say(message("inbox.number_twice", number=many[0].number)), ", ".join(one.names for one in many), many[-1].plan)
            for many in numbers])
        before = self._faces[self._at] if self._at < len(self._faces) else None
        self._faces = sorted((self._conflict_face(one) for one in found), key=lambda one: (not one.grave, self._texts.sort_key(one.title), one.field))
        self._view.show_loading(False)
        self._view.show_problem(None)
        same = next((at for at, one in enumerate(self._faces) if before is not None and (one.id, one.field) == (before.id, before.field)), None)
        if same is not None and before is not None and self._faces[same].candidates == before.candidates:
            self._at = same  # what was chosen or typed stays
            self._view.show_conflicts(self._faces, self._at, self._chosen)
        else:
            self._open(0)
        self._show_package()

    def _open(self, at: int) -> None:
        self._at, self._chosen, self._third = at, None, False
        self._view.show_third(None)
        self._view.show_fault(None, None)
        self._view.show_conflicts(self._faces, self._at, None)

    def _show_package(self) -> None:
        chosen = self._packages[self._package] if self._package is not None else None
        self._view.show_package(chosen, len(self._faces))

    def _conflict_face(self, one: Any) -> ConflictFace:
        kind, field = self._words.kind(one.kind), self._words.field(one.kind, one.field)
        own = self._port.title_of(one.kind, one.id)
        person = self._port.title_of("person", one.person) if one.person is not None else ""
        about = f"{kind}: {own}" if own and own != person else kind
        writable = self._words.writable(one.kind, one.field) if all(each.shut is None for each in one.values) else ()
        together = self._words.together(one.kind, one.field, [each.value for each in one.values])
        return ConflictFace(
            one.kind,
            one.id,
            one.field,
            person or own or kind,
            self._texts.say(message("inbox.about", kind=about, field=field)),
            tuple(self._candidate_face(one, candidate) for candidate in one.values),
            one.kind == "flag" or one.field == DELETED,
            writable,
            {one.field: together} if together is not None else dict(one.shown) if isinstance(one.shown, Mapping) else {},
        )

    def _candidate_face(self, one: Any, candidate: Any) -> CandidateFace:
        texts = self._texts
        shut = candidate.shut is not None
        words = texts.say(message("inbox.value.shut")) if shut else self._words.value(one.kind, one.field, candidate.value)
        if candidate.wrote:  # an edit that meets a deletion: what it says
            told = [f"{self._words.field(one.kind, register)}: {self._words.value(one.kind, register, value)}" for register, value in candidate.wrote]
            words = texts.say(message("inbox.value.kept_with", what="; ".join(told[:TOLD])))
        return CandidateFace(
            candidate.value,
            words,
            candidate.staff_name or texts.say(message("inbox.somebody")),
            day_words(candidate.at, self._port.now(), texts),
            candidate.device_name or texts.say(message("inbox.some_device")),
            candidate.shown,
            not shut,
        )

    def undone(self) -> None:
        """The package that is looked at shall not count."""
        self._turn(self._port.undo, message("inbox.package_undone"))

    def redone(self) -> None:
        """The package that is looked at, set aside, shall count."""
        self._turn(self._port.redo, message("inbox.package_redone"))

    def _turn(self, act: Callable[[str], Any] | None, said: Message) -> None:
        if act is None or self._package is None:
            return
        bundle = self._packages[self._package].bundle
        self._run(lambda _: act(bundle), lambda _: self._turned_over(said), self._failed)

    def _turned_over(self, said: Message) -> None:
        self._view.said(said)
        self._wrote(frozenset())

    def _package_face(self, note: Any, aside: Collection[bytes]) -> PackageFace:
        texts, told = self._texts, note.told
        conflicts, parked = int(told.get("conflicts", 0)), int(told.get("parked", 0))
        accepted = int(told.get("accepted", told.get("operations", 0)))
        if note.digest in aside:
            badge = (message("inbox.badge.aside"), "amber", "warn")
        elif conflicts:
            badge = (message("inbox.badge.conflicts", count=conflicts), "amber", "split")
        elif parked:
            badge = (message("inbox.badge.parked", count=parked), "amber", "warn")
        else:
            badge = (message("inbox.badge.all"), "green", "check")
        by_kind = {str(kind): int(count) for kind, count in told.get("by_kind", {}).items()}
        known = [
            (self._words.kind(kind), count)
            for kind, count in sorted(by_kind.items(), key=lambda pair: (-pair[1], pair[0]))
            if kind in self._words.kinds()
        ]
        when = day_words(_moment(note.at), self._port.now(), texts)
        title = self._port.device_name(note.peer)
        subtitle = texts.say(message("inbox.package", number=note.number, changes=message("exchange.operations", count=accepted)))
        return PackageFace(
            ids.to_text(note.peer), title, subtitle, when, badge, accepted, conflicts, tuple(known), note.digest.hex(), note.digest in aside
        )

    def _late(self) -> list[tuple[str, str]]:
        """Return the laptops that were silent for long, with how long."""
        late = [one for one in self._port.peers() if self._port.office and one.days_silent is not None and one.days_silent >= SILENT_DAYS]
        return [(one.name, self._texts.say(message("inbox.late", count=one.days_silent))) for one in late]


def _moment(unix_ms: int) -> str:
    return datetime.fromtimestamp(unix_ms / 1000, UTC).isoformat()
