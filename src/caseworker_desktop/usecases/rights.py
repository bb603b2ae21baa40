"""What a person may ask of those who keep their file: a copy of it, that it be used for nothing more, that it be erased."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.errors import Denied, Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.merge.control import ERASURE
from caseworker_desktop.records.views.joined import joined
from caseworker_desktop.store.attachments import Attachments
from caseworker_desktop.store.declare import Kind
from caseworker_desktop.store.files import write_or_refuse
from caseworker_desktop.store.overlay import Overlay
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.store.unit import Unit
from caseworker_desktop.usecases.auditing import ERASED, GIVEN_OUT, RESTRICTED, note
from caseworker_desktop.usecases.controls import write_control
from caseworker_desktop.usecases.custody import custody_keyring
from caseworker_desktop.usecases.dumping import line_of
from caseworker_desktop.usecases.founding import only_office
from caseworker_desktop.usecases.intent import Intent, subject_of
from caseworker_desktop.usecases.protected import Opener, Shut
from caseworker_desktop.usecases.retention import evidence_until
from caseworker_desktop.usecases.scope import Holding
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import Shipped, Writer

#: Not the person's own words or data: what the program keeps, and the author's notes about supervision.
_LEFT_OUT = frozenset({"supervision", "same", "card"})


@dataclass(frozen=True, slots=True)
class Given:
    """A person's own data: the records (as `dump` writes them), and how many protected values stayed shut for want of a key."""

    person: str
    records: tuple[Mapping[str, Any], ...]
    shut: int


@dataclass(frozen=True, slots=True)
class Erased:
    """An erasure: how many persons (those found to be one), records and documents went; `rows` keep the figures."""

    persons: int
    records: int
    documents: int
    rows: tuple[Mapping[str, Any], ...]


class Rights:
    """The use case, for who answers for data protection."""

    def __init__(self, store: Store, writer: Writer, worker: Worker, shipped: Shipped) -> None:
        self._store, self._writer, self._worker, self._shipped = store, writer, worker, shipped

    # ---- a copy ------------------------------------------------------------------------------------------------------------------------------
    def export(self, person: str, target: Path | None = None, halves: tuple[str, str] | None = None) -> Given:
        """Return everything kept about a person (Regulation (EU) 2016/679, articles 15 and 20), written to `target` as JSON lines when it is named.

        Nobody else is in it: of a record that names several only what is theirs. `halves`: custody's, to open what this worker may not read.
        Raises Refused for an unknown person, halves of another office, or a target that cannot be written; Denied without a say in it.
        """
        self._allowed()
        with self._store.reading() as reading:
            self._person(reading, person)
            mine = frozenset(joined(reading.connection).of(ids.to_bytes(person)))
            keyring = custody_keyring(reading, halves) if halves is not None else None
            copy = _Copy(reading, Opener(reading, self._worker, self._shipped, keyring), Overlay(reading, self._shipped), mine)
            records = tuple(copy.records())
        if target is not None:
            write_or_refuse(target, "".join(line_of(dict(one)) + "\n" for one in records).encode())
        with self._store.unit() as unit:
            note(unit, self._worker, GIVEN_OUT, person, each=True)
        return Given(person, records, copy.shut)

    # ---- no further use ------------------------------------------------------------------------------------------------------------------------
    def restrict(self, person: str, why: str, since: str | None = None, *, lift: bool = False) -> str | None:
        """Mark a person's file as kept and used for nothing more (article 18), from a day on, or lift that; it still counts in totals.

        Return the day. Raises Refused, LineRefused for a bad day, or Denied.
        """
        self._allowed()
        with self._store.reading() as reading:
            self._person(reading, person)
        day = None if lift else since or self._worker.clock.now().date().isoformat()
        self._writer.write([Intent("person", person, {"restricted_from": day, "restricted_reason": None if lift else why.strip() or None})])
        with self._store.unit() as unit:
            note(unit, self._worker, RESTRICTED, person, each=True)
        return day

    # ---- erasure -------------------------------------------------------------------------------------------------------------------------------
    def erase(self, person: str) -> Erased:
        """Erase a person for good, on every device that hears of it (article 17); anonymous rows keep the figures.

        Raises Refused for an unknown person, one whose case is open, or while evidence of a funded project must be kept (then the file may be
        restricted); Denied elsewhere than in the office.
        """
        self._allowed()
        only_office(self._worker)
        with self._store.reading() as reading:
            self._person(reading, person)
            mine = joined(reading.connection).of(ids.to_bytes(person))
            texts = [ids.to_text(one) for one in mine]
            if any(row.closed_on is None for one in texts for row in reading.rows("case", person=one)):
                raise Refused(message("refused.erase_open_case"))
            kept = max((until for one in texts if (until := evidence_until(reading, one)) is not None), default=None)
            if kept is not None and kept >= self._worker.clock.now().date().isoformat():
                raise Refused(message("refused.erase_evidence", until=kept))
            rows = [row for one in texts for row in _rows(reading, one)]
            holding = Holding(reading)
            records = holding.count(frozenset(mine))
            documents = [row for row in reading.rows("document") if row.persons and set(row.persons) <= set(texts)]
        if documents:
            self._writer.write([Intent("document", row.id, {}, deleted=True) for row in documents])
        with self._store.unit() as unit:
            wire = [{name: ids.to_bytes(value) if name == "project" else value for name, value in row.items()} for row in rows]
            write_control(unit, self._writer.engine(unit), self._worker, ERASURE, {"persons": sorted(mine), "rows": wire})
            for row in documents:
                if row.sha256:
                    Attachments(unit.connection).drop(row.sha256)
            _forget_drafts(unit, texts)
            note(unit, self._worker, ERASED, person, each=True)
        return Erased(len(mine), records, len(documents), tuple(rows))

    def _person(self, reading: Reading, person: str) -> None:
        if not ids.is_uuid(person) or reading.row("person", person) is None:
            raise Refused(message("refused.unknown_record"))

    def _allowed(self) -> None:
        if self._worker.joined and not self._worker.has_role("U-ADM", "U-DPO"):
            raise Denied(message("denied.role"))


