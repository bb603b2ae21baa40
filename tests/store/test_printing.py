"""The plan on paper out of a real workspace: names of the day, languages, drafts, and a file that is whole or not there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from caseworker_desktop.kernel.errors import Denied, Refused, UsageError
from caseworker_desktop.settings import Settings
from caseworker_desktop.texts import Texts
from caseworker_desktop.usecases.printing import Printing
from tests.clock import StandingClock
from tests.pdf_text import read_pdf
from tests.planning_world import PERSON, World, build


@pytest.fixture
def world(tmp_path: Path, settings: Settings, clock: StandingClock) -> Iterator[World]:
    made = build(tmp_path / "office", settings, clock)
    yield made
    made.desk.close()


def test_the_file_copy_says_what_is_on_record(world: World) -> None:
    plan = world.plan()
    world.planning.agree(plan, "2026-11-21", "agreed")
    paper = world.printing.print_plan(plan, "file")
    read = read_pdf(paper.pdf)
    assert paper.pages == len(read.pages)
    for said in (
        "VšĮ „Pavyzdinė pagalba“", "Projektas „Pro vartus“, kodas DEMO-2026-01", "Bendrai finansuoja Europos Sąjunga", "Nr. 2026-1 · 1 versija",
        "Žygimantas Šešelgis", "1991", "2026-12-09", "Alytaus miesto savivaldybė", "AL-0417", "Eglė Kazlauskienė", "Moka suvirinti.", "Būstas 2 1",
        "1. Būstas. „Noriu turėti kur grįžti.“", "E. Kazlauskienė 2026-12-11", "Antstolių kontora", "F. Pirmoji savaitė laisvėje",
        "2026-12-23", "Praėjus 14 dienų po paleidimo.", "Susitarimas ir parašai",
        f"2026 m. lapkričio 21 d. 14:20 duomenimis · kontrolinis kodas {(paper.plan_digest or '')[:8]}",
    ):
        assert said in read.flowing, said
    assert "Juodraštis" not in read.text


def test_a_renamed_prison_bears_the_name_of_the_day(world: World) -> None:
    """The stay points to the correction house of 2021; since 2023 it is a prison."""
    plan = world.plan()
    assert "Alytaus kalėjimas" in read_pdf(world.printing.print_plan(plan, "file").pdf).flowing
    world.clock.tick(-5 * 365 * 24 * 3600)
    assert "Alytaus pataisos namai" in read_pdf(world.printing.print_plan(plan, "file", purpose="preview").pdf).flowing


def test_the_client_copy_has_no_secrets(world: World) -> None:
    plan = world.plan()
    read = read_pdf(world.printing.print_plan(plan, "client").pdf)
    for secret in ("Šešelgis", "1991", "Alytaus", "AL-0417", "kiek skolingas", "Antstolių", "Poreikiai", "Savižalos"):
        assert secret not in read.flowing, secret
    assert "Žygimantas Š." in read.flowing
    assert "Noriu turėti kur grįžti." in read.flowing


def test_a_draft_bears_the_word_in_the_papers_language(world: World) -> None:
    plan = world.plan()
    assert "JUODRAŠTIS" in read_pdf(world.printing.print_plan(plan, "file").pdf).text
    assert "MELNRAKSTS" in read_pdf(world.printing.print_plan(plan, "client", "lv").pdf).text
    both = read_pdf(world.printing.print_plan(plan, "file", "lt", "en").pdf)
    assert "Juodraštis / Draft" in both.flowing


def test_only_consents_in_force_are_ticked(world: World) -> None:
    state = world.planning.sheet(world.plan())
    assert state.sheet.consents == {"share_prison"}


def test_a_paper_in_no_known_language_or_copy_is_wrong_usage(world: World) -> None:
    plan = world.plan()
    for wrong in (("office", None, None), ("file", "de", None), ("file", "lt", "ru")):
        with pytest.raises(UsageError):
            world.printing.print_plan(plan, *wrong)


def test_printing_is_noted_once_a_day(world: World) -> None:
    plan = world.plan()
    world.printing.print_plan(plan, "file", purpose="preview")
    with world.store.reading() as reading:
        before = reading.connection.exec_driver_sql("SELECT count(*) FROM audit WHERE what = 'print'").scalar()
    for copy in ("file", "client"):
        world.printing.print_plan(plan, copy)
    with world.store.reading() as reading:
        after = reading.connection.exec_driver_sql("SELECT count(*), max(hex(record)) FROM audit WHERE what = 'print'").one()
        assert reading.local.audit_holds()
    assert (before, after[0], after[1]) == (0, 1, PERSON.replace("-", "").upper())


def test_a_reader_prints_what_is_kept_but_makes_no_version(world: World, texts_in: Callable[[str], Texts]) -> None:
    plan = world.plan()

    def reads_only(role: str, extra: object, kind: str, act: str) -> bool:
        return act == "read"

    writer = type(world.desk.writer)(
        world.store, world.desk.worker, world.parts.lists, world.parts.shipped, reads_only, lambda phone: phone, lambda *_: False)
    institutions, press = world.parts.shipped["institution"], world.printing._make_press
    printing = Printing(world.store, writer, world.desk.worker, reads_only, world.desk.lists, institutions, press, texts_in, lambda _: {})
    with pytest.raises(Denied):
        printing.print_plan(plan, "file")
    assert printing.print_plan(plan, "client").version == 1
    world.printing.print_plan(plan, "file")
    assert printing.print_plan(plan, "file").version == 1


def test_the_file_is_whole_or_not_there(world: World, tmp_path: Path) -> None:
    plan, target = world.plan(), tmp_path / "planas.pdf"
    paper = world.printing.print_plan(plan, "file", target=target)
    assert target.read_bytes() == paper.pdf
    client = world.printing.print_plan(plan, "client", target=target)
    assert target.read_bytes() == client.pdf
    assert sorted(path.name for path in tmp_path.iterdir()) == ["office", "planas.pdf"]


@pytest.mark.parametrize("where", ["missing/planas.pdf", "office"])
def test_a_paper_that_could_not_be_written_makes_no_version(world: World, tmp_path: Path, where: str) -> None:
    """A folder that is not there; a folder in the file's place."""
    plan = world.plan()
    with pytest.raises(Refused) as refused:
        world.printing.print_plan(plan, "file", target=tmp_path / where)
    assert refused.value.message.key == "refused.not_written_to"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["office"]
    assert world.rows("plan_version", plan=plan) == []


def test_what_is_being_typed_stands_in_the_preview_and_nowhere_else(world: World) -> None:
    plan = world.plan()
    sheet = world.planning.sheet(plan).sheet
    goals = (replace(sheet.goals[0], own_words="Noriu savo kampo ir…"), *sheet.goals[1:])
    paper = world.printing.preview_plan(replace(sheet, goals=goals), "file")
    assert "Noriu savo kampo ir…" in read_pdf(paper.pdf).flowing
    assert "1 versija (rengiama)" in read_pdf(paper.pdf).flowing
    assert world.rows("plan_version", plan=plan) == []
    assert world.planning.sheet(plan).sheet.goals[0].own_words == "Noriu turėti kur grįžti."


def test_pages_become_pictures_of_the_size_asked_for(world: World) -> None:
    paper = world.printing.print_plan(world.plan(), "file", purpose="preview")
    picture = world.printing.picture(paper, 1, 280)
    assert (picture.width, picture.height) == (280, 397)
    assert len(picture.pixels) == picture.stride * picture.height
    assert 0 < picture.pixels.count(b"\xff") < len(picture.pixels)
    with pytest.raises(IndexError):
        world.printing.picture(paper, paper.pages + 1, 280)
