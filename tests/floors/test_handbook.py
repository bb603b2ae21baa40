"""The handbook says the same in three languages, and its links lead somewhere; so do those of the other documents."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.floors.house import ROOT

HANDBOOK = ROOT / "docs" / "handbook"
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)")


def outline(path: Path) -> list[str]:
    """Return a page's shape: headings by depth, numbered and dotted lines, bold words."""
    text = path.read_text(encoding="utf-8")
    return [match.group(1) for match in re.finditer(r"^(#+|\d+\.|-|   -) ", text, re.MULTILINE)] + ["**"] * text.count("**")


def pages(language: str) -> dict[str, Path]:
    return {path.name.partition("-")[0]: path for path in (HANDBOOK / language).glob("*.md")}


@pytest.mark.parametrize("language", ["lt", "lv"])
def test_every_page_has_the_same_shape_in_every_language(language):
    english, other = pages("en"), pages(language)
    assert sorted(english) == sorted(other)
    assert {name: outline(path) for name, path in other.items()} == {name: outline(path) for name, path in english.items()}


def test_links_between_documents_lead_somewhere():
    broken = []
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in LINK.findall(path.read_text(encoding="utf-8")):
            if not (path.parent / target).exists():
                broken.append(f"{path.relative_to(ROOT)}: {target}")
    assert broken == []


def test_the_index_names_every_page():
    for language in ("lt", "lv", "en"):
        linked = set(LINK.findall((HANDBOOK / language / "README.md").read_text(encoding="utf-8")))
        assert linked == {path.name for path in (HANDBOOK / language).glob("*.md")} - {"README.md"}
