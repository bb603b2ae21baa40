"""When everybody was last heard of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from caseworker_desktop.kernel.ids import ID_BYTES
from caseworker_desktop.records.views import heard as view
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.usecases.since import Since, Touched

_EVER = "9999-12-31"


def persons_touched(reading: Reading, touched: Touched) -> set[bytes]:
    """Return those of whom a contact was written, moved or taken away."""
    persons = touched.refs("attendance", "person") | touched.refs("contact_attempt", "person") | touched.refs("case", "person")
    persons |= view.persons_at(reading.connection, sorted(touched.of("session")))
    return persons | view.persons_in(reading.connection, sorted(touched.of("case") | touched.refs("follow_up", "case")))


class Heard(Since[dict[bytes, str]]):
    """The day of everybody's last contact."""

    name = "heard"
    kinds = ("attendance", "session", "contact_attempt", "follow_up", "case")

    def last(self, reading: Reading, persons: Sequence[bytes], day: str) -> dict[bytes, str]:
        """Return the local day of each person's last contact by `day`, as `records.views.heard.last_contacts` reads it."""
        with self.lock:
            known = self.known(reading)
            found, later = {}, []
            for person in persons:
                last = known.get(person)
                if last is None:
                    continue
                if last <= day:
                    found[person] = last
                else:
                    later.append(person)
        return found | view.last_contacts(reading.connection, later, day) if later else found

    def whole(self, reading: Reading) -> dict[bytes, str]:
        """Read all contacts there are."""
        found: dict[bytes, str] = {}
        for person, day in view.all_contacts(reading.connection):
            if day > found.get(person, ""):
                found[person] = day
        return found

    def renew(self, reading: Reading, value: dict[bytes, str], touched: Touched) -> None:
        """Read again those of whom a contact was written, moved or taken away."""
        persons = persons_touched(reading, touched)
        fresh = view.last_contacts(reading.connection, sorted(persons), _EVER)
        for person in persons:
            if person in fresh:
                value[person] = fresh[person]
            else:
                value.pop(person, None)

    def packed(self, value: dict[bytes, str]) -> Any:
        """Return the persons of each day, their ids joined."""
        by_day: dict[str, list[bytes]] = {}
        for person, day in value.items():
            by_day.setdefault(day, []).append(person)
        return {day: b"".join(many) for day, many in by_day.items()}

    def unpacked(self, told: Any) -> dict[bytes, str]:
        """Return the day of each person."""
        return {joined[at : at + ID_BYTES]: day for day, joined in told.items() for at in range(0, len(joined), ID_BYTES)}
