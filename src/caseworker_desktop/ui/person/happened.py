"""How each kind of event is told in the timeline. Plain functions by kind; the table at the end names them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.records.lists import Lists
from caseworker_desktop.texts import Texts
from caseworker_desktop.usecases.institutions import institution_name
from caseworker_desktop.usecases.people import Event

Mark = tuple[str, str, str | None]


@dataclass(frozen=True, slots=True)
class Told:
    """Title, icon and tone of an event, a badge, and what stands below."""

    title: str
    icon: str
    tone: str
    mark: Mark | None = None
    body: str = ""


@dataclass(frozen=True, slots=True)
class Teller:
    """What the telling needs: words, lists, institutions and projects by id, the day."""

    texts: Texts
    lists: Lists
    institutions: Mapping[str, Mapping[str, Any]]
    projects: Mapping[str, str]
    today: str
    born: str | None = None

    def age(self, day: str) -> str:
        """Return how old the person was on a day, empty where day and birth date do not tell it."""
        if not self.born or len(self.born) < len("YYYY-MM-DD") or len(day) < len("YYYY-MM-DD"):
            return ""
        years = int(day[:4]) - int(self.born[:4]) - (day[5:10] < self.born[5:10])
        return self.texts.say(message("ui_person.age_then", count=years))

    def say(self, key: str, **params: object) -> str:
        """Say a key."""
        return self.texts.say(message(key, **params))

    def name(self, list_: str, code: str | None) -> str:
        """Return the name of a code, empty for none."""
        return self.lists.name(list_, code, self.texts.language) if code else ""

    def place(self, id_: str | None, day: str) -> str:
        """Return the name an institution bore on a day."""
        return institution_name(self.institutions, id_, (day + "-01-01")[:10], self.texts.language)

    def tell(self, event: Event) -> Told:
        """Return how an event is told."""
        return _TELLING[event.kind](event, self)


_SESSION_ICONS = {
    "individual": "chat", "phone": "phone", "family": "people", "letter": "draft", "group": "group", "training": "group", "event": "group",
    "mentor_meeting": "mentor", "mentor_supervision": "mentor", "in_work_visit": "work",
}
_ALONE = ("individual", "phone", "family")
#: So many topics stand in a title.
MOST_TOPICS = 2


def _session(event: Event, teller: Teller) -> Told:
    values = event.values
    kind = values["kind"]
    parts = [teller.name("session_kinds", kind)]
    topics = [teller.name("topics", code) for code in values["topics"]]
    if topics:
        parts.append(", ".join(topics[:MOST_TOPICS]) + (" …" if len(topics) > MOST_TOPICS else ""))
    elif values["subject"]:
        parts.append(teller.name("training_subjects", values["subject"]))
    elif values["services"]:
        parts.append(teller.name("services", values["services"][0].get("code")))
    if kind not in _ALONE and values["status"] not in (None, "present"):
        parts.append(teller.name("attendance_statuses", values["status"]))
    tone = "accent" if kind in _ALONE else "blue"
    return Told(" · ".join(part for part in parts if part), _SESSION_ICONS.get(kind, "hand"), tone, _session_mark(event, teller))


def _session_mark(event: Event, teller: Teller) -> Mark | None:
    values = event.values
    if values["lost_reason"]:
        return teller.name("lost_reasons", values["lost_reason"]), "red", "x"
    if values["status"] in ("absent", "not_brought"):
        return teller.name("attendance_statuses", values["status"]), "amber", "x"
    if event.next_step:
        if event.next_step_done:
            return teller.say("ui_person.next_step_done"), "green", "check"
        late = event.next_step < teller.today
        return teller.say("ui_person.next_step", day=teller.texts.day(event.next_step)), "red" if late else "amber", "bell"
    return None


def _note(event: Event, teller: Teller) -> Told:
    return Told(teller.say("ui_person.note_added" if event.values["amends"] else "ui_person.note"), "pen", "accent")


def _plan(event: Event, teller: Teller) -> Told:
    number = event.values["number"]
    title = teller.say("ui_person.plan_number", number=number) if number else teller.say("ui_person.plan")
    status = event.values["status"]
    tone = {"draft": "grey", "agreed": "green"}.get(status, "blue")
    return Told(title, "plan", "accent", (teller.name("plan_statuses", status), tone, "check" if status == "agreed" else None))


def _plan_review(event: Event, teller: Teller) -> Told:
    values = event.values
    if values["held_on"]:
        return Told(teller.say("ui_person.review_held"), "plan", "accent", None, values["note"] or "")
    if values["exempt_reason"]:
        reason = (teller.name("review_exemptions", values["exempt_reason"]), "grey", None)
        return Told(teller.say("ui_person.review_not_held"), "plan", "grey", reason)
    late = values["due"] < teller.today
    mark = (teller.say("ui_person.review_late" if late else "ui_person.review_due"), "red" if late else "amber", "bell")
    return Told(teller.say("ui_person.review_planned"), "plan", "grey", mark)


def _plan_version(event: Event, teller: Teller) -> Told:
    return Told(teller.say("ui_person.version", number=event.values["number"]), "print", "grey")


def _plan_signature(event: Event, teller: Teller) -> Told:
    values = event.values
    mark = (teller.say("ui_person.signed"), "green", "check")
    who = values["who"] or teller.name("signature_capacities", values["capacity"])
    return Told(teller.say("ui_person.signature", who=who), "pen", "accent", mark)


def _consent(event: Event, teller: Teller) -> Told:
    values, name = event.values, teller.name("consent_purposes", event.values["purpose"])
    if not values["given"]:
        return Told(teller.say("ui_person.consent_not", name=name), "shield", "grey")
    told = []
    if values["expires_on"]:
        told.append(teller.say("ui_person.valid_until", day=teller.texts.date(values["expires_on"])))
    if values["withdrawn_on"]:
        told.append(teller.say("ui_person.withdrawn_on", day=teller.texts.date(values["withdrawn_on"])))
    return Told(teller.say("ui_person.consent_to", name=name), "shield", "red" if values["withdrawn_on"] else "green", None, " ".join(told))


def _outcome(event: Event, teller: Teller) -> Told:
    values = event.values
    mark = (teller.say("ui_person.first_ever"), "green", "check") if values["first_ever"] else None
    below = [
        teller.name("outcome_stages", values["stage"]), teller.age(event.at), teller.name("evidence_kinds", values["evidence"]),
        values["note"] or ""]
    return Told(teller.name("outcome_types", values["type"]), "ok", "green", mark, " · ".join(part for part in below if part))


def _stay(event: Event, teller: Teller) -> Told:
    unit = event.values["unit"]
    shown = teller.say("ui_person.unit", unit=unit) if unit and unit.isdigit() else unit or ""
    return Told(teller.say("ui_person.came", place=teller.place(event.values["institution"], event.at)), "gate", "grey", None, shown)


def _stay_end(event: Event, teller: Teller) -> Told:
    return Told(teller.say("ui_person.left", place=teller.place(event.values["institution"], event.at)), "door", "blue")


def _legal_status(event: Event, teller: Teller) -> Told:
    return Told(teller.name("legal_statuses", event.values["status"]), "key", "grey")


def _release_date(event: Event, teller: Teller) -> Told:
    values = event.values
    title = teller.say("ui_person.release_date", kind=teller.name("release_date_kinds", values["kind"]), day=teller.texts.date(values["date"]))
    return Told(title, "door", "amber", None, values["source"] or "")


def _flag(event: Event, teller: Teller) -> Told:
    over = event.values["to"] is not None and event.values["to"] < teller.today
    mark = (teller.say("ui_person.flag_over", day=teller.texts.day(event.values["to"])), "grey", None) if over else None
    return Told(teller.name("flag_kinds", event.values["kind"]), "warn", "grey" if over else "red", mark, event.values["note"] or "")


def _participation(event: Event, teller: Teller) -> Told:
    project = teller.projects.get(event.values["project"] or "", "")
    out = event.values["exit_on"]
    why = teller.name("exit_reasons", event.values["exit_reason"])
    below = teller.say("ui_person.project_left", day=teller.texts.date(out), why=why) if out else ""
    return Told(teller.say("ui_person.project_entered", project=project), "group", "blue", None, below.strip(" ·"))


def _contact_attempt(event: Event, teller: Teller) -> Told:
    values = event.values
    reached = values["result"] in ("agreed", "met")
    mark = (teller.name("contact_results", values["result"]), "green" if reached else "grey", "check" if reached else None)
    channel = teller.name("contact_channels", values["channel"]) or teller.say("ui_person.contact")
    return Told(teller.say("ui_person.attempt", channel=channel), "phone", "grey", mark, values["note"] or "")


def _case(event: Event, teller: Teller) -> Told:
    return Told(teller.say("ui_person.case_opened"), "folder", "grey", None, event.values["number"] or "")


def _case_end(event: Event, teller: Teller) -> Told:
    return Told(teller.say("ui_person.case_closed"), "folder", "grey", None, teller.name("close_reasons", event.values["close_reason"]))


def _task(event: Event, teller: Teller) -> Told:
    values = event.values
    if values["done_on"]:
        mark: Mark = (teller.say("ui_person.next_step_done"), "green", "check")
    else:
        late = bool(values["due"]) and values["due"] < teller.today
        mark = (teller.say("ui_person.until", day=teller.texts.day(values["due"])), "red" if late else "amber", "bell")
    return Told(values["title"] or "", "check", "grey", mark)


def _document(event: Event, teller: Teller) -> Told:
    return Told(event.values["title"] or "", "draft", "grey", None, teller.name("document_kinds", event.values["kind"]))


_TELLING: Mapping[str, Callable[[Event, Teller], Told]] = {
    "session": _session, "note": _note, "plan": _plan, "plan_review": _plan_review, "plan_version": _plan_version, "plan_signature": _plan_signature,
    "consent": _consent, "outcome": _outcome, "stay": _stay, "stay_end": _stay_end, "legal_status": _legal_status, "release_date": _release_date,
    "flag": _flag, "participation": _participation, "contact_attempt": _contact_attempt, "case": _case, "case_end": _case_end, "task": _task,
    "document": _document,
}


def kept_for(shut: str, lists: Lists, language: str) -> Message:
    """Return the sentence in the place of a note that this person may not read."""
    if shut == "author":
        return message("ui_person.protected_author")
    return message("ui_person.protected_role", role=lists.name("roles", shut, language))
