"""Notes after their signing: read again by their author, amended by further ones, marked as entered in error; never edited."""

from __future__ import annotations

from dataclasses import dataclass

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.folding import fold
from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.views.notes import NoteRow, note_thread, own_notes
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.intent import Intent, Written
from caseworker_desktop.usecases.protected import Protected, Shut
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import Writer

__all__ = ["LEVELS", "MyNote", "NoteRow", "Noting", "Signed"]

LEVELS = ("shared", "role", "author")
#: So many of one's own notes are looked through.
MOST = 1000


@dataclass(frozen=True, slots=True)
class Signed:
    """A note to be signed. `role`: for whom, where the level is role (else the author's own)."""

    case: str
    text: str
    level: str = "shared"
    session: str | None = None
    next_step: str | None = None
    concern: bool = False
    amends: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class MyNote:
    """A note with its words (None: kept for others)."""

    row: NoteRow
    text: str | None
    next_step: str | None
    concern: bool = False


class Noting:
    """The notes of one worker."""

    def __init__(self, store: Store, writer: Writer, protected: Protected, worker: Worker) -> None:
        self._store, self._writer, self._protected, self._worker = store, writer, protected, worker

    def sign(self, told: Signed) -> Written:
        """Sign a note. Raises LineRefused naming `note` or `level`."""
        return self._writer.write([self.intent(told)])

    def intent(self, told: Signed) -> Intent:
        """Return the wish for a note, to be written together with others. Raises LineRefused naming `note` or `level`."""
        if not told.text.strip():
            raise LineRefused(message("noting.empty"), field="note")
        if told.level not in LEVELS:
            raise LineRefused(message("refused.unknown_code", code=told.level[:40]), field="level")
        values = {
            "case": told.case, "session": told.session, "level": told.level,
            "role": (told.role or self._worker.role) if told.level == "role" else None, "text": told.text.strip(),
            "next_step": (told.next_step or "").strip() or None, "concern": told.concern or None, "amends": told.amends,
            "signed_on": self._worker.clock.now().isoformat(timespec="seconds"),
        }
        return Intent("note", self._writer.new_id(), {name: value for name, value in values.items() if value is not None})

    def amend(self, note: str, text: str, next_step: str | None = None) -> Written:
        """Sign an amendment: a further note of the same case, session and readers, that points to the one it adds to. Raises LineRefused."""
        with self._store.reading() as reading:
            first = reading.row("note", note)
        if first is None:
            raise LineRefused(message("refused.unknown_record"), field="note")
        return self.sign(Signed(first.case, text, first.level, first.session, next_step, amends=note, role=first.role))

    def withdraw(self, note: str, *, in_error: bool = True) -> Written:
        """Mark a note as entered in error, so that nothing shows it any more; or (False) take that back. Only its author may. Raises LineRefused."""
        with self._store.reading() as reading:
            row = reading.row("note", note)
        if row is None or row.created_by != self._worker.staff:
            raise LineRefused(message("noting.not_yours"), field="note")
        return self._writer.write([Intent("note", note, {"entered_in_error": True if in_error else None})])

    def mine(self, text: str = "", *, person: str | None = None) -> tuple[MyNote, ...]:
        """Return one's own notes, the latest signed first, protected ones opened; `text` is looked for in memory, letter by letter forgiving."""
        with self._store.reading() as reading:
            found = own_notes(reading.connection, self._worker.staff, person, MOST)
        opened = self._opened(found)
        words = fold(text).split()
        return tuple(one for one in opened if all(word in fold(f"{one.text or ''} {one.next_step or ''} {one.row.name}") for word in words))

    def thread(self, note: str) -> tuple[MyNote, ...]:
        """Return a note and what amends it, in the order of signing; the words only of those this worker may read."""
        with self._store.reading() as reading:
            found = note_thread(reading.connection, ids.to_bytes(note))
        return tuple(self._opened(found))

    def _opened(self, found: list[NoteRow]) -> list[MyNote]:
        shut = [one.id for one in found if one.text is None]
        kept = self._protected.open("note", shut) if shut else {}
        return [self._my(one, kept.get(one.id, {})) for one in found]

    def _my(self, row: NoteRow, kept: dict[str, object]) -> MyNote:
        told = {"text": row.text, "next_step": row.next_step, "concern": row.concern} | kept
        text, step = (None if isinstance(told[name], Shut) or told[name] is None else str(told[name]) for name in ("text", "next_step"))
        return MyNote(row, text, step, told["concern"] is True)
