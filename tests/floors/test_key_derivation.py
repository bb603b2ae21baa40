"""The cheap key derivation is for tests: nothing that a user can set chooses it, and among the tests only conftest does."""

from __future__ import annotations

import ast

from hypothesis import given, strategies as st

from caseworker_desktop.settings import read_settings
from tests.floors.house import ROOT, SOURCE

KNOWS_IT = {SOURCE / "vault" / "passphrase.py"}
names = st.sampled_from(["CASEWORKER_LANGUAGE", "CASEWORKER_KDF_PROFILE", "CASEWORKER_PASSPHRASE", "KDF_PROFILE", "PYTEST_CURRENT_TEST", "CI"])


@given(st.dictionaries(names, st.sampled_from(["cheap", "lt", "1", ""])))
def test_no_environment_chooses_it(environment):
    assert read_settings(environment).kdf_profile == "calibrated"


def test_no_code_of_the_program_names_it():
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted(SOURCE.rglob("*.py"))
        if path not in KNOWS_IT
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value == "cheap"
    ]
    assert found == []


def test_only_conftest_makes_settings_with_it():
    found = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "tests").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.keyword) and node.arg == "kdf_profile" and isinstance(node.value, ast.Constant) and node.value.value == "cheap"
    ]
    assert found == ["tests/conftest.py"]
