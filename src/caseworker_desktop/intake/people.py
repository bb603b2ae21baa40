"""Reads who a row is about: name, code and birth date, telephone, and whether the person stands in the file already."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from caseworker_desktop.intake.codes import Code, country_of, read_code
from caseworker_desktop.intake.dates import DateRead, Habit, read_date
from caseworker_desktop.intake.duplicates import Match
from caseworker_desktop.intake.names import Name, NameOrder, read_name, read_part
from caseworker_desktop.intake.phones import read_phone
from caseworker_desktop.intake.tables import Draft, Tables
from caseworker_desktop.intake.wording import folded, says_nothing, tidy


def order_of(tables: Tables) -> NameOrder:
    """Return what the file teaches about the order of its names."""
    first = tables.settled.get("name_order")
    texts = []
    for table in tables.tables:
        column = table.heading.columns.get("name") or table.heading.columns.get("clients") or table.heading.columns.get("person")
        if column is not None:
            label = folded(table.heading.labels.get(column, ""))
            if first is None and re.search(r"pavard|uzvard|vard|name", label):
                # The word for the family name (pavardė, uzvārds) ends in the word for the given one: where does each stand?
                family = re.search(r"pavard|uzvard|surname|last", label)
                given = re.search(r"(?<!pa)(?<!uz)vard|first|given", label)
                first = ("family" if family.start() < given.start() else "given") if family and given else None
            texts += [value for row in table.rows.data if isinstance(value := table.sheet.value(row, column), str)]
    return NameOrder(texts, first)


def name_of(draft: Draft, order: NameOrder) -> Name | None:
    """Return the name of a row from one column or two; a missing half refuses the row and names the field."""
    if draft.has("given") and draft.has("family"):
        given, family = read_part(draft.value("given")), read_part(draft.value("family"))
        if given is None or family is None:
            draft.refuse("name" if given is None and family is None else "given_names" if given is None else "family_name", "missing_name")
            return None
        return Name(given, family)
    field = "name" if draft.has("name") else "family"
    name = read_name(draft.value(field), order)
    if name is None:
        draft.refuse("name", "missing_name" if says_nothing(draft.value(field)) else "unreadable_name")
    return name


def code_and_birth(draft: Draft, country: str | None, habit: Habit) -> tuple[Code, DateRead]:
    """Return code and birth date of a row, each settling what the other leaves open, with their warnings told."""
    straight = read_date(draft.value("birth_date"), replace(habit, birth=True))
    births = [straight.value] if straight.value is not None else []
    if straight.value is not None and "ambiguous_day_month" in straight.kinds:
        births.append(f"{straight.value[:4]}-{straight.value[8:]}-{straight.value[5:7]}")
    code = read_code(draft.value("code"), country=country, births=births)
    for kind in code.kinds:
        draft.warn("code", kind, code.note if kind == code.kinds[-1] else None)
    born = draft.date("birth_date", replace(habit, birth=True, known=code.birth_date))
    if born.problem:
        draft.warn("birth_date", born.problem)
    if born.value is None and code.birth_date is not None:
        return code, DateRead(code.birth_date)
    if born.value is not None and code.birth_date is not None and not code.birth_date.startswith(born.value):
        draft.warn("birth_date", "differs_from_code")
    return code, born


def count_in(value: Any) -> int | None:
    """Return the whole number in a cell such as `11`, `11 k.` or `11 kartų`; None where there is not just one."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return int(value) if value == int(value) and value >= 0 else None
    found = re.findall(r"\d+", tidy(value))
    return int(found[0]) if len(found) == 1 and len(found[0]) < 7 else None


def country_of_codes(tables: Tables) -> str:
    """Return `lt` or `lv`: whose personal codes the file holds."""
    for table in tables.tables:
        column = table.heading.columns.get("code")
        if column is not None:
            values = [table.sheet.value(row, column) for row in table.rows.data]
            if (found := country_of(values, folded(table.heading.labels.get(column, "")))) is not None:
                return found
    return tables.reference.country


_EMAIL = re.compile(r"[^\s;,<>()]+@[^\s;,<>()]+\.[^\s;,<>()]+")
_NUMBER = re.compile(r"\+?\d[\d\s()-]{6,}\d")
_LABELS = re.compile(r"(?i)\b(?:tel|mob|tal[rř]|telef\w*|phone|el|pa[sš]t\w*|e-?mail|e-?pasts|kontakt\w*)\b\.?:?")


def phone_of(draft: Draft, *countries: str) -> str | None:
    """Return a row's telephone number, of the first of `countries` whose way of writing it has; a warning told where none fits."""
    value = draft.value("phone")
    if says_nothing(value) and not says_nothing(draft.value("contacts")):
        return contacts_of(draft, countries[0]).phone
    if says_nothing(value):
        return None
    found = next((phone for country in countries if (phone := read_phone(value, country)) is not None), None)
    if found is None:
        draft.warn("phone", "unreadable_phone")
    return found


def email_of(draft: Draft) -> str | None:
    """Return a row's address of e-mail, None where it holds none."""
    found = _EMAIL.search(tidy(draft.value("email"))) or _EMAIL.search(tidy(draft.value("contacts")))
    return found.group() if found else None


@dataclass(frozen=True, slots=True)
class Contacts:
    """What a cell holds in which telephone, address of e-mail and a person's name stand together."""

    name: str | None = None
    phone: str | None = None
    email: str | None = None


def contacts_of(draft: Draft, country: str) -> Contacts:
    """Return what a row's cell of contacts holds; words that are neither number nor address are a person's name."""
    text = tidy(draft.value("contacts"))
    if says_nothing(text):
        return Contacts()
    email = _EMAIL.search(text)
    rest = _EMAIL.sub(" ", text)
    number = _NUMBER.search(rest)
    phone = read_phone(number.group(), country) if number else None
    words = _LABELS.sub(" ", rest[: number.start()] + " " + rest[number.end() :] if number else rest)
    name = " ".join(re.sub(r"[;,:/|]+", " ", words).split())
    return Contacts(name or None, phone, email.group() if email else None)


def municipality_of(draft: Draft, tables: Tables) -> str | None:
    """Return the code of the municipality that a row names, a warning told where it is not spelt as the list has it."""
    if says_nothing(draft.value("municipality")):
        return None
    found = tables.municipalities.find(draft.value("municipality"), None)
    if found.kind is not None:
        draft.warn("municipality", found.kind, found.note)
    return found.code


def tell_match(draft: Draft, match: Match) -> None:
    """Tell on a row that its person stands in the file already, surely or perhaps."""
    first, here = match.first, draft.table.sheet.name
    where = f"{first.sheet} row {first.row}"
    if match.sure:
        draft.warn("person", "duplicate_row" if first.sheet == here else "same_person_other_sheet", where)
    elif match.why == "another_code":
        draft.warn("person", "possible_duplicate", f"same name as {where if first.sheet != here else f'row {first.row}'}, another code")
    else:
        draft.warn("name", "possible_duplicate", f"as {where if first.sheet != here else f'row {first.row}'} without diacritics")
