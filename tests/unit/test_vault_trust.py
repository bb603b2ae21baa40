"""Six words: the request opens with its own words only, and names nobody on the stick."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.settings import find_resources
from caseworker_desktop.vault import trust

PAYLOAD = b"public keys and token; Ona Petraitiene, Alytus"


@pytest.fixture(scope="module")
def words() -> tuple[str, ...]:
    return trust.load_words(find_resources())


def test_the_list(words: tuple[str, ...]):
    assert len(words) == len({word[:4] for word in words}) == 2048
    assert all(word.isascii() and word.islower() and 3 <= len(word) <= 8 for word in words)


def test_a_short_list_is_no_list(tmp_path: Path):
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference" / "words.txt").write_text("# licence\nabandon\nability\n")
    with pytest.raises(ValueError, match="2048"):
        trust.load_words(tmp_path)


def test_known_words(words: tuple[str, ...]):
    assert trust.request_words(PAYLOAD, words, "cheap") == "glove program audit column table drift"


def test_the_request_opens_however_the_words_are_typed(words: tuple[str, ...]):
    spoken = trust.request_words(PAYLOAD, words, "cheap")
    file = trust.seal_request(spoken, PAYLOAD, "cheap")
    for typed in (spoken, spoken.upper(), spoken.replace(" ", ", "), " - ".join(word[:4] for word in spoken.split())):
        assert trust.open_request(typed, file, words, "cheap") == PAYLOAD


def test_nobody_is_named_and_the_length_says_little(words: tuple[str, ...]):
    spoken = trust.request_words(PAYLOAD, words, "cheap")
    file = trust.seal_request(spoken, PAYLOAD, "cheap")
    assert b"Ona" not in file
    assert len(file) == len(trust.seal_request(spoken, PAYLOAD + b" and more", "cheap"))


def test_wrong_words(words: tuple[str, ...]):
    spoken = trust.request_words(PAYLOAD, words, "cheap")
    file = trust.seal_request(spoken, PAYLOAD, "cheap")
    swapped = " ".join([*spoken.split()[1:], spoken.split()[0]])
    other = trust.request_words(PAYLOAD + b"!", words, "cheap")
    for typed in (swapped, other):
        with pytest.raises(Refused) as refused:
            trust.open_request(typed, file, words, "cheap")
        assert refused.value.message.key == "vault.words_wrong"
    for typed, key in ((spoken.rsplit(" ", 1)[0], "vault.words_count"), ("", "vault.words_count"), ("qqqq " * 6, "vault.word_unknown")):
        with pytest.raises(Refused) as refused:
            trust.open_request(typed, file, words, "cheap")
        assert refused.value.message.key == key
    with pytest.raises(Refused) as refused:
        trust.read_words(" ".join([*spoken.split()[:5], "abandonx"]), words)
    assert refused.value.message.params == {"number": 6}


def test_somebody_else_s_request_under_the_told_words(words: tuple[str, ...]):
    """Who heard the words cannot put a request of their own under them: the words must be those of what is inside."""
    spoken = trust.request_words(PAYLOAD, words, "cheap")
    forged = trust.seal_request(spoken, b"another device's keys", "cheap")
    with pytest.raises(Refused) as refused:
        trust.open_request(spoken, forged, words, "cheap")
    assert refused.value.message.key == "vault.words_wrong"


def test_every_changed_byte(words: tuple[str, ...]):
    spoken = trust.request_words(PAYLOAD, words, "cheap")
    file = trust.seal_request(spoken, PAYLOAD, "cheap")
    for place in range(0, len(file), 3):
        with pytest.raises(Refused):
            trust.open_request(spoken, file[:place] + bytes([file[place] ^ 1]) + file[place + 1 :], words, "cheap")
    for data in (b"", file[:30], file[:60], file[:-1], file + bytes(100_000), b"PK" + file[2:]):
        with pytest.raises(Refused):
            trust.open_request(spoken, data, words, "cheap")


def test_the_welcome_is_vouched_for():
    proof = trust.vouch("a b c d e f", b"office keys", "cheap")
    assert len(proof) == 32
    assert trust.vouched("a b c d e f", b"office keys", proof, "cheap")
    assert not trust.vouched("a b c d e g", b"office keys", proof, "cheap")
    assert not trust.vouched("a b c d e f", b"other keys", proof, "cheap")
    assert not trust.vouched("a b c d e f", b"office keys", proof[:-1], "cheap")
