"""Every paper that can be printed: its name, what its `--id` is a record of, and who writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.paper.access import access
from caseworker_desktop.paper.attendance import attendance
from caseworker_desktop.paper.breach import breach
from caseworker_desktop.paper.calendar import calendar
from caseworker_desktop.paper.certificate import certificate
from caseworker_desktop.paper.consents import consent
from caseworker_desktop.paper.form import Form, Made
from caseworker_desktop.paper.helping import checklist, letter, mentor_sheet, minutes, referral
from caseworker_desktop.paper.partner_sheet import partner_sheet
from caseworker_desktop.paper.placement import agreement, skills, tutor_sheet
from caseworker_desktop.paper.projects import handout, project_sheet
from caseworker_desktop.paper.questionnaire import questionnaire

Maker = Callable[[Form, str, str], Made]
"""(form, kind of the record, its id) → the paper. Raises Refused when something it needs is not here."""


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A paper: `records` are the kinds its id may be of, the first is preferred; `needs` the kinds a worker must be allowed to read;
    `copies`: whether it has a client's copy; `person`: the paper is of this one's own language when the house speaks it."""

    name: str
    title: Message
    records: tuple[str, ...]
    make: Maker
    needs: tuple[str, ...]
    copies: bool = False
    person: bool = False


PAPERS: tuple[PaperKind, ...] = (
    PaperKind("consent", message("papers.kind.consent"), ("consent", "person"), consent, ("person", "consent"), copies=True, person=True),
    PaperKind("questionnaire", message("papers.kind.questionnaire"), ("participation",), questionnaire, ("person", "participation"), copies=True,
              person=True),
    PaperKind("attendance", message("papers.kind.attendance"), ("session", "group"), attendance, ("session", "attendance"), copies=True),
    PaperKind("certificate", message("papers.kind.certificate"), ("group_member", "group"), certificate, ("group_member",)),
    PaperKind("referral", message("papers.kind.referral"), ("referral",), referral, ("person", "referral"), copies=True, person=True),
    PaperKind("partner", message("referring.sheet.title"), ("partner",), partner_sheet, ("partner",)),
    PaperKind("checklist", message("papers.kind.checklist"), ("case",), checklist, ("case", "checklist_item"), copies=True, person=True),
    PaperKind("placement-agreement", message("papers.kind.placement_agreement"), ("placement",), agreement, ("person", "placement"), copies=True,
              person=True),
    PaperKind("tutor-sheet", message("papers.kind.tutor_sheet"), ("placement",), tutor_sheet, ("person", "placement"), copies=True),
    PaperKind("skills", message("papers.kind.skills"), ("person", "case"), skills, ("person", "placement"), copies=True, person=True),
    PaperKind("mentor-sheet", message("papers.kind.mentor_sheet"), ("match",), mentor_sheet, ("match", "mentor")),
    PaperKind("minutes", message("papers.kind.minutes"), ("session",), minutes, ("session",), copies=True),
    PaperKind("letter", message("papers.kind.letter"), ("person",), letter, ("person",), person=True),
    PaperKind("calendar", message("papers.kind.calendar"), ("staff",), calendar, ("session", "task")),
    PaperKind("person", message("papers.kind.person"), ("person",), access, ("person", "case", "session"), copies=True, person=True),
    PaperKind("project", message("papers.kind.project"), ("project",), project_sheet, ("project",)),
    PaperKind("breach", message("papers.breach.title"), ("loss",), breach, ()),
    PaperKind("handout", message("papers.kind.handout"), ("project",), handout, ("project",)),
)
