"""Age streams and sealed boxes: whole, cut, changed, for somebody else, and with files that fail."""

from __future__ import annotations

import io

import pyrage
import pytest
from hypothesis import given, settings, strategies as st

from caseworker_desktop.vault import seal
from caseworker_desktop.vault.errors import VaultError
from caseworker_desktop.vault.seal import BrokenSeal, NotForThisKey, NotSealed, open_stream, seal_stream
from caseworker_desktop.vault.staff import StaffKeys


def sealed(data: bytes, *recipients: str) -> bytes:
    out = io.BytesIO()
    seal_stream([data[:10], b"", data[10:]], recipients, out)
    return out.getvalue()


@settings(max_examples=10, deadline=None)
@given(st.sampled_from([0, 1, 65535, 65536, 65537, 131072, 200_000]))
def test_round_trip_and_length(size: int):
    identity, recipient = seal.new_identity()
    data = bytes(i % 251 for i in range(size))
    file, out = sealed(data, recipient), io.BytesIO()
    assert open_stream(io.BytesIO(file), [identity], out) == size
    assert out.getvalue() == data
    assert seal.plaintext_length(file[: seal.MAX_HEADER], len(file)) == size
    assert pyrage.decrypt(file, [pyrage.x25519.Identity.from_str(identity)]) == data


def test_four_stanzas_whoever_reads():
    keys = [seal.new_identity() for _ in range(4)]
    for count in (1, 2, 3, 4):
        file = sealed(b"data", *(recipient for _, recipient in keys[:count]))
        assert file[:2000].count(b"-> X25519 ") == 4
        for identity, _ in keys[:count]:
            out = io.BytesIO()
            open_stream(io.BytesIO(file), [identity], out)
            assert out.getvalue() == b"data"
    for count in (0, 5):
        with pytest.raises(ValueError, match="one to four"):
            sealed(b"data", *([keys[0][1]] * count))


def test_the_addressee_s_place_is_shuffled():
    identity, recipient = seal.new_identity()
    places = set()
    for _ in range(60):
        file = sealed(b"", recipient)
        # Without all stanzas but one, only the one that is ours opens the file up to its header's check.
        lines = file.split(b"\n---")[0].split(b"\n")
        starts = [n for n, line in enumerate(lines) if line.startswith(b"-> X25519 ")]
        places.update(place for place, start in enumerate(starts) if _opens(file, lines[start : start + 2], identity))
    assert places == {0, 1, 2, 3}


def _opens(file: bytes, stanza: list[bytes], identity: str) -> bool:
    # A header with a wrong check is told apart from one without a stanza of ours.
    head = b"\n".join([b"age-encryption.org/v1", *stanza]) + b"\n---" + file.split(b"\n---", 1)[1]
    try:
        pyrage.decrypt(head, [pyrage.x25519.Identity.from_str(identity)])
    except pyrage.DecryptError as error:
        return "No matching" not in str(error)
    return True


def test_for_somebody_else():
    _, recipient = seal.new_identity()
    identity, _ = seal.new_identity()
    with pytest.raises(NotForThisKey):
        open_stream(io.BytesIO(sealed(b"data", recipient)), [identity], io.BytesIO())


@pytest.mark.parametrize(
    "data", [b"", b"age", b"age-encryption.org/v1\n", b"PK\x03\x04" + bytes(500), b"age-encryption.org/v1\n" + b"-> x y\n" * 10_000, bytes(100_000)]
)
def test_what_is_no_age_file(data: bytes):
    identity, _ = seal.new_identity()
    with pytest.raises(NotSealed):
        open_stream(io.BytesIO(data), [identity], io.BytesIO())
    assert seal.plaintext_length(data[: seal.MAX_HEADER], len(data)) is None


def test_every_changed_byte_and_every_cut_of_a_small_file():
    identity, recipient = seal.new_identity()
    file = sealed(b"labas" * 10, recipient)
    for place in range(len(file)):
        broken = file[:place] + bytes([file[place] ^ 1]) + file[place + 1 :]
        with pytest.raises(VaultError):
            _read_all(broken, identity)
    for length in range(len(file)):
        with pytest.raises(VaultError):
            _read_all(file[:length], identity)
    with pytest.raises(BrokenSeal):
        _read_all(file + b"\x00", identity)


