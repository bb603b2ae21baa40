"""Who may work here: staff members, their roles, and the slots that unlock this workspace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.errors import LineRefused, Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.auditing import DISABLED, REVOKED, ROLE_CHANGED, note
from caseworker_desktop.usecases.compartments import CUSTODY, FIGURES, ROLE
from caseworker_desktop.usecases.exchange import Exchange
from caseworker_desktop.usecases.founding import SLOTS, only_admin, only_office
from caseworker_desktop.usecases.intent import Intent
from caseworker_desktop.usecases.membership import publics_of, renewed
from caseworker_desktop.usecases.scope import sites_of_codes
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import Shipped, Writer
from caseworker_desktop.vault import passphrase
from caseworker_desktop.vault.seal import seal_for
from caseworker_desktop.vault.slots import Opened, SlotFile, SlotInfo
from caseworker_desktop.vault.staff import StaffKeys


@dataclass(frozen=True, slots=True)
class Revoked:
    """A laptop whose access was taken away: its id, and how many compartments got a new key."""

    device: str
    keys: int


@dataclass(frozen=True, slots=True)
class Laptop:
    """A computer of this office: whose it is (a staff id), and since when and why its access is taken away (None: it has it)."""

    device: str
    name: str
    staff: str | None
    revoked_on: str | None
    revoked_why: str


def staff_of(reading: Reading, login: str) -> dict[str, Any]:
    """Return a staff member's plain record by login. Raises Refused when there is none."""
    for one in reading.plains("staff"):
        if str(one["login"]).casefold() == login.strip().casefold():
            return one
    raise Refused(message("refused.unknown_login"))


