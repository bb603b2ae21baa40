"""What a refusal, a warning or an ignored row says to a person, as messages of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping

from caseworker_desktop.kernel.message import Message, message

REASONS: Mapping[str, Message] = {
    "missing_name": message("intake.reason.missing_name"), "unreadable_name": message("intake.reason.unreadable_name"),
    "missing_entry_date": message("intake.reason.missing_entry_date"), "missing_date": message("intake.reason.missing_date"),
    "incomplete_date": message("intake.reason.incomplete_date"), "impossible_date": message("intake.reason.impossible_date"),
    "unreadable_date": message("intake.reason.unreadable_date"), "date_outside_the_year": message("intake.reason.date_outside_the_year"),
    "missing_minutes": message("intake.reason.missing_minutes"), "range_of_minutes": message("intake.reason.range_of_minutes"),
    "impossible_duration": message("intake.reason.impossible_duration"), "unreadable_duration": message("intake.reason.unreadable_duration"),
    "missing_client": message("intake.reason.missing_client"), "missing_employer": message("intake.reason.missing_employer"),
    "several_on_record": message("intake.reason.several_on_record"),
}
WARNINGS: Mapping[str, Message] = {
    "about": message("intake.warning.about"), "ambiguous_day_month": message("intake.warning.ambiguous_day_month"),
    "check_digit": message("intake.warning.check_digit"), "differs_from_code": message("intake.warning.differs_from_code"),
    "differs_from_record": message("intake.warning.differs_from_record"), "document_number": message("intake.warning.document_number"),
    "duplicate_by_code": message("intake.warning.duplicate_by_code"), "duplicate_by_name": message("intake.warning.duplicate_by_name"),
    "duplicate_row": message("intake.warning.duplicate_row"), "ends_before_it_begins": message("intake.warning.ends_before_it_begins"),
    "formula": message("intake.warning.formula"), "hidden_row": message("intake.warning.hidden_row"),
    "impossible_code": message("intake.warning.impossible_code"),
    "impossible_date": message("intake.warning.impossible_date"), "incomplete_date": message("intake.warning.incomplete_date"),
    "initials_only": message("intake.warning.initials_only"), "leading_zero_restored": message("intake.warning.leading_zero_restored"),
    "missing_code": message("intake.warning.missing_code"), "missing_rating": message("intake.warning.missing_rating"),
    "month_first": message("intake.warning.month_first"), "month_only": message("intake.warning.month_only"),
    "note_left_out": message("intake.warning.note_left_out"), "old_name_after_renaming": message("intake.warning.old_name_after_renaming"),
    "outside_project": message("intake.warning.outside_project"), "place_spelling": message("intake.warning.place_spelling"),
    "possible_duplicate": message("intake.warning.possible_duplicate"), "range_of_days": message("intake.warning.range_of_days"),
    "same_person_other_sheet": message("intake.warning.same_person_other_sheet"), "says_not_brought": message("intake.warning.says_not_brought"),
    "serial_number_as_date": message("intake.warning.serial_number_as_date"), "unclear_mark": message("intake.warning.unclear_mark"),
    "unknown_place": message("intake.warning.unknown_place"), "unknown_service": message("intake.warning.unknown_service"),
    "unreadable_code": message("intake.warning.unreadable_code"), "unreadable_date": message("intake.warning.unreadable_date"),
    "unreadable_number": message("intake.warning.unreadable_number"), "unreadable_phone": message("intake.warning.unreadable_phone"),
    "unreadable_rating": message("intake.warning.unreadable_rating"), "words_for_hours": message("intake.warning.words_for_hours"),
    "wrong_length": message("intake.warning.wrong_length"), "year_only": message("intake.warning.year_only"),
}
IGNORED: Mapping[str, Message] = {
    "blank": message("intake.ignored.blank"), "heading repeated": message("intake.ignored.heading_repeated"),
    "legend": message("intake.ignored.legend"), "month heading": message("intake.ignored.month_heading"),
    "no heading": message("intake.ignored.no_heading"), "note": message("intake.ignored.note"), "signature": message("intake.ignored.signature"),
    "title": message("intake.ignored.title"), "totals": message("intake.ignored.totals"),
}
#: Warnings that say that somebody may stand in twice: a person must look (exit 5).
TWICE = frozenset({"duplicate_row", "same_person_other_sheet", "possible_duplicate", "duplicate_by_code", "duplicate_by_name"})


def reason(code: str) -> Message:
    """Return what a refusal says."""
    return REASONS.get(code) or message("intake.reason.other", reason=code)


def warning(kind: str) -> Message:
    """Return what a warning says."""
    return WARNINGS.get(kind) or message("intake.warning.other", kind=kind)


def ignored(why: str) -> Message:
    """Return why a row is no data; totals that are wrong say so."""
    if why.startswith("totals ("):
        return message("intake.ignored.wrong_totals")
    return IGNORED.get(why) or message("intake.ignored.note")


#: What a register's fields are called to a person; a partner's `name` is an organisation's.
FIELDS: Mapping[str, Message] = {
    "number": message("intake.field.number"),
    "name": message("intake.field.name"),
    "given": message("intake.field.given"),
    "family": message("intake.field.family"),
    "code": message("intake.field.code"),
    "birth_date": message("intake.field.birth_date"),
    "phone": message("intake.field.phone"),
    "email": message("intake.field.email"),
    "address": message("intake.field.address"),
    "note": message("intake.field.note"),
    "institution": message("intake.field.institution"),
    "entry_on": message("intake.field.entry_on"),
    "exit_on": message("intake.field.exit_on"),
    "job_on": message("intake.field.job_on"),
    "first_ever": message("intake.field.first_ever"),
    "consultations": message("intake.field.consultations"),
    "status": message("intake.field.status"),
    "sex": message("intake.field.sex"),
    "municipality": message("intake.field.municipality"),
    "date": message("intake.field.date"),
    "time": message("intake.field.time"),
    "specialist": message("intake.field.specialist"),
    "clients": message("intake.field.clients"),
    "service": message("intake.field.service"),
    "minutes": message("intake.field.minutes"),
    "place": message("intake.field.place"),
    "total": message("intake.field.total"),
    "contacts": message("intake.field.contacts"),
    "until": message("intake.field.until"),
    "legal_code": message("intake.field.legal_code"),
    "type": message("intake.field.type"),
    "services": message("intake.field.services"),
    "contact": message("intake.field.contact"),
    "since": message("intake.field.since"),
    "verified": message("intake.field.verified"),
    "web": message("intake.field.web"),
    "trained_on": message("intake.field.trained_on"),
    "refresher_on": message("intake.field.refresher_on"),
    "agreement_on": message("intake.field.agreement_on"),
    "employer": message("intake.field.employer"),
    "job": message("intake.field.job"),
    "places": message("intake.field.places"),
    "person": message("intake.field.person"),
    "from": message("intake.field.from"),
    "to": message("intake.field.to"),
    "hours_week": message("intake.field.hours_week"),
    "ratings": message("intake.field.ratings"),
    "organisation": message("intake.field.organisation"),
    "row": message("intake.field.row"),
    "mark": message("intake.field.mark"),
}


def field_words(field: str, kind: str) -> Message:
    """Return what a field of a register of this kind is called; one that no register has is the whole row."""
    return FIELDS["organisation"] if (field, kind) == ("name", "partners") else FIELDS.get(field, FIELDS["row"])
