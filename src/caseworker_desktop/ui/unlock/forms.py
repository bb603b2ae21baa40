"""What the forms of the first start hold and what is wrong with them. Plain Python."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from caseworker_desktop.kernel.folding import fold
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.usecases.doors import NewDevice, NewOffice

MIN_PASSPHRASE = 10  # as the vault asks; told here while typing, checked there
OFFICE, JOIN, ALONE = "office", "join", "alone"
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,31}")


@dataclass(frozen=True, slots=True)
class Entered:
    """What stands in the form; `place` is the office's or the laptop's name."""

    place: str = ""
    given_name: str = ""
    family_name: str = ""
    login: str = ""
    country: str = "lt"
    passphrase: str = ""
    again: str = ""
    request_folder: str = ""


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


def passphrase_faults(passphrase: str, again: str) -> Mapping[str, Message]:
    """Return what is wrong with a new passphrase and its repetition."""
    if len(passphrase) < MIN_PASSPHRASE:
        return {"passphrase": message("unlock.fault.passphrase_short", count=MIN_PASSPHRASE)}
    if passphrase != again:
        return {"again": message("unlock.fault.passphrase_differs")}
    return {}


def strength(passphrase: str) -> tuple[int, Message]:
    """Return how good a new passphrase is, from 0 to 4, and the words for it: length counts, several words count more than signs."""
    words = len(re.findall(r"\w{3,}", passphrase))
    size = len(passphrase)
    if size < MIN_PASSPHRASE:
        return (1 if size else 0), message("unlock.strength.short")
    if len(set(passphrase)) < 6:
        return 1, message("unlock.strength.simple")
    if words >= 4 and size >= 20:
        return 4, message("unlock.strength.good")
    if size >= 16 or words >= 3:
        return 3, message("unlock.strength.fair")
    return 2, message("unlock.strength.weak")


def as_office(entered: Entered) -> NewOffice:
    """Return the form of a new office."""
    return NewOffice(
        name=entered.place.strip(),
        login=entered.login.strip(),
        given_name=entered.given_name.strip(),
        family_name=entered.family_name.strip(),
        country=entered.country,
        passphrase=entered.passphrase,
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
    )


FIELD_OF = {"name": "place", "device_name": "place"}  # how a use case calls a field → how the form calls it
