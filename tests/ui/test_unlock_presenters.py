from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from caseworker_desktop.kernel.errors import LineRefused, Refused
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.ui.keysheet import normal, sheets, wrong_groups
from caseworker_desktop.ui.unlock.first_start import FirstStart
from caseworker_desktop.ui.unlock.forms import ALONE, JOIN, OFFICE, Entered, faults, suggested_login
from caseworker_desktop.ui.unlock.unlocking import Unlocking
from caseworker_desktop.ui.widgets.passphrases import strength
from caseworker_desktop.usecases.doors import Keys
from tests.ui.fake_doors import KEY, FakeDoors
from tests.ui.seen import Seen, at_once

GOOD = Entered("AL-07", "Eglė", "Kazlauskienė", "egle", "lt", "keturi paprasti žodžiai", "keturi paprasti žodžiai")


def first_start(tmp_path: Path, **given: Any) -> tuple[FirstStart, Seen, FakeDoors]:
    view, doors = Seen(), FakeDoors(tmp_path, exists=False, people={}, **given)
    return FirstStart(view, doors, at_once, random.Random(7)), view, doors


def copied(presenter: FirstStart, view: Seen) -> None:
    sheet = view.last("show_sheet")[0]
    presenter.typed_back(*(sheet.groups[at] for at in sheet.asked))


def test_a_login_is_proposed_without_accents() -> None:
    assert suggested_login("Žygimantas", "Šešelgis-Ėriškis") == "zseselgiseriskis"
    assert suggested_login("", "") == ""


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"place": " "}, "place"),
        ({"given_name": ""}, "given_name"),
        ({"family_name": ""}, "family_name"),
        ({"login": "Eglė K"}, "login"),
        ({"passphrase": "trumpa", "again": "trumpa"}, "passphrase"),
        ({"again": "kiti paprasti žodžiai"}, "again"),
    ],
)
def test_each_fault_is_told_at_its_field(change: Mapping[str, str], field: str) -> None:
    assert faults(ALONE, GOOD) == {}
    broken = Entered(**{**{name: getattr(GOOD, name) for name in GOOD.__slots__}, **change})
    assert set(faults(ALONE, broken)) == {field}


def test_a_request_needs_a_place() -> None:
    assert set(faults(JOIN, GOOD)) == {"request_folder"}


def test_strength_prefers_words() -> None:
    assert [strength(text)[0] for text in ("", "abc", "aaaaaaaaaaaa", "Xk3!pq9vTz", "keturi ilgi lengvi zodziai")] == [0, 1, 1, 2, 4]


def test_keys_come_back_as_people_type_them() -> None:
    sheet = sheets(Keys(KEY, None, None), random.Random(1))[0]
    first, second = (sheet.groups[at] for at in sheet.asked)
    assert wrong_groups(sheet, (f" {first.lower()} ", second.replace("0", "o"))) == ()
    assert wrong_groups(sheet, (second, second)) == (0,)
    assert wrong_groups(sheet, ("", "")) == (0, 1)
    assert normal("i-l o") == "110"


def test_an_office_shows_three_sheets_and_then_opens(tmp_path: Path) -> None:
    presenter, view, doors = first_start(tmp_path, keys=Keys(KEY, ("AAAAA-BBBBB", "CCCCC-DDDDD"), None))
    presenter.begin()
    presenter.way_chosen(OFFICE)
    presenter.sent(GOOD)
    assert doors.asked[-1].name == "AL-07"
    for number in (1, 2, 3):
        assert view.last("show_sheet")[1:] == (number, 3)
        copied(presenter, view)
    assert view.last("ready") == ("egle", GOOD.passphrase)


def test_a_wrongly_copied_key_goes_no_further(tmp_path: Path) -> None:
    presenter, view, _ = first_start(tmp_path)
    presenter.way_chosen(ALONE)
    presenter.sent(GOOD)
    presenter.typed_back("00000", "00000")
    assert view.last("show_typed_wrong") == (0, 1)
    assert "ready" not in view.names()


def test_a_request_gets_a_free_name_and_its_words_are_shown(tmp_path: Path) -> None:
    presenter, view, doors = first_start(tmp_path, keys=Keys(KEY, None, "a b c d e f"))
    (tmp_path / "request-1.byla-request").write_bytes(b"")
    presenter.way_chosen(JOIN)
    presenter.sent(Entered(**{**{name: getattr(GOOD, name) for name in GOOD.__slots__}, "request_folder": str(tmp_path)}))
    assert doors.asked[0] == tmp_path / "request-2.byla-request"
    copied(presenter, view)
    assert view.last("show_words") == ("a b c d e f", tmp_path / "request-2.byla-request")
    presenter.words_compared()
    assert view.last("ready")[0] == "egle"


