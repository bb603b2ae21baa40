"""`print plan`: papers as PDF files."""

from __future__ import annotations

from pathlib import Path

from caseworker_desktop.cli.context import Context
from caseworker_desktop.cli.words import Share, Words, command, family
from caseworker_desktop.kernel.errors import UsageError
from caseworker_desktop.kernel.message import message
from caseworker_desktop.settings import LANGUAGES


def _plan(context: Context) -> int:
    told = context.options
    if told.second_language is not None and told.second_language == told.language:
        raise UsageError(message("usage.two_languages"))
    printing = context.desk().printing
    paper = printing.print_plan(told.id, told.copy, told.language, told.second_language, target=Path(told.out))
    context.value({"file": told.out, "pages": paper.pages, "plan_digest": paper.plan_digest, "version": paper.version})
    return 0


def printed(words: Words, share: Share) -> None:
    """Add `print …`."""
    inner = family(words, "print")
    one = command(inner, "plan", share, _plan)
    one.add_argument("--id", required=True)
    one.add_argument("--copy", choices=("file", "client"), default="file")
    one.add_argument("--second-language", choices=LANGUAGES)
    one.add_argument("--out", required=True)


COMMANDS = (printed,)
