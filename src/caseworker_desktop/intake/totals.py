"""Checks the totals of a sheet in the one column by which its register is counted, for a total that tells too much or too little."""

from __future__ import annotations

import re
from collections.abc import Mapping

from caseworker_desktop.intake.formulas import column_number
from caseworker_desktop.intake.model import Heading, Sheet
from caseworker_desktop.intake.wording import says_nothing, tidy

#: The field by which a register is counted: places offered, mentors trained.
COUNTED: Mapping[str, str] = {"employers": "places", "mentors": "trained_on"}
_RANGE = re.compile(r"^=\s*(SUM|COUNTA)\(\s*\$?([A-Z]{1,3})\$?(\d+)\s*:\s*\$?\2\$?(\d+)\s*\)$", re.IGNORECASE)


def why(sheet: Sheet, heading: Heading, kind: str, row: int) -> str:
    """Return `totals`, and what is wrong with them: a sum leaves out numbers kept as text, a count takes in words that say nothing."""
    column = heading.columns.get(COUNTED.get(kind, ""))
    found = [match for (at, _), text in sheet.formulas.items() if at == row and (match := _RANGE.match(text))]
    match = next((one for one in found if column_number(one.group(2)) == column), None)
    if match is None or column is None:
        return "totals"
    values = [sheet.value(number, column) for number in range(int(match.group(3)), min(int(match.group(4)), len(sheet.rows)) + 1)]
    if match.group(1).upper() == "SUM":
        return "totals (and wrong where places are text)" if any(isinstance(value, str) and re.search(r"\d", value) for value in values) else "totals"
    empty = list(dict.fromkeys(tidy(value) for value in values if value is not None and says_nothing(value)))
    return f"totals (and wrong: counts {' and '.join(repr(word) for word in empty)})" if empty else "totals"
