"""The import rules of docs/tour.md: each is a wall that fails here before it fails a reader."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.floors.house import PACKAGE, ROOT, Import, Module, module_of, modules

FLOORS = (
    ("kernel", "settings"),
    ("vault", "texts"),
    ("store",),
    ("bundle", "merge", "records"),
    ("report", "paper", "intake"),
    ("usecases",),
    ("assembly",),
    ("bootstrap", "ui", "cli"),
    ("__main__",),
)
FLOOR = {room: height for height, rooms in enumerate(FLOORS) for room in rooms}
# The doors may build the parts; the windowed door also opens the window.
DOORS = ("__main__", "cli.main")

LIBRARY_ROOMS: dict[str, tuple[str, ...]] = {
    "PySide6": ("ui",),
    "shiboken6": ("ui",),
    "sqlalchemy": ("store", "records.views", "report.figures"),
    "alembic": ("store",),
    "sqlcipher3": ("store.engine",),
    "sqlite3": (),
    "nacl": ("vault",),
    "pyrage": ("vault",),
    "cryptography": ("vault",),
    "openpyxl": ("report.sheet", "intake"),
    "typst": ("paper",),
    "babel": ("texts",),
    "gettext": ("texts",),
}
NETWORK = ("socket", "socketserver", "ssl", "http", "urllib", "asyncio", "ftplib", "smtplib", "poplib", "imaplib", "telnetlib", "xmlrpc",
           "webbrowser", "requests", "httpx", "aiohttp", "urllib3", "PySide6.QtNetwork", "PySide6.QtWebSockets", "PySide6.QtHttpServer")
# What windows and commands may see of the floors below, besides use cases (rule 3).
SEEN_ABOVE = ("", "settings", "texts", "kernel", "usecases", "records", "bundle.model", "merge.model", "report.model")
# What the shell has for the screens: its protocol, and plain forms made of declarations.
FOR_SCREENS = ("ui.shell.page", "ui.shell.record_fields", "ui.shell.record_panel")
SHARED_UI = ("theme", "widgets", "shell", "help")
# A library's name on the index where it differs from the name that is imported.
DISTRIBUTIONS = {"nacl": "pynacl", "PySide6": "pyside6-essentials", "shiboken6": "pyside6-essentials", "stdnum": "python-stdnum"}

Rule = Callable[[Module, Import], str | None]


def within(name: str, places: Iterable[str]) -> bool:
    """Tell whether a module is one of the places or below one of them."""
    return any(name == place or name.startswith(place + ".") for place in places)


def broken(rule: Rule, house: Iterable[Module]) -> list[str]:
    """Return a line for each import that breaks the rule."""
    found = []
    for module in house:
        for each in module.imports:
            why = rule(module, each)
            if why:
                found.append(f"{module.where(each.line)}: {why}")
    return found


def downward_only(module: Module, each: Import) -> str | None:
    """Rules 1 and 5: a room sees itself and lower floors; neighbours on one floor do not see each other."""
    room = each.inner.partition(".")[0]
    if not each.own or not room or not module.room or room == module.room:
        return None
    if room not in FLOOR:
        return f"{room} is on no floor"
    if module.room == "settings" and room == "kernel":
        return None
    if module.name in DOORS and room in ("bootstrap", "ui"):
        return None if room == "bootstrap" or module.name == "__main__" else f"{module.name} sees {each.target}"
    return None if FLOOR[room] < FLOOR[module.room] else f"{module.name} sees {each.target}, which is not below it"


def kernel_is_standard(module: Module, each: Import) -> str | None:
    """Rule 1: the kernel imports the standard library."""
    if module.room != "kernel" or (each.own and within(each.inner, ("kernel",))) or each.top in sys.stdlib_module_names:
        return None
    return f"the kernel imports {each.target}"


def libraries_at_home(module: Module, each: Import) -> str | None:
    """Rule 2: each library has its rooms."""
    rooms = LIBRARY_ROOMS.get(each.top)
    return None if rooms is None or within(module.name, rooms) else f"{each.top} is not for {module.name}"


def above_sees_little(module: Module, each: Import) -> str | None:
    """Rule 3: windows and commands see use cases, declarations and models."""
    if module.room not in ("ui", "cli") or not each.own or module.name in DOORS or each.inner.partition(".")[0] == module.room:
        return None
    seen = within(each.inner, SEEN_ABOVE[1:]) or each.inner == ""
    return None if seen and not within(each.inner, ("records.views",)) else f"{module.name} sees {each.target}"


def families_apart(module: Module, each: Import) -> str | None:
    """Rule 4: kinds point to each other by id; a family of records does not import another."""
    mine, theirs = module.name.split("."), each.inner.split(".")
    families = {m.name.split(".")[1] for m in modules() if m.package and m.name.count(".") == 1 and m.room == "records"} - {"views"}
    if len(mine) < 3 or mine[0] != "records" or mine[1] not in families or not each.own:
        return None
    return f"{mine[1]} imports {each.target}" if theirs[:1] == ["records"] and len(theirs) > 1 and theirs[1] in families - {mine[1]} else None


def screens_apart(module: Module, each: Import) -> str | None:
    """Rule 6: nobody but ui/shell/navigation.py imports a screen. The door stands before the shell and its navigation: ui/app.py opens it."""
    theirs = each.inner.split(".")
    may = module.name == "ui.shell.navigation" or (module.name, theirs[1:2]) == ("ui.app", ["unlock"])
    if may or not each.own or theirs[0] != "ui" or len(theirs) < 2 or theirs[1] in SHARED_UI:
        return None
    is_screen = any(m.package and m.name == f"ui.{theirs[1]}" for m in modules())
    return f"{module.name} imports the screen {theirs[1]}" if is_screen and not within(module.name, (f"ui.{theirs[1]}",)) else None


def shared_ui_below_screens(module: Module, each: Import) -> str | None:
    """Theme and widgets are for all screens and know none; screens know of the shell only its protocol and the plain forms (FOR_SCREENS)."""
    if module.room != "ui" or not each.own:
        return None
    if within(module.name, ("ui.theme", "ui.widgets")) and each.inner.startswith("ui.") and not within(each.inner, ("ui.theme", "ui.widgets")):
        shared = {"ui.run", "ui.changes", "ui.problems"}
        return None if each.inner in shared else f"{module.name} imports {each.target}"
    screen = module.name.split(".")[1:2] not in ([name] for name in SHARED_UI) and module.name.count(".") >= 2
    beyond = within(each.inner, ("ui.shell", "ui.app")) and each.inner not in FOR_SCREENS
    return f"{module.name} imports {each.target}" if screen and beyond else None


def bootstrap_for_doors(module: Module, each: Import) -> str | None:
    """Rule 8: only the doors build the parts; only bootstrap assembles the desk."""
    if not each.own or not within(each.inner, ("bootstrap", "assembly")):
        return None
    if within(each.inner, ("assembly",)):
        return None if module.name == "bootstrap" else f"{module.name} imports assembly"
    return None if module.name in DOORS else f"{module.name} imports bootstrap"


def no_network(module: Module, each: Import) -> str | None:
    """A field workspace opens no socket: nothing that could is imported anywhere."""
    return f"{each.target} can open a socket" if within(each.target, NETWORK) else None


def not_deferred(module: Module, each: Import) -> str | None:
    """An own module imported inside a function hides a circle: the shared thing belongs one floor down."""
    return f"{each.target} is imported inside a function" if each.own and each.deferred else None


def declared(module: Module, each: Import) -> str | None:
    """Every library that the program imports is a dependency of its own, not somebody else's."""
    if each.own or each.top in sys.stdlib_module_names:
        return None
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    names = {Requirement(line).name.lower() for line in told}
    name = DISTRIBUTIONS.get(each.top, each.top.lower())
    return None if name in names else f"{each.top} is no dependency in pyproject.toml"


