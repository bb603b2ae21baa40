"""`document add|get`: files kept with the casework."""

from __future__ import annotations

from pathlib import Path

from caseworker_desktop.cli.context import Context
from caseworker_desktop.cli.words import Share, Words, command, family


def _add(context: Context) -> int:
    told = context.options
    added = context.desk().documenting.add(
        Path(told.file), told.kind, person=told.person, case=told.case, project=told.project, on=told.on, taken_on=told.taken_on,
        source_url=told.source_url)
    context.value({"id": added.id, "sha256": added.sha256, "bytes": added.bytes})
    return 0


def _get(context: Context) -> int:
    given = context.desk().documenting.get(context.options.id, Path(context.options.out))
    context.value({"id": given.id, "sha256": given.sha256, "bytes": given.bytes, "file": context.options.out})
    return 0


def documents(words: Words, share: Share) -> None:
    """Add `document add|get`."""
    inner = family(words, "document")
    add = command(inner, "add", share, _add)
    add.add_argument("file")
    add.add_argument("--kind", required=True)
    for name in ("--person", "--case", "--project", "--on", "--taken-on", "--source-url"):
        add.add_argument(name)
    get = command(inner, "get", share, _get)
    get.add_argument("id")
    get.add_argument("--out", required=True)


COMMANDS = (documents,)
