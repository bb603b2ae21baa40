"""Reads the documents about a person or of a project, and whether their bytes are on this computer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from caseworker_desktop.kernel import ids
from caseworker_desktop.records.views.sql import rows, text_of

_SELECT = (
    'SELECT d.id, d.title, d.kind, d."on", d.mime, d.bytes, d.source_url, '
    "EXISTS (SELECT 1 FROM attachment a WHERE a.sha256 = unhex(d.sha256)) FROM k_document d WHERE LIVE(d) AND ")
_ORDER = " ORDER BY coalesce(d.\"on\", '') DESC, d.created_at DESC, d.id"


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document in a list. `here`: its bytes are on this computer."""

    id: str
    title: str
    kind: str | None
    on: str | None
    mime: str | None
    bytes: int | None
    source_url: str | None
    here: bool


def documents_about(connection: Connection, person: str) -> tuple[DocumentLine, ...]:
    """Return the documents about a person or in their cases, the newest first."""
    about = '(instr(d.persons, :quoted) > 0 OR d."case" IN (SELECT c.id FROM k_case c WHERE c.person = :person))'
    return _lines(rows(connection, _SELECT + about + _ORDER, quoted=f'"{person}"', person=ids.to_bytes(person)))


def documents_of_project(connection: Connection, project: str) -> tuple[DocumentLine, ...]:
    """Return the documents of a project, the newest first."""
    return _lines(rows(connection, _SELECT + "d.project = :project" + _ORDER, project=ids.to_bytes(project)))


def _lines(found: Sequence[Any]) -> tuple[DocumentLine, ...]:
    return tuple(DocumentLine(text_of(row[0]) or "", row[1] or "", row[2], row[3], row[4], row[5], row[6], bool(row[7])) for row in found)
