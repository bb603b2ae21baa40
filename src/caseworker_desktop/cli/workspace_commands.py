"""`office`, `device`, `staff`, `slot`, `scope`: workspaces, who may work in them, and what each laptop holds."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from caseworker_desktop.cli.context import Context, first_line
from caseworker_desktop.cli.words import Share, Words, command, family
from caseworker_desktop.kernel.errors import UsageError
from caseworker_desktop.kernel.message import message
from caseworker_desktop.usecases.doors import NewDevice, NewOffice
from caseworker_desktop.usecases.scoping import DeviceScope


def _office_create(context: Context) -> int:
    told = context.options
    form = NewOffice(told.name, told.login, told.given_name, told.family_name, told.country.lower(), context.passphrase())
    made = context.door(Path(told.dir)).create_office(form, context)
    context.value(
        {
            "workspace": str(Path(told.dir)),
            "office": made.office,
            "device": made.device,
            "recovery_key": made.recovery_key,
            "custody_halves": list(made.custody_halves or ()),
        }
    )
    return 0


def _device_request(context: Context) -> int:
    told = context.options
    form = NewDevice(told.name, told.login, told.given_name, told.family_name, "lt", context.passphrase())
    made = context.door(Path(told.dir)).begin(form, Path(told.out), context)
    context.value({"device": made.device, "words": made.words, "recovery_key": made.recovery_key})
    return 0


def _office_enrol(context: Context) -> int:
    told = context.options
    sites = [one.strip() for one in (told.sites or "").split(",") if one.strip()]
    done = context.desk().enrolling.enrol(Path(told.file), told.words, told.role, sites, Path(told.out), context)
    context.value({"device": done.device, "staff": done.staff})
    return 0


def _office_revoke(context: Context) -> int:
    told = context.options
    desk = context.desk()
    done = desk.access.revoke(told.device, told.why)
    value = {"device": done.device, "keys": done.keys}
    if told.out is not None:
        value["notice"] = str(desk.exchange.export(done.device, Path(told.out), context, notice=True).file)
    context.value(value)
    return 0


def _office_rotate(context: Context) -> int:
    context.value({"keys": context.desk().access.rotate()})
    return 0


def _office_aside(context: Context) -> int:
    told, aside = context.options, context.desk().aside
    if told.list:
        context.value([{"id": one.id, "at": one.at, "staff": one.staff, "why": one.why, "operations": one.operations} for one in aside.standing()])
        return 0
    if (told.device is not None) + (told.bundle is not None) + bool(told.ids) != 1:
        raise UsageError(message("usage.one_of_aside"))
    if told.device is not None:
        done = aside.device(told.device, told.why or "")
    elif told.bundle is not None:
        done = aside.bundle(told.bundle, told.why or "")
    else:
        done = aside.operations(told.ids, told.why or "")
    context.value({"ids": list(done.ids), "operations": done.operations})
    return 0


def _office_back(context: Context) -> int:
    done = context.desk().aside.take_back(context.options.ids)
    context.value({"ids": list(done.ids), "operations": done.operations, "conflicts": done.conflicts, "waiting": done.waiting})
    return 5 if done.needs_a_person else 0


def _halves(context: Context) -> tuple[str, str]:
    files = context.options.half_file
    if len(files) != 2:
        raise UsageError(message("usage.two_halves"))
    return first_line(Path(files[0])), first_line(Path(files[1]))


def _office_custody(context: Context) -> int:
    done = context.desk().custody.recover(_halves(context), renew=context.options.renew)
    context.value({"wrapped": done.wrapped, "custody_halves": list(done.halves or ())})
    return 0


def _staff_reset(context: Context) -> int:
    told = context.options
    context.value({"id": context.desk().custody.reset(told.login, _halves(context), first_line(Path(told.new_passphrase_file)))})
    return 0


def _device_join(context: Context) -> int:
    done = context.desk().enrolling.join(Path(context.options.welcome), context)
    context.value({"office": done.office, "staff": done.staff})
    return 0


def _staff_list(context: Context) -> int:
    context.value(
        [
            {
                "id": one["id"],
                "login": one["login"],
                "given_name": one["given_name"],
                "family_name": one["family_name"],
                "role": one["role"],
                "roles_extra": one["roles_extra"],
                "sites": one["sites"],
                "active_to": one["active_to"],
            }
            for one in context.desk().access.staff()
        ]
    )
    return 0


def _staff_add(context: Context) -> int:
    told = context.options
    sites = [one.strip() for one in (told.sites or "").split(",") if one.strip()]
    context.value({"id": context.desk().access.add_staff(told.login, told.given_name, told.family_name, told.role, sites)})
    return 0


def _staff_disable(context: Context) -> int:
    context.desk().access.disable_staff(context.options.login)
    context.value({"login": context.options.login})
    return 0


def _staff_role(context: Context) -> int:
    context.desk().access.change_role(context.options.login, context.options.role)
    context.value({"login": context.options.login, "role": context.options.role})
    return 0


def _slot_add(context: Context) -> int:
    context.value({"id": context.desk().access.add_slot(context.options.login, first_line(Path(context.options.new_passphrase_file)))})
    return 0


def _slot_list(context: Context) -> int:
    context.value([{"id": one.id.hex(), "kind": one.kind} for one in context.desk().access.slots()])
    return 0


def _slot_remove(context: Context) -> int:
    context.desk().access.remove_slot(context.options.login)
    context.value({"login": context.options.login})
    return 0


def staff(words: Words, share: Share) -> None:
    """Add `staff …`."""
    inner = family(words, "staff")
    one = command(inner, "add", share, _staff_add)
    for name in ("login", "given-name", "family-name", "role"):
        one.add_argument(f"--{name}", required=True)
    one.add_argument("--sites")
    command(inner, "list", share, _staff_list)
    command(inner, "disable", share, _staff_disable).add_argument("login")
    one = command(inner, "role", share, _staff_role)
    one.add_argument("login")
    one.add_argument("role")
    one = command(inner, "reset", share, _staff_reset)
    one.add_argument("login")
    one.add_argument("--new-passphrase-file", required=True)
    _two_halves(one)


def slot(words: Words, share: Share) -> None:
    """Add `slot …`."""
    inner = family(words, "slot")
    one = command(inner, "add", share, _slot_add)
    one.add_argument("--login", required=True)
    one.add_argument("--new-passphrase-file", required=True)
    command(inner, "list", share, _slot_list)
    command(inner, "remove", share, _slot_remove).add_argument("--login", required=True)


def office(words: Words, share: Share) -> None:
    """Add `office …`."""
    inner = family(words, "office")
    one = command(inner, "create", share, _office_create)
    one.add_argument("dir")
    for name in ("name", "login", "given-name", "family-name"):
        one.add_argument(f"--{name}", required=True)
    one.add_argument("--country", required=True, type=str.lower, choices=("lt", "lv"))
    one = command(inner, "enrol", share, _office_enrol)
    one.add_argument("file")
    for name in ("words", "role", "out"):
        one.add_argument(f"--{name}", required=True)
    one.add_argument("--sites")
    one = command(inner, "revoke", share, _office_revoke)
    one.add_argument("device")
    one.add_argument("--why", required=True)
    one.add_argument("--out")
    command(inner, "rotate", share, _office_rotate)
    one = command(inner, "set-aside", share, _office_aside)
    one.add_argument("ids", nargs="*")
    for name in ("device", "bundle", "why"):
        one.add_argument(f"--{name}")
    one.add_argument("--list", action="store_true")
    command(inner, "take-back", share, _office_back).add_argument("ids", nargs="+")
    one = command(inner, "recover-custody", share, _office_custody)
    one.add_argument("--renew", action="store_true")
    _two_halves(one)


def _two_halves(one: argparse.ArgumentParser) -> None:
    one.add_argument("--half-file", required=True, action="append", metavar="F", help=argparse.SUPPRESS)


def device(words: Words, share: Share) -> None:
    """Add `device …`."""
    inner = family(words, "device")
    one = command(inner, "request", share, _device_request)
    one.add_argument("dir")
    for name in ("name", "login", "given-name", "family-name", "out"):
        one.add_argument(f"--{name}", required=True)
    command(inner, "join", share, _device_join).add_argument("welcome")


def _scope(one: DeviceScope) -> dict[str, Any]:
    return {"device": one.device, "name": one.name, "sites": list(one.sites), "cases": list(one.cases), "persons": one.persons,
            "records": one.records, "cards": one.cards}  # fmt: skip


def _listed(text: str | None) -> list[str] | None:
    return None if text is None else [one.strip() for one in text.split(",") if one.strip()]


def _scope_set(context: Context) -> int:
    told = context.options
    context.value(_scope(context.desk().scoping.set(told.device, _listed(told.sites), _listed(told.cases))))
    return 0


def _scope_show(context: Context) -> int:
    context.value([_scope(one) for one in context.desk().scoping.show(context.options.device)])
    return 0


def scope(words: Words, share: Share) -> None:
    """Add `scope set|show`."""
    inner = family(words, "scope")
    one = command(inner, "set", share, _scope_set)
    one.add_argument("device")
    one.add_argument("--sites")
    one.add_argument("--cases")
    command(inner, "show", share, _scope_show).add_argument("device", nargs="?")


COMMANDS = (office, device, staff, slot, scope)
