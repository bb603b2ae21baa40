"""Nothing but `apply` writes casework: the guard's triggers stand on every record table and stop every other way."""

import pytest
import sqlcipher3
from sqlalchemy import exc, text

from tests.guard import SAID
from tests.workspace import load, scenario

PERSON = "INSERT INTO k_person(id, op, clk, fl, created_at, changed_at) VALUES(x'00112233445566778899aabbccddeeff', 1, 1, 0, 0, 0)"
WAYS = {
    "insert": PERSON,
    "replace": PERSON.replace("INSERT", "INSERT OR REPLACE"),
    "upsert": f"{PERSON} ON CONFLICT(id) DO UPDATE SET fl = 0",
    "from select": "INSERT INTO k_person SELECT * FROM k_person LIMIT 1",
    "update": "UPDATE k_person SET family_name = 'X'",
    "delete": "DELETE FROM k_person",
    "log": "DELETE FROM op",
    "log state": "UPDATE op SET st = 8",
}


@pytest.fixture
def filled(office):
    with office.desk() as desk:
        desk.loading.load(scenario("s0", 40))
    return office


@pytest.mark.parametrize("way", WAYS)
def test_sql_is_stopped(filled, way):
    with filled.store() as store, pytest.raises(exc.IntegrityError, match=SAID), store.unit() as unit:
        unit.connection.execute(text(WAYS[way]))


@pytest.mark.parametrize("way", WAYS)
def test_the_drivers_own_connection_is_stopped(filled, way):
    with filled.store() as store, pytest.raises(sqlcipher3.IntegrityError, match=SAID), store.unit() as unit:
        unit.connection.connection.driver_connection.execute(WAYS[way])


def test_many_at_once_are_stopped(filled):
    with filled.store() as store, pytest.raises(exc.IntegrityError, match=SAID), store.unit() as unit:
        unit.connection.execute(text("UPDATE k_person SET family_name = :name"), [{"name": "X"}, {"name": "Y"}])


def test_the_tables_own_writer_is_stopped_outside_apply(filled):
    with filled.store() as store, store.reading() as reading:
        (row, *_) = list(reading.every("person"))
    with filled.store() as store, pytest.raises(sqlcipher3.IntegrityError, match=SAID), store.unit() as unit:
        unit.tables.insert("person", [row])
    with filled.store() as store, pytest.raises(sqlcipher3.IntegrityError, match=SAID), store.unit() as unit:
        unit.tables.clear()


def test_a_second_connection_is_stopped(filled):
    with (
        filled.store() as store,
        store.reading() as reading,
        pytest.raises(exc.IntegrityError, match=SAID),
        store.unit() as unit,
    ):
        assert reading.connection.connection.driver_connection is not unit.connection.connection.driver_connection
        unit.connection.execute(text(WAYS["update"]))


def test_every_record_table_is_watched(filled):
    with filled.store() as store, store.reading() as reading:
        watched = reading.connection.execute(text("SELECT tbl_name, count(*) FROM sqlite_temp_master WHERE type = 'trigger' GROUP BY 1")).all()
        assert dict(tuple(row) for row in watched) == {**{kind.table: 3 for kind in store.catalog.kinds()}, "op": 3}


def test_the_guard_stays_out_of_the_file(filled):
    with filled.raw() as raw:
        assert raw.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone() == (0,)


def test_apply_passes(filled):
    with filled.desk() as desk:
        (person,) = load(desk, {"record": "person", "given_names": "Ona", "family_name": "Pavyzdė"})
        load(desk, {"record": "person", "id": person, "family_name": "Pavyzdienė"})
        load(desk, {"record": "person", "id": person, "deleted": True})
        assert desk.dumping.show("person", person) is None
