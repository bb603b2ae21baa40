"""Reads the scripts of training workspaces: lines as `load` takes them, with readable keys in the place of ids and days counted from today."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from caseworker_desktop.store.declare import Catalog

Line = Mapping[str, Any]
#: `{-12}` a day, `{-12 10:15}` a moment on a working day, `{-400 month}` and `{-900 year}` dates of that precision; all counted from today.
_DAY = re.compile(r"\{([+-]\d+)(?: (?:(\d\d:\d\d)|(month|year)))?\}")
_SATURDAY = 5
_WHOLE_DAY, _EVENING = 10, time(16)
#: References that a line need not tell: those of the script's own person and case.
_OWN = ("person", "case")
_AUTHOR = "@demo"
#: The day on which something was written, where a line does not tell: the first of these that it has.
_WRITTEN_ON = ("agreed_on", "opened_on", "entry_on", "decided_on", "sent_on", "on", "at", "starts_at")


@dataclass(frozen=True, slots=True)
class Signing:
    """A plan (its id) that was printed and signed on a day."""

    plan: str
    who: str
    on: str
    kept_at: str


class Script:
    """Turns lines into plain records. A key is `#name`, of the script it stands in, or `#script/name`; each gets one id."""

    def __init__(self, today: date, zone: tzinfo, catalog: Catalog, new_id: Callable[[], str]) -> None:
        self._today, self._zone, self._catalog, self._new_id = today, zone, catalog, new_id
        self._ids: dict[str, str] = {}
        self.signings: list[Signing] = []

    def records(self, name: str, lines: Iterable[Line]) -> list[dict[str, Any]]:
        """Return the records of a script. A `talk` is a session with its attendance and note, a `sign` is kept in `signings`."""
        told: list[dict[str, Any]] = []
        for number, line in enumerate(lines):
            if "sign" in line:
                self.signings.append(Signing(
                    self._value(name, line["sign"]), line["who"], self._value(name, line["on"]), line["kept"]))
            elif "talk" in line:
                told += [self._record(name, one) for one in self._talk(number, self._value(name, line["talk"]), line)]
            else:
                told.append(self._record(name, self._completed(line)))
        return told

    def _record(self, name: str, line: Line) -> dict[str, Any]:
        told = {field: self._value(name, value) for field, value in line.items()}
        day = next((str(told[field])[:10] for field in _WRITTEN_ON if told.get(field)), "")
        if len(day) == _WHOLE_DAY and day < self._today.isoformat() and "deleted" not in told:
            told.setdefault("created_at", datetime.combine(date.fromisoformat(day), _EVENING, self._zone).isoformat())
        return told

    def _completed(self, line: Line) -> Line:
        kind = self._catalog.kind(line["record"])
        missing = [one for one in _OWN if one not in line and kind is not None and (field := kind.field(one)) is not None and field.must]
        return {**line, **{one: f"#{one}" for one in missing}}

    def _value(self, name: str, value: Any) -> Any:
        if isinstance(value, list):
            return [self._value(name, one) for one in value]
        if isinstance(value, dict):
            return {key: self._value(name, one) for key, one in value.items()}
        if not isinstance(value, str):
            return value
        if value.startswith("#"):
            return self._id(value[1:] if "/" in value else f"{name}/{value[1:]}")
        found = _DAY.fullmatch(value)
        return self._date(int(found[1]), found[2], found[3]) if found else value

    def _id(self, key: str) -> str:
        if key not in self._ids:
            self._ids[key] = self._new_id()
        return self._ids[key]

    def _date(self, days: int, hour: str | None, precision: str | None) -> str:
        day = self._today + timedelta(days=days)
        if hour is None:
            return day.isoformat()[: {"month": 7, "year": 4}.get(precision or "", 10)]
        while days and day.weekday() >= _SATURDAY:
            day += timedelta(days=-1 if days < 0 else 1)
        return datetime.combine(day, time.fromisoformat(hour), self._zone).isoformat()

    # ---- a talk -----------------------------------------------------------------------------------------------------------------------------
    def _talk(self, number: int, start: str, line: Line) -> list[dict[str, Any]]:
        """Return session, attendance and note. `by` held it; `services` share its minutes; `also` are others of the staff."""
        by, minutes, key = line.get("by", _AUTHOR), line["minutes"], f"#talk{number}"
        person, case = line.get("person", "#person"), line.get("case", "#case")
        end = (datetime.fromisoformat(start) + timedelta(minutes=minutes)).isoformat()
        made = {"created_by": by, "created_at": end}
        services = line.get("services", ())
        place_type = line.get("place_type", "prison" if "institution" in line else None)
        session = {
            "record": "session", "id": key, "kind": line.get("kind", "individual"), "starts_at": start, "minutes": minutes,
            "staff": [by, *line.get("also", ())], "cases": [case], "place_type": place_type,
            "services": [{"code": one, "minutes": minutes // len(services)} for one in services],
            **{field: line[field] for field in ("institution", "place", "project", "topics", "mood", "placement", "match") if field in line}, **made,
        }
        attendance = {
            "record": "attendance", "id": f"{key}-came", "session": key, "person": person, "case": case, "status": "present", "minutes": minutes,
            **made,
        }
        if "note" not in line:
            return [session, attendance]
        note = {
            "record": "note", "id": f"{key}-note", "case": case, "session": key, "level": line.get("level", "shared"), "text": line["note"],
            "role": line.get("role"), "next_step": line.get("next"), "concern": line.get("concern"), "signed_on": end, **made,
        }
        return [session, attendance, note]
