"""Telephone numbers of Lithuania and Latvia as they are typed, into E.164 (`+37061234567`) as they are kept."""

from __future__ import annotations

import re

_NATIONAL = 8  # digits after the country's code, in both countries
_CODES = {"LT": "370", "LV": "371"}
_TYPED = re.compile(r"[+\d][\d\s()\-–./]*|\([\d\s()\-–./]+")


def normalise(typed: str, country: str = "LT") -> str:
    """Return a number in E.164 when it can be read, else what was typed: several numbers, an extension, words are kept.

    `country` (ISO 3166-1, either case) tells whose numbers have no country's code. Lithuania's trunk prefixes fall away: 8 (until 2025)
    and 0. Eight digits from 2 on are a Latvian mobile number in either country, from 3 to 5 a Lithuanian fixed one.
    """
    text = typed.strip()
    if not _TYPED.fullmatch(text):
        return text
    digits = re.sub(r"\D", "", text)
    if text.startswith("+") or digits.startswith("00"):
        digits = digits if text.startswith("+") else digits[2:]
        known = next((code for code in _CODES.values() if digits.startswith(code)), None)
        fits = len(digits) == len(known) + _NATIONAL if known else 8 <= len(digits) <= 15
        return f"+{digits}" if fits else text
    for code in _CODES.values():
        if digits.startswith(code) and len(digits) == len(code) + _NATIONAL:
            return f"+{digits}"
    at = country.upper()
    if at == "LT" and len(digits) == _NATIONAL + 1 and digits[0] in "80":
        return f"+{_CODES['LT']}{digits[1:]}"
    if len(digits) != _NATIONAL:
        return text
    if digits[0] == "2":
        at = "LV"
    elif digits[0] in "345":
        at = "LT"
    return f"+{_CODES[at]}{digits}" if at in _CODES else text


def spaced(kept: str) -> str:
    """Return a kept number as it is read out: `+370 612 34567`, `+371 20 000 000`; any other as it is."""
    if re.fullmatch(r"\+370\d{8}", kept):
        return f"{kept[:4]} {kept[4:7]} {kept[7:]}"
    if re.fullmatch(r"\+371\d{8}", kept):
        return f"{kept[:4]} {kept[4:6]} {kept[6:9]} {kept[9:]}"
    return kept
