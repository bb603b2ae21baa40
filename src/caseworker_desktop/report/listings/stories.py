"""Stories for a report, told so that nobody is known by them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from caseworker_desktop.kernel.folding import fold
from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.consents import holds_on
from caseworker_desktop.report.figures import persons
from caseworker_desktop.report.listings.columns import columns
from caseworker_desktop.report.listings.frame import Frame
from caseworker_desktop.report.model import Listing

#: What tells who somebody is besides a name: codes, phones, addresses of e-mail.
_TRACES = re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.]+\b|(?<!\w)\+?\d[\d \-]{6,}\d\b")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
#: A word that begins like a name and is at most so much longer is a form of that name.
_ENDING = 4
_LEAST = 3


def without_names(text: str, forms: Iterable[str]) -> str:
    """Return a text in which each name of `forms`, in any grammatical form, is its first letter, and no code, phone or e-mail is left."""
    stems = {stem for form in forms for word in _WORD.findall(form) for stem in [_stem(word)] if len(stem) >= _LEAST}
    short = {fold(word) for form in forms for word in _WORD.findall(form)}

    def hidden(found: re.Match[str]) -> str:
        word = found.group()
        if not word[0].isupper():
            return word
        folded = fold(word)
        named = folded in short or any(folded.startswith(stem) and len(folded) - len(stem) <= _ENDING for stem in stems)
        return f"{word[0]}." if named else word

    return re.sub(r"\.\.(?!\.)", ".", _TRACES.sub("…", _WORD.sub(hidden, text)))


def _stem(word: str) -> str:
    folded = fold(word)
    for ending in ("iene", "aite", "yte", "ute", "iute", "ius", "ias", "jas", "tis", "dis", "as", "is", "ys", "us", "e", "a", "s"):
        if folded.endswith(ending) and len(folded) - len(ending) >= _LEAST:
            return folded[: -len(ending)]
    return folded


def stories(frame: Frame) -> Listing:
    """Return the project's stories: about nobody, or about a person whose consent to publicity holds on the day."""
    facts = frame.facts
    found = facts.reading.rows("story", project=frame.project.id)
    known = persons.names(facts, (row.person for row in found if row.person))
    rows: list[dict[str, str]] = []
    kept_back = 0
    for row in sorted(found, key=lambda row: (row.created_at, row.id)):
        if row.created_at[:10] > facts.day and row.person is None:
            continue
        if row.person is not None:
            person = known.get(row.person)
            own = facts.reading.plains("consent", person=row.person)
            agreed = any(holds_on(one, row.person, "publicity", facts.day) for one in own if row.consent in (None, one["id"]))
            if person is None or person.restricted or not agreed:
                kept_back += 1
                continue
        others = known[row.person].forms if row.person else ()
        rows.append({"story": row.id, "number": str(len(rows) + 1), "text": without_names(row.text, others)})
    notes = (message("report.note.stories"), *((message("report.note.stories_kept_back", count=kept_back),) if kept_back else ()))
    return Listing("stories", columns("story", "number", "text"), tuple(rows), None, notes)
