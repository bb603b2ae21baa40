"""Every paper that can be printed: its name, what its `--id` is a record of, and who writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.paper.attendance import attendance
from caseworker_desktop.paper.certificate import certificate
from caseworker_desktop.paper.consents import consent
from caseworker_desktop.paper.form import Form, Made

Maker = Callable[[Form, str, str], Made]
"""(form, kind of the record, its id) → the paper. Raises Refused when something it needs is not here."""


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A paper: `records` are the kinds its id may be of, the first is preferred; `needs` the kinds a worker must be allowed to read;
    `copies`: whether it has a client's copy; `person`: the paper is of this one's own language when the house speaks it."""

    name: str
    title: Message
    records: tuple[str, ...]
    make: Maker
    needs: tuple[str, ...]
    copies: bool = False
    person: bool = False


PAPERS: tuple[PaperKind, ...] = (
    PaperKind("consent", message("papers.kind.consent"), ("consent", "person"), consent, ("person", "consent"), copies=True, person=True),
    PaperKind("attendance", message("papers.kind.attendance"), ("session", "group"), attendance, ("session", "attendance"), copies=True),
    PaperKind("certificate", message("papers.kind.certificate"), ("group_member", "group"), certificate, ("group_member",)),
)