RULES = (downward_only, kernel_is_standard, libraries_at_home, above_sees_little, families_apart, screens_apart, shared_ui_below_screens,
         bootstrap_for_doors, no_network, not_deferred, declared)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps(rule):
    assert broken(rule, modules()) == []


def test_every_room_stands_on_a_floor():
    assert {module.room for module in modules() if module.name} <= set(FLOOR)


# The rules themselves must be able to fail: each breach is written into a small house and must be found there.
BREACHES = {
    "store/log.py": ("from caseworker_desktop.merge import registers", downward_only),
    "bundle/writer.py": ("from caseworker_desktop.records.catalog import build_catalog", downward_only),
    "merge/apply.py": ("import caseworker_desktop.bundle.model", downward_only),
    "kernel/clock.py": ("import tzdata", kernel_is_standard),
    "usecases/people.py": ("from PySide6.QtCore import QObject", libraries_at_home),
    "merge/registers.py": ("import sqlalchemy as sa", libraries_at_home),
    "store/unit.py": ("import sqlcipher3", libraries_at_home),
    "store/backup.py": ("from nacl.secret import Aead", libraries_at_home),
    "report/figures.py": ("import openpyxl", libraries_at_home),
    "ui/plan/view.py": ("from caseworker_desktop.store.reading import Reading", above_sees_little),
    "ui/person/view.py": ("from caseworker_desktop.records.views.person_page import Page", above_sees_little),
    "cli/show.py": ("from caseworker_desktop.merge import apply", above_sees_little),
    "records/plan/goal.py": ("from caseworker_desktop.records.person.person import Person", families_apart),
    "ui/today/view.py": ("from ..person import view", screens_apart),
    "ui/widgets/table.py": ("from caseworker_desktop.ui.shell.window import Window", shared_ui_below_screens),
    "ui/inbox/view.py": ("from caseworker_desktop.ui.shell.window import Window", shared_ui_below_screens),
    "ui/run.py": ("from caseworker_desktop import bootstrap", bootstrap_for_doors),
    "bundle/peers.py": ("from urllib.request import urlopen", no_network),
    "ui/help/view.py": ("from PySide6.QtNetwork import QTcpSocket", no_network),
    "store/values.py": ("def f():\n    from caseworker_desktop.store import tables", not_deferred),
    "intake/reading.py": ("import pandas", declared),
}


@pytest.mark.parametrize("file", BREACHES)
def test_a_breach_is_found(file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    code, rule = BREACHES[file]
    source = tmp_path / "src" / PACKAGE
    for room in ("store", "merge", "bundle", "records/person", "records/plan", "records/views", "ui/person", "ui/today", "ui/shell", "ui/widgets"):
        (source / room).mkdir(parents=True, exist_ok=True)
        (source / room / "__init__.py").touch()
    for known in ("store/tables.py", "store/reading.py", "merge/apply.py", "bootstrap.py", "records/views/person_page.py"):
        (source / known).touch()
    target = source / file
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(code + "\n", encoding="utf-8")
    house = tuple(module_of(path, source) for path in sorted(source.rglob("*.py")))
    monkeypatch.setattr("tests.floors.house.ROOT", tmp_path)
    monkeypatch.setattr("tests.floors.test_imports.modules", lambda: house)
    assert len(broken(rule, house)) == 1
    others = [other.__name__ for other in RULES if other not in (rule, declared) and broken(other, house)]
    assert set(others) <= {"libraries_at_home", "above_sees_little", "downward_only"}
