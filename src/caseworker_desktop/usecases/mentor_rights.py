"""What a worker may see of mentors: their coordinator everything, a mentor who signs in here themself and the first names of their clients."""

from __future__ import annotations

from dataclasses import replace

from caseworker_desktop.kernel import clock
from caseworker_desktop.kernel.errors import Denied
from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.views.matching import MatchRow
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import May

MENTOR = "U-MEN"


class MentorRights:
    """Permissions of the table, and the narrower ones of a mentor."""

    def __init__(self, worker: Worker, may: May) -> None:
        self._worker, self._may = worker, may

    def today(self) -> str:
        """Return the worker's local day."""
        return clock.today(self._worker.clock).isoformat()

    def may(self, kind: str, act: str) -> bool:
        """Tell whether the worker may `read` or `write` a kind; before joining, a laptop's one owner may do everything."""
        return not self._worker.joined or self._may(self._worker.role, self._worker.roles_extra, kind, act)

    def allow(self, kind: str, act: str) -> None:
        """Raise Denied when the worker may not."""
        if not self.may(kind, act):
            raise Denied(message("denied.role"))

    def own(self, reading: Reading) -> frozenset[str] | None:
        """Return the mentor records that this worker is, when they are nothing but a mentor; None: they see all."""
        if self._worker.role != MENTOR or any(role != MENTOR for role in self._worker.roles_extra):
            return None
        return frozenset(row.id for row in reading.rows("mentor", staff=self._worker.staff))

    def shown(self, match: MatchRow, own: frozenset[str] | None) -> MatchRow:
        """Return a match as this worker may see it: a mentor knows clients by their first name only (DOMAIN.md, Mentor)."""
        return match if own is None else replace(match, person_name=match.person_name.split(" ")[0])
