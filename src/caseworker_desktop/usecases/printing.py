"""Printing: a plan on paper for signature, the client's copy, and the preview of what is being typed."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import Any

from caseworker_desktop.kernel import clock, ids
from caseworker_desktop.kernel.clock import unix_ms
from caseworker_desktop.kernel.errors import Denied, Refused, UsageError
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.paper.model import Paper, Sheet
from caseworker_desktop.paper.pages import Picture, page_count, picture
from caseworker_desktop.paper.plan import plan_paper
from caseworker_desktop.paper.press import Press
from caseworker_desktop.paper.wording import Names, wording
from caseworker_desktop.records.plan.content import plan_content
from caseworker_desktop.records.views.plan_rows import PlanSheet
from caseworker_desktop.records.views.plans import plan_sheet
from caseworker_desktop.settings import LANGUAGES
from caseworker_desktop.store.files import write_durably
from caseworker_desktop.store.store import Store
from caseworker_desktop.texts import Texts
from caseworker_desktop.usecases.intent import Intent
from caseworker_desktop.usecases.plan_state import PlanState, standing_of
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import Writer

__all__ = ["COPIES", "Paper", "Picture", "Printing"]

May = Callable[[str, Sequence[str], str, str], bool]
Pictures = Callable[[Mapping[str, str | None]], dict[str, tuple[str, bytes]]]
"""Documents by name → those that are pictures and here, as (file name, bytes)."""
COPIES = ("file", "client")
PLAN = "plan"
#: What stands in the audit for a printed paper.
PRINTED = "print"


class Printing:
    """Prints for one worker. `make_press` builds the press at the first paper, so that nobody waits for fonts before; any thread may print."""

    def __init__(self, store: Store, writer: Writer, worker: Worker, may: May, lists: Names, institutions: Mapping[str, Mapping[str, Any]],
                 make_press: Callable[[], Press], texts_of: Callable[[str], Texts], pictures: Pictures) -> None:
        self._store, self._writer, self._worker, self._may, self._lists = store, writer, worker, may, lists
        self._institutions, self._make_press, self.texts_of = institutions, make_press, texts_of
        self.pictures = pictures
        self._press: Press | None = None
        self._busy = Lock()

    def available(self) -> tuple[str, ...]:
        """Return the papers that can be printed."""
        return (PLAN,)

    def print_plan(self, plan: str, copy: str, language: str | None = None, second: str | None = None, *, purpose: str = "signature",
                   target: Path | None = None) -> Paper:
        """Return a plan on paper: `copy` file or client, in `language` (the plan's when None), with the labels in `second` beside it.

        `purpose` signature (the paper goes out: a file's copy whose content no version holds becomes the next version; the print is noted in
        the audit) or preview (nothing is written). With `target` the PDF is written there, whole or not at all; no version is made of a paper
        that could not be written. Raises Refused when the plan is not here, people disagree in something it shows or the target is full,
        read-only or gone; Denied when the worker may not; UsageError for a copy or language that is none.
        """
        self._check(copy, language, second)
        state = self._state(plan)
        if state.sheet.disputed:
            raise Refused(conflict(state.sheet))
        signature = purpose == "signature"
        new = signature and copy == "file" and not state.kept
        paper = self._paper(state, copy, language, second, kept=state.kept or new)
        with staged(target, paper.pdf) if target is not None else nullcontext():
            if new:
                self._writer.write([Intent("plan_version", None, {
                    "plan": plan, "number": state.version, "content": plan_content(state.sheet), "digest": state.digest})])
            if signature:
                self._note(state.sheet.person.id)
        return paper

    def preview_plan(self, sheet: PlanSheet, copy: str, language: str | None = None, second: str | None = None) -> Paper:
        """Return the paper of a sheet as it stands in the editor, typed words and conflicts included; nothing is written."""
        self._check(copy, language, second)
        state = standing_of(sheet)
        return self._paper(state, copy, language, second, kept=state.kept)

    def picture(self, paper: Paper, number: int, width: int) -> Picture:
        """Return a page (1 is the first) of a paper as a picture `width` px wide. Raises IndexError for a page that is none."""
        with self._busy:
            return picture(paper.pdf, number, width)

    def pressed(self, sheet: Sheet, images: Mapping[str, bytes] | None = None) -> Paper:
        """Return the paper of a sheet with the pictures it names; the press is built at the first one."""
        with self._busy:
            if self._press is None:
                self._press = self._make_press()
            pdf = self._press.print(sheet, images)
            return Paper(pdf, page_count(pdf), form=sheet.form)

    # ---- inside -------------------------------------------------------------------------------------------------------------------
    def _check(self, copy: str, language: str | None, second: str | None) -> None:
        if copy not in COPIES:
            raise UsageError(message("printing.unknown_copy"))
        if (language or LANGUAGES[0]) not in LANGUAGES or (second or LANGUAGES[0]) not in LANGUAGES:
            raise UsageError(message("printing.unknown_language"))
        if not self._may(self._worker.role, self._worker.roles_extra, "plan", "read"):
            raise Denied(message("denied.role"))

    def _state(self, plan: str) -> PlanState:
        if not ids.is_uuid(plan):
            raise Refused(message("planning.no_plan"))
        with self._store.reading() as reading:
            sheet = plan_sheet(reading, ids.to_text(ids.to_bytes(plan)), clock.today(self._worker.clock).isoformat(), self._institutions)
        if sheet is None:
            raise Refused(message("planning.no_plan"))
        return standing_of(sheet)

    def _paper(self, state: PlanState, copy: str, language: str | None, second: str | None, *, kept: bool) -> Paper:
        plan_language = state.sheet.plan.language
        chosen = language or (plan_language if plan_language in LANGUAGES else None) or self._worker.language
        said = wording(self.texts_of, self._lists, chosen, second)
        project = state.sheet.project
        shown = self.pictures({"logo": state.sheet.office.logo, "emblem": project.emblem if project is not None else None})
        names = {name: file for name, (file, _) in shown.items()}
        sheet = plan_paper(state.sheet, said, copy, self._worker.clock.now().isoformat(), state.digest, state.version, kept=kept, **names)
        return replace(self.pressed(sheet, dict(shown.values())), plan_digest=state.digest, version=state.version)

    def _note(self, person: str) -> None:
        now = self._worker.clock.now()
        with self._store.unit() as unit:
            unit.local.audit(unix_ms(now), ids.to_bytes(self._worker.staff), PRINTED, ids.to_bytes(person), now.date().isoformat())


@contextmanager
def staged(target: Path, data: bytes) -> Iterator[None]:
    """Write `data` durably beside `target` and, once the block has ended well, put it in its place; else leave nothing behind.

    Raises Refused when the place is full, read-only or gone, before the block begins.
    """
    part = target.with_name(f"{target.name}.part")
    try:
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, target.name)
        write_durably(part, data)
        yield
        os.replace(part, target)
    except OSError as reason:
        raise Refused(message("refused.not_written_to", file=target.name)) from reason
    finally:
        part.unlink(missing_ok=True)


def conflict(sheet: PlanSheet) -> Message:
    """Return why a plan in which people disagree is not printed: how many records, of which kinds."""
    kinds = tuple(Message(f"kind.{kind}") for kind in dict.fromkeys(one.kind for one in sheet.disputed))
    return message("planning.conflict", count=len(sheet.disputed), kinds=kinds)