@pytest.mark.parametrize(
    ("error", "call", "expected"),
    [
        (LineRefused(message("refused.required"), field="name"), "show_faults", {"place": message("refused.required")}),
        (Refused(message("vault.passphrase_short", count=10)), "show_faults", {"passphrase": message("vault.passphrase_short", count=10)}),
        (Refused(message("refused.read_only")), "show_problem", message("refused.read_only")),
    ],
)
def test_a_refusal_is_told_where_it_belongs(tmp_path: Path, error: Exception, call: str, expected: object) -> None:
    presenter, view, _ = first_start(tmp_path, error=error)
    presenter.way_chosen(OFFICE)
    presenter.sent(GOOD)
    assert view.last(call) == expected
    assert view.last("show_working") is False
    assert "show_sheet" not in view.names()


class Locked:
    released = False

    def release(self) -> None:
        self.released = True


def unlocking(tmp_path: Path, **given: Any) -> tuple[Unlocking, Seen, FakeDoors]:
    view, doors = Seen(), FakeDoors(tmp_path, desk="a desk", **given)
    return Unlocking(view, doors, at_once), view, doors


def test_one_person_needs_no_login(tmp_path: Path) -> None:
    presenter, view, doors = unlocking(tmp_path)
    presenter.begin()
    assert view.last("show_unlock") == {"with_login": False}
    presenter.sent("", "keturi paprasti zodziai")
    assert doors.asked[-1] == (None, "keturi paprasti zodziai")
    assert view.last("opened") == "a desk"


def test_several_people_name_themselves(tmp_path: Path) -> None:
    people = {"egle": ("viena ilga fraze", "1"), "tomas": ("kita ilga fraze", "2")}
    presenter, view, doors = unlocking(tmp_path, people=people)
    presenter.begin()
    assert view.last("show_unlock") == {"with_login": True}
    presenter.sent(" ", "kita ilga fraze")
    assert set(view.last("show_faults")) == {"login"}
    assert doors.asked == []
    presenter.sent("tomas", "kita ilga fraze")
    assert view.last("opened") == "a desk"


def test_a_wrong_passphrase_is_told_and_after_three_the_way_out(tmp_path: Path) -> None:
    presenter, view, _ = unlocking(tmp_path)
    presenter.begin()
    told: list[Message] = []
    for _ in range(3):
        presenter.sent("", "ne ta fraze")
        told.append(view.last("show_faults")["passphrase"])
    assert [one.key for one in told] == ["vault.passphrase_wrong", "vault.passphrase_wrong", "unlock.fault.often"]
    assert view.last("show_working") is False


def test_nothing_typed_asks_nobody(tmp_path: Path) -> None:
    presenter, view, doors = unlocking(tmp_path)
    presenter.begin()
    presenter.sent("", "")
    assert set(view.last("show_faults")) == {"passphrase"}
    assert doors.asked == []


def test_the_same_person_comes_back_to_the_same_desk(tmp_path: Path) -> None:
    presenter, view, _ = unlocking(tmp_path)
    sitting = Locked()
    presenter.begin("staff-egle", sitting.release)
    presenter.sent("", "keturi paprasti zodziai")
    assert "same_person" in view.names()
    assert "opened" not in view.names()
    assert not sitting.released


def test_another_person_ends_the_locked_sitting(tmp_path: Path) -> None:
    presenter, view, _ = unlocking(tmp_path)
    sitting = Locked()
    presenter.begin("staff-somebody-else", sitting.release)
    presenter.sent("", "keturi paprasti zodziai")
    assert sitting.released
    assert view.last("opened") == "a desk"


def test_a_wrong_passphrase_leaves_the_locked_sitting_alone(tmp_path: Path) -> None:
    presenter, view, _ = unlocking(tmp_path)
    sitting = Locked()
    presenter.begin("staff-egle", sitting.release)
    presenter.sent("", "ne ta fraze")
    assert not sitting.released
    assert "same_person" not in view.names()


def test_recovery_asks_for_everything_and_opens(tmp_path: Path) -> None:
    presenter, view, doors = unlocking(tmp_path)
    presenter.begin()
    presenter.recovery_wanted()
    presenter.recovery_sent("", "", "trumpa", "trumpa")
    assert set(view.last("show_faults")) == {"recovery_key", "passphrase"}
    presenter.recovery_sent(KEY, "", "nauja ilga fraze", "nauja ilga fraze")
    assert doors.asked[-1] == (KEY, None, "nauja ilga fraze")
    assert view.last("opened") == "a desk"


def test_a_refused_recovery_key_is_told_at_the_key(tmp_path: Path) -> None:
    presenter, view, _ = unlocking(tmp_path, error=Refused(message("vault.recovery_wrong")))
    presenter.begin()
    presenter.recovery_sent(KEY, "", "nauja ilga fraze", "nauja ilga fraze")
    assert view.last("show_faults") == {"recovery_key": message("vault.recovery_wrong")}
