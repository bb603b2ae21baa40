"""`bundle …`, `explain-difference`: the trip on the stick, and what is still on its way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from caseworker_desktop.cli.context import Context
from caseworker_desktop.cli.words import Share, Words, command, family
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.usecases.receiving import Imported


def _export(context: Context) -> int:
    told = context.options
    done = context.desk(leaving=True).exchange.export(told.to, Path(told.out), context, attachments=told.attachments)
    context.value(
        {
            "file": str(done.file),
            "number": done.number,
            "operations": done.operations,
            "records": done.records,
            "bytes": done.bytes,
            "sha256": done.sha256,
            "check_word": done.check_word,
            "persons": done.persons,
        }
    )
    return 0


def _inspect(context: Context) -> int:
    seen = context.desk().exchange.inspect(Path(context.options.file))
    context.value(
        {
            "from": seen.sender,
            "to": seen.addressee,
            "number": seen.number,
            "created_at": seen.created_at,
            "operations": seen.operations,
            "complete": seen.complete,
        }
    )
    return 0


def _import(context: Context) -> int:
    files = [Path(one) for one in context.options.files]
    done = context.desk().receiving.import_files(files, context, dry_run=context.options.dry_run)
    for one in done:
        if one.error is not None:
            context.err.write(f"{one.file}: {context.texts.say(one.error)}\n")
        for said in (*one.alarms, *_asides(one)):
            context.err.write(" ".join(context.texts.say(said).split()) + "\n")
    context.value([_told(context, one) for one in done])
    taken = [one for one in done if one.error is None]
    if not taken:
        return max(one.exit_code for one in done)
    return 5 if len(taken) < len(done) or any(one.needs_a_person for one in taken) else 0


def _asides(one: Imported) -> tuple[Message, ...]:
    return (message("exchange.set_aside", count=one.set_aside),) if one.set_aside else ()


def _told(context: Context, one: Imported) -> dict[str, Any]:
    told: dict[str, Any] = {
        "file": one.file,
        "bundle": one.bundle,
        "from": one.sender,
        "accepted": one.accepted,
        "known": one.known,
        "parked": one.parked,
        "waiting": one.waiting,
        "conflicts": one.conflicts,
        "duplicates": one.duplicates,
        "gaps": list(one.gaps),
        "number": one.number,
        "set_aside": one.set_aside,
        "removed": one.removed,
        "removal_waits": one.removal_waits,
        "alarms": [context.texts.say(said) for said in one.alarms],
    }
    return told if one.error is None else {**told, "error": context.texts.say(one.error)}


def _status(context: Context) -> int:
    desk = context.desk(leaving=True)
    context.value(
        [
            {
                "peer": one.peer,
                "name": one.name,
                "last_out": one.last_out,
                "last_in": one.last_in,
                "acknowledged": one.acknowledged,
                "waiting": one.waiting,
                "oldest_waiting": one.oldest_waiting,
                "days_silent": one.days_silent,
                "safe_bundles": list(one.safe_bundles),
                "gaps": list(one.gaps),
                "lease_days_left": desk.lease.state().days_left,
            }
            for one in desk.exchange.status()
        ]
    )
    return 0


def _undo(context: Context) -> int:
    told = context.options
    why = told.why or context.texts.say(message("exchange.undone_why"))
    done = context.desk().aside.undo(told.bundle, why)
    context.value({"bundle": told.bundle, "set_aside": done.operations, "ids": list(done.ids)})
    return 0


def _redo(context: Context) -> int:
    done = context.desk().aside.redo(context.options.bundle)
    context.value({"bundle": context.options.bundle, "taken_back": done.operations, "conflicts": done.conflicts, "waiting": done.waiting})
    return 5 if done.needs_a_person else 0


def _parked(context: Context) -> int:
    desk = context.desk()
    if context.options.retry:
        desk.parked.retry()
    context.value(
        [
            {
                "id": one.id,
                "why": one.why,
                "record": one.kind,
                "of": one.record,
                "device": one.device,
                "bundle": one.bundle,
                "place": one.place,
                "at": one.at,
            }
            for one in desk.parked.every()
        ]
    )
    return 0


def _resend(context: Context) -> int:
    context.value({"file": str(context.desk(leaving=True).exchange.resend(context.options.bundle, Path(context.options.out)))})
    return 0


def _explain(context: Context) -> int:
    found = context.desk().explaining.explain(context.options.device)
    context.value(
        {
            "device": found.device,
            "name": found.name,
            "told_at": found.told_at,
            "told_in": found.told_in,
            "laptop": found.laptop,
            "office": found.office,
            "differs": list(found.differs),
            "missing": list(found.missing),
            "unanswered": list(found.unanswered),
            "records": [{"record": one.record, "id": one.id, "why": one.why, "bundle": one.bundle} for one in found.records],
        }
    )
    return 0


def explain_difference(words: Words, share: Share) -> None:
    """Add `explain-difference DEVICE`."""
    command(words, "explain-difference", share, _explain).add_argument("device")


def bundle(words: Words, share: Share) -> None:
    """Add `bundle …`."""
    inner = family(words, "bundle")
    one = command(inner, "export", share, _export)
    one.add_argument("--to", required=True)
    one.add_argument("--out", required=True)
    one.add_argument("--attachments", action="store_true")
    command(inner, "inspect", share, _inspect).add_argument("file")
    one = command(inner, "import", share, _import)
    one.add_argument("files", nargs="+")
    one.add_argument("--dry-run", action="store_true")
    command(inner, "status", share, _status)
    one = command(inner, "undo", share, _undo)
    one.add_argument("bundle")
    one.add_argument("--why")
    command(inner, "redo", share, _redo).add_argument("bundle")
    command(inner, "parked", share, _parked).add_argument("--retry", action="store_true")
    one = command(inner, "resend", share, _resend)
    one.add_argument("bundle")
    one.add_argument("--out", required=True)


COMMANDS = (bundle, explain_difference)
