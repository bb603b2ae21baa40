"""What a chart draws, out of a report's rows: categories, series, and the same numbers as a table."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.report.model import Figure, Listing
from caseworker_desktop.texts import Texts

STACKED, ACROSS, LINE = "stacked", "across", "line"
#: Kinds of sessions that are drawn together.
_GROUPS = {"individual": "individual", "phone": "individual", "letter": "individual", "group": "group", "training": "group", "family": "family"}


@dataclass(frozen=True, slots=True)
class Series:
    """A name and a value for each category."""

    name: str
    values: tuple[float, ...]
    persons: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing: `kind` stacked (columns), across (bars), line; `unfinished`: the last category is not over yet; `target`: a level to reach."""

    title: str
    kind: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    note: str = ""
    unfinished: bool = False
    target: float | None = None
    digits: int = 0

    @property
    def empty(self) -> bool:
        """Tell whether there is nothing to draw."""
        return not any(value for series in self.series for value in series.values)

    def spoken(self) -> str:
        """Return what a screen reader says instead of the picture."""
        told = (f"{category}: {', '.join(f'{series.name} {series.values[n]:g}' for series in self.series)}" for n, category in
                enumerate(self.categories))
        return f"{self.title}. {'; '.join(told)}"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a chart comes from: the report, by what, and what turns its rows into a drawing."""

    report: str
    by: tuple[str, ...]
    words: Message
    draw: Callable[[Listing, Texts, Message, str], Chart]


def services_by_month(listing: Listing, texts: Texts, title: Message, last: str) -> Chart:
    """Return services by month, stacked by the kind of session; the month of `last` is not over unless it is its last day."""
    months = _months([str(row["key"]) for row in listing.rows if row["key"]])
    names = {
        "individual": message("ui_reports.kind_individual"), "group": message("ui_reports.kind_group"), "family": message("ui_reports.kind_family"),
        "other": message("ui_reports.kind_other"),
    }
    sums: dict[str, dict[str, float]] = {each: {} for each in names}
    for row in listing.rows:
        part = sums[_GROUPS.get(str(row["column"]), "other")]
        part[str(row["key"])] = part.get(str(row["key"]), 0) + row["sessions"]
    series = tuple(Series(texts.say(name), tuple(sums[each].get(month, 0) for month in months)) for each, name in names.items() if sums[each])
    total = listing.total or {}
    unfinished = bool(months) and months[-1] == last[:7] and not _ends_month(last)
    note = message(
        "ui_reports.month_note_unfinished" if unfinished else "ui_reports.month_note", sessions=texts.number(total.get("sessions", 0)),
        persons=texts.number(total.get("persons", 0)))
    return Chart(texts.say(title), STACKED, tuple(_month(texts, month, months) for month in months), series, texts.say(note), unfinished)


def of_rows(*keys: str, digits: int = 0, kind: str = ACROSS, least: float = 0) -> Callable[[Listing, Texts, Message, str], Chart]:
    """Return what draws columns of a listing that is told apart by one thing; rows at or below `least` in all of them are left out."""

    def draw(listing: Listing, texts: Texts, title: Message, last: str) -> Chart:
        titles: Mapping[str, Message] = {one.key: one.title for one in listing.columns}
        kept = [n for n, row in enumerate(listing.rows) if any((row.get(key) or 0) > least for key in keys)]
        series = tuple(
            Series(texts.say(titles[key]), tuple(float(listing.rows[n].get(key) or 0) for n in kept),
                   tuple(listing.persons[n] if n < len(listing.persons) else () for n in kept))
            for key in keys)
        note = " ".join(texts.say(one) for one in listing.notes[:1])
        return Chart(texts.say(title), kind, tuple(str(listing.rows[n]["name"]) for n in kept), series, note, digits=digits)

    return draw


def crossed(listing: Listing, texts: Texts, title: Message, last: str) -> Chart:
    """Return persons by the first dimension, stacked by the second."""
    rows = list(dict.fromkeys((row["key"], row["name"]) for row in listing.rows))
    places = {name for _, name in rows}
    columns = list(dict.fromkeys((row["column"], row["column_name"]) for row in listing.rows if row["column_name"] not in places))
    if len(columns) < 2:  # the project has no stages: the places alone
        known = {(row["key"], None): float(row["persons"]) for row in listing.rows}
        columns = [(None, texts.say(message("report.column.persons")))]
    else:
        known = {(row["key"], row["column"]): float(row["persons"]) for row in listing.rows}
    series = tuple(Series(str(name), tuple(known.get((key, column), 0.0) for key, _ in rows)) for column, name in columns)
    return Chart(texts.say(title), STACKED, tuple(str(name) for _, name in rows), series, " ".join(texts.say(one) for one in listing.notes[:1]))


def growth(figure: Figure, name: str, months: Sequence[tuple[str, int]], texts: Texts) -> Chart:
    """Return how many had been counted by the end of each month, against the target."""
    told = tuple(_month(texts, month, [each for each, _ in months]) for month, _ in months)
    series = Series(name, tuple(float(count) for _, count in months))
    return Chart(
        texts.say(message("ui_reports.growth_title", name=name)), LINE, told, (series,), texts.say(figure.formula),
        target=float(figure.target) if figure.target is not None else None)


#: The charts besides the growth of an indicator, by name, in the order offered.
SOURCES: Mapping[str, Source] = {
    "services": Source("services", ("month", "kind"), message("ui_reports.chart_services"), services_by_month),
    "by_service": Source("services", ("service",), message("ui_reports.chart_by_service"), of_rows("sessions")),
    "hours": Source("hours", ("month",), message("ui_reports.chart_hours"), of_rows("hours", "lost_hours", digits=1, kind=STACKED)),
    "lost": Source("hours", ("reason",), message("ui_reports.chart_lost"), of_rows("lost_hours", digits=1)),
    "places": Source("participants", ("place", "part"), message("ui_reports.chart_places"), crossed),
    "unmet": Source("unmet-needs", ("kind",), message("ui_reports.chart_unmet"), of_rows("not_available", "open")),
    "mentors": Source("mentors", ("stage",), message("ui_reports.chart_mentors"), of_rows("mentors")),
    "partners": Source("partners", ("year",), message("ui_reports.chart_partners"), of_rows("partners", kind=LINE)),
    "work": Source("placements", ("place",), message("ui_reports.chart_work"), of_rows("filled", "free", kind=STACKED)),
    "sources": Source("sources", ("referral_source",), message("ui_reports.chart_sources"), of_rows("persons")),
    "reasons": Source("referrals", ("reason",), message("ui_reports.chart_reasons"), of_rows("referrals")),
}


def _months(held: Sequence[str]) -> list[str]:
    """Return all months from the first to the last held, those without anything too."""
    if not held:
        return []
    out, month = [], min(held)
    while month <= max(held):
        out.append(month)
        year, number = int(month[:4]), int(month[5:7])
        month = f"{year + number // 12:04}-{number % 12 + 1:02}"
    return out


def _month(texts: Texts, month: str, all_: Sequence[str]) -> str:
    """Return a month shortly; with its year where several years are shown."""
    short = texts.short_month(month)
    return f"{short} {month[2:4]}" if len({each[:4] for each in all_}) > 1 else short


def _ends_month(day: str) -> bool:
    return int(day[8:]) == monthrange(int(day[:4]), int(day[5:7]))[1]
