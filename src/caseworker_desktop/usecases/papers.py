"""All papers of the house: printed for a record, in one or two languages, as the file's copy or the client's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from caseworker_desktop.kernel import clock, ids
from caseworker_desktop.kernel.clock import unix_ms
from caseworker_desktop.kernel.errors import Denied, Refused, UsageError
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.paper.bound import bound
from caseworker_desktop.paper.form import Form, Made
from caseworker_desktop.paper.gate import GateFile, gate_slip
from caseworker_desktop.paper.model import Paper
from caseworker_desktop.paper.naming import safe_name
from caseworker_desktop.paper.pages import Picture
from caseworker_desktop.paper.registry import PAPERS, PaperKind
from caseworker_desktop.paper.source import Source
from caseworker_desktop.paper.wording import Names, wording
from caseworker_desktop.records.views.paper_head import office_row, project_row
from caseworker_desktop.records.views.plan_rows import OfficeRow, ProjectRow
from caseworker_desktop.settings import LANGUAGES
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.printing import COPIES, PLAN, PRINTED, May, Printing, staged
from caseworker_desktop.usecases.protected import Protected, Shut
from caseworker_desktop.usecases.worker import Worker

__all__ = ["COPIES", "Paper", "PaperName", "Papers", "Picture"]

GATE = "gate-slip"
_CONFLICT = 1
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class PaperName:
    """A paper that can be printed: `records` are the kinds its id may be of; `copies`: whether there is a client's copy."""

    name: str
    title: Message
    records: tuple[str, ...]
    copies: bool


