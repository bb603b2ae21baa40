"""Supervision: what a staff member and their supervisor talked over, readable by the two of them alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caseworker_desktop.kernel import clock
from caseworker_desktop.kernel.errors import Denied, LineRefused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.views.head import person_names
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.intent import Intent, Written
from caseworker_desktop.usecases.protected import Protected, Shut
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import May, Writer

__all__ = ["Supervising", "Supervision"]


@dataclass(frozen=True, slots=True)
class Supervision:
    """One talk. `text` None: it is kept for the two of them, and this worker is neither."""

    id: str
    on: str
    staff: str
    staff_name: str
    supervisor: str
    supervisor_name: str
    persons: tuple[tuple[str, str], ...]
    text: str | None


class Supervising:
    """Supervision notes for one worker."""

    def __init__(self, store: Store, writer: Writer, protected: Protected, worker: Worker, may: May) -> None:
        self._store, self._writer, self._protected, self._worker, self._may = store, writer, protected, worker, may

    def may_read(self) -> bool:
        """Tell whether the worker has supervision at all."""
        return self._allowed("read")

    def may_write(self) -> bool:
        """Tell whether the worker may write it down."""
        return self._allowed("write")

    def staff(self) -> tuple[tuple[str, str], ...]:
        """Return the staff who work here now, (id, name) by name."""
        day = clock.today(self._worker.clock).isoformat()
        with self._store.reading() as reading:
            found = [(one.id, f"{one.given_name} {one.family_name}") for one in reading.rows("staff") if not one.active_to or one.active_to >= day]
        return tuple(sorted(found, key=lambda one: (one[1], one[0])))

    def notes(self) -> tuple[Supervision, ...]:
        """Return the talks in which the worker took part, the newest first. Raises Denied for a role that has none."""
        if not self._allowed("read"):
            raise Denied(message("denied.role"))
        me = self._worker.staff
        with self._store.reading() as reading:
            found = {row.id: row for field in ("staff", "supervisor") for row in reading.rows("supervision", **{field: me})}
            staff = {row.id: f"{row.given_name} {row.family_name}" for row in reading.rows("staff")}
            names = person_names(reading.connection, sorted({person for row in found.values() for person in row.persons}))
        opened = self._protected.open("supervision", list(found))
        notes = []
        for id_, row in found.items():
            text = opened.get(id_, {}).get("text", row.text)
            notes.append(Supervision(
                id_, row.on, row.staff, staff.get(row.staff, ""), row.supervisor, staff.get(row.supervisor, ""),
                tuple((person, names[person]) for person in row.persons if person in names), None if isinstance(text, Shut) else text))
        return tuple(sorted(notes, key=lambda one: (one.on, one.id), reverse=True))

    def record(self, other: str, on: str, text: str, *, supervised: bool, persons: Sequence[str] = ()) -> Written:
        """Write a talk with `other`; `supervised`: the worker was the one supervised, else the supervisor. Raises LineRefused naming a field."""
        if not other or other == self._worker.staff:
            raise LineRefused(message("supervising.with_whom"), field="other")
        if not text.strip():
            raise LineRefused(message("refused.required"), field="text")
        if on > clock.today(self._worker.clock).isoformat():
            raise LineRefused(message("supervising.in_the_future"), field="on")
        staff, supervisor = (self._worker.staff, other) if supervised else (other, self._worker.staff)
        values = {"staff": staff, "supervisor": supervisor, "on": on, "text": text.strip(), "persons": list(persons)}
        return self._writer.write([Intent("supervision", None, values)])

    def take_back(self, supervision: str) -> Written:
        """Delete a note just written by mistake."""
        return self._writer.write([Intent("supervision", supervision, {}, deleted=True)])

    def _allowed(self, act: str) -> bool:
        return not self._worker.joined or self._may(self._worker.role, self._worker.roles_extra, "supervision", act)
