"""`demo DIR`: a training workspace."""

from __future__ import annotations

from pathlib import Path

from caseworker_desktop.cli.context import Context
from caseworker_desktop.cli.words import Share, Words, command
from caseworker_desktop.usecases.doors import DEFAULT_SCALE, DEFAULT_SEED, NewTraining


def _demo(context: Context) -> int:
    told = context.options
    made = context.door(Path(told.dir)).create_training(NewTraining(context.passphrase(), told.scale, told.seed), context)
    context.value(
        {
            "workspace": str(Path(told.dir)),
            "login": made.login,
            "office": made.keys.office,
            "device": made.keys.device,
            "recovery_key": made.keys.recovery_key,
            "records": dict(made.records),
        }
    )
    return 0


def demo(words: Words, share: Share) -> None:
    """Add `demo DIR`."""
    one = command(words, "demo", share, _demo)
    one.add_argument("dir")
    one.add_argument("--scale", type=int, default=DEFAULT_SCALE)
    one.add_argument("--seed", type=int, default=DEFAULT_SEED)


COMMANDS = (demo,)
