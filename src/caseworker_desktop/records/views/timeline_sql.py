"""The sources of a person's timeline: one statement a kind of event, alike in shape, each by an index."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """Rows `id, at, created_at, created_by, fields…` of one kind of event. `name` as the event is told; `needs`: kinds one must be
    allowed to read; `rest`: FROM and WHERE by `:of` (a person and whoever is one with them), the record itself as r.
    """

    kind: str
    name: str
    needs: frozenset[str]
    at: str
    fields: tuple[str, ...]
    columns: str
    rest: str

    @property
    def statement(self) -> str:
        """The page of events before `(:at, :id)`, newest first."""
        head = ("SELECT r.id,", self.at, "AS happened, r.created_at, r.created_by,", self.columns)
        page = "AND (happened, r.id) < (:at, :id) ORDER BY happened DESC, r.id DESC LIMIT :most"
        return " ".join((*head, "FROM", self.rest, page))

    @property
    def counting(self) -> str:
        """How many events there are."""
        return " ".join(("SELECT count(DISTINCT r.id)", "FROM", self.rest, "AND", self.at, "IS NOT NULL"))


def _source(kind: str, at: str, columns: str, rest: str, *, name: str = "", needs: tuple[str, ...] = ()) -> Source:
    fields = tuple(column.split(".")[-1].strip().strip('"').split(" AS ")[-1] for column in columns.split(", "))
    return Source(kind, name or kind, frozenset((kind, *needs)), at, fields, columns, rest)


_MADE = "date(r.created_at / 1000, 'unixepoch')"
_OF_CASE = 'k_case c JOIN k_{0} r ON r."case" = c.id WHERE c.person IN :of AND LIVE(r)'
_OF_PLAN = 'k_case c JOIN k_plan p ON p."case" = c.id JOIN k_{0} r ON r.plan = p.id WHERE c.person IN :of AND LIVE(r) AND LIVE(p)'

SOURCES = (
    _source(
        "session", "r.starts_at",
        'r.kind, r.minutes, r.staff, r.topics, r.subject, r.services, r.institution, r.place, r.place_type, r."group", r.lost_reason, '
        "a.status, a.minutes AS attended, a.reason, a.phase",
        "k_attendance a JOIN k_session r ON r.id = a.session WHERE a.person IN :of AND LIVE(a) AND LIVE(r)", needs=("attendance",)),
    _source(
        "note", "r.signed_on", "r.level, r.role, r.amends, r.session, r.text, r.next_step",
        'k_case c JOIN k_note r ON r."case" = c.id WHERE c.person IN :of AND LIVE(r) '
        "AND coalesce(r.entered_in_error, 0) = 0 AND NOT EXISTS (SELECT 1 FROM k_attendance a "
        "WHERE a.session = r.session AND a.person IN :of AND LIVE(a))"),
    _source("plan", f"coalesce(r.agreed_on, {_MADE})", "r.number, r.title, r.status, r.agreement", _OF_CASE.format("plan")),
    _source("plan_review", "coalesce(r.held_on, r.due)", "r.due, r.held_on, r.exempt_reason, r.note", _OF_PLAN.format("plan_review")),
    _source("plan_version", _MADE, "r.number, r.digest", _OF_PLAN.format("plan_version")),
    _source(
        "plan_signature", 'r."on"', "r.who, r.capacity, r.original_kept_at",
        'k_case c JOIN k_plan p ON p."case" = c.id JOIN k_plan_version v ON v.plan = p.id JOIN k_plan_signature r ON r.plan_version = v.id '
        "WHERE c.person IN :of AND LIVE(r) AND LIVE(v) AND LIVE(p)"),
    _source("consent", 'r."on"', "r.purpose, r.given, r.expires_on, r.withdrawn_on, r.language",
            "k_consent r WHERE r.person IN :of AND LIVE(r)"),
    _source("outcome", 'r."on"', "r.type, r.stage, r.until, r.first_ever, r.evidence, r.note", "k_outcome r WHERE r.person IN :of AND LIVE(r)"),
    _source("stay", 'r."from"', "r.institution, r.unit", "k_stay r WHERE r.person IN :of AND LIVE(r)"),
    _source(
        "stay", 'r."to"', "r.institution, r.unit, r.end_reason",
        'k_stay r WHERE r.person IN :of AND LIVE(r) AND r."to" IS NOT NULL AND r.end_reason = \'release\'', name="stay_end"),
    _source("legal_status", 'r."from"', "r.status", "k_legal_status r WHERE r.person IN :of AND LIVE(r)"),
    _source("release_date", f"coalesce(r.decided_on, {_MADE})", 'r.kind, r."date", r.source',
            "k_release_date r WHERE r.person IN :of AND LIVE(r)"),
    _source("flag", 'r."from"', 'r.kind, r."to", r.note', "k_flag r WHERE r.person IN :of AND LIVE(r)"),
    _source("participation", "r.entry_on", "r.project, r.exit_on, r.exit_reason", "k_participation r WHERE r.person IN :of AND LIVE(r)"),
    _source("contact_attempt", "r.at", "r.channel, r.result, r.note", "k_contact_attempt r WHERE r.person IN :of AND LIVE(r)"),
    _source("case", "r.opened_on", "r.number, r.kind", "k_case r WHERE r.person IN :of AND LIVE(r)"),
    _source(
        "case", "r.closed_on", "r.number, r.kind, r.close_reason", "k_case r WHERE r.person IN :of AND LIVE(r) AND r.closed_on IS NOT NULL",
        name="case_end"),
    _source(
        "task", "coalesce(r.done_on, r.due)", "r.title, r.due, r.done_on, r.staff, r.kind",
        "k_task r WHERE r.person IN :of AND LIVE(r) AND r.session IS NULL AND coalesce(r.done_on, r.due) IS NOT NULL"),
    _source("document", f'coalesce(r."on", {_MADE})', "r.title, r.kind",
            "k_case c JOIN k_document r ON r.\"case\" = c.id WHERE c.person IN :of AND LIVE(r)"),
)
