"""Cards: what a laptop knows of people whom it meets without having their files: names, birth year, place."""

from __future__ import annotations

from collections.abc import Callable

from caseworker_desktop.kernel import ids
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.usecases.intent import Intent


def cards(reading: Reading, persons: frozenset[bytes], new_id: Callable[[], str]) -> list[Intent]:
    """Return what must be written so that each of these persons has a card that says what is so now: names, birth year, place."""
    kept = {row.person: row for row in reading.rows("card")}
    places = {stay["person"]: stay["institution"] for stay in reading.plains("stay") if stay["to"] is None}
    out = []
    for raw in sorted(persons):
        person = reading.row("person", ids.to_text(raw))
        if person is None:
            continue
        values = {
            "person": person.id,
            "names": f"{person.given_names} {person.family_name}",
            "birth_year": int(person.birth_date[:4]) if person.birth_date else None,
            "place": places.get(person.id),
        }
        card = kept.get(person.id)
        if card is None or (card.names, card.birth_year, card.place) != (values["names"], values["birth_year"], values["place"]):
            out.append(Intent("card", card.id if card is not None else new_id(), values))
    return out
