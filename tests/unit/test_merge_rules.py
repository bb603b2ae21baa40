"""The rules that break as written, each by its smallest history; the mended reading must hold (ADR 2)."""

from __future__ import annotations

from typing import Any

from caseworker_desktop.kernel.operation import BODY_VERSION
from caseworker_desktop.merge.control import CLAIM, ControlOp, judge
from caseworker_desktop.merge.registers import Op, project

ROOT, LAPTOP = b"r" * 16, b"l" * 16
PERSON = b"p" * 16


def op(
    name: str,
    value: Any = None,
    *,
    names: tuple[str, ...] = (),
    clock: int = 1,
    effective: bool = True,
    register: str = "phone",
    seen: tuple[str, ...] = (),
) -> Op:
    """One operation on one register; ids are names."""
    entry = [value, [key(one) for one in names]] if names else [value]
    return Op(clock, key(name), clock, clock, None, effective, {register: entry}, tuple(key(one) for one in seen))


def key(name: str) -> bytes:
    return name.encode().ljust(16, b"\0")


def control(id_: str, kind: str, stream: bytes = ROOT, **fields: Any) -> ControlOp:
    return ControlOp(key(id_), stream, 1, kind, fields)


def never(public: bytes, data: bytes, signature: bytes) -> bool:
    return False


def test_nothing_sets_an_erasure_aside():
    erasure = control("E", "erasure", persons=[PERSON])
    aside = control("S", "set_aside", ids=[key("E")])
    assert judge([erasure, aside], ROOT, never).erased == judge([aside, erasure], ROOT, never).erased == {PERSON}


def test_an_office_stream_stays_one_whatever_a_later_roster_says():
    makes = control("R", "roster", **{"office/" + LAPTOP.hex(): True})
    erases = control("E", "erasure", LAPTOP, persons=[PERSON])
    takes = control("T", "roster", **{"office/" + LAPTOP.hex(): False})
    for order in ([makes, erases, takes], [takes, erases, makes]):
        strata = judge(order, ROOT, never)
        assert LAPTOP in strata.office
        assert strata.erased == {PERSON}


def test_an_erasure_lists_its_persons_and_is_final():
    other = b"q" * 16
    assert judge([control("E", "erasure", persons=[PERSON, other])], ROOT, never).erased == {PERSON, other}


def test_control_from_a_laptop_counts_for_nothing():
    strata = judge([control("E", "erasure", LAPTOP, persons=[PERSON]), control("S", "set_aside", LAPTOP, ids=[key("A")])], ROOT, never)
    assert not strata.erased
    assert not strata.aside_ids


def test_a_restored_office_counts_by_the_claim_that_its_key_signed():
    keys = control("R", "roster", **{"key/" + "aa" * 32: True})
    claim = control("C", "roster", LAPTOP, claim=b"signed")
    assert LAPTOP not in judge([keys, claim], ROOT, never).office
    assert LAPTOP in judge([claim, keys], ROOT, lambda public, data, told: data == CLAIM + LAPTOP and told == b"signed").office


def test_what_is_set_aside_still_supersedes_what_it_replaced():
    seen = project([op("A", "1"), op("B", "2", names=("A",), clock=2, effective=False), op("C", "3", names=("B",), clock=3)])
    assert seen is not None
    assert [one.id for one in seen.heads_of("phone")] == [key("C")]
    assert not seen.conflicts


def test_take_back_brings_back_what_was_set_aside():
    aside, back = control("S", "set_aside", ids=[key("A")]), control("T", "take_back", of=[key("S")])
    assert judge([aside], ROOT, never).aside_ids == {key("A")}
    assert judge([back, aside], ROOT, never).aside_ids == frozenset()


def test_a_deletion_waits_for_what_its_writer_saw():
    """A ← A′, D saw A′, A′ is missing: A must not stand in the inbox."""
    deletes = op("D", True, register="deleted", clock=3, seen=("A2",))
    waits = project([op("A", "1"), deletes])
    assert waits is not None
    assert waits.deleted
    assert "deleted" in waits.waiting
    assert not waits.revived
    whole = project([op("A", "1"), op("A2", "2", names=("A",), clock=2), deletes])
    assert whole is not None
    assert whole.deleted
    assert not whole.waiting


def test_a_write_that_the_deletion_did_not_see_brings_the_record_to_the_inbox():
    seen = project([op("A", "1"), op("B", "2", names=("A",), clock=2), op("D", True, register="deleted", clock=3, seen=("A",))])
    assert seen is not None
    assert seen.revived
    assert not seen.deleted


def test_two_deletions_that_saw_different_heads_delete_together():
    seen = project(
        [
            op("A", "1"),
            op("B", "2", clock=2),
            op("D", True, register="deleted", clock=3, seen=("A",)),
            op("F", True, register="deleted", clock=3, seen=("B",)),
        ]
    )
    assert seen is not None
    assert seen.deleted
    assert not seen.revived


def test_equal_values_are_no_conflict_and_different_ones_are_both_kept():
    equal = project([op("A", "1"), op("B", "2", names=("A",), clock=2), op("C", "2", names=("A",), clock=3)])
    assert equal is not None
    assert not equal.conflicts
    unlike = project([op("A", "1"), op("B", "2", names=("A",), clock=2), op("C", "3", names=("A",), clock=3)])
    assert unlike is not None
    assert unlike.conflicts == {"phone"}
    assert [one.id for one in unlike.heads_of("phone")] == [key("C"), key("B")]


def test_a_register_that_names_an_unknown_operation_waits_and_makes_no_noise():
    seen = project([op("A", "1"), op("C", "3", names=("missing",), clock=3)])
    assert seen is not None
    assert seen.waiting == {"phone"}
    assert not seen.conflicts
    assert seen.shown["phone"].id == key("C")


def test_an_element_that_somebody_added_stays_when_another_removed_it():
    seen = project(
        [
            op("A", True, register="sites/x"),
            op("B", None, names=("A",), clock=3, register="sites/x"),
            op("C", True, names=("A",), clock=2, register="sites/x"),
        ]
    )
    assert seen is not None
    assert seen.shown["sites/x"].id == key("C")
    assert not seen.conflicts


def test_the_body_has_a_version():
    assert BODY_VERSION == 1
