"""The individual help plan as page values: the file's copy, and the client's copy that leaves out what a cell mate must not read."""

from __future__ import annotations

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.paper.model import Footer, Head, Label, Said, Sheet
from caseworker_desktop.paper.plan_sections import client_sections, file_sections
from caseworker_desktop.paper.wording import Wording
from caseworker_desktop.records.views.plan_rows import OfficeRow, PlanSheet

#: The footer shows so much of the digest.
CODE_LENGTH = 8


def plan_paper(
    sheet: PlanSheet, wording: Wording, copy: str, as_of: str, digest: str, version: int, *, kept: bool = True, emblem: str | None = None,
) -> Sheet:
    """Return the page values of a plan.

    `copy` is file or client; `as_of` the moment (RFC 3339) up to which the data goes; `digest` the content's 64 hex digits; `version` its number,
    with `kept` no when no such version was printed for signature yet; `emblem` the file name of the funder's emblem among the images.
    """
    client = copy == "client"
    number = sheet.plan.number or "–"
    kept_version = message("paper.version", number=version) if kept else message("paper.version_pending", number=version)
    return Sheet(
        language=wording.first.language,
        second_language=wording.second.language if wording.second else None,
        words_language=sheet.plan.language or wording.first.language,
        large=client,
        title=wording.say(message("paper.plan.document_title", number=number)),
        organisation=_head(sheet.office),
        emblem=emblem,
        project=_project(sheet, wording),
        heading=wording.label(message("paper.plan.title")),
        reference=wording.say(message("paper.plan.reference", number=number, version=kept_version)),
        draft=wording.label(message("paper.draft")) if sheet.plan.status == "draft" else (),
        notice=wording.label(message("paper.plan.client_notice") if client else message("paper.plan.file_notice")),
        said=Said(
            ticked=wording.say(message("paper.ticked")),
            unticked=wording.say(message("paper.unticked")),
            measure=wording.label(message("paper.plan.measure")),
            step_head=tuple(wording.label(head) for head in (
                message("paper.plan.step"), message("paper.plan.who"), message("paper.plan.by_when"), message("paper.plan.state"))),
        ),
        sections=client_sections(sheet, wording) if client else file_sections(sheet, wording),
        footer=_footer(wording, number, kept_version, as_of, digest, sheet.plan.status == "draft"),
    )


def _head(office: OfficeRow) -> Head:
    first = (word.strip("„“”\"'«»()")[:1] for word in office.name.split())
    mark = "".join(one for one in first if one.isalpha())[-2:].upper()
    if office.abbreviation and len(office.abbreviation) <= 3:
        mark = office.abbreviation
    return Head(name=office.name, mark=mark, lines=tuple(one for one in (office.address, office.phone, office.email) if one))


def _project(sheet: PlanSheet, wording: Wording) -> tuple[Label, ...]:
    project = sheet.project
    if project is None:
        return ()
    lines: list[Label] = [wording.label(message("paper.plan.project", title=project.title, code=project.code))]
    if project.visibility_text:
        lines.extend((line,) for line in project.visibility_text.split("\n"))
    elif project.funder:
        lines.append(wording.label(message("paper.plan.funder", funder=project.funder)))
    return tuple(lines)


def _footer(wording: Wording, number: str, version: Message, as_of: str, digest: str, draft: bool) -> tuple[Footer, ...]:
    lines = []
    for texts in filter(None, (wording.first, wording.second)):
        parts = [
            texts.say(message("paper.plan.footer", number=number, version=version)),
            texts.say(message("paper.as_of", date=texts.date(as_of), time=texts.time(as_of))),
            texts.say(message("paper.code")),
        ]
        if draft:
            parts.insert(0, texts.say(message("paper.draft")).upper())
        lines.append(Footer(text=" · ".join(parts), code=digest[:CODE_LENGTH], pages=texts.say(message("paper.pages"))))
    return tuple(lines)
