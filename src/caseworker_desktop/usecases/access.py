"""Who may work here: staff members, their roles, and the slots that unlock this workspace."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.errors import LineRefused, Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.founding import SLOTS, only_office
from caseworker_desktop.usecases.intent import Intent
from caseworker_desktop.usecases.scope import sites_of_codes
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import Shipped, Writer
from caseworker_desktop.vault import passphrase
from caseworker_desktop.vault.slots import Opened, SlotFile, SlotInfo
from caseworker_desktop.vault.staff import StaffKeys


class Access:
    """The use case. `db_key` wraps a new person's slot; `profile` is the passphrase profile of the settings."""

    def __init__(self, store: Store, writer: Writer, worker: Worker, shipped: Shipped, db_key: bytes, profile: str) -> None:
        self._store, self._writer, self._worker, self._shipped, self._db_key, self._profile = store, writer, worker, shipped, db_key, profile
        self._slots = SlotFile(Path(store.folder) / SLOTS)

    def staff(self) -> list[dict[str, Any]]:
        """Return all staff members' plain records by login."""
        with self._store.reading() as reading:
            return sorted(reading.plains("staff"), key=lambda one: str(one["login"]))

    def add_staff(self, login: str, given_name: str, family_name: str, role: str, sites: Sequence[str]) -> str:
        """Add a staff member (office only) and return the id. Raises LineRefused or Denied."""
        only_office(self._worker)
        with self._store.reading() as reading:
            try:
                site_ids = sites_of_codes(reading, self._shipped, sites)
            except KeyError as reason:
                raise LineRefused(message("refused.unknown_code", code=str(reason.args[0])[:40]), field="sites") from reason
        day = self._worker.clock.now().date().isoformat()
        return self._writer.write(
            [
                Intent(
                    "staff",
                    None,
                    {"login": login, "given_name": given_name, "family_name": family_name, "role": role, "sites": site_ids, "active_from": day},
                )
            ]
        ).ids[0]

    def disable_staff(self, login: str) -> None:
        """End a staff member's work here today (office only): their slot no longer opens this workspace from tomorrow on."""
        only_office(self._worker)
        today = self._worker.clock.now().date().isoformat()
        self._writer.write([Intent("staff", self._one(login)["id"], {"active_to": today})])

    def change_role(self, login: str, role: str) -> None:
        """Give a staff member another main role (office only)."""
        only_office(self._worker)
        self._writer.write([Intent("staff", self._one(login)["id"], {"role": role})])

    def _one(self, login: str) -> dict[str, Any]:
        for one in self.staff():
            if str(one["login"]).casefold() == login.casefold():
                return one
        raise Refused(message("refused.unknown_login"))

    def slots(self) -> tuple[SlotInfo, ...]:
        """Return what may be told of the slots."""
        return self._slots.slots()

    def add_slot(self, login: str, new_passphrase: str) -> str:
        """Let a staff member who has no slot here unlock this workspace with a passphrase of their own; return the slot's id (hex).

        Raises Refused for an unknown login, one that has a slot, or a weak passphrase.
        """
        passphrase.check_new(new_passphrase)
        one = self._one(login)
        if self._slots.find(str(one["login"])) is not None:
            raise Refused(message("refused.slot_exists"))
        person = StaffKeys.new()
        self._writer.write([Intent("staff_key", None, {"staff": one["id"], "public": person.public.hex()})])
        slot = self._slots.add_passphrase(
            str(one["login"]), new_passphrase, Opened(self._db_key, ids.to_bytes(one["id"]), person.secret), self._profile
        )
        return slot.hex()

    def remove_slot(self, login: str) -> None:
        """Take a staff member's slot away. Raises Refused when there is none, or when it is the sitting's own."""
        slot = self._slots.find(login)
        if slot is None:
            raise Refused(message("refused.unknown_login"))
        if login.casefold() == self._worker.login.casefold():
            raise Refused(message("refused.own_slot"))
        self._slots.remove(slot)
