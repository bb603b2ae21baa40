"""Choices that several parts of the administration offer: institutions by their code, roles. Plain Python."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from caseworker_desktop.texts import Texts
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.institutions import choices, institution_name


def site_options(desk: Desk, texts: Texts, also: Collection[str] = ()) -> list[tuple[str, str]]:
    """Return (code, name) of the institutions that stand today in the office's country, and of those whose codes are chosen already (`also`)."""
    known, own = desk.institutions.known(), tuple(str(row.country).upper() for row in desk.people.rows("organisation") if row.country)
    day = _today(desk).isoformat()
    offered = [(str(known[id_].get("code") or id_), name) for id_, name in choices(known, day, texts.language, own)]
    lacking = set(also) - {code for code, _ in offered}
    chosen = [(str(row["code"]), institution_name(known, id_, day, texts.language)) for id_, row in known.items() if row.get("code") in lacking]
    return [*sorted(chosen), *offered]


def role_options(desk: Desk, texts: Texts) -> list[tuple[str, str]]:
    """Return (code, name) of the roles in the order of their names."""
    names = [(code, desk.lists.name("roles", code, texts.language)) for code in desk.lists.codes("roles", _today(desk))]
    return sorted(names, key=lambda one: texts.sort_key(one[1]))


def _today(desk: Desk) -> date:
    return desk.worker.clock.now().date()
