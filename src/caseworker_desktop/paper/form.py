"""What a paper is before it is printed, and the small words by which its maker writes it: facts, tables, prose, signatures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.paper import model
from caseworker_desktop.paper.model import Blank, Fact, Facts, Label, Leaf, Prose, Run, Section, Signatures, Signer, Table, Tick, Ticks, Value
from caseworker_desktop.paper.source import Source
from caseworker_desktop.paper.wording import Wording
from caseworker_desktop.texts import Texts

DASH = "–"
#: A marked box and one to be marked, in text.
CHOSEN, OPEN = "✓", "□"
_SHORT = 24


@dataclass(frozen=True, slots=True)
class Made:
    """A paper as its maker wrote it. `title` names no person (it becomes the file's title); `project` heads it; `persons` are those it is
    about (noted in the audit); `about` the records in which an open conflict forbids printing; `form` as in model.Sheet."""

    title: Message
    leaves: tuple[Leaf, ...]
    project: str | None = None
    persons: tuple[str, ...] = ()
    about: tuple[tuple[str, str], ...] = ()
    form: str = "a4"


@dataclass(frozen=True, slots=True)
class Form:
    """What a maker writes with: where it reads, in which words, for whom (`client`: the copy that leaves the file), and the paper's options."""

    source: Source
    wording: Wording
    client: bool
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The paper's language."""
        return self.wording.first.language

    @property
    def texts(self) -> tuple[Texts, ...]:
        """The texts of the paper's languages, its own first."""
        return (self.wording.first,) if self.wording.second is None else (self.wording.first, self.wording.second)

    def label(self, said: Message) -> Label:
        """Return a text of the house in the paper's languages."""
        return self.wording.label(said)

    def code(self, list_: str, code: str | None) -> Value:
        """Return the name of a code, a dash for none."""
        return self.wording.code(list_, code) if code else DASH

    def codes(self, list_: str, codes: Sequence[str]) -> Value:
        """Return the names of codes, one after the other, a dash for none."""
        names = [self.wording.code(list_, one) for one in codes]
        return tuple(", ".join(spoken) for spoken in zip(*names, strict=True)) if names else DASH

    def date(self, value: str | None) -> str:
        """Return a day in the short form, a dash for none."""
        return self.wording.date(value) or DASH

    def period(self, begins: str | None, ends: str | None) -> str:
        """Return a period in the short form, open ends as dots, a dash for none."""
        if begins is None and ends is None:
            return DASH
        return f"{self.wording.date(begins) or '…'} – {self.wording.date(ends) or '…'}"

    def number(self, value: str | int | None) -> str:
        """Return a number in the language's form, a dash for none."""
        return DASH if value is None else self.wording.first.number(value)

    def yes_no(self, value: bool | None) -> Value:
        """Return yes, no, or a dash for what is not known."""
        return DASH if value is None else self.label(message("papers.yes") if value else message("papers.no"))

    def facts(self, title: Message | Label | None, facts: Sequence[tuple[Message, Value]], columns: int = 3, letter: str = "") -> Facts:
        """Return names and values side by side."""
        return Facts(letter, self._title(title), (1.0,) * columns, tuple(
            Fact(self.label(name), value or DASH) for name, value in facts))

    def table(self, title: Message | Label | None, columns: Sequence[tuple[Message, float]], rows: Iterable[Sequence[Value]], *, row_mm: float = 0,
              centred: frozenset[int] = frozenset()) -> Table:
        """Return a table; `centred` are the places of columns with centred cells."""
        return Table(
            "", self._title(title), tuple(share for _, share in columns),
            tuple("center" if place in centred else "left" for place in range(len(columns))),
            tuple(self.label(name) for name, _ in columns), tuple(tuple(cells) for cells in rows), row_mm)

    def grid(self, title: Message | Label | None, head: Sequence[tuple[Value, float]], rows: Iterable[Sequence[Value]], *, row_mm: float = 0,
             centred_from: int = 1000) -> Table:
        """Return a table whose head is values (days), not texts of the house."""
        names = tuple(name if isinstance(name, tuple) else (name,) for name, _ in head)
        align = tuple("center" if place >= centred_from else "left" for place in range(len(head)))
        return Table("", self._title(title), tuple(share for _, share in head), align, names, tuple(tuple(cells) for cells in rows), row_mm)

    def prose(self, title: Message | Label | None, *paragraphs: str) -> Prose:
        """Return paragraphs, a dash for none."""
        return Prose("", self._title(title), tuple((Run(one),) for one in paragraphs if one) or ((Run(DASH),),))

    def said(self, title: Message | Label | None, *sentences: Message) -> Prose:
        """Return sentences of the house; on a paper in two languages those of the second stand beneath the first's."""
        spoken = [self.label(one) for one in sentences]
        return Prose("", self._title(title), tuple((Run(text),) for place in range(len(spoken[0])) for text in (line[place] for line in spoken)))

    def ticks(self, title: Message | Label | None, ticks: Iterable[tuple[Label, bool]], note: Message | None = None) -> Ticks:
        """Return boxes in a row."""
        return Ticks("", self._title(title), tuple(Tick(name, on) for name, on in ticks), self._title(note))

    def boxes(self, ticks: Sequence[tuple[Label, bool]]) -> Label:
        """Return boxes in a row as a cell's or a fact's value; a short name is not broken from its box."""
        spoken = [(tuple(unbroken(text) for text in name), CHOSEN if on else OPEN) for name, on in ticks]
        return tuple("  ".join(f"{mark}\u00a0{name[place]}" for name, mark in spoken) for place in range(len(self.texts)))

    def blank(self, title: Message | Label | None, lines: int) -> Blank:
        """Return lines to write on."""
        return Blank("", self._title(title), lines)

    def signatures(self, *signers: tuple[Value, Message], title: Message | None = None, lead: Message | None = None) -> Signatures:
        """Return lines to sign on: who, and as what."""
        return Signatures("", self._title(title), self._title(lead), (), "", tuple(Signer(name, self.label(role)) for name, role in signers), (), ())

    def leaf(self, heading: Message, *sections: Section | None, reference: str = "", notice: Message | None = None) -> Leaf:
        """Return a leaf; sections that are None are left out."""
        return model.Leaf(self.label(heading), tuple(one for one in sections if one is not None), reference, (), self._title(notice))

    def listed(self, list_: str) -> list[tuple[str, Mapping[str, Any]]]:
        """Return the codes of a list in its order, each with its row."""
        return [(code, self.wording.lists.row(list_, code) or {}) for code in self.wording.lists.codes(list_)]

    def _title(self, title: Message | Label | None) -> Label:
        return title if isinstance(title, tuple) else self.label(title) if title is not None else ()


def unbroken(name: str) -> str:
    """Return a short name with blanks that no line is broken at."""
    return name.replace(" ", "\u00a0") if len(name) <= _SHORT else name
