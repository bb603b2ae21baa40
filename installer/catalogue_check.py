"""Compares the three languages with each other and the keys with the code; each finding is a line that a person can act on."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

from installer.catalogues import FORMS, LANGUAGES, CatalogueError, Entry, read_language

_KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_*]+)*")
#: Areas whose keys are made from declared names (`field.KIND.FIELD`, `kind.KIND`); a test of records looks after them.
MADE_FROM_NAMES = frozenset({"records"})
_COUNT = "count"
_SAYING = frozenset({"message", "Message"})


@dataclass(frozen=True, slots=True)
class Said:
    """A key that stands literally in a call of `message` or `Message`. `params`: the parameters told, None when they are not literal."""

    key: str
    where: str
    params: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Spoken:
    """What the sources say: the calls, every literal text with a place where it stands, the literal beginnings of texts put together
    (`f"month.{n}"`), and the paths of a declaration (`subject="plan.case.person"`), which only look like keys."""

    said: tuple[Said, ...]
    literals: Mapping[str, str]
    beginnings: frozenset[str]
    paths: frozenset[str]


def places(sentence: str) -> frozenset[str]:
    """Return the names of the `{places}` in a sentence. Raises CatalogueError for anything but a plain name in braces."""
    names = set()
    try:
        for _, name, spec, conversion in Formatter().parse(sentence):
            if name is None:
                continue
            if not name.isidentifier() or spec or conversion:
                raise CatalogueError(f"place {{{name}}} is no plain name")
            names.add(name)
    except ValueError as error:
        raise CatalogueError(str(error)) from error
    return frozenset(names)


def read_sources(source: Path, templates: Path) -> Spoken:
    """Return what the Python files under `source` and the page templates under `templates` say."""
    said: list[Said] = []
    literals: dict[str, str] = {}
    beginnings: set[str] = set()
    paths: set[str] = set()
    for path in sorted(source.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call() if _called(node) in _SAYING and node.args:
                    said += _said(node, f"{path.relative_to(source)}:{node.lineno}")
                case ast.Constant(value=str(text)):
                    literals.setdefault(text, f"{path.relative_to(source)}:{node.lineno}")
                case ast.keyword(arg="subject" | "mentions", value=told):
                    paths |= {str(part.value) for part in ast.walk(told) if isinstance(part, ast.Constant)}
                case ast.JoinedStr(values=[ast.Constant(value=str(text)), *_]) if "." in text:
                    beginnings.add(text)
    for path in sorted(templates.rglob("*.typ")):
        literals |= dict.fromkeys(re.findall(r'"([a-z0-9_.]+)"', path.read_text(encoding="utf-8")), path.name)
    return Spoken(tuple(said), literals, frozenset(beginnings), frozenset(paths))


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id if isinstance(call.func, ast.Name) else ""


def _said(call: ast.Call, where: str) -> Iterator[Said]:
    """Yield the keys of one call; a choice between two literals (`a if x else b`) says both."""
    first = call.args[0]
    for key in (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,):
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            yield Said(key.value, where, _params(call))


def _params(call: ast.Call) -> frozenset[str] | None:
    """Return the parameters' names: keywords of `message`, literal keys of the mapping of `Message`."""
    if _called(call) == "Message":
        if len(call.args) == 1 and not call.keywords:
            return frozenset()
        told = call.args[1] if len(call.args) > 1 else call.keywords[0].value
        if isinstance(told, ast.Dict) and all(isinstance(k, ast.Constant) for k in told.keys):
            return frozenset(str(k.value) for k in told.keys if isinstance(k, ast.Constant))
        return None
    names = [keyword.arg for keyword in call.keywords]
    return None if None in names else frozenset(name for name in names if name)


def _between_languages(languages: Mapping[str, Mapping[str, Entry]]) -> Iterator[str]:
    every = {key: entry for entries in languages.values() for key, entry in entries.items()}
    for key, sample in sorted(every.items()):
        if not _KEY.fullmatch(key):
            yield f"{sample.area}.po: {key} is no dotted key"
        told: dict[str, frozenset[str]] = {}
        for language, entries in languages.items():
            entry = entries.get(key)
            if entry is None:
                yield f"{language}/{sample.area}.po: {key} is missing"
                continue
            yield from _within(language, entry)
            if entry.area != sample.area or entry.plural != sample.plural:
                yield f"{language}/{entry.area}.po: {key} stands in another area, or is counted in one language only"
            try:
                told[language] = frozenset().union(*map(places, entry.forms)) - {_COUNT}
            except CatalogueError as error:
                yield f"{language}/{entry.area}.po: {key}: {error}"
        if len(set(told.values())) > 1:
            yield f"{sample.area}.po: {key} has other places in {', '.join(f'{lang} {sorted(names)}' for lang, names in told.items())}"


def _within(language: str, entry: Entry) -> Iterator[str]:
    """Yield what is wrong with one entry alone."""
    where = f"{language}/{entry.area}.po: {entry.key}"
    if entry.fuzzy:
        yield f"{where} is fuzzy"
    if not all(form.strip() for form in entry.forms):
        yield f"{where} is empty"
    if entry.plural and len(entry.forms) != FORMS[language]:
        yield f"{where} has {len(entry.forms)} forms, the language has {FORMS[language]}"
    if any("TODO" in form or "\u00ad" in form for form in entry.forms):
        yield f"{where} is unfinished"


def _with_code(entries: Mapping[str, Entry], spoken: Spoken) -> Iterator[str]:
    for said in spoken.said:
        entry = entries.get(said.key)
        if entry is None:
            yield f"{said.where}: no language says {said.key}"
            continue
        if said.params is None:
            continue
        lacking = frozenset().union(*map(places, entry.forms)) - said.params
        if entry.plural and _COUNT not in said.params:
            lacking |= {_COUNT}
        if lacking:
            yield f"{said.where}: {said.key} is said without {', '.join(sorted(lacking))}"
    yield from _keys_handed_on(entries, spoken)
    for key, entry in sorted(entries.items()):
        used = key in spoken.literals or any(key.startswith(beginning) for beginning in spoken.beginnings)
        if entry.area not in MADE_FROM_NAMES and not used:
            yield f"{entry.area}.po: {key} is said nowhere"


def _keys_handed_on(entries: Mapping[str, Entry], spoken: Spoken) -> Iterator[str]:
    """Yield the literals that begin like a key and are none: a table of keys, or a key handed to a function that says it."""
    said = {each.key for each in spoken.said}
    first_words = {key.partition(".")[0] for key in entries if "." in key}
    for text, where in spoken.literals.items():
        if "." not in text or not _KEY.fullmatch(text) or text.partition(".")[0] not in first_words:
            continue
        known = text in entries or text in said or text in spoken.paths or any(key.startswith(text) for key in entries)
        if not known:
            yield f"{where}: no language says {text}"


def findings(root: Path) -> list[str]:
    """Return what is wrong with the catalogues of the checkout `root`, a line each; empty when all is well."""
    languages = {language: read_language(root / "resources" / "i18n", language) for language in LANGUAGES}
    found = list(_between_languages(languages))
    spoken = read_sources(root / "src" / "caseworker_desktop", root / "resources" / "templates")
    # A sentence with a broken place cannot be compared with the code; first things first.
    return found or sorted(_with_code(languages["en"], spoken))


def main() -> int:
    """Print the findings. 0 when there is none."""
    try:
        found = findings(Path(__file__).resolve().parents[1])
    except CatalogueError as error:
        found = [str(error)]
    for line in found:
        print(line, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
