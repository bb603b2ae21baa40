"""The doctor finds what is wrong, changes nothing, and never falls over what it finds."""

import os

import cbor2
import pytest

from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.store.local import Local
from caseworker_desktop.usecases import doctor
from caseworker_desktop.vault.slots import SlotFile
from tests.workspace import load, scenario

NAMES = ["slots", "ciphers", "structure", "tables", "log", "streams", "records", "search", "audit", "parked", "space"]


@pytest.fixture
def filled(office):
    with office.desk() as desk:
        desk.loading.load(scenario("s0", 60))
        (person,) = load(desk, {"record": "person", "given_names": "Ona", "family_name": "Pavyzdė"})
        load(desk, {"record": "person", "id": person, "family_name": "Pavyzdienė", "languages": ["ru"]})
        load(desk, {"record": "person", "id": person, "given_names": "Onutė", "languages": ["lt", "en"]})
        (gone,) = load(desk, {"record": "person", "given_names": "Petras", "family_name": "Pavyzdys"})
        load(desk, {"record": "person", "id": gone, "deleted": True})
    return office


def ill(place, *, full=False):
    """Return the names of the checks that are not well."""
    with place.desk() as desk:
        found = desk.doctor.examine(Silent(), full=full)
    assert [one.name for one in found] == [name for name in NAMES if full or name != "search"]
    return {one.name for one in found if not one.ok}


@pytest.mark.parametrize("full", [False, True])
def test_a_whole_workspace_is_well(filled, full, resources, texts_in):
    before = filled.database.read_bytes()
    assert ill(filled, full=full) == set()
    assert filled.database.read_bytes() == before
    with filled.desk() as desk:
        for one in desk.doctor.examine(Silent(), full=full):
            for language in ("lt", "lv", "en"):
                assert texts_in(language).say(one.detail)


def test_the_sample_is_drawn_by_operations(filled, monkeypatch):
    monkeypatch.setattr(doctor, "SAMPLE", 20)
    monkeypatch.setattr(doctor, "_BATCH", 7)
    with filled.desk() as desk:
        (records,) = [one for one in desk.doctor.examine(Silent()) if one.name == "records"]
    assert records.ok
    assert 0 < records.detail.params["looked"] <= 20


SPOILED = {
    # what somebody did to the file: (SQL, the checks that must find it in a full look, those that find it at once)
    "a value": ("UPDATE k_person SET family_name = 'X' WHERE family_name = 'Pavyzdienė'", {"records"}, {"records"}),
    "a set": ("UPDATE k_person SET languages = '[\"lv\"]' WHERE family_name = 'Pavyzdienė'", {"records"}, {"records"}),
    "a flag": ("UPDATE k_person SET fl = 4 WHERE family_name = 'Pavyzdienė'", {"records"}, {"records"}),
    "a deletion": ("UPDATE k_person SET fl = 0 WHERE fl = 4", {"records"}, {"records"}),
    "heads": ("UPDATE k_person SET heads = NULL WHERE family_name = 'Pavyzdienė'", {"records"}, {"records"}),
    "a time": ("UPDATE k_case SET changed_at = changed_at + 1", {"records"}, {"records"}),
    "a row lost": ("DELETE FROM k_case", {"records"}, {"records"}),
    "a row of nobody": ("INSERT INTO k_case SELECT x'00112233445566778899aabbccddeeff', " + "{rest} FROM k_case LIMIT 1", {"records"}, set()),
    "an operation lost": ("DELETE FROM op WHERE n = (SELECT max(n) FROM op)", {"log", "streams"}, {"log", "streams"}),
    "an id": ("UPDATE op SET id = x'00112233445566778899aabbccddeeff' WHERE n = (SELECT max(n) FROM op)", {"log"}, {"log"}),
    "a place": ("UPDATE op SET n = n + 1000 WHERE n = (SELECT max(n) FROM op)", {"log", "streams"}, {"streams"}),
    "two places": ("UPDATE op SET a = 5 WHERE a = 6", {"log", "streams"}, {"log", "streams"}),
    "a state": ("UPDATE op SET st = 8 WHERE n = (SELECT n FROM op ORDER BY n DESC LIMIT 1 OFFSET 3)", {"log", "records"}, {"records"}),
    "a block": ("UPDATE blk SET data = substr(data, 1, length(data) - 3) WHERE b = (SELECT max(b) FROM blk)", {"log", "streams"}, {"log", "streams"}),
    "a block lost": ("DELETE FROM blk WHERE b = (SELECT max(b) FROM blk)", {"log", "streams"}, {"log", "streams"}),
    "blocks exchanged": (
        "UPDATE blk SET data = (SELECT data FROM blk ORDER BY b LIMIT 1 OFFSET 1) WHERE b = (SELECT min(b) FROM blk)",
        {"log", "streams"}, {"log", "streams"}),
    "ranges": ("UPDATE stream SET ranges = x'818201186b'", {"streams"}, {"streams"}),
    "ranges unreadable": ("UPDATE stream SET ranges = x'9f'", {"log", "streams"}, {"log", "streams"}),
    "a chain": ("UPDATE stream SET chain = x'" + "00" * 32 + "'", {"streams"}, {"streams"}),
    "a chain's length": ("UPDATE stream SET chained = chained - 1", {"streams"}, {"streams"}),
    "a stream lost": ("DELETE FROM stream", {"log", "streams"}, {"log", "streams"}),
    "a name's entry": ("UPDATE name SET folded = 'nobody' WHERE folded LIKE '%pavyzdiene%'", {"search"}, set()),
    "an entry of nobody": (
        "INSERT INTO name(id, kind, folded, sort) VALUES(x'00112233445566778899aabbccddeeff', 'person', 'x', 'x')", {"search"}, set()),
    "words not found": ("INSERT INTO name_fts(name_fts) VALUES('delete-all')", {"search"}, set()),
    "a table lost": ("DROP TABLE k_task", {"tables", "records"}, {"tables"}),
    "tables of another version": ("UPDATE setting SET value = x'6161' WHERE name = 'catalog'", set(), set()),
    "the audit": ("UPDATE audit SET what = 'nothing'", {"audit"}, {"audit"}),
    "an audit line lost": ("DELETE FROM audit WHERE n = 1", {"audit"}, {"audit"}),
}  # fmt: skip


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("what", SPOILED)
def test_what_was_spoiled_is_found(filled, what, full):
    sql, in_full, at_once = SPOILED[what]
    with filled.store() as store, store.unit() as unit:
        for day in ("2026-01-01", "2026-01-02"):
            unit.local.audit(1, None, "opened", None, day)
    with filled.raw() as raw:
        if "{rest}" in sql:
            columns = [f'"{row[1]}"' for row in raw.execute("PRAGMA table_info(k_case)") if row[1] != "id"]
            sql = sql.format(rest=", ".join(columns))
        assert raw.execute(sql).rowcount != 0
    found = ill(filled, full=full)
    expected = in_full if full else at_once
    assert expected <= found
    assert found - expected <= {"records", "log", "search"}  # what is missing in one place is seen from the other side too
    assert bool(found) == bool(expected)


