"""How a score changed: of protected scores only the first and the last a person go into a figure, and nothing but the figure comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from caseworker_desktop.report.figures.facts import Facts
from caseworker_desktop.report.model import LeftOut
from caseworker_desktop.report.rows import Measured
from caseworker_desktop.report.tally import Tally
from caseworker_desktop.store import body as bodies
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.vault.boxes import open_fields
from caseworker_desktop.vault.compartments import Keyring

Scores = Callable[[str], tuple[Measured, ...]]
"""Returns the first and the last score by the day of everybody with two or more, for an instrument."""


def sealed_scores(reading: Reading, facts: Facts, keyring: Keyring) -> Scores:
    """Return what opens scores with the key of figures; `keyring` holds that one alone."""

    def scores(instrument: str) -> tuple[Measured, ...]:
        pairs = facts.measurements(instrument)
        records = [one[0] for pair in pairs.values() for one in pair]
        places = {one.n: one.a for known in reading.log.known(records).values() for one in known}

        def opened(kept: Any) -> str | None:
            """Return a score: kept in the open as text, or as the place of the operation whose box has it."""
            if not isinstance(kept, int):
                return None if kept is None else str(kept)
            place = places.get(kept)
            if place is None:
                return None
            value = open_fields(bodies.decode(reading.log.body(place)), keyring).get("score")
            return None if value is None else str(value)

        return tuple(Measured(person, opened(first[1]), opened(last[1])) for person, (first, last) in sorted(pairs.items()))

    return scores


def score_change(instrument: str, persons: Mapping[str, object], measured: Iterable[Measured]) -> Tally:
    """Mean of last minus first; `persons` are the participants. Numerator the sum of changes, denominator the persons with two or more scores.

    Unknown: persons whose scores no key here opens; they have no bounds, for any change is possible.
    """
    change, told, shut = Fraction(0), [], []
    for one in measured:
        if one.person not in persons:
            continue
        if one.first is None or one.last is None:
            shut.append(one.person)
            continue
        told.append(one.person)
        change += Fraction(Decimal(one.last)) - Fraction(Decimal(one.first))
    mean = change / len(told) if told else None
    bound = mean if not shut else None
    left_out = tuple(LeftOut("person", one, "sealed") for one in shut)
    return Tally(mean, change, len(told), len(shut), bound, bound, 0, tuple(told), left_out, {"instrument": instrument})
