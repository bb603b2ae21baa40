"""Nothing that a person told is readable in any file that the program writes, and a field workspace reaches out to nobody."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from caseworker_desktop import bootstrap
from caseworker_desktop.kernel.clock import SystemClock
from caseworker_desktop.kernel.folding import fold
from caseworker_desktop.settings import Settings
from tests.journeys.pair import Pair
from tests.journeys.test_kill import Mortal
from tests.workspace import PASSPHRASE

ROOT = Path(__file__).parents[2]
#: Words that no dictionary, list or program text holds; long enough never to come about by chance.
GIVEN, FAMILY, FORMER = "Kanarėlijus", "Žvirblaitauskas", "Strazdulevičius"
NOTE, SECRET, DRAFT, ADDRESS = "papasakojo apie snieginą", "prisipažino lakštingaliui", "pradėjo pempinauti", "Kregždyno g. 7-13"
CODE, EMAIL = "39810050007", "kanarelis@paukstynas.example.org"
TOLD = (GIVEN, FAMILY, FORMER, NOTE, SECRET, DRAFT, ADDRESS, CODE, EMAIL, PASSPHRASE)
PERSON, CASE = "0a000000-0000-7000-8000-00000000cafe", "08000000-0000-7000-8000-00000000cafe"


def forms(word: str) -> Iterator[bytes]:
    """Yield a word as a file could hold it: several encodings, and as the search index folds it."""
    for written in {word, word.casefold(), word.upper(), fold(word)}:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le"):
            yield written.encode(encoding)
    yield json.dumps(word)[1:-1].encode()
    yield word.encode("utf-8").hex().encode()


def betrayed(*folders: Path) -> list[tuple[str, str]]:
    """Return (file, word) wherever a word can be read, in a file or its name."""
    found = []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            held = path.read_bytes() if path.is_file() else b""
            for word in TOLD:
                if any(form in held or form in os.fsencode(path) for form in forms(word)):
                    found.append((str(path), word))
    return found


class Place(Pair):
    """The pair in folders of their own, with a temporary folder that can be looked through, and a person to betray."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self.temporary, self.given = folder / "temporary", folder / "given"
        for one in (self.temporary, self.given):
            one.mkdir()
        self.world = folder / "world"
        self.world.mkdir()
        self.settings = settings
        super().__init__(self.world, settings, lines=60)

    def tell(self) -> None:
        """Load a person with everything that can be told, and notes at each level, on the laptop."""
        file = self.given / "person.jsonl"
        case = json.loads(self.run.lines(self.laptop, "dump", "--kind", "case")[0])
        lines = [
            {"record": "person", "id": PERSON, "given_names": GIVEN, "family_name": FAMILY, "former_names": [FORMER],
             "email": EMAIL, "address": ADDRESS},
            {"record": "person_code", "person": PERSON, "scheme": "lt", "value": CODE},
            {"record": "case", "person": PERSON, "kind": case["kind"], "lead": case["lead"], "opened_on": case["opened_on"],
             "id": CASE},
            *({"record": "note", "case": CASE, "level": level, "text": text, "signed_on": "2026-11-21T10:00:00+02:00"}
              for level, text in (("shared", NOTE), ("author", SECRET))),
        ]  # fmt: skip
        file.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in lines), encoding="utf-8")
        self.run.do("--workspace", self.laptop, "load", file)


