"""What all makers of sections stand on: the desk, the words, the fields, and the few phrases that every section needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.person.dossier import PAPER, Act, Mark, Opening
from caseworker_desktop.ui.shell.record_fields import RecordFields
from caseworker_desktop.usecases.desk import Desk

NEW = "new"


@dataclass(frozen=True, slots=True)
class Ground:
    """One person's ground. `plain`: the person's own record."""

    desk: Desk
    texts: Texts
    fields: RecordFields
    person: str
    plain: Mapping[str, Any]

    def say(self, key: str, **places: object) -> str:
        """Return a sentence of the catalogue."""
        return self.texts.say(message(key, **places))

    def today(self) -> str:
        """Return the worker's day."""
        return self.desk.people.today()

    def name(self, list_: str, code: str | None) -> str:
        """Return a code in words, empty for none."""
        return self.desk.lists.name(list_, code, self.texts.language) if code else ""

    def said(self, kind: str, name: str, value: Any) -> str:
        """Return a value in words."""
        return self.fields.said(kind, name, value)

    def fact(self, kind: str, name: str, value: Any) -> tuple[str, str]:
        """Return a field's name and its value in words."""
        return self.texts.label(kind, name), self.said(kind, name, value)

    def span(self, begins: str | None, ends: str | None) -> str:
        """Return from when to when, in words."""
        first = self.texts.date(begins) if begins else ""
        if ends:
            return f"{first} – {self.texts.date(ends)}"
        return self.texts.say(message("ui_person.since_day", day=first)) if first else ""

    def add(self, kind: str, words: str, suffix: str = "") -> tuple[Act, ...]:
        """Return the action that opens a new record's form, none where the worker may not write it."""
        return ((f"{kind}/{NEW}{suffix}", words, "plus"),) if self.desk.editing.may(kind) else ()

    def paper(self, kind: str, id_: str, words: str) -> tuple[Act, ...]:
        """Return the action that shows a paper before it is printed, none where the worker may not print it."""
        return ((f"{PAPER}/{kind}/{id_}", words, "print"),) if kind in {one.name for one in self.desk.papers.kinds()} else ()

    def edit(self, kind: str, id_: str) -> str | None:
        """Return the token of a record's form; None where the worker may not even read it."""
        return f"{kind}/{id_}" if self.desk.editing.may(kind, "read") else None

    def rows(self, kind: str) -> list[Any]:
        """Return the person's records of a kind."""
        return self.desk.editing.rows(kind, person=self.person)

    def mark_open(self, begins: str | None, ends: str | None, words: str) -> Mark | None:
        """Return the mark of what holds now."""
        today = self.today()
        holds = (not begins or begins <= today) and (not ends or ends >= today[: len(ends)])
        return (words, "green", "check") if holds else None

    def opening(self, title: str, kind: str, names: tuple[str, ...], id_: str, **told: Any) -> Opening:
        """Return a form of the person's own records: a new one is theirs; the values of `start` are proposed."""
        record = None if id_ == NEW else id_
        specs = told.pop("specs", None) or self.fields.specs(kind, names, **told.pop("describe", {}))
        return Opening(title, kind, specs, record, {"person": self.person}, draft=f"{kind}:{self.person}", **told)


def days_back(row: Any) -> tuple[str, str]:
    """Return what sorts a history: the newest beginning first."""
    return (str(row.from_ or ""), row.id)
