"""Nobody opens their own old file: the client file and the mentor file of one person are apart.

A mentor record names the staff member whom its person signs in as (`mentor.staff`). What lies under that person stays shut to them: the
case, the plan, notes, assessments. The mentor file itself (mentor, clearances, matches, trainings) and the person's name stay open.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caseworker_desktop.kernel.errors import Denied
from caseworker_desktop.kernel.message import message
from caseworker_desktop.store.declare import Kind
from caseworker_desktop.store.overlay import Overlay
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.usecases.intent import Shipped, subject_of
from caseworker_desktop.usecases.worker import Worker

#: What a mentor's own file is made of, and the name by which they are known.
MENTOR_FILE = frozenset(("person", "mentor"))


def own_persons(reading: Reading, worker: Worker) -> frozenset[str]:
    """Return the persons whom this worker is as a mentor."""
    return frozenset(row.person for row in reading.rows("mentor", staff=worker.staff))


def must_be_another(reading: Reading, worker: Worker, person: str | None) -> None:
    """Raise Denied when the person is the worker themself."""
    if person is not None and person in own_persons(reading, worker):
        raise Denied(message("mentoring.own_file"))


class OwnFile:
    """What of the records lies in this worker's own file, within one reading."""

    def __init__(self, reading: Reading, worker: Worker, shipped: Shipped) -> None:
        self._own = own_persons(reading, worker)
        self._world = Overlay(reading, shipped)

    def shut(self, kind: Kind, plain: Mapping[str, Any]) -> bool:
        """Tell whether a record is of the worker's own file."""
        if not self._own or kind.subject is None or kind.name in MENTOR_FILE:
            return False
        return not self._own.isdisjoint(subject_of(kind.subject, str(plain["id"]), plain, kind, self._world))


def plain_of(kind: Kind, row: Any) -> dict[str, Any]:
    """Return what a frozen row tells of the references that lead to persons."""
    told = {field.name: getattr(row, field.attribute) for field in kind.fields if field.type == "ref"}
    return {"id": row.id, **{name: list(value) if isinstance(value, tuple) else value for name, value in told.items()}}