class Papers:
    """Prints for one worker; any thread may."""

    def __init__(self, store: Store, worker: Worker, may: May, lists: Names, institutions: Mapping[str, Mapping[str, Any]],
                 printing: Printing, protected: Protected) -> None:
        self._store, self._worker, self._may, self._lists, self._institutions, self._printing = store, worker, may, lists, institutions, printing
        self._protected = protected
        self._papers = {one.name: one for one in PAPERS}

    def kinds(self) -> tuple[PaperName, ...]:
        """Return the papers that this worker may print, the plan first."""
        plan = (PaperName(PLAN, message("papers.kind.plan"), (PLAN,), copies=True),) if self._reads(("plan",)) else ()
        named = tuple(PaperName(one.name, one.title, one.records, one.copies) for one in PAPERS if self._reads(one.needs))
        return (*plan, *named, PaperName(GATE, message("papers.kind.gate_slip"), (), copies=False))

    def print(self, kind: str, id_: str, copy: str = "file", language: str | None = None, second: str | None = None,
              target: Path | None = None, *, purpose: str = "signature", options: Mapping[str, str] | None = None) -> Paper:
        """Return a paper about a record; with `target` the PDF is also written there, whole or not at all.

        `kind` is one of `kinds()`; `id_` the record's, for the gate's slip the digests (SHA-256) of packages with commas between; `copy` file
        or client; `language` the paper's (None: the person's when the house speaks it, else the workspace's); `second` the labels' second
        language. `purpose` signature (the print is noted in the audit) or preview (nothing is written). `options` are those of the paper
        (`on`: a day of a calendar's week; `template`: a letter's code; `stick`, `serial`, `permit`, `laptop`: what stands on the gate's slip).
        Raises UsageError for a paper, copy or language that is none, Denied when the worker may not, Refused when something is not here, people
        disagree in it, or the target cannot be written.
        """
        if kind == PLAN:
            paper = self._printing.print_plan(id_, copy, language, second, purpose=purpose, target=target)
            return self._named(paper, message("papers.kind.plan"), language or self._worker.language, None)
        chosen = self._papers.get(kind)
        if chosen is None and kind != GATE:
            raise UsageError(message("papers.unknown", kind=kind[:40]))
        if copy not in COPIES:
            raise UsageError(message("printing.unknown_copy"))
        if (language or LANGUAGES[0]) not in LANGUAGES or (second or LANGUAGES[0]) not in LANGUAGES:
            raise UsageError(message("printing.unknown_language"))
        persons: tuple[str, ...] = ()
        if chosen is None:
            paper = self._gate(id_, language, second, options or {})
        elif self._reads(chosen.needs):
            paper, persons = self._made(chosen, id_, copy, language, second, options or {})
        else:
            raise Denied(message("denied.role"))
        with staged(target, paper.pdf) if target is not None else nullcontext():
            if purpose == "signature":
                self._note(persons)
        return paper

    def picture(self, paper: Paper, number: int, width: int) -> Picture:
        """Return a page (1 is the first) of a paper as a picture `width` px wide. Raises IndexError for a page that is none."""
        return self._printing.picture(paper, number, width)

    # ---- inside -------------------------------------------------------------------------------------------------------------------
    def _reads(self, kinds: Sequence[str]) -> bool:
        return all(self._may(self._worker.role, self._worker.roles_extra, one, "read") for one in kinds)

    def _made(self, chosen: PaperKind, id_: str, copy: str, language: str | None, second: str | None,
              options: Mapping[str, str]) -> tuple[Paper, tuple[str, ...]]:
        if not ids.is_uuid(id_):
            raise Refused(message("papers.nothing_here"))
        record = ids.to_text(ids.to_bytes(id_))
        with self._store.reading() as reading:
            kind = next((one for one in chosen.records if reading.row(one, record) is not None), None)
            if kind is None:
                raise Refused(message("papers.nothing_here"))
            words = language or (spoken(reading, kind, record) if chosen.person else None) or self._worker.language
            form = self._form(reading, words, second, options, client=copy == "client")
            made = chosen.make(form, kind, record)
            self._undisputed(reading, made)
            project, office = project_row(reading, made.project), office_row(reading)
        paper = self._pressed(made, form, office, project)
        return self._named(paper, made.title, words, project.code if project is not None else None), made.persons

    def _gate(self, digests: str, language: str | None, second: str | None, options: Mapping[str, str]) -> Paper:
        words = language or self._worker.language
        with self._store.reading() as reading:
            form = self._form(reading, words, second, options)
            made = gate_slip(form, tuple(self._gate_file(reading, one.strip()) for one in digests.split(",")), form.source.staff(self._worker.staff))
            office = office_row(reading)
        return self._named(self._pressed(made, form, office, None), made.title, words, None)

    def _pressed(self, made: Made, form: Form, office: OfficeRow, project: ProjectRow | None) -> Paper:
        shown = self._printing.pictures({"logo": office.logo, "emblem": project.emblem if project is not None else None})
        names = {name: file for name, (file, _) in shown.items()}
        return self._printing.pressed(bound(made, form, office, project, self._worker.clock.now().isoformat(), **names), dict(shown.values()))

    def _gate_file(self, reading: Reading, digest: str) -> GateFile:
        note = reading.local.bundle(bytes.fromhex(digest)) if _DIGEST.fullmatch(digest) else None
        if note is None:
            raise Refused(message("papers.no_package"))
        peer = reading.row("device", ids.to_text(note.peer))
        names = (self._worker.device_name, str(peer.name) if peer is not None else "")
        sender, receiver = names if note.outgoing else names[::-1]
        return GateFile(note.file, int(note.told.get("bytes", 0)), note.digest.hex(), clock.time_text(note.at), sender, receiver)

    def _form(self, reading: Reading, words: str, second: str | None, options: Mapping[str, str], *, client: bool = False) -> Form:
        source = Source(reading, clock.today(self._worker.clock).isoformat(), self._institutions, self._opened, lambda kind: self._reads((kind,)))
        return Form(source, wording(self._printing.texts_of, self._lists, words, second), client=client, options=options)

    def _opened(self, kind: str, records: Sequence[str]) -> dict[str, dict[str, Any]]:
        found = self._protected.open(kind, records)
        return {id_: {name: value for name, value in values.items() if not isinstance(value, Shut)} for id_, values in found.items()}

    def _named(self, paper: Paper, title: Message, language: str, code: str | None) -> Paper:
        said = self._printing.texts_of(language).say(title)
        day = clock.today(self._worker.clock).isoformat()
        return replace(paper, title=said, file_name=f"{safe_name(said, code, day)}.pdf")

    def _undisputed(self, reading: Reading, made: Made) -> None:
        disputed = []
        for kind, record in made.about:
            columns = reading.columns(kind, record)
            if columns is not None and columns[4] & _CONFLICT:
                disputed.append(kind)
        if disputed:
            kinds = tuple(Message(f"kind.{kind}") for kind in dict.fromkeys(disputed))
            raise Refused(message("papers.conflict", count=len(disputed), kinds=kinds))

    def _note(self, persons: Sequence[str]) -> None:
        now = self._worker.clock.now()
        with self._store.unit() as unit:
            for person in persons or (None,):
                record = ids.to_bytes(person) if person is not None else None
                unit.local.audit(unix_ms(now), ids.to_bytes(self._worker.staff), PRINTED, record, now.date().isoformat())


def spoken(reading: Reading, kind: str, record: str) -> str | None:
    """Return the language in which a consent was asked, else the first of a person's own that the house prints in; None when none is."""
    row = reading.row(kind, record)
    if getattr(row, "language", None) in LANGUAGES:
        return str(row.language)  # type: ignore[union-attr]  # a row without one has no such attribute
    person = row if kind == "person" else reading.row("person", getattr(row, "person", None) or "") if getattr(row, "person", None) else None
    return next((one for one in getattr(person, "languages", ()) if one in LANGUAGES), None)
