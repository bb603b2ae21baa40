"""Backups of other workspaces: proved with their own key, and brought back into an empty folder. Plain Python."""

from __future__ import annotations

import re
from pathlib import Path

from caseworker_desktop.kernel.message import message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.administration.model import FILE, FOLDER, SECRET, Ask, AskField, Values
from caseworker_desktop.ui.moments import day_words
from caseworker_desktop.usecases.care import Backup, Restored
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.doors import KeyGiven

#: A printed recovery key: eight groups of five, however they are parted.
_PRINTED = re.compile(r"\s*(?:[0-9A-Za-z]{5}[\s-]+){7}[0-9A-Za-z]{5}\s*")


def key_given(login: str, secret: str) -> KeyGiven:
    """Return what opens a backup: a printed recovery key is known by its form, anything else is a passphrase."""
    if _PRINTED.fullmatch(secret):
        return KeyGiven(recovery_key=secret.strip())
    return KeyGiven(login.strip() or None, secret)


def key_fields(texts: Texts, *, must: bool) -> tuple[AskField, ...]:
    """Return the fields of what opens a backup."""
    say = texts.say
    return (
        AskField("secret", say(message("ui_admin.other_secret")), SECRET, must=must, hint="" if must else say(message("ui_admin.other_only"))),
        AskField("login", say(message("ui_admin.login")), hint=say(message("ui_admin.other_login_hint"))),
    )


def verify_backup(desk: Desk, values: Values, progress: Progress) -> Backup:
    """Prove a backup: of this workspace with the key it is open with, of another with the one that was given."""
    file = Path(values["file"])
    if not values["secret"]:
        return desk.care.verify(file, progress)
    return desk.elsewhere(file.parent).verify_backup(file, key_given(values["login"], values["secret"]), progress)


def restore_ask(desk: Desk, texts: Texts) -> Ask:
    """Return the form that brings a workspace back into a folder."""
    say = texts.say

    def write(values: Values, progress: Progress) -> Restored:
        key = key_given(values["login"], values["secret"])
        return desk.elsewhere(Path(values["folder"])).restore_backup(Path(values["file"]), key, progress)

    def told(done: Restored) -> tuple[str, str, str]:
        when = day_words(done.created_at, desk.worker.clock.now(), texts)
        text = say(message("ui_admin.restored_told", when=when, count=done.operations, folder=str(done.folder)))
        return "green", say(message("ui_admin.restored")), text

    fields = (
        AskField("file", say(message("ui_admin.backup_file")), FILE, must=True),
        *key_fields(texts, must=True),
        AskField("folder", say(message("ui_admin.restore_folder")), FOLDER, must=True, hint=say(message("ui_admin.restore_empty"))),
    )
    return Ask(say(message("ui_admin.restore")), say(message("ui_admin.restore_go")), fields, write, lambda done: told(done)[1],
               note=say(message("ui_admin.restore_text")), told=told,
               confirm=(say(message("ui_admin.restore_sure")), say(message("ui_admin.restore_sure_text"))))  # fmt: skip
