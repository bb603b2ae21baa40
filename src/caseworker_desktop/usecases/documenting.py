"""Files kept with the casework: taken in under their digest, given out unharmed, and the pictures that papers bear."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from caseworker_desktop.kernel import clock, ids
from caseworker_desktop.kernel.clock import unix_ms
from caseworker_desktop.kernel.errors import Denied, Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.kernel.progress import Progress, Silent
from caseworker_desktop.paper.wording import Names
from caseworker_desktop.records.views.documents import DocumentLine, documents_about, documents_of_project
from caseworker_desktop.store.attachments import LARGEST, PIECE, Attachments
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.intent import Intent, Written
from caseworker_desktop.usecases.printing import May, staged
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import Writer

__all__ = ["Added", "DocumentLine", "Documenting"]

KIND = "document"
#: The largest file that is taken in, in bytes.
MOST_BYTES = LARGEST
GIVEN = "document"
_MB = 1_000_000
#: A picture larger than this makes every paper slow; it is left out.
LARGEST_PICTURE = 2_000_000
_NONE = "0" * 64
#: What a file is by its first bytes, whatever its name says.
_SIGNS = (
    (b"%PDF-", "application/pdf"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF8", "image/gif"),
)
#: The pictures that a paper can bear, and their files' endings.
_PICTURES = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/svg+xml": "svg"}


@dataclass(frozen=True, slots=True)
class Added:
    """A document that was taken in: the record's id, the digest (64 hex digits) and the length of its bytes."""

    id: str
    sha256: str
    bytes: int


