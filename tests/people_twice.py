"""Invented people of Lithuania and Latvia, many of them written down a second time as it happens: without diacritics, swapped, misspelt."""

from __future__ import annotations

import json
import random

from caseworker_desktop.kernel.folding import fold
from caseworker_desktop.records.views.twins import PersonRow

GIVEN = (
    "Jonas Antanas Vytautas Žygimantas Mindaugas Darius Saulius Rūta Jūratė Živilė Ona Marija Aušra Eglė Jānis Andris Māris Kārlis Jēkabs Ilze "
    "Līga Ieva Zane Sergejs Aleksandrs Vladimir Jurij Anastasija Ąžuolas Šarūnas"
).split()
#: Lithuanian stems with their endings for him, for her married and for her not; Latvian stems with theirs for him and for her.
LITHUANIAN = (
    ("Kazlausk", "as", "ienė", "aitė"), ("Petrait", "is", "ienė", "ytė"), ("Šeškevič", "ius", "ienė", "iūtė"), ("Žuk", "as", "ienė", "aitė"),
    ("Balčiūn", "as", "ienė", "aitė"), ("Jankausk", "as", "ienė", "aitė"), ("Pavyzdėn", "as", "ienė", "aitė"), ("Kirmėl", "a", "ienė", "aitė"),
)  # fmt: skip
LATVIAN = (("Bērziņ", "š", "a"), ("Kalniņ", "š", "a"), ("Ozol", "s", "a"), ("Demonstrējum", "s", "a"), ("Ābol", "s", "a"), ("Iļjin", "s", "a"))
FOREIGN = ("Shishkin", "Kowalski", "Ivanov", "Petrow", "Yakubov")


def _family(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.5:
        stem, *endings = chance.choice(LITHUANIAN)
    elif kind < 0.9:
        stem, *endings = chance.choice(LATVIAN)
    else:
        return chance.choice(FOREIGN)
    return stem + chance.choice(endings)


def _born(chance: random.Random) -> str | None:
    day = f"{chance.randrange(1985, 1990)}-{chance.randrange(1, 4):02}-{chance.randrange(1, 6):02}"
    return chance.choice((day, day, day, day, day[:7], day[:4], None, None))


def _misspelt(chance: random.Random, name: str) -> str:
    at = chance.randrange(1, max(2, len(name) - 1))
    how = chance.randrange(4)
    if how == 0 and at + 1 < len(name):
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]  # two letters changed places
    if how == 1:
        return name[:at] + name[at + 1 :]
    if how == 2:
        return name[:at] + name[at : at + 1] + name[at:]
    return name.replace("ž", "zh").replace("š", "sh").replace("v", "w")


def _again(chance: random.Random, row: PersonRow) -> PersonRow:
    """Return a person written down once more by somebody else."""
    _, given, family, former, birth = row
    given, family = given or "", family or ""
    for _ in range(chance.randrange(1, 3)):
        how = chance.randrange(8)
        if how == 0:
            given, family = fold(given).title(), fold(family).title()
        elif how == 1:
            given, family = family, given
        elif how == 2:
            family = _misspelt(chance, family)
        elif how == 3:
            given = _misspelt(chance, given)
        elif how == 4:
            former, family = json.dumps([family]), _family(chance)
        elif how == 5 and birth and len(birth) == 10:
            birth = chance.choice((birth[:4], birth[:7], None, birth[:-1] + str((int(birth[-1]) + 1) % 10), f"{birth[:4]}-{birth[8:]}-{birth[5:7]}"))
        elif how == 6:
            given = f"{given} {chance.choice(GIVEN)}"
        else:
            family = f"{family}-{_family(chance)}"
    return _id(chance), given, family, former, birth


def _id(chance: random.Random) -> bytes:
    return chance.randbytes(16)


def people(chance: random.Random, count: int) -> tuple[list[PersonRow], dict[bytes, tuple[str, ...]]]:
    """Return so many people, and the codes of some (a few share an old one, written with and without its dash)."""
    rows: list[PersonRow] = []
    while len(rows) < count:
        if rows and chance.random() < 0.4:
            rows.append(_again(chance, chance.choice(rows)))
        else:
            given = chance.choice(GIVEN) if chance.random() < 0.95 else ""
            rows.append((_id(chance), given, _family(chance) if given or chance.random() < 0.5 else "", None, _born(chance)))
    codes = {row[0]: (chance.choice(("190778-10002", "19077810002", "320000-00001", "32000000001", "39010230003", "36909250002")),)
             for row in rows if chance.random() < 0.05}  # fmt: skip
    return rows, codes
