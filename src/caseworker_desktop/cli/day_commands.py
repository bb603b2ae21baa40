"""`today`: what is due, silent, being released."""

from __future__ import annotations

from datetime import date
from typing import Any

from caseworker_desktop.cli.context import Context
from caseworker_desktop.cli.words import Share, Words, command
from caseworker_desktop.kernel.errors import UsageError
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.usecases.today import Agenda, Due

#: Which key a due record stands under.
_KEYS = {"plan_review": "reviews", "consent": "consents", "clearance": "clearances", "agreement": "agreements"}


def _told(agenda: Agenda) -> dict[str, Any]:
    """Return the keys that scripts know: each row has record, id, person, name and date, and what more there is to tell."""
    out: dict[str, Any] = {"as_of": agenda.day, "silence_days": agenda.silence_days}
    out |= {key: [] for key in ("due", "overdue", "silent", "releases", "reviews", "consents", "clearances", "agreements", "meetings")}
    for task in agenda.tasks:
        row = {"record": "task", "id": task.id, "person": task.person, "name": task.name, "date": task.due, "days": task.days, "title": task.title,
               "kind": task.kind, "staff": task.staff}
        out["overdue" if task.days is not None and task.days < 0 else "due"].append(row)
    for one in agenda.dues:
        row = {"record": one.record, "id": one.id, "person": one.person, "name": one.name, "date": one.date, "days": one.days}
        out[_KEYS.get(one.record) or ("overdue" if one.days < 0 else "due")].append(row | _more(one))
    for gone in agenda.silent:
        out["silent"].append({
            "record": "case", "id": gone.case, "person": gone.person, "name": f"{gone.given_names} {gone.family_name}".strip(),
            "date": gone.contact or gone.since, "days": gone.days, "status": gone.status, "since": gone.since, "contact": gone.contact})
    for near in agenda.leaving:
        release = near.release
        out["releases"].append({
            "record": "case", "id": near.case, "person": near.person, "name": f"{near.given_names} {near.family_name}".strip(), "date": release.date,
            "days": release.days, "kind": release.kind, "within": next(span for span in (30, 60, 90) if release.days <= span),
            "ready": near.ready, "steps": near.steps})
    for met in agenda.meetings:
        people = [{"person": one.person, "name": f"{one.given_names} {one.family_name}".strip()} for one in met.people]
        alone = people[0] if len(people) == 1 else {"person": None, "name": met.group_name or ", ".join(one["name"] for one in people)}
        out["meetings"].append({
            "record": "session", "id": met.session, **alone, "date": met.starts_at, "kind": met.kind, "minutes": met.minutes, "people": people,
            "place": met.place, "recorded": met.recorded, "lost_reason": met.lost_reason})
    return out


def _more(one: Due) -> dict[str, Any]:
    """Return what a due record has beside its day."""
    names = {"consent": "purpose", "follow_up": "reason", "step": "text", "clearance": "institution", "agreement": "number"}
    leads = {"plan_review": "plan", "step": "plan", "follow_up": "case", "clearance": "mentor", "agreement": "partner"}
    out: dict[str, Any] = {}
    if one.record in names:
        out[names[one.record]] = one.what
    if one.record in leads:
        out[leads[one.record]] = one.leads_to
    return out


def _headings() -> dict[str, Message]:
    return {
        "overdue": message("ui_today.cli_overdue"), "due": message("ui_today.cli_due"), "meetings": message("ui_today.cli_meetings"),
        "silent": message("ui_today.cli_silent"), "releases": message("ui_today.cli_releases"), "reviews": message("ui_today.cli_reviews"),
        "consents": message("ui_today.cli_consents"), "clearances": message("ui_today.cli_clearances"),
        "agreements": message("ui_today.cli_agreements"),
    }


def _today(context: Context) -> int:
    told = context.options.as_of
    if told is not None and not _is_day(told):
        raise UsageError(message("ui_today.no_day", value=str(told)[:20]))
    value = _told(context.desk().today.agenda(told))
    if context.json:
        context.value(value)
        return 0
    for key, heading in _headings().items():
        if value[key]:
            context.line(f"{context.texts.say(heading)} ({len(value[key])})")
            for row in value[key]:
                context.line("  " + " · ".join(part for part in (context.texts.date(str(row["date"])[:10]), row["name"], row.get("title")) if part))
    return 0


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def today(words: Words, share: Share) -> None:
    """Add `today`."""
    command(words, "today", share, _today).add_argument("--as-of")


COMMANDS = (today,)
