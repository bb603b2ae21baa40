"""Says a Message, a date or a number in the language asked for (lt, lv, en)."""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from caseworker_desktop.kernel import collation, folding
from caseworker_desktop.kernel.message import Message

COMPILED = Path("i18n", "compiled")
_LOCALES = {"lt": "lt_LT", "lv": "lv_LV", "en": "en_GB"}
# Short dates and times as the houses write them: Lithuania ISO 8601 (CLDR lt), Latvia 21.11.2026. and 14.20 (the office's own papers);
# English names the month, so that nobody takes it for a day.
_DAY = {"lt": "yyyy-MM-dd", "lv": "dd.MM.yyyy.", "en": "d MMM yyyy"}
_DAY_OF_YEAR = {"lt": "MM-dd", "lv": "dd.MM.", "en": "d MMM"}
_MONTH = {"lt": "yyyy-MM", "lv": "MM.yyyy.", "en": "MMM yyyy"}
_YEAR = {"lt": "yyyy", "lv": "yyyy.", "en": "yyyy"}
_LONG_DAY = {"lt": "y 'm'. MMMM d 'd'.", "lv": "y. 'gada' d. MMMM", "en": "d MMMM y"}
_LONG_MONTH = {"lt": "y 'm'. LLLL", "lv": "y. 'gada' LLLL", "en": "LLLL y"}
_LONG_YEAR = {"lt": "y 'm'.", "lv": "y. 'gads'", "en": "y"}
_TIME = {"lt": "HH:mm", "lv": "HH.mm", "en": "HH:mm"}
_COUNT = "count"


class _Unknown(gettext.NullTranslations):
    """What the catalogue falls back to: an error in tests, the key itself before a user."""

    def __init__(self, strict: bool) -> None:
        super().__init__()
        self._strict = strict

    def gettext(self, message: str) -> str:
        if self._strict:
            raise KeyError(message)
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1)


class Texts:
    """The catalogue of one language, with its dates, numbers and order. Immutable; safe to share between threads.

    `resources` holds `i18n/compiled/LANGUAGE.mo` (made by `installer/catalogues.py`); FileNotFoundError tells that nobody made it.
    A key that the catalogue lacks, and a place without its parameter, is a KeyError; with `strict=False` (the doors) the key is said.
    Moments are shown in `zone`.
    """

    def __init__(self, resources: Path, language: str, *, strict: bool = True, zone: str = "Europe/Vilnius") -> None:
        self.language = language
        self._strict = strict
        self._locale = Locale.parse(_LOCALES[language])
        self._zone = ZoneInfo(zone)
        with (resources / COMPILED / f"{language}.mo").open("rb") as file:
            self._catalogue = gettext.GNUTranslations(file)
        self._catalogue.add_fallback(_Unknown(strict))

    def say(self, message: Message) -> str:
        """Return the sentence of `message`. Its `count` chooses the plural form and is written with the language's digit groups."""
        count = message.params.get(_COUNT)
        if isinstance(count, int):
            sentence = self._catalogue.ngettext(message.key, message.key, abs(count))
        else:
            sentence = self._catalogue.gettext(message.key)
        places = {name: self._place(name, value) for name, value in message.params.items()}
        try:
            return sentence.format_map(places)
        except KeyError:
            if self._strict:
                raise
            return sentence

    def label(self, kind: str, field: str) -> str:
        """Return the name of a declared field, as a form shows it."""
        return self._catalogue.gettext(f"field.{kind}.{field}")

    def kind(self, kind: str) -> str:
        """Return the name of a kind of record."""
        return self._catalogue.gettext(f"kind.{kind}")

    def term(self, names: Mapping[str, str]) -> str:
        """Return the name for this language out of `{language: name}`, else the English one, else any, else nothing."""
        return names.get(self.language) or names.get("en") or next((name for name in names.values() if name), "")

    def date(self, value: str) -> str:
        """Return the short form of a day, month or year (`2026-11-21`, `2026-11`, `2026`) or of a moment's local day."""
        return self._dated(value, _YEAR, _MONTH, _DAY)

    def day(self, value: str) -> str:
        """Return the short form without the year (`11-21`) of a day or a moment's local day; a month or a year as `date` does."""
        return self._dated(value, _YEAR, _MONTH, _DAY_OF_YEAR)

    def weekday(self, value: str) -> str:
        """Return the name of the weekday (`penktadienis`) of a day or of a moment's local day."""
        return str(format_date(date.fromisoformat(self.local_day(value)), "EEEE", locale=self._locale))

    def long_date(self, value: str) -> str:
        """Return the form for papers and headings (`2026 m. lapkričio 21 d.`) of a day, month, year or moment."""
        return self._dated(value, _LONG_YEAR, _LONG_MONTH, _LONG_DAY)

    def month(self, value: str) -> str:
        """Return the month of a day or month in words (`2026 m. lapkritis`)."""
        return self._dated(self.local_day(value)[:7], _LONG_YEAR, _LONG_MONTH, _LONG_DAY)

    def short_month(self, value: str) -> str:
        """Return the short name of the month (`lapkr.`) of a month or day, for the axis of a chart."""
        return str(format_date(date.fromisoformat(value[:7] + "-01"), "LLL", locale=self._locale))

    def time(self, value: str) -> str:
        """Return hours and minutes, in the local zone, of a moment (RFC 3339; without an offset it is local already)."""
        moment = datetime.fromisoformat(value)
        local = moment if moment.tzinfo is None else moment.astimezone(self._zone)
        return str(format_time(local.time(), _TIME[self.language], locale=self._locale))

    def number(self, value: Decimal | float | int | str, digits: int | None = None) -> str:
        """Return a number (or a decimal as plain text) with the language's mark and groups; `digits` after the mark (None: as they are)."""
        exact = Decimal(str(value))
        if digits is None:
            digits = max(0, -int(exact.as_tuple().exponent))
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        return str(format_decimal(exact, format=pattern, locale=self._locale))

    def sort_key(self, text: str) -> str:
        """Return a key whose plain comparison is the language's order."""
        return collation.sort_key(text, self.language)

    def folded(self, text: str) -> str:
        """Return `text` without case and diacritics."""
        return folding.fold(text)

    def _place(self, name: str, value: object) -> object:
        match value:
            case Message():
                return self.say(value)
            case tuple() | list():
                return ", ".join(str(self._place(name, each)) for each in value)
            case datetime():
                return f"{self.date(value.isoformat())} {self.time(value.isoformat())}"
            case date():
                return self.date(value.isoformat())
            case float() | Decimal():
                return self.number(value)
            case int() if name == _COUNT:
                return self.number(value)
        return value

    def local_day(self, value: str) -> str:
        """Return the day of a moment in the local zone; a day, month or year as it is."""
        if "T" not in value:
            return value
        moment = datetime.fromisoformat(value)
        return (moment if moment.tzinfo is None else moment.astimezone(self._zone)).date().isoformat()

    def _dated(self, value: str, year: Mapping[str, str], month: Mapping[str, str], day: Mapping[str, str]) -> str:
        text = self.local_day(value)
        pattern = {4: year, 7: month, 10: day}[len(text)][self.language]
        return str(format_date(date.fromisoformat((text + "-01-01")[:10]), pattern, locale=self._locale))
