"""A laptop comes back from a backup while bundles written before anybody knew of it are still on their way."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseworker_desktop.settings import Settings
from tests.journeys.pair import Pair


@pytest.fixture
def pair(tmp_path: Path, settings: Settings) -> Pair:
    return Pair(tmp_path, settings, lines=120)


def test_its_own_words_come_back_though_it_took_a_bundle_that_was_not_meant_for_its_new_epoch(pair: Pair) -> None:
    pair.round()
    backup = pair.backup(pair.laptop, "laptop.backup")
    note = pair.note(pair.laptop, "po atsarginės kopijos")
    pair.send(pair.laptop, "office", pair.office)
    # The office knows that the laptop has this note, and leaves it out.
    late = pair.run.do("--workspace", pair.office, "bundle", "export", "--to", "PR-11", "--out", pair.stick)["file"]
    pair.come_back(pair.laptop, backup)
    pair.run.do("--workspace", pair.laptop, "bundle", "import", late)
    assert not pair.has(pair.laptop, "note", note)
    pair.round()
    assert pair.has(pair.laptop, "note", note)
    pair.agree()
