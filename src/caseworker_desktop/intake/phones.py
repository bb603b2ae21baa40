"""Reads telephone numbers of Lithuania and Latvia in every way of writing them, into E.164."""

from __future__ import annotations

import re
from typing import Any

from caseworker_desktop.intake.wording import tidy

_NATIONAL = 8  # digits after the country's code, in both countries
_CODES = {"lt": "370", "lv": "371"}


def read_phone(value: Any, country: str) -> str | None:
    """Return `+370…`, `+371…` or another full international number; None where the cell holds none that can be read.

    Lithuania's old trunk prefix 8 and the present 0 fall away (`8-37 …`, `(8 37) …`, `0 37 …`). Of several numbers the first counts.
    """
    text = re.split(r"[;/\n]|,\s|\s{3,}", tidy(value))[0]
    if re.search(r"[^\W\d_]{3,}", re.sub(r"(?i)\b(tel|mob|tal[rř]|phone|nr)\.?", "", text)):
        return None
    digits = re.sub(r"\D", "", text)
    if text.lstrip(" (").startswith("+") or digits.startswith("00"):
        digits = digits.removeprefix("00")
        for code in _CODES.values():
            if digits.startswith(code):
                return f"+{digits}" if len(digits) == len(code) + _NATIONAL else None
        return f"+{digits}" if 8 <= len(digits) <= 15 else None
    for code in _CODES.values():
        if digits.startswith(code) and len(digits) == len(code) + _NATIONAL:
            return f"+{digits}"
    if country == "lt" and len(digits) == _NATIONAL + 1 and digits[0] in "80":
        digits = digits[1:]
    return f"+{_CODES[country]}{digits}" if len(digits) == _NATIONAL else None
