"""Page values: what stands on a sheet, as texts ready to be placed; a template only lays them out."""

from __future__ import annotations

from dataclasses import dataclass, field

#: A text of the house in the paper's language and, on a paper in two languages, in the second one. Empty: nothing is shown.
Label = tuple[str, ...]
#: What a cell holds: a label, or the words of a person.
Value = str | Label


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and a value beneath it."""

    label: Label
    value: Value


@dataclass(frozen=True, slots=True)
class Tick:
    """A box, ticked or not, and what it stands for."""

    label: Label
    on: bool


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a sentence; `strong` ones are set bold."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """`tone`: done, open or other."""

    text: str
    who: Value
    due: str
    state: Label
    tone: str


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal: its number, area, the client's words, the sign of success and the steps."""

    number: str
    domain: Label
    own_words: str
    measure: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs on a line (empty: whoever writes the name there), and what is written under it."""

    name: Value
    note: Label


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values side by side; `columns` are shares of the width."""

    letter: str
    title: Label
    columns: tuple[float, ...]
    facts: tuple[Fact, ...]
    kind: str = field(default="facts", init=False)


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs, each a row of runs."""

    letter: str
    title: Label
    paragraphs: tuple[tuple[Run, ...], ...]
    kind: str = field(default="prose", init=False)


@dataclass(frozen=True, slots=True)
class Table:
    """`columns` are shares of the width, `align` is left or center a column."""

    letter: str
    title: Label
    columns: tuple[float, ...]
    align: tuple[str, ...]
    head: tuple[Label, ...]
    rows: tuple[tuple[Value, ...], ...]
    kind: str = field(default="table", init=False)


@dataclass(frozen=True, slots=True)
class Goals:
    """The goals, each a small table."""

    letter: str
    title: Label
    goals: tuple[Goal, ...]
    kind: str = field(default="goals", init=False)


@dataclass(frozen=True, slots=True)
class Ticks:
    """Boxes in a row, with a note beneath."""

    letter: str
    title: Label
    ticks: tuple[Tick, ...]
    note: Label = ()
    kind: str = field(default="ticks", init=False)


@dataclass(frozen=True, slots=True)
class Signatures:
    """`lead` and `ticks` stand above the lines; `remarks` is the name of an empty box to write in; `closing` stands below."""

    letter: str
    title: Label
    lead: Label
    ticks: tuple[Tick, ...]
    note: str
    signers: tuple[Signer, ...]
    remarks: Label
    closing: tuple[Label, ...]
    kind: str = field(default="signatures", init=False)


Section = Facts | Prose | Table | Goals | Ticks | Signatures


@dataclass(frozen=True, slots=True)
class Head:
    """The organisation at the top: `mark` is two letters that stand for a missing emblem."""

    name: str
    mark: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """The few texts that a template itself needs."""

    ticked: str
    unticked: str
    measure: Label
    step_head: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Footer:
    """One line at the foot a language: `text`, the code in bold, the word after `1 / 2`."""

    text: str
    code: str
    pages: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole paper. `words_language` is the language people typed in; `large` is the client copy's bigger type."""

    language: str
    second_language: str | None
    words_language: str
    large: bool
    title: str
    organisation: Head
    emblem: str | None
    project: tuple[Label, ...]
    heading: Label
    reference: str
    draft: Label
    notice: Label
    said: Said
    sections: tuple[Section, ...]
    footer: tuple[Footer, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished paper: PDF bytes (tagged, PDF/UA-1), its number of pages, and for a plan its digest (64 hex digits) and version."""

    pdf: bytes
    pages: int
    plan_digest: str | None = None
    version: int | None = None
