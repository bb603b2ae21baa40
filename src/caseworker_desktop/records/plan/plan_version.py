"""The versions of a plan that were printed for signature, and who signed them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caseworker_desktop.store import declare


@declare.record("plan_version", parent="plan", subject="plan.case.person", title=("number",), single=())
class PlanVersion(declare.Record):
    """The content as it was printed; the digest covers it without labels or layout, so that each copy and language has the same."""

    plan: str = declare.ref("plan", must=True)
    number: int = declare.integer(must=True, low=1)
    content: Mapping[str, Any] = declare.mapping({"*": declare.anything()}, must=True)
    digest: str = declare.text(must=True)


@declare.record("plan_signature", parent="plan_version", subject="plan_version.plan.case.person", title=("who",))
class PlanSignature(declare.Record):
    """Who signed the paper, as what, when, and where the original lies."""

    plan_version: str = declare.ref("plan_version", must=True)
    who: str = declare.text(must=True)
    capacity: str | None = declare.code("signature_capacities")
    on: str = declare.date(must=True)
    original_kept_at: str | None = declare.text()
    document: str | None = declare.ref("document", index=False)
