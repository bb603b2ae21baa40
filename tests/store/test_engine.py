"""The encrypted database opens when it is ours, whole and unlocked, and says why when it is not."""

import os
import resource
import sqlite3
import subprocess
import sys
from contextlib import contextmanager

import pytest
import sqlcipher3
from sqlalchemy import event, text

from caseworker_desktop import bootstrap
from caseworker_desktop.kernel.errors import Damaged, Denied, Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.store import engine as engine_module, upgrade
from caseworker_desktop.store.engine import APPLICATION_ID, failure, open_engine
from caseworker_desktop.store.lockfile import LOCK
from tests.nobody import open_to_all, read_only
from tests.workspace import PASSPHRASE, Place, load, scenario

PAGE = 4096


def key_of(error):
    return error.value.message.key


@contextmanager
def largest_file(size):
    """No file may grow beyond `size` bytes while the block runs: the write fails as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_the_file_says_nothing(office):
    with office.desk() as desk:
        load(desk, {"record": "person", "given_names": "Slaptavardė", "family_name": "Slaptapavardė"})
    data = office.database.read_bytes()
    assert not data.startswith(b"SQLite format 3\0")
    assert not any(word in data for word in (b"SQLite", b"CREATE TABLE", b"Slaptavard", b"k_person"))
    with pytest.raises(sqlite3.DatabaseError), sqlite3.connect(office.database) as plain:
        plain.execute("SELECT count(*) FROM sqlite_master")


def test_a_wrong_passphrase_is_denied(office):
    with pytest.raises(Denied):
        bootstrap.unlock(office.parts, office.folder, office.login, PASSPHRASE + "!")


def test_a_wrong_key(office):
    with pytest.raises(Damaged) as error:
        bootstrap.open_store(office.parts, office.folder, bytes(32))
    assert key_of(error) == "damaged.unreadable"


def test_a_key_of_another_length_is_a_mistake(office):
    with pytest.raises(ValueError, match="32 bytes"):
        bootstrap.open_store(office.parts, office.folder, bytes(31))


@pytest.mark.parametrize("how", ["empty", "missing"])
def test_no_database(office, how):
    office.database.unlink()
    if how == "empty":
        office.database.touch()
    with pytest.raises(Damaged) as error:
        bootstrap.open_store(office.parts, office.folder, bytes(32))
    assert key_of(error) == "damaged.no_database"


def test_a_folder_that_is_no_workspace(office, tmp_path):
    with pytest.raises(Damaged) as error:
        bootstrap.unlock(office.parts, tmp_path, None, PASSPHRASE)
    assert key_of(error) == "damaged.no_workspace"


def test_a_database_of_another_program(office):
    key = office.key
    office.database.unlink()
    with sqlcipher3.connect(str(office.database)) as foreign:
        foreign.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        foreign.execute("CREATE TABLE t(a)")
    with pytest.raises(Damaged) as error:
        bootstrap.open_store(office.parts, office.folder, key)
    assert key_of(error) == "damaged.not_ours"


def test_a_database_without_a_cipher(office):
    key = office.key
    office.database.unlink()
    with sqlite3.connect(office.database) as plain:
        plain.execute("CREATE TABLE t(a)")
        plain.execute(f"PRAGMA application_id={APPLICATION_ID}")
    with pytest.raises(Damaged) as error:
        bootstrap.open_store(office.parts, office.folder, key)
    assert key_of(error) == "damaged.unreadable"


def test_a_driver_that_cannot_encrypt(office, monkeypatch):
    key = office.key

    class Plain:
        def __init__(self, raw):
            self._raw = raw

        def execute(self, sql, *values):
            return self._raw.execute("SELECT 1 WHERE 0" if sql == "PRAGMA cipher_version" else sql, *values)

        def close(self):
            self._raw.close()

    connect = engine_module._connect
    monkeypatch.setattr(engine_module, "_connect", lambda path, key: Plain(connect(path, key)))
    with pytest.raises(Damaged) as error:
        open_engine(office.database, key)
    assert key_of(error) == "damaged.no_cipher"


@pytest.mark.parametrize("lost", [1, 50, -1, -3])
def test_cut_at_a_page(office, lost):
    """Every page that is left is whole (`lost` pages at the end; negative: so many are left), so the ciphers alone would pass such a file."""
    with office.desk() as desk:
        desk.loading.load(scenario("s0", 100))
    key, pages = office.key, office.database.stat().st_size // PAGE
    os.truncate(office.database, (pages - lost if lost > 0 else -lost) * PAGE)
    with pytest.raises(Damaged) as error:
        bootstrap.open_store(office.parts, office.folder, key)
    assert key_of(error) == "damaged.unreadable"


def test_a_broken_page_is_told_when_it_is_read(office):
    with office.desk() as desk:
        desk.loading.load(scenario("s0"))
    with office.database.open("r+b") as file:
        pages = office.database.stat().st_size // PAGE
        for page in range(pages * 4 // 5, pages):
            file.seek(page * PAGE + 100)
            file.write(b"\0" * 16)
    with office.store() as store:
        assert not any(holds for _, holds, _ in store.checks())
        with pytest.raises(Damaged) as error, store.reading() as reading:
            list(reading.log.scan())
            for kind in store.catalog.kinds():
                list(reading.every(kind.name))
    assert key_of(error) == "damaged.unreadable"


def test_a_newer_program(office):
    with office.raw() as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9000'")
    with pytest.raises(Damaged) as error:
        bootstrap.unlock(office.parts, office.folder, office.login, PASSPHRASE)
    assert key_of(error) == "damaged.newer"


def test_in_use_by_another_process(office):
    holder = (
        "import sys; from pathlib import Path; from caseworker_desktop.store.lockfile import WorkspaceLock\n"
        "lock = WorkspaceLock(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    )
    held = subprocess.Popen([sys.executable, "-c", holder, str(office.folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert held.stdin is not None
    assert held.stdout is not None
    with held:
        assert held.stdout.readline().strip() == b"held"
        with pytest.raises(Damaged) as error:
            bootstrap.unlock(office.parts, office.folder, office.login, PASSPHRASE)
        assert key_of(error) == "damaged.in_use"
        held.kill()  # the lock dies with its holder
        held.wait()
        with office.desk() as desk:
            assert desk.worker.login == office.login
    assert (office.folder / LOCK).exists()


def test_two_sittings_in_one_process(office):
    with office.desk(), pytest.raises(Damaged) as error:
        bootstrap.unlock(office.parts, office.folder, office.login, PASSPHRASE)
    assert key_of(error) == "damaged.in_use"


def test_a_folder_that_may_not_be_written(office):
    with open_to_all() as open_folder:
        there = office.copy(open_folder / "office")
        with read_only(there.folder), pytest.raises(Refused) as error:
            bootstrap.unlock(office.parts, there.folder, office.login, PASSPHRASE)
        assert key_of(error) == "refused.read_only"
        assert there.dump() == office.dump()


def test_a_full_disk(office):
    """SQLite's own answer to a disk without room; the command is refused and nothing of it is there."""
    before = office.dump()
    with office.desk() as desk:
        # The pages that are there are all there may be: what is left of them does not hold a scenario.
        full = desk.loading._store._engine
        event.listen(full, "checkout", lambda raw, *_: raw.execute("PRAGMA max_page_count = 1"))
        with pytest.raises(Refused) as error:
            desk.loading.load(scenario("s1"))
        assert key_of(error) == "refused.disk_full"
    assert office.dump() == before


