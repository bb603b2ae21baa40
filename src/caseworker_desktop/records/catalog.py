"""All kinds of the casework, in the order of the data dictionary."""

from __future__ import annotations

from typing import Any

from caseworker_desktop.records.assessment.assessment import Assessment
from caseworker_desktop.records.assessment.need import Need
from caseworker_desktop.records.document.document import Document
from caseworker_desktop.records.mentor.clearance import Clearance
from caseworker_desktop.records.mentor.match import Match
from caseworker_desktop.records.mentor.mentor import Mentor
from caseworker_desktop.records.organisation.agreement import Agreement, Deliverable
from caseworker_desktop.records.organisation.funding import Funding
from caseworker_desktop.records.organisation.indicator import Indicator
from caseworker_desktop.records.organisation.institution import Institution
from caseworker_desktop.records.organisation.organisation import Organisation
from caseworker_desktop.records.organisation.project import Project, ProjectPart
from caseworker_desktop.records.organisation.staff import Staff
from caseworker_desktop.records.organisation.template import Template
from caseworker_desktop.records.organisation.term import Term
from caseworker_desktop.records.outcome.follow_up import FollowUp
from caseworker_desktop.records.outcome.handover import Handover
from caseworker_desktop.records.outcome.outcome import Outcome
from caseworker_desktop.records.outcome.story import Story
from caseworker_desktop.records.partner.attitude import Attitude
from caseworker_desktop.records.partner.minutes import Minutes
from caseworker_desktop.records.partner.partner import Partner, PartnerContact
from caseworker_desktop.records.partner.referral import Referral
from caseworker_desktop.records.person.case import Case
from caseworker_desktop.records.person.consent import Consent
from caseworker_desktop.records.person.contact import ContactAttempt, ContactRoute
from caseworker_desktop.records.person.custody import LegalStatus, ReleaseDate, Stay
from caseworker_desktop.records.person.flag import Flag
from caseworker_desktop.records.person.offence import Offence
from caseworker_desktop.records.person.participation import Participation
from caseworker_desktop.records.person.person import Person
from caseworker_desktop.records.person.person_code import PersonCode
from caseworker_desktop.records.person.relation import Relation
from caseworker_desktop.records.person.situation import Situation
from caseworker_desktop.records.plan.goal import Goal
from caseworker_desktop.records.plan.plan import Plan
from caseworker_desktop.records.plan.plan_review import PlanReview
from caseworker_desktop.records.plan.plan_version import PlanSignature, PlanVersion
from caseworker_desktop.records.plan.step import Step
from caseworker_desktop.records.session.attendance import Attendance
from caseworker_desktop.records.session.group import Group, GroupMember, Programme
from caseworker_desktop.records.session.note import Note
from caseworker_desktop.records.session.session import Session
from caseworker_desktop.records.task.checklist_item import ChecklistItem
from caseworker_desktop.records.task.supervision import Supervision
from caseworker_desktop.records.task.task import Task
from caseworker_desktop.records.work.application import Application
from caseworker_desktop.records.work.placement import Placement
from caseworker_desktop.records.work.pledge import Pledge
from caseworker_desktop.store.declare import Catalog

KINDS = (
    Organisation, Staff, Institution, Term, Project, ProjectPart, Funding, Indicator, Agreement, Deliverable, Template,
    Person, PersonCode, Case, LegalStatus, Stay, ReleaseDate, Situation, Relation, Consent,
    ContactRoute, ContactAttempt, Flag, Offence, Participation,
    Need, Assessment, Plan, Goal, Step, PlanReview, PlanVersion, PlanSignature,
    Session, Attendance, Note, Programme, Group, GroupMember,
    Mentor, Clearance, Match, Partner, PartnerContact, Minutes, Pledge, Placement, Application, Referral, Attitude,
    Outcome, FollowUp, Handover, Story, Task, ChecklistItem, Supervision, Document,
)


def build_catalog(kept: tuple[type[Any], ...] = ()) -> Catalog:
    """Return the catalog of all casework kinds and of those `kept` by the program. Raises TypeError when a declaration contradicts itself."""
    return Catalog((*KINDS, *kept))
