"""The screen of partners in a window: search, filters, the card, a referral by keyboard, answers, forms, and every width."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from caseworker_desktop.records.lists import institution_id
from caseworker_desktop.records.permissions import Permissions
from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.partners.person_tab import ReferralsTab
from caseworker_desktop.ui.partners.side import CARD, MEETING_FORM, OFFERED, RECORD, REFERRAL
from caseworker_desktop.ui.partners.view import NETWORK, REFERRALS, REGISTER, PartnersPage
from caseworker_desktop.ui.people.view import PeoplePage
from caseworker_desktop.ui.shell.navigation import menu
from caseworker_desktop.ui.shell.window import Shell
from caseworker_desktop.ui.theme.theme import Theme, current
from caseworker_desktop.usecases.editing import Editing
from caseworker_desktop.usecases.partnering import Partnering, Wanted
from caseworker_desktop.usecases.referring import Referring
from tests.day_shell import Keyboard, front, settle, shell_of, show, shut
from tests.day_world import PETRAS, ZYGIMANTAS, DayWorld, day, make_world
from tests.partner_world import SHOWN, fill, partner_id
from tests.ui.faults import faults, nameless

SHELTER, CRISIS = partner_id(SHOWN[0][0]), partner_id(SHOWN[4][0])


@pytest.fixture
def world(tmp_path: Path, settings: Settings) -> Iterator[DayWorld]:
    made = make_world(tmp_path / "laptop", settings)
    fill(made, everyone=False)
    yield made
    made.desk.close()


@pytest.fixture
def shell(world: DayWorld, theme: Theme, texts: Texts) -> Iterator[Shell]:
    made = shell_of(world, texts)
    yield made
    shut(made)


def partners(shell: Shell, size: tuple[int, int] = (1366, 768), **where: str) -> PartnersPage:
    page = show(shell, "partners", size, **where)
    assert isinstance(page, PartnersPage)
    return page


def lines(page: PartnersPage) -> list[str]:
    model = page.register.table.lines
    return [model.row_at(at).name for at in range(model.rowCount())]


def test_what_is_typed_and_ticked_narrows_the_register(shell: Shell, world: DayWorld):
    page = partners(shell)
    keys = Keyboard()
    assert len(lines(page)) == len(SHOWN)
    keys.letters("kriziu")
    page.register.search._timer.timeout.emit()
    assert lines(page) == ["Krizių centras „Pavyzdė“"]
    keys.press("Esc")
    page.register.search._timer.timeout.emit()
    assert len(lines(page)) == len(SHOWN)
    page.register.chips.buttons()[1].click()
    assert "VšĮ „Skolų patarėjas“ (pavyzdys)" not in lines(page)
    page.register.chips.buttons()[2].click()
    assert set(lines(page)) == {name for name, *_, weeks, verified in SHOWN if weeks is not None and weeks <= 2 and verified and verified < 366}
    page.register.clear_button.click()
    page.register.services.choose(["R-SKO"])
    page.register.services.chosen_changed.emit()
    assert set(lines(page)) == {"Socialinių paslaugų centras", "VšĮ „Skolų patarėjas“ (pavyzdys)"}
    assert page.register.services.said() == "Paslauga: Pagalba tvarkant skolas ir finansus"
    page.register.search.setText("neratas")
    page.register.search._timer.timeout.emit()
    settle()
    assert page.register._empty.isVisible()
    assert faults(shell) == []


def test_services_are_ticked_by_keyboard(shell: Shell, qtbot: QtBot):
    page = partners(shell)
    box = page.register.services
    box.setFocus()
    Keyboard().press("Down")
    assert box.list.isVisible()
    qtbot.keyClick(box.list, Qt.Key.Key_Space)
    qtbot.keyClick(box.list, Qt.Key.Key_Down)
    qtbot.keyClick(box.list, Qt.Key.Key_Space)
    assert len(box.chosen()) == 2
    qtbot.keyClick(box.list, Qt.Key.Key_Escape)
    assert not box.list.isVisible()
    assert page._presenter.wanted.services == box.chosen()


def test_a_referral_waits_for_a_consent_and_is_sent_by_keyboard(shell: Shell, world: DayWorld):
    page = partners(shell, person=world.persons[ZYGIMANTAS], partner=SHELTER)
    form = page.side.referral
    assert page.side.mode() == REFERRAL
    assert form.partner.text() == SHOWN[0][0]
    assert form.banner.isVisible()
    assert not form.send_button.isEnabled()
    form.consent.click()
    settle()
    people = front(shell)
    assert isinstance(people, PeoplePage)
    assert people.pane.tabs.value() == "data"
    assert people.pane._built["data"].groups.chosen() == ("consents",)
    shell.open("partners")
    settle()
    form.service.choose("S-APG")
    form.why.setPlainText("Neturi kur gyventi.")
    page.register.table.enter()
    Keyboard().press("Down")
    assert form.partner.text() == page.register.table.current_line().name
    assert form.why.toPlainText() == "Neturi kur gyventi."
    page.side.show_partner(SHELTER)
    world.load({"record": "consent", "person": world.persons[ZYGIMANTAS], "purpose": "share_partner", "given": True, "on": day(-1)})
    shell.announce(frozenset({("consent", "x")}))
    settle()
    assert not form.banner.isVisible()
    assert form.send_button.isEnabled()
    form.service.choose("S-APG")
    form.take_focus()
    assert page.command("save")
    settle()
    sent = world.desk.referring.listed(person=world.persons[ZYGIMANTAS], direction="out")
    assert [(one.partner, one.service, one.reason_text, one.status) for one in sent] == [(SHELTER, "S-APG", "Neturi kur gyventi.", "sent")]
    assert page.side.mode() == RECORD
    assert page.side.slip.isVisible()
    assert page.command("print")
    settle()
    assert front(shell) is not page
    shell.open("partners")
    page.side.record.form.editors["answered_on"].show(day(-9))
    page.side.record.form.editors["status"].show("accepted")
    assert page.command("save")
    settle()
    assert page.side.record.form.fields["answered_on"].error()
    page.side.record.form.editors["answered_on"].show(day(0))
    assert page.command("save")
    settle()
    assert world.desk.referring.listed(person=world.persons[ZYGIMANTAS], direction="out")[0].status == "accepted"
    assert page.side.mode() == CARD


def test_what_was_typed_of_a_referral_comes_back(shell: Shell, world: DayWorld, texts: Texts):
    page = partners(shell, person=world.persons[ZYGIMANTAS], partner=SHELTER)
    page.side.referral.why.setPlainText("Pradėta.")
    page.before_lock()
    again = shell_of(world, texts)
    try:
        found = partners(again, person=world.persons[ZYGIMANTAS])
        assert found.side.referral.why.toPlainText() == "Pradėta."
        assert found.side.referral.partner_id() == SHELTER
        assert found.side.referral._draft.text().startswith("Juodraštis")
    finally:
        shut(again)


def test_the_card_tells_everything_and_is_verified_with_one_key_and_undone(shell: Shell, world: DayWorld):
    page = partners(shell, partner=SHELTER)
    assert page.side.mode() == CARD
    shown = {label.text() for label in page.side.card.findChildren(QWidget) if hasattr(label, "text") and callable(label.text)}
    assert {"Ona Direktorienė · direktorė", "B-21 · Vietos išeinantiems", "Pradėta dirbti kartu"} <= shown
    assert any(text.startswith("Laikys dvi vietas") or "Laikys dvi vietas" in text for text in shown)
    page.register.table.enter()
    Keyboard().press("Ctrl+T")
    assert world.desk.editing.read("partner", SHELTER)["verified_on"] == day(0)
    Keyboard().press("Ctrl+Z")
    assert world.desk.editing.read("partner", SHELTER)["verified_on"] == day(-39)
    page.side._add("meeting")
    assert page.side.mode() == MEETING_FORM
    page.side.meeting.agreed.setPlainText("Susitarta.")
    page.side.meeting.todo[0][0].setText("Paskambinti")
    assert page.command("save")
    settle()
    card = world.desk.partnering.card(SHELTER)
    assert [one.agreed for one in card.meetings] == ["Susitarta.", "Laikys dvi vietas kas mėnesį."]
    assert [task.title for task in card.meetings[0].tasks] == ["Paskambinti"]


def test_a_new_partner_that_may_be_known_is_warned_of_and_written(shell: Shell, world: DayWorld):
    page = partners(shell, new="partner")
    form = page.side.record.form
    form.editors["name"].widget.setText("KRIZIŲ centras Pavyzdė")
    form.editors["name"].changed.emit()
    assert page.side.record.warning.title() == "Panašus partneris jau įrašytas"
    form.editors["name"].widget.setText("Visai naujas")
    form.editors["name"].changed.emit()
    assert page.side.record.warning.title() == ""
    form.editors["kind"].show("ngo")
    assert page.command("save")
    settle()
    assert [row.name for row in world.desk.partnering.find(Wanted(text="visai naujas")).rows] == ["Visai naujas"]
    assert page.side.mode() == CARD
    assert page.side.card.name.text() == "Visai naujas"
    page.new.click()
    page.side.from_list.click()
    settle()
    assert page.side.mode() == OFFERED
    at = page.side.offered.model.position(lambda one: one.code == "LV-VPD")
    page.side.offered.list.choose(at)
    page.side.offered.take()
    settle()
    taken = [one for one in world.desk.editing.rows("partner") if one.institution == institution_id("LV-VPD")]
    assert [one.kind for one in taken] == ["state"]
    assert page.side.card.name.text() == taken[0].name


def test_referrals_and_the_network_have_their_own_views(shell: Shell, world: DayWorld, picture: Callable[[QWidget, str], None], tmp_path: Path):
    page = partners(shell, list="referrals")
    assert page._stack.currentIndex() == REFERRALS
    assert [page.referrals.model.row_at(at).status for at in range(page.referrals.model.rowCount())] == ["sent"]
    page.referrals.list.setCurrentIndex(page.referrals.model.index(0, 0))
    settle()
    assert page.side.mode() == RECORD
    for which in ("out", "in", "figures"):
        page.referrals.which.choose([which])
        page.referrals.reload()
        settle()
        assert faults(shell) == [], which
    assert page.referrals.reasons.rowCount() == 3
    page.referrals.year.choose("2025")
    page.referrals.year.chosen_changed.emit()
    assert page.referrals.reasons.rowCount() == 0
    page.command("close")
    page.network_button.click()
    settle()
    assert page._stack.currentIndex() == NETWORK
    for which in ("experts", "news", "growth"):
        page.network.which.choose([which])
        page.network.reload()
        settle()
        assert faults(shell) == [], which
        picture(shell, f"partners-{which}")
    page.network.save_news(tmp_path / "news.csv")
    settle()
    assert (tmp_path / "news.csv").read_text(encoding="utf-8-sig").splitlines()[0] == "partner,contact,position,email"
    Keyboard().press("Esc")
    assert page._stack.currentIndex() == REGISTER


@pytest.mark.parametrize(
    ("language", "size", "palette"),
    [("lt", (1366, 768), "light"), ("lt", (1366, 768), "dark"), ("lt", (1024, 768), "light"), ("lt", (911, 620), "light"),
     ("lv", (1366, 768), "light"), ("lv", (911, 620), "light"), ("en", (1024, 768), "light")],
)
def test_nothing_is_cut(world: DayWorld, theme: Theme, texts_in: Callable[[str], Texts], picture: Callable[[QWidget, str], None], language: str,
                        size: tuple[int, int], palette: str):
    current().use(palette)
    shell = shell_of(world, texts_in(language))
    name = f"partners-{language}-{size[0]}-{palette}"
    try:
        page = partners(shell, size)
        assert faults(shell) == []
        assert nameless(shell) == []
        page._open(SHELTER)
        settle()
        assert faults(shell) == []
        picture(shell, f"{name}-card")
        page.go({"person": world.persons[ZYGIMANTAS], "partner": SHELTER})
        settle()
        assert faults(shell) == []
        assert nameless(shell) == []
        picture(shell, f"{name}-referral")
        page.side._add("meeting")
        settle()
        assert faults(shell) == []
        page._new()
        settle()
        assert faults(shell) == []
        for which in (REFERRALS, NETWORK):
            page._show(which)
            settle()
            assert faults(shell) == []
    finally:
        shut(shell)


def test_the_tab_of_referrals_shows_a_person_s_own_and_takes_one_that_came_to_us(shell: Shell, world: DayWorld):
    page = show(shell, "people", person=world.persons[PETRAS], tab="referrals")
    assert isinstance(page, PeoplePage)
    tab = page.pane._built["referrals"]
    assert isinstance(tab, ReferralsTab)
    assert [tab.model.row_at(at).status for at in range(tab.model.rowCount())] == ["sent", "accepted"]
    tab.incoming.click()
    settle()
    tab.record.form.editors["partner"].show(CRISIS)
    tab.record.form.editors["reasons"].show(["family_crisis"])
    assert tab.command("save")
    settle()
    into = world.desk.referring.listed(person=world.persons[PETRAS], direction="in")
    assert [(one.partner, one.reasons, one.status) for one in into] == [(CRISIS, ("family_crisis",), "accepted")]
    assert tab.model.rowCount() == 3
    tab.new.click()
    settle()
    assert isinstance(front(shell), PartnersPage)
    assert front(shell).side.referral.person_id() == world.persons[PETRAS]


def test_who_may_only_read_sees_partners_and_no_form(world: DayWorld, theme: Theme, texts: Texts, resources: Path):
    desk = world.desk
    worker = replace(desk.worker, joined=True, role="U-PM")  # a project manager reads referrals and writes partners
    reader = replace(desk.worker, joined=True, role="U-FIN")  # finances read partners alone
    for who, writes, refers in ((worker, True, False), (reader, False, False)):
        may = Permissions.load(resources).may
        store, writer = desk.partnering._store, desk.writer
        limited = replace(
            desk, partnering=Partnering(store, writer, who, may, desk.lists, desk.partnering._shipped, desk.partnering._seldom),
            referring=Referring(store, writer, who, may),
            editing=Editing(store, writer, desk.protected, who, desk.partnering._shipped, may))
        shell = shell_of(replace(world, desk=limited), texts)
        try:
            page = partners(shell, partner=SHELTER)
            assert (page.new.isVisible(), page.side.card.verify.isVisible(), page.side.card.edit.isVisible()) == (writes, writes, writes)
            assert page.side.card.refer.isVisible() == refers
            assert page.referrals_button.isVisible() == (who is worker)
            Keyboard().press("Ctrl+T")
            page.go({"person": world.persons[PETRAS]})
            assert page.side.mode() != REFERRAL
            assert faults(shell) == []
        finally:
            shut(shell)
    assert [place.name for place in menu(office=False, may=frozenset({"person"}))].count("partners") == 0