@pytest.fixture
def place(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Place:
    for name in ("TMPDIR", "TMP", "TEMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(tmp_path / "temporary"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    return Place(tmp_path, settings)


def test_the_search_for_words_finds_them(tmp_path: Path) -> None:
    for number, form in enumerate(forms(GIVEN)):
        (tmp_path / f"{number}").write_bytes(b"\0\1" + form + b"\2")
    assert len({file for file, _ in betrayed(tmp_path)}) == len(list(forms(GIVEN)))
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / GIVEN).touch()
    assert betrayed(tmp_path / "x") == [(str(tmp_path / "x" / GIVEN), GIVEN)]


def test_no_word_in_any_file(place: Place) -> None:
    run, laptop = place.run, place.laptop
    place.tell()
    assert betrayed(place.world, place.temporary) == []
    assert NOTE in run.ask("--workspace", laptop, "dump").out, "it is there for who may read it"
    for words in (("find", FAMILY), ("search", "snieginą"), ("show", "person", PERSON), ("record", "person", f"id={PERSON}", f"address={ADDRESS}")):
        run.do("--workspace", laptop, *words)
    with_desk(place)
    place.round()
    assert GIVEN in run.ask("--workspace", place.office, "dump").out
    for one in (place.office, laptop):
        run.do("--workspace", one, "doctor", "--full")
    file = place.world / "office.backup"
    run.do("--workspace", place.office, "backup", "create", file)
    run.do("backup", "verify", file)
    run.do("backup", "restore", file, place.world / "back")
    assert betrayed(place.world, place.temporary) == []
    assert list(place.temporary.iterdir()) == []


def with_desk(place: Place) -> None:
    """Look while the workspace is open: journal, shared memory and a draft that is being typed."""
    desk = bootstrap.unlock(bootstrap.build_parts(place.settings, SystemClock()), place.laptop, None, PASSPHRASE)
    try:
        desk.drafts.save(f"session:{PERSON}", {"text": DRAFT, "about": FAMILY})
        got = desk.drafts.get(f"session:{PERSON}")
        assert got is not None
        assert got.content["text"] == DRAFT
        assert {path.suffix for path in place.laptop.iterdir()} >= {".db", ".db-wal", ".db-shm"}
        assert betrayed(place.world, place.temporary) == []
    finally:
        desk.close()


def test_no_word_in_what_a_killed_process_leaves(place: Place, tmp_path: Path, settings: Settings) -> None:
    place.tell()
    out = tmp_path / "mortal"
    out.mkdir()
    mortal = Mortal(out, settings)
    file = place.world / "office.backup"
    try:
        bundle = place.run.do("--workspace", place.laptop, "bundle", "export", "--to", "office", "--out", place.stick)["file"]
        for commands, moments in (
            (["--workspace", place.office, "bundle", "import", bundle], [("steps", 400), ("calls", 5), ("bytes", 120_000)]),
            (["--workspace", place.laptop, "bundle", "export", "--to", "office", "--out", place.stick], [("calls", 3), ("bytes", 3_000)]),
            (["--workspace", place.laptop, "backup", "create", file], [("calls", 1), ("bytes", 700_000), ("steps", 200)]),
        ):
            for die in moments:
                assert mortal.run(list(commands), die=die).signal is not None, die
                assert betrayed(place.world, place.temporary) == [], die
        left = {path.name for path in place.world.rglob("*")}
        assert any(name.endswith((".part", "-wal")) for name in left), "the deaths left nothing behind to look at"
    finally:
        mortal.close()


REFUSED: dict[str, list[Any]] = {
    "unknown field": [{"record": "person", "given_names": GIVEN, "family_name": FAMILY, "vardas": ADDRESS}],
    "unknown kind": [{"record": FAMILY, "given_names": GIVEN}],
    "a kind that is a map": [{"record": {"given_names": GIVEN}, "x": 1}],
    "missing field": [{"record": "person", "given_names": GIVEN}],
    "wrong type": [{"record": "person", "given_names": [GIVEN], "family_name": FAMILY}],
    "a map": [{"record": "person", "given_names": {"x": GIVEN}, "family_name": FAMILY}],
    "unknown code": [{"record": "person", "given_names": GIVEN, "family_name": FAMILY, "sex": ADDRESS}],
    "codes": [{"record": "person", "given_names": GIVEN, "family_name": FAMILY, "languages": ["lt", EMAIL]}],
    "bad date": [{"record": "person", "given_names": GIVEN, "family_name": FAMILY, "birth_date": CODE}],
    "bad reference": [{"record": "person_code", "person": GIVEN, "scheme": "lt", "value": CODE}],
    "dangling reference": [{"record": "person_code", "person": f"@{FAMILY}", "scheme": "lt", "value": CODE}],
    "dangling id": [{"record": "person_code", "person": PERSON, "scheme": "lt", "value": CODE}],
    "bad id": [{"record": "person", "id": FAMILY, "given_names": GIVEN, "family_name": FAMILY}],
    "too long": [{"record": "person", "given_names": GIVEN * 2000, "family_name": FAMILY}],
    "NUL": [{"record": "person", "given_names": GIVEN + "\0", "family_name": FAMILY}],
    "half a letter": [{"record": "person", "given_names": GIVEN + "\ud800", "family_name": FAMILY}],
    "bad time": [{"record": "note", "case": PERSON, "level": "shared", "text": NOTE, "signed_on": ADDRESS}],
    "bad number": [{"record": "session", "kind": "individual", "minutes": CODE, "topic": NOTE}],
    "deleted": [{"record": "person", "id": PERSON, "deleted": FAMILY}],
    "not JSON": [f'{{"record": "person", "given_names": "{GIVEN}", {FAMILY}'],
    "a list": [[GIVEN, FAMILY]],
    "a text": [GIVEN],
}  # fmt: skip


@pytest.mark.parametrize("json_wanted", [False, True])
@pytest.mark.parametrize("what", REFUSED)
def test_a_refusal_repeats_nothing(place_of_refusals: Pair, tmp_path: Path, what: str, json_wanted: bool) -> None:
    run, office = place_of_refusals.run, place_of_refusals.office
    file = tmp_path / "given.jsonl"
    file.write_text("\n".join(one if isinstance(one, str) else json.dumps(one) for one in REFUSED[what]), encoding="utf-8")
    ran = run.ask("--workspace", office, *(["--json"] if json_wanted else []), "load", file)
    assert ran.code == 4
    assert len(ran.err.splitlines()) <= 1 if json_wanted else len(ran.err.splitlines()) == 1
    assert not any(word.casefold() in (ran.out + ran.err).casefold() for word in TOLD)
    assert "Traceback" not in ran.err


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return {"folder": tmp_path_factory.mktemp("refusals")}


@pytest.fixture
def place_of_refusals(once: dict[str, Any], settings: Settings) -> Pair:
    """One workspace for all refusals: none of them changes it."""
    if "pair" not in once:
        once["pair"] = Pair(once["folder"], settings, lines=60)
    pair: Pair = once["pair"]
    return pair


# ---- nobody is reached -------------------------------------------------------------------------------------------------------------


def field_work(place: Place) -> list[list[str]]:
    """Return what a day on a laptop asks of the command."""
    alone, stick = str(place.world / "alone"), str(place.stick)
    laptop = ["--workspace", str(place.laptop)]
    return [
        [
            "device",
            "request",
            alone,
            "--name",
            "PR-2",
            "--login",
            "ona",
            "--given-name",
            "Ona",
            "--family-name",
            "P",
            "--out",
            str(place.world / "r2"),
        ],
        [*laptop, "load", str(place.given / "person.jsonl")],
        [*laptop, "record", "person", f"id={PERSON}", "email=x@example.org"],
        [*laptop, "find", FAMILY],
        [*laptop, "search", "apie"],
        [*laptop, "dump", "--out", str(place.given / "dump.jsonl")],
        [*laptop, "bundle", "export", "--to", "office", "--out", stick],
        [*laptop, "bundle", "status"],
        [*laptop, "conflicts", "list"],
        [*laptop, "backup", "create", str(place.world / "b.backup")],
        ["backup", "verify", str(place.world / "b.backup")],
        ["backup", "restore", str(place.world / "b.backup"), str(place.world / "back")],
        [*laptop, "doctor", "--full"],
    ]


def listened(place: Place, *before: str) -> dict[str, Any]:
    request = {
        "commands": field_work(place),
        "resources": str(place.settings.resources),
        "profile": place.settings.kdf_profile,
        "passphrase": PASSPHRASE,
    }
    ran = subprocess.run(
        [*before, sys.executable, "-B", "-m", "tests.journeys.listening"], input=json.dumps(request), capture_output=True, text=True, cwd=ROOT
    )
    assert ran.returncode == 0, ran.stderr
    told: dict[str, Any] = json.loads(ran.stdout)
    assert set(told["codes"]) == {0}, told["codes"]
    return told


def test_a_field_workspace_opens_no_socket(place: Place) -> None:
    place.tell()
    told = listened(place)
    assert [event for what, event in told["heard"] if what == "reached out"] == []
    roots = (str(place.world), str(place.temporary), str(place.given), os.devnull)
    outside = [path for what, path in told["heard"] if what == "wrote" and not str(Path(path).resolve()).startswith(roots)]
    assert outside == []


def strace() -> list[str]:
    """Return the words that run a program under strace, or skip the test where nobody may look."""
    found = shutil.which("strace")
    if found is None or subprocess.run([found, "-o", os.devnull, "true"], capture_output=True).returncode:
        pytest.skip("strace is not here, or may not look")
    return [found, "-f", "-qq", "-e", "trace=network,openat,creat", "-o"]


def reached(trace: Path) -> list[str]:
    """Return the lines in which a program reached for another."""
    lines = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    return [line for line in lines if re.search(r"\b(socket|connect|bind|listen|sendto)\(", line)]


def test_the_system_sees_no_socket_either(place: Place, tmp_path: Path) -> None:
    """SQLite, age and the fonts are not Python: strace hears them too."""
    trace = tmp_path / "trace"
    words = [*strace(), str(trace)]
    place.tell()
    listened(place, *words)
    assert reached(trace) == []
    made = set()
    for line in trace.read_text(encoding="utf-8", errors="replace").splitlines():
        opened = re.search(r'openat\(AT_FDCWD, "(/[^"]+)", [^)]*O_(?:WRONLY|RDWR|CREAT)', line)
        if opened and " = -1" not in line:
            made.add(opened.group(1))
    allowed = (str(place.world), str(place.temporary), str(place.given), "/dev/")
    assert str(place.laptop / "casework.db") in made
    assert [path for path in sorted(made) if not path.startswith(allowed)] == []


def test_the_window_reaches_for_nobody(place: Place, tmp_path: Path) -> None:
    """Every page of a laptop's window, from the door to the lock."""
    trace = tmp_path / "trace"
    request = {
        "workspace": str(place.laptop),
        "resources": str(place.settings.resources),
        "profile": place.settings.kdf_profile,
        "passphrase": PASSPHRASE,
    }
    ran = subprocess.run(
        [*strace(), str(trace), sys.executable, "-B", "-m", "tests.journeys.looking"],
        input=json.dumps(request), capture_output=True, text=True, cwd=ROOT, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert len(json.loads(ran.stdout)) > 3
    assert reached(trace) == []


def test_a_socket_would_be_seen(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    subprocess.run([*strace(), str(trace), sys.executable, "-c", "import socket; socket.socket()"], check=True)
    assert len(reached(trace)) == 1
