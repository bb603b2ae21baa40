"""Participation in projects: who may take part (a warning, never a block), who took part where on a day, and by which groups they count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from caseworker_desktop.kernel import clock
from caseworker_desktop.records.views import taking_part
from caseworker_desktop.records.views.taking_part import Participant
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.editing import Editing
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import Shipped

__all__ = ["Offer", "Participant", "Participating"]


@dataclass(frozen=True, slots=True)
class Offer:
    """A project that a person may enter. `lives_elsewhere`: it names municipalities, and the person's is none of them (None: not known)."""

    project: str
    title: str
    lives_elsewhere: bool | None
    running: bool


class Participating:
    """Reading who takes part in what."""

    def __init__(self, store: Store, worker: Worker, shipped: Shipped, editing: Editing) -> None:
        self._store, self._worker, self._shipped, self._editing = store, worker, shipped, editing

    def offers(self, person: str) -> tuple[Offer, ...]:
        """Return the projects that go on, those for which the person's municipality speaks first."""
        plain = self._editing.read("person", person) or {}
        lives = {plain[name] for name in ("residence_after_release", "residence_declared") if plain.get(name)}
        found = []
        for row in self._editing.rows("project"):
            if row.status == "closed":
                continue
            eligible = set(row.eligible_municipalities)
            elsewhere = None if eligible and not lives else bool(eligible) and not lives & eligible
            found.append(Offer(row.id, row.abbreviation or row.title, elsewhere, row.status in (None, "running")))
        return tuple(sorted(found, key=lambda each: (not each.running, each.lives_elsewhere is True, each.lives_elsewhere is None, each.title)))

    def in_institution(self, institution: str, day: str, project: str | None = None) -> tuple[Participant, ...]:
        """Return who takes part (in `project`, when given) and stays in an institution on a day, whatever name it bore then; by name."""
        with self._store.reading() as reading:
            own = {row["id"]: row for row in reading.plains("institution")}
            chain = _chain({**self._shipped.get("institution", {}), **own}, institution)
            return taking_part.in_institutions(reading.connection, sorted(chain), day, project)

    def by_group(self, project: str) -> dict[str, int]:
        """Return how many persons of each target group took part in a project, each person once a group; `` is „not told“."""
        with self._store.reading() as reading:
            return taking_part.by_group(reading.connection, project)

    def by_source(self, first: str, last: str) -> dict[str, int]:
        """Return how many cases opened from `first` to `last` came by each referral source; `` is „not told“."""
        with self._store.reading() as reading:
            return taking_part.by_source(reading.connection, first, last)

    def offence_basis(self, person: str) -> str | None:
        """Return the written basis for keeping offences that a project of the person has; None while none is switched on."""
        projects = {row.project for row in self._editing.rows("participation", person=person) if row.project}
        plains = [self._editing.read("project", one) for one in sorted(projects)]
        return next((str(plain["offence_basis"]) for plain in plains if plain and plain.get("offence_basis")), None)

    def today(self) -> str:
        """Return the worker's local day."""
        return clock.today(self._worker.clock).isoformat()


def _chain(known: Mapping[str, Mapping[str, Any]], institution: str) -> set[str]:
    """Return every institution that is the same one under another name: before it and after it."""
    same = {institution}
    grown = True
    while grown:
        more = {id_ for id_, row in known.items() if row.get("successor_of") in same}
        more |= {str(known[id_]["successor_of"]) for id_ in same if id_ in known and known[id_].get("successor_of")}
        grown = not more <= same
        same |= more
    return same
