"""From a declared kind to the fields of a plain form: names in the window's language, code lists in its order, references by a search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from caseworker_desktop.kernel.folding import fold
from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.catalog import KINDS
from caseworker_desktop.records.person.phones import spaced
from caseworker_desktop.records.validity import valid_on
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.widgets.pick import Options
from caseworker_desktop.ui.widgets.record_form import FieldSpec

if TYPE_CHECKING:
    from caseworker_desktop.usecases.desk import Desk

#: Lists whose own order means something; every other is sorted by the language.
IN_THEIR_ORDER = (
    "readiness_stages", "education_levels", "release_date_kinds", "follow_up_reasons", "mentor_stages", "referral_statuses", "application_statuses",
    "placement_statuses", "outcome_stages", "yes_no", "sexes", "referral_directions", "note_levels",
)
#: Longer lists are searched by letters; up to so many values of a set are chips.
LONG, CHIPS = 40, 9
#: Endings of names whose dates are over when one types them short.
_AHEAD = ("to", "due", "until", "expires_on", "valid_to", "by_date", "period_to", "review_on", "date")


class RecordFields:
    """Describes fields for RecordForm. `options` of a call overrides what a field offers, `labels` its name, `hints` what stands beside it."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts = desk, texts
        self._kinds = {row.KIND.name: row.KIND for row in KINDS}

    def specs(
        self, kind: str, names: Sequence[str], *, options: Mapping[str, Options] | None = None, labels: Mapping[str, str] | None = None,
        hints: Mapping[str, str] | None = None, placeholders: Mapping[str, str] | None = None, must: Sequence[str] = (), wide: Sequence[str] = (),
    ) -> tuple[FieldSpec, ...]:
        """Return the fields `names` of `kind` in that order (`before.skills` is a key of a map); a set without anything to choose is left out.

        Raises KeyError for a field that is none.
        """
        found = []
        for name in names:
            field = self._field(kind, name)
            label = (labels or {}).get(name) or self._texts.label(kind, name)
            told = {"must": field.must or name in must, "hint": (hints or {}).get(name, ""), "wide": name in wide}
            spec = self._spec(name, label, field, (options or {}).get(name), told)
            if spec.look == "chips" and not spec.options:
                continue  # nothing to choose from
            found.append(replace(spec, placeholder=(placeholders or {}).get(name, "")))
        return tuple(found)

    def options(self, list_: str, keep: str | None = None) -> list[tuple[str, str]]:
        """Return (code, words) of a list's codes that hold today, in the language's order (or the list's own where it means something)."""
        lists, today = self._desk.lists, self._desk.people.today()
        found = [
            (code, lists.name(list_, code, self._texts.language)) for code in lists.codes(list_)
            if code == keep or valid_on(lists.row(list_, code) or {}, today)]
        return found if list_ in IN_THEIR_ORDER else sorted(found, key=lambda pair: self._texts.sort_key(pair[1]))

    def said(self, kind: str, name: str, value: Any) -> str:
        """Return a plain value in words, as a page shows it; empty when it is not known."""
        field = self._field(kind, name)
        if value is None or value == "" or value == [] or value == ():
            return ""
        if field.shape == "set":
            return ", ".join(sorted((self._one(field, each) for each in value), key=self._texts.sort_key))
        return self._one(field, value)

    def _one(self, field: Any, value: Any) -> str:
        if field.codes:
            return self._desk.lists.name(field.codes, value, self._texts.language)
        if field.type == "ref":
            return self._desk.editing.words(field.kinds, value, self._texts.language)
        if field.type == "bool":
            return self._texts.say(message("ui_form.yes") if value else message("ui_form.no"))
        if field.type in ("date", "pdate"):
            return self._texts.date(value)
        if field.type == "time":
            return f"{self._texts.date(value)} {self._texts.time(value)}"
        if field.type == "phone":
            return spaced(value)
        return self._texts.number(value) if field.type in ("int", "decimal") else str(value)

    def _field(self, kind: str, name: str) -> Any:
        stem, _, key = name.partition(".")
        field = self._kinds[kind].by_name[stem]
        found = field.part(key) if key else field
        if found is None:
            raise KeyError(name)
        return found

    def _spec(self, name: str, label: str, field: Any, offered: Options | None, told: Mapping[str, Any]) -> FieldSpec:
        if offered is not None:
            look = "chips" if field.shape == "set" else "choice"
            return FieldSpec(name, label, look, options=offered, **{**told, "wide": told["wide"] or look == "chips"})
        if field.codes:
            return self._coded(name, label, field, told)
        if field.type == "ref":
            return self._referring(name, label, field, told)
        if field.shape == "set":
            return FieldSpec(name, label, "words", **{**told, "wide": True})
        if field.type == "text":
            return FieldSpec(name, label, "text" if field.lines > 1 else "line", lines=field.lines, **told)
        if field.type == "phone":
            return FieldSpec(name, label, "phone", words_of=spaced, **told)
        past = field.type in ("date", "pdate") and name not in _AHEAD
        return FieldSpec(name, label, field.type, past=past, low=field.low, high=field.high, **told)

    def _coded(self, name: str, label: str, field: Any, told: Mapping[str, Any]) -> FieldSpec:
        offered = self.options(field.codes)
        words = partial(self._code_words, field.codes)
        if field.shape == "set":
            if len(offered) <= CHIPS:
                return FieldSpec(name, label, "chips", options=offered, **{**told, "wide": True})
            return FieldSpec(name, label, "several", seek=partial(_among, offered), words_of=words, **{**told, "wide": True})
        if len(offered) > LONG:
            return FieldSpec(name, label, "pick", seek=partial(_among, offered), words_of=words, **told)
        return FieldSpec(name, label, "choice", options=offered, **told)

    def _referring(self, name: str, label: str, field: Any, told: Mapping[str, Any]) -> FieldSpec:
        editing, language = self._desk.editing, self._texts.language

        def seek(text: str) -> Options:
            return editing.offers(field.kinds, text, language)

        def words(id_: str) -> str:
            return editing.words(field.kinds, id_, language)

        few = editing.few(field.kinds)
        offered = sorted(seek(""), key=lambda pair: self._texts.sort_key(pair[1])) if few else []
        if field.shape == "set":
            if few and len(offered) <= CHIPS:
                return FieldSpec(name, label, "chips", options=offered, **{**told, "wide": True})
            return FieldSpec(name, label, "several", seek=seek, words_of=words, **{**told, "wide": True})
        if few:
            return FieldSpec(name, label, "choice", options=offered, **told)
        return FieldSpec(name, label, "pick", seek=seek, words_of=words, **told)

    def _code_words(self, list_: str, code: str) -> str:
        return self._desk.lists.name(list_, code, self._texts.language)


def _among(offered: Options, text: str) -> Options:
    """Return those of a list whose words hold the letters, those that begin with them first."""
    wanted = fold(text)
    found = [pair for pair in offered if all(word in fold(pair[1]) for word in wanted.split())]
    return sorted(found, key=lambda pair: not fold(pair[1]).startswith(wanted)) if wanted else found
