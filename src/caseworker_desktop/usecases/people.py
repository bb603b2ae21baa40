"""People: finding them, their page, and writing down a new one with a warning when the person may be known already."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from caseworker_desktop.kernel import clock, ids
from caseworker_desktop.kernel.collation import sort_key
from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.person.codes import birth_date, check_digit_fits, clean_code, scheme_of, well_formed
from caseworker_desktop.records.views import people as listing, timeline as events
from caseworker_desktop.records.views.caseload import persons_of
from caseworker_desktop.records.views.elsewhere import Elsewhere, elsewhere
from caseworker_desktop.records.views.face import Consent, Face
from caseworker_desktop.records.views.head import DocumentRow, Head, documents, head, person_names, staff_names
from caseworker_desktop.records.views.people import Page, Place, Wanted
from caseworker_desktop.records.views.release import Release
from caseworker_desktop.records.views.timeline import Event, NoteLine, Stop, Stretch
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.intent import Intent, Written
from caseworker_desktop.usecases.own_file import OwnFile, must_be_another, plain_of
from caseworker_desktop.usecases.protected import Protected, Shut
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import Writer

__all__ = [
    "CodeFacts", "Consent", "Created", "DocumentRow", "Event", "Face", "Head", "NewPerson", "NoteLine", "Page", "People", "Place", "Release",
    "Said", "Stop", "Stretch", "Wanted",
]

May = Callable[[str, Sequence[str], str, str], bool]
PAGE = 200
#: What the audit says of a page that was opened.
OPENED = "opened"


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What the form of a new person holds; empty means not known. `codes`: (scheme, value). Dates as in the records."""

    given_names: str
    family_name: str
    birth_date: str | None = None
    sex: str | None = None
    codes: tuple[tuple[str, str], ...] = ()
    languages: tuple[str, ...] = ()
    phone: str | None = None
    with_case: bool = True
    case_kind: str = "client"
    case_number: str | None = None
    referral_source: str | None = None
    institution: str | None = None
    unit: str | None = None
    stay_from: str | None = None
    status: str | None = None
    status_from: str | None = None
    release_date: str | None = None
    release_kind: str = "earliest"
    consent_on: str | None = None


@dataclass(frozen=True, slots=True)
class CodeFacts:
    """What a personal code tells: its scheme, the birth date and sex in it, and whether it looks mistyped (a warning, never a block)."""

    scheme: str
    birth_date: str | None
    sex: str | None
    suspect: bool


@dataclass(frozen=True, slots=True)
class Created:
    """A new person and what was written."""

    person: str
    case: str | None
    written: Written


@dataclass(frozen=True, slots=True)
class Said:
    """A note's words, or for whom they are kept (`shut`: a role's code, or `author`)."""

    text: str | None
    next_step: str | None
    shut: str | None


