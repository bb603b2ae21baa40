"""Sizes and moments in words, as several screens say them. Plain Python."""

from __future__ import annotations

from datetime import datetime

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.texts import Texts

_STEPS = (("exchange.size_gb", 10**9), ("exchange.size_mb", 10**6), ("exchange.size_kb", 10**3))


def size_words(count: int, texts: Texts) -> str:
    """Return a size as a person reads it: `2,0 MB`."""
    for key, step in _STEPS:
        if count >= step:
            return texts.say(Message(key, {"number": texts.number(round(count / step, 1), 1)}))
    return texts.say(message("exchange.size_b", number=texts.number(count)))


def day_words(moment: str | None, now: datetime, texts: Texts) -> str:
    """Return a moment (RFC 3339) near `now` in words: today 17:05, yesterday 16:41, else the date with the time; None: never."""
    if moment is None:
        return texts.say(message("exchange.never"))
    then = datetime.fromisoformat(moment).astimezone(now.tzinfo)
    days = (now.date() - then.date()).days
    time = texts.time(then.isoformat())
    if days == 0:
        return texts.say(message("exchange.today_at", time=time))
    if days == 1:
        return texts.say(message("exchange.yesterday_at", time=time))
    return texts.say(message("exchange.date_at", date=texts.date(then.date().isoformat()), time=time))


def digest_words(digest: str) -> str:
    """Return the head and tail of a digest in groups of four, to be compared by eye."""
    return f"{digest[:4]} {digest[4:8]} {digest[8:12]} … {digest[-4:]}"
