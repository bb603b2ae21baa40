"""Makes the catalogues that the program reads: `resources/i18n/LANGUAGE/AREA.po` of all areas, merged into `i18n/compiled/LANGUAGE.mo`."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

LANGUAGES = ("lt", "lv", "en")
#: Plural forms: lt 1, 21 / 2–9, 22 / 0, 10–20; lv 1, 21 / 2–20, 22 / 0; en 1 / the rest (the rules themselves come with Babel).
FORMS = {"lt": 3, "lv": 3, "en": 2}
_MSGID = re.compile(r'^msgid "(.+)"$', re.MULTILINE)
_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


class CatalogueError(Exception):
    """A source cannot be merged; the text names file and key."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of one language: its sentence, or the sentences of its plural forms, and the area (file name) it stands in."""

    key: str
    area: str
    forms: tuple[str, ...]
    plural: bool
    fuzzy: bool


def sources(i18n: Path, language: str) -> list[Path]:
    """Return the language's area files in the order of their names."""
    return sorted((i18n / language).glob("*.po"))


def read_area(path: Path, language: str) -> dict[str, Entry]:
    """Return the entries of one area file. Raises CatalogueError when it is no PO file, says a key twice or is another language's."""
    text = path.read_text(encoding="utf-8")
    written = _MSGID.findall(text)
    twice = sorted({key for key in written if written.count(key) > 1})
    if twice:
        raise CatalogueError(f"{path.parent.name}/{path.name}: twice: {', '.join(twice)}")
    try:
        with path.open("rb") as file:
            catalog = read_po(file, locale=language, abort_invalid=True)
    except (PoFileError, ValueError) as error:
        raise CatalogueError(f"{path.parent.name}/{path.name}: {error}") from error
    told = re.search(r'^"Language: (\w+)\\n"$', text, re.MULTILINE)
    if told is None or told[1] != language:
        raise CatalogueError(f"{path.parent.name}/{path.name}: the header must say Language: {language}")
    entries: dict[str, Entry] = {}
    for message in catalog:
        ids, said = _listed(message.id), _listed(message.string)
        if not ids[0]:
            continue
        key = ids[0]
        if len(ids) > 1 and ids[1] != key:
            raise CatalogueError(f"{path.parent.name}/{path.name}: {key}: msgid and msgid_plural are the same key")
        entries[key] = Entry(key, path.stem, said, len(ids) > 1, message.fuzzy)
    return entries


def _listed(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """Return what Babel gives as one text, or as a text a form, as a tuple."""
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def read_language(i18n: Path, language: str) -> dict[str, Entry]:
    """Return all entries of a language. Raises CatalogueError when two areas say the same key."""
    merged: dict[str, Entry] = {}
    for path in sources(i18n, language):
        for key, entry in read_area(path, language).items():
            if key in merged:
                raise CatalogueError(f"{language}: {key} stands in {merged[key].area}.po and in {entry.area}.po")
            merged[key] = entry
    return merged


def is_stale(i18n: Path, language: str) -> bool:
    """Tell whether the compiled catalogue is missing or older than a source, or than a change of the list of sources."""
    compiled = i18n / "compiled" / f"{language}.mo"
    if not compiled.exists():
        return True
    made = compiled.stat().st_mtime_ns
    folder = i18n / language
    return any(path.stat().st_mtime_ns >= made for path in (folder, *sources(i18n, language)))


def compile_language(i18n: Path, language: str) -> Path:
    """Write `compiled/LANGUAGE.mo` and return its path; the same sources give the same bytes."""
    # A source changed while it is being read must look newer than what was made of it.
    newest = max(path.stat().st_mtime_ns for path in (i18n / language, *sources(i18n, language)))
    catalog = Catalog(locale=language, fuzzy=False, project="byla", version="1", creation_date=_EPOCH, revision_date=_EPOCH)
    for entry in read_language(i18n, language).values():
        if entry.fuzzy:
            continue
        if entry.plural:
            catalog.add((entry.key, entry.key), entry.forms)
        else:
            catalog.add(entry.key, entry.forms[0])
    target = i18n / "compiled" / f"{language}.mo"
    target.parent.mkdir(exist_ok=True)
    part = target.with_suffix(f".{os.getpid()}.part")
    with part.open("wb") as file:
        write_mo(file, catalog)
    os.utime(part, ns=(newest + 1, newest + 1))
    os.replace(part, target)
    return target


def compile_stale(i18n: Path) -> list[Path]:
    """Compile what is missing or older than its sources; return what was made."""
    return [compile_language(i18n, language) for language in LANGUAGES if is_stale(i18n, language)]


def main() -> int:
    """Compile what is stale and tell what was made. 0 when all is well."""
    root = Path(__file__).resolve().parents[1]
    try:
        for path in compile_stale(root / "resources" / "i18n"):
            print(f"made {path.relative_to(root)}")
    except CatalogueError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
