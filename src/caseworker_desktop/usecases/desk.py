"""Everything that staff can do in an unlocked workspace, in one frozen value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from caseworker_desktop.records.lists import Lists
from caseworker_desktop.usecases.access import Access
from caseworker_desktop.usecases.aside import SettingAside
from caseworker_desktop.usecases.assessing import Assessing
from caseworker_desktop.usecases.attendance import Attendance
from caseworker_desktop.usecases.auditing import Auditing
from caseworker_desktop.usecases.board import Boards
from caseworker_desktop.usecases.calendar import Calendar
from caseworker_desktop.usecases.care import Care
from caseworker_desktop.usecases.carriers import Carriers
from caseworker_desktop.usecases.caseload import Caseload
from caseworker_desktop.usecases.cases import Cases
from caseworker_desktop.usecases.consenting import Consenting
from caseworker_desktop.usecases.custody import Custody
from caseworker_desktop.usecases.difference import Explaining
from caseworker_desktop.usecases.doctor import Doctor
from caseworker_desktop.usecases.documenting import Documenting
from caseworker_desktop.usecases.doors import Doors
from caseworker_desktop.usecases.drafts import Drafts
from caseworker_desktop.usecases.dumping import Dumping
from caseworker_desktop.usecases.duplicates import Duplicates
from caseworker_desktop.usecases.editing import Editing
from caseworker_desktop.usecases.employing import Employing
from caseworker_desktop.usecases.enrolling import Enrolling
from caseworker_desktop.usecases.exchange import Exchange
from caseworker_desktop.usecases.exporting import Exporting
from caseworker_desktop.usecases.family import Family
from caseworker_desktop.usecases.finding import Finding
from caseworker_desktop.usecases.following import Following
from caseworker_desktop.usecases.form_filling import FormFilling
from caseworker_desktop.usecases.funder_report import FunderReport
from caseworker_desktop.usecases.gathering import Gatherings
from caseworker_desktop.usecases.goal_library import GoalLibrary
from caseworker_desktop.usecases.groups import Groups
from caseworker_desktop.usecases.handing import Handing
from caseworker_desktop.usecases.inbox import Inbox
from caseworker_desktop.usecases.institutions import Institutions
from caseworker_desktop.usecases.intake import Intake
from caseworker_desktop.usecases.intake_undo import IntakeUndo
from caseworker_desktop.usecases.lease import Lease
from caseworker_desktop.usecases.leaving import Leaving
from caseworker_desktop.usecases.likeness import Likeness
from caseworker_desktop.usecases.loading import Loading
from caseworker_desktop.usecases.matching import Matching
from caseworker_desktop.usecases.mentoring import Mentoring
from caseworker_desktop.usecases.noting import Noting
from caseworker_desktop.usecases.papers import Papers
from caseworker_desktop.usecases.parked import Parked
from caseworker_desktop.usecases.participating import Participating
from caseworker_desktop.usecases.partnering import Partnering
from caseworker_desktop.usecases.people import People
from caseworker_desktop.usecases.placing import Placing
from caseworker_desktop.usecases.planning import Planning
from caseworker_desktop.usecases.previewing import Previewing
from caseworker_desktop.usecases.printing import Printing
from caseworker_desktop.usecases.processes import Processes
from caseworker_desktop.usecases.projects import Projects
from caseworker_desktop.usecases.protected import Protected
from caseworker_desktop.usecases.receiving import Receiving
from caseworker_desktop.usecases.referring import Referring
from caseworker_desktop.usecases.report_builder import ReportBuilder
from caseworker_desktop.usecases.reporting import Reporting
from caseworker_desktop.usecases.retention import Retention
from caseworker_desktop.usecases.rights import Rights
from caseworker_desktop.usecases.saved_listings import SavedListings
from caseworker_desktop.usecases.scenarios import Scenarios
from caseworker_desktop.usecases.scoping import Scoping
from caseworker_desktop.usecases.sessions import Sessions
from caseworker_desktop.usecases.supervising import Supervising
from caseworker_desktop.usecases.tasks import Tasks
from caseworker_desktop.usecases.templating import Templating
from caseworker_desktop.usecases.today import Today
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import Writer


@dataclass(frozen=True, slots=True)
class Desk:
    """The use cases of one sitting; `elsewhere(folder)` are the doors of another workspace's folder; `close()` ends the sitting and lets
    others into the workspace."""

    worker: Worker
    lists: Lists
    writer: Writer
    protected: Protected
    loading: Loading
    dumping: Dumping
    exporting: Exporting
    finding: Finding
    people: People
    editing: Editing
    scenarios: Scenarios
    consenting: Consenting
    cases: Cases
    family: Family
    participating: Participating
    likeness: Likeness
    sessions: Sessions
    groups: Groups
    attendance: Attendance
    noting: Noting
    gatherings: Gatherings
    tasks: Tasks
    today: Today
    assessing: Assessing
    calendar: Calendar
    carriers: Carriers
    caseload: Caseload
    supervising: Supervising
    drafts: Drafts
    institutions: Institutions
    exchange: Exchange
    receiving: Receiving
    previewing: Previewing
    enrolling: Enrolling
    inbox: Inbox
    duplicates: Duplicates
    access: Access
    aside: SettingAside
    custody: Custody
    lease: Lease
    rights: Rights
    retention: Retention
    parked: Parked
    explaining: Explaining
    auditing: Auditing
    scoping: Scoping
    intake: Intake
    intake_undo: IntakeUndo
    planning: Planning
    goal_library: GoalLibrary
    printing: Printing
    documenting: Documenting
    projects: Projects
    templating: Templating
    papers: Papers
    partnering: Partnering
    referring: Referring
    leaving: Leaving
    following: Following
    handing: Handing
    mentoring: Mentoring
    matching: Matching
    placing: Placing
    employing: Employing
    processes: Processes
    reporting: Reporting
    boards: Boards
    funder_report: FunderReport
    form_filling: FormFilling
    report_builder: ReportBuilder
    saved_listings: SavedListings
    care: Care
    doctor: Doctor
    elsewhere: Callable[[Path], Doors]
    close: Callable[[], None]
