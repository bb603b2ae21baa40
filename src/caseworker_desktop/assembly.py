"""From an open store to a Desk: every use case of a sitting is built here, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from caseworker_desktop.paper.press import Press
from caseworker_desktop.records.assessment.sheets import Sheets
from caseworker_desktop.store.lockfile import WorkspaceLock
from caseworker_desktop.store.store import Store
from caseworker_desktop.texts import Texts
from caseworker_desktop.usecases.access import Access
from caseworker_desktop.usecases.aside import SettingAside
from caseworker_desktop.usecases.assessing import Assessing
from caseworker_desktop.usecases.attendance import Attendance
from caseworker_desktop.usecases.auditing import Auditing
from caseworker_desktop.usecases.board import Boards
from caseworker_desktop.usecases.burden import Burden
from caseworker_desktop.usecases.calendar import Calendar
from caseworker_desktop.usecases.care import Care
from caseworker_desktop.usecases.carriers import Carriers
from caseworker_desktop.usecases.caseload import Caseload
from caseworker_desktop.usecases.cases import Cases
from caseworker_desktop.usecases.consenting import Consenting
from caseworker_desktop.usecases.custody import Custody
from caseworker_desktop.usecases.desk import Desk
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
from caseworker_desktop.usecases.heard import Heard
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
from caseworker_desktop.usecases.parts import Parts
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
from caseworker_desktop.usecases.retention import Retention, terms
from caseworker_desktop.usecases.rights import Rights
from caseworker_desktop.usecases.saved_listings import SavedListings
from caseworker_desktop.usecases.scenarios import Scenarios
from caseworker_desktop.usecases.scoping import Scoping
from caseworker_desktop.usecases.seldom import Seldom
from caseworker_desktop.usecases.sessions import Sessions
from caseworker_desktop.usecases.supervising import Supervising
from caseworker_desktop.usecases.tasks import Tasks
from caseworker_desktop.usecases.templating import Templating
from caseworker_desktop.usecases.today import Today
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import Writer
from caseworker_desktop.vault.trust import load_words

OpenStore = Callable[[Path, bytes], Store]


def assemble(parts: Parts, store: Store, worker: Worker, writer: Writer, lock: WorkspaceLock, db_key: bytes,
             open_store: OpenStore, elsewhere: Callable[[Path], Doors]) -> Desk:
    """Build the use cases of one sitting over an open store. `elsewhere`: the doors of another folder."""
    with store.reading() as reading:
        lists = parts.lists.with_terms(reading.rows("term"))

    def close() -> None:
        try:
            store.close()
        finally:
            lock.release()

    def texts_of(language: str) -> Texts:
        return Texts(parts.settings.resources, language, strict=False)

    lease = Lease(store, worker, parts.catalog)
    may, protected = lease.may(parts.permissions.may), Protected(store, worker, parts.shipped)
    noting = Noting(store, writer, protected, worker)
    editing = Editing(store, writer, protected, worker, parts.shipped, may)
    exchange = Exchange(store, writer, worker, parts.shipped)
    receiving = Receiving(store, writer, worker, exchange, lease)
    enrolling = Enrolling(
        store,
        writer,
        worker,
        parts.shipped,
        exchange,
        receiving,
        load_words(parts.settings.resources),
        parts.settings.kdf_profile,
        lists.codes("roles"),
    )
    if worker.joined and not worker.office:
        enrolling.give_custody(worker.secret)
    parked, heard, seldom = Parked(store, writer, worker), Heard(store), Seldom(store)
    parked.retry_after_upgrade()
    planning = Planning(store, writer, worker, may, parts.shipped["institution"])
    documenting = Documenting(store, writer, worker, may, lists)
    printing = Printing(
        store,
        writer,
        worker,
        may,
        lists,
        parts.shipped["institution"],
        lambda: Press(parts.settings.resources),
        lambda language: Texts(parts.settings.resources, language, strict=False),
        documenting.pictures,
    )
    reporting = Reporting(store, worker, may, lists, parts.shipped["institution"], lambda language: texts_of(language).say, lease.check)
    builder = ReportBuilder(store, worker, may, lists, parts.shipped["institution"], texts_of, lease.check)
    dumping = Dumping(store, worker, parts.shipped, may, lease.check)
    return Desk(
        worker=worker,
        lists=lists,
        writer=writer,
        protected=protected,
        loading=Loading(store, writer, parts.shipped),
        dumping=dumping,
        exporting=Exporting(parts.catalog, worker, dumping, texts_of),
        finding=Finding(store, worker, parts.shipped, may, lease.check),
        people=People(store, writer, protected, worker, may),
        editing=editing,
        scenarios=Scenarios(store, worker, lists, editing),
        consenting=Consenting(store, worker, lists, editing, Texts(parts.settings.resources, worker.language, strict=False).say),
        cases=Cases(store, worker, editing),
        family=Family(store, worker, editing),
        participating=Participating(store, worker, parts.shipped, editing),
        likeness=Likeness(store),
        sessions=Sessions(store, writer, worker),
        groups=Groups(store, writer, worker, may),
        attendance=Attendance(store, writer, worker),
        noting=noting,
        gatherings=Gatherings(store, writer, worker, noting, seldom),
        tasks=Tasks(store, writer, worker),
        today=Today(store, worker, may, heard),
        assessing=Assessing(store, writer, protected, worker, may, lists, Sheets.load(parts.settings.resources)),
        calendar=Calendar(store, worker),
        carriers=Carriers(store, writer, worker),
        caseload=Caseload(store, worker, Burden(store, heard)),
        supervising=Supervising(store, writer, protected, worker, may),
        drafts=Drafts(store, worker),
        institutions=Institutions(store, parts.shipped),
        exchange=exchange,
        receiving=receiving,
        previewing=Previewing(store, worker, exchange, receiving, may),
        enrolling=enrolling,
        inbox=Inbox(store, writer, worker, parts.shipped, may),
        duplicates=Duplicates(store, writer, worker, may),
        access=Access(store, writer, worker, parts.shipped, exchange, db_key, parts.settings.kdf_profile),
        aside=SettingAside(store, writer, worker, exchange),
        scoping=Scoping(store, writer, worker, parts.shipped, exchange),
        auditing=Auditing(store, worker),
        explaining=Explaining(store, writer, worker, parts.shipped, exchange),
        parked=parked,
        retention=Retention(store, worker, terms(parts.settings.resources)),
        rights=Rights(store, writer, worker, parts.shipped),
        lease=lease,
        custody=Custody(store, writer, worker, db_key, parts.settings.kdf_profile),
        intake_undo=IntakeUndo(store, writer, worker, SettingAside(store, writer, worker, exchange)),
        intake=Intake(store, writer, worker, lists, parts.shipped, Texts(parts.settings.resources, worker.language, strict=False).say),
        planning=planning,
        goal_library=GoalLibrary(store, planning, parts.settings.resources / "templates" / "goals"),
        printing=printing,
        documenting=documenting,
        projects=Projects(store, worker, editing, documenting, parts.shipped),
        templating=Templating(store, writer, worker, may),
        papers=Papers(store, worker, may, lists, parts.shipped["institution"], printing, protected),
        partnering=Partnering(store, writer, worker, may, lists, parts.shipped, seldom),
        referring=Referring(store, writer, worker, may),
        leaving=Leaving(store, writer, worker, may, lists, heard),
        following=Following(store, writer, worker, lists),
        handing=Handing(store, writer, worker, lists, parts.shipped),
        mentoring=Mentoring(store, writer, worker, may),
        matching=Matching(store, writer, worker, may),
        placing=Placing(store, writer, worker, may),
        employing=Employing(store, writer, worker, may),
        processes=Processes(store, writer, parts.settings.resources / "templates" / "processes"),
        reporting=reporting,
        boards=Boards(store, writer, worker, reporting),
        funder_report=FunderReport(reporting, worker, lists, texts_of, printing, parts.settings.resources / "emblems"),
        form_filling=FormFilling(reporting, worker, lists, texts_of),
        report_builder=builder,
        saved_listings=SavedListings(store, writer, worker, may, builder),
        care=Care(store, worker, db_key, open_store),
        doctor=Doctor(store, writer),
        elsewhere=elsewhere,
        close=close,
    )
