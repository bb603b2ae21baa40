"""What a look at a register and its import say to a person: columns, refusals, warnings, rows left out."""

from __future__ import annotations

from dataclasses import dataclass

from caseworker_desktop.intake import says
from caseworker_desktop.intake.mapping import fields_of
from caseworker_desktop.intake.words import KINDS, NEEDED
from caseworker_desktop.kernel.message import Message
from caseworker_desktop.usecases.intake import RegisterImport

__all__ = ["KINDS", "Told", "fields", "ignored", "needed", "refused", "warned"]


@dataclass(frozen=True, slots=True)
class Told:
    """Something about one row: its sheet and number, the field, what is the matter, and the words or the row it is about."""

    sheet: str
    row: int
    field: Message | None
    why: Message
    note: str = ""


def fields(kind: str) -> tuple[tuple[str, Message], ...]:
    """Return the fields that a column of a register of this kind may hold, with what they are called."""
    return tuple((field, says.field_words(field, kind)) for field in fields_of(kind))


def needed(kind: str) -> tuple[tuple[str, ...], ...]:
    """Return the groups of fields of which each must have a column."""
    return NEEDED[kind]


def refused(done: RegisterImport) -> tuple[Told, ...]:
    """Return the rows that cannot be taken."""
    return tuple(Told(one.sheet, one.row, says.field_words(one.field, done.kind), says.reason(one.reason)) for one in done.refused)


def warned(done: RegisterImport) -> tuple[Told, ...]:
    """Return what a person should know of, in the order of the rows."""
    return tuple(Told(one.sheet, one.row, says.field_words(one.field, done.kind), says.warning(one.kind), one.note or "") for one in done.warnings)


def ignored(done: RegisterImport) -> tuple[Told, ...]:
    """Return the rows that are no data."""
    return tuple(Told(one.sheet, one.row, None, says.ignored(one.why)) for one in done.ignored)
