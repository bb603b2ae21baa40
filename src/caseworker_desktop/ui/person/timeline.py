"""The timeline: which events are shown, in months, with their notes opened where this person may read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.person.happened import Mark, Teller, Told, kept_for
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.people import Event, NoteLine, Said, Stop

FIRST, MORE = 12, 30
#: So many days after the event its typing is told as late.
LATE_DAYS = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A note under an event. `mark`: for whom it is, when it is not for all; `shut`: its words stay closed."""

    text: str
    mark: Mark | None = None
    shut: bool = False


@dataclass(frozen=True, slots=True)
class EventFace:
    """One event as it is drawn; `month` is a heading to draw before it, empty for none."""

    key: str
    month: str
    told: Told
    meta: str
    paragraphs: tuple[Paragraph, ...]
    last_of_month: bool


class TimelinePresenter:
    """Holds the events read so far of one person."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts = desk, texts
        self._person = ""
        self._events: list[Event] = []
        self._after: Stop | None = None
        self._total = 0

    def load(self, person: str, keep: int = FIRST) -> None:
        """Read the newest events of a person, at least `keep` of them."""
        stretch = self._desk.people.timeline(person, None, max(FIRST, keep))
        self._person, self._events, self._after = person, list(stretch.events), stretch.after
        self._total = self._desk.people.count_events(person)

    def more(self) -> None:
        """Read older ones as well."""
        if self._after is not None:
            stretch = self._desk.people.timeline(self._person, self._after, MORE)
            self._events += stretch.events
            self._after = stretch.after

    def shown(self) -> int:
        """Return how many events are read."""
        return len(self._events)

    def total(self) -> int:
        """Return how many events there are."""
        return self._total

    def older(self) -> str:
        """Return the words of the button for older events, empty when there are none."""
        return self._texts.say(message("ui_person.older", count=max(1, self._total - len(self._events)))) if self._after else ""

    def faces(self, known: Mapping[str, Mapping[str, Any]]) -> list[EventFace]:
        """Return the events as they are drawn."""
        people, texts = self._desk.people, self._texts
        projects = {row.id: row.abbreviation or row.title for row in people.rows("project")}
        born = (self._desk.editing.read("person", self._person) or {}).get("birth_date") if self._person else None
        teller = Teller(texts, self._desk.lists, known, projects, people.today(), born)
        names = people.staff_names([staff for event in self._events for staff in _staff(event)])
        said = people.said([note for event in self._events for note in event.notes])
        found = []
        month = ""
        for event in self._events:
            here = self._month(event.at)
            found.append(EventFace(
                key=f"{event.kind}/{event.id}", month=here if here != month else "", told=teller.tell(event), meta=self._meta(event, names),
                paragraphs=tuple(self._paragraph(note, said.get(note.id)) for note in event.notes), last_of_month=False))
            month = here
        return [
            EventFace(each.key, each.month, each.told, each.meta, each.paragraphs, at + 1 == len(found) or bool(found[at + 1].month))
            for at, each in enumerate(found)
        ]

    def _month(self, at: str) -> str:
        return self._texts.month(at) if len(at) > len("YYYY") else self._texts.long_date(at)

    def _meta(self, event: Event, names: Mapping[str, str]) -> str:
        parts = [self._when(event)]
        minutes = event.values.get("attended") or event.values.get("minutes")
        if minutes:
            parts.append(self._texts.say(message("ui_person.minutes", minutes=minutes)))
        who = [names[each] for each in _staff(event) if each in names]
        if who and event.kind in ("session", "note", "contact_attempt", "plan_review", "task"):
            parts.append(", ".join(who[:2]))
        if late := self._late(event):
            parts.append(late)
        return " · ".join(parts)

    def _when(self, event: Event) -> str:
        if "T" not in event.at:
            return self._texts.day(event.at)
        moment = event.at
        at_noon = self._local(moment).strftime("%H:%M") == "12:00" and bool(self._late(event))
        return self._texts.day(moment) if at_noon else f"{self._texts.day(moment)}, {self._texts.time(moment)}"

    def _late(self, event: Event) -> str:
        """Tell the day of typing where it came later than the event: both dates are kept."""
        if event.kind not in ("session", "note", "contact_attempt"):
            return ""
        happened = self._local(event.at).date() if "T" in event.at else None
        typed = self._local(event.typed_at).date()
        if happened is None or (typed - happened).days < LATE_DAYS:
            return ""
        return self._texts.say(message("ui_person.typed_on", day=self._texts.day(typed.isoformat())))

    def _paragraph(self, note: NoteLine, said: Said | None) -> Paragraph:
        texts = self._texts
        if said is None or said.shut is not None:
            return Paragraph(texts.say(kept_for(said.shut if said and said.shut else "author", self._desk.lists, texts.language)), shut=True)
        mark: Mark | None = None
        if note.level == "author":
            mark = (texts.say(message("ui_person.for_me")), "grey", "lock")
        elif note.level == "role":
            words = self._desk.lists.name("roles", note.role, texts.language) if note.role else texts.say(message("ui_person.for_role"))
            mark = (words, "grey", "lock")
        text = (said.text or "").strip()
        if said.next_step:
            text += "\n" + texts.say(message("ui_person.note_next_step", text=said.next_step))
        return Paragraph(text, mark)

    def _local(self, moment: str) -> datetime:
        return datetime.fromisoformat(moment).astimezone(self._desk.worker.clock.now().tzinfo)


def _staff(event: Event) -> list[str]:
    """Return who did it: the staff named in the record, else who wrote it down."""
    told = event.values.get("staff")
    if isinstance(told, list) and told:
        return [str(each) for each in told]
    return [told] if isinstance(told, str) else [event.by] if event.by else []
