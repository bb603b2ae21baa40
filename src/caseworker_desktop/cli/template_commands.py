"""`templates export|import`: what organisations pass on to each other."""

from __future__ import annotations

from pathlib import Path

from caseworker_desktop.cli.context import Context
from caseworker_desktop.cli.words import Share, Words, command, family


def _export(context: Context) -> int:
    pack = context.desk().templating.export(Path(context.options.file))
    context.value({"file": context.options.file, "templates": pack.templates, "terms": pack.terms})
    return 0


def _import(context: Context) -> int:
    taken = context.desk().templating.import_(Path(context.options.file))
    context.value({"created": taken.created, "changed": taken.changed, "unchanged": taken.unchanged})
    return 0


def templates(words: Words, share: Share) -> None:
    """Add `templates export|import`."""
    inner = family(words, "templates")
    for name, run in (("export", _export), ("import", _import)):
        command(inner, name, share, run).add_argument("file")


COMMANDS = (templates,)
