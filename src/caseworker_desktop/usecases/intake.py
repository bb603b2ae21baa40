"""Intake: other people's spreadsheets brought in, dry run first; what cannot be taken goes back as a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from caseworker_desktop.intake import errors_sheet, says
from caseworker_desktop.intake.checking import check
from caseworker_desktop.intake.looking import Look, look_at
from caseworker_desktop.intake.mapping import checked_map, read_map
from caseworker_desktop.intake.model import Book, Ignored, Reading as Register, ReadRow, Refusal, Remark, Warned
from caseworker_desktop.intake.places import Places
from caseworker_desktop.intake.reading import open_book
from caseworker_desktop.intake.words import KINDS
from caseworker_desktop.kernel import clock
from caseworker_desktop.kernel.errors import LineRefused, Refused, UsageError
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.records.lists import Lists
from caseworker_desktop.records.views.roll import roll
from caseworker_desktop.report.sheet import save
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases import intake_participants, intake_partners, intake_sessions
from caseworker_desktop.usecases.intake_ledger import Ledger
from caseworker_desktop.usecases.intake_participants import Around
from caseworker_desktop.usecases.intake_people import Roster
from caseworker_desktop.usecases.intake_reference import institution_ids, place_types, reference_of
from caseworker_desktop.usecases.intent import Written
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import Shipped, Writer

#: The setting that keeps the remembered forms, and how many.
_FORMS, _FORMS_KEPT = "intake_forms", 20
#: So many rows may be refused by the rules of the records before an import is given up as a whole.
_REFUSALS = 200
#: Findings of the records' rules that a register should tell of; others (a wrong check digit) were told while reading.
_RULES = {"rule.outside_project": "outside_project"}


@dataclass(frozen=True, slots=True)
class RegisterImport:
    """What an import did, or in a dry run would do. `batch`: the one step by which it can be undone (None: nothing was written)."""

    kind: str
    rows: int
    accepted: int
    persons: int
    partners: int
    refused: tuple[Refusal, ...]
    warnings: tuple[Warned, ...]
    ignored: tuple[Ignored, ...]
    comments: tuple[Remark, ...]
    hidden_columns: Mapping[str, tuple[str, ...]]
    created: Mapping[str, int]
    changed: Mapping[str, int]
    mapping: Mapping[str, Any]
    about: Mapping[str, Any]
    read: tuple[ReadRow, ...]
    dry_run: bool
    batch: str | None = None
    #: What was written, (kind, id) each; empty in a dry run.
    records: frozenset[tuple[str, str]] = frozenset()

    @property
    def must_look(self) -> bool:
        """Tell whether a person must look (exit 5): rows were refused, or somebody may stand in twice."""
        return bool(self.refused) or any(one.kind in says.TWICE for one in self.warnings)

    def plain(self) -> dict[str, Any]:
        """Return the import as JSON-like values, keys as the command has them. A dry run also tells every row as it was read."""
        told: dict[str, Any] = {
            "kind": self.kind, "rows": self.rows, "accepted": self.accepted, "refused_rows": len(self.refused), "persons": self.persons,
            "partners": self.partners, "refused": [asdict(one) for one in self.refused],
            "warnings": [{name: value for name, value in asdict(one).items() if value is not None} for one in self.warnings],
            "ignored": [asdict(one) for one in self.ignored], "comments": [asdict(one) for one in self.comments],
            "hidden_columns": {sheet: list(columns) for sheet, columns in self.hidden_columns.items()}, "created": dict(self.created),
            "changed": dict(self.changed), "map": dict(self.mapping), "about": dict(self.about), "dry_run": self.dry_run, "batch": self.batch}
        return told | ({"read": [one.as_read() for one in self.read]} if self.dry_run else {})


class Intake:
    """Reading registers and bringing them in for one worker. `say` speaks the language of the spreadsheet that goes back."""

    def __init__(self, store: Store, writer: Writer, worker: Worker, lists: Lists, shipped: Shipped, say: Callable[[Message], str]) -> None:
        self._store, self._writer, self._worker, self._lists, self._shipped, self._say = store, writer, worker, lists, shipped, say

    def look(self, path: Path, progress: Progress, kind: str | None = None, map_path: Path | None = None) -> Register:
        """Return what is read in a file, with the guess of what its columns hold; nothing is compared with the records or written."""
        with self._store.reading() as reading:
            return self._read(reading, path, progress, kind, None if map_path is None else read_map(map_path))[1]

    def look_at(self, path: Path, progress: Progress, kind: str | None = None, form: Mapping[str, Any] | None = None) -> Look:
        """Return what a file's columns are headed, what stands in them and what each is taken for: as its headings say, as a `kind`, or as a
        person's `form` says (as MAP.json). Without either, a form that was remembered for these headings serves.

        Raises Refused when the file is no spreadsheet or the form is none, Cancelled.
        """
        book = open_book(path, progress)
        with self._store.reading() as reading:
            reference = reference_of(reading, self._lists, self._shipped, self._worker)
            kept = reading.local.setting(_FORMS, [])
        if form is not None:
            return look_at(book, reference, progress, kind=kind, form=checked_map(dict(form)))
        for one in kept:
            if kind in (None, one["kind"]):
                found = look_at(book, reference, progress, form=one)
                if found.problem is None:
                    return found
        return look_at(book, reference, progress, kind=kind)

    def remember(self, form: Mapping[str, Any]) -> None:
        """Keep a form here, so that the next file with these headings is read in the same way; the newest is tried first. Raises Refused."""
        told = checked_map(dict(form))
        with self._store.unit() as unit:
            kept = [one for one in unit.local.setting(_FORMS, []) if (one["kind"], one["columns"]) != (told["kind"], told["columns"])]
            unit.local.set(_FORMS, [told, *kept][:_FORMS_KEPT])

    def register_import(self, path: Path, kind: str | None = None, project: str | None = None, map_path: Path | None = None, *,
                        form: Mapping[str, Any] | None = None, dry_run: bool = False, errors_out: Path | None = None,
                        progress: Progress) -> RegisterImport:
        """Bring a register in as one step, or tell what that would do (`dry_run`).

        `kind`: one of KINDS, guessed from the headings when None; `form`: what the columns hold, as `map_path` holds it in a file. `project`: the
        code of the project that the participations, sessions and places belong to. `errors_out`: where the refused rows are written. Raises
        UsageError for an unknown kind, Refused (nothing is changed) when the file is no register, no row can be read, the project is unknown or
        a form does not fit; Denied; Cancelled.
        """
        if kind is not None and kind not in KINDS:
            raise UsageError(message("intake.refused.unknown_kind", kinds=", ".join(KINDS)))
        if errors_out is not None and (errors_out.resolve() == path.resolve() or errors_out.suffix.lower() != ".xlsx"):
            raise Refused(message("intake.refused.errors_name"))
        with self._store.reading() as reading:
            project_id = self._project(reading, project)
            if form is None and map_path is not None:
                form = read_map(map_path)
            book, register = self._read(reading, path, progress, kind, None if form is None else checked_map(dict(form)))
            # Where refused rows go back they are written first, so that a full disk stops the import and not its report.
            trial = dry_run or errors_out is not None
            ledger, refused, written = self._settled(reading, register, project_id, progress, trial=trial)
        if errors_out is not None:
            errors_sheet.write(errors_out, book, dict(register.headings), refused, self._say, save)
        gone = {(one.sheet, one.row) for one in refused}
        rows = tuple(one for one in register.rows if (one.sheet, one.row) not in gone)
        if not rows:
            raise Refused(message("intake.refused.no_row"))
        if trial and not dry_run and ledger.intents:
            written = self._writer.write(ledger.intents, progress=progress)
        warnings = tuple(one for one in (*register.warnings, *ledger.warnings, *_told(written, ledger)) if (one.sheet, one.row) not in gone)
        return RegisterImport(
            kind=register.kind, rows=register.data_rows, accepted=len(rows), persons=register.persons, partners=register.partners, refused=refused,
            warnings=warnings, ignored=register.ignored, comments=register.comments, hidden_columns=register.hidden_columns, created=ledger.created,
            changed=ledger.changed, mapping=register.mapping, about=register.about, read=rows, dry_run=dry_run,
            batch=None if dry_run or written is None else written.batch,
            records=frozenset() if dry_run or written is None else written.records)

    def _project(self, reading: Reading, code: str | None) -> str | None:
        if code is None:
            return None
        found = reading.plains("project", code=code) or reading.plains("project", code=code.strip())
        if not found:
            raise Refused(message("intake.refused.unknown_project"))
        return str(found[0]["id"])

    def _read(self, reading: Reading, path: Path, progress: Progress, kind: str | None, form: Mapping[str, Any] | None) -> tuple[Book, Register]:
        book = open_book(path, progress)
        return book, check(book, reference_of(reading, self._lists, self._shipped, self._worker), progress, kind=kind, form=form)

    def _settled(self, reading: Reading, register: Register, project: str | None, progress: Progress, *, trial: bool) -> tuple[
            Ledger, tuple[Refusal, ...], Written | None]:
        """Write the wishes of all rows that the records' own rules take (`trial`: without keeping); return them, every refusal in the order of
        the rows, and what was written.

        A row that a rule refuses is left out and the rest planned again, so that one row never stops the others.
        """
        refused = {(one.sheet, one.row): one for one in register.refused}
        everybody = roll(reading.connection)
        while True:
            rows = tuple(one for one in register.rows if (one.sheet, one.row) not in refused)
            ledger = Ledger(reading, self._writer.new_id, clock.today(self._worker.clock).isoformat())
            progress.step(message("intake.stage.comparing"), 0, len(rows))
            self._plan(ledger, Roster(everybody), register, rows, project)
            more = {place: Refusal(*place, field, reason) for place, field, reason in ledger.refused}
            written = None
            if not more:
                progress.step(message("intake.stage.writing"), 0, len(ledger.intents))
                written, more = self._tried(ledger, trial, progress)
            if not more:
                break
            refused |= more
            if len(refused) - len(register.refused) > _REFUSALS:
                raise Refused(message("intake.refused.too_many"))
        order = {sheet: number for number, sheet in enumerate(register.headings)}
        return ledger, tuple(sorted(refused.values(), key=lambda one: (order.get(one.sheet, 0), one.row))), written

    def _tried(self, ledger: Ledger, trial: bool, progress: Progress) -> tuple[Written | None, dict[tuple[str, int], Refusal]]:
        """Write (`trial`: without keeping); return what that does, or, with nothing written, the first row that the records' rules refuse."""
        if not ledger.intents:
            return None, {}
        try:
            return self._writer.write(ledger.intents, lines=range(len(ledger.intents)), dry_run=trial, progress=progress), {}
        except LineRefused as error:
            if error.line is None:
                raise
            place = ledger.rows[error.line]
            return None, {place: Refusal(*place, error.field or "row", error.reason.key.rpartition(".")[2])}

    def _plan(self, ledger: Ledger, roster: Roster, register: Register, rows: Sequence[Any], project: str | None) -> None:
        around = Around(institution_ids(ledger.reading, self._shipped), place_types(self._lists), project, self._say, register.same)
        zone = self._worker.clock.now().tzinfo
        if zone is None:
            raise ValueError("the worker's clock needs a zone")
        # A programme is an office's: a laptop that belongs to one brings the sessions in and leaves the group to it.
        programme = self._worker.office or not self._worker.joined
        if register.kind == "participants":
            intake_participants.plan(ledger, roster, rows, around)
        elif register.kind == "consultations":
            places = Places(reference_of(ledger.reading, self._lists, self._shipped, self._worker).institutions)
            intake_sessions.plan_consultations(ledger, roster, rows, around, places=places, staff=ledger.reading.rows("staff"),
                                               worker=self._worker.staff, zone=zone)
        elif register.kind == "attendance":
            intake_sessions.plan_attendance(ledger, roster, rows, around, titles=register.about.get("titles", {}), programme=programme,
                                            staff=self._worker.staff, zone=zone)
        elif register.kind == "partners":
            intake_partners.plan_partners(ledger, rows)
        elif register.kind == "mentors":
            intake_partners.plan_mentors(ledger, roster, rows, around, programme=programme)
        else:
            intake_partners.plan_employers(ledger, roster, rows, around)


def _told(written: Written | None, ledger: Ledger) -> list[Warned]:
    """Return what the records' rules warn of, by row."""
    if written is None:
        return []
    places = {(intent.kind, intent.id): row for intent, row in zip(ledger.intents, ledger.rows)}
    told = [Warned(*places[kind, id_], finding.field or "row", _RULES[finding.reason.key])
            for kind, id_, finding in written.warnings if (kind, id_) in places and finding.reason.key in _RULES]
    return [replace(one) for one in dict.fromkeys(told)]