class Documenting:
    """Takes in and gives out for one worker."""

    def __init__(self, store: Store, writer: Writer, worker: Worker, may: May, lists: Names) -> None:
        self._store, self._writer, self._worker, self._may, self._lists = store, writer, worker, may, lists

    def add(self, file: Path, kind: str, *, person: str | None = None, case: str | None = None, project: str | None = None, on: str | None = None,
            taken_on: str | None = None, source_url: str | None = None, progress: Progress | None = None) -> Added:
        """Take a file in. Its title is made of kind and day: a file's name may name a person, a title never does.

        A document of a case is about that case's person. Raises Refused when the file cannot be read, is empty, larger than 20 MB, or the
        record breaks a rule (a photograph without consent); LineRefused for an unknown code or id; Denied when the worker may not write
        documents; Cancelled when `progress` stops it. Nothing is kept then.
        """
        heard = progress or Silent()
        digest, size, mime = _measured(file, heard)
        about = person or self._person_of(case)
        day = on or clock.today(self._worker.clock).isoformat()
        values: dict[str, Any] = {
            "title": f"{self._lists.name('document_kinds', kind, self._worker.language)} {day}", "kind": kind, "mime": mime, "sha256": digest,
            "bytes": size, "on": on, "persons": [about] if about else [], "case": case, "project": project, "taken_on": taken_on,
            "source_url": source_url}
        intent = Intent(KIND, None, {name: value for name, value in values.items() if value not in (None, [])})
        self._writer.write([intent], dry_run=True)
        self.put(digest, _told(_blocks(file), size, heard))
        return Added(self._writer.write([intent]).ids[0], digest, size)

    def get(self, document: str, target: Path) -> Added:
        """Write a document's bytes to a file, whole or not at all; it is noted in the audit. Raises Refused when it or its bytes are not here,
        or the target cannot be written; Denied when the worker may not read documents; Damaged when the bytes are not those taken in."""
        row = self._row(document)
        data = b"".join(self.bytes_of(row.sha256 or ""))
        now = self._worker.clock.now()
        with staged(target, data), self._store.unit() as unit:
            for person in row.persons or (None,):
                about = ids.to_bytes(person) if person else ids.to_bytes(row.id)
                unit.local.audit(unix_ms(now), ids.to_bytes(self._worker.staff), GIVEN, about, now.date().isoformat())
        return Added(row.id, row.sha256 or "", len(data))

    def withdraw(self, document: str) -> Written:
        """Take back a document that was added by mistake: its record is deleted, and its bytes go when no other document names them.

        Raises Refused when it is not here, Denied when the worker may not write documents.
        """
        row = self._row(document)
        written = self._writer.write([Intent(KIND, row.id, {}, deleted=True)])
        with self._store.unit() as unit:
            left = Reading(unit.connection, unit.catalog, unit.packer).rows(KIND, sha256=row.sha256)
            if row.sha256 and not left:
                Attachments(unit.connection).drop(row.sha256)
        return written

    def of_person(self, person: str) -> tuple[DocumentLine, ...]:
        """Return the documents about a person, the newest first; none when the worker may not read documents."""
        with self._store.reading() as reading:
            return documents_about(reading.connection, person) if self._reads() else ()

    def of_project(self, project: str) -> tuple[DocumentLine, ...]:
        """Return the documents of a project, the newest first; none when the worker may not read documents."""
        with self._store.reading() as reading:
            return documents_of_project(reading.connection, project) if self._reads() else ()

    # ---- bytes: for papers, and for whoever carries them ----------------------------------------------------------------------------------
    def has(self, digest: str) -> bool:
        """Tell whether the bytes of a digest (64 hex digits) are here."""
        with self._store.reading() as reading:
            return _is_digest(digest) and Attachments(reading.connection).kept(digest) is not None

    def missing(self) -> tuple[str, ...]:
        """Return the digests of documents whose bytes are not here, each once."""
        with self._store.reading() as reading:
            kept = {one.sha256 for one in Attachments(reading.connection).every()}
            return tuple(sorted({one.sha256 for one in reading.rows(KIND) if one.sha256 and one.sha256 not in kept}))

    def bytes_of(self, digest: str) -> Iterator[bytes]:
        """Yield the bytes of a digest in pieces. Raises Refused when they are not here, Damaged when they are not those of the digest."""
        if not _is_digest(digest):
            raise Refused(message("documents.not_here"))
        with self._store.reading() as reading:
            yield from Attachments(reading.connection).read(digest)

    def put(self, digest: str, chunks: Iterable[bytes]) -> int:
        """Keep bytes under their digest, durably; return their number. Raises Refused when they are another's or too many."""
        with self._store.unit() as unit:
            return Attachments(unit.connection).put(digest, chunks, unix_ms(self._worker.clock.now()))

    def pictures(self, wanted: Mapping[str, str | None]) -> dict[str, tuple[str, bytes]]:
        """Return by name (`logo`) the file name and bytes of each picture document that is here; what is no picture is left out."""
        found: dict[str, tuple[str, bytes]] = {}
        with self._store.reading() as reading:
            for name, document in wanted.items():
                row = reading.row(KIND, document) if document else None
                ending = _PICTURES.get(row.mime or "") if row is not None else None
                kept = Attachments(reading.connection).kept(row.sha256 or _NONE) if row is not None else None
                if row is None or ending is None or kept is None or kept.bytes > LARGEST_PICTURE:
                    continue
                found[name] = (f"{name}.{ending}", b"".join(Attachments(reading.connection).read(row.sha256)))
        return found

    # ---- inside -------------------------------------------------------------------------------------------------------------------------
    def _row(self, document: str) -> Any:
        if not self._reads():
            raise Denied(message("denied.role"))
        with self._store.reading() as reading:
            row = reading.row(KIND, ids.to_text(ids.to_bytes(document))) if ids.is_uuid(document) else None
        if row is None:
            raise Refused(message("documents.none"))
        return row

    def _person_of(self, case: str | None) -> str | None:
        if case is None or not ids.is_uuid(case):
            return None
        with self._store.reading() as reading:
            row = reading.row("case", ids.to_text(ids.to_bytes(case)))
        return str(row.person) if row is not None else None

    def _reads(self) -> bool:
        return self._may(self._worker.role, self._worker.roles_extra, KIND, "read")


def _measured(file: Path, progress: Progress) -> tuple[str, int, str]:
    digest, size, head = sha256(), 0, b""
    for block in _blocks(file):
        progress.step(message("documents.reading"), size, 0)
        head = head or block[:16]
        digest.update(block)
        size += len(block)
        if size > LARGEST:
            raise Refused(message("documents.too_large", most=LARGEST // _MB))
    if not size:
        raise Refused(message("documents.empty"))
    told = next((mime for sign, mime in _SIGNS if head.startswith(sign)), None) or mimetypes.guess_type(file.name)[0]
    return digest.hexdigest(), size, told or "application/octet-stream"


def _told(blocks: Iterable[bytes], size: int, progress: Progress) -> Iterator[bytes]:
    done = 0
    for block in blocks:
        progress.step(message("documents.keeping"), done, size)
        done += len(block)
        yield block


def _blocks(file: Path) -> Iterator[bytes]:
    try:
        with file.open("rb") as source:
            while block := source.read(PIECE):
                yield block
    except OSError as reason:
        raise Refused(message("documents.unreadable", file=file.name)) from reason


def _is_digest(text: str) -> bool:
    return len(text) == 64 and all(one in "0123456789abcdef" for one in text)
