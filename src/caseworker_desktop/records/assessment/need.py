"""A need in one domain, as the client and the worker see it."""

from __future__ import annotations

from caseworker_desktop.store import declare


@declare.record("need", parent="case", subject="case.person", title=("domain", "on"))
class Need(declare.Record):
    """A rating from 0 (bad) to 10 (good) by each side, what stands in the way, and whether it is met."""

    case: str = declare.ref("case", must=True)
    domain: str = declare.code("needs_domains", must=True)
    on: str = declare.date(must=True)
    client_value: int | None = declare.integer(low=0, high=10)
    worker_value: int | None = declare.integer(low=0, high=10)
    barriers: tuple[str, ...] = declare.codes("barriers")
    note: str | None = declare.text(lines=3)
    met: str | None = declare.code("need_states")
    place: str | None = declare.code("municipalities")