class Access:
    """The use case. `db_key` wraps a new person's slot; `profile` is the passphrase profile of the settings."""

    def __init__(
        self, store: Store, writer: Writer, worker: Worker, shipped: Shipped, exchange: Exchange, db_key: bytes, profile: str
    ) -> None:
        self._exchange = exchange
        self._store, self._writer, self._worker, self._shipped, self._db_key, self._profile = store, writer, worker, shipped, db_key, profile
        self._slots = SlotFile(Path(store.folder) / SLOTS)

    def staff(self) -> list[dict[str, Any]]:
        """Return all staff members' plain records by login."""
        with self._store.reading() as reading:
            return sorted(reading.plains("staff"), key=lambda one: str(one["login"]))

    def laptops(self) -> tuple[Laptop, ...]:
        """Return the computers that the office has taken in, by name. Raises Denied elsewhere."""
        only_office(self._worker)
        with self._store.reading() as reading:
            rows = [row for row in reading.rows("device") if row.id != self._worker.device and row.role != "office"]
        return tuple(sorted((Laptop(row.id, str(row.name), row.staff, row.revoked_on, row.revoked_why or "") for row in rows),
                            key=lambda one: (one.name, one.device)))  # fmt: skip

    def unlocking(self) -> frozenset[str]:
        """Return the logins of the staff members who can unlock this computer with a passphrase of their own."""
        return frozenset(str(one["login"]) for one in self.staff() if self._slots.find(str(one["login"])) is not None)

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
        """End a staff member's work here today (office only): their slot no longer opens this workspace from tomorrow on.

        What their roles seal from now on they cannot read. Raises Refused for oneself: somebody must stay who can let others in.
        """
        only_office(self._worker)
        today = self._worker.clock.now().date().isoformat()
        with self._store.reading() as reading:
            one = staff_of(reading, login)
            if one["id"] == self._worker.staff:
                raise Refused(message("refused.disable_self"))
            left = [ROLE + code for code in (one["role"], *one["roles_extra"])]
            figures = [FIGURES] if any(one["id"] in (row.wraps or {}) for row in reading.rows("compartment", name=FIGURES)) else []
            keys = renewed(reading, [*left, *figures], self._writer.new_id, gone=frozenset({one["id"]}))
        self._writer.write([Intent("staff", one["id"], {"active_to": today}), *keys])
        self._note(DISABLED, one["id"])

    def change_role(self, login: str, role: str) -> None:
        """Give a staff member another main role (office only): the former role's texts from now on are closed to them, the new role's open."""
        only_office(self._worker)
        with self._store.reading() as reading:
            one = staff_of(reading, login)
            if role == one["role"]:
                return
            staff = one["id"]
            left = [] if one["role"] in one["roles_extra"] else [ROLE + one["role"]]
            keys = renewed(reading, left, self._writer.new_id, gone=frozenset({staff}))
            keys += renewed(reading, [ROLE + role], self._writer.new_id, come={staff: (role,)})
        self._writer.write([Intent("staff", staff, {"role": role}), *keys])
        self._note(ROLE_CHANGED, staff)

    def revoke(self, device: str, why: str) -> Revoked:
        """Take a laptop's access away (office only): it gets no bundle, what it still sends waits aside for a person, and what its owner's roles
        seal from now on cannot be read with the keys that lie on it. Raises Refused for an unknown laptop or without a reason, Denied."""
        only_admin(self._worker, office=True)
        if not why.strip():
            raise Refused(message("refused.why_needed"))
        with self._store.reading() as reading:
            row = self._exchange.device_of(reading, device)
            if row.revoked_on is not None:
                raise Refused(message("refused.revoked_already"))
            owner = reading.row("staff", row.staff) if row.staff is not None else None
            # An owner with keys of their own elsewhere keeps reading by those; the only ones lie on the lost laptop.
            alone = owner is not None and len({one.public for one in reading.rows("staff_key", staff=owner.id)}) == 1
            names = [ROLE + code for code in (owner.role, *owner.roles_extra)] if owner is not None else []
            keys = renewed(reading, names, self._writer.new_id, gone=frozenset({owner.id} if owner is not None and alone else ()))
        today = self._worker.clock.now().date().isoformat()
        self._writer.write([Intent("device", row.id, {"revoked_on": today, "revoked_why": why.strip()}), *keys])
        self._note(REVOKED, row.id)
        return Revoked(row.id, len(keys))

    def rotate(self) -> int:
        """Give every compartment of a role, and that of figures, a new key going forward (office only); return how many. Raises Denied."""
        only_admin(self._worker, office=True)
        with self._store.reading() as reading:
            names = {row.name for row in reading.rows("compartment") if row.name == FIGURES or row.name.startswith(ROLE)}
            keys = renewed(reading, names, self._writer.new_id)
        self._writer.write(keys)
        return len(keys)

    def _note(self, what: str, record: str) -> None:
        with self._store.unit() as unit:
            note(unit, self._worker, what, record, each=True)

    def _one(self, login: str) -> dict[str, Any]:
        with self._store.reading() as reading:
            return staff_of(reading, login)

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
        with self._store.reading() as reading:
            custody = max(((row.number, row.id, row.public) for row in reading.rows("compartment", name=CUSTODY)), default=(0, "", None))[2]
        sealed = {"custody": seal_for(bytes.fromhex(custody), person.secret).hex()} if custody is not None else {}
        key = Intent("staff_key", None, {"staff": one["id"], "public": person.public.hex(), **sealed})
        self._writer.write([key, *self._roles_opened(one, person.public)])
        slot = self._slots.add_passphrase(
            str(one["login"]), new_passphrase, Opened(self._db_key, ids.to_bytes(one["id"]), person.secret), self._profile
        )
        return slot.hex()

    def _roles_opened(self, one: dict[str, Any], public: bytes) -> list[Intent]:
        """Return new keys of the newcomer's roles: from now on they read what their role writes, as one enrolled with a laptop does.

        On a joined laptop nothing is returned: who reads for a role is the office's to say.
        """
        if self._worker.joined and not self._worker.office:
            return []
        roles = (str(one["role"]), *one["roles_extra"])
        with self._store.reading() as reading:
            publics = {**publics_of(reading), str(one["id"]): public}
            return renewed(reading, [ROLE + code for code in roles], self._writer.new_id, come={str(one["id"]): roles}, publics=publics)

    def remove_slot(self, login: str) -> None:
        """Take a staff member's slot away. Raises Refused when there is none, or when it is the sitting's own."""
        slot = self._slots.find(login)
        if slot is None:
            raise Refused(message("refused.unknown_login"))
        if login.casefold() == self._worker.login.casefold():
            raise Refused(message("refused.own_slot"))
        self._slots.remove(slot)
