"""What the tab of documents says and decides: which files there are, which may be saved out, what is wrong with one to be added. Plain Python."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from caseworker_desktop.kernel.clock import today
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.moments import size_words
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.documenting import MOST_BYTES, Added, DocumentLine

PHOTO = "photo"
#: Endings of files by what is in them; anything else keeps no ending but `bin`.
_ENDINGS = {
    "application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "text/plain": ".txt", "text/csv": ".csv",
    "application/msword": ".doc", "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx", "application/vnd.oasis.opendocument.text": ".odt",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DocumentFace:
    """A line of the list: title, what stands below, a badge, whether it can be saved out and under which name (that names nobody)."""

    id: str
    title: str
    below: str
    mark: tuple[str, str, str] | None
    here: bool
    file_name: str


class DocumentsPresenter:
    """Of one person at a time."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts = desk, texts
        self.may_add = desk.people.may_write("document")

    def faces(self, person: str) -> list[DocumentFace]:
        """Return the documents, the newest first."""
        return [self._face(one) for one in self._desk.documenting.of_person(person)]

    def kinds(self) -> list[tuple[str, str]]:
        """Return (code, name) of what a file can be."""
        lists, day = self._desk.lists, today(self._desk.worker.clock)
        named = [(code, lists.name("document_kinds", code, self._texts.language)) for code in lists.codes("document_kinds", day)]
        return sorted(named, key=lambda one: self._texts.sort_key(one[1]))

    def limit(self) -> str:
        """Return how large a file may be, in words."""
        return size_words(MOST_BYTES, self._texts)

    def faults(self, file: str, kind: str | None, on: str | None) -> Mapping[str, Message]:
        """Return what is wrong before anything is read: by field file, kind, on."""
        wrong: dict[str, Message] = {}
        path = Path(file)
        if not file:
            wrong["file"] = message("ui_documents.choose_first")
        elif not path.is_file():
            wrong["file"] = message("ui_documents.not_there")
        elif (size := path.stat().st_size) > MOST_BYTES:
            wrong["file"] = message("ui_documents.too_large", size=size_words(size, self._texts), most=self.limit())
        elif not size:
            wrong["file"] = message("documents.empty")
        if kind is None:
            wrong["kind"] = message("ui_documents.kind_first")
        return wrong

    def add(self, person: str, file: str, kind: str, on: str | None, progress: Progress) -> Added:
        """Take the file in; a photograph's day is the day it was taken. Raises what Documenting.add raises."""
        return self._desk.documenting.add(Path(file), kind, person=person, on=on or None, taken_on=(on or None) if kind == PHOTO else None,
                                          progress=progress)  # fmt: skip

    def save(self, document: str, target: Path) -> Added:
        """Write the file where a person asked. Raises what Documenting.get raises."""
        return self._desk.documenting.get(document, target)

    def withdraw(self, document: str) -> frozenset[tuple[str, str]]:
        """Take back what was just added; return what was written."""
        return self._desk.documenting.withdraw(document).records

    def _face(self, one: DocumentLine) -> DocumentFace:
        say, texts = self._texts.say, self._texts
        kind = self._desk.lists.name("document_kinds", one.kind, texts.language) if one.kind else ""
        size = size_words(one.bytes, texts) if one.bytes else ""
        mark = None
        if not one.here and one.bytes:
            mark = (say(message("ui_documents.elsewhere")), "amber", "clock")
        ending = _ENDINGS.get(one.mime or "", ".bin")
        name = "-".join(part for part in (kind or "document", one.on or "") if part).replace(" ", "-").replace("/", "-")
        below = " · ".join(part for part in (kind, texts.date(one.on) if one.on else "", size) if part)
        return DocumentFace(one.id, one.title, below, mark, one.here, f"{name}{ending}")
