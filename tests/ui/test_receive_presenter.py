"""Receiving without a window: what is ticked, looked at, taken, left, and said of it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from caseworker_desktop.kernel.message import message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.ui.exchange.receive import Port, Receive, outcome
from caseworker_desktop.usecases.previewing import OTHERS, OURS, UNREADABLE, Glance, Preview
from caseworker_desktop.usecases.receiving import Imported
from tests.ui.seen import Seen, at_once
from tests.ui.two_places import PutIn

FORK = message("exchange.alarm_fork", name="AL-07")


@dataclass
class Offered:
    """What lies on a stick, and what the desk says of it; `asked` keeps what was looked at and taken."""

    taken: tuple[Imported, ...] = ()
    glances: dict[str, Glance] = field(default_factory=dict)
    refused: tuple[str, ...] = ()
    asked: list[tuple[str, list[str]]] = field(default_factory=list)

    def port(self) -> Port:
        return Port(self._glance, self._preview, self._take)

    def _glance(self, files: Any) -> Any:
        return [self.glances.get(path.name, Glance(path, OURS, "AL-07", "device", number)) for number, path in enumerate(files, 1)]

    def _preview(self, files: Any, progress: Progress) -> Any:
        self.asked.append(("preview", [path.name for path in files]))
        told = {path: Imported(path.name, error=message("bundle.damaged") if path.name in self.refused else None) for path in files}
        return [Preview(path, one) for path, one in told.items()]

    def _take(self, files: Any, progress: Progress) -> Any:
        self.asked.append(("take", [path.name for path in files]))
        return self.taken


def receiving(tmp_path: Path, stick: Offered) -> tuple[Receive, Seen, list[str]]:
    view, arrived = Seen(), []  # type: tuple[Seen, list[str]]
    presenter = Receive(view, stick.port(), PutIn(tmp_path), at_once, lambda: arrived.append("arrived"))
    presenter.begin()
    return presenter, view, arrived


def put(folder: Path, *names: str) -> None:
    for age, name in enumerate(names):
        (folder / name).write_bytes(b"x" * 10)
        os.utime(folder / name, (1000 - age, 1000 - age))


def test_what_is_ours_and_new_is_ticked_looked_at_and_taken(tmp_path: Path) -> None:
    put(tmp_path, "c.byla", "b.byla", "a.byla", "d.byla")
    stick = Offered((Imported("a.byla", accepted=3),), {
        "c.byla": Glance(tmp_path / "c.byla", OTHERS), "b.byla": Glance(tmp_path / "b.byla", OURS, "AL-07", "x", 4, came=True),
        "d.byla": Glance(tmp_path / "d.byla", UNREADABLE)})  # fmt: skip
    presenter, view, arrived = receiving(tmp_path, stick)
    offers, chosen, problem = view.last("show_files")
    assert [one.file.path.name for one in offers] == ["b.byla", "a.byla", "d.byla", "c.byla"]
    assert chosen == {tmp_path / "a.byla"}
    assert problem is None
    presenter.ticked(tmp_path / "b.byla", True)
    presenter.look()
    assert [one.path.name for one in view.last("show_preview")] == ["a.byla", "b.byla"]
    assert arrived == []
    presenter.go()
    assert stick.asked == [("preview", ["a.byla", "b.byla"]), ("take", ["a.byla", "b.byla"])]
    assert arrived == ["arrived"]


def test_a_preview_that_is_left_takes_nothing(tmp_path: Path) -> None:
    put(tmp_path, "a.byla")
    stick = Offered()
    presenter, view, arrived = receiving(tmp_path, stick)
    presenter.go()
    assert stick.asked == []
    presenter.look()
    presenter.leave_it()
    assert view.names()[-1] == "show_files"
    presenter.go()
    assert [what for what, _ in stick.asked] == ["preview"]
    assert arrived == []


def test_what_the_preview_refuses_is_not_taken_and_told_at_the_end(tmp_path: Path) -> None:
    put(tmp_path, "b.byla", "a.byla")
    stick = Offered((Imported("b.byla", accepted=1),), refused=("a.byla",))
    presenter, view, _ = receiving(tmp_path, stick)
    presenter.look()
    presenter.go()
    assert stick.asked[-1] == ("take", ["b.byla"])
    assert [(one.file, one.tone) for one in view.last("show_outcomes")] == [("b.byla", "green"), ("a.byla", "red")]


def test_nothing_ticked_looks_at_nothing(tmp_path: Path) -> None:
    stick = Offered()
    presenter, view, _ = receiving(tmp_path, stick)
    presenter.look()
    assert view.last("show_files")[2].key == "exchange.in.choose_first"
    assert stick.asked == []


def test_what_was_taken_is_not_offered_ticked_again(tmp_path: Path) -> None:
    put(tmp_path, "a.byla")
    presenter, view, _ = receiving(tmp_path, Offered((Imported("a.byla", known=5),)))
    presenter.look()
    presenter.go()
    presenter.look_again()
    assert view.last("show_files")[1] == frozenset()


@pytest.mark.parametrize(
    ("taken", "tone", "title", "said"),
    [
        (Imported(file="a.byla", error=message("bundle.cut_off", at=7)), "red", "exchange.in.refused", ["bundle.cut_off"]),
        (Imported("a.byla", accepted=2, known=1), "green", "exchange.in.accepted", ["exchange.in.known_too"]),
        (Imported(file="a.byla", known=9), "green", "exchange.in.known", []),
        (Imported(file="a.byla"), "green", "exchange.in.nothing", []),
        (Imported("a.byla", accepted=2, alarms=(FORK,)), "red", "exchange.in.accepted", ["exchange.alarm_fork"]),
        (Imported("a.byla", accepted=2, duplicates=1, waiting=1), "amber", "exchange.in.accepted",
         ["exchange.see.duplicates", "exchange.see.waiting"]),
        (Imported("a.byla", accepted=2, conflicts=1), "amber", "exchange.in.accepted", ["exchange.in.conflicts"]),
        (Imported("a.byla", accepted=2, parked=1, gaps=(3, 4)), "amber", "exchange.in.accepted", ["exchange.in.parked", "exchange.in.gaps"]),
    ],
)
def test_each_result_has_its_sentence(taken: Imported, tone: str, title: str, said: list[str]) -> None:
    told = outcome(taken)
    assert (told.tone, told.title.key, [one.key for one in told.sentences]) == (tone, title, said)