def test_a_broken_page_is_an_illness_and_no_fall(office):
    with office.desk() as desk:
        desk.loading.load(scenario("s0"))
        examine = desk.doctor.examine
        size = office.database.stat().st_size
        with office.database.open("r+b") as file:
            for at in range(size * 4 // 5, size - 4096, 4096):
                file.seek(at)
                file.write(b"\0" * 64)
        desk.doctor._store._engine.dispose()  # what was read is forgotten
        found = {one.name: one.ok for one in examine(Silent(), full=True)}
    assert list(found) == NAMES
    assert not found["ciphers"]
    assert not found["structure"]
    assert not all(found[name] for name in ("log", "records"))


@pytest.mark.parametrize("how", ["cut", "none", "empty"])
def test_slots_that_open_nothing(filled, how):
    with filled.desk() as desk:
        path = filled.folder / "keys.byla"
        if how == "cut":
            os.truncate(path, 100)
        elif how == "none":
            path.unlink()
        else:
            path.write_bytes(cbor2.dumps({"format": 1, "salt": bytes(16), "slots": []}, canonical=True))
            assert SlotFile(path).count() == 0
        assert {one.name for one in desk.doctor.examine(Silent()) if not one.ok} == {"slots"}


def test_parked_operations_are_told_but_no_illness(filled):
    with filled.store() as store, store.unit() as unit:
        unit.log.park(bytes(16), b"?", "not CBOR", None, 1, 1)
    with filled.desk() as desk:
        told = {one.name: one for one in desk.doctor.examine(Silent())}
    assert told["parked"].ok
    assert told["parked"].detail.params == {"parked": 1}


def test_an_erased_body_leaves_a_chain_that_is_not_computed(filled):
    """A stub in the place of a body: the chain over it is kept, but can be computed no more; that is no illness."""
    from caseworker_desktop.merge.control import ERASURE
    from caseworker_desktop.usecases.controls import write_control

    with filled.desk() as desk:
        person = next(iter(desk.dumping.lines(kind="person")))
        erased = cbor2.loads(bytes.fromhex("50") + bytes.fromhex(person.split('"id": "')[1][:36].replace("-", "")))
        store, writer, worker = desk.doctor._store, desk.writer, desk.worker
        with store.unit() as unit:
            write_control(unit, writer.engine(unit), worker, ERASURE, {"persons": [erased]})
        (streams,) = [one for one in desk.doctor.examine(Silent(), full=True) if one.name == "streams"]
        assert streams.detail.params == {"streams": 1, "wrong": 0, "unchecked": 1}
    assert ill(filled, full=True) == set()


def test_no_person_in_what_the_doctor_says(filled, texts):
    with filled.desk() as desk:
        said = " ".join(texts.say(one.detail) for one in desk.doctor.examine(Silent(), full=True))
    assert "Pavyzd" not in said
    assert "egle" not in said


def test_the_audit_chain_binds_every_line(office):
    with office.store() as store, store.unit() as unit:
        local: Local = unit.local
        before = unit.connection.exec_driver_sql("SELECT count(*) FROM audit").scalar()
        assert local.audit(1, None, "opened", bytes(16), "2026-01-01")
        assert not local.audit(2, None, "opened", bytes(16), "2026-01-01")
        assert local.audit(3, None, "opened", bytes(16), "2026-01-02")
        assert unit.connection.exec_driver_sql("SELECT count(*) FROM audit").scalar() == before + 2
        assert local.audit_holds()
