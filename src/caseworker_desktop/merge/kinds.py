"""The kinds that the program keeps for itself: devices, scopes, compartments, staff keys, cards, persons found to be one, sticks.

Roster, set_aside, take_back and erasure have no table: merge/control.py judges them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caseworker_desktop.store import declare


@declare.record("device", office=True, control=True, title=("name",))
class Device(declare.Record):
    """A laptop or the office's computer: public keys as hex text, who works on it, for which sites; the greatest epoch known."""

    name: str = declare.text(must=True)
    role: str = declare.text(must=True)
    signing_public: str = declare.text(must=True)
    age_public: str = declare.text(must=True)
    recovery_public: str | None = declare.text()
    staff: str | None = declare.ref("staff")
    asked_as: str | None = declare.text()
    enrolled_on: str | None = declare.date()
    revoked_on: str | None = declare.date()
    revoked_why: str | None = declare.text(lines=2)


@declare.record("scope", office=True, control=True, parent="device")
class Scope(declare.Record):
    """What a laptop holds: persons of its sites, of its people's caseload, and single cases."""

    device: str = declare.ref("device", must=True)
    sites: tuple[str, ...] = declare.refs("institution")
    cases: tuple[str, ...] = declare.refs("case")


@declare.record("compartment", office=True, control=True, title=("name",))
class Compartment(declare.Record):
    """One key of a compartment (`role:U-PSY`, `author:<staff>`, `custody`, `figures`): public half, and the secret wrapped to each member."""

    name: str = declare.text(must=True, index=True)
    number: int = declare.integer(must=True, low=1)
    public: str = declare.text(must=True)
    wraps: Mapping[str, str] | None = declare.mapping({"*": declare.text(lines=2)})


@declare.record("staff_key", control=True)
class StaffKey(declare.Record):
    """A staff member's public X25519 key; `custody` is the secret sealed to custody, known from the joining on."""

    staff: str = declare.ref("staff", must=True)
    public: str = declare.text(must=True)
    custody: str | None = declare.text(lines=2)


@declare.record("card", office=True, control=True, subject="person", parent="person")
class Card(declare.Record):
    """What a laptop of the person's site knows without the file: names, birth year, place."""

    person: str = declare.ref("person", must=True)
    names: str = declare.text(must=True)
    birth_year: int | None = declare.integer(low=1850, high=2200)
    place: str | None = declare.ref("institution")


@declare.record("same", control=True)
class Same(declare.Record):
    """Two persons, or two partners, found to be one (`joined`), or found to be two after all. The face is the smaller id."""

    a: str = declare.ref("person", "partner", must=True)
    b: str = declare.ref("person", "partner", must=True)
    joined: bool = declare.boolean(must=True)
    why: str | None = declare.text(lines=2)


@declare.record("carrier", control=True, title=("number",))
class Carrier(declare.Record):
    """A stick of the house: the number on it, the maker's serial number, its name in a computer, and the prison's permit for it."""

    number: str = declare.text(must=True)
    serial: str | None = declare.text()
    label: str | None = declare.text()
    permit: str | None = declare.text()
    permit_until: str | None = declare.date()
    retired_on: str | None = declare.date()


@declare.record("passage", control=True, parent="carrier")
class Passage(declare.Record):
    """A stick that went through a gate: `way` in or out, who carried it, where and when."""

    carrier: str = declare.ref("carrier", must=True)
    way: str = declare.text(must=True)
    staff: str | None = declare.ref("staff", index=False)
    institution: str | None = declare.ref("institution", index=False)
    at: str = declare.time(must=True)


@declare.record("loss", control=True, parent="carrier")
class Loss(declare.Record):
    """A stick that was lost: since when somebody knew, where it was seen last, what was on it then, and whether it came back.

    `bundles` say what lay on it: `kinds` are names of kinds with numbers (`session:7 note:2`), `safe` yes when the other side had all of it."""

    carrier: str = declare.ref("carrier", must=True)
    known_at: str = declare.time(must=True)
    staff: str | None = declare.ref("staff", index=False)
    seen: str = declare.text(must=True, lines=3)
    what: str | None = declare.text(lines=5)
    found_at: str | None = declare.time()
    bundles: tuple[Mapping[str, Any], ...] = declare.items(
        key="digest",
        parts={
            "digest": declare.text(must=True), "file": declare.text(), "to": declare.text(), "at": declare.time(), "number": declare.integer(),
            "bytes": declare.integer(), "records": declare.integer(), "persons": declare.integer(), "kinds": declare.text(lines=2),
            "safe": declare.boolean(),
        },
    )  # fmt: skip


KINDS = (Device, Scope, Compartment, StaffKey, Card, Same, Carrier, Passage, Loss)
