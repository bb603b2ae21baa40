"""Three of the training workspace's stories, lived on: a family that meets again, a mother without a client, a consent taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from caseworker_desktop import bootstrap
from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.errors import LineRefused, Refused
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.person.dossier_view import DossierTab
from caseworker_desktop.ui.person.view import PersonView
from caseworker_desktop.ui.preferences import Preferences
from caseworker_desktop.ui.session.view import ConsultationPanel
from caseworker_desktop.ui.shell.sitting import people_finder, status_signs, who_works
from caseworker_desktop.ui.shell.window import Shell
from caseworker_desktop.ui.theme.theme import Theme
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.doors import NewTraining
from caseworker_desktop.usecases.reporting import Question
from tests.clock import StandingClock
from tests.day_shell import front, settle, shut
from tests.keys import type_text
from tests.pdf_text import read_pdf
from tests.ui.faults import show_at
from tests.workspace import PASSPHRASE

PROJECT = "MOKYMAI-LT"


class Place:
    """The training workspace and its window."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        self.desk, self.shell = desk, shell

    def find(self, name: str) -> str:
        (face,) = [face for face in self.desk.people.pick(name) if f"{face.given_names} {face.family_name}" == name]
        return face.id

    def page(self, person: str, tab: str = "timeline") -> PersonView:
        self.shell.open("people", person=person, tab=tab)
        settle()
        view = front(self.shell).findChild(PersonView)
        assert isinstance(view, PersonView)
        return view

    def tab(self, person: str, tab: str, group: str) -> DossierTab:
        view = self.page(person, tab)
        found = view._built[tab]
        assert isinstance(found, DossierTab)
        found.show_group(group)
        settle()
        return found

    def fill(self, tab: DossierTab, token: str, **typed: object) -> None:
        """Open a form, fill it, save it by Ctrl+Enter."""
        tab.open(token)
        form = tab.panel.form
        assert form is not None
        for name, value in typed.items():
            form.editors[name.replace("from_", "from")].show(value)
        assert tab.panel.command("save")
        settle()


@pytest.fixture
def place(tmp_path: Path, settings: Settings, clock: StandingClock, theme: Theme, texts: Texts) -> Iterator[Place]:
    doors = bootstrap.FolderDoors(bootstrap.build_parts(settings, clock), tmp_path / "demo")
    doors.create_training(NewTraining(PASSPHRASE, scale=0, seed=7), Silent())
    desk = doors.unlock("demo", PASSPHRASE, Silent())
    shell = Shell(
        desk, texts, who=who_works(desk, texts), find_people=people_finder(desk, texts), signs=status_signs(desk), preferences=Preferences)
    show_at(shell, 1366, 768)
    assert QTest.qWaitForWindowActive(shell)
    yield Place(desk, shell)
    shut(shell)
    desk.close()


def facts(tab: DossierTab) -> str:
    """Return all words that the tab shows now."""
    return "\n".join(part.accessibleName() for part in tab._inside.findChildren(type(tab._inside)) if part.accessibleName())


def test_v02_a_father_goes_home_and_his_wife_takes_part_herself(place: Place) -> None:
    desk, rokas = place.desk, place.find("Rokas Netikras")
    family = place.tab(rokas, "family", "relatives")
    people = {each.given_names: each for each in desk.family.relatives(rokas)}
    assert set(people) == {"Jurga", "Matas", "Emilija"}
    assert [len(str(people[child].birth_date)) for child in ("Matas", "Emilija")] == [4, 4], "of children the year of birth alone"
    assert "Jurga Netikrienė, Artima parama" in facts(family)
    own = people["Jurga"]
    assert (own.case_kind, own.participates) == ("family", True)
    assert {permit.state for permit in desk.consenting.standing(own.person) if permit.purpose == "core_services"} == {"valid"}
    taking = [person for person in (rokas, *(each.person for each in people.values())) if desk.editing.rows("participation", person=person)]
    assert taking == [rokas, own.person], "two take part, not four"
    # ties: the five answers of the family sheet, three at the beginning and seven now
    measured = sorted(desk.editing.rows("assessment", case=desk.cases.of(rokas)[0].id), key=lambda row: row.on)
    scores = [desk.editing.read("assessment", row.id) for row in measured]
    assert [row["score"] for row in scores if row and row["instrument"] == "FAM-5"] == ["3", "7"]
    # the municipality: the project helps where he lives
    offers = {offer.title: offer.lives_elsewhere for offer in desk.participating.offers(rokas)}
    assert offers["PV"] is False
    # he is spoken to in the right form
    names = place.tab(rokas, "data", "person")
    assert "Kreipinys (šauksmininkas): Rokai Netikrai" in facts(names)
    assert "Rokai Netikrai" in read_pdf(desk.papers.print("letter", rokas, purpose="preview").pdf).flowing
    # mediation goes on with the child-rights service: with a consent only
    partner = desk.editing.rows("referral", person=rokas)[0].partner
    wish = {"direction": "out", "person": rokas, "partner": partner, "on": "2026-11-21", "status": "draft"}
    consent = next(row for row in desk.editing.rows("consent", person=rokas) if row.purpose == "share_partner")
    desk.editing.save("referral", None, {**wish, "consent": consent.id})
    tab = place.tab(rokas, "data", "consents")
    tab.open(f"withdraw/{consent.id}")
    settle()
    assert "Dalijimasis su partneriu, Sutikimas atšauktas 2026-11-21" in facts(tab)
    with pytest.raises(LineRefused):
        desk.editing.save("referral", None, {**wish, "consent": consent.id})
    # her turn to be reached: one attempt, written with the keyboard's Ctrl+Enter
    reach = place.tab(rokas, "family", "reach")
    before = len(desk.family.attempts(rokas).rows)
    place.fill(reach, "contact_attempt/new", person=own.person, channel="phone", result="met")
    assert len(desk.family.attempts(rokas).rows) == before + 1
    assert desk.family.attempts(rokas).met >= 1


