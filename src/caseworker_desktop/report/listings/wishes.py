"""What a person asks of a listing of their own making, and what can be asked of each kind of record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.store.declare import Catalog, Field, Kind

#: What is told about crimes is never listed, whoever asks; institutions, terms and templates are lists themselves.
NEVER = frozenset(("offence", "institution", "term", "template"))
#: Whose texts name somebody who is helped: a saved listing holds no filter by them.
OF_PERSONS = frozenset(("person", "person_code", "contact_route", "relation", "case", "mentor", "partner_contact"))
#: Behind which a person stands: a saved listing holds none of their ids.
PERSONAL = frozenset(("person", "case", "mentor", "match", "plan", "goal", "step", "placement", "group_member", "participation", "note"))
MONTH, YEAR = "month", "year"
#: How a filter looks at a column of each look.
HOW: Mapping[str, tuple[str, ...]] = {
    "code": ("is", "is_not", "one_of", "empty", "filled"), "codes": ("is", "is_not", "one_of", "empty", "filled"),
    "text": ("is", "is_not", "empty", "filled"), "texts": ("is", "is_not", "empty", "filled"), "flag": ("is", "empty", "filled"),
    "date": ("between", "empty", "filled"), "time": ("between", "empty", "filled"), "number": ("between", "is", "empty", "filled"),
    "ref": ("is", "is_not", "one_of", "empty", "filled"), "refs": ("is", "is_not", "one_of", "empty", "filled"),
}
_MOST = 60


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition: `value` is a text, a list of them (`one_of`), a pair of first and last (`between`, None: open), or None."""

    column: str
    how: str
    value: Any = None


@dataclass(frozen=True, slots=True)
class Wish:
    """A listing: the kind of `record`, its `columns` by path; or, grouped `by` one or two (`starts_at:month`), how many, with `measures`
    (`sum:minutes`, `mean:minutes`). `sort`: paths, with `-` in front from the greatest; grouped also `count`."""

    record: str
    columns: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    by: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    sort: tuple[str, ...] = ()

    def body(self) -> dict[str, Any]:
        """Return the wish as JSON, as a template keeps it."""
        told: dict[str, Any] = {
            "record": self.record, "columns": list(self.columns), "by": list(self.by), "measures": list(self.measures), "sort": list(self.sort),
            "filters": [{"column": one.column, "how": one.how, "value": _listed(one.value)} for one in self.filters],
        }
        return {name: value for name, value in told.items() if value}


@dataclass(frozen=True, slots=True)
class Offered:
    """A column that can be chosen. `steps`: the references that lead to it, each with the kind it leads to; `of`: the kind whose `field` it is.

    `look`: text, texts, number, date, time, flag, code, codes, ref or refs. `target`: the kind that a ref leads to.
    """

    path: str
    steps: tuple[tuple[str, str], ...]
    of: str
    field: Field
    look: str
    target: str = ""
    codes: str = ""

    @property
    def groups(self) -> bool:
        """Tell whether rows can be grouped by it."""
        return self.look in ("code", "flag", "date", "time", "ref") or (self.look == "text" and self.field.lines == 1)

    @property
    def names_somebody(self) -> bool:
        """Tell whether what stands in it says who a person is."""
        return (self.target in PERSONAL) if self.look in ("ref", "refs") else self.look in ("text", "texts") and self.of in OF_PERSONS


@dataclass(frozen=True)
class Menu:
    """What can be asked of a kind: its columns by path, and the path to the person it is about (None: to nobody; empty: itself)."""

    kind: Kind
    columns: Mapping[str, Offered] = field(default_factory=dict)
    person: str | None = None

    def column(self, path: str) -> Offered:
        """Return a column. Raises Refused for one that is not offered."""
        found = self.columns.get(path)
        if found is None:
            raise Refused(message("report.listing_no_column", column=path[:80]))
        return found

    def key(self, told: str) -> tuple[Offered, str]:
        """Return what rows are grouped by, and whether by its month or year. Raises Refused where it cannot be grouped by."""
        path, _, span = told.partition(":")
        found = self.column(path)
        if not found.groups or (span and (span not in (MONTH, YEAR) or found.look not in ("date", "time"))):
            raise Refused(message("report.listing_no_group", column=told[:80]))
        return found, span

    def measure(self, told: str) -> tuple[str, Offered]:
        """Return `sum` or `mean` and the column. Raises Refused for anything else."""
        how, _, path = told.partition(":")
        found = self.column(path)
        if how not in ("sum", "mean") or found.look != "number":
            raise Refused(message("report.listing_no_measure", column=told[:80]))
        return how, found


