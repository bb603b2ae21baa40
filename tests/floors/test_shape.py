"""Rules 7 to 9 and the habits beside them: short files, nouns for names, no instances made by an import, one place that commits."""

from __future__ import annotations

import ast
import re
import statistics
from pathlib import Path

import pytest

from tests.floors.house import PACKAGE, ROOT, Module, module_of, modules
from tests.floors.test_imports import within

LONGEST, MEDIAN = 400, 150
#: Files that may be longer, with the reason. This list may only shrink.
LONGER: dict[str, str] = {}
HEAPS = frozenset("utils util helpers helper common commons misc mixed manager managers dialogs stuff tools base".split())
# The unit; the migrations, which come before any unit can be; and the read snapshot, which begins and ends but has nothing to commit.
COMMITTERS = ("store.unit", "store.upgrade", "store.migrations")
SNAPSHOTS = ("store.store",)
UNIT_OPENERS = ("store", "merge.apply", "usecases")


def python_files() -> list[Path]:
    return sorted(path for folder in ("src", "tests", "installer") for path in (ROOT / folder).rglob("*.py"))


def length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_file_is_long():
    long = {str(path.relative_to(ROOT)): length(path) for path in python_files() if length(path) >= LONGEST}
    assert {name: lines for name, lines in long.items() if name not in LONGER} == {}
    assert set(LONGER) <= set(long), "a waiver that is not needed any more"


def test_half_of_the_files_are_short():
    assert statistics.median(length(path) for path in python_files() if length(path)) < MEDIAN


def test_a_file_is_named_for_what_it_holds():
    assert [str(path.relative_to(ROOT)) for path in python_files() if HEAPS & {path.stem, *path.relative_to(ROOT).parts}] == []


# --- rule 7 ---------------------------------------------------------------------------------------------------------


def commits(module: Module) -> list[str]:
    """Return the places where a module commits: `.commit()`, SQL that does, or a `begin()` whose block commits at its end."""
    found = []
    for node in ast.walk(module.tree):
        match node:
            case ast.Call(func=ast.Attribute(attr="commit")):
                found.append(module.where(node.lineno))
            case ast.Call(func=ast.Attribute(attr="begin"), args=[], keywords=[]):
                if module.room not in ("ui", "cli") and not within(module.name, SNAPSHOTS):
                    found.append(module.where(node.lineno))
            case ast.Constant(value=str(text)) if re.match(r"\s*COMMIT\b", text):
                found.append(module.where(node.lineno))
    return found


def unit_openings(module: Module) -> list[str]:
    return [
        module.where(node.lineno)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "unit"
    ]


def test_only_the_unit_commits():
    assert [place for module in modules() if not within(module.name, COMMITTERS) for place in commits(module)] == []


def test_only_use_cases_and_apply_open_a_unit():
    assert [place for module in modules() if not within(module.name, UNIT_OPENERS) for place in unit_openings(module)] == []


# --- rule 8 ---------------------------------------------------------------------------------------------------------

# Calls that make a value which nobody can change, or a declaration that does nothing until it is used.
CONSTANT_MAKERS = frozenset(
    """frozenset tuple range sorted min max sum len int str bytes ord chr fromhex encode split strip join format lower upper replace maketrans
    compile items keys values enumerate zip dict fromkeys Struct Path PurePosixPath Decimal UUID timedelta date datetime time TypeVar ParamSpec
    NewType namedtuple cast MappingProxyType field fields message Message""".split()
)
# Tables and statements are what a database is told, not something that acts.
SQL_MAKERS = frozenset("MetaData Table Column Index UniqueConstraint text select insert update delete bindparam literal_column".split())
SQL_HOMES = ("store", "records.views", "report.figures")


def frozen_values(house: tuple[Module, ...]) -> frozenset[str]:
    """Return the names of the frozen dataclasses, named tuples and enums that the program defines."""
    names = set()
    for module in house:
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.ClassDef):
                continue
            bases = {base.id if isinstance(base, ast.Name) else base.attr for base in node.bases if isinstance(base, ast.Name | ast.Attribute)}
            frozen = any(
                isinstance(mark, ast.Call) and any(k.arg == "frozen" and isinstance(k.value, ast.Constant) and k.value.value for k in mark.keywords)
                for mark in node.decorator_list
            )
            if frozen or bases & {"NamedTuple", "Enum", "StrEnum", "IntEnum"}:
                names.add(node.name)
    return frozenset(names)


def instances(module: Module, frozen: frozenset[str]) -> list[str]:
    """Return the places where importing the module makes something that lives and acts: a call at module level that is no constant's maker."""
    found = []
    for statement in module.tree.body:
        match statement:
            case ast.Assign(value=value) | ast.AnnAssign(value=value) if value is not None:
                calls = [node for node in _now(value) if isinstance(node, ast.Call)]
            case ast.Expr(value=ast.Call() as value):
                calls = [value]
            case _:
                continue
        for call in calls:
            name = call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id if isinstance(call.func, ast.Name) else "?"
            own_function = any(isinstance(node, ast.FunctionDef) and node.name == name for node in module.tree.body)
            statement_home = within(module.name, SQL_HOMES)
            if name in CONSTANT_MAKERS or name in frozen or own_function or (statement_home and name in SQL_MAKERS):
                continue
            found.append(f"{module.where(call.lineno)}: {name}")
    return found


def _now(node: ast.AST):
    """Yield the nodes that run when the statement does: not the insides of a lambda."""
    yield node
    if isinstance(node, ast.Lambda):
        return
    for child in ast.iter_child_nodes(node):
        yield from _now(child)


def test_an_import_makes_nothing_that_lives():
    frozen = frozen_values(modules())
    # The migrations' environment is a script that Alembic runs.
    assert [place for module in modules() if module.name != "store.migrations.env" for place in instances(module, frozen)] == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("STORE = Store()", True),
        ("import logging\nlog = Window(None)", True),
        ("connect(signal)", True),
        ("PARTS = {'a': Thing()}", True),
        ("PLACES = (Row(1), Row(2))", False),
        ("WORD = re.compile('x')", False),
        ("MAKE = lambda: Store()", False),
        ("NAMES = frozenset(sorted(('a', 'b')))", False),
        ("def f():\n    return Store()", False),
    ],
)
def test_an_instance_is_known_when_seen(code, found, tmp_path, monkeypatch):
    source = tmp_path / "src" / PACKAGE
    source.mkdir(parents=True)
    path = source / "room.py"
    path.write_text(f"@dataclass(frozen=True)\nclass Row: ...\n{code}\n", encoding="utf-8")
    monkeypatch.setattr("tests.floors.house.ROOT", tmp_path)
    module = module_of(path, source)
    assert bool(instances(module, frozen_values((module,)))) == found


@pytest.mark.parametrize(
    ("code", "found"),
    [("connection.commit()", 1), ("with engine.begin() as c: ...", 1), ("run('COMMIT')", 1), ("say('Commit to it')", 0)],
)
def test_a_commit_is_known_when_seen(code, found, tmp_path, monkeypatch):
    path = tmp_path / "room.py"
    path.write_text(code, encoding="utf-8")
    monkeypatch.setattr("tests.floors.house.ROOT", tmp_path)
    assert len(commits(module_of(path, tmp_path))) == found
