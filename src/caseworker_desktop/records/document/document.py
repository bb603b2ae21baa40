"""What is known of a file kept with the casework; its bytes travel apart."""

from __future__ import annotations

from caseworker_desktop.records.document.document_rules import agreed_to_photo
from caseworker_desktop.store import declare


@declare.record("document", mentions=("persons", "case.person"), title=("title",), rules=(agreed_to_photo,))
class Document(declare.Record):
    """A file's name, kind and digest. The title names no person: those it is about stand in `persons`."""

    title: str = declare.text(must=True)
    kind: str | None = declare.code("document_kinds")
    mime: str | None = declare.text()
    sha256: str | None = declare.text()
    bytes: int | None = declare.integer(low=0)
    on: str | None = declare.date()
    source_url: str | None = declare.text(lines=2)
    persons: tuple[str, ...] = declare.refs("person")
    case: str | None = declare.ref("case")
    project: str | None = declare.ref("project")
    taken_on: str | None = declare.date()
