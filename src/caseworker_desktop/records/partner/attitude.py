"""Anonymous sheets of employers' attitudes, before and after a seminar."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caseworker_desktop.store import declare


@declare.record("attitude", parent="seminar", title=("moment",))
class Attitude(declare.Record):
    """One sheet; nobody's name stands on it."""

    partner: str | None = declare.ref("partner", index=False)
    seminar: str | None = declare.ref("session")
    moment: str | None = declare.code("attitude_moments")
    answers: Mapping[str, Any] | None = declare.mapping({"*": declare.anything()})
