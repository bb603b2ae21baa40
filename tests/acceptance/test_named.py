"""No test may claim a row that the table does not have."""

from __future__ import annotations

import re
from pathlib import Path

from tests.acceptance.rows import id_of, needs


def test_every_id_is_a_row() -> None:
    known = {need.id for need in needs()}
    named = {
        found
        for file in Path(__file__).parent.glob("test_*.py")
        for name in re.findall(r"def (test_a\d_\d\d\w*)", file.read_text(encoding="utf-8"))
        if (found := id_of(name)) is not None
    }
    assert named <= known
    assert len(known) == 138
