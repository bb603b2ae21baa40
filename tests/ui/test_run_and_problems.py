from __future__ import annotations

import errno
import json
import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from caseworker_desktop.kernel.errors import Cancelled, LineRefused, Refused
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui import preferences
from caseworker_desktop.ui.preferences import Preferences
from caseworker_desktop.ui.problems import as_message
from caseworker_desktop.ui.run import run, wait_for_all


def test_work_leaves_the_window_s_thread_and_comes_back_to_it(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    threads: list[object] = []
    steps: list[tuple[str, int, int]] = []

    def operation(progress: Progress) -> str:
        threads.append(threading.current_thread())
        progress.step(message("common.save"), 1, 2)
        return "done"

    got: list[str] = []
    work = run(window, operation, got.append, pytest.fail, lambda stage, done, total: steps.append((stage.key, done, total)))
    qtbot.waitUntil(lambda: got == ["done"])
    assert threads[0] is not threading.main_thread()
    assert steps == [("common.save", 1, 2)]
    assert not work.running


def test_a_failure_is_told_and_never_raised(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    got: list[Exception] = []

    def operation(progress: Progress) -> None:
        raise Refused(message("refused.required"))

    run(window, operation, pytest.fail, got.append)
    qtbot.waitUntil(lambda: len(got) == 1)
    assert isinstance(got[0], Refused)


def test_stopping_ends_the_work_at_its_next_step(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    go, got = threading.Event(), []

    def operation(progress: Progress) -> None:
        go.wait(10)
        progress.step(message("common.save"), 1, 2)

    work = run(window, operation, pytest.fail, got.append)
    work.stop()
    go.set()
    qtbot.waitUntil(lambda: len(got) == 1)
    assert isinstance(got[0], Cancelled)


def test_a_result_for_a_window_that_is_gone_is_dropped(qtbot: QtBot, qapp: QApplication) -> None:
    window = QWidget()
    go = threading.Event()

    def operation(progress: Progress) -> str:
        go.wait(10)
        progress.step(message("common.save"), 1, 2)
        return "late"

    run(window, operation, pytest.fail, pytest.fail, lambda *_: pytest.fail("told"))
    delete(window)
    go.set()
    wait_for_all()
    qapp.processEvents()


def test_steps_are_told_only_as_fast_as_people_read(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    steps: list[int] = []
    got: list[None] = []

    def operation(progress: Progress) -> None:
        for done in range(100_000):
            progress.step(message("common.save"), done, 100_000)

    run(window, operation, got.append, pytest.fail, lambda stage, done, total: steps.append(done))
    qtbot.waitUntil(lambda: len(got) == 1)
    assert 150 <= len(steps) <= 201


@pytest.mark.parametrize(
    ("error", "key"),
    [
        (Refused(message("refused.required")), "refused.required"),
        (LineRefused(message("refused.required"), field="phone"), "refused.required"),
        (OSError(errno.ENOSPC, "Jonas"), "problem.disk_full"),
        (PermissionError(errno.EACCES, "x"), "problem.not_writable"),
        (FileNotFoundError(errno.ENOENT, "x"), "problem.place_gone"),
        (MemoryError(), "problem.memory"),
    ],
)
def test_every_error_becomes_a_sentence(error: Exception, key: str, texts: Texts) -> None:
    assert as_message(error).key == key
    assert texts.say(as_message(error))


def test_an_unexpected_error_tells_where_but_no_value(texts: Texts) -> None:
    try:
        preferences.THEMES["Jonas Jonaitis"]  # type: ignore[call-overload]
    except TypeError as error:
        said = texts.say(as_message(error))
    assert "TypeError" in said
    assert "Jonas" not in said
    assert "Traceback" not in said


def test_preferences_are_kept_whole(tmp_path: Path) -> None:
    wanted = Preferences("lv", "dark", 125, 10)
    preferences.write(tmp_path, wanted)
    assert preferences.read(tmp_path) == wanted
    assert [one.name for one in tmp_path.iterdir()] == [preferences.FILE]


@pytest.mark.parametrize("content", ["", "[1]", '{"theme": "pink", "scale": true, "idle_minutes": 0, "language": 7}', "\x00"])
def test_broken_preferences_open_the_window_all_the_same(tmp_path: Path, content: str) -> None:
    (tmp_path / preferences.FILE).write_text(content, encoding="utf-8")
    assert preferences.read(tmp_path, "lv") == Preferences("lv")


def test_one_good_preference_survives_a_bad_one(tmp_path: Path) -> None:
    (tmp_path / preferences.FILE).write_text(json.dumps({"theme": "dark", "scale": 7}), encoding="utf-8")
    assert preferences.read(tmp_path) == Preferences(theme="dark")


def test_message_stays_what_it_was() -> None:
    assert as_message(Refused(Message("a.b"))) == Message("a.b")
