"""What stands above and below on every paper: who we are, whose project pays for it, and how old the data is."""

from __future__ import annotations

from decimal import Decimal

from caseworker_desktop.kernel.message import message
from caseworker_desktop.paper.model import Head, Label
from caseworker_desktop.paper.wording import Wording
from caseworker_desktop.records.person.phones import spaced
from caseworker_desktop.records.views.plan_rows import OfficeRow, ProjectRow
from caseworker_desktop.texts import Texts


def organisation_head(office: OfficeRow, wording: Wording) -> Head:
    """Return the organisation's name, code and addresses, and the two letters that stand for a missing emblem."""
    first = (word.strip("„“”\"'«»()")[:1] for word in office.name.split())
    mark = "".join(one for one in first if one.isalpha())[-2:].upper()
    if office.abbreviation and len(office.abbreviation) <= 3:
        mark = office.abbreviation
    code = wording.say(message("paper.legal_code", code=office.legal_code)) if office.legal_code else None
    reached = " · ".join(one for one in (spaced(office.phone) if office.phone else None, office.email) if one)
    short = office.abbreviation if office.abbreviation and office.abbreviation not in office.name else None
    return Head(
        name=f"{office.name} ({short})" if short else office.name, mark=mark, lines=tuple(one for one in (code, office.address, reached) if one))


def project_lines(project: ProjectRow, wording: Wording) -> tuple[Label, ...]:
    """Return the lines that name a project: title and code exactly as written, what it is part of, who pays, what the funder wants said."""
    lines: list[Label] = [wording.label(message("paper.plan.project", title=project.title, code=project.code))]
    if project.parent:
        lines.append(wording.label(message("paper.project.parent", title=project.parent)))
    elif project.programme:
        lines.append((project.programme,))
    if project.funder:
        lines.append(wording.label(message("paper.plan.funder", funder=project.funder)))
    if len(project.funding) > 1:
        lines.append((", ".join(_share(one, wording) for one in project.funding),))
    if project.visibility_text:
        lines.extend((line,) for line in project.visibility_text.split("\n"))
    return tuple(lines)


def as_of_words(texts: Texts, as_of: str) -> str:
    """Return up to which moment the data goes, in the language's long form (`2023 m. vasario 21 d. 16:32`)."""
    return texts.say(message("paper.as_of", date=texts.long_date(as_of), time=texts.time(as_of)))


def _share(one: tuple[str, str | None], wording: Wording) -> str:
    source, percent = one
    return source if percent is None else f"{source} {wording.first.number(f'{Decimal(percent).normalize():f}')} %"
