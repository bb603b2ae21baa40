"""Custody: two printed halves, held by two people, open what nobody can open any more: for a reset, a newcomer, lost halves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.clock import time_text, unix_ms
from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.access import staff_of
from caseworker_desktop.usecases.compartments import AUTHOR, CUSTODY, ROLE
from caseworker_desktop.usecases.founding import SLOTS, only_admin
from caseworker_desktop.usecases.intent import Intent
from caseworker_desktop.usecases.membership import has_role, publics_of
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import Writer
from caseworker_desktop.vault import passphrase, recovery
from caseworker_desktop.vault.compartments import Keyring, unwrap, wrap
from caseworker_desktop.vault.errors import VaultError
from caseworker_desktop.vault.seal import open_sealed, seal_for
from caseworker_desktop.vault.slots import Opened, SlotFile
from caseworker_desktop.vault.staff import StaffKeys, from_hex

CUSTODY_USED = "custody_used"


@dataclass(frozen=True, slots=True)
class Recovered:
    """What custody did: how many keys it wrapped to people who lacked them, and new halves when it was renewed."""

    wrapped: int
    halves: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Fresh:
    """A new key of custody that is not in force yet: its secret and its two printed halves."""

    secret: bytes = field(repr=False)
    halves: tuple[str, str] = field(repr=False)


class Custody:
    """The use case; every use is a line in the audit chain."""

    def __init__(self, store: Store, writer: Writer, worker: Worker, db_key: bytes, profile: str) -> None:
        self._store, self._writer, self._worker, self._db_key, self._profile = store, writer, worker, db_key, profile

    def reset(self, login: str, halves: tuple[str, str], new_passphrase: str) -> str:
        """Give a staff member who forgot the passphrase a new one here, with the keys that custody holds for them; return the slot's id (hex).

        Raises Refused for an unknown login, a weak passphrase or halves of another office, Denied for who is no administrator.
        """
        only_admin(self._worker)
        passphrase.check_new(new_passphrase)
        with self._store.reading() as reading:
            custody = opened_custody(reading, halves)
            one = staff_of(reading, login)
            secret = self._kept(reading, one["id"], custody)
            public = newest_custody(reading).public
        if secret is None:  # keys that custody never saw are lost with the passphrase: new ones read what is shared with the role
            person = StaffKeys.new()
            secret = person.secret
            sealed = seal_for(bytes.fromhex(public), person.secret).hex()
            self._writer.write([Intent("staff_key", None, {"staff": one["id"], "public": person.public.hex(), "custody": sealed})])
            if self._worker.office:
                self._write(custody)
        self._note(one["id"])
        slots = SlotFile(Path(self._store.folder) / SLOTS)
        return slots.add_passphrase(str(one["login"]), new_passphrase, Opened(self._db_key, ids.to_bytes(one["id"]), secret), self._profile).hex()

    def fresh(self, halves: tuple[str, str]) -> Fresh:
        """Return a new key for custody after its present halves were checked; it is in force once `recover` took it. So nobody is left without
        halves: they can be on paper before the old ones end. Raises Refused or Denied; office only."""
        only_admin(self._worker, office=True)
        with self._store.reading() as reading:
            opened_custody(reading, halves)
        new = StaffKeys.new()
        return Fresh(new.secret, recovery.split_custody(new.secret))

    def recover(self, halves: tuple[str, str], *, renew: bool, new: Fresh | None = None) -> Recovered:
        """Wrap every compartment's keys to those of its members who lack them (a newcomer reads what was written before, an author their own).

        `renew`: custody gets a new key (`new`, when its halves are on paper already) with new halves, and what it held is sealed to that.
        Raises Refused or Denied; office only.
        """
        only_admin(self._worker, office=True)
        with self._store.reading() as reading:
            custody = opened_custody(reading, halves)
        wrapped = self._write(custody)
        told = self._renew(custody, new) if renew else None
        self._note(None)
        return Recovered(wrapped, told)

    # ---- parts -------------------------------------------------------------------------------------------------------------------------------
    @staticmethod
    def _kept(reading: Reading, staff: str, custody: StaffKeys) -> bytes | None:
        """Return the newest secret of a staff member that custody can open."""
        for row in sorted(reading.rows("staff_key", staff=staff), key=lambda row: row.changed_at or "", reverse=True):
            if row.custody is not None:
                try:
                    secret = open_sealed(custody.secret, from_hex(row.custody))
                except VaultError:
                    continue
                if StaffKeys.of(secret).public.hex() == row.public:
                    return secret
        return None

    def _write(self, custody: StaffKeys) -> int:
        """Wrap what is lacking; return how many wraps that were."""
        with self._store.reading() as reading:
            publics, staff = publics_of(reading), reading.rows("staff")
            intents, count = [], 0
            for row in reading.rows("compartment"):
                secret = _secret_of(row, custody)
                if secret is None:
                    continue
                lacking = _members(row.name, staff, row.wraps or {}) - set(row.wraps or {})
                added = {one: wrap(secret, publics[one]).hex() for one in sorted(lacking) if one in publics}
                count += len(added)
                if added:
                    intents.append(Intent("compartment", row.id, {"wraps": {**(row.wraps or {}), **added}}))
        if intents:
            self._writer.write(intents)
        return count

    def _renew(self, custody: StaffKeys, fresh: Fresh | None) -> tuple[str, str]:
        new = StaffKeys.of(fresh.secret) if fresh is not None else StaffKeys.new()
        with self._store.reading() as reading:
            intents: list[Intent] = []
            for row in reading.rows("compartment"):
                # The former custody is wrapped to the new one: texts that were left with it stay within its reach.
                secret = custody.secret if row.public == custody.public.hex() else _secret_of(row, custody)
                if secret is not None:
                    intents.append(Intent("compartment", row.id, {"wraps": {**(row.wraps or {}), CUSTODY: wrap(secret, new.public).hex()}}))
            for row in reading.rows("staff_key"):
                if row.custody is not None:
                    try:
                        sealed = seal_for(new.public, open_sealed(custody.secret, from_hex(row.custody))).hex()
                    except VaultError:
                        continue
                    intents.append(Intent("staff_key", row.id, {"custody": sealed}))
            number = newest_custody(reading).number + 1
        self._writer.write([*intents, Intent("compartment", None, {"name": CUSTODY, "number": number, "public": new.public.hex()})])
        return fresh.halves if fresh is not None else recovery.split_custody(new.secret)

    def _note(self, staff: str | None) -> None:
        now = self._worker.clock.now()
        with self._store.unit() as unit:
            record = ids.to_bytes(staff) if staff is not None else None
            unit.local.audit(unix_ms(now), ids.to_bytes(self._worker.staff), CUSTODY_USED, record, time_text(unix_ms(now)))


def opened_custody(reading: Reading, halves: tuple[str, str]) -> StaffKeys:
    """Return custody's pair of two halves. Raises Refused when they do not fit, or are not of this office's present key."""
    pair = StaffKeys.of(recovery.join_custody(*halves))
    if newest_custody(reading).public != pair.public.hex():
        raise Refused(message("vault.halves_of_another"))
    return pair


def newest_custody(reading: Reading) -> Any:
    """Return the record of custody's present key. Raises Refused when there is none."""
    rows = reading.rows("compartment", name=CUSTODY)
    if not rows:
        raise Refused(message("refused.no_custody"))
    return max(rows, key=lambda row: (row.number, row.id))


