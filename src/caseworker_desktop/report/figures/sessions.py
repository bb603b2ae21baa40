"""The project's sessions in cells: what rules tell them apart by, how many, how long, and whom they reached."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from caseworker_desktop.kernel import ids
from caseworker_desktop.report import rows as kept
from caseworker_desktop.report.figures.ground import Ground, set_of

#: Of whom sessions are asked: of persons in this phase, of persons of this municipality; None: of all, reached or not.
Reach = tuple[str | None, str | None]
ALL: Reach = (None, None)
Made = TypeVar("Made")


class Sessions:
    """The sessions of one ground; each read is made once and kept for the next rule."""

    def __init__(self, ground: Ground) -> None:
        self._ground, self._memory = ground, ground.memory
        self._people: dict[Reach, list[str]] = {}
        self._cells: dict[str, kept.Cell] = {}
        self._made: dict[tuple[str, Reach], Any] = {}

    def _asked(self, name: str, statement: str, reach: Reach, make: Callable[[Iterable[Any]], Made], **values: Any) -> Made:
        if (name, reach) not in self._made:
            told = {"phase": reach[0], "municipality": reach[1]}
            more = {each: value for each, value in told.items() if value is not None}
            found = self._memory.get(name) if reach == ALL else None
            if found is None:
                told_rows = self._ground.rows(statement.replace("REACH", _reach(reach, alone=False)), **self._ground.window(), **more, **values)
                found = [list(row) for row in told_rows]
                if reach == ALL:
                    self._memory.put(name, found)
            self._made[name, reach] = make(found)
        made: Made = self._made[name, reach]
        return made

    def _cell(self, key: str) -> kept.Cell:
        if key not in self._cells:
            kind, subject, services, parts, institution, lost, outside = json.loads(key)
            codes = frozenset(one["code"] for one in json.loads(services)) if services else frozenset()
            where = ids.to_text(bytes.fromhex(institution)) if institution else None
            self._cells[key] = kept.Cell(kind, subject, codes, set_of(parts), where, lost, bool(outside))
        return self._cells[key]

    def held(self, reach: Reach = ALL) -> Mapping[kept.Cell, kept.Held]:
        """Return the project's sessions from `since` to the day, by cell."""
        statement = (
            "SELECT CELL, count(*), sum(s.minutes), sum(coalesce(s.planned_minutes, s.minutes) - s.minutes), sum(s.planned_minutes IS NULL) "
            "FROM k_session s WHERE s.project = :project AND LIVE(s) AND DAYS BETWEEN :since AND :day REACH GROUP BY 1"
        )

        def made(found: Iterable[Any]) -> Mapping[kept.Cell, kept.Held]:
            sums: dict[kept.Cell, tuple[int, ...]] = {}
            for key, *more in found:
                cell = self._cell(key)
                sums[cell] = tuple(map(sum, zip(sums.get(cell, (0, 0, 0, 0)), more, strict=True)))
            return {cell: kept.Held(*each) for cell, each in sums.items()}

        return self._asked("held", statement, reach, made)

    def attended(self, reach: Reach = ALL) -> Mapping[kept.Cell, kept.There]:
        """Return who was present or late at the project's sessions that took place in its period, from `since` to the day, by cell."""
        if ("attended", reach) not in self._made:
            told = self._memory.get("attended") if reach == ALL else None
            if told is None:
                told = self._attended(reach)
                if reach == ALL:
                    self._memory.put("attended", told)
            self._people[reach], self._made["attended", reach] = self._as_one(told)
        made: Mapping[kept.Cell, kept.There] = self._made["attended", reach]
        return made

    def people(self, bits: int, reach: Reach = ALL) -> tuple[str, ...]:
        """Return the ids of the persons whose bits are set in `There.persons` of the same reach."""
        people = self._people[reach]
        return tuple(people[n] for n, bit in enumerate(reversed(bin(bits)[2:])) if bit == "1")

    def _attended(self, reach: Reach) -> list[Any]:
        """Return the persons met, and by cell the minutes and a bit for each of them: what is kept, before joined records are one."""
        statement = (
            "SELECT CELL, a.person, coalesce(a.minutes, s.minutes) FROM k_session s JOIN k_attendance a ON a.session = s.id "
            "WHERE s.project = :project AND LIVE(s) AND s.lost_reason IS NULL AND DAYS BETWEEN max(:since, :first) AND min(:day, :last) "
            "AND THERE REACH"
        )
        told = {"phase": reach[0], "municipality": reach[1]}
        more = {each: value for each, value in told.items() if value is not None}
        place: dict[bytes, int] = {}
        cells: dict[str, list[Any]] = {}
        for key, person, there in self._ground.each(statement.replace("REACH", _reach(reach, alone=True)), **self._ground.window(), **more):
            at = place.setdefault(person, len(place))
            cell = cells.get(key)
            if cell is None:
                cell = cells[key] = [0, bytearray()]
            cell[0] += there
            bits = cell[1]
            if at >> 3 >= len(bits):
                bits.extend(bytes((at >> 3) - len(bits) + 1))
            bits[at >> 3] |= 1 << (at & 7)
        return [list(place), [[key, minutes, bytes(bits)] for key, (minutes, bits) in cells.items()]]

    def _as_one(self, told: list[Any]) -> tuple[list[str], Mapping[kept.Cell, kept.There]]:
        """Return the persons as they count, and by cell the minutes and the bits of those."""
        raw, cells = told
        place: dict[str, int] = {}
        moved = [place.setdefault(self._ground.one(one), len(place)) for one in raw]
        straight = all(n == at for n, at in enumerate(moved))
        out: dict[kept.Cell, kept.There] = {}
        for key, minutes, packed in cells:
            bits = int.from_bytes(packed, "little")
            if not straight:
                bits = sum(1 << at for at in {moved[n] for n, bit in enumerate(reversed(bin(bits)[2:])) if bit == "1"})
            cell = self._cell(key)
            known = out.get(cell, kept.There(0, 0))
            out[cell] = kept.There(known.minutes + minutes, known.persons | bits)
        return list(place), out

    def lost(self, reach: Reach = ALL) -> Mapping[kept.Cell, tuple[str, ...]]:
        """Return the ids of the project's sessions outside its period, and of those from `since` to the day that did not take place, by cell."""
        statement = (
            "SELECT CELL, s.id FROM k_session s WHERE s.project = :project AND LIVE(s) AND (DAYS < :first OR DAYS > :last "
            "OR (s.lost_reason IS NOT NULL AND DAYS BETWEEN :since AND :day)) REACH ORDER BY s.id"
        )
        return self._asked("lost", statement, reach, self._listed)

    def elsewhere(self, reach: Reach = ALL) -> Mapping[kept.Cell, tuple[str, ...]]:
        """Return the ids of other projects' sessions of the days that count here, at which a participant of this project was, by cell."""
        statement = (
            "SELECT CELL, s.id FROM k_session s WHERE s.project IN (SELECT j.id FROM k_project j WHERE j.id != :project) AND LIVE(s) "
            "AND s.lost_reason IS NULL AND DAYS BETWEEN max(:since, :first) AND min(:day, :last) AND EXISTS (SELECT 1 FROM k_attendance a "
            "WHERE a.session = s.id AND THERE AND a.person OURS) REACH ORDER BY s.id"
        )
        return self._asked("elsewhere", statement, reach, self._listed, joined=self._ground.joined)

    def _listed(self, found: Iterable[Any]) -> Mapping[kept.Cell, tuple[str, ...]]:
        out: dict[kept.Cell, list[str]] = defaultdict(list)
        for key, id_ in found:
            out[self._cell(key)].append(ids.to_text(id_))
        return {cell: tuple(each) for cell, each in out.items()}


def _reach(reach: Reach, *, alone: bool) -> str:
    """Return the SQL that keeps sessions (`alone`: attendances) by those whom they reached."""
    phase_, municipality = reach
    lives = "EXISTS (SELECT 1 FROM k_person h WHERE h.id = a.person AND :municipality IN (h.residence_declared, h.residence_after_release))"
    asked = [*(["a.phase = :phase"] if phase_ is not None else []), *([lives] if municipality is not None else [])]
    if not asked:
        return ""
    both = " AND ".join(asked)
    return f"AND {both}" if alone else f"AND EXISTS (SELECT 1 FROM k_attendance a WHERE a.session = s.id AND THERE AND {both})"  # noqa: S608 -- only conditions of this file
