"""Templates and lists that organisations pass on to each other: one readable file, and never a person in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caseworker_desktop.kernel.errors import Denied, LineRefused, Refused
from caseworker_desktop.kernel.folding import fold
from caseworker_desktop.kernel.message import message
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.intent import Intent
from caseworker_desktop.usecases.printing import May, staged
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import Writer

FORMAT, VERSION = "byla-templates", 1
LARGEST = 10_000_000
#: What a pack holds of each kind, and by which fields an entry is the same one elsewhere.
_PARTS: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("templates", "template", ("code", "kind", "name_lt", "name_lv", "name_en", "body"), ("code", "kind")),
    ("terms", "term", ("list", "code", "name_lt", "name_lv", "name_en", "parent", "valid_from", "valid_to", "extra"), ("list", "code")),
)
_SHORTEST_NAME = 5


@dataclass(frozen=True, slots=True)
class Pack:
    """What went out: how many of each."""

    templates: int
    terms: int


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came in: how many entries were new, changed, or known already."""

    created: int
    changed: int
    unchanged: int


class Templating:
    """Exports and imports for one worker."""

    def __init__(self, store: Store, writer: Writer, worker: Worker, may: May) -> None:
        self._store, self._writer, self._worker, self._may = store, writer, worker, may

    def export(self, target: Path) -> Pack:
        """Write the office's templates and terms to a JSON file, whole or not at all.

        Raises Refused when a text in them holds the name of a person kept here, or the target cannot be written; Denied when the worker may
        not read them.
        """
        for _, kind, _, _ in _PARTS:
            if not self._may(self._worker.role, self._worker.roles_extra, kind, "read"):
                raise Denied(message("denied.role"))
        with self._store.reading() as reading:
            told = {name: [_entry(one, fields) for one in sorted(reading.plains(kind), key=lambda one: tuple(str(one.get(key)) for key in keys))]
                    for name, kind, fields, keys in _PARTS}
            self._nobody(reading, told)
        pack = {"format": FORMAT, "version": VERSION, **told}
        data = (json.dumps(pack, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
        with staged(target, data):
            return Pack(len(told["templates"]), len(told["terms"]))

    def import_(self, file: Path) -> TakenIn:
        """Take a pack in: an entry with a known code changes the one that is here, another is added; nothing is taken away.

        Raises Refused when the file is no pack, of a newer program, or too large; LineRefused for an entry that cannot be taken (its place in
        the file is the line); Denied where the worker may not write templates or lists. Nothing is changed then.
        """
        pack = _read(file)
        with self._store.reading() as reading:
            intents = list(self._intents(reading, pack))
        if not intents:
            return TakenIn(0, 0, 0)
        written = self._writer.write(intents, lines=list(range(1, len(intents) + 1)))
        return TakenIn(written.created, written.changed, written.unchanged)

    # ---- inside ---------------------------------------------------------------------------------------------------------------------------
    def _intents(self, reading: Reading, pack: Mapping[str, Any]) -> Iterator[Intent]:
        number = 0
        for name, kind, fields, keys in _PARTS:
            known = {tuple(one.get(key) for key in keys): one["id"] for one in reading.plains(kind)}
            for entry in pack.get(name, []):
                number += 1
                if not isinstance(entry, dict) or any(not isinstance(entry.get(key), str) for key in keys):
                    raise LineRefused(message("templates.bad_entry"), line=number)
                strange = next((one for one in entry if one not in fields), None)
                if strange is not None:
                    raise LineRefused(message("refused.unknown_field"), line=number, field=str(strange)[:40])
                given = {field: value for field, value in entry.items() if value is not None}
                yield Intent(kind, known.get(tuple(entry[key] for key in keys)), given)

    def _nobody(self, reading: Reading, told: Mapping[str, Any]) -> None:
        """Raise Refused when a person's full name, either way round, stands in a text."""
        texts = [(str(one.get("code")), fold(json.dumps(one, ensure_ascii=False))) for entries in told.values() for one in entries]
        for person in reading.rows("person"):
            given, family = fold(person.given_names or ""), fold(person.family_name or "")
            if len(given) + len(family) < _SHORTEST_NAME or not given or not family:
                continue
            for code, text in texts:
                if f"{given} {family}" in text or f"{family} {given}" in text:
                    raise Refused(message("templates.names_a_person", code=code))


def _entry(plain: Mapping[str, Any], fields: tuple[str, ...]) -> dict[str, Any]:
    return {field: plain[field] for field in fields if plain.get(field) not in (None, {}, [])}


def _read(file: Path) -> Mapping[str, Any]:
    try:
        if file.stat().st_size > LARGEST:
            raise Refused(message("templates.too_large"))
        pack = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, RecursionError) as reason:
        raise Refused(message("templates.bad_file", file=file.name)) from reason
    if not isinstance(pack, dict) or pack.get("format") != FORMAT or not isinstance(pack.get("version"), int):
        raise Refused(message("templates.bad_file", file=file.name))
    if pack["version"] > VERSION:
        raise Refused(message("templates.newer"))
    if any(not isinstance(pack.get(name, []), list) for name, *_ in _PARTS):
        raise Refused(message("templates.bad_file", file=file.name))
    return pack
