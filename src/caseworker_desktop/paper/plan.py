"""The individual help plan as page values: the file's copy, and the client's copy that leaves out what a cell mate must not read."""

from __future__ import annotations

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.paper.head import as_of_words, organisation_head, project_lines
from caseworker_desktop.paper.model import Footer, Leaf, Said, Sheet
from caseworker_desktop.paper.plan_sections import client_sections, file_sections
from caseworker_desktop.paper.wording import Wording
from caseworker_desktop.records.views.plan_rows import PlanSheet

#: The footer shows so much of the digest.
CODE_LENGTH = 8


def plan_paper(
    sheet: PlanSheet, wording: Wording, copy: str, as_of: str, digest: str, version: int, *, kept: bool = True, logo: str | None = None,
    emblem: str | None = None,
) -> Sheet:
    """Return the page values of a plan.

    `copy` is file or client; `as_of` the moment (RFC 3339) up to which the data goes; `digest` the content's 64 hex digits; `version` its number,
    with `kept` no when no such version was printed for signature yet; `logo` and `emblem` the file names of the organisation's and the
    funder's pictures among the images.
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
        organisation=organisation_head(sheet.office, wording),
        logo=logo,
        emblem=emblem,
        project=project_lines(sheet.project, wording) if sheet.project else (),
        said=Said(
            ticked=wording.say(message("paper.ticked")),
            unticked=wording.say(message("paper.unticked")),
            measure=wording.label(message("paper.plan.measure")),
            step_head=tuple(wording.label(head) for head in (
                message("paper.plan.step"), message("paper.plan.who"), message("paper.plan.by_when"), message("paper.plan.state"))),
        ),
        leaves=(Leaf(
            heading=wording.label(message("paper.plan.title")),
            sections=client_sections(sheet, wording) if client else file_sections(sheet, wording),
            reference=wording.say(message("paper.plan.reference", number=number, version=kept_version)),
            draft=wording.label(message("paper.draft")) if sheet.plan.status == "draft" else (),
            notice=wording.label(message("paper.plan.client_notice") if client else message("paper.plan.file_notice")),
        ),),
        footer=_footer(wording, number, kept_version, as_of, digest, sheet.plan.status == "draft"),
        project_code=sheet.project.code if sheet.project else None,
    )


def _footer(wording: Wording, number: str, version: Message, as_of: str, digest: str, draft: bool) -> tuple[Footer, ...]:
    lines = []
    for texts in filter(None, (wording.first, wording.second)):
        parts = [
            texts.say(message("paper.plan.footer", number=number, version=version)),
            as_of_words(texts, as_of),
            texts.say(message("paper.code")),
        ]
        if draft:
            parts.insert(0, texts.say(message("paper.draft")).upper())
        lines.append(Footer(text=" · ".join(parts), code=digest[:CODE_LENGTH], pages=texts.say(message("paper.pages"))))
    return tuple(lines)
