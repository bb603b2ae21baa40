"""`print …`: papers as PDF files."""

from __future__ import annotations

from pathlib import Path

from caseworker_desktop.cli.context import Context
from caseworker_desktop.cli.words import Share, Words
from caseworker_desktop.kernel.errors import UsageError
from caseworker_desktop.kernel.message import message
from caseworker_desktop.settings import LANGUAGES

#: What only some papers ask for: the day of a week, a letter's template, the stick and laptop at the gate.
_OPTIONS = ("on", "template", "stick", "laptop", "serial", "permit")


def _print(context: Context) -> int:
    told = context.options
    if told.second_language is not None and told.second_language == told.language:
        raise UsageError(message("usage.two_languages"))
    options = {name: value for name in _OPTIONS if (value := getattr(told, name)) is not None}
    paper = context.desk().papers.print(told.paper, told.id, told.copy, told.language, told.second_language, Path(told.out), options=options)
    value = {"file": told.out, "pages": paper.pages, "plan_digest": paper.plan_digest}
    context.value(value if paper.version is None else {**value, "version": paper.version})
    return 0


def printed(words: Words, share: Share) -> None:
    """Add `print PAPER …`; which papers there are, the workspace tells."""
    one = words.add_parser("print", allow_abbrev=False)
    share(one)
    one.set_defaults(run=_print)
    one.add_argument("paper")
    one.add_argument("--id", required=True)
    one.add_argument("--copy", choices=("file", "client"), default="file")
    one.add_argument("--second-language", choices=LANGUAGES)
    one.add_argument("--on")
    one.add_argument("--template")
    one.add_argument("--stick")
    one.add_argument("--laptop")
    one.add_argument("--serial")
    one.add_argument("--permit")
    one.add_argument("--out", required=True)


COMMANDS = (printed,)
