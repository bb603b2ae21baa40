"""Listings of one's own making: columns, references, filters, grouping, files, what is kept, and what nobody may see."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from caseworker_desktop.kernel.errors import Cancelled, Denied, Refused
from caseworker_desktop.kernel.message import Message
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.records.lists import institution_id
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.report_builder import Filter, ReportBuilder, Wish, wish_of
from tests.report_world import CODE, World, make
from tests.workspace import Place, load


def rows(desk: Desk, record: str, *columns: str, **told: Any) -> list[tuple[Any, ...]]:
    return list(desk.report_builder.look(Wish(record, columns, **told), "lt").rows)


def as_role(desk: Desk, role: str) -> ReportBuilder:
    """Return the builder of somebody with another role at the same desk."""
    own = desk.report_builder
    worker = replace(desk.worker, role=role, roles_extra=())
    return ReportBuilder(own._store, worker, own._may, own._lists, own._shipped, own._texts, own._check)


def people(desk: Desk) -> World:
    world = make(desk)
    for given, family, sex, born in (("Ona", "Žilė", "f", "1990-05-01"), ("Jonas", "Čiras", "m", "1988"), ("Ana", "Zala", "f", None)):
        world.person(about={"given_names": given, "family_name": family, "sex": sex, "birth_date": born})
    return world


def test_columns_of_the_record_and_one_step_away_in_words(office: Place) -> None:
    with office.desk() as desk:
        people(desk)
        found = rows(desk, "participation", "person.family_name", "person.sex", "person", "project", "project.code", "entry_on",
                     sort=("person.family_name",))
    assert [row[0] for row in found] == ["Čiras", "Zala", "Žilė"]  # the order of the Lithuanian letters
    assert found[0][1:3] == ("Vyras", "Jonas Čiras")
    assert found[0][3:5] == (f"{CODE} Matas", CODE)
    assert found[0][5].isoformat() == "2024-01-10"


def test_the_person_a_record_is_about_is_reached_through_the_case(office: Place) -> None:
    with office.desk() as desk:
        world = people(desk)
        person = world.person(about={"given_names": "Rita", "family_name": "Toli"})
        world.add("need", case=world.case(person), domain="N-HOU", on="2024-02-01")
        assert rows(desk, "need", "case.person.family_name", "domain") == [("Toli", desk.lists.name("needs_domains", "N-HOU", "lt"))]


def test_the_institution_is_named_as_on_that_day_and_a_renamed_one_is_one_group(office: Place) -> None:
    with office.desk() as desk:
        make(desk)
        old, new = load(
            desk, {"record": "institution", "code": "SENAS", "country": "LT", "kind": "prison", "name_lt": "Senas namas", "valid_to": "2023-06-30"},
            {"record": "institution", "code": "NAUJAS", "country": "LT", "kind": "prison", "name_lt": "Naujas namas", "valid_from": "2023-07-01"})
        load(desk, {"record": "institution", "id": new, "successor_of": old})
        for day, where in (("2023-03-01", old), ("2024-03-01", old), ("2024-03-02", new)):
            load(desk, {"record": "session", "kind": "individual", "starts_at": f"{day}T10:00:00+02:00", "minutes": 30, "institution": where,
                        "staff": [desk.worker.staff]})
        assert rows(desk, "session", "institution", "institution.code", sort=("starts_at",)) == [
            ("Senas namas", "SENAS"), ("Naujas namas", "NAUJAS"), ("Naujas namas", "NAUJAS")]
        look = desk.report_builder.look(Wish("session", by=("institution",), measures=("sum:minutes", "mean:minutes")), "lt")
        assert look.rows == (("Naujas namas", 3, 90, 30.0),)


def test_an_institution_that_ships_with_the_program_has_its_name(office: Place) -> None:
    with office.desk() as desk:
        code = next(row["code"] for row in desk.lists.institutions() if row["country"] == "LT")
        load(desk, {"record": "session", "kind": "individual", "starts_at": "2024-03-01T10:00:00+02:00", "minutes": 30,
                    "institution": institution_id(code), "staff": [desk.worker.staff]})
        name, told = rows(desk, "session", "institution", "institution.code")[0]
    assert name
    assert told


def test_filters(office: Place) -> None:
    with office.desk() as desk:
        people(desk)

        def names(*filters: Filter) -> list[str]:
            return [row[0] for row in rows(desk, "person", "given_names", filters=filters, sort=("given_names",))]

        assert names(Filter("sex", "is", "f")) == ["Ana", "Ona"]
        assert names(Filter("sex", "is_not", "f")) == ["Jonas"]
        assert names(Filter("sex", "one_of", ("f", "m"))) == ["Ana", "Jonas", "Ona"]
        assert names(Filter("birth_date", "empty")) == ["Ana"]
        assert names(Filter("birth_date", "filled"), Filter("sex", "is", "f")) == ["Ona"]
        assert names(Filter("birth_date", "between", ("1988-03-01", "1990"))) == ["Jonas", "Ona"]  # a year may lie behind its March
        assert names(Filter("birth_date", "between", (None, "1989"))) == ["Jonas"]
        assert names(Filter("given_names", "is", "Ona")) == ["Ona"]
        with pytest.raises(Refused, match=r"report\.listing_filter"):
            names(Filter("sex", "between", ("a", "b")))
        with pytest.raises(Refused, match=r"report\.listing_filter"):
            names(Filter("birth_date", "between", ("rytoj", None)))


def test_a_filter_by_days_takes_the_whole_last_day_and_sets_are_looked_into(office: Place) -> None:
    with office.desk() as desk:
        world = make(desk)
        person = world.person()
        for day, service in (("2024-03-05", "individual_consultation"), ("2024-03-06", "mediation")):
            code = service if desk.lists.has("services", service) else desk.lists.codes("services")[0 if day.endswith("5") else 1]
            world.session(person, day=day, services=[{"code": code, "minutes": 10}])
        first = desk.lists.codes("services")
        told = rows(desk, "session", "starts_at", "services", filters=(Filter("starts_at", "between", ("2024-03-05", "2024-03-05")),))
        assert [row[0] for row in told] == ["2024-03-05 10:00"]
        kept = next(code for code in first if desk.lists.name("services", code, "lt") == told[0][1])
        assert len(rows(desk, "session", "kind", filters=(Filter("services", "is", kept),))) == 1
        assert len(rows(desk, "session", "kind", filters=(Filter("services", "is_not", kept),))) == 1
        assert len(rows(desk, "session", "kind", filters=(Filter("staff", "is", desk.worker.staff),))) == 2
        assert rows(desk, "session", "staff")[0] == ("Eglė Pavyzdienė",)


def test_groups_count_records_and_persons_and_the_total_counts_a_person_once(office: Place) -> None:
    with office.desk() as desk:
        world = make(desk)
        a, b = world.person(), world.person()
        world.session(a, b, day="2024-03-05", attendance={"minutes": 30})
        world.session(a, day="2024-03-09", attendance={"minutes": 60})
        world.session(a, day="2024-04-02", attendance={"minutes": 15})
        look = desk.report_builder.look(Wish("attendance", by=("session.starts_at:month",), measures=("sum:minutes", "mean:minutes")), "lt")
        assert look.rows == (("2024 m. kovas", 3, 2, 120, 40.0), ("2024 m. balandis", 1, 1, 15, 15.0))
        assert look.total == (None, 4, 2, 135, 33.75)
        years = desk.report_builder.look(Wish("attendance", by=("session.starts_at:year", "status"), sort=("-count",)), "lt")
        assert years.rows == (("2024", desk.lists.name("attendance_statuses", "present", "lt"), 4, 2),)


def test_joined_persons_are_one_row_and_one_count(office: Place) -> None:
    with office.desk() as desk:
        world = make(desk)
        a = world.person(about={"family_name": "Viena", "sex": "f"})
        b = world.person(about={"family_name": "Kita", "birth_date": "1990-01-02"})
        c = world.person(about={"family_name": "Trečia"})
        world.session(a, b, c)
        world.join(a, b)
        face = min(a, b)
        found = rows(desk, "person", "family_name", "sex", "birth_date")
        assert len(found) == 2
        joined = next(row for row in found if row[0] in ("Viena", "Kita"))
        assert joined[0] == ("Viena" if face == a else "Kita")
        assert (joined[1], str(joined[2])) == ("Moteris", "1990-01-02")  # what the one does not know the other tells
        assert desk.report_builder.look(Wish("attendance", by=("status",))).rows[0][1:] == (3, 2)
        assert {row[0] for row in rows(desk, "attendance", "person.family_name")} == {joined[0], "Trečia"}


def test_whose_data_are_restricted_is_not_named(office: Place) -> None:
    with office.desk() as desk:
        world = people(desk)
        world.person(about={"given_names": "Slapta", "family_name": "Slaptoji", "phone": "+37060000001", "restricted_from": "2020-01-01"})
        load_ = rows(desk, "participation", "person", "person.family_name", "person.phone", filters=(Filter("person.restricted_from", "filled"),))
        assert load_ == [("–", "–", None)]
        assert rows(desk, "person", "given_names", filters=(Filter("family_name", "is", "Slaptoji"),)) == []


def test_protected_fields_and_crimes_are_never_offered(office: Place) -> None:
    with office.desk() as desk:
        builder, catalog = desk.report_builder, desk.exporting._catalog
        assert "offence" not in builder.kinds()
        with pytest.raises(Refused, match=r"report\.listing_no_record"):
            builder.look(Wish("offence", ("person",)))
        for name in builder.kinds():
            for one in builder.menu(name).columns.values():
                assert not one.field.protected, one.path
                assert one.of != "offence", one.path
        protected = [(kind.name, one.name) for kind in catalog.kinds() for one in kind.fields if one.protected and kind.name in builder.kinds()]
        assert protected
        for kind, name in protected:
            with pytest.raises(Refused, match=r"report\.listing_no_column"):
                builder.look(Wish(kind, (name,)))


def test_every_kind_and_every_column_can_be_listed_filtered_and_grouped(office: Place) -> None:
    with office.desk() as desk:
        people(desk)
        for name in desk.report_builder.kinds():
            menu = desk.report_builder.menu(name)
            paths = tuple(menu.columns)
            wish = Wish(name, paths, tuple(Filter(path, "filled") for path in paths[:50]), sort=paths[:5])
            desk.report_builder.look(wish)
            for path in (path for path in paths if menu.columns[path].groups):
                desk.report_builder.look(Wish(name, by=(path,)))
            desk.report_builder.look(desk.report_builder.begin(name))


def test_who_may_not_read_a_kind_sees_neither_it_nor_what_leads_there(office: Place) -> None:
    with office.desk() as desk:
        people(desk)
        finance = as_role(desk, "U-FIN")
        closed = set(desk.report_builder.kinds()) - set(finance.kinds())
        assert closed
        with pytest.raises(Denied):
            finance.look(Wish(min(closed), ("id",)))
        for name in finance.kinds():
            assert not {one.of for one in finance.menu(name).columns.values()} & closed


def test_a_workbook_and_a_table_of_text_where_nothing_runs(office: Place, tmp_path: Path) -> None:
    with office.desk() as desk:
        world = make(desk)
        world.person(about={"given_names": "=1+1", "family_name": "Žąsis; antra", "phone": "+37060000001"})
        wish = Wish("person", ("given_names", "family_name", "phone", "rural"))
        assert desk.report_builder.write(wish, tmp_path / "a.xlsx", Silent(), name="Mano") == 1
        assert desk.report_builder.write(wish, tmp_path / "a.csv", Silent()) == 1
        assert desk.report_builder.write(wish, tmp_path / "en.csv", Silent(), language="en") == 1
        with pytest.raises(Refused, match=r"report\.listing_ending"):
            desk.report_builder.write(wish, tmp_path / "a.ods", Silent())
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    cell = book.worksheets[1]["A5"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    raw = (tmp_path / "a.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(raw.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert lines[1][:3] == ["'=1+1", "Žąsis; antra", "'+37060000001"]
    assert (tmp_path / "en.csv").read_text(encoding="utf-8-sig").splitlines()[1].startswith("'=1+1,Žąsis; antra,")


def test_numbers_in_text_have_the_comma_of_the_country(office: Place, tmp_path: Path) -> None:
    with office.desk() as desk:
        world = make(desk)
        a = world.person()
        for minutes in (30, 45):
            world.session(a, attendance={"minutes": minutes})
        desk.report_builder.write(Wish("attendance", by=("status",), measures=("mean:minutes",)), tmp_path / "a.csv", Silent())
    lines = list(csv.reader((tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert lines[1][1:] == ["2", "1", "37,5"]
    assert lines[2] == ["", "2", "1", "37,5"]


def test_writing_that_is_stopped_leaves_the_old_file(office: Place, tmp_path: Path) -> None:
    class Stop:
        def step(self, stage: Message, done: int, total: int) -> None:
            raise Cancelled

    (tmp_path / "a.csv").write_text("senas")
    with office.desk() as desk:
        people(desk)
        with pytest.raises(Cancelled):
            desk.report_builder.write(Wish("person", ("given_names",)), tmp_path / "a.csv", Stop())
    assert [one.name for one in tmp_path.glob("a.csv*")] == ["a.csv"]
    assert (tmp_path / "a.csv").read_text() == "senas"


WISH = Wish("person", ("given_names", "sex"), (Filter("sex", "is", "f"), Filter("birth_date", "between", (None, "1999"))), sort=("-given_names",))


def test_a_wish_comes_back_from_its_body() -> None:
    assert wish_of(json.loads(json.dumps(WISH.body()))) == WISH
    bodies: list[Any] = [[], {"columns": []}, {"record": "person", "columns": "x"}, {"record": "person", "filters": [{"column": 1, "how": "is"}]}]
    for bad in bodies:
        with pytest.raises(Refused, match=r"report\.listing_bad"):
            wish_of(bad)


def test_the_office_shares_a_listing_and_its_templates_take_it_along(office: Place, tmp_path: Path) -> None:
    with office.desk() as desk:
        people(desk)
        saved = desk.saved_listings.save("Moterys", WISH)
        assert (saved.shared, saved.code) == (True, "moterys")
        assert desk.saved_listings.all() == (saved,)
        assert desk.saved_listings.named("Moterys").wish == WISH
        again = desk.saved_listings.save("Visos moterys", WISH, over=saved)
        assert (again.code, again.id) == (saved.code, saved.id)
        assert [one.name for one in desk.saved_listings.all()] == ["Visos moterys"]
        desk.templating.export(tmp_path / "pack.json")
        desk.saved_listings.remove(again)
        assert desk.saved_listings.all() == ()
        desk.templating.import_(tmp_path / "pack.json")
        assert [(one.name, one.wish) for one in desk.saved_listings.all()] == [("Visos moterys", WISH)]
        with pytest.raises(Refused, match=r"report\.listing_unknown"):
            desk.saved_listings.named("Nėra")


def test_who_may_not_write_templates_keeps_a_listing_for_themself(office: Place) -> None:
    with office.desk() as desk:
        people(desk)
        desk.saved_listings._worker = replace(desk.worker, role="U-SW", roles_extra=())
        desk.saved_listings._builder = as_role(desk, "U-SW")
        saved = desk.saved_listings.save("Mano", WISH)
        assert (saved.shared, saved.id) == (False, None)
        assert desk.saved_listings.all() == (saved,)
        desk.saved_listings._worker = replace(desk.worker, role="U-SW", roles_extra=(), staff=desk.writer.new_id())
        assert desk.saved_listings.all() == ()  # another's own
    with office.desk() as desk:
        desk.saved_listings._worker = replace(desk.worker, role="U-SW", roles_extra=())
        assert desk.saved_listings.all() == (saved,)  # it is still there
        desk.saved_listings.remove(saved)
        assert desk.saved_listings.all() == ()


def test_on_a_joined_laptop_even_a_coordinator_keeps_it_there(office: Place) -> None:
    with office.desk() as desk:
        people(desk)
        shared = desk.saved_listings.save("Biuro", WISH)
        desk.saved_listings._worker = replace(desk.worker, office=False, joined=True)
        own = desk.saved_listings.save("Biuro", WISH, over=shared)  # the office's stays as it is
        assert (own.shared, own.code) == (False, "biuro-2")
        assert desk.saved_listings.all() == (shared, own)


def test_a_listing_about_one_person_is_not_saved(office: Place) -> None:
    with office.desk() as desk:
        world = people(desk)
        person = world.person(about={"given_names": "Rita", "family_name": "Vienintelė"})
        by_name = Wish("person", ("sex",), (Filter("family_name", "is", "Vienintelė"),))
        by_id = Wish("participation", ("entry_on",), (Filter("person", "is", person),))
        assert len(rows(desk, "participation", "entry_on", filters=by_id.filters)) == 1  # looking is allowed
        hidden = Wish("session", ("kind",), (Filter("place", "is", "pas Ritą: Rita Vienintele"),))
        for name, wish in (("A", by_name), ("B", by_id), ("C", hidden), ("Vienintelė Rita", WISH)):
            with pytest.raises(Refused, match=r"report\.listing_person"):
                desk.saved_listings.save(name, wish)
        with pytest.raises(Refused, match=r"report\.listing_no_name"):
            desk.saved_listings.save("  ", WISH)
        assert desk.saved_listings.all() == ()


def test_nobody_sees_their_own_old_file(office: Place) -> None:
    with office.desk() as desk:
        world = people(desk)
        me = world.person(about={"given_names": "Eglė", "family_name": "Buvusi"})
        case, code = world.case(me), desk.lists.codes("needs_domains")[0]
        world.add("need", case=case, domain=code, on="2024-02-01")
        world.session(me)
        assert len(rows(desk, "need", "domain")) == 1
        assert [row[0] for row in rows(desk, "attendance", "person.family_name")] == ["Buvusi"]
        cases = len(rows(desk, "case", "opened_on"))
        load(desk, {"record": "mentor", "person": me, "staff": desk.worker.staff, "kind": desk.lists.codes("mentor_kinds")[0],
                    "stage": desk.lists.codes("mentor_stages")[0]})
        load(desk, {"record": "attendance", "session": world.session(), "person": me, "case": case, "status": "present"})
        assert rows(desk, "need", "domain") == []
        assert len(rows(desk, "case", "opened_on")) == cases - 1
        assert {row[1] for row in rows(desk, "attendance", "person.family_name", "case.opened_on")} == {None}  # not by a way round
        assert desk.report_builder.look(Wish("need", by=("domain",))).rows == ()


def test_more_rows_than_are_shown_are_counted_and_all_written(office: Place, tmp_path: Path) -> None:
    with office.desk() as desk:
        load(desk, *({"record": "person", "given_names": "Ona", "family_name": f"Nr{n:03}"} for n in range(230)))
        look = desk.report_builder.look(Wish("person", ("family_name",), sort=("-family_name",)))
        assert (len(look.rows), look.count, look.rows[0]) == (200, 230, ("Nr229",))
        assert desk.report_builder.write(Wish("person", ("family_name",)), tmp_path / "a.csv", Silent()) == 230
