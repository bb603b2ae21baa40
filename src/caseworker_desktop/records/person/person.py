"""A person: client, relative or mentor."""

from __future__ import annotations

from caseworker_desktop.store import declare


@declare.record("person", subject="self", title=("given_names", "family_name"), sorting=("family_name", "given_names"))
class Person(declare.Record):
    """Names in all forms that paper needs, and what is asked of everybody. Former names are searched with the present ones."""

    given_names: str = declare.text(must=True, search="name")
    family_name: str = declare.text(must=True, search="name")
    former_names: tuple[str, ...] = declare.texts(search="name")
    name_vocative: str | None = declare.text()
    name_genitive: str | None = declare.text()
    name_dative: str | None = declare.text()
    sex: str | None = declare.code("sexes")
    birth_date: str | None = declare.pdate()
    citizenship: str | None = declare.code("citizenships")
    languages: tuple[str, ...] = declare.codes("languages")
    needs_interpreter: bool | None = declare.boolean()
    easy_read: bool | None = declare.boolean()
    phone: str | None = declare.phone()
    email: str | None = declare.text()
    residence_declared: str | None = declare.code("municipalities")
    residence_after_release: str | None = declare.code("municipalities")
    address: str | None = declare.text(client_copy=False)
    rural: bool | None = declare.boolean()
    experience: str | None = declare.text(lines=5)
    restricted_from: str | None = declare.date(client_copy=False)
    restricted_reason: str | None = declare.text(lines=3, client_copy=False)
