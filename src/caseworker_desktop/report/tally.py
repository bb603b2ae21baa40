"""What a rule found, before it is measured against a target: exact numbers, the unknown, and the bounds they leave."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from caseworker_desktop.report.model import LeftOut, Number


@dataclass(frozen=True, slots=True)
class Tally:
    """An exact result; the fields are those of `model.Figure`."""

    value: Fraction | None
    numerator: Fraction | None = None
    denominator: int | None = None
    unknown: int = 0
    lowest: Fraction | None = None
    highest: Fraction | None = None
    refused: int = 0
    persons: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    detail: Mapping[str, Any] = field(default_factory=dict)
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def counted(number: Fraction | int, *, left_out: Iterable[LeftOut] = (), persons: Collection[str] = (), unknown: int = 0, refused: int = 0) -> Tally:
    """Return the tally of a rule that counts: each unknown may be one more."""
    exact = Fraction(number)
    return Tally(exact, exact, None, unknown, exact, exact + unknown, refused, tuple(sorted(persons)), tuple(left_out))


def others(among: Iterable[str], yes: Collection[str], unknown: Collection[str], refused: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """Return who said no, of whom it is not known, and who refused to say."""
    no = (one for one in among if one not in yes and one not in unknown and one not in refused)
    return {"no": tuple(sorted(no)), "unknown": tuple(sorted(unknown)), "refused": tuple(sorted(refused))}


def shared(yes: Collection[str], of: int, unknown: int, *, refused: int = 0, left_out: Iterable[LeftOut] = ()) -> Tally:
    """Return the tally of `yes` among `of`, in percent: the unknown stay in the denominator. None when there is nobody to share."""
    number = Fraction(len(yes))
    if of == 0:
        return Tally(None, number, 0, left_out=tuple(left_out))
    part = number * 100 / of
    return Tally(part, number, of, unknown, part, part + Fraction(unknown * 100, of), refused, tuple(sorted(yes)), tuple(left_out))


def number(exact: Fraction | int | None) -> Number | None:
    """Return a number as reports show it: whole, or rounded to four places."""
    if exact is None:
        return None
    return int(exact) if exact == int(exact) else round(float(exact), 4)
