"""A person's own print: everything that is kept about them, in plain words, kind by kind; nothing of an offence, nothing of others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.paper.form import DASH, Form, Made
from caseworker_desktop.paper.model import Prose, Run, Section
from caseworker_desktop.paper.source import full_name
from caseworker_desktop.store.declare import Field, Kind

#: Never printed (an offence), not about the person as such (supervision), or the same words once more (a plan's printed versions).
LEFT_OUT = frozenset({"offence", "supervision", "plan_version", "plan_signature"})
#: What the client's copy leaves out as well: scores, what warns of health or risk, and the needs' ratings.
SENSITIVE = frozenset({"assessment", "flag", "need", "note", "contact_route", "follow_up"})
#: The person's own fields, and those by which a record hangs on them, say nothing twice.
_HANGS_ON = frozenset({"person", "case", "plan", "goal", "other"})
_NAMED = {"staff", "partner", "institution", "project", "person", "programme", "group", "session"}
#: The keys of small maps, in words.
_KEYS = {
    "motivation": message("papers.rated.motivation"), "responsibility": message("papers.rated.responsibility"),
    "skills": message("papers.rated.skills"), "working": message("papers.asked.working"), "studying": message("papers.asked.studying"),
    "housing": message("papers.asked.housing"), "returned_to_prison": message("papers.asked.returned"),
}


def access(form: Form, kind: str, id_: str) -> Made:
    """Return the access print of a person (Regulation (EU) 2016/679, article 15).

    Protected words are not printed, but it is said that they are kept and who may be asked; so is what this worker's role may not read. The
    client's copy also leaves out scores, health, warnings, addresses and free words.
    """
    source = form.source
    person = source.must("person", id_)
    sections: list[Section] = [
        form.said(None, message("papers.access.what"), message("papers.access.why"), message("papers.access.rights"), message("papers.access.ask")),
        _record(form, source.kind("person"), [person], form.label(message("papers.access.you"))),
    ]
    found: dict[str, list[Any]] = {"person": [person]}
    hidden = False
    for one in source.kinds():
        if one.name == "person" or one.office or one.name in LEFT_OUT:
            continue
        rows = _about(form, one, found, person.id)
        found[one.name] = rows
        if rows and not source.reads(one.name):
            hidden = True
        elif rows and not (form.client and one.name in SENSITIVE):
            sections.append(_record(form, one, rows, tuple(texts.kind(one.name) for texts in form.texts)))
    if hidden:
        sections.append(form.said(None, message("papers.access.hidden")))
    return Made(
        title=message("papers.access.title"), leaves=(form.leaf(message("papers.access.title"), *sections, reference=full_name(person)),),
        persons=(person.id,), about=(("person", person.id),))


def _about(form: Form, kind: Kind, found: Mapping[str, Sequence[Any]], person: str) -> list[Any]:
    """Return the records of a kind that are about the person: those that point to them, or to something of theirs."""
    source = form.source
    path = kind.subject or next((one for one in kind.mentions if one in ("person", "persons")), None)
    if path is None:
        return []
    head = path.partition(".")[0]
    field = kind.by_name[head]
    if field.shape == "set":
        return [one for one in source.rows(kind.name) if person in getattr(one, field.attribute)]
    if head == "person":
        rows = source.rows(kind.name, person=person)
    else:
        rows = [one for parent in found.get(field.kinds[0], ()) for one in source.rows(kind.name, **{head: parent.id})]
    return sorted(rows, key=lambda one: (_when(kind, one), one.id))


def _when(kind: Kind, row: Any) -> str:
    for field in kind.fields:
        if field.type in ("date", "pdate", "time") and field.shape == "one":
            value = getattr(row, field.attribute)
            if value:
                return str(value)
    return ""


def _record(form: Form, kind: Kind, rows: Sequence[Any], title: tuple[str, ...]) -> Section:
    paragraphs = [runs for row in rows for texts in form.texts if (runs := _spoken(form, kind, row, texts.language))]
    return Prose("", title, tuple(paragraphs) or ((Run(DASH),),))


def _spoken(form: Form, kind: Kind, row: Any, language: str) -> tuple[Run, ...]:
    texts = next(one for one in form.texts if one.language == language)
    parts: list[Run] = []
    shut = False
    for field in kind.fields:
        if (field.name in _HANGS_ON and kind.name != "relation") or (form.client and _stays_in_file(field)):
            continue
        value = getattr(row, field.attribute)
        if field.protected and value is None:
            shut = True
            continue
        said = _value(form, field, value, language)
        if said:
            parts += [Run(f"{'; ' if parts else ''}{texts.label(kind.name, field.name)}: "), Run(said, strong=True)]
    if shut:
        parts.append(Run(f"{'. ' if parts else ''}{texts.say(message('papers.access.shut'))}"))
    return tuple(parts)


def _stays_in_file(field: Field) -> bool:
    """Tell whether a field stays off the client's copy: declared so, free words (nobody knows what they tell), ratings, and reasons."""
    return not field.client_copy or field.lines > 1 or field.shape == "map" or field.name == "reasons"


def _value(form: Form, field: Field, value: Any, language: str) -> str:
    if value is None or value in ((), ""):
        return ""
    if field.shape == "set":
        return ", ".join(one for each in value if (one := _single(form, field, each, language)))
    if field.shape == "items":
        return "; ".join(_mapped(form, field, each, language) for each in value)
    if field.shape == "map":
        return _mapped(form, field, value, language)
    return _single(form, field, value, language)


def _mapped(form: Form, field: Field, value: Mapping[str, Any], language: str) -> str:
    texts = next(one for one in form.texts if one.language == language)
    said = []
    for key, inner in value.items():
        part = field.part(key)
        if part is not None and (one := _value(form, part, inner, language)):
            named = texts.say(_KEYS[key]) if key in _KEYS else key
            said.append(one if field.shape == "items" else f"{named}: {one}")
    return ", ".join(said)


def _single(form: Form, field: Field, value: Any, language: str) -> str:
    texts = next(one for one in form.texts if one.language == language)
    match field.type:
        case "bool":
            return texts.say(message("papers.yes") if value else message("papers.no"))
        case "date" | "pdate":
            return texts.date(value)
        case "time":
            return f"{texts.date(value)} {texts.time(value)}"
        case "code":
            return form.wording.lists.name(field.codes or "", value, language)
        case "ref":
            return _referred(form, field, value, language)
    return str(value)


def _referred(form: Form, field: Field, value: str, language: str) -> str:
    source = form.source
    for kind in field.kinds:
        if kind == "institution":
            return source.institution(value, source.day, language)
        row = source.row(kind, value) if kind in _NAMED else None
        if row is not None:
            declared = source.kind(kind)
            told = [(declared.by_name[name], getattr(row, declared.by_name[name].attribute)) for name in declared.title]
            return " ".join(one for inner, each in told if inner.type != "ref" and (one := _value(form, inner, each, language)))
    return ""
