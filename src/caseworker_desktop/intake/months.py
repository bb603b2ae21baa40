"""The names of months and seasons in Lithuanian, Latvian and English, in every case in which a date writes them."""

from __future__ import annotations

from collections.abc import Mapping

#: Folded beginnings of a whole word. Longer ones are tried first, so that `vasari` (February) stands before `vasar` (summer).
_MONTHS: Mapping[int, tuple[str, ...]] = {
    1: ("sausi", "saus", "janvar", "january", "jan"),
    2: ("vasari", "vasary", "februar", "february", "feb"),
    3: ("kovo", "kova", "kovas", "marts", "marta", "martu", "march", "mart", "mar"),
    4: ("baland", "april", "apr"),
    5: ("geguz", "maijs", "maija", "maiju", "maij", "may"),
    6: ("birzel", "junij", "june", "jun"),
    7: ("liep", "julij", "july", "jul"),
    8: ("rugpj", "august", "aug"),
    9: ("rugsej", "septemb", "sept", "sep"),
    10: ("spali", "spal", "oktob", "octob", "okt", "oct"),
    11: ("lapkr", "novemb", "nov"),
    12: ("gruod", "decemb", "dec"),
}
_SEASONS = ("pavasar", "vasara", "vasaros", "ruden", "ruduo", "rudeni", "ziem", "spring", "summer", "autumn", "winter")
_BY_LENGTH = sorted(((stem, month) for month, stems in _MONTHS.items() for stem in stems), key=lambda pair: -len(pair[0]))


def month_of(word: str) -> int | None:
    """Return the month (1–12) that a folded word names, None for a season or any other word."""
    if word.startswith(_SEASONS):
        return None
    for stem, month in _BY_LENGTH:
        if word.startswith(stem) and (len(stem) > 3 or word.rstrip(".") == stem):
            return month
    return None


def is_season(word: str) -> bool:
    """Tell whether a folded word names a season."""
    return word.startswith(_SEASONS)
