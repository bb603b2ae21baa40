"""What the parts of the administration are told and tell: rows of a table, a form, and where to go."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.ui.widgets.side_sheet import Sheet

Values = Mapping[str, Any]
LINE, TEXT, CHOICE, SEVERAL, FOLDER, FILE, PASSPHRASES, SECRET = "line", "text", "choice", "several", "folder", "file", "passphrases", "secret"


@dataclass(frozen=True, slots=True)
class AskField:
    """A field of a form: `kind` is one of the constants above; `options` (code, words) for choices; `start` is what stands in it at first."""

    name: str
    words: str
    kind: str = LINE
    must: bool = False
    hint: str = ""
    options: Sequence[tuple[str, str]] = ()
    start: Any = None


@dataclass(frozen=True, slots=True)
class Ask:
    """A form. `warn` says in red what will happen; `check` returns faults by field; `write` does it (off the window's thread); `said` is the
    toast; `told` the title and text that stay afterwards; `confirm` a question and a sentence asked before it is done."""

    title: str
    go: str
    fields: Sequence[AskField]
    write: Callable[[Values, Progress], Any]
    said: Callable[[Any], str]
    note: str = ""
    warn: tuple[str, str] | None = None
    danger: bool = False
    check: Callable[[Values], Mapping[str, str]] | None = None
    told: Callable[[Any], tuple[str, str, str]] | None = None
    confirm: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Go:
    """Another page to be opened."""

    page: str
    where: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Head:
    """A column of a table; `stretch` takes the room that is left."""

    words: str
    width: int = 120
    stretch: bool = False
    number: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its key, a text a column, and tone and icon of the last one."""

    key: str
    cells: tuple[str, ...]
    tone: str | None = None
    icon: str | None = None


Answer = Ask | Go | str | None
"""What a pressed button leads to: a form, another page, the key of another sheet, or nothing."""


class Register(Protocol):
    """A presenter of a table with a sheet at its side. `rows` and `sheet` may run off the window's thread."""

    title: str
    about: str
    nothing: tuple[str, str, str]

    def heads(self) -> Sequence[Head]:
        """Return the columns."""
        ...

    def buttons(self) -> Sequence[tuple[str, str, str]]:
        """Return the buttons above the table: code, words, icon."""
        ...

    def rows(self) -> Sequence[Row]:
        """Return the rows now."""
        ...

    def sheet(self, key: str) -> Sheet | None:
        """Return what is known of a row, None when it is not there any more."""
        ...

    def answer(self, code: str) -> Answer:
        """Return what a button leads to."""
        ...
