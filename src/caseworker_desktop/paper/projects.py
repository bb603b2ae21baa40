"""Papers of a project: the project sheet that goes with reports, with its annex of what was published, and the handout for employers."""

from __future__ import annotations

from typing import Any

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.paper.form import DASH, Form, Made
from caseworker_desktop.paper.model import Section, Value
from caseworker_desktop.paper.source import Source
from caseworker_desktop.records.organisation.period import months_between
from caseworker_desktop.records.person.phones import spaced

_PUBLISHED = ("publicity", "evidence")
_PRODUCT_COLUMNS = ((message("papers.project.product"), 3.5), (message("papers.project.version"), 1.2), (message("papers.project.date"), 1.3))


def project_sheet(form: Form, kind: str, id_: str) -> Made:
    """Return what a project is: programme, priority, measure and code as written, money, people, aims, parts, products, lessons, annex."""
    source = form.source
    project = source.must("project", id_)
    parent = source.row("project", project.parent)
    months = months_between(project.period_from, project.period_to)
    long = form.wording.say(message("papers.project.months", count=months)) if months is not None else DASH
    until = form.date(project.period_to) if project.period_to else form.wording.say(message("papers.project.open_end"))
    facts: list[tuple[Message, Value]] = [
        (message("papers.project.code"), project.code),
        (message("papers.project.programme"), project.programme or DASH),
        (message("papers.project.priority"), project.priority or DASH),
        (message("papers.project.measure"), project.measure or DASH),
        (message("papers.project.part_of"), f"{parent.title} ({parent.code})" if parent is not None else DASH),
        (message("papers.project.role"), form.code("project_roles", project.role)),
        (message("papers.project.funder"), project.funder or DASH),
        (message("papers.period"), f"{form.date(project.period_from)} – {until}"),
        (message("papers.project.long"), long),
        (message("papers.project.status"), form.code("project_statuses", project.status)),
        (message("papers.project.lead"), source.staff(project.lead) or DASH),
        (message("papers.project.author"), project.author or DASH),
    ]
    return Made(
        title=message("papers.project.title"),
        leaves=(form.leaf(
            message("papers.project.title"), form.facts((project.title,), facts), _money(form, project), _aims(form, project), _what(form, project),
            _parts(form, project), _products(form, project), _agreements(form, project),
            form.prose(message("papers.project.lessons"), *project.lessons.split("\n")) if project.lessons else None, _annex(form, project)),),
        project=project.id, about=(("project", project.id),))


def handout(form: Form, kind: str, id_: str) -> Made:
    """Return what an employer takes home: what is offered, how the stages go, whom to call. It prints after the project has closed as well."""
    source = form.source
    project = source.must("project", id_)
    stages = [(one.name, form.period(one.from_, one.to)) for one in _sorted_parts(source, project.id) if one.kind == "stage"]
    lead = source.row("staff", project.lead)
    contact: list[tuple[Message, Value]] = [
        (message("papers.handout.who"), source.staff(project.lead) or DASH),
        (message("papers.phone"), spaced(lead.phone) if lead is not None and lead.phone else DASH),
        (message("papers.email"), lead.email if lead is not None and lead.email else DASH)]
    made = [(one.name, one.version or "", form.date(one.date)) for one in source.rows("deliverable", project=project.id)]
    columns = [(message("papers.project.part"), 3.0), (message("papers.period"), 2.0)]
    return Made(
        title=message("papers.handout.title"),
        leaves=(form.leaf(
            message("papers.handout.title"),
            form.said(None, message("papers.handout.offer"), message("papers.handout.gain"), message("papers.handout.care")),
            form.said(message("papers.handout.how"), message("papers.handout.step1"), message("papers.handout.step2"),
                      message("papers.handout.step3")),
            form.table(message("papers.project.stages"), columns, stages) if stages else None,
            form.table(message("papers.project.products"), _PRODUCT_COLUMNS, made) if made else None,
            form.facts(message("papers.handout.contact"), contact)),),
        project=project.id, about=(("project", project.id),))


