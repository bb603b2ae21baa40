"""`register import`: other people's spreadsheets."""

from __future__ import annotations

from pathlib import Path

from caseworker_desktop.cli.context import Context
from caseworker_desktop.cli.words import Share, Words, command, family
from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.message import message

KINDS = ("participants", "consultations", "attendance", "partners", "mentors", "employers")


def _import(context: Context) -> int:
    told = context.options
    path = Path(told.file)
    if not path.is_file():
        raise Refused(message("refused.file_unreadable", file=path.name))
    done = context.desk().intake.register_import(
        path,
        told.kind,
        told.project,
        Path(told.map) if told.map else None,
        dry_run=told.dry_run,
        errors_out=Path(told.errors) if told.errors else None,
        progress=context,
    )
    context.value(done.plain())
    return 5 if done.must_look else 0


def register(words: Words, share: Share) -> None:
    """Add `register …`."""
    inner = family(words, "register")
    one = command(inner, "import", share, _import)
    one.add_argument("file")
    one.add_argument("--kind", choices=KINDS)
    one.add_argument("--project")
    one.add_argument("--map")
    one.add_argument("--dry-run", action="store_true")
    one.add_argument("--errors")


COMMANDS = (register,)
