from __future__ import annotations

from datetime import date

import pytest

from caseworker_desktop.ui.widgets.dates import read_date

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2026-11-20", "2026-11-20"),
        ("2026.1.5", "2026-01-05"),
        ("20261120", "2026-11-20"),
        ("20.11.2026.", "2026-11-20"),
        ("11-20", "2026-11-20"),
        ("01-05", "2027-01-05"),
        ("20", "2026-11-20"),
        ("0", "2026-11-21"),
        ("+7", "2026-11-28"),
        ("-1", "2026-11-20"),
        ("  ", ""),
        ("2026-13-40", None),
        ("2026-02-30", None),
        ("31", None),
        ("rytoj", None),
        ("1991", None),
        ("99999999", None),
        ("0000-01-01", None),
    ],
)
def test_what_people_type(typed: str, read: str | None) -> None:
    assert read_date(typed, TODAY) == read


def test_latvians_write_the_day_first() -> None:
    assert read_date("05.12.", TODAY, day_first=True) == "2026-12-05"
    assert read_date("05.12.", TODAY) == "2027-05-12"


def test_a_past_date_is_never_to_come() -> None:
    assert read_date("12-09", TODAY, past=True) == "2025-12-09"
    assert read_date("12-09", TODAY) == "2026-12-09"
    assert read_date("25", TODAY, past=True) is not None
    assert read_date("25", TODAY, past=True) < TODAY.isoformat()  # type: ignore[operator]


def test_a_date_may_be_known_in_part() -> None:
    assert read_date("1991", TODAY, partly=True) == "1991"
    assert read_date("1991-05", TODAY, partly=True) == "1991-05"
    assert read_date("1991-13", TODAY, partly=True) is None
