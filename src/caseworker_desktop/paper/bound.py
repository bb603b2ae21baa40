"""Binds what a maker wrote into a sheet: head, project, footer with the moment and the page, in the paper's languages."""

from __future__ import annotations

from caseworker_desktop.kernel.message import message
from caseworker_desktop.paper.form import Form, Made
from caseworker_desktop.paper.head import as_of_words, organisation_head, project_lines
from caseworker_desktop.paper.model import Footer, Said, Sheet
from caseworker_desktop.records.views.plan_rows import OfficeRow, ProjectRow


def bound(made: Made, form: Form, office: OfficeRow, project: ProjectRow | None, as_of: str, *, logo: str | None = None,
          emblem: str | None = None) -> Sheet:
    """Return the sheet of a paper. `as_of` is the moment (RFC 3339) up to which the data goes; `logo`, `emblem` names among the images."""
    wording = form.wording
    return Sheet(
        language=wording.first.language,
        second_language=wording.second.language if wording.second else None,
        words_language=wording.first.language,
        large=False,
        title=wording.say(made.title),
        organisation=organisation_head(office, wording),
        logo=logo,
        emblem=emblem,
        project=project_lines(project, wording) if project is not None else (),
        said=Said(wording.say(message("paper.ticked")), wording.say(message("paper.unticked"))),
        leaves=made.leaves,
        footer=tuple(
            Footer(text=f"{texts.say(made.title)} · {as_of_words(texts, as_of)}", code="", pages=texts.say(message("paper.pages")))
            for texts in (wording.first, wording.second) if texts is not None),
        form=made.form,
        project_code=project.code if project is not None else None,
    )
