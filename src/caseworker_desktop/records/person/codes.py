"""Personal codes of Lithuania, Latvia and Estonia: the birth date in them, and what looks mistyped. A finding, never a block.

Lithuanian and Estonian codes: eleven digits, the check digit of python-stdnum's `lt.asmens` and `ee.ik`. Latvian codes until 2017-06-30:
DDMMYY-CNNNK; its check digit is not confirmed by an official source, so that a wrong one is only a warning. Since 2017-07-01 a Latvian code
begins with 32–39 and holds neither a birth date nor a check digit (Office of Citizenship and Migration Affairs).
"""

from __future__ import annotations

import re
from datetime import date

from stdnum.ee import ik
from stdnum.lt import asmens

_ELEVEN = re.compile(r"\d{11}")
_LATVIAN = re.compile(r"(\d{6})-?(\d{5})")
_LV_WEIGHTS = (1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_NO_BIRTH_DATE = "9"
CHECKED = ("lt", "ee", "lv_old", "lv_new")


def clean_code(scheme: str, value: str) -> str:
    """Return a code as it is kept: without blanks, a Latvian one with its hyphen; what has no known form stays as typed."""
    bare = re.sub(r"\s", "", value)
    if scheme in ("lv_old", "lv_new"):
        found = _LATVIAN.fullmatch(bare)
        return f"{found[1]}-{found[2]}" if found else value.strip()
    return bare if scheme in ("lt", "ee") and _ELEVEN.fullmatch(bare) else value.strip()


def scheme_of(value: str) -> str | None:
    """Return the scheme that a code's form tells (`lv_new`, `lv_old`, `lt`), None when none does or several would fit."""
    bare = re.sub(r"\s", "", value)
    latvian = _LATVIAN.fullmatch(bare)
    if latvian and "-" in bare:
        return "lv_new" if bare[0] == "3" and bare[1] in "23456789" else "lv_old"
    if not _ELEVEN.fullmatch(bare):
        return None
    lithuanian = birth_date("lt", bare) is not None and check_digit_fits("lt", bare)
    old = birth_date("lv_old", bare) is not None and check_digit_fits("lv_old", bare)
    if lithuanian != old:
        return "lt" if lithuanian else "lv_old"
    return None


def well_formed(scheme: str, value: str) -> bool:
    """Tell whether a code has the form of its scheme (a birth date that exists, where one belongs in it); others always have."""
    bare = clean_code(scheme, value)
    if scheme in ("lt", "ee"):
        return bool(_ELEVEN.fullmatch(bare)) and (bare[0] == _NO_BIRTH_DATE or birth_date(scheme, bare) is not None)
    if scheme == "lv_new":
        return bool(_LATVIAN.fullmatch(bare)) and bare[0] == "3" and bare[1] in "23456789"
    if scheme == "lv_old":
        return birth_date(scheme, bare) is not None
    return True


def check_digit_fits(scheme: str, value: str) -> bool:
    """Tell whether the check digit is that of the other digits; schemes without one, and codes without the form, have none to be wrong."""
    bare = clean_code(scheme, value)
    if scheme in ("lt", "ee") and _ELEVEN.fullmatch(bare):
        return bool((asmens if scheme == "lt" else ik).calc_check_digit(bare) == bare[-1])
    found = _LATVIAN.fullmatch(bare) if scheme == "lv_old" else None
    if found is None:
        return True
    digits = [int(digit) for digit in found[1] + found[2]]
    return (1101 - sum(digit * weight for digit, weight in zip(digits[:10], _LV_WEIGHTS, strict=True))) % 11 == digits[10]


def birth_date(scheme: str, value: str) -> str | None:
    """Return the birth date (YYYY-MM-DD) in a code; None when its scheme holds none, it begins with 9, or the day does not exist."""
    bare = clean_code(scheme, value)
    if scheme in ("lt", "ee") and _ELEVEN.fullmatch(bare) and bare[0] in "12345678":
        year = 1800 + (int(bare[0]) - 1) // 2 * 100 + int(bare[1:3])
        return _day(year, bare[3:5], bare[5:7])
    found = _LATVIAN.fullmatch(bare) if scheme == "lv_old" else None
    if found is not None and found[2][0] in "012":
        return _day(1800 + int(found[2][0]) * 100 + int(found[1][4:6]), found[1][2:4], found[1][0:2])
    return None


def sex(scheme: str, value: str) -> str | None:
    """Return `m` or `f` as a Lithuanian or Estonian code tells it, else None."""
    bare = clean_code(scheme, value)
    if scheme in ("lt", "ee") and _ELEVEN.fullmatch(bare) and bare[0] in "12345678":
        return "m" if int(bare[0]) % 2 else "f"
    return None


def _day(year: int, month: str, day: str) -> str | None:
    try:
        return date(year, int(month), int(day)).isoformat()
    except ValueError:
        return None
