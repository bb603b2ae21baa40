"""The rows of a listing of somebody's own making: one statement over a kind and what it refers to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Protocol

from sqlalchemy import text

from caseworker_desktop.kernel import ids
from caseworker_desktop.records.views.joined import joined
from caseworker_desktop.report.figures.listed_filters import Clause, condition
from caseworker_desktop.report.listings.wishes import MONTH, YEAR, Menu, Offered, Wish, titles
from caseworker_desktop.store.declare import Kind
from caseworker_desktop.store.reading import Reading

_AT_ONCE = 2_000
#: What of a person is not shown while the use of their data is restricted.
_MASKED = ("text", "texts", "date")
_DAYS = ("date", "time")


class Tongue(Protocol):
    """Gives words in one language, and their order."""

    @property
    def language(self) -> str:
        """The language."""
        ...

    def order(self, words: str) -> str:
        """Return what orders a text."""
        ...

    def place(self, list_: str, code: str) -> int:
        """Return the place of a code in its list."""
        ...

    def institution(self, id_: str, name: str | None, day: str) -> str | None:
        """Return a field (None: the name) of an institution as it was on a day."""
        ...

    def newest(self, id_: str) -> str:
        """Return the id under which a renamed institution counts."""
        ...


@dataclass
class _From:
    """The joins of a statement, made as columns ask for them."""

    joins: dict[tuple[tuple[str, str], ...], str] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)


class Listed:
    """Reads one wish. `own`: the persons whom this worker is: what lies in their files is left out. `today` tells what is restricted."""

    def __init__(self, reading: Reading, menu: Menu, wish: Wish, tongue: Tongue, *, own: frozenset[str], today: str) -> None:
        self._reading, self._menu, self._wish, self._tongue, self._today = reading, menu, wish, tongue, today
        self._one = joined(reading.connection)
        self._own = [ids.to_bytes(one) for one in sorted(own)]
        self._from = _From()
        self._values: dict[str, Any] = {}
        self._register()
        self._base()
        self._where = self._conditions()

    # ---- what is asked for ------------------------------------------------------------------------------------------------------------------
    def count(self) -> int:
        """Return how many records there are."""
        found = self._run(f"SELECT count(*) {self._tail()}")
        return int(next(iter(found))[0])

    def rows(self, limit: int | None = None) -> Iterator[tuple[Any, ...]]:
        """Yield the columns of each record as the database tells them, sorted as wished, else by when they were made."""
        told = [self.shown(self._menu.column(path)) for path in self._wish.columns]
        sort = [part for one in self._wish.sort for part in self._sorted(one)]
        more = f" LIMIT {int(limit)}" if limit is not None else ""
        yield from self._run(f"SELECT {', '.join(told)} {self._tail()} ORDER BY {', '.join([*sort, 'r.id'])}{more}")

    def groups(self) -> Iterator[tuple[Any, ...]]:
        """Yield for each group: what it is shown as (a column for each of `by`), how many records, how many persons (where they are about
        persons), and the measures."""
        keys = [self._menu.key(one) for one in self._wish.by]
        grouped = [self._key(one, span) for one, span in keys]
        heads = [self._headed(one, span, key) for (one, span), key in zip(keys, grouped, strict=True)]
        told = [*heads, *self._figures()]
        tail, order = self._tail(), ", ".join(self._group_order(keys, grouped))
        yield from self._run(f"SELECT {', '.join(told)} {tail} GROUP BY {', '.join(grouped)} ORDER BY {order}")

    def total(self) -> tuple[Any, ...]:
        """Return the figures of everything once: a person who stands in two groups is one here."""
        figures = self._figures()
        return tuple(next(iter(self._run(f"SELECT {', '.join(figures)} {self._tail()}"))))

    @property
    def counts_persons(self) -> bool:
        """Tell whether persons are counted beside the records."""
        return bool(self._menu.person)

    def names(self, kind: str, id_: str) -> str:
        """Return the name of a record in a set of references."""
        declared = self._reading.catalog.kind(kind)
        if kind == "institution":
            return self._tongue.institution(id_, None, self._today) or ""
        row = self._reading.plain(kind, id_)
        if declared is None or row is None or (kind == "person" and (row.get("restricted_from") or "~") <= self._today):
            return "–"
        return " ".join(str(row[name]) for name in titles(declared) if row[name])

    # ---- the statement ----------------------------------------------------------------------------------------------------------------------
    def _run(self, statement: str) -> Iterator[Any]:
        told = {name: value for name, value in self._values.items() if re.search(f":{name}\\b", statement)}
        yield from self._reading.connection.execute(text(self._twins() + statement), told, execution_options={"yield_per": _AT_ONCE})

    def _twins(self) -> str:
        pairs = [(face, id_) for id_, face in sorted(self._one.faces.items()) if face != id_]
        if not pairs:
            return ""
        return "WITH twin(face, id) AS (VALUES " + ", ".join(f"(X'{face.hex()}', X'{id_.hex()}')" for face, id_ in pairs) + ") "

    def _register(self) -> None:
        """Give the database the order of words and lists, the names of institutions and who is one with whom."""
        raw: Any = self._reading.connection.connection.driver_connection
        faces, tongue = self._one.faces, self._tongue
        order = lru_cache(50_000)(tongue.order)
        place = lru_cache(5_000)(tongue.place)

        @lru_cache(20_000)
        def institution(id_: bytes, name: str | None, day: str) -> str | None:
            return tongue.institution(ids.to_text(id_), name, day)

        @lru_cache(5_000)
        def newest(id_: bytes) -> bytes:
            return ids.to_bytes(tongue.newest(ids.to_text(id_)))

        def face(id_: bytes | None) -> bytes | None:
            return None if id_ is None else faces.get(bytes(id_), id_)

        told = (
            ("listed_order", 1, lambda words: None if words is None else order(str(words))),
            ("listed_place", 2, lambda list_, code: None if code is None else place(list_, str(code))),
            ("listed_institution", 3, lambda id_, name, day: None if id_ is None else institution(bytes(id_), name, (day or self._today)[:10])),
            ("listed_newest", 1, lambda id_: None if id_ is None else newest(bytes(id_))),
            ("listed_face", 1, face),
            ("listed_joined", 1, lambda id_: int(id_ is not None and bytes(id_) in faces)),
        )
        for name, many, made in told:
            raw.create_function(name, many, made, deterministic=True)

    def _base(self) -> None:
        self._values["today"] = self._today
        for n, id_ in enumerate(self._own):
            self._values[f"own{n}"] = id_

    def _tail(self) -> str:
        where = " AND ".join(["(r.fl & 4) = 0", *self._where])
        return f"FROM {self._menu.kind.table} r{''.join(self._from.told)} WHERE {where}"

    def _conditions(self) -> list[str]:
        out = []
        if self._menu.kind.name in ("person", "partner") and self._one.faces:
            out.append("listed_face(r.id) = r.id")  # a person counts once
        out += [f"r.id NOT IN ({self._in_own_file(self._menu.kind)})"] if self._closed(self._menu.kind) else []
        for n, one in enumerate(self._wish.filters):
            column = self._menu.column(one.column)
            made: Clause = condition(column, one, self.value(column), f"f{n}_")
            out.append(made.sql)
            self._values |= made.values
        return out

    def _closed(self, kind: Kind) -> bool:
        return bool(self._own) and kind.subject is not None and kind.name not in ("person", "mentor")

    def _in_own_file(self, kind: Kind) -> str:
        """Return what selects the records that lie in the worker's own file as a client."""
        steps, at, joins = (kind.subject or "").split("."), kind, ""
        for n, name in enumerate(steps[:-1], start=1):
            declared = at.field(name)
            assert declared is not None
            target = self._reading.catalog.kind(declared.kinds[0])
            assert target is not None
            at, joins = target, f'{joins} JOIN {target.table} o{n} ON o{n}.id = o{n - 1}."{name}"'
        persons = ", ".join(f":own{n}" for n in range(len(self._own)))
        return f'SELECT o0.id FROM {kind.table} o0{joins} WHERE o{len(steps) - 1}."{steps[-1]}" IN ({persons})'  # noqa: S608 -- declared names

    # ---- columns ----------------------------------------------------------------------------------------------------------------------------
    def _alias(self, steps: tuple[tuple[str, str], ...]) -> str:
        """Return the alias of the record that references lead to, joined when it is first asked for."""
        if not steps:
            return "r"
        if steps not in self._from.joins:
            before, (name, target) = self._alias(steps[:-1]), steps[-1]
            alias = f"j{len(self._from.joins)}"
            kind = self._reading.catalog.kind(target)
            assert kind is not None
            shut = f" AND {alias}.id NOT IN ({self._in_own_file(kind)})" if self._closed(kind) else ""
            self._from.joins[steps] = alias
            key = self._face(target, f'{before}."{name}"')
            self._from.told.append(f" LEFT JOIN {kind.table} {alias} ON {alias}.id = {key} AND ({alias}.fl & 4) = 0{shut}")
        return self._from.joins[steps]

    def _face(self, kind: str, told: str) -> str:
        return f"listed_face({told})" if kind in ("person", "partner") and self._one.faces else told

    def value(self, one: Offered) -> str:
        """Return the SQL of a column's value: what is silent at the face of joined persons is told by the others."""
        if one.steps and one.steps[-1][1] == "institution":
            before = self._alias(one.steps[:-1])
            return f"listed_institution({before}.\"{one.steps[-1][0]}\", '{one.field.name}', {self._day(one.steps[:-1])})"
        alias, name = self._alias(one.steps), one.field.name
        told = f'{alias}."{name}"'
        if one.of in ("person", "partner") and self._one.faces:
            open_ = " AND (q.restricted_from IS NULL OR q.restricted_from > :today)" if one.of == "person" else ""
            told = (
                f'coalesce({told}, CASE WHEN listed_joined({alias}.id) THEN (SELECT q."{name}" FROM twin JOIN k_{one.of} q ON q.id = twin.id '  # noqa: S608 -- declared names
                f'WHERE twin.face = {alias}.id AND (q.fl & 4) = 0 AND q."{name}" IS NOT NULL{open_} ORDER BY q.id LIMIT 1) END)')
        if one.of == "person" and one.look in _MASKED and name != "restricted_from":
            dash = "'–'" if name in ("given_names", "family_name") else "NULL"
            told = f"CASE WHEN {alias}.restricted_from <= :today THEN {dash} ELSE {told} END"
        return told

    def shown(self, one: Offered) -> str:
        """Return the SQL of what a column shows: a reference by the name of what it leads to."""
        if one.look != "ref":
            return self.value(one)
        if one.target == "institution":
            return f"listed_institution({self.value(one)}, NULL, {self._day(one.steps)})"
        return self._title(one)

    def _title(self, one: Offered) -> str:
        kind = self._reading.catalog.kind(one.target)
        assert kind is not None
        alias = self._alias((*one.steps, (one.field.name, one.target)))
        fields = titles(kind)
        if "name_lt" in fields:
            return f"coalesce({', '.join(f'{alias}.{name}' for name in self._tongue_first(fields))})"
        told = "trim(" + " || ' ' || ".join(f"coalesce({alias}.\"{name}\", '')" for name in fields) + ")"
        made = f"nullif({told}, '')"
        return f"CASE WHEN {alias}.restricted_from <= :today THEN '–' ELSE {made} END" if one.target == "person" else made

    def _tongue_first(self, fields: Sequence[str]) -> list[str]:
        language = self._tongue.language
        return sorted((name for name in fields if name.startswith("name_")), key=lambda name: name != f"name_{language}")

    def _day(self, steps: tuple[tuple[str, str], ...]) -> str:
        """Return the SQL of the day a record is of: its first date, else when it was made."""
        kind = self._menu.kind if not steps else self._reading.catalog.kind(steps[-1][1])
        assert kind is not None
        alias = self._alias(steps)
        days = [f'{alias}."{one.name}"' for one in kind.fields if one.type in ("date", "time", "pdate") and not one.protected]
        return f"coalesce({', '.join([*days, ':today'])})"

    # ---- groups and order -------------------------------------------------------------------------------------------------------------------
    def _key(self, one: Offered, span: str) -> str:
        told = self.value(one)
        if one.look == "ref":
            return f"listed_newest({told})" if one.target == "institution" else self._face(one.target, told)
        if one.look in _DAYS:
            most = {MONTH: 7, YEAR: 4}.get(span, 10)
            return f"CASE WHEN length({told}) >= {most} THEN substr({told}, 1, {most}) END" if span else f"substr({told}, 1, 10)"
        return told

    def _headed(self, one: Offered, span: str, key: str) -> str:
        if one.look != "ref":
            return key
        return f"listed_institution({key}, NULL, :today)" if one.target == "institution" else f"max({self._title(one)})"

    def _figures(self) -> list[str]:
        out = ["count(*)"]
        if self._menu.person:
            *before, last = self._menu.person.split(".")
            steps = self._steps(tuple(before))
            out.append(f"count(DISTINCT {self._face('person', f'{self._alias(steps)}.{last}')})")
        for told in self._wish.measures:
            how, column = self._menu.measure(told)
            number = f"CAST({self.value(column)} AS REAL)" if column.field.type == "decimal" else self.value(column)
            out.append(f"sum({number})" if how == "sum" else f"avg({number})")
        return out

    def _steps(self, names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        out: list[tuple[str, str]] = []
        at = self._menu.kind
        for name in names:
            declared = at.field(name)
            assert declared is not None
            target = self._reading.catalog.kind(declared.kinds[0])
            assert target is not None
            out.append((name, target.name))
            at = target
        return tuple(out)

    def _group_order(self, keys: Sequence[tuple[Offered, str]], grouped: Sequence[str]) -> list[str]:
        out = []
        for one in self._wish.sort:
            if one.lstrip("-") == "count":
                out.append("count(*)" + (" DESC" if one.startswith("-") else ""))
        for (column, span), key in zip(keys, grouped, strict=True):
            told = self._ordered(column, self._headed(column, span, key))
            out += [f"{key} IS NULL", f"{told}{' DESC' if f'-{column.path}' in self._wish.sort else ''}", key]
        return out

    def _sorted(self, told: str) -> tuple[str, str]:
        one = self._menu.column(told.removeprefix("-"))
        shown = self.shown(one)
        return f"{shown} IS NULL", self._ordered(one, shown) + (" DESC" if told.startswith("-") else "")

    @staticmethod
    def _ordered(one: Offered, told: str) -> str:
        if one.look == "code":
            return f"listed_place('{one.codes}', {told})"
        if one.look in ("text", "ref"):
            return f"listed_order({told})"
        return f"CAST({told} AS REAL)" if one.field.type == "decimal" else told
