"""Identifiers as text and as bytes."""

import uuid

import pytest
from hypothesis import given, strategies as st

from caseworker_desktop.kernel import ids


@given(st.binary(min_size=16, max_size=16))
def test_text_is_what_the_standard_says(raw):
    told = ids.to_text(raw)
    assert told == str(uuid.UUID(bytes=raw))
    assert ids.to_bytes(told) == raw


@pytest.mark.parametrize("raw", [b"", b"\0" * 15, b"\0" * 17])
def test_another_length_is_none(raw):
    with pytest.raises(ValueError, match="16"):
        ids.to_text(raw)
