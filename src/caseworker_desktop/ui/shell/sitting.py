"""What the frame needs of a desk: who works here, finding people for the palette, and the signs of the status line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.shell.palette_search import Offer
from caseworker_desktop.ui.shell.status import Sign, signs

if TYPE_CHECKING:
    from caseworker_desktop.usecases.desk import Desk


def who_works(desk: Desk, texts: Texts) -> tuple[str, str]:
    """Return the name of the person and, below it, role and place."""
    worker = desk.worker
    name = desk.people.staff_names([worker.staff]).get(worker.staff, worker.login)
    place = message("nav.office") if worker.office else worker.device_name
    return name, texts.say(message("nav.who", role=desk.lists.name("roles", worker.role, texts.language), place=place))


def people_finder(desk: Desk, texts: Texts) -> Callable[[str, int], Sequence[Offer]]:
    """Return what finds people by a few letters, as offers of the palette."""

    def find(text: str, limit: int) -> Sequence[Offer]:
        return [
            Offer(
                title=f"{face.given_names} {face.family_name}".strip(),
                subtitle=" · ".join(part for part in (face.case_number, texts.date(face.birth_date) if face.birth_date else None) if part),
                icon="person",
                person=face.id,
            )
            for face in desk.people.pick(text, limit)
        ]

    return find


def status_signs(desk: Desk) -> Callable[[], Sequence[Sign]]:
    """Return what asks the exchange how things stand."""
    worker = desk.worker

    def ask() -> Sequence[Sign]:
        peers = desk.exchange.status()
        outs = [peer.last_out for peer in peers if peer.last_out is not None]
        days = (worker.clock.now() - datetime.fromisoformat(max(outs))).days if outs else None
        return signs(peers, office=worker.office, joined=worker.joined, training=worker.training, days_since_out=days)

    return ask
