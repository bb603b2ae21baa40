"""Referrals in and out, and what people asked for that is not to be had."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.message import message
from caseworker_desktop.report.listings.columns import columns
from caseworker_desktop.report.listings.frame import NOBODY, Frame
from caseworker_desktop.report.listings.grouping import grouped
from caseworker_desktop.report.model import Listing

REFERRAL_STATUSES = ("draft", "sent", "accepted", "refused", "waiting", "started", "finished", "withdrawn")
NEED_STATES = ("open", "in_plan", "met", "not_available")
BY_REFERRAL = ("reason", "service", "spis", "kind", "status", "month", "year", "place", "phase", "referral_source", "sex", "partner")
BY_NEED = ("kind", "place", "month", "year", "reason", "phase", "sex", "referral_source")


def referrals(frame: Frame) -> Listing:
    """Return a row for each referral of the project's persons, or how many by what was asked (`kind`: in or out)."""
    facts = frame.facts
    found = [row for row in facts.reading.rows("referral") if frame.within(row.on) and _person(frame, row) in frame.among]
    if frame.by:
        partner_names = {one.id: one.name for one in facts.reading.rows("partner")} if "partner" in frame.by else {}

        def keys(dim: str) -> Any:
            match dim:
                case "reason":
                    return lambda row: frozenset(row.reasons) or frozenset({row.reason_text or None})
                case "service" | "spis":
                    return lambda row: frame.of_services(dim, [row.service] if row.service else [])
                case "kind":
                    return lambda row: frozenset({row.direction})
                case "status":
                    return lambda row: frozenset({row.status})
                case "month" | "year":
                    return lambda row: frozenset({row.on[: 7 if dim == "month" else 4]})
                case "partner":
                    return lambda row: frozenset({partner_names.get(row.partner)})
            of_person = frame.keys_of_person(dim)
            return lambda row: of_person(_person(frame, row))

        return grouped(frame, "referrals", frame.by, found, {dim: keys(dim) for dim in frame.by}, _referred(frame), lambda row: _person(frame, row),
                       codes={"reason": "referral_reasons", "kind": "referral_directions", "status": "referral_statuses"})
    name, partners = frame.named(_person(frame, row) for row in found), {one.id: one.name for one in facts.reading.rows("partner")}
    rows = []
    for row in found:
        person = _person(frame, row)
        rows.append({
            "referral": row.id, "direction": row.direction, "on": row.on, "person": person, "name": name(person), "partner": row.partner,
            "partner_name": partners.get(row.partner, ""), "service": row.service, "reasons": sorted(row.reasons), "reason_text": row.reason_text,
            "status": row.status, "answered_on": row.answered_on, "outcome": row.outcome,
        })
    rows.sort(key=lambda row: (row["on"], row["direction"], row["name"], row["referral"]))
    told = columns("referral", "direction", "on", "person", "name", "partner", "partner_name", "service", "reasons", "reason_text", "status",
                   "answered_on", "outcome", status="referral_statuses")
    return Listing("referrals", told, tuple(rows), _referred(frame)(found), persons=tuple((row["person"],) for row in rows))


def _person(frame: Frame, row: Any) -> str:
    return frame.facts.one(ids.to_bytes(row.person))


def _referred(frame: Frame) -> Any:
    def figures(held: Sequence[Any]) -> dict[str, Any]:
        return {
            "referrals": len(held), "in": sum(row.direction == "in" for row in held), "out": sum(row.direction == "out" for row in held),
            "persons": len({_person(frame, row) for row in held}),
            **{status: sum(row.status == status for row in held) for status in REFERRAL_STATUSES},
            "reached": sum(row.outcome in ("reached", "partly") for row in held),
        }

    return figures


def unmet_needs(frame: Frame) -> Listing:
    """Return what the project's persons asked for and what came of it: by domain of need, or as asked (`reason`: barrier)."""
    facts = frame.facts
    reading = facts.reading
    persons = {one.id: person for person, held in frame.cases.items() for one in held}
    found = [row for row in reading.rows("need") if frame.within(row.on) and persons.get(row.case) in frame.among]
    by = frame.by or ("kind",)

    def keys(dim: str) -> Any:
        match dim:
            case "kind":
                return lambda row: frozenset({row.domain})
            case "place":
                return lambda row: frozenset({row.place}) if row.place else NOBODY
            case "month" | "year":
                return lambda row: frozenset({row.on[: 7 if dim == "month" else 4]})
            case "reason":
                return lambda row: frozenset(row.barriers) or NOBODY
        of_person = frame.keys_of_person(dim)
        return lambda row: of_person(persons[row.case])

    def figures(held: Sequence[Any]) -> dict[str, Any]:
        lacking = [row for row in held if row.met == "not_available"]
        where: dict[str, int] = {}
        for row in lacking:
            if row.place:
                where[row.place] = where.get(row.place, 0) + 1
        return {
            "asked": len(held), **{state: sum((row.met or "open") == state for row in held) for state in NEED_STATES},
            "persons": len({persons[row.case] for row in lacking}),
            "places": [f"{frame.word('municipalities', code)} ({count})" for code, count in sorted(where.items())],
        }

    listed = grouped(frame, "unmet-needs", by, found, {dim: keys(dim) for dim in by}, figures, lambda row: persons[row.case],
                     codes={"kind": "needs_domains", "reason": "barriers"}, notes=(message("report.note.unmet"),))
    return listed


def attitudes(frame: Frame) -> Listing:
    """Return the mean answers of employers before and after seminars of the project, question by question; the total over all answers."""
    facts = frame.facts
    window = facts.project.span
    seminars = {
        row.id: row for row in facts.reading.rows("session", project=frame.project.id)
        if frame.within(row.starts_at[:10]) and window.has(row.starts_at[:10]) and row.lost_reason is None
    }
    sheets = [row for row in facts.reading.rows("attitude") if row.seminar in seminars and row.moment in ("before", "after")]
    questions = sorted({each for row in sheets for each in row.answers or {}}, key=lambda each: (len(each), each))

    def means(of: Sequence[str]) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for moment in ("before", "after"):
            answers = [float(value) for row in sheets if row.moment == moment for each, value in (row.answers or {}).items() if each in of
                       and isinstance(value, int | float | str) and _is_number(value)]
            out[f"{moment}_sheets"] = sum(row.moment == moment and any(each in of for each in row.answers or {}) for row in sheets)
            out[moment] = round(sum(answers) / len(answers), 4) if answers else None
        both = out["before"] is not None and out["after"] is not None
        out["change"] = round(out["after"] - out["before"], 4) if both else None
        return out

    rows = tuple({"key": each, "name": each, **means([each])} for each in questions)
    told = columns("key", "name", "before_sheets", "before", "after_sheets", "after", "change")
    return Listing("attitudes", told, rows, means(questions), (message("report.note.anonymous_sheets"),))


def _is_number(value: object) -> bool:
    try:
        float(str(value))
    except ValueError:
        return False
    return True
