"""The fields of a deed's form, by what they ask for: codes of a list in the window's language, people and employers found by their letters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from caseworker_desktop.kernel.folding import fold
from caseworker_desktop.records.validity import valid_on
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.widgets.pick import Options
from caseworker_desktop.ui.widgets.record_form import FieldSpec
from caseworker_desktop.usecases.desk import Desk

#: Up to so many codes of a set are chips; more are found by their letters. Up to so many of one value stand in a list.
CHIPS, LIST = 9, 40


class DeedFields:
    """Makes FieldSpecs; `label` is always in words."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts = desk, texts

    def line(self, name: str, label: str, *, must: bool = False, hint: str = "", wide: bool = False) -> FieldSpec:
        """A line of text."""
        return FieldSpec(name, label, "line", must=must, hint=hint, wide=wide)

    def text(self, name: str, label: str, *, lines: int = 3, must: bool = False, hint: str = "") -> FieldSpec:
        """Several lines."""
        return FieldSpec(name, label, "text", lines=lines, must=must, hint=hint)

    def number(self, name: str, label: str, low: int, high: int, *, must: bool = False, hint: str = "") -> FieldSpec:
        """A whole number."""
        return FieldSpec(name, label, "int", must=must, low=low, high=high, hint=hint)

    def day(self, name: str, label: str, *, must: bool = False, past: bool = False, hint: str = "") -> FieldSpec:
        """A day."""
        return FieldSpec(name, label, "date", must=must, past=past, hint=hint)

    def words(self, name: str, label: str, *, hint: str = "") -> FieldSpec:
        """Any words, each taken with Enter."""
        return FieldSpec(name, label, "words", wide=True, hint=hint)

    def truth(self, name: str, label: str, *, wide: bool = False) -> FieldSpec:
        """Yes, no, not known."""
        return FieldSpec(name, label, "bool", wide=wide)

    def choice(self, name: str, label: str, options: Options, *, must: bool = False, wide: bool = False, hint: str = "") -> FieldSpec:
        """One of few."""
        return FieldSpec(name, label, "choice", options=options, must=must, wide=wide, hint=hint)

    def chips(self, name: str, label: str, options: Options) -> FieldSpec:
        """Some of few."""
        return FieldSpec(name, label, "chips", options=options, wide=True)

    def code(self, name: str, label: str, list_: str, *, must: bool = False, among: Sequence[str] | None = None, wide: bool = False) -> FieldSpec:
        """One code of a list (`among`: only these, in this order)."""
        options = self.options(list_, among)
        if len(options) <= LIST:
            return FieldSpec(name, label, "choice", options=options, must=must, wide=wide)
        return FieldSpec(name, label, "pick", seek=partial(_among, options), words_of=partial(self._name, list_), must=must, wide=wide)

    def codes(self, name: str, label: str, list_: str) -> FieldSpec:
        """Some codes of a list."""
        options = self.options(list_)
        if len(options) <= CHIPS:
            return FieldSpec(name, label, "chips", options=options, wide=True)
        return FieldSpec(name, label, "several", seek=partial(_among, options), words_of=partial(self._name, list_), wide=True)

    def found(self, name: str, label: str, kinds: tuple[str, ...], *, must: bool = False, wide: bool = True) -> FieldSpec:
        """A record found by its letters."""
        return FieldSpec(name, label, "pick", seek=partial(self._seek, kinds), words_of=partial(self._words, kinds), must=must, wide=wide)

    def among(self, name: str, label: str, options: Options, *, must: bool = False) -> FieldSpec:
        """Several of a list that may be long, found by their letters."""
        named = dict(options)
        return FieldSpec(name, label, "several", seek=partial(_among, options), words_of=lambda key: named.get(key, key), must=must, wide=True)

    def options(self, list_: str, among: Sequence[str] | None = None) -> list[tuple[str, str]]:
        """Return (code, words) of a list's codes that hold today, in the language's order."""
        lists, today = self._desk.lists, self._desk.people.today()
        if among is not None:
            return [(code, self._name(list_, code)) for code in among]
        found = [(code, self._name(list_, code)) for code in lists.codes(list_) if valid_on(lists.row(list_, code) or {}, today)]
        return sorted(found, key=lambda pair: self._texts.sort_key(pair[1]))

    def today(self) -> str:
        """Return the worker's local day."""
        return self._desk.people.today()

    def after(self, days: int) -> str:
        """Return the day so many days from today."""
        return date.fromordinal(date.fromisoformat(self.today()).toordinal() + days).isoformat()

    def _name(self, list_: str, code: str) -> str:
        return self._desk.lists.name(list_, code, self._texts.language)

    def _seek(self, kinds: tuple[str, ...], text: str) -> Options:
        return self._desk.editing.offers(kinds, text, self._texts.language)

    def _words(self, kinds: tuple[str, ...], id_: str) -> str:
        return self._desk.editing.words(kinds, id_, self._texts.language)


def _among(offered: Options, text: str) -> Options:
    wanted = fold(text)
    found = [pair for pair in offered if all(word in fold(pair[1]) for word in wanted.split())]
    return sorted(found, key=lambda pair: not fold(pair[1]).startswith(wanted)) if wanted else found
