"""The key file: what opens it, what does not, what it tells a finder, and what tampering does."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from caseworker_desktop.kernel.errors import CaseworkerError, Damaged, Denied, Refused
from caseworker_desktop.vault import cbor, recovery, slots
from caseworker_desktop.vault.slots import Opened, SlotFile
from caseworker_desktop.vault.staff import StaffKeys

PHRASE, OTHER = "žalias ežeras", "mėlyna upė teka"
PAYLOAD = Opened(b"k" * 32, b"s" * 16, b"p" * 32)


@pytest.fixture
def file(tmp_path: Path) -> SlotFile:
    return SlotFile(tmp_path / "keys.byla")


def test_passphrase_opens_with_and_without_login(file: SlotFile):
    file.add_passphrase("ona", PHRASE, PAYLOAD, "cheap")
    second = Opened(b"k" * 32, b"t" * 16, b"q" * 32)
    file.add_passphrase("rūta", OTHER, second, "cheap")
    assert file.open_passphrase("ona", PHRASE) == PAYLOAD
    assert file.open_passphrase(" ONA", PHRASE) == PAYLOAD
    assert file.open_passphrase(None, OTHER) == second
    assert file.count() == file.count("passphrase") == 2
    for login, phrase in (("ona", OTHER), ("nobody", PHRASE), (None, "žalias ežerai")):
        with pytest.raises(Denied) as denied:
            file.open_passphrase(login, phrase)
        assert denied.value.message.key == "vault.passphrase_wrong"


def test_no_file_opens_nothing(file: SlotFile):
    assert file.count() == 0
    assert file.slots() == ()
    with pytest.raises(Denied):
        file.open_passphrase(None, PHRASE)


def test_a_new_passphrase_replaces_the_login_s_slot(file: SlotFile):
    first = file.add_passphrase("ona", PHRASE, PAYLOAD, "cheap")
    second = file.add_passphrase("Ona", OTHER, PAYLOAD, "cheap")
    assert file.find("ona") == second != first
    assert file.count() == 1
    with pytest.raises(Denied):
        file.open_passphrase("ona", PHRASE)


def test_short_passphrase_is_refused_and_nothing_written(file: SlotFile, tmp_path: Path):
    with pytest.raises(Refused):
        file.add_passphrase("ona", "trumpa", PAYLOAD, "cheap")
    assert list(tmp_path.iterdir()) == []


def test_recovery_key_opens(file: SlotFile):
    key = recovery.new_recovery_key()
    payload = Opened(b"k" * 32, None, None)
    file.add_recovery(key, payload, "cheap")
    assert file.open_recovery(key.lower().replace("-", " ")) == payload
    with pytest.raises(Denied) as denied:
        file.open_recovery(recovery.new_recovery_key())
    assert denied.value.message.key == "vault.recovery_wrong"
    with pytest.raises(Refused):
        file.open_recovery(key[:-1])
    with pytest.raises(Denied):
        file.open_passphrase(None, recovery.parse(key).hex())


def test_office_s_public_key_opens(file: SlotFile):
    office, stranger = StaffKeys.new(), StaffKeys.new()
    file.add_public(office.public, PAYLOAD)
    assert file.open_public(office.secret) == PAYLOAD
    with pytest.raises(Denied):
        file.open_public(stranger.secret)


def test_removal_keeps_a_way_in(file: SlotFile):
    one = file.add_passphrase("ona", PHRASE, PAYLOAD, "cheap")
    file.add_public(StaffKeys.new().public, PAYLOAD)
    with pytest.raises(Refused) as refused:
        file.remove(one)
    assert refused.value.message.key == "vault.slot_last"
    file.add_recovery(recovery.new_recovery_key(), PAYLOAD, "cheap")
    file.remove(one)
    assert [slot.kind for slot in file.slots()] == ["public", "recovery"]
    with pytest.raises(Refused) as refused:
        file.remove(one)
    assert refused.value.message.key == "vault.slot_unknown"


def test_the_file_names_nobody_and_leaves_no_part(file: SlotFile, tmp_path: Path):
    (tmp_path / "keys.byla.part").write_bytes(b"left by a crash")
    file.add_passphrase("ona.petraitiene", PHRASE, PAYLOAD, "cheap")
    data = (tmp_path / "keys.byla").read_bytes()
    for canary in (b"ona", b"petraitiene", PHRASE.encode(), PAYLOAD.db_key, PAYLOAD.staff, PAYLOAD.staff_secret):
        assert canary is not None
        assert canary not in data
    assert [path.name for path in tmp_path.iterdir()] == ["keys.byla"]
    assert (tmp_path / "keys.byla").stat().st_mode & 0o077 == 0
    assert "k" * 32 not in repr(PAYLOAD)


def test_the_tag_of_a_login_differs_between_files(tmp_path: Path):
    tags = []
    for name in ("a", "b"):
        SlotFile(tmp_path / name).add_passphrase("ona", PHRASE, PAYLOAD, "cheap")
        tags.append(cbor.unpack((tmp_path / name).read_bytes())["slots"][0]["tag"])
    assert tags[0] != tags[1]


def test_every_changed_byte_is_noticed(file: SlotFile, tmp_path: Path):
    file.add_passphrase("ona", PHRASE, PAYLOAD, "cheap")
    path = tmp_path / "keys.byla"
    good = path.read_bytes()
    for place in range(len(good)):
        for bit in (0x01, 0x80):
            path.write_bytes(good[:place] + bytes([good[place] ^ bit]) + good[place + 1 :])
            with pytest.raises((Denied, Damaged)):
                file.open_passphrase("ona", PHRASE)


def test_every_cut_is_damage(file: SlotFile, tmp_path: Path):
    file.add_passphrase("ona", PHRASE, PAYLOAD, "cheap")
    path = tmp_path / "keys.byla"
    good = path.read_bytes()
    for length in range(len(good)):
        path.write_bytes(good[:length])
        with pytest.raises(Damaged):
            file.open_passphrase("ona", PHRASE)
    path.write_bytes(good + b"\x00")
    with pytest.raises(Damaged):
        file.open_passphrase("ona", PHRASE)


@pytest.mark.parametrize(
    ("name", "value"),
    [("memory", 1 << 40), ("ops", 1 << 40), ("ops", "1"), ("salt", b"short"), ("nonce", bytes(23)), ("tag", "ona"), ("sealed", None), ("id", b"")],
)
def test_forged_parameters_stop_before_any_work(file: SlotFile, tmp_path: Path, name: str, value: object):
    file.add_passphrase("ona", PHRASE, PAYLOAD, "cheap")
    path = tmp_path / "keys.byla"
    content = cbor.unpack(path.read_bytes())
    content["slots"][0][name] = value
    path.write_bytes(cbor.pack(content))
    with pytest.raises(Damaged) as damaged:
        file.open_passphrase("ona", PHRASE)
    assert damaged.value.message.key == "vault.keys_damaged"


def test_a_newer_format_is_told_and_a_newer_kind_is_kept(file: SlotFile, tmp_path: Path):
    file.add_passphrase("ona", PHRASE, PAYLOAD, "cheap")
    path = tmp_path / "keys.byla"
    content = cbor.unpack(path.read_bytes())
    content["slots"].append({**content["slots"][0], "id": b"n" * 16, "kind": "token", "ops": 0, "memory": 0, "tag": None})
    path.write_bytes(cbor.pack(content))
    assert file.open_passphrase(None, PHRASE) == PAYLOAD
    file.add_recovery(recovery.new_recovery_key(), PAYLOAD, "cheap")
    assert [slot.kind for slot in file.slots()] == ["passphrase", "token", "recovery"]
    path.write_bytes(cbor.pack({**content, "format": slots.FORMAT + 1}))
    with pytest.raises(CaseworkerError) as newer:
        file.count()
    assert newer.value.message.key == "vault.keys_newer"


def test_a_slot_moved_from_another_file_or_kind_does_not_open(file: SlotFile, tmp_path: Path):
    file.add_passphrase("ona", PHRASE, PAYLOAD, "cheap")
    path = tmp_path / "keys.byla"
    content = cbor.unpack(path.read_bytes())
    content["slots"][0]["id"] = b"x" * 16
    path.write_bytes(cbor.pack(content))
    with pytest.raises(Denied):
        file.open_passphrase(None, PHRASE)


def test_a_disk_that_fails_is_told_and_keeps_the_earlier_file(file: SlotFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file.add_passphrase("ona", PHRASE, PAYLOAD, "cheap")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("caseworker_desktop.vault.slots.os.fsync", full)
        with pytest.raises(Refused) as refused:
            file.add_passphrase("ona", OTHER, PAYLOAD, "cheap")
    assert refused.value.message.key == "vault.keys_not_written"
    assert file.open_passphrase("ona", PHRASE) == PAYLOAD
    file.add_passphrase("ona", OTHER, PAYLOAD, "cheap")
    assert [path.name for path in tmp_path.iterdir()] == ["keys.byla"]
    for place in (tmp_path, tmp_path / "nowhere" / "keys.byla"):
        with pytest.raises((Refused, Damaged)) as error:
            SlotFile(place).add_passphrase("ona", PHRASE, PAYLOAD, "cheap")
        assert error.value.message.key in ("vault.keys_unreadable", "vault.keys_not_written")
