import pytest
from hypothesis import given, strategies as st

from caseworker_desktop.kernel.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Šiauliai", "siauliai"),
        ("ĄČĘĖĮŠŲŪŽ ąčęėįšųūž", "aceeisuuz aceeisuuz"),
        ("ĀČĒĢĪĶĻŅŖŠŪŽ", "acegiklnrsuz"),
        ("Łódź, Straße", "lodz, strasse"),
        ("s\N{COMBINING CARON}ilas", "silas"),
        ("ﬁ №", "fi no"),
        ("Щёлково", "щелково"),
        ("", ""),
    ],
)
def test_letters_lose_case_and_marks(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_folding_what_is_folded_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="ąčęėįšųūžāēģīķļņŗ abc-'"))
def test_case_does_not_matter(text):
    assert fold(text.upper()) == fold(text)
