"""Small histories by hand: those that the rules were mended for, and those that once ended differently in another order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations
from typing import Any

import cbor2
import pytest

from caseworker_desktop.kernel.clock import time_text
from caseworker_desktop.kernel.operation import MAX_CLOCK
from caseworker_desktop.store.body import body_id, decode, stub
from caseworker_desktop.store.log import CONTROL
from caseworker_desktop.store.store import Store
from tests.properties.kinds import CATALOG
from tests.properties.replay import Picture, replaying
from tests.properties.vocabulary import ROOT, some

ANNA, BERTA, SHEET = some("Anna"), some("Berta"), some("sheet")
LAPTOP = some("laptop")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    made = Store.create(tmp_path_factory.mktemp("store"), b"\7" * 32, CATALOG, {})
    yield made
    made.close()


def op(seq: int, fields: dict[str, list[Any]], *, kind: str = "person", record: bytes = ANNA, subject: bytes | None = ANNA, stream: bytes = LAPTOP,
       clock: int | None = None, at: int = 0, more: dict[str, Any] | None = None) -> bytes:  # fmt: skip
    return cbor2.dumps([1, stream, seq, clock or seq, at, None, b"b" * 16, kind, record, subject, [], fields, more or {}], canonical=True)


def control(seq: int, kind: str, **fields: Any) -> bytes:
    return op(seq, {name: [value] for name, value in fields.items()}, kind=kind, record=some(kind, seq), subject=None, stream=ROOT)


def stub_of(body: bytes) -> bytes:
    return stub(decode(body), body_id(body))


def seen(store: Store, *bundles: Sequence[bytes]) -> Picture:
    with replaying(store) as replay:
        for bundle in bundles:
            replay.engine().apply(bundle)
        return replay.picture()


def always(store: Store, bodies: Sequence[bytes]) -> Picture:
    """The picture, the same in every order, each body in a bundle of its own and all in one."""
    wanted = seen(store, bodies)
    for order in permutations(bodies):
        assert seen(store, order) == wanted
        assert seen(store, *([one] for one in order)) == wanted
    return wanted


def person(picture: Picture, record: bytes = ANNA) -> dict[str, Any] | None:
    found: dict[str, Any] | None = picture.plain.get(f"person {record.hex()}")
    return found


# ---- the rules that break as written -------------------------------------------------------------------------------------------------------
def test_an_erasure_cannot_be_set_aside(store: Store) -> None:
    erases = control(1, "erasure", persons=[ANNA])
    aside = control(2, "set_aside", ids=[body_id(erases)])
    assert always(store, [op(1, {"name": ["Ona"]}), erases, aside]).rows == {}


def test_an_erasure_by_a_laptop_that_the_office_names_later_counts_and_stays(store: Store) -> None:
    erases = op(2, {"persons": [[ANNA]]}, kind="erasure", record=some("e"), subject=None)
    names = control(1, "roster", **{f"office/{LAPTOP.hex()}": True})
    unsays = control(2, "roster", **{f"office/{LAPTOP.hex()}": False})
    body = op(1, {"name": ["Ona"]})
    assert person(seen(store, [body, erases])) is not None
    assert always(store, [body, erases, names, unsays]).rows == {}


def test_an_erasure_names_its_persons_whoever_is_joined_to_them_later(store: Store) -> None:
    joins = op(2, {"a": [ANNA], "b": [BERTA], "joined": [True]}, kind="same", record=some("same"), subject=None)
    told = always(
        store, [op(1, {"name": ["Ona"]}), op(3, {"name": ["Berta"]}, record=BERTA, subject=BERTA), joins, control(1, "erasure", persons=[ANNA])]
    )
    assert person(told) is None
    assert person(told, BERTA) is not None


def test_what_is_set_aside_goes_on_superseding(store: Store) -> None:
    first = op(1, {"name": ["Ona"]})
    second = op(2, {"name": ["Anna", [body_id(first)]]})
    third = op(3, {"name": ["Ana", [body_id(second)]]})
    told = always(store, [first, second, third, control(1, "set_aside", ids=[body_id(second)])])
    assert told.rows[f"person {ANNA.hex()}"][3] == 0
    row = person(told)
    assert row is not None
    assert row["name"] == "Ana"


def test_what_is_set_aside_comes_back(store: Store) -> None:
    first = op(1, {"name": ["Ona"]})
    second = op(2, {"name": ["Anna", [body_id(first)]]})
    aside = control(1, "set_aside", ranges=[[LAPTOP, 2, 9]])
    alone = person(always(store, [first, second, aside]))
    assert alone is not None
    assert alone["name"] == "Ona"
    back = person(always(store, [first, second, aside, control(2, "take_back", of=[body_id(aside)])]))
    assert back is not None
    assert back["name"] == "Anna"


def test_an_erased_person_takes_along_only_records_of_their_own(store: Store) -> None:
    """A record has one subject; what a stranger's program wrote about another under the same id stands by itself and shows no word of the erased."""
    hers = op(1, {"remark": ["Onos žodžiai"]}, kind="sheet", record=SHEET)
    other = op(2, {"closed": [True]}, kind="sheet", record=SHEET, subject=BERTA)
    told = always(store, [hers, other, control(1, "erasure", persons=[ANNA])])
    assert list(told.rows) == [f"sheet {SHEET.hex()}"]
    assert b"Onos" not in b"".join(body for *_, body in told.log)


