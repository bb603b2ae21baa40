"""`backup`, `recover`, `doctor`: care of the workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from caseworker_desktop.cli.context import Context, first_line
from caseworker_desktop.cli.words import Share, Words, command, family
from caseworker_desktop.kernel.errors import Damaged
from caseworker_desktop.kernel.message import message
from caseworker_desktop.usecases.care import Backup
from caseworker_desktop.usecases.doors import KeyGiven

NOT_WELL = 6


def _told(done: Backup) -> dict[str, Any]:
    return {
        "file": str(done.file),
        "bytes": done.bytes,
        "sha256": done.sha256,
        "created_at": done.created_at,
        "program": done.program,
        "operations": done.operations,
    }


def _create(context: Context) -> int:
    context.value(_told(context.desk().care.back_up(Path(context.options.file), context)))
    return 0


def _key(context: Context) -> KeyGiven:
    printed = context.options.recovery_key_file
    if printed is not None:
        return KeyGiven(recovery_key=first_line(Path(printed)))
    return KeyGiven(context.options.login_as, context.passphrase())


def _verify(context: Context) -> int:
    context.value(_told(context.door(context.folder).verify_backup(Path(context.options.file), _key(context), context)))
    return 0


def _restore(context: Context) -> int:
    folder = Path(context.options.dir)
    done = context.door(folder).restore_backup(Path(context.options.file), _key(context), context)
    context.value(
        {"workspace": str(done.folder), "device": done.device, "epoch": done.epoch, "created_at": done.created_at, "operations": done.operations}
    )
    return 0


def _recover(context: Context) -> int:
    """The new passphrase is given as any passphrase is: by --passphrase-file, the environment, or a prompt."""
    printed = first_line(Path(context.options.recovery_key_file))
    desk = context.door(context.folder).recover(printed, context.options.login_as, context.passphrase(), context)
    try:
        context.value({"workspace": str(context.folder), "device": desk.worker.device, "staff": desk.worker.staff, "login": desk.worker.login})
    finally:
        desk.close()
    return 0


def _doctor(context: Context) -> int:
    try:
        found = context.desk().doctor.examine(context, full=context.options.full)
    except Damaged as reason:
        # A workspace that does not even open is what a doctor is asked about: the answer has its usual form.
        said = context.texts.say(reason.message)
        context.err.write(" ".join(said.split()) + "\n")
        context.value({"ok": False, "checks": [{"name": "workspace", "ok": False, "detail": said}]})
        return NOT_WELL
    checks = [{"name": one.name, "ok": one.ok, "detail": context.texts.say(one.detail)} for one in found]
    well = all(one.ok for one in found)
    if context.json:
        context.value({"ok": well, "checks": checks})
    else:
        context.value([f"{'+' if one['ok'] else '-'} {one['name']}: {one['detail']}" for one in checks])
    if not well:
        context.err.write(context.texts.say(message("care.not_well")) + "\n")
    return 0 if well else NOT_WELL


def backup(words: Words, share: Share) -> None:
    """Add `backup create|verify|restore`."""
    inner = family(words, "backup")
    command(inner, "create", share, _create).add_argument("file")
    verify = command(inner, "verify", share, _verify)
    restore = command(inner, "restore", share, _restore)
    for one in (verify, restore):
        one.add_argument("file")
        one.add_argument("--recovery-key-file")
    restore.add_argument("dir")


def recover(words: Words, share: Share) -> None:
    """Add `recover`."""
    command(words, "recover", share, _recover).add_argument("--recovery-key-file", required=True)


def doctor(words: Words, share: Share) -> None:
    """Add `doctor`."""
    command(words, "doctor", share, _doctor).add_argument("--full", action="store_true")


COMMANDS = (backup, recover, doctor)
