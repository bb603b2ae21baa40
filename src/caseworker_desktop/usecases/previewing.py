"""What a bundle would change, told before anybody takes it in; and which files on a stick are for this workspace at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from caseworker_desktop.bundle.errors import BundleRefused, NotForUs
from caseworker_desktop.bundle.model import Header
from caseworker_desktop.bundle.reader import authenticate
from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.clock import time_text
from caseworker_desktop.kernel.errors import CaseworkerError, Refused
from caseworker_desktop.kernel.operation import KIND, RECORD, SUBJECT
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.merge.applied import Applied
from caseworker_desktop.store import body as bodies
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.store.unit import Unit
from caseworker_desktop.usecases.exchange import Exchange
from caseworker_desktop.usecases.founding import device_keys
from caseworker_desktop.usecases.receiving import Imported, Receiving
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import May

#: Of so many persons the names are told.
NAMES_TOLD = 6
OURS, OTHERS, UNREADABLE = "ours", "others", "unreadable"
_PART = 500


@dataclass(frozen=True, slots=True)
class Glance:
    """What the head of a file says, before a byte of the rest was looked at: `whose` ours, others' (for another office or computer) or
    unreadable; for ours the sender's name and id, the bundle's number, when it was written (RFC 3339), and whether that number came before."""

    path: Path
    whose: str
    sender: str = ""
    device: str = ""
    number: int = 0
    created_at: str = ""
    came: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking a bundle in would do. `told` is what the import would tell (its `error`: it would not be taken); `new` and `changed`
    records by kind; `persons` whose files it touches, `names` of the first of them; `gaps` are numbers that would be missing after all files
    looked at together."""

    path: Path
    told: Imported
    sender: str = ""
    created_at: str = ""
    new: Mapping[str, int] = field(default_factory=dict)
    changed: Mapping[str, int] = field(default_factory=dict)
    persons: int = 0
    names: tuple[str, ...] = ()
    gaps: tuple[int, ...] = ()

    @property
    def takeable(self) -> bool:
        """Tell whether it would be taken."""
        return self.told.error is None


@dataclass(slots=True)
class _Change:
    """What one dry run was seen to do."""

    created_at: str = ""
    new: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    persons: set[bytes] = field(default_factory=set)
    names: tuple[str, ...] = ()


class Previewing:
    """The use case: nothing that it does stays."""

    def __init__(self, store: Store, worker: Worker, exchange: Exchange, receiving: Receiving, may: May) -> None:
        self._store, self._worker, self._exchange, self._receiving, self._may = store, worker, exchange, receiving, may

    def glance(self, files: Sequence[Path]) -> tuple[Glance, ...]:
        """Read the head of each file, no further. What it says is not proved yet: the preview and the import read to the last byte."""
        with self._store.reading() as reading:
            age = device_keys(reading.local.key).age_secret
            return tuple(self._glance(reading, age, file) for file in files)

    def preview(self, files: Sequence[Path], progress: Progress) -> tuple[Preview, ...]:
        """Take each file alone, look at what that does, and leave everything as it was; a refused one is told in its place.

        Raises Cancelled when a person stops it.
        """
        found = [self._preview(file, progress) for file in files]
        numbers = {(one.told.sender, one.told.number) for one in found}
        return tuple(replace(one, gaps=tuple(gap for gap in one.told.gaps if (one.told.sender, gap) not in numbers)) for one in found)

    # ---- parts -------------------------------------------------------------------------------------------------------------------------------
    def _glance(self, reading: Reading, age: str, file: Path) -> Glance:
        heads: list[Header] = []

        def read(header: Header) -> bytes | None:
            heads.append(header)
            return None  # authenticate() stops here: a sender without a key is refused before anything else is read

        try:
            authenticate(file, [age], read, addressee=ids.to_bytes(self._worker.device))
        except NotForUs:
            return Glance(file, OTHERS)
        except (BundleRefused, Refused, OSError):
            pass
        if not heads:
            return Glance(file, UNREADABLE)
        head = heads[0]
        sender = ids.to_text(head.sender)
        row = reading.row("device", sender)
        came = any(low <= head.number <= high for low, high in reading.local.peer(head.sender).numbers_in or [])
        return Glance(file, OURS, str(row.name) if row is not None else "", sender, head.number, time_text(head.created_at), came)

    def _preview(self, file: Path, progress: Progress) -> Preview:
        change = _Change()
        try:
            told = self._receiving.import_file(file, progress, dry_run=True, seen=lambda unit, done, head: self._look(unit, done, head, change))
        except CaseworkerError as error:
            return Preview(file, Imported(file=file.name, error=error.message, exit_code=error.exit_code))
        name = self._exchange.name_of(ids.to_bytes(told.sender)) if told.sender is not None else ""
        if not change.created_at:  # these very bytes came before: the import did not look into them
            change.created_at = self._glanced(file)
        return Preview(file, told, name, change.created_at, change.new, change.changed, len(change.persons), change.names)

    def _glanced(self, file: Path) -> str:
        (one,) = self.glance([file])
        return one.created_at

    def _look(self, unit: Unit, done: Applied, head: Header, change: _Change) -> None:
        """Count, inside the transaction that is left afterwards, the records of whom something arrived that was not here."""
        change.created_at = time_text(head.created_at)
        if not done.first:
            return
        records: dict[bytes, str] = {}
        control = {kind.name for kind in unit.catalog.kinds() if kind.control}
        for _, raw in unit.log.scan(done.first - 1):
            if bodies.read_stub(raw) is not None:
                continue
            item = bodies.decode(raw)
            if item[KIND] not in control:
                records.setdefault(item[RECORD], item[KIND])
                if item[SUBJECT] is not None:
                    change.persons.add(item[SUBJECT])
        every = sorted(records)
        for start in range(0, len(every), _PART):
            for record, ops in unit.log.known(every[start : start + _PART]).items():
                into = change.changed if any(one.a < done.first for one in ops) else change.new
                into[records[record]] = into.get(records[record], 0) + 1
        change.names = self._names(unit, change.persons)

    def _names(self, unit: Unit, persons: set[bytes]) -> tuple[str, ...]:
        if not self._may(self._worker.role, self._worker.roles_extra, "person", "read"):
            return ()
        reading, out = Reading(unit.connection, unit.catalog, unit.packer), []
        for person in sorted(persons):
            row = reading.row("person", ids.to_text(person))
            if row is not None:
                out.append(f"{row.given_names} {row.family_name}")
            if len(out) == NAMES_TOLD:
                break
        return tuple(out)
