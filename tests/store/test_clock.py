"""The clock that orders edits: it never goes back, whoever set it and however often the workspace is opened."""

from caseworker_desktop.kernel.operation import CLOCK
from caseworker_desktop.merge.control import TAKE_BACK
from caseworker_desktop.store.body import decode
from caseworker_desktop.usecases.controls import CLOCK_SETTING, write_control
from tests.workspace import load


def clocks(desk):
    with desk.doctor._store.reading() as reading:
        return [decode(body)[CLOCK] for _, body in reading.log.scan()]


def test_each_operation_has_a_greater_clock_through_openings_and_control_operations(office):
    for turn in range(3):
        with office.desk() as desk:
            before = clocks(desk)
            load(desk, {"record": "person", "given_names": "Ona", "family_name": f"Pavyzdė{turn}"})
            with desk.doctor._store.unit() as unit:
                write_control(unit, desk.writer.engine(unit), desk.worker, TAKE_BACK, {"of": [], "why": "bandymas"})
            load(desk, {"record": "person", "given_names": "Petras", "family_name": f"Pavyzdys{turn}"})
            now = clocks(desk)
            assert now[: len(before)] == before
            assert now == sorted(set(now))
            assert len(now) > len(before) + 2


def test_a_clock_that_was_met_goes_on_from_there(office):
    with office.desk() as desk:
        load(desk, {"record": "person", "given_names": "Ona", "family_name": "Pavyzdė"})
        with desk.doctor._store.unit() as unit:
            unit.local.set(CLOCK_SETTING, 1_000_000)
    with office.desk() as desk:
        load(desk, {"record": "person", "given_names": "Petras", "family_name": "Pavyzdys"})
        assert clocks(desk)[-1] == 1_000_001