def menu_of(catalog: Catalog, kind: Kind, readable: Callable[[str], bool]) -> Menu:
    """Return what can be asked of a kind: its own fields, then those of what it refers to, then the person's. `readable`: which kinds may be read."""
    found: dict[str, Offered] = {}

    def add(of: Kind, steps: tuple[tuple[str, str], ...], *, refs: bool) -> None:
        for one in of.fields:
            made = _offered(catalog, of, one, steps)
            if made is not None and (refs or made.look not in ("ref", "refs")) and (not made.target or readable(made.target)):
                found.setdefault(made.path, made)

    add(kind, (), refs=True)
    for one in kind.fields:
        if one.type == "ref" and one.shape == "one" and len(one.kinds) == 1 and not one.protected:
            target = catalog.kind(one.kinds[0])
            if target is not None and target is not kind and target.name not in NEVER - {"institution"} and readable(target.name):
                add(target, ((one.name, target.name),), refs=False)
    way = _way(catalog, kind)
    if way is not None and way and all(readable(step[1]) for step in way):
        person = catalog.kind("person")
        assert person is not None
        add(person, way, refs=False)
    return Menu(kind, found, None if way is None else ".".join(step[0] for step in way))


def _way(catalog: Catalog, kind: Kind) -> tuple[tuple[str, str], ...] | None:
    """Return the references that lead to the person a record is about; empty for the person, None where it is about nobody."""
    if kind.name == "person":
        return ()
    path = kind.subject or ("person" if (one := kind.field("person")) is not None and one.kinds == ("person",) and one.shape == "one" else None)
    steps: list[tuple[str, str]] = []
    at: Kind | None = kind
    for name in path.split(".") if path else ():
        declared = at.field(name) if at is not None else None
        if declared is None or declared.shape != "one" or len(declared.kinds) != 1 or declared.protected:
            return None
        steps.append((name, declared.kinds[0]))
        at = catalog.kind(declared.kinds[0])
    return tuple(steps) or None


def titles(kind: Kind) -> tuple[str, ...]:
    """Return the text fields that name a record of a kind, none where nothing does."""
    found = ((name, kind.field(name)) for name in kind.title)
    return tuple(name for name, one in found if one is not None and one.type == "text" and one.shape == "one" and one.lines == 1)


def _offered(catalog: Catalog, of: Kind, declared: Field, steps: tuple[tuple[str, str], ...]) -> Offered | None:
    if declared.protected:
        return None
    path = ".".join((*(step[0] for step in steps), declared.name))
    many = declared.shape == "set"
    if declared.shape == "items":
        part = declared.part(declared.key) if declared.key else None
        return Offered(path, steps, of.name, declared, "codes", codes=part.codes) if part is not None and part.codes else None
    if declared.shape == "map":
        return None
    if declared.type == "ref":
        target = catalog.kind(declared.kinds[0]) if len(declared.kinds) == 1 else None
        if target is None or not titles(target) or target.name in NEVER - {"institution"}:
            return None
        return Offered(path, steps, of.name, declared, "refs" if many else "ref", target=target.name)
    look = {"code": "code", "int": "number", "decimal": "number", "bool": "flag", "date": "date", "pdate": "date", "time": "time"}.get(
        declared.type, "text")
    if many and look not in ("code", "text"):
        return None
    return Offered(path, steps, of.name, declared, f"{look}s" if many else look, codes=declared.codes or "")


def wish_of(body: Any) -> Wish:
    """Return the wish that a body (JSON) tells. Raises Refused when it is none."""
    if not isinstance(body, Mapping) or not isinstance(body.get("record"), str):
        raise Refused(message("report.listing_bad"))
    filters = body.get("filters") or []
    if not isinstance(filters, list | tuple) or len(filters) > _MOST:
        raise Refused(message("report.listing_bad"))
    made = []
    for one in filters:
        if not isinstance(one, Mapping) or not isinstance(one.get("column"), str) or not isinstance(one.get("how"), str):
            raise Refused(message("report.listing_bad"))
        made.append(Filter(one["column"], one["how"], _settled(one.get("value"))))
    return Wish(body["record"], _words(body, "columns"), tuple(made), _words(body, "by"), _words(body, "measures"), _words(body, "sort"))


def _words(body: Mapping[str, Any], name: str) -> tuple[str, ...]:
    told = body.get(name) or ()
    if not isinstance(told, list | tuple) or len(told) > _MOST or any(not isinstance(one, str) for one in told):
        raise Refused(message("report.listing_bad"))
    return tuple(dict.fromkeys(told))


def _settled(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, Sequence) and not isinstance(value, str) else value
