"""The slip for the gate: what is carried out and for whom, without a name of a client. Its lines are made here, plain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.exchange.hand_over import Written
from caseworker_desktop.ui.exchange.sticks import Stick
from caseworker_desktop.ui.moments import digest_words, size_words


@dataclass(frozen=True, slots=True)
class Carrier:
    """Who carries and on which computer it was written; `office`: it goes out of the office."""

    person: str
    device: str
    day: str
    office: bool


class Marked(Protocol):
    """What is read of a stick of the register."""

    @property
    def number(self) -> str: ...
    @property
    def serial(self) -> str | None: ...
    @property
    def permit(self) -> str | None: ...


Known = Callable[[str], Marked | None]


def slip_lines(texts: Texts, carrier: Carrier, stick: Stick | None, written: Written | None, known: Marked | None = None) -> list[tuple[str, str]]:
    """Return name and value of each line; what is not known yet says so. `known`: what the register of sticks tells."""
    say = texts.say
    later = say(message("exchange.slip.later"))
    if stick is None:
        place = say(message("exchange.slip.choose"))
    elif known is not None:
        place = say(message("exchange.slip.numbered", number=known.number, name=stick.name))
    else:
        place = stick.name if stick.total is None else f"{stick.name}, {size_words(stick.total, texts)}"
    exported = written.exported if written is not None else None
    size = later
    if exported is not None:
        size = say(message("exchange.slip.bytes", size=size_words(exported.bytes, texts), count=exported.bytes))
    return [
        (say(message("exchange.slip.computer")), carrier.device),
        (say(message("exchange.slip.stick")), place),
        (say(message("exchange.slip.serial")), (known.serial if known is not None else None) or "–"),
        (say(message("exchange.slip.permit")), (known.permit if known is not None else None) or "–"),
        (say(message("exchange.slip.file")), exported.file.name if exported is not None else later),
        (say(message("exchange.slip.size")), size),
        (say(message("exchange.slip.digest")), digest_words(exported.sha256) if exported is not None else later),
        (say(message("exchange.slip.purpose")), say(message("exchange.slip.to_laptop") if carrier.office else message("exchange.slip.to_office"))),
        (say(message("exchange.slip.who")), carrier.person),
        (say(message("exchange.slip.data")), say(message("exchange.slip.encrypted"))),
        (say(message("exchange.slip.network")), say(message("exchange.slip.no_network"))),
    ]


def paper_wish(carrier: Carrier, stick: Stick, written: Written, known: Marked | None) -> dict[str, str]:
    """Return what the page of papers is asked for: the slip of this package, with what the register tells of the stick."""
    told = {"kind": "gate-slip", "id": written.exported.sha256, "laptop": carrier.device, "stick": known.number if known is not None else stick.name}
    for name, value in (("serial", known.serial), ("permit", known.permit)) if known is not None else ():
        if value:
            told[name] = value
    return told
