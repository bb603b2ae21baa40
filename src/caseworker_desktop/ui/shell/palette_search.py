"""What Ctrl+K offers: commands and people that fit what was typed. Plain Python; the people come from the desk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from caseworker_desktop.kernel.folding import fold

MOST = 12


@dataclass(frozen=True, slots=True)
class Offer:
    """One line: a person (`person` is the id) or a command (`command` is its name)."""

    title: str
    subtitle: str
    icon: str
    person: str | None = None
    command: str | None = None
    keys: str = ""


class PaletteSearch:
    """Finds for one opening of the palette. `only_people`: it asks for whom something is done."""

    def __init__(self, people: Callable[[str, int], Sequence[Offer]], commands: Sequence[Offer], *, only_people: bool) -> None:
        self._people, self._commands, self._only_people = people, tuple(commands), only_people

    def offers(self, typed: str) -> tuple[Offer, ...]:
        """Return at most twelve offers: people first, then commands; nothing typed shows the commands (or the people last used)."""
        text = typed.strip()
        if not text:
            return tuple(self._people("", MOST)) if self._only_people else self._commands[:MOST]
        people = tuple(self._people(text, MOST))
        if self._only_people:
            return people[:MOST]
        words = fold(text).split()
        fitting = tuple(offer for offer in self._commands if all(any(part.startswith(word) for part in fold(offer.title).split()) for word in words))
        return (*people[: MOST - min(len(fitting), 4)], *fitting)[:MOST]
