"""The declarations say what the data dictionary says."""

from pathlib import Path

import pytest

from caseworker_desktop.records.catalog import build_catalog
from caseworker_desktop.records.lists import Lists
from caseworker_desktop.store.declare import Field

DICTIONARY = Path(__file__).parents[1] / "data" / "records_dictionary.txt"
CATALOG = build_catalog()


def dictionary() -> dict[str, tuple[str, dict[str, tuple[str, bool]]]]:
    kinds: dict[str, tuple[str, dict[str, tuple[str, bool]]]] = {}
    fields: dict[str, tuple[str, bool]] = {}
    for line in DICTIONARY.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        if not line.startswith(" "):
            name, _, marks = line.partition(" ")
            fields = {}
            kinds[name] = (marks, fields)
        else:
            name, type_ = line.strip().split(" ", 1)
            fields[name.rstrip("*")] = (type_, name.endswith("*"))
    return kinds


KINDS = dictionary()


def said(field: Field) -> str:
    return {"one": field.type, "set": f"set of {field.type}", "items": "items", "map": "map"}[field.shape]


def test_every_kind_of_the_dictionary_is_declared():
    assert set(KINDS) <= {kind.name for kind in CATALOG.kinds()}
    assert len(KINDS) == 57


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_has_the_fields_types_and_marks_of_the_dictionary(name):
    kind = CATALOG.kind(name)
    marks, fields = KINDS[name]
    assert set(fields) <= {field.name for field in kind.fields}
    for field_name, (told, must) in fields.items():
        field = kind.field(field_name)
        type_ = told.split(" = ")[0].split(" @")[0]
        assert type_ in ("?", said(field)), field_name
        assert field.must == must, field_name
        if " @" in told:
            assert field.codes == told.split(" @")[1], field_name
    assert ("O" in marks, "1" in marks, "P" in marks) == (kind.office, kind.subject is not None, any(f.protected for f in kind.fields))
    assert (kind.audience is not None) == ("P" in marks)


def test_every_code_that_the_dictionary_names_is_in_its_list(resources):
    lists = Lists.load(resources)
    missing = [
        (name, field_name, code)
        for name, (_, fields) in KINDS.items()
        for field_name, (told, _) in fields.items()
        if " = " in told
        for code in told.split(" = ")[1].split()
        if not lists.has(CATALOG.kind(name).field(field_name).codes, code)
    ]
    assert missing == []


def test_paths_to_persons_lead_to_persons():
    for kind in CATALOG.kinds():
        for path in (*filter(None, (kind.subject,)), *kind.mentions):
            here = {kind.name}
            for step in () if path == "self" else path.split("."):
                here = {target for at in here for target in CATALOG.kind(at).field(step).kinds}
            assert here == {"person"}, (kind.name, path)


def test_kinds_with_references_to_persons_tell_the_engine_so():
    for kind in CATALOG.kinds():
        direct = {field.name for field in kind.fields if field.kinds == ("person",)}
        told = {path.split(".")[0] for path in (*filter(None, (kind.subject,)), *kind.mentions)}
        assert direct <= told, kind.name


def test_only_kinds_about_one_person_hold_long_text_about_people():
    """An erasure reaches free text by its subject. These kinds hold none about clients; supervision's is sealed for two."""
    no_client = {"organisation", "project", "agreement", "partner", "minutes", "pledge", "document", "supervision"}
    for kind in CATALOG.kinds():
        if kind.subject is None and any(field.type == "text" and field.lines > 1 for field in kind.fields):
            assert kind.name in no_client, kind.name


def test_codes_and_logins_are_unique_where_references_may_use_them():
    assert {kind.name: kind.unique.name for kind in CATALOG.kinds() if kind.unique} == {
        "staff": "login", "institution": "code", "project": "code", "programme": "code"}


def test_a_row_is_made_of_plain_values():
    row = CATALOG.kind("stay").make({"id": "x", "institution": "i", "from": "2026", "to": None})
    assert (row.from_, row.to, row.institution, row.person) == ("2026", None, "i", None)
    session = CATALOG.kind("session").make({"staff": ["a", "b"], "services": [{"code": "S-INF"}]})
    assert session.staff == ("a", "b")
    assert session.cases == ()
    with pytest.raises(AttributeError):
        session.minutes = 5


def test_a_note_may_only_be_marked_as_an_error_and_a_signed_version_not_touched():
    assert CATALOG.kind("note").single == ("entered_in_error",)
    assert CATALOG.kind("plan_version").single == ()
