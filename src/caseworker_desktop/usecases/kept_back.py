"""What is set aside travels without its body: which operations that is now, ever was, and was no more since a bundle that was answered."""

from __future__ import annotations

from dataclasses import dataclass

from caseworker_desktop.merge.control import TAKE_BACK, ControlOp, Strata, control_op, of_take_back, set_aside_by
from caseworker_desktop.store import body as bodies
from caseworker_desktop.store.log import CONTROL, STUB, Stream, seq_of
from caseworker_desktop.store.reading import Reading


@dataclass(frozen=True, slots=True)
class KeptBack:
    """The office's say: `now` is set aside, `ever` was, `again` was until lately: its bodies go to whoever may have got stubs of them."""

    now: Strata
    ever: Strata
    again: Strata

    def goes_as_stub(self, stream: Stream, n: int, id_: bytes, st: int) -> bool:
        """Tell whether an operation travels without its body; no control operation does."""
        return not st & CONTROL and self.now.sets_aside(stream.id, seq_of(n), id_)

    def goes_again(self, stream: Stream, n: int, id_: bytes, st: int) -> bool:
        """Tell whether an operation was taken back since; one that another `set_aside` still holds waits for that one."""
        return not st & CONTROL and self.again.sets_aside(stream.id, seq_of(n), id_) and not self.now.sets_aside(stream.id, seq_of(n), id_)

    def came_as_stub(self, stream: Stream, n: int, id_: bytes, st: int) -> bool:
        """Tell whether a stub here stands for a body that an office kept back: it says nothing to whoever lacks that body."""
        return bool(st & STUB) and self.ever.sets_aside(stream.id, seq_of(n), id_)


def kept_back(reading: Reading, strata: Strata, until: int = 0) -> KeptBack:
    """Return what the log's control operations keep back, as judged; `until`: the arrival that the addressee has answered."""
    told = [(control_op(bodies.decode(reading.log.body(a)), id_), a) for _, _, id_, st, a in reading.log.controls() if not st & STUB]
    from_office: list[tuple[ControlOp, int]] = [(op, a) for op, a in told if op.stream in strata.office]
    named = {one for op, a in from_office if op.kind == TAKE_BACK and a > until for one in of_take_back(op)}
    return KeptBack(strata, set_aside_by(op for op, _ in from_office), set_aside_by(op for op, _ in from_office if op.id in named))
