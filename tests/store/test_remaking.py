"""After a change of declarations only what changed is projected again; it is told, can be stopped, and goes on where it ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from caseworker_desktop import bootstrap
from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.errors import Cancelled
from caseworker_desktop.kernel.message import Message
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.merge.apply import Engine
from caseworker_desktop.store.declare import Catalog, Kind
from caseworker_desktop.store.remaking import REMAKING
from caseworker_desktop.store.tables import layouts
from caseworker_desktop.usecases import remaking
from tests.workspace import PASSPHRASE, Place, load, scenario


class Told:
    """Hears progress; stops at the step asked for."""

    def __init__(self, stop_at: int | None = None) -> None:
        self.steps: list[tuple[str, int, int]] = []
        self._stop_at = stop_at

    def step(self, stage: Message, done: int, total: int) -> None:
        self.steps.append((stage.key, done, total))
        if len(self.steps) == self._stop_at:
            raise Cancelled


@pytest.fixture
def projected(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The records that are projected, in order."""
    records: list[bytes] = []
    whole = Engine.reproject

    def counted(self: Engine, some: Sequence[bytes]) -> int:
        records.extend(some)
        return whole(self, some)

    monkeypatch.setattr(Engine, "reproject", counted)
    return records


def but(catalog: Catalog, name: str, **told: object) -> Catalog:
    """Return the catalog with one kind declared otherwise (`fields`: by a function of those)."""

    def changed(kind: Kind) -> Kind:
        fields = told.get("fields")
        now = replace(kind, **{**told, "fields": fields(kind.fields) if callable(fields) else kind.fields})  # type: ignore[arg-type]
        return replace(now, by_name={field.name: field for field in now.fields})

    return Catalog([kind.row if kind.name != name else type(name, (kind.row,), {"KIND": changed(kind)}) for kind in catalog.kinds()])


def less(*names: str) -> object:
    return lambda fields: tuple(field for field in fields if field.name not in names)


def as_of(office: Place, catalog: Catalog) -> Place:
    return replace(office, parts=replace(office.parts, catalog=catalog))


def open_told(office: Place, told: Told) -> None:
    opened = bootstrap.slots_of(office.folder).open_passphrase(office.login, PASSPHRASE)
    bootstrap.open_desk(office.parts, office.folder, opened, progress=told).close()


def well(office: Place) -> bool:
    with office.desk() as desk:
        return all(one.ok for one in desk.doctor.examine(Silent(), full=True))


@pytest.fixture
def filled(office: Place) -> Place:
    with office.desk() as desk:
        desk.loading.load(scenario("s0", 80))
    return office


def test_only_records_of_the_kind_that_changed_are_projected(filled: Place, projected: list[bytes]) -> None:
    whole = filled.dump()
    past = as_of(filled, but(filled.parts.catalog, "person", fields=less("phone")))
    projected.clear()
    past.dump()
    with filled.store() as store, store.reading() as reading:
        persons = {ids.to_bytes(row.id) for row in reading.rows("person")}
    assert set(projected) == persons
    assert well(past)
    projected.clear()
    assert filled.dump() == whole
    assert set(projected) == persons
    assert well(filled)


def test_an_index_is_made_and_dropped_without_projecting_anything(filled: Place, projected: list[bytes]) -> None:
    def indexed(fields: Sequence[object]) -> tuple[object, ...]:
        return tuple(replace(one, index=not one.index) if one.name in ("phone", "birth_date") else one for one in fields)  # type: ignore[type-var, attr-defined]

    other = as_of(filled, but(filled.parts.catalog, "person", fields=indexed))
    projected.clear()
    for place in (other, filled):
        with place.desk():
            pass
        with place.store() as store, store.reading() as reading:
            assert not store.outdated()
            sql = "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'k_person' AND sql IS NOT NULL"
            here = {row[0] for row in reading.connection.exec_driver_sql(sql)}
            assert here == set(layouts(store.catalog)["person"].indexes)
    assert projected == []


def test_what_opens_a_workspace_may_change_too(filled: Place) -> None:
    """Who works here is read from tables as well: they are brought up to date before."""
    whole = filled.dump()
    for kind, field in (("staff", "phone"), ("device", "name"), ("organisation", "phone"), ("term", "label_en")):
        known = [one.name for one in filled.parts.catalog.kind(kind).fields]  # type: ignore[union-attr]
        past = as_of(filled, but(filled.parts.catalog, kind, fields=less(field if field in known and field != "name" else known[-1])))
        with past.desk():
            pass
        assert filled.dump() == whole


def test_stopped_it_goes_on_with_the_next_opening(filled: Place, projected: list[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    whole = filled.dump()
    with filled.raw() as raw:
        raw.execute("DELETE FROM setting WHERE name = 'catalog'")
    monkeypatch.setattr(remaking, "TOGETHER", 10)
    projected.clear()
    told = Told(stop_at=5)
    with pytest.raises(Cancelled):
        open_told(filled, told)
    steps = [one for one in told.steps if one[0] == "progress.upgrade"]
    (_, done, total) = steps[-1]
    assert done == len(projected) == 10 * len(steps)
    before = list(projected)
    told = Told()
    open_told(filled, told)
    assert set(before).isdisjoint(projected[len(before) :])
    assert len(projected) == total
    assert told.steps[-1] == ("progress.upgrade", total - done, total - done)
    assert filled.dump() == whole
    assert well(filled)
    with filled.store() as store, store.reading() as reading:
        assert reading.local.setting(REMAKING) is None


@pytest.mark.parametrize("at", [1, 2, 4, 7])
def test_an_end_at_any_transaction_leaves_what_the_next_opening_finishes(filled: Place, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    whole = filled.dump()
    with filled.raw() as raw:
        raw.execute("DELETE FROM setting WHERE name = 'catalog'")
    units = 0
    with monkeypatch.context() as patch:
        real = remaking.Remaking

        def made(*args: object) -> remaking.Remaking:
            nonlocal units
            units += 1
            if units > at:
                raise KeyboardInterrupt
            return real(*args)  # type: ignore[arg-type]

        patch.setattr(remaking, "TOGETHER", 10)
        patch.setattr(remaking, "Remaking", made)
        with pytest.raises(KeyboardInterrupt):
            open_told(filled, Told())
    with filled.store() as store:
        assert store.outdated()
    assert filled.dump() == whole
    assert well(filled)


def test_another_program_in_between_begins_anew(filled: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = filled.dump()
    past = as_of(filled, but(filled.parts.catalog, "person", fields=less("phone")))
    with past.desk():
        pass
    with monkeypatch.context() as patch:
        patch.setattr(remaking, "TOGETHER", 2)
        with pytest.raises(Cancelled):
            open_told(filled, Told(stop_at=2))
    past.dump()
    assert well(past)
    assert filled.dump() == whole
    assert well(filled)


def test_a_kind_that_goes_takes_its_search_entries_and_brings_them_back(office: Place) -> None:
    with office.desk() as desk:
        (partner,) = load(desk, {"record": "person", "given_names": "Ona", "family_name": "Pavyzdė"})
        assert partner
    catalog = but(office.parts.catalog, "person", fields=lambda fields: tuple(replace(one, search=None) for one in fields))
    other = as_of(office, catalog)
    with other.desk() as desk:
        assert not desk.finding.find("pavyzd", ["person"], 5)
    assert well(other)
    with office.desk() as desk:
        assert desk.finding.find("pavyzd", ["person"], 5)
    assert well(office)
