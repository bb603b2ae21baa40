"""A backup is proved before it counts, refuses every damage, and brings a workspace back into a new epoch."""

import errno
import os
from dataclasses import replace

import pytest

from caseworker_desktop import bootstrap
from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.errors import Damaged, Denied, Refused
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.store import backup
from caseworker_desktop.store.backup import MAGIC, read_backup, unpack_backup
from caseworker_desktop.store.log import CONTROL
from caseworker_desktop.usecases.care import COPY, SAFE, Care
from caseworker_desktop.usecases.doors import KeyGiven
from caseworker_desktop.vault.cbor import pack
from tests.nobody import open_to_all, read_only
from tests.workspace import PASSPHRASE, load, scenario

GIVEN = KeyGiven(None, PASSPHRASE)


def back_up(place, file):
    with place.desk() as desk:
        return desk.care.back_up(file, Silent())


def doors(place, folder):
    return bootstrap.FolderDoors(place.parts, folder)


def restore(place, file, folder, given=GIVEN):
    return doors(place, folder).restore_backup(file, given, Silent())


def back(place, folder):
    return replace(place, folder=folder)


def setting(place, name):
    with place.store() as store, store.reading() as reading:
        return reading.local.setting(name)


def streams(place):
    with place.store() as store, store.reading() as reading:
        return {one.id: one.ranges for one in reading.log.streams()}


@pytest.fixture
def filled(office):
    with office.desk() as desk:
        desk.loading.load(scenario("s0", 60))
    return office


def test_a_backup_holds_everything(filled, tmp_path):
    made = back_up(filled, tmp_path / "b.backup")
    with filled.store() as store, store.reading() as reading:
        assert made.operations == reading.log.count()
    assert made.bytes == made.file.stat().st_size
    seen = doors(filled, tmp_path).verify_backup(made.file, GIVEN, Silent())
    assert seen == made
    assert sorted(path.name for path in filled.folder.iterdir()) == ["casework.db", "in-use", "keys.byla"]
    assert sorted(os.listdir(tmp_path)) == ["b.backup", "office"]


def test_what_it_holds_is_safe(filled, tmp_path):
    assert setting(filled, SAFE) is None
    held = streams(filled)
    back_up(filled, tmp_path / "b.backup")
    with filled.desk() as desk:
        load(desk, {"record": "person", "given_names": "Ona", "family_name": "Pavyzdė"})
    assert setting(filled, SAFE) == held != streams(filled)


def test_a_backup_says_nothing(filled, tmp_path):
    data = back_up(filled, tmp_path / "b.backup").file.read_bytes()
    assert data.startswith(MAGIC)
    assert b"SQLite" not in data
    assert not any(word.encode() in data for word in ("Pavyzd", "egle", "person", "case"))


def test_nothing_is_replaced(filled, tmp_path):
    target = tmp_path / "b.backup"
    target.write_bytes(b"mine")
    with pytest.raises(Refused) as error:
        back_up(filled, target)
    assert error.value.message.key == "refused.file_exists"
    assert target.read_bytes() == b"mine"
    assert setting(filled, SAFE) is None


def test_a_place_that_is_gone(filled, tmp_path):
    with pytest.raises(Refused) as error:
        back_up(filled, tmp_path / "gone" / "b.backup")
    assert error.value.message.key == "refused.not_written_to"
    assert setting(filled, SAFE) is None
    assert not (filled.folder / COPY).exists()


def test_a_place_that_may_not_be_written(filled):
    with open_to_all() as both:
        stick, there = both / "stick", filled.copy(both / "office")
        stick.mkdir()
        there.folder.chmod(0o777)
        for path in there.folder.iterdir():
            path.chmod(0o666)
        with there.desk() as desk, read_only(stick), pytest.raises(Refused) as error:
            desk.care.back_up(stick / "b.backup", Silent())
        assert error.value.message.key == "refused.not_written_to"
        assert list(stick.iterdir()) == []
        assert not (there.folder / COPY).exists()
        assert setting(there, SAFE) is None


