"""The program's modules and what they import, read from the sources; the floor tests walk over it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PACKAGE = "caseworker_desktop"
ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / PACKAGE


@dataclass(frozen=True)
class Import:
    """One imported name. `target`: the full module (a name out of an own module counts as that module); `deferred`: inside a function."""

    target: str
    line: int
    deferred: bool

    @property
    def own(self) -> bool:
        return self.target == PACKAGE or self.target.startswith(PACKAGE + ".")

    @property
    def inner(self) -> str:
        """The module below the package (`store.engine`), empty for the package itself."""
        return self.target.removeprefix(PACKAGE).removeprefix(".")

    @property
    def top(self) -> str:
        return self.target.partition(".")[0]


@dataclass(frozen=True)
class Module:
    """A source file. `name`: below the package (`store.engine`, `ui.plan`); its tree stands for the text."""

    name: str
    path: Path
    package: bool
    tree: ast.Module
    imports: tuple[Import, ...]

    @property
    def room(self) -> str:
        return self.name.partition(".")[0]

    def where(self, line: int) -> str:
        return f"{self.path.relative_to(ROOT)}:{line}"


def module_of(path: Path, source: Path) -> Module:
    """Read one file below the package folder `source`."""
    parts = list(path.relative_to(source).with_suffix("").parts)
    package = parts[-1] == "__init__"
    name = ".".join(parts[:-1] if package else parts)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return Module(name, path, package, tree, tuple(_imports(tree, name, package, source)))


@cache
def modules() -> tuple[Module, ...]:
    """Return all modules of the program, in the order of their paths."""
    return tuple(module_of(path, SOURCE) for path in sorted(SOURCE.rglob("*.py")))


def _imports(tree: ast.Module, name: str, package: bool, source: Path) -> Iterator[Import]:
    deferred = {id(inner) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        inside = id(node) in deferred
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, node.lineno, inside) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(node, name, package)
            for alias in node.names:
                yield Import(_module(f"{base}.{alias.name}", base, source), node.lineno, inside)


def _absolute(node: ast.ImportFrom, name: str, package: bool) -> str:
    if not node.level:
        return node.module or ""
    up = node.level - 1 if package else node.level
    here = [PACKAGE, *name.split(".")] if name else [PACKAGE]
    return ".".join([*here[: len(here) - up], *([node.module] if node.module else [])])


def _module(full: str, base: str, source: Path) -> str:
    """Return `full` when it is a module of the program, else the module `base` that the name comes from."""
    if not full.startswith(PACKAGE + "."):
        return base
    path = source.joinpath(*full.split(".")[1:])
    return full if path.with_suffix(".py").is_file() or path.is_dir() else base
