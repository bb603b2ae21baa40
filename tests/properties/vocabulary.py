"""What is written in the histories: records, registers, the values that honest programs give them and those that hostile ones may."""

from __future__ import annotations

from hashlib import sha256
from typing import Any
from uuid import UUID

from caseworker_desktop.kernel.operation import MAX_CLOCK
from tests.properties.rules import good_key

ROOT = b"R" * 16
KEY = b"K" * 32
AT = 1_790_000_000_000
TEN_YEARS = 3653 * 24 * 3600 * 1000
assert good_key(KEY, b"", sha256(KEY).digest())


def some(*words: object) -> bytes:
    """Return 16 bytes that look random and are the same each time."""
    return sha256(repr(words).encode()).digest()[:16]


PEOPLE = tuple(some("person", n) for n in range(3))
SHEETS = tuple((some("sheet", n), PEOPLE[n]) for n in range(2))
SITES = (some("site", 0),)
FUTURE = some("future", 0)

TEXTS: tuple[Any, ...] = ("Ąžuolas", "Eglė", "Ķirsis", None)
#: Plain columns, which are edited most and have a fast path.
PLAIN: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("born", ("1990-01-02", "1991", None)),
    ("children", (0, 1, 2, None)),
    ("active", (True, False, None)),
)
#: Registers of a person with the values that honest writers give them.
PERSON: tuple[tuple[str, tuple[Any, ...]], ...] = (
    *PLAIN * 4,
    ("name", TEXTS),
    ("name", TEXTS),
    ("remark", TEXTS),
    ("height", ("1.8", "1.75", None)),
    ("mentor", (*PEOPLE, None)),
    ("when", ({"day": "2026-01-02", "minutes": 30}, {"day": "2026-01-03"}, {}, None)),
    ("sites/" + str(UUID(bytes=SITES[0])), (True, None)),
    ("words/vienas", (True, None)),
    ("words/du", (True, None)),
    ("services/S1", ({"hours": 1}, {"hours": 2}, {}, None)),
    ("services/S2", ({"hours": 1}, None)),
    ("trainers/0a", ({"name": "Eglė", "who": PEOPLE[0]}, {"name": "Ąžuolas"}, None)),
    ("trainers/0b", ({"name": "Eglė"}, None)),
    ("answers/1", (1, 2, None)),
    ("answers/2", (1, None)),
    ("created_at", (AT, 5)),
    ("created_by", (PEOPLE[0], PEOPLE[1])),
    ("newer", ("a", "b", None)),
)
SHEET: tuple[tuple[str, tuple[Any, ...]], ...] = (("closed", (True, False, None)), ("person", PEOPLE[:1]), ("newer", (1, 2)))
SITE: tuple[tuple[str, tuple[Any, ...]], ...] = (("code", ("ALY", "MAR")), ("place", TEXTS))
FUTURES: tuple[tuple[str, tuple[Any, ...]], ...] = (("field", ("a", "b", None)), ("set/x", (True, None)))
#: What a broken or hostile program may write anywhere.
STRANGE: tuple[Any, ...] = (
    7,
    -1,
    2**53,
    2**63,
    2**70,
    -(2**70),
    "",
    "\0",
    "not a date",
    b"",
    b"short",
    b"x" * 16,
    True,
    False,
    None,
    [],
    [1, "a"],
    {},
    {"a": 1},
    {"": None, "hours": "many"},
    {"hours": {"deep": [1, {"deeper": b"\1"}]}},
    "Ą" * 600,
    [[[[[[[[[[1]]]]]]]]]],
)
STRANGE_REGISTERS = (
    "name",
    "remark",
    "born",
    "children",
    "active",
    "mentor",
    "when",
    "sites",
    "sites/x",
    "services",
    "services/",
    "services/S1",
    "trainers/0a",
    "answers",
    "answers/1",
    "secret",
    "scores",
    "scores/1",
    "deleted",
    "created_at",
    "created_by",
    "id",
    "",
    "/",
    "a/b/c",
    "no such field",
)
CLOCKS = (1, 2, MAX_CLOCK - 1, MAX_CLOCK, MAX_CLOCK + 1, 2**64, 2**80)
