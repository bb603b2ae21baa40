"""`person export|restrict|erase`, `audit show|verify`, `retention due`: what a person may ask for, and who answers for it."""

from __future__ import annotations

from pathlib import Path

from caseworker_desktop.cli.context import Context, first_line
from caseworker_desktop.cli.words import Share, Words, command, family
from caseworker_desktop.kernel.errors import UsageError
from caseworker_desktop.kernel.message import message

NOT_WELL = 6


def _export(context: Context) -> int:
    told = context.options
    halves = told.half_file or []
    if len(halves) not in (0, 2):
        raise UsageError(message("usage.two_halves"))
    both = (first_line(Path(halves[0])), first_line(Path(halves[1]))) if halves else None
    given = context.desk().rights.export(told.id, Path(told.out) if told.out is not None else None, both)
    if told.out is not None:
        context.value({"file": told.out, "records": len(given.records), "shut": given.shut})
    else:
        context.value({"person": given.person, "records": [dict(one) for one in given.records], "shut": given.shut})
    return 0


def _restrict(context: Context) -> int:
    told = context.options
    day = context.desk().rights.restrict(told.id, told.why, told.since, lift=told.lift)
    context.value({"id": told.id, "restricted_from": day})
    return 0


def _erase(context: Context) -> int:
    done = context.desk().rights.erase(context.options.id)
    context.value({"persons": done.persons, "records": done.records, "documents": done.documents, "rows": [dict(one) for one in done.rows]})
    return 0


def _show(context: Context) -> int:
    lines = context.desk().auditing.show(context.options.id, context.options.limit)
    context.value(
        [
            {"device": one.device, "number": one.number, "at": one.at, "staff": one.staff, "what": one.what, "record": one.record, "day": one.day}
            for one in lines
        ]
    )
    return 0


def _verify(context: Context) -> int:
    found = context.desk().auditing.verify()
    well = all(one.holds for one in found)
    context.value({"ok": well, "chains": [{"device": one.device, "lines": one.lines, "ok": one.holds} for one in found]})
    if not well:
        context.err.write(context.texts.say(message("care.audit_not_well")) + "\n")
    return 0 if well else NOT_WELL


def _due(context: Context) -> int:
    found = context.desk().retention.due(context.options.as_of)
    context.value([{"record": "person", "id": one.person, "rule": one.rule, "due_on": one.due_on, "since": one.since} for one in found])
    return 0


def person(words: Words, share: Share) -> None:
    """Add `person …`."""
    inner = family(words, "person")
    one = command(inner, "export", share, _export)
    one.add_argument("id")
    one.add_argument("--out")
    one.add_argument("--half-file", action="append")
    one = command(inner, "restrict", share, _restrict)
    one.add_argument("id")
    one.add_argument("--why", default="")
    one.add_argument("--from", dest="since")
    one.add_argument("--lift", action="store_true")
    command(inner, "erase", share, _erase).add_argument("id")


def audit(words: Words, share: Share) -> None:
    """Add `audit …`."""
    inner = family(words, "audit")
    one = command(inner, "show", share, _show)
    one.add_argument("--id")
    one.add_argument("--limit", type=int, default=500)
    command(inner, "verify", share, _verify)


def retention(words: Words, share: Share) -> None:
    """Add `retention due`."""
    command(family(words, "retention"), "due", share, _due).add_argument("--as-of")


COMMANDS = (person, audit, retention)