def _failing(code):
    def fail(*_, **__):
        raise OSError(code, os.strerror(code))

    return fail


@pytest.mark.parametrize("call", ["fsync", "rename"])
def test_a_medium_that_fails(filled, tmp_path, monkeypatch, call):
    stick = tmp_path / "stick"
    stick.mkdir()
    with filled.desk() as desk:
        monkeypatch.setattr(backup.os, call, _failing(errno.ENOSPC))
        with pytest.raises(Refused) as error:
            desk.care.back_up(stick / "b.backup", Silent())
        monkeypatch.undo()
        assert error.value.message.key == "refused.not_written_to"
        assert list(stick.iterdir()) == []
        assert desk.care.back_up(stick / "b.backup", Silent()).operations
    assert setting(filled, SAFE)


def test_a_medium_that_gives_back_something_else(filled, tmp_path, monkeypatch):
    """The file is read back before it counts: what a worn stick made of it is found."""

    def worn(file, progress):
        with file.open("r+b") as opened:
            opened.seek(5000)
            opened.write(b"\0\1\2")
        return read_backup(file, progress)

    monkeypatch.setattr(backup, "read_backup", worn)
    with pytest.raises(Refused):
        back_up(filled, tmp_path / "b.backup")
    assert not (tmp_path / "b.backup").exists()
    assert setting(filled, SAFE) is None


