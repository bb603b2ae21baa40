"""`find` and `search`: records by name, code or number, and signed open texts by their words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.folding import fold
from caseworker_desktop.records.views.joined import joined
from caseworker_desktop.store import search
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import May, Shipped

KINDS = ("person", "partner", "staff", "institution")
_BY_NUMBER = (("person_code", "value", "person", "code"), ("case", "number", "person", "number"))


@dataclass(frozen=True, slots=True)
class Found:
    """A record that was found. `because`: `name`, `former_names`, `code`, `number` or `text`."""

    kind: str
    id: str
    name: str
    because: str


class Finding:
    """The use case."""

    def __init__(self, store: Store, worker: Worker, shipped: Shipped, may: May, check: Callable[[], None]) -> None:
        """`check` raises Denied while this laptop's files are closed (usecases/lease.py)."""
        self._store, self._worker, self._shipped, self._may, self._check = store, worker, shipped, may, check

    def find(self, text: str, kinds: Sequence[str] | None = None, limit: int = 50) -> list[Found]:
        """Return persons, partners, staff and institutions by name (diacritics do not matter), code or number, at most `limit`."""
        self._check()
        wanted = [kind for kind in (kinds or KINDS) if self._allowed(kind)]
        with self._store.reading() as reading:
            out = {(hit.kind, hit.id): self._named(reading, hit.kind, hit.id, text) for hit in search.find(reading.connection, text, wanted, limit)}
            if "person" in wanted:
                for kind, field, target, because in _BY_NUMBER:
                    for row in reading.plains(kind, **{field: text.strip()}):
                        out.setdefault((target, row[target]), self._named(reading, target, row[target], text, because))
            if "institution" in wanted:
                self._shipped_places(reading, text, out)
            return self._faces(reading, [one for one in out.values() if one is not None])[:limit]

    def _faces(self, reading: Reading, found: Sequence[Found]) -> list[Found]:
        """Let those found to be one be told once, by their face."""
        one_with = joined(reading.connection)
        if not one_with.faces:
            return list(found)
        out: dict[tuple[str, str], Found] = {}
        for one in found:
            face = ids.to_text(one_with.face(ids.to_bytes(one.id)))
            named = one if face == one.id else self._named(reading, one.kind, face, "", one.because) or one
            out.setdefault((named.kind, named.id), named)
        return list(out.values())

    def search(self, text: str, limit: int = 50) -> list[Found]:
        """Return the records whose signed open text holds the words of `text`, newest first."""
        self._check()
        with self._store.reading() as reading:
            hits = [hit for hit in search.search(reading.connection, reading.catalog, text, limit) if self._allowed(hit.kind)]
            return [Found(hit.kind, hit.id, self._of_case(reading, hit.kind, hit.id), "text") for hit in hits]

    def _allowed(self, kind: str) -> bool:
        return self._may(self._worker.role, self._worker.roles_extra, kind, "read")

    def _named(self, reading: Reading, kind: str, id_: str, asked: str, because: str = "name") -> Found | None:
        plain = reading.plain(kind, id_)
        declared = reading.catalog.kind(kind)
        if plain is None or declared is None:
            return None
        name = " ".join(str(plain[field]) for field in declared.title if plain.get(field))
        if because == "name" and plain.get("former_names") and not _holds(name, asked):
            because = "former_names"
        return Found(kind, id_, name, because)

    def _of_case(self, reading: Reading, kind: str, id_: str) -> str:
        plain = reading.plain(kind, id_) or {}
        case = reading.plain("case", plain["case"]) if plain.get("case") else None
        found = self._named(reading, "person", case["person"], "") if case is not None and self._allowed("person") else None
        return found.name if found is not None else ""

    def _shipped_places(self, reading: Reading, text: str, out: dict[tuple[str, str], Found | None]) -> None:
        for id_, row in self._shipped.get("institution", {}).items():
            if ("institution", id_) not in out and reading.columns("institution", id_) is None and _place_holds(row, text):
                out["institution", id_] = Found("institution", id_, str(row.get("name_lt") or row.get("name_lv") or row.get("name_en")), "name")


def _holds(name: str, asked: str) -> bool:
    folded = fold(name)
    return all(word in folded for word in fold(asked).split())


def _place_holds(row: Mapping[str, Any], asked: str) -> bool:
    if str(row.get("code", "")).casefold() == asked.strip().casefold():
        return True
    return any(_holds(str(row.get(name) or ""), asked) for name in ("name_lt", "name_lv", "name_en"))
