"""The table of permissions is whole, and says what the work of each role needs."""

import pytest

from caseworker_desktop.records.catalog import build_catalog
from caseworker_desktop.records.lists import Lists
from caseworker_desktop.records.permissions import Permissions

KINDS = [kind.name for kind in build_catalog().kinds()]
CLINICAL = ("U-PSY", "U-PTH", "U-ADD")
#: Kinds that tell nothing of a client.
NO_CLIENT = {"organisation", "staff", "institution", "term", "project", "project_part", "funding", "indicator", "agreement", "deliverable",
    "template",
             "programme", "partner", "partner_contact", "minutes"}


@pytest.fixture(scope="module")
def table(resources):
    return Permissions.load(resources)


def test_every_role_and_kind_has_its_line_and_no_other(resources):
    lines = (resources / "reference" / "permissions.csv").read_text(encoding="utf-8").splitlines()[1:]
    roles = Lists.load(resources).codes("roles")
    assert {tuple(line.split(",")[:2]) for line in lines} == {(role, kind) for role in roles for kind in KINDS}


def test_the_administrator_reads_no_casework_about_persons(table):
    readable = {kind for kind in KINDS if table.may("U-ADM", (), kind, "read")}
    assert readable == NO_CLIENT
    assert not {kind for kind in KINDS if table.may("U-ADM", (), kind, "write")} - NO_CLIENT
    assert table.may("U-CWC", ("U-ADM",), "staff", "write")


def test_the_coordinator_reads_and_writes_all_casework_and_only_administrators_change_staff(table):
    assert all(table.may("U-CWC", (), kind, "read") for kind in KINDS)
    assert [kind for kind in KINDS if not table.may("U-CWC", (), kind, "write")] == ["staff"]
    assert {role for role in table.roles() if table.may(role, (), "staff", "write")} == {"U-ADM"}


@pytest.mark.parametrize("role", ["U-JOB", "U-PAR", "U-TRA", "U-MEN", "U-COO", "U-PM", "U-SUP", "U-FIN", "U-ADM"])
def test_roles_without_clinical_work_read_no_results_and_no_offence(table, role):
    assert not any(table.may(role, (), kind, act) for kind in ("assessment", "offence") for act in ("read", "write"))


@pytest.mark.parametrize("role", ["U-MEN", "U-COO", "U-PM", "U-SUP", "U-FIN", "U-ADM", "U-TRA"])
def test_roles_outside_the_case_read_no_notes(table, role):
    assert not table.may(role, (), "note", "read")


@pytest.mark.parametrize("role", ["U-SW", *CLINICAL])
def test_clinical_roles_and_social_workers_write_notes_and_results(table, role):
    assert all(table.may(role, (), kind, "write") for kind in ("note", "assessment", "need", "goal", "step", "session", "attendance",
        "person", "case"))


def test_a_mentor_sees_names_and_goals_and_writes_meetings(table):
    assert all(table.may("U-MEN", (), kind, "read") for kind in ("person", "goal", "match", "session"))
    hidden = ("case", "legal_status", "person_code", "note", "assessment", "offence", "need", "referral", "consent", "supervision", "document")
    assert not any(table.may("U-MEN", (), kind, "read") for kind in hidden)
    assert {kind for kind in KINDS if table.may("U-MEN", (), kind, "write")} == {"session", "attendance", "task"}


def test_the_protection_officer_reads_all_and_writes_what_requests_need(table):
    assert all(table.may("U-DPO", (), kind, "read") for kind in KINDS)
    assert {kind for kind in KINDS if table.may("U-DPO", (), kind, "write")} == {"person", "consent", "note", "document", "task"}


def test_who_writes_reads_what_they_wrote_but_for_the_mentors_coordinator(table):
    written = {(role, kind) for role in table.roles() for kind in KINDS if table.may(role, (), kind, "write")}
    unread = {(role, kind) for role, kind in written if not table.may(role, (), kind, "read")}
    assert unread == {("U-COO", "note")}


def test_everybody_reads_who_and_where_we_are(table):
    assert all(table.may(role, (), kind, "read") for role in table.roles() for kind in ("organisation", "staff", "institution", "term", "project"))


def test_what_the_table_does_not_know_may_not(table):
    assert not table.may("U-XXX", (), "person", "read")
    assert not table.may("U-CWC", (), "prisoner", "read")


@pytest.mark.parametrize("line", ["U-SW,person,yes,maybe", "U-SW,person,yes,yes\nU-SW,person,no,no"])
def test_a_table_that_contradicts_itself_is_refused(tmp_path, line):
    folder = tmp_path / "reference"
    folder.mkdir()
    (folder / "permissions.csv").write_text(f"role,kind,read,write\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="U-SW person"):
        Permissions.load(tmp_path)
