"""How long a project lasts, in whole months, and what a season typed for a date stands for."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from caseworker_desktop.records.validity import first_day

#: The words for a season in lt, lv and en with their endings (vasario is February, vasaros is summer), its first and its last month.
_SEASONS = (
    (re.compile(r"pavasar\w*|spring"), 3, 5),
    (re.compile(r"vasar(a|ą|os|ai|oje|ā|as|u)|summer"), 6, 8),
    (re.compile(r"rud(uo|en\w*)|autumn"), 9, 11),
    (re.compile(r"žiem\w*|ziem\w*|winter"), 12, 2),
)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


def months_between(begins: str | None, ends: str | None) -> int | None:
    """Return the whole months from the first day of `begins` to the last of `ends` (dates of known precision); None when one is open.

    A last month counts when it is full: 2009-03-06 to 2011-02-06 are 23.
    """
    if not begins or not ends:
        return None
    first, after = first_day(begins), date.fromisoformat(last_day(ends)) + timedelta(days=1)
    start = date.fromisoformat(first)
    months = (after.year - start.year) * 12 + after.month - start.month
    return max(0, months - (1 if after.day < start.day else 0))


def season(typed: str) -> tuple[str, str] | None:
    """Return the first and last month (YYYY-MM) of a season typed with its year in any of the three languages (`2022 vasara`), else None.

    Winter ends in the year after the one it is called by.
    """
    years = _YEAR.findall(typed)
    found = [(first, last) for word in re.findall(r"[^\W\d_]+", typed.lower()) for pattern, first, last in _SEASONS if pattern.fullmatch(word)]
    if len(years) != 1 or len(found) != 1:
        return None
    year, (first, last) = int(years[0]), found[0]
    return f"{year:04}-{first:02}", f"{year + (1 if last < first else 0):04}-{last:02}"


def last_day(pdate: str) -> str:
    """Return the last day (YYYY-MM-DD) that a date of known precision (YYYY, YYYY-MM or YYYY-MM-DD) covers."""
    if len(pdate) == 10:
        return pdate
    year, month = int(pdate[:4]), int(pdate[5:7] or 12)
    return f"{year:04}-{month:02}-{monthrange(year, month)[1]:02}"
