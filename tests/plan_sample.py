"""A plan as the paper tests print it: the invented man of the design's pictures."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from caseworker_desktop.records.views.plan_rows import (
    CaseRow,
    FlagRow,
    GoalRow,
    NeedRow,
    OfficeRow,
    PersonRow,
    PlanRow,
    PlanSheet,
    ProjectRow,
    ReviewRow,
    StaffName,
    StepRow,
)

LEAD = StaffName("01000000-0000-7000-8000-000000000001", "Eglė", "Kazlauskienė", "+370 600 00001")
JOBS = StaffName("01000000-0000-7000-8000-000000000002", "Ieva", "Mikalauskaitė")
LAWYER = StaffName("01000000-0000-7000-8000-000000000003", "Tomas", "Teisininkas")


def step(
    number: int, text: str, who: str, due: str, status: str = "open", staff: StaffName | None = None, partner: str | None = None,
) -> StepRow:
    return StepRow(
        id=f"03000000-0000-7000-8000-{number:012}", text=text, who=who, staff=staff,
        partner="05000000-0000-7000-8000-000000000001" if partner else None, partner_name=partner,
        service=None, due=due, status=status, done_on=due if status == "done" else None)


def goal(number: int, domain: str, words: str, measure: str, *steps: StepRow, client_copy: bool = True, status: str = "open") -> GoalRow:
    return GoalRow(
        id=f"02000000-0000-7000-8000-{number:012}", order=number, domain=domain, needs=(), own_words=words, measure=measure, client_copy=client_copy,
        status=status, steps=steps)


def need(number: int, domain: str, client: int, worker: int, note: str) -> NeedRow:
    return NeedRow(f"04000000-0000-7000-8000-{number:012}", domain, "2026-04-10", client, worker, note, "in_plan")


def review(number: int, due: str, held: str | None, note: str | None) -> ReviewRow:
    return ReviewRow(f"06000000-0000-7000-8000-{number:012}", due, held, None, note)


def plan_sheet(**changed: Any) -> PlanSheet:
    """Return the sample; `changed` replaces whole parts (`goals=…`)."""
    sheet = PlanSheet(
        day="2026-11-20",
        plan=PlanRow(
            id="07000000-0000-7000-8000-000000000001", case="08000000-0000-7000-8000-000000000001", project="09000000-0000-7000-8000-000000000001",
            number="2026-117", title=None, strengths="Turi suvirintojo patirties (3 metai). Laikosi susitarimų. Sesuo nori palaikyti ryšį.",
            language="lt", status="agreed", agreed_on="2026-04-16", agreement="agreed", agreement_note=None, approved_by=None, approved_on=None,
            created_at="2026-04-14T07:00:00.000+00:00"),
        person=PersonRow("0a000000-0000-7000-8000-000000000001", "Žygimantas", "Šešelgis", "1991-05-12", "LT-02"),
        case=CaseRow("08000000-0000-7000-8000-000000000001", "AL-0417", LEAD),
        office=OfficeRow("VšĮ „Pavyzdinė pagalba“", None, "Pavyzdžio g. 1, LT-00000 Alytus", "+370 600 00000", None),
        project=ProjectRow("09000000-0000-7000-8000-000000000001", "DEMO-2026-01", "Pro vartus", "Bendrai finansuoja Europos Sąjunga", None),
        institution={"code": "LT-K-ALY", "country": "LT", "name_lt": "Alytaus kalėjimas", "name_en": "Alytus Prison"},
        release="2026-12-09",
        goals=(
            goal(1, "N-HOU", "Noriu turėti kur grįžti, kad nereiktų eiti pas senus draugus.", "nuo 2026-12-09 turiu vietą nakvynės namuose.",
                 step(1, "Surinkti dokumentus ir pasirašyti prašymą", "client", "2026-11-19", "done"),
                 step(2, "Patvirtinti vietą Alytaus nakvynės namuose", "staff", "2026-11-25", staff=LEAD),
                 step(3, "Deklaruoti gyvenamąją vietą", "client", "2026-12-11")),
            goal(2, "N-EMP", "Noriu oficialaus darbo pirmą mėnesį.", "pasirašyta darbo sutartis iki 2027-01-09.",
                 step(4, "Parengti gyvenimo aprašymą (CV)", "staff", "2026-11-12", "done", staff=JOBS),
                 step(5, "Pokalbis UAB „Pavyzdinis metalas“", "client", "2026-12-14"),
                 step(6, "Atnaujinti suvirintojo pažymėjimą", "partner", "2027-01-15", partner="Užimtumo tarnyba")),
            goal(3, "N-DEB", "Noriu žinoti, kiek skolingas ir kiek mokėsiu per mėnesį.", "turiu mokėjimo grafiką.",
                 step(7, "Gauti skolų sąrašą iš antstolio", "staff", "2026-11-28", staff=LAWYER),
                 step(8, "Sudaryti mokėjimo grafiką", "client", "2027-01-30"), client_copy=False),
        ),
        needs=(
            need(1, "N-HOU", 2, 1, "Po paleidimo neturi kur gyventi; prašymas nakvynės namams pateiktas."),
            need(2, "N-EMP", 4, 5, "Turi amatą, neturi galiojančio suvirintojo pažymėjimo."),
            need(3, "N-DEB", 3, 2, "Skolų suma tikslinama su antstoliu."),
            need(4, "N-SUP", 6, 7, "Sesuo pasitiks paleidimo dieną."),
        ),
        reviews=(
            review(1, "2026-07-14", "2026-07-16", "1 versija patvirtinta be pakeitimų."),
            review(2, "2026-10-14", "2026-10-29", "2 versija. Pridėtas tikslas „Darbas“. Vėlavo dėl perkėlimo."),
            review(3, "2026-11-20", "2026-11-20", "3 versija. Pridėtas tikslas „Skolos“; atlikti 2 žingsniai."),
            review(4, "2026-12-23", None, None),
            review(5, "2027-03-09", None, None),
        ),
        versions=(),
        consents=frozenset({"share_prison", "share_municipality", "family_contact"}),
        flags=(FlagRow("0b000000-0000-7000-8000-000000000001", "self_harm"),),
        disputed=(),
    )
    return replace(sheet, **changed)
