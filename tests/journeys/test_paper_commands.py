"""`print`, `document` and `templates` as scripts see them: keys, exit codes, files that are whole or not there."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from caseworker_desktop.settings import Settings
from tests.journeys.command import Caseworker
from tests.pdf_text import read_pdf
from tests.workspace import PASSPHRASE, SCENARIOS

PROJECT = "98ae807f-18cb-51da-8859-67a4e14fd354"


@pytest.fixture
def run(settings: Settings) -> Caseworker:
    return Caseworker(settings, PASSPHRASE)


@pytest.fixture
def office(tmp_path: Path, run: Caseworker) -> Path:
    folder = tmp_path / "office"
    run.do("office", "create", folder, "--name", "Biuras", "--login", "egle", "--given-name", "Eglė", "--family-name", "P", "--country", "lt")
    run.do("--workspace", folder, "load", SCENARIOS / "s0" / "records.jsonl")
    return folder


def ids_of(run: Caseworker, office: Path, kind: str) -> list[str]:
    return [json.loads(line)["id"] for line in run.lines(office, "dump", "--kind", kind)]


def test_papers_are_printed_to_files(run: Caseworker, office: Path, tmp_path: Path) -> None:
    person = ids_of(run, office, "person")[0]
    for kind, id_ in (("consent", person), ("person", person), ("project", PROJECT), ("handout", PROJECT),
                      ("questionnaire", ids_of(run, office, "participation")[0]), ("attendance", ids_of(run, office, "session")[0]),
                      ("calendar", ids_of(run, office, "staff")[0])):
        out = tmp_path / f"{kind}.pdf"
        told = run.do("--workspace", office, "print", kind, "--id", id_, "--copy", "client", "--language", "lv", "--second-language", "lt",
                      "--out", out)
        assert (list(told), told["file"], told["plan_digest"]) == (["file", "pages", "plan_digest"], str(out), None)
        read = read_pdf(out.read_bytes())
        assert (len(read.pages), read.language) == (told["pages"], "lv")
    plan = run.do("--workspace", office, "print", "plan", "--id", ids_of(run, office, "plan")[0], "--copy", "file", "--language", "lt",
                  "--out", tmp_path / "plan.pdf")
    assert len(plan["plan_digest"]) == 64
    assert plan["plan_digest"][:8] in read_pdf((tmp_path / "plan.pdf").read_bytes()).text


@pytest.mark.parametrize(("words", "code"), [
    (("print", "poem", "--id", PROJECT), 2), (("print", "project", "--id", PROJECT, "--copy", "office"), 2),
    (("print", "project", "--id", "x"), 4), (("print", "certificate", "--id", PROJECT), 4),
    (("print", "gate-slip", "--id", "0" * 64), 4), (("print", "calendar", "--id", PROJECT), 4),
])
def test_what_cannot_be_printed_leaves_no_file(run: Caseworker, office: Path, tmp_path: Path, words: tuple[str, ...], code: int) -> None:
    ran = run.ask("--workspace", office, "--json", *words, "--out", tmp_path / "no.pdf")
    assert ran.code == code
    assert "Traceback" not in ran.err
    assert not (tmp_path / "no.pdf").exists()


def test_a_document_goes_in_and_comes_out(run: Caseworker, office: Path, tmp_path: Path) -> None:
    person = ids_of(run, office, "person")[0]
    file = tmp_path / "Jono Pavyzdžio sutikimas.pdf"
    file.write_bytes(b"%PDF-1.4\n" + bytes(range(256)) * 4000)
    told = run.do("--workspace", office, "document", "add", file, "--kind", "consent", "--person", person, "--on", "2023-02-01")
    assert (list(told), told["bytes"], told["sha256"]) == (
        ["id", "sha256", "bytes"], file.stat().st_size, hashlib.sha256(file.read_bytes()).hexdigest())
    run.do("--workspace", office, "document", "get", told["id"], "--out", tmp_path / "back.pdf")
    assert (tmp_path / "back.pdf").read_bytes() == file.read_bytes()
    shown = json.loads(run.lines(office, "dump", "--id", told["id"])[0])
    assert (shown["title"], shown["mime"], shown["persons"]) == ("Sutikimas 2023-02-01", "application/pdf", [person])
    assert run.do("--workspace", office, "doctor", "--full")["ok"]


@pytest.mark.parametrize(("words", "code"), [
    (("document", "add", "{missing}", "--kind", "consent"), 4), (("document", "add", "{file}", "--kind", "nothing"), 4),
    (("document", "add", "{file}", "--kind", "photo", "--person", "{person}"), 4), (("document", "add", "{file}"), 2),
    (("document", "get", PROJECT, "--out", "{missing}"), 4),
])
def test_what_is_no_document_changes_nothing(run: Caseworker, office: Path, tmp_path: Path, words: tuple[str, ...], code: int) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"a")
    places = {"{missing}": str(tmp_path / "none"), "{file}": str(file), "{person}": ids_of(run, office, "person")[0]}
    ran = run.ask("--workspace", office, "--json", *(places.get(word, word) for word in words))
    assert ran.code == code
    assert run.lines(office, "dump", "--kind", "document") == []


def test_a_pack_of_templates_goes_from_office_to_office(run: Caseworker, office: Path, tmp_path: Path) -> None:
    run.do("--workspace", office, "record", "template", "code=KVIETIMAS", "kind=letter", "name_lt=Kvietimas", 'body={"lt": "Kviečiame {dative}."}')
    pack = tmp_path / "pack.json"
    assert run.do("--workspace", office, "templates", "export", pack) == {"file": str(pack), "templates": 1, "terms": 0}
    other = tmp_path / "other"
    run.do("office", "create", other, "--name", "Kitas", "--login", "egle", "--given-name", "Eglė", "--family-name", "P", "--country", "lv")
    assert run.do("--workspace", other, "templates", "import", pack) == {"created": 1, "changed": 0, "unchanged": 0}
    run.do("--workspace", other, "record", "person", "given_names=Ona", "family_name=Pavyzdė")
    told = run.do("--workspace", other, "print", "letter", "--id", ids_of(run, other, "person")[0],
                  "--template", "KVIETIMAS", "--language", "lt", "--out", tmp_path / "letter.pdf")
    assert told["pages"] == 1
    assert "Kviečiame Onai Pavyzdei." in read_pdf((tmp_path / "letter.pdf").read_bytes()).flowing
    pack.write_text("{}", encoding="utf-8")
    assert run.ask("--workspace", other, "templates", "import", pack).code == 4
