"""What a tab of plain records shows: sections of facts and entries, and the forms that open from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from caseworker_desktop.ui.widgets.record_form import FieldSpec
from caseworker_desktop.usecases.editing import Saved

Mark = tuple[str, str, str | None]
Act = tuple[str, str, str]
"""An action: its token, its words, its icon."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of a history. `opens`: the token of its form; `goes`: the id of a person whose page it leads to."""

    title: str
    below: str = ""
    mark: Mark | None = None
    opens: str | None = None
    acts: tuple[Act, ...] = ()
    goes: str | None = None
    faded: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with facts (name, value) and entries; `empty` is said when there are none of either."""

    title: str
    facts: tuple[tuple[str, str], ...] = ()
    entries: tuple[Entry, ...] = ()
    acts: tuple[Act, ...] = ()
    empty: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """A form to open: what RecordPanel.open takes."""

    title: str
    kind: str
    specs: Sequence[FieldSpec]
    id_: str | None = None
    fixed: Mapping[str, Any] = field(default_factory=dict)
    start: Mapping[str, Any] | None = None
    note: str = ""
    draft: str = ""
    may_delete: bool = True
    write: Callable[[str | None, Mapping[str, Any]], Saved] | None = None
    remove: Callable[[str], Saved] | None = None


#: A token `paper/KIND/ID` leads to the preview of a paper.
PAPER = "paper"


class DossierPresenter(Protocol):
    """What decides for a DossierTab."""

    def load(self, person: str) -> None:
        """Take up a person."""
        ...

    def groups(self) -> list[tuple[str, str]]:
        """Return the groups of sections that the worker may read, as (code, words)."""
        ...

    def sections(self, group: str) -> list[Section]:
        """Return the sections of a group."""
        ...

    def opening(self, token: str) -> Opening | None:
        """Return the form that a token opens, None for a token that acts at once."""
        ...

    def act(self, token: str) -> Saved:
        """Do at once what a token says. Raises Refused or Denied."""
        ...

    def said(self, token: str) -> str:
        """Return what to say when it was done."""
        ...


def whole(facts: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return the facts that have a value."""
    return tuple((name, value) for name, value in facts if value)
