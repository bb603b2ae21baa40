"""Reads personal codes as lists keep them: as numbers, with spaces, without their zero; and tells the scheme, birth date and sex in them.

Rules: Lithuanian G YYMMDD NNN K (G 1–6 the century and sex, 9 without a date), Latvian until 2017 DDMMYY-CNNNK (C 0–2 the century),
Latvian since 2017 beginning 32–39 without date or check digit. A wrong check digit is a warning, never a block.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from caseworker_desktop.intake.wording import says_nothing, tidy
from caseworker_desktop.records.person import codes as rules

_LENGTH = 11
_DOCUMENT = re.compile(r"^[A-Z]{1,3}\d{5,9}$")


@dataclass(frozen=True, slots=True)
class Code:
    """A code read. `value` None: not taken as one. `kinds` are warnings, `note` explains the last. `scheme` as in records.md."""

    value: str | None = None
    scheme: str | None = None
    birth_date: str | None = None
    sex: str | None = None
    kinds: tuple[str, ...] = ()
    note: str | None = None


def organisation_check(digits: str) -> int:
    """Return the check digit that the first eight digits of a Lithuanian organisation's code ask for."""
    for weights in ("12345678", "34567891"):
        if (rest := sum(int(digit) * int(weight) for digit, weight in zip(digits, weights)) % 11) < 10:
            return rest
    return 0


def lithuanian(digits: str) -> Code | None:
    """Return the code as a Lithuanian one, None where it cannot be one."""
    if digits[0] not in "1234569" or not rules.well_formed("lt", digits):
        return None
    kinds = () if rules.check_digit_fits("lt", digits) else ("check_digit",)
    return Code(digits, "lt", rules.birth_date("lt", digits), rules.sex("lt", digits), kinds)


def latvian(digits: str) -> Code | None:
    """Return the code as a Latvian one, written with its hyphen, None where it cannot be one."""
    value = f"{digits[:6]}-{digits[6:]}"
    if rules.well_formed("lv_new", value):
        return Code(value, "lv_new")
    if not rules.well_formed("lv_old", value):
        return None
    return Code(value, "lv_old", rules.birth_date("lv_old", value), None, () if rules.check_digit_fits("lv_old", value) else ("check_digit",))


def country_of(values: Iterable[Any], label: str = "") -> str | None:
    """Return `lt` or `lv`, as most of a column's plain codes say, or, where they do not tell, its heading; None where nothing tells."""
    votes: Counter[str] = Counter()
    for value in values:
        digits = re.sub(r"\D", "", tidy(value))
        if len(digits) == _LENGTH:
            as_lt, as_lv = lithuanian(digits), latvian(digits)
            if as_lt and not as_lv:
                votes["lt"] += 1
            elif as_lv and not as_lt:
                votes["lv"] += 1
    if votes["lt"] != votes["lv"]:
        return votes.most_common(1)[0][0]
    if "asmens" in label or "a.k" in label.replace(" ", ""):
        return "lt"
    return "lv" if "personas" in label else None


def read_code(value: Any, *, country: str | None = None, births: Sequence[str] = ()) -> Code:
    """Return the personal code in a cell. `births`: the birth dates that the row may mean; they tell schemes apart and prove a lost zero."""
    if says_nothing(value):
        return Code(kinds=("missing_code",))
    text = tidy(value).upper()
    bare = re.sub(r"[\s.‐‑–—-]", "", text)
    if not bare.isdigit():
        if _DOCUMENT.match(bare):
            return Code(bare, "document", kinds=("document_number",))
        return Code(kinds=("unreadable_code",))
    if len(bare) == _LENGTH - 1:
        restored = _with_zero(bare, number=isinstance(value, int | float), births=births)
        if restored is not None:
            return restored
    if len(bare) != _LENGTH:
        return Code(kinds=("wrong_length",), note=f"{len(bare)} digits; not taken as a code")
    return _told_apart(bare, hyphen=bool(re.match(r"^\d{6}\s*[‐‑–—-]\s*\d{5}$", text)), country=country, births=births)


def _with_zero(bare: str, *, number: bool, births: Sequence[str]) -> Code | None:
    """Return the old Latvian code that lost its first zero: kept as a number, or proved by the birth date."""
    found = latvian("0" + bare)
    if found is None or found.birth_date is None or not (_agrees(found, births) if births else number):
        return None
    return Code(found.value, found.scheme, found.birth_date, None, (*found.kinds, "leading_zero_restored"), "Latvian code kept as a number")


def _agrees(code: Code, births: Sequence[str]) -> bool:
    return code.birth_date is not None and any(code.birth_date.startswith(birth) for birth in births)


def _told_apart(bare: str, *, hyphen: bool, country: str | None, births: Sequence[str]) -> Code:
    found = [code for code in (lithuanian(bare), latvian(bare)) if code is not None]
    if not found:
        return Code(bare, "other", kinds=("impossible_code",), note="no date fits; kept as another number")

    def weight(code: Code) -> tuple[bool, bool, bool, bool]:
        latvian_one = code.scheme != "lt"
        # Hardly any number fits a check digit by chance: it tells more than the country where most codes come from.
        proved = code.scheme != "lv_new" and "check_digit" not in code.kinds
        return _agrees(code, births), hyphen and latvian_one, proved, country is not None and latvian_one == (country == "lv")

    return max(found, key=weight)


def read_organisation_code(value: Any) -> Code:
    """Return an organisation's code: nine digits in Lithuania (with a check digit), eleven in Latvia."""
    if says_nothing(value):
        return Code(kinds=("missing_code",))
    bare = re.sub(r"^(LT|LV)(?=\d)", "", re.sub(r"[\s.‐‑–—-]", "", tidy(value).upper()))
    if not bare.isdigit():
        return Code(kinds=("unreadable_code",))
    if len(bare) == 9:
        return Code(bare, "lt", kinds=() if organisation_check(bare) == int(bare[8]) else ("check_digit",))
    if len(bare) == _LENGTH:
        return Code(bare, "lv")
    if len(bare) == 7:
        return Code(bare, "lt_old")  # Lithuanian codes given before 2004 have seven digits
    return Code(kinds=("wrong_length",), note=f"{len(bare)} digits; not taken as a code")
