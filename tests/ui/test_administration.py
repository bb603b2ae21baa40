"""What the office administers, in the real window: laptops, staff, care of the workspace, rights of a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from caseworker_desktop import bootstrap
from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.administration.care_pane import CarePane
from caseworker_desktop.ui.administration.laptops import Laptops
from caseworker_desktop.ui.administration.register_pane import RegisterPane
from caseworker_desktop.ui.administration.rights import PersonRights
from caseworker_desktop.ui.administration.staff import Staff
from caseworker_desktop.ui.administration.view import SettingsPage
from caseworker_desktop.ui.preferences import Preferences
from caseworker_desktop.ui.shell.sitting import people_finder, status_signs, who_works
from caseworker_desktop.ui.shell.window import Shell
from caseworker_desktop.ui.widgets.confirm import Confirm
from caseworker_desktop.usecases.desk import Desk
from tests.clock import StandingClock
from tests.day_shell import Keyboard, settle, show, shut
from tests.ui.administration_window import carry, confirm, fill, pane, send, words
from tests.ui.faults import faults, nameless
from tests.ui.two_places import CASE, OFFICE, PASSPHRASE, PERSON, Places, client, load, two_places

pytestmark = pytest.mark.usefixtures("theme")
Open = Callable[..., Shell]


@pytest.fixture
def places(tmp_path: Path, settings: Settings, clock: StandingClock) -> Iterator[Places]:
    made = two_places(tmp_path, settings, clock)
    client(made.laptop)
    carry(made.laptop, "office", made.stick, made.office)
    carry(made.office, made.laptop.worker.device, made.stick, made.laptop)
    yield made
    made.close()


@pytest.fixture
def shell_of(texts_in: Callable[[str], Texts]) -> Iterator[Open]:
    kept: list[Shell] = []

    def make(desk: Desk, language: str = "lt") -> Shell:
        texts = texts_in(language)
        made = Shell(desk, texts, who=who_works(desk, texts), find_people=people_finder(desk, texts), signs=status_signs(desk),
                     preferences=lambda: Preferences(language))  # fmt: skip
        kept.append(made)
        return made

    yield make
    for one in kept:
        shut(one)


def test_a_laptop_is_shown_scoped_and_revoked_by_keyboard(places: Places, shell_of: Open, tmp_path: Path) -> None:
    shell, device = shell_of(places.office), places.laptop.worker.device
    laptops = pane(shell, "laptops")
    (row,) = laptops.presenter.rows()
    assert row.cells[0] == "AL-07"
    assert row.cells[-1] == "Viskas gerai" or row.tone == "green"
    assert "Socialinis darbuotojas (-a)" in words(laptops.sheet)
    laptops.pressed(f"scope:{device}")
    laptops.form.fields["cases"].editor.setText("NE-1")  # type: ignore[attr-defined]
    keyboard = Keyboard()
    keyboard.press("Ctrl+Return")
    assert laptops.form.fields["cases"].error() == "Bylos „NE-1“ čia nėra."
    laptops.form.fields["cases"].editor.setText("al-0417")  # type: ignore[attr-defined]
    laptops.form.fields["sites"].editor.choose(["LT-K-ALY", "LT-K-PAN"])  # type: ignore[attr-defined]
    keyboard.press("Ctrl+Return")
    (scope,) = places.office.scoping.show(device)
    assert (set(scope.sites), len(scope.cases)) == ({"LT-K-ALY", "LT-K-PAN"}, 1)
    assert "Byla AL-0417" in words(laptops.sheet)

    laptops.pressed(f"revoke:{device}")
    assert "nebegaus paketų" in laptops.form.warning.text()
    keyboard.press("Ctrl+Return")
    assert laptops.form.fields["why"].error() == "Užpildykite šį lauką."
    keyboard.text("Pamestas traukinyje")
    laptops.form.fields["folder"].editor.line.setText(str(places.stick))  # type: ignore[attr-defined]
    keyboard.press("Ctrl+Return")
    asked = shell.findChild(Confirm)
    assert asked.isVisible()
    asked.no.click()
    settle()
    assert places.office.access.laptops()[0].revoked_on is None
    assert laptops.save()
    confirm(laptops)
    assert places.office.access.laptops()[0].revoked_why == "Pamestas traukinyje"
    (notice,) = places.stick.glob("*.byla")
    assert notice.name in words(laptops)
    assert "Prieiga atimta" in words(laptops.sheet)
    assert places.laptop.receiving.import_files([notice], Silent())[0].error is None


def test_a_revocation_stands_when_its_notice_cannot_be_written(places: Places, shell_of: Open, tmp_path: Path) -> None:
    laptops = pane(shell_of(places.office), "laptops")
    laptops.pressed(f"revoke:{places.laptop.worker.device}")
    gone = tmp_path / "gone"
    gone.mkdir()
    laptops.form.fields["why"].editor.setPlainText("Pavogtas")  # type: ignore[attr-defined]
    laptops.form.fields["folder"].editor.line.setText(str(gone))  # type: ignore[attr-defined]
    laptops.form.send()
    gone.rmdir()
    confirm(laptops)
    assert places.office.access.laptops()[0].revoked_on is not None
    assert "AL-07: prieiga atimta" in words(laptops)


def test_staff_are_added_given_a_role_let_in_and_ended(places: Places, shell_of: Open) -> None:
    staff, access = pane(shell_of(places.office), "staff"), places.office.access
    staff.pressed("add")
    send(staff)
    assert [name for name, field in staff.form.fields.items() if field.error()] == ["given_name", "family_name", "login", "role"]
    fill(staff, given_name="Ona", family_name="Pavyzdytė", login="ona", role="U-SW")
    send(staff)
    ona = next(one for one in access.staff() if one["login"] == "ona")
    assert ona["role"] == "U-SW"
    staff.show_key(ona["id"])
    settle()
    assert "Šio kompiuterio neatrakina." in words(staff.sheet)
    staff.pressed("slot:ona")
    fill(staff, passphrase="trumpa", **{"passphrase.again": "trumpa"})
    send(staff)
    assert staff.form.fields["passphrase"].error()
    fill(staff, passphrase="pirmoji ilga slaptafraze", **{"passphrase.again": "pirmoji ilga slaptafraze"})
    send(staff)
    assert access.unlocking() == {"rasa", "ona"}
    staff.pressed("role:ona")
    fill(staff, role="U-PSY")
    send(staff)
    assert next(one for one in access.staff() if one["login"] == "ona")["role"] == "U-PSY"
    staff.pressed("unslot:ona")
    send(staff)
    assert access.unlocking() == {"rasa"}
    staff.pressed("disable:ona")
    assert "nebeperskaitoma" in staff.form.warning.text()
    send(staff)
    assert next(one for one in access.staff() if one["login"] == "ona")["active_to"] is not None
    mine = staff.presenter.sheet(places.office.worker.staff)
    assert mine is not None
    assert [code.partition(":")[0] for _, code in mine.acts] == ["role"]  # nobody ends or locks out themselves


def test_a_forgotten_passphrase_needs_both_halves(tmp_path: Path, settings: Settings, clock: StandingClock, shell_of: Open) -> None:
    doors = bootstrap.FolderDoors(bootstrap.build_parts(settings, clock), tmp_path / "alone")
    halves = doors.create_office(OFFICE, Silent()).custody_halves
    assert halves is not None
    desk = doors.unlock(None, PASSPHRASE, Silent())
    try:
        desk.access.add_staff("ona", "Ona", "Pavyzdytė", "U-SW", [])
        desk.access.add_slot("ona", "pirmoji ilga slaptafraze")
        staff = pane(shell_of(desk), "staff")
        staff.pressed("reset:ona")
        new = {"passphrase": "antroji ilga slaptafraze", "passphrase.again": "antroji ilga slaptafraze"}
        fill(staff, first=halves[0], second=halves[0], **new)
        send(staff)
        assert staff.form.problem.isVisible()
        assert staff.form.is_open()
        fill(staff, second=halves[1])
        send(staff)
        assert not staff.form.is_open()
        staff.pressed("halves")
        fill(staff, first=halves[0], second=halves[1])
        send(staff)
        assert [one.what for one in desk.auditing.show()].count("custody_used") == 2
    finally:
        desk.close()
    assert doors.confirm("ona", "antroji ilga slaptafraze", Silent())


def test_a_backup_is_made_and_verified_and_the_doctor_looks(places: Places, shell_of: Open, tmp_path: Path) -> None:
    page = show(shell_of(places.office), "settings", part="care")
    assert isinstance(page, SettingsPage)
    care = page.pane("care")
    assert isinstance(care, CarePane)
    folder = tmp_path / "copies"
    folder.mkdir()
    Keyboard().press("Ctrl+Return")
    assert care.backup.fields["folder"].error() == "Užpildykite šį lauką."
    for count in (1, 2):
        care.backup.fields["folder"].editor.line.setText(str(folder))  # type: ignore[attr-defined]
        care.backup.send()
        settle()
        assert len(list(folder.iterdir())) == count
    assert "Kopija padaryta" in care.backup.told.title()
    file = min(folder.iterdir())
    care.verify.fields["file"].editor.line.setText(str(file))  # type: ignore[attr-defined]
    care.verify.send()
    settle()
    assert care.verify.told.title() == "Kopija sveika"
    damaged = bytearray(file.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    file.write_bytes(damaged)
    care.verify.fields["file"].editor.line.setText(str(file))  # type: ignore[attr-defined]
    care.verify.send()
    settle()
    assert "sugadinta" in care.verify.problem.text()
    care.full.click()
    settle()
    assert care.result.title() == "Darbo vieta sveika"
    assert "Paieška" in words(care)


def test_another_workspaces_backup_is_told_apart_from_a_damaged_one(places: Places, tmp_path: Path) -> None:
    file = tmp_path / "other"
    places.laptop.care.back_up(file, Silent())
    assert places.laptop.care.verify(file, Silent()).operations > 0
    with pytest.raises(Refused) as refused:
        places.office.care.verify(file, Silent())
    assert refused.value.message.key == "backup.of_another"


def test_what_was_set_aside_counts_again(places: Places, shell_of: Open) -> None:
    device = places.laptop.worker.device
    aside = pane(shell_of(places.office), "aside")
    assert aside.empty.isVisible()
    aside.pressed("aside")
    fill(aside, device=device, why="Abejotina")
    send(aside)
    (standing,) = places.office.aside.standing()
    assert places.office.people.names([PERSON]) == {}
    assert aside.model.rowCount() == 1
    assert "Abejotina" in words(aside.sheet)
    aside.pressed(f"back:{standing.id}")
    send(aside)
    assert places.office.aside.standing() == ()
    assert PERSON in places.office.people.names([PERSON])
    assert aside.empty.isVisible()
    aside.pressed("retry")
    send(aside)
    assert not aside.form.is_open()


def test_what_cannot_be_read_is_told_with_the_laptop_it_came_from(places: Places, shell_of: Open) -> None:
    desk = places.office
    (came,) = (one for one in desk.exchange.bundles() if not one.outgoing)
    with desk.writer._store.unit() as unit:
        unit.log.park(b"i" * 16, b"broken", "not CBOR", came.digest, 3, 0)
    aside = pane(shell_of(desk), "aside")
    (row,) = aside.presenter.rows()
    assert (row.cells[0], row.cells[2], row.cells[4]) == ("Neperskaitytas pakeitimas", "AL-07", "Neperskaitoma")
    assert "AL-07" in words(aside.sheet) + "".join(one.accessibleName() for one in aside.sheet.findChildren(QWidget))
    aside.pressed("retry")
    send(aside)
    assert len(desk.parked.every()) == 1  # it is broken still


def test_the_audit_tells_who_did_what_and_whether_chains_are_whole(places: Places, shell_of: Open) -> None:
    places.office.people.opened(PERSON)
    audit = pane(shell_of(places.office), "audit")
    rows = audit.presenter.rows()
    opened = next(one for one in rows if one.cells[2] == "Atvėrė bylą")
    assert opened.cells[1] == "rasa"
    assert "Šešelgis" in opened.cells[3]
    assert any(one.cells[4] == "AL-07" for one in rows)  # what the laptop's chain told
    audit.pressed("verify")
    settle()
    assert "Visos grandinės sveikos" in words(audit.sheet)


def test_a_person_is_given_a_copy_restricted_and_erased(places: Places, shell_of: Open, tmp_path: Path) -> None:
    shell = shell_of(places.office)
    show(shell, "people", person=PERSON)
    settle()
    (button,) = (one for one in shell.findChildren(QPushButton) if one.accessibleName() == "Asmens teisės" and one.isVisible())
    button.click()
    settle()
    page = shell._pages.front()
    assert isinstance(page, SettingsPage)
    rights = page.pane("rights")
    assert isinstance(rights, RegisterPane)
    assert "Žygimantas Šešelgis" in words(rights.sheet)
    rights.pressed(f"copy:{PERSON}")
    fill(rights, folder=str(tmp_path), first="pusė")
    send(rights)
    assert rights.form.fields["second"].error() == "Reikia abiejų pusių."
    fill(rights, first="")
    send(rights)
    (file,) = tmp_path.glob("*.jsonl")
    assert "Šešelgis" in file.read_text(encoding="utf-8")
    rights.pressed(f"restrict:{PERSON}")
    fill(rights, why="Paprašė raštu")
    send(rights)
    assert "Tvarkymas apribotas nuo 2026-11-21" in words(rights.sheet)
    assert "Paprašė raštu" in words(rights.sheet)
    rights.pressed(f"lift:{PERSON}")
    send(rights)
    assert "Tvarkymas apribotas" not in words(rights.sheet)
    rights.pressed(f"erase:{PERSON}")
    fill(rights, typed="Žygimantas")
    send(rights)
    assert rights.form.fields["typed"].error()
    fill(rights, typed="zygimantas seselgis")
    send(rights)
    assert rights.form.problem.isVisible()  # the case is open
    load(places.office, {"record": "case", "id": CASE, "closed_on": "2026-11-20", "close_reason": "completed"})
    send(rights)
    assert places.office.people.names([PERSON]) == {}
    assert "eilutė be asmens" in words(rights)


def test_the_rights_of_a_person_by_keyboard(places: Places, shell_of: Open, tmp_path: Path) -> None:
    rights, keyboard = pane(shell_of(places.office), "rights", person=PERSON), Keyboard()
    for keys in ("Tab", "Tab", "Space"):
        keyboard.press(keys)
    assert rights.form.is_open()
    keyboard.press("Esc")
    assert "Žygimantas Šešelgis" in words(rights.sheet)
    for keys in ("Tab", "Tab", "Space"):
        keyboard.press(keys)
    keyboard.text(str(tmp_path))
    keyboard.press("Ctrl+Return")
    assert len(list(tmp_path.glob("*.jsonl"))) == 1


def test_files_over_their_term_are_listed(places: Places, shell_of: Open) -> None:
    load(places.office, {"record": "case", "id": CASE, "opened_on": "2009-04-10", "closed_on": "2010-11-20", "close_reason": "completed"})
    rights = pane(shell_of(places.office), "rights")
    (row,) = rights.presenter.rows()
    assert row.cells == ("Žygimantas Šešelgis", "Baigta byla", "2010-11-20", "2020-11-20")
    assert "Saugojimo terminas baigėsi 2020-11-20" in words(rights.sheet)


def test_a_laptop_shows_only_what_makes_sense_there(places: Places, shell_of: Open) -> None:
    page = show(shell_of(places.laptop), "settings")
    assert isinstance(page, SettingsPage)
    assert [button.text() for button in page.tabs.buttons()] == [
        "Langas", "Kas atrakina", "Kopijos ir sveikata", "Atmintinės", "Padėta į šalį"]
    for name in ("laptops", "audit", "rights"):
        assert page.pane(name) is None
    staff = pane(shell_of(places.laptop), "staff")
    assert not staff.buttons
    sheets = [staff.presenter.sheet(row.key) for row in staff.presenter.rows()]
    assert {code.partition(":")[0] for sheet in sheets if sheet is not None for _, code in sheet.acts} == {"slot"}


def test_a_coordinator_without_the_administrators_role_reads_but_does_not_change(places: Places, texts: Texts) -> None:
    worker = replace(places.office.worker, roles_extra=())
    desk = replace(places.office, worker=worker)
    assert Staff(desk, texts).buttons() == ()
    laptop = Laptops(desk, texts).sheet(places.laptop.worker.device)
    assert laptop is not None
    assert "revoke" not in {code.partition(":")[0] for _, code in laptop.acts}
    sheet = PersonRights(desk, texts).sheet(PERSON)
    assert sheet is not None
    assert sheet.acts == ()


PARTS = ("window", "laptops", "staff", "care", "aside", "audit", "rights")
SIZES = [("lt", (1366, 768)), ("lv", (1366, 768)), ("en", (1366, 768)), ("lv", (1024, 768)), ("lt", (911, 620))]
FORMS = {
    "laptops": ("scope", "revoke"), "staff": ("add", "halves", "reset:egle", "slot:egle", "disable:egle"), "aside": ("aside", "retry"),
    "audit": ("verify",), "rights": ("copy", "restrict", "erase"),
}  # fmt: skip


@pytest.mark.parametrize(("language", "size"), SIZES)
def test_nothing_is_cut(
    places: Places, shell_of: Open, picture: Callable[[QWidget, str], None], language: str, size: tuple[int, int]
) -> None:
    shell = shell_of(places.office, language)
    found = []

    def look(name: str) -> None:
        settle()
        picture(shell, f"{name.replace(':', '-')}-{language}-{size[0]}")
        found.extend(f"{name}: {one}" for one in (*faults(shell), *nameless(shell)))

    of = {"laptops": places.laptop.worker.device, "rights": PERSON}
    for part in PARTS:
        page = show(shell, "settings", size=size, part=part)
        assert isinstance(page, SettingsPage)
        look(part)
        made = page.pane(part)
        if isinstance(made, CarePane):
            made.full.click()
            look("care-full")
        if not isinstance(made, RegisterPane):
            continue
        if part in of:
            made.show_key(of[part])
            made.drawer.open()
            look(f"{part}-sheet")
        for code in FORMS[part]:
            made.pressed(f"{code}:{of[part]}" if part in of else code)
            look(f"{part}-{code}")
            made.close_side()
    assert found == []
