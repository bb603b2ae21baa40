"""The words of backups and of the doctor's checks. Plain Python."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from caseworker_desktop.kernel.message import message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.administration.elsewhere import key_fields, verify_backup
from caseworker_desktop.ui.administration.model import FILE, FOLDER, Ask, AskField, Values
from caseworker_desktop.ui.moments import day_words, digest_words, size_words
from caseworker_desktop.usecases.care import Backup
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.doctor import Check

SUFFIX = ".byla-backup"
_CHECKS = {
    "slots": message("ui_admin.check_slots"), "ciphers": message("ui_admin.check_ciphers"), "structure": message("ui_admin.check_structure"),
    "tables": message("ui_admin.check_tables"), "log": message("ui_admin.check_log"), "streams": message("ui_admin.check_streams"),
    "records": message("ui_admin.check_records"), "search": message("ui_admin.check_search"), "audit": message("ui_admin.check_audit"),
    "parked": message("ui_admin.check_parked"), "space": message("ui_admin.check_space"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One thing that the doctor looked at, in words."""

    name: str
    ok: bool
    detail: str


def check_lines(checks: Sequence[Check], texts: Texts) -> list[CheckLine]:
    """Return the checks in words, what is not well first."""
    lines = [CheckLine(texts.say(_CHECKS[one.name]) if one.name in _CHECKS else one.name, one.ok, texts.say(one.detail)) for one in checks]
    return sorted(lines, key=lambda one: one.ok)


def backup_ask(desk: Desk, texts: Texts) -> Ask:
    """Return the form that makes a backup in a folder."""
    say = texts.say

    def write(values: Values, progress: Progress) -> Backup:
        return desk.care.back_up(_free_name(Path(values["folder"]), desk), progress)

    def told(done: Backup) -> tuple[str, str, str]:
        size, digest = size_words(done.bytes, texts), digest_words(done.sha256)
        return "green", say(message("ui_admin.backup_done", file=done.file.name)), say(message("ui_admin.backup_told", size=size, digest=digest))

    return Ask(say(message("ui_admin.backup")), say(message("ui_admin.backup_go")),
               (AskField("folder", say(message("ui_admin.backup_folder")), FOLDER, must=True),), write, lambda done: told(done)[1],
               note=say(message("ui_admin.backup_text")), told=told)  # fmt: skip


def verify_ask(desk: Desk, texts: Texts) -> Ask:
    """Return the form that proves a backup."""
    say = texts.say

    def write(values: Values, progress: Progress) -> Backup:
        return verify_backup(desk, values, progress)

    def told(done: Backup) -> tuple[str, str, str]:
        when = day_words(done.created_at, desk.worker.clock.now(), texts)
        return "green", say(message("ui_admin.verified")), say(message("ui_admin.verified_told", when=when, count=done.operations))

    fields = (AskField("file", say(message("ui_admin.backup_file")), FILE, must=True), *key_fields(texts, must=False))
    return Ask(say(message("ui_admin.verify")), say(message("ui_admin.verify_go")), fields, write, lambda done: told(done)[1],
               note=say(message("ui_admin.verify_text")), told=told)  # fmt: skip


def _free_name(folder: Path, desk: Desk) -> Path:
    """Return a name that no backup of this day bears yet."""
    name = re.sub(r"[^\w-]+", "-", desk.worker.device_name)
    head = f"{name}-{desk.worker.clock.now().date().isoformat()}"
    number = 1
    while (file := folder / f"{head}{f'-{number}' if number > 1 else ''}{SUFFIX}").exists():
        number += 1
    return file
