"""Who a person about to be written down may be already: for a warning while typing, never for a block."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.records.person.likeness import CLOSE, VERY_CLOSE, close_names, same_birth, same_code, same_names
from caseworker_desktop.records.views.duplicates import Known, candidates
from caseworker_desktop.store.store import Store

__all__ = ["Known", "Likely", "Likeness", "Weight"]


class Weight(IntEnum):
    """How sure it is that two people are one."""

    POSSIBLE = 1
    LIKELY = 2
    CERTAIN = 3


@dataclass(frozen=True, slots=True)
class Likely:
    """A person on record who may be the one being typed, and why."""

    known: Known
    weight: Weight
    because: tuple[Message, ...]


class Likeness:
    """Looks for the person among those on record."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, given_names: str, family_name: str, birth_date: str | None, codes: tuple[str, ...] = (), limit: int = 5) -> tuple[Likely, ...]:
        """Return who may be the same person, the surest first, at most `limit`; half-typed values are welcome."""
        given, family, typed = given_names.strip(), family_name.strip(), tuple(code for code in codes if len(code.strip()) >= 6)
        if len(given) + len(family) < 3 and not typed:
            return ()
        with self._store.reading() as reading:
            known = candidates(reading.connection, given, family, birth_date, typed)
        found = [judged for each in known if (judged := judge(each, given, family, birth_date, typed)) is not None]
        return tuple(sorted(found, key=lambda each: (-each.weight, each.known.family_name, each.known.given_names, each.known.id))[:limit])


def judge(known: Known, given: str, family: str, birth_date: str | None, codes: tuple[str, ...]) -> Likely | None:
    """Return how likely `known` is the person typed; None when nothing speaks for it.

    The same code says it alone, also an old one. Else names must agree: letter by letter without diacritics, in any order, also a former
    name; or in sound. A birth date that agrees weighs more; one that contradicts speaks against it, but for a slip of one digit.
    """
    because: list[Message] = []
    weight = 0
    if any(same_code(mine, theirs) for mine in codes for theirs in known.codes):
        because.append(message("people.same_code"))
        weight = Weight.CERTAIN
    birth = same_birth(birth_date, known.birth_date)
    slip = birth is False and one_slip(birth_date or "", known.birth_date or "")
    if same_names(given, family, known.given_names, known.family_name, known.former_names):
        if birth is not False or slip:
            because.append(message("people.same_name_and_birth") if birth else message("people.same_name"))
            weight = max(weight, Weight.LIKELY if birth else Weight.POSSIBLE)
    elif given and family:
        close = close_names(given, family, known.given_names, known.family_name, known.former_names)
        if birth and len(birth_date or "") == len("YYYY-MM-DD") and close >= CLOSE:
            because.append(message("people.close_name_and_birth"))
            weight = max(weight, Weight.LIKELY)
        elif birth is None and close >= VERY_CLOSE:
            because.append(message("people.close_name"))
            weight = max(weight, Weight.POSSIBLE)
    return Likely(known, Weight(weight), tuple(because)) if because else None


def one_slip(mine: str, theirs: str) -> bool:
    """Tell whether two days differ in one digit, or in the order of day and month."""
    if len(mine) != len(theirs):
        return False
    if sum(a != b for a, b in zip(mine, theirs, strict=True)) == 1:
        return True
    return len(mine) == len("YYYY-MM-DD") and (mine[:4], mine[5:7], mine[8:]) == (theirs[:4], theirs[8:], theirs[5:7])
