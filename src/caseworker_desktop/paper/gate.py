"""The slip for the gate: which sticks and files pass, from which computer, how large, with which digest; no personal data of a client."""

from __future__ import annotations

from dataclasses import dataclass

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.paper.form import DASH, Form, Made
from caseworker_desktop.paper.model import Value

_GROUP = 8


@dataclass(frozen=True, slots=True)
class GateFile:
    """A package that passes the gate. `sha256`: 64 hex digits; `at`: a moment (RFC 3339); `sender`, `receiver`: names of computers."""

    file: str
    bytes: int
    sha256: str
    at: str
    sender: str
    receiver: str


def gate_slip(form: Form, files: tuple[GateFile, ...], carrier: str) -> Made:
    """Return the slip for some packages. `carrier` is who carries them; options: `stick`, the stick's name or number; `serial`, its
    maker's number; `permit`, the prison's for it; `laptop`, the computer's name."""
    texts = form.wording.first
    who: list[tuple[Message, Value]] = [
        (message("papers.gate.carrier"), carrier or DASH),
        (message("papers.gate.computer"), form.options.get("laptop") or ", ".join(dict.fromkeys(one.sender for one in files)) or DASH),
        (message("papers.gate.stick"), form.options.get("stick") or "____________________"),
        (message("papers.gate.serial"), form.options.get("serial") or "____________________"),
        (message("papers.gate.permit"), form.options.get("permit") or "____________________"),
    ]
    rows: list[tuple[Value, ...]] = [
        (one.file, texts.number(one.bytes), f"{one.sender} → {one.receiver}", f"{texts.date(one.at)} {texts.time(one.at)}",
         " ".join(one.sha256[start : start + _GROUP] for start in range(0, len(one.sha256), _GROUP)))
        for one in files]
    columns = [(message("papers.gate.file"), 2.2), (message("papers.gate.bytes"), 1.1), (message("papers.gate.way"), 1.8),
               (message("papers.gate.written"), 1.2), (message("papers.gate.digest"), 2.7)]
    gate = [(message("papers.gate.when"), 1.5), (message("papers.gate.in"), 1.0), (message("papers.gate.out"), 1.0),
            (message("papers.gate.officer"), 2.5)]
    return Made(
        title=message("papers.gate.title"),
        leaves=(form.leaf(
            message("papers.gate.title"), form.facts(None, who), form.table(message("papers.gate.files"), columns, rows),
            form.said(None, message("papers.gate.encrypted"), message("papers.gate.offline")),
            form.table(message("papers.gate.pass"), gate, [("", "", "", "")] * 2, row_mm=9),
            form.signatures((carrier, message("papers.sign.carrier")), ("", message("papers.sign.officer"))),
            notice=message("papers.gate.notice")),))