class People:
    """Reading and writing people for one worker."""

    def __init__(self, store: Store, writer: Writer, protected: Protected, worker: Worker, may: May) -> None:
        self._store, self._writer, self._protected, self._worker, self._may = store, writer, protected, worker, may
        self._opened: set[tuple[str, str]] = set()

    def today(self) -> str:
        """Return the worker's local day."""
        return clock.today(self._worker.clock).isoformat()

    def page(self, wanted: Wanted, after: Place | None = None, limit: int = PAGE) -> Page:
        """Return a page of the people wanted (see records/views/people.py)."""
        with self._store.reading() as reading:
            return listing.people(reading.connection, self._readable(wanted), self._worker.staff, self.today(), after, limit, self._order)

    def elsewhere(self, text: str) -> tuple[Elsewhere, ...]:
        """Return who is met here without having the file here, of those whose names the text may mean; none when the worker may read no person."""
        if not self._allowed("person", "read"):
            return ()
        with self._store.reading() as reading:
            return elsewhere(reading.connection, text, self._order)

    def pick(self, text: str, limit: int = 8) -> tuple[Face, ...]:
        """Return whom a few typed letters may mean, the worker's own people first; without letters, the worker's own."""
        with self._store.reading() as reading:
            return listing.pick(reading.connection, text, self._worker.staff, self.today(), limit)

    def head(self, person: str) -> Head | None:
        """Return the head of a person's page, None when the person is not here (any more). Raises Denied for the worker's own."""
        with self._store.reading() as reading:
            must_be_another(reading, self._worker, person)
            return head(reading.connection, person, self._worker.staff, self.today())

    def opened(self, person: str) -> None:
        """Note in the audit chain that the worker opened this person's page: one line a day."""
        if (person, self.today()) not in self._opened:
            now = self._worker.clock.now()
            with self._store.unit() as unit:
                unit.local.audit(clock.unix_ms(now), ids.to_bytes(self._worker.staff), OPENED, ids.to_bytes(person), self.today())
            self._opened.add((person, self.today()))

    def timeline(self, person: str, after: Stop | None = None, limit: int = 30) -> Stretch:
        """Return a page of what happened, newest first; only kinds that the worker may read. Raises Denied for the worker's own file."""
        with self._store.reading() as reading:
            must_be_another(reading, self._worker, person)
            return events.timeline(reading.connection, person, self.may_read(), after, limit)

    def count_events(self, person: str) -> int:
        """Return how many events the whole timeline has."""
        with self._store.reading() as reading:
            return events.count(reading.connection, person, self.may_read())

    def said(self, notes: Sequence[NoteLine]) -> dict[str, Said]:
        """Return the words of notes by id: open ones as they are, protected ones where this worker may read them."""
        told = {note.id: Said(note.text, note.next_step, None) for note in notes if note.text is not None}
        closed = [note.id for note in notes if note.text is None]
        for id_, values in self._protected.open("note", closed).items() if closed else ():
            text, step = values.get("text"), values.get("next_step")
            if isinstance(text, Shut):
                told[id_] = Said(None, None, text.readers)
            else:
                told[id_] = Said(text, None if isinstance(step, Shut) else step, None)
        return told

    def staff_names(self, staff: Sequence[str | None]) -> dict[str, str]:
        """Return the short names of staff members by id."""
        with self._store.reading() as reading:
            return staff_names(reading.connection, staff)

    def names(self, persons: Sequence[str]) -> dict[str, str]:
        """Return the names of people by id; those who are not here are left out."""
        with self._store.reading() as reading:
            return person_names(reading.connection, persons)

    def rows(self, kind: str, **equal: Any) -> list[Any]:
        """Return the live records of a kind with these values, as frozen rows; none when the worker may not read the kind."""
        if not self._allowed(kind, "read"):
            return []
        with self._store.reading() as reading:
            found = reading.rows(kind, **equal)
            own, declared = OwnFile(reading, self._worker, {}), self._store.catalog.kind(kind)
            return [row for row in found if declared is None or not own.shut(declared, plain_of(declared, row))]

    def documents(self, person: str) -> tuple[DocumentRow, ...]:
        """Return the documents in the person's cases or about the person, the newest first."""
        if not self._allowed("document", "read"):
            return ()
        with self._store.reading() as reading:
            must_be_another(reading, self._worker, person)
            return documents(reading.connection, person)

    def may_read(self) -> frozenset[str]:
        """Return the kinds of records that the worker may read."""
        return frozenset(kind.name for kind in self._store.catalog.kinds() if self._allowed(kind.name, "read"))

    def may_write(self, kind: str) -> bool:
        """Tell whether the worker may write a kind of record."""
        return self._allowed(kind, "write")

    def is_mine(self, person: str) -> bool:
        """Tell whether the worker leads an open case of the person or helps with it."""
        with self._store.reading() as reading:
            return ids.to_bytes(person) in persons_of(reading.connection, self._worker.staff)

    def read_code(self, value: str, scheme: str | None = None) -> CodeFacts | None:
        """Return what a code tells, None while its form tells nothing; `scheme` when the person chose one."""
        found = scheme or scheme_of(value) or next((each for each in ("lt", "lv_old") if well_formed(each, value)), None)  # a slip in its last digit
        if found is None:
            return None
        suspect = not well_formed(found, value) or not check_digit_fits(found, value)
        bare = clean_code(found, value)
        sex = {"0": "f", "1": "m"}.get(str(int(bare[0]) % 2)) if found in ("lt", "ee") and bare[:1] in tuple("12345678") else None
        return CodeFacts(found, birth_date(found, value), sex, suspect)

    def create(self, form: NewPerson) -> Created:
        """Write a person with code, case, stay, status, release date and consent, as far as given, in one go.

        Raises LineRefused naming a field of the form (`given_names`, `codes`, `birth_date` …). Never refuses a likely duplicate.
        """
        given, family = form.given_names.strip(), form.family_name.strip()
        for name, value in (("given_names", given), ("family_name", family)):
            if not value:
                raise LineRefused(message("refused.required"), field=name)
        if form.unit and not form.institution:
            raise LineRefused(message("people.unit_without_institution"), field="institution")
        person, case = self._writer.new_id(), self._writer.new_id() if form.with_case else None
        written = self._writer.write([Intent(kind, id_, _known(values)) for kind, id_, values in self._records(form, person, case, given, family)])
        return Created(person, case, written)

    def open_case(self, person: str) -> Written:
        """Open a case for a person who has none, led by the worker."""
        return self._writer.write([Intent("case", None, {"person": person, "kind": "client", "opened_on": self.today(), "lead": self._worker.staff})])

    def _records(self, form: NewPerson, person: str, case: str | None, given: str, family: str) -> list[tuple[str, str | None, Mapping[str, Any]]]:
        day = self.today()
        found: list[tuple[str, str | None, Mapping[str, Any]]] = [("person", person, {
            "given_names": given, "family_name": family, "birth_date": form.birth_date, "sex": form.sex, "languages": list(form.languages) or None,
            "phone": form.phone})]
        found += [
            ("person_code", None, {"person": person, "scheme": scheme, "value": value.strip()}) for scheme, value in form.codes if value.strip()]
        if case is not None:
            found.append(("case", case, {
                "person": person, "kind": form.case_kind, "number": form.case_number, "opened_on": day, "lead": self._worker.staff,
                "site": form.institution, "referral_source": form.referral_source}))
        if form.institution:
            stay = {"person": person, "institution": form.institution, "unit": form.unit, "from": form.stay_from or day}
            found.append(("stay", None, stay))
        if form.status:
            found.append(("legal_status", None, {"person": person, "status": form.status, "from": form.status_from or day}))
        if form.release_date:
            found.append(("release_date", None, {"person": person, "kind": form.release_kind, "date": form.release_date}))
        if form.consent_on:
            found.append(("consent", None, {"person": person, "purpose": "core_services", "given": True, "on": form.consent_on}))
        return found

    def _readable(self, wanted: Wanted) -> Wanted:
        """Return the wish without what the worker's role may not read."""
        return wanted if self._allowed("match", "read") else replace(wanted, waiting=False)

    def _allowed(self, kind: str, act: str) -> bool:
        """Tell whether the worker may do this; before joining, a laptop's one owner may do everything (as in usecases/writing.py)."""
        return not self._worker.joined or self._may(self._worker.role, self._worker.roles_extra, kind, act)

    def _order(self, name: str) -> str:
        return sort_key(name, self._worker.language)


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None and value != ""}
