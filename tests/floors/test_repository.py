"""What the repository must not say: where one developer's machine keeps things, or where packages were fetched from."""

from __future__ import annotations

import re
import subprocess

import pytest

from tests.floors.house import ROOT

# Put together from pieces, so that this file does not say them itself.
_START = r"(?<![\w./])/"
LOCAL = re.compile("|".join((
    _START + r"work/(?:main|shared|\.library|contract)",
    _START + r"root/",
    _START + r"home/\w",
    _START + r"opt/(?:wheels|pypi)",
    r"\.\./" + r"shared\b",
    r"[A-Z]:\\{1,2}" + r"Users\b",
    r"contract" + r"\.md",
)))
INDEX = re.compile(r"^\s*(?:--(?:extra-)?index-url|--find-links|--trusted-host|-i |-f )|https?://", re.MULTILINE)
BINARY = {".png", ".pdf", ".xlsx", ".ttf", ".otf", ".woff2", ".byla", ".db", ".ico", ".zst", ".gz", ".cbor", ".mo"}


def repository_files():
    """Return the files that are, or on the next commit would be, in the repository."""
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True)
    files = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return sorted(path for path in files if path.is_file() and path.suffix not in BINARY)


def local_paths(text: str) -> list[str]:
    return [match.group() for match in LOCAL.finditer(text)]


def test_no_file_names_a_place_of_this_machine():
    found = {}
    for path in repository_files():
        places = local_paths(path.read_text(encoding="utf-8", errors="replace"))
        if places:
            found[str(path.relative_to(ROOT))] = places
    assert found == {}


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_says_what_and_not_where_from(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert INDEX.search(text) is None
    pinned = re.findall(r"^([a-z0-9-]+)==\S+ \\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)
    assert len(pinned) == len(re.findall(r"^[a-zA-Z]", text, re.MULTILINE)) > 15


def test_the_development_lock_holds_the_versions_that_are_shipped():
    def versions(name: str) -> dict[str, str]:
        return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))

    shipped, developed = versions("requirements.lock"), versions("requirements-dev.lock")
    assert {name: version for name, version in shipped.items() if developed.get(name) != version} == {}


@pytest.mark.parametrize("text", ["see /" + "work/main/src", "cp ../" + "shared/design/x", "/" + "home/jonas/x", "/" + "root/.venv"])
def test_a_local_place_is_known_when_seen(text):
    assert local_paths(text)


@pytest.mark.parametrize("text", ["resources/reference", "at work/shared tables", "https://example.org/home/page", "docs/opt/pypi"])
def test_other_words_are_left_alone(text):
    assert local_paths(text) == []