def test_a_damaged_workspace_gives_no_backup(office, tmp_path):
    with office.desk() as desk:
        desk.loading.load(scenario("s0"))
        worker = desk.worker
    size = office.database.stat().st_size
    with office.database.open("r+b") as file:
        for at in range(size * 4 // 5, size - 4096, 4096):
            file.seek(at)
            file.write(b"\0" * 64)
    with office.store() as store, pytest.raises((Damaged, Refused)):
        care = Care(store, worker, office.key, lambda folder, key: bootstrap.open_store(office.parts, folder, key))
        care.back_up(tmp_path / "b.backup", Silent())
    assert not (tmp_path / "b.backup").exists()
    assert not (office.folder / COPY).exists()


# ---- damage ------------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def whole(office, tmp_path):
    return back_up(office, tmp_path / "b.backup").file


def places(size):
    """Places in every part of the file: magic, lengths, head, slots, database, digest."""
    head = [0, 5, len(MAGIC), len(MAGIC) + 3, len(MAGIC) + 4, len(MAGIC) + 20, 200, 600]
    return [*head, *range(2000, size - 40, size // 12), size - 32, size - 1]


def test_every_flipped_bit_is_refused(office, whole, tmp_path):
    data = whole.read_bytes()
    for at in places(len(data)):
        for bit in (1, 128):
            broken = bytearray(data)
            broken[at] ^= bit
            file = tmp_path / "broken"
            file.write_bytes(broken)
            with pytest.raises(Refused):
                read_backup(file, Silent())
            if at % 3 == 0 and bit == 1:
                with pytest.raises(Refused):
                    restore(office, file, tmp_path / "back")
                assert not (tmp_path / "back").exists()


def test_every_cut_and_every_surplus_is_refused(whole, tmp_path):
    data = whole.read_bytes()
    file = tmp_path / "broken"
    for length in [*places(len(data)), len(data) - 1]:
        file.write_bytes(data[:length])
        with pytest.raises(Refused) as error:
            read_backup(file, Silent())
        assert error.value.message.key == ("backup.none" if length < len(MAGIC) else "backup.damaged")
    file.write_bytes(data + b"\0")
    with pytest.raises(Refused):
        read_backup(file, Silent())


@pytest.mark.parametrize(
    ("head", "key"),
    [
        ({"format": 2, "anything": "else"}, "backup.newer"),
        ({"format": 0, "created_at": 1, "program": "x", "keys": 0, "database": 0}, "backup.damaged"),
        ({"format": 1, "created_at": 1, "program": "x", "keys": -1, "database": 0}, "backup.damaged"),
        ({"format": 1, "created_at": 1, "program": "x", "keys": 2**40, "database": 0}, "backup.damaged"),
        ({"format": 1, "created_at": 1, "program": 7, "keys": 0, "database": 0}, "backup.damaged"),
        ({"format": 1, "created_at": 1}, "backup.damaged"),
        ([1, 2], "backup.damaged"),
    ],
)
def test_heads_that_do_not_do(tmp_path, head, key):
    told = pack(head)
    file = tmp_path / "x"
    file.write_bytes(MAGIC + len(told).to_bytes(4, "big") + told + bytes(100))
    with pytest.raises(Refused) as error:
        read_backup(file, Silent())
    assert error.value.message.key == key


@pytest.mark.parametrize("data", [b"", b"byla", b"something else, and longer than the first line of a backup"])
def test_other_files(tmp_path, data):
    (tmp_path / "x").write_bytes(data)
    with pytest.raises(Refused) as error:
        read_backup(tmp_path / "x", Silent())
    assert error.value.message.key == "backup.none"
    with pytest.raises(Refused) as error:
        read_backup(tmp_path / "nowhere", Silent())
    assert error.value.message.key == "refused.file_unreadable"


def test_a_digest_that_was_made_to_fit_does_not_help(office, whole, tmp_path):
    """Whoever changes a byte and computes the digest anew is found out by the ciphers of the database."""
    head = read_backup(whole, Silent()).head
    data = bytearray(whole.read_bytes()[:-32])
    data[len(data) - head.database // 2] ^= 1
    file = tmp_path / "forged"
    file.write_bytes(bytes(data) + backup.sha256(data).digest())
    read_backup(file, Silent())
    with pytest.raises(Refused) as error:
        doors(office, tmp_path).verify_backup(file, GIVEN, Silent())
    assert error.value.message.key == "backup.damaged"
    with pytest.raises(Refused):
        restore(office, file, tmp_path / "back")
    assert not (tmp_path / "back").exists()


# ---- keys --------------------------------------------------------------------------------------------------------------------------


def test_a_wrong_passphrase_opens_nothing(office, whole, tmp_path):
    wrong = KeyGiven(None, PASSPHRASE + "?")
    with pytest.raises(Denied):
        doors(office, tmp_path).verify_backup(whole, wrong, Silent())
    with pytest.raises(Denied):
        restore(office, whole, tmp_path / "back", wrong)
    assert sorted(os.listdir(tmp_path)) == ["b.backup", "office"]


def test_the_printed_key_opens_it(office, whole, tmp_path):
    given = KeyGiven(recovery_key=office.keys.recovery_key)
    assert doors(office, tmp_path).verify_backup(whole, given, Silent()).operations
    assert restore(office, whole, tmp_path / "back", given).epoch > 1
    assert back(office, tmp_path / "back").dump() == office.dump()


# ---- coming back -------------------------------------------------------------------------------------------------------------------


def test_a_workspace_comes_back(filled, tmp_path):
    made = back_up(filled, tmp_path / "b.backup")
    before = filled.dump()
    done = restore(filled, made.file, tmp_path / "back")
    there = back(filled, tmp_path / "back")
    assert (done.device, done.operations) == (filled.keys.device, made.operations)
    assert there.dump() == before
    assert setting(there, "stream") != setting(filled, "stream")
    assert setting(there, SAFE) == streams(filled)
    with there.desk() as desk:
        assert (desk.worker.epoch, desk.worker.office) == (done.epoch, True)
        assert done.epoch > 1
        assert all(one.ok for one in desk.doctor.examine(Silent(), full=True))


@pytest.mark.parametrize("which", ["office", "laptop"])
def test_the_new_stream_speaks_for_the_office(request, tmp_path, which):
    """Office kinds count only from an office's stream: the former stream's key vouches for the new one, here and in every other place."""
    place = request.getfixturevalue(which)
    made = back_up(place, tmp_path / "b.backup")
    restore(place, made.file, tmp_path / "back")
    there = back(place, tmp_path / "back")
    with there.desk() as desk:
        (term,) = load(desk, {"record": "term", "list": "topics", "code": "X-MUSIC", "name_lt": "Muzika", "name_lv": "Mūzika", "name_en": "Music"})
    with there.desk() as desk:
        assert desk.dumping.show("term", term)
        assert desk.lists.has("topics", "X-MUSIC")
    stream = setting(there, "stream")
    with there.store() as store:
        writer = writer_of(there, store)
        with store.unit() as unit:  # judged anew from the log alone
            engine = writer.engine(unit)
            engine.rebuild()
            assert stream in engine.strata.office
            assert unit.tables.states("term", [ids.to_bytes(term)])


def writer_of(place, store):
    opened = bootstrap.slots_of(place.folder).open_passphrase(place.login, PASSPHRASE)
    return bootstrap.make_writer(place.parts, store, bootstrap.worker_of(place.parts, store, opened))


def test_a_claim_without_the_key_counts_for_nothing(office, tmp_path):
    made = back_up(office, tmp_path / "b.backup")
    restore(office, made.file, tmp_path / "back")
    there = back(office, tmp_path / "back")
    with there.store() as store, store.reading() as reading:
        (claim,) = [raw for _, raw in reading.log.scan() if b"claim" in raw]
        assert sum(st & CONTROL > 0 for _, _, _, st, _ in reading.log.controls()) == 2
    forged = claim.replace(setting(there, "stream"), bytes(16))
    with there.store() as store:
        writer = writer_of(there, store)
        with store.unit() as unit:
            engine = writer.engine(unit)
            assert engine.apply([forged]).accepted == 1
            assert bytes(16) not in engine.strata.office


def test_backups_of_backups(filled, tmp_path):
    place = filled
    epochs = [1]
    for time in (1, 2):
        made = back_up(place, tmp_path / f"{time}.backup")
        epochs.append(restore(place, made.file, tmp_path / f"back{time}").epoch)
        place = back(place, tmp_path / f"back{time}")
    assert epochs == sorted(set(epochs))
    with place.desk() as desk:
        load(desk, {"record": "term", "list": "topics", "code": "X-MUSIC", "name_lt": "Muzika", "name_lv": "Mūzika", "name_en": "Music"})
        assert list(desk.dumping.lines(kind="term"))
    assert len(streams(place)) == 3
    assert set(filled.dump()) < set(place.dump())


def test_the_target_must_be_new_or_empty(office, whole, tmp_path):
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "x").write_text("mine")
    with pytest.raises(Refused) as error:
        restore(office, whole, taken)
    assert error.value.message.key == "refused.folder_not_empty"
    assert os.listdir(taken) == ["x"]
    (tmp_path / "empty").mkdir()
    restore(office, whole, tmp_path / "empty")
    assert back(office, tmp_path / "empty").dump() == office.dump()


def test_a_target_that_may_not_be_written(office, whole):
    with open_to_all() as stick:
        copied = stick / "b.backup"
        copied.write_bytes(whole.read_bytes())
        with read_only(stick), pytest.raises(Refused) as error:
            restore(office, copied, stick / "back")
        assert error.value.message.key in ("refused.read_only", "refused.not_written")  # root may write, as far as the system can say beforehand
        assert os.listdir(stick) == ["b.backup"]


def test_unpacking_stops_at_damage_without_a_word_of_it(whole, tmp_path):
    data = bytearray(whole.read_bytes())
    data[-40] ^= 1
    (tmp_path / "broken").write_bytes(data)
    with pytest.raises(Refused) as error:
        unpack_backup(tmp_path / "broken", tmp_path / "k", tmp_path / "d", Silent())
    assert error.value.message.key == "backup.damaged"
    assert not (tmp_path / "k").exists()
