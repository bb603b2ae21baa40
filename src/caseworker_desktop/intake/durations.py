"""Reads how long something took: minutes, hours and minutes, decimals, clock times, in every way of writing them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from caseworker_desktop.intake.wording import folded, says_nothing

#: No talk, group or day of training lasts longer than this many minutes.
LONGEST = 16 * 60
#: A bare number up to this is hours where it has a fraction (1,5), else minutes.
_FEW = 12

_NUMBER = r"(\d+(?:[.,]\d+)?)"
_HOURS = r"(?:val(?:anda|andos|andu)?|h|hours?|hrs?|st(?:unda|undas|undu)?)(?![a-z])\.?"
_MINUTES = r"(?:min(?:u[ct]\w*)?|m|')\.?"
_HOURS_MINUTES = re.compile(rf"^{_NUMBER}\s*{_HOURS}\s*(?:(?:ir|un|and)\s*)?(?:{_NUMBER}\s*(?:{_MINUTES})?)?$")
_ONLY_MINUTES = re.compile(rf"^{_NUMBER}\s*(?:{_MINUTES})?$")
_CLOCK = re.compile(r"^(\d{1,3}):(\d{2})(?::\d{2})?$")
_RANGE = re.compile(r"^\d+(?:[.,]\d+)?\s*[-–—]\s*\d+(?:[.,]\d+)?\s*[a-z.']*$")
_ABOUT = re.compile(r"^(?:~|≈|apie|ap\.?|aptuveni|about|ca\.?|c\.)\s*")
_HALF = {"pusvalandis": 30, "pusvaland": 30, "pusstunda": 30, "puse valandos": 30, "pusantros valandos": 90, "pusotra stunda": 90, "valanda": 60,
         "stunda": 60, "half an hour": 30, "an hour": 60}


@dataclass(frozen=True, slots=True)
class Minutes:
    """Whole minutes, None when `problem` says why not. `about`: the writer guessed."""

    value: int | None = None
    about: bool = False
    problem: str | None = None


def read_minutes(value: Any) -> Minutes:
    """Return the minutes in a cell. Problems: missing_minutes, range_of_minutes, impossible_duration, unreadable_duration."""
    if says_nothing(value) or isinstance(value, bool):
        return Minutes(problem="missing_minutes")
    if isinstance(value, datetime):  # a time of day that crossed midnight stands as a day of 1899 or 1900
        value = time(value.hour, value.minute)
    if isinstance(value, time):
        return _possible(value.hour * 60 + value.minute)
    if isinstance(value, timedelta):
        return _possible(value.total_seconds() / 60)
    if isinstance(value, int | float):
        return _bare(float(value))
    text = folded(value).replace("’", "'").replace("′", "'").replace("`", "'")
    about = bool(_ABOUT.match(text))
    text = _ABOUT.sub("", text).strip(" .")
    if text in _HALF:
        return Minutes(_HALF[text], about)
    if _RANGE.match(text):
        return Minutes(problem="range_of_minutes")
    if match := _CLOCK.match(text):
        if int(match.group(2)) > 59:
            return Minutes(problem="impossible_duration")
        return _possible(int(match.group(1)) * 60 + int(match.group(2)), about)
    if match := _HOURS_MINUTES.match(text):
        return _possible(_decimal(match.group(1)) * 60 + _decimal(match.group(2) or "0"), about)
    if match := _ONLY_MINUTES.match(text):
        bare = re.fullmatch(_NUMBER, text) is not None
        return _bare(_decimal(match.group(1)), about) if bare else _possible(_decimal(match.group(1)), about)
    return Minutes(problem="unreadable_duration")


def between(begin: tuple[int, int] | None, end: tuple[int, int] | None) -> Minutes:
    """Return the minutes from one time of day to another of the same day; missing_minutes where one is not told or the end is not later."""
    if begin is None or end is None:
        return Minutes(problem="missing_minutes")
    minutes = (end[0] - begin[0]) * 60 + end[1] - begin[1]
    return _possible(minutes) if minutes > 0 else Minutes(problem="missing_minutes")


def _decimal(text: str) -> float:
    return float(text.replace(",", "."))


def _bare(number: float, about: bool = False) -> Minutes:
    """Read a number without a unit: a fraction of a day (a spreadsheet's clock time), hours with a fraction, else minutes."""
    if 0 < number < 0.5:
        return _possible(number * 24 * 60, about)
    if number != int(number) and number <= _FEW:
        return _possible(number * 60, about)
    return _possible(number, about)


def _possible(minutes: float, about: bool = False) -> Minutes:
    whole = round(minutes)
    if whole <= 0 or whole > LONGEST:
        return Minutes(problem="impossible_duration")
    return Minutes(whole, about)


def read_clock(value: Any) -> tuple[int, int] | None:
    """Return (hour, minute) of a time of day: `8:30`, `8.30`, `8 val. 30`, a clock cell; None where there is none."""
    if isinstance(value, time | datetime):
        return value.hour, value.minute
    if isinstance(value, float) and 0 < value < 1:
        minutes = round(value * 24 * 60)
        return minutes // 60, minutes % 60
    match = re.match(r"^(?:plkst\.?\s*)?(\d{1,2})(?:\s*(?:[:.]|val\.?|h)\s*(\d{2}))?\b", folded(value))
    if match is None:
        return None
    hour, minute = int(match.group(1)), int(match.group(2) or 0)
    return (hour, minute) if hour < 24 and minute < 60 else None
