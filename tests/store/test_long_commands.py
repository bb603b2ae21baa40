"""A long command tells where it is, and stopping it anywhere leaves nothing behind."""

from __future__ import annotations

import json

import pytest

from caseworker_desktop.kernel.errors import Cancelled
from caseworker_desktop.kernel.message import Message
from tests.workspace import Place

MANY = 1_200
STAGES = ("writing.stage.reading", "writing.stage.checking", "writing.stage.composing", "writing.stage.writing")


def lines(count: int) -> list[str]:
    return [json.dumps({"record": "person", "given_names": "Ona", "family_name": f"Pavyzdė{number}"}) for number in range(count)]


class Listener:
    """Notes what it is told and stops at a stage, if one is named."""

    def __init__(self, stop_at: str | None = None) -> None:
        self.told: list[tuple[str, int, int]] = []
        self._stop_at = stop_at

    def step(self, stage: Message, done: int, total: int) -> None:
        self.told.append((stage.key, done, total))
        if stage.key == self._stop_at and done:
            raise Cancelled


def test_every_stage_is_told_from_beginning_to_end(office: Place) -> None:
    heard = Listener()
    with office.desk() as desk:
        assert desk.loading.load(lines(MANY), progress=heard).written.created == MANY
    assert tuple(dict.fromkeys(stage for stage, _, _ in heard.told)) == STAGES
    assert [(done, total) for stage, done, total in heard.told if stage == STAGES[0]] == [(0, MANY), (500, MANY), (1000, MANY)]


def test_a_save_of_a_few_records_says_nothing(office: Place) -> None:
    heard = Listener()
    with office.desk() as desk:
        desk.loading.load(lines(20), progress=heard)
    assert heard.told == []


@pytest.mark.parametrize("stage", STAGES)
def test_stopped_anywhere_nothing_is_written(office: Place, stage: str) -> None:
    with office.desk() as desk:
        with pytest.raises(Cancelled):
            desk.loading.load(lines(MANY), progress=Listener(stage))
        assert desk.loading.load(lines(1)).written.created == 1
    with office.desk() as desk:
        assert len(list(desk.dumping.lines(kind="person", id_=None, everything=False, holds=None))) == 1
        assert all(one.ok for one in desk.doctor.examine(Listener(), full=True))
