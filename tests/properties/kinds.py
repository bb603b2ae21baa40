"""A small catalogue with every shape of field, so that a history touches each rule and a table is read in no time."""

from __future__ import annotations

from collections.abc import Mapping

from caseworker_desktop.store import declare


@declare.record("person", subject="self", title=("name",), sorting=("height", "name"))
class Person(declare.Record):
    """Someone who is erased as a whole."""

    name: str = declare.text(search="name")
    remark: str | None = declare.text(lines=3, search="text")
    born: str | None = declare.date()
    height: str | None = declare.decimal()
    children: int | None = declare.integer()
    active: bool | None = declare.boolean()
    mentor: str | None = declare.ref("person")
    day: str | None = declare.date(group="when")
    minutes: int | None = declare.integer(group="when")
    sites: tuple[str, ...] = declare.refs("site")
    words: tuple[str, ...] = declare.texts()
    services: tuple[Mapping[str, object], ...] = declare.items(key="code", parts={"code": declare.text(), "hours": declare.integer()})
    trainers: tuple[Mapping[str, object], ...] = declare.items(key=None, parts={"name": declare.text(), "who": declare.ref("person")})
    answers: Mapping[str, object] | None = declare.mapping({"*": declare.integer()})


@declare.record("sheet", subject="person", parent="person")
class Sheet(declare.Record):
    """Something protected about a person."""

    person: str = declare.ref("person", must=True)
    secret: str | None = declare.text(lines=3, protected=True)
    scores: Mapping[str, object] | None = declare.mapping({"*": declare.integer()}, protected=True)
    closed: bool | None = declare.boolean()


@declare.record("site", office=True, title=("code",))
class Site(declare.Record):
    """Counts only when the office says so."""

    code: str = declare.text(must=True, search="name", unique=True)
    place: str | None = declare.text()


@declare.record("same")
class Same(declare.Record):
    """Two persons found to be one, or two."""

    a: str = declare.ref("person", must=True)
    b: str = declare.ref("person", must=True)
    joined: bool = declare.boolean(must=True)


@declare.record("person", subject="self", title=("name",))
class OlderPerson(declare.Record):
    """The same kind in a program that knows less."""

    name: str = declare.text(search="name")
    born: str | None = declare.date()
    words: tuple[str, ...] = declare.texts()


CATALOG = declare.Catalog((Person, Sheet, Site, Same))
OLDER = declare.Catalog((OlderPerson, Site))