class _Copy:
    """Gathers one person's data; `shut` counts protected values that no key here opens."""

    def __init__(self, reading: Reading, opener: Opener, overlay: Overlay, mine: frozenset[bytes]) -> None:
        self._reading, self._opener, self._overlay = reading, opener, overlay
        self._mine = {ids.to_text(one) for one in mine}
        self._holding, self._raw = Holding(reading), mine
        self.shut = 0

    def records(self) -> list[dict[str, Any]]:
        out = []
        for kind in sorted(self._reading.catalog.kinds(), key=lambda one: one.name):
            if kind.name in _LEFT_OUT or (kind.control and kind.name != "card"):
                continue
            for columns in self._reading.every(kind.name):
                if self._holding.about(columns[0], self._raw):
                    out.append(self._record(kind, columns))
        return out

    def _record(self, kind: Kind, columns: Sequence[Any]) -> dict[str, Any]:
        plain = self._reading.plain_of(kind.name, columns)
        for name, value in self._opener.open(kind, columns).items():
            self.shut += isinstance(value, Shut)
            plain[name] = {"protected": value.readers} if isinstance(value, Shut) else value
        for field in kind.fields:
            if field.type == "ref" and plain.get(field.name) and {"person", "case"} & set(field.kinds):
                plain[field.name] = self._own(field.kinds, plain[field.name])
        return {"record": kind.name, **plain}

    def _own(self, kinds: Sequence[str], value: Any) -> Any:
        """Leave of references to persons and cases those of this person."""
        if isinstance(value, list):
            return [one for one in value if self._own(kinds, one) is not None]
        for kind in kinds:
            declared, row = self._overlay.declared(kind), self._overlay.get(kind, value)
            if declared is not None and row is not None and kind in ("person", "case"):
                persons = [value] if kind == "person" else subject_of(declared.subject or "", value, row, declared, self._overlay)
                return value if set(persons) <= self._mine else None
        return value


def _rows(reading: Reading, person: str) -> list[dict[str, Any]]:
    """Return what stays of a person without telling who it was: one row for each participation (or one without)."""
    row = reading.row("person", person)
    if row is None:
        return []
    base = {"birth_year": int(row.birth_date[:4]) if row.birth_date else None, "sex": row.sex, "municipality": row.residence_after_release or
            row.residence_declared}  # fmt: skip
    found = [
        {**base, "project": one.project, "entry_on": one.entry_on[:4] if one.entry_on else None, "target_group": one.target_group}
        for one in reading.rows("participation", person=person)
    ]
    return [{name: value for name, value in one.items() if value is not None} for one in found or [base]]


def _forget_drafts(unit: Unit, persons: Sequence[str]) -> None:
    for key in unit.local.draft_keys():
        if any(one in persons for one in re.findall(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", key)):
            unit.local.discard_drafts(key)


