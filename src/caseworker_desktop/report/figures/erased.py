"""Who was erased still counts: the anonymous rows that erasures left, for one project (docs/formats/operation.md §5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from caseworker_desktop.kernel import ids
from caseworker_desktop.merge.control import ERASURE, control_op, judge
from caseworker_desktop.report.choosing import MUNICIPALITY, Wanted
from caseworker_desktop.report.periods import first_day
from caseworker_desktop.store import body as bodies
from caseworker_desktop.store.log import STUB
from caseworker_desktop.vault.device import verify


@dataclass(frozen=True, slots=True)
class ErasedRow:
    """A participation without its person; `entered`: the first day of the year of entry, None when it was not known."""

    project: str | None
    entered: str | None
    sex: str | None
    municipality: str | None
    target_group: str | None

    def fits(self, wish: Wanted) -> bool:
        """Tell whether the row is asked for. What it does not tell (parts, phase, an institution) it does not answer to."""
        if wish.parts or wish.phase is not None or (wish.place is not None and wish.place.kind != MUNICIPALITY):
            return False
        here = wish.place is None or wish.place.key == self.municipality
        return here and wish.sex in (None, self.sex) and wish.target_group in (None, self.target_group)


def erased_rows(reading: Any, project: str, day: str) -> tuple[ErasedRow, ...]:
    """Return the rows of erased persons who had entered the project by `day`. Only an office's erasures count, each person's rows once."""
    ops = [control_op(bodies.decode(reading.log.body(a)), id_) for _, _, id_, st, a in reading.log.controls() if not st & STUB]
    office = judge(ops, reading.local.setting("root"), verify).office
    told: set[bytes] = set()
    out: list[ErasedRow] = []
    for op in sorted((op for op in ops if op.kind == ERASURE and op.stream in office), key=lambda op: op.id):
        persons = {one for one in op.fields.get("persons") or () if isinstance(one, bytes)}
        if persons <= told:  # two offices erased the same person: the figures are not doubled
            continue
        told |= persons
        out += [one for one in _rows(op.fields.get("rows")) if one.project == project and (one.entered is None or one.entered <= day)]
    return tuple(out)


def _rows(told: Any) -> Iterator[ErasedRow]:
    for one in told if isinstance(told, list) else ():
        if isinstance(one, dict):
            project, year = one.get("project"), _text(one, "entry_on")
            named = ids.to_text(project) if isinstance(project, bytes) and len(project) == ids.ID_BYTES else None
            entered = first_day(year) if year is not None and len(year) == 4 and year.isdigit() else None
            yield ErasedRow(named, entered, _text(one, "sex"), _text(one, "municipality"), _text(one, "target_group"))


def _text(one: dict[Any, Any], name: str) -> str | None:
    value = one.get(name)
    return value if isinstance(value, str) else None
