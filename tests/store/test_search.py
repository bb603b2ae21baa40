"""Names are found without their diacritics and by parts; open notes by the beginnings of words; protected text and deleted records never."""

import json

import pytest
from sqlalchemy import text

from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.store import search
from caseworker_desktop.store.said import WAITING, Said
from tests.workspace import load, scenario

PEOPLE = (("Šarūnas", "Žąsinaitis"), ("Jānis", "Bērziņš"), ("Ona", "Šiaulienė"), ("Onutė", "Siaurytė"), ("Ли", "Ван"), ("O'Neil", "50% _tėvas_"))


@pytest.fixture
def desk(office):
    with office.desk() as desk:
        load(desk, *({"record": "person", "given_names": given, "family_name": family} for given, family in PEOPLE))
        yield desk


def names(desk, asked, **told):
    store = desk.doctor._store
    with store.reading() as reading:
        found = search.find(reading.connection, asked, ["person"], **told)
        return [reading.row("person", hit.id).given_names for hit in found]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("zasin", ["Šarūnas"]),
        ("ŽĄSIN", ["Šarūnas"]),
        ("sarunas zasinaitis", ["Šarūnas"]),
        ("zasinaitis sarunas", ["Šarūnas"]),
        ("berzins", ["Jānis"]),
        ("nai", ["Šarūnas"]),
        ("si", ["Ona", "Onutė"]),
        ("on", ["Ona", "Onutė"]),
        ("on sia", ["Ona", "Onutė"]),
        ("ван", ["Ли"]),
        ("50%", ["O'Neil"]),
        ("%", []),
        ("_", ["O'Neil"]),
        ('"', []),
        ("o'neil", ["O'Neil"]),
        ("", []),
        ("   ", []),
        ("nerasta", []),
        ("ona OR jānis", []),
        ("NEAR(ona)", []),
    ],
)
def test_names(desk, asked, found):
    assert sorted(names(desk, asked)) == sorted(found)


def test_at_most_as_many_as_asked(desk):
    assert len(names(desk, "on", limit=1)) == 1


def test_a_name_follows_its_record(desk):
    (person,) = load(desk, {"record": "person", "given_names": "Marija", "family_name": "Pirmoji"})
    load(desk, {"record": "person", "id": person, "family_name": "Antroji"})
    assert (names(desk, "pirmoj"), names(desk, "antroj")) == ([], ["Marija"])
    load(desk, {"record": "person", "id": person, "deleted": True})
    assert names(desk, "antroj") == []


def test_alike(desk):
    store = desk.doctor._store
    with store.reading() as reading:
        hits = search.alike(reading.connection, "Zasinaitys Sarunas", "person")
        assert reading.row("person", hits[0].id).given_names == "Šarūnas"
        assert search.alike(reading.connection, "li", "person") == []


@pytest.fixture
def noted(office):
    """An office with notes at every level on one case."""
    with office.desk() as desk:
        desk.loading.load(scenario("s0", 60))
        case = next(json.loads(line)["id"] for line in desk.dumping.lines(kind="case"))
        levels = {"shared": {}, "author": {}, "role": {"role": "U-CWC"}}
        notes = {
            level: load(desk, {"record": "note", "case": case, "level": level, "text": f"Žodis {level}-slaptažodis apie būstą", **more,
                               "signed_on": f"2026-11-2{n}T10:00:00+02:00"})[0]
            for n, (level, more) in enumerate(levels.items())
        }  # fmt: skip
        yield desk, notes


def said(desk, asked, limit=50):
    with desk.doctor._store.reading() as reading:
        return [hit.id for hit in search.search(reading.connection, reading.catalog, asked, limit)]


def test_only_open_notes_are_found(noted):
    desk, notes = noted
    for asked in ("zodis", "slapt", "bust zod", "BŪSTĄ", "apie bustą"):
        assert said(desk, asked) == [notes["shared"]]
    for asked in ("", '"', "author", "role", "zodis OR author", "nerasta", "zodis nerasta"):
        assert said(desk, asked) == []


def test_protected_words_are_in_no_index(noted):
    desk, _ = noted
    with desk.doctor._store.unit() as unit:
        Said(unit.connection.connection.driver_connection, unit.catalog.once(search.texts)).settle()
        unit.connection.exec_driver_sql("CREATE VIRTUAL TABLE temp.seen USING fts5vocab(main, said_fts, row)")
        words = {row[0] for row in unit.connection.execute(text("SELECT term FROM temp.seen"))}
        unit.leave()
    assert {"shared", "slaptazodis"} <= words
    assert not {"author", "role"} & words


def test_a_note_in_error_or_deleted_is_not_found(noted):
    desk, notes = noted
    load(desk, {"record": "note", "id": notes["shared"], "deleted": True})
    assert said(desk, "zodis") == []


def test_newest_first(noted):
    desk, notes = noted
    case = desk.dumping.show("note", notes["shared"])["case"]
    (second,) = load(desk, {"record": "note", "case": case, "level": "shared", "text": "Žodis dar", "signed_on": "2026-11-25T10:00:00+02:00"})
    assert said(desk, "zodis") == [second, notes["shared"]]


def waiting(desk):
    with desk.doctor._store.reading() as reading:
        return reading.connection.execute(text("SELECT (SELECT count(*) FROM said_waiting), (SELECT count(*) FROM said)")).one()


def test_a_text_is_found_while_it_waits_and_when_it_is_indexed_the_newest_first(noted):
    desk, notes = noted
    case = next(json.loads(line) for line in desk.dumping.lines(kind="note"))["case"]
    assert waiting(desk) == (1, 0)
    made = [notes["shared"]]
    for n in range(WAITING + 3):
        told = f"Žodis apie bū̃stą ir {n}-ą dalyką"
        line = {"record": "note", "case": case, "level": "shared", "text": told, "signed_on": "2026-11-23T10:00:00+02:00"}
        made += load(desk, line)
        assert said(desk, "zodis bust") == list(reversed(made))
        assert said(desk, f"{n}-ą dalyk") == made[-1:]
        assert sum(waiting(desk)) == len(made)
    assert waiting(desk) == (3, WAITING + 1)
    assert said(desk, "zodis", 2) == [made[-1], made[-2]]
    assert said(desk, "zodis", 5) == list(reversed(made))[:5]
    assert all(one.ok for one in desk.doctor.examine(Silent(), full=True))


@pytest.mark.parametrize("indexed", [False, True])
def test_a_text_goes_with_its_record_whether_it_waits_or_not(noted, indexed):
    desk, _ = noted
    case = next(json.loads(line) for line in desk.dumping.lines(kind="note"))["case"]
    line = {"record": "note", "case": case, "level": "shared", "text": "Kalbėjome apie skolas", "signed_on": "2026-11-23T10:00:00+02:00"}
    kept, gone = load(desk, line), load(desk, line)
    if indexed:
        with desk.doctor._store.unit() as unit:
            Said(unit.connection.connection.driver_connection, unit.catalog.once(search.texts)).settle()
        assert waiting(desk) == (0, 3)
    load(desk, {"record": "note", "id": gone[0], "deleted": True})
    assert said(desk, "skol") == list(kept)
    load(desk, {"record": "note", "id": kept[0], "deleted": True})
    assert said(desk, "skol") == []
    assert sum(waiting(desk)) == 1
