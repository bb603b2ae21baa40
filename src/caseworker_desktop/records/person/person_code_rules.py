"""What looks mistyped in a personal code; warnings, for registers hold wrong codes and persons must be found under them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.person import codes
from caseworker_desktop.store.declare import Finding, World


def looks_right(record: Mapping[str, Any], world: World) -> Iterator[Finding]:
    """Warn of a code without its scheme's form, with a wrong check digit, or with another birth date than the person's."""
    scheme, value = record.get("scheme"), record.get("value")
    if scheme not in codes.CHECKED or not value:
        return
    if not codes.well_formed(scheme, value):
        yield Finding("value", message("rule.code_form"), weight="warn")
        return
    if not codes.check_digit_fits(scheme, value):
        yield Finding("value", message("rule.code_check_digit"), weight="warn")
    born = codes.birth_date(scheme, value)
    person = world.get("person", record["person"]) if born and record.get("person") else None
    told = str((person or {}).get("birth_date") or "")
    if born and told and born[: len(told)] != told:
        yield Finding("value", message("rule.code_birth_date"), weight="warn")
