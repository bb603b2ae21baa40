"""`office create`, `device request`: workspaces come into being."""

from __future__ import annotations

from pathlib import Path

from caseworker_desktop.cli.context import Context
from caseworker_desktop.cli.words import Share, Words, command, family
from caseworker_desktop.usecases.doors import NewDevice, NewOffice


def _office_create(context: Context) -> int:
    told = context.options
    form = NewOffice(told.name, told.login, told.given_name, told.family_name, told.country.lower(), context.passphrase())
    made = context.door(Path(told.dir)).create_office(form, context)
    context.value({"workspace": str(Path(told.dir)), "office": made.office, "device": made.device, "recovery_key": made.recovery_key,
                   "custody_halves": list(made.custody_halves or ())})
    return 0


def _device_request(context: Context) -> int:
    told = context.options
    form = NewDevice(told.name, told.login, told.given_name, told.family_name, "lt", context.passphrase())
    made = context.door(Path(told.dir)).begin(form, Path(told.out), context)
    context.value({"device": made.device, "words": made.words, "recovery_key": made.recovery_key})
    return 0


def office(words: Words, share: Share) -> None:
    """Add `office …`."""
    inner = family(words, "office")
    one = command(inner, "create", share, _office_create)
    one.add_argument("dir")
    for name in ("name", "login", "given-name", "family-name"):
        one.add_argument(f"--{name}", required=True)
    one.add_argument("--country", required=True, type=str.lower, choices=("lt", "lv"))


def device(words: Words, share: Share) -> None:
    """Add `device …`."""
    inner = family(words, "device")
    one = command(inner, "request", share, _device_request)
    one.add_argument("dir")
    for name in ("name", "login", "given-name", "family-name", "out"):
        one.add_argument(f"--{name}", required=True)


COMMANDS = (office, device)
