"""From rows to persons: who is on record already, who is new, and their codes, cases and stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from caseworker_desktop.kernel.folding import fold
from caseworker_desktop.records.views.roll import Enrolled
from caseworker_desktop.usecases.intake_ledger import Ledger

_DAY = len("YYYY-MM-DD")


@dataclass(frozen=True, slots=True)
class Described:
    """What a register tells of one person."""

    given: str
    family: str
    code: str | None = None
    scheme: str | None = None
    birth_date: str | None = None
    sex: str | None = None


def name_key(*parts: str) -> str:
    """Return the folded words of a name in alphabetical order."""
    return " ".join(sorted(fold(" ".join(parts)).replace("-", " ").split()))


class Roster:
    """The people on record, and those an import adds, looked up by code or by name."""

    def __init__(self, everybody: Iterable[Enrolled]) -> None:
        self._codes: dict[str, str] = {}
        self._named: dict[str, list[Enrolled]] = defaultdict(list)
        self._families: dict[str, list[Enrolled]] = defaultdict(list)
        for one in everybody:
            self._enter(one)
        self._added: set[str] = set()

    def _enter(self, one: Enrolled) -> None:
        for code in one.codes:
            self._codes.setdefault(code, one.id)
        for family in dict.fromkeys((one.family_name, *one.former_names)):
            self._named[name_key(one.given_names, family)].append(one)
            self._families[fold(family)].append(one)

    def surely(self, who: Described) -> str | None:
        """Return the person with this code, or with this name and birth date and no other code; None for a new one."""
        if who.code is not None and who.code in self._codes:
            return self._codes[who.code]
        if who.birth_date is None or len(who.birth_date) < _DAY:
            return None
        same = [one for one in self._named.get(name_key(who.given, who.family), ())
                if one.birth_date == who.birth_date and not (who.code is not None and one.codes)]
        return same[0].id if len(same) == 1 else None

    def perhaps(self, who: Described) -> list[Enrolled]:
        """Return the people of this name whose birth date does not contradict."""
        return [one for one in self._named.get(name_key(who.given, who.family), ())
                if who.birth_date is None or one.birth_date is None or one.birth_date.startswith(who.birth_date)
                or who.birth_date.startswith(one.birth_date)]

    def bare(self, who: Described) -> list[Enrolled]:
        """Return the people spelt just so of whom, as of the one described, neither code nor birth date is known."""
        if who.code is not None or who.birth_date is not None:
            return []
        return [one for one in self._named.get(name_key(who.given, who.family), ())
                if not one.codes and one.birth_date is None and (one.given_names, one.family_name) == (who.given, who.family)]

    def by_initials(self, initials: str, family: str) -> str | None:
        """Return the only person whose family name is this and whose given name begins with the first initial."""
        fitting = {one.id for one in self._families.get(fold(family), ()) if fold(one.given_names)[:1] == fold(initials)[:1]}
        return next(iter(fitting)) if len(fitting) == 1 else None

    def on_record(self, who: Described) -> bool:
        """Tell whether somebody who was there before the import may be the one described."""
        return any(one.id not in self._added for one in self.perhaps(who))

    def add(self, id_: str, who: Described) -> None:
        """Remember a person that the import adds."""
        self._added.add(id_)
        self._enter(Enrolled(id_, who.given, who.family, (), who.birth_date, (who.code,) if who.code else ()))


def write_person(ledger: Ledger, roster: Roster, who: Described, id_: str | None, more: Mapping[str, Any]) -> str:
    """Wish for a person, new (`id_` None) or known, with the code; return the id. What is on record already stays as it is."""
    values = {"given_names": who.given, "family_name": who.family, "birth_date": who.birth_date, "sex": who.sex, **more}
    if id_ is None:
        id_ = ledger.create("person", values)
        roster.add(id_, who)
    else:
        names = {"given_names", "family_name"}
        for field in ledger.fill("person", id_, {name: value for name, value in values.items() if name not in names}):
            ledger.warn(field, "differs_from_record")
    if who.code is not None and not any(row["value"] == who.code for row in ledger.where("person_code", "person", id_)):
        ledger.create("person_code", {"person": id_, "scheme": who.scheme or "other", "value": who.code})
    return id_


def write_case(ledger: Ledger, person: str, opened_on: str, site: str | None, summary: str | None = None) -> str:
    """Wish for the person's client case where there is none open, else for what it lacks; return its id."""
    cases = [row for row in ledger.where("case", "person", person) if row.get("kind") in (None, "client")]
    still = [row for row in cases if row.get("closed_on") is None] or cases
    if not still:
        return ledger.create("case", {"person": person, "kind": "client", "opened_on": opened_on, "site": site, "summary": summary})
    id_: str = still[0]["id"]
    ledger.fill("case", id_, {"site": site, "summary": summary})
    return id_


def write_stay(ledger: Ledger, person: str, institution: str, since: str) -> None:
    """Wish for a stay from the first day told, unless the person is known to be there."""
    if not any(row.get("institution") == institution and (row.get("to") is None or row["to"] >= since)
               for row in ledger.where("stay", "person", person)):
        ledger.create("stay", {"person": person, "institution": institution, "from": since})


def by_name(ledger: Ledger, roster: Roster, who: Described, field: str) -> tuple[str | None, bool]:
    """Return (person, True) for a register that knows people by name alone: the only one of that name, (None, True) for a new one;
    (None, False), and the row refused, where several on record bear the name."""
    if (found := roster.surely(who)) is not None:
        return found, True
    same = {one.id for one in roster.perhaps(who)}
    if len(same) > 1:
        ledger.refuse(field, "several_on_record")
        return None, False
    return next(iter(same), None), True
