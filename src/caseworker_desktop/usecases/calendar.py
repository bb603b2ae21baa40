"""The calendar: a week of one worker's meetings, by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from caseworker_desktop.kernel import clock
from caseworker_desktop.records.views.today import Meeting, week
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.worker import Worker

__all__ = ["Calendar", "CalendarDay", "Meeting", "Week"]

DAYS = 7


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day (YYYY-MM-DD) and its meetings, the earliest first."""

    day: str
    meetings: tuple[Meeting, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from a Monday; `today` may be one of them."""

    days: tuple[CalendarDay, ...]
    today: str


class Calendar:
    """Reads the meetings of one worker."""

    def __init__(self, store: Store, worker: Worker) -> None:
        self._store, self._worker = store, worker

    def week(self, around: str | None = None) -> Week:
        """Return the week (from Monday) that a day lies in, else the present one."""
        today = clock.today(self._worker.clock)
        zone = self._worker.clock.now().tzinfo
        assert zone is not None, "the clock tells its zone"
        told = date.fromisoformat(around) if around else today
        monday = told - timedelta(days=told.weekday())
        with self._store.reading() as reading:
            found = week(reading.connection, self._worker.staff, monday.isoformat(), DAYS, zone)
        by_day: dict[str, list[Meeting]] = {}
        for one in found:
            by_day.setdefault(datetime.fromisoformat(one.starts_at).astimezone(zone).date().isoformat(), []).append(one)
        days = [(monday + timedelta(days=n)).isoformat() for n in range(DAYS)]
        return Week(tuple(CalendarDay(day, tuple(by_day.get(day, ()))) for day in days), today.isoformat())
