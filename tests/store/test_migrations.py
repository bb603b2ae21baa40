"""The migrations lead to the tables that the program declares, and record tables follow their declarations."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from caseworker_desktop.kernel.errors import Damaged
from caseworker_desktop.store import schema, upgrade
from caseworker_desktop.store.declare import Catalog
from caseworker_desktop.store.engine import open_engine
from caseworker_desktop.store.remaking import DECLARED
from caseworker_desktop.store.tables import layouts
from tests.workspace import load, scenario

KEY = bytes(range(32))


@pytest.fixture
def fresh(tmp_path):
    """An encrypted database that only the migrations have made."""
    engine = open_engine(tmp_path / "fresh.db", KEY, create=True)
    upgrade.to_head(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def declared(tmp_path):
    """An encrypted database that only the models have made."""
    engine = open_engine(tmp_path / "declared.db", KEY, create=True)
    with engine.connect() as connection, connection.begin():
        schema.METADATA.create_all(connection)
    yield engine
    engine.dispose()


def made(engine):
    """Return name → SQL of everything that is no full-text table, written one way."""
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")).all()
    plain = {name: re.sub(r"\s+", " ", sql).replace('"', "").replace("( ", "(").replace(" )", ")") for name, sql in rows}
    return {name: sql for name, sql in plain.items() if "_fts" not in name and name != "alembic_version"}


def test_models_are_what_alembic_finds(fresh):
    with fresh.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": lambda name, *_: "_fts" not in (name or "")})
        assert compare_metadata(context, schema.METADATA) == []


def test_models_and_migrations_make_the_same_sql(fresh, declared):
    """Alembic does not compare WITHOUT ROWID, partial indexes and defaults: the SQL does."""
    assert made(fresh) == made(declared)
    assert len(made(fresh)) > 15


def test_a_difference_would_be_found(fresh, declared):
    with declared.connect() as connection, connection.begin():
        connection.execute(text("DROP INDEX op_control"))
        connection.execute(text("CREATE INDEX op_control ON op(a)"))
    assert made(fresh) != made(declared)


def test_one_head_and_an_unbroken_line():
    config = Config()
    config.set_main_option("script_location", str(Path(upgrade.__file__).parent / "migrations"))
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [upgrade.HEAD]
    steps = [script.revision for script in scripts.walk_revisions()]
    assert sorted(steps, reverse=True) == steps, "the version that is greater is the newer one"


def test_going_to_the_head_twice_changes_nothing(fresh):
    before = made(fresh)
    upgrade.to_head(fresh)
    assert made(fresh) == before
    assert upgrade.version(fresh) == upgrade.HEAD


def test_a_database_that_has_no_version_is_brought_up(tmp_path):
    engine = open_engine(tmp_path / "bare.db", KEY, create=True)
    assert upgrade.version(engine) is None
    upgrade.to_head(engine)
    assert upgrade.version(engine) == upgrade.HEAD
    engine.dispose()


def test_a_newer_version_is_told(fresh):
    with fresh.connect() as connection, connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = :newer"), {"newer": upgrade.HEAD + "x"})
    with pytest.raises(Damaged):
        upgrade.version(fresh)


def test_the_full_text_tables_hold_back_nothing_deleted(fresh):
    with fresh.connect() as connection:
        sql = dict(tuple(row) for row in connection.execute(text("SELECT name, sql FROM sqlite_master WHERE name IN ('name_fts', 'said_fts')")).all())
        assert "trigram" in sql["name_fts"]
        assert "contentless_delete=1" in sql["said_fts"]
        assert connection.execute(text("SELECT v FROM said_fts_config WHERE k = 'secure-delete'")).scalar() == 1


# ---- record tables ----------------------------------------------------------------------------------------------------------------


def test_record_tables_are_as_declared(office):
    with office.store() as store, store.reading() as reading:
        sql = dict(tuple(row) for row in reading.connection.execute(text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")).all())
        for layout in layouts(store.catalog).values():
            assert sql[layout.kind.table] == layout.create
            assert {sql[index.split()[2]] for index in layout.indexes} == set(layout.indexes)
            columns = [row[1] for row in reading.connection.exec_driver_sql(f"PRAGMA table_info({layout.kind.table})")]
            assert tuple(columns) == layout.columns


def older(catalog, without):
    """Return the catalog of a program that does not know one kind yet."""
    return Catalog([kind.row for kind in catalog.kinds() if kind.name != without])


def test_a_kind_that_a_program_does_not_know_yet_appears_after_the_upgrade(office, parts):
    """A laptop with an older program keeps and relays what it cannot show; the newer program shows it."""
    with office.desk() as desk:
        desk.loading.load(scenario("s0", 60))
        load(desk, {"record": "supervision", "staff": desk.worker.staff, "supervisor": desk.worker.staff, "on": "2026-01-02"})
        whole = list(desk.dumping.lines())
    assert any('"record": "supervision"' in line for line in whole)
    past = older(parts.catalog, "supervision")
    before = replace(office, parts=replace(parts, catalog=past))
    with before.store() as store:
        assert store.outdated()
    assert before.dump() == [line for line in whole if '"record": "supervision"' not in line]
    with before.store() as store, store.reading() as reading:
        assert not store.outdated()
        tables = {row[0] for row in reading.connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE name LIKE 'k\\_s%' ESCAPE '\\'")}
        assert "k_staff" in tables
        assert "k_supervision" not in tables
    with office.store() as store:
        assert store.outdated()
    assert office.dump() == whole
    with office.store() as store:
        assert not store.outdated()


def test_an_upgrade_that_fails_leaves_the_workspace_as_it_was(office, parts, monkeypatch):
    with office.desk() as desk:
        desk.loading.load(scenario("s0", 60))
    whole = office.dump()
    with office.raw() as raw:
        raw.execute("UPDATE setting SET value = x'6178' WHERE name = ?", (DECLARED,))

    def fail(self, records):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr("caseworker_desktop.merge.apply.Engine.reproject", fail)
        with pytest.raises(RuntimeError), office.desk():
            pass
    with office.store() as store:
        assert store.outdated()
    assert office.dump() == whole
