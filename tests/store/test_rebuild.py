"""The record tables are what the log says: a rebuild gives back every row, every flag and the whole search index."""

import pytest
from sqlalchemy import text

from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.store.said import Said
from caseworker_desktop.store.search import texts
from caseworker_desktop.usecases.doctor import _heads
from tests.workspace import load, scenario

SCENARIOS = ("s0", "s1", "s2", "s3", "s4")


def rows(reading):
    """Return every row of every record table, heads written one way, and the search index."""
    out = {}
    for kind in reading.catalog.kinds():
        found = reading.connection.execute(text(f"SELECT * FROM {kind.table} ORDER BY id")).all()
        out[kind.name] = [(*row[:3], _heads(row), *row[4:]) for row in found]
    out["name"] = sorted(tuple(row)[1:] for row in reading.connection.execute(text("SELECT * FROM name")))
    said = text("SELECT id, kind FROM said UNION ALL SELECT id, kind FROM said_waiting")  # a text may wait to be indexed
    out["said"] = sorted(tuple(row) for row in reading.connection.execute(said))
    return out


def words(reading):
    """Return how many the full-text tables find for some words."""
    found = {}
    said = Said(reading.connection.connection.driver_connection, reading.catalog.once(texts))
    for word in ("pavyzd", "pokal", "darb", "konsult"):
        sql = text("SELECT count(*) FROM name_fts WHERE name_fts MATCH :word")
        found[word, "name"] = reading.connection.execute(sql, {"word": f'"{word}"'}).scalar()
        found[word, "said"] = len(said.search(f'"{word}"*', 1_000_000))
    return found


def rebuilt(desk):
    """Rebuild and return what the tables held before and after."""
    store = desk.doctor._store
    with store.reading() as reading:
        before = rows(reading), words(reading)
    with store.unit() as unit:
        count = desk.writer.engine(unit).rebuild()
    with store.reading() as reading:
        return before, (rows(reading), words(reading)), count


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_rebuild_gives_back_what_a_load_made(office, name):
    with office.desk() as desk:
        desk.loading.load(scenario(name))
        if name == "s0":
            changes = office.parts.settings.resources.parent / "tests" / "data" / "scenarios" / "s0" / "changes.jsonl"
            desk.loading.load(changes.read_text(encoding="utf-8").splitlines())
        before, after, count = rebuilt(desk)
        assert before == after
        assert count >= len(scenario(name)) // 2
        assert sum(before[1].values()) > 0
        assert all(one.ok for one in desk.doctor.examine(Silent(), full=True))


def test_a_rebuild_gives_back_edits_conflicts_and_deletions(office):
    with office.desk() as desk:
        desk.loading.load(scenario("s0", 60))
        (person,) = load(desk, {"record": "person", "given_names": "Ona", "family_name": "Pavyzdė", "languages": ["lt"]})
        for number in range(5):
            load(desk, {"record": "person", "id": person, "given_names": f"Ona{number}", "languages": ["lt", "en"][: number % 2 + 1]})
        load(desk, {"record": "person", "id": person, "phone": "+37061234567"})
        load(desk, {"record": "person", "id": person, "phone": None})
        load(desk, {"record": "person", "id": person, "deleted": True})
        load(desk, {"record": "person", "id": person, "phone": "+37061234568"})
        (gone,) = load(desk, {"record": "person", "given_names": "Petras", "family_name": "Pavyzdys"})
        load(desk, {"record": "person", "id": gone, "deleted": True})
        before, after, _ = rebuilt(desk)
        assert before == after
        assert desk.dumping.show("person", person)["phone"] == "+37061234568"


def test_a_rebuild_would_tell_a_difference(office):
    with office.desk() as desk:
        desk.loading.load(scenario("s0", 60))
    with office.raw() as raw:
        raw.execute("UPDATE k_person SET family_name = 'X' WHERE id = (SELECT min(id) FROM k_person)")
    with office.desk() as desk:
        before, after, _ = rebuilt(desk)
        assert before != after
