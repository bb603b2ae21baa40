"""Rows put together by one or two dimensions, each row counted under every key it has and once in the total."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product
from typing import Any, TypeVar

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.report.listings.columns import columns
from caseworker_desktop.report.listings.frame import HEADS, Frame, Key, Keys
from caseworker_desktop.report.model import Listing

Item = TypeVar("Item")


def together(items: Iterable[Item], by: Sequence[Callable[[Item], Keys]]) -> dict[Key, list[Item]]:
    """Return the items under each of their keys."""
    out: dict[Key, list[Item]] = defaultdict(list)
    for one in items:
        for key in product(*(keys(one) for keys in by)):
            out[key].append(one)
    return out


def grouped(
    frame: Frame, name: str, by: tuple[str, ...], items: Sequence[Item], keys: Mapping[str, Callable[[Item], Keys]],
    figures: Callable[[Sequence[Item]], Mapping[str, Any]], persons: Callable[[Item], str | None], *, notes: Sequence[Message] = (),
    codes: Mapping[str, str] | None = None,
) -> Listing:
    """Return the listing of what `figures` says of the items under each key; `codes`: the list that names a dimension's keys here."""
    found = together(items, [keys[dim] for dim in by])
    if len(by) == 1:
        for each in frame.zeros(by[0]):
            found.setdefault((each,), [])
    lists = codes or {}
    told = [(key, found[key]) for key in sorted(found, key=lambda key: _order(frame, by, key, lists))]
    rows = tuple({**_head(frame, by, key, lists), **figures(held)} for key, held in told)
    total = dict(figures(items))
    shown = tuple(total)
    several = sum(len(held) for _, held in told) > len(items)
    all_notes = (*notes, *((message("report.note.rows_overlap"),) if several else ()))
    behind = tuple(tuple(sorted({one for one in map(persons, held) if one})) for _, held in told)
    return Listing(name, columns(*HEADS[: 2 * len(by)], *shown), rows, total, all_notes, by, behind)


def _head(frame: Frame, by: tuple[str, ...], key: Key, lists: Mapping[str, str]) -> dict[str, Any]:
    named = frame.head(by, key)
    for n, dim in enumerate(by):
        if dim in lists and key[n] is not None:
            named[HEADS[2 * n + 1]] = frame.word(lists[dim], key[n])
    return named


def _order(frame: Frame, by: tuple[str, ...], key: Key, lists: Mapping[str, str]) -> tuple[Any, ...]:
    out = []
    for dim, one in zip(by, key, strict=True):
        codes = frame.lists.codes(lists[dim]) if dim in lists else ()
        out.append((0, codes.index(one), one) if one in codes else frame.order(dim, one))
    return tuple(out)
