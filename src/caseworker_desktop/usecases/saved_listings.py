"""Listings that are kept: the office's as templates that travel to every laptop, a laptop's own only here. They never hold a person."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.folding import fold
from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.lists import local_name
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.intent import Intent
from caseworker_desktop.usecases.report_builder import ReportBuilder, Wish, wish_of
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import May, Writer

REPORT, OWN = "report", "listings"
LARGEST, MOST_OWN, LONGEST_NAME = 100_000, 100, 120
_SHORTEST_NAME = 5


@dataclass(frozen=True, slots=True)
class Saved:
    """A kept listing: its code and name; `shared`: it is the office's; `id` of its template, None for one's own."""

    code: str
    name: str
    wish: Wish
    shared: bool
    id: str | None = None


class SavedListings:
    """Keeps and finds listings for one worker."""

    def __init__(self, store: Store, writer: Writer, worker: Worker, may: May, builder: ReportBuilder) -> None:
        self._store, self._writer, self._worker, self._may, self._builder = store, writer, worker, may, builder

    def shares(self) -> bool:
        """Tell whether what this worker saves is the whole office's."""
        may = self._may(self._worker.role, self._worker.roles_extra, "template", "write")
        return may and (self._worker.office or not self._worker.joined)

    def all(self, language: str | None = None) -> tuple[Saved, ...]:
        """Return the listings that can be opened: the office's, then one's own, each by name. What this program cannot read is left out."""
        with self._store.reading() as reading:
            own = reading.local.setting(OWN, {}).get(self._worker.staff, [])
            shared = reading.plains("template") if self._may(self._worker.role, self._worker.roles_extra, "template", "read") else []
        found = [_saved(str(one["code"]), local_name(one, language or self._worker.language), one["body"], one["id"])
                 for one in shared if one["kind"] == REPORT]
        found += [_saved(one["code"], one["name"], one["body"], None) for one in own]
        readable = set(self._builder.kinds())
        return tuple(sorted((one for one in found if one is not None and one.wish.record in readable),
                            key=lambda one: (not one.shared, fold(one.name), one.code)))

    def named(self, name: str) -> Saved:
        """Return the listing of that code or name, the office's before one's own. Raises Refused when there is none."""
        found = next((one for one in self.all() if name in (one.code, one.name)), None)
        if found is None:
            raise Refused(message("report.listing_unknown", name=name[:80]))
        return found

    def save(self, name: str, wish: Wish, over: Saved | None = None) -> Saved:
        """Keep a listing under a name; `over`: instead of one that was opened. Who may not write the office's keeps it here, for themself.

        Raises Refused for an empty name, for a wish that the builder refuses, and where a filter or the name is about a person.
        """
        told = " ".join(name.split())[:LONGEST_NAME]
        if not told:
            raise Refused(message("report.listing_no_name"))
        self._refuse_persons(told, wish)
        self._builder.look(wish, limit=1)
        shared = self.shares()
        with self._store.reading() as reading:
            taken = {one["code"] for one in reading.plains("template")}
        replaced = over if over is not None and over.shared == shared else None
        code = replaced.code if replaced is not None else _code(told, taken | {one.code for one in self.all()})
        if shared:
            values = {"code": code, "kind": REPORT, "body": wish.body(), f"name_{self._worker.language}": told}
            written = self._writer.write([Intent("template", replaced.id if replaced is not None else None, values)])
            return Saved(code, told, wish, True, written.ids[0])
        with self._store.unit() as unit:
            every = dict(unit.local.setting(OWN, {}))
            own = [one for one in every.get(self._worker.staff, []) if one["code"] != code]
            if len(own) >= MOST_OWN:
                raise Refused(message("report.listing_too_many", count=MOST_OWN))
            every[self._worker.staff] = [*own, {"code": code, "name": told, "body": wish.body()}]
            unit.local.set(OWN, every)
        return Saved(code, told, wish, False)

    def remove(self, saved: Saved) -> None:
        """Take a kept listing away. Raises Denied where it is the office's and this worker may not write it."""
        if saved.id is not None:
            self._writer.write([Intent("template", saved.id, {}, deleted=True)])
            return
        with self._store.unit() as unit:
            every = dict(unit.local.setting(OWN, {}))
            every[self._worker.staff] = [one for one in every.get(self._worker.staff, []) if one["code"] != saved.code]
            unit.local.set(OWN, every)

    def read(self, file: Path) -> Wish:
        """Return the listing that a JSON file tells: a template's body. Raises Refused when it tells none."""
        try:
            if file.stat().st_size > LARGEST:
                raise Refused(message("report.listing_bad"))
            return wish_of(json.loads(file.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError, json.JSONDecodeError, RecursionError) as reason:
            raise Refused(message("report.listing_bad")) from reason

    # ---- inside -----------------------------------------------------------------------------------------------------------------------------
    def _refuse_persons(self, name: str, wish: Wish) -> None:
        menu = self._builder.menu(wish.record)
        for one in wish.filters:
            if one.how not in ("empty", "filled") and menu.column(one.column).names_somebody:
                raise Refused(message("report.listing_person"))
        texts = [fold(name), *(fold(str(value)) for one in wish.filters for value in _each(one.value) if value is not None)]
        with self._store.reading() as reading:
            if _names_a_person(reading, texts):
                raise Refused(message("report.listing_person"))


def _each(value: Any) -> Iterable[Any]:
    return value if isinstance(value, tuple | list) else (value,)


def _names_a_person(reading: Reading, texts: list[str]) -> bool:
    for person in reading.rows("person"):
        given, family = fold(person.given_names or ""), fold(person.family_name or "")
        long = given and family and len(given) + len(family) >= _SHORTEST_NAME
        if long and any(f"{given} {family}" in text or f"{family} {given}" in text for text in texts):
            return True
    return False


def _saved(code: str, name: str, body: Any, id_: str | None) -> Saved | None:
    try:
        return Saved(code, name or code, wish_of(body), id_ is not None, id_)
    except Refused:
        return None  # of a later program, or by hand: it stays where it is and is not offered


def _code(name: str, taken: set[str]) -> str:
    stem = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:40] or REPORT
    code, n = stem, 1
    while code in taken:
        n += 1
        code = f"{stem}-{n}"
    return code
