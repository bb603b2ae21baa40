"""Reads a register of partner organisations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from caseworker_desktop.intake import people
from caseworker_desktop.intake.codes import read_organisation_code
from caseworker_desktop.intake.dates import Habit
from caseworker_desktop.intake.tables import Draft, Outcome, Tables, drafts, in_order
from caseworker_desktop.intake.wording import folded, says_nothing, tidy

FIELDS = ("name", "legal_code", "phone", "municipality", "services", "since", "verified")
#: Folded words for what kind of organisation it is, with the code of records.md (partner.kind).
_KINDS = (
    ("association", ("asociacija", "biedriba", "association", "sajunga", "draugija")),
    ("religious_community", ("parapija", "baznyc", "religin", "draudze", "parish")),
    ("ngo", ("vsi", "viesoji", "fond", "labdar", "paramos", "nodibinaj", "nvo", "ngo", "charity", "nevyriausyb")),
    ("company", ("uab", "mb", "ab", "ii", "sia", "imone", "company", "ltd", "bendrove", "individuali")),
    ("municipality", ("savivald", "pasvald", "seniunija")),
    ("unit", ("skyrius", "padalinys", "nodala", "centras")), ("volunteer", ("savanor", "brivpratig", "volunteer")),
    ("state", ("bi", "biudzetin", "valstyb", "ministerij", "tarnyba", "valsts")),
)
#: Words for a legal form, which a name may bear or not.
_FORMS = frozenset(("vsi", "viesoji", "istaiga", "uab", "mb", "ab", "ii", "sia", "bi", "asociacija", "biedriba", "fondas",
                    "nodibinajums", "labdaros", "ir"))
#: Names of fewer words are too short to be told from others by their beginnings; so are words of fewer letters.
_FEWEST, _STEM = 3, 3


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """One row: an organisation, its code and place, how to reach it, since when (pdate) it works with the office."""

    sheet: str
    row: int
    name: str
    legal_code: str | None
    municipality: str | None
    phone: str | None
    services: tuple[str, ...]
    since: str | None
    email: str | None
    kind: str = "other"
    service_codes: tuple[str, ...] = ()
    contact: str | None = None
    verified: str | None = None
    address: str | None = None
    web: str | None = None
    note: str | None = None

    def as_read(self) -> dict[str, Any]:
        return asdict(self) | {"services": list(self.services), "service_codes": list(self.service_codes)}


def read(tables: Tables) -> Outcome:
    """Return the partners of every sheet. An organisation named twice is told; every row is one that an import creates."""
    everything = list(drafts(tables))
    rows: list[PartnerRow] = []
    codes: dict[str, PartnerRow] = {}
    names: dict[str, list[PartnerRow]] = {}
    same: dict[tuple[str, int], tuple[str, int]] = {}
    for draft in everything:
        one = _partner(draft, tables)
        if one is None:
            continue
        first = _known(draft, one, codes, names)
        if first is not None:
            same[one.sheet, one.row] = (first.sheet, first.row)
        elif one.legal_code is None:
            draft.warn("legal_code", "missing_code" if says_nothing(draft.value("legal_code")) else "unreadable_code")
        rows.append(one)
        if one.legal_code is not None:
            codes.setdefault(one.legal_code, one)
        names.setdefault(name_key(one.name), []).append(one)
    return Outcome(
        rows=tuple(rows), refused=tuple(draft.refusal for draft in everything if draft.refusal is not None), warnings=in_order(everything, FIELDS),
        persons=0, partners=len(rows) - len(same), same=same,
    )


def name_key(name: str) -> str:
    """Return by what two spellings of an organisation's name are the same: folded words in any order, branches left out."""
    bare = re.sub(r"\((?:filial|padalin|fili|branch)[^)]*\)", " ", folded(name))
    return " ".join(sorted(re.findall(r"[^\W_]+", bare)))


def _known(draft: Draft, one: PartnerRow, codes: dict[str, PartnerRow], names: dict[str, list[PartnerRow]]) -> PartnerRow | None:
    """Return the first row of the same organisation and tell by what it is the same."""
    def where(first: PartnerRow) -> str:
        return f"row {first.row}" if first.sheet == one.sheet else f"{first.sheet} row {first.row}"

    if one.legal_code is not None and (first := codes.get(one.legal_code)) is not None:
        draft.warn("legal_code", "duplicate_by_code", where(first))
        return first
    for first in names.get(name_key(one.name), ()):
        if one.legal_code is None or first.legal_code is None:
            draft.warn("name", "duplicate_by_name", where(first))
            return first
    mine = words_of(one.name)
    for rows in names.values():
        for first in rows:
            if (one.legal_code is None or first.legal_code is None) and shortened(mine, words_of(first.name)):
                draft.warn("name", "possible_duplicate", where(first))
                return None
    return None


def words_of(name: str) -> tuple[str, ...]:
    """Return a name's folded words, those for its legal form left out."""
    return tuple(word for word in re.findall(r"[^\W_]+", folded(name)) if word not in _FORMS)


def shortened(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two names are the same but for words that one of them shortens (`apskr.` for `apskrities`), at least two words long."""
    if len(one) != len(other) or len(one) < _FEWEST:
        return False
    return all(a == b or (min(len(a), len(b)) >= _STEM and (a.startswith(b) or b.startswith(a))) for a, b in zip(one, other, strict=True))


def _partner(draft: Draft, tables: Tables) -> PartnerRow | None:
    name = "" if says_nothing(draft.value("name")) else tidy(draft.value("name"))
    if not name:
        draft.refuse("name", "missing_name")
        return None
    code = read_organisation_code(draft.value("legal_code"))
    for kind in code.kinds:
        if kind not in ("missing_code", "unreadable_code"):
            draft.warn("legal_code", kind, code.note)
    habit = Habit(tables.epoch_1904, draft.table.year, tables.reference.this_year)
    since = draft.date("since", habit, coarse=True)
    verified = draft.date("verified", habit)
    for field, read_ in (("since", since), ("verified", verified)):
        if read_.problem:
            draft.warn(field, read_.problem)
    services = () if says_nothing(draft.value("services")) else tuple(
        part.strip() for part in re.split(r"[;,/\n]", str(draft.value("services"))) if part.strip())
    found = [tables.services.find(service) for service in services]
    contact = "" if says_nothing(draft.value("contact")) else tidy(draft.value("contact"))
    contact = contact or people.contacts_of(draft, tables.reference.country).name or ""
    return PartnerRow(
        sheet=draft.table.sheet.name, row=draft.row, name=name, legal_code=code.value, municipality=people.municipality_of(draft, tables),
        phone=people.phone_of(draft, tables.reference.country), services=services, since=since.value, email=people.email_of(draft),
        kind=kind_of(tidy(draft.value("type")) or name), service_codes=tuple(dict.fromkeys(code for code in found if code)),
        contact=contact or None, verified=verified.value if verified.precision == 3 else None, address=tidy(draft.value("address")) or None,
        web=tidy(draft.value("web")) or None, note=tidy(draft.value("note")) or None,
    )


def kind_of(text: str) -> str:
    """Return the kind of organisation that a word for its type, or its name, tells."""
    words = re.findall(r"[^\W_]+", folded(text))
    for kind, stems in _KINDS:
        if any(word == stem if len(stem) < 4 else word.startswith(stem) for word in words for stem in stems):
            return kind
    return "other"
