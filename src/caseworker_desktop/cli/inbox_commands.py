"""`conflicts …`: what two people filled differently; `duplicates …`: who may be written down twice."""

from __future__ import annotations

import json
from typing import Any

from caseworker_desktop.cli.context import Context
from caseworker_desktop.cli.record_commands import warn
from caseworker_desktop.cli.words import Share, Words, command, family
from caseworker_desktop.kernel.errors import UsageError
from caseworker_desktop.kernel.message import message
from caseworker_desktop.usecases.duplicates import Merged
from caseworker_desktop.usecases.inbox import Candidate, Conflict


def _value(one: Candidate) -> Any:
    return {"protected": one.shut} if one.shut is not None else one.value


def _conflict(one: Conflict) -> dict[str, Any]:
    return {
        "record": one.kind,
        "id": one.id,
        "field": one.field,
        "shown": _value(one.values[0]) if one.values else one.shown,
        "values": [{"value": _value(each), "staff": each.staff, "device": each.device, "at": each.at} for each in one.values],
    }


def _list(context: Context) -> int:
    context.value([_conflict(one) for one in context.desk().inbox.conflicts()])
    return 0


def _resolve(context: Context) -> int:
    told = context.options
    try:
        value = json.loads(told.value, parse_float=str)
    except ValueError as reason:
        raise UsageError(message("usage.value_json")) from reason
    written = context.desk().inbox.resolve(told.kind, told.id, told.field, value, told.why).written
    warn(context, written)
    context.value({"record": told.kind, "id": told.id, "field": told.field, "changed": written.changed, "deleted": written.deleted})
    return 0


def conflicts(words: Words, share: Share) -> None:
    """Add `conflicts …`."""
    inner = family(words, "conflicts")
    command(inner, "list", share, _list)
    one = command(inner, "resolve", share, _resolve)
    for name in ("kind", "id", "field"):
        one.add_argument(name)
    one.add_argument("--value", required=True)
    one.add_argument("--why", required=True)


def _pairs(context: Context) -> int:
    context.value(
        [{"a": one.a, "b": one.b, "score": one.score, "because": list(one.because), "record": one.kind} for one in context.desk().duplicates.pairs()]
    )
    return 0


def _merged(context: Context, done: Merged) -> int:
    context.value({"record": done.kind, "face": done.face, "ids": list(done.ids)})
    return 0


def _merge(context: Context) -> int:
    return _merged(context, context.desk().duplicates.merge(context.options.a, context.options.b, context.options.why))


def _unmerge(context: Context) -> int:
    return _merged(context, context.desk().duplicates.unmerge(context.options.a, context.options.b, context.options.why))


def _dismiss(context: Context) -> int:
    return _merged(context, context.desk().duplicates.dismiss(context.options.a, context.options.b, context.options.why))


def duplicates(words: Words, share: Share) -> None:
    """Add `duplicates …`."""
    inner = family(words, "duplicates")
    command(inner, "list", share, _pairs)
    for name, run in (("merge", _merge), ("unmerge", _unmerge), ("dismiss", _dismiss)):
        one = command(inner, name, share, run)
        one.add_argument("a")
        one.add_argument("b")
        one.add_argument("--why", default="")


COMMANDS = (conflicts, duplicates)
