"""Consents: each purpose apart, with its text, language and end; an end that comes near makes a task, and what needs a consent is refused without."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from caseworker_desktop.kernel import clock
from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.records.consents import holds_on
from caseworker_desktop.records.lists import Lists
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.editing import Editing, Saved
from caseworker_desktop.usecases.intent import Intent
from caseworker_desktop.usecases.worker import Worker

#: The task to renew a consent is due so many days before its end.
AHEAD_DAYS = 30
#: Told, not agreed to: the information notice is no consent and allows nothing.
NOTICE = "information_notice"
TASK = "consent_expiry"


@dataclass(frozen=True, slots=True)
class Permit:
    """How things stand with one purpose on a day. `state`: valid, ending, expired, withdrawn, refused, told (the information notice), none."""

    purpose: str
    state: str
    consent: str | None = None
    on: str | None = None
    until: str | None = None


class Consenting:
    """The consents of one person at a time."""

    def __init__(self, store: Store, worker: Worker, lists: Lists, editing: Editing, say: Callable[[Message], str]) -> None:
        self._store, self._worker, self._lists, self._editing, self._say = store, worker, lists, editing, say

    def standing(self, person: str, day: str | None = None) -> tuple[Permit, ...]:
        """Return every purpose of the list with its state on `day` (today): the newest word counts."""
        on = day or self._today()
        rows = sorted(self._editing.rows("consent", person=person), key=lambda row: (row.on, row.id))
        newest = {row.purpose: row for row in rows if row.on <= on}
        return tuple(permit(purpose, newest.get(purpose), on) for purpose in self._lists.codes("consent_purposes"))

    def require(self, person: str, purpose: str, day: str | None = None) -> None:
        """Raise Refused unless the person agreed to `purpose` and the consent holds on `day` (today). A notice is no consent."""
        on = day or self._today()
        with self._store.reading() as reading:
            agreed = purpose != NOTICE and any(holds_on(plain, person, purpose, on) for plain in reading.plains("consent", person=person))
        if not agreed:
            name = self._lists.name("consent_purposes", purpose, self._worker.language)
            raise Refused(message("people.no_consent", purpose=name))

    def save(self, id_: str | None, values: Mapping[str, Any]) -> Saved:
        """Write a consent; one that ends has a task to renew it, one that was withdrawn or renewed has none. Raises LineRefused."""
        with self._store.reading() as reading:
            old = reading.plain("consent", id_) if id_ else None
            new = {**(old or {}), **values}
            beside = self._tasks(reading, old, new)
        return self._editing.save("consent", id_, values, beside)

    def withdraw(self, id_: str) -> Saved:
        """Write that the person took a consent back today."""
        return self.save(id_, {"withdrawn_on": self._today()})

    def delete(self, id_: str) -> Saved:
        """Take a consent out that was written in error, with its task."""
        with self._store.reading() as reading:
            old = reading.plain("consent", id_)
            beside = self._tasks(reading, old, None)
        return self._editing.delete("consent", id_, beside)

    def _tasks(self, reading: Reading, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> list[Intent]:
        """Return what happens to the task of a consent: made, moved, or done because there is nothing to renew."""
        had, wants = due_of(old), due_of(new)
        person = str((new or old or {}).get("person") or "")
        purpose = str((new or old or {}).get("purpose") or "")
        intents = []
        open_ = [task for task in reading.rows("task", person=person) if task.kind == TASK and task.done_on is None] if person else []
        mine = next((task for task in open_ if had is not None and task.due == had and purpose_of(task.title, purpose, self._names(purpose))), None)
        if old is None and wants is not None:  # a new word on the same purpose: what asked for it is done
            intents += [
                Intent("task", task.id, {"done_on": self._today()}) for task in open_ if purpose_of(task.title, purpose, self._names(purpose))]
        if mine is not None and wants is None:
            intents.append(Intent("task", mine.id, {"done_on": self._today()}))
        elif mine is not None and wants != mine.due:
            intents.append(Intent("task", mine.id, {"due": wants}))
        elif mine is None and wants is not None and wants != had and self._editing.may("task"):
            intents.append(Intent("task", None, self._task(reading, person, purpose, wants)))
        return intents

    def _task(self, reading: Reading, person: str, purpose: str, due: str) -> dict[str, Any]:
        case = next((row for row in reading.rows("case", person=person) if row.closed_on is None), None)
        name = self._lists.name("consent_purposes", purpose, self._worker.language)
        found = {
            "title": self._say(message("people.renew_consent", purpose=name)), "due": due, "person": person, "kind": TASK,
            "case": case.id if case is not None else None, "staff": (case.lead if case is not None else None) or self._worker.staff,
        }
        return {field: value for field, value in found.items() if value is not None}

    def _names(self, purpose: str) -> Sequence[str]:
        return [self._lists.name("consent_purposes", purpose, language) for language in ("lt", "lv", "en")]

    def _today(self) -> str:
        return clock.today(self._worker.clock).isoformat()


def permit(purpose: str, consent: Any, day: str) -> Permit:
    """Return the state of one purpose by its newest consent (None: nothing was said)."""
    if consent is None:
        return Permit(purpose, "none")
    told = {"consent": consent.id, "on": consent.on, "until": consent.expires_on}
    if purpose == NOTICE:
        return Permit(purpose, "told" if consent.given else "none", **told)
    if not consent.given:
        return Permit(purpose, "refused", **told)
    if consent.withdrawn_on and consent.withdrawn_on <= day:
        return Permit(purpose, "withdrawn", consent.id, consent.on, consent.withdrawn_on)
    if consent.expires_on and consent.expires_on < day:
        return Permit(purpose, "expired", **told)
    soon = consent.expires_on and (date.fromisoformat(consent.expires_on) - date.fromisoformat(day)).days <= AHEAD_DAYS
    return Permit(purpose, "ending" if soon else "valid", **told)


def due_of(consent: Mapping[str, Any] | None) -> str | None:
    """Return the day by which a consent (plain) should be renewed; None when there is nothing to renew."""
    if not consent or consent.get("given") is not True or consent.get("withdrawn_on") or not consent.get("expires_on"):
        return None
    return (date.fromisoformat(str(consent["expires_on"])) - timedelta(days=AHEAD_DAYS)).isoformat()


def purpose_of(title: str | None, purpose: str, names: Sequence[str]) -> bool:
    """Tell whether a task's title names the purpose, in whichever language it was written."""
    return bool(title) and any(name in (title or "") for name in (*names, purpose))
