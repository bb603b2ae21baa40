"""`load`, `dump`, `record`, `show`, `find`, `search`: records in and out."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from caseworker_desktop.cli.context import Context
from caseworker_desktop.cli.words import Share, Words, command
from caseworker_desktop.kernel.errors import Refused, UsageError
from caseworker_desktop.kernel.message import message
from caseworker_desktop.usecases.intent import Written


def _lines(name: str) -> Iterable[str]:
    raw = sys.stdin.buffer.read() if name == "-" else _read(Path(name))
    try:
        return raw.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as reason:
        raise Refused(message("refused.not_utf8")) from reason


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as reason:
        raise Refused(message("refused.file_unreadable", file=path.name)) from reason


def _load(context: Context) -> int:
    lines = _lines(context.options.file)
    done = context.desk().loading.load(lines, progress=context)
    written = done.written
    warn(context, written)
    context.value(
        {
            "created": written.created,
            "changed": written.changed,
            "unchanged": written.unchanged,
            "deleted": written.deleted,
            "ids": {str(line): id_ for line, id_ in done.ids.items()},
        }
    )
    return 0


def _dump(context: Context) -> int:
    told = context.options
    desk = context.desk()
    holds = desk.exchange.holding(told.scope) if told.scope is not None else None
    lines = desk.dumping.lines(kind=told.kind, id_=told.id, everything=told.all, holds=holds)
    if told.out is None:
        for line in lines:
            context.line(line)
        return 0
    desk.dumping.write(Path(told.out), lines)
    return 0


def _record(context: Context) -> int:
    words: dict[str, str] = {}
    for one in context.options.values:
        name, equals, text = one.partition("=")
        if not equals:
            raise UsageError(message("usage.field_value"))
        words[name] = text
    done = context.desk().loading.record(context.options.kind, words)
    warn(context, done.written)
    written = done.written
    context.value(
        {"id": done.ids[1], "created": written.created, "changed": written.changed, "unchanged": written.unchanged, "deleted": written.deleted}
    )
    return 0


def warn(context: Context, written: Written) -> None:
    """Say on standard error what a person should look at; no value is ever said."""
    said: dict[str, int] = {}
    for kind, _, finding in written.warnings:
        text = context.texts.say(message("warned.field", kind=message(f"kind.{kind}"), field=finding.field or "", reason=finding.reason))
        said[text] = said.get(text, 0) + 1
    for text, count in said.items():
        context.err.write(f"{text} (×{count})\n" if count > 1 else f"{text}\n")


def _show(context: Context) -> int:
    shown = context.desk().dumping.show(context.options.kind, context.options.id)
    if shown is None:
        raise Refused(message("refused.unknown_record"))
    if context.options.kind == "person":
        context.desk().people.opened(shown["id"])
    context.value(shown)
    return 0


def _find(context: Context) -> int:
    kinds = [context.options.kind] if context.options.kind else None
    context.value(
        [
            {"record": one.kind, "id": one.id, "name": one.name, "because": one.because}
            for one in context.desk().finding.find(context.options.text, kinds)
        ]
    )
    return 0


def _search(context: Context) -> int:
    context.value(
        [{"record": one.kind, "id": one.id, "name": one.name, "because": one.because} for one in context.desk().finding.search(context.options.text)]
    )
    return 0


def load(words: Words, share: Share) -> None:
    """Add `load FILE`."""
    command(words, "load", share, _load).add_argument("file")


def dump(words: Words, share: Share) -> None:
    """Add `dump`."""
    one = command(words, "dump", share, _dump)
    for name in ("--kind", "--id", "--out", "--scope"):
        one.add_argument(name)
    one.add_argument("--all", action="store_true")


def record(words: Words, share: Share) -> None:
    """Add `record KIND FIELD=VALUE…`."""
    one = command(words, "record", share, _record)
    one.add_argument("kind")
    one.add_argument("values", nargs="*")


def show(words: Words, share: Share) -> None:
    """Add `show KIND ID`."""
    one = command(words, "show", share, _show)
    one.add_argument("kind")
    one.add_argument("id")


def find(words: Words, share: Share) -> None:
    """Add `find TEXT`."""
    one = command(words, "find", share, _find)
    one.add_argument("text")
    one.add_argument("--kind", choices=("person", "partner", "staff", "institution"))


def search(words: Words, share: Share) -> None:
    """Add `search TEXT`."""
    command(words, "search", share, _search).add_argument("text")


COMMANDS = (load, dump, record, show, find, search)