def test_v07_a_mother_is_helped_though_her_son_is_no_client(place: Place) -> None:
    desk, ona = place.desk, place.find("Ona Pavyzdienė")
    case = desk.cases.of(ona)[0]
    assert (case.kind, case.referral_source) == ("family", "SELF")
    view = place.page(ona)
    assert view.banner.accessibleName() == "Ona Pavyzdienė"
    relatives = place.tab(ona, "family", "relatives")
    place.fill(relatives, "relative/new", given_names="Sūnus", family_name="Pavyzdys", sex="m", kind="R-CHI")
    (son,) = desk.family.relatives(ona)
    assert (son.case, son.participates, son.birth_date, son.phone) == (None, False, None, None), "as little as can be is kept of a third person"
    # her debts: arranged, then repaid, with what was before
    life = place.tab(ona, "data", "life")
    place.fill(life, "situation/new/debts", value="repaid", from_="2026-11-20", evidence="document")
    now = [row for row in desk.editing.rows("situation", person=ona) if row.domain == "debts"]
    assert sorted(row.value for row in now) == ["arranged", "repaid", "unmanaged"]
    # counselling goes on in the same case, written in the panel beside
    view = place.page(ona)
    panel = view.findChild(ConsultationPanel)
    assert isinstance(panel, ConsultationPanel)
    view.consult()
    type_text(QApplication.focusWidget(), "Miega ramiai, grafiko laikosi.")
    assert view.save()
    settle()
    with desk.editing._store.reading() as reading:
        told = [note for note in reading.rows("note", case=case.id) if note.text == "Miega ramiai, grafiko laikosi."]
    assert len(told) == 1
    assert desk.participating.by_source("2026-01-01", "2026-12-31")["SELF"] >= 1


def test_v11_what_was_taken_back_stops_and_what_must_stay_is_counted(place: Place) -> None:
    desk, mindaugas = place.desk, place.find("Mindaugas Atšauktis")
    consents = place.tab(mindaugas, "data", "consents")
    shown = facts(consents)
    for purpose in ("Pagrindinės paslaugos", "Viešinimas", "Fotografavimas"):
        assert f"{purpose}, Sutikimas atšauktas" in shown
    for purpose in ("core_services", "publicity", "photo"):
        with pytest.raises(Refused):
            desk.consenting.require(mindaugas, purpose)
    assert not any(row.kind == "photo" and mindaugas in row.persons for row in desk.editing.rows("document")), "the photo is gone"
    with pytest.raises(LineRefused):
        desk.editing.save("document", None, {"title": "Nauja nuotrauka", "kind": "photo", "persons": [mindaugas], "taken_on": "2026-11-21"})
    # his case is closed, and his page says that his data are restricted
    view = place.page(mindaugas)
    marks = [words for words, _, _ in view._banner_words._marks(view._head, desk.people.today())]  # type: ignore[arg-type] # a person is shown
    assert "Duomenų tvarkymas apribotas" in marks
    assert desk.cases.of(mindaugas)[0].closed_on is not None
    # he asked for his data: an extract in plain words
    extract = read_pdf(desk.papers.print("person", mindaugas, copy="client", purpose="preview").pdf).flowing
    assert "Mindaugas" in extract
    # what the funder must have stays and counts
    entries = desk.editing.rows("participation", person=mindaugas)
    assert [(row.exit_reason, row.exit_on is not None) for row in entries] == [("dropped_out", True)]
    counted = sum(row["persons"] for row in desk.reporting.listing("participants", Question(PROJECT, by=("sex",))).rows)
    assert counted == len({row.person for row in desk.editing.rows("participation", project=entries[0].project)}), "the restricted one among them"
    # who looked is written down
    with desk.editing._store.reading() as reading:
        looked = [line for line in reading.local.audit_lines(0) if line.what == "opened" and line.record == ids.to_bytes(mindaugas)]
    assert len(looked) == 1
