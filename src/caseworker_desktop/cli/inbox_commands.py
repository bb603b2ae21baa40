"""`conflicts list|resolve`: what two people filled differently."""

from __future__ import annotations

import json
from typing import Any

from caseworker_desktop.cli.context import Context
from caseworker_desktop.cli.record_commands import warn
from caseworker_desktop.cli.words import Share, Words, command, family
from caseworker_desktop.kernel.errors import UsageError
from caseworker_desktop.kernel.message import message
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
    written = context.desk().inbox.resolve(told.kind, told.id, told.field, value, told.why)
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


COMMANDS = (conflicts,)
