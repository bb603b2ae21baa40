from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from caseworker_desktop.kernel.errors import Cancelled, LineRefused, Refused
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.exchange.devices import device_lines
from caseworker_desktop.ui.exchange.ejecting import commands, eject
from caseworker_desktop.ui.exchange.hand_over import HandOver, Target, told_kinds
from caseworker_desktop.ui.exchange.joining import Enrolment, Joining, Newcomer
from caseworker_desktop.ui.exchange.slip import Carrier, slip_lines
from caseworker_desktop.ui.exchange.sticks import Stick
from caseworker_desktop.ui.moments import day_words, digest_words, size_words
from caseworker_desktop.ui.shell.status import signs
from tests.ui.seen import Seen, Stopped, at_once
from tests.ui.two_places import PutIn

NOW = datetime(2026, 11, 21, 14, 20, tzinfo=ZoneInfo("Europe/Vilnius"))


@dataclass(frozen=True)
class Package:
    file: Path = Path("7f3a91c2.byla")
    number: int = 42
    operations: int = 12
    records: int = 9
    persons: int = 4
    bytes: int = 2_097_152
    sha256: str = "9c41e07a55d2" + "0" * 48 + "1b8f"
    check_word: str = "K7R-2QM"
    by_kind: Mapping[str, int] = field(default_factory=lambda: {"session": 7, "compartment": 3, "plan": 1, "note": 2, "task": 5})


@dataclass(frozen=True)
class PeerState:
    peer: str = "1"
    name: str = "AL-07"
    last_out: str | None = None
    last_in: str | None = None
    waiting: int = 0
    oldest_waiting: str | None = None
    days_silent: int | None = None


