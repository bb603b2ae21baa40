"""Mentors one by one or as a pipeline, and who waits for one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.views.caseload import waiting_among
from caseworker_desktop.records.views.release import standings
from caseworker_desktop.report.figures import persons
from caseworker_desktop.report.listings.columns import columns
from caseworker_desktop.report.listings.frame import Frame
from caseworker_desktop.report.listings.grouping import grouped
from caseworker_desktop.report.model import Listing
from caseworker_desktop.report.periods import first_day, last_day

TRAINING = "mentor_training"
BY_MENTOR = ("stage", "kind", "year", "month", "specialist")


def _mentors(frame: Frame) -> list[Any]:
    """Return the office's mentors as recorded now (a mentor keeps one stage, not its history); a person who has two files counts by the latest."""
    rows = sorted(frame.facts.reading.rows("mentor"), key=lambda row: (row.created_at, row.id))
    return list({frame.facts.one(ids.to_bytes(row.person)): row for row in rows}.values())


def _matches(frame: Frame) -> tuple[Counter[str], Counter[str]]:
    """Return how many matches each mentor had by the day, and how many are open on it."""
    every, going = Counter[str](), Counter[str]()
    for one in frame.facts.reading.rows("match"):
        if one.from_ <= frame.facts.day:
            every[one.mentor] += 1
            going[one.mentor] += one.to is None or one.to >= frame.facts.day
    return every, going


def mentors(frame: Frame) -> Listing:
    """Return a row for each mentor of the office, the pipeline by stage, or who was trained by month or year."""
    if "year" in frame.by or "month" in frame.by:
        return _training(frame)
    found = _mentors(frame)
    every, going = _matches(frame)
    if frame.by:
        def figures(held: Sequence[Any]) -> dict[str, Any]:
            return {"mentors": len(held), "matches": sum(every[one.id] for one in held), "open_matches": sum(going[one.id] for one in held)}

        keys = {
            "stage": lambda one: frozenset({one.stage}), "kind": lambda one: frozenset({one.kind}),
            "specialist": lambda one: frozenset({one.support_person}),
        }
        return grouped(frame, "mentors", frame.by, found, {dim: keys[dim] for dim in frame.by}, figures,
                       lambda one: frame.facts.one(ids.to_bytes(one.person)), codes={"kind": "mentor_kinds", "stage": "mentor_stages"},
                       notes=(message("report.note.stage_now"),))
    name = frame.named(frame.facts.one(ids.to_bytes(one.person)) for one in found)
    rows = []
    for one in found:
        person = frame.facts.one(ids.to_bytes(one.person))
        rows.append({
            "mentor": one.id, "person": person, "name": name(person), "kind": one.kind, "stage": one.stage, "recruited_on": one.recruited_on,
            "screened_on": one.screened_on, "trained_on": one.trained_on, "agreement_on": one.agreement_on, "ended_on": one.ended_on,
            "matches": every[one.id], "open_matches": going[one.id],
        })
    rows.sort(key=lambda row: (row["name"], row["mentor"]))
    told = columns("mentor", "person", "name", "kind", "stage", "recruited_on", "screened_on", "trained_on", "agreement_on", "ended_on", "matches",
                   "open_matches", kind="mentor_kinds", stage="mentor_stages")
    return Listing("mentors", told, tuple(rows), {"mentors": len(rows)}, (message("report.note.stage_now"),),
                   persons=tuple((row["person"],) for row in rows))


def _training(frame: Frame) -> Listing:
    """Return by month or year who completed the training of mentors for the first time, and how many had by then; and who was taken in or left."""
    dim = "year" if "year" in frame.by else "month"
    wide = 4 if dim == "year" else 7
    first: dict[str, str] = {}
    for one in frame.facts.memberships:
        if one.programme_kind == TRAINING and one.on is not None:
            first[one.person] = min(one.on, first.get(one.person, one.on))
    days = {"recruited_on": Counter[str](), "agreement_on": Counter[str](), "ended_on": Counter[str]()}
    for row in _mentors(frame):
        for field, counts in days.items():
            told = getattr(row, field)
            if told and len(told) >= wide and frame.within(first_day(told)):
                counts[told[:wide]] += 1
    trained = Counter(on[:wide] for on in first.values() if frame.within(on))
    keys = sorted(set(trained).union(*days.values()))
    rows, behind = [], []
    for key in keys:
        end = last_day(key)
        rows.append({
            "key": key, "name": key, "recruited": days["recruited_on"][key], "trained": trained[key],
            "trained_total": sum(on <= min(end, frame.facts.until) for on in first.values()), "agreement": days["agreement_on"][key],
            "ended": days["ended_on"][key],
        })
        behind.append(tuple(sorted(person for person, on in first.items() if on[:wide] == key and frame.within(on))))
    total = {"recruited": sum(days["recruited_on"].values()), "trained": sum(trained.values()),
             "trained_total": sum(on <= frame.facts.until for on in first.values()), "agreement": sum(days["agreement_on"].values()),
             "ended": sum(days["ended_on"].values())}
    return Listing("mentors", columns("key", "name", "recruited", "trained", "trained_total", "agreement", "ended"), tuple(rows), total,
                   (message("report.note.trained_once"),), (dim,), tuple(behind))


def waiting(frame: Frame) -> Listing:
    """Return who waits for a mentor: first who has nobody close, then whose release is nearest.

    Persons of the office who are in this project or in none; on the day, an open case, the wish on record or release ahead, and no open match.
    """
    facts = frame.facts
    elsewhere = persons.others_only(facts)
    cases = {person: held for person, held in persons.cases(facts, everybody=True).items() if person not in elsewhere}
    raw = [ids.to_bytes(person) for person in sorted(cases)]
    connection = facts.reading.connection
    found = [ids.to_text(one) for one in waiting_among(connection, raw, facts.day)]
    standing = standings(connection, [ids.to_bytes(one) for one in found], facts.day)
    name = frame.named(found)
    rows: list[dict[str, Any]] = []
    for person in found:
        open_ = [one for one in cases[person] if one.closed_on is None or one.closed_on > facts.day]
        case = (open_ or list(cases[person]))[-1]
        release = standing[ids.to_bytes(person)].release
        ahead = release.date if release is not None and release.days >= 0 else None
        if frame.institution is not None and (case.site is None or case.site not in facts.same_place(frame.institution)):
            continue
        since = case.mentor_wanted_on or case.opened_on
        rows.append({
            "person": person, "name": name(person), "case": case.id, "number": case.number, "no_close_support": bool(case.no_close_support),
            "release_on": ahead, "waiting_since": since, "days": (date.fromisoformat(facts.day) - date.fromisoformat(since)).days, "site": case.site,
            "site_name": frame.name("institution", _code(frame, case.site)) if case.site else "",
        })
    rows.sort(key=lambda row: (not row["no_close_support"], row["release_on"] or "9999", row["person"]))
    told = columns("person", "name", "case", "number", "no_close_support", "release_on", "waiting_since", "days", "site", "site_name")
    return Listing("waiting", told, tuple(rows), {"persons": len(rows)}, (message("report.note.waiting"),),
                   persons=tuple((row["person"],) for row in rows))


def _code(frame: Frame, id_: str) -> str:
    return str(frame.facts.institutions.get(id_, {}).get("code") or id_)
