"""Reads telephone numbers out of cells in which they stand with words, or as numbers, or with others."""

from __future__ import annotations

import re
from typing import Any

from caseworker_desktop.intake.wording import tidy
from caseworker_desktop.records.person.phones import normalise

_WORDS = re.compile(r"(?i)\b(?:tel|mob|tal[rř]|telef\w*|phone|nr|t)\b\.?:?\s*")
_KEPT = re.compile(r"\+\d{8,15}")


def read_phone(value: Any, country: str) -> str | None:
    """Return `+370…`, `+371…` or another full international number; None where the cell holds none that can be read.

    Of several numbers the first counts. `country` is `lt` or `lv`: whose numbers have no country's code.
    """
    first = re.split(r"[;/\n]|,\s|\s{3,}", _WORDS.sub("", tidy(value)))[0].strip()
    kept = normalise(first, country)
    return kept if _KEPT.fullmatch(kept) else None