def test_a_stub_and_a_body_agree_once_the_erasure_is_here(store: Store) -> None:
    first = op(1, {"name": ["Ona"]})
    second = op(2, {"name": ["Anna", [body_id(first)]]})
    erases = control(1, "erasure", persons=[ANNA])
    assert seen(store, [stub_of(first), second]) != seen(store, [first, second])
    assert seen(store, [stub_of(first), second], [erases]) == seen(store, [first, second], [erases])
    assert seen(store, [erases, stub_of(first), first, second]) == seen(store, [first, second], [erases])


def test_a_deletion_waits_for_what_it_had_seen_and_two_of_them_delete_together(store: Store) -> None:
    first = op(1, {"name": ["Ona"]})
    second = op(2, {"name": ["Anna", [body_id(first)]]})
    deletes = op(3, {"deleted": [True]}, more={"seen": [body_id(second)]})
    assert seen(store, [first, deletes]).rows[f"person {ANNA.hex()}"][3] == 2 | 4  # waits, and is deleted
    assert always(store, [first, second, deletes]).rows[f"person {ANNA.hex()}"][3] == 4
    apart = op(4, {"remark": ["x"]})
    also = op(5, {"deleted": [True]}, more={"seen": [body_id(apart)]})
    assert always(store, [first, second, apart, deletes, also]).rows[f"person {ANNA.hex()}"][3] == 4
    assert always(store, [first, second, apart, deletes]).rows[f"person {ANNA.hex()}"][3] == 8  # a write that nobody saw: to the inbox


# ---- histories that Hypothesis found -------------------------------------------------------------------------------------------------------
def test_a_stub_and_its_body_in_one_bundle(store: Store) -> None:
    body = op(1, {"name": ["Ona"]})
    assert seen(store, [stub_of(body), body]) == seen(store, [body, stub_of(body)]) == seen(store, [stub_of(body)], [body]) == seen(store, [body])


def test_a_stub_in_the_place_of_a_control_operation_is_filled_and_counts(store: Store) -> None:
    erases = control(1, "erasure", persons=[ANNA])
    body = op(1, {"name": ["Ona"]})
    told = seen(store, [body, stub_of(erases)], [erases])
    assert told == seen(store, [body, erases])
    assert told.rows == {}


def test_a_control_operation_about_an_erased_person_still_counts(store: Store) -> None:
    names = op(1, {f"office/{LAPTOP.hex()}": [True]}, kind="roster", record=some("r"), subject=ANNA, stream=ROOT)
    site = op(1, {"code": ["ALY"]}, kind="site", record=some("site"), subject=None)
    told = always(store, [names, site, op(2, {"persons": [[ANNA]]}, kind="erasure", record=some("e"), subject=None, stream=ROOT)])
    assert list(told.rows) == [f"site {some('site').hex()}"]
    assert [st for _, id_, st, _ in told.log if id_ == body_id(names)] == [CONTROL]


