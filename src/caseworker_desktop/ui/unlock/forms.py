"""What the forms of the first start hold and what is wrong with them. Plain Python."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from caseworker_desktop.kernel.folding import fold
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.ui.widgets.passphrases import passphrase_faults
from caseworker_desktop.usecases.doors import KeyGiven, NewDevice, NewOffice

OFFICE, JOIN, ALONE, RESTORE = "office", "join", "alone", "restore"
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,31}")


@dataclass(frozen=True, slots=True)
class Entered:
    """What stands in the form; `place` is the office's or the laptop's name, `language` the window's."""

    place: str = ""
    given_name: str = ""
    family_name: str = ""
    login: str = ""
    country: str = "lt"
    passphrase: str = ""
    again: str = ""
    request_folder: str = ""
    language: str = "lt"


@dataclass(frozen=True, slots=True)
class Given:
    """What stands in the form of a backup: its file, and either a passphrase (and whose) or the printed key."""

    file: str = ""
    passphrase: str = ""
    login: str = ""
    recovery_key: str = ""

    def key(self) -> KeyGiven:
        """Return what opens the backup; the printed key goes first."""
        if self.recovery_key.strip():
            return KeyGiven(recovery_key=self.recovery_key.strip())
        return KeyGiven(self.login.strip() or None, self.passphrase)


def backup_faults(given: Given) -> Mapping[str, Message]:
    """Return what is wrong with the form of a backup, by field."""
    wrong: dict[str, Message] = {}
    if not given.file.strip() or not Path(given.file.strip()).is_file():
        wrong["file"] = message("unlock.fault.backup_file")
    if not given.passphrase and not given.recovery_key.strip():
        wrong["passphrase"] = message("unlock.fault.backup_key")
    return wrong


def suggested_login(given: str, family: str) -> str:
    """Return a login made of a name: first letter and family name, without diacritics (`ekazlauskiene`)."""
    first, last = fold(given).strip(), fold(family).strip()
    return re.sub(r"[^a-z0-9]", "", first[:1] + last)[:32]


def faults(way: str, entered: Entered) -> Mapping[str, Message]:
    """Return what is wrong, by field of the form; empty when it can be sent."""
    wrong: dict[str, Message] = {}
    if not entered.place.strip():
        wrong["place"] = message("unlock.fault.office_name") if way == OFFICE else message("unlock.fault.device_name")
    if not entered.given_name.strip():
        wrong["given_name"] = message("unlock.fault.given_name")
    if not entered.family_name.strip():
        wrong["family_name"] = message("unlock.fault.family_name")
    if not _LOGIN.fullmatch(entered.login.strip()):
        wrong["login"] = message("unlock.fault.login")
    wrong.update(passphrase_faults(entered.passphrase, entered.again))
    if way == JOIN and not entered.request_folder.strip():
        wrong["request_folder"] = message("unlock.fault.folder")
    return wrong


def as_office(entered: Entered) -> NewOffice:
    """Return the form of a new office."""
    return NewOffice(
        name=entered.place.strip(),
        login=entered.login.strip(),
        given_name=entered.given_name.strip(),
        family_name=entered.family_name.strip(),
        country=entered.country,
        passphrase=entered.passphrase,
        language=entered.language,
    )


def as_device(entered: Entered) -> NewDevice:
    """Return the form of a new laptop."""
    return NewDevice(
        device_name=entered.place.strip(),
        login=entered.login.strip(),
        given_name=entered.given_name.strip(),
        family_name=entered.family_name.strip(),
        country=entered.country,
        passphrase=entered.passphrase,
        language=entered.language,
    )


FIELD_OF = {"name": "place", "device_name": "place"}  # how a use case calls a field → how the form calls it
