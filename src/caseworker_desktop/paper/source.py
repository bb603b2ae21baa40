"""Where the makers of papers read: records by id as frozen rows, and the names that a paper needs of staff, people and places."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.organisation.chain import Institutions, name_on
from caseworker_desktop.records.views.paper_head import sessions_of
from caseworker_desktop.store.declare import Kind
from caseworker_desktop.store.reading import Reading

Opened = Callable[[str, Sequence[str]], Mapping[str, Mapping[str, Any]]]
"""(kind, ids) → by id, the protected values that may be read."""


class Source:
    """Reads for one paper. `day` (YYYY-MM-DD) is the day of printing; `shipped` the institutions that come with the program."""

    def __init__(self, records: Reading, day: str, shipped: Institutions, opened: Opened, reads: Callable[[str], bool]) -> None:
        self._records, self.day, self._shipped, self._opened, self._reads = records, day, shipped, opened, reads
        self._institutions: Institutions | None = None

    def row(self, kind: str, id_: str | None) -> Any | None:
        """Return a record, None for no id and for one that is not here."""
        return self._records.row(kind, id_) if id_ else None

    def must(self, kind: str, id_: str | None) -> Any:
        """Return a record. Raises Refused when it is not here."""
        found = self.row(kind, id_)
        if found is None:
            raise Refused(message("papers.nothing_here"))
        return found

    def reads(self, kind: str) -> bool:
        """Tell whether this worker may read records of a kind."""
        return self._reads(kind)

    def rows(self, kind: str, **equal: Any) -> list[Any]:
        """Return the live records whose fields equal the values given, by id."""
        return self._records.rows(kind, **equal)

    def kind(self, name: str) -> Kind:
        """Return a declared kind. Raises KeyError for none."""
        found = self._records.catalog.kind(name)
        if found is None:
            raise KeyError(name)
        return found

    def kinds(self) -> Sequence[Kind]:
        """Return all declared kinds of the casework in the dictionary's order."""
        return tuple(one for one in self._records.catalog.kinds() if not one.control)

    def sessions(self, staff: str, first: str, last: str) -> list[Any]:
        """Return the sessions of a staff member on the days from `first` to `last` (YYYY-MM-DD, local), by their beginning."""
        return [self.must("session", one) for one in sessions_of(self._records, staff, first, last)]

    def opened(self, kind: str, records: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
        """Return, by record, the protected values that this worker may read; those that stay shut are left out."""
        return self._opened(kind, records)

    def staff(self, id_: str | None) -> str:
        """Return a staff member's full name, empty for none."""
        found = self.row("staff", id_)
        return f"{found.given_name or ''} {found.family_name or ''}".strip() if found is not None else ""

    def person(self, id_: str | None) -> str:
        """Return a person's full name, empty for none."""
        found = self.row("person", id_)
        return full_name(found) if found is not None else ""

    def partner(self, id_: str | None) -> str:
        """Return a partner's name, empty for none."""
        found = self.row("partner", id_)
        return str(found.name) if found is not None else ""

    def institution(self, id_: str | None, day: str, language: str) -> str:
        """Return the name an institution bore on `day` (YYYY-MM-DD) in `language`, empty for none."""
        if not id_:
            return ""
        if self._institutions is None:
            self._institutions = {**self._shipped, **{str(one["id"]): one for one in self._records.plains("institution")}}
        return name_on(self._institutions, id_, day, language)

    def project_of(self, person: str, day: str) -> str | None:
        """Return the project that a person takes part in on `day`, else the one entered last before it, else None."""
        entered = sorted((one for one in self.rows("participation", person=person) if one.entry_on[:10] <= day), key=lambda one: one.entry_on)
        during = [one for one in entered if one.exit_on is None or one.exit_on >= day[: len(one.exit_on)]]
        return (during or entered)[-1].project if entered else None

    def case_of(self, person: str) -> Any | None:
        """Return the case of a person: an open one before a closed one, then the latest."""
        found = sorted(self.rows("case", person=person), key=lambda one: (one.closed_on is None, one.opened_on, one.id))
        return found[-1] if found else None


def full_name(person: Any) -> str:
    """Return given names and family name."""
    return f"{person.given_names or ''} {person.family_name or ''}".strip()


def short_name(person: Any) -> str:
    """Return given names and the first letter of the family name, as the client's copy has it."""
    return f"{person.given_names or ''} {(person.family_name or '')[:1]}.".strip()
