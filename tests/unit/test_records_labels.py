"""Every kind and field has its name in each language, and every rule its sentence."""

import re

import pytest

from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.catalog import build_catalog
from caseworker_desktop.store.declare import KEPT
from caseworker_desktop.texts import Texts
from tests.conftest import ROOT

LANGUAGES = ("lt", "lv", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_kinds_fields_and_their_parts_have_names(resources, language):
    texts = Texts(resources, language, strict=True)
    for kind in build_catalog().kinds():
        assert texts.kind(kind.name)
        for field in kind.fields:
            assert texts.label(kind.name, field.name)
            for part in field.parts:
                if part.name != "*":
                    assert texts.label(kind.name, f"{field.name}.{part.name}")
    assert all(texts.label("kept", name) for name in KEPT if name != "id")


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_of_one_kind_differ(resources, language):
    texts = Texts(resources, language, strict=True)
    for kind in build_catalog().kinds():
        labels = [texts.label(kind.name, field.name) for field in kind.fields]
        assert len(labels) == len(set(labels)), (kind.name, sorted(label for label in labels if labels.count(label) > 1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_rules_say(resources, language):
    texts = Texts(resources, language, strict=True)
    keys = {key for path in (ROOT / "src" / "caseworker_desktop" / "records").rglob("*rules.py")
            for key in re.findall(r'message\("(rule\.[a-z_]+)"', path.read_text(encoding="utf-8"))}
    assert len(keys) > 15
    for key in keys:
        assert texts.say(message(key, count=6) if key == "rule.many_open_goals" else message(key, total="95", item="9"))
