"""Checklists of a case: release, entitlements, equipment."""

from __future__ import annotations

from caseworker_desktop.store import declare


@declare.record("checklist_item", parent="case", subject="case.person", title=("item",))
class ChecklistItem(declare.Record):
    """One line of a checklist: who sees to it, by when, and when it was done."""

    case: str = declare.ref("case", must=True)
    list: str | None = declare.code("checklists")
    item: str = declare.code("checklist_items", must=True)
    responsible: str | None = declare.code("checklist_actors")
    staff: str | None = declare.ref("staff", index=False)
    due: str | None = declare.date()
    done_on: str | None = declare.date()
    note: str | None = declare.text(lines=2)
