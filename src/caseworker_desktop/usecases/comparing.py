"""Two persons, or two partners, side by side: what a person needs to see to say whether they are one."""

from __future__ import annotations

from dataclasses import dataclass

from caseworker_desktop.kernel import ids
from caseworker_desktop.records.views.sql import rows
from caseworker_desktop.store.log import stream_of
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.usecases.writing import Writer

#: So many digits of a code are shown at its beginning and end: enough to compare two, too few to copy one.
_BEFORE, _BEHIND = 3, 4


@dataclass(frozen=True, slots=True)
class Side:
    """One of two. `device` wrote it first; `site` an institution's id; `codes` are masked; `opened_on` and `lead` of the case that was opened first,
    `sessions` and `plans` how much there is."""

    id: str
    names: str
    device: str
    site: str | None = None
    case_number: str | None = None
    birth_date: str | None = None
    codes: tuple[str, ...] = ()
    phone: str | None = None
    email: str | None = None
    municipality: str | None = None
    opened_on: str | None = None
    lead: str | None = None
    sessions: int = 0
    plans: int = 0


def masked(code: str) -> str:
    """Return a personal code as it is shown beside another: `390••••0003`."""
    return code[:_BEFORE] + "••••" + code[-_BEHIND:] if len(code) > _BEFORE + _BEHIND else code


def person_side(reading: Reading, writer: Writer, person: str) -> Side:
    """Return a person's side. Raises KeyError when the person is not here."""
    row = reading.row("person", person)
    if row is None:
        raise KeyError(person)
    cases = sorted(reading.rows("case", person=person), key=lambda one: (str(one.opened_on), one.id))
    first = cases[0] if cases else None
    lead = reading.row("staff", first.lead) if first is not None and first.lead is not None else None
    raw = [ids.to_bytes(one.id) for one in cases]
    plans = rows(reading.connection, "SELECT count(*) FROM k_plan p WHERE p.\"case\" IN :cases AND LIVE(p)", cases=raw)[0][0] if raw else 0
    sessions = rows(
        reading.connection, "SELECT count(DISTINCT a.session) FROM k_attendance a WHERE a.person = :person AND LIVE(a)", person=ids.to_bytes(person)
    )[0][0]
    return Side(
        id=person,
        names=f"{row.given_names} {row.family_name}",
        device=_device(reading, writer, person),
        site=first.site if first is not None else None,
        case_number=first.number if first is not None else None,
        birth_date=row.birth_date,
        codes=tuple(masked(one.value) for one in reading.rows("person_code", person=person)),
        phone=row.phone,
        email=row.email,
        municipality=row.residence_after_release or row.residence_declared,
        opened_on=first.opened_on if first is not None else None,
        lead=f"{lead.given_name[:1]}. {lead.family_name}" if lead is not None else None,
        sessions=int(sessions),
        plans=int(plans),
    )


def partner_side(reading: Reading, writer: Writer, partner: str) -> Side:
    """Return a partner's side. Raises KeyError when the partner is not here."""
    row = reading.row("partner", partner)
    if row is None:
        raise KeyError(partner)
    return Side(
        id=partner,
        names=str(row.name),
        device=_device(reading, writer, partner),
        codes=(row.legal_code,) if row.legal_code else (),
        phone=row.phone,
        email=row.email,
        municipality=row.municipality,
    )


def _device(reading: Reading, writer: Writer, record: str) -> str:
    """Return the name of the device on which a record was begun."""
    _, now = writer.projector(reading).projection(ids.to_bytes(record))
    streams = {one.s: one for one in reading.log.streams()}
    device = streams[stream_of(now.created.n)].device if now is not None else None
    row = reading.row("device", ids.to_text(device)) if device is not None else None
    return str(row.name) if row is not None else ""
