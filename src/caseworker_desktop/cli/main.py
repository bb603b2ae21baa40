"""Reads the command's words, runs one use case, and turns what came of it into output and an exit code."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from caseworker_desktop import __version__, bootstrap
from caseworker_desktop.cli import commands
from caseworker_desktop.cli.context import Context
from caseworker_desktop.kernel.clock import SystemClock
from caseworker_desktop.kernel.errors import CaseworkerError, LineRefused, UsageError
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.settings import LANGUAGES, Settings, read_settings
from caseworker_desktop.texts import Texts


class _Parser(argparse.ArgumentParser):
    """Wrong usage is one line in the reader's language, exit 2."""

    def error(self, said: str) -> NoReturn:
        raise UsageError(message("usage.wrong", said=said.splitlines()[0]))


def _shared(parser: argparse.ArgumentParser, *, top: bool) -> None:
    """Options that may stand before or behind the command's name."""
    default: Any = None if top else argparse.SUPPRESS
    parser.add_argument("--workspace", metavar="DIR", default=default)
    parser.add_argument("--as", dest="login_as", metavar="LOGIN", default=default)
    parser.add_argument("--passphrase-file", metavar="F", default=default)
    parser.add_argument("--json", action="store_true", default=False if top else argparse.SUPPRESS)
    # `print` has a --language of its own, the paper's; elsewhere it is the language of messages.
    parser.add_argument("--language", choices=LANGUAGES, default=default)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command."""
    top = _Parser(prog="caseworker", description="Byla", allow_abbrev=False)
    top.add_argument("--version", action="version", version=__version__)
    _shared(top, top=True)
    words = top.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=_Parser)
    for add in commands.ALL:
        add(words, lambda one: _shared(one, top=False))
    return top


def run(argv: Sequence[str], settings: Settings, environment: dict[str, str]) -> int:
    """Run the command `argv` and return its exit code."""
    cache: dict[str, Texts] = {}

    def texts(language: str | None) -> Texts:
        name = language or settings.language or "lt"
        if name not in cache:
            cache[name] = Texts(settings.resources, name, strict=False)
        return cache[name]

    asked = next((argv[i + 1] for i, one in enumerate(argv[:-1]) if one == "--language" and argv[i + 1] in LANGUAGES), None)
    as_json = "--json" in argv
    context: Context | None = None
    try:
        options = parser().parse_args(list(argv))
        told = Settings(settings.resources, settings.kdf_profile, options.language or settings.language)
        parts = bootstrap.build_parts(told, SystemClock())
        context = Context(options, lambda folder: bootstrap.FolderDoors(parts, folder), texts, environment, sys.stdout, sys.stderr)
        return int(options.run(context) or 0)
    except CaseworkerError as error:
        said = (context.texts if context is not None else texts(asked)).say(error.message)
        _tell(said, error, as_json)
        return error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        _tell(texts(asked).say(Message("cancelled")), None, as_json)
        return 4
    except OSError as error:
        _tell(texts(asked).say(message("refused.system", code=error.errno or 0)), None, as_json)
        return 4
    finally:
        if context is not None:
            context.close()


def _tell(said: str, error: CaseworkerError | None, as_json: bool) -> None:
    sys.stderr.write(" ".join(said.split()) + "\n")
    if as_json:
        told: dict[str, Any] = {"error": said}
        if isinstance(error, LineRefused):
            told |= {"line": error.line, "field": error.field}
        sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")


def main() -> int:
    """The entry of the console script."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", newline="\n")
    environment = dict(os.environ)
    return run(sys.argv[1:], read_settings(environment), environment)


if __name__ == "__main__":
    raise SystemExit(main())