def _read_all(file: bytes, identity: str) -> bytes:
    out = io.BytesIO()
    length = open_stream(io.BytesIO(file), [identity], out)
    assert length == len(out.getvalue())
    return out.getvalue()


def test_damage_tells_how_much_was_good():
    identity, recipient = seal.new_identity()
    file = bytearray(sealed(bytes(200_000), recipient))
    file[-10] ^= 1
    with pytest.raises(BrokenSeal) as broken:
        open_stream(io.BytesIO(bytes(file)), [identity], io.BytesIO())
    assert 180_000 <= broken.value.offset < 200_000


class Trouble(Exception):
    pass


class FailingSink:
    def __init__(self, after: int) -> None:
        self.after = after

    def write(self, data: bytes) -> None:
        self.after -= len(data)
        if self.after < 0:
            raise Trouble


class FailingSource(io.BytesIO):
    def read(self, size: int | None = -1) -> bytes:
        if self.tell() > 100_000:
            raise OSError(5, "Input/output error")
        return super().read(size)


@pytest.mark.parametrize("after", [0, 100, 100_000])
def test_the_cause_of_a_failing_sink_comes_out(after: int):
    identity, recipient = seal.new_identity()
    with pytest.raises(Trouble):
        seal_stream([bytes(200_000)], [recipient], FailingSink(after))
    with pytest.raises(Trouble):
        open_stream(io.BytesIO(sealed(bytes(200_000), recipient)), [identity], FailingSink(after))


def test_the_cause_of_a_failing_source_comes_out():
    identity, recipient = seal.new_identity()
    with pytest.raises(OSError, match="Input/output error"):
        open_stream(FailingSource(sealed(bytes(200_000), recipient)), [identity], io.BytesIO())

    def chunks():
        yield b"some"
        raise Trouble

    with pytest.raises(Trouble):
        seal_stream(chunks(), [recipient], io.BytesIO())


def test_small_secrets():
    pair, other = StaffKeys.new(), StaffKeys.new()
    box = seal.seal_for(pair.public, b"draft")
    assert seal.open_sealed(pair.secret, box) == b"draft"
    for secret, data in ((other.secret, box), (pair.secret, box[:-1]), (pair.secret, b""), (pair.secret[:31], box)):
        with pytest.raises(VaultError):
            seal.open_sealed(secret, data)
    for place in range(len(box)):
        with pytest.raises(VaultError):
            seal.open_sealed(pair.secret, box[:place] + bytes([box[place] ^ 1]) + box[place + 1 :])
    assert len(seal.fresh_secret()) == 32


def test_a_sink_that_failed_is_left_alone():
    """The library writes once more when it drops its buffer: that must neither reach the sink nor hide the first cause."""
    identity, recipient = seal.new_identity()
    calls = []

    class Once:
        def write(self, data: bytes) -> None:
            calls.append(len(data))
            raise Trouble if len(calls) == 1 else AssertionError

    with pytest.raises(Trouble):
        seal_stream([bytes(200_000)], [recipient], Once())
    assert len(calls) == 1
    calls.clear()
    with pytest.raises(Trouble):
        open_stream(io.BytesIO(sealed(bytes(200_000), recipient)), [identity], Once())
    assert len(calls) == 1


def test_keys_that_a_request_may_bring():
    good = seal.new_identity()[1]
    assert seal.is_recipient(good)
    bad = ["", "age1", good[:-1], good[:-1] + ("q" if good[-1] != "q" else "p"), "ssh-ed25519 AAAA", "š"]
    for text in bad:
        assert not seal.is_recipient(text)
        with pytest.raises(VaultError) as error:
            sealed(b"data", text)
        assert error.value.message.key == "vault.key_unusable"
    for public in (b"", bytes(31), bytes(33)):
        with pytest.raises(VaultError):
            seal.seal_for(public, b"data")
