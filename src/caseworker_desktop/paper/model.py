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
    """`columns` are shares of the width, `align` is left or center a column; `row_mm`: the least height of a row to be written in by hand."""

    letter: str
    title: Label
    columns: tuple[float, ...]
    align: tuple[str, ...]
    head: tuple[Label, ...]
    rows: tuple[tuple[Value, ...], ...]
    row_mm: float = 0
    kind: str = field(default="table", init=False)


@dataclass(frozen=True, slots=True)
class Blank:
    """Ruled lines to write on by hand, `lines` of them."""

    letter: str
    title: Label
    lines: int
    kind: str = field(default="blank", init=False)


@dataclass(frozen=True, slots=True)
class Line:
    """A line set in the middle of the page; `size` in points."""

    text: Value
    size: float
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Middle:
    """Lines in the middle of the page, as on a certificate."""

    letter: str
    title: Label
    lines: tuple[Line, ...]
    kind: str = field(default="middle", init=False)


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


Section = Facts | Prose | Table | Goals | Ticks | Signatures | Blank | Middle


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
    measure: Label = ()
    step_head: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class Footer:
    """One line at the foot a language: `text`, the code in bold, the word after `1 / 2`."""

    text: str
    code: str
    pages: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """What stands under one main heading, on pages of its own."""

    heading: Label
    sections: tuple[Section, ...]
    reference: str = ""
    draft: Label = ()
    notice: Label = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole paper. `words_language` is the language people typed in; `large` is the client copy's bigger type; `logo` and `emblem` are the
    organisation's and the funder's pictures by name; `form` is a4, a4-wide (the long side above) or a5-wide (half a page);
    no line breaks within `project_code`."""

    language: str
    second_language: str | None
    words_language: str
    large: bool
    title: str
    organisation: Head
    logo: str | None
    emblem: str | None
    project: tuple[Label, ...]
    said: Said
    leaves: tuple[Leaf, ...]
    footer: tuple[Footer, ...]
    form: str = "a4"
    project_code: str | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished paper: PDF bytes (tagged, PDF/UA-1), its number of pages, for a plan its digest (64 hex digits) and version; `form` as in
    Sheet; its title and a file's name that names no person."""

    pdf: bytes
    pages: int
    plan_digest: str | None = None
    version: int | None = None
    form: str = "a4"
    title: str = ""
    file_name: str = ""
