"""Who belongs to a person, read from both ends of a relation."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from caseworker_desktop.kernel import ids
from caseworker_desktop.records.views.sql import rows, text_of


@dataclass(frozen=True, slots=True)
class Relative:
    """One relation, seen from one of its two. `kind` is what the other is to this person where `forward`; else what this person is to the other."""

    relation: str
    person: str
    given_names: str
    family_name: str
    birth_date: str | None
    phone: str | None
    sex: str | None
    kind: str
    forward: bool
    close_support: bool
    contact_wanted: bool | None
    hide_address: bool
    case: str | None
    case_kind: str | None
    case_open: bool
    participates: bool


def relatives(connection: Connection, person: str, day: str) -> tuple[Relative, ...]:
    """Return everybody related to a person, close support first, then by name; each relation once, whichever of the two it was written for."""
    found = rows(
        connection,
        "SELECT r.id, p.id, p.given_names, p.family_name, p.birth_date, p.phone, p.sex, r.kind, (r.person = :person), r.close_support, "
        "r.contact_wanted, r.hide_address, c.id, c.kind, c.closed_on, "
        'EXISTS (SELECT 1 FROM k_participation a WHERE a.person = p.id AND LIVE(a) AND (a.exit_on IS NULL OR a.exit_on >= :day)) '
        "FROM k_relation r JOIN k_person p ON p.id = CASE WHEN r.person = :person THEN r.other ELSE r.person END AND LIVE(p) "
        "LEFT JOIN k_case c ON c.id = (SELECT d.id FROM k_case d WHERE d.person = p.id AND LIVE(d) "
        "ORDER BY (d.closed_on IS NULL) DESC, d.opened_on DESC LIMIT 1) "
        "WHERE (r.person = :person OR r.other = :person) AND LIVE(r)", person=ids.to_bytes(person), day=day)
    told = [
        Relative(
            text_of(row[0]) or "", text_of(row[1]) or "", row[2] or "", row[3] or "", row[4], row[5], row[6], row[7], bool(row[8]), bool(row[9]),
            None if row[10] is None else bool(row[10]), bool(row[11]), text_of(row[12]), row[13], row[12] is not None and row[14] is None,
            bool(row[15]))
        for row in found]
    return tuple(sorted(told, key=lambda each: (not each.close_support, each.family_name, each.given_names, each.relation)))
