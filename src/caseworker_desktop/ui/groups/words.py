"""How groups, their meetings and their programmes are said, wherever they stand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.groups import GroupRow, Meeting, ProgrammeRow
from caseworker_desktop.usecases.institutions import institution_name


class GroupWords:
    """Says things in the window's language; institutions bear the name of the day told."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts = desk, texts
        self._known: Mapping[str, Mapping[str, Any]] = desk.institutions.known()

    def programme(self, programme: ProgrammeRow | None) -> str:
        """Return a programme's name."""
        return programme.name(self._texts.language) if programme else ""

    def kind(self, programme: ProgrammeRow | None) -> str:
        """Return the kind of a programme in words."""
        return self._desk.lists.name("programme_kinds", programme.kind, self._texts.language) if programme and programme.kind else ""

    def place(self, institution: str | None, day: str) -> str:
        """Return an institution's name on a day."""
        return institution_name(self._known, institution, day, self._texts.language)

    def leaders(self, staff: tuple[str, ...]) -> str:
        """Return who leads: `A. Pirma ir B. Antras`."""
        found = self._desk.people.staff_names(staff)
        names = [found[one] for one in staff if one in found]
        if not names:
            return ""
        if len(names) == 1:
            return names[0]
        return self._texts.say(message("ui_groups.and", first=", ".join(names[:-1]), last=names[-1]))

    def below(self, group: GroupRow) -> str:
        """Return the line below a group's name: programme, place, who leads it."""
        led = self.leaders(group.leaders)
        parts = (
            self.programme(group.programme), self.place(group.institution, group.begins or self._desk.groups.today()),
            self._texts.say(message("ui_groups.led_by", names=led)) if led else "")
        return " · ".join(part for part in parts if part)

    def span(self, group: GroupRow) -> str:
        """Return from when to when a group runs."""
        dates = [self._texts.date(one) if one else "" for one in (group.begins, group.ends)]
        return " – ".join(dates).strip() if any(dates) else ""

    def when_and_where(self, meeting: Meeting) -> str:
        """Return day, hours and place of a meeting."""
        begins = datetime.fromisoformat(meeting.starts_at)
        ends = begins + timedelta(minutes=max(meeting.planned or 0, meeting.minutes))
        hours = f"{self._texts.time(meeting.starts_at)}–{self._texts.time(ends.isoformat())}"
        where = meeting.place or self.place(meeting.institution, meeting.day)
        return " · ".join(part for part in (f"{self._texts.date(meeting.day)}, {hours}", where) if part)
