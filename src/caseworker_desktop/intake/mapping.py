"""The remembered form of a register (MAP.json): its kind, what each column holds, and what a person has settled.

`{"kind", "columns": {field: heading}, "name_order": "family"|"given", "year": 2023, "places": {words: code}, "colours": {"red": exit reason}}`;
all but the first two may be left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from caseworker_desktop.intake.colours import ENDINGS
from caseworker_desktop.intake.model import Heading
from caseworker_desktop.intake.words import KINDS, WORDS
from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.message import message

VERSION = 1
_SIZE = 1_000_000


def read_map(path: Path) -> dict[str, Any]:
    """Return the form in a file. Raises Refused where it is none: no JSON, an unknown kind or field, a heading that is no text."""
    try:
        if path.stat().st_size > _SIZE:
            raise Refused(message("intake.refused.map"))
        form = json.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise Refused(message("intake.refused.map")) from error
    return checked_map(form)


def checked_map(form: Any) -> dict[str, Any]:
    """Return a form that somebody gives, as read_map does a file's. Raises Refused where it is none."""
    if not isinstance(form, dict) or form.get("kind") not in KINDS or not isinstance(form.get("columns"), dict) or not form["columns"]:
        raise Refused(message("intake.refused.map"))
    known = {word.field for word in WORDS[form["kind"]]}
    for field, label in form["columns"].items():
        if field not in known:
            raise Refused(message("intake.refused.map_field", field=field))
        if not isinstance(label, str) or not label.strip():
            raise Refused(message("intake.refused.map"))
    for name in ("places", "colours"):
        told = form.get(name, {})
        if not isinstance(told, dict) or not all(isinstance(value, str) for value in told.values()):
            raise Refused(message("intake.refused.map"))
    if not set(form.get("colours", {}).values()) <= {*ENDINGS, "other"}:
        raise Refused(message("intake.refused.map"))
    form["colours"] = {colour.upper() if re.fullmatch("[0-9A-Fa-f]{6}", colour) else colour: reason
                       for colour, reason in form.get("colours", {}).items()}
    year = form.get("year")
    if year is not None and (isinstance(year, bool) or not isinstance(year, int) or not 1900 <= year <= 2100):
        raise Refused(message("intake.refused.map"))
    if form.get("name_order") not in (None, "family", "given"):
        raise Refused(message("intake.refused.map"))
    return form


def fields_of(kind: str) -> tuple[str, ...]:
    """Return the fields that a column of a register of this kind may hold, those that the reader asks for first."""
    return tuple(dict.fromkeys(word.field for word in WORDS[kind] if word.field != "returned"))


def make_map(kind: str, headings: Mapping[str, Heading], settled: Mapping[str, Any]) -> dict[str, Any]:
    """Return the form that reads such a file again: the headings as they were understood, with what was settled before."""
    heading = max(headings.values(), key=lambda one: len(one.columns))
    columns = {field: heading.labels[column].rsplit(" / ", 1)[-1] for field, column in heading.columns.items() if heading.labels.get(column)}
    return {"version": VERSION, "kind": kind, "columns": columns} | {
        name: settled[name] for name in ("name_order", "year", "places", "colours") if settled.get(name)}
