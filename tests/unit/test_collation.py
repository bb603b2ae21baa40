import unicodedata

import pytest
from hypothesis import given, strategies as st

from caseworker_desktop.kernel.collation import sort_key

# Unicode CLDR, collation lt and lv: č š ž (and ģ ķ ļ ņ ŗ) are letters, y stands with i, other marks decide last.
ORDER = {
    "lt": "abba acas aža ąža caras cukrus čekis dalis eglė ėglė egzas ir yra įrašas irti jonas sala siena šaka šiluma tu ūkas ukrai žala",
    "lv": "abele āda ads cena cirvis čakls dārzs dzels galds gūt ģimene iela īss ja kalns kuģis ķēde lapa ļaudis mala nams ņemt sala šalle zeme žogs",
    "en": "ate čakls cart yes žala zebra",
}
words = st.text(alphabet="aąbcčdeėiyįsšzžuūķģ AČŠ-1„", max_size=8)


@pytest.mark.parametrize("language", ["lt", "lv", "en"])
def test_words_stand_as_in_the_language_s_dictionary(language):
    expected = ORDER[language].split()
    assert sorted(sorted(expected), key=lambda word: sort_key(word, language)) == expected


def test_small_comes_before_capital_and_a_mark_after_none():
    assert sorted(["Žemė", "žemė", "Žeme", "žeme"], key=lambda word: sort_key(word, "lt")) == ["žeme", "Žeme", "žemė", "Žemė"]


def test_spaces_then_signs_then_digits_then_letters():
    mixed = ["Aras", "3 namai", "„Mano guru“", " tarpas"]
    assert sorted(mixed, key=lambda word: sort_key(word, "lt")) == [" tarpas", "„Mano guru“", "3 namai", "Aras"]


def test_a_shorter_word_comes_before_its_continuation():
    assert sort_key("Jonas", "lt") < sort_key("Jonas A", "lt") < sort_key("Jonasas", "lt")


@given(words, words)
def test_the_bytes_that_a_database_compares_give_the_same_order(one, other):
    for language in ("lt", "lv", "en"):
        a, b = sort_key(one, language), sort_key(other, language)
        assert (a < b) == (a.encode() < b.encode())


@given(words)
def test_how_marks_are_encoded_does_not_matter(word):
    assert sort_key(unicodedata.normalize("NFD", word), "lt") == sort_key(word, "lt")