def test_no_row_of_an_erased_person_stays_when_another_kind_took_its_id(store: Store) -> None:
    hers = op(1, {"name": ["Ona"]})
    strange = op(2, {"closed": [True]}, kind="sheet", subject=None)
    told = always(store, [hers, strange, control(1, "erasure", persons=[ANNA])])
    assert list(told.rows) == [f"sheet {ANNA.hex()}"]
    assert told.named == ()


def test_an_operation_that_does_not_count_cannot_change_a_record_s_kind(store: Store) -> None:
    body = op(1, {"name": ["Ona"]})
    from_no_office = op(2, {"code": ["ALY"]}, kind="site", subject=None)
    set_aside = op(3, {"x": [1]}, kind="aardvark")
    told = always(store, [body, from_no_office, set_aside, control(1, "set_aside", ids=[body_id(set_aside)])])
    assert list(told.rows) == [f"person {ANNA.hex()}"]


@pytest.mark.parametrize("kind", ["aaa", "person", "zzz"])
def test_nobody_changes_or_hides_under_another_kind_what_an_office_wrote(store: Store, kind: str) -> None:
    said = op(1, {"code": ["ALY"]}, kind="site", record=SHEET, subject=None, stream=ROOT)
    fields: dict[str, list[Any]] = {"code": ["MAR", [body_id(said)]], "name": ["Ona"], "deleted": [True]}
    lie = op(9, fields, kind=kind, record=SHEET, subject=None, more={"seen": [body_id(said)]})
    now = always(store, [said, lie])
    assert list(now.plain) == [f"site {SHEET.hex()}"]
    assert now.plain[f"site {SHEET.hex()}"]["code"] == "ALY"


def test_what_is_written_under_another_kind_changes_nothing_of_a_record(store: Store) -> None:
    now = always(store, [op(1, {"name": ["Ona"]}), op(2, {"name": ["Ieva"]}, kind="zzz", clock=9)])
    assert person(now) == person(seen(store, [op(1, {"name": ["Ona"]})]))


@pytest.mark.parametrize(
    "fields",
    [
        {"sites": [some("tag"), [], 1]},  # a set is no single protected value: it would show a place, another on each device
        {"sites/not an id": [True]},
        {"answers": [{"1": 5}]},
        {"created_at": [2**70]},
        {"created_by": [b"short"]},
        {"minutes": [3]},
        {"when": ["no group"]},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_what_has_another_form_than_declared_is_kept_and_not_shown(store: Store, fields: dict[str, list[Any]]) -> None:
    body, strange = op(1, {"name": ["Ona"]}, at=5), op(2, fields, at=5)
    told = person(always(store, [body, strange]))
    alone = person(seen(store, [body]))
    assert told == alone


def test_a_clock_beyond_all_years_is_the_first_or_the_last_moment(store: Store) -> None:
    told = person(always(store, [op(1, {"name": ["Ona"]}, at=-MAX_CLOCK), op(2, {"remark": ["x"]}, at=MAX_CLOCK)]))
    assert told is not None
    assert (told["created_at"], told["changed_at"]) == ("0001-01-01T00:00:00.000+00:00", "9999-12-31T23:59:59.999+00:00")
    assert time_text(0) == "1970-01-01T00:00:00.000+00:00"


def test_a_body_that_no_rule_can_read_is_parked_and_harms_nobody(store: Store) -> None:
    mixed = op(2, {"services/S1": [{1: "a", "b": 2}]})
    floats = op(3, {"height": [1.5]})
    told = always(store, [op(1, {"name": ["Ona"]}), mixed, floats, b"\xff"])
    assert len(told.parked) == 3
    assert person(told) == person(seen(store, [op(1, {"name": ["Ona"]})]))


def test_a_clock_beyond_all_numbers_is_kept_and_does_not_count(store: Store) -> None:
    told = always(store, [op(1, {"name": ["Ona"]}), op(2, {"name": ["Blogoji"]}, clock=MAX_CLOCK + 1)])
    row = person(told)
    assert row is not None
    assert row["name"] == "Ona"
    assert len(told.log) == 2