def _money(form: Form, project: Any) -> Section | None:
    rows = sorted(form.source.rows("funding", project=project.id), key=lambda one: (-float(one.share_percent or 0), one.source))
    columns = [(message("papers.project.source"), 3.0), (message("papers.project.share"), 1.2), (message("papers.project.amount"), 1.5)]
    cells = [(one.source, f"{form.number(_plain(one.share_percent))} %" if one.share_percent else DASH,
              f"{form.wording.first.number(one.amount, 2)} €" if one.amount else DASH) for one in rows]
    return form.table(message("papers.project.money"), columns, cells) if rows else None


def _aims(form: Form, project: Any) -> Section | None:
    rows = [(one.get("code") or "", one.get("text") or DASH, form.codes("services", tuple(one.get("services") or ()))) for one in project.aims]
    columns = [(message("papers.project.aim"), 1.3), (message("papers.project.text"), 3.0), (message("papers.project.services"), 2.5)]
    return form.table(message("papers.project.aims"), columns, rows) if rows else None


def _what(form: Form, project: Any) -> Section:
    return form.facts(message("papers.project.for_whom"), [
        (message("papers.project.target_groups"), form.codes("target_groups", project.target_groups)),
        (message("papers.project.services"), form.codes("services", project.services)),
        (message("papers.project.places"), form.codes("municipalities", project.places))], columns=1)


def _sorted_parts(source: Source, project: str) -> list[Any]:
    return sorted(source.rows("project_part", project=project), key=lambda one: (one.kind, one.from_ or "9999", one.name))


def _parts(form: Form, project: Any) -> Section | None:
    rows = [(form.code("project_part_kinds", one.kind), one.name, form.period(one.from_, one.to))
            for one in _sorted_parts(form.source, project.id)]
    columns = [(message("papers.project.part_kind"), 1.2), (message("papers.project.part"), 3.5), (message("papers.period"), 2.2)]
    return form.table(message("papers.project.parts"), columns, rows) if rows else None


def _products(form: Form, project: Any) -> Section | None:
    made = sorted(form.source.rows("deliverable", project=project.id), key=lambda one: (one.date or "9999", one.name))
    rows = [(one.name, one.version or "", form.date(one.date)) for one in made]
    return form.table(message("papers.project.products"), _PRODUCT_COLUMNS, rows) if rows else None


def _agreements(form: Form, project: Any) -> Section | None:
    source = form.source
    found = sorted(source.rows("agreement", project=project.id), key=lambda one: (one.signed_on or "", one.id))
    rows = [(one.number or DASH, _other_party(form, one), form.date(one.signed_on), form.period(one.valid_from, one.valid_to))
            for one in found]
    columns = [(message("papers.number"), 1.2), (message("papers.project.other_party"), 2.8), (message("papers.project.signed"), 1.2),
               (message("papers.period"), 2.0)]
    return form.table(message("papers.project.agreements"), columns, rows) if rows else None


def _other_party(form: Form, agreement: Any) -> str:
    day = agreement.signed_on or form.source.day
    return form.source.partner(agreement.partner) or form.source.institution(agreement.institution, day, form.language) or DASH


def _annex(form: Form, project: Any) -> Section | None:
    found = sorted((one for one in form.source.rows("document", project=project.id) if one.kind in _PUBLISHED and not one.persons),
                   key=lambda one: (one.on or "", one.id))
    rows = [(form.date(one.on), one.title, one.source_url or DASH) for one in found]
    columns = [(message("papers.project.date"), 1.0), (message("papers.project.published"), 3.0), (message("papers.project.link"), 3.0)]
    return form.table(message("papers.project.annex"), columns, rows) if rows else None


def _plain(share: str) -> str:
    return share.rstrip("0").rstrip(".") if "." in share else share
