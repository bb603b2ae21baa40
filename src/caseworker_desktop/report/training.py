"""Persons who completed a programme, and plans that were carried out."""

from __future__ import annotations

from dataclasses import replace

from caseworker_desktop.report.choosing import INSTITUTION, Wanted, in_parts, persons_fit, texts
from caseworker_desktop.report.figures.facts import Facts
from caseworker_desktop.report.model import Asked, LeftOut
from caseworker_desktop.report.tally import Tally, counted, shared


def trained(asked: Asked, wish: Wanted, facts: Facts) -> Tally:
    """Persons with a completed membership of a group of the project, each once; `programme_kind`, `programme` (code) and `subject` choose."""
    kinds, programmes, subjects = (texts(asked.parameters.get(name)) for name in ("programme_kind", "programme", "subject"))
    persons: set[str] = set()
    left_out = []
    at = wish.place.key if wish.place is not None and wish.place.kind == INSTITUTION else None
    for one in facts.memberships:
        asked_for = ((kinds, one.programme_kind), (programmes, one.programme), (subjects, one.subject))
        if any(codes and told not in codes for codes, told in asked_for):
            continue
        if not in_parts(one.parts, wish) or (at is not None and one.institution not in facts.same_place(at)):
            continue
        if one.on is None:
            left_out.append(LeftOut("group_member", one.id, "no_date"))
        else:
            persons.add(one.person)
    fitting = persons_fit(persons, wish, facts)
    return counted(len(fitting), persons=fitting, left_out=left_out)


def plan_done_share(persons: frozenset[str] | None, facts: Facts) -> Tally:
    """Agreed plans whose every step is done ÷ agreed plans; `persons`: only theirs (None: of everybody). A plan without steps is not done."""
    plans = [one for one in facts.plans if persons is None or one.person in persons]
    dated = [one for one in plans if one.on is not None]
    done = [one for one in dated if one.done]
    left_out = [LeftOut("plan", one.id, "no_date") for one in plans if one.on is None]
    return replace(shared([one.id for one in done], len(dated), 0, left_out=left_out), persons=tuple(sorted({one.person for one in done})))