def custody_keyring(reading: Reading, halves: tuple[str, str]) -> Keyring:
    """Return every key within custody's reach: compartments of roles, authors, and what was left with custody itself."""
    custody = opened_custody(reading, halves)
    entries = {}
    for row in reading.rows("compartment"):
        secret = custody.secret if row.public == custody.public.hex() else _secret_of(row, custody)
        if secret is not None:
            entries[ids.to_bytes(row.id), int(row.number)] = secret
    for row in reading.rows("staff_key"):
        if row.custody is not None:
            try:
                entries[ids.to_bytes(row.id), 1] = open_sealed(custody.secret, from_hex(row.custody))
            except VaultError:
                continue
    return Keyring.of(entries)


def _secret_of(row: Any, custody: StaffKeys) -> bytes | None:
    mine = (row.wraps or {}).get(CUSTODY)
    if mine is None:
        return None
    try:
        return unwrap(from_hex(mine), custody.secret)
    except VaultError:
        return None


def _members(name: str, staff: list[Any], wraps: Mapping[str, str]) -> set[str]:
    if name.startswith(AUTHOR):
        return {row.id for row in staff if row.id == name.removeprefix(AUTHOR)}
    if name.startswith(ROLE):
        return {row.id for row in staff if has_role(row, name.removeprefix(ROLE))}
    return set(wraps) - {CUSTODY}
