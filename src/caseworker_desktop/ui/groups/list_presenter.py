"""Which groups the list shows, and how each looks."""

from __future__ import annotations

from dataclasses import replace

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.changes import Changed, touches
from caseworker_desktop.ui.groups.words import GroupWords
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.groups import ENDED, RUNNING, GroupRow, Wanted

SHOWN_KINDS = ("group", "group_member", "session", "programme", "institution", "staff")


class ListPresenter:
    """Keeps what is wanted."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts = desk, texts
        self._words = GroupWords(desk, texts)
        self.wanted = Wanted()
        self.rows: tuple[GroupRow, ...] = ()

    def read(self) -> tuple[GroupRow, ...]:
        """Read the groups wanted."""
        self._words = GroupWords(self._desk, self._texts)
        self.rows = self._desk.groups.page(self.wanted)
        return self.rows

    def states(self) -> list[tuple[str, str]]:
        """Return the states to choose from."""
        return [(RUNNING, self._say("ui_groups.running")), (ENDED, self._say("ui_groups.ended"))]

    def kinds(self) -> list[tuple[str, str]]:
        """Return the kinds of programmes to choose from."""
        return [(code, self._desk.lists.name("programme_kinds", code, self._texts.language)) for code in self._desk.lists.codes("programme_kinds")]

    def choose(self, *, text: str | None = None, state: str | None = None, mine: bool | None = None) -> None:
        """Change what is wanted; None leaves it."""
        wanted = self.wanted
        self.wanted = replace(
            wanted, text=wanted.text if text is None else text, state=wanted.state if state is None else state,
            mine=wanted.mine if mine is None else mine)

    def of_kind(self, kind: str | None) -> None:
        """Want only groups of programmes of a kind (None: of all)."""
        self.wanted = replace(self.wanted, kind=kind)

    def everything(self) -> None:
        """Take the filters away; running or ended stays."""
        self.wanted = Wanted(state=self.wanted.state)

    def narrowed(self) -> bool:
        """Tell whether a filter is in force."""
        return self.wanted != Wanted(state=self.wanted.state)

    def empty(self) -> tuple[str, str]:
        """Return title and sentence of an empty list."""
        if self.narrowed():
            return self._say("ui_groups.none_found"), self._say("ui_groups.none_found_text")
        if self.wanted.state == ENDED:
            return self._say("ui_groups.none_ended"), ""
        return self._say("ui_groups.none"), self._say("ui_groups.none_text")

    def name(self, one: GroupRow) -> str:
        """Return a group's name."""
        return one.name

    def programme(self, one: GroupRow) -> str:
        """Return its programme."""
        return self._words.programme(one.programme)

    def place(self, one: GroupRow) -> str:
        """Return where it is."""
        return self._words.place(one.institution, one.begins or self._desk.groups.today())

    def leaders(self, one: GroupRow) -> str:
        """Return who leads it."""
        return self._words.leaders(one.leaders)

    def people(self, one: GroupRow) -> str:
        """Return members of places, and those who wait."""
        told = self._texts.number(one.members) if one.capacity is None else self._texts.say(
            message("ui_groups.of_short", part=one.members, whole=one.capacity))
        return f"{told} +{one.waiting}" if one.waiting else told

    def full(self, one: GroupRow) -> str | None:
        """Return the tone of the people: amber when all places are taken."""
        return "amber" if one.capacity is not None and one.members >= one.capacity else None

    def sessions(self, one: GroupRow) -> str:
        """Return sessions of those planned."""
        planned = one.programme.sessions_planned if one.programme else None
        return self._texts.say(message("ui_groups.of_short", part=one.sessions, whole=planned)) if planned else self._texts.number(one.sessions)

    def span(self, one: GroupRow) -> str:
        """Return from when to when."""
        return self._words.span(one)

    def last(self, one: GroupRow) -> str:
        """Return the day of the latest session."""
        return self._texts.date(one.last) if one.last else "–"

    def touched(self, changed: Changed) -> bool:
        """Tell whether the list must be read again."""
        return touches(changed, SHOWN_KINDS)

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
