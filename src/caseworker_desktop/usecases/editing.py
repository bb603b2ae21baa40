"""Editing single records as a plain form does: read one, save what changed, take one back, and say what a reference is called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from caseworker_desktop.kernel import clock
from caseworker_desktop.kernel.folding import fold
from caseworker_desktop.kernel.message import Message
from caseworker_desktop.records.organisation.chain import name_on
from caseworker_desktop.records.views import people as listing
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.institutions import choices
from caseworker_desktop.usecases.intent import Intent, Written
from caseworker_desktop.usecases.own_file import OwnFile, plain_of
from caseworker_desktop.usecases.protected import Protected, Shut
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import May, Shipped, Writer

#: Kinds of which an organisation has few, so that a form may list them all.
FEW_KINDS = frozenset(("staff", "project", "project_part", "programme", "group"))


@dataclass(frozen=True, slots=True)
class Saved:
    """What a form has written: the record's id, what changed, and what takes it back. `told`: what else moved with it, a sentence each."""

    id: str
    written: Written
    undo: tuple[Intent, ...]
    told: tuple[Message, ...] = ()


class Editing:
    """Reading and writing single records for one worker."""

    def __init__(self, store: Store, writer: Writer, protected: Protected, worker: Worker, shipped: Shipped, may: May) -> None:
        self._store, self._writer, self._protected, self._worker, self._shipped, self._may = store, writer, protected, worker, shipped, may

    def may(self, kind: str, act: str = "write") -> bool:
        """Tell whether the worker may `read` or `write` a kind here; before joining, a laptop's one owner may do everything."""
        declared = self._store.catalog.kind(kind)
        if act == "write" and declared is not None and declared.office and self._worker.joined and not self._worker.office:
            return False
        return not self._worker.joined or self._may(self._worker.role, self._worker.roles_extra, kind, act)

    def read(self, kind: str, id_: str) -> dict[str, Any] | None:
        """Return a live record's plain values (protected ones opened where this worker may, else None); None when it is not here."""
        if not self.may(kind, "read"):
            return None
        with self._store.reading() as reading:
            plain = reading.plain(kind, id_) or self._shipped_one(kind, id_)
            declared = self._store.catalog.kind(kind)
            if plain is None or (declared is not None and OwnFile(reading, self._worker, self._shipped).shut(declared, plain)):
                return None
        if declared is not None and any(field.protected for field in declared.fields):
            opened = self._protected.open(kind, [id_]).get(id_, {})
            plain = {**plain, **{name: value for name, value in opened.items() if not isinstance(value, Shut)}}
        return plain

    def rows(self, kind: str, **equal: Any) -> list[Any]:
        """Return the live records of a kind with these values, as frozen rows; none when the worker may not read the kind."""
        if not self.may(kind, "read"):
            return []
        with self._store.reading() as reading:
            own, declared = OwnFile(reading, self._worker, self._shipped), self._store.catalog.kind(kind)
            return [row for row in reading.rows(kind, **equal) if declared is None or not own.shut(declared, plain_of(declared, row))]

    def new_id(self) -> str:
        """Return a fresh record id, for records that point to each other in one write."""
        return self._writer.new_id()

    def save(self, kind: str, id_: str | None, values: Mapping[str, Any], beside: Sequence[Intent] = (), told: Sequence[Message] = ()) -> Saved:
        """Write the given fields (None clears one); a new record has `id_` None. Raises LineRefused naming a field, Refused or Denied.

        `beside` is written in the same transaction, `told` says it.
        """
        record = id_ or self._writer.new_id()
        with self._store.reading() as reading:
            known = id_ is not None and reading.plain(kind, id_) is not None
            given = dict(values) if known else {name: value for name, value in values.items() if value not in (None, "", [], {})}
            intents = [Intent(kind, record, given), *((replace(one, id=one.id or self._writer.new_id())) for one in beside)]
            undo = tuple(_back(reading, one) for one in intents)
        return Saved(record, self._writer.write(intents), undo, tuple(told))

    def delete(self, kind: str, id_: str, beside: Sequence[Intent] = (), told: Sequence[Message] = ()) -> Saved:
        """Take a record out that was written in error; the log keeps it."""
        intents = [Intent(kind, id_, {}, deleted=True), *beside]
        with self._store.reading() as reading:
            undo = tuple(_back(reading, one) for one in intents)
        return Saved(id_, self._writer.write(intents), undo, tuple(told))

    def take_back(self, saved: Saved) -> Written:
        """Undo a saved form, with all that was written beside it."""
        return self._writer.write(saved.undo)

    # ---- references ---------------------------------------------------------------------------------------------------------------------
    def words(self, kinds: Sequence[str], id_: str, language: str, on: str | None = None) -> str:
        """Return what a record is called in a form or a list (an institution: as on the day `on`, else today); empty when it is not here."""
        with self._store.reading() as reading:
            for kind in kinds:
                if (said := self._words(reading, kind, id_, language, on)) is not None:
                    return said
        return ""

    def offers(self, kinds: Sequence[str], text: str, language: str, limit: int = 40) -> list[tuple[str, str]]:
        """Return (id, words) of the records that a few typed letters may mean; persons and cases by name, number and code."""
        with self._store.reading() as reading:
            if "institution" in kinds:
                return [offer for offer in choices(self._institutions(reading), self._today(), language) if _holds(offer[1], text)][:limit]
            if "person" in kinds or "case" in kinds:
                found = listing.pick(reading.connection, text, self._worker.staff, self._today(), limit)
                chosen = [(face.id if "person" in kinds else face.case, face) for face in found]
                return [(id_, self._person(face.given_names, face.family_name, face.birth_date)) for id_, face in chosen if id_]
            offered = []
            for kind in kinds:
                for plain in reading.plains(kind):
                    said = self._words(reading, kind, plain["id"], language, None, plain)
                    if said and _holds(said, text):
                        offered.append((plain["id"], said))
        return offered

    def few(self, kinds: Sequence[str], limit: int = 40) -> bool:
        """Tell whether so few records of these kinds are here that a form may list them all."""
        with self._store.reading() as reading:
            return set(kinds) <= FEW_KINDS and sum(len(reading.plains(kind)) for kind in kinds) <= limit

    def _words(
        self, reading: Reading, kind: str, id_: str, language: str, on: str | None, known: Mapping[str, Any] | None = None
    ) -> str | None:
        if kind == "institution":
            known_places = self._institutions(reading)
            return name_on(known_places, id_, on or self._today(), language) if id_ in known_places else None
        plain = known or reading.plain(kind, id_)
        if plain is None:
            return None
        if kind == "person":
            return self._person(plain.get("given_names"), plain.get("family_name"), plain.get("birth_date"))
        if kind == "case":
            person = reading.plain("person", plain["person"]) if plain.get("person") else None
            return " · ".join(part for part in (plain.get("number"), self._full(person)) if part)
        if kind == "staff":
            return self._full({"given_names": plain.get("given_name"), "family_name": plain.get("family_name")})
        if kind == "project":
            return str(plain.get("abbreviation") or plain.get("title") or plain.get("code") or "")
        if kind == "programme":
            return next((str(plain[name]) for name in (f"name_{language}", "name_lt", "name_lv", "name_en", "code") if plain.get(name)), "")
        if kind == "mentor" and plain.get("person"):
            return self._full(reading.plain("person", plain["person"]))
        declared = reading.catalog.kind(kind)
        return " ".join(str(plain[field]) for field in (declared.title if declared else ()) if plain.get(field))

    def _person(self, given: str | None, family: str | None, born: str | None) -> str:
        name = f"{given or ''} {family or ''}".strip()
        return f"{name} ({born[:4]})" if born else name

    def _full(self, plain: Mapping[str, Any] | None) -> str:
        return f"{plain.get('given_names') or ''} {plain.get('family_name') or ''}".strip() if plain else ""

    def _institutions(self, reading: Reading) -> Mapping[str, Mapping[str, Any]]:
        own = {row["id"]: row for row in reading.plains("institution")}
        return {**self._shipped.get("institution", {}), **own}

    def _shipped_one(self, kind: str, id_: str) -> dict[str, Any] | None:
        found = self._shipped.get(kind, {}).get(id_)
        return None if found is None else dict(found)

    def _today(self) -> str:
        return clock.today(self._worker.clock).isoformat()


def _back(reading: Reading, intent: Intent) -> Intent:
    """Return what takes a wish back: the former values, a deletion of what was new, a return of what was deleted."""
    plain = reading.plain(intent.kind, intent.id) if intent.id else None
    if intent.deleted:
        return Intent(intent.kind, intent.id, {}, restored=True)
    if plain is None:
        return Intent(intent.kind, intent.id, {}, deleted=True)
    return Intent(intent.kind, intent.id, {name: plain.get(name) for name in intent.values})


def _holds(words: str, text: str) -> bool:
    folded = fold(words)
    return all(word in folded for word in fold(text).split())
