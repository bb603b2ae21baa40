"""The slip for the gate: what is carried out and for whom, without a name of a client. Its lines are made here, plain."""

from __future__ import annotations

from dataclasses import dataclass

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


def slip_lines(texts: Texts, carrier: Carrier, stick: Stick | None, written: Written | None) -> list[tuple[str, str]]:
    """Return name and value of each line; what is not known yet says so."""
    say = texts.say
    later = say(message("exchange.slip.later"))
    if stick is None:
        place = say(message("exchange.slip.choose"))
    else:
        place = stick.name if stick.total is None else f"{stick.name}, {size_words(stick.total, texts)}"
    exported = written.exported if written is not None else None
    size = later
    if exported is not None:
        size = say(message("exchange.slip.bytes", size=size_words(exported.bytes, texts), count=exported.bytes))
    return [
        (say(message("exchange.slip.computer")), carrier.device),
        (say(message("exchange.slip.stick")), place),
        (say(message("exchange.slip.file")), exported.file.name if exported is not None else later),
        (say(message("exchange.slip.size")), size),
        (say(message("exchange.slip.digest")), digest_words(exported.sha256) if exported is not None else later),
        (say(message("exchange.slip.purpose")), say(message("exchange.slip.to_laptop") if carrier.office else message("exchange.slip.to_office"))),
        (say(message("exchange.slip.who")), carrier.person),
        (say(message("exchange.slip.data")), say(message("exchange.slip.encrypted"))),
        (say(message("exchange.slip.network")), say(message("exchange.slip.no_network"))),
    ]