class Writing:
    """The export: answers with a package, or fails."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error, self.asked = error, []  # type: tuple[Exception | None, list[tuple[str, Path]]]

    def __call__(self, to: str, folder: Path, progress: Progress) -> Package:
        self.asked.append((to, folder))
        if self.error is not None:
            raise self.error
        return Package()


def handing(sticks: PutIn, export: Writing) -> tuple[HandOver, Seen, list[str]]:
    view, wrote = Seen(), []
    presenter = HandOver(view, lambda to: Target(to, "Biuras", 12), export, sticks, at_once, lambda _: wrote.append("wrote"))
    presenter.begin("office")
    return presenter, view, wrote


def test_a_single_stick_is_chosen_and_written(tmp_path: Path) -> None:
    (tmp_path / "old.byla").write_bytes(b"x")
    export = Writing()
    presenter, view, wrote = handing(PutIn(tmp_path), export)
    assert view.last("show_choose")[2].folder == tmp_path
    presenter.go()
    target, written = view.last("show_done")
    assert export.asked == [("office", tmp_path)]
    assert (target.name, written.exported.number, written.untouched) == ("Biuras", 42, 1)
    assert wrote == ["wrote"]


def test_of_two_sticks_a_person_chooses(tmp_path: Path) -> None:
    one, two = tmp_path / "1", tmp_path / "2"
    one.mkdir()
    two.mkdir()
    export = Writing()
    presenter, view, _ = handing(PutIn(one, two), export)
    assert view.last("show_choose")[2] is None
    presenter.go()
    assert export.asked == []
    presenter.chosen(two)
    presenter.go()
    assert export.asked == [("office", two)]


def test_a_stick_taken_out_is_no_longer_chosen(tmp_path: Path) -> None:
    sticks = PutIn(tmp_path)
    presenter, view, _ = handing(sticks, Writing())
    sticks.folders = []
    presenter.look_again()
    assert view.last("show_choose")[1:3] == ([], None)


@pytest.mark.parametrize(("given", "key"), [({"read_only": True}, "exchange.stick_read_only"), ({"free": 1000}, "exchange.stick_full")])
def test_an_unfit_stick_is_told_before_anything_is_written(tmp_path: Path, given: dict[str, Any], key: str) -> None:
    export = Writing()
    presenter, view, _ = handing(PutIn(tmp_path, **given), export)
    presenter.go()
    assert view.last("show_choose")[3].key == key
    assert export.asked == []


@pytest.mark.parametrize(
    ("error", "key"),
    [(Refused(message("bundle.stick_gone")), "bundle.stick_gone"), (Cancelled(), "exchange.stopped"), (OSError(28, ""), "problem.disk_full")],
)
def test_a_failure_leads_back_to_the_choice_with_a_sentence(tmp_path: Path, error: Exception, key: str) -> None:
    presenter, view, wrote = handing(PutIn(tmp_path), Writing(error))
    presenter.go()
    assert view.last("show_choose")[3].key == key
    assert "show_done" not in view.names()
    assert wrote == []


def test_the_bar_goes_forward_and_the_lines_follow(tmp_path: Path) -> None:
    view, heard = Seen(), []

    def run(operation: Any, success: Any, failure: Any, progress: Any) -> Stopped:
        for stage, done, total in (
            ("bundle.sealing", 6, 12),
            ("bundle.sealing", 12, 12),
            ("bundle.reading_back", 1, 2),
            ("bundle.reading_back", 2, 2),
        ):
            progress(Message(stage), done, total)
            heard.append(view.last("show_line"))
        return Stopped()

    presenter = HandOver(view, lambda to: Target(to, "", 0), Writing(), PutIn(tmp_path), run, list)
    presenter.begin("office")
    presenter.go()
    assert [line.states for line in heard] == [(2, 1, 0), (2, 1, 0), (2, 2, 1), (2, 2, 1)]
    assert [line.percent for line in heard] == [35, 70, 85, 100]


def test_stopping_reaches_the_work(tmp_path: Path) -> None:
    work = Stopped()
    presenter = HandOver(Seen(), lambda to: Target(to, "", 0), Writing(), PutIn(tmp_path), lambda *_: work, list)
    presenter.begin("office")
    presenter.stop()
    assert not work.stopped
    presenter.go()
    presenter.stop()
    assert work.stopped


@pytest.mark.parametrize(("code", "out"), [(0, True), (1, False)])
def test_the_system_is_asked_to_let_go_of_the_stick(tmp_path: Path, code: int, out: bool) -> None:
    asked: list[list[str]] = []
    sticks = PutIn(tmp_path)
    sticks.eject = lambda folder: eject("/dev/sdz9", folder, platform="linux", call=lambda words: (asked.append(list(words)), code)[1])  # type: ignore[method-assign]
    presenter, view, _ = handing(sticks, Writing())
    presenter.go()
    presenter.eject()
    assert [told for name, told in view.told if name == "show_ejected"] == [None, out]
    assert asked == [["udisksctl", "unmount", "--no-user-interaction", "--block-device", "/dev/sdz9"]]
    assert "show_done" in view.names()


def test_what_is_no_device_is_not_let_go_of(tmp_path: Path) -> None:
    assert not eject("tmpfs", tmp_path, platform="linux", call=lambda _: 0)
    (drive,) = commands("win32", "", "E:/")
    assert drive[-1].endswith("'E:'")

    def missing(words: object) -> int:
        raise FileNotFoundError

    assert not eject("/dev/sdz9", tmp_path, platform="linux", call=missing)


def test_only_what_people_recognise_is_told_of_the_kinds() -> None:
    assert told_kinds(Package().by_kind) == [("session", 7), ("note", 2), ("plan", 1)]


def test_the_slip_names_no_client_and_fills_itself(texts: Texts) -> None:
    carrier = Carrier("E. Kazlauskienė", "AL-07", "2026-11-21", office=False)
    stick = Stick(Path("/x"), "Atmintinė 3", 16 * 10**9, 12 * 10**9)
    before = dict(slip_lines(texts, carrier, stick, None))
    assert before["Failas"] == before["Dydis"] == "atsiras, kai bus įrašyta"
    presenter, view, _ = handing(PutIn(Path("/nowhere")), Writing())
    presenter.go()
    after = dict(slip_lines(texts, carrier, stick, view.last("show_done")[1]))
    assert after["Failas"] == "7f3a91c2.byla"
    assert after["Kontrolinė suma"] == "9c41 e07a 55d2 … 1b8f"
    assert after["Dydis"].replace("\xa0", " ") == "2,1 MB (2 097 152 baitai)"


@dataclass(frozen=True)
class Welcome:
    name: str = "Biuras"
    file: Path = Path("answer.byla")


def test_asking_writes_a_free_name_and_shows_the_words(tmp_path: Path) -> None:
    (tmp_path / "request-1.byla-request").write_bytes(b"")
    view = Seen()
    joining = Joining(view, lambda target: f"words for {target.name}", lambda file, progress: Welcome(), at_once)
    joining.begin()
    joining.folder_chosen(tmp_path)
    assert view.last("show_words") == ("words for request-2.byla-request", tmp_path / "request-2.byla-request")
    joining.welcome_chosen(tmp_path / "w.byla")
    assert view.last("show_joined") == "Biuras"
    assert view.last("show_working") is False


def test_a_refused_answer_is_told(tmp_path: Path) -> None:
    def refuse(file: Path, progress: Progress) -> Welcome:
        raise Refused(message("refused.no_welcome"))

    view = Seen()
    joining = Joining(view, lambda target: "", refuse, at_once)
    joining.welcome_chosen(tmp_path / "w.byla")
    assert view.last("show_ask").key == "refused.no_welcome"


ENTERED = Newcomer("/stick/request-1.byla-request", "a b c d e f", "U-SW", ("LT-PN-ALY",))


def test_enrolling_needs_everything() -> None:
    view, asked = Seen(), []
    Enrolment(view, lambda *given: asked.append(given), at_once, list).sent(Newcomer(words="a b c"))
    assert set(view.last("show_faults")) == {"file", "words", "role", "sites"}
    assert asked == []


def test_enrolling_writes_the_answer_beside_the_request() -> None:
    view, asked, told = Seen(), [], []

    def enrol(*given: Any) -> Welcome:
        asked.append(given[:5])
        return Welcome()

    Enrolment(view, enrol, at_once, lambda: told.append(1)).sent(ENTERED)
    assert asked == [(Path(ENTERED.file), "a b c d e f", "U-SW", ("LT-PN-ALY",), Path("/stick/request-1-answer-1.byla"))]
    assert view.last("show_enrolled") == Path("answer.byla")
    assert told == [1]


@pytest.mark.parametrize(
    ("error", "call", "where"),
    [
        (Refused(message("vault.words_wrong")), "show_faults", "words"),
        (LineRefused(message("refused.unknown_code", code="x"), field="sites"), "show_faults", "sites"),
        (Refused(message("refused.bad_request")), "show_problem", ""),
    ],
)
def test_a_refused_laptop_is_told_where_it_belongs(error: Exception, call: str, where: str) -> None:
    def enrol(*given: Any) -> Welcome:
        raise error

    view = Seen()
    Enrolment(view, enrol, at_once, list).sent(ENTERED)
    told = view.last(call)
    assert where in told if where else told.key == "refused.bad_request"


def test_laptops_that_are_silent_come_first(texts: Texts) -> None:
    peers = [
        PeerState("1", "AL-07", last_in="2026-11-21T09:00:00+00:00", days_silent=0, waiting=3),
        PeerState("2", "KA-05", last_in="2026-11-01T09:00:00+00:00", days_silent=20),
        PeerState("3", "PA-02"),
    ]
    lines = device_lines(peers, NOW, texts)
    assert [(one.name, one.tone) for one in lines] == [("KA-05", "amber"), ("AL-07", "green"), ("PA-02", "amber")]
    assert lines[1].last_in == "šiandien 11:00"
    assert lines[2].last_in == "dar niekada"


def test_moments_and_sizes_in_words(texts: Texts, texts_in: Any) -> None:
    assert day_words("2026-11-20T14:41:00+00:00", NOW, texts) == "vakar 16:41"
    assert day_words("2026-11-18T13:10:00+00:00", NOW, texts) == "2026-11-18, 15:10"
    assert day_words("2026-11-18T13:10:00+00:00", NOW, texts_in("lv")) == "18.11.2026. 15.10"
    assert [size_words(count, texts).replace("\xa0", " ") for count in (12, 1_500, 2_000_000, 16 * 10**9)] == ["12 B", "1,5 KB", "2,0 MB", "16,0 GB"]
    assert digest_words("9c41e07a55d2aaaa1b8f") == "9c41 e07a 55d2 … 1b8f"


@pytest.mark.parametrize(
    ("office", "joined", "peers", "days", "key"),
    [
        (False, False, (), None, "status.alone"),
        (False, True, (PeerState(waiting=12),), 6, "status.waiting"),
        (False, True, (PeerState(waiting=1, last_out="2026-11-20", oldest_waiting="2026-11-21"),), 1, "status.waiting"),
        (False, True, (PeerState(waiting=1, last_out="2026-11-20", oldest_waiting="2026-11-19"),), 1, "status.unconfirmed"),
        (False, True, (PeerState(),), 0, "status.all_handed"),
        (True, True, (), None, "status.no_devices"),
        (True, True, (PeerState(days_silent=16),), None, "status.silent"),
        (True, True, (PeerState(),), None, "status.never_heard"),
        (True, True, (PeerState(days_silent=1),), None, "status.all_heard"),
    ],
)
def test_the_status_line_says_how_things_stand(office: bool, joined: bool, peers: Any, days: int | None, key: str) -> None:
    told = signs(peers, office=office, joined=joined, training=False, days_since_out=days)
    assert told[1].words.key == key
    assert signs(peers, office=office, joined=joined, training=True, days_since_out=days)[0].words.key == "status.training"