@pytest.mark.parametrize("room", [0, 100_000])
def test_a_disk_that_fails_in_the_middle(office, room):
    before = office.dump()
    with office.desk() as desk, largest_file(office.database.stat().st_size + room), pytest.raises(Refused):
        desk.loading.load(scenario("s1"))
    assert office.dump() == before
    with office.desk() as desk:
        desk.loading.load(scenario("s1", 50))


def test_busy(office):
    with office.store() as store, store.unit() as unit:
        unit.local.set("x", 1)
        other = Place(office.folder, office.parts, office.keys, office.login)
        with other.store() as second:
            event.listen(second._engine, "checkout", lambda raw, *_: raw.execute("PRAGMA busy_timeout = 0"))
            with pytest.raises(Refused) as error, second.unit():
                pass
    assert key_of(error) == "refused.busy"


@pytest.mark.parametrize("sql", ["SELECT nothing", "SELEC 1", "SELECT * FROM nowhere"])
def test_a_mistake_of_the_program_stays_visible(office, sql):
    with office.store() as store, pytest.raises(sqlcipher3.OperationalError), store.unit() as unit:
        unit.connection.connection.driver_connection.execute(sql)
    otherwise = Refused(message("refused.not_written"))
    assert failure(sqlcipher3.IntegrityError("UNIQUE"), otherwise) is None
    assert failure(ValueError("full"), otherwise) is None
    assert failure(sqlcipher3.OperationalError("disk I/O error"), otherwise) is otherwise


def test_a_unit_is_all_or_nothing(office):
    with office.store() as store:
        with pytest.raises(RuntimeError), store.unit() as unit:
            unit.local.set("half", 1)
            raise RuntimeError
        with store.unit() as unit:
            unit.local.set("dry", 1)
            unit.leave()
        with store.reading() as reading:
            assert (reading.local.setting("half"), reading.local.setting("dry")) == (None, None)
            assert reading.connection.execute(text("PRAGMA synchronous")).scalar() == 2
            assert reading.connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
            assert reading.connection.execute(text("PRAGMA temp_store")).scalar() == 2
        assert upgrade.version(store._engine) == upgrade.HEAD
