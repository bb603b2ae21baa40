"""Small grammar of the command's words, shared by the files that add commands."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

Share = Callable[[argparse.ArgumentParser], None]
Words = Any
"""argparse's collection of sub-commands."""


def command(words: Words, name: str, share: Share, run: Callable[[Any], int | None]) -> argparse.ArgumentParser:
    """Add a command that `run` carries out; it takes the shared options too."""
    one: argparse.ArgumentParser = words.add_parser(name, allow_abbrev=False)
    share(one)
    one.set_defaults(run=run)
    return one


def family(words: Words, name: str) -> Words:
    """Add a command that has commands of its own (`office create`)."""
    one = words.add_parser(name, allow_abbrev=False)
    return one.add_subparsers(dest=f"{name}_command", metavar="COMMAND", required=True, parser_class=type(one))
