"""The columns of all listings: what each key is called and what stands under it."""

from __future__ import annotations

from caseworker_desktop.kernel.message import message
from caseworker_desktop.report.model import Column

_TEXT = {
    "key": message("report.column.key"), "name": message("report.column.name"), "column": message("report.column.column"),
    "column_name": message("report.column.column_name"), "person": message("report.column.person"), "partner": message("report.column.partner"),
    "partner_name": message("report.column.partner_name"), "job": message("report.column.job"), "group": message("report.column.group"),
    "group_name": message("report.column.group_name"), "certificate_no": message("report.column.certificate_no"),
    "case": message("report.column.case"), "number": message("report.column.number"), "site": message("report.column.site"),
    "site_name": message("report.column.site_name"), "mentor": message("report.column.mentor"), "text": message("report.column.text"),
    "placement": message("report.column.placement"), "referral": message("report.column.referral"), "parts": message("report.column.parts"),
    "person_code": message("report.column.person_code"), "given_names": message("report.column.given_names"),
    "family_name": message("report.column.family_name"), "contact": message("report.column.contact"), "age": message("report.column.age"),
    "reason_text": message("report.column.reason_text"), "missing": message("report.column.missing"), "code": message("report.column.code"),
    "value": message("report.column.value"), "places": message("report.column.places"), "story": message("report.column.story"),
    "specialist": message("report.column.specialist"), "exit_qualification_document": message("report.column.exit_qualification_document"),
}
_COUNT = {
    "sessions": message("report.column.sessions"), "persons": message("report.column.persons"), "unnamed": message("report.column.unnamed"),
    "audience": message("report.column.audience"), "lost_sessions": message("report.column.lost_sessions"),
    "lost_unknown": message("report.column.lost_unknown"), "present": message("report.column.present"), "late": message("report.column.late"),
    "absent": message("report.column.absent"), "excused": message("report.column.excused"), "not_brought": message("report.column.not_brought"),
    "attended": message("report.column.attended"), "records": message("report.column.records"), "offered": message("report.column.offered"),
    "filled": message("report.column.filled"), "free": message("report.column.free"), "planned": message("report.column.planned"),
    "running": message("report.column.running"), "completed": message("report.column.completed"),
    "broken_off": message("report.column.broken_off"), "participants": message("report.column.participants"),
    "placements": message("report.column.placements"), "partners": message("report.column.partners"), "new": message("report.column.new"),
    "ended": message("report.column.ended"), "meetings": message("report.column.meetings"), "asked": message("report.column.asked"),
    "open": message("report.column.open"), "in_plan": message("report.column.in_plan"), "met": message("report.column.met"),
    "not_available": message("report.column.not_available"), "mentors": message("report.column.mentors"),
    "recruited": message("report.column.recruited"), "trained": message("report.column.trained"),
    "trained_total": message("report.column.trained_total"), "agreement": message("report.column.agreement"),
    "matched": message("report.column.matched"), "matches": message("report.column.matches"),
    "open_matches": message("report.column.open_matches"), "in": message("report.column.in"), "out": message("report.column.out"),
    "draft": message("report.column.draft"), "sent": message("report.column.sent"), "accepted": message("report.column.accepted"),
    "refused": message("report.column.refused"), "waiting": message("report.column.waiting"), "started": message("report.column.started"),
    "finished": message("report.column.finished"), "withdrawn": message("report.column.withdrawn"), "reached": message("report.column.reached"),
    "referrals": message("report.column.referrals"), "before_sheets": message("report.column.before_sheets"),
    "after_sheets": message("report.column.after_sheets"), "unknown": message("report.column.unknown"), "f": message("report.column.f"),
    "m": message("report.column.m"), "x": message("report.column.x"), "rated_twice": message("report.column.rated_twice"),
    "sex_unknown": message("report.column.sex_unknown"), "days": message("report.column.days"), "overdue_days": message("report.column.overdue_days"),
    "lowest": message("report.column.lowest"), "highest": message("report.column.highest"), "entered": message("report.column.entered"),
    "left": message("report.column.left"),
}
_HOURS = {
    "hours": message("report.column.hours"), "person_hours": message("report.column.person_hours"), "lost_hours": message("report.column.lost_hours"),
}
_PERCENT = {
    "share": message("report.column.share"), "percent": message("report.column.percent"), "pass_percent": message("report.column.pass_percent"),
}
_NUMBER = {
    "before": message("report.column.before"), "after": message("report.column.after"), "change": message("report.column.change"),
    "motivation_change": message("report.column.motivation_change"), "responsibility_change": message("report.column.responsibility_change"),
    "skills_change": message("report.column.skills_change"), "hours_week": message("report.column.hours_week"), "pay": message("report.column.pay"),
    "queue_weeks": message("report.column.queue_weeks"),
}
_DATE = {
    "entry_on": message("report.column.entry_on"), "exit_on": message("report.column.exit_on"), "on": message("report.column.on"),
    "from": message("report.column.from"), "to": message("report.column.to"), "active_from": message("report.column.active_from"),
    "active_to": message("report.column.active_to"), "recruited_on": message("report.column.recruited_on"),
    "screened_on": message("report.column.screened_on"), "trained_on": message("report.column.trained_on"),
    "agreement_on": message("report.column.agreement_on"), "ended_on": message("report.column.ended_on"),
    "release_on": message("report.column.release_on"), "waiting_since": message("report.column.waiting_since"),
    "answered_on": message("report.column.answered_on"), "birth_date": message("report.column.birth_date"), "due": message("report.column.due"),
    "entry_registered_since": message("report.column.entry_registered_since"), "informed_on": message("report.column.informed_on"),
}
_FLAG = {
    "is_new": message("report.column.is_new"), "passed": message("report.column.passed"),
    "no_close_support": message("report.column.no_close_support"), "signed": message("report.column.signed"),
    "is_complete": message("report.column.is_complete"),
}
_CODES = {
    "sex": (message("report.column.sex"), "sexes"), "target_group": (message("report.column.target_group"), "target_groups"),
    "phase": (message("report.column.phase"), "phases"), "exit_reason": (message("report.column.exit_reason"), "exit_reasons"),
    "municipality": (message("report.column.municipality"), "municipalities"), "status": (message("report.column.status"), ""),
    "kind": (message("report.column.kind"), ""), "stage": (message("report.column.stage"), ""), "service": (message("report.column.service"),
    "services"),
    "services": (message("report.column.services"), "services"), "areas": (message("report.column.areas"), "municipalities"),
    "direction": (message("report.column.direction"), "referral_directions"), "reasons": (message("report.column.reasons"), "referral_reasons"),
    "outcome": (message("report.column.outcome"), "referral_outcomes"), "result": (message("report.column.result"), "member_results"),
    "rule": (message("report.column.rule"), "indicator_rules"), "entry_labour_status": (message("report.column.entry_labour_status"),
    "labour_statuses"),
    "entry_education": (message("report.column.entry_education"), "education_levels"),
    "entry_in_education": (message("report.column.entry_in_education"), "yes_no"),
    "entry_disability": (message("report.column.entry_disability"), "yes_no"),
    "entry_third_country": (message("report.column.entry_third_country"), "yes_no"),
    "entry_foreign_background": (message("report.column.entry_foreign_background"), "yes_no"),
    "entry_minority": (message("report.column.entry_minority"), "yes_no"), "entry_homeless": (message("report.column.entry_homeless"), "yes_no"),
    "entry_rural": (message("report.column.entry_rural"), "yes_no"),
    "entry_other_disadvantage": (message("report.column.entry_other_disadvantage"), "yes_no"),
    "exit_job_search": (message("report.column.exit_job_search"), "yes_no"), "exit_education": (message("report.column.exit_education"), "yes_no"),
    "exit_qualification": (message("report.column.exit_qualification"), "yes_no"),
    "exit_employment": (message("report.column.exit_employment"), "yes_no"),
    "six_month_employment": (message("report.column.six_month_employment"), "yes_no"),
    "six_month_improved": (message("report.column.six_month_improved"), "yes_no"),
}
#: Text keys whose rows hold ids, which people do not read.
IDS = frozenset({"person", "partner", "group", "case", "site", "mentor", "placement", "referral", "story"})
_SEVERAL = frozenset({"services", "areas", "reasons", "parts", "missing", "places"})


def column(key: str, codes: str | None = None) -> Column:
    """Return the column of a key; `codes` names the list where a key (kind, status, stage) has another one in each report."""
    if key in _TEXT:
        return Column(key, _TEXT[key], "id" if key in IDS else "list" if key in _SEVERAL else "text")
    for kind, found in (("count", _COUNT), ("hours", _HOURS), ("percent", _PERCENT), ("number", _NUMBER), ("date", _DATE), ("flag", _FLAG)):
        if key in found:
            return Column(key, found[key], kind, sums=kind in ("count", "hours"))
    title, list_ = _CODES[key]
    return Column(key, title, "codes" if key in _SEVERAL else "code", codes or list_ or None)


def columns(*keys: str, **codes: str) -> tuple[Column, ...]:
    """Return the columns of keys in order; by keyword the lists of keys that need one told."""
    return tuple(column(key, codes.get(key)) for key in keys)
